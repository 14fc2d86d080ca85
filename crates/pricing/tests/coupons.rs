//! Coupons on PostgreSQL: no limit is passed, however many ask at once.

use std::{sync::Arc, time::Duration};

use kernel::{AccountId, Currency, Email, Money, OrderId, Timestamp};
use pricing::{OfferBook, Person, PriceBook, TaxMode, UseError, give_back_coupon, use_coupon};
use sqlx::PgPool;
use storefront::{
    account::Caller,
    offer_room::{CouponForm, OfferRoom},
    pricing::{Benefit, CouponCode, CouponDraft, CouponRefusal},
    profile::Country,
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;

fn euros(amount: i64) -> Money {
    Money::new(amount, Currency::EUR).expect("in range")
}

fn code(text: &str) -> CouponCode {
    CouponCode::parse(text).expect("a code")
}

fn order(number: u32) -> OrderId {
    OrderId::parse(format!("order-{number}")).expect("an id")
}

fn person(number: u32) -> Person {
    Person::of(&Email::parse(&format!("p{number}@example.com")).expect("an address"))
}

fn draft(text: &str, total_limit: Option<u32>, person_limit: Option<u32>) -> CouponDraft {
    CouponDraft {
        code: code(text),
        benefit: Benefit::Percent { basis_points: 1_000 },
        minimum: Some(euros(1_000)),
        starts_at: None,
        ends_at: None,
        total_limit,
        person_limit,
        automatic: false,
        active: true,
    }
}

fn staff(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("anna").expect("an id"),
        name: "Anna".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

fn room(pool: &PgPool) -> OfferBook {
    let home = Country::parse("DE").expect("a country");
    let prices = PriceBook::new(pool.clone(), TaxMode::Included, home);
    OfferBook::new(&prices, Currency::EUR, Duration::from_secs(60))
}

async fn make(pool: &PgPool, draft: &CouponDraft) {
    let (room, anna, caller) = (room(pool), staff(Role::Catalogue), Caller::default());
    let form = CouponForm::of(draft);
    room.create_coupon(&anna, &form, &caller).await.expect("made");
    if !draft.active {
        room.switch_coupon(&anna, &draft.code, false, 1, &caller).await.expect("switched");
    }
}

async fn used(pool: &PgPool, text: &str) -> u32 {
    room(pool).coupon(&staff(Role::Owner), &code(text)).await.expect("there").row.used
}

/// One use in a transaction of its own, as an order would have it.
async fn use_once(pool: &PgPool, text: &str, by: u32, who: u32) -> Result<(), CouponRefusal> {
    let mut txn = pool.begin().await.expect("begun");
    let used = use_coupon(&mut txn, &code(text), &order(by), &person(who), euros(1_000)).await;
    txn.commit().await.expect("committed");
    match used {
        Ok(()) => Ok(()),
        Err(UseError::Refused(refusal)) => Err(refusal),
        Err(UseError::Store(error)) => panic!("PostgreSQL refused: {error}"),
    }
}

async fn all_at_once(
    pool: &PgPool,
    text: &'static str,
    uses: impl Iterator<Item = (u32, u32)>,
) -> Vec<Result<(), CouponRefusal>> {
    let pool = Arc::new(pool.clone());
    let tasks: Vec<_> = uses
        .map(|(by, who)| {
            let pool = Arc::clone(&pool);
            tokio::spawn(async move { use_once(&pool, text, by, who).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("no panic"));
    }
    answers
}

fn taken(answers: &[Result<(), CouponRefusal>]) -> usize {
    answers.iter().filter(|answer| answer.is_ok()).count()
}

async fn sound(pool: &PgPool) {
    let mut conn = pool.acquire().await.expect("a connection");
    assert_eq!(pricing::coupon_mismatches(&mut conn).await.expect("read"), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_at_once_use_it_no_more_often_than_there_are() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    make(pool, &draft("HUNDRED", Some(100), None)).await;
    let answers = all_at_once(pool, "HUNDRED", (0..500).map(|number| (number, number))).await;
    assert_eq!(taken(&answers), 100);
    assert!(answers.iter().flat_map(|a| a.as_ref().err()).all(|r| *r == CouponRefusal::UsedUp));
    assert_eq!(used(pool, "HUNDRED").await, 100);
    sound(pool).await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_person_in_many_tabs_uses_it_no_more_often_than_one_may() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    make(pool, &draft("TWICE", None, Some(2))).await;
    let answers = all_at_once(pool, "TWICE", (0..60).map(|number| (number, 1))).await;
    assert_eq!(taken(&answers), 2);
    assert_eq!(use_once(pool, "TWICE", 100, 2).await, Ok(()), "others still may");
    assert_eq!(used(pool, "TWICE").await, 3);
    sound(pool).await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_order_uses_it_once_however_often_it_is_sent() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    make(pool, &draft("ONCE", Some(1), Some(1))).await;
    for _ in 0..3 {
        assert_eq!(use_once(pool, "ONCE", 1, 1).await, Ok(()));
    }
    assert_eq!(used(pool, "ONCE").await, 1);
    sound(pool).await;
    database.drop().await;
}

#[tokio::test]
async fn what_is_given_back_is_there_for_others_and_only_once() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    make(pool, &draft("LAST", Some(1), None)).await;
    assert_eq!(use_once(pool, "LAST", 1, 1).await, Ok(()));
    assert_eq!(use_once(pool, "LAST", 2, 2).await, Err(CouponRefusal::UsedUp));
    for expected in [true, false] {
        let mut txn = pool.begin().await.expect("begun");
        assert_eq!(give_back_coupon(&mut txn, &order(1)).await.expect("answers"), expected);
        txn.commit().await.expect("committed");
    }
    assert_eq!(use_once(pool, "LAST", 2, 2).await, Ok(()));
    assert_eq!(use_once(pool, "LAST", 1, 1).await, Err(CouponRefusal::UsedUp));
    sound(pool).await;
    database.drop().await;
}

#[tokio::test]
async fn a_transaction_that_ends_badly_uses_nothing_and_one_refused_goes_on() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    make(pool, &draft("ONE", Some(1), None)).await;
    let mut txn = pool.begin().await.expect("begun");
    use_coupon(&mut txn, &code("ONE"), &order(1), &person(1), euros(1_000)).await.expect("used");
    txn.rollback().await.expect("rolled back");
    assert_eq!(used(pool, "ONE").await, 0);

    let mut txn = pool.begin().await.expect("begun");
    let poor = use_coupon(&mut txn, &code("ONE"), &order(1), &person(1), euros(999)).await;
    let minimum = euros(1_000);
    assert!(
        matches!(poor, Err(UseError::Refused(CouponRefusal::BelowMinimum { minimum: m })) if m == minimum)
    );
    use_coupon(&mut txn, &code("ONE"), &order(1), &person(1), euros(1_000)).await.expect("used");
    txn.commit().await.expect("committed");
    sound(pool).await;
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn orders_that_swap_their_coupons_at_once_do_not_form_a_ring() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    make(pool, &draft("AAA", None, None)).await;
    make(pool, &draft("BBB", None, None)).await;
    for number in 0..20 {
        let first = if number % 2 == 0 { "AAA" } else { "BBB" };
        assert_eq!(use_once(pool, first, number, number).await, Ok(()));
    }
    let (to_b, to_a) = tokio::join!(
        all_at_once(pool, "BBB", (0..20).step_by(2).map(|number| (number, number))),
        all_at_once(pool, "AAA", (1..20).step_by(2).map(|number| (number, number))),
    );
    assert_eq!((taken(&to_b), taken(&to_a)), (10, 10));
    assert_eq!((used(pool, "AAA").await, used(pool, "BBB").await), (10, 10));
    sound(pool).await;
    database.drop().await;
}

#[tokio::test]
async fn each_refusal_has_its_name() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    let early = Timestamp::from_millis(32_503_680_000_000);
    make(pool, &CouponDraft { starts_at: Some(early), ..draft("EARLY", None, None) }).await;
    let past = Some(Timestamp::from_millis(1_000));
    make(pool, &CouponDraft { ends_at: past, ..draft("LATE", None, None) }).await;
    make(pool, &CouponDraft { active: false, ..draft("SLEEPS", None, None) }).await;
    for (text, refusal) in [
        ("NOSUCH", CouponRefusal::Unknown),
        ("SLEEPS", CouponRefusal::Unknown),
        ("EARLY", CouponRefusal::NotYet { from: early }),
        ("LATE", CouponRefusal::Ended),
    ] {
        assert_eq!(use_once(pool, text, 1, 1).await, Err(refusal), "{text}");
    }
    sound(pool).await;
    database.drop().await;
}

#[tokio::test]
async fn the_demonstration_has_coupons_and_keeps_what_staff_made_of_them() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    pricing::make_demo_coupons(pool).await.expect("made");
    let (room, anna) = (room(pool), staff(Role::Owner));
    let listed = async || {
        let page = room.coupons(&anna, &Default::default()).await.expect("listed");
        page.rows.into_iter().map(|row| (row.coupon.code.to_string(), row.coupon.active))
    };
    let codes: Vec<_> = listed().await.map(|(code, _)| code).collect();
    assert_eq!(codes, ["FIVEOFF", "FREESHIP", "WELCOME10"]);
    room.switch_coupon(&anna, &code("FREESHIP"), false, 1, &Caller::default()).await.expect("off");
    pricing::make_demo_coupons(pool).await.expect("again");
    let active: Vec<_> = listed().await.map(|(_, active)| active).collect();
    assert_eq!(active, [true, false, true]);
    database.drop().await;
}
