//! One file a kind: its rows, its phrases, and how a row becomes a sheet.

mod coffee_subscriptions;
mod laptops;
mod mugs;
mod tshirts;

use crate::sheet::Sheet;

/// Every product, kind by kind.
pub(crate) fn all() -> Vec<Sheet> {
    [mugs::sheets, laptops::sheets, tshirts::sheets, coffee_subscriptions::sheets]
        .into_iter()
        .flat_map(|sheets| sheets())
        .collect()
}
