//! Speaking HTTP with a provider.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use storefront::payment::Answer;
use tokio::sync::Semaphore;
use ureq::{Agent, RequestBuilder};

/// How long one call may take, from looking the name up to the last byte.
const WHOLE: Duration = Duration::from_secs(8);
/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(3);
/// Calls at the same time. Each has a thread while it lasts.
const AT_ONCE: usize = 64;
/// How long a call waits for its turn. Not asked is not known either.
const TURN: Duration = Duration::from_secs(4);
/// More than any answer of a provider has.
const LONGEST_ANSWER: u64 = 1024 * 1024;

/// Why an address is not a provider's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a provider's address begins with https://, or http:// on the machine itself")]
pub struct BadAddress;

/// What is asked of a provider.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    Get,
    /// With the key by which the provider knows the order again.
    Json(Value, String),
    Form(Vec<(String, String)>, String),
}

/// What a provider answered: the status, and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

/// A way to a provider's API. Its secret goes nowhere else: redirects are not followed.
#[derive(Clone)]
pub struct ProviderClient {
    agent: Agent,
    base: String,
    authorisation: String,
    /// Which version of the API is spoken, for a provider that has several.
    version: Option<(&'static str, &'static str)>,
    turns: Arc<Semaphore>,
}

impl ProviderClient {
    /// A way to the API at `base`, opened by `secret`.
    ///
    /// # Errors
    /// [`BadAddress`] for one that would send the secret unencrypted through a network.
    pub fn new(base: &str, secret: &str) -> Result<Self, BadAddress> {
        let local = base.strip_prefix("http://").is_some_and(|rest| {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let name = host.rsplit_once(':').filter(|(_, end)| port(end));
            matches!(name.map_or(host, |(name, _)| name), "127.0.0.1" | "localhost" | "[::1]")
        });
        if !local && !base.starts_with("https://") {
            return Err(BadAddress);
        }
        let agent = Agent::config_builder()
            .timeout_global(Some(WHOLE))
            .timeout_connect(Some(CONNECT))
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .build()
            .into();
        Ok(Self {
            agent,
            base: base.trim_end_matches('/').to_owned(),
            authorisation: format!("Bearer {secret}"),
            version: None,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// Says with each call, in this header, which version of the API is spoken.
    pub(crate) fn speaking(self, header: &'static str, version: &'static str) -> Self {
        Self { version: Some((header, version)), ..self }
    }

    /// Asks the provider. Unknown unless a whole answer in JSON came that is not the provider's own
    /// failure.
    pub(crate) async fn ask(&self, path: &str, ask: Ask) -> Answer<Said> {
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            tracing::warn!("too many calls to the payment provider wait");
            return Answer::Unknown;
        };
        let (client, url) = (self.clone(), format!("{}{path}", self.base));
        let called = tokio::task::spawn_blocking(move || {
            let said = client.call(&url, &ask);
            drop(turn);
            said
        });
        match called.await {
            // Busy, or it failed in the middle: what it did is not known.
            Ok(Ok(said)) if said.status >= 500 || matches!(said.status, 408 | 409 | 429) => {
                tracing::warn!(status = said.status, path, "the payment provider failed");
                Answer::Unknown
            }
            Ok(Ok(said)) => Answer::Known(said),
            Ok(Err(error)) => {
                tracing::warn!(%error, path, "the payment provider does not answer");
                Answer::Unknown
            }
            Err(error) => {
                tracing::error!(%error, "a call to the payment provider broke");
                Answer::Unknown
            }
        }
    }

    fn call(&self, url: &str, ask: &Ask) -> Result<Said, ureq::Error> {
        let mut answer = match ask {
            Ask::Get => self.marked(self.agent.get(url)).call()?,
            Ask::Json(body, key) => self
                .marked(self.agent.post(url))
                .header("idempotency-key", key)
                .header("content-type", "application/json")
                .send(body.to_string())?,
            Ask::Form(fields, key) => self
                .marked(self.agent.post(url))
                .header("idempotency-key", key)
                .send_form(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())))?,
        };
        let status = answer.status().as_u16();
        let text = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_string()?;
        let body = serde_json::from_str(&text)
            .map_err(|error| ureq::Error::Io(std::io::Error::other(error)))?;
        Ok(Said { status, body })
    }

    fn marked<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        let request = request.header("authorization", &self.authorisation);
        match self.version {
            Some((header, version)) => request.header(header, version),
            None => request,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_sent_encrypted_or_stays_on_the_machine() {
        for good in [
            "https://api.stripe.com",
            "http://127.0.0.1:4000",
            "http://localhost",
            "http://[::1]:80/",
            "http://127.0.0.1",
        ] {
            assert!(ProviderClient::new(good, "sk").is_ok(), "{good}");
        }
        for bad in [
            "http://api.stripe.com",
            "http://127.0.0.1.example.com",
            "http://localhost@example.com",
            "http://127.0.0.1:80@example.com",
            "ftp://localhost",
            "",
        ] {
            assert!(ProviderClient::new(bad, "sk").is_err(), "{bad}");
        }
    }
}
