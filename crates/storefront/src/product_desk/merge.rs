//! Two people and one product: what each of them changed, put together.

use super::{ProductForm, VariantRow};

/// A part of a product that is one person's at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A field, or a list that hangs together.
    Field(&'static str),
    /// Options and variants in one, where somebody changed which options there are.
    Options,
    /// The variant of a SKU.
    Variant(String),
}

const OPTIONS: &str = "options";
const VARIANT: &str = "sku.";
const PICTURES: &str = "pictures";

/// The fields, and what they are called.
const FIELDS: [(&str, &str); 14] = [
    ("title", "Title"),
    ("slug", "Address"),
    ("brand", "Brand"),
    ("summary", "Summary"),
    ("description", "Description"),
    ("tags", "Tags"),
    ("tax_class", "Class of tax"),
    ("stock_tracked", "Stock is counted"),
    ("status", "Status"),
    ("categories", "Categories"),
    ("seo_title", "Title for search engines"),
    ("seo_description", "Description for search engines"),
    ("specs", "Specification"),
    ("subscription", "Subscription"),
];

/// What became different in a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the part is called.
    pub label: String,
    /// How it was; empty where there was nothing.
    pub before: String,
    /// How it became; empty where there is nothing.
    pub after: String,
}

/// A part that two people changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartConflict {
    /// The part, as `choice.PART` names it.
    pub part: String,
    /// What it is called.
    pub label: String,
    /// What the second wrote.
    pub mine: String,
    /// What is stored.
    pub theirs: String,
}

/// What two people made of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// What only one of them changed, put together; what both did is as the second wrote it.
    pub form: ProductForm,
    /// What both changed, each in another way.
    pub conflicts: Vec<PartConflict>,
}

impl Part {
    fn name(&self) -> String {
        match self {
            Self::Field(name) => (*name).to_owned(),
            Self::Options => OPTIONS.to_owned(),
            Self::Variant(sku) => format!("{VARIANT}{sku}"),
        }
    }

    fn named(name: &str) -> Option<Self> {
        if name == OPTIONS {
            return Some(Self::Options);
        }
        if let Some(sku) = name.strip_prefix(VARIANT) {
            return Some(Self::Variant(sku.to_owned()));
        }
        let found = FIELDS.into_iter().find(|(field, _)| *field == name);
        found.map(|(field, _)| Self::Field(field))
    }

    fn label(&self) -> String {
        match self {
            Self::Field(PICTURES) => "Pictures".to_owned(),
            Self::Field(name) => {
                let found = FIELDS.into_iter().find(|(field, _)| field == name);
                found.map_or(*name, |(_, label)| label).to_owned()
            }
            Self::Options => "Options and variants".to_owned(),
            Self::Variant(sku) => format!("Variant {sku}"),
        }
    }
}

/// A variant in one line, with all there is to it.
fn line(row: &VariantRow) -> String {
    let mut words = vec![row.options.join(" / "), row.price.clone()];
    words.push(if row.before.is_empty() {
        String::new()
    } else {
        format!("before {}", row.before)
    });
    let barcodes = &row.barcodes;
    words.push(if barcodes.is_empty() { String::new() } else { format!("barcode {barcodes}") });
    words.push(if row.weight.is_empty() { String::new() } else { format!("{} g", row.weight) });
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

impl ProductForm {
    fn variant_of(&self, sku: &str) -> Option<&VariantRow> {
        self.variants.iter().find(|row| row.sku == sku)
    }

    fn axis_names(&self) -> Vec<&str> {
        self.axes.iter().map(|axis| axis.name.as_str()).filter(|name| !name.is_empty()).collect()
    }

    /// A part as it is read by people, and compared.
    fn shown(&self, part: &Part) -> String {
        match part {
            Part::Field(name) => self.shown_field(name),
            Part::Options => {
                let axes = format!("Options: {}", self.axis_names().join(", "));
                let rows = self.variants.iter().map(|row| format!("{}: {}", row.sku, line(row)));
                std::iter::once(axes).chain(rows).collect::<Vec<_>>().join("\n")
            }
            Part::Variant(sku) => self.variant_of(sku).map(line).unwrap_or_default(),
        }
    }

    fn shown_field(&self, name: &str) -> String {
        match name {
            "title" => self.title.clone(),
            "slug" => self.slug.clone(),
            "brand" => self.brand.clone(),
            "summary" => self.summary.clone(),
            "description" => self.description.clone(),
            "tags" => self.tags.clone(),
            "tax_class" => self.tax_class.clone(),
            "stock_tracked" => (if self.stock_tracked { "yes" } else { "no" }).to_owned(),
            "status" => self.status.clone(),
            "categories" => self.categories.join(", "),
            "seo_title" => self.seo_title.clone(),
            "seo_description" => self.seo_description.clone(),
            "specs" => {
                let rows = self.specs.iter().map(|row| format!("{}: {}", row.name, row.value));
                rows.collect::<Vec<_>>().join("\n")
            }
            "subscription" => {
                let row = self.subscription.as_ref().filter(|row| !row.is_blank());
                row.map_or_else(String::new, |row| {
                    format!("every {} months\n{}", row.interval, row.features)
                })
            }
            PICTURES => self.pictures.join("\n"),
            _ => String::new(),
        }
    }

    /// Takes a part over from another form.
    fn take(&mut self, part: &Part, from: &Self) {
        match part {
            Part::Field(name) => self.take_field(name, from),
            Part::Options => {
                self.axes.clone_from(&from.axes);
                self.variants.clone_from(&from.variants);
            }
            Part::Variant(sku) => {
                let mine = self.variants.iter().position(|row| row.sku == *sku);
                match (mine, from.variant_of(sku)) {
                    (Some(at), Some(theirs)) => self.variants[at] = theirs.clone(),
                    (Some(at), None) => drop(self.variants.remove(at)),
                    (None, Some(theirs)) => self.variants.push(theirs.clone()),
                    (None, None) => {}
                }
            }
        }
    }

    fn take_field(&mut self, name: &str, from: &Self) {
        match name {
            "title" => self.title.clone_from(&from.title),
            "slug" => self.slug.clone_from(&from.slug),
            "brand" => self.brand.clone_from(&from.brand),
            "summary" => self.summary.clone_from(&from.summary),
            "description" => self.description.clone_from(&from.description),
            "tags" => self.tags.clone_from(&from.tags),
            "tax_class" => self.tax_class.clone_from(&from.tax_class),
            "stock_tracked" => self.stock_tracked = from.stock_tracked,
            "status" => self.status.clone_from(&from.status),
            "categories" => self.categories.clone_from(&from.categories),
            "seo_title" => self.seo_title.clone_from(&from.seo_title),
            "seo_description" => self.seo_description.clone_from(&from.seo_description),
            "specs" => self.specs.clone_from(&from.specs),
            "subscription" => self.subscription.clone_from(&from.subscription),
            _ => {}
        }
    }

    /// The form with what was chosen as theirs taken over from `theirs`, the product that was shown
    /// beside it. Nothing is left to choose then.
    #[must_use]
    pub fn chosen(&self, theirs: &Self) -> Self {
        let mut form = self.clone();
        for (name, whose) in std::mem::take(&mut form.choices) {
            if let Some(part) = Part::named(&name).filter(|_| whose == "theirs") {
                form.take(&part, theirs);
            }
        }
        form
    }

    /// What became different from an earlier form of the same product, in the order of the form.
    #[must_use]
    pub fn differences(&self, earlier: &Self) -> Vec<Difference> {
        let mut parts = parts(&[earlier, self]);
        parts.push(Part::Field(PICTURES));
        let seen = parts.iter().map(|part| (part, earlier.shown(part), self.shown(part)));
        seen.filter(|(_, before, after)| before != after)
            .map(|(part, before, after)| Difference { label: part.label(), before, after })
            .collect()
    }

    /// Puts together what two people made of `base`: this form, which comes second, and `theirs`,
    /// which is stored. All three are as [`ProductForm::of`] writes them.
    #[must_use]
    pub fn merged(&self, base: &Self, theirs: &Self) -> Merge {
        let mut form = self.clone();
        let mut conflicts = Vec::new();
        for part in parts(&[base, theirs, self]) {
            let [before, mine, stored] = [base, self, theirs].map(|form| form.shown(&part));
            if mine == stored || stored == before {
                continue;
            }
            if mine == before {
                form.take(&part, theirs);
                continue;
            }
            conflicts.push(PartConflict {
                part: part.name(),
                label: part.label(),
                mine,
                theirs: stored,
            });
        }
        form.name_values();
        Merge { form, conflicts }
    }
}

/// The parts that some forms are compared by.
fn parts(forms: &[&ProductForm]) -> Vec<Part> {
    let mut parts: Vec<Part> = FIELDS.into_iter().map(|(name, _)| Part::Field(name)).collect();
    let mut names = forms.iter().map(|form| form.axis_names());
    let first = names.next().unwrap_or_default();
    if names.any(|other| other != first) {
        parts.push(Part::Options);
        return parts;
    }
    for row in forms.iter().flat_map(|form| &form.variants) {
        let part = Part::Variant(row.sku.clone());
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

#[cfg(test)]
mod tests;
