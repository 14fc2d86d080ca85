//! What a photograph costs the processor: taken in, and made in all widths.

use std::io::Cursor;

use ::pictures::PictureStore;
use anyhow::{Context, Result};
use image::{ImageFormat, Rgb, RgbImage};

use crate::{
    chance::Chance,
    machine,
    report::{Table, progress},
};

/// What to measure with.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// Width and height of the photograph, in pixels.
    #[arg(long, default_value_t = 2_000)]
    side: u32,
    /// Photographs, each another.
    #[arg(long, default_value_t = 5)]
    photographs: u32,
}

/// Measures and returns the report.
pub(crate) fn run(options: &Options) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let store = PictureStore::open(folder.path())?;
    let mut figures = Vec::new();
    for number in 0..options.photographs {
        let sent = photograph(options.side, number)?;
        progress(format!("photograph {} of {} bytes", number + 1, sent.len()));
        let begun = machine::thread_time();
        let key = store.put_upload(&sent)?.picture.key;
        let kept = machine::thread_time();
        store.make_all(&key)?;
        let made = machine::thread_time();
        figures.push([kept - begun, made - kept].map(|time| time.as_secs_f64()));
    }
    let mut table = Table::new(&["step", "median s of CPU", "slowest s of CPU"]);
    for (at, step) in ["taken in and written anew", "made in all widths"].into_iter().enumerate() {
        let mut times: Vec<f64> = figures.iter().map(|figures| figures[at]).collect();
        times.sort_by(f64::total_cmp);
        let median = times.get(times.len() / 2).context("no photographs")?;
        let slowest = times.last().context("no photographs")?;
        table.row([step.to_owned(), format!("{median:.3}"), format!("{slowest:.3}")]);
    }
    let (side, machine) = (options.side, machine::facts());
    Ok(format!(
        "## Pictures\n\nA JPEG of {side} x {side} pixels, on {machine}.\n\n{}",
        table.markdown()
    ))
}

/// Slopes, edges and grain, as photographs have them.
fn photograph(side: u32, seed: u32) -> Result<Vec<u8>> {
    let mut chance = Chance::new(u64::from(seed) + 1);
    let picture = RgbImage::from_fn(side, side, |x, y| {
        let grain = (chance.next() % 24) as u32;
        let edge = if ((x / 90) ^ (y / 70) ^ seed).is_multiple_of(5) { 90 } else { 0 };
        Rgb([x * 130 / side + edge, y * 130 / side + edge, (x + y) * 65 / side]
            .map(|level| (level + grain).min(255) as u8))
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}
