//! The places where pictures are kept. What is promised of one is promised of both.

use std::{collections::BTreeMap, path::Path};

use pictures::{PictureBucket, PictureStore};
use tempfile::TempDir;

use crate::bucket_server::BucketServer;

/// A place of its own for a test.
pub(crate) enum Place {
    Folder(TempDir),
    Bucket(BucketServer),
}

impl Place {
    pub(crate) fn folder() -> Self {
        Self::Folder(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn bucket() -> Self {
        Self::Bucket(BucketServer::start())
    }

    pub(crate) fn open(&self) -> PictureStore {
        match self {
            Self::Folder(folder) => PictureStore::open(folder.path()).expect("opens"),
            Self::Bucket(server) => {
                let bucket = PictureBucket::new(&server.settings()).expect("a bucket");
                PictureStore::in_bucket(bucket).expect("opens")
            }
        }
    }

    /// Everything that is kept, by its name.
    pub(crate) fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        match self {
            Self::Folder(folder) => {
                let mut found = BTreeMap::new();
                files(folder.path(), "", &mut found);
                found
            }
            Self::Bucket(server) => server.objects(),
        }
    }
}

/// Every file in the folder, and in those in it.
fn files(folder: &Path, before: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("reads") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        let name = format!("{before}{name}");
        if path.is_dir() {
            files(&path, &format!("{name}/"), found);
        } else {
            found.insert(name, std::fs::read(path).expect("reads"));
        }
    }
}

/// Runs tests in a folder and in a bucket.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod in_a_folder {
            $(#[test]
            fn $test() {
                super::$test(&crate::places::Place::folder());
            })+
        }

        mod in_a_bucket {
            $(#[test]
            fn $test() {
                super::$test(&crate::places::Place::bucket());
            })+
        }
    };
}

pub(crate) use on_both;
