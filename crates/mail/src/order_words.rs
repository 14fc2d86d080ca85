//! What each letter about an order says.

use kernel::{Money, Timestamp};
use storefront::{
    mail::{LetterKind, OneLine},
    orders::{OrderLine, OrderView, ReturnView},
    profile::Address,
};

use crate::{letterhead::Letterhead, words::Words};

mod returns;

/// What a letter about an order tells of beside how that stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrderNews<'a> {
    /// What was paid back.
    pub amount: Option<Money>,
    /// What its buyer sends back.
    pub returned: Option<&'a ReturnView>,
    /// Why that is not taken back; empty for any other letter.
    pub reason: &'a str,
}

/// The words of a letter about an order; none for a kind that is about none.
pub(crate) fn of(
    kind: LetterKind,
    order: &OrderView,
    news: OrderNews<'_>,
    link: &str,
    head: &Letterhead,
) -> Option<Words> {
    let (shop, id) = (head.shop.as_str(), &order.summary.id);
    let follow = format!("See how it stands at any time:\n{link}");
    let (subject, mut paragraphs) = match kind {
        LetterKind::OrderPlaced => (
            format!("Your order {id} at {shop}"),
            vec![
                format!("we have received your order {id} at {shop}."),
                bought(order),
                sums(order),
                delivery(order),
                "We write again as soon as it is paid.".to_owned(),
            ],
        ),
        LetterKind::OrderPaid => (
            format!("Your order {id} at {shop} is paid"),
            vec![
                format!(
                    "thank you: {} for your order {id} has arrived. We pack it next.",
                    order.summary.total
                ),
                bought(order),
                sums(order),
                delivery(order),
                "Until it is on its way you can cancel it on its page.".to_owned(),
            ],
        ),
        LetterKind::OrderShipped => (
            format!("Your order {id} from {shop} is on its way"),
            vec![carrier(order), bought(order), total(order), delivery(order)],
        ),
        LetterKind::OrderDelivered => (
            format!("Your order {id} from {shop} has arrived"),
            vec![
                format!(
                    "by what we know, your order {id} has arrived. If it has not, write to us."
                ),
                bought(order),
                total(order),
                send_back(order),
            ],
        ),
        LetterKind::OrderCancelled => {
            let money = if order.paid_at.is_some() {
                "What you paid goes back the way it came. We write again when it is on its way."
            } else {
                "Nothing was charged for it."
            };
            (
                format!("Your order {id} at {shop} was cancelled"),
                vec![
                    format!("your order {id} was cancelled and will not be sent."),
                    bought(order),
                    total(order),
                    money.to_owned(),
                ],
            )
        }
        LetterKind::OrderRefunded => {
            let amount = news.amount.unwrap_or(order.refunded);
            (
                format!("{shop} pays you back {amount}"),
                vec![
                    format!("we have paid back {amount} for your order {id}."),
                    bought(order),
                    back(order),
                    "It goes the way you paid, unless we agreed on another. Banks take up to ten days \
                     to show it."
                        .to_owned(),
                ],
            )
        }
        LetterKind::OrderLink => (
            format!("The link to your order {id} at {shop}"),
            vec![
                format!("somebody asked for the link to your order {id} at {shop}."),
                bought(order),
                total(order),
                "If that was not you, there is nothing to do: only you have got it.".to_owned(),
            ],
        ),
        _ => returns::of(kind, order, news, head)?,
    };
    paragraphs.push(follow);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Some(Words { subject, paragraphs })
}

fn bought(order: &OrderView) -> String {
    let lines: Vec<String> = order.summary.lines.iter().map(line).collect();
    lines.join("\n")
}

fn line(line: &OrderLine) -> String {
    let choices: Vec<&str> = line.options.iter().map(|option| option.value.as_str()).collect();
    let variant =
        if choices.is_empty() { String::new() } else { format!(" ({})", choices.join(", ")) };
    // What a merchant wrote may have lines, and lines here are articles.
    let title = OneLine::new(&format!("{}{variant}", line.title));
    format!("{} x {}: {}", line.quantity, title.as_str(), line.line_total)
}

fn total(order: &OrderView) -> String {
    format!("Total: {}", order.totals.total)
}

fn back(order: &OrderView) -> String {
    format!("{}\nPaid back by now: {}", total(order), order.refunded)
}

/// Until when something of it may be sent back, if it may.
fn send_back(order: &OrderView) -> String {
    let until = order.returnable_until.map(|until| {
        format!(
            "If you want to send something back, you can ask for that on its page until {}.",
            day(until)
        )
    });
    until.unwrap_or_default()
}

fn sums(order: &OrderView) -> String {
    let totals = &order.totals;
    let mut sums = vec![format!("Articles: {}", totals.goods)];
    if totals.discount.amount() > 0 {
        sums.push(format!("Discount: -{}", totals.discount));
    }
    sums.push(format!("Delivery: {}", totals.shipping));
    if totals.tax_added.amount() > 0 {
        sums.push(format!("Tax: {}", totals.tax_added));
    }
    sums.push(total(order));
    if totals.tax_included.amount() > 0 {
        sums.push(format!("Tax in it: {}", totals.tax_included));
    }
    sums.join("\n")
}

fn delivery(order: &OrderView) -> String {
    let title = OneLine::new(&order.delivery.title);
    let mut lines = vec![match order.delivery.latest {
        Some(latest) => format!("{}, there by {}", title.as_str(), day(latest)),
        None => title.as_str().to_owned(),
    }];
    lines.extend(order.shipping_address.as_ref().map(address).unwrap_or_default());
    lines.join("\n")
}

fn address(address: &Address) -> Vec<String> {
    let town = format!("{} {} {}", address.postcode, address.city, address.region);
    let name = address.country.name().to_owned();
    [&address.name, &address.line1, &address.line2, &town, &name]
        .into_iter()
        .map(|line| OneLine::new(line).as_str().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn carrier(order: &OrderView) -> String {
    let id = &order.summary.id;
    let Some(shipment) = &order.shipment else {
        return format!("your order {id} is on its way.");
    };
    let carrier = OneLine::new(&shipment.carrier);
    let mut text = format!("we have handed your order {id} to {}.", carrier.as_str());
    if !shipment.tracking.is_empty() {
        let tracking = OneLine::new(&shipment.tracking);
        text.push_str(&format!(" Its number there is {}.", tracking.as_str()));
    }
    if let Some(url) = &shipment.tracking_url {
        text.push_str(&format!(" Follow it here:\n{}", OneLine::new(url).as_str()));
    }
    text
}

/// `3 March 2026`: read alike wherever one lives.
fn day(moment: Timestamp) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = moment.date();
    let month = usize::try_from(month).ok().and_then(|month| MONTHS.get(month.saturating_sub(1)));
    format!("{day} {} {year}", month.unwrap_or(&""))
}

#[cfg(test)]
mod tests;
