//! The body of a call, read so that whatever is wrong with it is told as a problem.

use axum::{
    body::Body,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use futures::StreamExt;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_path_to_error::{Path, Segment};

use crate::http::{problem::Problem, route_table::LARGEST_BODY};

/// How much more than may be sent is heard to its end, in bytes: whoever still sends does not listen,
/// and would see the connection break off instead of the answer.
const HEARD_OUT: usize = 1024 * 1024;

/// What was sent: JSON, or nothing.
pub(in crate::http) struct JsonBody(Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        Self::of(request, LARGEST_BODY).await
    }
}

impl JsonBody {
    /// The body of a request, of at most so many bytes.
    ///
    /// # Errors
    /// 413 for a longer one, 415 for one that is not said to be JSON, 400 for one that breaks off.
    pub(super) async fn of(request: Request, largest: usize) -> Result<Self, Problem> {
        let is_json = says_json(request.headers());
        let body = whole(request.into_body(), largest).await?;
        if is_json || is_blank(&body) {
            return Ok(Self(body));
        }
        let detail = "The body is JSON: send it with Content-Type application/json.";
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail))
    }

    /// The body as `T`, `T`'s default where nothing was sent.
    ///
    /// # Errors
    /// As [`JsonBody::read`].
    pub(super) fn read_or_default<T: DeserializeOwned + Default>(
        &self,
        shape: &'static str,
    ) -> Result<T, Problem> {
        if is_blank(&self.0) { Ok(T::default()) } else { self.read(shape) }
    }

    /// The body as `T`. `shape` says in a sentence what it should be.
    ///
    /// # Errors
    /// 400 for what is no JSON object; 422 for a field that is not known, or is of another kind.
    pub(super) fn read<T: DeserializeOwned>(&self, shape: &'static str) -> Result<T, Problem> {
        let malformed = || Problem::bad_request(shape);
        // A list would be taken for a shape's fields in their order.
        if self.0.trim_ascii_start().first() != Some(&b'{') {
            return Err(malformed());
        }
        let mut json = serde_json::Deserializer::from_slice(&self.0);
        match serde_path_to_error::deserialize(&mut json) {
            Ok(body) if json.end().is_ok() => Ok(body),
            Ok(_) => Err(malformed()),
            Err(error) => match field(error.path()) {
                Some(field) if error.inner().is_data() => {
                    Err(Problem::field(field, "This is not known here."))
                }
                _ => Err(malformed()),
            },
        }
    }
}

/// The innermost field that a path leads to.
fn field(path: &Path) -> Option<String> {
    path.iter().rev().find_map(|segment| match segment {
        Segment::Map { key } => Some(key.clone()),
        Segment::Seq { .. } | Segment::Enum { .. } | Segment::Unknown => None,
    })
}

fn is_blank(body: &[u8]) -> bool {
    body.trim_ascii().is_empty()
}

/// Whether the body is said to be JSON, or nothing is said of it.
fn says_json(headers: &HeaderMap) -> bool {
    let Some(said) = headers.get(header::CONTENT_TYPE) else { return true };
    let kind = said.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// All of a body, of at most so many bytes.
async fn whole(body: Body, largest: usize) -> Result<Vec<u8>, Problem> {
    let (mut parts, mut whole, mut size) = (body.into_data_stream(), Vec::new(), 0);
    while size <= largest + HEARD_OUT
        && let Some(part) = parts.next().await
    {
        let part = part.map_err(|_| Problem::bad_request("The body broke off."))?;
        size += part.len();
        if size <= largest {
            whole.extend_from_slice(&part);
        }
    }
    if size <= largest {
        return Ok(whole);
    }
    let detail = "The body is larger than any that is read here.";
    Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail))
}

/// A text; `null` says nothing, as does a field that is left out.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(Option::<String>::deserialize(from)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, response::IntoResponse};

    use super::*;

    #[derive(Default, Debug, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Letter {
        to: Vec<Person>,
        #[serde(deserialize_with = "text")]
        subject: String,
    }

    #[derive(Default, Debug, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Person {
        name: String,
    }

    async fn sent(kind: Option<&str>, body: impl Into<Body>) -> Result<JsonBody, Problem> {
        let mut request = Request::post("/");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        JsonBody::from_request(request.body(body.into()).expect("a request"), &()).await
    }

    /// How it is read, or status, code and the field that is named.
    async fn read(body: &str) -> Result<Letter, (u16, String, String)> {
        let body = sent(None, body.to_owned()).await.expect("it is JSON");
        match body.read_or_default("a letter") {
            Ok(letter) => Ok(letter),
            Err(problem) => {
                let answer = problem.into_response();
                let status = answer.status().as_u16();
                let body = axum::body::to_bytes(answer.into_body(), 10_000).await;
                let told: serde_json::Value =
                    serde_json::from_slice(&body.expect("a body")).expect("JSON");
                let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
                Err((status, text(&told["code"]), text(&told["errors"][0]["field"])))
            }
        }
    }

    #[tokio::test]
    async fn a_field_that_is_wrong_is_named_and_what_is_no_json_is_malformed() {
        let letter = read(r#"{"to": [{"name": "Ada"}], "subject": null}"#).await.expect("right");
        assert_eq!((letter.to[0].name.as_str(), letter.subject.as_str()), ("Ada", ""));
        assert!(read(" \n").await.is_ok_and(|letter| letter.to.is_empty()));
        for (body, field) in [
            (r#"{"role": "owner"}"#, "role"),
            (r#"{"to": [{"name": "Ada", "price": 1}]}"#, "price"),
            (r#"{"to": [{"name": {"$gt": ""}}]}"#, "name"),
            (r#"{"to": "everyone"}"#, "to"),
        ] {
            let refused = read(body).await.expect_err(body);
            assert_eq!(refused, (422, "invalid".to_owned(), field.to_owned()), "{body}");
        }
        for body in [
            "{",
            "[]",
            "[[], \"a\"]",
            "\"to\"",
            "7",
            "{} {}",
            "{\"subject\": \"\u{1}\"}",
            r#"{"subject": "a", "subject": "b"}"#,
        ] {
            let refused = read(body).await.expect_err(body);
            assert_eq!(refused, (400, "bad_request".to_owned(), String::new()), "{body}");
        }
    }

    #[tokio::test]
    async fn what_is_too_large_is_heard_out_and_refused() {
        assert!(sent(None, " ".repeat(LARGEST_BODY)).await.is_ok());
        for size in [LARGEST_BODY + 1, HEARD_OUT * 2] {
            let refused = sent(None, " ".repeat(size)).await.err().expect("too large");
            assert_eq!(refused.into_response().status(), 413, "{size}");
        }
        let part = || Ok::<_, std::io::Error>("x".repeat(LARGEST_BODY / 2));
        let parts = futures::stream::iter([part(), part(), part()]);
        let refused = sent(None, Body::from_stream(parts)).await.err().expect("too large");
        assert_eq!(refused.into_response().status(), 413);
        let broken = [part(), Err(std::io::Error::other("gone"))];
        let broken = sent(None, Body::from_stream(futures::stream::iter(broken))).await;
        assert_eq!(broken.err().expect("broken").into_response().status(), 400);
    }

    #[tokio::test]
    async fn what_is_not_said_to_be_json_is_not_read_as_such() {
        for kind in [
            None,
            Some("application/json"),
            Some("Application/JSON; charset=utf-8"),
            Some("application/merge-patch+json"),
        ] {
            assert!(sent(kind, "{}").await.is_ok(), "{kind:?}");
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", "image/svg+json", ""] {
            let refused = sent(Some(kind), "{}").await.err().expect(kind);
            assert_eq!(refused.into_response().status(), 415, "{kind}");
            assert!(sent(Some(kind), "").await.is_ok(), "there is nothing to be read");
        }
    }
}
