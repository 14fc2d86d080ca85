//! A cart as its page shows it: with the prices and the stock of now.

use std::collections::{BTreeMap, HashMap};

use kernel::{Currency, Money, Quantity, Sku};
use storefront::{
    cart::{CartLine, CartView, Notice},
    catalogue::Offer,
    stock::StockSnapshot,
};

use crate::contents::{Cart, Line, Shown, in_order};

/// What the catalogue says of the cart's SKUs; none while it does not answer. One that it does not
/// name is no longer sold.
pub(crate) type Offers = Option<HashMap<Sku, Offer>>;

/// What a shopper who sees this offer is shown.
pub(crate) fn shown(offer: &Offer) -> Shown {
    Shown {
        product: offer.product.clone(),
        slug: Some(offer.slug.clone()),
        title: offer.title.clone(),
        options: offer.variant.options.clone(),
        price: offer.variant.price,
    }
}

/// The cart as it is shown now. `currency` is that of an empty cart's subtotal.
pub(crate) fn view(
    cart: &Cart,
    offers: &Offers,
    stock: &StockSnapshot,
    currency: Currency,
) -> CartView {
    let list = |lines: &BTreeMap<Sku, Line>| -> Vec<CartLine> {
        let lines = in_order(lines).into_iter();
        lines.map(|(sku, line)| cart_line(sku, line, offers, stock)).collect()
    };
    let lines = list(&cart.lines);
    CartView {
        version: cart.version,
        subtotal: subtotal(&lines, currency),
        lines,
        saved: list(&cart.saved),
        count: cart.count(),
        told: cart.told.clone(),
        undo: cart.removed.values().map(|removed| removed.line.shown.title.clone()).collect(),
        left_out: 0,
    }
}

fn cart_line(sku: &Sku, line: &Line, offers: &Offers, stock: &StockSnapshot) -> CartLine {
    let offer = offers.as_ref().and_then(|offers| offers.get(sku));
    let gone = offers.is_some() && offer.is_none();
    let now = offer.map_or_else(|| line.shown.clone(), shown);
    let tracked = offer.map_or(line.tracked, |offer| offer.stock_tracked);
    let free = if tracked { stock.free(sku.as_str()) } else { u32::MAX };
    let (old, new) = (line.shown.price, now.price);
    let notice = if gone {
        Some(Notice::Gone)
    } else if free == 0 {
        Some(Notice::SoldOut)
    } else if free < line.quantity.units() {
        Some(Notice::OnlyLeft { left: free })
    } else if new > old {
        Some(Notice::PriceUp { old, new })
    } else if new < old {
        Some(Notice::PriceDown { old, new })
    } else {
        None
    };
    let purchasable = notice.is_none_or(Notice::purchasable);
    CartLine {
        sku: sku.clone(),
        product_slug: now.slug,
        title: now.title,
        options: now.options,
        image: offer.and_then(|offer| offer.variant.image.clone().or_else(|| offer.image.clone())),
        quantity: line.quantity,
        unit_price: new,
        was: (new != old).then_some(old),
        line_total: if purchasable {
            new.checked_mul(line.quantity.units()).ok()
        } else {
            Some(Money::zero(new.currency()))
        },
        notice,
        max: if gone { 0 } else { free.min(Quantity::MOST) },
        confirmed: offer.is_some(),
    }
}

/// The sum of what can be bought.
fn subtotal(lines: &[CartLine], currency: Currency) -> Option<Money> {
    let mut bought =
        lines.iter().filter(|line| line.notice.is_none_or(Notice::purchasable)).peekable();
    let currency = bought.peek().map_or(currency, |line| line.unit_price.currency());
    bought.try_fold(Money::zero(currency), |sum, line| sum.checked_add(line.line_total?).ok())
}
