//! One product behind the counter. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{CategoryId, Currency, Money, ProductId, Sku, Slug, Timestamp};
use storefront::{
    account::Caller,
    draft::{ProductDraft, ProductStatus},
    product::{OptionChoice, Product, Spec, Variant},
    product_desk::{
        CategoryChoice, Difference, ProductChoices, ProductDesk, ProductError, ProductForm,
        ProductHistory, ProductSheet, ProductVersion, Saved, SpecSuggestion,
    },
    staff::{Permission, StaffMember},
};

use super::people;

/// What the port answers from.
pub(crate) struct Stored {
    /// The one product that there is.
    pub(crate) sheet: ProductSheet,
    /// Why nothing is answered.
    pub(crate) refused: Option<ProductError>,
}

/// The port that is about one product.
pub(crate) struct FakeProductDesk {
    stored: Mutex<Stored>,
    previewed: Arc<Product>,
}

fn variant(sku: &str, size: &str, cents: i64) -> Variant {
    Variant {
        sku: Sku::parse(sku).expect("a SKU"),
        price: Money::new(cents, Currency::EUR).expect("a price"),
        compare_at: None,
        options: vec![OptionChoice { axis: "Size".to_owned(), value: size.to_owned() }],
        barcodes: vec!["4012345678901".to_owned()],
        weight_grams: Some(200),
        image: None,
    }
}

fn category(id: &str, name: &str, depth: usize) -> CategoryChoice {
    CategoryChoice { id: CategoryId::parse(id).expect("an id"), name: name.to_owned(), depth }
}

/// A shirt in two sizes, a draft.
fn shirt() -> ProductDraft {
    ProductDraft {
        id: ProductId::parse("shirt").expect("an id"),
        slug: Slug::parse("shirt").expect("a slug"),
        external_id: None,
        status: ProductStatus::Draft,
        title: "Shirt".to_owned(),
        brand: "Quay".to_owned(),
        summary: "Soft and blue.".to_owned(),
        description_html: "<p>Soft.</p>".to_owned(),
        categories: vec![CategoryId::parse("shirts").expect("an id")],
        axes: vec!["Size".to_owned()],
        variants: vec![variant("SH-S", "S", 1_250), variant("SH-M", "M", 1_300)],
        specs: vec![Spec { name: "Cloth".to_owned(), value: "Cotton".to_owned() }],
        tags: vec!["blue".to_owned()],
        images: Vec::new(),
        remote_images: Vec::new(),
        tax_class: "standard".to_owned(),
        stock_tracked: true,
        subscription: None,
        seo_title: None,
        seo_description: None,
        created_at: Timestamp::from_millis(1_700_000_000_000),
    }
}

fn suggestion(name: &str, values: &[&str]) -> SpecSuggestion {
    let values = values.iter().map(|value| (*value).to_owned());
    SpecSuggestion { name: name.to_owned(), values: values.collect() }
}

impl FakeProductDesk {
    /// With a shirt, which is previewed as if it were another product.
    pub(crate) fn filled(previewed: Arc<Product>) -> Arc<Self> {
        let choices = ProductChoices {
            categories: vec![category("clothes", "Clothes", 0), category("shirts", "Shirts", 1)],
            specs: vec![suggestion("Cloth", &["Cotton", "Wool"]), suggestion("Collar", &[])],
            currency: Currency::EUR,
        };
        let sheet = ProductSheet {
            product: shirt(),
            version: 7,
            updated_at: Timestamp::from_millis(1_700_000_000_000),
            changed_by: Some(people::account()),
            choices,
        };
        Arc::new(Self { stored: Mutex::new(Stored { sheet, refused: None }), previewed })
    }

    /// What is answered from.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.stored.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self, by: &StaffMember, needed: Permission) -> Result<ProductSheet, ProductError> {
        by.require(needed)?;
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored.sheet.clone()),
        }
    }

    fn found(&self, by: &StaffMember, id: &ProductId) -> Result<ProductSheet, ProductError> {
        let sheet = self.open(by, Permission::ReadCatalogue)?;
        if sheet.product.id == *id { Ok(sheet) } else { Err(ProductError::NotFound) }
    }
}

#[async_trait]
impl ProductDesk for FakeProductDesk {
    async fn choices(&self, by: &StaffMember) -> Result<ProductChoices, ProductError> {
        Ok(self.open(by, Permission::EditCatalogue)?.choices)
    }

    async fn specs_of(
        &self,
        by: &StaffMember,
        categories: &[CategoryId],
    ) -> Result<Vec<SpecSuggestion>, ProductError> {
        self.open(by, Permission::EditCatalogue)?;
        let of = |id: &CategoryId| suggestion(&format!("Of {id}"), &["Yes"]);
        Ok(categories.iter().map(of).collect())
    }

    async fn sheet(&self, by: &StaffMember, id: &ProductId) -> Result<ProductSheet, ProductError> {
        self.found(by, id)
    }

    async fn preview(
        &self,
        by: &StaffMember,
        id: &ProductId,
    ) -> Result<Arc<Product>, ProductError> {
        self.found(by, id).map(|_| self.previewed.clone())
    }

    async fn create(
        &self,
        _: &StaffMember,
        _: &ProductForm,
        _: &Caller,
    ) -> Result<(ProductId, Saved), ProductError> {
        Err(ProductError::Unavailable)
    }

    async fn change(
        &self,
        _: &StaffMember,
        _: &ProductId,
        _: &ProductForm,
        _: &Caller,
    ) -> Result<Saved, ProductError> {
        Err(ProductError::Unavailable)
    }

    async fn set_status(
        &self,
        _: &StaffMember,
        _: &ProductId,
        _: ProductStatus,
        _: i64,
        _: &Caller,
    ) -> Result<Saved, ProductError> {
        Err(ProductError::Unavailable)
    }

    async fn duplicate(
        &self,
        _: &StaffMember,
        _: &ProductId,
        _: &str,
        _: &Caller,
    ) -> Result<ProductId, ProductError> {
        Err(ProductError::Unavailable)
    }

    async fn history(
        &self,
        by: &StaffMember,
        id: &ProductId,
    ) -> Result<ProductHistory, ProductError> {
        let sheet = self.found(by, id)?;
        let earlier = "<b>Blouse</b>".to_owned();
        let renamed = Difference {
            label: "Title".to_owned(),
            before: earlier,
            after: sheet.product.title.clone(),
        };
        let version = |version, by, differences| ProductVersion {
            version,
            at: sheet.updated_at,
            by,
            differences,
        };
        let versions =
            vec![version(7, sheet.changed_by.clone(), vec![renamed]), version(5, None, Vec::new())];
        Ok(ProductHistory { title: sheet.product.title, versions })
    }

    async fn restore(
        &self,
        _: &StaffMember,
        _: &ProductId,
        _: i64,
        _: i64,
        _: &Caller,
    ) -> Result<Saved, ProductError> {
        Err(ProductError::Unavailable)
    }
}
