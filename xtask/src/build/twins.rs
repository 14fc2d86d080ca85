//! A file and its compressed twins, so that nothing is compressed while somebody waits.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Writes `file`, `file.br` and `file.gz`.
pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    let failed = || format!("cannot write {}", file.display());
    fs::write(beside(file, ".br"), brotli(bytes)?).with_context(failed)?;
    fs::write(beside(file, ".gz"), gzip(bytes)?).with_context(failed)?;
    // Last, since a file that is there counts as done.
    fs::write(file, bytes).with_context(failed)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn twins_hold_the_same_bytes() {
        let bytes = "a page, a page, a page".repeat(50).into_bytes();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&bytes).expect("packed")[..], &mut back)
            .expect("brotli");
        assert_eq!(back, bytes);
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&bytes).expect("packed")[..])
            .read_to_end(&mut back)
            .expect("gzip");
        assert_eq!(back, bytes);
    }
}
