//! Bytes that a shopper's browser fetches beside the page.

use std::path::Path;

use anyhow::{Context, Result};

/// Brotli's bytes by kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sizes {
    pub(super) script: u64,
    pub(super) wasm: u64,
    pub(super) styles: u64,
}

/// The sizes of the compressed twins in a built site.
pub(super) fn of(site: &Path) -> Result<Sizes> {
    let folder = site.join("pkg");
    let mut sizes = Sizes::default();
    let entries = std::fs::read_dir(&folder)
        .with_context(|| format!("no built site at {}", site.display()))?;
    for entry in entries {
        let entry = entry?;
        let bytes = entry.metadata()?.len();
        let name = entry.file_name().to_string_lossy().into_owned();
        match name.strip_suffix(".br").and_then(|name| name.rsplit_once('.')) {
            Some((_, "js")) => sizes.script += bytes,
            Some((_, "wasm")) => sizes.wasm += bytes,
            Some((_, "css")) => sizes.styles += bytes,
            _ => {}
        }
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_compressed_twins_count() {
        let site = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(site.path().join("pkg")).expect("a folder");
        for (name, length) in [("a.1.js", 9), ("a.1.js.br", 3), ("b.js.br", 1), ("a.wasm.br", 5)] {
            std::fs::write(site.path().join("pkg").join(name), vec![0; length]).expect("written");
        }
        let sizes = of(site.path()).expect("read");
        assert_eq!(sizes, Sizes { script: 4, wasm: 5, styles: 0 });
        assert!(of(Path::new("/nowhere")).is_err());
    }
}
