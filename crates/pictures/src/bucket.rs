//! Where a bucket for pictures is, and what opens it.

use std::fmt;

use rusty_s3::{Bucket, Credentials, UrlStyle};
use storefront::account::Secret;
use url::{Host, Url};

/// The longest beginning of names in bytes. S3 allows 1,024 for a whole name.
const LONGEST_PREFIX: usize = 500;

/// Where the name of a bucket stands in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BucketAddresses {
    /// In the path: `https://s3.example/bucket/object`.
    Path,
    /// Before the host: `https://bucket.s3.example/object`.
    Host,
}

/// A bucket of an S3-compatible store, as somebody set it.
#[derive(Clone, Debug)]
pub struct BucketSettings {
    /// Scheme and host of the store, such as `https://s3.eu-central-1.amazonaws.com`.
    pub endpoint: String,
    /// Where the bucket's name stands in addresses.
    pub addresses: BucketAddresses,
    /// The region that signatures are made for.
    pub region: String,
    /// The bucket's name.
    pub bucket: String,
    /// What all names in it begin with; empty where the bucket is for pictures alone.
    pub prefix: String,
    /// The name of the key that opens it.
    pub access_key: String,
    /// The key.
    pub secret_key: Secret,
}

/// Why a bucket cannot be one for pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBucket {
    /// The address would send pictures and signatures unencrypted through a network, or is none.
    #[error(
        "it is https:// and a host, or http:// and this machine itself with the bucket in the path; without user, `?` and `#`"
    )]
    Endpoint,
    /// The region is no name of one.
    #[error("it has letters, digits and - only, such as eu-central-1")]
    Region,
    /// No bucket can be called so.
    #[error("it has 3 to 63 small letters, digits, dots and -, and begins and ends with neither")]
    Bucket,
    /// A bucket of this name cannot stand before this host.
    #[error("it cannot stand before the host of this address; set the addresses to path")]
    BeforeHost,
    /// Names that begin so have no address.
    #[error("it has at most 500 bytes, and no part between two / is empty, a dot or two dots")]
    Prefix,
    /// There is none, or it cannot be sent.
    #[error("it has letters, digits and signs without spaces")]
    AccessKey,
    /// There is none.
    #[error("it is empty")]
    SecretKey,
}

/// A bucket whose settings were checked, without asking the store.
#[derive(Clone)]
pub struct PictureBucket {
    pub(crate) bucket: Bucket,
    pub(crate) credentials: Credentials,
    /// Empty, or ending with `/`.
    pub(crate) prefix: String,
}

impl fmt::Debug for PictureBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PictureBucket").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

impl PictureBucket {
    /// Checks the settings of a bucket.
    ///
    /// # Errors
    /// [`BadBucket`] says which of them is wrong.
    pub fn new(settings: &BucketSettings) -> Result<Self, BadBucket> {
        let BucketSettings { endpoint, addresses, region, bucket, prefix, access_key, secret_key } =
            settings;
        if !is_bucket(bucket) {
            return Err(BadBucket::Bucket);
        }
        if region.is_empty() || !region.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(BadBucket::Region);
        }
        if access_key.is_empty() || !access_key.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(BadBucket::AccessKey);
        }
        if secret_key.reveal().is_empty() {
            return Err(BadBucket::SecretKey);
        }
        let endpoint = Url::parse(endpoint).map_err(|_| BadBucket::Endpoint)?;
        if !is_plain(&endpoint) {
            return Err(BadBucket::Endpoint);
        }
        let style = match addresses {
            BucketAddresses::Path => UrlStyle::Path,
            BucketAddresses::Host => UrlStyle::VirtualHost,
        };
        let bucket = Bucket::new(endpoint, style, bucket.clone(), region.clone())
            .map_err(|_| BadBucket::BeforeHost)?;
        // Looked at with the bucket's name in it: a name before `localhost` may be another machine.
        if bucket.base_url().scheme() != "https" && !is_this_machine(bucket.base_url()) {
            return Err(BadBucket::Endpoint);
        }
        Ok(Self {
            bucket,
            credentials: Credentials::new(access_key.as_str(), secret_key.reveal()),
            prefix: checked_prefix(prefix)?,
        })
    }
}

fn is_bucket(name: &str) -> bool {
    let bytes = name.as_bytes();
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    (3..=63).contains(&bytes.len())
        && bytes.iter().all(|byte| plain(byte) || matches!(byte, b'.' | b'-'))
        && bytes.first().is_some_and(plain)
        && bytes.last().is_some_and(plain)
}

/// Whether an address is a place and nothing more.
fn is_plain(endpoint: &Url) -> bool {
    matches!(endpoint.scheme(), "http" | "https")
        && endpoint.has_host()
        && endpoint.username().is_empty()
        && endpoint.password().is_none()
        && endpoint.query().is_none()
        && endpoint.fragment().is_none()
}

fn is_this_machine(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn checked_prefix(prefix: &str) -> Result<String, BadBucket> {
    let prefix = prefix.trim_matches('/');
    if prefix.is_empty() {
        return Ok(String::new());
    }
    let part = |part: &str| !matches!(part, "" | "." | "..") && !part.chars().any(char::is_control);
    if prefix.len() > LONGEST_PREFIX || !prefix.split('/').all(part) {
        return Err(BadBucket::Prefix);
    }
    Ok(format!("{prefix}/"))
}

#[cfg(test)]
mod tests;
