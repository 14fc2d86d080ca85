use catalog::ProductExport;
use kernel::{Currency, Money};
use storefront::{
    catalogue::Catalogue,
    draft::{ProductDraft, ProductStatus},
    import_room::{
        CatalogueExport, ExportFormat, FileFormat, ImportRoomError, Importer, ImporterError,
    },
    product::{OptionChoice, Spec},
    staff::StaffMember,
};

use crate::{
    ground::{category, product, product_id, variant},
    import_ground::{Shop, Told, analyst},
};

const GOODS: &str = "sku;title;price;category;tags;EAN;spec:Colour\n\
                     MUG-1;Mug;12,50;lamps;a, b;40123456;Red\n\
                     PEN-1;Pen;cheap;lamps;;;\n\
                     INK-1;Ink;3;nowhere;;12;\n\
                     ;;;;;;\n";

#[tokio::test]
async fn good_rows_are_imported_and_wrong_ones_are_told_by_row_and_column() {
    let shop = Shop::new().await;
    shop.ground.put_category(&category("lamps", None)).await.expect("put");
    let dry = shop.follow(GOODS.as_bytes(), true, Told::default()).await;
    assert_eq!(dry.sums(), (1, 0, 0, 6));
    let mut places = dry.places();
    places.sort_unstable();
    let wrong = [(2, "price"), (3, "EAN"), (3, "category"), (4, "price"), (4, "sku"), (4, "title")];
    assert_eq!(places, wrong);
    assert_eq!(shop.ground.count_products().await.expect("counted"), 0);
    assert_eq!((dry.counts.rows, dry.counts.bytes), (4, GOODS.len() as u64));

    let told = shop.import(GOODS).await;
    assert_eq!((told.sums(), told.faults.len()), (dry.sums(), dry.faults.len()));
    let mug = shop.ground.product(&product_id("mug-1")).await.expect("for sale");
    assert_eq!((mug.slug.as_str(), mug.title.as_str()), ("mug-mug-1", "Mug"));
    assert_eq!(mug.variants[0].price, Money::new(1_250, Currency::EUR).expect("a price"));
    assert_eq!(
        (mug.tags.join("|"), mug.variants[0].barcodes.join("|")),
        ("a|b".into(), "40123456".into())
    );
    assert_eq!(mug.specs, [Spec { name: "Colour".to_owned(), value: "Red".to_owned() }]);
    assert_eq!((mug.images[0].alt.as_str(), mug.breadcrumbs[0].name.as_str()), ("Mug", "LAMPS"));
    assert_eq!(shop.import(GOODS).await.sums(), (0, 0, 1, 6));
    shop.ground.clear().await;
}

#[tokio::test]
async fn what_no_column_holds_stays_as_it_is() {
    let shop = Shop::new().await;
    let draft = product("mug");
    shop.ground.put_product(&draft, None).await.expect("put");
    let told = shop.import("sku,price\nSKU-mug,11.00\n").await;
    assert_eq!(told.sums(), (0, 1, 0, 0));
    let mug = shop.ground.product(&product_id("mug")).await.expect("for sale");
    assert_eq!((mug.version, mug.variants[0].price.amount()), (2, 1_100));
    assert_eq!(
        (&mug.title, &mug.summary, &mug.specs),
        (&draft.title, &draft.summary, &draft.specs)
    );
    let told = shop.import("sku,price\nSKU-mug,11\nNEW-1,5\n").await;
    assert_eq!((told.sums(), told.places()), ((0, 0, 1, 1), vec![(2, "")]), "it lacks a title");
    let told = shop.import("id,sku\nmug,OTHER-1\nelse,SKU-mug\n").await;
    assert_eq!(told.places(), [(1, "sku"), (2, "sku")]);
    shop.ground.clear().await;
}

/// A product with all that can make trouble in a file.
fn troublesome() -> ProductDraft {
    let choice = |value: &str| OptionChoice { axis: "Size".to_owned(), value: value.to_owned() };
    let sized = |sku: &str, cents, size| {
        let mut variant = variant(sku, cents);
        variant.options = vec![choice(size)];
        variant
    };
    let spec = |name: &str, value: &str| Spec { name: name.to_owned(), value: value.to_owned() };
    let mut large = sized("SHIRT-L", 2_500, "L");
    large.compare_at = Money::new(3_000, Currency::EUR).ok();
    large.barcodes = vec!["4012345678901".to_owned(), "40123456".to_owned()];
    ProductDraft {
        status: ProductStatus::Archived,
        external_id: Some("-5".to_owned()),
        title: "=SUM(A1) \"shirt\", large".to_owned(),
        brand: "@brand".to_owned(),
        summary: "'=1; two".to_owned(),
        description_html: "<p>One &amp; <b>two</b></p>\n<ul><li>three</li></ul>".to_owned(),
        tags: vec!["a, b".to_owned(), "+c".to_owned()],
        axes: vec!["Size".to_owned()],
        variants: vec![sized("SHIRT-S", 2_000, "S"), large],
        specs: vec![spec("Ratio", "16:9"), spec("A: b", "-c")],
        ..product("shirt")
    }
}

#[tokio::test]
async fn an_import_of_what_was_exported_changes_nothing() {
    let shop = Shop::new().await;
    shop.ground.put_category(&category("lamps", None)).await.expect("put");
    let mut drafts = vec![troublesome(), ProductDraft { brand: String::new(), ..product("mug") }];
    drafts[1].categories.push(category("lamps", None).id);
    drafts[1].status = ProductStatus::Draft;
    // More than are read or written at once.
    drafts.extend((0..620).map(|number| product(&format!("many-{number}"))));
    for outcome in shop.ground.upsert_products(&drafts).await.expect("the store answers") {
        outcome.expect("put");
    }
    for format in [ExportFormat::Csv, ExportFormat::JsonLines] {
        let file = shop.export(format).await;
        let told = shop.follow(&file, false, Told::default()).await;
        assert_eq!((told.sums(), told.faults.as_slice()), ((0, 0, 622, 0), &[][..]), "{format:?}");
        assert_eq!(told.counts.rows, 623, "a row for each variant");
        assert!(told.batches > 1);
    }
    let file = String::from_utf8(shop.export(ExportFormat::Csv).await).expect("text");
    assert!(file.contains("'=SUM(A1)") && file.contains("'@brand") && file.contains("''=1"));
    assert!(file.contains(",-5,"), "numbers stay numbers");
    // One of two variants is changed, and the other stays.
    let told = shop.import("id,sku,price\nshirt,SHIRT-S,21\nshirt,SHIRT-L,25\n").await;
    assert_eq!(told.sums(), (0, 1, 0, 0));
    shop.ground.clear().await;
}

#[tokio::test]
async fn only_who_may_read_all_products_takes_them_along() {
    let shop = Shop::new().await;
    let nobody = StaffMember { roles: Vec::new(), ..analyst() };
    let export = ProductExport::new(shop.ground.shared());
    let refused = export.export(&nobody, ExportFormat::Csv).await.err();
    assert_eq!(refused, Some(ImportRoomError::Forbidden));
    let empty = String::from_utf8(shop.export(ExportFormat::Csv).await).expect("text");
    assert!(empty.starts_with("id,external_id,slug,") && empty.lines().count() == 1);
    shop.ground.clear().await;
}

#[tokio::test]
async fn an_import_that_is_stopped_keeps_what_it_wrote() {
    let shop = Shop::new().await;
    let mut text = "sku,title,price\n".to_owned();
    for number in 0..1_200 {
        text.push_str(&format!("S-{number},Thing {number},5\n"));
    }
    let told = Told { stop_after: Some(1), ..Told::default() };
    let told = shop.follow(text.as_bytes(), false, told).await;
    // The last row of a batch waits for the next one, which may say more of its product.
    assert_eq!(told.sums(), (499, 0, 0, 0));
    assert_eq!(shop.ground.count_products().await.expect("counted"), 499);
    let told = shop.import(&text).await;
    assert_eq!(told.sums(), (701, 0, 499, 0));
    shop.ground.clear().await;
}

#[tokio::test]
async fn a_file_that_is_none_is_told_of() {
    let shop = Shop::new().await;
    for text in ["sku,title\n", "{\"sku\":\n", "sku,title\n1\n"] {
        let file = shop.file(text.as_bytes());
        let sampled = shop.importer.sample(&file, FileFormat::of(text.as_bytes())).await;
        assert!(matches!(sampled, Err(ImporterError::File(_))), "{text:?}");
    }
    let file = shop.file(b"\xef\xbb\xbfsku,title\nA,B\n");
    let sample = shop.importer.sample(&file, FileFormat::Comma).await.expect("a sample");
    assert_eq!((sample.columns, sample.rows.len()), (vec!["sku".into(), "title".into()], 1));
    shop.ground.clear().await;
}
