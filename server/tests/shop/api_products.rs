//! Products, as programs with a token read and write them.

use serde_json::{Value, json};

use crate::{
    browser::{Answer, Browser},
    ground::Shop,
    people::PASSWORD,
};

const LIST: &str = "/api/admin/products";
const JSON: (&str, &str) = ("content-type", "application/json");

/// The shop's owner behind the counter, and a program with a token of theirs.
struct Ground {
    shop: Shop,
    owner: Browser,
    program: Browser,
    bearer: String,
}

impl Ground {
    async fn lay() -> Self {
        let shop = Shop::start().await;
        let owner = shop.visitor();
        let fields = [("email", Shop::OWNER), ("password", PASSWORD)];
        assert_eq!(owner.post("/admin/sign-in", &fields).location, "/admin");
        let page = owner.post("/admin/tokens", &[("label", "Feed"), ("roles", "owner")]).body;
        let (_, rest) = page.split_once("staff-secret\"><code>").expect("a token is shown");
        let secret = rest.split('<').next().expect("an end");
        let (program, bearer) = (shop.visitor(), format!("Bearer {secret}"));
        Self { shop, owner, program, bearer }
    }

    /// Calls with the token and one more header.
    fn call(&self, method: &str, path: &str, header: (&str, &str), body: &str) -> Answer {
        let headers = [JSON, ("authorization", self.bearer.as_str()), header];
        self.program.send(method, path, &headers, body)
    }

    fn get(&self, path: &str) -> Answer {
        let headers = [("authorization", self.bearer.as_str())];
        self.program.send("GET", path, &headers, "")
    }

    fn make(&self, key: &str, body: &Value) -> Answer {
        self.call("POST", LIST, ("idempotency-key", key), &body.to_string())
    }

    /// Does something to the version of a product that has this tag.
    fn change(&self, method: &str, path: &str, tag: &str, body: &Value) -> Answer {
        self.call(method, path, ("if-match", tag), &body.to_string())
    }
}

fn shirt() -> Value {
    let variant = |sku: &str, size: &str| {
        json!({
            "sku": sku,
            "price": { "amount": 2490, "currency": "EUR" },
            "options": [{ "name": "Size", "value": size }],
            "weightGrams": 180,
        })
    };
    json!({
        "title": "Harbour shirt of programs",
        "description": "<p>Soft <script>alert(1)</script>cotton.</p>",
        "taxClass": "standard",
        "stockTracked": false,
        "axes": ["Size"],
        "variants": [variant("API-SHIRT-S", "S"), variant("API-SHIRT-M", "M")],
        "specs": [{ "name": "Cloth", "value": "Cotton" }],
        "tags": ["harbour"],
        "seoTitle": "A shirt",
    })
}

/// Where a product is in the API.
fn place(made: &Answer) -> String {
    format!("{LIST}/{}", made.json()["id"].as_str().expect("an id"))
}

/// Status, code and the fields that a refusal names.
fn refused(answer: &Answer) -> (u16, String, Vec<String>) {
    let kind = answer.header("content-type");
    assert_eq!(kind, "application/problem+json", "{} {}", answer.status, answer.body);
    let problem = answer.json();
    let errors = problem["errors"].as_array().into_iter().flatten();
    let fields = errors.filter_map(|error| error["field"].as_str().map(ToOwned::to_owned));
    let code = problem["code"].as_str().unwrap_or_default().to_owned();
    (answer.status, code, fields.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_makes_changes_and_shows_a_product() {
    let ground = Ground::lay().await;
    let made = ground.make("shirt-1", &shirt());
    assert_eq!(made.status, 201, "{}", made.body);
    let path = place(&made);
    assert_eq!(made.header("etag"), format!("\"{}\"", made.json()["version"]));
    let again = ground.make("shirt-1", &shirt());
    assert_eq!((again.status, place(&again)), (200, path.clone()), "{}", again.body);
    let mut other = shirt();
    other["title"] = json!("Another shirt");
    let spent = refused(&ground.make("shirt-1", &other));
    assert_eq!((spent.0, spent.1.as_str()), (422, "idempotency_mismatch"));

    let sheet = ground.get(&path).json();
    let product = &sheet["product"];
    assert_eq!(
        (&product["status"], &product["slug"]),
        (&json!("draft"), &json!("harbour-shirt-of-programs"))
    );
    assert_eq!(product["variants"][1]["price"], json!({ "amount": 2490, "currency": "EUR" }));
    let description = product["description"].as_str().expect("a text");
    assert!(description.contains("Soft") && !description.contains("script"), "{description}");
    let stranger = ground.shop.visitor();
    let page = "/p/harbour-shirt-of-programs";
    assert_eq!(stranger.get(page).status, 404, "nobody sees a draft");

    let first = made.header("etag").to_owned();
    let mut longer = product.clone();
    longer["title"] = json!("Longer shirt");
    longer["description"] = json!("x".repeat(90_000));
    let changed = ground.change("PUT", &path, &first, &longer);
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(changed.json()["product"]["title"], "Longer shirt");
    let second = changed.header("etag").to_owned();
    assert_ne!(second, first);
    let same = ground.change("PUT", &path, &first, &longer);
    assert_eq!((same.status, same.header("etag")), (200, second.as_str()), "it stands so already");

    assert_eq!(ground.change("POST", &format!("{path}/publish"), &first, &json!({})).status, 412);
    for _ in 0..2 {
        let shown = ground.change("POST", &format!("{path}/publish"), &second, &json!({}));
        assert_eq!(shown.json()["product"]["status"], "active", "{}", shown.body);
    }
    let seen = stranger.get(page);
    assert!(seen.status == 200 && seen.body.contains("Longer shirt"), "{}", seen.status);
    let third = ground.get(&path).header("etag").to_owned();
    let put_away = ground.change("POST", &format!("{path}/archive"), &third, &json!({}));
    assert_eq!(put_away.json()["product"]["status"], "archived", "{}", put_away.body);
    assert_eq!(stranger.get(page).status, 410);

    let copy = || ground.call("POST", &format!("{path}/duplicate"), ("idempotency-key", "c-1"), "");
    let (one, two) = (copy(), copy());
    assert_eq!((one.status, place(&one)), (201, place(&two)), "{}", one.body);
    assert_eq!(one.json()["product"]["title"], "Copy of Longer shirt");
    let log = ground.owner.get("/admin/audit").body;
    for deed in ["created", "changed", "published", "archived", "duplicated"] {
        assert!(log.contains(&format!("product_{deed}")), "{deed}");
    }
    assert!(log.contains("with token"), "the log names the token");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_two_programs_changed_is_told_and_not_overwritten() {
    let ground = Ground::lay().await;
    let made = ground.make("shirt-2", &shirt());
    let (path, first) = (place(&made), made.header("etag").to_owned());
    let product = made.json()["product"].clone();
    let mut theirs = product.clone();
    theirs["title"] = json!("Their shirt");
    theirs["brand"] = json!("Their brand");
    theirs["variants"][0]["price"]["amount"] = json!(1990);
    assert_eq!(ground.change("PUT", &path, &first, &theirs).status, 200);
    let mut mine = product.clone();
    mine["title"] = json!("My shirt");
    mine["summary"] = json!("My summary.");
    mine["variants"][0]["price"]["amount"] = json!(2990);
    let late = ground.change("PUT", &path, &first, &mine);
    assert_eq!(refused(&late), (412, "changed_meanwhile".to_owned(), vec![]));
    let standing = ground.get(&path).json();
    assert_eq!(late.json()["version"], standing["version"]);
    let conflicts = late.json()["conflicts"].clone();
    let told: Vec<_> = conflicts
        .as_array()
        .expect("a list")
        .iter()
        .map(|both| {
            let text = |name: &str| both[name].as_str().unwrap_or_default().to_owned();
            (text("field"), text("sku"), text("mine"), text("theirs"))
        })
        .collect();
    let own = |texts: [&str; 4]| {
        let [field, sku, mine, theirs] = texts.map(ToOwned::to_owned);
        (field, sku, mine, theirs)
    };
    assert_eq!(told[0], own(["title", "", "My shirt", "Their shirt"]));
    assert_eq!(
        (told.len(), told[1].0.as_str(), told[1].1.as_str()),
        (2, "variants", "API-SHIRT-S")
    );
    assert!(told[1].2.contains("29.90") && told[1].3.contains("19.90"), "{told:?}");
    assert_eq!(standing["product"]["title"], "Their shirt");
    assert_eq!(standing["product"]["summary"], "");
    let never = ground.change("PUT", &path, "\"99\"", &mine);
    assert_eq!(refused(&never).0, 412, "that version never was");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_a_product_is_told_by_the_names_of_the_api() {
    let ground = Ground::lay().await;
    for (method, path) in [("GET", LIST), ("POST", LIST), ("PUT", "/api/admin/products/any")] {
        let answer = ground.owner.send(method, path, &[JSON], "{}");
        assert_eq!(refused(&answer).0, 401, "{method}: a session of staff does not count");
    }
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 9] = [
        ("title", |body| body["title"] = json!(" ")),
        ("slug", |body| body["slug"] = json!("No Slug")),
        ("taxClass", |body| body["taxClass"] = json!("none")),
        ("status", |body| body["status"] = json!("sold")),
        ("categories", |body| body["categories"] = json!(["no-such-category"])),
        ("variants.0.price", |body| body["variants"][0]["price"]["currency"] = json!("USD")),
        ("variants.1.sku", |body| body["variants"][1]["sku"] = json!("API-SHIRT-S")),
        ("variants.1.options", |body| body["variants"][1]["options"] = json!([])),
        ("role", |body| body["role"] = json!("owner")),
    ];
    for (field, change) in changes {
        let mut body = shirt();
        change(&mut body);
        let (status, code, fields) = refused(&ground.make("wrong", &body));
        assert_eq!((status, code.as_str()), (422, "invalid"), "{field}");
        assert!(fields.iter().any(|named| named == field), "{field} in {fields:?}");
    }
    let mut taken = shirt();
    taken["variants"][0]["sku"] = json!("MUG-110-GRAPHITE");
    assert_eq!(refused(&ground.make("wrong", &taken)).2, ["variants.0.sku"]);
    let long = format!(r#"{{"title": "{}"}}"#, "x".repeat(1_100_000));
    let long = ground.call("POST", LIST, ("idempotency-key", "long"), &long);
    assert_eq!(refused(&long).0, 413);
    let bearer = ("authorization", ground.bearer.as_str());
    let unkeyed = ground.program.send("POST", LIST, &[JSON, bearer], &shirt().to_string());
    assert_eq!(refused(&unkeyed).0, 400);
    let none = ground.get("/api/admin/products?query=harbour+shirt+of+programs").json();
    assert_eq!((&none["products"], &none["total"]), (&json!([]), &json!(0)), "nothing was made");

    let path = place(&ground.make("right", &shirt()));
    let unread = ground.program.send("PUT", &path, &[JSON, bearer], &shirt().to_string());
    assert_eq!(refused(&unread).0, 400, "no version is named");
    let mut without = shirt();
    without["status"] = Value::Null;
    let without = ground.change("PUT", &path, "\"1\"", &without);
    assert_eq!(refused(&without), (422, "invalid".to_owned(), vec!["status".to_owned()]));
    for absent in ["p-none", "%FF"] {
        let path = format!("{LIST}/{absent}");
        assert_eq!(refused(&ground.get(&path)).0, 404, "{absent}");
        assert_eq!(refused(&ground.change("PUT", &path, "\"1\"", &shirt())).0, 404, "{absent}");
        let publish = format!("{path}/publish");
        assert_eq!(refused(&ground.change("POST", &publish, "\"1\"", &json!({}))).0, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_narrowed_and_read_page_by_page() {
    let ground = Ground::lay().await;
    let made = ground.make("shirt-3", &shirt());
    let id = made.json()["id"].clone();
    let drafts = ground.get("/api/admin/products?query=api-shirt&status=draft").json();
    let row = &drafts["products"][0];
    assert_eq!((&drafts["total"], &row["id"], &row["status"]), (&json!(1), &id, &json!("draft")));
    assert_eq!(row["price"], json!({ "amount": 2490, "currency": "EUR" }));
    assert_eq!(drafts["nextCursor"], Value::Null);
    let sorted = "/api/admin/products?sort=price&limit=2";
    let first = ground.get(sorted).json();
    let ids = |page: &Value| -> Vec<Value> {
        let rows = page["products"].as_array().expect("a list").iter();
        rows.map(|row| row["id"].clone()).collect()
    };
    let cursor = first["nextCursor"].as_str().expect("there are more");
    let second = ground.get(&format!("{sorted}&nextCursor={cursor}")).json();
    assert_eq!((ids(&first).len(), ids(&second).len()), (2, 2), "{second}");
    assert!(ids(&first).iter().all(|id| !ids(&second).contains(id)));
    for bad in ["limit=51", "status=lost", "sort=rating", "nextCursor=x", "since=May"] {
        let answer = ground.get(&format!("{LIST}?{bad}"));
        assert_eq!(refused(&answer), (400, "bad_request".to_owned(), vec![]), "{bad}");
    }
}
