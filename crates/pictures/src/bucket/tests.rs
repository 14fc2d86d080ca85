//! Which settings make a bucket.

use super::*;

fn settings() -> BucketSettings {
    BucketSettings {
        endpoint: "https://s3.example".to_owned(),
        addresses: BucketAddresses::Path,
        region: "eu-central-1".to_owned(),
        bucket: "quayside".to_owned(),
        prefix: String::new(),
        access_key: "AKIAEXAMPLE".to_owned(),
        secret_key: Secret::new("hunter2"),
    }
}

fn address(settings: &BucketSettings) -> Result<String, BadBucket> {
    let PictureBucket { bucket, prefix, .. } = PictureBucket::new(settings)?;
    Ok(bucket.object_url(&format!("{prefix}ab")).to_string())
}

#[test]
fn the_bucket_stands_in_the_path_or_before_the_host() {
    let path = settings();
    assert_eq!(address(&path).as_deref(), Ok("https://s3.example/quayside/ab"));
    let host = BucketSettings { addresses: BucketAddresses::Host, ..settings() };
    assert_eq!(address(&host).as_deref(), Ok("https://quayside.s3.example/ab"));
    let number = BucketSettings {
        endpoint: "https://192.0.2.1".to_owned(),
        addresses: BucketAddresses::Host,
        ..settings()
    };
    assert_eq!(address(&number), Err(BadBucket::BeforeHost));
}

#[test]
fn what_is_signed_is_sent_encrypted_or_stays_on_the_machine() {
    for good in [
        "https://s3.example:9000/",
        "http://127.0.0.1:9000",
        "http://localhost",
        "http://[::1]:9000",
    ] {
        let with = BucketSettings { endpoint: good.to_owned(), ..settings() };
        assert!(PictureBucket::new(&with).is_ok(), "{good}");
    }
    for bad in [
        "http://s3.example",
        "http://127.0.0.1.example",
        "http://localhost@s3.example",
        "https://key:secret@s3.example",
        "https://s3.example?a=b",
        "https://s3.example#a",
        "ftp://localhost",
        "s3.example",
        "",
    ] {
        let with = BucketSettings { endpoint: bad.to_owned(), ..settings() };
        assert_eq!(address(&with), Err(BadBucket::Endpoint), "{bad}");
    }
    let elsewhere = BucketSettings {
        endpoint: "http://localhost:9000".to_owned(),
        addresses: BucketAddresses::Host,
        ..settings()
    };
    assert_eq!(address(&elsewhere), Err(BadBucket::Endpoint));
}

#[test]
fn names_begin_with_a_folder_of_any_script_and_with_nothing_that_has_no_address() {
    for (prefix, address_of) in [
        ("", "https://s3.example/quayside/ab"),
        ("/", "https://s3.example/quayside/ab"),
        ("shop", "https://s3.example/quayside/shop/ab"),
        ("/shop/pictures/", "https://s3.example/quayside/shop/pictures/ab"),
        ("Lä +?#%", "https://s3.example/quayside/L%C3%A4%20%2B%3F%23%25/ab"),
    ] {
        let with = BucketSettings { prefix: prefix.to_owned(), ..settings() };
        assert_eq!(address(&with).as_deref(), Ok(address_of), "{prefix}");
    }
    let long = "a".repeat(501);
    for bad in ["..", "shop/../other", "shop//pictures", ".", "a\nb", long.as_str()] {
        let with = BucketSettings { prefix: bad.to_owned(), ..settings() };
        assert_eq!(address(&with), Err(BadBucket::Prefix), "{bad}");
    }
}

#[test]
fn what_is_missing_or_no_name_is_refused() {
    for bad in ["", "ab", "Quayside", "-quayside", "quayside.", "quay/side", "quay side"] {
        let with = BucketSettings { bucket: bad.to_owned(), ..settings() };
        assert_eq!(address(&with), Err(BadBucket::Bucket), "{bad}");
    }
    for bad in ["", "eu central", "eu/1"] {
        let with = BucketSettings { region: bad.to_owned(), ..settings() };
        assert_eq!(address(&with), Err(BadBucket::Region), "{bad}");
    }
    for bad in ["", "a b", "a\n"] {
        let with = BucketSettings { access_key: bad.to_owned(), ..settings() };
        assert_eq!(address(&with), Err(BadBucket::AccessKey), "{bad}");
    }
    let with = BucketSettings { secret_key: Secret::default(), ..settings() };
    assert_eq!(address(&with), Err(BadBucket::SecretKey));
}

#[test]
fn no_log_shows_the_key() {
    let bucket = PictureBucket::new(&settings()).expect("good");
    for shown in [format!("{bucket:?}"), format!("{:?}", settings())] {
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
