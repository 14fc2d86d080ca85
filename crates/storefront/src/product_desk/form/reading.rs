//! The fields of the form by their names, read and written.

use super::{AXES, ProductForm};

/// Rows that are read at most: no number in a form makes it longer.
const MOST_ROWS: usize = 1000;

/// A row of a list that grows as far as it is asked for.
fn row<T: Default>(rows: &mut Vec<T>, at: usize) -> Option<&mut T> {
    if at >= MOST_ROWS {
        return None;
    }
    if rows.len() <= at {
        rows.resize_with(at + 1, T::default);
    }
    rows.get_mut(at)
}

impl ProductForm {
    /// Reads the fields of a form. What it has no field of that name for is left out.
    #[must_use]
    pub fn read(fields: &[(String, String)]) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            form.set(name, value.replace("\r\n", "\n"));
        }
        form
    }

    fn set(&mut self, name: &str, value: String) {
        match name {
            "title" => self.title = value,
            "slug" => self.slug = value,
            "brand" => self.brand = value,
            "summary" => self.summary = value,
            "description" => self.description = value,
            "tags" => self.tags = value,
            "tax_class" => self.tax_class = value,
            "stock_tracked" => self.stock_tracked = value == "on",
            "status" => self.status = value,
            "category" => self.categories.push(value),
            "seo_title" => self.seo_title = value,
            "seo_description" => self.seo_description = value,
            "prefix" => self.prefix = value,
            "interval" => self.subscription.get_or_insert_default().interval = value,
            "features" => self.subscription.get_or_insert_default().features = value,
            "version" => self.version = value,
            "key" => self.key = value,
            name => self.set_in_row(name, value),
        }
    }

    fn set_in_row(&mut self, name: &str, value: String) {
        if let Some(part) = name.strip_prefix("choice.") {
            self.choices.push((part.to_owned(), value));
            return;
        }
        let mut parts = name.splitn(3, '.');
        let (Some(kind), Some(at), Some(field)) = (parts.next(), parts.next(), parts.next()) else {
            return;
        };
        let Ok(at) = at.parse::<usize>() else { return };
        match kind {
            "spec" => {
                let Some(spec) = row(&mut self.specs, at) else { return };
                match field {
                    "name" => spec.name = value,
                    "value" => spec.value = value,
                    _ => {}
                }
            }
            "axis" if at < AXES => {
                let Some(axis) = row(&mut self.axes, at) else { return };
                match field {
                    "name" => axis.name = value,
                    "values" => axis.values = value,
                    _ => {}
                }
            }
            "variant" => {
                let Some(variant) = row(&mut self.variants, at) else { return };
                match field {
                    "sku" => variant.sku = value,
                    "price" => variant.price = value,
                    "before" => variant.before = value,
                    "barcodes" => variant.barcodes = value,
                    "weight" => variant.weight = value,
                    "remove" => variant.remove = value == "on",
                    field => {
                        let number = field.strip_prefix("option.");
                        let number = number.and_then(|number| number.parse::<usize>().ok());
                        let Some(number) = number.filter(|number| *number < AXES) else { return };
                        if let Some(option) = row(&mut variant.options, number) {
                            *option = value;
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// The fields that [`Self::read`] reads this form from, without what was chosen between two writers.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut add = |name: String, value: &str| fields.push((name, value.to_owned()));
        for (name, value) in [
            ("title", &self.title),
            ("slug", &self.slug),
            ("brand", &self.brand),
            ("summary", &self.summary),
            ("description", &self.description),
            ("tags", &self.tags),
            ("tax_class", &self.tax_class),
            ("status", &self.status),
            ("seo_title", &self.seo_title),
            ("seo_description", &self.seo_description),
            ("prefix", &self.prefix),
            ("version", &self.version),
            ("key", &self.key),
        ] {
            add(name.to_owned(), value);
        }
        if self.stock_tracked {
            add("stock_tracked".to_owned(), "on");
        }
        for category in &self.categories {
            add("category".to_owned(), category);
        }
        for (at, spec) in self.specs.iter().enumerate() {
            add(format!("spec.{at}.name"), &spec.name);
            add(format!("spec.{at}.value"), &spec.value);
        }
        for (at, axis) in self.axes.iter().enumerate() {
            add(format!("axis.{at}.name"), &axis.name);
            add(format!("axis.{at}.values"), &axis.values);
        }
        for (at, variant) in self.variants.iter().enumerate() {
            add(format!("variant.{at}.sku"), &variant.sku);
            for (axis, option) in variant.options.iter().enumerate() {
                add(format!("variant.{at}.option.{axis}"), option);
            }
            add(format!("variant.{at}.price"), &variant.price);
            add(format!("variant.{at}.before"), &variant.before);
            add(format!("variant.{at}.barcodes"), &variant.barcodes);
            add(format!("variant.{at}.weight"), &variant.weight);
            if variant.remove {
                add(format!("variant.{at}.remove"), "on");
            }
        }
        if let Some(subscription) = &self.subscription {
            add("interval".to_owned(), &subscription.interval);
            add("features".to_owned(), &subscription.features);
        }
        fields
    }
}
