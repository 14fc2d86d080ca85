//! Lays letters into a folder, each a file that mail programs open.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use kernel::{Clock, LetterId, Timestamp, random_token};
use storefront::mail::{Letter, MailError, Mailer};

use crate::{message::seal, sender::Sender};

/// How long the disk has for one letter, or for looking through all.
pub(crate) const DEADLINE: Duration = Duration::from_secs(5);
/// What the names of letters end with.
const ENDING: &str = ".eml";

/// Lays letters into a folder instead of sending them. Only who runs the shop may read them.
pub struct LetterFolder {
    pub(crate) folder: Arc<Path>,
    sender: Sender,
    clock: Arc<dyn Clock>,
}

impl LetterFolder {
    /// Letters of a sender, in a folder that is made with the first of them.
    #[must_use]
    pub fn new(folder: PathBuf, sender: Sender, clock: Arc<dyn Clock>) -> Self {
        Self { folder: folder.into(), sender, clock }
    }
}

#[async_trait]
impl Mailer for LetterFolder {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let now = self.clock.now();
        let sealed = seal(letter, &self.sender, now).map_err(|error| {
            tracing::warn!(letter = %letter.id, %error, "a letter cannot be written");
            MailError::Refused
        })?;
        let (folder, id) = (self.folder.clone(), letter.id.clone());
        on_disk(move || lay(&folder, &id, now, &sealed.bytes)).await.map_err(|error| {
            tracing::error!(letter = %letter.id, %error, "a letter was not laid into the folder");
            MailError::Unavailable
        })
    }
}

/// Does something on the disk, within the deadline and without holding up others. What it began
/// it ends, even when nobody waits any more.
pub(crate) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match tokio::time::timeout(DEADLINE, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(done)) => done,
        Ok(Err(failure)) => Err(io::Error::other(failure)),
        Err(late) => Err(io::Error::new(io::ErrorKind::TimedOut, late)),
    }
}

/// A letter under its own name at once or not at all: it appears when it is complete and on disk.
fn lay(folder: &Path, id: &LetterId, now: Timestamp, bytes: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    if entries(folder)?.iter().any(|entry| entry.id == *id) {
        // Handed over again by somebody who did not learn that it is here.
        return Ok(());
    }
    let unfinished = folder.join(format!(".{}", random_token::<16>()));
    let written = write_private(&unfinished, bytes).and_then(|()| {
        let name = format!("{:015}-{id}{ENDING}", now.millis());
        fs::rename(&unfinished, folder.join(name))?;
        File::open(folder)?.sync_all()
    });
    if written.is_err() {
        // It may not be there; what is there has no name that anyone reads.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A letter that is in the folder.
pub(crate) struct Entry {
    pub(crate) written_at: Timestamp,
    pub(crate) id: LetterId,
    pub(crate) path: PathBuf,
}

/// The letters in a folder, in no order. What has no name of a letter is none.
pub(crate) fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let files = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files?,
    };
    let mut entries = Vec::new();
    for file in files {
        let file = file?;
        let name = file.file_name();
        let parts = name.to_str().and_then(|name| name.strip_suffix(ENDING)?.split_once('-'));
        let Some((millis, id)) = parts else { continue };
        let (Ok(millis), Ok(id)) = (millis.parse(), LetterId::parse(id)) else { continue };
        if file.file_type()?.is_file() {
            let written_at = Timestamp::from_millis(millis);
            entries.push(Entry { written_at, id, path: file.path() });
        }
    }
    Ok(entries)
}
