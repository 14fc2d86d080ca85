//! From an original to pixels, and from pixels to the formats that pages link to.

use image::{DynamicImage, RgbaImage, imageops::FilterType};
use resvg::{tiny_skia, usvg};
use storefront::image::WIDTHS;

use crate::store::PictureError;

/// Bytes above which an original is refused.
pub(crate) const LARGEST_FILE: usize = 10 * 1024 * 1024;
/// Pixels above which an original is refused.
pub(crate) const MOST_PIXELS: u64 = 40_000_000;
/// WebP quality at which drawings and photographs both look clean.
const WEBP_QUALITY: f32 = 84.0;

/// What an original was recognised as, by its content.
pub(crate) enum Original {
    Drawing(Box<usvg::Tree>),
    Photograph(DynamicImage),
}

impl Original {
    /// Reads an original. Drawings are trusted to be ours: upload forms must not offer SVG.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PictureError> {
        if bytes.len() > LARGEST_FILE {
            return Err(PictureError::TooLarge);
        }
        if bytes.starts_with(b"<svg") {
            let tree = usvg::Tree::from_data(bytes, &usvg::Options::default())
                .map_err(|error| PictureError::Unreadable(error.to_string()))?;
            return Ok(Self::Drawing(Box::new(tree)));
        }
        let unreadable = |error: image::ImageError| PictureError::Unreadable(error.to_string());
        let reader = || {
            image::ImageReader::new(std::io::Cursor::new(bytes))
                .with_guessed_format()
                .map_err(|error| PictureError::Unreadable(error.to_string()))
        };
        let (width, height) = reader()?.into_dimensions().map_err(unreadable)?;
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            return Err(PictureError::TooLarge);
        }
        Ok(Self::Photograph(reader()?.decode().map_err(unreadable)?))
    }

    /// Width and height in pixels.
    pub(crate) fn size(&self) -> (u32, u32) {
        match self {
            Self::Drawing(tree) => {
                let size = tree.size().to_int_size();
                (size.width(), size.height())
            }
            Self::Photograph(image) => (image.width(), image.height()),
        }
    }

    /// The picture `width` pixels wide. A photograph is never made larger than it is.
    pub(crate) fn at_width(&self, width: u32) -> Result<RgbaImage, PictureError> {
        match self {
            Self::Drawing(tree) => {
                let scale = width as f32 / tree.size().width();
                let height = (tree.size().height() * scale).round() as u32;
                paint(tree, width, height, scale)
            }
            Self::Photograph(image) if image.width() <= width => Ok(image.to_rgba8()),
            Self::Photograph(image) => {
                let height = height_at(self.size(), width);
                Ok(image.resize_exact(width, height, FilterType::Lanczos3).to_rgba8())
            }
        }
    }

    /// Gives the picture in every width, the widest first. A photograph is made from the one before,
    /// which takes a fraction of the time that making each from the original does.
    pub(crate) fn in_all_widths(
        self,
        mut give: impl FnMut(u32, &RgbaImage) -> Result<(), PictureError>,
    ) -> Result<(), PictureError> {
        let size = self.size();
        if let Self::Drawing(_) = &self {
            for width in WIDTHS.into_iter().rev() {
                give(width, &self.at_width(width)?)?;
            }
        }
        let Self::Photograph(mut image) = self else { return Ok(()) };
        for width in WIDTHS.into_iter().rev() {
            if image.width() > width {
                let height = height_at(size, width);
                image = image.resize_exact(width, height, FilterType::Lanczos3);
            }
            give(width, &image.to_rgba8())?;
        }
        Ok(())
    }

    /// The picture in the middle of a 1200 x 630 card.
    pub(crate) fn card(&self) -> Result<RgbaImage, PictureError> {
        const WIDTH: u32 = 1200;
        const HEIGHT: u32 = 630;
        let (width, height) = self.size();
        let scale = HEIGHT as f32 / height.max(1) as f32;
        let inner_width = ((width as f32 * scale) as u32).clamp(1, WIDTH);
        let inner = match self {
            Self::Drawing(_) => self.at_width(inner_width)?,
            Self::Photograph(image) => image.resize(WIDTH, HEIGHT, FilterType::Lanczos3).to_rgba8(),
        };
        // The sides take the colours of the picture's own edges, so that the card has no seam.
        let left = i64::from(WIDTH.saturating_sub(inner.width()) / 2);
        let top = i64::from(HEIGHT.saturating_sub(inner.height()) / 2);
        let last = inner.width().saturating_sub(1);
        let mut card = RgbaImage::from_fn(WIDTH, HEIGHT, |x, y| {
            let row = (i64::from(y) - top).clamp(0, i64::from(inner.height()) - 1) as u32;
            *inner.get_pixel(if i64::from(x) < left { 0 } else { last }, row)
        });
        image::imageops::overlay(&mut card, &inner, left, top);
        Ok(card)
    }
}

/// The height that goes with a width, at least a pixel.
fn height_at(size: (u32, u32), width: u32) -> u32 {
    let (full_width, full_height) = (f64::from(size.0), f64::from(size.1));
    (full_height * f64::from(width) / full_width).round().max(1.0) as u32
}

fn paint(
    tree: &usvg::Tree,
    width: u32,
    height: u32,
    scale: f32,
) -> Result<RgbaImage, PictureError> {
    let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(PictureError::TooLarge)?;
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(tree, transform, &mut pixels.as_mut());
    let straight = pixels
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let colour = pixel.demultiply();
            [colour.red(), colour.green(), colour.blue(), colour.alpha()]
        })
        .collect();
    RgbaImage::from_raw(width, height, straight).ok_or(PictureError::TooLarge)
}

/// Lossy WebP.
pub(crate) fn webp(pixels: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let opaque = pixels.pixels().all(|pixel| pixel.0[3] == 255);
    let image = DynamicImage::ImageRgba8(pixels.clone());
    let image = if opaque { DynamicImage::ImageRgb8(image.to_rgb8()) } else { image };
    webp_of(&image, false, WEBP_QUALITY)
}

/// WebP of a quality from 0 to 100, which for what is lossless says how hard to try.
pub(crate) fn webp_of(
    image: &DynamicImage,
    lossless: bool,
    quality: f32,
) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (image.width(), image.height());
    let encoded = match image {
        DynamicImage::ImageRgb8(pixels) => {
            webp::Encoder::from_rgb(pixels, width, height).encode_simple(lossless, quality)
        }
        other => {
            let pixels = other.to_rgba8();
            webp::Encoder::from_rgba(&pixels, width, height).encode_simple(lossless, quality)
        }
    };
    encoded
        .map(|memory| memory.to_vec())
        .map_err(|error| PictureError::Encoding(format!("{error:?}")))
}

/// PNG, for those who read no WebP: other people's link previews.
pub(crate) fn png(pixels: &RgbaImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels
        .write_to(&mut bytes, image::ImageFormat::Png)
        .map_err(|error| PictureError::Encoding(error.to_string()))?;
    Ok(bytes.into_inner())
}
