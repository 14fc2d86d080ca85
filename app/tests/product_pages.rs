//! Pages with which staff write products one by one.

mod fakes;

use fakes::{
    FakeShop, Page, With,
    markup::{Tag, assert_bound, main_part},
    visits::{by, member, owner, refused},
};
use storefront::{
    draft::ProductStatus,
    product_desk::{ProductError, ProductForm},
    staff::{Permission, Role},
};

const NEW: &str = "/admin/products/new";
const SHIRT: &str = "/admin/products/shirt";

const PAGES: [&str; 5] = [
    NEW,
    SHIRT,
    "/admin/products/shirt?done=changed",
    "/admin/products/shirt/history",
    "/admin/products/shirt/preview",
];

/// A page again, with its form as it was posted.
fn again(
    shop: &FakeShop,
    address: &str,
    values: Vec<(String, String)>,
    errors: &[(&str, &str)],
) -> Page {
    let mut form = refused("product", &[], errors).expect("a form");
    form.values = values;
    shop.draw_with(address, With { visitor: owner(), form: Some(form), ..With::default() })
}

/// The fields of the form on the page of the shirt.
fn typed(shop: &FakeShop) -> ProductForm {
    let sheet = shop.product_desk.stored().sheet.clone();
    ProductForm { version: "6".to_owned(), ..ProductForm::of(&sheet.product) }
}

#[test]
fn every_page_is_whole_and_its_labels_are_bound() {
    let shop = fakes::shop();
    for address in PAGES {
        let page = by(&shop, owner(), address);
        assert_eq!(page.status, 200, "{address}");
        for (text, times) in [("<h1", 1), ("<main", 1), ("noindex", 1)] {
            assert_eq!(page.count(text), times, "{text} on {address}");
        }
        let done = address.contains("done=");
        assert_eq!(main_part(&page).contains("role=\"status\""), done, "said on {address}");
        assert_bound(address, &page);
    }
    for missing in [
        "/admin/products/none",
        "/admin/products/no%20id!",
        "/admin/products/none/history",
        "/admin/products/none/preview",
    ] {
        assert_eq!(by(&shop, owner(), missing).status, 404, "{missing}");
    }
}

#[test]
fn a_product_is_shown_with_all_that_can_be_written() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), SHIRT);
    assert!(page.has("name=\"version\" value=\"7\"") && page.has("value=\"S, M\""));
    assert!(page.has("name=\"variant.1.sku\"") && page.has("value=\"13.00\""));
    assert!(page.has("name=\"variant.0.option.0\" value=\"S\""));
    assert_eq!(page.count("name=\"spec."), 2 * 6, "one row, and five to add others");
    assert!(page.has("<option value=\"Collar\"") && page.has("tree-1"));
    assert!(page.has("data-spec=\"Cloth\"") && page.has("<option value=\"Wool\""));
    let cloth = Tag::all(main_part(&page), &["datalist"]);
    let cloth = cloth.iter().find(|tag| tag.attribute("data-spec") == Some("Cloth"));
    let cloth = cloth.and_then(|tag| tag.attribute("id")).expect("a list of its own");
    let values = Tag::all(main_part(&page), &["input"]);
    let list = |name: &str| {
        let of = values.iter().find(|tag| tag.attribute("name") == Some(name));
        of.expect("a field").attribute("list").map(ToOwned::to_owned)
    };
    assert_eq!(list("spec.0.value").as_deref(), Some(cloth), "a row with this name suggests it");
    assert_eq!(list("spec.1.value"), None, "no name, no values");
    assert_eq!(list("spec.1.name").as_deref(), Some("spec-names"));
    assert!(page.has("formaction=\"/admin/products/shirt/variants\""));
    assert!(main_part(&page).contains("/p/shirt") && page.has("name=\"interval\""));
    assert!(page.has(">Publish<") && page.has(">Archive<") && !page.has(">Make it a draft<"));
    shop.product_desk.stored().sheet.product.status = ProductStatus::Active;
    let page = by(&shop, owner(), SHIRT);
    assert!(page.has("href=\"/p/shirt\"") && page.has(">Make it a draft<"));
    assert!(!page.has(">Publish<"));
}

#[test]
fn what_was_typed_is_kept_and_a_refusal_names_its_row() {
    let shop = fakes::shop();
    let mut form = typed(&shop);
    form.variants[1].price = "cheap".to_owned();
    form.description = "</textarea><script>alert(1)</script>".to_owned();
    let bad = [("variant.1.price", "Enter a price."), ("slug", "Another product has it.")];
    for address in [SHIRT, NEW] {
        let page = again(&shop, address, form.fields(), &bad);
        assert_bound(address, &page);
        assert!(page.has("href=\"#variant-1-price\""), "{address}");
        assert!(page.has("id=\"variant-1-price-error\"") && page.has("value=\"cheap\""));
        assert!(page.has("id=\"slug-error\"") && page.has("<title>Error: "));
        assert!(!page.has("<script>alert") && page.has("&lt;/textarea&gt;"));
    }
    let page = again(&shop, SHIRT, form.fields(), &bad);
    assert!(page.has("name=\"version\" value=\"6\""), "what was read before is not seen as new");
}

#[test]
fn specs_are_suggested_by_the_categories_that_are_ticked() {
    let shop = fakes::shop();
    let mut form = typed(&shop);
    form.categories = vec!["clothes".to_owned(), "shirts".to_owned()];
    for address in [SHIRT, NEW] {
        let page = again(&shop, address, form.fields(), &[("slug", "Another product has it.")]);
        for name in ["Of clothes", "Of shirts"] {
            assert!(page.has(&format!("data-spec=\"{name}\"")), "{name} on {address}");
        }
        assert!(!page.has("data-spec=\"Cloth\""), "what another category has, on {address}");
    }
}

#[test]
fn the_grid_is_shown_as_it_was_made() {
    let shop = fakes::shop();
    let mut form = typed(&shop);
    form.axes[0].values = "S, M, L".to_owned();
    form.prefix = "SH".to_owned();
    let mut values = form.with_grid().expect("a grid").fields();
    values.push(("made".to_owned(), "grid".to_owned()));
    let page = again(&shop, SHIRT, values, &[]);
    assert_bound("grid", &page);
    assert!(page.has("Nothing is saved yet") && page.has("value=\"SH-L\""));
    assert_eq!(page.count(".remove\""), 3);
}

#[test]
fn who_saves_second_chooses_between_both() {
    let shop = fakes::shop();
    let mut values = typed(&shop).fields();
    for (name, value) in [
        ("both", "title"),
        ("label.title", "Title"),
        ("mine.title", "Mine <b>"),
        ("theirs.title", "Theirs"),
        ("both", "sku.SH-S"),
        ("label.sku.SH-S", "Variant SH-S"),
        ("mine.sku.SH-S", ""),
        ("theirs.sku.SH-S", "S, 9.00"),
    ] {
        values.push((name.to_owned(), value.to_owned()));
    }
    let both = [("both", "Somebody else has changed this product.")];
    let page = again(&shop, SHIRT, values, &both);
    assert_bound("both", &page);
    assert!(page.has("href=\"#both\"") && page.has("Mine &lt;b&gt;") && page.has("S, 9.00"));
    assert_eq!(page.count("name=\"choice.title\""), 2);
    assert_eq!(page.count("name=\"choice.sku.SH-S\""), 2);
    let page = again(&shop, SHIRT, typed(&shop).fields(), &both);
    assert!(page.has("You changed different things.") && page.count("type=\"radio\"") == 0);
}

#[test]
fn only_who_may_sees_what_changes_something() {
    let shop = fakes::shop();
    for role in Role::ALL {
        let edits = role.allows(Permission::EditCatalogue);
        let page = by(&shop, member(role), SHIRT);
        assert_eq!(page.status, 200, "{role:?}");
        for text in ["Save product", "Make the grid", "Duplicate", "Archive</button>"] {
            assert_eq!(page.has(text), edits, "{text} for {role:?}");
        }
        let page = by(&shop, member(role), "/admin/products/shirt/history");
        assert_eq!(page.has("Restore version 5"), edits, "{role:?}");
        assert_eq!(by(&shop, member(role), NEW).status == 200, edits, "{role:?}");
    }
}

#[test]
fn versions_are_told_with_what_they_changed() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/products/shirt/history");
    assert!(page.has("Version 7, which counts") && page.has("an import or the shop itself"));
    assert!(page.has("&lt;b&gt;Blouse&lt;/b&gt;") && !page.has("<b>Blouse"));
    assert!(page.has("name=\"earlier\" value=\"5\"") && page.has("name=\"version\" value=\"7\""));
    assert!(!page.has("Restore version 7"));
    let stale = refused("restore", &[("version", "6")], &[("", "Somebody else.")]);
    let with = With { visitor: owner(), form: stale, ..With::default() };
    let page = shop.draw_with("/admin/products/shirt/history", with);
    assert!(page.has("Somebody else.") && page.has("name=\"version\" value=\"7\""));
}

#[test]
fn a_preview_sells_nothing_and_stays_with_staff() {
    let shop = fakes::shop();
    let page = by(&shop, owner(), "/admin/products/shirt/preview");
    assert!(page.has("This is a preview for staff.") && !page.has("action=\"/cart\""));
    assert!(!page.has("rel=\"canonical\"") && !page.has("application/ld+json"));
    assert!(page.has("href=\"/admin/products/shirt\""));
}

#[test]
fn a_store_that_is_away_is_told_and_takes_nothing_that_was_typed() {
    let shop = fakes::shop();
    let mut form = typed(&shop);
    form.title = "TYPED".to_owned();
    for (error, status) in [(ProductError::Unavailable, 503), (ProductError::Forbidden, 403)] {
        shop.product_desk.stored().refused = Some(error);
        for address in PAGES {
            assert_eq!(by(&shop, owner(), address).status, status, "{address}");
        }
    }
    shop.product_desk.stored().refused = Some(ProductError::Unavailable);
    for address in [SHIRT, NEW] {
        let away = [("", "This cannot be done just now.")];
        let page = again(&shop, address, form.fields(), &away);
        assert_bound(address, &page);
        assert!(page.has("value=\"TYPED\""), "{address}");
        assert!(page.has("name=\"category\" value=\"shirts\""), "{address}");
    }
}
