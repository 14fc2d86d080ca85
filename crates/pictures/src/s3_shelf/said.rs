//! What a store answered, in words that hold no key and no signed address.

use std::io;

/// An answer of the store.
pub(super) struct Said {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Said {
    /// Whether the store itself failed, so that asking again may help.
    pub(super) const fn is_failure(&self) -> bool {
        matches!(self.status, 408 | 429 | 500..=599)
    }

    /// Whether it says that there is no such object. An answer to HEAD has no body, so a bucket that
    /// went away reads the same there.
    pub(super) fn is_no_object(&self) -> bool {
        self.status == 404 && self.code() != Some("NoSuchBucket")
    }

    /// The store's own word for what is wrong, such as `SignatureDoesNotMatch`.
    fn code(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.body).ok()?;
        let (_, rest) = text.split_once("<Code>")?;
        let (code, _) = rest.split_once("</Code>")?;
        let is_word = code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_word.then_some(code)
    }

    /// Status and word.
    pub(super) fn words(&self) -> String {
        match self.code() {
            Some(code) => format!("{} {code}", self.status),
            None => self.status.to_string(),
        }
    }

    /// A refusal, with what to look at.
    pub(super) fn refusal(&self, bucket: &str, doing: &str) -> io::Error {
        let (kind, advice) = match self.status {
            300..=399 => {
                (io::ErrorKind::Other, "it is elsewhere: look at the endpoint and the region")
            }
            400 => (io::ErrorKind::Other, "look at the region and at how addresses are made"),
            401 | 403 => (
                io::ErrorKind::PermissionDenied,
                "look at the access key, the secret key, what the key may do, and this machine's clock",
            ),
            404 => (io::ErrorKind::Other, "there is no such bucket at this endpoint"),
            _ => (io::ErrorKind::Other, "look at what the store writes in its own log"),
        };
        let said = self.words();
        io::Error::new(kind, format!("the bucket {bucket} refuses to {doing} ({said}); {advice}"))
    }
}

/// Why there is no answer. Some errors of HTTP tell the whole address, with its signature.
pub(super) fn words_of(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::Timeout(_) => "it took too long".to_owned(),
        ureq::Error::HostNotFound => "its host is not found".to_owned(),
        ureq::Error::Rustls(error) => format!("the encrypted connection failed: {error}"),
        ureq::Error::Tls(_) => "the encrypted connection failed".to_owned(),
        ureq::Error::BodyExceedsLimit(_) => "it sent more than a picture has".to_owned(),
        _ => "it does not speak HTTP as it should".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, body: &str) -> Said {
        Said { status, body: body.as_bytes().to_vec() }
    }

    #[test]
    fn what_may_help_to_ask_again_is_told_from_a_refusal() {
        for status in [408, 429, 500, 502, 503, 504] {
            assert!(said(status, "").is_failure(), "{status}");
        }
        for status in [200, 204, 301, 400, 403, 404, 409] {
            assert!(!said(status, "").is_failure(), "{status}");
        }
    }

    #[test]
    fn a_missing_object_is_told_from_a_missing_bucket() {
        assert!(said(404, "<Error><Code>NoSuchKey</Code></Error>").is_no_object());
        assert!(said(404, "").is_no_object());
        assert!(!said(404, "<Error><Code>NoSuchBucket</Code></Error>").is_no_object());
        assert!(!said(403, "").is_no_object());
    }

    #[test]
    fn a_refusal_says_what_to_look_at_and_repeats_nothing_that_is_no_word() {
        let told = said(403, "<Error><Code>InvalidAccessKeyId</Code></Error>");
        let error = told.refusal("quayside", "write an object");
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        let text = error.to_string();
        assert!(text.contains("(403 InvalidAccessKeyId)") && text.contains("secret key"), "{text}");
        let odd = said(400, "<Code>https://s3.example/?X-Amz-Signature=1</Code>");
        assert!(!odd.refusal("quayside", "read an object").to_string().contains("Signature"));
    }
}
