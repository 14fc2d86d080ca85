//! `/api/admin/products` and what is below it.

pub(in crate::http) mod changes;
mod reading;
mod refusals;
mod shapes;

use axum::{
    Extension,
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use kernel::ProductId;
use storefront::{
    goods_room::{GOODS_PAGE, GoodsCursor, GoodsFilter, GoodsQuery, GoodsSort},
    staff::StaffMember,
};

use self::{
    refusals::{of_list, problem},
    shapes::{ProductRowsBody, SheetBody},
};
use super::{
    super::{items::malformed, json, named::named},
    unknown,
};
use crate::http::{AppState, problem::Problem};

fn id(text: Result<Path<String>, PathRejection>) -> Result<ProductId, Problem> {
    ProductId::parse(named(text)?).map_err(|_| Problem::not_found())
}

/// The product as it is now, with the tag of its version.
async fn standing(
    state: &AppState,
    by: &StaffMember,
    id: &ProductId,
    status: StatusCode,
) -> Result<Response, Problem> {
    let sheet = state.shop.product_desk.sheet(by, id).await.map_err(problem)?;
    let mut answer = json::private(status, SheetBody::from(&sheet));
    if let Ok(tag) = HeaderValue::try_from(format!("\"{}\"", sheet.version)) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    Ok(answer)
}

/// Products, whatever their status.
#[utoipa::path(
    get,
    path = "/api/admin/products",
    params(
        ("query" = Option<String>, Query, description = "Up to 8 words, or beginnings of words, of title, brand, SKU or barcode."),
        ("status" = Option<String>, Query, description = "draft, active or archived."),
        ("category" = Option<String>, Query, description = "The id of a category: only what is in it, or in one below it."),
        ("brand" = Option<String>, Query, description = "Only those of exactly this brand."),
        ("sort" = Option<String>, Query, description = "newest (default: what changed last comes first), title, price or price_down."),
        ("nextCursor" = Option<String>, Query, description = "From the last answer, with the same `sort`."),
        ("limit" = Option<u32>, Query, description = "1 to 50, which it is unless said otherwise."),
    ),
    responses(
        (status = 200, description = "A page of products", body = ProductRowsBody),
        (status = 400, description = "A parameter is malformed", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn list(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    parameters: Result<Query<Vec<(String, String)>>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(parameters) = parameters.map_err(|_| malformed())?;
    let query = query(&parameters)?;
    let page = state.shop.goods_room.list(&by, &query).await;
    let page = page.map_err(|error| of_list(&error))?;
    Ok(json::private(StatusCode::OK, ProductRowsBody::of(&page, query.page())))
}

fn query(parameters: &[(String, String)]) -> Result<GoodsQuery, Problem> {
    const KNOWN: [&str; 7] =
        ["query", "status", "category", "brand", "sort", "nextCursor", "limit"];
    if let Some((name, _)) = parameters.iter().find(|(name, _)| !KNOWN.contains(&name.as_str())) {
        return Err(unknown(name));
    }
    let given = |name: &str| {
        let found = parameters.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let filter =
        GoodsFilter::read(given("query"), given("status"), given("category"), given("brand"));
    let filter = filter
        .map_err(|error| Problem::bad_request(format!("`{}`: {}", error.field, error.message)))?;
    let sort = match given("sort") {
        "" => GoodsSort::default(),
        name => GoodsSort::named(name)
            .ok_or_else(|| Problem::bad_request("`sort` is newest, title, price or price_down."))?,
    };
    let after = match given("nextCursor") {
        "" => None,
        text => Some(GoodsCursor::parse(text, sort).map_err(|_| {
            Problem::bad_request("`nextCursor` is not one that this list gave out in this order.")
        })?),
    };
    let most = match given("limit") {
        "" => None,
        text => Some(
            text.parse::<usize>()
                .ok()
                .filter(|most| (1..=GOODS_PAGE).contains(most))
                .ok_or_else(|| Problem::bad_request(format!("`limit` is 1 to {GOODS_PAGE}.")))?,
        ),
    };
    Ok(GoodsQuery { filter, sort, after, most })
}

/// One product, with all that staff write of it.
#[utoipa::path(
    get,
    path = "/api/admin/products/{id}",
    params(("id" = String, Path, description = "The product's id.")),
    responses(
        (status = 200, description = "The product; `ETag` names its version", body = SheetBody),
        (status = 404, description = "There is no such product", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn one(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    text: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    standing(&state, &by, &id(text)?, StatusCode::OK).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<GoodsQuery, Problem> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        query(&pairs)
    }

    #[test]
    fn what_is_no_parameter_of_the_list_is_refused() {
        for bad in [
            ("status", "lost"),
            ("category", "a b"),
            ("query", "?"),
            ("sort", "rating"),
            ("nextCursor", "x"),
            ("limit", "0"),
            ("limit", "51"),
            ("limit", "x"),
            ("since", "May"),
        ] {
            assert!(asked(&[bad]).is_err(), "{bad:?}");
        }
        let none = asked(&[("nextCursor", ""), ("limit", "")]).expect("right");
        assert_eq!(none, GoodsQuery::default());
        let pairs = [("sort", "price"), ("nextCursor", "mug.990"), ("limit", "5")];
        let query = asked(&pairs).expect("right");
        assert_eq!((query.sort, query.most), (GoodsSort::PriceUp, Some(5)));
        assert_eq!(query.after.as_ref().map(GoodsCursor::write).as_deref(), Some("mug.990"));
        assert!(asked(&[("nextCursor", "mug.harbour mug")]).is_err(), "another order's");
    }
}
