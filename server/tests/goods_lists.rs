//! Lists of products behind the counter, by the copy in PostgreSQL and by MongoDB alone: the same ones.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use catalog::{CatalogStore, GoodsChanges, GoodsDesk};
use goods::GoodsCopy;
use kernel::{
    AccountId, CategoryId, Currency, Money, ProductId, Sku, Slug, SystemClock, Timestamp,
    random_token,
};
use mongodb::{
    Client, Database,
    bson::{DateTime, Document, doc},
};
use storefront::{
    ShopError,
    draft::{CategoryDraft, ProductDraft, ProductStatus},
    goods_index::{GoodsAsked, GoodsFound, GoodsIndex},
    goods_room::{GoodsFilter, GoodsPage, GoodsQuery, GoodsRoom, GoodsSort},
    image::Image,
    product::{OptionChoice, Variant},
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;
use tokio::task::JoinHandle;

/// A copy that counts how often it answers.
struct Counted {
    copy: Arc<GoodsCopy>,
    answers: AtomicUsize,
}

#[async_trait]
impl GoodsIndex for Counted {
    fn whole_until(&self) -> Option<Timestamp> {
        self.copy.whole_until()
    }

    async fn find(&self, asked: GoodsAsked<'_>) -> Result<GoodsFound, ShopError> {
        let found = self.copy.find(asked).await;
        if found.is_ok() {
            self.answers.fetch_add(1, Ordering::SeqCst);
        }
        found
    }
}

/// Nothing is done to products here.
struct NoDeeds;

#[async_trait]
impl DeedLog for NoDeeds {
    async fn write(&self, _: &Deed<'_>) -> Result<(), ShopError> {
        Err(ShopError::Unavailable)
    }
}

struct Shop {
    postgres: TestDatabase,
    mongo: Database,
    catalogue: Arc<CatalogStore>,
    index: Arc<Counted>,
    by_copy: GoodsDesk,
    alone: GoodsDesk,
    following: Option<JoinHandle<()>>,
}

impl Shop {
    async fn open() -> Self {
        let uri = testkit::required("QUAYSIDE_TEST_MONGO_URI");
        let (server, options) = uri.split_once('?').unwrap_or((&uri, ""));
        let host = server.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let name = format!("test_{}", random_token::<8>());
        let uri = format!("{host}/{name}?{options}");
        let mongo = Client::with_uri_str(&uri).await.expect("an address").database(&name);
        let catalogue =
            CatalogStore::connect(&uri, Duration::from_secs(10)).await.expect("the server answers");
        catalogue.prepare().await.expect("an empty database can be prepared");
        let catalogue = Arc::new(catalogue);
        let postgres = TestDatabase::new().await;
        let copy = GoodsCopy::new(
            postgres.pool.clone(),
            Arc::new(GoodsChanges::new(catalogue.clone())),
            Arc::new(SystemClock),
        );
        let index = Arc::new(Counted { copy: Arc::new(copy), answers: AtomicUsize::new(0) });
        let desk = || GoodsDesk::new(catalogue.clone(), Arc::new(NoDeeds), Currency::EUR);
        let by_copy = desk().by_index(index.clone());
        let alone = desk();
        Self { postgres, mongo, catalogue, index, by_copy, alone, following: None }
    }

    fn follow(&mut self) {
        self.following = Some(tokio::spawn(self.index.copy.clone().run()));
    }

    async fn stop_following(&mut self) {
        if let Some(following) = self.following.take() {
            following.abort();
            let _ = following.await;
        }
    }

    async fn close(mut self) {
        self.stop_following().await;
        self.mongo.drop().await.expect("the database can be dropped");
        self.postgres.drop().await;
    }

    fn answers(&self) -> usize {
        self.index.answers.load(Ordering::SeqCst)
    }

    async fn put(&self, drafts: &[ProductDraft]) {
        self.catalogue.upsert_products(drafts).await.expect("written");
    }

    /// Makes all products as old as they say by their ids, so that none has changed lately.
    async fn age(&self, drafts: &[ProductDraft]) {
        let products = self.mongo.collection::<Document>("products");
        for (number, draft) in drafts.iter().enumerate() {
            let millis = 1_700_000_000_000 + i64::try_from(number / 5).expect("few");
            let then = doc! { "$set": { "updated_at": DateTime::from_millis(millis) } };
            products.update_one(doc! { "_id": draft.id.as_str() }, then).await.expect("aged");
        }
    }

    /// Waits until the copy says that it is whole up to now.
    async fn caught_up(&self) {
        for _ in 0..2 {
            let before = self.index.whole_until();
            testkit::eventually("the copy to be whole", || self.index.whole_until() > before).await;
        }
    }

    async fn pages(&self, query: &GoodsQuery) -> (GoodsPage, GoodsPage) {
        let staff = member();
        let one = self.by_copy.list(&staff, query).await.expect("listed by the copy");
        let other = self.alone.list(&staff, query).await.expect("listed by MongoDB");
        (one, other)
    }

    /// Every list, page by page, is the same either way.
    async fn compare(&self) {
        for filter in filters() {
            for sort in GoodsSort::ALL {
                let mut query =
                    GoodsQuery { filter: filter.clone(), sort, after: None, most: Some(40) };
                loop {
                    let (by_copy, alone) = self.pages(&query).await;
                    assert_eq!(by_copy, alone, "{query:?}");
                    query.after = alone.next;
                    if query.after.is_none() {
                        break;
                    }
                }
            }
        }
    }
}

fn member() -> StaffMember {
    StaffMember {
        account: AccountId::parse("mira").expect("an id"),
        name: "Mira".to_owned(),
        roles: vec![Role::Catalogue],
        api_token: None,
    }
}

fn filters() -> Vec<GoodsFilter> {
    let read = |typed, status, category, brand| {
        GoodsFilter::read(typed, status, category, brand).expect("a filter")
    };
    vec![
        read("", "", "", ""),
        read("", "draft", "", ""),
        read("", "", "home", ""),
        read("", "active", "cups", "Quay"),
        read("lamp", "", "", ""),
        read("sku-1", "", "", ""),
        read("harb 2", "", "", "Pier"),
        read("nothing", "", "", ""),
    ]
}

/// Products that are alike in much; those of another round are unlike those of the one before.
fn drafts(count: usize, round: usize) -> Vec<ProductDraft> {
    (0..count)
        .map(|number| {
            let seed = number + round * 3;
            let id = format!("p{number:03}");
            let cents = i64::try_from(seed % 4).expect("few") * 100 + 100;
            let variant = |other: usize| Variant {
                sku: Sku::parse(format!("SKU-{number}-{other}")).expect("a SKU"),
                // Two of three cost the same.
                price: Money::new(cents + if other == 2 { 50 } else { 0 }, Currency::EUR)
                    .expect("a price"),
                compare_at: None,
                options: vec![OptionChoice { axis: "Size".to_owned(), value: other.to_string() }],
                barcodes: Vec::new(),
                weight_grams: None,
                image: None,
            };
            let picture = |number: usize| Image {
                key: format!("{number:032x}"),
                alt: format!("Picture {number}"),
                width: 800,
                height: 600,
            };
            ProductDraft {
                id: ProductId::parse(id.as_str()).expect("an id"),
                slug: Slug::parse(&id).expect("a slug"),
                external_id: None,
                status: [ProductStatus::Active, ProductStatus::Draft][seed % 2],
                title: format!("{} {}", ["Harbour mug", "pier LAMP"][seed % 2], seed % 7),
                brand: ["Quay", "Pier"][seed / 2 % 2].to_owned(),
                summary: String::new(),
                description_html: String::new(),
                categories: vec![CategoryId::parse(["home", "cups"][seed % 2]).expect("an id")],
                axes: vec!["Size".to_owned()],
                variants: (0..=number % 3).map(variant).collect(),
                specs: Vec::new(),
                tags: Vec::new(),
                images: (0..number % 3).map(picture).collect(),
                remote_images: Vec::new(),
                tax_class: "standard".to_owned(),
                stock_tracked: !seed.is_multiple_of(5),
                subscription: None,
                seo_title: None,
                seo_description: None,
                created_at: Timestamp::from_millis(1_700_000_000_000),
            }
        })
        .collect()
}

async fn shelves(shop: &Shop) {
    for (id, parent) in [("home", None), ("cups", Some("home"))] {
        let category = CategoryDraft {
            id: CategoryId::parse(id).expect("an id"),
            slug: Slug::parse(id).expect("a slug"),
            name: id.to_owned(),
            parent: parent.map(|id| CategoryId::parse(id).expect("an id")),
            position: 0,
            description: String::new(),
            image: None,
        };
        shop.catalogue.put_category(&category).await.expect("written");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_by_the_copy_is_the_list_of_the_catalogue_whatever_was_saved_right_before() {
    let mut shop = Shop::open().await;
    shelves(&shop).await;
    let first = drafts(260, 0);
    shop.put(&first).await;
    shop.age(&first).await;
    shop.follow();
    shop.caught_up().await;
    shop.compare().await;
    let answers = shop.answers();
    assert!(answers > filters().len() * GoodsSort::ALL.len(), "the copy answered");

    // The copy need not have heard of these yet.
    for round in 1..3 {
        shop.put(&drafts(50 * round, round)).await;
        shop.compare().await;
    }
    assert!(shop.answers() > answers, "the copy answered");
    let gone = doc! { "_id": { "$in": ["p001", "p002", "p259"] } };
    let products = shop.mongo.collection::<Document>("products");
    products.delete_many(gone).await.expect("deleted");
    // The shop archives; who deletes by hand sees them until the copy hears of it.
    shop.caught_up().await;
    shop.compare().await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mongodb_answers_alone_where_the_copy_cannot() {
    let mut shop = Shop::open().await;
    shelves(&shop).await;
    let few = drafts(20, 0);
    shop.put(&few).await;
    shop.compare().await;
    assert_eq!(shop.answers(), 0, "nobody follows the catalogue yet");

    shop.follow();
    shop.caught_up().await;
    shop.compare().await;
    let answers = shop.answers();
    assert!(answers > 0, "the copy answered");
    shop.stop_following().await;
    let many = drafts(260, 1);
    shop.put(&many).await;
    shop.compare().await;
    assert_eq!(shop.answers(), answers, "too much has changed to look at each");

    // What happened meanwhile is told to whoever follows again.
    shop.age(&many).await;
    shop.follow();
    shop.caught_up().await;
    shop.compare().await;
    assert!(shop.answers() > answers, "the copy answered");
    shop.postgres.go_away().await;
    shop.compare().await;
    shop.postgres.come_back().await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_product_that_cannot_be_read_keeps_nobody_from_the_list() {
    let mut shop = Shop::open().await;
    shelves(&shop).await;
    let few = drafts(5, 0);
    shop.put(&few).await;
    shop.follow();
    shop.caught_up().await;
    let products = shop.mongo.collection::<Document>("products");
    let broken = doc! { "$set": { "variants": "none", "updated_at": DateTime::now() } };
    let odd = products.update_one(doc! { "_id": "p003" }, broken);
    odd.bypass_document_validation(true).await.expect("broken");
    let query = GoodsQuery {
        filter: GoodsFilter::read("", "", "", "").expect("a filter"),
        sort: GoodsSort::Newest,
        after: None,
        most: None,
    };
    let page = shop.by_copy.list(&member(), &query).await.expect("listed");
    let mut ids: Vec<_> = page.rows.iter().map(|row| row.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["p000", "p001", "p002", "p004"]);
    shop.close().await;
}
