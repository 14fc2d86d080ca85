//! A checkout becomes one order.

use orders::{OrderError, place};
use storefront::{
    orders::{Happening, OrderStatus, Orders},
    pricing::TaxLine,
};
use tokio::task::JoinSet;

use crate::support::{Shop, ada, euros, guest, line, order};

#[tokio::test]
async fn what_was_ordered_is_what_is_shown() {
    let shop = Shop::open().await;
    let new = order("one", ada());
    let placed = shop.place(&new).await;
    assert!(!placed.before);
    let view = shop.book.view(&ada(), &placed.id).await.expect("an order");
    assert_eq!(view.summary.status, OrderStatus::PendingPayment);
    assert_eq!(view.summary.lines, new.lines, "in the order in which they were bought");
    assert_eq!(view.totals, new.totals);
    assert_eq!((view.tax_lines, view.seller), (new.tax_lines, Some(new.seller)));
    assert_eq!(view.contact, Some(new.contact));
    assert_eq!(view.shipping_address, Some(new.shipping_address));
    assert_eq!((view.billing_address, view.coupon), (None, new.coupon));
    assert_eq!(view.delivery, new.delivery);
    assert_eq!(view.summary.arrival_at, new.delivery.latest);
    let happened: Vec<_> = view.timeline.iter().map(|entry| entry.what).collect();
    assert_eq!(happened, [Happening::Placed]);
    assert!(view.cancellable && view.returnable_until.is_none() && view.paid_at.is_none());
    let wait = view.pay_by.expect("it waits").millis() - view.summary.ordered_at.millis();
    assert!((300_000..=300_001).contains(&wait), "{wait} ms");
    shop.close().await;
}

/// The rates of an invoice come to what was paid, to the cent, and it says for good who sold.
#[tokio::test]
async fn rates_are_kept_as_they_were_charged() {
    let shop = Shop::open().await;
    let mut new = order("one", ada());
    let reduced = TaxLine { basis_points: 700, net: euros(500), tax: euros(35) };
    let standard = TaxLine { basis_points: 1_900, net: euros(2_063), tax: euros(392) };
    new.totals.tax_included = euros(427);
    new.tax_lines = vec![standard, reduced];
    new.lines[0].tax_basis_points = Some(700);
    let id = shop.place(&new).await.id;
    let view = shop.book.view(&ada(), &id).await.expect("an order");
    assert_eq!(view.tax_lines, [standard, reduced], "the highest first");
    assert_eq!(view.summary.lines[0].tax_basis_points, Some(700));
    let gross = "select sum(net + tax)::bigint from orders.tax";
    assert_eq!(shop.count(gross).await, view.totals.total.amount());
    shop.close().await;
}

#[tokio::test]
async fn however_many_submit_a_checkout_it_has_one_order() {
    let shop = Shop::open().await;
    let mut running = JoinSet::new();
    for _ in 0..40 {
        let pool = shop.database.pool.clone();
        running.spawn(async move {
            let mut txn = pool.begin().await.expect("a transaction");
            let placed = place(&mut txn, &order("one", guest())).await.expect("placed");
            txn.commit().await.expect("committed");
            placed
        });
    }
    let placed = running.join_all().await;
    assert_eq!(placed.iter().filter(|placed| !placed.before).count(), 1);
    assert!(placed.iter().all(|one| one.id == placed[0].id));
    for (query, expected) in [
        ("select count(*) from orders.orders", 1),
        ("select count(*) from orders.line", 2),
        ("select count(*) from orders.event", 1),
        ("select count(*) from orders.letter", 1),
    ] {
        assert_eq!(shop.count(query).await, expected, "{query}");
    }
    shop.close().await;
}

#[tokio::test]
async fn an_order_that_does_not_add_up_is_not_written() {
    let shop = Shop::open().await;
    let right = || order("one", ada());
    let mut dearer = right();
    dearer.totals.total = euros(2_991);
    let mut other_goods = right();
    other_goods.lines.push(line("plate", 1, 100));
    let mut wrong_line = right();
    wrong_line.lines[0].line_total = euros(749);
    let mut too_much_off = right();
    too_much_off.totals.discount = euros(9_999_999);
    let (mut more_tax, mut no_tax, mut rate_twice, mut other_rate) =
        (right(), right(), right(), right());
    more_tax.tax_lines[0].tax = euros(478);
    no_tax.tax_lines.clear();
    rate_twice.tax_lines.push(TaxLine { net: euros(0), tax: euros(0), ..rate_twice.tax_lines[0] });
    other_rate.lines[0].tax_basis_points = Some(700);
    // All that is charged, and another tax than the totals say.
    let mut other_share = right();
    other_share.tax_lines[0] = TaxLine { basis_points: 1_900, net: euros(2_514), tax: euros(476) };
    for wrong in [
        dearer,
        other_goods,
        wrong_line,
        too_much_off,
        more_tax,
        no_tax,
        rate_twice,
        other_rate,
        other_share,
    ] {
        let mut txn = shop.begin().await;
        let refused = place(&mut txn, &wrong).await;
        assert!(matches!(refused, Err(OrderError::DoesNotAddUp)), "{refused:?}");
    }
    let mut twice = right();
    twice.lines.push(line("cup", 1, 1_000));
    let mut nothing = right();
    nothing.lines.clear();
    for wrong in [twice, nothing] {
        let mut txn = shop.begin().await;
        assert!(matches!(place(&mut txn, &wrong).await, Err(OrderError::BadLines)));
    }
    assert_eq!(shop.count("select count(*) from orders.orders").await, 0);
    shop.close().await;
}
