use std::io::BufRead;

use catalog::import::{self, Format, Mapping, Options, PictureOfKind, Report};
use kernel::Sku;
use storefront::{catalogue::Catalogue, image::Image};

use crate::ground::{Ground, product_id};

const MAPPING: &str = r#"
[product]
id = "x-{code}"
sku = "X-{code}"
external_id = "{code}"
slug_suffix = "{code}"
title = "{title}"
brand = "{maker}"
summary = "{short}"
description = [{ text = "{short}" }, { heading = "Fits", text = "{fits}" }]
created_at = "since"
barcodes = "ean"
remote_images = ["picture"]
tax_class = "standard"
starting_stock = 25

[price]
column = "price"
currency = "EUR"
unit = "major"

[specs]
prefixes = ["attr_"]
leave_out = "pallet"
units = { width = "mm" }

[[categories]]
slug = "lights"
name = "Lights"

[[categories]]
slug = "lamps"
name = "Lamps"
parent = "lights"

[[categories]]
slug = "other"
name = "Other"

[[rules]]
category = "lamps"
kind = "Lamp"
when = [{ columns = ["title", "short"], matches = "\\blamps?\\b" }]
unless = [{ columns = ["title"], matches = "shade" }]

[otherwise]
category = "other"
"#;

/// Draws nothing but knows what it was asked for.
struct Drawn;

impl PictureOfKind for Drawn {
    fn picture(&self, category_slug: &str, _title: &str) -> Option<Image> {
        (category_slug == "lamps").then(|| Image {
            key: "0".repeat(32),
            alt: String::new(),
            width: 800,
            height: 600,
        })
    }
}

fn file(text: &'static str) -> Box<dyn BufRead + Send> {
    Box::new(text.as_bytes())
}

async fn import(ground: &Ground, text: &'static str, format: Format, dry_run: bool) -> Report {
    let mapping = Mapping::parse(MAPPING).expect("well formed");
    let mut seen = 0;
    let report = import::run(
        file(text),
        format,
        &mapping,
        Options { dry_run },
        ground,
        &Drawn,
        &mut |progress| seen = progress.rows,
    )
    .await
    .expect("the file and the store can be read");
    assert_eq!(seen, text.lines().filter(|line| !line.starts_with("code,")).count() as u64);
    report
}

const ROWS: &str = r#"{"code":"1","title":"Desk Lamp","maker":"Ray","short":"Warm, bright, small","price":12.5,"since":"2020-02-29T10:00:00Z","ean":["40-123","4012345678901"],"picture":"http://example.org/1.jpg","attr_width":56.0,"attr_pallet_width":9.0,"fits":"E27"}
{"code":"2","title":"Lamp shade","maker":"Ray","price":3}
{"code":"3","title":"Free lamp","maker":"Ray","price":0}
{"code":"4 5","maker":"Ray","price":"cheap"}
no JSON
"#;

#[tokio::test]
async fn good_rows_are_kept_and_wrong_ones_named() {
    let ground = Ground::new().await;
    let report = import(&ground, ROWS, Format::JsonLines, false).await;
    assert_eq!((report.created, report.updated, report.unchanged), (2, 0, 0));
    let errors: Vec<_> =
        report.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
    assert_eq!(
        errors,
        [(3, "price"), (4, "title"), (4, "code"), (4, "code"), (4, "price"), (5, "")]
    );
    let sku = |text| Sku::parse(text).expect("a SKU");
    assert_eq!(report.stock, [(sku("X-1"), 25), (sku("X-2"), 25)]);

    let lamp = ground.product(&product_id("x-1")).await.expect("for sale");
    assert_eq!(lamp.slug.as_str(), "desk-lamp-1");
    assert_eq!(lamp.external_id.as_deref(), Some("1"));
    assert_eq!(lamp.variants[0].price.amount(), 1250);
    assert_eq!(lamp.variants[0].barcodes, ["4012345678901"]);
    assert_eq!(lamp.created_at.rfc3339(), "2020-02-29T10:00:00Z");
    assert_eq!(
        lamp.description_html,
        "<ul><li>Warm</li><li>bright</li><li>small</li></ul><h3>Fits</h3><p>E27</p>"
    );
    let specs: Vec<_> = lamp.specs.iter().map(|s| format!("{}={}", s.name, s.value)).collect();
    assert_eq!(specs, ["Kind=Lamp", "Width=56 mm"]);
    assert_eq!(lamp.images[0].alt, "Desk Lamp");
    let path: Vec<_> = lamp.breadcrumbs.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(path, ["Lights", "Lamps"]);
    let shade = ground.product(&product_id("x-2")).await.expect("for sale");
    assert_eq!(shade.breadcrumbs[0].name, "Other");
    assert!(shade.images.is_empty());
    ground.clear().await;
}

#[tokio::test]
async fn a_second_import_writes_what_differs() {
    let ground = Ground::new().await;
    let first = "code,title,maker,price\n1,Lamp,Ray,10\n2,Torch,Ray,20.5\n";
    let report = import(&ground, first, Format::Csv, false).await;
    assert_eq!((report.created, report.errors.len()), (2, 0));
    let report = import(&ground, first, Format::Csv, false).await;
    assert_eq!((report.created, report.updated, report.unchanged), (0, 0, 2));
    // The server receives stock for the same rows once, whatever the report repeats.
    assert_eq!(report.stock.len(), 2);
    let changed = "code,title,maker,price\n1,Lamp,Ray,10\n2,Torch,Ray,19.5\n3,Fire,Ray\n";
    let report = import(&ground, changed, Format::Csv, false).await;
    assert_eq!((report.created, report.updated, report.unchanged), (0, 1, 1));
    assert_eq!(report.errors[0].row, 3);
    assert_eq!(ground.product(&product_id("x-1")).await.expect("there").version, 1);
    assert_eq!(ground.product(&product_id("x-2")).await.expect("there").version, 2);
    ground.clear().await;
}

#[tokio::test]
async fn a_dry_run_writes_nothing_and_says_the_same() {
    let ground = Ground::new().await;
    let dry = import(&ground, ROWS, Format::JsonLines, true).await;
    assert_eq!(ground.count_products().await.expect("counted"), 0);
    assert!(ground.top_categories().await.expect("answered").is_empty());
    let wet = import(&ground, ROWS, Format::JsonLines, false).await;
    assert_eq!(dry, wet);
    let dry = import(&ground, ROWS, Format::JsonLines, true).await;
    assert_eq!((dry.created, dry.unchanged), (0, 2));
    ground.clear().await;
}
