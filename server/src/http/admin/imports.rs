//! Imports: a file sent, its columns named, checked, imported; and all products in a file.

use axum::{
    Extension, Json,
    body::Body,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use futures::StreamExt;
use serde_json::json;
use storefront::{
    ShopError,
    account::Caller,
    import_room::{
        BrokenOff, ExportFormat, ImportRoomError, LARGEST_FILE, MappingForm, Pieces, Upload,
    },
    offer_room::{Entered, version},
    staff::StaffMember,
};

use super::{refusal::Refused, staff_form::StaffForm, staff_upload::short};
use crate::http::{
    AppState, caller::Calling, posted::Posted, problem::Problem, respond::RequestId,
};

const LIST: &str = "/admin/imports";
/// Bytes of a form beside its file.
const BESIDE: usize = 64 * 1024;
/// Longest key of a form that is read.
const LONGEST_KEY: usize = 64;
/// The most columns whose fields are looked for.
const MOST_COLUMNS: usize = 300;

/// The page of a run.
fn page(id: &str) -> String {
    format!("{LIST}/{}", app::encode(id))
}

/// `POST /admin/imports`: a form with a key and, after it, a file.
pub(in crate::http) async fn upload(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Extension(id): Extension<RequestId>,
    calling: Calling,
    headers: HeaderMap,
    mut request: Request,
) -> Response {
    let largest = usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX - BESIDE);
    DefaultBodyLimit::max(largest + BESIDE).apply(&mut request);
    let entered = match Multipart::from_request(request, &state).await {
        Ok(mut form) => enter(&state, (&by, &calling.0), &mut form).await,
        Err(_) => Err(nothing()),
    };
    match entered {
        Ok(run) => Redirect::to(&format!("{}?done=uploaded", page(&run))).into_response(),
        Err(error) => {
            let visitor =
                app::Visitor { staff: Some(by), form_key: id.0, ..app::Visitor::default() };
            let refused = Refused::from(error);
            let page = ("upload", LIST);
            refused.answer(&state, visitor, &Posted::default(), page, &[], &headers).await
        }
    }
}

fn nothing() -> ImportRoomError {
    ImportRoomError::refused("file", "Choose a file.")
}

async fn enter(
    state: &AppState,
    (by, caller): (&StaffMember, &Caller),
    form: &mut Multipart,
) -> Result<String, ImportRoomError> {
    let mut key = String::new();
    loop {
        let lost =
            |_| ImportRoomError::refused("file", "The file did not come whole. Send it again.");
        let Some(mut field) = form.next_field().await.map_err(lost)? else {
            return Err(nothing());
        };
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "key" => key = short(&mut field, LONGEST_KEY).await,
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let content = field.map(|piece| match piece {
                    Ok(bytes) => Ok(bytes.to_vec()),
                    Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                        Err(BrokenOff::TooLarge)
                    }
                    Err(_) => Err(BrokenOff::Lost),
                });
                let upload = Upload { name: &name, key: &key, content: content.boxed() };
                return state.shop.import_room.upload(by, upload, caller).await;
            }
            _ => {}
        }
    }
}

/// Where a form that was taken leads to.
fn led(
    page: &str,
    entered: Result<Entered, ImportRoomError>,
    done: &str,
) -> Result<String, ImportRoomError> {
    entered.map(|entered| match entered {
        Entered::Now => format!("{page}?done={done}"),
        Entered::Before => format!("{page}?done=before"),
    })
}

/// `POST /admin/imports/{id}/check`
pub(in crate::http) async fn check(Path(id): Path<String>, form: StaffForm) -> Response {
    let uses = (0..MOST_COLUMNS).map(|place| form.text(&format!("column-{place}")));
    let mapping = MappingForm {
        uses: uses.collect(),
        prices: form.text("prices"),
        version: form.text("version"),
    };
    let page = page(&id);
    let entered = form.shop().import_room.check(&form.by, &id, &mapping, &form.caller).await;
    form.answer("check", &page, &[], led(&page, entered, "checking")).await
}

/// `POST /admin/imports/{id}/run`
pub(in crate::http) async fn start(Path(id): Path<String>, form: StaffForm) -> Response {
    let read = version(&form.text("version"));
    let page = page(&id);
    let entered = form.shop().import_room.start(&form.by, &id, read, &form.caller).await;
    form.answer("run", &page, &[], led(&page, entered, "running")).await
}

/// `POST /admin/imports/{id}/cancel`
pub(in crate::http) async fn cancel(Path(id): Path<String>, form: StaffForm) -> Response {
    let page = page(&id);
    let entered = form.shop().import_room.cancel(&form.by, &id, &form.caller).await;
    form.answer("cancel", &page, &[], led(&page, entered, "stopping")).await
}

fn problem(error: &ImportRoomError) -> Problem {
    match error {
        ImportRoomError::NotFound => ShopError::NotFound.into(),
        ImportRoomError::Forbidden => Problem::for_status(StatusCode::FORBIDDEN),
        _ => ShopError::Unavailable.into(),
    }
}

/// `GET /admin/imports/{id}/progress`: how far a run is, as JSON.
pub(in crate::http) async fn progress(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let row = state.shop.import_room.progress(&by, &id).await.map_err(|error| problem(&error))?;
    let answer = json!({
        "state": row.state.name(),
        "busy": row.state.is_busy(),
        "percent": row.percent(),
        "told": row.told(),
        "rows": row.counts.rows,
        "bytesRead": row.counts.bytes,
        "bytes": row.bytes,
        "created": row.counts.created,
        "updated": row.counts.updated,
        "unchanged": row.counts.unchanged,
        "errors": row.counts.errors,
    });
    Ok(Json(answer).into_response())
}

/// A file that is sent in pieces, to be kept under a name.
fn file(kind: &'static str, name: &str, pieces: Pieces) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}

const CSV: &str = "text/csv; charset=utf-8";

/// `GET /admin/imports/{id}/errors.csv`
pub(in crate::http) async fn errors(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let faults = state.shop.import_room.faults(&by, &id).await.map_err(|error| problem(&error))?;
    Ok(file(CSV, "errors.csv", faults))
}

/// `GET /admin/exports/products.csv`
pub(in crate::http) async fn products_csv(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
) -> Result<Response, Problem> {
    let products = state.shop.export.export(&by, ExportFormat::Csv).await;
    Ok(file(CSV, "products.csv", products.map_err(|error| problem(&error))?))
}

/// `GET /admin/exports/products.jsonl`
pub(in crate::http) async fn products_jsonl(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
) -> Result<Response, Problem> {
    let products = state.shop.export.export(&by, ExportFormat::JsonLines).await;
    let products = products.map_err(|error| problem(&error))?;
    Ok(file("application/jsonl; charset=utf-8", "products.jsonl", products))
}
