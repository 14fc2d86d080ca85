//! Returns that staff ask for on a buyer's behalf.

use kernel::AccountId;
use storefront::{
    account::Caller,
    orders::{Happening, OrderRefusal, OrderStatus, Orders, ReturnForm, Who},
    staff::{Role, StaffMember},
};

use crate::support::{Shop, ada, guest, order, sku, units};

fn anna() -> StaffMember {
    StaffMember {
        account: AccountId::parse("anna").expect("an id"),
        name: "Anna".to_owned(),
        roles: vec![Role::Orders],
        api_token: None,
    }
}

fn form(key: &str, name: &str, count: u32) -> ReturnForm {
    ReturnForm {
        lines: vec![(sku(name), units(count))],
        reason: "Rang: too small".to_owned(),
        key: format!("a-form-{key}"),
    }
}

#[tokio::test]
async fn staff_ask_by_the_rules_for_buyers_once_and_it_is_written_down() {
    let shop = Shop::open().await;
    let caller = Caller::default();
    let placed = shop.place(&order("one", guest())).await.id;
    let early = shop.book.ask_return(&anna(), &placed, &form("early", "cup", 1), &caller).await;
    assert_eq!(early, Err(OrderRefusal::NotNow(OrderStatus::PendingPayment)));
    let id = shop.shipped(&order("two", ada())).await;
    let more = shop.book.ask_return(&anna(), &id, &form("more", "cup", 3), &caller).await;
    assert_eq!(more, Err(OrderRefusal::NotThoseUnits));
    for _ in 0..2 {
        let asked = shop.book.ask_return(&anna(), &id, &form("cups", "cup", 2), &caller).await;
        assert_eq!(asked, Ok(()));
    }
    let again = shop.book.request_return(&ada(), &id, &form("own", "cup", 1)).await;
    assert_eq!(again, Err(OrderRefusal::NotThoseUnits), "they are asked for already");
    let view = shop.book.view(&ada(), &id).await.expect("an order");
    assert_eq!((view.returns.len(), view.returns[0].lines[0].quantity), (1, 2));
    assert_eq!(view.returns[0].reason, "Rang: too small");
    let happened = view.timeline.last().expect("something happened");
    assert_eq!((happened.what, happened.who), (Happening::ReturnRequested, Who::Staff));
    let log: Vec<String> = sqlx::query_scalar(
        "select concat_ws(' ', action, subject, after ->> 'units')
         from accounts.audit where actor = 'anna'",
    )
    .fetch_all(&shop.database.pool)
    .await
    .expect("lines");
    assert_eq!(log, [format!("return_asked order {id} {{\"cup\": 2}}")]);
    let letters = "select count(*) from orders.letter where kind = 'return_asked'";
    assert_eq!(shop.count(letters).await, 1);
    shop.close().await;
}
