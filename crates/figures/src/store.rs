//! Every statement of figures. All of them only read.

use kernel::{Currency, Money, Sku, Timestamp};
use serde::Deserialize;
use sqlx::{PgPool, types::Json};
use storefront::figures_room::{
    Figures, Funnel, LowStock, MOST_LOW, Sales, Sold, Span, TOP, TopProduct, TopSearch, Waiting,
};
use time::OffsetDateTime;

/// What was sold in a step and a currency; in the span before where the step is 0.
#[derive(Debug, Deserialize)]
struct StepSold {
    step: usize,
    currency: Currency,
    money: i64,
    orders: u64,
    units: u64,
}

/// A product with its places in both lists, from 1.
#[derive(Debug, Deserialize)]
struct Ranked {
    currency: Currency,
    sku: Sku,
    title: String,
    units: u64,
    money: i64,
    by_units: usize,
    by_money: usize,
}

/// The checkouts that were begun in a step; in the span before where it is 0.
#[derive(Debug, Deserialize)]
struct StepBegun {
    step: usize,
    begun: u64,
    described: u64,
    submitted: u64,
    paid: u64,
}

#[derive(Debug, Deserialize)]
struct Search {
    query: String,
    searches: u64,
    results: u64,
}

#[derive(Debug, Deserialize)]
struct Low {
    sku: Sku,
    free: u32,
}

/// All figures of a span.
pub(crate) async fn figures(
    pool: &PgPool,
    span: Span,
    own: Currency,
) -> Result<Figures, sqlx::Error> {
    let starts: Vec<_> = span.starts.iter().copied().map(stored).collect();
    let row = sqlx::query_file!(
        "src/figures.sql",
        starts.as_slice(),
        stored(span.end),
        stored(span.before_from),
        stored(span.before_until),
        limit(TOP)
    )
    .fetch_one(pool)
    .await?;
    let Json(sold) = row.sold;
    let Json(products) = row.products;
    let Json(begun) = row.checkouts;
    let count = span.step.count();
    let mut sales = sold_by_currency(sold, count, own)?;
    rank(&mut sales, products)?;
    let (checkouts, checkouts_before) = by_step(begun, count);
    Ok(Figures {
        span,
        sales,
        checkouts,
        checkouts_before,
        searches: searches(row.searches),
        in_vain: searches(row.in_vain),
    })
}

/// What is to be told of what waits.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// Orders to be sent, and returns.
    pub(crate) orders: bool,
    /// Payments.
    pub(crate) payments: bool,
    /// What is low.
    pub(crate) stock: bool,
}

impl Asked {
    pub(crate) const fn anything(self) -> bool {
        self.orders || self.payments || self.stock
    }
}

/// What waits now.
pub(crate) async fn waiting(pool: &PgPool, asked: Asked) -> Result<Waiting, sqlx::Error> {
    let row = sqlx::query_file!(
        "src/waiting.sql",
        asked.orders,
        asked.payments,
        asked.stock,
        limit(MOST_LOW) + 1
    )
    .fetch_one(pool)
    .await?;
    let low = row.low.map(|Json(low)| low);
    Ok(Waiting {
        orders: row.orders.map(i64::unsigned_abs),
        returns: row.returns.map(i64::unsigned_abs),
        payments: row.payments.map(i64::unsigned_abs),
        more_low: low.as_ref().is_some_and(|low| low.len() > MOST_LOW),
        low: low.map(|low| {
            let first = low.into_iter().take(MOST_LOW);
            first.map(|Low { sku, free }| LowStock { sku, free }).collect()
        }),
    })
}

/// Sales of each currency, that of the shop first and the others by their codes.
fn sold_by_currency(
    sold: Vec<StepSold>,
    count: usize,
    own: Currency,
) -> Result<Vec<Sales>, sqlx::Error> {
    let mut sales = vec![nothing(own, count)];
    for row in sold {
        let at = sales.iter().position(|of| of.currency == row.currency).unwrap_or_else(|| {
            sales.push(nothing(row.currency, count));
            sales.len() - 1
        });
        let sold =
            Sold { money: money(row.money, row.currency)?, orders: row.orders, units: row.units };
        if row.step == 0 {
            sales[at].before = sold;
        } else if let Some(place) = sales[at].steps.get_mut(row.step - 1) {
            *place = sold;
        }
    }
    sales[1..].sort_by_key(|of| of.currency);
    Ok(sales)
}

fn nothing(currency: Currency, count: usize) -> Sales {
    let sold = Sold::nothing(currency);
    Sales {
        currency,
        steps: vec![sold; count],
        before: sold,
        by_units: Vec::new(),
        by_money: Vec::new(),
    }
}

/// Puts products into the lists of their currency.
fn rank(sales: &mut [Sales], mut products: Vec<Ranked>) -> Result<(), sqlx::Error> {
    for of in sales {
        products.sort_by_key(|product| product.by_units);
        for product in ranked(&products, of.currency, |product| product.by_units) {
            of.by_units.push(top(product)?);
        }
        products.sort_by_key(|product| product.by_money);
        for product in ranked(&products, of.currency, |product| product.by_money) {
            of.by_money.push(top(product)?);
        }
    }
    Ok(())
}

/// Those of a currency that have one of the first places.
fn ranked(
    products: &[Ranked],
    currency: Currency,
    place: fn(&Ranked) -> usize,
) -> impl Iterator<Item = &Ranked> {
    products.iter().filter(move |product| product.currency == currency && place(product) <= TOP)
}

fn top(product: &Ranked) -> Result<TopProduct, sqlx::Error> {
    Ok(TopProduct {
        sku: product.sku.clone(),
        title: product.title.clone(),
        units: product.units,
        money: money(product.money, product.currency)?,
    })
}

/// Checkouts by the step in which they were begun, and those of the span before.
fn by_step(rows: Vec<StepBegun>, count: usize) -> (Vec<Funnel>, Funnel) {
    let (mut steps, mut before) = (vec![Funnel::default(); count], Funnel::default());
    for StepBegun { step, begun, described, submitted, paid } in rows {
        let funnel = Funnel { begun, described, submitted, paid };
        if step == 0 {
            before = funnel;
        } else if let Some(place) = steps.get_mut(step - 1) {
            *place = funnel;
        }
    }
    (steps, before)
}

fn searches(Json(rows): Json<Vec<Search>>) -> Vec<TopSearch> {
    let top = |Search { query, searches, results }| TopSearch { query, searches, results };
    rows.into_iter().map(top).collect()
}

fn money(amount: i64, currency: Currency) -> Result<Money, sqlx::Error> {
    Money::new(amount, currency).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// A moment as PostgreSQL has it.
fn stored(moment: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.millis()) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
