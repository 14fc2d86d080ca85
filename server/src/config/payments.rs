//! Who takes money for the shop, and how it is taxed.

use pricing::TaxMode;
use storefront::profile::Country;

use super::{ConfigError, Sources, variable};

/// Who takes money. Without `Debug`, for the secrets in it.
#[derive(Clone)]
pub(crate) enum Takes {
    /// The sandbox, which takes none.
    Sandbox {
        /// Where the shop reaches it.
        address: String,
        /// Where browsers do.
        pages: String,
        /// Opens it.
        secret: String,
    },
    /// Stripe.
    Stripe {
        /// The shop's secret key there.
        secret: String,
    },
}

/// What the shop decides about buying.
#[derive(Clone)]
pub(crate) struct Buying {
    pub(crate) takes: Takes,
    /// What the provider signs its messages with.
    pub(crate) webhook_secret: String,
    pub(crate) hold_seconds: u32,
    pub(crate) pay_seconds: u32,
    pub(crate) most_held: u32,
    pub(crate) hold_connections: u32,
    pub(crate) tax_mode: TaxMode,
    pub(crate) home: Country,
}

impl std::fmt::Debug for Buying {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Buying").field("hold_seconds", &self.hold_seconds).finish_non_exhaustive()
    }
}

impl Buying {
    pub(super) fn of(sources: &Sources) -> Result<Self, ConfigError> {
        let wrong = |name: &str, value: String, reason: &str| ConfigError::Value {
            name: variable(name),
            value,
            reason: reason.to_owned(),
        };
        let takes = match sources.needed("payments")?.as_str() {
            "sandbox" => {
                let address = sources.needed("sandbox_address")?;
                Takes::Sandbox {
                    pages: sources.text("sandbox_pages").unwrap_or_else(|| address.clone()),
                    address,
                    secret: sources.needed("sandbox_secret")?,
                }
            }
            "stripe" => Takes::Stripe { secret: sources.needed("stripe_secret_key")? },
            other => {
                return Err(wrong("payments", other.to_owned(), "it is sandbox or stripe"));
            }
        };
        let tax_mode = match sources.needed("tax")?.as_str() {
            "included" => TaxMode::Included,
            "added" => TaxMode::OnTop,
            other => return Err(wrong("tax", other.to_owned(), "it is included or added")),
        };
        Ok(Self {
            takes,
            webhook_secret: sources.needed("payment_webhook_secret")?,
            hold_seconds: within(sources, "hold_seconds", 1..=3_600)?,
            pay_seconds: within(sources, "pay_seconds", 10..=86_400)?,
            most_held: within(sources, "hold_most", 1..=100_000)?,
            hold_connections: within(sources, "hold_connections", 1..=64)?,
            tax_mode,
            home: sources.parsed("country", Country::parse)?,
        })
    }
}

fn within(
    sources: &Sources,
    name: &str,
    range: std::ops::RangeInclusive<u32>,
) -> Result<u32, ConfigError> {
    let number: u32 = sources.read(name)?;
    if range.contains(&number) {
        return Ok(number);
    }
    Err(ConfigError::Value {
        name: variable(name),
        value: number.to_string(),
        reason: format!("it is {} to {}", range.start(), range.end()),
    })
}
