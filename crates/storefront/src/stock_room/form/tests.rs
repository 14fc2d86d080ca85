//! Rules of what is typed about stock.

use super::*;

fn form(quantity: &str, reference: &str, reason: &str, key: &str) -> StockForm {
    let [quantity, reference, reason, key] = [quantity, reference, reason, key].map(str::to_owned);
    StockForm { quantity, reference, reason, key }
}

fn fields(refused: Result<StockEntry, Vec<StockRefusal>>) -> Vec<&'static str> {
    refused.expect_err("refused").into_iter().map(|refusal| refusal.field).collect()
}

#[test]
fn a_receipt_needs_units_alone() {
    let entry = form(" 7 ", "", "", "k1").receipt().expect("right");
    assert_eq!((entry.quantity(), entry.reference(), entry.reason()), (7, "form-k1", "Delivery"));
    assert!(entry.keyed());
    let entry = form("+7", " DN 12 ", " late ", "k1").receipt().expect("right");
    assert_eq!((entry.reference(), entry.reason(), entry.keyed()), ("DN 12", "late", false));
    for quantity in ["", "0", "-1", "1.5", "seven", "99999999999"] {
        assert_eq!(fields(form(quantity, "", "", "k1").receipt()), ["quantity"], "{quantity}");
    }
}

#[test]
fn a_correction_says_why_and_may_take_away() {
    for (typed, units) in [("-3", -3), ("\u{2212}3", -3), ("3", 3), ("-1000000", -1_000_000)] {
        let entry = form(typed, "", "counted", "k1").correction().expect("right");
        assert_eq!(entry.quantity(), units, "{typed}");
    }
    assert_eq!(fields(form("0", "", "", "k1").correction()), ["quantity", "reason"]);
    let refused = form("1000001", "", "counted", "k1").correction().expect_err("too many");
    assert_eq!(refused, [StockRefusal { field: "quantity", reason: StockReason::TooMany }]);
}

#[test]
fn nothing_is_entered_that_could_be_entered_twice() {
    for key in ["", "a key", "k\u{e9}y", &"k".repeat(65)] {
        assert_eq!(fields(form("1", "", "", key).receipt()), ["reference"], "{key}");
    }
    assert_eq!(fields(form("1", &"r".repeat(201), "", "k1").receipt()), ["reference"]);
    assert_eq!(fields(form("1", "a\0b", "c\nd", "k1").receipt()), ["reference", "reason"]);
}

#[test]
fn a_day_is_one_to_come_or_none() {
    // 21 November 2026.
    let now = Timestamp::from_millis(1_795_269_959_999);
    assert_eq!(expected_day("  ", now), Ok(None));
    assert_eq!(expected_day(" 2026-11-22 ", now), Ok(Some("2026-11-22".to_owned())));
    for text in ["2026-11-21", "2025-12-31", "22.11.2026", "infinity", "tomorrow", "2026-1-1"] {
        let refused = expected_day(text, now).expect_err(text);
        assert_eq!(refused, StockRefusal { field: "day", reason: StockReason::BadDay });
    }
}

#[test]
fn each_refusal_says_what_to_do() {
    for reason in [
        StockReason::NotReceived,
        StockReason::NotCorrected,
        StockReason::TooMany,
        StockReason::BelowZero { free: 3 },
        StockReason::BadReference,
        StockReason::ReferenceUsed { units: -7 },
        StockReason::FormUsed { units: 7 },
        StockReason::BadReason,
        StockReason::BadDay,
        StockReason::NeverReceived,
    ] {
        assert!(reason.message().ends_with('.'), "{reason:?}");
    }
    assert!(StockReason::BelowZero { free: 3 }.message().contains("Only 3 units"));
}
