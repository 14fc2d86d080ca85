//! Carts, operations and stock figures at random, of few SKUs so that they meet.

use std::collections::HashMap;

use kernel::{Currency, Money, ProductId, Quantity, Sku, Timestamp};
use proptest::prelude::*;

use crate::{Cart, Line, Operation, Shown, Stock, StockFigures, apply};

/// SKUs that operations choose from.
const CODES: [&str; 5] = ["A", "B", "C/1", "D.2", "E_-"];

pub(super) fn sku(code: &str) -> Sku {
    Sku::parse(code).expect("a SKU")
}

fn any_sku() -> impl Strategy<Value = Sku> {
    prop::sample::select(&CODES[..]).prop_map(sku)
}

fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![4 => 1..5_u32, 1 => 1..=99_u32]
        .prop_map(|units| Quantity::new(units).expect("fits"))
}

pub(super) fn shown(title: &str, amount: i64) -> Shown {
    Shown {
        product: ProductId::parse("p-1").expect("an id"),
        slug: None,
        title: title.to_owned(),
        options: Vec::new(),
        price: Money::new(amount, Currency::EUR).expect("an amount"),
    }
}

fn any_shown() -> impl Strategy<Value = Shown> {
    const TITLES: [&str; 4] = ["Kettle", "A \"B\"\nc", "%s 100% \\n", "\u{fc}\u{2028}{}"];
    (prop::sample::select(&TITLES[..]), 0..10_000_000_000_000_i64)
        .prop_map(|(title, amount)| shown(title, amount))
}

fn line() -> impl Strategy<Value = Line> {
    (quantity(), any::<bool>(), any_shown()).prop_map(|(quantity, tracked, shown)| {
        let added = Timestamp::from_millis(1_790_000_000_123);
        Line { quantity, place: 0, added, tracked, shown }
    })
}

/// Figures of every SKU there is, so that no operation misses one.
pub(super) fn figures() -> impl Strategy<Value = StockFigures> {
    let one = (
        prop_oneof![0..12_u32, 0..150_u32],
        prop_oneof![Just(None), Just(Some(true)), Just(Some(false))],
    );
    prop::collection::vec(one, CODES.len()).prop_map(|figures| {
        let figures = figures.into_iter().map(|(free, tracked)| Stock { free, tracked });
        let filling =
            (0..FILLING).map(|number| (filling(number), Stock { free: 50, tracked: None }));
        CODES.into_iter().map(sku).zip(figures).chain(filling).collect()
    })
}

pub(super) fn operation() -> impl Strategy<Value = Operation> {
    let lines = || prop::collection::vec((any_sku(), line()), 0..4);
    prop_oneof![
        6 => (any_sku(), quantity(), any_shown()).prop_map(|(sku, quantity, shown)| {
            Operation::Add { sku, quantity, shown, at: Timestamp::from_millis(1_790_000_000_456) }
        }),
        2 => (any_sku(), quantity()).prop_map(|(sku, quantity)| Operation::Set { sku, quantity }),
        2 => (any_sku(), prop::option::of(quantity()))
            .prop_map(|(sku, quantity)| Operation::TakeOff { sku, quantity }),
        2 => (any_sku(), quantity())
            .prop_map(|(sku, quantity)| Operation::TakeBought { sku, quantity }),
        1 => any_sku().prop_map(|sku| Operation::RemoveSaved { sku }),
        2 => Just(Operation::Undo),
        2 => any_sku().prop_map(|sku| Operation::Save { sku }),
        2 => any_sku().prop_map(|sku| Operation::MoveBack { sku }),
        1 => Just(Operation::Clear),
        1 => any_sku().prop_map(|sku| Operation::TakeWhatIsLeft { sku }),
        1 => (any_sku(), any_shown()).prop_map(|(sku, shown)| Operation::Accept { sku, shown }),
        1 => (0..12_u64, prop::collection::vec((any_sku(), any_shown()), 0..4))
            .prop_map(|(version, shown)| Operation::Seen { version, shown }),
        2 => (lines(), lines()).prop_map(|(lines, saved)| Operation::Merge { lines, saved }),
    ]
}

/// Lines that fill a cart to its brim.
const FILLING: u32 = 198;

fn filling(number: u32) -> Sku {
    sku(&format!("FILL-{number}"))
}

/// A cart with nothing in it, or one with room for two lines more.
pub(super) fn beginning() -> impl Strategy<Value = Cart> {
    prop_oneof![3 => Just(false), 1 => Just(true)].prop_map(|full| {
        if !full {
            return Cart::default();
        }
        let line = Line {
            quantity: Quantity::ONE,
            place: 0,
            added: Timestamp::from_millis(1),
            tracked: true,
            shown: shown("Filling", 100),
        };
        let lines = (0..FILLING).map(|number| (filling(number), line.clone())).collect();
        let stock: HashMap<_, _> = (0..FILLING)
            .map(|number| (filling(number), Stock { free: 50, tracked: None }))
            .collect();
        let merge = Operation::Merge { lines, saved: Vec::new() };
        let cart = apply(&Cart::default(), &merge, "filled", &stock);
        cart.expect("it fits").expect("it changes")
    })
}
