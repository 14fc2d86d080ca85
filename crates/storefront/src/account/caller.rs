//! Where a request comes from, as far as the audit log is told.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where a request comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The address of its other end, as the server has decided to believe it.
    pub address: Option<IpAddr>,
    /// What the browser calls itself.
    pub agent: String,
}

impl Caller {
    /// The network of the address, /24 or /48: enough to recognise a place, too little to find a
    /// person.
    #[must_use]
    pub fn network(&self) -> Option<String> {
        let net = match self.address?.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                format!("{}/24", Ipv4Addr::new(a, b, c, 0))
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
            }
        };
        Some(net)
    }

    /// True for a request from this very machine.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.address.is_some_and(|address| address.to_canonical().is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Option<String> {
        Caller { address: address.parse().ok(), agent: String::new() }.network()
    }

    #[test]
    fn only_the_network_is_told() {
        for (address, told) in [
            ("203.0.113.77", Some("203.0.113.0/24")),
            ("::ffff:203.0.113.77", Some("203.0.113.0/24")),
            ("2001:db8:aaaa:bbbb::1", Some("2001:db8:aaaa::/48")),
            ("", None),
        ] {
            assert_eq!(network(address).as_deref(), told, "{address}");
        }
    }
}
