//! Originals and what is made of them.

use std::{
    collections::HashSet,
    io,
    path::Path,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use storefront::{image::WIDTHS, picture_room::PictureFormat};

use crate::{
    bucket::PictureBucket,
    key::{InvalidKey, PictureKey},
    raster::{self, Original},
    s3_shelf::S3Shelf,
    shelf::{FolderShelf, Shelf},
    upload::{self, UploadError},
};

/// How many renditions are made at once; more would only take turns on the processor.
const MAKERS: usize = 2;

/// The folder of renditions, within that of originals.
const RENDITIONS: &str = "renditions";

/// Pictures in a folder or a bucket: originals under their key, renditions in `renditions/` beside them.
///
/// All methods block, on the disk or the network and on the processor: asynchronous callers wrap them
/// in `spawn_blocking`. Several processes may share a folder or a bucket, because every object appears
/// whole.
#[derive(Debug)]
pub struct PictureStore {
    shelf: Box<dyn Shelf>,
    making: Mutex<HashSet<String>>,
    made: Condvar,
    uploads: AtomicU64,
}

/// What the store knows of an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPicture {
    /// Its key, as [`storefront::image::Image::key`] has it.
    pub key: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What the store knows of a picture that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptUpload {
    /// The original that was made of it.
    pub picture: StoredPicture,
    /// What it was, by its content.
    pub format: PictureFormat,
    /// Whether what is behind it shows through somewhere.
    pub see_through: bool,
}

/// Why a picture could not be kept or given.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The key has not the form of one.
    #[error(transparent)]
    Key(#[from] InvalidKey),
    /// No original has this key.
    #[error("there is no picture with this key")]
    Unknown,
    /// Pictures are not offered in this width.
    #[error("pictures are offered in widths of 160, 320, 640, 960 and 1280 pixels only")]
    Width,
    /// More than 10 MB or 40 megapixels.
    #[error("a picture has at most 10 MB and 40 megapixels")]
    TooLarge,
    /// The bytes are no SVG, PNG, JPEG or WebP, or a damaged one.
    #[error("the picture cannot be read: {0}")]
    Unreadable(String),
    /// The encoder refused.
    #[error("the picture cannot be encoded: {0}")]
    Encoding(String),
    /// The folder or the bucket cannot be read or written.
    #[error("where pictures are kept: {0}")]
    Shelf(#[from] io::Error),
}

impl PictureStore {
    /// Opens a folder of pictures, and makes it where it does not exist.
    ///
    /// # Errors
    /// [`PictureError::Shelf`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, PictureError> {
        Ok(Self::on(Box::new(FolderShelf::open(folder.as_ref(), &[RENDITIONS])?)))
    }

    /// Opens a bucket of an S3-compatible store, after it has written, read and deleted a small object
    /// there.
    ///
    /// # Errors
    /// [`PictureError::Shelf`], with a sentence that says what to look at. It holds no key.
    pub fn in_bucket(bucket: PictureBucket) -> Result<Self, PictureError> {
        Ok(Self::on(Box::new(S3Shelf::open(bucket)?)))
    }

    fn on(shelf: Box<dyn Shelf>) -> Self {
        Self { shelf, making: Mutex::default(), made: Condvar::new(), uploads: AtomicU64::new(0) }
    }

    /// Keeps an original that is trusted: an SVG of our own, or a PNG, JPEG or WebP. Keeping it again
    /// changes nothing. What somebody sent is for [`PictureStore::put_upload`].
    ///
    /// # Errors
    /// [`PictureError::TooLarge`], [`PictureError::Unreadable`] or [`PictureError::Shelf`].
    pub fn put(&self, original: &[u8]) -> Result<StoredPicture, PictureError> {
        let size = Original::read(original)?.size();
        self.keep(original, size)
    }

    /// Keeps a picture that somebody sent: a PNG, JPEG or WebP by its content, whatever it is called.
    /// It is turned upright and written anew, and nothing that was sent beside its pixels is kept.
    /// Sending the same again keeps the same. Of what is refused, nothing is kept.
    ///
    /// # Errors
    /// [`UploadError`].
    pub fn put_upload(&self, sent: &[u8]) -> Result<KeptUpload, UploadError> {
        let format = upload::looked_at(sent)?;
        // Decoding takes memory, so as many at a time as pictures are made.
        let number = self.uploads.fetch_add(1, Ordering::Relaxed);
        let _turn = self.take_turn(format!("upload {number}"));
        let written = upload::rewritten(sent, format)?;
        let picture = self.keep(&written.bytes, written.size)?;
        // A name that lost its bytes in a crash would count as kept, and could not be sent again.
        self.shelf.settle(&picture.key).map_err(PictureError::from)?;
        let (format, see_through) = (written.format, written.see_through);
        Ok(KeptUpload { picture, format, see_through })
    }

    /// Makes every width of a picture that is not made yet.
    ///
    /// # Errors
    /// As [`PictureStore::rendition`].
    pub fn make_all(&self, key: &str) -> Result<(), PictureError> {
        if self.made(key)? == WIDTHS.len() {
            return Ok(());
        }
        let key = PictureKey::parse(key)?;
        let _turn = self.take_turn(format!("{key} in all widths"));
        let original = self.shelf.get(key.as_str())?.ok_or(PictureError::Unknown)?;
        Original::read(&original)?.in_all_widths(|width, pixels| {
            let name = rendition(&key, width);
            if !self.shelf.exists(&name)? {
                self.shelf.put(&name, &raster::webp(pixels)?)?;
            }
            Ok(())
        })?;
        // It may have been deleted meanwhile.
        if !self.shelf.exists(key.as_str())? {
            self.delete(key.as_str())?;
        }
        Ok(())
    }

    /// How many of the [`WIDTHS`] of a picture are made.
    ///
    /// # Errors
    /// [`PictureError::Key`] or [`PictureError::Shelf`].
    pub fn made(&self, key: &str) -> Result<usize, PictureError> {
        let key = PictureKey::parse(key)?;
        let names = WIDTHS.map(|width| rendition(&key, width));
        Ok(count(&self.shelf.there(&names)?))
    }

    /// How many of the [`WIDTHS`] of each picture are made; none of what has no key of ours.
    ///
    /// # Errors
    /// [`PictureError::Shelf`].
    pub fn made_of(&self, keys: &[String]) -> Result<Vec<usize>, PictureError> {
        let keys: Vec<_> = keys.iter().map(|key| PictureKey::parse(key).ok()).collect();
        let names: Vec<String> = keys
            .iter()
            .flatten()
            .flat_map(|key| WIDTHS.map(|width| rendition(key, width)))
            .collect();
        let there = self.shelf.there(&names)?;
        let mut made = there.chunks(WIDTHS.len()).map(count);
        Ok(keys.iter().map(|key| key.as_ref().and_then(|_| made.next()).unwrap_or(0)).collect())
    }

    /// Deletes a picture with all that was made of it. A second time it finds nothing to do.
    ///
    /// # Errors
    /// [`PictureError::Key`] or [`PictureError::Shelf`].
    pub fn delete(&self, key: &str) -> Result<(), PictureError> {
        let key = PictureKey::parse(key)?;
        // The original first: without it, nothing is made of it again.
        self.shelf.delete(key.as_str())?;
        for width in WIDTHS {
            self.shelf.delete(&rendition(&key, width))?;
        }
        self.shelf.delete(&social(&key))?;
        Ok(())
    }

    fn keep(&self, original: &[u8], size: (u32, u32)) -> Result<StoredPicture, PictureError> {
        let key = PictureKey::of(original);
        if !self.shelf.exists(key.as_str())? {
            self.shelf.put(key.as_str(), original)?;
        }
        Ok(StoredPicture { key: key.as_str().to_owned(), width: size.0, height: size.1 })
    }

    /// The picture as lossy WebP, `width` pixels wide (a photograph that is smaller keeps its
    /// size). Made on first demand, by one maker at a time, and kept.
    ///
    /// # Errors
    /// [`PictureError::Key`], [`PictureError::Width`] for a width that is not in [`WIDTHS`],
    /// [`PictureError::Unknown`], or what goes wrong in making it.
    pub fn rendition(&self, key: &str, width: u32) -> Result<Arc<[u8]>, PictureError> {
        if !WIDTHS.contains(&width) {
            return Err(PictureError::Width);
        }
        let key = PictureKey::parse(key)?;
        self.made_once(&key, &rendition(&key, width), |original| {
            raster::webp(&original.at_width(width)?)
        })
    }

    /// The picture as a PNG of 1200 x 630 pixels, as link previews show it.
    ///
    /// # Errors
    /// As [`PictureStore::rendition`].
    pub fn social(&self, key: &str) -> Result<Arc<[u8]>, PictureError> {
        let key = PictureKey::parse(key)?;
        self.made_once(&key, &social(&key), |original| raster::png(&original.card()?))
    }

    fn made_once(
        &self,
        key: &PictureKey,
        name: &str,
        make: impl FnOnce(&Original) -> Result<Vec<u8>, PictureError>,
    ) -> Result<Arc<[u8]>, PictureError> {
        if let Some(bytes) = self.shelf.get(name)? {
            return Ok(bytes.into());
        }
        // Addresses that somebody made up keep no maker from its work.
        if !self.shelf.exists(key.as_str())? {
            return Err(PictureError::Unknown);
        }
        let _turn = self.take_turn(name.to_owned());
        // Whoever had the turn before may have made it.
        if let Some(bytes) = self.shelf.get(name)? {
            return Ok(bytes.into());
        }
        let original = self.shelf.get(key.as_str())?.ok_or(PictureError::Unknown)?;
        let bytes = make(&Original::read(&original)?)?;
        self.shelf.put(name, &bytes)?;
        Ok(bytes.into())
    }

    fn take_turn(&self, name: String) -> Turn<'_> {
        let mut making = self.lock();
        while making.len() >= MAKERS || making.contains(&name) {
            making = self.made.wait(making).unwrap_or_else(PoisonError::into_inner);
        }
        making.insert(name.clone());
        Turn { store: self, name }
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<String>> {
        // Nothing in a critical section can leave the set half changed.
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to make one file; given back when dropped, also when making it failed.
struct Turn<'a> {
    store: &'a PictureStore,
    name: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.store.lock().remove(&self.name);
        self.store.made.notify_all();
    }
}

fn count(there: &[bool]) -> usize {
    there.iter().filter(|there| **there).count()
}

fn rendition(key: &PictureKey, width: u32) -> String {
    format!("{RENDITIONS}/{key}-{width}.webp")
}

fn social(key: &PictureKey) -> String {
    format!("{RENDITIONS}/{key}-social.png")
}
