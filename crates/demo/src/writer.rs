//! Makes products of sheets: ids, codes, pictures, stock, reviews.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{CategoryId, Currency, Money, ProductId, Sku, Slug, Timestamp};
use pictures::draw::{Look, Paint, View, picture};
use storefront::{
    draft::{CategoryDraft, ProductDraft, ProductStatus},
    image::Image,
    product::{OptionChoice, Spec, Subscription, Variant},
};

use crate::{
    DemoCatalogue,
    barcode::internal_ean,
    categories::TREE,
    dice::Dice,
    forms, reviews,
    sheet::{Choice, Sheet},
};

/// Midnight of 1 November 2026, UTC: nothing came into the shop after it.
const OPENED: i64 = 1_793_491_200_000;
const DAY: i64 = 86_400_000;

/// Fills the catalogue, one sheet after the other.
pub(crate) struct Writer<'a> {
    seed: u64,
    pictures: &'a mut dyn FnMut(&str) -> Image,
    numbers: BTreeMap<&'static str, u32>,
    slugs: BTreeSet<Slug>,
    barcodes: u64,
    first_pictures: BTreeMap<&'static str, Image>,
    catalogue: DemoCatalogue,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(seed: u64, pictures: &'a mut dyn FnMut(&str) -> Image) -> Self {
        Self {
            seed,
            pictures,
            numbers: BTreeMap::new(),
            slugs: BTreeSet::new(),
            barcodes: 0,
            first_pictures: BTreeMap::new(),
            catalogue: DemoCatalogue {
                categories: Vec::new(),
                products: Vec::new(),
                reviews: Vec::new(),
                stock: Vec::new(),
            },
        }
    }

    /// Makes a product of a sheet.
    ///
    /// # Panics
    /// When a sheet is wrong in a way that the tests of this crate find: its texts are constants.
    pub(crate) fn add(&mut self, sheet: Sheet) {
        let kind = sheet.kind;
        let number = self.numbers.entry(kind.code).or_insert(100);
        *number += 1;
        let number = *number;
        let dice = &mut Dice::new(self.seed, &format!("{}-{number}", kind.code));
        let id = ProductId::parse(format!("demo-{}-{number}", kind.code.to_lowercase()))
            .expect("codes are letters");
        let age = 4 + dice.below(720) as i64;
        let created_at = Timestamp::from_millis(OPENED - age * DAY + 9 * 3_600_000);
        let seed = dice.next();

        let mut drawn: BTreeMap<&str, Image> = BTreeMap::new();
        let mut images = Vec::new();
        let first_colour = sheet.choices.first().map_or("slate", |choice| choice.colour);
        for (view, words) in
            [(View::Front, ""), (View::Detail, ", close up"), (View::Scene, ", in a room")]
        {
            let alt = format!("{}{words}", sheet.title);
            images.push(self.draw(&sheet, first_colour, seed, view, alt));
        }
        drawn.insert(first_colour, images[0].clone());
        for category in [kind.category].iter().chain(&sheet.also) {
            self.first_pictures.entry(category).or_insert_with(|| images[0].clone());
        }

        let reduced = sheet.months.is_none() && dice.chance(12);
        let before = 115 + dice.below(6) as i64 * 5;
        let gone = sheet.months.is_none() && dice.chance(2);
        let mut variants = Vec::new();
        for choice in &sheet.choices {
            let sku = sku(kind.code, number, &choice.options);
            if sheet.months.is_none() {
                self.catalogue.stock.push((sku.clone(), units(gone, dice)));
            }
            let image = if drawn.contains_key(choice.colour) {
                drawn.get(choice.colour).cloned()
            } else {
                let alt = format!("{}, {}", sheet.title, choice.colour);
                let image = self.draw(&sheet, choice.colour, seed, View::Front, alt);
                drawn.insert(choice.colour, image.clone());
                Some(image)
            };
            self.barcodes += 1;
            variants.push(Variant {
                sku,
                price: euros(choice.price),
                compare_at: reduced.then(|| euros(rounded(choice.price * before / 100))),
                options: options(&sheet, choice),
                barcodes: if sheet.months.is_some() {
                    Vec::new()
                } else {
                    vec![internal_ean(self.barcodes)]
                },
                weight_grams: choice.grams,
                image: image.filter(|image| image.key != images[0].key),
            });
        }
        self.catalogue.reviews.extend(reviews::of(&id, &sheet, created_at, dice));
        let slug = self.slug(&sheet);
        let with_seo = dice.chance(30);
        self.catalogue.products.push(ProductDraft {
            id,
            slug,
            external_id: None,
            status: ProductStatus::Active,
            description_html: description(&sheet),
            categories: [kind.category]
                .iter()
                .chain(&sheet.also)
                .map(|&slug| category_id(slug))
                .collect(),
            axes: sheet.axes.iter().map(|&axis| axis.to_owned()).collect(),
            variants,
            specs: sheet
                .specs
                .iter()
                .map(|(name, value)| Spec { name: (*name).to_owned(), value: value.clone() })
                .collect(),
            tags: sheet.tags.clone(),
            images,
            remote_images: Vec::new(),
            tax_class: sheet.tax_class.to_owned(),
            stock_tracked: sheet.months.is_none(),
            subscription: sheet.months.map(|interval_months| Subscription {
                interval_months,
                features: sheet.points.clone(),
            }),
            seo_title: with_seo.then(|| format!("{} by {}", sheet.title, sheet.maker)),
            seo_description: with_seo.then(|| sheet.summary.clone()),
            created_at,
            title: sheet.title,
            brand: sheet.maker.to_owned(),
            summary: sheet.summary,
        });
    }

    fn draw(&mut self, sheet: &Sheet, colour: &str, seed: u64, view: View, alt: String) -> Image {
        let look = Look {
            paint: Paint::named(colour),
            accent: Paint::named(sheet.accent),
            seed,
            form: forms::of(sheet.kind.code, &sheet.title),
            view,
        };
        let image = (self.pictures)(&picture(sheet.kind.subject, &look));
        Image { alt, ..image }
    }

    /// The title as an address; the maker makes it unique where a title is not.
    fn slug(&mut self, sheet: &Sheet) -> Slug {
        let slug = Slug::from_title(&sheet.title, "").expect("titles hold letters");
        let slug = if self.slugs.contains(&slug) {
            Slug::from_title(&sheet.title, sheet.maker).expect("titles hold letters")
        } else {
            slug
        };
        assert!(self.slugs.insert(slug.clone()), "two products at {slug}");
        slug
    }

    /// The catalogue, with its tree.
    pub(crate) fn finish(mut self) -> DemoCatalogue {
        let mut places: BTreeMap<&str, u32> = BTreeMap::new();
        for &(slug, name, description, parent) in TREE {
            let position = places.entry(parent).or_default();
            let image = self.first_pictures.get(slug).cloned().or_else(|| {
                // A parent shows what its first child shows.
                TREE.iter()
                    .filter(|(_, _, _, above)| *above == slug)
                    .find_map(|(child, ..)| self.first_pictures.get(child).cloned())
            });
            self.catalogue.categories.push(CategoryDraft {
                id: category_id(slug),
                slug: Slug::parse(slug).expect("slugs of the tree are slugs"),
                name: name.to_owned(),
                description: description.to_owned(),
                parent: (!parent.is_empty()).then(|| category_id(parent)),
                position: *position,
                image: image.map(|image| Image { alt: name.to_owned(), ..image }),
            });
            *position += 1;
        }
        self.catalogue
    }
}

fn category_id(slug: &str) -> CategoryId {
    CategoryId::parse(format!("demo-{slug}")).expect("slugs of the tree are slugs")
}

fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("prices of the demo are in range")
}

/// A price as it would stand on a label: full euros above fifty, else ending in 50 or 95.
fn rounded(cents: i64) -> i64 {
    match cents {
        5000.. => cents / 500 * 500,
        1500.. => cents / 100 * 100 + 95,
        _ => cents / 50 * 50 + 45,
    }
}

/// How many came in: a few none, some few, most plenty.
fn units(gone: bool, dice: &mut Dice) -> u32 {
    match dice.below(100) {
        _ if gone => 0,
        0..5 => 0,
        5..13 => 1 + dice.below(5) as u32,
        _ => 6 + dice.below(115) as u32,
    }
}

fn options(sheet: &Sheet, choice: &Choice) -> Vec<OptionChoice> {
    sheet
        .axes
        .iter()
        .zip(&choice.options)
        .map(|(&axis, value)| OptionChoice { axis: axis.to_owned(), value: value.clone() })
        .collect()
}

/// `TSH-104-NAVY-M`.
fn sku(code: &str, number: u32, options: &[String]) -> Sku {
    let mut text = format!("{code}-{number}");
    for option in options {
        text.push('-');
        text.extend(
            option
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|letter| letter.to_ascii_uppercase())
                .take(8),
        );
    }
    Sku::parse(text).expect("letters, digits and hyphens")
}

fn description(sheet: &Sheet) -> String {
    let mut html = String::new();
    for paragraph in &sheet.paragraphs {
        html.push_str("<p>");
        html.push_str(&escaped(paragraph));
        html.push_str("</p>");
    }
    // The points of a subscription are its features, which its page shows by themselves.
    if sheet.months.is_none() && !sheet.points.is_empty() {
        html.push_str("<ul>");
        for point in &sheet.points {
            html.push_str("<li>");
            html.push_str(&escaped(point));
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
