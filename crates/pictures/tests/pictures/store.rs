//! Originals and renditions, wherever they are kept.

use std::sync::Arc;

use pictures::{
    PictureError, PictureStore,
    draw::{Look, Paint, Subject, View, for_category, picture, subject_for},
};

use crate::places::{Place, on_both};

on_both!(
    an_original_is_kept_once_and_rendered_in_the_widths_of_the_shop,
    photographs_are_read_by_content_and_never_enlarged,
    what_is_not_a_picture_or_not_a_key_is_refused,
    many_at_once_get_the_same_bytes,
);

fn mug() -> String {
    picture(
        Subject::Mug,
        &Look {
            paint: Paint::named("teal"),
            accent: Paint::named("cream"),
            seed: 1,
            form: None,
            view: View::Front,
        },
    )
}

fn an_original_is_kept_once_and_rendered_in_the_widths_of_the_shop(place: &Place) {
    let store = place.open();
    let kept = store.put(mug().as_bytes()).expect("kept");
    assert_eq!((kept.width, kept.height, kept.key.len()), (1200, 1200, 32));
    assert_eq!(store.put(mug().as_bytes()).expect("kept again"), kept);
    let small = store.rendition(&kept.key, 160).expect("made");
    assert_eq!((&small[0..4], &small[8..12]), (b"RIFF".as_slice(), b"WEBP".as_slice()));
    let decoded = image::load_from_memory(&small).expect("decodes");
    assert_eq!((decoded.width(), decoded.height()), (160, 160));
    assert_eq!(store.rendition(&kept.key, 160).expect("kept"), small);
    let card = image::load_from_memory(&store.social(&kept.key).expect("made")).expect("decodes");
    assert_eq!((card.width(), card.height()), (1200, 630));
    let names: Vec<String> = place.objects().into_keys().collect();
    let made = [".webp", "-social.png"].map(|end| names.iter().any(|name| name.ends_with(end)));
    assert_eq!((names.len(), made), (3, [true, true]), "nothing is left over: {names:?}");
}

#[test]
fn what_a_crash_left_half_written_is_deleted_once_it_is_old() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (folder.path().join(".1-0.part"), folder.path().join(".2-0.part"));
    for path in [&old, &new] {
        std::fs::write(path, b"half").expect("written");
    }
    let two_days = std::time::Duration::from_secs(2 * 24 * 60 * 60);
    let file = std::fs::File::options().write(true).open(&old).expect("there");
    file.set_modified(std::time::SystemTime::now() - two_days).expect("dated");
    let _store = PictureStore::open(folder.path()).expect("opens");
    assert!(!old.exists());
    assert!(new.exists(), "somebody may be writing it");
}

fn photographs_are_read_by_content_and_never_enlarged(place: &Place) {
    let store = place.open();
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(400, 200, image::Rgb([200, 80, 40]))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("encodes");
    let kept = store.put(png.get_ref()).expect("kept");
    for (asked, given) in [(160, (160, 80)), (1280, (400, 200))] {
        let bytes = store.rendition(&kept.key, asked).expect("made");
        let decoded = image::load_from_memory(&bytes).expect("decodes");
        assert_eq!((decoded.width(), decoded.height()), given);
    }
}

fn what_is_not_a_picture_or_not_a_key_is_refused(place: &Place) {
    let store = place.open();
    assert!(matches!(store.put(b"hello"), Err(PictureError::Unreadable(_))));
    assert!(matches!(store.put(&vec![0; 11 << 20]), Err(PictureError::TooLarge)));
    for key in ["../../etc/passwd", "", "ABCDEFABCDEFABCDEFABCDEFABCDEFAB"] {
        assert!(matches!(store.rendition(key, 160), Err(PictureError::Key(_))), "{key}");
    }
    let unknown = "0".repeat(32);
    assert!(matches!(store.rendition(&unknown, 160), Err(PictureError::Unknown)));
    assert!(matches!(store.rendition(&unknown, 161), Err(PictureError::Width)));
}

fn many_at_once_get_the_same_bytes(place: &Place) {
    let store = Arc::new(place.open());
    let key = store.put(mug().as_bytes()).expect("kept").key;
    let asking: Vec<_> = (0..8)
        .map(|_| {
            let (store, key) = (Arc::clone(&store), key.clone());
            std::thread::spawn(move || store.rendition(&key, 320).expect("made"))
        })
        .collect();
    let given: Vec<_> = asking.into_iter().map(|thread| thread.join().expect("no panic")).collect();
    assert!(given.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn imported_kinds_share_few_pictures() {
    for (hint, subject) in [
        ("USB cables", Subject::Cable),
        ("laptops-notebooks", Subject::Laptop),
        ("toner-cartridges", Subject::Toner),
        ("Ink Cartridges", Subject::Ink),
        ("network-switches", Subject::Router),
        ("zzz", Subject::Parcel),
    ] {
        assert_eq!(subject_for(hint), subject, "{hint}");
    }
    let drawings: std::collections::HashSet<String> =
        (0..100).map(|brand| for_category("printers", &brand.to_string())).collect();
    assert!(drawings.len() <= 4);
}
