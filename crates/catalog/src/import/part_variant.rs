//! Which variant of a product a row is about; one that is not there is made.

use kernel::{Money, Sku};
use storefront::{
    draft::ProductDraft,
    import_room::ColumnUse,
    product::{OptionChoice, Variant},
    product_desk::{AXES, MOST_VARIANTS},
};

use super::{
    draft::Fault,
    part::{Change, Columns, Part},
};

impl Part {
    /// The place of the variant that the row is about, with the options that the row names. A SKU that the
    /// product does not have is that of a new variant, if the row says what it is on each axis.
    pub(super) fn variant(
        &self,
        draft: &mut ProductDraft,
        columns: &Columns,
    ) -> Result<usize, Fault> {
        let Some(sku) = &self.sku else {
            let of_one = !self.options.is_empty() || self.changes.iter().any(Change::is_of_variant);
            if draft.variants.len() > 1 && of_one {
                let sentence = "the product has several variants; the row needs a SKU";
                return Err(columns.fault(ColumnUse::Id, sentence));
            }
            return self.choose(draft, 0).map(|()| 0);
        };
        let known = draft.variants.iter().position(|variant| variant.sku == *sku);
        let place = known.map_or_else(|| self.another(draft, sku, columns), Ok)?;
        self.choose(draft, place)?;
        Ok(place)
    }

    /// A new variant of a product that has some. It has no options yet.
    fn another(
        &self,
        draft: &mut ProductDraft,
        sku: &Sku,
        columns: &Columns,
    ) -> Result<usize, Fault> {
        let refused = |message: String| Err(columns.fault(ColumnUse::Sku, message));
        let id = &draft.id;
        if self.options.is_empty() {
            return refused(format!(
                "the product `{id}` has no variant {sku}; a row that makes one says its options"
            ));
        }
        if draft.variants.len() >= MOST_VARIANTS {
            return refused(format!("a product has at most {MOST_VARIANTS} variants"));
        }
        let only = draft.variants.first();
        let Some(only) = only.filter(|only| !only.options.is_empty()) else {
            let only = only.map_or("", |only| only.sku.as_str());
            return refused(format!(
                "the product `{id}` has one variant, {only}, without options; a row that gives it \
                 some comes first"
            ));
        };
        let amount = self.changes.iter().find_map(|change| match change {
            Change::Price(amount) if *amount > 0 => Some(*amount),
            _ => None,
        });
        let wrong = |message: String| columns.fault(ColumnUse::Price, message);
        let amount =
            amount.ok_or_else(|| wrong("a new variant needs a price above 0".to_owned()))?;
        let price = Money::new(amount, only.price.currency());
        draft.variants.push(Variant {
            sku: sku.clone(),
            price: price.map_err(|error| wrong(error.to_string()))?,
            compare_at: None,
            options: Vec::new(),
            barcodes: Vec::new(),
            weight_grams: None,
            image: None,
        });
        Ok(draft.variants.len() - 1)
    }

    /// Gives a variant the options that the row names.
    fn choose(&self, draft: &mut ProductDraft, place: usize) -> Result<(), Fault> {
        let Some((column, _)) = self.options.first() else { return Ok(()) };
        let wrong = |column: &str, message: String| Fault { column: column.to_owned(), message };
        if draft.axes.is_empty() {
            if self.options.len() > AXES {
                let message = format!("a product has at most {AXES} options");
                return Err(wrong(column, message));
            }
            draft.axes = self.options.iter().map(|(_, choice)| choice.axis.clone()).collect();
        }
        let stored = draft.variants.get(place).map(|variant| variant.options.clone());
        let mut chosen = stored.unwrap_or_default();
        for (at, (column, choice)) in self.options.iter().enumerate() {
            let name = choice.axis.to_lowercase();
            let same = |axis: &str| axis.trim().to_lowercase() == name;
            if self.options.iter().take(at).any(|(_, before)| same(&before.axis)) {
                return Err(wrong(column, format!("the option {} comes twice", choice.axis)));
            }
            let Some(axis) = draft.axes.iter().find(|axis| same(axis)) else {
                let (axis, known) = (&choice.axis, draft.axes.join(", "));
                let message = format!("the product has no option {axis}; it has {known}");
                return Err(wrong(column, message));
            };
            match chosen.iter_mut().find(|stored| stored.axis == *axis) {
                Some(stored) if stored.value.trim() == choice.value => {}
                Some(stored) => stored.value.clone_from(&choice.value),
                None => {
                    chosen.push(OptionChoice { axis: axis.clone(), value: choice.value.clone() });
                }
            }
        }
        let of = |axis: &String| chosen.iter().find(|choice| choice.axis == *axis).cloned();
        let in_order: Option<Vec<OptionChoice>> = draft.axes.iter().map(of).collect();
        let Some(chosen) = in_order else {
            let known = draft.axes.join(", ");
            let message = format!("a variant of this product is something on each of {known}");
            return Err(wrong(column, message));
        };
        let mut others = draft.variants.iter().enumerate().filter(|(other, _)| *other != place);
        if let Some((_, double)) = others.find(|(_, other)| other.options == chosen) {
            let message = format!("the variant {} is just so already", double.sku);
            return Err(wrong(column, message));
        }
        if let Some(variant) = draft.variants.get_mut(place) {
            variant.options = chosen;
        }
        Ok(())
    }
}
