//! Products as staff write them.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use catalog::ProductEditor;
use kernel::{AccountId, Currency, ProductId};
use storefront::{
    ShopError,
    account::Caller,
    catalogue::Catalogue,
    draft::ProductStatus,
    image::Image,
    product::Spec,
    product_desk::{
        AxisRow, KEPT_VERSIONS, ProductDesk, ProductError, ProductForm, Saved, SpecSuggestion,
        VariantRow,
    },
    staff::{Role, StaffMember},
};

use crate::ground::{Ground, category, product, product_id, review, slug};

/// What stands in the log.
#[derive(Default)]
struct Log {
    lines: Mutex<Vec<String>>,
    away: AtomicBool,
}

#[async_trait]
impl DeedLog for Log {
    async fn write(&self, deed: &Deed<'_>) -> Result<(), ShopError> {
        if self.away.load(Ordering::Relaxed) {
            return Err(ShopError::Unavailable);
        }
        let line = format!("{} {}", deed.action, deed.subject);
        self.lines.lock().expect("nobody breaks off").push(line);
        Ok(())
    }
}

/// A catalogue with the product `one`, and who writes in it.
struct Desk {
    ground: Ground,
    editor: ProductEditor,
    log: Arc<Log>,
}

fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("mira").expect("an id"),
        name: "Mira".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

fn mira() -> StaffMember {
    member(Role::Catalogue)
}

impl Desk {
    async fn open() -> Self {
        let ground = Ground::new().await;
        ground.put_category(&category("top", None)).await.expect("written");
        ground.put_category(&category("sub", Some("top"))).await.expect("written");
        let mut one = product("one");
        one.categories = vec![category("sub", None).id];
        ground.put_product(&one, None).await.expect("written");
        let log = Arc::new(Log::default());
        let editor = ProductEditor::new(ground.shared(), log.clone(), Currency::EUR);
        Self { ground, editor, log }
    }

    async fn close(self) {
        drop(self.editor);
        self.ground.clear().await;
    }

    /// The form on the page of a product, as it stands.
    async fn form(&self, id: &ProductId) -> ProductForm {
        let sheet = self.editor.sheet(&mira(), id).await.expect("there");
        ProductForm { version: sheet.version.to_string(), ..ProductForm::of(&sheet.product) }
    }

    async fn change(&self, form: &ProductForm) -> Result<Saved, ProductError> {
        self.editor.change(&mira(), &product_id("one"), form, &Caller::default()).await
    }

    async fn create(&self, form: &ProductForm) -> Result<(ProductId, Saved), ProductError> {
        self.editor.create(&mira(), form, &Caller::default()).await
    }

    fn lines(&self) -> Vec<String> {
        self.log.lines.lock().expect("nobody breaks off").clone()
    }
}

/// A form for a shirt in two sizes.
fn shirt(key: &str) -> ProductForm {
    let form = ProductForm {
        title: "Shirt".to_owned(),
        description: "<p onclick='x()'>Soft<script>evil()</script></p>".to_owned(),
        tax_class: "standard".to_owned(),
        stock_tracked: true,
        status: "active".to_owned(),
        categories: vec!["sub".to_owned()],
        axes: vec![AxisRow { name: "Size".to_owned(), values: "S, M".to_owned() }],
        variants: vec![VariantRow { price: "12.50".to_owned(), ..VariantRow::default() }],
        key: key.to_owned(),
        ..ProductForm::default()
    };
    form.with_grid().expect("a grid")
}

fn fields(error: ProductError) -> Vec<String> {
    match error {
        ProductError::Refused { refusals, .. } => {
            refusals.into_iter().map(|refusal| refusal.field).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_product_is_made_once_however_often_its_form_is_sent() {
    let desk = Desk::open().await;
    let (id, saved) = desk.create(&shirt("key1")).await.expect("made");
    assert_eq!(saved, Saved::Now);
    assert_eq!(desk.create(&shirt("key1")).await, Ok((id.clone(), Saved::Before)));
    let shown = desk.ground.product(&id).await.expect("for sale");
    assert_eq!((shown.slug.as_str(), shown.description_html.as_str()), ("shirt", "<p>Soft</p>"));
    assert_eq!(shown.variants.len(), 2);
    let sheet = desk.editor.sheet(&mira(), &id).await.expect("there");
    assert_eq!(sheet.changed_by, Some(mira().account));
    let tree: Vec<_> =
        sheet.choices.categories.iter().map(|one| (one.id.as_str(), one.depth)).collect();
    assert_eq!(tree, [("top", 0), ("sub", 1)]);
    let specs: Vec<_> = sheet.choices.specs.iter().map(|spec| spec.name.as_str()).collect();
    assert_eq!(specs, ["Colour"], "that of the neighbour");
    assert_eq!(desk.lines(), [format!("product_created product {id}")]);
    let other = ProductForm { title: "Other".to_owned(), ..shirt("key1") };
    assert_eq!(desk.create(&other).await, Err(ProductError::KeyUsed));
    desk.close().await;
}

#[tokio::test]
async fn specs_are_suggested_from_all_categories_with_their_values() {
    let desk = Desk::open().await;
    let (top, sub) = (category("top", None).id, category("sub", None).id);
    let spec = |name: &str, value: &str| Spec { name: name.to_owned(), value: value.to_owned() };
    let mut two = product("two");
    two.categories = vec![sub.clone(), top.clone()];
    two.specs = vec![spec("Cloth", "Wool"), spec("Colour", "Blue")];
    desk.ground.put_product(&two, None).await.expect("written");
    let told = |specs: Vec<SpecSuggestion>| {
        let told =
            specs.into_iter().map(|spec| format!("{}: {}", spec.name, spec.values.join(", ")));
        told.collect::<Vec<_>>()
    };
    let both = [sub, top.clone()];
    let found = desk.editor.specs_of(&mira(), &both).await.expect("read");
    assert_eq!(told(found.clone()), ["Cloth: Wool", "Colour: Blue, Red"]);
    let sheet = desk.editor.sheet(&mira(), &product_id("two")).await.expect("there");
    assert_eq!(sheet.choices.specs, found, "of a product that is in both");
    let found = desk.editor.specs_of(&mira(), &[top]).await.expect("read");
    assert_eq!(told(found), ["Cloth: Wool", "Colour: Blue"], "not what is below");
    assert_eq!(desk.editor.specs_of(&mira(), &[]).await, Ok(Vec::new()));
    let refused = desk.editor.specs_of(&member(Role::Warehouse), &both).await;
    assert_eq!(refused, Err(ProductError::Forbidden));
    desk.close().await;
}

#[tokio::test]
async fn what_another_product_has_is_named_at_its_field() {
    let desk = Desk::open().await;
    let mut form = ProductForm { slug: "one".to_owned(), ..shirt("key1") };
    form.variants[1].sku = "SKU-one".to_owned();
    let refused = fields(desk.create(&form).await.expect_err("refused"));
    assert_eq!(refused, ["slug", "variant.1.sku"]);
    let mut form = shirt("key1");
    form.categories = vec!["none".to_owned()];
    assert_eq!(fields(desk.create(&form).await.expect_err("refused")), ["category"]);
    assert!(desk.lines().is_empty(), "what was not done is not told");
    desk.close().await;
}

#[tokio::test]
async fn a_change_is_written_once_and_said_before_it_is_done() {
    let desk = Desk::open().await;
    let one = product_id("one");
    let form = ProductForm { title: "Else".to_owned(), ..desk.form(&one).await };
    desk.log.away.store(true, Ordering::Relaxed);
    assert_eq!(desk.change(&form).await, Err(ProductError::Unavailable));
    assert_eq!(desk.form(&one).await.title, "Product one");
    desk.log.away.store(false, Ordering::Relaxed);
    assert_eq!(desk.change(&form).await, Ok(Saved::Now));
    assert_eq!(desk.change(&form).await, Ok(Saved::Before), "sent twice");
    assert_eq!(desk.lines(), ["product_changed product one"]);
    assert_eq!(desk.ground.product(&one).await.expect("there").version, 2);
    let by = member(Role::Analyst);
    let forbidden = desk.editor.change(&by, &one, &form, &Caller::default()).await;
    assert_eq!(forbidden, Err(ProductError::Forbidden));
    assert!(desk.editor.sheet(&by, &one).await.is_ok());
    desk.close().await;
}

#[tokio::test]
async fn two_people_lose_nothing() {
    let desk = Desk::open().await;
    let one = product_id("one");
    let read = desk.form(&one).await;
    let mut hers =
        ProductForm { title: "Hers".to_owned(), brand: "Hers".to_owned(), ..read.clone() };
    hers.variants[0].price = "11".to_owned();
    let his = ProductForm { title: "His".to_owned(), summary: "His".to_owned(), ..read };
    assert_eq!(desk.change(&hers).await, Ok(Saved::Now));
    let conflict = match desk.change(&his).await {
        Err(ProductError::Conflict(conflict)) => conflict,
        other => panic!("no conflict: {other:?}"),
    };
    assert_eq!(conflict.conflicts.len(), 1);
    let both = &conflict.conflicts[0];
    assert_eq!(
        (both.part.as_str(), both.mine.as_str(), both.theirs.as_str()),
        ("title", "His", "Hers")
    );
    assert_eq!(desk.form(&one).await.title, "Hers", "nothing is overwritten");
    let form = &conflict.form;
    assert_eq!((form.brand.as_str(), form.summary.as_str()), ("Hers", "His"));
    assert_eq!((form.variants[0].price.as_str(), form.version.as_str()), ("11.00", "2"));
    let choices = vec![("title".to_owned(), "theirs".to_owned())];
    let bad = ProductForm { tax_class: String::new(), choices: choices.clone(), ..form.clone() };
    match desk.change(&bad).await {
        Err(ProductError::Refused { resolved: Some(resolved), .. }) => {
            assert_eq!(resolved.title, "Hers", "what was chosen is not asked again");
        }
        other => panic!("not refused: {other:?}"),
    }
    let chosen = ProductForm { choices, ..form.clone() };
    assert_eq!(desk.change(&chosen).await, Ok(Saved::Now));
    let now = desk.form(&one).await;
    assert_eq!(
        (now.title.as_str(), now.brand.as_str(), now.summary.as_str()),
        ("Hers", "Hers", "His")
    );
    desk.close().await;
}

#[tokio::test]
async fn a_rating_meanwhile_is_in_nobodys_way() {
    let desk = Desk::open().await;
    let one = product_id("one");
    let read = desk.form(&one).await;
    desk.ground.put_reviews(&[review("r", "one", 4)]).await.expect("written");
    let form = ProductForm { title: "Else".to_owned(), ..read.clone() };
    assert_eq!(desk.change(&form).await, Ok(Saved::Now));
    let stored = desk.ground.product(&one).await.expect("there");
    assert_eq!((stored.version, stored.rating.map(|rating| rating.count)), (3, Some(1)));
    let late = ProductForm { title: "Late".to_owned(), ..read };
    assert!(matches!(desk.change(&late).await, Err(ProductError::Conflict(_))));
    desk.close().await;
}

#[tokio::test]
async fn an_import_meanwhile_is_not_overwritten() {
    let desk = Desk::open().await;
    let read = desk.form(&product_id("one")).await;
    let mut imported = product("one");
    imported.title = "Imported".to_owned();
    let outcomes = desk.ground.upsert_products(&[imported]).await.expect("written");
    assert!(outcomes.iter().all(Result::is_ok));
    let late = ProductForm { title: "Late".to_owned(), ..read };
    match desk.change(&late).await {
        Err(ProductError::Conflict(conflict)) => {
            let parts: Vec<_> = conflict.conflicts.iter().map(|one| one.part.as_str()).collect();
            assert_eq!(parts, ["title"]);
        }
        other => panic!("no conflict: {other:?}"),
    }
    desk.close().await;
}

#[tokio::test]
async fn an_earlier_version_is_written_as_the_next() {
    let desk = Desk::open().await;
    let one = product_id("one");
    for title in ["Two", "Three"] {
        let form = ProductForm { title: title.to_owned(), ..desk.form(&one).await };
        assert_eq!(desk.change(&form).await, Ok(Saved::Now));
    }
    let history = desk.editor.history(&mira(), &one).await.expect("told");
    let told: Vec<_> = history.versions.iter().map(|one| (one.version, one.by.is_some())).collect();
    assert_eq!(told, [(3, true), (2, true), (1, false)]);
    let first = &history.versions[0].differences;
    assert_eq!(
        (first.len(), first[0].before.as_str(), first[0].after.as_str()),
        (1, "Two", "Three")
    );
    assert!(history.versions[2].differences.is_empty());
    let restore = async |earlier, read| {
        desk.editor.restore(&mira(), &one, earlier, read, &Caller::default()).await
    };
    assert_eq!(restore(1, 2).await, Err(ProductError::Stale));
    assert_eq!(restore(9, 3).await, Err(ProductError::NotFound));
    assert_eq!(restore(1, 3).await, Ok(Saved::Now));
    assert_eq!(restore(1, 3).await, Ok(Saved::Before), "sent twice");
    let shown = desk.ground.product(&one).await.expect("there");
    assert_eq!((shown.version, shown.title.as_str()), (4, "Product one"));
    assert_eq!(desk.lines()[2], "product_restored product one");
    desk.close().await;
}

#[tokio::test]
async fn an_earlier_version_takes_no_pictures_off_that_nobody_has_seen() {
    let desk = Desk::open().await;
    let one = product_id("one");
    let two = ProductForm { title: "Two".to_owned(), ..desk.form(&one).await };
    assert_eq!(desk.change(&two).await, Ok(Saved::Now));
    let read = desk.form(&one).await;
    let mut pictured = desk.editor.sheet(&mira(), &one).await.expect("read").product;
    let (key, alt) = ("0".repeat(32), "A thing".to_owned());
    pictured.images = vec![Image { key, alt, width: 4, height: 3 }];
    desk.ground.put_product(&pictured, None).await.expect("written");
    let restored = desk.editor.restore(&mira(), &one, 1, 2, &Caller::default()).await;
    assert_eq!(restored, Err(ProductError::Stale));
    assert_eq!(desk.form(&one).await.title, "Two", "nothing was overwritten");
    // Nothing but the pictures is another, and the form has none.
    let three = ProductForm { title: "Three".to_owned(), ..read };
    assert_eq!(desk.change(&three).await, Ok(Saved::Now));
    desk.close().await;
}

#[tokio::test]
async fn the_newest_versions_are_kept() {
    let desk = Desk::open().await;
    for number in 0..KEPT_VERSIONS + 3 {
        let mut draft = product("one");
        draft.title = format!("Title {number}");
        desk.ground.put_product(&draft, None).await.expect("written");
    }
    let history = desk.editor.history(&mira(), &product_id("one")).await.expect("told");
    assert_eq!(history.versions.len(), KEPT_VERSIONS + 1);
    let numbers = history.versions.iter().map(|version| version.version);
    assert!(numbers.rev().is_sorted(), "the newest first");
    desk.close().await;
}

#[tokio::test]
async fn a_copy_is_a_draft_of_its_own() {
    let desk = Desk::open().await;
    let one = product_id("one");
    let duplicate = async |key| desk.editor.duplicate(&mira(), &one, key, &Caller::default()).await;
    let copy = duplicate("key1").await.expect("copied");
    assert_eq!(duplicate("key1").await, Ok(copy.clone()), "sent twice");
    let again = duplicate("key2").await.expect("copied");
    let (copy, again) = (desk.form(&copy).await, desk.form(&again).await);
    assert_eq!((copy.title.as_str(), copy.status.as_str()), ("Copy of Product one", "draft"));
    assert_eq!(copy.variants[0].sku, "SKU-one-COPY");
    assert_ne!(copy.slug, again.slug);
    assert_ne!(copy.variants[0].sku, again.variants[0].sku);
    assert_eq!(desk.lines().len(), 2);
    desk.close().await;
}

#[tokio::test]
async fn a_product_is_shown_to_shoppers_and_taken_away_again() {
    let desk = Desk::open().await;
    let one = product_id("one");
    let set = async |status, read| {
        desk.editor.set_status(&mira(), &one, status, read, &Caller::default()).await
    };
    assert_eq!(set(ProductStatus::Archived, 1).await, Ok(Saved::Now));
    assert_eq!(set(ProductStatus::Archived, 1).await, Ok(Saved::Before), "sent twice");
    assert_eq!(desk.ground.product_by_slug(&slug("one")).await, Err(ShopError::Gone));
    assert_eq!(set(ProductStatus::Active, 1).await, Err(ProductError::Stale));
    assert_eq!(set(ProductStatus::Active, 2).await, Ok(Saved::Now));
    assert_eq!(desk.editor.preview(&mira(), &one).await.expect("there").title, "Product one");
    assert_eq!(desk.lines(), ["product_archived product one", "product_published product one"]);
    desk.close().await;
}
