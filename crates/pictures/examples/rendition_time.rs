//! Measures how long the first demand for a rendition takes: `rendition_time FOLDER WIDTH`.

use std::{error::Error, time::Instant};

use pictures::{
    PictureStore,
    draw::{Look, Paint, Subject, View, picture},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let store = PictureStore::open(arguments.next().ok_or("a folder")?)?;
    let width: u32 = arguments.next().ok_or("a width")?.parse()?;
    let mut times = Vec::new();
    let mut bytes = 0;
    for &subject in Subject::ALL {
        let (paint, accent) = (Paint::named("teal"), Paint::named("saffron"));
        // A seed that no other run has, so that nothing is found ready.
        let seed = u64::from(std::process::id());
        let look = Look { paint, accent, seed, form: None, view: View::Front };
        let key = store.put(picture(subject, &look).as_bytes())?.key;
        let begun = Instant::now();
        bytes += store.rendition(&key, width)?.len();
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    let count = times.len();
    println!(
        "{count} pictures at {width} px: median {:.1} ms, slowest {:.1} ms, {} bytes each",
        times[count / 2],
        times[count - 1],
        bytes / count
    );
    Ok(())
}
