//! Pieces that several pages share.

pub(crate) mod arrival;
pub(crate) mod buy;
pub(crate) mod card;
pub(crate) mod chart;
pub(crate) mod choices;
pub(crate) mod crumbs;
pub(crate) mod form;
pub(crate) mod glimpse;
pub(crate) mod json_ld;
pub(crate) mod logo;
pub(crate) mod moment;
pub(crate) mod stars;
pub(crate) mod stock_text;
pub(crate) mod tax;
pub(crate) mod wish;
