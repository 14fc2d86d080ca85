//! Opens the stores and puts the shop together. Nothing else opens a connection.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};
use cache::CachedSearch;
use catalog::{CatalogStore, GoodsChanges, GoodsDesk, ProductEditor, RecentOffers, ShelfDesk};
use enquiries::EnquiryStore;
use figures::FiguresDesk;
use goods::GoodsCopy;
use imports::ImportWorker;
use inventory::{StockBook, StockWatch};
use kernel::SystemClock;
use pictures::PictureStore;
use pricing::OfferBook;
use querylog::{QueryLog, SearchDesk, WordingWatch};
use search::{IndexSettings, SearchIndex};
use settings::{LiveFront, SettingsBook};
use sqlx::PgPool;
use storefront::{Shop, search::Search};

use crate::{config::Config, readiness::StoreReadiness, search_log::CountedQueries};

mod buying;
mod deeds;
mod forgetting;
mod front;
mod importing;
mod keys;
mod people;
mod picture_keeping;
mod picture_place;
mod reviews;
mod wording;

pub(crate) use buying::{Buying, Goods, buying};
pub(crate) use front::fixed_front;
pub(crate) use people::{People, account_book, profiles};
pub(crate) use picture_keeping::WidthMaker;
pub(crate) use picture_place::pictures;

/// How long a store may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(3);
/// How long PostgreSQL may take for one use of the stock room.
const STOCK_ROOM: Duration = Duration::from_secs(3);
/// How long PostgreSQL may take for one use of the offer room.
const OFFER_ROOM: Duration = Duration::from_secs(3);
/// How long PostgreSQL may take over the figures of a span.
const FIGURES: Duration = Duration::from_secs(5);
/// How long PostgreSQL may take for one use of the search room.
const SEARCH_ROOM: Duration = Duration::from_secs(3);
/// How long PostgreSQL may take for one use of the settings.
const SETTINGS_ROOM: Duration = Duration::from_secs(3);
/// How long an answer of search stays in Redis.
const KEEP_ANSWERS: Duration = Duration::from_secs(30);

/// The shop put together, with what runs in the background.
pub(crate) struct Composed {
    pub(crate) shop: Shop,
    pub(crate) index: Arc<SearchIndex>,
    /// What lists of products behind the counter show and go by.
    pub(crate) listed: Arc<GoodsCopy>,
    pub(crate) stock: Arc<StockWatch>,
    pub(crate) front: Arc<LiveFront>,
    pub(crate) queries: Arc<QueryLog>,
    pub(crate) wording: Arc<WordingWatch>,
    pub(crate) pictures: Arc<PictureStore>,
    /// Makes the widths of pictures that are sent.
    pub(crate) widths: WidthMaker,
    pub(crate) readiness: Arc<StoreReadiness>,
    pub(crate) people: People,
    pub(crate) buying: Buying,
    pub(crate) imports: ImportWorker,
    pub(crate) postgres: PgPool,
}

/// A pool of connections to PostgreSQL.
///
/// # Errors
/// When PostgreSQL does not answer; the sentence says what to do.
pub(crate) async fn postgres(config: &Config) -> Result<PgPool> {
    pool::options()
        .max_connections(config.postgres_connections)
        .acquire_timeout(CONNECT)
        .connect(&config.postgres_uri)
        .await
        .context("PostgreSQL does not answer. Start the stores with `cargo xtask up`, or set QUAYSIDE_POSTGRES_URI to a server of yours")
}

/// The catalogue in MongoDB.
///
/// # Errors
/// When MongoDB does not answer; the sentence says what to do.
pub(crate) async fn catalogue(config: &Config) -> Result<Arc<CatalogStore>> {
    let store = CatalogStore::connect(&config.mongo_uri, CONNECT)
        .await
        .context("MongoDB does not answer. Start the stores with `cargo xtask up`, or set QUAYSIDE_MONGO_URI to a server of yours")?;
    Ok(Arc::new(store))
}

/// The whole shop on its stores. The caller runs the background tasks.
///
/// # Errors
/// When a store does not answer at start, or the content pages cannot be read.
pub(crate) async fn shop(config: &Config) -> Result<Composed> {
    let postgres = postgres(config).await?;
    let catalogue = catalogue(config).await?;
    let stock = StockWatch::load(postgres.clone(), Arc::new(SystemClock))
        .await
        .context("the stock could not be read; run `quayside migrate` first")?;
    let queries = Arc::new(QueryLog::new(postgres.clone()));
    let index = SearchIndex::open(
        IndexSettings { folder: config.index.clone() },
        catalogue.clone(),
        stock.clone(),
        Arc::new(CountedQueries(queries.clone())),
        Arc::new(SystemClock),
    )
    .await
    .with_context(|| format!("the search index in {} cannot be used", config.index.display()))?;
    let search: Arc<dyn Search> = match &config.cache_uri {
        Some(uri) => {
            let counted = queries.clone();
            let record = Arc::new(move |query: &str, results| counted.record(query, results));
            Arc::new(CachedSearch::new(index.clone(), uri, KEEP_ANSWERS, record)?)
        }
        None => index.clone(),
    };
    let front = front::live(config, &postgres).await?;
    // A price a second old can be put into a cart and held; it is looked at again before it is paid.
    let recent = Arc::new(RecentOffers::new(catalogue.clone(), Arc::new(SystemClock)));
    let goods =
        Goods { catalogue: catalogue.clone(), recent: recent.clone(), stock: Some(stock.clone()) };
    let buying = buying(config, &postgres, goods, front.clone()).await?;
    let people = people::people(
        config,
        people::Ground {
            postgres: &postgres,
            catalogue: catalogue.clone(),
            reviews: catalogue.clone(),
            recent,
            stock: stock.clone(),
            front: front.clone(),
            buying: &buying,
        },
    )
    .await?;
    let reviews = people.reviews.clone();
    let deeds = deeds::log(postgres.clone());
    let product_desk = ProductEditor::new(catalogue.clone(), deeds.clone(), config.currency);
    let shelves = ShelfDesk::new(catalogue.clone(), deeds.clone(), config.currency);
    let listed = Arc::new(GoodsCopy::new(
        postgres.clone(),
        Arc::new(GoodsChanges::new(catalogue.clone())),
        Arc::new(SystemClock),
    ));
    let goods =
        GoodsDesk::new(catalogue.clone(), deeds.clone(), config.currency).by_index(listed.clone());
    let folder = pictures(config).await?;
    let (picture_keeping, widths) = picture_keeping::keeper(folder.clone());
    let picture_room =
        picture_keeping::desk(catalogue.clone(), picture_keeping.clone(), deeds, front.clone());
    let imports = importing::imports(config, &postgres, &catalogue, &folder)?;
    let shop = Shop {
        catalogue: catalogue.clone(),
        collections: catalogue.clone(),
        search,
        stock: stock.clone(),
        content: front.clone(),
        enquiries: Arc::new(EnquiryStore::new(postgres.clone())),
        carts: people.carts.clone(),
        checkouts: Arc::new(buying.desk.clone()),
        orders: Arc::new(buying.orders.clone()),
        cancelling: Arc::new(buying.desk.clone()),
        pricing: Arc::new(buying.prices.clone()),
        messages: buying.payments.clone(),
        accounts: people.book.clone(),
        own_account: people.book.clone(),
        sessions: Arc::new(people.shoppers.clone()),
        profiles: people.profiles.clone(),
        lists: people.profiles.clone(),
        reviews: reviews.clone(),
        review_room: reviews,
        staff_door: people.book.clone(),
        staff_room: people.book.clone(),
        staff_sessions: Arc::new(people.book.staff_sessions(Arc::new(people.staff.clone()))),
        customer_room: people.book.clone(),
        stock_room: Arc::new(StockBook::new(postgres.clone(), STOCK_ROOM)),
        hold_releasing: Arc::new(buying.desk.clone()),
        order_room: Arc::new(buying.desk.clone()),
        payment_room: Arc::new(buying.desk.clone()),
        order_taking: Arc::new(buying.desk.clone()),
        offer_room: Arc::new(OfferBook::new(&buying.prices, config.currency, OFFER_ROOM)),
        figures_room: Arc::new(FiguresDesk::new(
            postgres.clone(),
            config.currency,
            Arc::new(SystemClock),
            FIGURES,
        )),
        search_room: Arc::new(SearchDesk::new(postgres.clone(), SEARCH_ROOM)),
        product_desk: Arc::new(product_desk),
        goods_room: Arc::new(goods),
        shelf_room: Arc::new(shelves),
        picture_room,
        picture_keeping,
        import_room: Arc::new(imports.book),
        export: Arc::new(imports.export),
        limiter: people.limiter.clone(),
        letters: people.letters.clone(),
        settings_room: Arc::new(SettingsBook::new(
            front.clone(),
            Arc::new(buying.prices.clone()),
            SETTINGS_ROOM,
        )),
        front: front.clone(),
    };
    let readiness = Arc::new(StoreReadiness::new(postgres.clone(), catalogue, index.clone()));
    let wording = wording::watch(postgres.clone(), index.clone());
    Ok(Composed {
        shop,
        index,
        listed,
        stock,
        queries,
        wording,
        pictures: folder,
        widths,
        readiness,
        people,
        buying,
        imports: imports.worker,
        front,
        postgres,
    })
}
