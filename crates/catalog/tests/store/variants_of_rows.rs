use kernel::{Currency, Money, Timestamp};
use storefront::{
    catalogue::Catalogue,
    draft::{ProductDraft, ProductStatus},
    import_room::ExportFormat,
    product::{OptionChoice, Spec, Subscription, Variant},
};

use crate::{
    ground::{category, product, product_id, variant},
    import_ground::{Shop, Told},
};

fn choice(axis: &str, value: &str) -> OptionChoice {
    OptionChoice { axis: axis.to_owned(), value: value.to_owned() }
}

/// A shirt of three sizes and four colours, each of which can make trouble in a file.
fn shirt() -> ProductDraft {
    let mut variants: Vec<Variant> = Vec::new();
    for size in ["S", "M, tall", "=L"] {
        for colour in ["Red", "Blue: dark", "a|b", "-"] {
            let sku = format!("SHIRT-{}", variants.len());
            let mut made = variant(&sku, 2_000);
            made.options = vec![choice("Size", size), choice("Colour", colour)];
            made.weight_grams = Some(180);
            made.barcodes = vec![format!("40123456789{:02}", variants.len())];
            variants.push(made);
        }
    }
    variants[1].compare_at = Money::new(2_500, Currency::EUR).ok();
    ProductDraft {
        status: ProductStatus::Draft,
        external_id: Some("old-7".to_owned()),
        description_html: "<p>One &amp; <b>two</b></p>".to_owned(),
        categories: vec![category("lamps", None).id],
        tags: vec!["a, b".to_owned(), "+c".to_owned()],
        specs: vec![Spec { name: "Cut".to_owned(), value: "wide".to_owned() }],
        axes: vec!["Size".to_owned(), "Colour".to_owned()],
        variants,
        tax_class: "reduced".to_owned(),
        seo_title: Some("@shirts".to_owned()),
        seo_description: Some("All of them".to_owned()),
        created_at: Timestamp::from_millis(1_795_269_959_123),
        ..product("shirt")
    }
}

/// Beans that come each month.
fn beans() -> ProductDraft {
    let features = vec!["Fresh, each month".to_owned(), "Ends when you like".to_owned()];
    ProductDraft {
        stock_tracked: false,
        subscription: Some(Subscription { interval_months: 3, features }),
        ..product("beans")
    }
}

#[tokio::test]
async fn what_was_exported_comes_back_into_an_empty_shop() {
    let from = Shop::new().await;
    from.ground.put_category(&category("lamps", None)).await.expect("put");
    for draft in [shirt(), beans(), product("mug")] {
        from.ground.put_product(&draft, None).await.expect("put");
    }
    for format in [ExportFormat::Csv, ExportFormat::JsonLines] {
        let file = from.export(format).await;
        let shop = Shop::new().await;
        shop.ground.put_category(&category("lamps", None)).await.expect("put");
        let dry = shop.follow(&file, true, Told::default()).await;
        assert_eq!((dry.sums(), dry.faults.as_slice()), ((3, 0, 0, 0), &[][..]), "{format:?}");
        let told = shop.follow(&file, false, Told::default()).await;
        assert_eq!((told.sums(), told.counts.rows), ((3, 0, 0, 0), 14), "{format:?}");
        // All that a file says, to the letter.
        assert_eq!(shop.export(format).await, file, "{format:?}");
        let again = shop.follow(&file, false, Told::default()).await;
        assert_eq!(again.sums(), (0, 0, 3, 0), "{format:?}");
        shop.ground.clear().await;
    }
    from.ground.clear().await;
}

#[tokio::test]
async fn a_wrong_row_takes_its_own_variant_with_it_and_no_other() {
    let shop = Shop::new().await;
    let rows = "slug,sku,title,price,compare_at_price,option:Size,option:Colour\n\
                shirt,S-1,Shirt,20,,S,Red\n\
                shirt,S-2,Shirt,cheap,,S,Blue\n\
                shirt,S-3,Shirt,20,,M,\n\
                shirt,S-4,Shirt,20,,S,Red\n\
                shirt,S-5,Shirt,20,19,L,Red\n\
                shirt,S-6,Shirt,20,25,L,Blue\n\
                shirt,S-7,Shirt,20,,,\n\
                mug,M-1,Mug,5,,,\n\
                mug,M-2,Mug,5,,S,Red\n";
    let dry = shop.follow(rows.as_bytes(), true, Told::default()).await;
    let told = shop.import(rows).await;
    let wrong = [
        (2, "price"),
        (3, "option:Size"),
        (4, "option:Size"),
        (5, "compare_at_price"),
        (7, "sku"),
        (9, "sku"),
    ];
    for told in [&dry, &told] {
        let mut places = told.places();
        places.sort_unstable();
        assert_eq!((places.as_slice(), told.sums()), (&wrong[..], (2, 0, 0, 6)));
    }
    let shirt = shop.ground.product(&product_id("s-1")).await.expect("for sale");
    let skus: Vec<&str> = shirt.variants.iter().map(|variant| variant.sku.as_str()).collect();
    assert_eq!((skus, shirt.axes.len()), (vec!["S-1", "S-6"], 2));
    assert_eq!(shirt.variants[1].options, [choice("Size", "L"), choice("Colour", "Blue")]);
    // What was put right is added to it, and an axis that it does not have is none that it gets.
    let told = shop
        .import(
            "sku,slug,price,option:size,option:Cut\nS-2,shirt,20,S,\nS-3,shirt,20,M,wide\n\
             S-6,shirt,21,XL,\n",
        )
        .await;
    assert_eq!(
        (told.sums(), told.places()),
        ((0, 1, 0, 2), vec![(1, "option:size"), (2, "option:Cut")])
    );
    let shirt = shop.ground.product(&product_id("s-1")).await.expect("for sale");
    assert_eq!(shirt.variants[1].options, [choice("Size", "XL"), choice("Colour", "Blue")]);
    shop.ground.clear().await;
}

#[tokio::test]
async fn rows_below_the_first_may_leave_out_what_it_said() {
    let shop = Shop::new().await;
    let rows = "handle,title,vendor,variant sku,variant price,option:Size,tags\n\
                shirt,Shirt,Quay,S-1,20,S,a\n\
                shirt,,,S-2,21,M,\n\
                shirt,Great shirt,,S-3,22,L,\n\
                mug,,,M-1,5,,\n";
    let told = shop.import(rows).await;
    assert_eq!((told.sums(), told.places()), ((1, 0, 0, 1), vec![(4, "title")]));
    let shirt = shop.ground.product(&product_id("shirt")).await.expect("for sale");
    assert_eq!((shirt.title.as_str(), shirt.brand.as_str()), ("Great shirt", "Quay"));
    assert_eq!((shirt.tags.join("|"), shirt.variants.len()), ("a".to_owned(), 3));
    shop.ground.clear().await;
}

#[tokio::test]
async fn an_empty_cell_below_a_row_that_was_refused_clears_nothing() {
    let shop = Shop::new().await;
    let rows = "handle,sku,title,price,option:Size,tags\nshirt,S-1,Shirt,20,S,\"a,b\"\n";
    assert_eq!(shop.import(rows).await.sums(), (1, 0, 0, 0));
    // One is refused for its own cell, one for what it does to the product.
    for wrong in ["cheap,", "20,19"] {
        let told = shop
            .import(&format!(
                "handle,sku,price,compare_at_price,option:Size,tags\n\
                 shirt,S-1,{wrong},S,c\nshirt,S-2,21,,M,\n"
            ))
            .await;
        assert_eq!(told.counts.errors, 1, "{wrong}");
        let shirt = shop.ground.product(&product_id("shirt")).await.expect("for sale");
        assert_eq!((shirt.tags.join("|"), shirt.variants.len()), ("a|b".to_owned(), 2), "{wrong}");
    }
    // In a first row it clears.
    assert_eq!(shop.import("sku,tags\nS-1,\n").await.sums(), (0, 1, 0, 0));
    let shirt = shop.ground.product(&product_id("shirt")).await.expect("for sale");
    assert!(shirt.tags.is_empty());
    shop.ground.clear().await;
}

#[tokio::test]
async fn features_are_of_subscriptions_and_stand_in_the_first_row() {
    let shop = Shop::new().await;
    let rows = "handle,sku,title,price,option:Size,subscription_months,subscription_features,\
                stock_tracked\n\
                beans,B-1,Beans,20,250 g,1,Fresh each month,no\n\
                beans,B-2,,30,500 g,1,,no\n\
                mug,M-1,Mug,5,,,Fresh,no\n";
    let told = shop.import(rows).await;
    let wrong = vec![(3, "subscription_features")];
    assert_eq!((told.sums(), told.places()), ((1, 0, 0, 1), wrong));
    let features = async || {
        let beans = shop.ground.product(&product_id("beans")).await.expect("for sale");
        beans.subscription.as_ref().map(|subscription| subscription.features.join("|"))
    };
    assert_eq!(features().await.as_deref(), Some("Fresh each month"));
    // A list of JSON is a list, whatever its sentences hold.
    let row = r#"{"sku":"B-1","subscription_features":["Fresh, each month","Ends"]}"#;
    assert_eq!(shop.import(row).await.sums(), (0, 1, 0, 0));
    assert_eq!(features().await.as_deref(), Some("Fresh, each month|Ends"));
    shop.ground.clear().await;
}

#[tokio::test]
async fn an_address_leads_to_no_product_of_another_external_id() {
    let shop = Shop::new().await;
    let rows = "external_id,slug,sku,title,price,option:Size\n\
                e-1,shirt,S-1,Shirt,20,S\n\
                e-2,shirt,S-2,Other,20,M\n";
    let told = shop.import(rows).await;
    assert_eq!((told.sums(), told.places()), ((1, 0, 0, 1), vec![(2, "slug")]));
    // Nor to one that is stored; without an external id it does.
    let told = shop.import(rows).await;
    assert_eq!((told.sums(), told.places()), ((0, 0, 1, 1), vec![(2, "slug")]));
    let told = shop.import("slug,sku,price,option:Size\nshirt,S-2,20,M\n").await;
    assert_eq!(told.sums(), (0, 1, 0, 0));
    let shirt = shop.ground.product(&product_id("s-1")).await.expect("for sale");
    assert_eq!((shirt.title.as_str(), shirt.variants.len()), ("Shirt", 2));
    shop.ground.clear().await;
}

#[tokio::test]
async fn a_product_across_two_batches_is_one_product() {
    let shop = Shop::new().await;
    let mut text = "external_id,sku,title,price,option:Size\n".to_owned();
    for number in 0..494 {
        text.push_str(&format!("e{number},T-{number},Thing {number},5,\n"));
    }
    for size in 0..12 {
        text.push_str(&format!("shirt,S-{size},Shirt,20,{size}\n"));
    }
    let dry = shop.follow(text.as_bytes(), true, Told::default()).await;
    assert_eq!((dry.sums(), dry.batches), ((495, 0, 0, 0), 2));
    assert_eq!(shop.import(&text).await.sums(), (495, 0, 0, 0));
    let shirt = shop.ground.product(&product_id("s-0")).await.expect("for sale");
    assert_eq!((shirt.variants.len(), shirt.version), (12, 1));
    assert_eq!(shop.import(&text).await.sums(), (0, 0, 495, 0));
    shop.ground.clear().await;
}

#[tokio::test]
async fn skus_that_differ_in_signs_alone_are_two_products() {
    let shop = Shop::new().await;
    let told = shop.import("sku,title,price\nA.1,Mug,5\nA/1,Mug,5\n").await;
    assert_eq!((told.sums(), told.faults.as_slice()), ((2, 0, 0, 0), &[][..]));
    // Nor does one that comes later take the place of one that is stored.
    let told = shop.import("sku,title,price\nA_1,Mug,5\nA.1,Mug,5\n").await;
    assert_eq!(told.sums(), (1, 0, 1, 0));
    assert_eq!(shop.ground.count_products().await.expect("counted"), 3);
    shop.ground.clear().await;
}

#[tokio::test]
async fn a_check_tells_of_names_that_another_product_has() {
    let shop = Shop::new().await;
    let mug = ProductDraft { external_id: Some("e-1".to_owned()), ..product("mug") };
    shop.ground.put_product(&mug, None).await.expect("put");
    let rows = "id,sku,title,price,slug,external_id\n\
                one,ONE-1,One,5,mug,\n\
                two,TWO-1,Two,5,two,e-1\n\
                three,SKU-mug,Three,5,three,\n\
                four,FOUR-1,Four,5,four,e-4\n\
                five,FIVE-1,Five,5,four,\n\
                six,FOUR-1,Six,5,six,\n";
    let wrong = [(1, "slug"), (2, "external_id"), (3, "sku"), (5, "slug"), (6, "sku")];
    for dry_run in [true, false] {
        let told = shop.follow(rows.as_bytes(), dry_run, Told::default()).await;
        let mut places = told.places();
        places.sort_unstable();
        assert_eq!((places.as_slice(), told.sums()), (&wrong[..], (1, 0, 0, 5)), "{dry_run}");
    }
    shop.ground.clear().await;
}
