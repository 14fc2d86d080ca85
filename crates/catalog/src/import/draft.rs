//! One product from one row.

use kernel::{Money, ProductId, Sku, Slug, Timestamp};
use storefront::{
    draft::{ProductDraft, ProductStatus},
    image::Image,
    product::{Spec, Variant},
};

use super::{
    PictureOfKind, cell,
    mapping::{Condition, Goal, Mapping, PriceUnit},
    row::{Row, Value},
    text::{escape, parts, plain, shorten},
};

/// The longest title that the shop shows.
const LONGEST_TITLE: usize = 300;

/// What is wrong with a column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) column: String,
    pub(super) message: String,
}

/// Takes a value, or notes what is wrong and goes on, so that a row tells all its faults at once.
fn note<T, E: ToString>(faults: &mut Vec<Fault>, column: &str, read: Result<T, E>) -> Option<T> {
    read.map_err(|error| {
        faults.push(Fault { column: column.to_owned(), message: error.to_string() });
    })
    .ok()
}

impl Mapping {
    /// The product that a row describes.
    pub(super) fn draft(
        &self,
        row: &Row,
        pictures: &(dyn PictureOfKind + Sync),
    ) -> Result<ProductDraft, Vec<Fault>> {
        let columns = &self.product;
        let mut faults = Vec::new();
        let title = shorten(&columns.title.fill(row), LONGEST_TITLE);
        let titled = if title.is_empty() { Err("there is no title") } else { Ok(()) };
        note(&mut faults, columns.title.column(), titled);
        let id = note(&mut faults, columns.id.column(), ProductId::parse(columns.id.fill(row)));
        let sku = note(&mut faults, columns.sku.column(), Sku::parse(columns.sku.fill(row)));
        let slug = Slug::from_title(&title, &columns.slug_suffix.fill(row));
        let slug = note(&mut faults, columns.title.column(), slug);
        let price = note(&mut faults, &self.price.column, self.price(row));
        let created_column = columns.created_at.as_deref().unwrap_or_default();
        let created_at = note(&mut faults, created_column, self.created_at(row));
        let (Some(id), Some(sku), Some(slug), Some(price), Some(created_at), true) =
            (id, sku, slug, price, created_at, faults.is_empty())
        else {
            return Err(faults);
        };
        let goal = self.goal(row);
        Ok(ProductDraft {
            id,
            slug,
            external_id: columns
                .external_id
                .as_ref()
                .map(|template| template.fill(row))
                .filter(|id| !id.is_empty()),
            status: ProductStatus::Active,
            brand: shorten(&columns.brand.fill(row), 200),
            summary: columns.summary.fill(row).replace('\n', " "),
            description_html: self.description(row),
            categories: vec![goal.category.clone()],
            axes: Vec::new(),
            variants: vec![Variant {
                sku,
                price,
                compare_at: None,
                options: Vec::new(),
                barcodes: self.barcodes(row),
                weight_grams: None,
                image: None,
            }],
            specs: self.all_specs(goal, row),
            tags: Vec::new(),
            images: picture(pictures, goal.slug.as_str(), &title).into_iter().collect(),
            remote_images: columns.remote_images.iter().filter_map(|name| row.text(name)).collect(),
            tax_class: columns.tax_class.clone(),
            stock_tracked: true,
            subscription: None,
            seo_title: None,
            seo_description: None,
            created_at,
            title,
        })
    }

    fn price(&self, row: &Row) -> Result<Money, String> {
        let value = row.get(&self.price.column).ok_or("there is no price")?;
        let number: f64 = match value {
            Value::Number(number) => *number,
            Value::Text(text) => {
                text.trim().parse().map_err(|_| format!("`{text}` is no price"))?
            }
            _ => return Err("there is no price".to_owned()),
        };
        let cents = match self.price.unit {
            PriceUnit::Minor => number,
            PriceUnit::Major => (number * 100.0).round(),
        };
        if cents <= 0.0 {
            return Err(format!("a price is above 0, not {number}"));
        }
        // Above 2^53 a number of JSON no longer counts every cent; no price is near it.
        if cents.fract() != 0.0 || cents > 9e15 {
            return Err(format!("{number} is no number of cents"));
        }
        Money::new(cents as i64, self.price.currency).map_err(|error| error.to_string())
    }

    fn created_at(&self, row: &Row) -> Result<Timestamp, String> {
        let Some(text) = self.product.created_at.as_deref().and_then(|column| row.text(column))
        else {
            return Ok(Timestamp::from_millis(0));
        };
        cell::moment(&text)
    }

    fn barcodes(&self, row: &Row) -> Vec<String> {
        let Some(column) = &self.product.barcodes else { return Vec::new() };
        let mut barcodes: Vec<String> = match row.get(column) {
            Some(Value::List(codes)) => codes.clone(),
            Some(value) => value
                .text()
                .map(|text| parts(&text).into_iter().map(str::to_owned).collect())
                .unwrap_or_default(),
            None => Vec::new(),
        };
        for code in &mut barcodes {
            code.retain(|character| character.is_ascii_digit());
        }
        barcodes.retain(|code| (8..=14).contains(&code.len()));
        barcodes.dedup();
        barcodes
    }

    fn all_specs(&self, goal: &Goal, row: &Row) -> Vec<Spec> {
        let kind =
            goal.kind.as_ref().map(|kind| Spec { name: "Kind".to_owned(), value: kind.clone() });
        let specs =
            self.specs.read(row).into_iter().filter(|spec| kind.is_none() || spec.name != "Kind");
        kind.clone().into_iter().chain(specs).collect()
    }

    /// Paragraphs, and lists where a text enumerates.
    fn description(&self, row: &Row) -> String {
        let mut html = String::new();
        for part in self.product.description.iter().filter(|part| part.text.complete(row)) {
            let text = plain(&part.text.fill(row));
            if text.is_empty() {
                continue;
            }
            if let Some(heading) = &part.heading {
                html.push_str(&format!("<h3>{}</h3>", escape(heading)));
            }
            let items = parts(&text);
            if items.len() < 3 {
                html.push_str(&format!("<p>{}</p>", escape(&items.join(", "))));
                continue;
            }
            html.push_str("<ul>");
            for item in items {
                html.push_str(&format!("<li>{}</li>", escape(item)));
            }
            html.push_str("</ul>");
        }
        html
    }

    /// Where the first rule that fits puts a row.
    fn goal(&self, row: &Row) -> &Goal {
        let fits = |condition: &Condition| condition.holds(row);
        let rule = self
            .rules
            .iter()
            .find(|rule| rule.when.iter().all(fits) && !rule.unless.iter().any(fits));
        rule.map_or(&self.otherwise, |rule| &rule.goal)
    }
}

impl Condition {
    fn holds(&self, row: &Row) -> bool {
        if let ([column], Some(pattern)) = (self.columns.as_slice(), &self.matches) {
            // By far the commonest, and nothing needs to be put together for it.
            return match row.get(column) {
                Some(Value::Text(text)) => pattern.is_match(text.as_bytes()),
                Some(value) => value.text().is_some_and(|text| pattern.is_match(text.as_bytes())),
                None => pattern.is_match(b""),
            };
        }
        let mut values = self.columns.iter().filter_map(|column| row.text(column)).peekable();
        match &self.matches {
            None => values.peek().is_some(),
            Some(pattern) => pattern.is_match(values.collect::<Vec<_>>().join(" | ").as_bytes()),
        }
    }
}

/// A picture of the kind of thing, described by what it stands for.
pub(super) fn picture(
    pictures: &(dyn PictureOfKind + Sync),
    category: &str,
    title: &str,
) -> Option<Image> {
    pictures.picture(category, title).map(|image| Image { alt: title.to_owned(), ..image })
}
