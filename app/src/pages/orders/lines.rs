//! The lines of an order as they were bought.

use leptos::prelude::*;
use storefront::{
    image::Image,
    orders::{OrderLine, OrderSummary},
};

use super::words::units;
use crate::pages::encode;

/// Most pictures beside an order in a list.
const PICTURES: usize = 4;

/// All lines with what they cost.
pub(super) fn list(lines: &[OrderLine]) -> AnyView {
    let lines: Vec<_> = lines.iter().map(line).collect();
    view! { <ul class="order-lines">{lines}</ul> }.into_any()
}

fn line(line: &OrderLine) -> AnyView {
    let title = match &line.product_slug {
        Some(slug) => {
            let href = format!("/p/{slug}?sku={}", encode(line.sku.as_str()));
            view! { <a href=href>{line.title.clone()}</a> }.into_any()
        }
        None => line.title.clone().into_any(),
    };
    let options = options(line);
    let back = (line.returned > 0).then(|| format!("{} sent back", units(line.returned)));
    view! {
        <li class="order-line">
            {picture(line.image.as_ref())}
            <div class="order-line-about">
                <p class="order-line-title">{title}</p>
                {(!options.is_empty()).then(|| view! { <p class="quiet">{options}</p> })}
                <p class="quiet">{line.quantity.units()}" × "{line.unit_price.to_string()}</p>
                {back.map(|back| view! { <p class="order-mark">{back}</p> })}
            </div>
            <p class="order-line-total"><span class="hidden">"Together "</span>{line.line_total.to_string()}</p>
        </li>
    }
    .into_any()
}

/// Which variant, in words; empty where there is but one.
pub(in crate::pages) fn options(line: &OrderLine) -> String {
    let options: Vec<_> =
        line.options.iter().map(|option| format!("{}: {}", option.axis, option.value)).collect();
    options.join(", ")
}

/// The first pictures of an order, for who sees them: the text beside them says the same.
pub(super) fn pictures(summary: &OrderSummary) -> AnyView {
    let pictures: Vec<_> =
        summary.lines.iter().take(PICTURES).map(|line| picture(line.image.as_ref())).collect();
    let more = summary.lines.len().saturating_sub(PICTURES);
    view! {
        <div class="order-pictures" aria-hidden="true">
            {pictures}
            {(more > 0).then(|| view! { <span class="order-more">"+"{more}</span> })}
        </div>
    }
    .into_any()
}

fn picture(image: Option<&Image>) -> AnyView {
    let image = image.map(|image| {
        view! { <img src=image.src(160) alt="" width="72" height="72" loading="lazy"/> }
    });
    view! { <div class="order-picture">{image}</div> }.into_any()
}
