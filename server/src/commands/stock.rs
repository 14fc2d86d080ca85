//! `quayside stock`

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use inventory::StockChange;
use kernel::Sku;

use crate::{compose, config::Config};

/// What to do with stock.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Add units that arrived.
    Receive(Change),
    /// Add or, with a negative number, take away units after counting them.
    Correct(Change),
    /// Print the newest rows of the ledger of a SKU.
    Ledger {
        /// The SKU.
        sku: String,
    },
    /// Tell shoppers on which day a SKU that is sold out is expected back.
    Expect {
        /// The SKU.
        sku: String,
        /// The day, such as 2026-12-03; left out when none is known any more.
        day: Option<String>,
    },
    /// Check that every SKU's units add up to its ledger.
    Verify,
    /// Make a warehouse that stock can be received into. Again changes nothing.
    Warehouse {
        /// Its code: small letters, digits and dashes.
        code: String,
        /// What people call it.
        name: String,
    },
}

/// A change of stock.
#[derive(Args)]
pub(super) struct Change {
    /// The SKU.
    sku: String,
    /// Units.
    #[arg(allow_negative_numbers = true)]
    quantity: i32,
    /// Why, for the ledger.
    #[arg(long)]
    reason: String,
    /// The number of the delivery note or of the count. The same reference again changes nothing.
    #[arg(long)]
    reference: Option<String>,
    /// The warehouse's code.
    #[arg(long, default_value = inventory::MAIN_WAREHOUSE)]
    warehouse: String,
}

impl Change {
    fn read(self) -> Result<StockChange> {
        let reference =
            self.reference.unwrap_or_else(|| format!("cli-{}", kernel::random_token::<8>()));
        Ok(StockChange {
            sku: Sku::parse(self.sku)?,
            quantity: self.quantity,
            warehouse: self.warehouse,
            reference,
            reason: self.reason,
        })
    }
}

/// Carries out the action and says what there is afterwards.
pub(super) async fn run(config: &Config, action: Action) -> Result<()> {
    let postgres = compose::postgres(config).await?;
    let level = match action {
        Action::Receive(change) => inventory::receive(&postgres, &change.read()?).await?,
        Action::Correct(change) => inventory::correct(&postgres, &change.read()?).await?,
        Action::Ledger { sku } => {
            for row in inventory::ledger(&postgres, &Sku::parse(sku)?, 50).await? {
                println!(
                    "{}  {:>6}  {:<8}  {}  {}  {}",
                    row.at.rfc3339(),
                    row.quantity,
                    row.kind,
                    row.warehouse,
                    row.reference,
                    row.reason
                );
            }
            return Ok(());
        }
        Action::Expect { sku, day } => {
            inventory::expect(&postgres, &Sku::parse(sku.as_str())?, day.as_deref()).await?;
            let day = day.as_deref().unwrap_or("no known day");
            println!("{sku} is expected back on {day}.");
            return Ok(());
        }
        Action::Warehouse { code, name } => {
            inventory::ensure_warehouse(&postgres, &code, &name).await?;
            println!("Stock can be received with --warehouse {code}.");
            return Ok(());
        }
        Action::Verify => {
            let wrong = inventory::ledger_mismatches(&postgres)
                .await
                .context("the ledger could not be read")?;
            for row in &wrong {
                println!("{}: {} units, the ledger says {}", row.sku, row.counted, row.ledger);
            }
            anyhow::ensure!(wrong.is_empty(), "{} SKUs differ from their ledger", wrong.len());
            println!("Every SKU's units add up to its ledger.");
            return Ok(());
        }
    };
    println!(
        "{}: {} free, {} reserved, {} sold",
        level.sku, level.free, level.reserved, level.sold
    );
    Ok(())
}
