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
    Bucket(PictureBucket),
}

impl PicturePlace {
    pub(super) fn of(sources: &Sources) -> Result<Self, ConfigError> {
        match sources.needed("pictures")?.as_str() {
            "folder" => Ok(Self::Folder),
            "s3" => bucket(sources).map(Self::Bucket),
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
