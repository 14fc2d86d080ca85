//! What the columns of a file are said to be.

use serde::{Deserialize, Serialize};

use super::ImportRefusal;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnUse {
    /// The product's id in this shop.
    Id,
    /// The id that it has where it comes from.
    ExternalId,
    /// The variant's SKU.
    Sku,
    /// Where the product is: `/p/<slug>`.
    Slug,
    /// What it is called.
    Title,
    /// Who makes it.
    Brand,
    /// One or two sentences.
    Summary,
    /// Text, or HTML, which is sanitised.
    Description,
    /// What the variant costs.
    Price,
    /// What it cost before.
    CompareAt,
    /// EAN, UPC or ISBN codes, separated by commas.
    Barcodes,
    /// Slugs of categories, separated by commas.
    Categories,
    /// Words that lead to it, separated by commas.
    Tags,
    /// `draft`, `active` or `archived`.
    Status,
    /// All specs, a line each: `Colour: Red`.
    Specs,
    /// One spec, called like the column.
    Spec,
    /// The variant's choice on one axis, which is called like the column.
    Option,
    /// The variant's choices on all axes, a line each: `Size: M`.
    Options,
    /// Weight of the variant with packaging, in grams.
    Weight,
    /// `standard`, `reduced` or `zero`.
    TaxClass,
    /// Whether units of it are counted.
    StockTracked,
    /// Months that one payment covers, for a subscription.
    Months,
    /// What one gets with a subscription, a line each.
    Features,
    /// Title for search engines.
    SeoTitle,
    /// Description for search engines.
    SeoDescription,
    /// When it came into the shop or onto the market.
    CreatedAt,
}

impl ColumnUse {
    /// All uses, in the order to choose from.
    pub const ALL: [Self; 26] = [
        Self::Sku,
        Self::Title,
        Self::Price,
        Self::CompareAt,
        Self::Option,
        Self::Options,
        Self::Brand,
        Self::Summary,
        Self::Description,
        Self::Categories,
        Self::Tags,
        Self::Barcodes,
        Self::Weight,
        Self::Status,
        Self::Spec,
        Self::Specs,
        Self::TaxClass,
        Self::StockTracked,
        Self::Months,
        Self::Features,
        Self::SeoTitle,
        Self::SeoDescription,
        Self::CreatedAt,
        Self::Slug,
        Self::Id,
        Self::ExternalId,
    ];

    /// Whether several columns may hold it, each another one.
    #[must_use]
    pub const fn is_by_name(self) -> bool {
        matches!(self, Self::Spec | Self::Option)
    }

    /// Its name, as forms send it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::ExternalId => "external_id",
            Self::Sku => "sku",
            Self::Slug => "slug",
            Self::Title => "title",
            Self::Brand => "brand",
            Self::Summary => "summary",
            Self::Description => "description",
            Self::Price => "price",
            Self::CompareAt => "compare_at",
            Self::Barcodes => "barcodes",
            Self::Categories => "categories",
            Self::Tags => "tags",
            Self::Status => "status",
            Self::Specs => "specs",
            Self::Spec => "spec",
            Self::Option => "option",
            Self::Options => "options",
            Self::Weight => "weight_grams",
            Self::TaxClass => "tax_class",
            Self::StockTracked => "stock_tracked",
            Self::Months => "subscription_months",
            Self::Features => "subscription_features",
            Self::SeoTitle => "seo_title",
            Self::SeoDescription => "seo_description",
            Self::CreatedAt => "created_at",
        }
    }

    /// The use of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|holds| holds.name() == name)
    }

    /// Its name, for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Id => "Product id",
            Self::ExternalId => "External id",
            Self::Sku => "SKU",
            Self::Slug => "Address (slug)",
            Self::Title => "Title",
            Self::Brand => "Brand",
            Self::Summary => "Summary",
            Self::Description => "Description",
            Self::Price => "Price",
            Self::CompareAt => "Price before a reduction",
            Self::Barcodes => "Barcodes",
            Self::Categories => "Categories (slugs)",
            Self::Tags => "Tags",
            Self::Status => "Status",
            Self::Specs => "All specifications",
            Self::Spec => "A specification of this name",
            Self::Option => "An option of this name",
            Self::Options => "All options",
            Self::Weight => "Weight in grams",
            Self::TaxClass => "Class of tax",
            Self::StockTracked => "Whether units are counted",
            Self::Months => "Months of a subscription",
            Self::Features => "What a subscription has",
            Self::SeoTitle => "Title for search engines",
            Self::SeoDescription => "Description for search engines",
            Self::CreatedAt => "In the shop since",
        }
    }
}

/// What prices count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceUnit {
    /// Euros, say: `12.50`.
    #[default]
    Major,
    /// Cents, say: `1250`.
    Minor,
}

impl PriceUnit {
    /// Its name, as forms send it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
        }
    }
}

/// A column that is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// Its name in the file.
    pub column: String,
    /// What it holds.
    pub holds: ColumnUse,
}

/// What the columns of a file are. What is not named is left out, and what no column holds stays as
/// it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportMapping {
    /// Columns that are used, in the file's order.
    pub columns: Vec<MappedColumn>,
    /// What prices count.
    pub prices: PriceUnit,
}

impl ImportMapping {
    /// What a column is said to be.
    #[must_use]
    pub fn holds(&self, column: &str) -> Option<ColumnUse> {
        self.columns.iter().find(|mapped| mapped.column == column).map(|mapped| mapped.holds)
    }

    /// The column that holds something.
    #[must_use]
    pub fn column(&self, holds: ColumnUse) -> Option<&str> {
        let found = self.columns.iter().find(|mapped| mapped.holds == holds);
        found.map(|mapped| mapped.column.as_str())
    }
}

/// The form that says what columns are, as it was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingForm {
    /// Fields `column-0`, `column-1` ..., by the place of the column in the [sample](super::Sample).
    pub uses: Vec<String>,
    /// Field `prices`.
    pub prices: String,
    /// Field `version`: that of the run when its page was drawn.
    pub version: String,
}

impl MappingForm {
    /// The version that was read; one that no run has where it is none.
    #[must_use]
    pub fn version(&self) -> u32 {
        crate::offer_room::version(&self.version)
    }

    /// Checks it for the columns of a file. Nothing is said to be two things, and something says
    /// which product a row is about.
    ///
    /// # Errors
    /// What to put right, in the order of the form.
    pub fn check(&self, columns: &[String]) -> Result<ImportMapping, Vec<ImportRefusal>> {
        let mut refusals = Vec::new();
        let mut mapped: Vec<MappedColumn> = Vec::new();
        for (place, column) in columns.iter().enumerate() {
            let field = format!("column-{place}");
            let name = self.uses.get(place).map_or("", String::as_str);
            if name.is_empty() {
                continue;
            }
            let Some(holds) = ColumnUse::named(name) else {
                refusals.push(ImportRefusal::new(field, "Choose what the column holds."));
                continue;
            };
            let before = mapped.iter().find(|mapped| mapped.holds == holds);
            if let Some(before) = before.filter(|_| !holds.is_by_name()) {
                let sentence =
                    format!("“{}” is chosen for “{}” already.", holds.label(), before.column);
                refusals.push(ImportRefusal::new(field, sentence));
                continue;
            }
            mapped.push(MappedColumn { column: column.clone(), holds });
        }
        let names = [ColumnUse::Sku, ColumnUse::Id];
        if refusals.is_empty() && !mapped.iter().any(|mapped| names.contains(&mapped.holds)) {
            let sentence = "Say which column holds the SKU: by it a product is found again.";
            refusals.push(ImportRefusal::new("column-0", sentence));
        }
        let prices = match self.prices.as_str() {
            "" | "major" => PriceUnit::Major,
            "minor" => PriceUnit::Minor,
            _ => {
                refusals.push(ImportRefusal::new("prices", "Choose what prices count."));
                PriceUnit::Major
            }
        };
        if refusals.is_empty() {
            Ok(ImportMapping { columns: mapped, prices })
        } else {
            Err(refusals)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn form(uses: &[&str]) -> MappingForm {
        MappingForm { uses: columns(uses), ..MappingForm::default() }
    }

    #[test]
    fn names_lead_back_to_uses() {
        for holds in ColumnUse::ALL {
            assert_eq!(ColumnUse::named(holds.name()), Some(holds));
        }
    }

    #[test]
    fn a_mapping_says_what_each_column_is_once() {
        let file = columns(&["Nr", "Name", "Width", "Depth", "Note"]);
        let mapping = form(&["sku", "title", "spec", "spec", ""]).check(&file).expect("a mapping");
        assert_eq!(mapping.column(ColumnUse::Title), Some("Name"));
        assert_eq!(mapping.holds("Depth"), Some(ColumnUse::Spec));
        assert_eq!((mapping.holds("Note"), mapping.columns.len()), (None, 4));
        let fields = |form: MappingForm| -> Vec<String> {
            let refused = form.check(&file).expect_err("refused");
            refused.into_iter().map(|refusal| refusal.field).collect()
        };
        assert_eq!(fields(form(&["sku", "sku", "nonsense"])), ["column-1", "column-2"]);
        assert_eq!(fields(form(&["", "title"])), ["column-0"]);
        let form = MappingForm { prices: "shells".to_owned(), ..form(&["sku"]) };
        assert_eq!(fields(form), ["prices"]);
    }
}
