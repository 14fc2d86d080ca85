//! The ports of the shop in memory, filled with the demo catalogue, for pages to be drawn on.
#![allow(dead_code, reason = "each test uses the part that it needs")]

pub(crate) mod bought;
mod bought_doubt;
pub(crate) mod bought_room;
pub(crate) mod bought_taking;
pub(crate) mod buying;
mod catalogue;
pub(crate) mod figures_room;
pub(crate) mod goods_room;
pub(crate) mod import_room;
pub(crate) mod markup;
pub(crate) mod offer_room;
pub(crate) mod offers;
pub(crate) mod people;
mod people_accounts;
mod people_around;
mod people_customers;
mod people_profiles;
mod people_staff;
pub(crate) mod picture_room;
pub(crate) mod product_desk;
pub(crate) mod reviews;
mod search;
pub(crate) mod search_room;
pub(crate) mod settings_room;
mod shelf_room;
pub(crate) mod shelves;
pub(crate) mod stock_room;
mod texts;
pub(crate) mod visits;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use app::{Assets, FormState, NewToken, PageRequest, StaffStep, Visitor};
use axum::{
    body::{Body, to_bytes},
    http::{Request, Response},
};
use leptos::context::provide_context;
use storefront::{
    Shop,
    checkout::Submitted,
    image::Image,
    stock::{StockBoard, StockSnapshot},
};

pub(crate) use bought::FakeOrders;
pub(crate) use buying::FakeBuying;
pub(crate) use catalogue::FakeCatalogue;
pub(crate) use figures_room::FakeFigures;
pub(crate) use goods_room::FakeGoodsRoom;
pub(crate) use import_room::FakeImportRoom;
pub(crate) use offer_room::FakeOfferRoom;
pub(crate) use people::FakePeople;
pub(crate) use picture_room::FakePictureRoom;
pub(crate) use product_desk::FakeProductDesk;
pub(crate) use reviews::FakeReviews;
pub(crate) use search::FakeSearch;
pub(crate) use search_room::FakeSearchRoom;
pub(crate) use settings_room::FakeSettingsRoom;
pub(crate) use shelf_room::FakeShelves;
pub(crate) use stock_room::FakeStockRoom;
pub(crate) use texts::{FakeEnquiries, FakeTexts};

/// A shop in memory.
pub(crate) struct FakeShop {
    /// The ports.
    pub(crate) shop: Shop,
    /// What the catalogue answers from.
    pub(crate) catalogue: Arc<FakeCatalogue>,
    /// What search answers from.
    pub(crate) search: Arc<FakeSearch>,
    /// What the ports about people answer from.
    pub(crate) people: Arc<FakePeople>,
    /// What the ports about orders answer from.
    pub(crate) orders: Arc<FakeOrders>,
    /// What the ports about checkouts answer from.
    pub(crate) buying: Arc<FakeBuying>,
    /// What the ports about stock behind the counter answer from.
    pub(crate) stock_room: Arc<FakeStockRoom>,
    /// What the ports about reviews answer from.
    pub(crate) reviews: Arc<FakeReviews>,
    /// What the port about offers answers from.
    pub(crate) offer_room: Arc<FakeOfferRoom>,
    /// What the port for figures answers from.
    pub(crate) figures_room: Arc<FakeFigures>,
    /// What the port about search behind the counter answers from.
    pub(crate) search_room: Arc<FakeSearchRoom>,
    /// What the port about one product answers from.
    pub(crate) product_desk: Arc<FakeProductDesk>,
    /// What the port about the list of products answers from.
    pub(crate) goods_room: Arc<FakeGoodsRoom>,
    /// What the ports about shelves answer from.
    pub(crate) shelves: Arc<FakeShelves>,
    /// What the ports about pictures answer from.
    pub(crate) picture_room: Arc<FakePictureRoom>,
    /// What the ports about files of products answer from.
    pub(crate) import_room: Arc<FakeImportRoom>,
    /// What the port about settings and texts answers from.
    pub(crate) settings_room: Arc<FakeSettingsRoom>,
    /// Every drawing, by its key.
    pub(crate) drawings: HashMap<String, String>,
}

struct FakeStock(Arc<StockSnapshot>);

impl StockBoard for FakeStock {
    fn snapshot(&self) -> Arc<StockSnapshot> {
        self.0.clone()
    }
}

/// The shop with the demo catalogue.
pub(crate) fn shop() -> FakeShop {
    let drawings = Mutex::new(HashMap::new());
    let demo = demo::catalogue(7, &mut |svg| {
        let mut drawings = drawings.lock().expect("one thread draws");
        let key = format!("{:032x}", drawings.len() + 1);
        drawings.insert(key.clone(), svg.to_owned());
        Image { key, alt: String::new(), width: 1200, height: 1200 }
    });
    let free = demo.stock.iter().cloned().collect();
    let stock = FakeStock(Arc::new(StockSnapshot { free, ..StockSnapshot::default() }));
    let catalogue = Arc::new(FakeCatalogue::of(&demo));
    let search = Arc::new(FakeSearch::of(&catalogue));
    let people = FakePeople::called("Ada Quay");
    let orders = FakeOrders::of("Ada Quay");
    let buying = FakeBuying::begun();
    let stock_room = FakeStockRoom::filled();
    let reviews = FakeReviews::of(&demo);
    let offer_room = FakeOfferRoom::filled();
    let figures_room = FakeFigures::filled();
    let search_room = FakeSearchRoom::filled();
    let product_desk = FakeProductDesk::filled(catalogue.products[0].clone());
    let goods_room = FakeGoodsRoom::filled();
    let shelves = FakeShelves::of(&catalogue);
    let picture_room = FakePictureRoom::filled();
    let import_room = FakeImportRoom::filled();
    let settings_room = FakeSettingsRoom::filled();
    let shop = Shop {
        catalogue: catalogue.clone(),
        collections: shelves.clone(),
        search: search.clone(),
        stock: Arc::new(stock),
        content: Arc::new(FakeTexts),
        enquiries: Arc::new(FakeEnquiries),
        carts: people.clone(),
        orders: orders.clone(),
        cancelling: orders.clone(),
        order_room: orders.clone(),
        payment_room: orders.clone(),
        order_taking: orders.clone(),
        checkouts: buying.clone(),
        pricing: buying.clone(),
        messages: buying.clone(),
        accounts: people.clone(),
        own_account: people.clone(),
        sessions: people.clone(),
        profiles: people.clone(),
        lists: people.clone(),
        reviews: reviews.clone(),
        review_room: reviews.clone(),
        staff_door: people.clone(),
        staff_room: people.clone(),
        staff_sessions: people.clone(),
        customer_room: people.clone(),
        stock_room: stock_room.clone(),
        hold_releasing: stock_room.clone(),
        offer_room: offer_room.clone(),
        figures_room: figures_room.clone(),
        search_room: search_room.clone(),
        product_desk: product_desk.clone(),
        goods_room: goods_room.clone(),
        shelf_room: shelves.clone(),
        picture_room: picture_room.clone(),
        picture_keeping: picture_room.clone(),
        import_room: import_room.clone(),
        export: import_room.clone(),
        limiter: people.clone(),
        letters: Some(people.clone()),
        settings_room: settings_room.clone(),
        front: settings_room.clone(),
    };
    let drawings = drawings.into_inner().expect("one thread draws");
    FakeShop {
        shop,
        catalogue,
        search,
        people,
        orders,
        buying,
        stock_room,
        reviews,
        offer_room,
        figures_room,
        search_room,
        product_desk,
        goods_room,
        shelves,
        picture_room,
        import_room,
        settings_room,
        drawings,
    }
}

/// What a page is drawn with, beside its address.
#[derive(Clone, Default)]
pub(crate) struct With {
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// A form that was refused.
    pub(crate) form: Option<FormState>,
    /// Where a member of staff is on the way in.
    pub(crate) step: Option<StaffStep>,
    /// A token that was just made.
    pub(crate) token: Option<NewToken>,
    /// What has become of a submission.
    pub(crate) submitted: Option<Submitted>,
}

impl FakeShop {
    /// Draws the page at an address and gives status, headers and HTML.
    pub(crate) fn get(&self, address: &str) -> Page {
        self.draw_with(address, With::default())
    }

    /// Draws the page again for a form that was refused.
    pub(crate) fn post(&self, address: &str, form: Option<FormState>) -> Page {
        self.draw_with(address, With { form, ..With::default() })
    }

    /// Draws the page with all that it may be told.
    pub(crate) fn draw_with(&self, address: &str, with: With) -> Page {
        // Pages wait on the executor that leptos knows; the first to come sets it.
        let _ = any_spawner::Executor::init_tokio();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.expect("a thread to draw on").block_on(self.draw(address, with))
    }

    async fn draw(&self, address: &str, with: With) -> Page {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let request = PageRequest {
            path: path.to_owned(),
            query: query.to_owned(),
            request_id: "request1".to_owned(),
        };
        let assets = Assets {
            js: "/pkg/app.js".to_owned(),
            wasm: "/pkg/app.wasm".to_owned(),
            css: "/pkg/app.css".to_owned(),
        };
        let shop = self.shop.clone();
        let handler = leptos_axum::render_app_async_with_context(
            move || {
                provide_context(shop.clone());
                provide_context(assets.clone());
                provide_context(request.clone());
                provide_context(with.visitor.clone());
                if let Some(form) = with.form.clone() {
                    provide_context(form);
                }
                if let Some(step) = with.step.clone() {
                    provide_context(step);
                }
                if let Some(submitted) = with.submitted.clone() {
                    provide_context(submitted);
                }
                if let Some(token) = with.token.clone() {
                    provide_context(token);
                }
            },
            app::shell,
        );
        let asked = Request::builder().uri(path).body(Body::empty()).expect("a good address");
        let answer: Response<Body> = handler(asked).await;
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole page");
        Page {
            status: parts.status.as_u16(),
            location: parts
                .headers
                .get("location")
                .map(|value| value.to_str().expect("a plain address").to_owned()),
            html: String::from_utf8(bytes.to_vec()).expect("text"),
        }
    }
}

/// A page as it was answered.
pub(crate) struct Page {
    /// Status.
    pub(crate) status: u16,
    /// Where it sends the browser on to.
    pub(crate) location: Option<String>,
    /// The document.
    pub(crate) html: String,
}

impl Page {
    /// How often a text is in it.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.html.matches(text).count()
    }

    /// Whether a text is in it.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.html.contains(text)
    }
}
