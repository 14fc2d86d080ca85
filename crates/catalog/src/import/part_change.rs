//! What a row changes about a product.

use kernel::Money;
use storefront::{
    draft::ProductDraft,
    import_room::ColumnUse,
    product::{Spec, Subscription, Variant},
};

use super::{
    draft::Fault,
    part::{Change, Columns, NO_TITLE, Part},
    text::escape,
};
use crate::category_tree::Tree;

impl Part {
    /// Whether a tree has all categories that the row names.
    pub(super) fn is_known(&self, tree: &Tree) -> bool {
        self.changes.iter().all(|change| match change {
            Change::Categories(slugs) => slugs.iter().all(|slug| tree.by_slug(slug).is_some()),
            _ => true,
        })
    }

    /// Changes a product. What says the same leaves it as it is, to the letter. Below a product's first
    /// row in a file, were it refused, what is empty says nothing of the product: many programs write it
    /// once.
    ///
    /// # Errors
    /// All that is wrong; the draft is then of no use.
    pub(super) fn apply(
        &self,
        draft: &mut ProductDraft,
        columns: &Columns,
        tree: &Tree,
        first: bool,
    ) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        let place = self.variant(draft, columns).map_err(|fault| vec![fault])?;
        if self.untitled && first {
            faults.push(columns.fault(ColumnUse::Title, NO_TITLE));
        }
        for change in &self.changes {
            let changed = match change {
                change if change.is_of_variant() => draft
                    .variants
                    .get_mut(place)
                    .map_or(Ok(()), |variant| of_variant(variant, change)),
                change if !first && change.says_nothing() => Ok(()),
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
        // Whichever column comes first: there are no features without months.
        let features = self.changes.iter().find_map(|change| match change {
            Change::Features(features) if first || !change.says_nothing() => Some(features),
            _ => None,
        });
        match (&mut draft.subscription, features) {
            (Some(subscription), Some(features)) => subscription.features.clone_from(features),
            (None, Some(features)) if !features.is_empty() => {
                let sentence = "only a subscription has features; it says its months";
                faults.push(columns.fault(ColumnUse::Features, sentence));
            }
            _ => {}
        }
        faults.extend(self.misfit(draft, place, columns));
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// What does not go together once the row is in the product.
    fn misfit(&self, draft: &ProductDraft, place: usize, columns: &Columns) -> Option<Fault> {
        let either = |one: ColumnUse, other: ColumnUse, message: &str| {
            let holds = if columns.column(one).is_empty() { other } else { one };
            Some(columns.fault(holds, message))
        };
        let variant = draft.variants.get(place);
        if variant.is_some_and(|it| it.compare_at.is_some_and(|before| before <= it.price)) {
            let message = "a price before a reduction is above the price";
            return either(ColumnUse::CompareAt, ColumnUse::Price, message);
        }
        if draft.subscription.is_some() && draft.stock_tracked {
            let message = "a subscription is never sold out: count no units of it";
            return either(ColumnUse::StockTracked, ColumnUse::Months, message);
        }
        None
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
        Change::ExternalId(id) => optional(&mut draft.external_id, id),
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
        Change::TaxClass(class) => draft.tax_class.clone_from(class),
        Change::StockTracked(tracked) => draft.stock_tracked = *tracked,
        Change::Months(None) => draft.subscription = None,
        Change::Months(Some(months)) => {
            let none = Subscription { interval_months: *months, features: Vec::new() };
            draft.subscription.get_or_insert(none).interval_months = *months;
        }
        Change::SeoTitle(text) => optional(&mut draft.seo_title, text),
        Change::SeoDescription(text) => optional(&mut draft.seo_description, text),
        Change::CreatedAt(moment) => draft.created_at = *moment,
        Change::Price(_)
        | Change::CompareAt(_)
        | Change::Barcodes(_)
        | Change::Weight(_)
        | Change::Features(_)
        | Change::Categories(_) => {}
    }
}

/// The same where there may be nothing.
fn optional(field: &mut Option<String>, new: &str) {
    if field.as_deref().unwrap_or_default().trim() != new {
        *field = Some(new.to_owned()).filter(|text| !text.is_empty());
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
        Change::Weight(grams) => variant.weight_grams = *grams,
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
