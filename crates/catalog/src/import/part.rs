//! A part of a product: what a row says by the columns that staff chose.

use kernel::{Currency, Money, ProductId, Sku, Slug, Timestamp};
use storefront::{
    draft::ProductStatus,
    import_room::{ColumnUse, FileFormat, ImportMapping, PriceUnit, called, unguarded},
    product::{OptionChoice, Spec},
};

use super::{
    cell,
    draft::Fault,
    lists::{read_items, read_specs},
    row::{Row, Value},
};

/// What is wrong with a row that leaves the title empty.
pub(super) const NO_TITLE: &str = "there is no title";

/// What staff said the columns of a file are.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    mapping: ImportMapping,
    /// The currency of prices of new products.
    pub(super) currency: Currency,
    /// Whether cells may have an apostrophe in front that keeps spreadsheets from running them.
    guarded: bool,
}

/// What a row says of a product or of one of its variants.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    pub(super) id: Option<ProductId>,
    pub(super) sku: Option<Sku>,
    /// There is a column for the title, and nothing in it.
    pub(super) untitled: bool,
    /// What the variant is on some axes, with the columns that say so.
    pub(super) options: Vec<(String, OptionChoice)>,
    pub(super) changes: Vec<Change>,
    /// Its cells were refused. It says no more than which product it is about.
    pub(super) refused: bool,
}

/// One thing that a row says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    ExternalId(String),
    Slug(Slug),
    Title(String),
    Brand(String),
    Summary(String),
    Description(String),
    /// In minor units.
    Price(i64),
    /// In minor units; none where nothing is reduced.
    CompareAt(Option<i64>),
    Barcodes(Vec<String>),
    /// Slugs.
    Categories(Vec<String>),
    Tags(Vec<String>),
    Status(ProductStatus),
    Specs(Vec<Spec>),
    /// One spec; gone where its value is empty.
    Spec(Spec),
    /// In grams.
    Weight(Option<u32>),
    TaxClass(String),
    StockTracked(bool),
    /// None for what is bought once.
    Months(Option<u8>),
    Features(Vec<String>),
    SeoTitle(String),
    SeoDescription(String),
    CreatedAt(Timestamp),
}

impl Change {
    /// Whether it is about a variant, not about the whole product.
    pub(super) const fn is_of_variant(&self) -> bool {
        matches!(self, Self::Price(_) | Self::CompareAt(_) | Self::Barcodes(_) | Self::Weight(_))
    }

    /// Whether its cell is empty.
    pub(super) fn says_nothing(&self) -> bool {
        match self {
            Self::ExternalId(text)
            | Self::Brand(text)
            | Self::Summary(text)
            | Self::Description(text)
            | Self::SeoTitle(text)
            | Self::SeoDescription(text) => text.is_empty(),
            Self::Categories(items) | Self::Tags(items) | Self::Features(items) => items.is_empty(),
            Self::Specs(specs) => specs.is_empty(),
            Self::Spec(spec) => spec.value.is_empty(),
            Self::Months(months) => months.is_none(),
            _ => false,
        }
    }
}

impl Columns {
    /// Columns of a file in a format, with prices in a currency.
    pub(crate) fn new(mapping: ImportMapping, format: FileFormat, currency: Currency) -> Self {
        Self { mapping, currency, guarded: format != FileFormat::JsonLines }
    }

    /// The column that holds something; empty where none does.
    pub(super) fn column(&self, holds: ColumnUse) -> &str {
        self.mapping.column(holds).unwrap_or_default()
    }

    /// A fault in the column that holds something.
    pub(super) fn fault(&self, holds: ColumnUse, message: impl Into<String>) -> Fault {
        Fault { column: self.column(holds).to_owned(), message: message.into() }
    }

    fn text(&self, value: &Value) -> String {
        let text = value.text().unwrap_or_default();
        if self.guarded { unguarded(&text).trim().to_owned() } else { text }
    }

    fn items(&self, value: &Value) -> Vec<String> {
        match value {
            Value::List(items) => items.clone(),
            value => read_items(&self.text(value)),
        }
    }

    /// What a row says, and all that is wrong with its cells.
    pub(super) fn part(&self, row: &Row) -> (Part, Vec<Fault>) {
        let mut part = Part::default();
        let mut faults = Vec::new();
        for mapped in &self.mapping.columns {
            let Some(value) = row.get(&mapped.column) else { continue };
            if let Err(message) = self.read(&mut part, &mapped.column, mapped.holds, value) {
                faults.push(Fault { column: mapped.column.clone(), message });
            }
        }
        if faults.is_empty() && part.id.is_none() && part.sku.is_none() {
            faults.push(self.fault(ColumnUse::Sku, "there is no SKU"));
        }
        // Rows below a product's first one may leave it out. That is known only beside those.
        if part.untitled && !faults.is_empty() {
            faults.push(self.fault(ColumnUse::Title, NO_TITLE));
        }
        part.refused = !faults.is_empty();
        (part, faults)
    }

    fn read(
        &self,
        part: &mut Part,
        column: &str,
        holds: ColumnUse,
        value: &Value,
    ) -> Result<(), String> {
        let text = self.text(value);
        let change = match holds {
            ColumnUse::Id if text.is_empty() => return Ok(()),
            ColumnUse::Id => {
                let id = ProductId::parse(text.as_str());
                part.id = Some(id.map_err(|_| format!("`{text}` is no id of a product"))?);
                return Ok(());
            }
            ColumnUse::Sku if text.is_empty() => return Err("there is no SKU".to_owned()),
            ColumnUse::Sku => {
                let sku = Sku::parse(text.as_str());
                part.sku = Some(sku.map_err(|_| format!("`{text}` is no SKU"))?);
                return Ok(());
            }
            ColumnUse::Slug
            | ColumnUse::Status
            | ColumnUse::TaxClass
            | ColumnUse::StockTracked
            | ColumnUse::CreatedAt
            | ColumnUse::Option
            | ColumnUse::Options
                if text.is_empty() =>
            {
                return Ok(());
            }
            ColumnUse::Slug => {
                let slug = Slug::parse(text.as_str());
                Change::Slug(slug.map_err(|_| format!("`{text}` is no slug such as red-mug"))?)
            }
            ColumnUse::Status => Change::Status(cell::status(&text)?),
            ColumnUse::Title if text.is_empty() => {
                part.untitled = true;
                return Ok(());
            }
            ColumnUse::Title => Change::Title(cell::at_most(300, text)?),
            ColumnUse::Price if text.is_empty() => return Err("there is no price".to_owned()),
            ColumnUse::Price => Change::Price(self.amount(&text)?),
            ColumnUse::CompareAt if text.is_empty() => Change::CompareAt(None),
            ColumnUse::CompareAt => Change::CompareAt(Some(self.amount(&text)?)),
            ColumnUse::ExternalId => Change::ExternalId(text),
            ColumnUse::Brand => Change::Brand(cell::at_most(200, text)?),
            ColumnUse::Summary => Change::Summary(text.replace('\n', " ")),
            ColumnUse::Description => Change::Description(text),
            ColumnUse::Barcodes => Change::Barcodes(self.items(value)),
            ColumnUse::Categories => Change::Categories(self.items(value)),
            ColumnUse::Tags => Change::Tags(self.items(value)),
            ColumnUse::Specs => Change::Specs(read_specs(&text)?),
            ColumnUse::Spec => {
                Change::Spec(Spec { name: called(holds, column).to_owned(), value: text })
            }
            ColumnUse::Option => {
                let choice = cell::choice(called(holds, column), &text)?;
                part.options.push((column.to_owned(), choice));
                return Ok(());
            }
            ColumnUse::Options => {
                for Spec { name, value } in read_specs(&text)? {
                    part.options.push((column.to_owned(), cell::choice(&name, &value)?));
                }
                return Ok(());
            }
            ColumnUse::Weight => Change::Weight(cell::weight(&text)?),
            ColumnUse::TaxClass => Change::TaxClass(cell::tax_class(&text)?),
            ColumnUse::StockTracked => Change::StockTracked(cell::yes(&text)?),
            ColumnUse::Months => Change::Months(cell::months(&text)?),
            ColumnUse::Features => Change::Features(match value {
                Value::List(lines) => lines.clone(),
                _ => cell::lines(&text),
            }),
            ColumnUse::SeoTitle => Change::SeoTitle(cell::at_most(200, text)?),
            ColumnUse::SeoDescription => Change::SeoDescription(cell::at_most(1_000, text)?),
            ColumnUse::CreatedAt => Change::CreatedAt(cell::moment(&text)?),
        };
        part.changes.push(change);
        Ok(())
    }

    /// A price in minor units.
    fn amount(&self, text: &str) -> Result<i64, String> {
        match self.mapping.prices {
            PriceUnit::Major => {
                let money = Money::read(text, self.currency);
                money.map(Money::amount).map_err(|_| format!("`{text}` is no price such as 12.50"))
            }
            PriceUnit::Minor => {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                let amount = if digits { text.parse().ok() } else { None };
                amount.ok_or_else(|| format!("`{text}` is no price such as 1250"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use storefront::import_room::guess;

    use super::*;

    fn columns(names: &[&str], format: FileFormat) -> Columns {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        Columns::new(guess(&names), format, Currency::EUR)
    }

    fn row(fields: &[(&str, &str)]) -> Row {
        let field =
            |(name, value): &(&str, &str)| ((*name).to_owned(), Value::Text((*value).to_owned()));
        Row { fields: fields.iter().map(field).collect() }
    }

    #[test]
    fn a_row_tells_all_its_faults_at_once() {
        let columns = columns(&["sku", "title", "price", "status"], FileFormat::Comma);
        let wrong = row(&[("sku", "a b"), ("title", " "), ("price", "cheap"), ("status", "gone")]);
        let (part, faults) = columns.part(&wrong);
        assert!(part.refused);
        let named: Vec<_> = faults.iter().map(|fault| fault.column.as_str()).collect();
        assert_eq!(named, ["sku", "price", "status", "title"]);
        assert_eq!(faults[1].message, "`cheap` is no price such as 12.50");
    }

    #[test]
    fn prices_are_read_exactly() {
        let major = columns(&["sku", "price"], FileFormat::Comma);
        let minor = columns(&["sku", "price_cents"], FileFormat::Comma);
        assert_eq!(major.amount("12,5"), Ok(1_250));
        assert_eq!(minor.amount("1250"), Ok(1_250));
        for text in ["12.345", "-1", "1e3", "1.299,00", ""] {
            assert!(major.amount(text).is_err() && minor.amount(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_apostrophe_of_spreadsheets_is_taken_off_in_csv_alone() {
        let cell = row(&[("sku", "A"), ("title", "'=1+1")]);
        let title = |format| columns(&["sku", "title"], format).part(&cell).0.changes;
        assert_eq!(title(FileFormat::Comma), [Change::Title("=1+1".to_owned())]);
        assert_eq!(title(FileFormat::JsonLines), [Change::Title("'=1+1".to_owned())]);
    }
}
