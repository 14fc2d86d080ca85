//! What is typed against what it becomes.

use super::*;

fn defaults() -> ShopDefaults {
    ShopDefaults {
        shop_name: "Quayside".to_owned(),
        name_chosen: false,
        tagline: "Good things.".to_owned(),
        delivery_note: "In 2 days.".to_owned(),
        note_chosen: false,
        seller: "Quayside Ltd\nQuay 1".to_owned(),
        tax_number: String::new(),
        origin: "https://shop.example".to_owned(),
        currency: Currency::EUR,
        country: Country::parse("DE").expect("a country"),
        tax_included: true,
    }
}

#[test]
fn what_is_empty_or_as_the_configuration_says_follows_it() {
    let empty = SettingsForm::default();
    let same = SettingsForm {
        shop_name: " Quayside ".to_owned(),
        tagline: "Good things.".to_owned(),
        delivery_note: "In 2 days.".to_owned(),
        seller: "Quayside Ltd\r\n\r\n Quay 1\r\n".to_owned(),
        country: "DE".to_owned(),
        tax: "included".to_owned(),
        ..SettingsForm::default()
    };
    for form in [empty, same] {
        assert_eq!(form.read(&defaults()), Ok(ShopSettings::default()));
    }
}

#[test]
fn what_is_typed_is_set_and_nothing_else() {
    let form = SettingsForm {
        tagline: " Ropes for all. ".to_owned(),
        seller: "Harbour Ltd|Quay 2".to_owned(),
        ..SettingsForm::default()
    };
    let set = form.read(&defaults()).expect("settings");
    assert_eq!(set.get(Setting::Tagline), Some("Ropes for all."));
    assert_eq!(set.get(Setting::Seller), Some("Harbour Ltd\nQuay 2"));
    let mut rest = set;
    rest.put(Setting::Tagline, None);
    rest.put(Setting::Seller, None);
    assert_eq!(rest, ShopSettings::default());
}

#[test]
fn what_has_no_room_is_refused_field_by_field() {
    let long = "x".repeat(201);
    let form = SettingsForm {
        shop_name: "x".repeat(61),
        tagline: long.clone(),
        delivery_note: "two\nlines".to_owned(),
        seller: ["line"; 9].join("\n"),
        tax_number: long,
        country: "Atlantis".to_owned(),
        tax: "twice".to_owned(),
        version: "1".to_owned(),
    };
    let refused = form.read(&defaults()).expect_err("refused");
    let fields: Vec<_> = refused.iter().map(|error| error.field).collect();
    assert_eq!(fields, Setting::ALL.map(Setting::name));
    let fits = SettingsForm { shop_name: "ü".repeat(60), ..SettingsForm::default() };
    assert!(fits.read(&defaults()).is_ok());
}

#[test]
fn tax_is_reckoned_from_what_is_set_and_else_from_the_configuration() {
    let basis = |country: &str, tax: &str| {
        let form = SettingsForm {
            country: country.to_owned(),
            tax: tax.to_owned(),
            ..SettingsForm::default()
        };
        let basis = form.read(&defaults()).expect("settings").tax_basis(&defaults());
        (basis.home.code().to_owned(), basis.included, basis.note())
    };
    assert_eq!(basis("", ""), ("DE".to_owned(), true, "incl. VAT"));
    assert_eq!(basis("ch", "added"), ("CH".to_owned(), false, "plus VAT"));
    let added = ShopDefaults { tax_included: false, ..defaults() };
    assert!(!ShopSettings::default().tax_basis(&added).included);
    let set = ShopSettings { tax: Some("included".to_owned()), ..ShopSettings::default() };
    assert!(set.tax_basis(&added).included);
}

#[test]
fn a_setting_is_found_by_its_name() {
    for setting in Setting::ALL {
        assert_eq!(Setting::named(setting.name()), Some(setting));
    }
    assert_eq!(Setting::named("origin"), None);
}

#[test]
fn what_staff_set_wins() {
    let mut sheet =
        SettingsSheet { set: ShopSettings::default(), defaults: defaults(), version: 1 };
    assert_eq!(sheet.value(Setting::ShopName), "Quayside");
    sheet.set.put(Setting::ShopName, Some("Harbour".to_owned()));
    assert_eq!(sheet.value(Setting::ShopName), "Harbour");
}
