//! Why something was not done to products, told to programs.

use axum::http::StatusCode;
use serde_json::{Value, json};
use storefront::{
    ShopError,
    goods_room::GoodsError,
    product_desk::{PartConflict, ProductConflict, ProductError},
};

use super::super::forbidden;
use crate::http::problem::Problem;

/// What is said of the list.
pub(super) fn of_list(error: &GoodsError) -> Problem {
    match error {
        GoodsError::Refused(errors) => Problem::fields(errors),
        GoodsError::Forbidden => forbidden(),
        GoodsError::NotFound => Problem::not_found(),
        GoodsError::Changed | GoodsError::Unavailable => Problem::from(ShopError::Unavailable),
    }
}

/// What is said of one product.
pub(super) fn problem(error: ProductError) -> Problem {
    match error {
        ProductError::Refused { refusals, .. } => {
            let fields =
                refusals.into_iter().map(|refusal| (named(&refusal.field), refusal.message));
            Problem::named_fields(fields)
        }
        ProductError::Conflict(conflict) => both(&conflict),
        ProductError::Stale => stale(),
        ProductError::KeyUsed => Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_mismatch",
            "Another product was made with this key, or it was changed since.",
        ),
        ProductError::Forbidden => forbidden(),
        ProductError::NotFound => Problem::not_found(),
        ProductError::Unavailable => Problem::from(ShopError::Unavailable),
    }
}

/// The product is another than the one that was read.
pub(super) fn stale() -> Problem {
    let detail = "Somebody else has changed this product meanwhile, or this version of it never \
                  was. Nothing was overwritten: read it again.";
    Problem::new(StatusCode::PRECONDITION_FAILED, "changed_meanwhile", detail)
}

/// The same with the version that is stored, and what each wrote where both changed a field.
fn both(conflict: &ProductConflict) -> Problem {
    let version = conflict.form.version.parse::<i64>().ok();
    let conflicts = conflict.conflicts.iter().map(part).collect();
    stale().with("version", json!(version)).with("conflicts", Value::Array(conflicts))
}

fn part(part: &PartConflict) -> Value {
    let (field, sku) = match part.part.strip_prefix("sku.") {
        Some(sku) => ("variants".to_owned(), Some(sku)),
        None if part.part == "options" => ("variants".to_owned(), None),
        None => (named(&part.part), None),
    };
    json!({
        "field": field, "sku": sku, "label": part.label, "mine": part.mine, "theirs": part.theirs,
    })
}

/// A field of the form as the API calls it.
fn named(field: &str) -> String {
    let named = match field {
        "tax_class" => "taxClass",
        "stock_tracked" => "stockTracked",
        "category" => "categories",
        "seo_title" => "seoTitle",
        "seo_description" => "seoDescription",
        "interval" => "subscription.intervalMonths",
        "features" => "subscription.features",
        field => return named_in_row(field),
    };
    named.to_owned()
}

fn named_in_row(field: &str) -> String {
    let mut parts = field.splitn(3, '.');
    let (Some(list), Some(at), Some(part)) = (parts.next(), parts.next(), parts.next()) else {
        return field.to_owned();
    };
    match (list, part) {
        ("axis", _) => format!("axes.{at}"),
        ("spec", part) => format!("specs.{at}.{part}"),
        ("variant", "before") => format!("variants.{at}.compareAtPrice"),
        ("variant", "weight") => format!("variants.{at}.weightGrams"),
        ("variant", part) => format!("variants.{at}.{part}"),
        _ => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use storefront::product_desk::ProductForm;

    use super::*;

    #[test]
    fn fields_have_the_names_of_the_api() {
        for (field, name) in [
            ("title", "title"),
            ("", ""),
            ("tax_class", "taxClass"),
            ("category", "categories"),
            ("axis.1.name", "axes.1"),
            ("spec.2.value", "specs.2.value"),
            ("variant.0.sku", "variants.0.sku"),
            ("variant.7.before", "variants.7.compareAtPrice"),
            ("variant.7.weight", "variants.7.weightGrams"),
            ("interval", "subscription.intervalMonths"),
        ] {
            assert_eq!(named(field), name);
        }
    }

    #[test]
    fn what_two_wrote_is_told_beside_each_other() {
        let both_wrote = |part: &str| PartConflict {
            part: part.to_owned(),
            label: "Label".to_owned(),
            mine: "a".to_owned(),
            theirs: "b".to_owned(),
        };
        let conflicts = ["seo_title", "options", "sku.MUG.1"].map(both_wrote).into();
        let form = ProductForm { version: "7".to_owned(), ..ProductForm::default() };
        let conflict = Box::new(ProductConflict { form, conflicts });
        let told = serde_json::to_value(problem(ProductError::Conflict(conflict)));
        let told = told.expect("JSON");
        assert_eq!((&told["status"], &told["version"]), (&json!(412), &json!(7)));
        let named = ["seoTitle", "variants", "variants"];
        for (at, (name, sku)) in named.into_iter().zip([None, None, Some("MUG.1")]).enumerate() {
            let entry = &told["conflicts"][at];
            assert_eq!((&entry["field"], &entry["sku"]), (&json!(name), &json!(sku)));
            assert_eq!((&entry["mine"], &entry["theirs"]), (&json!("a"), &json!("b")));
        }
    }
}
