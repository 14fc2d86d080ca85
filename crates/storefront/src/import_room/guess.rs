//! What columns are, by what they are called.

use std::collections::HashSet;

use super::{ColumnUse, ImportMapping, MappedColumn, PriceUnit};

/// Names that columns have elsewhere: small letters and digits alone.
const KNOWN: [(ColumnUse, &[&str]); 24] = [
    (ColumnUse::Id, &["id", "productid", "handle"]),
    (ColumnUse::ExternalId, &["externalid", "foreignid", "sourceid"]),
    (
        ColumnUse::Sku,
        &["sku", "variantsku", "articlenumber", "articleno", "itemnumber", "artikelnummer"],
    ),
    (ColumnUse::Slug, &["slug", "urlkey", "permalink"]),
    (
        ColumnUse::Title,
        &["title", "name", "productname", "producttitle", "bezeichnung", "artikelname"],
    ),
    (ColumnUse::Brand, &["brand", "vendor", "manufacturer", "maker", "marke", "hersteller"]),
    (ColumnUse::Summary, &["summary", "shortdescription", "teaser", "kurzbeschreibung"]),
    (
        ColumnUse::Description,
        &["description", "body", "bodyhtml", "longdescription", "beschreibung"],
    ),
    (
        ColumnUse::Price,
        &["price", "variantprice", "unitprice", "grossprice", "preis", "pricecents", "priceminor"],
    ),
    (
        ColumnUse::CompareAt,
        &[
            "compareatprice",
            "compareat",
            "variantcompareatprice",
            "oldprice",
            "listprice",
            "rrp",
            "uvp",
        ],
    ),
    (
        ColumnUse::Barcodes,
        &[
            "barcode",
            "barcodes",
            "variantbarcode",
            "ean",
            "eans",
            "gtin",
            "ean13",
            "gtin13",
            "upc",
            "isbn",
        ],
    ),
    (ColumnUse::Categories, &["category", "categories", "categoryslug", "kategorie"]),
    (ColumnUse::Tags, &["tags", "tag", "keywords"]),
    (ColumnUse::Status, &["status"]),
    (ColumnUse::Specs, &["specs", "specifications"]),
    (ColumnUse::Options, &["options", "variantoptions"]),
    (ColumnUse::Weight, &["weightgrams", "grams", "variantgrams"]),
    (ColumnUse::TaxClass, &["taxclass"]),
    (ColumnUse::StockTracked, &["stocktracked"]),
    (ColumnUse::Months, &["subscriptionmonths"]),
    (ColumnUse::Features, &["subscriptionfeatures"]),
    (ColumnUse::SeoTitle, &["seotitle", "metatitle"]),
    (ColumnUse::SeoDescription, &["seodescription", "metadescription"]),
    (ColumnUse::CreatedAt, &["createdat"]),
];

/// How columns begin that are called by what follows.
const NAMED: [(ColumnUse, &str); 2] = [(ColumnUse::Spec, "spec:"), (ColumnUse::Option, "option:")];

/// Columns of prices that count cents.
const MINOR: [&str; 2] = ["pricecents", "priceminor"];

fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn one(column: &str) -> Option<ColumnUse> {
    let named = NAMED.iter().find(|(holds, _)| called(*holds, column) != column.trim());
    if let Some((holds, _)) = named {
        return Some(*holds);
    }
    let name = plain(column);
    let known = KNOWN.iter().find(|(_, names)| names.contains(&name.as_str()));
    known.map(|(holds, _)| *holds)
}

/// What the spec or the option of a column is called: `spec:Colour` is `Colour`, and so is `Colour`.
#[must_use]
pub fn called(holds: ColumnUse, column: &str) -> &str {
    let column = column.trim();
    let begins = NAMED.iter().find(|(known, _)| *known == holds).map_or("", |(_, begins)| begins);
    match column.split_at_checked(begins.len()) {
        Some((begin, name)) if begin.eq_ignore_ascii_case(begins) => name.trim(),
        _ => column,
    }
}

/// What columns seem to be. Of two that seem to be the same, the first one is.
#[must_use]
pub fn guess(columns: &[String]) -> ImportMapping {
    let mut taken = HashSet::new();
    let mut mapping = ImportMapping::default();
    for column in columns {
        let Some(holds) = one(column) else { continue };
        if !holds.is_by_name() && !taken.insert(holds) {
            continue;
        }
        if holds == ColumnUse::Price && MINOR.contains(&plain(column).as_str()) {
            mapping.prices = PriceUnit::Minor;
        }
        mapping.columns.push(MappedColumn { column: column.clone(), holds });
    }
    mapping
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(columns: &[&str]) -> ImportMapping {
        let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
        guess(&columns)
    }

    #[test]
    fn columns_are_known_by_many_names() {
        let mapping = guessed(&["Article No.", "Name", "EAN", "Preis", "spec:Colour", "Stock"]);
        assert_eq!(mapping.column(ColumnUse::Sku), Some("Article No."));
        assert_eq!(mapping.column(ColumnUse::Title), Some("Name"));
        assert_eq!(mapping.column(ColumnUse::Barcodes), Some("EAN"));
        assert_eq!(mapping.column(ColumnUse::Price), Some("Preis"));
        assert_eq!(mapping.holds("spec:Colour"), Some(ColumnUse::Spec));
        assert_eq!((mapping.holds("Stock"), mapping.prices), (None, PriceUnit::Major));
    }

    #[test]
    fn the_first_of_two_is_taken_and_cents_are_cents() {
        let mapping = guessed(&["title", "name", "price_cents"]);
        assert_eq!(mapping.column(ColumnUse::Title), Some("title"));
        assert_eq!((mapping.holds("name"), mapping.prices), (None, PriceUnit::Minor));
    }

    #[test]
    fn specs_and_options_are_called_like_their_columns() {
        for (column, holds) in [
            ("spec:Colour ", ColumnUse::Spec),
            ("Colour", ColumnUse::Spec),
            ("OPTION: Colour", ColumnUse::Option),
            (" Colour", ColumnUse::Option),
        ] {
            assert_eq!(called(holds, column), "Colour", "{column}");
        }
        let mapping = guessed(&["sku", "option:Size", "option:Colour", "Spec:Width"]);
        assert_eq!(mapping.holds("option:Colour"), Some(ColumnUse::Option));
        assert_eq!(mapping.holds("Spec:Width"), Some(ColumnUse::Spec));
        assert_eq!(called(ColumnUse::Option, "Größe"), "Größe");
    }

    #[test]
    fn no_name_is_known_as_two_things() {
        let mut seen = HashSet::new();
        for name in KNOWN.iter().flat_map(|(_, names)| names.iter()) {
            assert!(seen.insert(*name) && plain(name) == *name, "{name}");
        }
    }
}
