use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use kernel::{Currency, Money};
use storefront::{pricing::TaxClass, product::Variant};
use tokio::task::JoinSet;

use super::*;

/// A clock that is set by hand.
#[derive(Default)]
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// Offers everything but what is called `GONE`, writes down what it is asked for, and answers only
/// as often as it is let.
struct Counting {
    asked: Mutex<Vec<Vec<Sku>>>,
    let_through: Semaphore,
    away: AtomicBool,
}

impl Counting {
    fn questions(&self) -> Vec<Vec<Sku>> {
        let mut questions = lock(&self.asked).clone();
        questions.iter_mut().for_each(|skus| skus.sort());
        questions
    }
}

fn sku(text: &str) -> Sku {
    Sku::parse(text).expect("a SKU")
}

fn skus<const N: usize>(texts: [&str; N]) -> Vec<Sku> {
    texts.map(sku).to_vec()
}

fn offer(sku: &Sku) -> Offer {
    let price = Money::new(100, Currency::parse("EUR").expect("a currency")).expect("a price");
    Offer {
        product: ProductId::parse("lamp").expect("an id"),
        slug: Slug::parse("lamp").expect("a slug"),
        title: format!("Lamp {}", sku.as_str()),
        image: None,
        stock_tracked: true,
        delivered: true,
        tax_class: TaxClass::Standard,
        variant: Variant {
            sku: sku.clone(),
            price,
            compare_at: None,
            options: Vec::new(),
            barcodes: Vec::new(),
            weight_grams: None,
            image: None,
        },
    }
}

#[async_trait]
impl Catalogue for Counting {
    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        lock(&self.asked).push(skus.to_vec());
        self.let_through.acquire().await.expect("open").forget();
        if self.away.load(Ordering::SeqCst) {
            return Err(ShopError::Unavailable);
        }
        let sold = skus.iter().filter(|sku| sku.as_str() != "GONE");
        Ok(sold.map(|sku| (sku.clone(), offer(sku))).collect())
    }

    async fn product_by_slug(&self, _: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn product(&self, _: &ProductId) -> Result<Arc<Product>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn reviews(&self, _: &ProductId, _: u32) -> Result<Reviews, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn category_by_slug(&self, _: &Slug) -> Result<Found<Arc<Category>>, ShopError> {
        Err(ShopError::NotFound)
    }

    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError> {
        Err(ShopError::NotFound)
    }
}

fn ground(answers: usize) -> (Arc<RecentOffers>, Arc<Counting>, Arc<Hand>) {
    let store = Arc::new(Counting {
        asked: Mutex::default(),
        let_through: Semaphore::new(answers),
        away: AtomicBool::new(false),
    });
    let clock = Arc::new(Hand::default());
    (Arc::new(RecentOffers::new(store.clone(), clock.clone())), store, clock)
}

async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_was_asked_is_remembered_for_a_second_and_what_is_not_sold_too() {
    let (recent, store, clock) = ground(100);
    let both = skus(["A", "GONE"]);
    for at in [0, 999] {
        clock.0.store(at, Ordering::SeqCst);
        let offers = recent.offers(&both).await.expect("offers");
        assert_eq!(offers, HashMap::from([(sku("A"), offer(&sku("A")))]));
    }
    assert_eq!(store.questions(), [skus(["A", "GONE"])]);
    clock.0.store(1_000, Ordering::SeqCst);
    recent.offers(&both).await.expect("offers");
    assert_eq!(store.questions().len(), 2);
    clock.0.store(500, Ordering::SeqCst);
    recent.offers(&both).await.expect("offers");
    assert_eq!(store.questions().len(), 3, "a clock that was set back");
}

#[tokio::test]
async fn only_what_is_unknown_is_asked_for() {
    let (recent, store, _) = ground(100);
    recent.offers(&skus(["A", "B"])).await.expect("offers");
    let offers = recent.offers(&skus(["A", "B", "C"])).await.expect("offers");
    assert_eq!(offers.len(), 3);
    assert_eq!(recent.offers(&[]).await, Ok(HashMap::new()));
    assert_eq!(store.questions(), [skus(["A", "B"]), skus(["C"])]);
}

#[tokio::test]
async fn many_who_ask_while_questions_are_under_way_share_the_next_one() {
    let (recent, store, _) = ground(0);
    let mut askers = JoinSet::new();
    let mut ask = |text: String| {
        let recent = recent.clone();
        askers.spawn(async move {
            let wanted = sku(&text);
            let offers = recent.offers(std::slice::from_ref(&wanted)).await.expect("offers");
            assert_eq!(offers, HashMap::from([(wanted.clone(), offer(&wanted))]));
        });
    };
    for first in 0..TURNS {
        ask(format!("FIRST-{first}"));
        until(|| store.questions().len() == first + 1).await;
    }
    for more in 0..50 {
        ask(format!("MORE-{more}"));
    }
    until(|| lock(&lock(&recent.gathering).skus).len() == 50).await;
    assert_eq!(store.questions().len(), TURNS);
    store.let_through.add_permits(100);
    while let Some(done) = askers.join_next().await {
        done.expect("an answer");
    }
    assert_eq!(store.questions().len(), TURNS + 1);
}

#[tokio::test]
async fn one_who_gives_up_takes_no_answer_from_the_others() {
    let (recent, store, _) = ground(0);
    let ask = |text: &'static str| {
        let recent = recent.clone();
        tokio::spawn(async move { recent.offers(&skus([text])).await })
    };
    let under_way: Vec<_> = (0..TURNS).map(|_| ask("FIRST")).collect();
    let first = ask("A");
    until(|| lock(&lock(&recent.gathering).skus).contains(&sku("A"))).await;
    let second = ask("B");
    until(|| lock(&lock(&recent.gathering).skus).contains(&sku("B"))).await;
    first.abort();
    assert!(first.await.expect_err("given up").is_cancelled());
    store.let_through.add_permits(100);
    assert_eq!(second.await.expect("ran").expect("offers").len(), 1);
    for asker in under_way {
        assert_eq!(asker.await.expect("ran").expect("offers").len(), 1);
    }
}

#[tokio::test]
async fn a_failure_is_told_and_not_remembered() {
    let (recent, store, _) = ground(100);
    store.away.store(true, Ordering::SeqCst);
    assert_eq!(recent.offers(&skus(["A"])).await, Err(ShopError::Unavailable));
    store.away.store(false, Ordering::SeqCst);
    assert_eq!(recent.offers(&skus(["A"])).await.expect("offers").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_ever() {
    let (recent, _, _) = ground(0);
    assert_eq!(recent.offers(&skus(["A"])).await, Err(ShopError::Unavailable));
}

#[tokio::test]
async fn what_is_remembered_has_a_bound() {
    let (recent, store, clock) = ground(100);
    let many = |from: usize, count: usize| -> Vec<Sku> {
        (from..from + count).map(|at| sku(&format!("S-{at}"))).collect()
    };
    recent.offers(&many(0, MOST_KNOWN)).await.expect("offers");
    assert_eq!(lock(&recent.known).len(), MOST_KNOWN);
    clock.0.store(10, Ordering::SeqCst);
    recent.offers(&many(MOST_KNOWN, 10)).await.expect("offers");
    assert_eq!(lock(&recent.known).len(), 10, "all were fresh, so all went");
    let offers = recent.offers(&many(0, MOST_KNOWN + 500)).await.expect("offers");
    assert_eq!(offers.len(), MOST_KNOWN + 500, "an answer has no bound");
    assert!(lock(&recent.known).len() <= MOST_KNOWN);
    clock.0.store(5_000, Ordering::SeqCst);
    recent.offers(&many(0, 1)).await.expect("offers");
    assert_eq!(store.questions().len(), 4);
}
