//! Whether the shop has kept to what it told, by its own books and by the provider's.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::ground::Ground;
use super::http::{Request, exchange};
use super::journal::Known;
use super::provider::{self, Charge};

/// How long workers have for what is left, in seconds. Payments that nobody answered for are asked
/// about with growing rests.
const DRAIN: &str = "180";

/// An order as PostgreSQL has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) status: String,
    pub(super) total: i64,
    pub(super) paid: bool,
    /// The payment that paid it, if one did.
    pub(super) payment: String,
}

/// What came out.
pub(super) struct Verdict {
    /// What is wrong; nothing in a shop that keeps its word.
    pub(super) wrongs: Vec<String>,
    /// Orders that were paid.
    pub(super) paid: usize,
    /// Of them, those that were given up afterwards.
    pub(super) cancelled: usize,
    /// Charges at the provider.
    pub(super) charges: usize,
}

/// Waits until nothing is under way, and looks at everything. All invariants hold at all times, so for
/// one that is broken already nobody waits.
pub(super) fn reach(ground: &Ground, known: &Known) -> Result<Verdict> {
    let mut wrongs = known.wrongs.clone();
    let mut looked = ground.attempt("reconcile", &[])?;
    if looked.0 == Some(0) {
        looked = ground.attempt("reconcile", &["--wait", DRAIN])?;
    }
    let (code, said) = looked;
    if code != Some(0) {
        wrongs.push(format!("reconcile ended with {code:?}:\n{said}"));
    }
    let orders = orders(ground)?;
    let (at, secret) = ground.provider();
    let charges = provider::charges(&ground.books(), at, secret)?;
    wrongs.extend(compare(known, &orders, &charges));
    wrongs.extend(known.unanswered.iter().filter_map(|request| stuck(ground, request, &orders)));
    wrongs.extend(in_logs(&ground.logs())?);
    let paid = || orders.values().filter(|order| order.paid);
    Ok(Verdict {
        wrongs,
        paid: paid().count(),
        cancelled: paid().filter(|order| order.status == "cancelled").count(),
        charges: charges.len(),
    })
}

/// Whether a shopper who comes back to a submission is still told nothing, though nothing is under
/// way any more.
fn stuck(ground: &Ground, request: &Request, orders: &BTreeMap<String, Order>) -> Option<String> {
    let body = request.body.as_ref().map_or("", |(_, body)| body.as_str());
    let answer = ground.servers().into_iter().find_map(|server| exchange(server, request));
    let Some(answer) = answer else { return Some(format!("{body} is never answered")) };
    let told = answer.json();
    let waits = matches!(answer.status, 202 | 500..) || answer.code() == "in_progress";
    let paid =
        || told["orderId"].as_str().and_then(|id| orders.get(id)).is_some_and(|one| one.paid);
    (waits || answer.status == 201 && !paid())
        .then(|| format!("{body} is answered {} {told} for ever", answer.status))
}

fn orders(ground: &Ground) -> Result<BTreeMap<String, Order>> {
    let rows = ground.query(
        "select id, status, total, case when paid_at is null then 0 else 1 end,
                coalesce(payment, '') from orders.orders",
    )?;
    rows.into_iter()
        .map(|row| {
            let [id, status, total, paid, payment] =
                row.try_into().ok().context("a row of orders")?;
            let total = total.parse().context("a total")?;
            Ok((id, Order { status, total, paid: paid == "1", payment }))
        })
        .collect()
}

/// What shoppers were told, what PostgreSQL has and what the provider has, against each other.
fn compare(known: &Known, orders: &BTreeMap<String, Order>, charges: &[Charge]) -> Vec<String> {
    let mut wrongs = Vec::new();
    for (id, told) in &known.orders {
        let Some(order) = orders.get(id) else {
            wrongs.push(format!("{id} was acknowledged and is not there"));
            continue;
        };
        if order.total != told.total || !order.paid {
            wrongs.push(format!(
                "{id} was acknowledged as paid with {}, and is {order:?}",
                told.total
            ));
        }
        let cancelled = order.status == "cancelled";
        if cancelled && !told.cancel_asked {
            wrongs.push(format!("{id} is cancelled, which nobody asked for"));
        }
        if told.cancelled && !cancelled {
            wrongs.push(format!("{id} was said to be cancelled, and is {}", order.status));
        }
    }
    let paying: BTreeMap<&str, (&String, &Order)> = orders
        .iter()
        .filter(|(_, order)| order.paid && order.total > 0)
        .map(|pair| (pair.1.payment.as_str(), pair))
        .collect();
    for charge in charges {
        let order = paying.get(charge.payment.as_str()).map(|(_, order)| *order);
        let kept = order.filter(|order| order.status != "cancelled");
        let left = charge.amount - charge.refunded;
        match charge.status.as_str() {
            "captured" if kept.is_none() && left > 0 => wrongs.push(format!(
                "{left} of {} were taken and kept for no order: {order:?}",
                charge.payment
            )),
            "authorised" => {
                wrongs.push(format!("{} sets money aside for ever: {order:?}", charge.payment));
            }
            _ => {}
        }
    }
    let taken: BTreeMap<&str, &Charge> =
        charges.iter().map(|charge| (charge.payment.as_str(), charge)).collect();
    for (payment, (id, order)) in paying {
        let sound = taken.get(payment).is_some_and(|charge| {
            charge.amount == order.total
                && match (order.status.as_str(), charge.status.as_str()) {
                    ("cancelled", _) => charge.refunded == charge.amount,
                    (_, "captured") => charge.refunded == 0,
                    _ => false,
                }
        });
        if !sound {
            wrongs.push(format!("{id} is {order:?}, its charge {:?}", taken.get(payment)));
        }
    }
    wrongs
}

/// What no log may hold: a server that panicked, two transactions that waited for each other.
fn in_logs(folder: &Path) -> Result<Vec<String>> {
    let mut wrongs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let sentence = if name.starts_with("server") || name == "provider" {
            "panicked at"
        } else if name == "postgres" {
            "deadlock detected"
        } else {
            continue;
        };
        let text = fs::read(&path).with_context(|| path.display().to_string())?;
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().filter(|line| line.contains(sentence)).collect();
        if let Some(first) = lines.first() {
            wrongs.push(format!("{name} says it {} times: {first}", lines.len()));
        }
    }
    Ok(wrongs)
}

#[cfg(test)]
mod tests {
    use super::super::journal::Told;
    use super::*;

    fn told(cancel_asked: bool, cancelled: bool) -> Told {
        Told { session: "ada".to_owned(), total: 500, cancel_asked, cancelled }
    }

    fn order(status: &str, payment: &str) -> Order {
        let (status, payment) = (status.to_owned(), payment.to_owned());
        Order { status, total: 500, paid: !payment.is_empty(), payment }
    }

    fn charge(payment: &str, status: &str, refunded: i64) -> Charge {
        let (payment, status) = (payment.to_owned(), status.to_owned());
        Charge { payment, status, amount: 500, refunded }
    }

    fn wrongs(told: Option<Told>, order: Option<Order>, charges: &[Charge]) -> usize {
        let mut known = Known::default();
        known.orders.extend(told.map(|told| ("A".to_owned(), told)));
        let orders = order.map(|order| ("A".to_owned(), order)).into_iter().collect();
        compare(&known, &orders, charges).len()
    }

    #[test]
    fn a_shop_that_keeps_its_word_is_sound() {
        let (taken, back) = (charge("p", "captured", 0), charge("p", "refunded", 500));
        let paid = || Some(order("paid", "p"));
        assert_eq!(wrongs(None, None, &[]), 0);
        assert_eq!(wrongs(Some(told(false, false)), paid(), std::slice::from_ref(&taken)), 0);
        let cancelled = || Some(order("cancelled", "p"));
        assert_eq!(wrongs(Some(told(true, true)), cancelled(), std::slice::from_ref(&back)), 0);
        assert_eq!(wrongs(Some(told(true, false)), cancelled(), std::slice::from_ref(&back)), 0);
        assert_eq!(wrongs(Some(told(true, false)), paid(), &[taken]), 0, "the cancelling was lost");
        assert_eq!(wrongs(None, Some(order("cancelled", "")), &[charge("p", "voided", 0)]), 0);
        assert_eq!(wrongs(None, Some(order("cancelled", "")), &[back]), 0);
    }

    #[test]
    fn a_broken_word_is_found() {
        let taken = || charge("p", "captured", 0);
        let asked = || Some(told(false, false));
        assert_eq!(wrongs(asked(), None, &[]), 1, "the order is gone");
        assert_eq!(wrongs(asked(), Some(order("pending_payment", "")), &[]), 1, "it is not paid");
        assert_eq!(
            wrongs(asked(), Some(order("cancelled", "p")), &[charge("p", "refunded", 500)]),
            1,
            "nobody asked for that"
        );
        assert_eq!(
            wrongs(Some(told(true, true)), Some(order("paid", "p")), &[taken()]),
            1,
            "it was said to be cancelled"
        );
        assert_eq!(wrongs(None, Some(order("paid", "p")), &[]), 1, "it was never charged");
        assert_eq!(
            wrongs(None, Some(order("paid", "p")), &[taken(), charge("q", "captured", 0)]),
            1,
            "it was charged twice"
        );
        assert_eq!(wrongs(None, None, &[taken()]), 1, "charged for nothing");
        assert_eq!(wrongs(None, None, &[charge("p", "authorised", 0)]), 1, "set aside for ever");
        assert_eq!(
            wrongs(None, Some(order("cancelled", "p")), &[charge("p", "captured", 400)]),
            2,
            "not all went back"
        );
        let dear = Order { total: 600, ..order("paid", "p") };
        assert_eq!(wrongs(None, Some(dear), &[taken()]), 1, "charged something else");
    }
}
