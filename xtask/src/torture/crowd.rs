//! Many shoppers at a time, and what they come for.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fastrand::Rng;

use super::buying::{self, Offer};
use super::faults::{self, Fault};
use super::ground::Ground;
use super::journal::Journal;
use super::session::Session;
use crate::interrupt;

/// Light things of the demo catalogue: of three kinds there are few, of nine enough for all.
pub(super) fn offer(ground: &Ground, rng: &mut Rng, hold: Duration) -> Result<Offer> {
    let rows = ground.query(
        "select sku, free from inventory.stock
         where free > 0 and sku ~ '^(MUG|BAG)-' order by sku",
    )?;
    let mut goods: Vec<(String, i64)> = rows
        .into_iter()
        .map(|row| {
            let [sku, free] = row.try_into().ok().context("a row of stock")?;
            Ok((sku, free.parse()?))
        })
        .collect::<Result<_>>()?;
    rng.shuffle(&mut goods);
    if goods.len() < 6 {
        bail!("the demo catalogue has only {} mugs and bags in stock", goods.len());
    }
    let plenty = goods.split_off(3);
    for (sku, free) in &goods {
        let change = (8 - free).to_string();
        if *free != 8 {
            ground.command("stock", &["correct", sku, &change, "--reason", "few for a torture"])?;
        }
    }
    let names = |goods: &[(String, i64)]| goods.iter().map(|(sku, _)| sku.clone()).collect();
    let plenty = &plenty[..plenty.len().min(9)];
    for (sku, _) in plenty {
        ground.command("stock", &["receive", sku, "2000", "--reason", "many for a torture"])?;
    }
    Ok(Offer { scarce: names(&goods), plenty: names(plenty), hold })
}

/// Who shops, and for how long.
pub(super) struct Crowd {
    pub(super) shoppers: usize,
    /// While things break.
    pub(super) length: Duration,
    /// Then on, with nothing breaking, until so many orders are acknowledged: a slow machine does not
    /// make a broken shop.
    pub(super) least: usize,
}

/// How many times its length shopping may take.
const LONGEST: u32 = 5;

/// Shoppers come and go while things break.
pub(super) fn shop(
    ground: &mut Ground,
    journal: &Journal,
    offer: &Offer,
    faults: &[Fault],
    rng: &mut Rng,
    crowd: &Crowd,
) -> Result<()> {
    let servers = ground.servers();
    let closed = AtomicBool::new(false);
    let begin = Instant::now();
    let rngs: Vec<Rng> = (0..crowd.shoppers).map(|_| rng.fork()).collect();
    std::thread::scope(|scope| {
        for (number, rng) in rngs.into_iter().enumerate() {
            let (closed, servers) = (&closed, servers.as_slice());
            scope.spawn(move || keep_visiting(number, rng, journal, servers, offer, closed));
        }
        let struck = faults::strike(ground, faults, begin);
        let enough = || {
            let (since, least) = (begin.elapsed(), crowd.least);
            since >= crowd.length
                && (journal.acknowledged() >= least || since >= crowd.length * LONGEST)
        };
        while struck.is_ok() && !enough() && !interrupt::requested() {
            std::thread::sleep(Duration::from_millis(50));
        }
        closed.store(true, Ordering::Relaxed);
        struck
    })
}

fn keep_visiting(
    number: usize,
    mut rng: Rng,
    journal: &Journal,
    servers: &[SocketAddr],
    offer: &Offer,
    closed: &AtomicBool,
) {
    for visit in 0.. {
        if closed.load(Ordering::Relaxed) {
            return;
        }
        let name = format!("shopper-{number}-{visit}");
        let mut session = Session::new(name, rng.fork(), journal, servers);
        journal.count("visits");
        buying::visit(&mut session, offer);
        session.think(100);
    }
}
