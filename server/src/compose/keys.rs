//! The shop's keys, all made from one secret.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, Result, ensure};
use kernel::random_token;
use sha2::{Digest, Sha256};

use crate::config::Config;

/// The secret; what is made from it never leaves the server.
pub(super) struct Keys(String);

impl Keys {
    /// The secret of the settings, else the one in the data folder, made the first time.
    ///
    /// # Errors
    /// When it is no secret, or the data folder cannot be used.
    pub(super) fn of(config: &Config) -> Result<Self> {
        let secret = match &config.secret_key {
            Some(secret) => secret.clone(),
            None => kept(&config.data.join("secret.key"))?,
        };
        let digits = secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
        ensure!(digits, "QUAYSIDE_SECRET_KEY has to be 64 hexadecimal digits");
        Ok(Self(secret.to_lowercase()))
    }

    /// The key for one purpose. Those of others tell nothing about it.
    pub(super) fn key(&self, purpose: &str) -> [u8; 32] {
        Sha256::digest(format!("quayside {purpose}\n{}", self.0)).into()
    }
}

fn kept(path: &Path) -> Result<String> {
    let cannot = || format!("the file of the shop's secret {} cannot be used", path.display());
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Ok(mut file) => {
            let secret = random_token::<32>();
            file.write_all(secret.as_bytes())
                .and_then(|()| file.sync_all())
                .with_context(cannot)?;
            Ok(secret)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Ok(fs::read_to_string(path).with_context(cannot)?.trim().to_owned())
        }
        Err(error) => Err(error).with_context(cannot),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_made_once_and_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("quayside-secret-{}", std::process::id()));
        let first = kept(&path).expect("made");
        assert_eq!(kept(&path).expect("read"), first);
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_file(path).expect("removed");
        assert_ne!(Keys(first.clone()).key("a"), Keys(first).key("b"));
    }
}
