//! What letters about sending back say.

use storefront::{
    mail::{LetterKind, OneLine},
    orders::{OrderView, ReturnView},
};

use super::{OrderNews, bought, total};
use crate::letterhead::Letterhead;

/// The subject and the paragraphs; none for a kind that is about no return.
pub(super) fn of(
    kind: LetterKind,
    order: &OrderView,
    news: OrderNews<'_>,
    head: &Letterhead,
) -> Option<(String, Vec<String>)> {
    let (shop, id) = (head.shop.as_str(), &order.summary.id);
    let units = news.returned.map(|returned| units(order, returned)).unwrap_or_default();
    let (subject, first, last) = match kind {
        LetterKind::ReturnAsked => (
            format!("Sending back from your order {id} at {shop}"),
            format!("it is noted that you want to send something back from your order {id}."),
            "We look at it and answer by letter.".to_owned(),
        ),
        LetterKind::ReturnAgreed => (
            format!("What you sent back from your order {id} is at {shop}"),
            format!("what you sent back from your order {id} is with us."),
            "No money goes back for it. If you did not expect that, write to us.".to_owned(),
        ),
        LetterKind::ReturnRefused => (
            format!("About sending back from your order {id} at {shop}"),
            format!("we do not take back what you wanted to send back from your order {id}."),
            why(news.reason),
        ),
        _ => return None,
    };
    let whole = format!("The whole order:\n{}\n{}", bought(order), total(order));
    Some((subject, vec![first, units, last, whole]))
}

/// Why, as staff wrote it.
fn why(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!("The reason: {reason}") }
}

/// What goes back, as it is called in the order.
fn units(order: &OrderView, returned: &ReturnView) -> String {
    let lines = returned.lines.iter().map(|back| {
        let line = order.summary.lines.iter().find(|line| line.sku == back.sku);
        let title = line.map_or_else(|| back.sku.to_string(), |line| line.title.clone());
        format!("{} x {}", back.quantity, OneLine::new(&title).as_str())
    });
    lines.collect::<Vec<_>>().join("\n")
}
