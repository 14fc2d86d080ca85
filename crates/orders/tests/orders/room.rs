//! What staff ask of orders, and note of them.

use kernel::{AccountId, OrderId};
use orders::NewOrder;
use sqlx::AssertSqlSafe;
use storefront::{
    account::Caller,
    order_room::{
        A_PAGE, BoughtBy, BoughtSum, FormKey, LATELY_BOUGHT, LookUp, RoomOrder, RoomQuery,
    },
    orders::{OrderCursor, OrderRefusal, OrderStatus, Orders},
    staff::{Role, StaffMember},
};
use time::OffsetDateTime;

use crate::support::{Shop, account, ada, guest, order};

fn anna() -> StaffMember {
    StaffMember {
        account: AccountId::parse("anna").expect("an id"),
        name: "Anna".to_owned(),
        roles: vec![Role::Orders],
        api_token: None,
    }
}

fn key(text: &str) -> FormKey {
    FormKey::read(&format!("key-of-{text}")).expect("a key")
}

fn looking(text: &str) -> RoomQuery {
    RoomQuery { find: LookUp::read(text).expect("a look-up"), ..RoomQuery::default() }
}

/// What is found, by number.
async fn found(shop: &Shop, query: &RoomQuery) -> Vec<OrderId> {
    let page = shop.book.room_page(query).await.expect("orders");
    let newest = |one: &RoomOrder, next: &RoomOrder| one.ordered_at >= next.ordered_at;
    assert!(page.orders.is_sorted_by(newest), "the newest first");
    let mut ids: Vec<_> = page.orders.into_iter().map(|order| order.id).collect();
    ids.sort();
    ids
}

fn by(name: &str, email: &str, checkout: &str) -> NewOrder {
    let mut order = order(checkout, guest());
    order.contact.name = name.to_owned();
    order.contact.email = kernel::Email::parse(email).expect("an address");
    order
}

#[tokio::test]
async fn one_text_finds_by_whatever_is_known_of_an_order() {
    let shop = Shop::open().await;
    let first = shop.place(&by("Ada Byron", "ada@example.com", "one")).await.id;
    let second = shop.place(&by("ADA Lovelace", "countess@example.com", "two")).await.id;
    let mut other = by("Örn Ægir", "orn@example.com", "three");
    other.lines[0].sku = kernel::Sku::parse("ROPE-7").expect("a SKU");
    other.shipping_address.phone = "+49 (431) 77 88 99-0".to_owned();
    other.shipping_address.postcode = "SW1A 1AA".to_owned();
    let third = shop.place(&other).await.id;
    assert_eq!(found(&shop, &RoomQuery::default()).await.len(), 3);
    for (text, wanted) in [
        (first.as_str().to_lowercase().as_str(), vec![&first]),
        (&format!("Order #{}", first.as_str().replace('-', " ")), vec![&first]),
        ("Ada@Example.com", vec![&first]),
        ("ada", vec![&second, &first]),
        ("Ada B", vec![&first]),
        ("byron, ada", vec![&first]),
        ("LOVE", vec![&second]),
        ("yron", vec![]),
        ("Ada Örn", vec![]),
        ("ROPE-7", vec![&third]),
        ("rope-7", vec![&third]),
        ("rope", vec![]),
        ("CUP", vec![&third, &second, &first]),
        ("Spoon", vec![&second, &first]),
        ("ÖRN", vec![&third]),
        ("aegir", vec![]),
        ("orn", vec![&third]),
        ("' | 'ada", vec![&second, &first]),
        ("%%", vec![]),
        ("0431 778 899 0", vec![&third]),
        ("778899", vec![]),
        ("sw1a1aa", vec![&third]),
        ("20457", vec![&second, &first]),
        ("nobody@example.com", vec![]),
    ] {
        let mut wanted: Vec<_> = wanted.into_iter().cloned().collect();
        wanted.sort();
        assert_eq!(found(&shop, &looking(text)).await, wanted, "{text}");
    }
    shop.pay(&second).await;
    let paid = RoomQuery { status: Some(OrderStatus::Paid), ..RoomQuery::default() };
    assert_eq!(found(&shop, &paid).await, std::slice::from_ref(&second));
    let paid = RoomQuery { status: Some(OrderStatus::Paid), ..looking("ada") };
    assert_eq!(found(&shop, &paid).await, std::slice::from_ref(&second));
    let page = shop.book.room_page(&looking("ADA Love")).await.expect("orders");
    let row = &page.orders[0];
    assert_eq!(
        (row.name.as_deref(), row.units, row.return_waits),
        (Some("ADA Lovelace"), 5, false)
    );
    shop.close().await;
}

#[tokio::test]
async fn what_one_account_bought_is_counted_and_summed_up() {
    let shop = Shop::open().await;
    let paid = shop.place(&order("paid", ada())).await.id;
    shop.pay(&paid).await;
    for number in 0..LATELY_BOUGHT {
        shop.place(&order(&format!("c{number}"), ada())).await;
    }
    shop.place(&order("other", guest())).await;
    let cost = order("any", ada()).totals.total;
    let bought = shop.book.bought_by(&account("ada")).await.expect("orders");
    assert_eq!(bought.orders.len(), 10);
    assert_eq!(bought.orders[0].units, 5);
    assert!(bought.orders.is_sorted_by(|one, next| one.ordered_at >= next.ordered_at));
    // Only one of them is paid.
    assert_eq!(bought.sums, [BoughtSum { orders: 11, spent: cost }]);
    assert_eq!(shop.book.bought_by(&account("eve")).await, Ok(BoughtBy::default()));
    shop.close().await;
}

#[tokio::test]
async fn pages_hold_each_order_once() {
    let shop = Shop::open().await;
    let mut txn = shop.begin().await;
    let mut placed = Vec::new();
    // In one transaction, so that many are of one moment.
    for number in 0..A_PAGE + 7 {
        let new = order(&format!("c{number}"), ada());
        placed.push(orders::place(&mut txn, &new).await.expect("placed").id);
    }
    txn.commit().await.expect("committed");
    for query in
        [RoomQuery::default(), looking("ada@example.com"), looking("spoon"), looking("Ada")]
    {
        let first = shop.book.room_page(&query).await.expect("orders");
        assert_eq!(first.orders.len(), 50);
        let cursor = OrderCursor::parse(&first.next_cursor.expect("more")).expect("a cursor");
        let rest = RoomQuery { after: Some(cursor), ..query };
        let rest = shop.book.room_page(&rest).await.expect("orders");
        assert_eq!((rest.orders.len(), rest.next_cursor), (7, None));
        let mut seen: Vec<_> =
            first.orders.into_iter().chain(rest.orders).map(|order| order.id).collect();
        seen.sort();
        placed.sort();
        assert_eq!(seen, placed);
    }
    shop.close().await;
}

/// Five thousand orders of as many people, a tenth of them cancelled.
const CROWD: &str = "
    insert into orders.orders (id, checkout, email, name, currency, goods, discount, shipping,
        tax_added, tax_included, total, delivery_method, delivery_title, ordered_at, pay_by)
    select '0000-0000-' || to_char(n, 'FM0000'), 'c' || n, 'p' || n || '@example.com',
        'Person ' || n, 'EUR', 500, 0, 0, 0, 0, 500, 'standard', 'Standard',
        date_trunc('milliseconds', now()) - make_interval(secs => n), now()
    from generate_series(1, 5000) n;
    insert into orders.line (order_id, position, sku, title, options, quantity, unit_price, line_total)
    select id, 0, 'SKU-' || right(id, 4), 'Tea', '[]', 1, 500, 500 from orders.orders;
    insert into orders.address (order_id, kind, name, line1, line2, city, region, postcode, country, phone)
    select id, 'shipping', 'P', 'L', '', 'C', '', 'AB ' || right(id, 4), 'DE', '+49 40 777 ' || right(id, 4)
    from orders.orders;
    update orders.orders set status = 'cancelled', cancelled_at = now() where id like '%7';
    analyze orders.orders;
    analyze orders.address;
    analyze orders.line";

async fn plan(shop: &Shop, query: &RoomQuery) -> String {
    let sql = format!("explain (costs off) {}", include_str!("../../src/store/room_list.sql"));
    let find = query.find.as_ref();
    let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(find.is_none())
        .bind(query.status.map(OrderStatus::name))
        .bind(None::<OffsetDateTime>)
        .bind("")
        .bind(51_i64)
        .bind(find.and_then(|find| find.number.as_ref()).map(OrderId::as_str))
        .bind(find.and_then(|find| find.mail.as_ref()).map(kernel::Email::as_str))
        .bind(find.and_then(|find| find.sku.as_ref()).map(kernel::Sku::as_str))
        .bind(find.and_then(|find| find.name.as_deref()))
        .bind(find.and_then(|find| find.phone.as_deref()))
        .bind(find.and_then(|find| find.postcode.as_deref()))
        .fetch_all(&shop.database.pool)
        .await
        .expect("a plan");
    rows.join("\n")
}

#[tokio::test]
async fn no_way_to_find_an_order_reads_all_of_them() {
    let shop = Shop::open().await;
    sqlx::raw_sql(CROWD).execute(&shop.database.pool).await.expect("a crowd");
    let cancelled = RoomQuery { status: Some(OrderStatus::Cancelled), ..RoomQuery::default() };
    for (query, index) in [
        (RoomQuery::default(), "order_newest"),
        (cancelled, "order_status"),
        (looking("0000-0000-4711"), "orders_pkey"),
        (looking("p4711@example.com"), "order_mail"),
        (looking("sku-4711"), "line_sku_any_case"),
        (looking("4711 person"), "order_name_words"),
        (looking("040 7774711"), "address_phone"),
        (looking("ab4711"), "address_postcode"),
    ] {
        let plan = plan(&shop, &query).await;
        assert!(plan.contains(index), "{index} in {plan}");
        for table in ["orders", "line", "address"] {
            assert!(!plan.contains(&format!("Seq Scan on {table}")), "{plan}");
        }
        let newest = found(&shop, &query).await;
        assert!(newest.len() == 1 || newest.len() == 50, "{index}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_note_is_kept_once_for_staff_alone_and_written_down() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    let caller = Caller::default();
    for _ in 0..2 {
        let noted = shop.book.note(&anna(), &id, ("Rang.\nTwice.", &key("first")), &caller).await;
        assert_eq!(noted, Ok(()));
    }
    assert_eq!(shop.book.note(&anna(), &id, ("Wrote.", &key("next")), &caller).await, Ok(()));
    let (view, buyer, notes) = shop.book.view_with_notes(&id).await.expect("an order");
    assert_eq!(buyer, Some(account("ada")));
    let told: Vec<_> = notes.iter().map(|note| (&*note.signed, &*note.text)).collect();
    assert_eq!(told, [("Anna", "Rang.\nTwice."), ("Anna", "Wrote.")]);
    assert_eq!(shop.book.view(&ada(), &id).await, Ok(view), "its buyer sees nothing of it");
    let lines =
        "select count(*) from accounts.audit where action = 'order_noted' and actor = 'anna'";
    assert_eq!(shop.count(lines).await, 2);
    let nobodys = OrderId::parse("0000-0000-0000").expect("an id");
    let lost = shop.book.note(&anna(), &nobodys, ("Lost.", &key("first")), &caller).await;
    assert_eq!(lost, Err(OrderRefusal::NotFound));
    let empty = shop.book.note(&anna(), &id, ("", &key("empty")), &caller).await;
    assert_eq!(empty, Err(OrderRefusal::BadForm));
    for statement in [
        "update orders.note set text = 'otherwise'",
        "truncate orders.note",
        "delete from orders.note",
    ] {
        let tried = sqlx::query(statement).execute(&shop.database.pool).await;
        assert!(tried.is_err(), "{statement}");
    }
    shop.close().await;
}

#[tokio::test]
async fn what_was_noted_goes_when_its_buyer_is_forgotten() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    let noted = shop.book.note(&anna(), &id, ("Ada rang.", &key("one")), &Caller::default()).await;
    assert_eq!(noted, Ok(()));
    shop.on(&id, async |order, txn| order.cancel(txn, storefront::orders::Who::Staff, "").await)
        .await
        .expect("cancelled");
    assert_eq!(shop.book.forget(&account("ada")).await, Ok(()));
    let (view, buyer, notes) = shop.book.view_with_notes(&id).await.expect("an order");
    assert_eq!((view.contact, buyer, notes), (None, None, Vec::new()));
    let page = shop.book.room_page(&RoomQuery::default()).await.expect("orders");
    assert_eq!(page.orders[0].name, None);
    let again = shop.book.resend(&anna(), &id, &key("letter"), &Caller::default()).await;
    assert_eq!(again, Err(OrderRefusal::BadForm), "nobody is left to write to");
    shop.close().await;
}

#[tokio::test]
async fn a_letter_is_sent_again_once_for_each_form() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    shop.pay(&id).await;
    let letters = "select count(*) from orders.letter where kind = 'order_paid'";
    let before = shop.count(letters).await;
    for _ in 0..2 {
        let sent = shop.book.resend(&anna(), &id, &key("letter"), &Caller::default()).await;
        assert_eq!(sent, Ok(()));
    }
    assert_eq!(shop.count(letters).await, before + 1);
    let lines = "select count(*) from accounts.audit where action = 'order_letter_resent'";
    assert_eq!(shop.count(lines).await, 1);
    let nobodys = OrderId::parse("0000-0000-0000").expect("an id");
    let lost = shop.book.resend(&anna(), &nobodys, &key("other"), &Caller::default()).await;
    assert_eq!(lost, Err(OrderRefusal::NotFound));
    shop.close().await;
}
