use super::*;

fn step(up_to: &str, price: &str, free_from: &str) -> StepForm {
    let [up_to, price, free_from] = [up_to, price, free_from].map(str::to_owned);
    StepForm { up_to, price, free_from }
}

fn service(steps: &[StepForm]) -> ServiceForm {
    ServiceForm {
        min_days: "2".to_owned(),
        max_days: "3".to_owned(),
        steps: steps.to_vec(),
        version: "1".to_owned(),
    }
}

fn refusals(form: &ServiceForm) -> Vec<&'static str> {
    let refused = form.draft(Currency::EUR).expect_err("refused");
    refused.into_iter().map(|refusal| refusal.field).collect()
}

#[test]
fn steps_are_read_exactly_and_put_in_order() {
    let typed = [step("31.5", "9,90", ""), step("", " ", ""), step("5", "4.90", "50")];
    let draft = service(&typed).draft(Currency::EUR).expect("a service");
    let read: Vec<_> = draft
        .steps
        .iter()
        .map(|step| (step.up_to_grams, step.price.amount(), step.free_from.map(Money::amount)))
        .collect();
    assert_eq!(read, [(5_000, 490, Some(5_000)), (31_500, 990, None)]);
    assert_eq!((draft.min_days, draft.max_days), (2, 3));
}

#[test]
fn steps_that_cannot_be_are_refused_with_their_number() {
    for (steps, said) in [
        (vec![], "at least one"),
        (vec![step("5", "4.90", ""), step("five", "9", "")], "Step 2"),
        (vec![step("5", "-1", "")], "Step 1"),
        (vec![step("5", "", "")], "Step 1"),
        (vec![step("5", "4.90", "much")], "Step 1"),
        (vec![step("5", "4.90", ""), step("5.000", "9", "")], "same weight"),
        ((1..=13).map(|kilo| step(&kilo.to_string(), "1", "")).collect(), "at most 12"),
    ] {
        let refused = service(&steps).draft(Currency::EUR).expect_err("refused");
        assert_eq!((refused.len(), refused[0].field), (1, "steps"));
        assert!(refused[0].message.contains(said), "{:?}", refused[0]);
    }
}

#[test]
fn days_are_within_their_bounds_and_in_order() {
    let days = |min_days: &str, max_days: &str| ServiceForm {
        min_days: min_days.to_owned(),
        max_days: max_days.to_owned(),
        ..service(&[step("5", "4.90", "")])
    };
    assert!(days("60", "90").draft(Currency::EUR).is_ok());
    assert_eq!(refusals(&days("0", "3")), ["min_days"]);
    assert_eq!(refusals(&days("4", "3")), ["max_days"]);
    assert_eq!(refusals(&days("61", "91")), ["min_days", "max_days"]);
}

#[test]
fn countries_are_read_as_people_list_them() {
    let form = |name: &str, countries: &str| ZoneForm {
        code: "near".to_owned(),
        name: name.to_owned(),
        countries: countries.to_owned(),
        version: String::new(),
    };
    let draft = form(" Near ", "de, AT\r\nch;de").draft().expect("a zone");
    let codes: Vec<_> = draft.countries.iter().map(Country::code).collect();
    assert_eq!((draft.name.as_str(), codes), ("Near", vec!["AT", "CH", "DE"]));
    assert_eq!(form("Near", "").draft().map(|draft| draft.countries), Ok(vec![]));
    let refused = form(" ", "DE Narnia").draft().expect_err("refused");
    let fields: Vec<_> = refused.iter().map(|refusal| refusal.field).collect();
    assert_eq!(fields, ["name", "countries"]);
    assert!(refused[1].message.contains("“Narnia”"));
    let bad = ZoneForm { code: "Near!".to_owned(), ..ZoneForm::default() };
    assert_eq!(bad.code().expect_err("refused").field, "code");
}

#[test]
fn a_method_has_a_name_and_a_time() {
    let form = |name: &str, cutoff: &str| MethodForm {
        name: name.to_owned(),
        cutoff: cutoff.to_owned(),
        ..MethodForm::default()
    };
    let draft = form("Express", "13:00").draft();
    assert_eq!(draft, Ok(MethodDraft { name: "Express".to_owned(), cutoff_minute: 780 }));
    let refused = form("", "25:00").draft().expect_err("refused");
    let fields: Vec<_> = refused.iter().map(|refusal| refusal.field).collect();
    assert_eq!(fields, ["name", "cutoff"]);
}
