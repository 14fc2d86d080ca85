//! What can be done to a cart's contents, with all that it needs to know.

use std::collections::HashMap;

use kernel::{Quantity, Sku, Timestamp};
use storefront::cart::CartError;

use crate::contents::{Cart, Line, Shown};

/// One operation on a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Adds units.
    Add {
        /// What is bought.
        sku: Sku,
        /// Units to add.
        quantity: Quantity,
        /// What the shopper was shown of it; a line that is there keeps its own.
        shown: Shown,
        /// The present moment.
        at: Timestamp,
    },
    /// Sets the units of a line.
    Set {
        /// Which line.
        sku: Sku,
        /// Units it shall have.
        quantity: Quantity,
    },
    /// Takes units off a line.
    TakeOff {
        /// Which line.
        sku: Sku,
        /// Units to take off; none for all of them.
        quantity: Option<Quantity>,
    },
    /// Takes off a line what was bought of it; of that nothing comes back by [`Operation::Undo`].
    TakeBought {
        /// Which line.
        sku: Sku,
        /// Units bought.
        quantity: Quantity,
    },
    /// Removes a saved line.
    RemoveSaved {
        /// Which line.
        sku: Sku,
    },
    /// Brings back what the last removal took.
    Undo,
    /// Saves a line for later.
    Save {
        /// Which line.
        sku: Sku,
    },
    /// Moves a saved line back.
    MoveBack {
        /// Which line.
        sku: Sku,
    },
    /// Removes every line that is not saved.
    Clear,
    /// Lowers a line to the free units.
    TakeWhatIsLeft {
        /// Which line.
        sku: Sku,
    },
    /// Agrees to what a line costs now.
    Accept {
        /// Which line.
        sku: Sku,
        /// What it shall remember.
        shown: Shown,
    },
    /// Remembers what was shown, if the cart still has this version, and that all was told.
    Seen {
        /// The version that was shown.
        version: u64,
        /// What each line shall remember.
        shown: Vec<(Sku, Shown)>,
    },
    /// Takes in the lines of another cart.
    Merge {
        /// Its lines, in their order.
        lines: Vec<(Sku, Line)>,
        /// Its saved lines, in their order.
        saved: Vec<(Sku, Line)>,
    },
}

impl Operation {
    /// Taking in all of another cart.
    #[must_use]
    pub fn merge(from: &Cart) -> Self {
        let list = |lines| {
            let lines: Vec<(&Sku, &Line)> = crate::contents::in_order(lines);
            lines.into_iter().map(|(sku, line)| (sku.clone(), line.clone())).collect()
        };
        Self::Merge { lines: list(&from.lines), saved: list(&from.saved) }
    }
}

/// What is known of a SKU's stock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Units that nobody holds.
    pub free: u32,
    /// Whether they are counted; unknown while the catalogue does not answer.
    pub tracked: Option<bool>,
}

/// The stock of every SKU that an operation may ask about.
pub type StockFigures = HashMap<Sku, Stock>;

/// Why an operation did nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A line would want more units than are free.
    #[error("{0} units are free")]
    NotEnoughStock(u32),
    /// A line would want more units than a line may have.
    #[error("a line has at most {} units", Quantity::MOST)]
    TooManyUnits,
    /// There is no room for another line.
    #[error("a cart has at most {} lines", storefront::cart::MOST_LINES)]
    TooManyLines,
    /// There is no such line.
    #[error("no such line")]
    NoSuchLine,
    /// Nothing was removed.
    #[error("nothing was removed")]
    NothingToUndo,
    /// It asked for the stock of a SKU that the figures lack: the cart changed meanwhile.
    #[error("no figures of the stock of {0}")]
    FiguresMissing(String),
}

impl From<Refused> for CartError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotEnoughStock(available) => Self::NotEnoughStock { available },
            Refused::TooManyUnits => Self::TooManyUnits { most: Quantity::MOST },
            Refused::TooManyLines => Self::TooManyLines {
                most: u32::try_from(storefront::cart::MOST_LINES).unwrap_or(u32::MAX),
            },
            Refused::NoSuchLine => Self::NoSuchLine,
            Refused::NothingToUndo => Self::NothingToUndo,
            Refused::FiguresMissing(_) => Self::Unavailable,
        }
    }
}
