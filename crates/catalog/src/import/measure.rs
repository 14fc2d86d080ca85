//! How much of a file was read, and how much of it may be one row.

use std::{
    io::{self, BufRead, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The longest row, in bytes. A quote that is never closed makes one row of all that follows it.
const LONGEST_ROW: u64 = 4 * 1024 * 1024;

/// Bytes of a file that were read.
#[derive(Debug, Default)]
pub(crate) struct Measure {
    read: AtomicU64,
    /// How many were read when the last row ended.
    row: AtomicU64,
}

impl Measure {
    /// Bytes that were read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// A row was read to its end.
    pub(crate) fn row_ended(&self) {
        self.row.store(self.bytes(), Ordering::Relaxed);
    }

    fn took(&self, bytes: usize) {
        self.read.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn check(&self) -> io::Result<()> {
        if self.bytes() - self.row.load(Ordering::Relaxed) > LONGEST_ROW {
            let sentence = "a row is longer than 4 MB; a quote may not be closed";
            return Err(io::Error::new(io::ErrorKind::InvalidData, sentence));
        }
        Ok(())
    }
}

/// A reader that is measured, and what measures it.
pub(crate) fn measured<R: BufRead>(inner: R) -> (Measured<R>, Arc<Measure>) {
    let measure = Arc::new(Measure::default());
    (Measured { inner, measure: measure.clone() }, measure)
}

/// A reader that is measured.
pub(crate) struct Measured<R> {
    inner: R,
    measure: Arc<Measure>,
}

impl<R: BufRead> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.measure.check()?;
        let read = self.inner.read(buffer)?;
        self.measure.took(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Measured<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.measure.check()?;
        self.inner.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.measure.took(bytes);
        self.inner.consume(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::row::{Format, rows};

    #[test]
    fn a_row_that_does_not_end_ends_the_file() {
        let head = "id,title\n1,\"never closed\n";
        let text = head.to_owned() + &"x,y\n".repeat(2_000_000);
        let text: &'static str = Box::leak(text.into_boxed_str());
        let (reader, measure) = measured(text.as_bytes());
        let read: Vec<_> = rows(Box::new(reader), Format::Csv).take(3).collect();
        assert!(read.iter().any(Result::is_err));
        assert!(measure.bytes() < LONGEST_ROW + 100_000);
    }
}
