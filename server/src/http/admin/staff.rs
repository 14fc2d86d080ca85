//! Who is staff: invited, given other roles, shown out.

use axum::{
    Extension,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use kernel::AccountId;
use storefront::staff::{NewStaff, Role, StaffError, StaffMember};

use super::refusal::Refused;
use crate::http::{AppState, caller::Calling, posted::Posted, visitor::staff_page};

const PAGE: &str = "/admin/staff";

/// The roles that were ticked. What is none is left out, and then refused for being none.
fn roles(posted: &Posted) -> Vec<Role> {
    posted.all("roles").filter_map(Role::named).collect()
}

fn account(id: &str) -> Result<AccountId, StaffError> {
    AccountId::parse(id).map_err(|_| StaffError::NotFound)
}

/// `POST /admin/staff`
pub(in crate::http) async fn add(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let form = NewStaff {
        email: posted.text("email").to_owned(),
        name: posted.text("name").to_owned(),
        roles: roles(&posted),
    };
    match state.shop.staff_room.add(&by, &form, &calling.0).await {
        Ok(_) => Redirect::to("/admin/staff?done=added").into_response(),
        Err(error) => {
            let page = ("add", PAGE);
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}

/// `POST /admin/staff/{account}/roles`
pub(in crate::http) async fn set_roles(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let set = async {
        let account = account(&id)?;
        state.shop.staff_room.set_roles(&by, &account, &roles(&posted), &calling.0).await
    };
    match set.await {
        Ok(()) => Redirect::to("/admin/staff?done=roles").into_response(),
        Err(error) => {
            let (page, values) = (("roles", PAGE), [("account", id.as_str())]);
            let refused = Refused::from(error);
            refused.answer(&state, staff_page(by), &posted, page, &values, &headers).await
        }
    }
}

/// `POST /admin/staff/{account}/remove`
pub(in crate::http) async fn remove(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let removed = async {
        let account = account(&id)?;
        state.shop.staff_room.remove(&by, &account, &calling.0).await
    };
    match removed.await {
        Ok(()) => Redirect::to("/admin/staff?done=removed").into_response(),
        Err(error) => {
            let page = ("remove", PAGE);
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}

/// `POST /admin/staff/{account}/reset-factor`
pub(in crate::http) async fn reset_factor(
    State(state): State<AppState>,
    Extension(by): Extension<StaffMember>,
    Path(id): Path<String>,
    calling: Calling,
    headers: HeaderMap,
    posted: Posted,
) -> Response {
    let reset = async {
        let account = account(&id)?;
        state.shop.staff_room.reset_second_factor(&by, &account, &calling.0).await
    };
    match reset.await {
        Ok(()) => Redirect::to("/admin/staff?done=reset").into_response(),
        Err(error) => {
            let page = ("reset", PAGE);
            Refused::from(error).answer(&state, staff_page(by), &posted, page, &[], &headers).await
        }
    }
}
