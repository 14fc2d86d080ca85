//! Guests with a cookie of their own, and what they ask for.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};

use crate::http::{Connection, Questions, Sent};
use crate::queries::encoded;

/// Different things that a guest puts into the cart; of each the public catalogue has 25.
pub(super) const LINES: usize = 5;

/// Guests, each with a session and a cart that holds one thing.
pub(super) struct Guests {
    cookies: Vec<String>,
    skus: Vec<String>,
}

/// By which way something is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// `PATCH /api/cart`, answered with the whole cart.
    Api,
    /// The form, answered with the way to the cart's page.
    Form,
}

impl Way {
    /// What it is called in the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Api => "PATCH /api/cart?op=ADD",
            Self::Form => "POST /cart (form)",
        }
    }

    fn expected(self) -> u16 {
        match self {
            Self::Api => 200,
            Self::Form => 303,
        }
    }

    fn request(self, sku: &str, cookie: Option<&str>) -> Vec<u8> {
        let (method, path, kind, body) = match self {
            Self::Api => {
                let body = serde_json::json!({ "sku": sku, "quantity": 1 }).to_string();
                ("PATCH", "/api/cart?op=ADD", "application/json", body)
            }
            Self::Form => {
                let body = format!("op=add&quantity=1&sku={}", encoded(sku));
                ("POST", "/cart", "application/x-www-form-urlencoded", body)
            }
        };
        Sent { method, path, cookie, key: None, body: Some((kind, &body)) }.bytes()
    }
}

impl Guests {
    /// Makes so many guests as shoppers become such: by putting something into a cart.
    pub(super) async fn come(
        address: SocketAddr,
        number: usize,
        skus: Vec<String>,
    ) -> Result<Self> {
        ensure!(skus.len() >= LINES, "the shop sells too few different things");
        let mut connection = Connection::open(address).await?;
        let mut guests = Self { cookies: Vec::with_capacity(number), skus };
        for guest in 0..number {
            let sku = guests.sku(guest, 0);
            let answer = connection.ask(&Way::Api.request(sku, None), None).await?;
            ensure!(answer.status == 200, "adding {sku} answered {}", answer.status);
            let cookie = connection.take_cookie().context("a guest got no cookie")?;
            ensure!(cookie.starts_with("quayside="), "a guest got no session");
            guests.cookies.push(cookie);
        }
        Ok(guests)
    }

    fn sku(&self, guest: usize, line: usize) -> &str {
        &self.skus[(guest * LINES + line) % self.skus.len()]
    }

    /// One adding of each guest after the other, then of the next thing.
    pub(super) fn adding(&self, way: Way) -> Questions {
        let every = (0..LINES).flat_map(|line| (0..self.cookies.len()).map(move |at| (at, line)));
        let requests =
            every.map(|(at, line)| way.request(self.sku(at, line), Some(&self.cookies[at])));
        Questions { requests: Arc::new(requests.collect()), expected: way.expected() }
    }

    /// Looking at pages, each guest at the next one.
    pub(super) fn looking(&self, paths: &[String]) -> Questions {
        let pairs = paths.iter().zip(self.cookies.iter().cycle());
        let requests = pairs.map(|(path, cookie)| {
            Sent { method: "GET", path, cookie: Some(cookie), key: None, body: None }.bytes()
        });
        Questions { requests: Arc::new(requests.collect()), expected: 200 }
    }
}

/// Looking at the same pages as somebody of whom nothing is known.
pub(super) fn strangers(paths: &[String]) -> Questions {
    let requests = paths
        .iter()
        .map(|path| Sent { method: "GET", path, cookie: None, key: None, body: None }.bytes());
    Questions { requests: Arc::new(requests.collect()), expected: 200 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_guest_adds_with_a_cookie_of_their_own() {
        let cookies = vec!["quayside=a".to_owned(), "quayside=b".to_owned()];
        let skus = (0..LINES * 2).map(|at| format!("S-{at}")).collect();
        let guests = Guests { cookies, skus };
        for way in [Way::Api, Way::Form] {
            let questions = guests.adding(way);
            assert_eq!(questions.requests.len(), 2 * LINES);
            let texts: Vec<_> =
                questions.requests.iter().map(|bytes| String::from_utf8_lossy(bytes)).collect();
            assert!(texts[0].contains("Cookie: quayside=a\r\n") && texts[0].contains("S-0"));
            assert!(texts[1].contains("Cookie: quayside=b\r\n") && texts[1].contains("S-5"));
            assert!(texts[2].contains("Cookie: quayside=a\r\n") && texts[2].contains("S-1"));
        }
    }

    #[test]
    fn a_body_is_announced_with_its_length() {
        let request = Way::Form.request("S 1", None);
        let text = String::from_utf8(request).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a body");
        assert_eq!(body, "op=add&quantity=1&sku=S+1");
        assert!(head.ends_with(&format!("Content-Length: {}", body.len())), "{head}");
    }
}
