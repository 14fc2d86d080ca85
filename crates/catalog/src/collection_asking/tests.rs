//! How rules are asked.

use kernel::{Currency, Money, ProductId};

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_795_269_959_123);

fn euros(amount: i64) -> Option<Money> {
    Money::new(amount, Currency::EUR).ok()
}

#[test]
fn a_rule_narrows_by_what_it_says_and_by_nothing_else() {
    let tree = Tree::default();
    let all = Asked::of(&CollectionRule::default(), &tree, NOW);
    assert_eq!(all.earlier(None), doc! { "status": "active" });
    let rule = CollectionRule {
        brands: vec!["Quay".to_owned()],
        from: euros(500),
        to: euros(1_000),
        reduced: true,
        ..CollectionRule::default()
    };
    let expected = doc! {
        "status": "active",
        "brand": { "$in": ["Quay"] },
        "variants.price.amount": { "$gt": 499_i64, "$lt": 1_001_i64 },
        "variants.compare_at.amount": { "$gt": 0_i64 },
    };
    assert_eq!(Asked::of(&rule, &tree, NOW).earlier(None), expected);
}

#[test]
fn a_place_goes_on_within_its_moment_and_then_before_it() {
    let rule = CollectionRule { newer_days: Some(1), ..CollectionRule::default() };
    let asked = Asked::of(&rule, &Tree::default(), NOW);
    let since = DateTime::from_millis(NOW.millis() - DAY);
    let place = |at: i64| CollectionCursor {
        at: Timestamp::from_millis(at),
        id: ProductId::parse("mug").expect("an id"),
    };
    let at = NOW.millis() - 5;
    let moment = DateTime::from_millis(at);
    let same = doc! { "status": "active", "created_at": moment, "_id": { "$lt": "mug" } };
    assert_eq!(asked.same_moment(&place(at)), Some(same));
    let before = doc! { "status": "active", "created_at": { "$gt": since, "$lt": moment } };
    assert_eq!(asked.earlier(Some(&place(at))), before);
    assert_eq!(asked.same_moment(&place(NOW.millis() - DAY)), None, "too old to be shown at all");
}
