//! What a shopper types, and what becomes of it.

use storefront::{
    checkout::{CheckoutChange, CheckoutError, Checkouts},
    pricing::CouponRefusal,
    profile::AddressForm,
};

use crate::ground::{Ground, ada, entries, euros, home};

fn fields<T: std::fmt::Debug>(refused: Result<T, CheckoutError>) -> Vec<&'static str> {
    match refused {
        Err(CheckoutError::Fields(errors)) => errors.iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn to(country: &str, postcode: &str) -> CheckoutChange {
    let address =
        AddressForm { country: country.to_owned(), postcode: postcode.to_owned(), ..home() };
    CheckoutChange { shipping_address: Some(address), ..CheckoutChange::default() }
}

fn by(method: &str) -> CheckoutChange {
    CheckoutChange { delivery_method: Some(method.to_owned()), ..CheckoutChange::default() }
}

fn with(coupon: &str) -> CheckoutChange {
    CheckoutChange { coupon: Some(coupon.to_owned()), ..CheckoutChange::default() }
}

#[tokio::test]
async fn what_is_refused_leaves_everything_as_it_was() {
    let ground = Ground::new(&[("A", 2)]).await;
    let before = ground.ready(&ada(), &[("A", 1)], "ok").await;
    let wrong = CheckoutChange {
        contact: Some(("nobody".to_owned(), "Eve".to_owned())),
        shipping_address: Some(AddressForm {
            city: "Bremen".to_owned(),
            postcode: "x".to_owned(),
            ..home()
        }),
        billing_address: Some(Some(AddressForm::default())),
        ..CheckoutChange::default()
    };
    let named = fields(ground.desk.change(&ada(), &before.id, &wrong).await);
    assert!(named.contains(&"email") && named.contains(&"postcode"), "{named:?}");
    assert!(named.contains(&"billing.line1") && !named.contains(&"name"), "{named:?}");
    assert_eq!(
        fields(ground.desk.change(&ada(), &before.id, &by("pigeon")).await),
        ["deliveryMethod"]
    );
    let now = ground.desk.view(&ada(), &before.id).await.expect("there");
    assert_eq!(
        (now.contact, now.shipping_address, now.billing_address, now.delivery_method, now.totals),
        (before.contact, before.shipping_address, None, before.delivery_method, before.totals)
    );
    ground.close().await;
}

#[tokio::test]
async fn a_coupon_is_taken_or_refused_with_its_reason() {
    let ground = Ground::new(&[("A", 2)]).await;
    ground.coupon("TENTH", 1_000, None).await;
    let before = ground.ready(&ada(), &[("A", 1)], "ok").await;
    let refused = ground.desk.change(&ada(), &before.id, &with("NO-SUCH")).await;
    assert_eq!(refused, Err(CheckoutError::Coupon(CouponRefusal::Unknown)));
    let view = ground.desk.view(&ada(), &before.id).await.expect("there");
    assert_eq!((view.coupon, view.totals), (None, before.totals));
    let view = ground.desk.change(&ada(), &before.id, &with(" tenth ")).await.expect("taken");
    assert_eq!(view.coupon.as_deref(), Some("TENTH"));
    assert_eq!(view.totals.discount, euros(200));
    assert_eq!(view.totals.total, euros(2_000 - 200 + 490));
    let view = ground.desk.change(&ada(), &before.id, &with("")).await.expect("taken back");
    assert_eq!((view.coupon, view.totals), (None, before.totals));
    ground.close().await;
}

#[tokio::test]
async fn delivery_is_chosen_from_what_goes_there() {
    let ground = Ground::new(&[("A", 2)]).await;
    let id = ground.begin(&ada(), &[("A", 1)]).await.expect("held").checkout.id;
    let view = ground
        .desk
        .change(&ada(), &id, &CheckoutChange { delivery_method: None, ..entries("ada") })
        .await
        .expect("entered");
    assert_eq!(view.missing(), ["deliveryMethod"]);
    assert_eq!(view.totals.total, euros(2_000));
    assert!(view.delivery_options.iter().any(|option| option.code == "express"));
    let view = ground.desk.change(&ada(), &id, &by("express")).await.expect("chosen");
    assert_eq!(view.missing(), [""; 0]);
    assert_eq!(view.totals.shipping, euros(1_190));
    assert_eq!(view.totals.total, euros(3_190));
    ground.close().await;
}

#[tokio::test]
async fn a_way_of_delivery_that_does_not_go_to_the_new_address_is_chosen_anew() {
    let ground = Ground::new(&[("A", 2)]).await;
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    ground.desk.change(&ada(), &id, &by("freight")).await.expect("it goes to Hamburg");
    let view = ground.desk.change(&ada(), &id, &to("JP", "100-0001")).await.expect("entered");
    assert_eq!(view.delivery_method, None, "no freight to Japan");
    assert_eq!(view.missing(), ["deliveryMethod"]);
    assert_eq!(view.totals.shipping, euros(0));
    assert!(!view.delivery_options.is_empty());
    // Back home it is not chosen by itself either.
    let view = ground.desk.change(&ada(), &id, &to("DE", "20457")).await.expect("entered");
    assert_eq!(view.missing(), ["deliveryMethod"]);
    // Where nothing goes, that is told, and it cannot be submitted.
    let view = ground.desk.change(&ada(), &id, &to("DE", "27498")).await.expect("entered");
    assert!(view.undeliverable.is_some());
    let refused = ground.submit(&ada(), &id, "first").await;
    assert_eq!(refused, Err(CheckoutError::Incomplete(vec!["deliveryMethod"])));
    ground.close().await;
}

#[tokio::test]
async fn an_invoice_may_go_elsewhere_and_back() {
    let ground = Ground::new(&[("A", 2)]).await;
    let id = ground.ready(&ada(), &[("A", 1)], "ok").await.id;
    let office = AddressForm { name: "Office".to_owned(), ..home() };
    let billing = |to| CheckoutChange { billing_address: Some(to), ..CheckoutChange::default() };
    let view = ground.desk.change(&ada(), &id, &billing(Some(office))).await.expect("entered");
    assert_eq!(view.billing_address.map(|address| address.name).as_deref(), Some("Office"));
    let view = ground.desk.change(&ada(), &id, &billing(None)).await.expect("entered");
    assert_eq!(view.billing_address, None);
    ground.close().await;
}
