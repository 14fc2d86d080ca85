//! Prints every `STEP`th demo product with its reviews, to be read by a person, and writes its
//! first picture into `FOLDER` as SVG: `leaf_through SEED STEP [FOLDER]`.

use std::{error::Error, fs, path::PathBuf};

use storefront::image::Image;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seed = arguments.next().ok_or("a seed")?.parse()?;
    let step: usize = arguments.next().ok_or("a step")?.parse()?;
    let folder = arguments.next().map(PathBuf::from);
    let mut drawings = Vec::new();
    let shop = demo::catalogue(seed, &mut |svg| {
        drawings.push(svg.to_owned());
        Image {
            key: (drawings.len() - 1).to_string(),
            alt: String::new(),
            width: 1200,
            height: 1200,
        }
    });
    for product in shop.products.iter().step_by(step) {
        println!("\n# {} ({}) [{}]", product.title, product.brand, product.slug);
        println!("{}\n{}", product.summary, product.description_html);
        for spec in &product.specs {
            println!("  {}: {}", spec.name, spec.value);
        }
        for variant in &product.variants {
            let options: Vec<_> =
                variant.options.iter().map(|choice| choice.value.as_str()).collect();
            println!("  {} {} {}", variant.sku, variant.price, options.join(" / "));
        }
        for review in shop.reviews.iter().filter(|review| review.product == product.id) {
            println!("  {}* {} - {} ({})", review.stars, review.title, review.body, review.author);
        }
        if let Some(folder) = &folder {
            let drawing = &drawings[product.images[0].key.parse::<usize>()?];
            fs::write(folder.join(format!("{}.svg", product.slug)), drawing)?;
        }
    }
    println!(
        "\n{} products, {} SKUs counted, {} reviews, {} pictures",
        shop.products.len(),
        shop.stock.len(),
        shop.reviews.len(),
        drawings.len()
    );
    Ok(())
}
