use kernel::Timestamp;

use super::{super::CouponPhase, *};

fn form() -> CouponForm {
    CouponForm {
        code: "spring 26".to_owned(),
        kind: "percent".to_owned(),
        off: "7.5".to_owned(),
        minimum: "49,90".to_owned(),
        starts: "2026-03-01T00:00".to_owned(),
        ends: "2026-04-01T00:00".to_owned(),
        total_limit: "100".to_owned(),
        person_limit: String::new(),
        given: "code".to_owned(),
        version: "3".to_owned(),
    }
}

fn refusals(form: &CouponForm) -> Vec<&'static str> {
    let refused = form.draft(Currency::EUR, true).expect_err("refused");
    refused.into_iter().map(|refusal| refusal.field).collect()
}

#[test]
fn a_form_is_the_coupon_that_it_was_drawn_from() {
    let draft = form().draft(Currency::EUR, true).expect("a coupon");
    assert_eq!(draft.benefit, Benefit::Percent { basis_points: 750 });
    assert_eq!(draft.minimum.map(Money::amount), Some(4_990));
    assert_eq!(CouponForm::of(&draft).draft(Currency::EUR, true), Ok(draft));
    let amount = CouponForm { kind: "amount".to_owned(), off: "5".to_owned(), ..form() };
    let draft = amount.draft(Currency::EUR, false).expect("a coupon");
    assert_eq!(CouponForm::of(&draft).draft(Currency::EUR, false), Ok(draft));
    let free = CouponForm {
        kind: "free_delivery".to_owned(),
        off: String::new(),
        given: "all".to_owned(),
        ..form()
    };
    let draft = free.draft(Currency::EUR, true).expect("a coupon");
    assert!(draft.automatic);
    assert_eq!(CouponForm::of(&draft).draft(Currency::EUR, true), Ok(draft));
}

#[test]
fn every_wrong_field_is_named_in_the_order_of_the_form() {
    let wrong = "wrong!".to_owned();
    let all = CouponForm {
        code: wrong.clone(),
        kind: "amount".to_owned(),
        off: wrong.clone(),
        minimum: wrong.clone(),
        starts: wrong.clone(),
        ends: wrong.clone(),
        total_limit: "0".to_owned(),
        person_limit: wrong.clone(),
        given: wrong,
        version: String::new(),
    };
    let fields =
        ["code", "given", "off", "minimum", "starts", "ends", "total_limit", "person_limit"];
    assert_eq!(refusals(&all), fields);
    assert_eq!(refusals(&CouponForm { kind: String::new(), ..form() }), ["kind"]);
    for (off, kind) in [
        ("0", "percent"),
        ("100.01", "percent"),
        ("5.555", "percent"),
        ("0", "amount"),
        ("1", "free_delivery"),
    ] {
        let form = CouponForm { kind: kind.to_owned(), off: off.to_owned(), ..form() };
        assert_eq!(refusals(&form), ["off"], "{off} {kind}");
    }
    let backwards = CouponForm { ends: "2026-02-01T00:00".to_owned(), ..form() };
    assert_eq!(refusals(&backwards), ["ends"]);
}

#[test]
fn a_version_that_is_none_is_nobodys() {
    assert_eq!((form().version(), CouponForm::default().version()), (3, u32::MAX));
}

#[test]
fn a_coupon_stands_where_its_dates_say() {
    let draft = form().draft(Currency::EUR, true).expect("a coupon");
    let (start, end) = (draft.starts_at.expect("a start"), draft.ends_at.expect("an end"));
    let before = |at: Timestamp| Timestamp::from_millis(at.millis() - 1);
    assert_eq!(CouponPhase::of(&draft, before(start)), CouponPhase::Coming);
    assert_eq!(CouponPhase::of(&draft, start), CouponPhase::Running);
    assert_eq!(CouponPhase::of(&draft, before(end)), CouponPhase::Running);
    assert_eq!(CouponPhase::of(&draft, end), CouponPhase::Over);
    let off = CouponDraft { active: false, ..draft };
    assert_eq!(CouponPhase::of(&off, start), CouponPhase::Off);
    for phase in CouponPhase::ALL {
        assert_eq!(CouponPhase::named(phase.name()), Some(phase));
    }
}
