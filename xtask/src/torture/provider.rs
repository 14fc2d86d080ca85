//! The payment provider's own books, which are not the shop's.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::http::{Request, exchange};

/// A charge as the provider has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Charge {
    /// What the shop calls it.
    pub(super) payment: String,
    pub(super) status: String,
    /// In minor units.
    pub(super) amount: i64,
    pub(super) refunded: i64,
}

/// All charges that there ever were: their names from the journal, how they stand from the API.
pub(super) fn charges(books: &Path, at: SocketAddr, secret: &str) -> Result<Vec<Charge>> {
    let text = fs::read_to_string(books).context("the provider's journal cannot be read")?;
    begun(&text)?
        .into_iter()
        .map(|payment| {
            let request = Request::get(format!("/v1/payments/{payment}"))
                .header("authorization", format!("Bearer {secret}"));
            let answer = exchange(at, &request).context("the provider does not answer")?;
            if answer.status != 200 {
                bail!("the provider answers {} when asked for {payment}", answer.status);
            }
            let told = answer.json();
            Ok(Charge {
                status: told["status"].as_str().unwrap_or_default().to_owned(),
                amount: told["amount"].as_i64().unwrap_or_default(),
                refunded: told["refunded"].as_i64().unwrap_or_default(),
                payment,
            })
        })
        .collect()
}

/// Payments that the journal speaks of.
fn begun(journal: &str) -> Result<BTreeSet<String>> {
    let mut payments = BTreeSet::new();
    for line in journal.lines() {
        let entry: Value =
            serde_json::from_str(line).context("a line of the provider's journal")?;
        for change in entry["changes"].as_array().into_iter().flatten() {
            if change["change"] == "begun"
                && let Some(payment) = change["payment"].as_str()
            {
                payments.insert(payment.to_owned());
            }
        }
    }
    Ok(payments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charges_are_found_in_the_journal() {
        let journal = r#"{"changes":[{"change":"card_kept","checkout":"c"}],"answered":null}
{"changes":[{"change":"begun","payment":"p1","charge":{}},{"change":"moved","payment":"p1"}]}
{"changes":[{"change":"begun","payment":"p2","charge":{}}]}
"#;
        let found = begun(journal).expect("read");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["p1", "p2"]);
        assert!(begun("{\"chan").is_err());
    }
}
