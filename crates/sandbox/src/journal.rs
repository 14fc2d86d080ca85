//! A file that only grows. What stands in it survives the death of the process at any moment.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    marker::PhantomData,
    path::Path,
};

use serde::{Serialize, de::DeserializeOwned};

/// A file of entries, a line each.
pub(crate) struct Journal<E> {
    file: File,
    /// Where the last whole entry ends.
    end: u64,
    entry: PhantomData<fn(E)>,
}

impl<E: Serialize + DeserializeOwned> Journal<E> {
    /// Opens a journal, and reads what stands in it. A last line that was not finished is cut off:
    /// nobody was told that it was written.
    pub(crate) fn open(path: &Path) -> io::Result<(Self, Vec<E>)> {
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        // Two that write into one file would cut off each other's lines.
        file.try_lock().map_err(io::Error::from)?;
        let (mut entries, mut end) = (Vec::new(), 0);
        let mut reader = BufReader::new(&file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line)?;
            if length == 0 || line.last() != Some(&b'\n') {
                break;
            }
            entries.push(serde_json::from_slice(&line)?);
            end += length as u64;
        }
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        Ok((Self { file, end, entry: PhantomData }, entries))
    }

    /// Writes an entry down. After an error it does not stand there.
    pub(crate) fn append(&mut self, entry: &E) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        match written {
            Ok(()) => {
                self.end += line.len() as u64;
                Ok(())
            }
            Err(error) => {
                self.file.set_len(self.end)?;
                self.file.seek(SeekFrom::Start(self.end))?;
                Err(error)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> std::path::PathBuf {
        std::env::temp_dir().join(format!("quayside-journal-{}", kernel::random_token::<8>()))
    }

    #[test]
    fn what_was_written_is_read_and_a_torn_line_is_cut_off() {
        let path = path();
        {
            let (mut journal, entries) = Journal::<u32>::open(&path).expect("a new file");
            assert!(entries.is_empty());
            journal.append(&1).expect("written");
            journal.append(&22).expect("written");
        }
        OpenOptions::new().append(true).open(&path).expect("there").write_all(b"33").expect("torn");
        {
            let (mut journal, entries) = Journal::<u32>::open(&path).expect("read");
            assert_eq!(entries, [1, 22]);
            journal.append(&4).expect("written");
        }
        let (_, entries) = Journal::<u32>::open(&path).expect("read");
        assert_eq!(entries, [1, 22, 4]);
        std::fs::remove_file(path).expect("removed");
    }

    #[test]
    fn only_one_writes_into_a_file() {
        let path = path();
        let first = Journal::<u32>::open(&path).expect("a new file");
        assert!(Journal::<u32>::open(&path).is_err());
        drop(first);
        assert!(Journal::<u32>::open(&path).is_ok());
        std::fs::remove_file(path).expect("removed");
    }
}
