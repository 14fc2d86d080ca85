use kernel::{Currency, Money, ProductId, Sku, Slug, Timestamp};

use super::*;
use crate::product::{OptionChoice, Spec, Subscription};

fn variant(sku: &str, size: &str, cents: i64) -> Variant {
    Variant {
        sku: Sku::parse(sku).expect("a SKU"),
        price: Money::new(cents, Currency::EUR).expect("a price"),
        compare_at: None,
        options: vec![OptionChoice { axis: "Size".to_owned(), value: size.to_owned() }],
        barcodes: vec!["4012345678901".to_owned()],
        weight_grams: Some(200),
        image: None,
    }
}

/// A shirt in two sizes.
pub(in crate::product_desk) fn shirt() -> ProductDraft {
    ProductDraft {
        id: ProductId::parse("shirt").expect("an id"),
        slug: Slug::parse("shirt").expect("a slug"),
        external_id: Some("77".to_owned()),
        status: ProductStatus::Draft,
        title: "Shirt".to_owned(),
        brand: "Quay".to_owned(),
        summary: "Soft.".to_owned(),
        description_html: "<p>Soft.</p>\n<p>Blue.</p>".to_owned(),
        categories: Vec::new(),
        axes: vec!["Size".to_owned()],
        variants: vec![variant("SH-S", "S", 1_250), variant("SH-M", "M", 1_300)],
        specs: vec![Spec { name: "Cloth".to_owned(), value: "Cotton".to_owned() }],
        tags: vec!["shirt".to_owned(), "blue".to_owned()],
        images: Vec::new(),
        remote_images: Vec::new(),
        tax_class: "standard".to_owned(),
        stock_tracked: true,
        subscription: None,
        seo_title: None,
        seo_description: None,
        created_at: Timestamp::from_millis(1_700_000_000_000),
    }
}

#[test]
fn a_form_is_read_as_it_was_written() {
    let mut product = shirt();
    product.subscription =
        Some(Subscription { interval_months: 3, features: vec!["One".to_owned()] });
    let form = ProductForm { version: "7".to_owned(), ..ProductForm::of(&product) };
    assert_eq!(ProductForm::read(&form.fields()), form);
    assert_eq!(form.axes[0], AxisRow { name: "Size".to_owned(), values: "S, M".to_owned() });
    assert_eq!(form.variants[1].price, "13.00");
}

#[test]
fn no_number_makes_a_form_longer_than_it_may_be() {
    let field = |name: &str| (name.to_owned(), "x".to_owned());
    let names = [
        "variant.1000.sku",
        "variant.99999999999999999999.sku",
        "variant.-1.sku",
        "variant.0.option.3",
        "axis.3.name",
        "spec.x.name",
        "spec.1",
        "nothing",
    ];
    let form = ProductForm::read(&names.map(field));
    assert_eq!((form.specs.len(), form.axes.len()), (0, 0));
    assert!(form.variants.iter().all(VariantRow::is_blank) && form.variants.len() <= 1);
    assert_eq!(ProductForm::read(&[("summary".to_owned(), "a\r\nb".to_owned())]).summary, "a\nb");
}

#[test]
fn values_with_commas_stay_one() {
    let list = |values: &str| AxisRow { name: String::new(), values: values.to_owned() }.list();
    assert_eq!(list(" S, M ,, L,S"), ["S", "M", "L"]);
    assert_eq!(list("Red, blue | Green"), ["Red, blue", "Green"]);
    let mut product = shirt();
    product.variants.truncate(1);
    product.variants[0].options[0].value = "Red, blue".to_owned();
    assert_eq!(ProductForm::of(&product).axes[0].list(), ["Red, blue"]);
}

#[test]
fn names_of_states_lead_back() {
    for status in [ProductStatus::Draft, ProductStatus::Active, ProductStatus::Archived] {
        assert_eq!(status_named(status_name(status)), Some(status));
    }
    assert_eq!(status_named("Draft"), None);
}
