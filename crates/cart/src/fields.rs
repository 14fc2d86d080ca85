//! A cart as the hash that Redis keeps it in; `operation.lua` describes the fields.

use std::collections::HashMap;

use kernel::{Quantity, Sku, Timestamp};
use serde::{Deserialize, Serialize};
use storefront::cart::Told;

use crate::{
    contents::{Cart, Line, Removed, Shown},
    operation::Operation,
};

/// What is kept of something told: the title of whatever was shown.
#[derive(Serialize, Deserialize)]
struct Titled {
    title: String,
}

fn shown_text(shown: &Shown) -> String {
    // Names and numbers only: there is nothing in it that JSON could not say.
    serde_json::to_string(shown).unwrap_or_default()
}

fn line_text(line: &Line) -> String {
    let Line { quantity, place, added, tracked, shown } = line;
    let (added, tracked) = (added.millis().max(0), u8::from(*tracked));
    format!("{quantity} {place} {added} {tracked} {}", shown_text(shown))
}

fn line(text: &str) -> Option<Line> {
    let mut parts = text.splitn(5, ' ');
    Some(Line {
        quantity: Quantity::parse(parts.next()?).ok()?,
        place: parts.next()?.parse().ok()?,
        added: Timestamp::from_millis(parts.next()?.parse().ok()?),
        tracked: parts.next()? == "1",
        shown: serde_json::from_str(parts.next()?).ok()?,
    })
}

fn told_text(told: &Told) -> String {
    let titled = |title: &str| {
        serde_json::to_string(&Titled { title: title.to_owned() }).unwrap_or_default()
    };
    match told {
        Told::Capped { sku, title, wanted, got } => {
            format!("c {sku} {wanted} {got} {}\n", titled(title))
        }
        Told::LeftOut { sku, title } => format!("o {sku} 0 0 {}\n", titled(title)),
    }
}

fn told(text: &str) -> Option<Told> {
    let mut parts = text.splitn(5, ' ');
    let kind = parts.next()?;
    let sku = Sku::parse(parts.next()?).ok()?;
    let wanted = parts.next()?.parse().ok()?;
    let got = parts.next()?.parse().ok()?;
    let title = serde_json::from_str::<Titled>(parts.next()?).ok()?.title;
    Some(match kind {
        "c" => Told::Capped { sku, title, wanted, got },
        _ => Told::LeftOut { sku, title },
    })
}

/// Fields and texts, one after the other.
pub(crate) fn to_fields(cart: &Cart) -> Vec<String> {
    let mut fields = vec![
        "v".to_owned(),
        cart.version.to_string(),
        "p".to_owned(),
        cart.next_place.to_string(),
        "t".to_owned(),
        cart.tokens.join(" "),
    ];
    if !cart.told.is_empty() {
        fields.extend(["n".to_owned(), cart.told.iter().map(told_text).collect()]);
    }
    for (kind, list) in [("l", &cart.lines), ("s", &cart.saved)] {
        for (sku, line) in list {
            fields.extend([format!("{kind}:{sku}"), line_text(line)]);
        }
    }
    for (sku, Removed { saved, line }) in &cart.removed {
        let kind = if *saved { 's' } else { 'l' };
        fields.extend([format!("u:{sku}"), format!("{kind} {}", line_text(line))]);
    }
    fields
}

/// The cart that fields and texts say. What cannot be read is left out and logged: a cart with one
/// bad line is still a cart.
pub(crate) fn from_fields(fields: &[String]) -> Cart {
    let mut cart = Cart::default();
    for pair in fields.chunks_exact(2) {
        if take(&mut cart, &pair[0], &pair[1]).is_none() {
            tracing::error!(field = pair[0], "a field of a cart in Redis cannot be read");
        }
    }
    cart
}

fn take(cart: &mut Cart, field: &str, text: &str) -> Option<()> {
    match field {
        "v" => cart.version = text.parse().ok()?,
        "p" => cart.next_place = text.parse().ok()?,
        "t" => cart.tokens = text.split_ascii_whitespace().map(str::to_owned).collect(),
        "n" => cart.told = text.lines().filter_map(told).collect(),
        _ => {
            let (kind, sku) = field.split_once(':')?;
            let sku = Sku::parse(sku).ok()?;
            match kind {
                "l" => drop(cart.lines.insert(sku, line(text)?)),
                "s" => drop(cart.saved.insert(sku, line(text)?)),
                _ => {
                    let (kind, text) = text.split_once(' ')?;
                    cart.removed.insert(sku, Removed { saved: kind == "s", line: line(text)? });
                }
            }
        }
    }
    Some(())
}

/// The name of an operation for `operation.lua`, and what it needs.
pub(crate) fn arguments(operation: &Operation) -> (&'static str, Vec<String>) {
    let code = |sku: &Sku| sku.as_str().to_owned();
    match operation {
        Operation::Add { sku, quantity, shown, at } => {
            let at = at.millis().max(0).to_string();
            ("add", vec![code(sku), quantity.to_string(), at, shown_text(shown)])
        }
        Operation::Set { sku, quantity } => ("set", vec![code(sku), quantity.to_string()]),
        Operation::TakeOff { sku, quantity } => {
            let quantity = quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
            ("take_off", vec![code(sku), quantity])
        }
        Operation::TakeBought { sku, quantity } => {
            ("take_bought", vec![code(sku), quantity.to_string()])
        }
        Operation::RemoveSaved { sku } => ("remove_saved", vec![code(sku)]),
        Operation::Undo => ("undo", Vec::new()),
        Operation::Save { sku } => ("save", vec![code(sku)]),
        Operation::MoveBack { sku } => ("move_back", vec![code(sku)]),
        Operation::Clear => ("clear", Vec::new()),
        Operation::TakeWhatIsLeft { sku } => ("take_what_is_left", vec![code(sku)]),
        Operation::Accept { sku, shown } => ("accept", vec![code(sku), shown_text(shown)]),
        Operation::Seen { version, shown } => {
            let lines = shown.iter().flat_map(|(sku, shown)| [code(sku), shown_text(shown)]);
            ("seen", std::iter::once(version.to_string()).chain(lines).collect())
        }
        Operation::Merge { lines, saved } => {
            let list = |kind: &'static str, lines: &[(Sku, Line)]| -> Vec<String> {
                let texts = lines.iter();
                texts
                    .flat_map(|(sku, line)| [kind.to_owned(), code(sku), line_text(line)])
                    .collect()
            };
            ("merge", [list("l", lines), list("s", saved)].concat())
        }
    }
}

/// Stock figures as `operation.lua` takes them.
pub(crate) fn figures(stock: &HashMap<Sku, crate::operation::Stock>) -> Vec<String> {
    let texts = stock.iter().flat_map(|(sku, stock)| {
        let tracked = stock.tracked.map_or("?", |tracked| if tracked { "1" } else { "0" });
        [sku.as_str().to_owned(), stock.free.to_string(), tracked.to_owned()]
    });
    std::iter::once(stock.len().to_string()).chain(texts).collect()
}
