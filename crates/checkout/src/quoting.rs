//! What a checkout comes to, at the prices of now; of a moment ago while it only begins.

use std::time::Duration;

use kernel::{Quantity, Sku};
use storefront::{
    ShopError,
    cart::MOST_LINES,
    catalogue::Catalogue,
    checkout::{BeginLine, CheckoutError, MovedPrice, ShortLine},
    pricing::{Pricing, Quote, QuoteRequest},
};

use crate::{
    desk::CheckoutDesk,
    held::HeldLine,
    row::{Checkout, Typed},
    trouble::Trouble,
};

/// How long the catalogue may take. Without it, what was frozen stands.
const CATALOGUE: Duration = Duration::from_secs(1);

impl CheckoutDesk {
    /// Lines at the prices of a moment ago.
    pub(crate) async fn priced_lately(
        &self,
        wanted: &[BeginLine],
    ) -> Result<Vec<HeldLine>, Trouble> {
        priced(&*self.inner.recent, wanted).await
    }

    /// The lines of a checkout at the prices of now; as they were frozen while the catalogue does not
    /// answer.
    ///
    /// # Errors
    /// [`CheckoutError::SoldOut`] for what is not sold any more.
    pub(crate) async fn priced_again(&self, row: &Checkout) -> Result<Vec<HeldLine>, Trouble> {
        let wanted: Vec<BeginLine> = row
            .lines
            .iter()
            .map(|held| BeginLine { sku: held.line.sku.clone(), quantity: held.line.quantity })
            .collect();
        let turn = self.turn().await?;
        let priced = priced(&*self.inner.catalogue, &wanted).await;
        drop(turn);
        match priced {
            Ok(mut lines) => {
                // What is counted was decided when it was held.
                for (line, before) in lines.iter_mut().zip(&row.lines) {
                    line.counted = before.counted;
                }
                Ok(lines)
            }
            Err(Trouble::Away) => Ok(row.lines.clone()),
            Err(other) => Err(other),
        }
    }

    /// What lines come to, with what was typed.
    pub(crate) async fn quote(
        &self,
        lines: &[HeldLine],
        typed: &Typed,
        row: Option<&Checkout>,
    ) -> Result<Quote, Trouble> {
        let request = QuoteRequest {
            destination: typed.destination(),
            delivery_method: typed.delivery_method.clone(),
            coupon: typed.coupon.clone(),
            buyer: typed.contact.as_ref().map(|contact| contact.email.clone()),
            order: row.and_then(|row| row.order.clone()),
            ..of_lines(lines)
        };
        let _turn = self.turn().await?;
        Ok(self.inner.prices.quote(&request).await?)
    }

    /// What lines come to while nothing is typed, by the tariff of a moment ago.
    pub(crate) async fn quote_lately(&self, lines: &[HeldLine]) -> Result<Quote, Trouble> {
        Ok(self.inner.prices.quote_lately(&of_lines(lines)).await?)
    }
}

fn of_lines(lines: &[HeldLine]) -> QuoteRequest {
    QuoteRequest { lines: lines.iter().map(HeldLine::basket).collect(), ..QuoteRequest::default() }
}

/// Lines at the prices of a catalogue, each SKU once, in the order in which they were asked for.
async fn priced(catalogue: &dyn Catalogue, wanted: &[BeginLine]) -> Result<Vec<HeldLine>, Trouble> {
    let lines = once_each(wanted)?;
    let skus: Vec<Sku> = lines.iter().map(|line| line.sku.clone()).collect();
    let asked = tokio::time::timeout(CATALOGUE, catalogue.offers(&skus)).await;
    let offers = asked.unwrap_or(Err(ShopError::Unavailable)).map_err(|_| Trouble::Away)?;
    let missing: Vec<_> =
        lines.iter().filter(|line| !offers.contains_key(&line.sku)).map(gone).collect();
    if !missing.is_empty() {
        return Err(CheckoutError::SoldOut(missing).into());
    }
    let priced = lines
        .iter()
        .map(|line| offers.get(&line.sku).and_then(|offer| HeldLine::of(offer, line.quantity)));
    priced
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Trouble::Wrong("a line is worth too much".to_owned()))
}

/// What was asked for, each SKU once.
fn once_each(wanted: &[BeginLine]) -> Result<Vec<BeginLine>, Trouble> {
    let mut lines: Vec<BeginLine> = Vec::with_capacity(wanted.len());
    for line in wanted {
        match lines.iter_mut().find(|before| before.sku == line.sku) {
            Some(before) => {
                let units = before.quantity.units().saturating_add(line.quantity.units());
                before.quantity = Quantity::new(units).map_err(|_| CheckoutError::TooMuchHeld)?;
            }
            None => lines.push(line.clone()),
        }
    }
    match lines.len() {
        0 => Err(CheckoutError::NothingToBuy.into()),
        // More than an order may have; and all their rows of stock would be locked at once.
        count if count > MOST_LINES => Err(CheckoutError::TooMuchHeld.into()),
        _ => Ok(lines),
    }
}

fn gone(line: &BeginLine) -> ShortLine {
    ShortLine {
        sku: line.sku.clone(),
        wanted: line.quantity.units(),
        free: 0,
        in_checkouts_until: None,
    }
}

/// Prices that are not what was last shown; none when nothing that is charged has moved.
pub(crate) fn moved(row: &Checkout, lines: &[HeldLine], quote: &Quote) -> Vec<MovedPrice> {
    let mut moved: Vec<MovedPrice> = row
        .lines
        .iter()
        .zip(lines)
        .filter(|(before, now)| before.unit_price() != now.unit_price())
        .map(|(before, now)| MovedPrice {
            sku: Some(now.line.sku.clone()),
            was: before.unit_price(),
            now: now.unit_price(),
        })
        .collect();
    if moved.is_empty() && row.quote.totals.total != quote.totals.total {
        let (was, now) = (row.quote.totals.total, quote.totals.total);
        moved.push(MovedPrice { sku: None, was, now });
    }
    moved
}
