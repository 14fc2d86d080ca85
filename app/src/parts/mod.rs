//! Pieces that several pages share.

pub(crate) mod card;
pub(crate) mod crumbs;
pub(crate) mod json_ld;
pub(crate) mod stars;
pub(crate) mod stock_text;
