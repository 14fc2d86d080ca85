//! From counts to the groups of choices that a page shows.

use kernel::{Currency, Money};
use storefront::{
    search::{Facet, FacetValue},
    search_request::Filters,
};

use crate::{dictionary::Dictionary, price_steps, snapshot::Snapshot, tally::Tally};

/// Most choices of a group, beside those that are chosen.
const MOST_CHOICES: usize = 30;
/// Most specs that a result is offered to be narrowed by.
const MOST_SPECS: usize = 8;
/// Price ranges to aim for.
const PRICE_RANGES: u32 = 6;

/// The groups of choices of a result, those that nothing is in left out.
pub(crate) fn facets(
    snapshot: &Snapshot,
    dictionary: &Dictionary,
    tally: &Tally,
    filters: &Filters,
) -> Vec<Facet> {
    let currency = snapshot.currency;
    let mut facets = vec![
        categories(dictionary, tally, filters),
        brands(dictionary, tally, filters),
        prices(tally, filters, currency),
        rating(tally, filters),
        in_stock(tally, filters),
    ];
    facets.extend(specs(snapshot, dictionary, tally, filters));
    facets.retain(|facet| !facet.values.is_empty());
    facets
}

fn value(value: &str, label: &str, count: u64, selected: bool) -> FacetValue {
    FacetValue { value: value.to_owned(), label: label.to_owned(), count, selected }
}

/// Keeps the first choices and all that are chosen, and adds the chosen that nothing is in.
fn keep(values: &mut Vec<FacetValue>, chosen: impl Iterator<Item = (String, String)>) {
    let mut kept = 0;
    values.retain(|value| {
        kept += 1;
        value.selected || kept <= MOST_CHOICES
    });
    for (name, label) in chosen {
        if !values.iter().any(|value| value.value == name) {
            values.push(value(&name, &label, 0, true));
        }
    }
}

fn categories(dictionary: &Dictionary, tally: &Tally, filters: &Filters) -> Facet {
    let mut values: Vec<FacetValue> = tally
        .categories
        .each()
        .map(|(number, count)| {
            let slug = dictionary.categories.text(number);
            let selected = filters.categories.iter().any(|chosen| chosen == slug);
            value(slug, dictionary.category_name(number), count, selected)
        })
        .collect();
    // A category that holds the whole result narrows nothing, so it comes last.
    let all = u64::from(tally.passing);
    let narrows = |value: &FacetValue| filters.categories.is_empty() && value.count >= all;
    values.sort_by(|a, b| (narrows(a), b.count, &a.value).cmp(&(narrows(b), a.count, &b.value)));
    let unknown = |slug: &String| {
        let label = dictionary
            .categories
            .number(slug)
            .map_or(slug.as_str(), |number| dictionary.category_name(number));
        (slug.clone(), label.to_owned())
    };
    keep(&mut values, filters.categories.iter().map(unknown));
    Facet { name: "category".to_owned(), label: "Category".to_owned(), values }
}

fn brands(dictionary: &Dictionary, tally: &Tally, filters: &Filters) -> Facet {
    let mut values: Vec<FacetValue> = tally
        .brands
        .each()
        .map(|(number, count)| (dictionary.brands.text(number), count))
        .filter(|(brand, _)| !brand.is_empty())
        .map(|(brand, count)| value(brand, brand, count, filters.brands.iter().any(|b| b == brand)))
        .collect();
    values.sort_by(|a, b| (b.count, &a.value).cmp(&(a.count, &b.value)));
    keep(&mut values, filters.brands.iter().map(|brand| (brand.clone(), brand.clone())));
    Facet { name: "brand".to_owned(), label: "Brand".to_owned(), values }
}

fn prices(tally: &Tally, filters: &Filters, currency: Currency) -> Facet {
    let total: u32 = tally.price_steps.iter().sum();
    let mut values = Vec::new();
    // Ranges end where about an equal share is reached.
    let share = total.div_ceil(PRICE_RANGES).max(1);
    let last = tally.price_steps.iter().rposition(|count| *count > 0).unwrap_or(0);
    let (mut begin, mut held) = (0, 0);
    for (step, count) in tally.price_steps.iter().enumerate().take(last + 1) {
        held += count;
        if (held >= share || step == last) && held > 0 {
            let low = (begin > 0).then(|| price_steps::begin(begin));
            let high = (step < last).then(|| price_steps::begin(step + 1) - 1);
            if low.is_some() || high.is_some() {
                values.push(range(low, high, u64::from(held), filters, currency));
            }
            begin = step + 1;
            held = 0;
        }
    }
    if values.len() < 2 {
        values.clear();
    }
    for (chosen, count) in filters.prices.iter().zip(&tally.prices) {
        let chosen = range(chosen.0, chosen.1, u64::from(*count), filters, currency);
        if !values.iter().any(|value| value.value == chosen.value) {
            values.push(chosen);
        }
    }
    Facet { name: "price".to_owned(), label: "Price".to_owned(), values }
}

fn range(
    low: Option<i64>,
    high: Option<i64>,
    count: u64,
    filters: &Filters,
    currency: Currency,
) -> FacetValue {
    let end = |end: Option<i64>| end.map(|amount| amount.to_string()).unwrap_or_default();
    let money = |amount: i64| {
        let shown = Money::new(amount, currency).map(|money| money.to_string()).unwrap_or_default();
        shown.strip_suffix(".00").map(str::to_owned).unwrap_or(shown)
    };
    // `99.99` and below is said as below `100`.
    let upper = |high: i64| if high % 100 == 99 { high + 1 } else { high };
    let label = match (low, high) {
        (None, Some(high)) => format!("Under {}", money(upper(high))),
        (Some(low), None) => format!("{} and over", money(low)),
        (Some(low), Some(high)) => format!("{} to {}", money(low), money(upper(high))),
        (None, None) => "Any price".to_owned(),
    };
    let selected = filters.prices.contains(&(low, high));
    value(&format!("{}-{}", end(low), end(high)), &label, count, selected)
}

fn rating(tally: &Tally, filters: &Filters) -> Facet {
    let choices = (1..=4_u8).rev().map(|stars| (stars, tally.stars[usize::from(stars) - 1]));
    let mut values: Vec<FacetValue> = choices
        .filter(|(stars, count)| *count > 0 || filters.rating == Some(*stars))
        .map(|(stars, count)| stars_value(stars, count, filters.rating == Some(stars)))
        .collect();
    if filters.rating == Some(5) {
        values.insert(0, stars_value(5, tally.stars[4], true));
    }
    Facet { name: "rating".to_owned(), label: "Rating".to_owned(), values }
}

fn stars_value(stars: u8, count: u32, selected: bool) -> FacetValue {
    let label = match stars {
        5 => "5 stars".to_owned(),
        1 => "1 star and up".to_owned(),
        _ => format!("{stars} stars and up"),
    };
    value(&stars.to_string(), &label, u64::from(count), selected)
}

fn in_stock(tally: &Tally, filters: &Filters) -> Facet {
    let mut values = Vec::new();
    if tally.in_stock > 0 || filters.in_stock {
        values.push(value("true", "In stock", u64::from(tally.in_stock), filters.in_stock));
    }
    Facet { name: "inStock".to_owned(), label: "Availability".to_owned(), values }
}

/// A spec of the result.
struct Offer {
    name: u32,
    products: u64,
    values: Vec<(u32, u64)>,
    chosen: bool,
}

impl Offer {
    fn of(name: u32, values: Vec<(u32, u64)>, chosen: bool) -> Self {
        Self { name, products: values.iter().map(|(_, count)| count).sum(), values, chosen }
    }
}

fn specs(
    snapshot: &Snapshot,
    dictionary: &Dictionary,
    tally: &Tally,
    filters: &Filters,
) -> Vec<Facet> {
    let chosen = |name: u32| {
        let name = dictionary.spec_names.text(name);
        filters.specs.iter().any(|(chosen, _)| chosen == name)
    };
    let mut offers: Vec<Offer> = Vec::new();
    for (name, places) in &snapshot.choices.names {
        let counts = tally.values[places.clone()].iter();
        let values: Vec<(u32, u64)> = places
            .clone()
            .zip(counts)
            .filter(|(_, count)| **count > 0)
            .map(|(place, count)| (snapshot.choices.values[place], u64::from(*count)))
            .collect();
        if !values.is_empty() {
            offers.push(Offer::of(*name, values, chosen(*name)));
        }
    }
    let mut others: Vec<(u32, u32, u64)> = tally
        .others
        .iter()
        .map(|(value, count)| (dictionary.name_of(*value), *value, u64::from(*count)))
        .collect();
    others.sort_unstable();
    for values in others.chunk_by(|a, b| a.0 == b.0) {
        let counted = values.iter().map(|(_, value, count)| (*value, *count)).collect();
        offers.push(Offer::of(values[0].0, counted, true));
    }
    let enough = (u64::from(tally.passing) / 10).max(2);
    offers.retain(|offer| {
        offer.chosen
            || ((2..=MOST_CHOICES).contains(&offer.values.len()) && offer.products >= enough)
    });
    let name = |offer: &Offer| dictionary.spec_names.text(offer.name);
    offers.sort_by(|a, b| (b.chosen, b.products, name(a)).cmp(&(a.chosen, a.products, name(b))));
    let kept = MOST_SPECS.max(offers.iter().filter(|offer| offer.chosen).count());
    offers.truncate(kept);
    let mut facets: Vec<Facet> =
        offers.into_iter().map(|offer| spec(dictionary, filters, &offer)).collect();
    // What was chosen is always there to be taken back, even when nothing has it.
    for (name, chosen) in &filters.specs {
        let facet_name = format!("spec.{name}");
        let at = facets.iter().position(|facet| facet.name == facet_name).unwrap_or_else(|| {
            facets.push(Facet { name: facet_name, label: name.clone(), values: Vec::new() });
            facets.len() - 1
        });
        if !facets[at].values.iter().any(|value| value.value == *chosen) {
            facets[at].values.push(value(chosen, chosen, 0, true));
        }
    }
    facets
}

fn spec(dictionary: &Dictionary, filters: &Filters, offer: &Offer) -> Facet {
    let name = dictionary.spec_names.text(offer.name);
    let mut values: Vec<FacetValue> = offer
        .values
        .iter()
        .map(|(number, count)| {
            let text = dictionary.value_text(*number).1;
            let selected = filters.specs.iter().any(|(n, v)| n == name && v == text);
            value(text, text, *count, selected)
        })
        .collect();
    values.sort_by(|a, b| (b.count, &a.value).cmp(&(a.count, &b.value)));
    keep(&mut values, std::iter::empty());
    // Measures read best in their own order.
    if values.iter().all(|value| leading_number(&value.value).is_some()) {
        values.sort_by(|a, b| {
            let numbers = (leading_number(&a.value), leading_number(&b.value));
            let (Some(left), Some(right)) = numbers else { return std::cmp::Ordering::Equal };
            left.total_cmp(&right).then_with(|| a.value.cmp(&b.value))
        });
    }
    Facet { name: format!("spec.{name}"), label: name.to_owned(), values }
}

fn leading_number(text: &str) -> Option<f64> {
    let end = text
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(text.len());
    text[..end].parse().ok()
}
