//! Free ports of this machine.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

/// The first port that we take by ourselves; ports below belong to well-known servers.
const FIRST: u16 = 20_000;
/// Where Linux begins to hand out ports to connections unless told otherwise.
const EPHEMERAL: u16 = 32_768;

/// A free port for each wish: the wished one when it is free, else another.
///
/// The others lie below those that the system gives to outgoing connections. A client that tries
/// again and again to reach a store that has died may otherwise be given the store's own port, and
/// the store could not come back to it.
pub(super) fn choose(wishes: impl Iterator<Item = Option<u16>>) -> Result<Vec<u16>> {
    let mut others = others();
    // All are held until the last is chosen, so that no two are the same.
    let held: Vec<TcpListener> = wishes
        .map(|wish| {
            wish.and_then(bind)
                .or_else(|| others.find_map(bind))
                .or_else(|| bind(0))
                .context("no free port on 127.0.0.1")
        })
        .collect::<Result<_>>()?;
    held.iter().map(|listener| Ok(listener.local_addr()?.port())).collect()
}

fn bind(port: u16) -> Option<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()
}

/// Ports to try, from a place that differs between checkouts that start at the same time.
fn others() -> impl Iterator<Item = u16> {
    let end = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range")
        .ok()
        .and_then(|range| range.split_whitespace().next()?.parse().ok())
        .unwrap_or(EPHEMERAL)
        .max(FIRST);
    let count = u32::from(end - FIRST);
    let start = std::process::id().wrapping_mul(7);
    (0..count).map(move |step| FIRST + (start.wrapping_add(step) % count) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_wish_is_granted_and_a_taken_one_replaced() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let taken_port = taken.local_addr().expect("an address").port();
        let ports = choose([None, Some(taken_port)].into_iter()).expect("two ports");
        assert_ne!(ports[0], ports[1]);
        assert_ne!(ports[1], taken_port);
        assert_eq!(choose([Some(ports[0])].into_iter()).expect("the wish"), vec![ports[0]]);
        assert!(ports.iter().all(|port| (FIRST..EPHEMERAL).contains(port)), "{ports:?}");
    }
}
