//! Who is staff: invited, given other roles, shown out.

use axum::{extract::Path, response::Response};
use kernel::AccountId;
use storefront::staff::{NewStaff, Role, StaffError};

use super::staff_form::StaffForm;

const PAGE: &str = "/admin/staff";

/// The roles that were ticked. What is none is left out, and then refused for being none.
pub(super) fn roles(form: &StaffForm) -> Vec<Role> {
    form.posted.all("roles").filter_map(Role::named).collect()
}

fn account(id: &str) -> Result<AccountId, StaffError> {
    AccountId::parse(id).map_err(|_| StaffError::NotFound)
}

/// Where what was done leads to.
fn done(word: &str) -> String {
    format!("{PAGE}?done={word}")
}

/// `POST /admin/staff`
pub(in crate::http) async fn add(form: StaffForm) -> Response {
    let new = NewStaff { email: form.text("email"), name: form.text("name"), roles: roles(&form) };
    let added = form.shop().staff_room.add(&form.by, &new, &form.caller).await;
    form.answer("add", PAGE, &[], added.map(|_| done("added"))).await
}

/// `POST /admin/staff/{account}/roles`
pub(in crate::http) async fn set_roles(Path(id): Path<String>, form: StaffForm) -> Response {
    let set = async {
        let (account, roles) = (account(&id)?, roles(&form));
        form.shop().staff_room.set_roles(&form.by, &account, &roles, &form.caller).await
    };
    let led = set.await.map(|()| done("roles"));
    form.answer("roles", PAGE, &[("account", &id)], led).await
}

/// `POST /admin/staff/{account}/remove`
pub(in crate::http) async fn remove(Path(id): Path<String>, form: StaffForm) -> Response {
    let removed =
        async { form.shop().staff_room.remove(&form.by, &account(&id)?, &form.caller).await };
    let led = removed.await.map(|()| done("removed"));
    form.answer("remove", PAGE, &[], led).await
}

/// `POST /admin/staff/{account}/reset-factor`
pub(in crate::http) async fn reset_factor(Path(id): Path<String>, form: StaffForm) -> Response {
    let reset = async {
        let room = &form.shop().staff_room;
        room.reset_second_factor(&form.by, &account(&id)?, &form.caller).await
    };
    let led = reset.await.map(|()| done("reset"));
    form.answer("reset", PAGE, &[], led).await
}
