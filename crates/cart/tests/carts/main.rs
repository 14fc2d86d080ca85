//! Carts on a running Redis and PostgreSQL.

mod ground;

mod accounts;
mod cookies;
mod killed;
mod line;
mod operations;
mod outages;
mod races;

/// What is in a cart, as `A2 B1 | C3`: lines in their order, then those saved for later.
fn in_short(view: &storefront::cart::CartView) -> String {
    let list = |lines: &[storefront::cart::CartLine]| {
        lines.iter().map(|line| format!("{}{} ", line.sku, line.quantity)).collect::<String>()
    };
    let saved = list(&view.saved);
    let saved = if saved.is_empty() { saved } else { format!("| {saved}") };
    format!("{}{saved}", list(&view.lines)).trim_end().to_owned()
}
