//! What must hold for the whole demo catalogue.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use demo::{DemoCatalogue, catalogue};
use storefront::{draft::ProductDraft, image::Image};

fn written(seed: u64) -> (DemoCatalogue, Vec<String>) {
    let mut drawings = Vec::new();
    let written = catalogue(seed, &mut |svg| {
        drawings.push(svg.to_owned());
        let key = format!("{:032x}", drawings.len());
        Image { key, alt: String::new(), width: 1200, height: 1200 }
    });
    (written, drawings)
}

fn spec<'a>(product: &'a ProductDraft, name: &str) -> Option<&'a str> {
    product.specs.iter().find(|spec| spec.name == name).map(|spec| spec.value.as_str())
}

#[test]
fn large_and_various() {
    let (shop, _) = written(7);
    assert!(shop.products.len() >= 400, "{} products", shop.products.len());
    let leaves: BTreeSet<_> = shop.products.iter().map(|product| &product.categories[0]).collect();
    assert!(leaves.len() >= 30, "{} kinds", leaves.len());
    for product in &shop.products {
        assert!(product.images.len() >= 3, "{}", product.title);
        assert!(!product.summary.is_empty() && product.summary.len() < 300, "{}", product.title);
        assert!(product.description_html.matches("<p>").count() >= 1, "{}", product.title);
        assert!(product.specs.len() >= 2, "{}", product.title);
    }
    let known: HashSet<_> = shop.categories.iter().map(|category| &category.id).collect();
    assert!(
        shop.products.iter().flat_map(|product| &product.categories).all(|id| known.contains(id))
    );
    let filled: HashSet<_> = shop.products.iter().flat_map(|product| &product.categories).collect();
    for category in shop.categories.iter().filter(|category| category.parent.is_some()) {
        assert!(filled.contains(&category.id), "{} is empty", category.name);
        assert!(category.image.is_some(), "{} has no picture", category.name);
    }
}

#[test]
fn addresses_and_codes_are_unique_and_well_formed() {
    let (shop, _) = written(7);
    let mut seen = HashSet::new();
    for product in &shop.products {
        assert!(seen.insert(product.slug.to_string()), "slug {}", product.slug);
        assert!(seen.insert(product.id.to_string()), "id {}", product.id);
        for variant in &product.variants {
            assert!(seen.insert(variant.sku.to_string()), "SKU {}", variant.sku);
            assert_eq!(variant.options.len(), product.axes.len(), "{}", variant.sku);
            assert!(
                variant.compare_at.is_none_or(|before| before > variant.price),
                "{}",
                variant.sku
            );
            for code in &variant.barcodes {
                assert!(seen.insert(code.clone()), "barcode {code}");
                let sum: u32 = code
                    .bytes()
                    .zip([1, 3].into_iter().cycle())
                    .map(|(digit, weight)| u32::from(digit - b'0') * weight)
                    .sum();
                assert!(
                    code.len() == 13 && code.starts_with('2') && sum.is_multiple_of(10),
                    "{code}"
                );
            }
        }
    }
}

#[test]
fn titles_agree_with_specifications() {
    let (shop, _) = written(7);
    let mut compared = 0;
    for product in &shop.products {
        for (name, unit) in [
            ("Memory", " GB RAM"),
            ("Screen size", " inch"),
            ("Capacity", " l"),
            ("Brightness", " lux"),
        ] {
            let number = product.title.split(", ").find_map(|part| part.strip_suffix(unit));
            if let (Some(number), Some(value)) = (number, spec(product, name)) {
                let decimal =
                    |text: &str| text.split(' ').next().and_then(|first| first.parse::<f64>().ok());
                assert_eq!(decimal(number), decimal(value), "{}: {name} {value}", product.title);
                compared += 1;
            }
        }
        if let Some(term) =
            product.subscription.as_ref().map(|subscription| subscription.interval_months)
        {
            assert!(product.title.contains(&format!("{term} months")), "{}", product.title);
        }
    }
    assert!(compared > 40, "{compared} compared");
}

#[test]
fn what_is_subscribed_to_is_not_counted() {
    let (shop, _) = written(7);
    let stocked: HashSet<_> = shop.stock.iter().map(|(sku, _)| sku).collect();
    for product in &shop.products {
        assert_eq!(product.stock_tracked, product.subscription.is_none());
        for variant in &product.variants {
            assert_eq!(stocked.contains(&variant.sku), product.stock_tracked, "{}", variant.sku);
        }
    }
    let none = shop.stock.iter().filter(|(_, units)| *units == 0).count();
    assert!(none * 100 > shop.stock.len() * 2 && none * 100 < shop.stock.len() * 12);
    let units: BTreeMap<_, _> = shop.stock.iter().cloned().collect();
    assert!(shop.products.iter().any(|product| {
        product.stock_tracked && product.variants.iter().all(|variant| units[&variant.sku] == 0)
    }));
}

#[test]
fn reviews_fit_their_product_and_their_stars() {
    let (shop, _) = written(7);
    assert!(shop.reviews.len() > 1000, "{} reviews", shop.reviews.len());
    let born: BTreeMap<_, _> =
        shop.products.iter().map(|product| (&product.id, product.created_at)).collect();
    let mut said: BTreeMap<_, HashSet<&str>> = BTreeMap::new();
    for review in &shop.reviews {
        assert!((1..=5).contains(&review.stars));
        assert!(review.published_at > born[&review.product]);
        assert!(review.published_at.rfc3339().as_str() < "2026-11-15");
        assert!(said.entry(&review.product).or_default().insert(&review.body), "{}", review.body);
    }
}

#[test]
fn no_sentence_is_everywhere() {
    let (shop, _) = written(7);
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for product in &shop.products {
        let plain = product.description_html.replace("</p>", " ").replace("<p>", "");
        let sentences: BTreeSet<&str> =
            plain.split(". ").map(str::trim).filter(|sentence| sentence.len() > 30).collect();
        for sentence in sentences {
            *uses.entry(sentence.to_owned()).or_default() += 1;
        }
    }
    for (sentence, count) in uses {
        assert!(count * 50 <= shop.products.len(), "{count} times: {sentence}");
    }
}

#[test]
fn the_same_seed_writes_the_same_catalogue() {
    assert_eq!(written(7), written(7));
    assert_ne!(written(7).0.stock, written(8).0.stock);
}

#[test]
fn every_picture_can_be_drawn() {
    let (_, drawings) = written(7);
    let distinct: BTreeSet<&String> = drawings.iter().collect();
    assert!(distinct.len() > 1200, "{} pictures", distinct.len());
    for svg in distinct {
        let tree = resvg::usvg::Tree::from_str(svg, &resvg::usvg::Options::default());
        assert!(tree.is_ok_and(|tree| tree.root().has_children()));
    }
}
