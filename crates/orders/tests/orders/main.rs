//! Orders on a real PostgreSQL.

mod audit;
mod bought;
mod forgetting;
mod guards;
mod letters;
mod lives;
mod outage;
mod placing;
mod reading;
mod requests;
mod returns;
mod room;
mod support;
