//! What is low, to take along.

use std::future::ready;

use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use kernel::Sku;
use storefront::{
    Shop,
    staff::StaffMember,
    stock_room::{StockError, StockQuery, stock_csv_head, stock_csv_row},
};

use crate::http::{AppState, pages};

/// `GET /admin/exports/low-stock.csv`: all SKUs of which few units are free, however many.
pub(in crate::http) async fn file(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    request: Request,
) -> Response {
    // Asked for before the answer begins, so that it can still be a refusal.
    let (first, next) = match part(&state.shop, &by, None).await {
        Ok(first) => first,
        Err(error) => {
            let status = match error {
                StockError::Forbidden => StatusCode::FORBIDDEN,
                _ => StatusCode::SERVICE_UNAVAILABLE,
            };
            return pages::failed(&state, request, status).await;
        }
    };
    let begun = stream::once(ready(Ok(stock_csv_head() + &first)));
    let shop = state.shop.clone();
    let rest = stream::try_unfold(next, move |after| {
        let (shop, by) = (shop.clone(), by.clone());
        async move {
            match after {
                Some(after) => part(&shop, &by, Some(after)).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"low-stock.csv\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (headers, Body::from_stream(begun.chain(rest))).into_response()
}

/// The lines of one page of the list, and where the next one begins. While the catalogue does not
/// answer they have no titles.
async fn part(
    shop: &Shop,
    by: &StaffMember,
    after: Option<Sku>,
) -> Result<(String, Option<Sku>), StockError> {
    let query = StockQuery { beginning: None, low: true, after };
    let page = shop.stock_room.levels(by, &query).await?;
    let skus: Vec<_> = page.lines.iter().map(|line| line.sku.clone()).collect();
    let offers = match skus.as_slice() {
        [] => Default::default(),
        skus => shop.catalogue.offers(skus).await.unwrap_or_default(),
    };
    let title = |sku: &Sku| offers.get(sku).map(|offer| offer.title.as_str());
    let rows = page.lines.iter().map(|line| stock_csv_row(line, title(&line.sku)));
    Ok((rows.collect(), page.next))
}
