//! Products made, changed, shown to shoppers, put away and copied by programs.

use axum::{
    Extension,
    extract::{FromRequest, Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use sha2::{Digest, Sha256};
use storefront::{
    account::Caller,
    checkout::IdempotencyKey,
    draft::ProductStatus,
    product_desk::{ProductForm, Saved, status_name},
    staff::StaffMember,
};

use super::{
    super::{super::body::JsonBody, key},
    id,
    refusals::{problem, stale},
    shapes::{ProductFields, SheetBody},
    standing,
};
use crate::http::{AppState, caller::Calling, problem::Problem, route_table::LARGEST_PRODUCT};

/// A body about a product, which may be as long as the form.
pub(in crate::http) struct ProductJson(JsonBody);

impl<S: Send + Sync> FromRequest<S> for ProductJson {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        JsonBody::of(request, LARGEST_PRODUCT).await.map(Self)
    }
}

impl ProductJson {
    fn read(&self) -> Result<ProductFields, Problem> {
        self.0.read("The body is an object with what is written of a product, such as its `title`.")
    }
}

/// The key of what is made once, from the header `Idempotency-Key`. It is that of one deed of one
/// account: nobody meets what another made by the same name.
fn own_key(headers: &HeaderMap, by: &StaffMember, deed: &str) -> Result<String, Problem> {
    let key = IdempotencyKey::parse(key(headers));
    let key = key.map_err(|error| {
        Problem::bad_request(format!("Send the header Idempotency-Key: {error}."))
    })?;
    let digest = Sha256::digest(format!("{deed}\n{}\n{}", by.account, key.as_str()));
    Ok(kernel::hex(&digest[..16]))
}

/// The version that was read, from the header `If-Match`.
fn version_read(headers: &HeaderMap) -> Result<i64, Problem> {
    let said = headers.get(header::IF_MATCH).and_then(|tag| tag.to_str().ok());
    let version = said.and_then(|tag| {
        let tag = tag.trim().trim_start_matches("W/");
        tag.strip_prefix('"')?.strip_suffix('"')?.parse::<i64>().ok()
    });
    let version = version.filter(|version| *version > 0);
    version.ok_or_else(|| {
        Problem::bad_request(
            "Send the `ETag` of the product as it was read in the header If-Match.",
        )
    })
}

/// Makes a product.
#[utoipa::path(
    post,
    path = "/api/admin/products",
    params(("Idempotency-Key" = String, Header, description = "1 to 255 printable characters without space. The same again makes no other product.")),
    request_body = ProductFields,
    responses(
        (status = 201, description = "The product", body = SheetBody),
        (status = 200, description = "It was made with this key before", body = SheetBody),
        (status = 400, description = "The body is no JSON object, or there is no key", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused, or `idempotency_mismatch`: another product was made with this key, or it was changed since", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn create(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    body: ProductJson,
) -> Result<Response, Problem> {
    let key = own_key(&headers, &by, "a new product")?;
    let mut asked = body.read()?;
    if asked.status.is_empty() {
        status_name(ProductStatus::Draft).clone_into(&mut asked.status);
    }
    let desk = &state.shop.product_desk;
    let choices = desk.choices(&by).await.map_err(problem)?;
    let form = ProductForm { key, ..asked.form(choices.currency)? };
    let (id, saved) = desk.create(&by, &form, &calling.0).await.map_err(problem)?;
    state.pages.outdate();
    let status = match saved {
        Saved::Now => StatusCode::CREATED,
        Saved::Before => StatusCode::OK,
    };
    standing(&state, &by, &id, status).await
}

/// Writes all that staff write of a product anew. Its pictures stay.
#[utoipa::path(
    put,
    path = "/api/admin/products/{id}",
    params(
        ("id" = String, Path, description = "The product's id."),
        ("If-Match" = String, Header, description = "The `ETag` of the product as it was read."),
    ),
    request_body = ProductFields,
    responses(
        (status = 200, description = "The product as it is now", body = SheetBody),
        (status = 400, description = "The body is no JSON object, or no version is named", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such product", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`: nothing was overwritten. `version` is the one that is stored, and `conflicts` has what each wrote, `mine` and `theirs`, of every field that both changed", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn replace(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    text: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
    body: ProductJson,
) -> Result<Response, Problem> {
    let id = id(text)?;
    let read = version_read(&headers)?;
    let asked = body.read()?;
    let desk = &state.shop.product_desk;
    let sheet = desk.sheet(&by, &id).await.map_err(problem)?;
    if read > sheet.version {
        return Err(stale());
    }
    let form = asked.form(sheet.choices.currency)?;
    let form = ProductForm { version: read.to_string(), ..form };
    desk.change(&by, &id, &form, &calling.0).await.map_err(problem)?;
    state.pages.outdate();
    standing(&state, &by, &id, StatusCode::OK).await
}

/// Shows a product to shoppers.
#[utoipa::path(
    post,
    path = "/api/admin/products/{id}/publish",
    params(
        ("id" = String, Path, description = "The product's id."),
        ("If-Match" = String, Header, description = "The `ETag` of the product as it was read."),
    ),
    responses(
        (status = 200, description = "The product as it is now", body = SheetBody),
        (status = 400, description = "No version is named", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such product", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`: it is another than the one that was read", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn publish(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    text: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let read = (id(text)?, version_read(&headers)?);
    set_status(&state, &by, read, ProductStatus::Active, &calling.0).await
}

/// Takes a product off sale for good; its address says so.
#[utoipa::path(
    post,
    path = "/api/admin/products/{id}/archive",
    params(
        ("id" = String, Path, description = "The product's id."),
        ("If-Match" = String, Header, description = "The `ETag` of the product as it was read."),
    ),
    responses(
        (status = 200, description = "The product as it is now", body = SheetBody),
        (status = 400, description = "No version is named", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such product", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`changed_meanwhile`: it is another than the one that was read", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn archive(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    text: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let read = (id(text)?, version_read(&headers)?);
    set_status(&state, &by, read, ProductStatus::Archived, &calling.0).await
}

/// Shows the product of which this version was read to shoppers, or no longer.
async fn set_status(
    state: &AppState,
    by: &StaffMember,
    (id, read): (kernel::ProductId, i64),
    status: ProductStatus,
    caller: &Caller,
) -> Result<Response, Problem> {
    let desk = &state.shop.product_desk;
    desk.set_status(by, &id, status, read, caller).await.map_err(problem)?;
    state.pages.outdate();
    standing(state, by, &id, StatusCode::OK).await
}

/// Makes a draft that says the same, with a slug and SKUs of its own.
#[utoipa::path(
    post,
    path = "/api/admin/products/{id}/duplicate",
    params(
        ("id" = String, Path, description = "The product's id."),
        ("Idempotency-Key" = String, Header, description = "1 to 255 printable characters without space. The same again makes no other copy."),
    ),
    responses(
        (status = 201, description = "The copy, as it is now", body = SheetBody),
        (status = 400, description = "There is no key", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such product", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn duplicate(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    text: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = id(text)?;
    let key = own_key(&headers, &by, &format!("a copy of {id}"))?;
    let desk = &state.shop.product_desk;
    let copy = desk.duplicate(&by, &id, &key, &calling.0).await.map_err(problem)?;
    standing(&state, &by, &copy, StatusCode::CREATED).await
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use kernel::AccountId;

    use super::*;

    fn with(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_version_is_named_as_it_was_told() {
        for tag in ["\"7\"", "W/\"7\"", " \"7\" "] {
            let read = version_read(&with(header::IF_MATCH, tag));
            assert_eq!(read.expect("a version"), 7, "{tag}");
        }
        for tag in ["", "7", "*", "\"0\"", "\"-7\"", "\"\"", "\"7", "\"7\", \"8\"", "\"x\""] {
            assert!(version_read(&with(header::IF_MATCH, tag)).is_err(), "{tag}");
        }
        assert!(version_read(&HeaderMap::new()).is_err());
    }

    #[test]
    fn a_key_is_that_of_one_deed_of_one_person() {
        let name = header::HeaderName::from_static("idempotency-key");
        let member = |account: &str| StaffMember {
            account: AccountId::parse(account).expect("an id"),
            name: "Mira".to_owned(),
            roles: Vec::new(),
            api_token: None,
        };
        let (mira, noor) = (member("mira"), member("noor"));
        let headers = with(name.clone(), "spring/1");
        let made = |by: &StaffMember, deed: &str| own_key(&headers, by, deed).expect("a key");
        assert_eq!(made(&mira, "one"), made(&mira, "one"));
        assert_ne!(made(&mira, "one"), made(&mira, "two"));
        assert_ne!(made(&mira, "one"), made(&noor, "one"));
        assert!(kernel::ProductId::parse(format!("p-{}", made(&mira, "one"))).is_ok());
        assert!(own_key(&with(name, "a b"), &mira, "one").is_err());
        assert!(own_key(&HeaderMap::new(), &mira, "one").is_err());
    }
}
