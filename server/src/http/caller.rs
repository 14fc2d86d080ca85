//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use storefront::{account::Caller, limits::Ask};

use super::{
    AppState,
    limits::{Counted, TooOften},
};

/// How the address of a request is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Addresses {
    /// The other end of the connection.
    Direct,
    /// The last entry of this header, which the proxy in front of the shop writes.
    Header(String),
}

impl Addresses {
    fn of(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        match self {
            Self::Direct => peer,
            Self::Header(name) => headers
                .get_all(name.as_str())
                .iter()
                .next_back()
                .and_then(|value| value.to_str().ok())
                .and_then(|list| list.rsplit(',').next())
                .and_then(|entry| entry.trim().parse().ok())
                .or(peer),
        }
    }
}

/// Who calls, as far as the network tells.
pub(super) fn of(parts: &Parts, addresses: &Addresses) -> Caller {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Caller {
        address: addresses.of(peer, &parts.headers),
        agent: agent.unwrap_or_default().to_owned(),
    }
}

/// Who calls, as an argument of a handler, and what is counted for the call.
pub(super) struct Calling(pub(super) Caller, Counted);

impl Calling {
    /// The address; that of nobody in particular where it is not known.
    pub(super) fn address(&self) -> IpAddr {
        self.0.address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
    }

    /// Counts what is asked under the rules, for the answer to tell.
    ///
    /// # Errors
    /// [`TooOften`].
    pub(super) async fn within(&self, state: &AppState, asks: &[Ask<'_>]) -> Result<(), TooOften> {
        self.1.check(state, asks).await
    }
}

impl FromRequestParts<AppState> for Calling {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let counted = parts.extensions.get::<Counted>().cloned().unwrap_or_default();
        Ok(Self(of(parts, &state.addresses), counted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_counts_only_where_a_proxy_writes_it() {
        let peer = Some(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.1, 203.0.113.9".parse().expect("a value"));
        assert_eq!(Addresses::Direct.of(peer, &headers), peer);
        let proxied = Addresses::Header("x-forwarded-for".to_owned());
        assert_eq!(proxied.of(peer, &headers), "203.0.113.9".parse().ok());
        assert_eq!(proxied.of(peer, &HeaderMap::new()), peer);
    }
}
