//! Where pictures are kept.

use pictures::{BadBucket, BucketAddresses, BucketSettings, PictureBucket};
use storefront::account::Secret;

use super::{ConfigError, Sources, variable};

/// Who keeps pictures.
#[derive(Clone, Debug)]
pub(crate) enum PicturePlace {
    /// A folder in the data folder.
    Folder,
    /// A bucket of an S3-compatible store.
    Bucket(Box<PictureBucket>),
}

impl PicturePlace {
    pub(super) fn of(sources: &Sources) -> Result<Self, ConfigError> {
        match sources.needed("pictures")?.as_str() {
            "folder" => Ok(Self::Folder),
            "s3" => bucket(sources).map(|bucket| Self::Bucket(Box::new(bucket))),
            other => Err(wrong("pictures", other, "it is folder or s3")),
        }
    }
}

fn bucket(sources: &Sources) -> Result<PictureBucket, ConfigError> {
    let addresses = match sources.needed("s3_addresses")?.as_str() {
        "path" => BucketAddresses::Path,
        "host" => BucketAddresses::Host,
        other => return Err(wrong("s3_addresses", other, "it is path or host")),
    };
    let settings = BucketSettings {
        endpoint: needed(sources, "s3_endpoint")?,
        addresses,
        region: sources.needed("s3_region")?,
        bucket: needed(sources, "s3_bucket")?,
        prefix: sources.text("s3_prefix").unwrap_or_default(),
        access_key: needed(sources, "s3_access_key")?,
        secret_key: Secret::new(needed(sources, "s3_secret_key")?),
    };
    PictureBucket::new(&settings).map_err(|bad| {
        let (name, value) = match bad {
            // What stands before an @ is a password.
            BadBucket::Endpoint if settings.endpoint.contains('@') => ("s3_endpoint", "...@..."),
            BadBucket::Endpoint => ("s3_endpoint", settings.endpoint.as_str()),
            BadBucket::Region => ("s3_region", settings.region.as_str()),
            BadBucket::Bucket | BadBucket::BeforeHost => ("s3_bucket", settings.bucket.as_str()),
            BadBucket::Prefix => ("s3_prefix", settings.prefix.as_str()),
            BadBucket::AccessKey => ("s3_access_key", settings.access_key.as_str()),
            BadBucket::SecretKey => ("s3_secret_key", ""),
        };
        wrong(name, value, &bad.to_string())
    })
}

/// A setting without which there is no bucket.
fn needed(sources: &Sources, name: &str) -> Result<String, ConfigError> {
    let reason = "it is needed where `pictures` is s3";
    sources.text(name).ok_or_else(|| wrong(name, "", reason))
}

fn wrong(name: &str, value: &str, reason: &str) -> ConfigError {
    ConfigError::Value { name: variable(name), value: value.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUCKET: [(&str, &str); 5] = [
        ("pictures", "s3"),
        ("s3_endpoint", "https://s3.example"),
        ("s3_bucket", "quayside"),
        ("s3_access_key", "AKIAEXAMPLE"),
        ("s3_secret_key", "hunter2"),
    ];

    /// What a settings file comes to that says this, with one setting said otherwise.
    fn place(said: &[(&str, &str)], otherwise: (&str, &str)) -> Result<PicturePlace, String> {
        let mut file: std::collections::BTreeMap<String, String> =
            said.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        file.insert(otherwise.0.to_owned(), otherwise.1.to_owned());
        PicturePlace::of(&Sources { file, running: None }).map_err(|error| error.to_string())
    }

    #[test]
    fn the_folder_is_used_unless_a_bucket_is_set() {
        assert!(matches!(place(&[], ("currency", "EUR")), Ok(PicturePlace::Folder)));
        assert!(matches!(place(&BUCKET, ("pictures", "folder")), Ok(PicturePlace::Folder)));
        assert!(matches!(place(&BUCKET, ("s3_prefix", "shop")), Ok(PicturePlace::Bucket(_))));
        assert!(matches!(place(&BUCKET, ("s3_addresses", "host")), Ok(PicturePlace::Bucket(_))));
    }

    #[test]
    fn what_is_wrong_is_named_and_no_key_is_shown() {
        for (name, value) in [
            ("pictures", "s4"),
            ("s3_addresses", "both"),
            ("s3_endpoint", "http://s3.example"),
            ("s3_endpoint", "https://key:hunter2@s3.example"),
            ("s3_bucket", "Quayside"),
            ("s3_region", "eu central"),
            ("s3_prefix", "../other"),
            ("s3_access_key", "a b"),
            ("s3_secret_key", ""),
        ] {
            let error = place(&BUCKET, (name, value)).expect_err("refused");
            assert!(error.starts_with(&variable(name)), "{name}: {error}");
            assert!(!error.contains("hunter2"), "{name}: {error}");
        }
        for missing in ["s3_endpoint", "s3_bucket", "s3_access_key", "s3_secret_key"] {
            let rest: Vec<_> = BUCKET.into_iter().filter(|(name, _)| *name != missing).collect();
            let error = place(&rest, ("pictures", "s3")).expect_err("refused");
            assert!(error.starts_with(&variable(missing)), "{error}");
        }
    }
}
