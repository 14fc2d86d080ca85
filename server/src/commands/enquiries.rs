//! `quayside enquiries`

use anyhow::Result;

use crate::{compose, config::Config};

/// Prints the newest letters.
pub(super) async fn run(config: &Config, limit: u32) -> Result<()> {
    let postgres = compose::postgres(config).await?;
    for letter in enquiries::list(&postgres, limit).await? {
        println!(
            "{}  {} <{}>\n{}\n",
            letter.received_at.rfc3339(),
            letter.name,
            letter.email,
            letter.message
        );
    }
    Ok(())
}
