//! `quayside migrate`

use anyhow::{Context, Result};

use crate::{compose, config::Config};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// Brings PostgreSQL's schema and MongoDB's validators and indexes up to date.
pub(super) async fn run(config: &Config) -> Result<()> {
    let postgres = compose::postgres(config).await?;
    MIGRATIONS
        .run(&postgres)
        .await
        .context("PostgreSQL's schema could not be brought up to date")?;
    let catalogue = compose::catalogue(config).await?;
    catalogue
        .prepare()
        .await
        .context("MongoDB's validators and indexes could not be brought up to date")?;
    compose::profiles(config, catalogue)
        .await?
        .prepare()
        .await
        .context("the validator and the index of profiles could not be brought up to date")?;
    println!("The stores' schemas are up to date.");
    Ok(())
}
