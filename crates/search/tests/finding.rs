//! What a query finds, how a result is narrowed, and how it is paged.

mod support;

use std::{collections::BTreeSet, sync::Arc};

use kernel::{Sku, SystemClock, Timestamp};
use proptest::prelude::*;
use search::{IndexSettings, NoQueryLog, SearchIndex};
use storefront::{
    product::{Product, Variant},
    search::{Matched, Search, SearchError, SearchPage},
    search_request::{SearchRequest, Sort},
};
use support::{FakeBoard, FakeFeed, category, price, product, spec, stars};

struct Shop {
    index: Arc<SearchIndex>,
    feed: Arc<FakeFeed>,
    board: Arc<FakeBoard>,
    _folder: tempfile::TempDir,
}

impl Shop {
    async fn of(products: Vec<Product>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (feed, board) = (FakeFeed::of(products), Arc::new(FakeBoard::default()));
        let index = SearchIndex::open(
            IndexSettings { folder: folder.path().to_owned() },
            Arc::clone(&feed) as _,
            Arc::clone(&board) as _,
            Arc::new(NoQueryLog),
            Arc::new(SystemClock),
        )
        .await
        .expect("opens");
        index.rebuild().await.expect("built");
        Self { index, feed, board, _folder: folder }
    }

    async fn titled(titles: &[&str]) -> Self {
        let products = titles.iter().enumerate();
        Self::of(products.map(|(at, title)| product(&format!("p{at}"), title)).collect()).await
    }

    async fn ask(&self, request: &SearchRequest) -> SearchPage {
        (*self.index.search(request).await.expect("a page")).clone()
    }

    async fn titles(&self, query: &str) -> Vec<String> {
        self.ask(&asking(query)).await.items.into_iter().map(|card| card.title).collect()
    }
}

fn asking(query: &str) -> SearchRequest {
    SearchRequest::parse([("q", query)]).expect("well formed")
}

#[tokio::test]
async fn a_card_names_every_variant_that_costs_what_it_says() {
    let mut shirt = product("shirt", "Shirt");
    let sizes = [("XXL", 2_290), ("S", 1_990), ("M", 1_990)];
    shirt.variants = sizes
        .map(|(size, cents)| Variant {
            sku: Sku::parse(size).expect("a SKU"),
            price: price(cents),
            ..shirt.variants[0].clone()
        })
        .into();
    let shop = Shop::of(vec![shirt]).await;
    let card = shop.ask(&asking("shirt")).await.items.remove(0);
    let named: Vec<_> = card.at_price.iter().map(Sku::as_str).collect();
    assert_eq!((card.sku.as_str(), card.price, card.skus.len()), ("S", price(1_990), 3));
    assert_eq!(named, ["S", "M"]);
}

#[tokio::test]
async fn compounds_and_measures_meet_however_they_are_written() {
    let shop = Shop::titled(&[
        "T-shirt blue",
        "USB-C hub",
        "Laptop 15.6\" silver",
        "Drive 500 GB external",
        "Smart watch round",
        "Brother TN-2110 toner",
    ])
    .await;
    for (queries, title) in [
        (&["t-shirt", "tshirt", "t shirt", "T-Shirts"][..], "T-shirt blue"),
        (&["usb-c", "usb c", "usbc", "USB-C hubs"], "USB-C hub"),
        (&["15.6 inch", "15.6\"", "15.6-inch laptop", "15,6 inches"], "Laptop 15.6\" silver"),
        (&["500gb", "500 gb", "500-GB drive", "500 gigabytes"], "Drive 500 GB external"),
        (&["smartwatch", "smart watch", "smart-watches"], "Smart watch round"),
        (&["tn2110", "TN 2110", "tn-2110"], "Brother TN-2110 toner"),
    ] {
        for query in queries {
            let found = shop.titles(query).await;
            assert_eq!(found.first().map(String::as_str), Some(title), "{query}");
        }
    }
}

#[tokio::test]
async fn words_written_as_one_are_found_by_two_words() {
    let shop = Shop::titled(&["Smartwatch round", "Watch strap"]).await;
    assert_eq!(shop.titles("smart watch").await[0], "Smartwatch round");
}

#[tokio::test]
async fn codes_find_their_product_first() {
    let mut coded = product("7", "Cyan ink");
    coded.specs.push(spec("OEM code", "C4872A"));
    coded.external_id = Some("1399".to_owned());
    coded.variants[0].barcodes.push("0882780756328".to_owned());
    let other = product("8", "Compatible with C4872A 1399 ink");
    let shop = Shop::of(vec![other, coded]).await;
    for query in ["c4872a", "C-4872-A", "1399", "0882780756328", "sku-7", "SKU7"] {
        assert_eq!(
            shop.titles(query).await.first().map(String::as_str),
            Some("Cyan ink"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_named_maker_comes_before_what_fits_its_things() {
    let toner = |id: &str, title: &str, brand: &str| {
        let mut one = product(id, title);
        one.brand = brand.to_owned();
        one.specs.push(spec("Kind", "Toner cartridge"));
        one
    };
    let fits = "Black toner cartridge like Acme A1. Fits Acme Jet, Acme Jet 2";
    let shop =
        Shop::of(vec![toner("1", fits, "Globex"), toner("2", "A1 for 36000 pages", "Acme")]).await;
    assert_eq!(shop.titles("acme toner").await, ["A1 for 36000 pages", fits]);
}

#[tokio::test]
async fn a_slip_of_one_letter_is_corrected_and_of_two_is_not() {
    let shop = Shop::titled(&["Laptop grey", "Laptop red", "Wireless mouse", "Desk"]).await;
    for slip in ["latop", "lpatop", "laptopp", "laptob"] {
        let page = shop.ask(&asking(slip)).await;
        assert_eq!((page.matched, page.total), (Matched::Corrected, 2), "{slip}");
        assert_eq!(page.did_you_mean.as_deref(), Some("laptop"), "{slip}");
    }
    let page = shop.ask(&asking("Wireles mouse")).await;
    assert_eq!(page.did_you_mean.as_deref(), Some("wireless mouse"));
    assert_eq!(page.items[0].title, "Wireless mouse");
    assert_eq!(shop.ask(&asking("lptp")).await.total, 0);
}

#[tokio::test]
async fn products_with_all_words_come_before_those_with_some() {
    let shop = Shop::titled(&["Red lamp", "Red chair", "Blue lamp", "Red floor lamp"]).await;
    let page = shop.ask(&asking("red lamp")).await;
    assert_eq!(page.matched, Matched::SomeTerms);
    let titles: Vec<_> = page.items.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles[..2], ["Red lamp", "Red floor lamp"]);
    assert_eq!(page.total, 4);
}

#[tokio::test]
async fn strange_queries_are_answered() {
    let shop = Shop::titled(&["Lamp", "ノートパソコン", "Наушники синие"]).await;
    for query in
        ["?!…", "\"\"''", "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u-v-w-x-y-z", "耳机", "🛒🛒"]
    {
        shop.ask(&asking(query)).await;
    }
    shop.ask(&asking(&"word ".repeat(200))).await;
    shop.ask(&asking(&"x".repeat(10_000))).await;
    assert_eq!(shop.titles("パソコン").await, ["ノートパソコン"]);
    assert_eq!(shop.titles("наушники").await, ["Наушники синие"]);
}

#[tokio::test]
async fn suggestions_complete_the_last_word() {
    let mut lamp = product("1", "Floor lamp");
    lamp.categories = vec![category("lamps", "Lamps and lights")];
    let shop = Shop::of(vec![lamp, product("2", "Laptop"), product("3", "Floor mat")]).await;
    let suggestions = shop.index.suggest("floor la", 5).await.expect("ready");
    assert_eq!(suggestions.products.len(), 1);
    assert_eq!(suggestions.products[0].title, "Floor lamp");
    let suggestions = shop.index.suggest("la", 5).await.expect("ready");
    assert_eq!(suggestions.categories[0].slug.as_str(), "lamps");
    assert_eq!(suggestions.products.len(), 2);
    assert_eq!(shop.index.suggest(" ", 5).await, Ok(storefront::search::Suggestions::default()));
}

#[tokio::test]
async fn a_best_match_cursor_holds_while_the_index_changes_and_no_other_is_taken() {
    let products = (0..50).map(|at| product(&format!("p{at}"), &format!("Lamp {at}")));
    let shop = Shop::of(products.collect()).await;
    let whole: Vec<_> = {
        let mut request = asking("lamp");
        request.limit = 100;
        shop.ask(&request).await.items
    };
    let mut request = asking("lamp");
    request.limit = 20;
    let first = shop.ask(&request).await;
    shop.feed.remove("p7");
    shop.index.rebuild().await.expect("built");
    let mut seen = first.items;
    request.cursor = first.next_cursor;
    while request.cursor.is_some() {
        let page = shop.ask(&request).await;
        seen.extend(page.items);
        request.cursor = page.next_cursor;
    }
    assert_eq!(seen, whole);

    let named_elsewhere =
        shop.ask(&SearchRequest { limit: 20, ..asking("lamp") }).await.next_cursor;
    let cursor = named_elsewhere.expect("more follow");
    let gone = format!("{}{}{}", &cursor[..17], "0123456789abcdef", &cursor[33..]);
    for (cursor, error) in [
        (gone.as_str(), SearchError::CursorGone),
        ("nonsense", SearchError::BadCursor),
        (&cursor[..30], SearchError::BadCursor),
    ] {
        let request = SearchRequest { cursor: Some(cursor.to_owned()), ..asking("lamp") };
        assert_eq!(shop.index.search(&request).await.err(), Some(error), "{cursor}");
    }
    let request = SearchRequest { cursor: Some(cursor), ..asking("chair") };
    assert_eq!(shop.index.search(&request).await.err(), Some(SearchError::BadCursor));
}

/// A product of a small world, so that values repeat.
fn any_product() -> impl Strategy<Value = Product> {
    (0..3_usize, 0..40_i64, 0..6_u16, 0..4_usize, 0..4_usize, any::<bool>(), 0..4_i64).prop_map(
        |(brand, cost, rating, category_at, colour, tracked, created)| {
            let mut one = product("x", ["Lamp", "Red lamp", "Chair", "Lamp shade"][category_at]);
            one.brand = ["", "Acme", "Globex"][brand].to_owned();
            one.variants[0].price = price(cost * 731);
            one.rating = stars(rating);
            one.categories = (0..category_at)
                .map(|at| category(["home", "light", "seats"][at], ["Home", "Light", "Seats"][at]))
                .collect();
            if colour < 3 {
                one.specs.push(spec("Colour", ["red", "blue", "grey"][colour]));
                one.specs.push(spec("Width", ["40 cm", "60 cm", "60 cm"][colour]));
            }
            one.stock_tracked = tracked;
            one.created_at = Timestamp::from_millis(created);
            one
        },
    )
}

fn any_catalogue() -> impl Strategy<Value = Vec<Product>> {
    prop::collection::vec(any_product(), 1..40).prop_map(|mut products| {
        for (at, one) in products.iter_mut().enumerate() {
            let named = product(&format!("p{at}"), &one.title);
            one.id = named.id;
            one.slug = named.slug;
            one.variants[0].sku = named.variants[0].sku.clone();
        }
        products
    })
}

fn any_filters() -> impl Strategy<Value = Vec<&'static str>> {
    const FILTERS: [&str; 12] = [
        "category:home",
        "category:light",
        "category:nowhere",
        "brand:Acme",
        "brand:Globex",
        "price:0-9999",
        "price:5000-",
        "rating:3",
        "inStock:true",
        "spec.Colour:red",
        "spec.Colour:blue",
        "spec.Width:60 cm",
    ];
    prop::sample::subsequence(&FILTERS[..], 0..4)
}

/// Whether a product passes a group of filters, said as plainly as can be.
fn passes(one: &Product, in_stock: &BTreeSet<String>, group: &str, filters: &[&str]) -> bool {
    let chosen: Vec<&str> = filters
        .iter()
        .filter_map(|filter| filter.split_once(':').filter(|(name, _)| *name == group))
        .map(|(_, value)| value)
        .collect();
    let holds = |value: &&str| -> bool {
        match group {
            "category" => one.categories.iter().any(|link| link.slug.as_str() == *value),
            "brand" => one.brand == *value,
            "price" => {
                let (low, high) = value.split_once('-').expect("a range");
                let cost = one.variants[0].price.amount();
                low.parse().map_or(true, |low: i64| low <= cost)
                    && high.parse().map_or(true, |high: i64| cost <= high)
            }
            "rating" => {
                one.rating.map_or(0, |r| r.hundredths) >= value.parse::<u16>().expect("stars") * 100
            }
            "inStock" => !one.stock_tracked || in_stock.contains(one.variants[0].sku.as_str()),
            _ => one.specs.iter().any(|s| format!("spec.{}", s.name) == group && s.value == *value),
        }
    };
    chosen.is_empty() || chosen.iter().any(holds)
}

const GROUPS: [&str; 7] =
    ["category", "brand", "price", "rating", "inStock", "spec.Colour", "spec.Width"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_counting_by_hand(products in any_catalogue(), filters in any_filters(), query in prop::sample::select(vec!["", "lamp"])) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runs");
        runtime.block_on(async {
            let skus: Vec<String> = products.iter().step_by(2).map(|p| p.variants[0].sku.as_str().to_owned()).collect();
            let in_stock: BTreeSet<String> = skus.iter().cloned().collect();
            let shop = Shop::of(products.clone()).await;
            shop.board.set(5, skus.iter().map(String::as_str));
            let parameters = filters.iter().map(|filter| ("filter", *filter)).chain([("q", query), ("limit", "100")]);
            let page = shop.ask(&SearchRequest::parse(parameters).expect("well formed")).await;
            let matching: Vec<&Product> =
                products.iter().filter(|p| p.title.to_lowercase().contains(query)).collect();
            let left = |but: &str| -> Vec<&Product> {
                matching.iter().copied().filter(|p| GROUPS.iter().all(|g| *g == but || passes(p, &in_stock, g, &filters))).collect()
            };
            prop_assert_eq!(page.total, left("").len() as u64);
            prop_assert_eq!(page.items.len(), left("").len());
            for facet in &page.facets {
                for value in &facet.values {
                    let choice = format!("{}:{}", facet.name, value.value);
                    let count = left(&facet.name).into_iter().filter(|p| passes(p, &in_stock, &facet.name, &[&choice])).count();
                    prop_assert_eq!(value.count, count as u64, "{}", choice);
                    prop_assert_eq!(value.selected, filters.contains(&choice.as_str()), "{}", choice);
                }
            }
            for filter in &filters {
                let (name, value) = filter.split_once(':').expect("a filter");
                let facet = page.facets.iter().find(|facet| facet.name == name);
                prop_assert!(facet.is_some_and(|facet| facet.values.iter().any(|v| v.value == value)), "{} is not listed", filter);
            }
            Ok(())
        })?;
    }

    #[test]
    fn pages_show_each_untouched_product_once_while_others_change(products in any_catalogue(), sort in 1..5_usize, limit in 1..7_usize, query in prop::sample::select(vec!["", "red lamp"])) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runs");
        runtime.block_on(async {
            let shop = Shop::of(products.clone()).await;
            let mut request = SearchRequest { limit, sort: Sort::ALL[sort], ..asking(query) };
            let mut whole = request.clone();
            whole.limit = 100;
            let expected: BTreeSet<String> = shop.ask(&whole).await.items.iter().map(|card| card.id.to_string()).collect();
            let mut seen: Vec<String> = Vec::new();
            for turn in 0.. {
                let page = shop.ask(&request).await;
                seen.extend(page.items.iter().map(|card| card.id.to_string()));
                request.cursor = page.next_cursor;
                if request.cursor.is_none() {
                    break;
                }
                // Others come and go between the first pages, also some with all the words.
                if turn < 4 {
                    let mut other = product(&format!("other{turn}"), "Red lamp");
                    other.variants[0].price = price(turn * 900);
                    shop.feed.put(other);
                    if turn > 1 {
                        shop.feed.remove(&format!("other{}", turn - 2));
                    }
                    shop.index.rebuild().await.expect("built");
                }
            }
            seen.retain(|id| !id.starts_with("other"));
            let distinct: BTreeSet<String> = seen.iter().cloned().collect();
            prop_assert_eq!(seen.len(), distinct.len(), "a product came twice");
            prop_assert_eq!(distinct, expected);
            Ok(())
        })?;
    }
}
