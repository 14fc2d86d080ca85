//! One file a kind: its rows, its phrases, and how a row becomes a sheet.

mod bags;
mod bike_lights;
mod blankets;
mod bottles;
mod candles;
mod caps;
mod chairs;
mod chargers;
mod clocks;
mod coffee;
mod coffee_makers;
mod coffee_subscriptions;
mod desk_lamps;
mod fiction;
mod headphones;
mod jumpers;
mod kettles;
mod keyboards;
mod knives;
mod lamps;
mod laptops;
mod magazines;
mod mice;
mod monitors;
mod mugs;
mod non_fiction;
mod notebooks;
mod pans;
mod pens;
mod planters;
mod rain_jackets;
mod socks;
mod software;
mod speakers;
mod tents;
mod tshirts;

use crate::sheet::Sheet;

/// Every product, kind by kind.
pub(crate) fn all() -> Vec<Sheet> {
    let kinds: &[fn() -> Vec<Sheet>] = &[
        mugs::sheets,
        laptops::sheets,
        tshirts::sheets,
        knives::sheets,
        pans::sheets,
        kettles::sheets,
        coffee_makers::sheets,
        coffee::sheets,
        lamps::sheets,
        blankets::sheets,
        clocks::sheets,
        planters::sheets,
        candles::sheets,
        notebooks::sheets,
        pens::sheets,
        desk_lamps::sheets,
        chairs::sheets,
        bags::sheets,
        monitors::sheets,
        headphones::sheets,
        keyboards::sheets,
        mice::sheets,
        speakers::sheets,
        chargers::sheets,
        jumpers::sheets,
        socks::sheets,
        rain_jackets::sheets,
        caps::sheets,
        tents::sheets,
        bottles::sheets,
        bike_lights::sheets,
        fiction::sheets,
        non_fiction::sheets,
        magazines::sheets,
        software::sheets,
        coffee_subscriptions::sheets,
    ];
    kinds.iter().flat_map(|sheets| sheets()).collect()
}

/// Taxed as food and books are.
fn reduced(mut sheet: Sheet) -> Sheet {
    sheet.tax_class = "reduced";
    sheet
}

/// Sold for the term that its specification names, and listing the rest of it as features.
fn subscribed(mut sheet: Sheet) -> Sheet {
    let term = sheet.specs.iter().find(|(name, _)| *name == "Term");
    sheet.months = term.and_then(|(_, value)| value.split(' ').next()?.parse().ok());
    let features: Vec<String> =
        sheet.specs.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    sheet.points.extend(features);
    sheet.points.push("Paid once; renewal is not offered".to_owned());
    for choice in &mut sheet.choices {
        choice.grams = None;
    }
    sheet
}
