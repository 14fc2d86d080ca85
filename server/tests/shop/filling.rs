//! Lines for every list of staff: pages are looked at with two of each, and then with twelve more.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use crate::{
    browser::{Answer, Browser},
    ground::{Shop, until},
    people::PASSWORD,
};

/// What is there first.
pub(crate) const FEW: RangeInclusive<usize> = 1..=2;
/// What comes after.
pub(crate) const MORE: RangeInclusive<usize> = 3..=14;

/// A SKU that is held, moved, pinned and picked.
pub(crate) const MUG: &str = "MUG-110-GRAPHITE";

/// Lines that PostgreSQL keeps, for each number of a row. The first order, the first customer and the
/// methods and zones that are there get as many lines themselves.
macro_rules! lines {
    ($numbers:literal) => {
        concat!(
            "create temp view numbers as select n, '0000-0000-' || to_char(n, 'FM0000') as number,
                 md5('customer ' || n) as person from generate_series(",
            $numbers,
            ") n;
             create temp view wares as select sku, n from numbers join (
                 select sku, row_number() over (order by sku) as n from inventory.stock
                 where sku <> 'MUG-110-GRAPHITE') each using (n);
             insert into accounts.account (id, mail, name, created_at, verified_at)
             select person, 'person' || n || '@example.com', 'Person ' || n, now(), now() from numbers;
             insert into orders.orders (id, checkout, account, email, name, currency, goods, discount,
                 shipping, tax_added, tax_included, total, delivery_method, delivery_title, pay_by)
             select number, 'checkout-' || n, md5('customer 1'), 'person1@example.com', 'Person 1', 'EUR',
                 1000, 0, 0, 0, 0, 1000, 'standard', 'Standard', now() + interval '1 day'
             from numbers;
             insert into orders.line (order_id, position, sku, title, options, quantity, unit_price,
                 line_total)
             select number, 0, 'MUG-110-GRAPHITE', 'Mug', jsonb '[]', 1, 1000, 1000 from numbers
             union all
             select '0000-0000-0001', n, sku, 'Ware', jsonb '[]', 1, 1000, 1000 from wares;
             update orders.orders set status = 'paid', paid_at = now(), payment = 'p' || id
             where status = 'pending_payment';
             update orders.orders set status = 'shipped', shipped_at = now(), carrier = 'Post'
             where status = 'paid';
             insert into orders.event (order_id, what, who, reference)
             select '0000-0000-0001', 'payment_declined', 'shop', 'p' || n from numbers;
             insert into orders.note (order_id, key, author, signed, text)
             select '0000-0000-0001', 'key ' || n, 'anna', 'Anna', 'Rang.' from numbers;
             insert into orders.tax (order_id, basis_points, net, tax)
             select '0000-0000-0001', n, 100, 1 from numbers;
             insert into orders.return_request (id, order_id, key, reason, state, decided_at)
             select md5(state || n), '0000-0000-0001', state || n, 'Too small', state,
                 case state when 'refused' then now() end
             from numbers cross join (values ('requested'), ('refused')) as each (state);
             insert into orders.return_line (return_id, sku, quantity)
             select md5(state || n), sku, 1
             from wares cross join (values ('requested'), ('refused')) as each (state);
             insert into payments.payment (id, order_id, attempt, provider, card, return_url, amount,
                 currency, state, decline_reason, due_at, settled_at)
             select md5('payment ' || n), '0000-0000-0001', n, 'sandbox', 'card', '/', 1000, 'EUR',
                 'declined', 'no funds', now() + interval '1 day', now()
             from numbers;
             insert into payments.payment (id, order_id, attempt, provider, card, return_url, amount,
                 currency, state, due_at, settled_at)
             select md5('captured ' || n), number, 99, 'sandbox', 'card', '/', 1000, 'EUR', 'captured',
                 now() + interval '1 day', now()
             from numbers
             union all
             select md5('review ' || n), number, 100, 'sandbox', 'card', '/', 1000, 'EUR', 'needs_review',
                 now() + interval '1 day', now()
             from numbers;
             insert into payments.refund (id, payment, cause, amount, state, due_at, noted)
             select md5('refund ' || n), md5('captured 1'), 'refund ' || n, 1, 'refused', now() + interval '1 day', true
             from numbers;
             update inventory.stock set free = 1 from wares where stock.sku = wares.sku;
             select outcome from numbers, inventory.reserve(
                 'hold-' || n, 'holder ' || n, array['MUG-110-GRAPHITE'], array[1], 3000, null);
             insert into pricing.coupon (code, kind, basis_points) select 'COUPON-' || n, 'percent', 1000
             from numbers;
             insert into pricing.tax_rate (country, region, class, valid_from, basis_points)
             select 'US', 'R' || n, 'standard', '2021-01-01', 100 from numbers;
             insert into pricing.delivery_zone (code, name) select 'zone-' || n, 'Zone ' || n from numbers;
             insert into pricing.delivery_area (country, postcode_prefix, zone)
             select 'AT', to_char(n, 'FM0000'), 'union' from numbers;
             insert into pricing.delivery_method (code, name, cutoff_minute)
             select 'method-' || n, 'Method ' || n, 600 from numbers;
             insert into pricing.delivery_service (method, zone, min_days, max_days)
             select 'standard', 'zone-' || n, 1, 2 from numbers
             union all select 'method-' || n, 'home', 1, 2 from numbers;
             insert into pricing.delivery_rate (method, zone, currency, up_to_grams, amount)
             select 'standard', 'zone-' || n, 'EUR', 1000, 100 from numbers
             union all select 'method-' || n, 'home', 'EUR', 1000, 100 from numbers
             union all select 'standard', 'home', 'EUR', n, n from numbers;
             insert into search_log.query_count (day, query, searches, results)
             select current_date, 'query ' || n, 1000, 0 from numbers;
             insert into search_log.query_rank (days, query, searches, results)
             select days, 'query ' || n, 1000, 0 from numbers cross join (values (7), (30), (90)) as each (days);
             drop view wares;
             drop view numbers"
        )
    };
}

/// Who fills the shop: its owner, and a program with a token of theirs.
pub(crate) struct Filling<'a> {
    shop: &'a Shop,
    pub(crate) owner: Browser,
    bearer: String,
    /// Where the product is in the API that gets more of everything.
    product: String,
    /// Its address behind the counter.
    pub(crate) sheet: String,
    /// The category, the collection and the group of synonyms that get more lines.
    pub(crate) category: String,
    pub(crate) collection: String,
    pub(crate) synonyms: String,
    /// Imports with as many errors as there were lines when they were sent.
    pub(crate) runs: Vec<String>,
}

fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location.split('?').next().unwrap_or_default().to_owned()
}

/// What stands behind a text in a page, up to a quotation mark.
fn behind(page: &str, text: &str) -> String {
    let (_, rest) = page.split_once(text).unwrap_or_else(|| panic!("{text} in {page}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// A product of these many variants.
fn product(number: usize, variants: usize) -> Value {
    let variant = |size: usize| {
        json!({
            "sku": format!("FILL-{number}-{size}"),
            "price": { "amount": 1000, "currency": "EUR" },
            "options": [{ "name": "Size", "value": size.to_string() }],
        })
    };
    json!({
        "title": format!("Filling {number}"),
        "status": "active",
        "brand": format!("Brand {number}"),
        "taxClass": "standard",
        "stockTracked": false,
        "axes": ["Size"],
        "variants": (1..=variants).map(variant).collect::<Vec<_>>(),
        "tags": [format!("tag{variants}")],
    })
}

impl<'a> Filling<'a> {
    /// Makes what gets the lines.
    pub(crate) fn begin(shop: &'a Shop) -> Self {
        let owner = shop.visitor();
        let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
        assert_eq!(owner.post("/admin/sign-in", &fields).location, "/admin");
        let page = owner.post("/admin/tokens", &[("label", "Feed"), ("roles", "owner")]).body;
        let (_, rest) = page.split_once("staff-secret\"><code>").expect("a token is shown");
        let bearer = format!("Bearer {}", rest.split('<').next().expect("an end"));
        let made = |path: &str, fields: &[(&str, &str)]| led(&owner.post(path, fields));
        let category =
            made("/admin/categories", &[("key", "fill"), ("name", "Fill"), ("slug", "fill")]);
        let collection =
            made("/admin/collections", &[("key", "fill"), ("name", "Fill"), ("slug", "fill")]);
        made("/admin/search/synonyms", &[("words", "filling, padding")]);
        let found = owner.get("/admin/search/synonyms").body;
        let synonyms =
            format!("/admin/search/synonyms/{}", behind(&found, "href=\"/admin/search/synonyms/"));
        let mut filling = Self {
            shop,
            owner,
            bearer,
            product: String::new(),
            sheet: String::new(),
            category,
            collection,
            synonyms,
            runs: Vec::new(),
        };
        let made = filling.make(0, &product(0, 1));
        filling.product = format!("/api/admin/products/{made}");
        filling.sheet = format!("/admin/products/{made}");
        let much =
            [("quantity", "1000"), ("reference", "much"), ("reason", "found"), ("key", "much")];
        led(&filling.owner.post(&format!("/admin/stock/{MUG}/receive"), &much));
        filling
    }

    /// Makes a product; answers with its id.
    fn make(&self, number: usize, product: &Value) -> String {
        let key = format!("filling-{number}");
        let made = self.call("POST", "/api/admin/products", ("idempotency-key", &key), product);
        assert_eq!(made.status, 201, "{}", made.body);
        made.json()["id"].as_str().expect("an id").to_owned()
    }

    fn call(&self, method: &str, path: &str, header: (&str, &str), body: &Value) -> Answer {
        let kind = ("content-type", "application/json");
        let headers = [kind, ("authorization", self.bearer.as_str()), header];
        self.shop.visitor().send(method, path, &headers, &body.to_string())
    }

    /// Has every list get its lines.
    pub(crate) async fn fill(&mut self, numbers: RangeInclusive<usize>) {
        self.shop.run(if numbers == FEW { lines!("1, 2") } else { lines!("3, 14") }).await;
        let count = *numbers.end();
        for number in numbers {
            self.add(number);
        }
        self.lengthen(count);
        self.import(count);
    }

    /// One more line of each list that forms lead to.
    fn add(&self, number: usize) {
        let sent = |path: &str, fields: &[(&str, &str)]| led(&self.owner.post(path, fields));
        let name = |word: &str| format!("{word}{number}");
        let parent = self.category.rsplit('/').next().unwrap_or_default();
        for (path, word) in [("/admin/categories", "shelf"), ("/admin/collections", "set")] {
            let word = name(word);
            let word = word.as_str();
            let fields = [("key", word), ("name", word), ("slug", word), ("parent", parent)];
            sent(path, &fields);
        }
        let (words, mail) = (format!("{}, {}", name("word"), name("term")), name("member"));
        sent("/admin/search/synonyms", &[("words", words.as_str())]);
        let pinned = name("pinned");
        sent("/admin/search/pins", &[("query", pinned.as_str()), ("products", MUG)]);
        let mail = format!("{mail}@example.com");
        let member = name("Member ");
        let fields = [("email", mail.as_str()), ("name", member.as_str()), ("roles", "support")];
        sent("/admin/staff", &fields);
        let token = [("label", name("Token ")), ("roles", "owner".to_owned())];
        let token = token.each_ref().map(|(field, value)| (*field, value.as_str()));
        assert_eq!(self.owner.post("/admin/tokens", &token).status, 200);
        let key = name("movement-");
        let key = key.as_str();
        let moved = [("quantity", "1"), ("reference", key), ("reason", "found"), ("key", key)];
        sent(&format!("/admin/stock/{MUG}/receive"), &moved);
        let text = name("text-");
        let text = text.as_str();
        let fields = [("slug", text), ("title", text), ("markdown", "Words.")];
        sent("/admin/texts", &fields);
        let version = (number - 1).to_string();
        let fields = [("version", version.as_str()), ("title", text), ("markdown", "Words.")];
        sent("/admin/texts/imprint", &fields);
        self.send_file(&format!("run-{number}"), "sku,title\nA,B\n");
        let made = self.make(number, &product(number, 1));
        self.tag(&made, &name("deed"));
        let signed_in = self.shop.visitor();
        let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
        assert_eq!(signed_in.post("/admin/sign-in", &fields).location, "/admin");
        let dot = dot(u8::try_from(number).expect("few"));
        let file = ("files", "dot.png", dot.as_slice());
        let sent = self.owner.send_file(&format!("{}/images", self.sheet), &[], file);
        led(&sent);
        let tag = self.call("GET", &self.product, ("accept", "*/*"), &Value::Null);
        let changed = ("if-match", tag.header("etag"));
        let changed = self.call("PUT", &self.product, changed, &product(0, number));
        assert_eq!(changed.status, 200, "{}", changed.body);
    }

    /// Gives a product a tag from the list, which is remembered for a day.
    fn tag(&self, product: &str, word: &str) {
        let fields = [("ids", product), ("action", "add_tag"), ("tag", word), ("key", word)];
        let page = self.owner.post("/admin/products/bulk", &fields).body;
        let meant = behind(&page, "name=\"meant\" value=\"");
        let confirmed = [&fields[..], &[("meant", meant.as_str())]].concat();
        led(&self.owner.post("/admin/products/bulk/apply", &confirmed));
    }

    /// Gives the collection and the group of synonyms as many lines.
    fn lengthen(&self, count: usize) {
        let version = |path: &str| behind(&self.owner.get(path).body, "name=\"version\" value=\"");
        let skus: Vec<_> = (1..=count).map(|number| format!("FILL-{number}-1")).collect();
        let skus = skus.join("\n");
        let read = version(&self.collection);
        let fields = [
            ("version", read.as_str()),
            ("name", "Fill"),
            ("slug", "fill"),
            ("status", "active"),
            ("kind", "picked"),
            ("picked", skus.as_str()),
        ];
        led(&self.owner.post(&self.collection, &fields));
        let words: Vec<_> = (1..=count.min(12)).map(|number| format!("alike{number}")).collect();
        let words = words.join(", ");
        let read = version(&self.synonyms);
        let fields = [("version", read.as_str()), ("words", words.as_str())];
        led(&self.owner.post(&self.synonyms, &fields));
    }

    /// Sends a file of products; answers with the page of the import.
    fn send_file(&self, key: &str, rows: &str) -> String {
        let file = ("file", "rows.csv", rows.as_bytes());
        led(&self.owner.send_file("/admin/imports", &[("key", key)], file))
    }

    /// Has a file with so many wrong rows checked.
    fn import(&mut self, count: usize) {
        let rows: String = (0..count).map(|row| format!("WRONG-{row},Wrong,cheap\n")).collect();
        let run = self.send_file(&format!("wrong-{count}"), &format!("sku,title,price\n{rows}"));
        let page = self.owner.get(&run).body;
        let version = behind(&page, "name=\"version\" value=\"");
        let fields = [
            ("version", version.as_str()),
            ("column-0", "sku"),
            ("column-1", "title"),
            ("column-2", "price"),
            ("prices", "major"),
        ];
        led(&self.owner.post(&format!("{run}/check"), &fields));
        let progress = format!("{run}/progress");
        until("the file is checked", || self.owner.get(&progress).json()["state"] == "checked");
        self.runs.push(run);
    }
}

/// A PNG of one pixel, whose red is its own.
fn dot(red: u8) -> Vec<u8> {
    let sum = |bytes: &[u8]| {
        !bytes.iter().fold(u32::MAX, |sum, &byte| {
            (0..8).fold(sum ^ u32::from(byte), |sum, _| {
                (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
            })
        })
    };
    let part = |name: &[u8], data: &[u8]| {
        let named = [name, data].concat();
        let length = u32::try_from(data.len()).expect("short");
        [&length.to_be_bytes()[..], &named, &sum(&named).to_be_bytes()].concat()
    };
    // Not packed: a row of one pixel, behind which its sum by Adler stands.
    let row = [0, red, 0, 0];
    let (one, two) = row.iter().fold((1_u32, 0), |(one, two), &byte| {
        let one = one + u32::from(byte);
        (one, two + one)
    });
    let stored = [&[0x78, 1, 1, 4, 0, 0xfb, 0xff][..], &row, &((two << 16) | one).to_be_bytes()];
    let head = [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0];
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        part(b"IHDR", &head),
        part(b"IDAT", &stored.concat()),
        part(b"IEND", &[]),
    ]
    .concat()
}
