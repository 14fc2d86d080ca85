//! What is in force, of what was set, the configuration and the files.

use kernel::Currency;
use storefront::profile::Country;

use super::*;

fn defaults() -> ShopDefaults {
    ShopDefaults {
        shop_name: "Quayside".to_owned(),
        name_chosen: false,
        tagline: "Good things.".to_owned(),
        delivery_note: "In 2 days.".to_owned(),
        note_chosen: false,
        seller: String::new(),
        tax_number: String::new(),
        origin: "https://shop.example".to_owned(),
        currency: Currency::EUR,
        country: Country::parse("DE").expect("a country"),
        tax_included: true,
    }
}

fn in_force(set: &ShopSettings, written: &[(Slug, TextDraft)]) -> InForce {
    let files = MarkdownFiles::read(None).expect("shipped pages");
    InForce::of(1, set, written, &files, &defaults())
}

fn written(slug: &str, title: &str) -> (Slug, TextDraft) {
    let draft = TextDraft {
        title: title.to_owned(),
        description: String::new(),
        markdown: "Some *words*.".to_owned(),
    };
    (Slug::parse(slug).expect("a slug"), draft)
}

#[test]
fn without_anything_set_the_configuration_holds() {
    let now = in_force(&ShopSettings::default(), &[]);
    assert_eq!(now.identity.name, "Quayside");
    assert_eq!((now.seller.name.as_str(), now.seller.address.len()), ("Quayside", 0));
    assert_eq!(now.chosen, Chosen::default());
}

#[test]
fn what_is_set_wins_and_moves_the_stamp() {
    let before = in_force(&ShopSettings::default(), &[]);
    let set = ShopSettings {
        shop_name: Some("Harbour".to_owned()),
        delivery_note: Some("In a day.".to_owned()),
        seller: Some("Harbour Ltd\nQuay 2".to_owned()),
        ..ShopSettings::default()
    };
    let now = in_force(&set, &[]);
    assert_eq!(now.identity.name, "Harbour");
    assert_eq!((now.seller.name.as_str(), now.seller.address.len()), ("Harbour Ltd", 1));
    assert_eq!(now.chosen, Chosen { name: true, seller: true, delivery_note: true });
    assert_ne!(now.stamp, before.stamp);
    assert_eq!(in_force(&set, &[]).stamp, now.stamp, "on every server");
}

#[test]
fn what_is_written_wins_over_the_file_and_new_pages_come_last() {
    let before = in_force(&ShopSettings::default(), &[]);
    let own = [written("a-first-page", "First"), written("terms", "Own terms")];
    let now = in_force(&ShopSettings::default(), &own);
    let titles =
        |now: &InForce| -> Vec<_> { now.pages.iter().map(|page| page.title.clone()).collect() };
    let (old, new) = (titles(&before), titles(&now));
    assert_eq!(new.len(), old.len() + 1);
    assert_eq!(new.last().map(String::as_str), Some("First"));
    let at = new.iter().position(|title| title == "Own terms").expect("it is there");
    assert_eq!(before.pages[at].slug.as_str(), "terms", "where its file has it");
    assert_eq!(now.pages[at].html, "<p>Some <em>words</em>.</p>\n");
    assert_ne!(now.stamp, before.stamp);
}
