//! Free ports of this machine.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

/// A free port for each wish: the wished one when it is free, else any.
pub(super) fn choose(wishes: impl Iterator<Item = Option<u16>>) -> Result<Vec<u16>> {
    // All are held until the last is chosen, so that no two are the same.
    let held: Vec<TcpListener> = wishes
        .map(|wish| {
            wish.and_then(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
                .map_or_else(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)), Ok)
                .context("no free port on 127.0.0.1")
        })
        .collect::<Result<_>>()?;
    held.iter().map(|listener| Ok(listener.local_addr()?.port())).collect()
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
    }
}
