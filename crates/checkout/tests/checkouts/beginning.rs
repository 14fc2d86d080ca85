//! BEGIN: all lines are held or none, once, and at frozen prices.

use futures::future::join_all;
use kernel::Timestamp;
use storefront::{
    checkout::{CheckoutError, CheckoutState, Checkouts, ShortLine},
    orders::Buyer,
};

use crate::ground::{Ground, account, ada, euros, guest, wish};

fn sold_out(refused: Result<storefront::checkout::Begun, CheckoutError>) -> Vec<ShortLine> {
    match refused {
        Err(CheckoutError::SoldOut(lines)) => lines,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn all_lines_are_held_or_none() {
    let ground = Ground::new(&[("A", 5), ("B", 1)]).await;
    let short = sold_out(ground.begin(&ada(), &[("A", 2), ("B", 2)]).await);
    assert_eq!(short.len(), 1);
    assert_eq!((short[0].sku.as_str(), short[0].wanted, short[0].free), ("B", 2, 1));
    assert_eq!(short[0].in_checkouts_until, None);
    assert_eq!(ground.columns("A").await, (5, 0, 0));
    assert_eq!(ground.count("select count(*) from checkout.checkout").await, 0);

    let begun = ground.begin(&ada(), &[("A", 2), ("B", 1)]).await.expect("held");
    assert!(!begun.replayed);
    let view = begun.checkout;
    assert_eq!(view.state, CheckoutState::Open);
    assert_eq!(view.totals.total, euros(6_000));
    let by_one_clock = "select count(*) from checkout.checkout join inventory.hold on checkout = checkout.id
        where checkout.expires_at = created_at + interval '300 s' and hold.expires_at = checkout.expires_at";
    assert_eq!(ground.count(by_one_clock).await, 2, "five minutes for both lines");
    assert_eq!(ground.columns("A").await, (3, 2, 0));
    assert_eq!(ground.columns("B").await, (0, 1, 0));
    ground.close().await;
}

#[tokio::test]
async fn whoever_comes_too_late_is_told_until_when_it_is_held() {
    let ground = Ground::new(&[("A", 1)]).await;
    let held = ground.begin(&ada(), &[("A", 1)]).await.expect("held").checkout;
    let short = sold_out(ground.begin(&guest("bob"), &[("A", 1)]).await);
    // Whole milliseconds on both sides of one moment.
    let until = short[0].in_checkouts_until.map(Timestamp::millis).expect("held by somebody");
    assert!((until - held.expires_at.millis()).abs() <= 1, "{until} {:?}", held.expires_at);
    assert_eq!(short[0].free, 0);
    ground.close().await;
}

#[tokio::test]
async fn what_is_not_offered_or_nothing_at_all_cannot_be_bought() {
    let ground = Ground::new(&[("A", 1)]).await;
    let short = sold_out(ground.begin(&ada(), &[("A", 1), ("NO-SUCH", 3)]).await);
    assert_eq!((short[0].sku.as_str(), short[0].wanted, short[0].free), ("NO-SUCH", 3, 0));
    assert_eq!(ground.begin(&ada(), &[]).await, Err(CheckoutError::NothingToBuy));
    ground.shelves.go_away(true);
    assert_eq!(ground.begin(&ada(), &[("A", 1)]).await, Err(CheckoutError::Unavailable));
    assert_eq!(ground.columns("A").await, (1, 0, 0));
    ground.close().await;
}

#[tokio::test]
async fn the_same_lines_again_are_answered_again_at_the_frozen_price() {
    let ground = Ground::new(&[("A", 5), ("B", 5)]).await;
    let first = ground.begin(&ada(), &[("A", 2), ("B", 1)]).await.expect("held").checkout;
    ground.shelves.offer("A", 9_900);
    // In another order, and with a SKU in two lines.
    let again = ground.begin(&ada(), &[("B", 1), ("A", 1), ("A", 1)]).await.expect("held");
    assert!(again.replayed);
    assert_eq!(again.checkout.id, first.id);
    assert_eq!(again.checkout.expires_at, first.expires_at, "asking again gives no more time");
    assert_eq!(again.checkout.totals.total, euros(6_000));
    assert_eq!(ground.columns("A").await, (3, 2, 0));
    ground.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_wishes_at_once_of_one_buyer_are_one_checkout() {
    let ground = Ground::new(&[("A", 40)]).await;
    for buyer in [ada(), guest("bob")] {
        let begun =
            join_all((0..20).map(|_| async { ground.begin(&buyer, &[("A", 2)]).await })).await;
        let begun: Vec<_> = begun.into_iter().map(|begun| begun.expect("held")).collect();
        assert_eq!(begun.iter().filter(|begun| !begun.replayed).count(), 1);
        assert!(begun.iter().all(|other| other.checkout.id == begun[0].checkout.id));
    }
    assert_eq!(ground.columns("A").await, (36, 4, 0));
    ground.close().await;
}

#[tokio::test]
async fn other_lines_take_the_place_of_the_first_in_the_same_checkout() {
    let ground = Ground::new(&[("A", 2), ("B", 2)]).await;
    let first = ground.ready(&ada(), &[("A", 2)], "ok").await;
    let begun = ground.begin(&ada(), &[("A", 1), ("B", 2)]).await.expect("held");
    assert!(!begun.replayed);
    let view = begun.checkout;
    assert_eq!(view.id, first.id);
    assert_eq!(view.lines.len(), 2);
    assert_eq!(view.totals.goods, euros(6_000));
    assert_eq!(view.contact, first.contact, "what was typed is kept");
    assert_eq!(view.delivery_method.as_deref(), Some("standard"));
    assert_eq!(ground.columns("A").await, (1, 1, 0));
    assert_eq!(ground.columns("B").await, (0, 2, 0));
    // What cannot be had leaves the hold as it was.
    sold_out(ground.begin(&ada(), &[("A", 3)]).await);
    assert_eq!(ground.desk.view(&ada(), &first.id).await.expect("there").lines, view.lines);
    assert_eq!(ground.columns("B").await, (0, 2, 0));
    ground.close().await;
}

#[tokio::test]
async fn nobody_hoards() {
    let ground = Ground::with_most(&[("A", 20)], Some(3)).await;
    let too_much = Err(CheckoutError::TooMuchHeld);
    assert_eq!(ground.begin(&ada(), &[("A", 4)]).await, too_much);
    ground.begin(&ada(), &[("A", 3)]).await.expect("as many as one may");
    // Guests of one network are counted together, accounts apart from them.
    ground.begin(&guest("bob"), &[("A", 2)]).await.expect("held");
    assert_eq!(ground.begin(&guest("cyd"), &[("A", 2)]).await, too_much);
    ground.begin(&guest("cyd"), &[("A", 1)]).await.expect("held");
    let elsewhere =
        storefront::checkout::Begin { network: "198.51.100.0/24".to_owned(), ..wish(&[("A", 3)]) };
    ground.desk.begin(&guest("dee"), &elsewhere).await.expect("of another network");
    assert_eq!(ground.columns("A").await, (11, 9, 0));
    ground.close().await;
}

#[tokio::test]
async fn somebody_elses_checkout_is_not_found() {
    let ground = Ground::new(&[("A", 2)]).await;
    let mine = ground.ready(&guest("ada"), &[("A", 1)], "ok").await.id;
    let gone = Err(CheckoutError::NotFound);
    for other in [
        guest("bob"),
        account("bob"),
        Buyer::Account(kernel::AccountId::parse("ada").expect("an id")),
    ] {
        assert_eq!(ground.desk.view(&other, &mine).await, gone);
        assert_eq!(ground.desk.change(&other, &mine, &crate::ground::entries("bob")).await, gone);
        assert_eq!(ground.desk.extend(&other, &mine).await, gone);
        assert_eq!(Checkouts::cancel(&ground.desk, &other, &mine).await, gone);
        assert_eq!(ground.submit(&other, &mine, "theirs").await, Err(CheckoutError::NotFound));
        assert_eq!(ground.desk.progress(&other, &mine).await, Err(CheckoutError::NotFound));
        assert_eq!(ground.desk.card_page(&other, &mine).await, Err(CheckoutError::NotFound));
        assert_eq!(ground.desk.running(&other).await, Ok(None));
    }
    assert_eq!(ground.columns("A").await, (1, 1, 0));
    let running = ground.desk.running(&guest("ada")).await.expect("readable");
    assert_eq!(running.map(|view| view.id), Some(mine));
    ground.close().await;
}

#[tokio::test]
async fn no_more_lines_are_held_than_an_order_may_have() {
    let codes: Vec<String> = (0..201).map(|number| format!("S{number}")).collect();
    let lines: Vec<(&str, u32)> = codes.iter().map(|code| (code.as_str(), 1)).collect();
    let ground = Ground::new(&[]).await;
    assert_eq!(ground.begin(&ada(), &lines).await, Err(CheckoutError::TooMuchHeld));
    assert_eq!(sold_out(ground.begin(&ada(), &lines[1..]).await).len(), 200);
    ground.close().await;
}
