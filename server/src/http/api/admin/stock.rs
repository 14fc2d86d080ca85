//! `GET /api/admin/stock`, `GET /api/admin/stock/{sku}` and `POST /api/admin/stock/{sku}`

use axum::{
    Extension,
    extract::{Path, Query, State, rejection::PathRejection, rejection::QueryRejection},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use kernel::{Sku, Timestamp};
use serde::{Deserialize, Serialize};
use storefront::{
    ShopError,
    staff::StaffMember,
    stock_room::{Entered, StockError, StockForm, StockLine, StockPage, StockQuery},
};
use utoipa::ToSchema;

use super::{
    super::{body::JsonBody, body::text, items::malformed, json, named::named},
    forbidden, key, unknown,
};
use crate::http::{AppState, caller::Calling, problem::Problem};

const CHANGE: &str =
    "The body is an object with `op` and `quantity`, and `reference` and `reason` if you like.";

/// The units of a SKU.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct StockBody {
    sku: String,
    /// Units that anyone may buy.
    free: u32,
    /// Units in checkouts.
    reserved: u32,
    /// Units sold.
    sold: u32,
    /// The day on which it is expected back.
    expected: Option<String>,
    warehouse: Option<String>,
}

impl From<&StockLine> for StockBody {
    fn from(line: &StockLine) -> Self {
        Self {
            sku: line.sku.to_string(),
            free: line.free,
            reserved: line.reserved,
            sold: line.sold,
            expected: line.expected.map(Timestamp::rfc3339),
            warehouse: line.warehouse.clone(),
        }
    }
}

/// A page of stock, by SKU.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct StockListBody {
    stock: Vec<StockBody>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
}

impl From<&StockPage> for StockListBody {
    fn from(page: &StockPage) -> Self {
        Self {
            stock: page.lines.iter().map(Into::into).collect(),
            next_cursor: page.next.as_ref().map(ToString::to_string),
        }
    }
}

/// What changes the number of units owned.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(in crate::http) enum StockOp {
    /// Units arrived.
    Receive,
    /// Units were counted: there are so many more, or fewer with a minus.
    Correct,
}

/// A change of stock.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::http) struct StockAsked {
    op: StockOp,
    quantity: i64,
    /// The delivery note or the count. The same again changes nothing.
    #[serde(default, deserialize_with = "text")]
    reference: String,
    /// Why. RECEIVE needs none.
    #[serde(default, deserialize_with = "text")]
    reason: String,
}

fn problem(error: StockError) -> Problem {
    let refused = |code, detail| Problem::new(StatusCode::CONFLICT, code, detail);
    match error {
        StockError::Refused(refusals) => Problem::named_fields(
            refusals.into_iter().map(|refusal| (refusal.field, refusal.reason.message())),
        ),
        StockError::Forbidden => forbidden(),
        StockError::NotFound => Problem::not_found(),
        StockError::BeingPaid => refused("in_progress", "It is being paid for."),
        StockError::Paid => refused("not_now", "It was paid."),
        StockError::Unavailable => Problem::from(ShopError::Unavailable),
    }
}

fn sku(text: String) -> Result<Sku, Problem> {
    Sku::parse(text).map_err(|_| Problem::not_found())
}

/// How much there is, by SKU.
#[utoipa::path(
    get,
    path = "/api/admin/stock",
    params(
        ("nextCursor" = Option<String>, Query, description = "From the last answer."),
        ("query" = Option<String>, Query, description = "Only SKUs that begin so."),
        ("low" = Option<bool>, Query, description = "`true`: only those of which few units are free."),
    ),
    responses(
        (status = 200, description = "A page of stock", body = StockListBody),
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
    let page = state.shop.stock_room.levels(&by, &query).await.map_err(problem)?;
    Ok(json::private(StatusCode::OK, StockListBody::from(&page)))
}

fn query(parameters: &[(String, String)]) -> Result<StockQuery, Problem> {
    let mut query = StockQuery::default();
    for (name, value) in parameters {
        let code = || {
            Sku::parse(value.as_str())
                .map_err(|_| Problem::bad_request(format!("`{name}` begins no SKU.")))
        };
        match name.as_str() {
            _ if value.is_empty() => {}
            "nextCursor" => query.after = Some(code()?),
            "query" => query.beginning = Some(code()?),
            "low" => {
                query.low =
                    value.parse().map_err(|_| Problem::bad_request("`low` is true or false."))?;
            }
            _ => return Err(unknown(name)),
        }
    }
    Ok(query)
}

/// How much there is of one SKU.
#[utoipa::path(
    get,
    path = "/api/admin/stock/{sku}",
    params(("sku" = String, Path, description = "The SKU.")),
    responses(
        (status = 200, description = "Its units", body = StockBody),
        (status = 404, description = "It was never received", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn one(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    code: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    standing(&state, &by, &sku(named(code)?)?).await
}

async fn standing(state: &AppState, by: &StaffMember, sku: &Sku) -> Result<Response, Problem> {
    let line = state.shop.stock_room.level(by, sku).await.map_err(problem)?;
    let line = line.ok_or_else(Problem::not_found)?;
    Ok(json::private(StatusCode::OK, StockBody::from(&line)))
}

/// Receives or corrects units.
#[utoipa::path(
    post,
    path = "/api/admin/stock/{sku}",
    params(
        ("sku" = String, Path, description = "The SKU."),
        ("Idempotency-Key" = Option<String>, Header, description = "8 to 64 letters, digits and hyphens; stands for `reference` where that is left out. The same again changes nothing."),
    ),
    request_body = StockAsked,
    responses(
        (status = 200, description = "Its units as they are now", body = StockBody),
        (status = 400, description = "The body is no JSON object", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "This can be no SKU", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "The body is not said to be JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields were refused; nothing was entered", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not now; it may be asked for again", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn change(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    code: Result<Path<String>, PathRejection>,
    calling: Calling,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let sku = sku(named(code)?)?;
    let asked: StockAsked = body.read(CHANGE)?;
    let form = StockForm {
        quantity: asked.quantity.to_string(),
        reference: asked.reference,
        reason: asked.reason,
        key: key(&headers),
    };
    let room = &state.shop.stock_room;
    let entered = match asked.op {
        StockOp::Receive => room.receive(&by, &sku, &form, &calling.0).await,
        StockOp::Correct => room.correct(&by, &sku, &form, &calling.0).await,
    };
    match entered.map_err(problem)? {
        Entered::Now | Entered::Before => standing(&state, &by, &sku).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<StockQuery, Problem> {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        query(&pairs)
    }

    #[test]
    fn what_is_no_parameter_of_the_list_is_refused() {
        for bad in [("low", "yes"), ("nextCursor", "a b"), ("query", "\u{0}"), ("lwo", "true")] {
            assert!(asked(&[bad]).is_err(), "{bad:?}");
        }
        let query = asked(&[("query", "MUG"), ("low", "true"), ("nextCursor", "")]).expect("right");
        assert_eq!(query.beginning.as_ref().map(Sku::as_str), Some("MUG"));
        assert!(query.low && query.after.is_none());
    }
}
