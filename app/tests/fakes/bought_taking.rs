//! Orders that staff take. Pages only read, so none is taken.

use async_trait::async_trait;
use kernel::OrderId;
use storefront::{
    account::Caller,
    order_taking::{OrderTaking, Reckoned, TakeError, TakeForm},
    orders::OrderTotals,
    pricing::{DeliveryOption, TaxLine},
    staff::StaffMember,
};

use super::bought::{FakeOrders, day, euros, line};

/// Two mugs, brought for five euros or for nine.
pub(crate) fn reckoned(title: &str) -> Reckoned {
    let way = |code: &str, amount| DeliveryOption {
        code: code.to_owned(),
        name: format!("{code} of {title}"),
        price: euros(amount),
        earliest: day(2),
        latest: day(4),
    };
    Reckoned {
        lines: vec![line("mug", title, 2)],
        totals: OrderTotals {
            goods: euros(20),
            discount: euros(0),
            shipping: euros(5),
            tax_added: euros(0),
            tax_included: euros(4),
            total: euros(25),
        },
        tax_lines: vec![TaxLine { basis_points: 1_900, net: euros(21), tax: euros(4) }],
        delivery_options: vec![way("standard", 5), way("express", 9)],
        delivery_method: Some("standard".to_owned()),
        undeliverable: None,
    }
}

#[async_trait]
impl OrderTaking for FakeOrders {
    async fn reckon(&self, _: &StaffMember, form: &TakeForm) -> Result<Reckoned, TakeError> {
        form.lines().map_err(TakeError::Fields)?;
        self.answers().reckoned.clone()
    }

    async fn take(&self, _: &StaffMember, _: &TakeForm, _: &Caller) -> Result<OrderId, TakeError> {
        Err(TakeError::Unavailable)
    }
}
