//! Opens the place where pictures are kept.

use std::sync::Arc;

use anyhow::{Context, Result};
use pictures::PictureStore;
use tokio::task::spawn_blocking;

use crate::config::{Config, PicturePlace};

/// Pictures where the settings say.
///
/// # Errors
/// When the folder cannot be made, or the bucket does not do what it has to; the sentence says what to
/// look at.
pub(crate) async fn pictures(config: &Config) -> Result<Arc<PictureStore>> {
    let store = match &config.pictures {
        PicturePlace::Folder => {
            let folder = config.data.join("pictures");
            PictureStore::open(&folder).with_context(|| {
                format!("the folder for pictures {} cannot be used", folder.display())
            })?
        }
        PicturePlace::Bucket(bucket) => {
            let bucket = bucket.clone();
            spawn_blocking(move || PictureStore::in_bucket(*bucket))
                .await
                .context("opening the bucket for pictures broke off")?
                .context("the bucket for pictures cannot be used. Look at the QUAYSIDE_S3_... settings, or set QUAYSIDE_PICTURES to folder")?
        }
    };
    Ok(Arc::new(store))
}
