//! Structured data for search engines, safe inside a script element.

use serde_json::{Value, json};
use storefront::{
    product::{CategoryLink, Product},
    stock::StockSnapshot,
};

/// A product with its offers, and the way to it.
pub(crate) fn product(product: &Product, stock: &StockSnapshot, origin: &str) -> String {
    let address = format!("{origin}/p/{}", product.slug);
    let offers: Vec<_> = product
        .variants
        .iter()
        .map(|variant| {
            let can = stock.availability(variant.sku.as_str(), product.stock_tracked).purchasable();
            json!({
                "@type": "Offer",
                "sku": variant.sku.as_str(),
                "url": format!("{address}?sku={}", crate::pages::encode(variant.sku.as_str())),
                "price": variant.price.decimal(),
                "priceCurrency": variant.price.currency().code(),
                "availability": if can { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" },
            })
        })
        .collect();
    let mut node = json!({
        "@type": "Product",
        "name": product.title,
        "description": product.summary,
        "url": address,
        "sku": product.variants.first().map(|variant| variant.sku.as_str()),
        "image": product.images.iter().map(|image| format!("{origin}{}", image.src(1280))).collect::<Vec<_>>(),
        "offers": offers,
    });
    if !product.brand.is_empty() {
        node["brand"] = json!({ "@type": "Brand", "name": product.brand });
    }
    if let Some(rating) = product.rating {
        node["aggregateRating"] = json!({
            "@type": "AggregateRating",
            "ratingValue": f64::from(rating.hundredths) / 100.0,
            "reviewCount": rating.count,
        });
    }
    let way = way(&product.breadcrumbs, Some((&product.title, &address)), origin);
    escaped(&json!({ "@context": "https://schema.org", "@graph": [node, way] }))
}

/// The way to a category.
pub(crate) fn category(above: &[CategoryLink], origin: &str) -> String {
    let mut list = way(above, None, origin);
    list["@context"] = json!("https://schema.org");
    escaped(&list)
}

/// The way to a page that hangs below no category.
pub(crate) fn page(name: &str, path: &str, origin: &str) -> String {
    let mut list = way(&[], Some((name, &format!("{origin}{path}"))), origin);
    list["@context"] = json!("https://schema.org");
    escaped(&list)
}

fn way(above: &[CategoryLink], here: Option<(&str, &str)>, origin: &str) -> Value {
    let links = above.iter().map(|link| (link.name.clone(), format!("{origin}/c/{}", link.slug)));
    let here = here.map(|(name, address)| (name.to_owned(), address.to_owned()));
    let items: Vec<_> = links
        .chain(here)
        .enumerate()
        .map(|(place, (name, item))| json!({ "@type": "ListItem", "position": place + 1, "name": name, "item": item }))
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// JSON in which nothing can end the script element or the line it stands on.
fn escaped(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script() {
        let text = "</script><script>alert(1)</script>\u{2028}&";
        let written = escaped(&json!({ "name": text }));
        assert!(!written.contains('<') && !written.contains('\u{2028}'));
        let read: Value = serde_json::from_str(&written).expect("still JSON");
        assert_eq!(read["name"], text);
    }
}
