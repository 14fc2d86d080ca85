//! The folder that holds everything the running shop keeps: stores, logs, `state.json`.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{checkout, process};

/// A data folder that exists.
#[derive(Clone, Debug)]
pub(crate) struct DataFolder {
    path: PathBuf,
}

/// While it lives, no other of our commands changes the same data folder.
pub(crate) struct Lock {
    _file: File,
}

impl DataFolder {
    /// The checkout's own: `QUAYSIDE_DATA`, else a place that suits the user. Made when missing, and
    /// named in the checkout's `.quayside`, by which the server finds it.
    pub(crate) fn of_checkout() -> Result<Self> {
        let root = checkout::root();
        let path = match std::env::var_os("QUAYSIDE_DATA") {
            Some(path) => std::path::absolute(path)?,
            None => default_place(&root, process::is_root()),
        };
        let folder = Self::at(path)?;
        let pointer = root.join(".quayside");
        let text = format!("{}\n", folder.path.display());
        if fs::read_to_string(&pointer).ok().as_ref() != Some(&text) {
            fs::write(&pointer, text)
                .with_context(|| format!("cannot write {}", pointer.display()))?;
        }
        Ok(folder)
    }

    /// One to throw away, for tests, beside the checkout's own.
    pub(crate) fn throw_away(name: &str) -> Result<Self> {
        let own = default_place(&checkout::root(), process::is_root());
        let parent = own.parent().context("a data folder has a parent")?;
        let parent = if process::is_root() { parent } else { own.as_path() };
        Self::at(parent.join(format!("{name}-{}", std::process::id())))
    }

    /// One that somebody else chose.
    pub(crate) fn open(path: PathBuf) -> Result<Self> {
        Self::at(path)
    }

    /// Makes the folder, private but for passing through: PostgreSQL runs as another user when we are root.
    fn at(path: PathBuf) -> Result<Self> {
        let hint = || format!("cannot make {}; name another with QUAYSIDE_DATA", path.display());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(hint)?;
        }
        if !path.exists() {
            DirBuilder::new().mode(0o711).create(&path).with_context(hint)?;
        }
        fs::create_dir_all(path.join("logs"))?;
        fs::set_permissions(path.join("logs"), fs::Permissions::from_mode(0o700))?;
        Ok(Self { path })
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// `state.json`.
    pub(crate) fn state(&self) -> PathBuf {
        self.path.join("state.json")
    }

    /// The log of one of our processes.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.path.join("logs").join(format!("{name}.log"))
    }

    /// Waits until no other of our commands works on this folder.
    pub(crate) fn lock(&self) -> Result<Lock> {
        let path = self.path.join("lock");
        let file =
            File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
        Ok(Lock { _file: file })
    }

    /// Deletes everything in it.
    pub(crate) fn delete(&self) -> Result<()> {
        fs::remove_dir_all(&self.path)
            .with_context(|| format!("cannot delete {}", self.path.display()))
    }
}

/// Below the checkout for an ordinary user. For root, whose checkout is often in a folder that
/// PostgreSQL's user may not enter, a place of the machine's by the checkout's path.
fn default_place(root: &Path, is_root: bool) -> PathBuf {
    if is_root {
        let name = checkout::short_hash(root.as_os_str().as_encoded_bytes(), 12);
        Path::new("/var/lib/quayside").join(name)
    } else {
        root.join(".data")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_checkout_of_root_has_its_own_place() {
        let one = default_place(Path::new("/a"), true);
        let two = default_place(Path::new("/b"), true);
        assert_ne!(one, two);
        assert!(one.starts_with("/var/lib/quayside"));
        assert_eq!(default_place(Path::new("/a"), false), Path::new("/a/.data"));
    }
}
