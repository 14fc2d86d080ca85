//! The folder of uploaded files, with what was wrong with their rows beside them.

use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use futures::{StreamExt, stream::BoxStream};
use storefront::import_room::{BrokenOff, FileFormat, LARGEST_FILE};
use tokio::{
    fs::{self, File},
    io::{AsyncWriteExt, BufWriter},
};

/// Bytes that are gathered before they are written.
const GATHERED: usize = 256 * 1024;
/// Bytes by which the format is guessed.
const BEGINNING: usize = 64 * 1024;
/// What is as old as this and has no run is left over from an upload that broke off.
const LEFT_OVER: Duration = Duration::from_secs(8 * 24 * 3600);
/// What some programs write in front of text to say that it is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Where uploaded files are. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ImportFolder(PathBuf);

/// Why a file was not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotKept {
    #[error("{0}")]
    BrokenOff(#[from] BrokenOff),
    #[error("the file is empty")]
    Empty,
    #[error("the file is not UTF-8")]
    NotUtf8,
    #[error("the folder of imports cannot be written: {0}")]
    Folder(#[from] io::Error),
}

/// A file that was kept.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) bytes: u64,
    pub(crate) format: FileFormat,
}

impl ImportFolder {
    /// Uses a folder, and makes it if it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self(folder.to_owned()))
    }

    /// Where the file of a run is.
    pub(crate) fn file(&self, id: &str) -> PathBuf {
        self.0.join(id)
    }

    /// Where the faults of its rows are.
    pub(crate) fn faults(&self, id: &str) -> PathBuf {
        self.0.join(format!("{id}.faults"))
    }

    /// Writes a file as it comes. One that is not kept is read to its end all the same, as far as it
    /// is not too large: a browser reads no answer before it has sent everything.
    pub(crate) async fn keep(
        &self,
        id: &str,
        content: BoxStream<'_, Result<Vec<u8>, BrokenOff>>,
    ) -> Result<Kept, NotKept> {
        let path = self.file(id);
        let kept = write(&path, content).await;
        if kept.is_err() {
            remove(&path).await;
        }
        kept
    }

    /// Deletes what belongs to a run.
    pub(crate) async fn clear(&self, id: &str) {
        remove(&self.file(id)).await;
        remove(&self.faults(id)).await;
    }

    /// Deletes what uploads left over that broke off long ago.
    pub(crate) async fn sweep(&self) -> io::Result<()> {
        let mut entries = fs::read_dir(&self.0).await?;
        while let Some(entry) = entries.next_entry().await? {
            let changed = entry.metadata().await.and_then(|known| known.modified());
            let age = changed.ok().and_then(|at| SystemTime::now().duration_since(at).ok());
            if age.is_some_and(|age| age > LEFT_OVER) {
                remove(&entry.path()).await;
            }
        }
        Ok(())
    }
}

async fn remove(path: &Path) {
    match fs::remove_file(path).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, path = %path.display(), "a file of an import stays");
        }
        _ => {}
    }
}

async fn write(
    path: &Path,
    mut content: BoxStream<'_, Result<Vec<u8>, BrokenOff>>,
) -> Result<Kept, NotKept> {
    let mut file = BufWriter::with_capacity(GATHERED, File::create_new(path).await?);
    let mut text = Utf8::default();
    let mut beginning: Vec<u8> = Vec::new();
    let mut bytes = 0_u64;
    while let Some(piece) = content.next().await {
        let piece = piece?;
        bytes += piece.len() as u64;
        if bytes > LARGEST_FILE {
            return Err(BrokenOff::TooLarge.into());
        }
        let room = BEGINNING.saturating_sub(beginning.len()).min(piece.len());
        beginning.extend_from_slice(&piece[..room]);
        if text.takes(&piece) {
            file.write_all(&piece).await?;
        }
    }
    if !text.ends() {
        return Err(NotKept::NotUtf8);
    }
    let beginning = beginning.strip_prefix(MARK).unwrap_or(&beginning);
    if beginning.trim_ascii().is_empty() {
        return Err(NotKept::Empty);
    }
    file.flush().await?;
    file.get_ref().sync_all().await?;
    Ok(Kept { bytes, format: FileFormat::of(beginning) })
}

/// Whether bytes that come in pieces are UTF-8 text.
#[derive(Default)]
struct Utf8 {
    /// The beginning of a character whose end is in the next piece.
    open: Vec<u8>,
    broken: bool,
}

impl Utf8 {
    /// Whether it is text so far.
    fn takes(&mut self, piece: &[u8]) -> bool {
        if self.broken {
            return false;
        }
        let joined;
        let bytes = if self.open.is_empty() {
            piece
        } else {
            joined = [std::mem::take(&mut self.open).as_slice(), piece].concat();
            joined.as_slice()
        };
        if let Err(error) = std::str::from_utf8(bytes) {
            match error.error_len() {
                None => self.open = bytes[error.valid_up_to()..].to_vec(),
                Some(_) => self.broken = true,
            }
        }
        // Text with such bytes is UTF-16 without its mark, or no text at all.
        self.broken |= piece.contains(&0);
        !self.broken
    }

    /// Whether it is text and has come to its end.
    fn ends(&self) -> bool {
        !self.broken && self.open.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pieces: &[&[u8]]) -> bool {
        let mut utf8 = Utf8::default();
        for piece in pieces {
            utf8.takes(piece);
        }
        utf8.ends()
    }

    #[test]
    fn text_may_be_cut_inside_a_character() {
        assert!(text(&[b"caf", "é".as_bytes()]));
        assert!(text(&[b"caf\xc3", b"\xa9"]) && text(&[b"\xf0\x9f", b"\x98", b"\x80"]));
        assert!(!text(&[b"caf\xe9 noir"]) && !text(&[b"caf\xc3"]) && !text(&[b"caf\xc3", b"x"]));
        assert!(!text(&[b"\xff\xfei\x00d\x00"]) && !text(&[b"i\x00d\x00"]));
    }
}
