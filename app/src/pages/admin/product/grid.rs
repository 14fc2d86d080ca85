//! Options, and the grid of variants that they make.

use leptos::prelude::*;
use storefront::product_desk::{AXES, AxisRow, VariantRow};

use super::fields::{Sheet, cell};
use crate::{
    context::FormState,
    parts::form::{Field, field},
};

/// Options and variants. `action` is where the form is sent to have its grid made.
pub(super) fn section(sheet: &Sheet<'_>, action: &str) -> AnyView {
    let Sheet { form, now, choices, open, .. } = sheet;
    let axes: Vec<_> = (0..AXES)
        .map(|at| {
            let empty = AxisRow::default();
            let axis = now.axes.get(at).unwrap_or(&empty);
            let (name, values) = (format!("axis.{at}.name"), format!("axis.{at}.values"));
            let number = at + 1;
            view! {
                <tr>
                    <td class="field">{cell(form, name, format!("Option {number}: name"), &axis.name, (None, None))}</td>
                    <td class="field">{cell(form, values, format!("Option {number}: values"), &axis.values, (None, None))}</td>
                </tr>
            }
        })
        .collect();
    let blank = [VariantRow::default()];
    let rows = if now.variants.is_empty() { blank.as_slice() } else { now.variants.as_slice() };
    let rows: Vec<_> = rows.iter().enumerate().map(|(at, row)| line(form, at, row)).collect();
    let prefix = Field {
        name: "prefix",
        label: "New SKUs begin with",
        hint: "Made of the address or the title if empty.",
        optional: true,
        ..Field::default()
    };
    let about = format!(
        "Amounts are in {}. The stock of a variant that is removed stays in the ledger of its SKU, and \
         orders keep what they say of it.",
        choices.currency.code()
    );
    // What is to be chosen between two people is chosen first.
    let choosing = form.error("both").is_some();
    let make = (*open && !choosing).then(|| {
        view! { <p><button class="button button-quiet" formaction=action.to_owned()>"Make the grid"</button></p> }
    });
    view! {
        <section aria-labelledby="variants">
            <h2 id="variants">"Options and variants"</h2>
            <p class="quiet">"What there is to choose, such as Size with the values S, M, L. Where a value has a comma of its own, put | between values."</p>
            <div class="table-scroll" role="region" aria-label="Options" tabindex="0">
                <table>
                    <caption class="hidden">"Options"</caption>
                    <thead><tr><th scope="col">"Option"</th><th scope="col">"Values"</th></tr></thead>
                    <tbody>{axes}</tbody>
                </table>
            </div>
            {field(form, prefix, &now.prefix)}
            {make}
            <p class="quiet">{about}</p>
            <div class="table-scroll sheet-grid" role="region" aria-label="Variants" tabindex="0">
                <table>
                    <caption class="hidden">"Variants"</caption>
                    <thead><tr><th scope="col">"Variant"</th><th scope="col">"SKU"</th><th scope="col">"Price"</th><th scope="col">"Price before"</th><th scope="col">"Barcode"</th><th scope="col">"Grams"</th><th scope="col">"Remove"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn line(form: &FormState, at: usize, row: &VariantRow) -> AnyView {
    let values: Vec<&str> =
        row.options.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
    let shown = if values.is_empty() { format!("Variant {}", at + 1) } else { values.join(" / ") };
    let options: Vec<_> = row
        .options
        .iter()
        .enumerate()
        .map(|(axis, value)| {
            let name = format!("variant.{at}.option.{axis}");
            view! { <input type="hidden" name=name value=value.clone()/> }
        })
        .collect();
    let input = |name: &str, label: &str, value: &str, mode: Option<&'static str>| {
        let name = format!("variant.{at}.{name}");
        cell(form, name, format!("{shown}: {label}"), value, (mode, None))
    };
    let amount = Some("decimal");
    let (name, id) = (format!("variant.{at}.remove"), format!("variant-{at}-remove"));
    let remove = format!("{shown}: remove");
    view! {
        <tr>
            <th scope="row">{shown.clone()}{options}</th>
            <td class="field sheet-sku">{input("sku", "SKU", &row.sku, None)}</td>
            <td class="field">{input("price", "price", &row.price, amount)}</td>
            <td class="field">{input("before", "price before", &row.before, amount)}</td>
            <td class="field sheet-code">{input("barcodes", "barcode", &row.barcodes, Some("numeric"))}</td>
            <td class="field">{input("weight", "grams", &row.weight, Some("numeric"))}</td>
            <td class="sheet-remove"><input id=id.clone() r#type="checkbox" name=name value="on" checked=row.remove/><label class="hidden" for=id>{remove}</label></td>
        </tr>
    }
    .into_any()
}
