//! Originals and renditions in a folder.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use storefront::image::WIDTHS;

use crate::{
    key::{InvalidKey, PictureKey},
    raster::{self, Original},
};

/// How many renditions are made at once; more would only take turns on the processor.
const MAKERS: usize = 2;

/// Pictures in a folder: originals under their key, renditions in `renditions/` beside them.
///
/// All methods block, on the disk and on the processor: asynchronous callers wrap them in
/// `spawn_blocking`. Several processes may share a folder, because every file appears whole.
#[derive(Debug)]
pub struct PictureStore {
    folder: PathBuf,
    renditions: PathBuf,
    making: Mutex<HashSet<String>>,
    made: Condvar,
    temporary: AtomicU64,
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
    /// The folder cannot be read or written.
    #[error("the folder of pictures: {0}")]
    Folder(#[from] io::Error),
}

impl PictureStore {
    /// Opens a folder of pictures, and makes it where it does not exist.
    ///
    /// # Errors
    /// [`PictureError::Folder`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, PictureError> {
        let folder = folder.as_ref().to_path_buf();
        let renditions = folder.join("renditions");
        fs::create_dir_all(&renditions)?;
        Ok(Self {
            folder,
            renditions,
            making: Mutex::default(),
            made: Condvar::new(),
            temporary: AtomicU64::new(0),
        })
    }

    /// Keeps an original: an SVG of our own, or a PNG, JPEG or WebP. Keeping it again changes
    /// nothing.
    ///
    /// # Errors
    /// [`PictureError::TooLarge`], [`PictureError::Unreadable`] or [`PictureError::Folder`].
    pub fn put(&self, original: &[u8]) -> Result<StoredPicture, PictureError> {
        let key = PictureKey::of(original);
        let (width, height) = Original::read(original)?.size();
        let path = self.folder.join(key.as_str());
        if !path.exists() {
            self.write(&path, original)?;
        }
        Ok(StoredPicture { key: key.as_str().to_owned(), width, height })
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
        self.made_once(&key, format!("{key}-{width}.webp"), |original| {
            raster::webp(&original.at_width(width)?)
        })
    }

    /// The picture as a PNG of 1200 x 630 pixels, as link previews show it.
    ///
    /// # Errors
    /// As [`PictureStore::rendition`].
    pub fn social(&self, key: &str) -> Result<Arc<[u8]>, PictureError> {
        let key = PictureKey::parse(key)?;
        self.made_once(&key, format!("{key}-social.png"), |original| raster::png(&original.card()?))
    }

    fn made_once(
        &self,
        key: &PictureKey,
        name: String,
        make: impl FnOnce(&Original) -> Result<Vec<u8>, PictureError>,
    ) -> Result<Arc<[u8]>, PictureError> {
        let path = self.renditions.join(&name);
        if let Some(bytes) = read(&path)? {
            return Ok(bytes.into());
        }
        let _turn = self.take_turn(name);
        // Whoever had the turn before may have made it.
        if let Some(bytes) = read(&path)? {
            return Ok(bytes.into());
        }
        let original = read(&self.folder.join(key.as_str()))?.ok_or(PictureError::Unknown)?;
        let bytes = make(&Original::read(&original)?)?;
        self.write(&path, &bytes)?;
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

    /// Writes a file that others see whole or not at all.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let count = self.temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = self.folder.join(format!(".{}-{count}.part", std::process::id()));
        fs::write(&temporary, bytes)?;
        fs::rename(&temporary, path).inspect_err(|_| {
            // The rename is what is told; a left-over is only untidy.
            let _ = fs::remove_file(&temporary);
        })
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

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
