//! Pictures that somebody sends, wherever they are kept.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use pictures::{PictureError, UploadError};
use storefront::{
    image::WIDTHS,
    picture_room::{LARGEST_UPLOAD, PictureFormat},
};

use crate::places::{Place, on_both};

on_both!(
    what_is_no_picture_is_refused_and_leaves_nothing_behind,
    nothing_of_what_was_sent_is_kept_as_it_was_sent,
    what_a_camera_tells_is_applied_and_forgotten,
    what_is_transparent_or_lossless_stays_so,
    all_widths_are_made_and_go_with_the_picture,
    drawings_and_small_pictures_are_made_in_all_widths_too,
);

const SECRET: &[u8] = b"59.9139 N 10.7522 E";

/// Left half red, right half blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
    })
}

fn written(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("encodes");
    bytes.into_inner()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A JPEG with what a camera tells beside the pixels: that it lies on its side, and where it was.
fn from_a_camera(image: &RgbImage) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = Vec::new();
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x8825, 4, 1, 38));
    tiff.extend(0_u32.to_le_bytes());
    assert_eq!(tiff.len(), 38);
    tiff.extend(1_u16.to_le_bytes());
    tiff.extend(entry(0x001c, 7, u32::try_from(SECRET.len()).expect("short"), 56));
    tiff.extend(0_u32.to_le_bytes());
    assert_eq!(tiff.len(), 56);
    tiff.extend(SECRET);
    let plain = written(image, ImageFormat::Jpeg);
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(2 + 6 + tiff.len()).expect("short").to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&plain[2..]);
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// A PNG whose header promises so many pixels, and that holds none of them.
fn promises(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], body: &[u8]| {
        let told = [kind, body].concat();
        bytes.extend(u32::try_from(body.len()).expect("short").to_be_bytes());
        bytes.extend(&told);
        bytes.extend(crc(&told).to_be_bytes());
    };
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&size[..], &[8, 2, 0, 0, 0]].concat());
    chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
    chunk(b"IEND", b"");
    bytes
}

fn what_is_no_picture_is_refused_and_leaves_nothing_behind(place: &Place) {
    let store = place.open();
    let refused = |sent: &[u8]| store.put_upload(sent).expect_err("refused");
    for nothing in [
        &b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"[..],
        b"GIF89a/*\x01\x00*/=1;alert(1)",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04\x14\x00\x00\x00",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"",
    ] {
        assert!(matches!(refused(nothing), UploadError::NotAPicture), "{nothing:?}");
    }
    let mut large = written(&halves(4, 4), ImageFormat::Png);
    large.resize(LARGEST_UPLOAD + 1, 0);
    assert!(matches!(refused(&large), UploadError::TooManyBytes));
    assert!(matches!(refused(&promises(10_000, 10_000)), UploadError::TooManyPixels));
    assert!(matches!(refused(&promises(40_000, 1)), UploadError::TooManyPixels));
    assert!(matches!(refused(&promises(40, 40)), UploadError::Damaged(_)));
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let whole = written(&halves(64, 64), format);
        let cut = &whole[..40.min(whole.len())];
        assert!(matches!(refused(cut), UploadError::Damaged(_)), "{format:?}");
    }
    for more in [&b"<script>alert(1)</script>"[..], b"%PDF-1.7", b"PK\x03\x04PK\x05\x06"] {
        let mut both = written(&halves(48, 32), ImageFormat::Png);
        both.extend(more);
        assert!(matches!(refused(&both), UploadError::MoreThanAPicture), "{more:?}");
    }
    assert!(place.objects().is_empty());
}

fn nothing_of_what_was_sent_is_kept_as_it_was_sent(place: &Place) {
    let store = place.open();
    for (format, named) in
        [(ImageFormat::Jpeg, PictureFormat::Jpeg), (ImageFormat::Png, PictureFormat::Png)]
    {
        let mut sent = written(&halves(48, 32), format);
        sent.extend(b"a note beside it");
        let kept = store.put_upload(&sent).expect("kept");
        assert_eq!(kept.format, named);
        assert_eq!((kept.picture.width, kept.picture.height), (48, 32));
        assert_eq!(store.put_upload(&sent).expect("kept again"), kept);
    }
    let all: Vec<_> = place.objects().into_values().collect();
    assert_eq!(all.len(), 2);
    for bytes in all {
        assert!(!holds(&bytes, b"a note beside it"));
        assert!(image::load_from_memory(&bytes).is_ok());
    }
}

fn what_a_camera_tells_is_applied_and_forgotten(place: &Place) {
    let store = place.open();
    let sent = from_a_camera(&halves(80, 40));
    assert!(holds(&sent, SECRET));
    let kept = store.put_upload(&sent).expect("kept").picture;
    assert_eq!((kept.width, kept.height), (40, 80), "it stands upright");
    let all: Vec<_> = place.objects().into_values().collect();
    assert_eq!(all.len(), 1);
    assert!(!holds(&all[0], SECRET) && !holds(&all[0], b"Exif"));
    let upright = image::load_from_memory(&all[0]).expect("decodes").to_rgb8();
    let (top, bottom) = (upright.get_pixel(20, 10).0, upright.get_pixel(20, 70).0);
    assert!(top[0] > 150 && top[2] < 100, "the left is above now: {top:?}");
    assert!(bottom[2] > 150 && bottom[0] < 100, "and the right below: {bottom:?}");
}

fn what_is_transparent_or_lossless_stays_so(place: &Place) {
    let store = place.open();
    let clear = RgbaImage::from_pixel(30, 20, Rgba([10, 200, 30, 40]));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut sent = Cursor::new(Vec::new());
        clear.write_to(&mut sent, format).expect("encodes");
        let kept = store.put_upload(sent.get_ref()).expect("kept");
        assert!(kept.see_through, "{format:?}");
        let objects = place.objects();
        let bytes = &objects[&kept.picture.key];
        assert_eq!(image::guess_format(bytes).expect("a picture"), format);
        assert_eq!(image::load_from_memory(bytes).expect("decodes").to_rgba8(), clear);
    }
    let full = RgbaImage::from_pixel(30, 20, Rgba([10, 200, 30, 255]));
    let mut sent = Cursor::new(Vec::new());
    full.write_to(&mut sent, ImageFormat::Png).expect("encodes");
    let shut = [sent.into_inner(), written(&halves(30, 20), ImageFormat::Jpeg)];
    for sent in shut {
        assert!(!store.put_upload(&sent).expect("kept").see_through);
    }
}

fn all_widths_are_made_and_go_with_the_picture(place: &Place) {
    let store = place.open();
    let sent = written(&halves(1_401, 700), ImageFormat::Jpeg);
    let key = store.put_upload(&sent).expect("kept").picture.key;
    assert_eq!(store.made(&key).expect("looked"), 0);
    let demanded = store.rendition(&key, 160).expect("made");
    assert_eq!(store.made(&key).expect("looked"), 1);
    let (unknown, foreign) = ("0".repeat(32), "photo.jpg".to_owned());
    let keys = [foreign, key.clone(), unknown, key.clone()];
    assert_eq!(store.made_of(&keys).expect("looked"), [0, 1, 0, 1]);
    assert!(store.made_of(&[]).expect("looked").is_empty());
    for _ in 0..2 {
        store.make_all(&key).expect("made");
        assert_eq!(store.made(&key).expect("looked"), WIDTHS.len());
    }
    assert_eq!(store.rendition(&key, 160).expect("there"), demanded, "it is not made again");
    for (width, height) in [(160, 80), (320, 160), (640, 320), (960, 480), (1280, 640)] {
        let bytes = store.rendition(&key, width).expect("there");
        let decoded = image::load_from_memory(&bytes).expect("decodes");
        assert_eq!((decoded.width(), decoded.height()), (width, height));
    }
    store.social(&key).expect("made");
    for _ in 0..2 {
        store.delete(&key).expect("deleted");
        assert!(place.objects().is_empty());
    }
    assert!(matches!(store.rendition(&key, 160), Err(PictureError::Unknown)));
    assert!(matches!(store.make_all(&key), Err(PictureError::Unknown)));
    for wrong in ["../secret", "", "ABC"] {
        assert!(matches!(store.delete(wrong), Err(PictureError::Key(_))), "{wrong}");
        assert!(matches!(store.made(wrong), Err(PictureError::Key(_))), "{wrong}");
    }
}

fn drawings_and_small_pictures_are_made_in_all_widths_too(place: &Place) {
    let store = place.open();
    let small = written(&halves(200, 100), ImageFormat::Png);
    let small = store.put_upload(&small).expect("kept").picture.key;
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'/>";
    let drawing = store.put(drawing).expect("ours").key;
    for (key, largest) in [(small, 200), (drawing, 1280)] {
        store.make_all(&key).expect("made");
        assert_eq!(store.made(&key).expect("looked"), WIDTHS.len());
        let bytes = store.rendition(&key, 1280).expect("there");
        assert_eq!(image::load_from_memory(&bytes).expect("decodes").width(), largest);
    }
}
