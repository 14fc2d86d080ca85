//! How often something may be done, and what an answer says of it.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Query, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use storefront::limits::{Ask, Rule, Verdict, Whom};

use super::{AppState, caller, problem::Problem};

const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Every rule there is. Each is a setting of the same name.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// Sign-ins to one account from one network.
    pub(crate) sign_in: Rule,
    /// Sign-ins from one network, whichever account.
    pub(crate) sign_in_address: Rule,
    /// Sign-ins to one account from networks that it was never used from.
    pub(crate) sign_in_strangers: Rule,
    /// Passwords looked at, of all people together.
    pub(crate) passwords: Rule,
    /// Registrations from one network.
    pub(crate) register: Rule,
    /// Letters asked for to one address.
    pub(crate) letters: Rule,
    /// Requests to the API from one network.
    pub(crate) api: Rule,
    /// Suggestions while somebody types, from one network.
    pub(crate) suggest: Rule,
    /// Changes of carts from one network.
    pub(crate) cart: Rule,
    /// Checkouts begun from one network.
    pub(crate) checkout: Rule,
    /// What one account writes about products, and says of what others wrote.
    pub(crate) reviews: Rule,
}

/// The settings of the rules: name, default and meaning.
pub(crate) const SETTINGS: &[(&str, &str, &str)] = &[
    ("limit_sign_in", "10 in 15m", "Sign-ins to one account from one network."),
    ("limit_sign_in_address", "60 in 15m", "Sign-ins from one network, whichever account."),
    (
        "limit_sign_in_strangers",
        "50 in 1h",
        "Sign-ins to one account from networks that it was never used from, together.",
    ),
    ("limit_passwords", "1200 in 1m", "Passwords looked at, of all people together."),
    ("limit_register", "20 in 1h", "Registrations from one network."),
    ("limit_letters", "5 in 1h", "Letters to one address that anybody asked for."),
    ("limit_api", "3000 in 1m", "Requests to the API from one network."),
    ("limit_suggest", "1200 in 1m", "Suggestions while somebody types, from one network."),
    ("limit_cart", "600 in 1m", "Changes of carts from one network."),
    ("limit_checkout", "60 in 10m", "Checkouts begun from one network."),
    ("limit_reviews", "60 in 1h", "Reviews, votes and reports of one account."),
];

/// A rule from the text of a setting, such as `10 in 15m`.
///
/// # Errors
/// A sentence that says what it should be.
pub(crate) fn parse(name: &'static str, text: &str) -> Result<Rule, &'static str> {
    const SHAPE: &str = "it is a number, `in`, and a time: 10 in 15m";
    let (limit, window) = text.split_once(" in ").ok_or(SHAPE)?;
    let limit = limit.trim().parse().map_err(|_| SHAPE)?;
    let window = window.trim();
    let (number, unit) = window.split_at(window.len().saturating_sub(1));
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(SHAPE),
    };
    let number: u64 = number.parse().map_err(|_| SHAPE)?;
    let seconds = number.checked_mul(seconds).filter(|seconds| *seconds > 0).ok_or(SHAPE)?;
    Ok(Rule { name, limit, window: Duration::from_secs(seconds) })
}

impl Rules {
    /// The rules, from their settings' texts.
    ///
    /// # Errors
    /// Whatever the source of texts refuses.
    pub(crate) fn read<E>(rule: impl Fn(&'static str) -> Result<Rule, E>) -> Result<Self, E> {
        Ok(Self {
            sign_in: rule("limit_sign_in")?,
            sign_in_address: rule("limit_sign_in_address")?,
            sign_in_strangers: rule("limit_sign_in_strangers")?,
            passwords: rule("limit_passwords")?,
            register: rule("limit_register")?,
            letters: rule("limit_letters")?,
            api: rule("limit_api")?,
            suggest: rule("limit_suggest")?,
            cart: rule("limit_cart")?,
            checkout: rule("limit_checkout")?,
            reviews: rule("limit_reviews")?,
        })
    }
}

/// What an answer says of a limit, as the draft for `RateLimit` headers has it.
fn headers(rule: &Rule, verdict: &Verdict, headers: &mut HeaderMap) {
    let Some(limit) = verdict.limit else { return };
    let (remaining, reset) = (verdict.remaining, verdict.reset_seconds);
    let texts = [
        (RATE_LIMIT_POLICY, format!("\"{}\";q={limit};w={}", rule.name, rule.window.as_secs())),
        (RATE_LIMIT, format!("\"{}\";r={remaining};t={reset}", rule.name)),
    ];
    for (name, text) in texts {
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.insert(name, value);
        }
    }
    if !verdict.allowed {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(reset.max(1)));
    }
}

/// In words, when something may be tried again.
fn again_in(verdict: &Verdict) -> String {
    let seconds = verdict.reset_seconds.max(1);
    match seconds {
        1..=90 => format!("Too often. Try again in {seconds} seconds."),
        _ => format!("Too often. Try again in {} minutes.", seconds.div_ceil(60)),
    }
}

/// Something was done too often: the sentence that says when it may be tried again.
#[derive(Debug)]
pub(super) struct TooOften(pub(super) String);

/// What was counted for a request, for its answer to tell.
#[derive(Clone, Default)]
pub(super) struct Counted(Arc<Mutex<Option<(Rule, Verdict)>>>);

impl Counted {
    /// Counts what is asked under the rules.
    ///
    /// # Errors
    /// [`TooOften`].
    pub(super) async fn check(&self, state: &AppState, asks: &[Ask<'_>]) -> Result<(), TooOften> {
        let verdict = state.shop.limiter.check(asks).await;
        // Told of the first rule asked, whichever it was: the others are not for strangers to know.
        if let Some(first) = asks.first() {
            self.note(*first.rule, verdict);
        }
        if verdict.allowed { Ok(()) } else { Err(TooOften(again_in(&verdict))) }
    }

    /// Of what is counted one after the other, the first is told, unless a later one refuses.
    fn note(&self, rule: Rule, verdict: Verdict) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none() || !verdict.allowed {
            *told = Some((rule, verdict));
        }
    }

    fn told(&self) -> Option<(Rule, Verdict)> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Has the answer to a form tell what was counted for it.
pub(super) async fn told(mut request: Request, next: Next) -> Response {
    let counted = Counted::default();
    request.extensions_mut().insert(counted.clone());
    let mut answer = next.run(request).await;
    if let Some((rule, verdict)) = counted.told() {
        headers(&rule, &verdict, answer.headers_mut());
    }
    answer
}

/// Limits what one network asks of the API.
pub(super) async fn of_api(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let rule = match request.uri().path() {
        "/api/suggest" => state.rules.suggest,
        "/api/cart" if !request.method().is_safe() => state.rules.cart,
        "/api/checkout" if begins(request.uri()) => state.rules.checkout,
        _ => state.rules.api,
    };
    let (parts, body) = request.into_parts();
    let address = caller::of(&parts, &state.addresses).address;
    let request = Request::from_parts(parts, body);
    let whom = Whom::Address(address.unwrap_or(IpAddr::from([0, 0, 0, 0])));
    let verdict = state.shop.limiter.check(&[Ask { rule: &rule, whom }]).await;
    let mut answer = if verdict.allowed {
        next.run(request).await
    } else {
        let code = StatusCode::TOO_MANY_REQUESTS;
        Problem::new(code, "rate_limited", again_in(&verdict)).into_response()
    };
    headers(&rule, &verdict, answer.headers_mut());
    answer
}

/// Whether a call of the API begins a checkout, however the address spells it.
fn begins(address: &Uri) -> bool {
    Query::<Vec<(String, String)>>::try_from_uri(address)
        .is_ok_and(|Query(pairs)| pairs.iter().any(|(name, op)| name == "op" && op == "BEGIN"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_a_number_and_a_time() {
        let rule = parse("x", "10 in 15m").expect("a rule");
        assert_eq!((rule.limit, rule.window), (10, Duration::from_secs(900)));
        for bad in ["", "10", "10 in", "10 in 15", "10 in 0m", "-1 in 1m", "10 in m", "ten in 1m"] {
            assert!(parse("x", bad).is_err(), "{bad}");
        }
        for (name, default, _) in SETTINGS {
            assert!(parse(name, default).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_checkout_is_begun_however_its_address_is_spelt() {
        for address in ["?op=BEGIN", "?a=b&op=BEGIN", "?%6Fp=%42EGIN", "?op=%42%45%47%49%4E&a"] {
            let address = format!("/api/checkout{address}").parse().expect("an address");
            assert!(begins(&address), "{address}");
        }
        for address in ["", "?op=SUBMIT", "?op=begin", "?stop=BEGIN"] {
            let address = format!("/api/checkout{address}").parse().expect("an address");
            assert!(!begins(&address), "{address}");
        }
    }

    #[test]
    fn who_is_refused_is_told_by_which_rule_and_when_to_come_again() {
        let rule = |name| parse(name, "2 in 1m").expect("a rule");
        let verdict = |allowed| Verdict {
            allowed,
            limit: Some(2),
            remaining: u32::from(allowed),
            reset_seconds: 7,
        };
        let counted = Counted::default();
        assert!(counted.told().is_none());
        counted.note(rule("first"), verdict(true));
        counted.note(rule("second"), verdict(true));
        assert_eq!(counted.told().expect("one").0.name, "first");
        counted.note(rule("third"), verdict(false));
        let (told, refused) = counted.told().expect("one");
        let mut answer = HeaderMap::new();
        headers(&told, &refused, &mut answer);
        assert_eq!(told.name, "third");
        assert_eq!(answer[header::RETRY_AFTER], "7");
    }
}
