//! The shop's logo.

use serde::Serialize;

use crate::image::Image;

/// A logo, kept as pictures of products are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Logo {
    /// As [`Image::key`].
    pub key: String,
    /// Width of the original in pixels.
    pub width: u32,
    /// Height of the original in pixels.
    pub height: u32,
    /// Whether what is behind it shows through somewhere.
    pub see_through: bool,
}

impl Logo {
    /// Widest that it is shown, in CSS pixels.
    pub const WIDEST: u32 = 200;
    /// Tallest that it is shown, in CSS pixels. The styles have the same as `--logo`.
    pub const TALLEST: u32 = 40;

    /// Width and height in CSS pixels at which it is shown: as large as there is room for, and never
    /// larger than it is.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = (self.width.max(1), self.height.max(1));
        let by_width = (width.min(Self::WIDEST), width);
        let by_height = (height.min(Self::TALLEST), height);
        // Of both, what makes it smaller.
        let first = u64::from(by_width.0) * u64::from(by_height.1);
        let second = u64::from(by_height.0) * u64::from(by_width.1);
        let (part, whole) = if first <= second { by_width } else { by_height };
        (scaled(width, part, whole), scaled(height, part, whole))
    }

    /// The picture, with the shop's name for those who do not see it.
    #[must_use]
    pub fn image(&self, shop_name: &str) -> Image {
        Image {
            key: self.key.clone(),
            alt: shop_name.to_owned(),
            width: self.width,
            height: self.height,
        }
    }
}

/// A part of a length, rounded, and never nothing.
fn scaled(length: u32, part: u32, whole: u32) -> u32 {
    let whole = u64::from(whole);
    let scaled = (u64::from(length) * u64::from(part) + whole / 2) / whole;
    u32::try_from(scaled).unwrap_or(length).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: u32, height: u32) -> (u32, u32) {
        Logo { key: "a".repeat(32), width, height, see_through: false }.size()
    }

    #[test]
    fn a_logo_keeps_its_shape_and_has_room() {
        for (original, wanted) in [
            ((1_000, 200), (200, 40)),
            ((1_000, 100), (200, 20)),
            ((512, 512), (40, 40)),
            ((300, 900), (13, 40)),
            ((24, 16), (24, 16)),
            ((16_383, 1), (200, 1)),
            ((1, 16_383), (1, 40)),
            ((0, 0), (1, 1)),
        ] {
            assert_eq!(shown(original.0, original.1), wanted, "{original:?}");
        }
    }

    #[test]
    fn its_picture_says_whose_it_is() {
        let logo = Logo { key: "b".repeat(32), width: 4, height: 3, see_through: true };
        let image = logo.image("Harbour");
        assert_eq!((image.alt.as_str(), image.width, image.height), ("Harbour", 4, 3));
        assert!(image.src(320).starts_with("/img/bbbb"));
    }
}
