//! What is typed about collections.

use super::*;

fn fields(result: Result<CheckedCollection, ShelfError>) -> Vec<&'static str> {
    match result {
        Err(ShelfError::Refused(refused)) => refused.iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn rule() -> CollectionForm {
    CollectionForm {
        name: "For the boat".to_owned(),
        kind: "rule".to_owned(),
        status: "active".to_owned(),
        tags: "rope\r\n anchor ".to_owned(),
        ..CollectionForm::default()
    }
}

#[test]
fn a_rule_is_read_as_it_is_shown() {
    let form = CollectionForm {
        category: "boats".to_owned(),
        brands: "Quay\nPier".to_owned(),
        from: "5".to_owned(),
        to: "19,90".to_owned(),
        reduced: true,
        newer: "30".to_owned(),
        ..rule()
    };
    let checked = form.check(Currency::EUR).expect("a collection");
    assert!(checked.active && checked.slug.as_str() == "for-the-boat");
    let CheckedContent::Rule(read) = checked.content else { panic!("a rule") };
    assert_eq!(read.brands, ["Quay", "Pier"]);
    assert_eq!(read.tags, ["rope", "anchor"]);
    assert_eq!(
        (read.from.map(Money::amount), read.to.map(Money::amount)),
        (Some(500), Some(1_990))
    );
    let sheet = CollectionSheet {
        id: CollectionId::parse("c1").expect("an id"),
        version: 3,
        slug: checked.slug,
        name: checked.name,
        description: checked.description,
        active: true,
        content: CollectionContent::Rule(read.clone()),
        picked: Vec::new(),
        categories: Vec::new(),
    };
    let again = CollectionForm::of(&sheet);
    assert_eq!(again.version, "3");
    assert_eq!(again.check_content(Currency::EUR), Ok(CheckedContent::Rule(read)));
}

#[test]
fn what_cannot_be_right_is_named() {
    let read = |form: CollectionForm| fields(form.check(Currency::EUR));
    assert_eq!(read(CollectionForm { name: String::new(), ..rule() }), ["name"]);
    assert_eq!(read(CollectionForm { tags: String::new(), ..rule() }), ["category"]);
    assert_eq!(read(CollectionForm { category: "no id".to_owned(), ..rule() }), ["category"]);
    let ends = |from: &str, to: &str| CollectionForm {
        from: from.to_owned(),
        to: to.to_owned(),
        ..rule()
    };
    assert_eq!(read(ends("cheap", "1.234")), ["from", "to"]);
    assert_eq!(read(ends("20", "10")), ["to"]);
    for bad in ["0", "-1", "1.5", "3651", "week"] {
        assert_eq!(read(CollectionForm { newer: bad.to_owned(), ..rule() }), ["newer"], "{bad}");
    }
    let long = (0..51).map(|number| format!("w{number}\n")).collect::<String>();
    assert_eq!(read(CollectionForm { brands: long, ..rule() }), ["brands"]);
    let many = (0..=MOST_PICKED).map(|number| format!("p{number}\n")).collect::<String>();
    let picked = CollectionForm { kind: "picked".to_owned(), picked: many, ..rule() };
    assert_eq!(read(picked), ["picked"]);
}
