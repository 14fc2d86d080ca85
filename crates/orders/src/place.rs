//! A checkout becomes an order.

use kernel::{CheckoutId, Money, MoneyError, OrderId};
use sqlx::PgTransaction;
use storefront::{
    mail::LetterKind,
    orders::{
        Buyer, Contact, Delivery, Happening, OrderLine, OrderStatus, OrderTotals, Seller, Who,
    },
    pricing::TaxLine,
    profile::Address,
};

use crate::{
    letters,
    locked::lock_of_checkout,
    number::new_order_id,
    refusal::OrderError,
    store::{addresses, addresses::Purpose, events, lines, orders, tax},
};

/// Most lines of one order.
const MOST_LINES: usize = 200;

/// An order that is to be, with all that will be charged.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// What it comes from; it has one order at most.
    pub checkout: CheckoutId,
    /// Whose it is.
    pub buyer: Buyer,
    /// Who placed it: the buyer, or staff for them.
    pub by: Who,
    /// What is bought, 1 to 200 lines, each of another SKU.
    pub lines: Vec<OrderLine>,
    /// What it costs.
    pub totals: OrderTotals,
    /// The tax in it by rate, each rate once, and that of every line among them.
    pub tax_lines: Vec<TaxLine>,
    /// Who sells. It is kept with the order, as an invoice is a document: it says for good who sold
    /// and from where, even when the shop has moved or changed hands since.
    pub seller: Seller,
    /// Whom to write to.
    pub contact: Contact,
    /// Where it goes.
    pub shipping_address: Address,
    /// Whom the invoice is for, where that is another.
    pub billing_address: Option<Address>,
    /// How it is delivered.
    pub delivery: Delivery,
    /// The coupon that was used.
    pub coupon: Option<String>,
    /// For how many seconds it may wait for being paid.
    pub pay_within: u32,
}

/// An order that was placed, now or before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its id.
    pub id: OrderId,
    /// Where it stands.
    pub status: OrderStatus,
    /// The checkout had it already: nothing was written.
    pub before: bool,
}

impl NewOrder {
    fn check(&self) -> Result<(), OrderError> {
        let currency = self.totals.total.currency();
        let mut skus: Vec<_> = self.lines.iter().map(|line| &line.sku).collect();
        skus.sort_unstable();
        let distinct = skus.windows(2).all(|pair| pair[0] != pair[1]);
        if !(1..=MOST_LINES).contains(&self.lines.len()) || !distinct {
            return Err(OrderError::BadLines);
        }
        let goods = self.lines.iter().try_fold(Money::zero(currency), |sum, line| {
            let right = line.unit_price.checked_mul(line.quantity.units()) == Ok(line.line_total);
            if !right || line.returned > 0 {
                return Err(OrderError::DoesNotAddUp);
            }
            sum.checked_add(line.line_total).map_err(|_| OrderError::DoesNotAddUp)
        })?;
        if goods != self.totals.goods || !self.totals.add_up() {
            return Err(OrderError::DoesNotAddUp);
        }
        if !self.tax_adds_up() {
            return Err(OrderError::DoesNotAddUp);
        }
        if !(1..=120).contains(&self.contact.name.chars().count()) {
            return Err(OrderError::BadText("name"));
        }
        if !(1..=64).contains(&self.delivery.method.chars().count()) {
            return Err(OrderError::BadText("delivery method"));
        }
        Ok(())
    }

    /// Whether the rates come to what is charged and to the tax in it.
    fn tax_adds_up(&self) -> bool {
        let OrderTotals { tax_added, tax_included, total, .. } = self.totals;
        let nothing = Money::zero(total.currency());
        let sums = self.tax_lines.iter().try_fold((nothing, nothing), |(gross, tax), rate| {
            Ok::<_, MoneyError>((
                gross.checked_add(rate.net)?.checked_add(rate.tax)?,
                tax.checked_add(rate.tax)?,
            ))
        });
        let mut rates: Vec<_> = self.tax_lines.iter().map(|rate| rate.basis_points).collect();
        rates.sort_unstable();
        sums == tax_added.checked_add(tax_included).map(|tax| (total, tax))
            && rates.windows(2).all(|pair| pair[0] != pair[1])
            && self
                .lines
                .iter()
                .all(|line| line.tax_basis_points.is_some_and(|rate| rates.contains(&rate)))
    }
}

/// Writes an order that waits for being paid, with a letter to its buyer. A checkout that has one
/// is answered with that, locked, and nothing is written.
///
/// # Errors
/// [`OrderError::BadLines`], [`OrderError::DoesNotAddUp`], [`OrderError::BadText`],
/// [`OrderError::Store`].
pub async fn place(txn: &mut PgTransaction<'_>, order: &NewOrder) -> Result<Placed, OrderError> {
    order.check()?;
    let id = new_order_id();
    if !orders::insert(txn, &id, order).await? {
        let there = lock_of_checkout(txn, &order.checkout).await?.ok_or(OrderError::NotFound)?;
        return Ok(Placed { id: there.id, status: there.status, before: true });
    }
    lines::insert(txn, &id, &order.lines).await?;
    tax::insert(txn, &id, &order.tax_lines).await?;
    addresses::insert(txn, &id, Purpose::Shipping, &order.shipping_address).await?;
    if let Some(billing) = &order.billing_address {
        addresses::insert(txn, &id, Purpose::Billing, billing).await?;
    }
    let placed = events::New {
        amount: Some(order.totals.total.amount()),
        ..events::New::once(Happening::Placed, order.by, "")
    };
    events::insert(txn, &id, placed).await?;
    letters::write(txn, &id, LetterKind::OrderPlaced, None).await?;
    Ok(Placed { id, status: OrderStatus::PendingPayment, before: false })
}
