//! The table of products.

use leptos::prelude::*;
use storefront::{
    goods_room::{GoodsRow, status_label},
    stock::StockSnapshot,
};

use super::{Column, Filters};
use crate::parts::moment::moment;

/// The table; with boxes, of which those of the ids in `ticked` are ticked, if there are any.
pub(super) fn table(
    rows: &[GoodsRow],
    filters: &Filters,
    stock: &StockSnapshot,
    ticked: Option<&[String]>,
) -> AnyView {
    let columns: Vec<_> = Column::ALL.into_iter().filter(|one| filters.shows(*one)).collect();
    let heads: Vec<_> = columns
        .iter()
        .map(|column| view! { <th scope="col" class=class(*column)>{column.label()}</th> })
        .collect();
    let boxes = ticked.map(|_| view! { <th scope="col"><span class="hidden">"Chosen"</span></th> });
    let rows: Vec<_> = rows.iter().map(|row| line(row, &columns, stock, ticked)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Products" tabindex="0">
            <table>
                <caption class="hidden">"Products"</caption>
                <thead><tr>{boxes}<th scope="col">"Product"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn class(column: Column) -> Option<&'static str> {
    column.is_number().then_some("number")
}

fn line(
    row: &GoodsRow,
    columns: &[Column],
    stock: &StockSnapshot,
    ticked: Option<&[String]>,
) -> AnyView {
    let tick = ticked.map(|ticked| tick(row, ticked));
    let picture = row.image.as_ref().map(|image| {
        view! { <img src=image.src(160) alt="" width="48" height="48" loading="lazy"/> }
    });
    let cells: Vec<_> = columns
        .iter()
        .map(|column| view! { <td class=class(*column)>{cell(row, *column, stock)}</td> })
        .collect();
    view! {
        <tr>
            {tick}
            <th scope="row"><span class="goods-name"><span class="goods-picture">{picture}</span><a href=format!("/admin/products/{}", row.id)>{row.title.clone()}</a></span></th>
            {cells}
        </tr>
    }
    .into_any()
}

fn tick(row: &GoodsRow, ticked: &[String]) -> AnyView {
    let id = format!("tick-{}", row.id);
    let held = ticked.iter().any(|id| id == row.id.as_str());
    view! {
        <td class="goods-tick">
            <input id=id.clone() r#type="checkbox" name="ids" value=row.id.to_string() checked=held/>
            <label class="hidden" for=id>{format!("Choose {}", row.title)}</label>
        </td>
    }
    .into_any()
}

fn cell(row: &GoodsRow, column: Column, stock: &StockSnapshot) -> AnyView {
    match column {
        Column::Brand => row.brand.clone().into_any(),
        Column::Status => status_label(row.status).into_any(),
        Column::Sku => skus(row).into_any(),
        Column::Price => price(row).into_any(),
        Column::Free => free(row, stock).into_any(),
        Column::Categories => row.categories.join(", ").into_any(),
        Column::Changed => moment(row.updated_at),
    }
}

/// The SKU, or how many there are.
fn skus(row: &GoodsRow) -> String {
    match row.skus.as_slice() {
        [one] => one.to_string(),
        several => format!("{} SKUs", several.len()),
    }
}

fn price(row: &GoodsRow) -> String {
    match row.price {
        Some(price) if row.price_varies => format!("from {price}"),
        Some(price) => price.to_string(),
        None => String::new(),
    }
}

/// Free units of all its SKUs together.
fn free(row: &GoodsRow, stock: &StockSnapshot) -> String {
    if !row.stock_tracked {
        return "Not counted".to_owned();
    }
    let free = row.skus.iter().map(|sku| u64::from(stock.free(sku.as_str())));
    free.sum::<u64>().to_string()
}
