//! Figures, to take along.

use axum::{
    Extension,
    extract::{Path, Query, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use storefront::{
    figures_room::{FiguresError, Sheet, Step},
    staff::StaffMember,
};

use crate::http::{AppState, pages};

/// By which steps.
#[derive(Deserialize)]
struct Asked {
    by: Option<String>,
}

/// `GET /admin/figures/{file}`: a table as comma-separated values, such as `sales.csv?by=week`.
pub(in crate::http) async fn file(
    State(state): State<AppState>,
    Path(file): Path<String>,
    Extension(by): Extension<StaffMember>,
    request: Request,
) -> Response {
    let asked = (file.strip_suffix(".csv").and_then(Sheet::named), step(&request));
    let (Some(sheet), Some(step)) = asked else {
        return pages::failed(&state, request, StatusCode::NOT_FOUND).await;
    };
    match state.shop.figures_room.figures(&by, step).await {
        Ok(figures) => {
            let name = format!("{}-by-{}.csv", sheet.name(), step.name());
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, sheet.table(&figures).csv()).into_response()
        }
        Err(error) => {
            let status = match error {
                FiguresError::Forbidden => StatusCode::FORBIDDEN,
                FiguresError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            };
            pages::failed(&state, request, status).await
        }
    }
}

/// The step that the address names, or the first of all; none where it names what is no step.
fn step(request: &Request) -> Option<Step> {
    let Query(asked) = Query::<Asked>::try_from_uri(request.uri()).ok()?;
    asked.by.map_or(Some(Step::default()), |name| Step::named(&name))
}
