//! Orders on a real PostgreSQL.

mod audit;
mod bought;
mod forgetting;
mod guards;
mod letters;
mod lives;
mod on_behalf;
mod outage;
mod placing;
mod reading;
mod requests;
mod return_lists;
mod returns;
mod room;
mod support;
