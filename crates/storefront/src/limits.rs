//! How often something may be done.
//!
//! # Whom to count
//!
//! What is counted by the name of an account alone, anyone who knows the name can use up: a stranger
//! would lock its owner out. So attempts on an account are asked under several rules at once:
//!
//! - [`Whom::AccountFrom`]: this account from this network. The tightest; a stranger elsewhere uses
//!   up only their own.
//! - [`Whom::Address`]: this network, whichever account. Against one who tries many accounts.
//! - [`Whom::AccountByStrangers`]: this account from all networks together, asked **only** when the
//!   account has never been used from the network that asks. Against many who try one account; its
//!   owner, at a place they have signed in from before, is not asked under it and gets in.
//! - [`Whom::Everyone`]: all together, generous; it protects the machine.
//!
//! An attempt that is refused is not counted, so that nobody is kept out longer for trying.

use std::{
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use async_trait::async_trait;

/// How often something may be done: at most `limit` times in any time as long as `window`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is limited. Rules of the same name and window count together.
    pub name: &'static str,
    /// How often; zero is never.
    pub limit: u32,
    /// In what time; at least a second.
    pub window: Duration,
}

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom<'a> {
    /// The network of an address: /32 of IPv4, /64 of IPv6.
    Address(IpAddr),
    /// One account, or the mail address that may name one, from one network.
    AccountFrom(&'a str, IpAddr),
    /// One account from all networks it was never used from.
    AccountByStrangers(&'a str),
    /// One session, token or the like.
    Bearer(&'a str),
    /// All together.
    Everyone,
}

/// The network that an address counts as.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (!0 << 64))),
    }
}

impl Whom<'_> {
    /// A text that is the same for all who count together, and for nobody else. It may name a
    /// person: not for logs, and only hashed into a store.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Address(address) => format!("address {}", network(*address)),
            Self::AccountFrom(name, address) => {
                format!("from {} {}", network(*address), name.to_lowercase())
            }
            Self::AccountByStrangers(name) => format!("strangers {}", name.to_lowercase()),
            Self::Bearer(token) => format!("bearer {token}"),
            Self::Everyone => "everyone".to_owned(),
        }
    }
}

/// One rule and whom it is to count.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// How often.
    pub rule: &'a Rule,
    /// Whom.
    pub whom: Whom<'a>,
}

/// Whether it may be done, as the headers of the answer tell it. Of several rules it is the one
/// that leaves least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it may be done; it is counted then.
    pub allowed: bool,
    /// How often in the window of the rule; none when nothing is limited.
    pub limit: Option<u32>,
    /// How often more now.
    pub remaining: u32,
    /// Seconds until more is allowed than now.
    pub reset_seconds: u64,
}

impl Verdict {
    /// Nothing is limited.
    pub const UNLIMITED: Self =
        Self { allowed: true, limit: None, remaining: u32::MAX, reset_seconds: 0 };
}

/// Counts who does what how often.
#[async_trait]
pub trait Limiter: Send + Sync {
    /// Whether something may be done under all of these rules. If so it is counted under each, if
    /// not under none. Always answers: a store that is away makes limits looser, never tighter.
    async fn check(&self, asks: &[Ask<'_>]) -> Verdict;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn neighbours_count_together_and_strangers_apart() {
        let key = |text| Whom::Address(address(text)).key();
        assert_eq!(key("2001:db8:1:2::3"), key("2001:db8:1:2:ffff::"));
        assert_ne!(key("2001:db8:1:2::3"), key("2001:db8:1:3::3"));
        assert_eq!(key("203.0.113.7"), key("::ffff:203.0.113.7"));
        assert_ne!(key("203.0.113.7"), key("203.0.113.8"));
        let (here, there) = (address("203.0.113.7"), address("203.0.113.8"));
        let ann = |from| Whom::AccountFrom("Ann@shop.example", from).key();
        assert_ne!(ann(here), ann(there));
        assert_eq!(ann(here), Whom::AccountFrom("ann@shop.example", here).key());
    }

    #[test]
    fn nobody_passes_for_somebody_else() {
        let here = address("203.0.113.7");
        let keys = [
            Whom::Address(here).key(),
            Whom::AccountFrom("", here).key(),
            Whom::AccountByStrangers("203.0.113.7").key(),
            Whom::Bearer("everyone").key(),
            Whom::Everyone.key(),
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key}");
        }
    }
}
