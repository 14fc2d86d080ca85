//! What is written, as a form.

use axum::response::IntoResponse;
use kernel::Timestamp;
use serde_json::{Value, json};
use storefront::draft::{ProductDraft, ProductStatus};

use super::*;

fn shirt() -> Value {
    json!({
        "title": "Shirt",
        "status": "draft",
        "taxClass": "standard",
        "stockTracked": true,
        "axes": ["Size", "Colour"],
        "variants": [{
            "sku": "SH-S",
            "price": { "amount": 1250, "currency": "EUR" },
            "compareAtPrice": { "amount": 1500, "currency": "EUR" },
            "options": [
                { "name": "Colour", "value": "Red, blue" },
                { "name": "Size", "value": "S" },
            ],
            "barcodes": ["4012345678901", "4012345678918"],
            "weightGrams": 200,
        }],
        "specs": [{ "name": "Cloth", "value": "Cotton" }],
        "tags": ["shirt", "blue"],
    })
}

fn read(body: Value) -> Result<ProductForm, Problem> {
    let fields: ProductFields = serde_json::from_value(body).expect("its shape is right");
    fields.form(Currency::EUR)
}

/// The fields that were refused.
async fn refused_in(body: Value) -> Vec<String> {
    let answer = read(body).expect_err("refused").into_response();
    assert_eq!(answer.status(), 422);
    let body = axum::body::to_bytes(answer.into_body(), 10_000).await.expect("a body");
    let told: Value = serde_json::from_slice(&body).expect("JSON");
    let errors = told["errors"].as_array().expect("fields").iter();
    errors.filter_map(|error| error["field"].as_str().map(ToOwned::to_owned)).collect()
}

/// The product that a form describes, where nothing is kept.
fn drafted(form: &ProductForm) -> ProductDraft {
    let nothing = ProductDraft {
        id: kernel::ProductId::parse("p-1").expect("an id"),
        slug: kernel::Slug::parse("new").expect("a slug"),
        external_id: None,
        status: ProductStatus::Draft,
        title: String::new(),
        brand: String::new(),
        summary: String::new(),
        description_html: String::new(),
        categories: Vec::new(),
        axes: Vec::new(),
        variants: Vec::new(),
        specs: Vec::new(),
        tags: Vec::new(),
        images: Vec::new(),
        remote_images: Vec::new(),
        tax_class: String::new(),
        stock_tracked: false,
        subscription: None,
        seo_title: None,
        seo_description: None,
        created_at: Timestamp::from_millis(0),
    };
    form.draft(&nothing, Currency::EUR).expect("a product")
}

#[test]
fn what_is_told_of_a_product_writes_the_same_again() {
    let form = read(shirt()).expect("right");
    assert_eq!(form.variants[0].options, ["S", "Red, blue"], "in the order of the axes");
    assert_eq!(
        (form.variants[0].price.as_str(), form.variants[0].before.as_str()),
        ("12.50", "15.00")
    );
    let made = drafted(&form);
    let told = serde_json::to_value(ProductFields::from(&made)).expect("JSON");
    assert_eq!(told["variants"][0]["price"], shirt()["variants"][0]["price"]);
    assert_eq!((&told["slug"], &told["seoTitle"]), (&json!("shirt"), &Value::Null));
    let again = read(told).expect("what it tells can be written");
    assert_eq!(drafted(&again), made);
}

#[tokio::test]
async fn what_no_form_can_say_is_named() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 13] = [
        ("axes", |body| body["axes"] = json!(["Size", "Colour", "Fit", "Cut"])),
        ("axes.1", |body| body["axes"][1] = json!(" ")),
        ("tags", |body| body["tags"][0] = json!("a, b")),
        ("tags", |body| body["tags"][0] = json!("")),
        ("stockTracked", |body| body["stockTracked"] = Value::Null),
        ("variants.0.price", |body| body["variants"][0]["price"] = Value::Null),
        ("variants.0.price", |body| body["variants"][0]["price"]["currency"] = json!("USD")),
        ("variants.0.price", |body| body["variants"][0]["price"]["amount"] = json!(-1)),
        ("variants.0.compareAtPrice", |body| {
            body["variants"][0]["compareAtPrice"]["currency"] = json!("XXX");
        }),
        ("variants.0.options", |body| body["variants"][0]["options"][0]["name"] = json!("Hue")),
        ("variants.0.options", |body| body["variants"][0]["options"][1]["value"] = json!(" ")),
        ("variants.0.barcodes", |body| body["variants"][0]["barcodes"][0] = json!("40 12")),
        ("subscription.features", |body| {
            body["subscription"] = json!({ "intervalMonths": 1, "features": ["One\nTwo"] });
        }),
    ];
    for (field, change) in changes {
        let mut body = shirt();
        change(&mut body);
        assert!(refused_in(body).await.iter().any(|refused| refused == field), "{field}");
    }
}

#[test]
fn a_subscription_is_read_as_it_is_typed() {
    let mut body = shirt();
    body["subscription"] = json!({ "intervalMonths": 3, "features": ["One", "Two"] });
    let fields: ProductFields = serde_json::from_value(body).expect("its shape is right");
    let form = fields.form(Currency::EUR).expect("right");
    let row = form.subscription.expect("it is one");
    assert_eq!((row.interval.as_str(), row.features.as_str()), ("3", "One\nTwo"));
}
