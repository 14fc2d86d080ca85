//! What can be done to many products: chosen beside the list.

use leptos::prelude::*;
use storefront::goods_room::{BulkAction, GoodsPage};

use super::{Filters, shelves};
use crate::{
    context::FormState,
    parts::{
        choices::{Choice, select, tick_box},
        form::{Field, field, hidden},
    },
};

/// The ids that were ticked before the form was refused.
pub(super) fn ticked(form: &FormState) -> Vec<String> {
    let sent = form.values.iter().filter(|(name, _)| name == "ids");
    sent.map(|(_, id)| id.clone()).collect()
}

/// The form around the table of products. It says of which list it is, for "all that match".
pub(super) fn around(
    table: AnyView,
    found: &GoodsPage,
    filters: &Filters,
    form: &FormState,
) -> AnyView {
    let beside: Vec<_> =
        filters.fields().into_iter().map(|(name, value)| hidden(name, value)).collect();
    let columns: Vec<_> =
        filters.columns.iter().map(|column| hidden("columns", column.name())).collect();
    let place = filters.query.after.as_ref().map(|after| hidden("nextCursor", after.write()));
    let actions = BulkAction::ALL.map(|one| Choice::new(one.name(), one.label(), ""));
    let actions: Vec<_> = std::iter::once(Choice::new("", "Choose", "")).chain(actions).collect();
    let shelves = shelves(&found.categories, "Choose");
    view! {
        <form class="goods-bulk" method="post" action="/admin/products/bulk" novalidate>
            {beside}
            {columns}
            {place}
            {table}
            <section class="panel goods-deeds" aria-labelledby="deeds">
                <h2 id="deeds">"Change what is ticked"</h2>
                {tick_box(form, "all", "All that match", "Every product of this list, on all its pages, ticked or not.", false)}
                {select(form, "action", "What to do", "off", actions, "")}
                {field(form, Field { name: "amount", label: "How much", kind: "amount", hint: "For prices: a percentage such as 7.5, or an amount such as 2.50.", optional: true, ..Field::default() }, "")}
                {select(form, "shelf", "Which category", "off", shelves, "")}
                {field(form, Field { name: "tag", label: "Tag", optional: true, ..Field::default() }, "")}
                <button class="button">"See what would change"</button>
            </section>
        </form>
    }
    .into_any()
}
