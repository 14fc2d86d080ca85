//! Sending things back: what was asked for, and the form that asks.

use std::collections::HashMap;

use leptos::prelude::*;
use storefront::orders::{OrderLine, OrderView, ReturnForm, ReturnState, ReturnView};

use super::{lines::options, words};
use crate::{
    context::FormState,
    parts::{
        form::{Field, field, hidden},
        moment::{day, moment},
    },
};

/// What was sent back, or is to be, with where that stands.
pub(super) fn list(view: &OrderView) -> Option<AnyView> {
    if view.returns.is_empty() {
        return None;
    }
    let returns: Vec<_> = view.returns.iter().map(|one| entry(one, &view.summary.lines)).collect();
    Some(
        view! {
            <section aria-labelledby="returns">
                <h2 id="returns">"Sent back"</h2>
                <ol class="order-returns">{returns}</ol>
            </section>
        }
        .into_any(),
    )
}

fn entry(one: &ReturnView, lines: &[OrderLine]) -> AnyView {
    let things: Vec<_> = one
        .lines
        .iter()
        .map(|back| {
            let line = lines.iter().find(|line| line.sku == back.sku);
            let title = line.map_or_else(|| back.sku.to_string(), |line| line.title.clone());
            view! { <li>{back.quantity}" × "{title}</li> }
        })
        .collect();
    let reason = (!one.reason.is_empty()).then(|| one.reason.clone());
    view! {
        <li>
            <p><strong>{words::returning(one)}</strong></p>
            <ul class="order-returned">{things}</ul>
            {reason.map(|reason| view! { <p>"Your words: "{reason}</p> })}
            <p class="quiet">"Asked for on "{moment(one.asked_at)}</p>
        </li>
    }
    .into_any()
}

/// Units of each line that can still be sent back: neither were they, nor is that asked for.
pub(in crate::pages) fn left(view: &OrderView) -> Vec<(&OrderLine, u32)> {
    let mut waiting: HashMap<&str, u32> = HashMap::new();
    let asked = view.returns.iter().filter(|one| one.state == ReturnState::Requested);
    for line in asked.flat_map(|one| &one.lines) {
        *waiting.entry(line.sku.as_str()).or_default() += line.quantity;
    }
    let left = |line: &OrderLine| {
        let gone = line.returned + waiting.get(line.sku.as_str()).copied().unwrap_or_default();
        line.quantity.units().saturating_sub(gone)
    };
    view.summary.lines.iter().map(|line| (line, left(line))).filter(|(_, left)| *left > 0).collect()
}

/// The form that asks, while that may be. `key` is its own, so that sending it twice asks once.
pub(super) fn ask(view: &OrderView, form: &FormState, token: &str, key: &str) -> Option<AnyView> {
    let until = view.returnable_until?;
    let left = left(view);
    let units: u32 = left.iter().map(|(_, units)| units).sum();
    let refused = !form.errors.is_empty();
    let sent = Some(form.value("key")).filter(|key| !key.is_empty());
    // Of one unit it is clear which is meant.
    let fields: Vec<_> =
        left.iter().map(|(line, most)| quantity(line, *most, units == 1, form)).collect();
    let reason = Field {
        name: "reason",
        label: "Why",
        kind: "area",
        hint: "You need not say. It helps us to describe things better.",
        optional: true,
        ..Field::default()
    };
    (units > 0).then(|| {
        view! {
            <details class="order-deed" open=refused>
                <summary class="button button-quiet">"Send something back"</summary>
                <div class="order-deed-inside">
                    <p>"You can ask until "{day(until)}". We answer by letter, with how to send it."</p>
                    <form method="post" action=format!("/orders/{token}/return") novalidate>
                        {hidden("key", sent.unwrap_or_else(|| key.to_owned()))}
                        <fieldset class="order-send-back"><legend>"How many of each"</legend>{fields}</fieldset>
                        {field(form, reason, "")}
                        <button class="button">"Ask to send it back"</button>
                    </form>
                    <p class="quiet">{format!("A reason has at most {} characters.", ReturnForm::LONGEST_REASON)}" "<a href="/pages/delivery-and-returns">"Delivery and returns"</a></p>
                </div>
            </details>
        }
        .into_any()
    })
}

/// How many units of a line are to go back.
pub(in crate::pages) fn quantity(
    line: &OrderLine,
    most: u32,
    only: bool,
    form: &FormState,
) -> AnyView {
    let name = format!("quantity-{}", line.sku);
    let (note, tip) = (format!("{name}-error"), format!("{name}-hint"));
    let typed = form.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    let value = typed.unwrap_or_else(|| if only { "1".to_owned() } else { "0".to_owned() });
    let error = form.error(&name).map(ToOwned::to_owned);
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() { format!("{note} {tip}") } else { tip.clone() };
    let options = options(line);
    let which = if options.is_empty() { String::new() } else { format!(" ({options})") };
    view! {
        <div class="field">
            <label for=name.clone()>{line.title.clone()}{which}</label>
            <p class="field-hint" id=tip>{format!("{} at most", words::units(most))}</p>
            {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
            <input id=name.clone() name=name.clone() r#type="text" inputmode="numeric" autocomplete="off" value=value aria-invalid=invalid aria-describedby=described/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;
    use storefront::orders::ReturnedLine;

    use super::{super::words::tests::order, *};

    #[test]
    fn what_is_asked_for_cannot_be_asked_for_again() {
        let mut view = order();
        let of = |view: &OrderView| left(view).iter().map(|(_, left)| *left).collect::<Vec<_>>();
        assert_eq!(of(&view), [3]);
        let sku = view.summary.lines[0].sku.clone();
        view.returns.push(ReturnView {
            id: "one".to_owned(),
            state: ReturnState::Requested,
            asked_at: Timestamp::from_millis(0),
            reason: String::new(),
            lines: vec![ReturnedLine { sku, quantity: 2 }],
            refund: None,
        });
        assert_eq!(of(&view), [1]);
        view.returns[0].state = ReturnState::Refused;
        assert_eq!(of(&view), [3], "what was refused may be asked for again");
        view.returns[0].state = ReturnState::Approved;
        view.summary.lines[0].returned = 2;
        assert_eq!(of(&view), [1], "what came back is not counted twice");
        view.summary.lines[0].returned = 3;
        assert!(left(&view).is_empty());
    }
}
