//! The style sheet: `style/main.css` with all that it imports, in one small file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::assets;
use super::site::Site;
use crate::checkout::{self, short_hash};
use crate::process::run_quietly;
use crate::progress;
use crate::tools::npm;

/// Bundles it when anything in `style/` changed and returns its address.
pub(super) fn build(site: &Site) -> Result<String> {
    let root = checkout::root();
    let inputs = inputs(&root)?;
    if let Some([css]) = site.recall("styles", &inputs).as_deref() {
        return Ok(css.clone());
    }
    progress::step("styles", || {
        let small = site.path().with_file_name("styles.css");
        run_quietly(
            npm::program("esbuild")
                .arg(root.join("style/main.css"))
                .args(["--bundle", "--minify", "--log-level=warning"])
                .arg("--target=chrome123,firefox120,safari17.5")
                // Fonts and pictures are addressed from the shop's root and served as they are. By
                // their endings: a pattern of paths would leave the imported styles out too.
                .args(["--external:*.woff2", "--external:*.svg"])
                .arg(format!("--outfile={}", small.display())),
        )?;
        let css = site.publish("css", &fs::read(&small)?)?;
        site.remember("styles", &inputs, std::slice::from_ref(&css))?;
        Ok(css)
    })
}

fn inputs(root: &Path) -> Result<String> {
    let mut all = fs::read(root.join("package-lock.json"))?;
    for (name, path) in assets::files(&root.join("style"))? {
        if name.ends_with(".css") {
            all.extend(name.as_bytes());
            all.extend(fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        }
    }
    Ok(short_hash(&all, 64))
}
