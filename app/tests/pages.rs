//! Pages drawn on a shop in memory.

mod fakes;

use std::sync::atomic::Ordering;

use app::FormState;
use fakes::FakeShop;
use storefront::enquiry::EnquiryForm;

fn a_product(shop: &FakeShop, wanted: impl Fn(&storefront::product::Product) -> bool) -> String {
    let found = shop.catalogue.products.iter().find(|product| wanted(product));
    found.expect("the demo catalogue has such a product").slug.to_string()
}

#[test]
fn every_page_is_a_whole_document() {
    let shop = fakes::shop();
    let product = format!("/p/{}", a_product(&shop, |_| true));
    for (address, status) in [
        ("/", 200),
        ("/search?q=mug", 200),
        ("/search?q=&filter=brand:Nobody&sort=price", 200),
        ("/c/mugs", 200),
        ("/c/kitchen-table", 200),
        (&product, 200),
        ("/pages/terms", 200),
        ("/pages/contact", 200),
        ("/p/no-such-thing", 404),
        ("/c/no-such-thing", 404),
        ("/pages/no-such-thing", 404),
        ("/no/such/thing", 404),
        ("/p/archived", 410),
        ("/search?q=a&limit=1000", 400),
        ("/search?q=a&filter=brand", 400),
        ("/search?q=a&min=cheap", 400),
        ("/search?q=a&max=-1", 400),
        ("/search?q=a&nextCursor=abcdef", 400),
        ("/search?q=mug&nextCursor=gone", 410),
    ] {
        let page = shop.get(address);
        assert_eq!(page.status, status, "{address}");
        assert!(page.html.starts_with("<!DOCTYPE html>"), "{address}");
        for (text, times) in [("<h1", 1), ("<main", 1), ("class=\"skip\"", 1), ("<title>", 1)] {
            assert_eq!(page.count(text), times, "{text} on {address}");
        }
        assert!(!page.has(" style=\""), "styles inside {address}");
        if status >= 400 {
            let main = page.html.split("<main").nth(1).expect("a main part");
            assert!(main.contains("name=\"q\""), "search on {address}");
        }
    }
}

#[test]
fn a_renamed_product_sends_on() {
    let shop = fakes::shop();
    let page = shop.get("/p/renamed");
    assert_eq!(page.status, 308);
    let slug = &shop.catalogue.products[0].slug;
    assert_eq!(page.location, Some(format!("/p/{slug}")));
}

#[test]
fn a_query_comes_back_as_text() {
    let shop = fakes::shop();
    let page = shop.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27");
    assert_eq!(page.status, 200);
    assert!(!page.has("<script>alert(1)"));
    assert!(page.has("noindex"));
}

#[test]
fn structured_data_names_the_product_and_ends_no_script() {
    let shop = fakes::shop();
    let slug = a_product(&shop, |product| product.title.contains(['&', '’', '"', '”']));
    let page = shop.get(&format!("/p/{slug}"));
    let data = page.html.split("application/ld+json").nth(1).expect("structured data");
    let data = data.split_once('>').expect("its tag").1;
    let data = data.split("</script>").next().expect("its end");
    assert!(data.contains("\"@type\":\"Product\"") && data.contains("BreadcrumbList"));
    assert!(!data.contains(['<', '>', '&']));
    assert!(page.has(&format!("<link rel=\"canonical\" href=\"https://shop.example/p/{slug}\"")));
}

#[test]
fn a_refused_form_keeps_what_was_typed() {
    let shop = fakes::shop();
    let form = EnquiryForm {
        name: "Ada \"Countess\"".to_owned(),
        email: "nowhere".to_owned(),
        message: "</textarea> is no end.".to_owned(),
        key: "abc".to_owned(),
    };
    let errors = form.check().expect_err("the address is none").into_iter().map(Into::into);
    let errors = errors.collect();
    let values = [("name", form.name), ("email", form.email), ("message", form.message)];
    let values = values.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let page = shop.post("/pages/contact", Some(FormState { form: "contact", values, errors }));
    assert!(page.has("action=\"/pages/contact\""));
    assert!(page.has("value=\"Ada &quot;Countess&quot;\""));
    assert!(page.has("value=\"nowhere\""));
    assert!(page.has("&lt;/textarea&gt; is no end."));
    assert!(page.has("aria-invalid=\"true\"") && page.has("aria-describedby=\"email-error\""));
    assert!(page.has("href=\"#email\"") && page.has("role=\"alert\""));
}

#[test]
fn a_shop_without_its_catalogue_shows_what_search_remembers() {
    let shop = fakes::shop();
    let slug = a_product(&shop, |_| true);
    shop.catalogue.away.store(true, Ordering::Relaxed);
    let page = shop.get(&format!("/p/{slug}"));
    assert_eq!(page.status, 200);
    assert!(page.has("as last known"));
    assert_eq!(shop.get("/c/mugs").status, 503);
    assert_eq!(shop.get("/search?q=mug").status, 200);
    assert_eq!(shop.get("/").status, 200);
}

#[test]
fn chips_take_one_filter_away() {
    let shop = fakes::shop();
    let brand = shop.catalogue.products[0].brand.clone();
    let page = shop.get(&format!(
        "/search?q=mug&filter=brand:{}&filter=category:mugs",
        brand.replace(' ', "+")
    ));
    assert!(page.has("href=\"/search?q=mug&amp;filter=category:mugs\""), "the brand's chip");
    assert!(page.has(">Remove </span>"));
}

#[test]
fn price_boxes_are_in_whole_money() {
    let shop = fakes::shop();
    let page = shop.get("/search?q=&min=10&max=25,50");
    assert_eq!(page.status, 200);
    assert!(page.has("€10.00 to €25.50"));
    assert!(page.has("value=\"25.50\""));
}

#[test]
fn a_subscription_says_that_it_is_charged_once() {
    let shop = fakes::shop();
    let slug = a_product(&shop, |product| product.subscription.is_some());
    let page = shop.get(&format!("/p/{slug}"));
    assert!(page.has("Charged once"));
    assert!(!page.has("Sold out"));
}

#[test]
fn a_sold_out_variant_says_so() {
    let shop = fakes::shop();
    let stock = shop.shop.stock.snapshot();
    let (slug, sku) = shop
        .catalogue
        .products
        .iter()
        .filter(|product| product.stock_tracked && product.variants.len() > 1)
        .flat_map(|product| {
            product.variants.iter().map(move |variant| (&product.slug, &variant.sku))
        })
        .find(|(_, sku)| stock.free(sku.as_str()) == 0)
        .expect("the demo catalogue has a sold-out variant");
    let page = shop.get(&format!("/p/{slug}?sku={sku}"));
    assert!(page.has("stock-out\">Sold out"));
}
