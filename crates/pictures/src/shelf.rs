//! Where the files of pictures lie.

use std::{
    fs,
    hash::{BuildHasher, RandomState},
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// A file that is not whole after so long is left over from a crash.
const LEFT_OVER: Duration = Duration::from_secs(24 * 60 * 60);

/// Keeps whole objects under names. A name is made of the key of a picture and of fixed words, and
/// of nothing that somebody typed.
pub(crate) trait Shelf: Send + Sync + std::fmt::Debug {
    /// The object of a name.
    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>>;
    /// Keeps an object, in place of what had the name. Others see it whole or not at all.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Sees to it that an object outlives a crash of the machine.
    fn settle(&self, name: &str) -> io::Result<()>;
    /// Whether there is an object of this name.
    fn exists(&self, name: &str) -> io::Result<bool>;
    /// Removes an object. A second time it finds nothing to do.
    fn delete(&self, name: &str) -> io::Result<()>;
    /// Which of these names have an object, in their order.
    fn there(&self, names: &[String]) -> io::Result<Vec<bool>> {
        names.iter().map(|name| self.exists(name)).collect()
    }
}

/// A folder, which several processes may share.
#[derive(Debug)]
pub(crate) struct FolderShelf {
    folder: PathBuf,
    /// What begins the names of files that are not whole yet. No other process has the same: their
    /// numbers are, where each is the first of its container.
    own: u64,
    temporary: AtomicU64,
}

impl FolderShelf {
    /// Opens a folder with these folders in it, and makes them where they do not exist. What a crash
    /// left half written a day ago or longer is deleted.
    pub(crate) fn open(folder: &Path, within: &[&str]) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        for name in within {
            fs::create_dir_all(folder.join(name))?;
        }
        sweep(folder)?;
        let own = RandomState::new().hash_one(std::process::id());
        Ok(Self { folder: folder.to_path_buf(), own, temporary: AtomicU64::new(0) })
    }
}

impl Shelf for FolderShelf {
    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        found(fs::read(self.folder.join(name)))
    }

    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let count = self.temporary.fetch_add(1, Ordering::Relaxed);
        let temporary = self.folder.join(format!(".{:x}-{count}.part", self.own));
        let written = fs::write(&temporary, bytes)
            .and_then(|()| fs::rename(&temporary, self.folder.join(name)));
        written.inspect_err(|_| {
            // What went wrong first is what is told; a left-over is only untidy.
            let _ = fs::remove_file(&temporary);
        })
    }

    fn settle(&self, name: &str) -> io::Result<()> {
        fs::File::open(self.folder.join(name))?.sync_all()?;
        fs::File::open(&self.folder)?.sync_all()
    }

    fn exists(&self, name: &str) -> io::Result<bool> {
        self.folder.join(name).try_exists()
    }

    fn delete(&self, name: &str) -> io::Result<()> {
        found(fs::remove_file(self.folder.join(name))).map(drop)
    }
}

fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !(name.starts_with('.') && name.ends_with(".part")) {
            continue;
        }
        let changed = entry.metadata().and_then(|known| known.modified());
        let age = changed.ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > LEFT_OVER) {
            // Another process may have been quicker; a left-over is only untidy.
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

fn found<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
