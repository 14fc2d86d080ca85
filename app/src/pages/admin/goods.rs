//! Products: all of them, narrowed, sorted, and with what can be done to many at once.

mod bulk;
mod columns;
mod confirm;
mod deed;
mod rows;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    goods_room::{
        GoodsCategory, GoodsCursor, GoodsError, GoodsFilter, GoodsPage, GoodsQuery, GoodsSort,
        MOST_MATCHES, status_label, status_name, status_named,
    },
    staff::{Permission, StaffMember},
};

use self::columns::Column;
use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    pages::{encode, parameter, parameters},
    parts::{
        choices::{Choice, Group, boxes, select},
        form::{Field, field, part, summary},
    },
};

pub(super) use {confirm::draw as draw_bulk, deed::draw_list as draw_deeds};

const LIST: &str = "/admin/products";

/// What the list shows, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    query: GoodsQuery,
    /// None where nobody has chosen: all are shown then.
    columns: Vec<Column>,
}

impl Filters {
    /// Reads them from an address, or says what in it cannot be right.
    fn read(query: &str) -> Result<Self, &'static str> {
        let given = |name| parameter(query, name).unwrap_or_default();
        let filter = GoodsFilter::read(
            &given("query"),
            &given("status"),
            &given("category"),
            &given("brand"),
        )
        .map_err(|error| error.message)?;
        let sort = match given("sort").as_str() {
            "" => GoodsSort::default(),
            name => GoodsSort::named(name).ok_or("Products are not sorted like this.")?,
        };
        let after = Some(given("nextCursor")).filter(|text| !text.is_empty());
        let after = after.map(|text| GoodsCursor::parse(&text, sort)).transpose().map_err(
            |_| "The place in the list that the address names is none. Begin the list again.",
        )?;
        let named = parameters(query).into_iter().filter(|(name, _)| name == "columns");
        let columns = named.filter_map(|(_, name)| Column::named(&name)).collect();
        Ok(Self { query: GoodsQuery { filter, sort, after, most: None }, columns })
    }

    /// What the list is narrowed and sorted by, as fields of a form.
    fn fields(&self) -> [(&'static str, String); 5] {
        let GoodsQuery { filter, sort, .. } = &self.query;
        let category = filter.category().map(ToString::to_string).unwrap_or_default();
        [
            ("query", filter.typed().to_owned()),
            ("status", filter.status().map(status_name).unwrap_or_default().to_owned()),
            ("category", category),
            ("brand", filter.brand().to_owned()),
            ("sort", sort.name().to_owned()),
        ]
    }

    /// Whether products are left out.
    fn is_narrow(&self) -> bool {
        self.query.filter != GoodsFilter::default()
    }

    fn shows(&self, column: Column) -> bool {
        self.columns.is_empty() || self.columns.contains(&column)
    }

    /// The address of the first page of the same list, or of the page after a place.
    fn address(&self, after: Option<&GoodsCursor>) -> String {
        let fields = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let columns = self.columns.iter().map(|column| ("columns", column.name().to_owned()));
        let after = after.map(|after| ("nextCursor", after.write()));
        let all = fields.chain(columns).chain(after);
        let parts: Vec<_> = all.map(|(name, value)| format!("{name}={}", encode(&value))).collect();
        format!("{LIST}?{}", parts.join("&"))
    }
}

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let filters = match Filters::read(&request.query) {
        Ok(filters) => filters,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match shop.goods_room.list(member, &filters.query).await {
        Ok(found) => found,
        Err(error) => return failed(&error),
    };
    let deed = match parameter(&request.query, "deed") {
        // What became of a deed of long ago is no reason to show no products.
        Some(key) => shop.goods_room.deed(member, &key).await.ok(),
        None => None,
    };
    let may_edit = member.may(Permission::EditCatalogue);
    let next = found.next.as_ref().map(|after| filters.address(Some(after)));
    let first = filters.query.after.is_some().then(|| filters.address(None));
    let paged = next.is_some() || first.is_some();
    let body = view! {
        {deed.map(|deed| deed::notice(&deed, may_edit))}
        {summary(form, str::to_owned)}
        {may_edit.then(|| view! { <p class="goods-new"><a class="button" href="/admin/products/new">"Add a product"</a></p> })}
        {narrowing(&filters, &found.categories)}
        <p class="quiet">{counted(found.matches)}" "<a href="/admin/products/deeds">"Done to many products"</a></p>
        {list(shop, &found, &filters, may_edit, &part(form, "bulk"))}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of products">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
    };
    frame::inside(LIST, "Products", member, form, body.into_any())
}

/// What a page says that could not be drawn.
fn failed(error: &GoodsError) -> Page {
    match error {
        GoodsError::Forbidden => refusal::failed(Failure::Forbidden),
        GoodsError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// So many products, in words.
fn products(count: usize) -> String {
    match count {
        1 => "1 product".to_owned(),
        count => format!("{count} products"),
    }
}

fn counted(matches: usize) -> String {
    match matches {
        1 => "1 product matches.".to_owned(),
        more if more > MOST_MATCHES => format!("More than {MOST_MATCHES} products match."),
        count => format!("{count} products match."),
    }
}

/// All categories, to choose one from.
fn shelves(categories: &[GoodsCategory], none: &str) -> Vec<Choice> {
    let named = categories.iter().map(|one| Choice::new(one.id.as_str(), &one.path, ""));
    std::iter::once(Choice::new("", none, "")).chain(named).collect()
}

/// Which products, as a form that asks for them.
fn narrowing(filters: &Filters, categories: &[GoodsCategory]) -> AnyView {
    let form = FormState::default();
    let [query, status, category, brand, sort] = filters.fields().map(|(_, value)| value);
    let statuses = ["active", "draft", "archived"].into_iter().filter_map(status_named);
    let statuses = statuses.map(|one| Choice::new(status_name(one), status_label(one), ""));
    let statuses: Vec<_> = std::iter::once(Choice::new("", "All", "")).chain(statuses).collect();
    let sorts = GoodsSort::ALL.map(|one| Choice::new(one.name(), one.label(), "")).to_vec();
    let shown: Vec<_> = Column::ALL.into_iter().filter(|one| filters.shows(*one)).collect();
    let shown: Vec<_> = shown.into_iter().map(Column::name).collect();
    let columns = Group {
        name: "columns",
        id: "columns".to_owned(),
        legend: "Columns beside the title".to_owned(),
        choices: Column::ALL.map(|one| Choice::new(one.name(), one.label(), "")).to_vec(),
    };
    let hint = "Beginnings of words of title, brand, SKU, barcode or external id.";
    view! {
        <form class="panel staff-search goods-search" action=LIST aria-label="Which products">
            {field(&form, Field { name: "query", label: "Find", hint, optional: true, ..Field::default() }, &query)}
            {select(&form, "status", "Status", "off", statuses, &status)}
            {select(&form, "category", "In category", "off", shelves(categories, "All"), &category)}
            {field(&form, Field { name: "brand", label: "Brand", hint: "Exactly as it is written.", optional: true, ..Field::default() }, &brand)}
            {select(&form, "sort", "Sorted by", "off", sorts, &sort)}
            <details class="goods-columns"><summary>"Columns"</summary>{boxes(&form, columns, &shown)}</details>
            <button class="button">"Show products"</button>
        </form>
    }
    .into_any()
}

/// The products, with boxes and what can be done to them for who may.
fn list(
    shop: &Shop,
    found: &GoodsPage,
    filters: &Filters,
    may_edit: bool,
    form: &FormState,
) -> AnyView {
    if found.rows.is_empty() {
        let narrow = filters.is_narrow() || filters.query.after.is_some();
        let sentence = if narrow { "No product is like this." } else { "There is no product yet." };
        return view! { <div class="empty"><p>{sentence}</p>{narrow.then(|| view! { <p><a href=LIST>"Show all products"</a></p> })}</div> }
            .into_any();
    }
    let stock = shop.stock.snapshot();
    if may_edit {
        let ticked = bulk::ticked(form);
        let table = rows::table(&found.rows, filters, &stock, Some(&ticked));
        bulk::around(table, found, filters, form)
    } else {
        rows::table(&found.rows, filters, &stock, None)
    }
}

#[cfg(test)]
mod tests {
    use kernel::ProductId;
    use storefront::goods_room::GoodsKey;

    use super::*;

    #[test]
    fn filters_are_read_as_the_form_and_the_links_write_them() {
        assert_eq!(Filters::read(""), Ok(Filters::default()));
        assert_eq!(Filters::read("query=+&status=&sort=&nextCursor="), Ok(Filters::default()));
        let query = "query=mug-1+red&status=draft&category=cups&brand=Quay+%26+Sons&sort=title";
        let filters = Filters::read(&format!("{query}&columns=brand&columns=price"));
        let filters = filters.expect("filters");
        assert!(filters.shows(Column::Brand) && !filters.shows(Column::Free));
        let id = ProductId::parse("mug").expect("an id");
        let after = GoodsCursor { key: GoodsKey::Text("a mug & more".to_owned()), id };
        let address = filters.address(Some(&after));
        let (_, rest) = address.split_once('?').expect("a query");
        let read = Filters::read(rest).expect("filters");
        assert_eq!(read.query.after, Some(after));
        assert_eq!((&read.columns, &read.query.filter), (&filters.columns, &filters.query.filter));
        for bad in ["query=--", "status=lost", "category=a+b", "sort=up", "nextCursor=mug"] {
            assert!(Filters::read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_are_said_in_words() {
        assert_eq!([products(1), products(0)], ["1 product", "0 products"]);
        assert_eq!(counted(1), "1 product matches.");
        assert_eq!(counted(1_000), "1000 products match.");
        assert_eq!(counted(1_001), "More than 1000 products match.");
    }
}
