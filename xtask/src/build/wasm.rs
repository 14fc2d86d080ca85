//! The browser's part: compiled, bound, optimised, and its glue made small.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::site::Site;
use crate::checkout::{self, short_hash};
use crate::process::{run, run_quietly};
use crate::progress;
use crate::tools::{npm, wasm};

/// Builds what changed and returns the addresses of the glue and of the wasm.
pub(super) fn build(target: &Path, site: &Site) -> Result<(String, String)> {
    let compiled = compile(target)?;
    let bytes = fs::read(&compiled).with_context(|| {
        format!("cargo built the wasm, but {} is not there", compiled.display())
    })?;
    let lock = fs::read(checkout::root().join("package-lock.json"))?;
    let inputs = format!("{} {}", short_hash(&bytes, 64), short_hash(&lock, 64));
    if let Some([glue, wasm]) = site.recall("wasm", &inputs).as_deref() {
        return Ok((glue.clone(), wasm.clone()));
    }
    let work = target.join("wasm").join("bound");
    let _ = fs::remove_dir_all(&work);
    progress::step("wasm-bindgen", || {
        Bindgen::new()
            .input_path(&compiled)
            .web(true)?
            .typescript(false)
            .out_name("quayside")
            .generate(&work)
    })?;
    let optimised = work.join("optimised.wasm");
    progress::step("wasm-opt -Oz", || {
        run_quietly(
            npm::program("wasm-opt")
                .arg("-Oz")
                .arg(work.join("quayside_bg.wasm"))
                .arg("-o")
                .arg(&optimised),
        )
    })?;
    let small = work.join("small.js");
    progress::step("glue", || {
        run_quietly(
            npm::program("esbuild")
                .arg(work.join("quayside.js"))
                // Bundled, since crates may bring scripts of their own.
                .args([
                    "--bundle",
                    "--minify",
                    "--format=esm",
                    "--target=es2022",
                    "--log-level=warning",
                ])
                .arg(format!("--outfile={}", small.display())),
        )
    })?;
    progress::step("compressing", || {
        let glue = site.publish("js", &fs::read(&small)?)?;
        let wasm = site.publish("wasm", &fs::read(&optimised)?)?;
        site.remember("wasm", &inputs, &[glue.clone(), wasm.clone()])?;
        Ok((glue, wasm))
    })
}

/// Compiles the package `frontend` into a target folder of its own, so that the two builds never
/// wait for or undo each other.
fn compile(target: &Path) -> Result<PathBuf> {
    let toolchain = wasm::toolchain()?;
    let folder = target.join("wasm");
    progress::step("wasm (minutes the first time)", || {
        run(toolchain
            .cargo()
            .args(["build", "--package", "frontend", "--profile", "wasm", "--target", wasm::TARGET])
            .arg("--target-dir")
            .arg(&folder)
            .current_dir(checkout::root()))
    })?;
    Ok(folder.join(wasm::TARGET).join("wasm").join("frontend.wasm"))
}
