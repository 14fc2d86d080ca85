//! The whole reckoning, in one place.
//!
//! `total = lines - discount + tax + shipping`. A discount is of the goods and is shared out among
//! the lines by what they cost; tax is reckoned on what is left; each amount is rounded once, where
//! it arises, and everything after is sums of whole cents.

use kernel::{Money, MoneyError};
use storefront::pricing::{
    Benefit, CouponDraft, CouponRefusal, DeliveryOption, PricedLine, PricingError, Quote,
    QuoteRequest, Totals, Undeliverable,
};

use crate::{
    coupon::discount,
    delivery::{options, weight},
    rounding::share_out,
    store::coupons::Offered,
    tariff::Tariff,
    tax::{TaxMode, tax_lines},
};

/// What an order costs by a tariff: that of its destination, or of the shop's own country while
/// there is none. A coupon that was typed and is taken is what it gets; otherwise it gets the
/// promotion that makes it cheapest.
///
/// # Errors
/// Any [`PricingError`] but `Unavailable`.
pub(crate) fn price(
    request: &QuoteRequest,
    tariff: &Tariff,
    mode: TaxMode,
    offered: &Offered,
) -> Result<Quote, PricingError> {
    let (_, goods) = add_up(request)?;
    let typed = request.coupon.as_deref().is_some_and(|code| !code.trim().is_empty());
    let coupon_refused = match &offered.typed {
        _ if !typed => None,
        None => Some(CouponRefusal::Unknown),
        Some(coupon) => coupon.refusal(tariff.now, goods),
    };
    let taken = offered.typed.as_ref().filter(|_| typed && coupon_refused.is_none());
    let mut quote = price_with(request, tariff, mode, taken.map(|state| &state.coupon))?;
    if taken.is_none() {
        for promotion in &offered.promotions {
            if promotion.refusal(tariff.now, goods).is_none() {
                let other = price_with(request, tariff, mode, Some(&promotion.coupon))?;
                quote = if cost(&other) < cost(&quote) { other } else { quote };
            }
        }
    }
    Ok(Quote { coupon_refused, ..quote })
}

/// By what the cheaper of two is known: the total, and while no delivery is chosen what there is to
/// choose from.
fn cost(quote: &Quote) -> (i64, i64) {
    let ways = quote.delivery.iter().map(|option| option.price.amount()).sum();
    (quote.totals.total.amount(), ways)
}

/// The same with a coupon that is taken, or with none.
fn price_with(
    request: &QuoteRequest,
    tariff: &Tariff,
    mode: TaxMode,
    coupon: Option<&CouponDraft>,
) -> Result<Quote, PricingError> {
    let (line_totals, goods) = add_up(request)?;
    let currency = goods.currency();
    let benefit = coupon.map(|coupon| coupon.benefit);
    let off = benefit.map_or(0, |benefit| discount(benefit, goods));
    let discounts = share_out(off, &line_totals);

    let worth = money(goods.amount() - off, goods)?;
    let ways = ways(request, tariff, worth, benefit == Some(Benefit::FreeDelivery));
    let chosen = ways.chosen(request.delivery_method.as_deref());
    let shipping = chosen.map_or(Money::zero(currency), |option| option.price);
    let delivery_method = chosen.map(|option| option.code.clone());
    let complete =
        request.destination.is_some() && (delivery_method.is_some() || !ways.parcel_needed);

    let region = request.destination.as_ref().map_or("", |place| place.region.as_str());
    let mut taxed = Vec::with_capacity(request.lines.len());
    let mut lines = Vec::with_capacity(request.lines.len());
    for ((line, &total), &off) in request.lines.iter().zip(&line_totals).zip(&discounts) {
        let tax_basis_points =
            tariff.basis_points(line.tax_class, region).ok_or(PricingError::NotSoldThere)?;
        taxed.push((tax_basis_points, total - off));
        lines.push(PricedLine {
            sku: line.sku.clone(),
            quantity: line.quantity,
            unit_price: line.unit_price,
            total: money(total, goods)?,
            discount: money(off, goods)?,
            tax_basis_points,
        });
    }
    let tax_lines = tax_lines(mode, &taxed, shipping.amount(), currency).map_err(refused)?;
    let mut all_tax = Money::zero(currency);
    for line in &tax_lines {
        all_tax = all_tax.checked_add(line.tax).map_err(refused)?;
    }
    let (tax, tax_included) = match mode {
        TaxMode::Included => (Money::zero(currency), all_tax),
        TaxMode::OnTop => (all_tax, Money::zero(currency)),
    };
    let total =
        worth.checked_add(tax).and_then(|sum| sum.checked_add(shipping)).map_err(refused)?;
    Ok(Quote {
        lines,
        totals: Totals {
            lines: goods,
            discount: money(off, goods)?,
            shipping,
            tax,
            tax_included,
            total,
        },
        tax_lines,
        delivery: ways.options,
        delivery_method,
        undeliverable: ways.undeliverable,
        coupon: coupon.map(|coupon| coupon.code.clone()),
        coupon_refused: None,
        complete,
    })
}

/// What each line costs in minor units, and all of them together.
fn add_up(request: &QuoteRequest) -> Result<(Vec<i64>, Money), PricingError> {
    let first = request.lines.first().ok_or(PricingError::Empty)?;
    let mut sum = Money::zero(first.unit_price.currency());
    let mut totals = Vec::with_capacity(request.lines.len());
    for line in &request.lines {
        let total = line.unit_price.checked_mul(line.quantity.units()).map_err(refused)?;
        sum = sum.checked_add(total).map_err(refused)?;
        totals.push(total.amount());
    }
    Ok((totals, sum))
}

/// Ways of having an order brought.
struct Ways {
    parcel_needed: bool,
    options: Vec<DeliveryOption>,
    undeliverable: Option<Undeliverable>,
}

impl Ways {
    fn chosen(&self, code: Option<&str>) -> Option<&DeliveryOption> {
        self.options.iter().find(|option| Some(option.code.as_str()) == code)
    }
}

fn ways(request: &QuoteRequest, tariff: &Tariff, worth: Money, waived: bool) -> Ways {
    let grams = weight(&request.lines);
    let parcel_needed = grams.is_some();
    let found = match (grams, &request.destination) {
        (Some(grams), Some(place)) => options(tariff, place, grams, worth, waived),
        _ => Ok(Vec::new()),
    };
    match found {
        Ok(options) => Ways { parcel_needed, options, undeliverable: None },
        Err(why) => Ways { parcel_needed, options: Vec::new(), undeliverable: Some(why) },
    }
}

/// So many minor units in the currency of the order.
fn money(amount: i64, like: Money) -> Result<Money, PricingError> {
    Money::new(amount, like.currency()).map_err(refused)
}

fn refused(error: MoneyError) -> PricingError {
    match error {
        MoneyError::MixedCurrencies => PricingError::MixedCurrencies,
        MoneyError::Negative | MoneyError::TooLarge => PricingError::TooLarge,
    }
}

#[cfg(test)]
mod tests;
