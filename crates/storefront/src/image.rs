//! Pictures as pages link to them.

use serde::{Deserialize, Serialize};

/// The widths in CSS pixels that every picture is offered in.
pub const WIDTHS: [u32; 5] = [160, 320, 640, 960, 1280];

/// A picture: which one, what it shows, and its shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Hexadecimal SHA-256 of the original, cut to 32 digits: the address of a picture never
    /// shows another picture, so it may be cached for ever.
    pub key: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Width of the original in pixels.
    pub width: u32,
    /// Height of the original in pixels.
    pub height: u32,
}

impl Image {
    /// The address of the picture, `width` pixels wide.
    #[must_use]
    pub fn src(&self, width: u32) -> String {
        format!("/img/{}-{width}.webp", self.key)
    }

    /// The address of the picture as previews of links show it: a PNG of 1200 x 630 pixels.
    #[must_use]
    pub fn social(&self) -> String {
        format!("/img/{}-social.png", self.key)
    }

    /// Every width, in the form of the `srcset` attribute.
    #[must_use]
    pub fn srcset(&self) -> String {
        WIDTHS.map(|width| format!("{} {width}w", self.src(width))).join(", ")
    }
}
