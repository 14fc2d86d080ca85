//! What a row changes about a product, or what product it makes.

use kernel::{Clock, Money, ProductId, Slug, SystemClock};
use storefront::{
    draft::{ProductDraft, ProductStatus},
    import_room::ColumnUse,
    product::{Spec, Variant},
};

use super::{
    draft::Fault,
    part::{Change, Columns, Part},
    text::escape,
};
use crate::category_tree::Tree;

impl Part {
    /// Makes a product of a row, with one variant. It is for sale unless the row says otherwise.
    pub(super) fn first(
        &self,
        id: &ProductId,
        columns: &Columns,
    ) -> Result<ProductDraft, Vec<Fault>> {
        let (mut title, mut price) = (None, None);
        for change in &self.changes {
            match change {
                Change::Title(text) => title = Some(text),
                Change::Price(amount) => price = Some(*amount),
                _ => {}
            }
        }
        let mut faults = Vec::new();
        let mut missing = |holds, what: &str| {
            faults.push(columns.fault(holds, format!("a new product needs {what}")));
        };
        if self.sku.is_none() {
            missing(ColumnUse::Sku, "a SKU");
        }
        if title.is_none() {
            missing(ColumnUse::Title, "a title");
        }
        match price {
            None => missing(ColumnUse::Price, "a price"),
            Some(0) => missing(ColumnUse::Price, "a price above 0"),
            Some(_) => {}
        }
        let (Some(sku), Some(title), Some(amount), true) =
            (&self.sku, title, price, faults.is_empty())
        else {
            return Err(faults);
        };
        let one = |holds, error: String| vec![columns.fault(holds, error)];
        let price = Money::new(amount, columns.currency)
            .map_err(|error| one(ColumnUse::Price, error.to_string()))?;
        let slug = Slug::from_title(title, sku.as_str())
            .map_err(|error| one(ColumnUse::Title, error.to_string()))?;
        Ok(ProductDraft {
            id: id.clone(),
            slug,
            external_id: None,
            status: ProductStatus::Active,
            title: title.clone(),
            brand: String::new(),
            summary: String::new(),
            description_html: String::new(),
            categories: Vec::new(),
            axes: Vec::new(),
            variants: vec![Variant {
                sku: sku.clone(),
                price,
                compare_at: None,
                options: Vec::new(),
                barcodes: Vec::new(),
                weight_grams: None,
                image: None,
            }],
            specs: Vec::new(),
            tags: Vec::new(),
            images: Vec::new(),
            remote_images: Vec::new(),
            tax_class: "standard".to_owned(),
            stock_tracked: true,
            subscription: None,
            seo_title: None,
            seo_description: None,
            created_at: SystemClock.now(),
        })
    }

    /// Whether a tree has all categories that the row names.
    pub(super) fn is_known(&self, tree: &Tree) -> bool {
        self.changes.iter().all(|change| match change {
            Change::Categories(slugs) => slugs.iter().all(|slug| tree.by_slug(slug).is_some()),
            _ => true,
        })
    }

    /// Changes a product. What says the same leaves it as it is, to the letter.
    ///
    /// # Errors
    /// All that is wrong; the draft is then of no use.
    pub(super) fn apply(
        &self,
        draft: &mut ProductDraft,
        columns: &Columns,
        tree: &Tree,
    ) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        let place = self.variant(draft, columns).map_err(|fault| vec![fault])?;
        for change in &self.changes {
            let changed = match change {
                Change::Price(_) | Change::CompareAt(_) | Change::Barcodes(_) => draft
                    .variants
                    .get_mut(place)
                    .map_or(Ok(()), |variant| of_variant(variant, change)),
                Change::Categories(slugs) => categories(draft, slugs, tree),
                change => {
                    of_product(draft, change);
                    Ok(())
                }
            };
            if let Err((holds, message)) = changed {
                faults.push(columns.fault(holds, message));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The place of the variant that the row is about.
    fn variant(&self, draft: &ProductDraft, columns: &Columns) -> Result<usize, Fault> {
        let Some(sku) = &self.sku else {
            let of_one = |change: &Change| {
                matches!(change, Change::Price(_) | Change::CompareAt(_) | Change::Barcodes(_))
            };
            if draft.variants.len() > 1 && self.changes.iter().any(of_one) {
                let sentence = "the product has several variants; the row needs a SKU";
                return Err(columns.fault(ColumnUse::Id, sentence));
            }
            return Ok(0);
        };
        draft.variants.iter().position(|variant| variant.sku == *sku).ok_or_else(|| {
            let id = &draft.id;
            let sentence = format!(
                "the product `{id}` has no variant {sku}; an import changes variants and makes none"
            );
            columns.fault(ColumnUse::Sku, sentence)
        })
    }
}

/// Takes what a cell says, unless it says the same but for space around it.
fn set(field: &mut String, new: &str) {
    if field.trim() != new {
        new.clone_into(field);
    }
}

fn of_product(draft: &mut ProductDraft, change: &Change) {
    match change {
        Change::ExternalId(id) => {
            if draft.external_id.as_deref().unwrap_or_default().trim() != id {
                draft.external_id = Some(id.clone()).filter(|id| !id.is_empty());
            }
        }
        Change::Slug(slug) => draft.slug = slug.clone(),
        Change::Title(text) => set(&mut draft.title, text),
        Change::Brand(text) => set(&mut draft.brand, text),
        Change::Summary(text) => {
            if draft.summary.trim().replace('\n', " ") != *text {
                draft.summary.clone_from(text);
            }
        }
        Change::Description(text) => {
            if draft.description_html.trim() != text {
                draft.description_html = html(text);
            }
        }
        Change::Tags(tags) => draft.tags.clone_from(tags),
        Change::Status(status) => draft.status = *status,
        Change::Specs(specs) => draft.specs.clone_from(specs),
        Change::Spec(spec) => one_spec(&mut draft.specs, spec),
        Change::Price(_) | Change::CompareAt(_) | Change::Barcodes(_) | Change::Categories(_) => {}
    }
}

fn one_spec(specs: &mut Vec<Spec>, spec: &Spec) {
    if spec.value.is_empty() {
        specs.retain(|stored| stored.name != spec.name);
        return;
    }
    match specs.iter_mut().find(|stored| stored.name == spec.name) {
        Some(stored) => set(&mut stored.value, &spec.value),
        None => specs.push(spec.clone()),
    }
}

fn of_variant(variant: &mut Variant, change: &Change) -> Result<(), (ColumnUse, String)> {
    let currency = variant.price.currency();
    match change {
        Change::Price(amount) => {
            // What costs nothing already may go on to.
            if *amount == 0 && variant.price.amount() != 0 {
                return Err((ColumnUse::Price, "a price is above 0".to_owned()));
            }
            let price = Money::new(*amount, currency);
            variant.price = price.map_err(|error| (ColumnUse::Price, error.to_string()))?;
        }
        Change::CompareAt(amount) => {
            let before = amount.map(|amount| Money::new(amount, currency)).transpose();
            variant.compare_at =
                before.map_err(|error| (ColumnUse::CompareAt, error.to_string()))?;
        }
        Change::Barcodes(codes) if *codes != variant.barcodes => {
            let code = |code: &String| {
                (8..=14).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())
            };
            if let Some(wrong) = codes.iter().find(|text| !code(text)) {
                let sentence = format!("`{wrong}` is no barcode of 8 to 14 digits");
                return Err((ColumnUse::Barcodes, sentence));
            }
            variant.barcodes.clone_from(codes);
        }
        _ => {}
    }
    Ok(())
}

fn categories(
    draft: &mut ProductDraft,
    slugs: &[String],
    tree: &Tree,
) -> Result<(), (ColumnUse, String)> {
    let mut ids = Vec::with_capacity(slugs.len());
    for slug in slugs {
        let Some(category) = tree.by_slug(slug) else {
            let sentence = format!("there is no category `{slug}`; make it first");
            return Err((ColumnUse::Categories, sentence));
        };
        if !ids.contains(&category.id) {
            ids.push(category.id.clone());
        }
    }
    draft.categories = ids;
    Ok(())
}

/// HTML as it is, and text as paragraphs.
fn html(text: &str) -> String {
    let tag = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    if text.split('<').skip(1).any(tag) {
        return text.to_owned();
    }
    let paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty());
    paragraphs.map(|line| format!("<p>{}</p>", escape(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_paragraphs_and_html_stays() {
        assert_eq!(html("One & two\n\n< 5 ms"), "<p>One &amp; two</p><p>&lt; 5 ms</p>");
        assert_eq!(html("<p>One</p>"), "<p>One</p>");
        assert_eq!(html(""), "");
    }

    #[test]
    fn one_spec_is_set_added_or_taken_away() {
        let spec = |name: &str, value: &str| Spec { name: name.into(), value: value.into() };
        let mut specs = vec![spec("Colour", "Red"), spec("Size", "M")];
        one_spec(&mut specs, &spec("Colour", "Blue"));
        one_spec(&mut specs, &spec("Width", "5 cm"));
        one_spec(&mut specs, &spec("Size", ""));
        assert_eq!(specs, [spec("Colour", "Blue"), spec("Width", "5 cm")]);
    }
}
