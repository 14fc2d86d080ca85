//! What a checkout asks for, and what it is told.

use std::collections::BTreeMap;

use kernel::{CheckoutId, Quantity, Sku, Timestamp};

/// A wish to hold units for a checkout, in place of all that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReserveRequest {
    /// For which checkout. The same wish again is answered again while it is held.
    pub checkout: CheckoutId,
    /// Whose units are counted together, an account's or a network's; 1 to 200 characters.
    pub holder: String,
    /// The most units of one SKU that the holder may have in checkouts at a time, all together.
    pub most: Option<u32>,
    /// For how long, in seconds.
    pub seconds: u32,
    lines: BTreeMap<Sku, u32>,
}

impl ReserveRequest {
    /// A wish without a limit for its holder. Lines of the same SKU are added up.
    #[must_use]
    pub fn new(
        checkout: CheckoutId,
        holder: impl Into<String>,
        lines: impl IntoIterator<Item = (Sku, Quantity)>,
        seconds: u32,
    ) -> Self {
        Self { checkout, holder: holder.into(), most: None, seconds, lines: added_up(lines) }
    }

    /// The same with a limit, in units of one SKU.
    #[must_use]
    pub fn with_most(mut self, most: u32) -> Self {
        self.most = Some(most);
        self
    }

    /// Its lines: SKU and units.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (&Sku, u32)> {
        self.lines.iter().map(|(sku, units)| (sku, *units))
    }
}

/// Lines with each SKU once.
pub(crate) fn added_up(lines: impl IntoIterator<Item = (Sku, Quantity)>) -> BTreeMap<Sku, u32> {
    let mut units = BTreeMap::<_, u32>::new();
    for (sku, quantity) in lines {
        let sum = units.entry(sku).or_default();
        *sum = sum.saturating_add(quantity.units());
    }
    units
}

/// All lines are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// Until when, by PostgreSQL's clock.
    pub expires_at: Timestamp,
    /// They were held already, for the same wish.
    pub replayed: bool,
}

/// A line of which there is not enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortLine {
    /// Which SKU.
    pub sku: Sku,
    /// Units asked for.
    pub wanted: u32,
    /// Units that could be had.
    pub free: u32,
    /// When the first of the units in other checkouts is free again, unless it is bought or its time
    /// is extended. None where no other checkout holds any.
    pub in_checkouts_until: Option<Timestamp>,
}

/// A line with which a holder would have too many units in checkouts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoardedLine {
    /// Which SKU.
    pub sku: Sku,
    /// Units asked for.
    pub wanted: u32,
    /// Units that the holder has in other checkouts.
    pub held: u32,
}

/// Why nothing was reserved. What the checkout held before, it still holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReserveError {
    /// There is not enough of these.
    #[error("{} lines cannot be had in full", .0.len())]
    SoldOut(Vec<ShortLine>),
    /// The holder has too many of these in checkouts.
    #[error("{} lines are more than one may hold", .0.len())]
    OverLimit(Vec<HoardedLine>),
    /// The lines of this checkout are being paid for, or are sold.
    #[error("the checkout has been submitted")]
    AlreadySubmitted,
    /// Too many ask at once, or someone is in the way. Nothing was done; ask again.
    #[error("too many reserve at once")]
    Busy,
    /// PostgreSQL does not answer. Whether it did it is unknown; the same wish again tells.
    #[error("PostgreSQL is away")]
    Unavailable,
}
