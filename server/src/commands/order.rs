//! `quayside order`: what staff do with orders.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use kernel::{Money, OrderId};
use storefront::{
    catalogue::Catalogue,
    order_room::ReturnsQuery,
    orders::{Shipment, Who},
};

use crate::{
    compose::{self, Goods},
    config::Config,
};

/// What to do with orders.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Say how an order stands.
    Show {
        /// Its number.
        order: String,
    },
    /// Hand a paid order to a carrier. Its buyer is told by letter.
    Ship {
        /// Its number.
        order: String,
        /// Who carries it.
        #[arg(long)]
        carrier: String,
        /// The carrier's number for the parcel.
        #[arg(long, default_value = "")]
        tracking: String,
        /// The carrier's page for it, beginning with https://.
        #[arg(long)]
        tracking_url: Option<String>,
    },
    /// Note that an order arrived.
    Deliver {
        /// Its number.
        order: String,
    },
    /// Cancel an order that was not shipped: its units are free again, and the money goes back.
    Cancel {
        /// Its number.
        order: String,
        /// Why, for its timeline.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// List returns that nobody has decided on, the oldest first.
    Returns,
    /// Agree to a return: the units are free again unless they are kept apart, and money goes back.
    ApproveReturn {
        /// Its id, as `returns` lists it.
        id: String,
        /// What goes back, in minor units: 1990 for €19.90.
        refund: i64,
        /// The units cannot be sold again.
        #[arg(long)]
        damaged: bool,
    },
    /// Do not agree to a return.
    RefuseReturn {
        /// Its id, as `returns` lists it.
        id: String,
        /// Why, for its timeline.
        reason: String,
    },
}

/// Carries out the action and says what came of it.
pub(super) async fn run(config: &Config, action: Action) -> Result<()> {
    let postgres = compose::postgres(config).await?;
    let catalogue: Arc<dyn Catalogue> = compose::catalogue(config).await?;
    // Nothing is begun here, so there is no crowd to be told early that something is gone.
    let goods = Goods { recent: catalogue.clone(), catalogue, stock: None };
    let front = compose::fixed_front(config)?;
    let buying = compose::buying(config, &postgres, goods, front).await?;
    let desk = &buying.desk;
    let order = match action {
        Action::Show { order } => number(&order)?,
        Action::Ship { order, carrier, tracking, tracking_url } => {
            let order = number(&order)?;
            desk.ship(&order, &Shipment { carrier, tracking, tracking_url }).await?;
            order
        }
        Action::Deliver { order } => {
            let order = number(&order)?;
            desk.deliver(&order).await?;
            order
        }
        Action::Cancel { order, reason } => {
            let order = number(&order)?;
            desk.cancel_order(&order, Who::Staff, &reason).await?;
            order
        }
        Action::Returns => {
            let (mut query, mut count) = (ReturnsQuery::default(), 0);
            loop {
                let page = buying.orders.returns_page(&query).await?;
                for waiting in &page.returns {
                    let asked = waiting.asked_at.rfc3339();
                    println!("{}  {}  {asked}  {}", waiting.id, waiting.order, waiting.reason);
                }
                count += page.returns.len();
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            println!("{count} returns wait.");
            return Ok(());
        }
        Action::ApproveReturn { id, refund, damaged } => {
            ensure!(refund >= 0, "what goes back is 0 or more");
            let refund = Money::new(refund, config.currency)?;
            desk.approve_return(&id, refund, !damaged).await?;
            println!("Agreed; {refund} goes back.");
            return Ok(());
        }
        Action::RefuseReturn { id, reason } => {
            desk.refuse_return(&id, &reason).await?;
            println!("Refused.");
            return Ok(());
        }
    };
    let view = buying.orders.view_any(&order).await?;
    let (status, total) = (view.summary.status.name(), view.summary.total);
    println!("{order}: {status}, {total}, {} paid back", view.refunded);
    Ok(())
}

fn number(text: &str) -> Result<OrderId> {
    OrderId::parse(text.trim().to_uppercase())
        .with_context(|| format!("{text} is no number of an order, such as 4F7K-2MXD-9QRA"))
}
