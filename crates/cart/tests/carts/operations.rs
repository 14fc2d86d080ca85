//! What a shopper can do, and is told.

use std::sync::atomic::Ordering;

use storefront::cart::{
    CartChange, CartError, CartOwner, Carts, Fix, Notice, OperationToken, Told,
};

use crate::{
    ground::{Ground, account, add, euros, guest, remove, set, sku, units},
    in_short,
};

async fn everything_possible(carts: &dyn Carts, mut owner: CartOwner) {
    let mut steps = vec![
        (add("A", 2), "A2"),
        (add("B", 1), "A2 B1"),
        (add("A", 1), "A3 B1"),
        (set("B", 4), "A3 B4"),
        (CartChange::TakeOff { sku: sku("B"), quantity: units(1) }, "A3 B3"),
        (CartChange::SaveForLater { sku: sku("A") }, "B3 | A3"),
        (add("A", 1), "B3 A1 | A3"),
        (CartChange::MoveBack { sku: sku("A") }, "B3 A4"),
        (remove("B"), "A4"),
        (add("C", 1), "A4 C1"),
        (CartChange::Undo, "B3 A4 C1"),
        (CartChange::SaveForLater { sku: sku("C") }, "B3 A4 | C1"),
        (CartChange::RemoveSaved { sku: sku("C") }, "B3 A4"),
        (CartChange::Undo, "B3 A4 | C1"),
        (CartChange::Clear, "| C1"),
        (CartChange::Undo, "B3 A4 | C1"),
        (CartChange::Fix { sku: sku("B"), fix: Fix::Drop }, "A4 | C1"),
    ];
    let bought = |code, number| CartChange::TakeBought { sku: sku(code), quantity: units(number) };
    steps.push((add("D", 2), "A4 D2 | C1"));
    steps.push((bought("D", 1), "A4 D1 | C1"));
    steps.push((bought("D", 1), "A4 | C1"));
    // Not the D, which nobody removed.
    steps.push((CartChange::Undo, "B3 A4 | C1"));
    steps.push((remove("B"), "A4 | C1"));
    steps.push((CartChange::TakeOff { sku: sku("A"), quantity: units(9) }, "| C1"));
    for (index, (change, expected)) in steps.into_iter().enumerate() {
        let asked = format!("{change:?}");
        let done = carts.change(&owner, change, None).await.expect("possible");
        if let Some(cookie) = done.cookie {
            owner = CartOwner::Cookie(cookie);
        }
        let view = carts.view(&owner).await.expect("a view");
        assert_eq!(in_short(&view), expected, "{asked}");
        assert_eq!((view.version, view.count), (done.version, done.count));
        assert_eq!(done.version, index as u64 + 1);
        assert_eq!(carts.count(&owner).await, Ok(done.count));
    }
}

#[tokio::test]
async fn each_owner_can_do_everything() {
    let ground = Ground::new().await;
    for owner in [guest(), account(), CartOwner::Cookie(String::new())] {
        everything_possible(&ground.carts(), owner).await;
    }
    ground.clear().await;
}

#[tokio::test]
async fn a_refusal_has_its_number_and_changes_nothing() {
    let ground = Ground::new().await;
    let carts = ground.carts();
    ground.shelf.put("EVER", 100, false);
    for owner in [guest(), account()] {
        carts.change(&owner, add("A", 8), None).await.expect("there are 10");
        let before = carts.view(&owner).await.expect("a view");
        let refusals = [
            (add("A", 3), CartError::NotEnoughStock { available: 10 }),
            (set("A", 11), CartError::NotEnoughStock { available: 10 }),
            (set("B", 1), CartError::NoSuchLine),
            (remove("B"), CartError::NoSuchLine),
            (CartChange::MoveBack { sku: sku("A") }, CartError::NoSuchLine),
            (CartChange::Undo, CartError::NothingToUndo),
            (add("NOPE", 1), CartError::NotSold),
        ];
        for (change, error) in refusals {
            assert_eq!(carts.change(&owner, change.clone(), None).await, Err(error), "{change:?}");
        }
        assert_eq!(carts.view(&owner).await.expect("a view"), before);
        carts.change(&owner, add("EVER", 99), None).await.expect("never runs out");
        let most = Err(CartError::TooManyUnits { most: 99 });
        assert_eq!(carts.change(&owner, add("EVER", 1), None).await, most);
    }
    ground.clear().await;
}

#[tokio::test]
async fn a_cart_has_room_for_200_lines_with_those_saved() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), guest());
    for number in 0..200 {
        let code = format!("S{number}");
        ground.shelf.sell(&code, 100, 5);
        carts.change(&owner, add(&code, 1), None).await.expect("there is room");
    }
    carts.change(&owner, CartChange::SaveForLater { sku: sku("S7") }, None).await.expect("saved");
    let full = Err(CartError::TooManyLines { most: 200 });
    assert_eq!(carts.change(&owner, add("A", 1), None).await, full);
    carts.change(&owner, add("S0", 1), None).await.expect("a line that is there");
    carts.change(&owner, CartChange::Clear, None).await.expect("cleared");
    carts.change(&owner, add("A", 1), None).await.expect("room again");
    assert_eq!(carts.change(&owner, CartChange::Undo, None).await, full);
    carts.change(&owner, CartChange::RemoveSaved { sku: sku("S7") }, None).await.expect("removed");
    // The guest's full cart does not fit beside what the account has.
    let (other, signed_in) = (guest(), account());
    for number in 0..200 {
        carts.change(&other, add(&format!("S{number}"), 1), None).await.expect("room");
    }
    carts.change(&signed_in, add("B", 1), None).await.expect("room");
    let merged = carts.merge(&other, &signed_in).await.expect("merged");
    assert_eq!(merged.count, 200);
    assert!(matches!(&merged.told[..], [Told::LeftOut { sku, .. }] if sku.as_str() == "S199"));
    ground.clear().await;
}

#[tokio::test]
async fn the_same_form_twice_acts_once() {
    let ground = Ground::new().await;
    let carts = ground.carts();
    for owner in [guest(), account()] {
        let token = OperationToken::parse("form-0001").expect("a token");
        for change in [add("A", 2), add("A", 2)] {
            let done = carts.change(&owner, change, Some(&token)).await.expect("acknowledged");
            assert_eq!((done.count, done.version), (2, 1));
        }
        // One that was refused may be sent again when there is more.
        let again = OperationToken::parse("form-0002").expect("a token");
        ground.shelf.set_free("B", 1);
        carts.change(&owner, add("B", 2), Some(&again)).await.expect_err("only one");
        ground.shelf.set_free("B", 2);
        carts.change(&owner, add("B", 2), Some(&again)).await.expect("two");
        assert_eq!(carts.count(&owner).await, Ok(4));
    }
    ground.clear().await;
}

#[tokio::test]
async fn each_line_says_what_changed_and_one_click_puts_it_right() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), guest());
    for code in ["A", "B", "C", "D", "E"] {
        carts.change(&owner, add(code, 3), None).await.expect("added");
    }
    ground.shelf.sell("A", 150, 10);
    ground.shelf.sell("B", 120, 10);
    ground.shelf.set_free("C", 0);
    ground.shelf.sell("D", 450, 2);
    ground.shelf.archive("E");
    let view = carts.view(&owner).await.expect("a view");
    let notices: Vec<_> = view.lines.iter().map(|line| line.notice.expect("changed")).collect();
    assert_eq!(
        notices,
        [
            Notice::PriceUp { old: euros(100), new: euros(150) },
            Notice::PriceDown { old: euros(200), new: euros(120) },
            Notice::SoldOut,
            Notice::OnlyLeft { left: 2 },
            Notice::Gone,
        ]
    );
    assert_eq!(view.lines[3].was, Some(euros(400)), "told beside the graver thing");
    assert_eq!(view.lines.iter().map(|line| line.max).collect::<Vec<_>>(), [10, 10, 0, 2, 0]);
    assert_eq!(view.subtotal, Some(euros(3 * 150 + 3 * 120 + 3 * 450)));

    let dearer = CartChange::Fix { sku: sku("A"), fix: Fix::AcceptPrice(euros(140)) };
    let now = Err(CartError::PriceChanged { now: euros(150) });
    assert_eq!(carts.change(&owner, dearer, None).await, now);
    for line in &view.lines {
        let fix = line.notice.expect("changed").fix();
        let change = CartChange::Fix { sku: line.sku.clone(), fix };
        carts.change(&owner, change, None).await.expect("one click");
    }
    let view = carts.view(&owner).await.expect("a view");
    assert_eq!(in_short(&view), "A3 B3 D2");
    let left: Vec<_> = view.lines.iter().map(|line| line.notice).collect();
    assert_eq!(left, [None, None, Some(Notice::PriceUp { old: euros(400), new: euros(450) })]);
    ground.clear().await;
}

#[tokio::test]
async fn a_price_is_news_until_it_was_seen() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), account());
    carts.change(&owner, add("A", 1), None).await.expect("added");
    ground.shelf.sell("A", 150, 10);
    let old = carts.view(&owner).await.expect("a view");
    assert!(
        carts.view(&owner).await.expect("a view").lines[0].notice.is_some(),
        "looking is not seeing"
    );
    carts.change(&owner, add("B", 1), None).await.expect("added");
    carts.seen(&owner, old.seen()).await.expect("answered");
    let view = carts.view(&owner).await.expect("a view");
    assert!(view.lines[0].notice.is_some(), "another version was seen");
    let seen = carts.seen(&owner, view.seen()).await.expect("answered");
    let view = carts.view(&owner).await.expect("a view");
    assert_eq!((view.version, view.lines[0].notice), (seen.version, None));
    let again = carts.seen(&owner, view.seen()).await.expect("answered");
    assert_eq!(again.version, seen.version, "nothing new was seen");
    ground.clear().await;
}

#[tokio::test]
async fn without_the_catalogue_what_was_seen_stands() {
    let ground = Ground::new().await;
    let (carts, owner) = (ground.carts(), guest());
    carts.change(&owner, add("A", 2), None).await.expect("added");
    let before = carts.view(&owner).await.expect("a view");
    ground.shelf.catalogue_away.store(true, Ordering::SeqCst);
    let view = carts.view(&owner).await.expect("a view");
    assert!(before.lines[0].confirmed && !view.lines[0].confirmed);
    assert_eq!((&view.lines[0].title, view.subtotal), (&before.lines[0].title, Some(euros(200))));
    assert!(view.seen().lines.is_empty(), "nothing new was shown");
    carts.change(&owner, add("A", 1), None).await.expect("more of what is known");
    carts.change(&owner, set("A", 5), None).await.expect("set");
    let short = Err(CartError::NotEnoughStock { available: 10 });
    assert_eq!(carts.change(&owner, set("A", 11), None).await, short);
    assert_eq!(carts.change(&owner, add("B", 1), None).await, Err(CartError::Unavailable));
    ground.clear().await;
}

#[tokio::test]
async fn signing_in_merges_within_stock_and_says_so_until_seen() {
    let ground = Ground::new().await;
    let (carts, visitor, signed_in) = (ground.carts(), guest(), account());
    for (owner, code, quantity) in
        [(&signed_in, "A", 6), (&visitor, "A", 7), (&visitor, "B", 2), (&visitor, "C", 1)]
    {
        carts.change(owner, add(code, quantity), None).await.expect("added");
    }
    carts.change(&visitor, CartChange::SaveForLater { sku: sku("C") }, None).await.expect("saved");
    carts.merge(&visitor, &signed_in).await.expect("merged");
    let told = |view: &storefront::cart::CartView| match &view.told[..] {
        [Told::Capped { sku, wanted, got, .. }] => (sku.to_string(), *wanted, *got),
        other => panic!("{other:?}"),
    };
    for _ in 0..2 {
        let view = carts.view(&signed_in).await.expect("a view");
        assert_eq!(in_short(&view), "A10 B2 | C1");
        assert_eq!(told(&view), ("A".to_owned(), 13, 10));
        assert_eq!(carts.count(&visitor).await, Ok(0));
        carts.merge(&visitor, &signed_in).await.expect("nothing left to merge");
        carts.merge(&signed_in, &visitor).await.expect("an account's cart stays where it is");
        carts.merge(&signed_in, &signed_in).await.expect("nothing to do");
    }
    let view = carts.view(&signed_in).await.expect("a view");
    carts.seen(&signed_in, view.seen()).await.expect("seen");
    assert!(carts.view(&signed_in).await.expect("a view").told.is_empty());
    ground.clear().await;
}
