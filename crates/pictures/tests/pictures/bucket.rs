//! What only a bucket can do wrong, and what the shop says of it.

use std::{io::Cursor, net::TcpListener};

use image::{ImageFormat, Rgb, RgbImage};
use pictures::{BucketSettings, PictureBucket, PictureError, PictureStore};
use storefront::account::Secret;

use crate::bucket_server::{ACCESS_KEY, BucketServer, Fault, SECRET_KEY};

const DRAWING: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'/>";

fn opened(settings: &BucketSettings) -> Result<PictureStore, PictureError> {
    PictureStore::in_bucket(PictureBucket::new(settings).expect("a bucket"))
}

/// Why a bucket cannot be opened; the sentence holds nothing that opens it.
fn refused(settings: &BucketSettings) -> String {
    let text = opened(settings).expect_err("refused").to_string();
    for secret in [SECRET_KEY, settings.secret_key.reveal(), ACCESS_KEY, "X-Amz"] {
        assert!(!text.contains(secret), "{text}");
    }
    text
}

/// A PNG of noise, which no encoder makes smaller: more than 5 MB.
fn noise() -> Vec<u8> {
    let mut state = 1_u32;
    let picture = RgbImage::from_fn(1_400, 1_300, |_, _| {
        Rgb([0; 3].map(|_: u8| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        }))
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("encodes");
    bytes.into_inner()
}

#[test]
fn opening_leaves_nothing_behind() {
    let server = BucketServer::start();
    assert!(opened(&server.settings()).is_ok());
    assert!(server.objects().is_empty());
}

#[test]
fn a_bucket_that_does_not_open_says_what_to_look_at() {
    let server = BucketServer::start();
    let wrong = BucketSettings { secret_key: Secret::new("hunter2"), ..server.settings() };
    let text = refused(&wrong);
    assert!(text.contains("403 SignatureDoesNotMatch") && text.contains("secret key"), "{text}");
    let nobody = BucketSettings { access_key: "AKIANOBODY".to_owned(), ..server.settings() };
    assert!(refused(&nobody).contains("403 InvalidAccessKeyId"));
    let elsewhere = BucketSettings { region: "us-east-1".to_owned(), ..server.settings() };
    assert!(refused(&elsewhere).contains("look at the region"));
    let missing = BucketSettings { bucket: "no-such-bucket".to_owned(), ..server.settings() };
    let text = refused(&missing);
    assert!(text.contains("404 NoSuchBucket") && text.contains("no such bucket"), "{text}");
    assert!(server.objects().is_empty());
    server.hide_missing();
    assert!(refused(&server.settings()).contains("s3:ListBucket"));
}

#[test]
fn a_store_that_is_not_there_is_named_as_that() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let settings = BucketSettings { endpoint, ..BucketServer::start().settings() };
    assert!(refused(&settings).contains("does not answer"));
}

#[test]
fn one_mishap_is_made_good_by_asking_again() {
    let server = BucketServer::start();
    let store = opened(&server.settings()).expect("opens");
    for fault in [Fault::HangUp, Fault::Busy] {
        server.fail("PUT", &[fault]);
        let key = store.put(DRAWING).expect("kept").key;
        assert_eq!(server.objects().remove(&key).as_deref(), Some(DRAWING), "{fault:?}");
        server.fail("HEAD", &[fault]);
        assert_eq!(store.made(&key).expect("looked"), 0, "{fault:?}");
        server.fail("DELETE", &[fault]);
        store.delete(&key).expect("deleted");
        assert_eq!((server.objects().len(), server.faults_left()), (0, 0), "{fault:?}");
    }
    let key = store.put(DRAWING).expect("kept").key;
    let made = store.rendition(&key, 160).expect("made");
    for fault in [Fault::HangUp, Fault::CutShort, Fault::Busy] {
        server.fail("GET", &[fault]);
        assert_eq!(store.rendition(&key, 160).expect("read"), made, "{fault:?}");
        assert_eq!(server.faults_left(), 0, "{fault:?}");
    }
}

#[test]
fn a_server_that_dies_half_way_keeps_a_whole_object_or_none() {
    let server = BucketServer::start();
    let store = opened(&server.settings()).expect("opens");
    let large = noise();
    server.fail("PUT", &[Fault::HangUp, Fault::HangUp]);
    assert!(matches!(store.put(&large), Err(PictureError::Shelf(_))));
    assert!(server.objects().is_empty());
    let key = store.put(&large).expect("kept").key;
    assert_eq!(server.objects().remove(&key), Some(large));
    store.rendition(&key, 160).expect("made");
    server.fail("GET", &[Fault::CutShort, Fault::CutShort]);
    assert!(matches!(store.rendition(&key, 160), Err(PictureError::Shelf(_))));
    assert!(store.rendition(&key, 160).is_ok(), "one failure is no reason to leave it alone");
}

#[test]
fn a_store_that_was_away_is_asked_again_once_it_may_be_back() {
    let server = BucketServer::start();
    let store = opened(&server.settings()).expect("opens");
    let key = store.put(DRAWING).expect("kept").key;
    let made = store.rendition(&key, 160).expect("made");
    server.fail("GET", &[Fault::Busy; 8]);
    while server.faults_left() > 0 {
        assert!(matches!(store.rendition(&key, 160), Err(PictureError::Shelf(_))));
    }
    let again = std::iter::repeat_with(|| store.rendition(&key, 160)).find_map(Result::ok);
    assert_eq!(again, Some(made));
}

#[test]
fn an_object_of_five_megabytes_comes_back_as_it_was() {
    let server = BucketServer::start();
    let store = opened(&server.settings()).expect("opens");
    let large = noise();
    assert!(large.len() > 5_000_000, "{}", large.len());
    let kept = store.put_upload(&large).expect("kept").picture;
    assert_eq!((kept.width, kept.height), (1_400, 1_300));
    let rendition = store.rendition(&kept.key, 1_280).expect("made");
    assert_eq!(store.rendition(&kept.key, 1_280).expect("read"), rendition);
    assert_eq!(image::load_from_memory(&rendition).expect("decodes").width(), 1_280);
}

#[test]
fn two_shops_share_a_bucket_under_names_of_any_kind() {
    let server = BucketServer::start();
    let shop = |prefix: &str| {
        let settings = BucketSettings { prefix: prefix.to_owned(), ..server.settings() };
        opened(&settings).expect("opens")
    };
    let (odd, plain) = (shop("Läden & Söhne/50% + ~(1)*'=?#"), shop("plain"));
    let key = odd.put(DRAWING).expect("kept").key;
    odd.rendition(&key, 160).expect("made");
    assert!(matches!(plain.rendition(&key, 160), Err(PictureError::Unknown)));
    let names: Vec<String> = server.objects().into_keys().collect();
    let folder = "Läden & Söhne/50% + ~(1)*'=?#";
    assert_eq!(names, [format!("{folder}/{key}"), format!("{folder}/renditions/{key}-160.webp")]);
    plain.delete(&key).expect("nothing to do");
    assert_eq!(server.objects().len(), 2);
    odd.delete(&key).expect("deleted");
    assert!(server.objects().is_empty());
}
