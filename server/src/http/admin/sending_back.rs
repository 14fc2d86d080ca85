//! Returns that staff ask for on a buyer's behalf.

use axum::{extract::Path, response::Response};
use kernel::{Quantity, Sku};
use storefront::{order_room::OrderRoomError, orders::ReturnForm};

use super::{
    orders::{answer, number},
    staff_form::StaffForm,
};

/// What was typed: `quantity-MUG-1` is how many units of that SKU come back.
fn read(form: &StaffForm) -> Result<ReturnForm, OrderRoomError> {
    let typed = form.posted.beginning("quantity-");
    let typed = typed.filter(|(_, units)| !["", "0"].contains(&units.trim()));
    let lines = typed.map(|(sku, units)| match (Sku::parse(sku), Quantity::parse(units)) {
        (Ok(sku), Ok(units)) => Ok((sku, units)),
        _ => Err(OrderRoomError::field("", "Enter in digits how many units come back.")),
    });
    Ok(ReturnForm {
        lines: lines.collect::<Result<_, _>>()?,
        reason: form.text("reason").trim().to_owned(),
        key: form.text("key"),
    })
}

/// `POST /admin/orders/{id}/return`
pub(in crate::http) async fn ask(Path(id): Path<String>, form: StaffForm) -> Response {
    let done = async {
        let (order, room) = (number(&id)?, &form.shop().order_room);
        room.ask_return(&form.by, &order, &read(&form)?, &form.caller).await?;
        Ok::<_, OrderRoomError>("return-asked")
    };
    let done = done.await;
    answer(&id, form, "return", done).await
}
