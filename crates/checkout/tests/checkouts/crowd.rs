//! Many at once: what there is is sold once, everybody is told, and nobody waits for ever.

use futures::future::join_all;
use storefront::{
    checkout::{Begin, CheckoutError, CheckoutState, Checkouts, Submitted},
    orders::Buyer,
};

use crate::ground::{Ground, ada, entries, guest, key, wish};

/// How it went for one buyer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Went {
    Paid,
    SoldOut,
    Otherwise(String),
}

async fn buy(ground: &Ground, number: usize, lines: &[(&str, u32)]) -> Went {
    let buyer = guest(&number.to_string());
    let wish = Begin { newcomer: true, ..wish(lines) };
    let id = match ground.desk.begin(&buyer, &wish).await {
        Ok(begun) => begun.checkout.id,
        Err(CheckoutError::SoldOut(_)) => return Went::SoldOut,
        Err(other) => return Went::Otherwise(format!("begin: {other:?}")),
    };
    ground.bank.enter(&id, "ok");
    if let Err(other) = ground.desk.change(&buyer, &id, &entries("ada")).await {
        return Went::Otherwise(format!("change: {other:?}"));
    }
    match ground.desk.submit(&buyer, &id, &key("first")).await {
        Ok(Submitted::Paid(_)) => Went::Paid,
        other => Went::Otherwise(format!("submit: {other:?}")),
    }
}

fn count(went: &[Went], what: &Went) -> usize {
    went.iter().filter(|one| *one == what).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_five_hundred_for_one_unit_one_buys_it() {
    let ground = Ground::new(&[("A", 1)]).await;
    let went = join_all((0..500).map(|number| buy(&ground, number, &[("A", 1)]))).await;
    let others: Vec<_> = went.iter().filter(|one| matches!(one, Went::Otherwise(_))).collect();
    assert_eq!(others, [&Went::Paid; 0]);
    assert_eq!((count(&went, &Went::Paid), count(&went, &Went::SoldOut)), (1, 499));
    assert_eq!(ground.count("select count(*) from orders.orders").await, 1);
    assert_eq!(ground.bank.taken(), (1, 2_490));
    assert_eq!(ground.columns("A").await, (0, 0, 1));
    ground.close().await;
}

/// A crowd hears one answer for a moment, and no longer.
#[tokio::test]
async fn newcomers_have_what_others_let_go() {
    let ground = Ground::new(&[("A", 1)]).await;
    let held = ground.begin(&ada(), &[("A", 1)]).await.expect("held").checkout.id;
    let wish = Begin { newcomer: true, ..wish(&[("A", 1)]) };
    for number in 0..3 {
        let late = ground.desk.begin(&guest(&number.to_string()), &wish).await;
        assert!(matches!(late, Err(CheckoutError::SoldOut(_))), "{late:?}");
    }
    ground.desk.cancel(&ada(), &held).await.expect("let go");
    let lucky = async || ground.desk.begin(&guest("lucky"), &wish).await.ok();
    let begun = testkit::answer("what was let go", lucky).await;
    assert_eq!(begun.checkout.state, CheckoutState::Open);
    assert_eq!(ground.columns("A").await, (0, 1, 0));
    ground.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn crossed_goods_are_sold_without_anybody_in_the_way() {
    let ground = Ground::new(&[("A", 30), ("B", 30), ("C", 30)]).await;
    let orders = [[("A", 1), ("B", 1)], [("B", 1), ("C", 1)], [("C", 1), ("A", 1)]];
    let went = join_all((0..60).map(|number| {
        let mut lines = orders[number % 3];
        if number % 2 == 0 {
            lines.reverse();
        }
        let ground = &ground;
        async move { buy(ground, number, &lines).await }
    }))
    .await;
    let others: Vec<_> = went.iter().filter(|one| matches!(one, Went::Otherwise(_))).collect();
    assert_eq!(others, [&Went::Paid; 0]);
    // How many fit depends on who comes first; what is left over fits nobody.
    let sold = count(&went, &Went::Paid);
    assert!((30..=45).contains(&sold), "{sold}");
    assert_eq!(ground.bank.taken().0, sold);
    ground.close().await;
}

/// Buyers whose holds have ended come again for what the other had: neither waits for the other.
#[tokio::test(flavor = "multi_thread")]
async fn those_who_begin_anew_with_crossed_goods_do_not_lock_each_other_out() {
    let ground = Ground::new(&[("A", 50), ("B", 50)]).await;
    let buyers: Vec<Buyer> = (0..24).map(|number| guest(&number.to_string())).collect();
    for round in 0..6_usize {
        let begun = join_all(buyers.iter().enumerate().map(|(number, buyer)| {
            let code = if (number + round).is_multiple_of(2) { "A" } else { "B" };
            let ground = &ground;
            async move { ground.desk.begin(buyer, &wish(&[(code, 1)])).await }
        }))
        .await;
        for begun in begun {
            assert!(!begun.expect("held").replayed);
        }
        ground.end_holds().await;
    }
    ground.close().await;
}

/// Checkouts that exchange their units for each other's.
#[tokio::test(flavor = "multi_thread")]
async fn those_who_change_their_minds_crosswise_do_not_lock_each_other_out() {
    let ground = Ground::new(&[("A", 50), ("B", 50)]).await;
    let buyers: Vec<Buyer> = (0..12).map(|number| guest(&number.to_string())).collect();
    join_all(buyers.iter().enumerate().map(|(number, buyer)| {
        let ground = &ground;
        async move {
            for round in 0..6 {
                let code = if (number + round).is_multiple_of(2) { "A" } else { "B" };
                ground.desk.begin(buyer, &wish(&[(code, 2)])).await.expect("held");
            }
        }
    }))
    .await;
    let (a, b) = (ground.columns("A").await, ground.columns("B").await);
    assert_eq!((a.1 + b.1, a.2 + b.2), (24, 0));
    assert_eq!(ground.count("select count(*) from checkout.checkout").await, 12);
    ground.close().await;
}
