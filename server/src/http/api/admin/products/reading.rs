//! What a program writes of a product, as the form that a person would fill in.

use kernel::{Currency, Money};
use storefront::product_desk::{AXES, AxisRow, ProductForm, SpecRow, SubscriptionRow, VariantRow};

use super::shapes::{NamedFields, PriceFields, ProductFields, SubscriptionFields, VariantFields};
use crate::http::problem::Problem;

/// Whether something is written that is no part of a list where the form has its lists in one line.
fn parted(texts: &[String], between: impl Fn(char) -> bool) -> bool {
    texts.iter().any(|text| text.trim().is_empty() || text.contains(&between))
}

/// What is refused, as it is found: fields by the names that the API gives them.
#[derive(Default)]
struct Wrong(Vec<(String, String)>);

impl Wrong {
    fn refuse(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push((field.into(), message.into()));
    }

    /// An amount as it would be typed.
    fn price(&mut self, field: String, price: &PriceFields, currency: Currency) -> String {
        if Currency::parse(&price.currency) != Ok(currency) {
            self.refuse(field, format!("The prices of this product are in {}.", currency.code()));
            return String::new();
        }
        let Ok(money) = Money::new(price.amount, currency) else {
            self.refuse(field, "Enter minor units, from 0 to 10000000000000.");
            return String::new();
        };
        money.decimal()
    }

    fn variant(
        &mut self,
        at: usize,
        variant: VariantFields,
        axes: &[String],
        currency: Currency,
    ) -> VariantRow {
        let field = |name: &str| format!("variants.{at}.{name}");
        let VariantFields { sku, price, compare_at_price, options, barcodes, weight_grams } =
            variant;
        let price = price.map(|price| self.price(field("price"), &price, currency));
        if price.is_none() {
            self.refuse(field("price"), "Enter a price: its amount and currency.");
        }
        let before = compare_at_price
            .map(|before| self.price(field("compareAtPrice"), &before, currency))
            .unwrap_or_default();
        let values: Vec<&NamedFields> = axes
            .iter()
            .filter_map(|axis| options.iter().find(|option| option.name == *axis))
            .filter(|option| !option.value.trim().is_empty())
            .collect();
        if values.len() != axes.len() || options.len() != axes.len() {
            self.refuse(field("options"), "Give one value for each of the axes, and no other.");
        }
        let between = |letter: char| letter == ',' || letter.is_whitespace();
        if parted(&barcodes, between) {
            self.refuse(field("barcodes"), "Enter digits alone.");
        }
        VariantRow {
            sku,
            options: values.into_iter().map(|option| option.value.clone()).collect(),
            price: price.unwrap_or_default(),
            before,
            barcodes: barcodes.join(" "),
            weight: weight_grams.map(|grams| grams.to_string()).unwrap_or_default(),
            remove: false,
        }
    }

    fn subscription(&mut self, asked: &SubscriptionFields) -> SubscriptionRow {
        if parted(&asked.features, |letter| letter == '\n') {
            self.refuse("subscription.features", "Enter one line each.");
        }
        let interval = asked.interval_months.to_string();
        SubscriptionRow { interval, features: asked.features.join("\n") }
    }
}

impl ProductFields {
    /// The form that says the same of a product with prices in `currency`. What holds for forms is left
    /// to whoever reads it.
    ///
    /// # Errors
    /// 422 with each field that no form can say.
    pub(super) fn form(self, currency: Currency) -> Result<ProductForm, Problem> {
        let mut wrong = Wrong::default();
        if self.axes.len() > AXES {
            wrong.refuse("axes", format!("A product has at most {AXES} axes."));
        }
        for (at, _) in self.axes.iter().enumerate().filter(|(_, axis)| axis.trim().is_empty()) {
            wrong.refuse(format!("axes.{at}"), "Name it.");
        }
        if parted(&self.tags, |letter| letter == ',') {
            wrong.refuse("tags", "Enter tags without commas, and none that is empty.");
        }
        if self.stock_tracked.is_none() {
            wrong.refuse("stockTracked", "Say whether it can run out.");
        }
        let axes = &self.axes;
        let variants = self.variants.into_iter().enumerate();
        let variants =
            variants.map(|(at, variant)| wrong.variant(at, variant, axes, currency)).collect();
        let subscription = self.subscription.map(|asked| wrong.subscription(&asked));
        if !wrong.0.is_empty() {
            return Err(Problem::named_fields(wrong.0));
        }
        let spec = |spec: NamedFields| SpecRow { name: spec.name, value: spec.value };
        let axis = |name: String| AxisRow { name, values: String::new() };
        Ok(ProductForm {
            title: self.title,
            slug: self.slug,
            brand: self.brand,
            summary: self.summary,
            description: self.description,
            tags: self.tags.join(", "),
            tax_class: self.tax_class,
            stock_tracked: self.stock_tracked.unwrap_or_default(),
            status: self.status,
            categories: self.categories,
            seo_title: self.seo_title.unwrap_or_default(),
            seo_description: self.seo_description.unwrap_or_default(),
            specs: self.specs.into_iter().map(spec).collect(),
            axes: self.axes.into_iter().map(axis).collect(),
            variants,
            subscription,
            ..ProductForm::default()
        })
    }
}

#[cfg(test)]
mod tests;
