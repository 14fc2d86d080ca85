//! What no sequence of operations can break.

use proptest::prelude::*;
use storefront::cart::{MOST_LINES, Told};

use super::random_carts::{beginning, figures, operation};
use crate::{Cart, Operation, StockFigures, apply};

fn units(cart: &Cart) -> u32 {
    cart.lines.values().chain(cart.saved.values()).map(|line| line.quantity.units()).sum()
}

/// No line has more units than are free, or than it had before.
fn within_stock(before: &Cart, after: &Cart, stock: &StockFigures) -> bool {
    after.lines.iter().all(|(sku, line)| {
        let held = before.lines.get(sku).map_or(0, |line| line.quantity.units());
        let counted = stock[sku].tracked.unwrap_or(line.tracked);
        !counted || line.quantity.units() <= stock[sku].free.max(held)
    })
}

proptest! {
    #[test]
    fn whatever_is_done(
        start in beginning(),
        steps in prop::collection::vec((operation(), figures()), 1..30),
    ) {
        let mut cart = start;
        for (index, (operation, stock)) in steps.iter().enumerate() {
            let token = format!("t{index}");
            let Ok(Some(after)) = apply(&cart, operation, &token, stock) else { continue };
            prop_assert_eq!(after.version, cart.version + 1);
            prop_assert!(after.lines.len() + after.saved.len() <= MOST_LINES);
            // What comes from elsewhere may be sold out by now; its notice then says so.
            if !matches!(operation, Operation::Undo | Operation::Merge { .. }) {
                prop_assert!(within_stock(&cart, &after, stock), "{operation:?}");
            }
            if matches!(operation, Operation::Save { .. } | Operation::MoveBack { .. })
                && units(&after) < units(&cart)
            {
                let capped = after.told.iter().any(|told| matches!(told, Told::Capped { .. }));
                prop_assert!(capped || after.saved.values().any(|line| line.quantity.units() == 99));
            }
            prop_assert_eq!(apply(&after, operation, &token, stock), Ok(None), "acts once");
            cart = after;
        }
    }

    #[test]
    fn a_removal_undone_is_as_if_it_never_was(
        start in beginning(),
        steps in prop::collection::vec((operation(), figures()), 1..30),
        stock in figures(),
    ) {
        let cart = steps.iter().enumerate().fold(start, |cart, (index, (operation, stock))| {
            apply(&cart, operation, &format!("t{index}"), stock).ok().flatten().unwrap_or(cart)
        });
        let removals = cart.lines.keys().map(|sku| Operation::TakeOff { sku: sku.clone(), quantity: None });
        let removals = removals
            .chain(cart.saved.keys().map(|sku| Operation::RemoveSaved { sku: sku.clone() }))
            .chain((!cart.lines.is_empty()).then_some(Operation::Clear));
        for removal in removals {
            let without = apply(&cart, &removal, "gone", &stock).expect("there").expect("changed");
            let back = apply(&without, &Operation::Undo, "back", &stock).expect("room").expect("changed");
            prop_assert_eq!((&back.lines, &back.saved), (&cart.lines, &cart.saved));
        }
    }
}

#[test]
fn a_newer_cart_knows_who_made_a_version_as_long_as_it_remembers() {
    let shown = super::random_carts::shown("Kettle", 100);
    let sku = super::random_carts::sku("A");
    let stock = StockFigures::from([(sku.clone(), crate::Stock { free: 99, tracked: None })]);
    let quantity = kernel::Quantity::ONE;
    let at = kernel::Timestamp::default();
    let add = Operation::Add { sku, quantity, shown, at };
    let carts: Vec<_> = (1..=50).fold(vec![Cart::default()], |mut carts, number| {
        let next = apply(&carts[number - 1], &add, &format!("t{number}"), &stock);
        carts.push(next.expect("room").expect("changed"));
        carts
    });
    assert_eq!(carts[50].made_by("t50"), Some(50));
    assert_eq!(carts[50].made_by("t19"), Some(19));
    assert_eq!(carts[50].made_by("t18"), None, "forgotten");
    // Version 19 was made by the operation that it remembers for it and by no other; of what made
    // version 18 it can say nothing.
    assert!(carts[50].was_made_otherwise(19) && !carts[50].was_made_otherwise(18));
    assert!(carts[5].was_made_otherwise(1) && !carts[5].was_made_otherwise(6));
}
