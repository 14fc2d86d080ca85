//! Where orders go, and whom invoices are for.

use kernel::OrderId;
use sqlx::{PgConnection, PgTransaction};
use storefront::profile::{Address, Country};

use super::unreadable;

/// Which of an order's addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Shipping,
    Billing,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::Shipping => "shipping",
            Self::Billing => "billing",
        }
    }
}

/// Writes an address of a new order.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    purpose: Purpose,
    address: &Address,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into orders.address (order_id, kind, name, line1, line2, city, region, postcode,
             country, phone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        order.as_str(),
        purpose.name(),
        address.name,
        address.line1,
        address.line2,
        address.city,
        address.region,
        address.postcode,
        address.country.code(),
        address.phone
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// The addresses of an order: where it goes, and whom the invoice is for.
pub(crate) async fn of_order(
    conn: &mut PgConnection,
    order: &OrderId,
) -> Result<(Option<Address>, Option<Address>), sqlx::Error> {
    let rows = sqlx::query!(
        "select kind, name, line1, line2, city, region, postcode, country, phone
         from orders.address where order_id = $1",
        order.as_str()
    )
    .fetch_all(conn)
    .await?;
    let (mut shipping, mut billing) = (None, None);
    for row in rows {
        let address = Address {
            name: row.name,
            line1: row.line1,
            line2: row.line2,
            city: row.city,
            region: row.region,
            postcode: row.postcode,
            country: Country::parse(&row.country).map_err(unreadable)?,
            phone: row.phone,
        };
        if row.kind == Purpose::Shipping.name() {
            shipping = Some(address);
        } else {
            billing = Some(address);
        }
    }
    Ok((shipping, billing))
}
