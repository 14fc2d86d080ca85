//! Draws every subject, or those named, onto one sheet: `contact_sheet FILE SIZE [SUBJECT ...]`.
//! For looking at the drawings, which no test can do.

use std::error::Error;

use pictures::draw::{Look, Paint, Subject, View, picture};
use resvg::{tiny_skia, usvg};

const COLOURS: [&str; 6] = ["teal", "white", "graphite", "terracotta", "sage", "navy"];
const ACCENTS: [&str; 6] = ["saffron", "coral", "mint", "cream", "plum", "mustard"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("a file to write")?;
    let size: u32 = arguments.next().ok_or("a size in pixels")?.parse()?;
    let names: Vec<String> = arguments.collect();
    let subjects: Vec<Subject> = Subject::ALL
        .iter()
        .copied()
        .filter(|subject| names.is_empty() || names.contains(&format!("{subject:?}")))
        .collect();
    let looks: Vec<(Subject, usize)> = if names.is_empty() {
        subjects.iter().enumerate().map(|(index, &subject)| (subject, index)).collect()
    } else {
        subjects.iter().flat_map(|&subject| (0..8).map(move |index| (subject, index))).collect()
    };
    let columns = if names.is_empty() { 10 } else { 4 };
    let rows = u32::try_from(looks.len())?.div_ceil(columns);
    let mut sheet = tiny_skia::Pixmap::new(columns * size, rows * size).ok_or("too large")?;
    for (place, (subject, index)) in looks.into_iter().enumerate() {
        let view = match index % 8 {
            6 if !names.is_empty() => View::Detail,
            7 if !names.is_empty() => View::Scene,
            _ => View::Front,
        };
        let look = Look {
            paint: Paint::named(COLOURS[index % COLOURS.len()]),
            accent: Paint::named(ACCENTS[index % ACCENTS.len()]),
            seed: index as u64 * 77 + 5,
            form: None,
            view,
        };
        let tree = usvg::Tree::from_str(&picture(subject, &look), &usvg::Options::default())?;
        let place = u32::try_from(place)?;
        let scale = size as f32 / 1200.0;
        let transform = tiny_skia::Transform::from_scale(scale, scale)
            .post_translate((place % columns * size) as f32, (place / columns * size) as f32);
        // Each in its own pixels first: a drawing reaches past its edges.
        let mut tile = tiny_skia::Pixmap::new(size, size).ok_or("too large")?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut tile.as_mut());
        let at = tiny_skia::Transform::from_translate(transform.tx, transform.ty);
        sheet.draw_pixmap(0, 0, tile.as_ref(), &tiny_skia::PixmapPaint::default(), at, None);
    }
    sheet.save_png(file)?;
    Ok(())
}
