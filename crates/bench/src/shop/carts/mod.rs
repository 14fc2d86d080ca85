//! Carts and sessions: how many add, how quickly, beside bare round trips to the same Redis; and
//! what a session adds to a page.

mod guests;
mod report;
mod session_cost;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;

use crate::bare_redis::{self, Place};
use crate::http::{Load, Pace, Served, ask_at_a_pace, ask_in_turn};
use crate::report::progress;
use crate::samples::Samples;
use guests::{Guests, Way};
use session_cost::SessionCost;

pub(super) use report::{Target, markdown, targets};

/// Guests who add.
const GUESTS: usize = 2_000;
/// Connections of both loops and of the baseline.
const CONNECTIONS: usize = 64;
/// Adds a second of the open loop.
const RATE: u32 = 1_000;
/// Not counted before a closed loop.
const WARM_UP: Duration = Duration::from_secs(1);
/// Counted of a closed loop, and how long an open one lasts.
const COUNTED: Duration = Duration::from_secs(5);
/// Each of the two times that bare round trips are counted: before the adding and after it.
const BARE: Duration = Duration::from_secs(2);

/// Adding by one way.
struct Adding {
    way: Way,
    closed: Served,
    /// Time of Redis's processor for one add of the closed loop.
    processor: Duration,
    open: Served,
}

/// Everything that was measured of carts and sessions.
pub(super) struct Carts {
    guests: usize,
    bare: Samples,
    /// Time of Redis's processor for one bare round trip.
    bare_processor: Duration,
    adding: Vec<Adding>,
    session: SessionCost,
}

/// Measures on a shop that serves without limits and keeps no pages. `skus` are things it sells,
/// `products` addresses of their pages.
pub(super) async fn measure(
    address: SocketAddr,
    redis: &Place,
    skus: Vec<String>,
    products: &[String],
) -> Result<Carts> {
    progress(format!("{GUESTS} guests put something into their carts"));
    let guests = Guests::come(address, GUESTS, skus).await?;
    let before = bare_redis::processor_time(redis).await?;
    progress("bare round trips to Redis");
    let mut bare = bare_redis::count(redis, CONNECTIONS, BARE)?;
    let mut used = bare_redis::processor_time(redis).await?.saturating_sub(before);
    let mut adding = Vec::new();
    for way in [Way::Api, Way::Form] {
        progress(format!("adding by {}", way.name()));
        adding.push(add(address, redis, &guests, way).await?);
    }
    let before = bare_redis::processor_time(redis).await?;
    progress("bare round trips to Redis again");
    bare.add(bare_redis::count(redis, CONNECTIONS, BARE)?);
    used += bare_redis::processor_time(redis).await?.saturating_sub(before);
    progress("pages with a session and without");
    let session = session_cost::measure(address, &guests, products)?;
    let bare_processor = each(used, bare.count());
    Ok(Carts { guests: GUESTS, bare, bare_processor, adding, session })
}

async fn add(address: SocketAddr, redis: &Place, guests: &Guests, way: Way) -> Result<Adding> {
    let questions = guests.adding(way);
    let load = Load {
        address,
        connections: CONNECTIONS,
        warm_up: Duration::ZERO,
        counted: WARM_UP,
        encoding: None,
    };
    ask_in_turn(load, questions.clone())?;
    // The warm-up is a load of its own, so that Redis's work is that of what is counted.
    let before = bare_redis::processor_time(redis).await?;
    let closed = ask_in_turn(Load { counted: COUNTED, ..load }, questions.clone())?;
    let used = bare_redis::processor_time(redis).await?.saturating_sub(before);
    let processor = each(used, closed.samples.count());
    let pace = Pace { address, connections: CONNECTIONS, rate: RATE, lasting: COUNTED };
    Ok(Adding { way, closed, processor, open: ask_at_a_pace(pace, questions)? })
}

/// The part of one among so many.
fn each(all: Duration, count: usize) -> Duration {
    Duration::from_secs_f64(all.as_secs_f64() / count.max(1) as f64)
}
