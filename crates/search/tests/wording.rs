//! What a merchant says of queries: which words mean the same, and what comes first.

mod support;

use std::{collections::BTreeSet, sync::Arc};

use kernel::SystemClock;
use search::{IndexSettings, NoQueryLog, SearchIndex, Synonyms, Wording};
use storefront::{
    product::Product,
    search::{Search, SearchPage},
    search_request::SearchRequest,
};
use support::{FakeBoard, FakeFeed, product};

struct Shop {
    index: Arc<SearchIndex>,
    feed: Arc<FakeFeed>,
    _folder: tempfile::TempDir,
}

impl Shop {
    /// Ten lamps, `p0` to `p9`, and a chair, `chair`.
    async fn with_lamps() -> Self {
        let lamps = (0..10).map(|at| {
            let mut lamp = product(&format!("p{at}"), &format!("Lamp {at}"));
            lamp.brand = if at % 2 == 0 { "Acme" } else { "Globex" }.to_owned();
            lamp
        });
        Self::of(lamps.chain([product("chair", "Chair")])).await
    }

    async fn titled(titles: &[&str]) -> Self {
        let products = titles.iter().enumerate();
        Self::of(products.map(|(at, title)| product(&format!("p{at}"), title))).await
    }

    async fn of(products: impl Iterator<Item = Product>) -> Self {
        let feed = FakeFeed::of(products);
        let folder = tempfile::tempdir().expect("a folder");
        let index = SearchIndex::open(
            IndexSettings { folder: folder.path().to_owned() },
            Arc::clone(&feed) as _,
            Arc::new(FakeBoard::default()),
            Arc::new(NoQueryLog),
            Arc::new(SystemClock),
        )
        .await
        .expect("opens");
        index.rebuild().await.expect("built");
        Self { index, feed, _folder: folder }
    }

    fn pin(&self, query: &str, products: &[&str]) {
        let products: Vec<_> = products.iter().map(|id| (*id).to_owned()).collect();
        let mut wording = Wording::default();
        wording.pins.put(query, &products);
        self.index.set_wording(wording);
    }

    /// Synonyms, and nothing else said.
    fn says(&self, synonyms: Synonyms) {
        self.index.set_wording(Wording { synonyms, ..Wording::default() });
    }

    async fn titles(&self, query: &str) -> Vec<String> {
        let page = self.ask(&[("q", query)]).await;
        page.items.iter().map(|card| card.title.clone()).collect()
    }

    async fn ask(&self, parameters: &[(&str, &str)]) -> Arc<SearchPage> {
        let request = SearchRequest::parse(parameters.iter().copied()).expect("well formed");
        self.index.search(&request).await.expect("a page")
    }
}

fn ids(page: &SearchPage) -> Vec<&str> {
    page.items.iter().map(|card| card.id.as_str()).collect()
}

#[tokio::test]
async fn synonyms_find_what_the_other_word_finds() {
    let shop = Shop::titled(&["Notebook 14 inch", "Desk"]).await;
    let stamp = shop.index.stamp();
    assert_eq!(shop.ask(&[("q", "laptop")]).await.total, 0);
    shop.says(Synonyms::from_groups([&["laptop", "notebook"][..]]));
    assert_eq!(shop.titles("laptops").await, ["Notebook 14 inch"]);
    assert_ne!(shop.index.stamp(), stamp);
    shop.says(Synonyms::default());
    assert_eq!(shop.ask(&[("q", "laptop")]).await.total, 0, "taken back, it counts no more");
    assert_eq!(shop.index.stamp(), stamp);
}

#[tokio::test]
async fn synonyms_lead_one_way_and_through_words_that_are_written_in_two() {
    let shop =
        Shop::titled(&["Smartphone black", "Phone holder", "Tee white", "Dinner jacket"]).await;
    let mut synonyms = Synonyms::from_groups([&["t-shirt", "tee"][..], &["dinner jacket", "tux"]]);
    synonyms.add_one_way(&["phone"], &["smartphone"]);
    shop.says(synonyms);
    assert_eq!(shop.titles("smartphone").await, ["Smartphone black"]);
    assert_eq!(shop.titles("phone").await.len(), 2);
    for (query, title) in [
        ("t-shirt", "Tee white"),
        ("tshirt", "Tee white"),
        ("t shirt", "Tee white"),
        ("tux", "Dinner jacket"),
    ] {
        assert_eq!(shop.titles(query).await, [title], "{query}");
    }
}

#[tokio::test]
async fn what_is_pinned_comes_first_in_its_order_whether_or_not_it_has_the_words() {
    let shop = Shop::with_lamps().await;
    let (before, stamp) = (shop.ask(&[("q", "lamp")]).await, shop.index.stamp());
    assert_eq!(before.total, 10);
    shop.pin("lamp", &["p7", "chair", "gone", "p3"]);
    assert_ne!(shop.index.stamp(), stamp, "kept answers are not asked for any more");
    let page = shop.ask(&[("q", "Lamp")]).await;
    assert_eq!(ids(&page)[..3], ["p7", "chair", "p3"]);
    assert_eq!((page.total, page.items.len()), (11, 11));
    let others: Vec<_> = ids(&before).into_iter().filter(|id| !["p7", "p3"].contains(id)).collect();
    assert_eq!(ids(&page)[3..], others, "the others come as before");
    let page = shop.ask(&[("q", "lamps")]).await;
    assert_eq!((ids(&page), page.total), (ids(&before), 10), "another query is as it was");
    shop.pin("nothing like it", &["chair"]);
    let page = shop.ask(&[("q", "nothing like it")]).await;
    assert_eq!(ids(&page), ["chair"]);
}

#[tokio::test]
async fn filters_and_facets_count_what_is_pinned_like_everything_else() {
    let shop = Shop::with_lamps().await;
    shop.pin("lamp", &["p7", "chair", "p4"]);
    let page = shop.ask(&[("q", "lamp"), ("filter", "brand:Acme")]).await;
    assert_eq!(ids(&page)[0], "p4");
    assert_eq!((page.total, page.items.len()), (5, 5));
    let brands = page.facets.iter().find(|facet| facet.name == "brand").expect("brands");
    let counts: BTreeSet<_> =
        brands.values.iter().map(|value| (value.value.as_str(), value.count)).collect();
    assert_eq!(counts, BTreeSet::from([("Acme", 5), ("Globex", 5)]));
}

#[tokio::test]
async fn each_product_comes_once_over_all_pages_though_pins_change_meanwhile() {
    let shop = Shop::with_lamps().await;
    shop.pin("lamp", &["p9", "chair", "p0", "p5"]);
    for sort in ["relevance", "price", "newest"] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = shop
                .ask(&[
                    ("q", "lamp"),
                    ("sort", sort),
                    ("limit", "3"),
                    ("nextCursor", cursor.as_str()),
                ])
                .await;
            assert_eq!(page.total, 11, "{sort}");
            seen.extend(ids(&page).into_iter().map(ToOwned::to_owned));
            let Some(next) = page.next_cursor.clone() else { break };
            cursor = next;
            if sort == "relevance" {
                shop.pin("lamp", &["p1", "p2", "p3", "p4"]);
            }
        }
        if sort == "relevance" {
            assert_eq!(seen[..4], ["p9", "chair", "p0", "p5"]);
            shop.pin("lamp", &["p9", "chair", "p0", "p5"]);
        }
        let different: BTreeSet<_> = seen.iter().collect();
        assert_eq!((seen.len(), different.len()), (11, 11), "{sort}: {seen:?}");
    }
}

#[tokio::test]
async fn what_is_taken_from_the_catalogue_is_not_shown_for_being_pinned() {
    let shop = Shop::with_lamps().await;
    shop.pin("lamp", &["chair", "p3"]);
    shop.feed.remove("chair");
    shop.index.rebuild().await.expect("built");
    let page = shop.ask(&[("q", "lamp")]).await;
    assert_eq!((ids(&page)[0], page.total), ("p3", 10));
}
