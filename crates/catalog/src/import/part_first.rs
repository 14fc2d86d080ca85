//! What product a row makes.

use kernel::{Clock, Money, ProductId, Slug, SystemClock};
use storefront::{
    draft::{ProductDraft, ProductStatus},
    import_room::ColumnUse,
    product::Variant,
};

use super::{
    draft::Fault,
    naming,
    part::{Change, Columns, Part},
};

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
        let slug = Slug::from_title(title, &naming::suffix(id, sku))
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
}
