//! Reviews, from orders in PostgreSQL to documents in MongoDB.

use crate::{browser::Browser, ground::Shop};

/// One order of Ada's, on its way to her.
const SENT: &str = "
    insert into orders.orders (id, checkout, account, currency, goods, discount, shipping, tax_added,
        tax_included, total, delivery_method, delivery_title, pay_by)
    select '0000-0000-0001', 'c1', id, 'EUR', 1000, 0, 0, 0, 0, 1000, 'standard', 'Standard',
        statement_timestamp()
    from accounts.account where mail = 'ada@example.com';
    insert into orders.line (order_id, position, sku, title, options, quantity, unit_price, line_total)
    values ('0000-0000-0001', 0, 'MUG-110-GRAPHITE', 'Mug', '[]', 1, 1000, 1000);
    update orders.orders set status = 'paid', paid_at = statement_timestamp(), payment = 'p1';
    update orders.orders set status = 'shipped', shipped_at = statement_timestamp(), carrier = 'Post';
";

/// The page of the product that is found first.
fn product(browser: &Browser, query: &str) -> String {
    let found = browser.get(&format!("/api/items?{query}&limit=1")).json();
    format!("/p/{}", found["items"][0]["slug"].as_str().expect("a product"))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_was_sent_it_writes_about_it() {
    let shop = Shop::start().await;
    let (ada, eve) = (shop.person("ada@example.com"), shop.person("eve@example.com"));
    let page = product(&ada, "query=MUG-110-GRAPHITE");
    let address = format!("{page}/review");
    let words = [
        ("stars", "4"),
        ("title", "Keeps warm"),
        ("text", "It does what a mug should do."),
        ("name", "Ada Q."),
    ];
    let stranger = shop.visitor().post(&address, &words);
    assert_eq!((stranger.status, stranger.location.as_str()), (303, "/sign-in?next=%2Faccount"));
    assert_eq!(ada.post(&address, &words).status, 403, "nothing was sent yet");
    shop.run(SENT).await;
    assert_eq!(eve.post(&address, &words).status, 403);
    let short = [words[0], words[1], ("text", "Short."), words[3]];
    let refused = ada.post(&address, &short);
    assert!(refused.status == 422 && refused.body.contains("value=\"Keeps warm\""));
    for _ in 0..2 {
        let sent = ada.post(&address, &words);
        let back = format!("{page}?done=written#your-review");
        assert_eq!((sent.status, sent.location), (303, back), "{}", sent.body);
    }
    let own = ada.get(&page).body;
    assert!(own.contains("It is waiting") && own.contains("Keeps warm"));
    for other in [eve.get(&page), shop.visitor().get(&page)] {
        assert!(other.status == 200 && !other.body.contains("Keeps warm"));
    }
    assert!(ada.get("/account/export").body.contains("Keeps warm"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_finds_a_review_helpful_once() {
    let shop = Shop::start().await;
    let (ada, eve) = (shop.person("ada@example.com"), shop.person("eve@example.com"));
    let page = product(&ada, "query=&sort=rating");
    let guest = shop.visitor().get(&page).body;
    assert!(!guest.contains("/helpful\""), "what many see has nothing to press");
    let body = ada.get(&page).body;
    let mut forms = body.split("action=\"").filter_map(|rest| rest.split('"').next());
    let deed = forms.find(|action| action.ends_with("/helpful")).expect("a review").to_owned();
    for (person, op, sentence) in [
        (&ada, "add", "1 person finds this helpful"),
        (&ada, "add", "1 person finds this helpful"),
        (&eve, "add", "2 people find this helpful"),
        (&ada, "remove", "1 person finds this helpful"),
    ] {
        let sent = person.post(&deed, &[("op", op)]);
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert!(person.get(&page).body.contains(sentence), "{op}");
    }
    assert_eq!(ada.post(&deed, &[("op", "sell")]).status, 422);
    let report = deed.replace("/helpful", "/report");
    assert_eq!(ada.post(&report, &[("reason", "dislike")]).status, 422);
    assert_eq!(ada.post(&report, &[("reason", "private")]).status, 303);
    assert!(ada.get(&page).body.contains("You reported this."));
    let absent = format!("{page}/reviews/none/report");
    assert_eq!(ada.post(&absent, &[("reason", "private")]).status, 404);
}
