//! The folder of the index: a lock, a folder for each build, and a pointer to the one in use.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::schema;

/// Why the index could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenIndexError {
    /// Another server uses the folder: each keeps an index of its own.
    #[error(
        "the search index in {0} is used by another server; give each server a folder of its own"
    )]
    InUse(PathBuf),
    /// The folder cannot be used.
    #[error("the folder of the search index, {0}, cannot be used: {1}")]
    Folder(PathBuf, #[source] io::Error),
}

/// The folder, ours as long as this value lives.
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

const POINTER: &str = "CURRENT";

impl Folder {
    /// Makes the folder if needed, and takes it.
    ///
    /// # Errors
    /// [`OpenIndexError`].
    pub(crate) fn take(path: &Path) -> Result<Self, OpenIndexError> {
        let refused = |error| OpenIndexError::Folder(path.to_owned(), error);
        fs::create_dir_all(path).map_err(refused)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("LOCK"))
            .map_err(refused)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(OpenIndexError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(refused(error)),
        }
    }

    /// The build in use, if there is one of this version.
    pub(crate) fn current(&self) -> Option<PathBuf> {
        current(&self.path)
    }

    /// A new folder for a build, beside the one in use.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn fresh(&self) -> io::Result<PathBuf> {
        let mut newest = 0;
        for entry in fs::read_dir(&self.path)? {
            newest = newest.max(number_of(&entry?.file_name().to_string_lossy()).unwrap_or(0));
        }
        let path = self.path.join(format!("{}-{:06}", schema::version(), newest + 1));
        fs::create_dir(&path)?;
        Ok(path)
    }

    /// Puts a build into use, at once and for good.
    ///
    /// # Errors
    /// When the pointer cannot be written.
    pub(crate) fn point_to(&self, build: &Path) -> io::Result<()> {
        let name = build.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let written = self.path.join("CURRENT.new");
        let mut file = File::create(&written)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&written, self.path.join(POINTER))?;
        File::open(&self.path)?.sync_all()
    }

    /// Removes every build but the one in use. What cannot be removed is left for the next time.
    pub(crate) fn tidy(&self) {
        let current = self.current();
        for entry in fs::read_dir(&self.path).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir()
                && Some(&path) != current.as_ref()
                && is_build(&entry.file_name().to_string_lossy())
                && let Err(error) = fs::remove_dir_all(&path)
            {
                tracing::warn!(%error, path = %path.display(), "an old index stays");
            }
        }
    }
}

/// The build in use in a folder that may be another server's, if there is one of this version.
pub(crate) fn current(folder: &Path) -> Option<PathBuf> {
    let name = fs::read_to_string(folder.join(POINTER)).ok()?;
    number_of(name.trim())?;
    let path = folder.join(name.trim());
    path.is_dir().then_some(path)
}

/// The number of a build of this version.
fn number_of(name: &str) -> Option<u64> {
    name.strip_prefix(&schema::version())?.strip_prefix('-')?.parse().ok()
}

/// Whether a folder of this name is a build of any version.
fn is_build(name: &str) -> bool {
    name.starts_with('v')
        && name.rsplit_once('-').is_some_and(|(_, number)| number.parse::<u64>().is_ok())
}
