//! One file a kind: its rows, its phrases, and how a row becomes a sheet.

mod bags;
mod blankets;
mod candles;
mod chairs;
mod chargers;
mod clocks;
mod coffee;
mod coffee_makers;
mod coffee_subscriptions;
mod desk_lamps;
mod headphones;
mod kettles;
mod keyboards;
mod knives;
mod lamps;
mod laptops;
mod mice;
mod monitors;
mod mugs;
mod notebooks;
mod pans;
mod pens;
mod planters;
mod speakers;
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
        coffee_subscriptions::sheets,
    ];
    kinds.iter().flat_map(|sheets| sheets()).collect()
}
