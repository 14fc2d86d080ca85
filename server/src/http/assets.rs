//! The built scripts and styles, held in memory with their compressed twins.

use std::{collections::HashMap, path::Path};

use anyhow::{Context, Result};
use axum::{
    body::Bytes,
    extract::{OriginalUri, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::AppState;

/// Every file of the site folder, and the addresses that pages link to.
pub(crate) struct SiteFiles {
    files: HashMap<String, SiteFile>,
    /// What a page links to.
    pub(crate) links: app::Assets,
}

struct SiteFile {
    content_type: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

#[derive(Deserialize)]
struct Manifest {
    js: String,
    wasm: String,
    css: String,
}

impl SiteFiles {
    /// Reads the folder that `cargo xtask build` made.
    ///
    /// # Errors
    /// When the folder or its manifest is not there: the sentence says how to make it.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let manifest = folder.join("manifest.json");
        let text = std::fs::read_to_string(&manifest).with_context(|| {
            format!(
                "there is no built site at {}; run `cargo xtask build`, or set QUAYSIDE_SITE",
                folder.display()
            )
        })?;
        let Manifest { js, wasm, css } = serde_json::from_str(&text).with_context(|| {
            format!("{} is damaged; run `cargo xtask build`", manifest.display())
        })?;
        let mut files = HashMap::new();
        for sub in ["", "art", "pkg"] {
            let directory = folder.join(sub);
            for entry in std::fs::read_dir(&directory)
                .with_context(|| format!("cannot read {}", directory.display()))?
            {
                let path = entry?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if let Some(content_type) = content_type(&name) {
                    let twin = |suffix| {
                        std::fs::read(directory.join(format!("{name}.{suffix}")))
                            .ok()
                            .map(Bytes::from)
                    };
                    let file = SiteFile {
                        content_type,
                        plain: std::fs::read(&path)?.into(),
                        brotli: twin("br"),
                        gzip: twin("gz"),
                    };
                    let address =
                        if sub.is_empty() { format!("/{name}") } else { format!("/{sub}/{name}") };
                    files.insert(address, file);
                }
            }
        }
        Ok(Self { files, links: app::Assets { js, wasm, css } })
    }
}

fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        _ => return None,
    })
}

/// Serves a file of the site. Names in `/pkg` hold a hash of the content, so they never change.
pub(super) async fn get(
    State(state): State<AppState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let Some(file) = state.files.files.get(uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let twin = |name: &'static str, bytes: &Option<Bytes>| {
        accepts.contains(name).then(|| bytes.clone().map(|bytes| (name, bytes))).flatten()
    };
    let cache = if uri.path().starts_with("/pkg/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let common = [
        (header::CONTENT_TYPE, file.content_type),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "accept-encoding"),
    ];
    match twin("br", &file.brotli).or_else(|| twin("gzip", &file.gzip)) {
        Some((encoding, bytes)) => {
            (common, [(header::CONTENT_ENCODING, encoding)], bytes).into_response()
        }
        None => (common, file.plain.clone()).into_response(),
    }
}
