use super::{
    super::{SpecRow, SubscriptionRow, VariantRow, form::tests::shirt},
    *,
};
use crate::draft::ProductStatus;

fn read(form: &ProductForm) -> Result<ProductDraft, Vec<ProductRefusal>> {
    form.draft(&shirt(), Currency::EUR)
}

fn refused(change: impl FnOnce(&mut ProductForm)) -> Vec<String> {
    let mut form = ProductForm::of(&shirt());
    change(&mut form);
    let refusals = read(&form).expect_err("refused");
    refusals.into_iter().map(|refusal| refusal.field).collect()
}

#[test]
fn what_was_written_is_read_back() {
    let product = shirt();
    assert_eq!(read(&ProductForm::of(&product)), Ok(product));
}

#[test]
fn a_slug_is_made_of_the_title_and_what_has_no_field_stays() {
    let form = ProductForm {
        title: " Größe L ".to_owned(),
        slug: String::new(),
        status: "active".to_owned(),
        tags: "a, b,a,".to_owned(),
        ..ProductForm::of(&shirt())
    };
    let draft = read(&form).expect("a product");
    assert_eq!((draft.slug.as_str(), draft.title.as_str()), ("groesse-l", "Größe L"));
    assert_eq!((draft.status, draft.external_id.as_deref()), (ProductStatus::Active, Some("77")));
    assert_eq!(draft.tags, ["a", "b"]);
}

#[test]
fn what_has_an_interval_is_a_subscription_and_what_has_none_is_not() {
    let row = |interval: &str, features: &str| {
        Some(SubscriptionRow { interval: interval.to_owned(), features: features.to_owned() })
    };
    let paid = |subscription| ProductForm {
        subscription,
        stock_tracked: false,
        ..ProductForm::of(&shirt())
    };
    let draft = read(&paid(row(" 3 ", "One\n\n Two "))).expect("a product");
    let features = vec!["One".to_owned(), "Two".to_owned()];
    assert_eq!(draft.subscription, Some(Subscription { interval_months: 3, features }));
    let again = |subscription| paid(subscription).draft(&draft, Currency::EUR).expect("a product");
    assert_eq!(again(row(" ", "")).subscription, None, "emptied, it is bought once");
    assert_eq!(again(None).subscription, draft.subscription, "not in the form, it stays");
    for wrong in [row("0", ""), row("61", ""), row("often", ""), row("", "One")] {
        assert_eq!(refused(|form| *form = paid(wrong)), ["interval"]);
    }
    // It is never sold out (SPEC §2), so nothing is counted of it.
    let counted = ProductForm { stock_tracked: true, ..paid(row("3", "")) };
    assert_eq!(refused(|form| *form = counted), ["stock_tracked"]);
    let counted = ProductForm { stock_tracked: true, ..paid(None) };
    assert!(counted.draft(&draft, Currency::EUR).is_err(), "nor of one that stays so");
}

#[test]
fn refusals_name_field_and_row() {
    assert_eq!(refused(|form| form.title.clear()), ["title"]);
    assert_eq!(refused(|form| form.slug = "Not a slug".to_owned()), ["slug"]);
    assert_eq!(refused(|form| form.status.clear()), ["status"]);
    assert_eq!(refused(|form| form.tax_class = "none".to_owned()), ["tax_class"]);
    assert_eq!(refused(|form| form.specs[0].value.clear()), ["spec.0.value"]);
    assert_eq!(refused(|form| form.variants[1].price = "12.505".to_owned()), ["variant.1.price"]);
    assert_eq!(refused(|form| form.variants[1].before = "13".to_owned()), ["variant.1.before"]);
    assert_eq!(
        refused(|form| form.variants[0].barcodes = "12a".to_owned()),
        ["variant.0.barcodes"]
    );
    assert_eq!(refused(|form| form.variants[0].weight = "1.5".to_owned()), ["variant.0.weight"]);
    assert_eq!(refused(|form| form.variants[1].sku = "SH-S".to_owned()), ["variant.1.sku"]);
    assert_eq!(
        refused(|form| form.variants[1].options[0] = "S".to_owned()),
        ["axis.0.values", "variant.1.sku"]
    );
    assert_eq!(refused(|form| form.axes[0].values.push_str(", XL")), ["axis.0.values"]);
    assert_eq!(refused(|form| form.variants.clear()), ["axis.0.values", "variant.0.sku"]);
}

#[test]
fn rows_are_removed_and_empty_ones_left_out() {
    let mut form = ProductForm::of(&shirt());
    form.variants[0].remove = true;
    form.variants.push(VariantRow::default());
    form.specs.push(SpecRow::default());
    let draft = read(&form).expect("a product");
    assert_eq!(draft.variants.len(), 1);
    assert_eq!(draft.variants[0].sku.as_str(), "SH-M");
    assert_eq!(draft.specs.len(), 1);
}

#[test]
fn the_category_of_the_breadcrumbs_stays_first() {
    let id = |text: &str| CategoryId::parse(text).expect("an id");
    let kept = ProductDraft { categories: vec![id("z"), id("m")], ..shirt() };
    let mut form = ProductForm::of(&kept);
    form.categories = ["a", "m", "z"].map(ToOwned::to_owned).to_vec();
    let draft = form.draft(&kept, Currency::EUR).expect("a product");
    assert_eq!(draft.categories, [id("z"), id("m"), id("a")]);
}
