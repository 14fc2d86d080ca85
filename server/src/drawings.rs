//! Pictures for products that come without one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use catalog::import::PictureOfKind;
use pictures::{PictureStore, draw};
use storefront::image::Image;

/// Draws a picture for a product that has none. Products of a kind and maker share theirs.
pub(crate) struct Drawings {
    pictures: Arc<PictureStore>,
    drawn: Mutex<HashMap<String, Option<Image>>>,
}

impl Drawings {
    /// Kept in a store of pictures.
    pub(crate) fn new(pictures: Arc<PictureStore>) -> Self {
        Self { pictures, drawn: Mutex::default() }
    }
}

impl PictureOfKind for Drawings {
    fn picture(&self, category_slug: &str, title: &str) -> Option<Image> {
        let maker = title.split_whitespace().next().unwrap_or_default();
        let svg = draw::for_category(category_slug, maker);
        let mut drawn = self.drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = drawn.get(&svg) {
            return known.clone();
        }
        // Drawing takes long enough for others to wait for it, and there are a few dozen in all.
        let stored = tokio::task::block_in_place(|| self.pictures.put(svg.as_bytes()))
            .inspect_err(|error| tracing::warn!(%error, "a drawing could not be kept"))
            .ok();
        let image = stored.map(|stored| Image {
            key: stored.key,
            alt: String::new(),
            width: stored.width,
            height: stored.height,
        });
        drawn.insert(svg, image.clone());
        image
    }
}
