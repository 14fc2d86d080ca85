//! Imports a gzipped JSON Lines file into a database and tells how long that took:
//! `import_file <MongoDB URI> <mapping> <file> [dry]`.

use std::{
    fs::File,
    io::BufReader,
    path::Path,
    time::{Duration, Instant},
};

use catalog::{
    CatalogStore,
    import::{self, Format, Mapping, Options, PictureOfKind},
};
use storefront::image::Image;

struct NoPicture;

impl PictureOfKind for NoPicture {
    fn picture(&self, _category_slug: &str, _title: &str) -> Option<Image> {
        None
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [uri, mapping, file, dry @ ..] = arguments.as_slice() else {
        return Err("give a MongoDB URI, a mapping and a file".into());
    };
    let store = CatalogStore::connect(uri, Duration::from_secs(5)).await?;
    store.prepare().await?;
    let mapping = Mapping::read(Path::new(mapping))?;
    let reader = BufReader::new(flate2::read::MultiGzDecoder::new(File::open(file)?));
    let begun = Instant::now();
    let options = Options { dry_run: dry.first().is_some_and(|word| word == "dry") };
    let report = import::run(
        Box::new(reader),
        Format::JsonLines,
        &mapping,
        options,
        &store,
        &NoPicture,
        &mut |progress| eprint!("\r{} rows", progress.rows),
    )
    .await?;
    eprintln!();
    println!("{:.1} s", begun.elapsed().as_secs_f64());
    println!(
        "{} created, {} updated, {} unchanged",
        report.created, report.updated, report.unchanged
    );
    println!("{} errors, {} SKUs to receive", report.errors.len(), report.stock.len());
    for error in report.errors.iter().take(20) {
        println!("row {} {}: {}", error.row, error.column, error.message);
    }
    Ok(())
}
