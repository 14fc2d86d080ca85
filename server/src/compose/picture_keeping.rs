//! Pictures that somebody sends: kept at once, and made in all widths soon.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use audit::DeedLog;
use catalog::{CatalogStore, PictureDesk};
use pictures::{KeptUpload, PictureError, PictureStore, UploadError};
use storefront::{
    image::WIDTHS,
    picture_room::{KeepError, KeptPicture, PictureKeeping, check_name},
    shop::ShopFront,
    staff::{Permission, StaffMember},
};
use tokio::{sync::mpsc, task::spawn_blocking};

/// Pictures that wait for their widths. What does not fit is made when somebody asks for it.
const WAITING: usize = 256;

/// Keeps pictures.
pub(super) struct PictureKeeper {
    store: Arc<PictureStore>,
    waiting: mpsc::Sender<String>,
    taken: Taken,
}

/// Makes the widths of pictures that were sent, or that staff look at, one picture after the other,
/// so that shoppers who wait for one find a maker free. What a crash leaves unmade is made when
/// somebody asks for it.
pub(crate) struct WidthMaker {
    store: Arc<PictureStore>,
    waiting: mpsc::Receiver<String>,
    taken: Taken,
}

/// The keys that wait or could not be made, so that a page that is looked at again and again has none
/// of them made twice.
type Taken = Arc<Mutex<HashSet<String>>>;

/// A keeper, and who makes what it keeps.
pub(super) fn keeper(store: Arc<PictureStore>) -> (Arc<PictureKeeper>, WidthMaker) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let taken = Taken::default();
    let keeper = PictureKeeper { store: store.clone(), waiting: sender, taken: taken.clone() };
    (Arc::new(keeper), WidthMaker { store, waiting: receiver, taken })
}

/// Pictures of products, with what they ask.
pub(super) fn desk(
    catalogue: Arc<CatalogStore>,
    keeping: Arc<PictureKeeper>,
    deeds: Arc<dyn DeedLog>,
    front: Arc<dyn ShopFront>,
) -> Arc<PictureDesk> {
    Arc::new(PictureDesk::new(catalogue, keeping, deeds, front))
}

impl WidthMaker {
    /// Makes them for as long as pictures can be sent.
    pub(crate) async fn run(mut self) {
        while let Some(key) = self.waiting.recv().await {
            let (store, name) = (self.store.clone(), key.clone());
            match spawn_blocking(move || store.make_all(&name)).await {
                Ok(Ok(())) => {
                    self.taken.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
                }
                Ok(Err(error)) => tracing::warn!(%error, key, "a picture is not in all widths"),
                Err(error) => tracing::error!(%error, key, "making the widths of a picture failed"),
            }
        }
    }
}

impl PictureKeeper {
    /// Has a picture made in all widths soon.
    fn have_made(&self, key: &str) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if !taken.insert(key.to_owned()) {
            return;
        }
        if self.waiting.try_send(key.to_owned()).is_err() {
            taken.remove(key);
            tracing::debug!(key, "a picture is made when somebody asks for it");
        }
    }

    /// Does something with the pictures where it may block.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&PictureStore) -> Result<T, KeepError> + Send + 'static,
    ) -> Result<T, KeepError> {
        let store = self.store.clone();
        spawn_blocking(move || work(&store)).await.unwrap_or_else(|error| {
            // A decoder that breaks off has met a picture that is none.
            tracing::error!(%error, "working on a picture failed");
            Err(KeepError::Damaged)
        })
    }
}

fn away(error: &PictureError) -> KeepError {
    tracing::error!(%error, "where pictures are kept, something does not go as it should");
    KeepError::Unavailable
}

fn refused(error: UploadError) -> KeepError {
    match error {
        UploadError::NotAPicture => KeepError::NotAPicture,
        UploadError::MoreThanAPicture => KeepError::MoreThanAPicture,
        UploadError::TooManyBytes => KeepError::TooManyBytes,
        UploadError::TooManyPixels => KeepError::TooManyPixels,
        UploadError::Damaged(why) => {
            tracing::debug!(why, "a picture that was sent cannot be read");
            KeepError::Damaged
        }
        UploadError::Store(error) => away(&error),
    }
}

#[async_trait]
impl PictureKeeping for PictureKeeper {
    async fn keep(
        &self,
        by: &StaffMember,
        name: &str,
        sent: Vec<u8>,
    ) -> Result<KeptPicture, KeepError> {
        if !by.may(Permission::EditCatalogue) && !by.may(Permission::ManageSettings) {
            return Err(KeepError::Forbidden);
        }
        check_name(name, &sent)?;
        let kept = self.blocking(move |store| store.put_upload(&sent).map_err(refused)).await?;
        self.have_made(&kept.picture.key);
        let KeptUpload { picture, format, see_through } = kept;
        let (key, width, height) = (picture.key, picture.width, picture.height);
        Ok(KeptPicture { key, width, height, format, see_through })
    }

    async fn made(&self, keys: Vec<String>) -> Result<Vec<usize>, KeepError> {
        let asked = keys.clone();
        let made =
            self.blocking(move |store| store.made_of(&asked).map_err(|error| away(&error))).await?;
        for (key, _) in keys.iter().zip(&made).filter(|(_, made)| **made < WIDTHS.len()) {
            self.have_made(key);
        }
        Ok(made)
    }

    async fn discard(&self, by: &StaffMember, key: &str) -> Result<(), KeepError> {
        by.require(Permission::EditCatalogue).map_err(|_| KeepError::Forbidden)?;
        let key = key.to_owned();
        self.blocking(move |store| store.delete(&key).map_err(|error| away(&error))).await
    }
}

#[cfg(test)]
mod tests;
