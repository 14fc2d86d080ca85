//! The rules of carts, as one pure function. Carts in PostgreSQL and in cookies are changed by it;
//! `operation.lua` says the same to Redis, and tests hold the two against each other.

use kernel::{Quantity, Sku};
use storefront::cart::Told;

use crate::{
    contents::{Cart, Line, Removed},
    operation::{Operation, Refused, Stock, StockFigures},
};

/// What `operation` makes of a cart; none when it changes nothing, because it has acted already
/// (by its `token`) or because all is as it asks.
///
/// # Errors
/// [`Refused`]; the cart stays as it was.
pub fn apply(
    cart: &Cart,
    operation: &Operation,
    token: &str,
    stock: &StockFigures,
) -> Result<Option<Cart>, Refused> {
    if cart.remembers(token) {
        return Ok(None);
    }
    let mut after = cart.clone();
    act(&mut after, operation, stock)?;
    Ok((after != *cart).then(|| after.changed(token)))
}

fn act(cart: &mut Cart, operation: &Operation, stock: &StockFigures) -> Result<(), Refused> {
    match operation {
        Operation::Add { sku, quantity, shown, at } => {
            let line = cart.lines.get(sku);
            let tracked = tracked(sku, line.is_none_or(|line| line.tracked), stock)?;
            let free = available(sku, tracked, stock)?;
            let held = line.map_or(0, |line| line.quantity.units());
            let quantity = within(held + quantity.units(), free)?;
            if let Some(line) = cart.lines.get_mut(sku) {
                (line.quantity, line.tracked) = (quantity, tracked);
                return Ok(());
            }
            if !cart.has_room(1) {
                return Err(Refused::TooManyLines);
            }
            let place = cart.take_place();
            let line = Line { quantity, place, added: *at, tracked, shown: shown.clone() };
            cart.lines.insert(sku.clone(), line);
        }
        Operation::Set { sku, quantity } => {
            let line = cart.lines.get_mut(sku).ok_or(Refused::NoSuchLine)?;
            line.quantity = within(quantity.units(), available(sku, line.tracked, stock)?)?;
            line.tracked = tracked(sku, line.tracked, stock)?;
        }
        Operation::TakeOff { sku, quantity } => {
            let line = cart.lines.get_mut(sku).ok_or(Refused::NoSuchLine)?;
            let left = quantity.map_or(0, |off| line.quantity.units().saturating_sub(off.units()));
            match Quantity::new(left) {
                Ok(left) => line.quantity = left,
                Err(_) => remove(cart, sku, false),
            }
        }
        Operation::TakeBought { sku, quantity } => {
            let line = cart.lines.get_mut(sku).ok_or(Refused::NoSuchLine)?;
            match Quantity::new(line.quantity.units().saturating_sub(quantity.units())) {
                Ok(left) => line.quantity = left,
                Err(_) => drop(cart.lines.remove(sku)),
            }
        }
        Operation::RemoveSaved { sku } => {
            cart.saved.get(sku).ok_or(Refused::NoSuchLine)?;
            remove(cart, sku, true);
        }
        Operation::Undo => undo(cart, stock)?,
        Operation::Save { sku } => {
            let mut line = cart.lines.remove(sku).ok_or(Refused::NoSuchLine)?;
            if let Some(saved) = cart.saved.get_mut(sku) {
                saved.quantity = joined(saved.quantity, line.quantity, Quantity::MOST);
            } else {
                line.place = cart.take_place();
                cart.saved.insert(sku.clone(), line);
            }
        }
        Operation::MoveBack { sku } => {
            let line = cart.saved.get(sku).ok_or(Refused::NoSuchLine)?;
            let counted = line.tracked || counted_already(cart, sku);
            if available(sku, counted, stock)? == 0 {
                return Err(Refused::NotEnoughStock(0));
            }
            if let Some(line) = cart.saved.remove(sku) {
                take_in(cart, sku, line, stock)?;
            }
        }
        Operation::Clear => {
            if cart.lines.is_empty() {
                return Ok(());
            }
            let lines = std::mem::take(&mut cart.lines).into_iter();
            cart.removed = lines.map(|(sku, line)| (sku, Removed { saved: false, line })).collect();
        }
        Operation::TakeWhatIsLeft { sku } => {
            let line = cart.lines.get_mut(sku).ok_or(Refused::NoSuchLine)?;
            let free = available(sku, line.tracked, stock)?;
            line.quantity = Quantity::new(line.quantity.units().min(free))
                .map_err(|_| Refused::NotEnoughStock(0))?;
        }
        Operation::Accept { sku, shown } => {
            cart.lines.get_mut(sku).ok_or(Refused::NoSuchLine)?.shown = shown.clone();
        }
        Operation::Seen { version, shown } => {
            if *version != cart.version {
                return Ok(());
            }
            cart.told.clear();
            for (sku, shown) in shown {
                for list in [&mut cart.lines, &mut cart.saved] {
                    if let Some(line) = list.get_mut(sku) {
                        line.shown = shown.clone();
                    }
                }
            }
        }
        Operation::Merge { lines, saved } => merge(cart, lines, saved, stock)?,
    }
    Ok(())
}

/// Units of a SKU that one line may have as far as the stock goes. Those that a line has already
/// are among them: a cart holds nothing.
fn available(sku: &Sku, remembered: bool, stock: &StockFigures) -> Result<u32, Refused> {
    let known = figure(sku, stock)?;
    Ok(if known.tracked.unwrap_or(remembered) { known.free } else { u32::MAX })
}

/// Whether units of a SKU are counted: as the catalogue says, else as remembered.
fn tracked(sku: &Sku, remembered: bool, stock: &StockFigures) -> Result<bool, Refused> {
    Ok(figure(sku, stock)?.tracked.unwrap_or(remembered))
}

fn figure(sku: &Sku, stock: &StockFigures) -> Result<Stock, Refused> {
    stock.get(sku).copied().ok_or_else(|| Refused::FiguresMissing(sku.as_str().to_owned()))
}

/// So many units, if the stock and a line have room for them.
fn within(units: u32, free: u32) -> Result<Quantity, Refused> {
    if units > free {
        return Err(Refused::NotEnoughStock(free));
    }
    Quantity::new(units).map_err(|_| Refused::TooManyUnits)
}

/// The sum of two quantities, at most `free` and at most what a line may have. Where nothing is
/// free it adds nothing, and the line's notice says so.
fn joined(one: Quantity, other: Quantity, free: u32) -> Quantity {
    let sum = one.units() + other.units();
    Quantity::new(sum.min(free).min(Quantity::MOST)).unwrap_or(one.max(other))
}

/// Removes a line, so that it can be brought back.
fn remove(cart: &mut Cart, sku: &Sku, saved: bool) {
    let list = if saved { &mut cart.saved } else { &mut cart.lines };
    if let Some(line) = list.remove(sku) {
        cart.removed.clear();
        cart.removed.insert(sku.clone(), Removed { saved, line });
    }
}

/// Whether the cart remembers units of a SKU as counted. Two lines may remember differently, and
/// then the careful one is believed.
fn counted_already(cart: &Cart, sku: &Sku) -> bool {
    cart.lines.get(sku).is_some_and(|line| line.tracked)
}

/// Puts a line into the cart: its units to those of a line that is there, within the stock.
fn take_in(
    cart: &mut Cart,
    sku: &Sku,
    mut line: Line,
    stock: &StockFigures,
) -> Result<(), Refused> {
    line.tracked |= counted_already(cart, sku);
    let free = available(sku, line.tracked, stock)?;
    let title = line.shown.title.clone();
    let (wanted, got) = if let Some(there) = cart.lines.get_mut(sku) {
        let wanted = there.quantity.units() + line.quantity.units();
        there.quantity = joined(there.quantity, line.quantity, free);
        (wanted, there.quantity.units())
    } else {
        let wanted = line.quantity.units();
        line.quantity = Quantity::new(wanted.min(free)).unwrap_or(line.quantity);
        let got = line.quantity.units();
        line.place = cart.take_place();
        cart.lines.insert(sku.clone(), line);
        (wanted, got)
    };
    if got < wanted {
        cart.tell(Told::Capped { sku: sku.clone(), title, wanted, got });
    }
    Ok(())
}

/// Brings back what was removed, in its places and as it was, but for what was added anew since.
fn undo(cart: &mut Cart, stock: &StockFigures) -> Result<(), Refused> {
    let removed = std::mem::take(&mut cart.removed);
    if removed.is_empty() {
        return Err(Refused::NothingToUndo);
    }
    let there = |(sku, removed): &(&Sku, &Removed)| {
        (if removed.saved { &cart.saved } else { &cart.lines }).contains_key(*sku)
    };
    if !cart.has_room(removed.iter().filter(|one| !there(one)).count()) {
        return Err(Refused::TooManyLines);
    }
    let mut removed: Vec<_> = removed.into_iter().collect();
    removed.sort_by_key(|(_, removed)| removed.line.place);
    for (sku, Removed { saved, line }) in removed {
        let list = if saved { &mut cart.saved } else { &mut cart.lines };
        let Some(there) = list.get_mut(&sku) else {
            list.insert(sku, line);
            continue;
        };
        if saved {
            there.quantity = joined(there.quantity, line.quantity, Quantity::MOST);
        } else {
            take_in(cart, &sku, line, stock)?;
        }
    }
    Ok(())
}

fn merge(
    cart: &mut Cart,
    lines: &[(Sku, Line)],
    saved: &[(Sku, Line)],
    stock: &StockFigures,
) -> Result<(), Refused> {
    for (sku, line) in lines {
        if cart.lines.contains_key(sku) || cart.has_room(1) {
            take_in(cart, sku, line.clone(), stock)?;
        } else {
            leave_out(cart, sku, line);
        }
    }
    for (sku, line) in saved {
        if let Some(there) = cart.saved.get_mut(sku) {
            there.quantity = joined(there.quantity, line.quantity, Quantity::MOST);
        } else if cart.has_room(1) {
            let place = cart.take_place();
            cart.saved.insert(sku.clone(), Line { place, ..line.clone() });
        } else {
            leave_out(cart, sku, line);
        }
    }
    Ok(())
}

fn leave_out(cart: &mut Cart, sku: &Sku, line: &Line) {
    let title = line.shown.title.clone();
    cart.tell(Told::LeftOut { sku: sku.clone(), title });
}
