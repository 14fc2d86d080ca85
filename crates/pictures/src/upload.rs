//! Pictures that somebody sends: looked at by their content, and written anew.
//!
//! Nothing of what was sent is kept as it was sent. A picture is decoded to pixels and these are
//! encoded again, so whatever else the bytes were - a page, a script, an archive, the place where a
//! photograph was taken - ends here.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    codecs::jpeg::JpegEncoder, metadata::Orientation,
};
use storefront::picture_room::{LARGEST_UPLOAD, PictureFormat};

use crate::{
    polyglot,
    raster::{self, LARGEST_FILE, MOST_PIXELS},
    store::PictureError,
};

/// Longest side in pixels: more than WebP can hold.
const LONGEST_SIDE: u32 = 16_383;
/// Memory for what is decoded, in bytes: 40 megapixels of four channels of 16 bits are 320 MB.
const MOST_MEMORY: u64 = 400 * 1024 * 1024;
/// Quality at which a JPEG is written again.
const JPEG_QUALITY: u8 = 90;
/// Quality of a WebP that was lossy before.
const WEBP_QUALITY: f32 = 90.0;

/// Why a picture that was sent is not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// By its content it is no JPEG, PNG or WebP.
    #[error("it is no JPEG, PNG or WebP")]
    NotAPicture,
    /// It is a picture and something else: a page, a script, an archive.
    #[error("it is something else, too")]
    MoreThanAPicture,
    /// More than 10 MB.
    #[error("a picture has at most 10 MB")]
    TooManyBytes,
    /// More than 40 megapixels, or a side longer than 16,383 pixels.
    #[error("a picture has at most 40 megapixels")]
    TooManyPixels,
    /// It begins like a picture and cannot be read as one.
    #[error("the picture cannot be read: {0}")]
    Damaged(String),
    /// It could not be written again, or not be kept.
    #[error(transparent)]
    Store(#[from] PictureError),
}

/// A picture that was written anew.
pub(crate) struct Rewritten {
    pub(crate) bytes: Vec<u8>,
    /// Width and height in pixels, turned as it is meant to be seen.
    pub(crate) size: (u32, u32),
    pub(crate) format: PictureFormat,
    /// Whether what is behind it shows through somewhere.
    pub(crate) see_through: bool,
}

/// Refuses what need not be decoded to be refused.
pub(crate) fn looked_at(sent: &[u8]) -> Result<PictureFormat, UploadError> {
    if sent.len() > LARGEST_UPLOAD {
        return Err(UploadError::TooManyBytes);
    }
    let format = PictureFormat::of(sent).ok_or(UploadError::NotAPicture)?;
    if polyglot::is_more(sent) { Err(UploadError::MoreThanAPicture) } else { Ok(format) }
}

/// Decodes a picture and writes it again, upright and without what is told beside its pixels.
pub(crate) fn rewritten(sent: &[u8], format: PictureFormat) -> Result<Rewritten, UploadError> {
    let image = upright(sent, format)?;
    let bytes = encoded(&image, format, sent)?;
    if bytes.len() > LARGEST_FILE {
        return Err(UploadError::TooManyBytes);
    }
    let see_through =
        image.as_rgba8().is_some_and(|image| image.pixels().any(|pixel| pixel.0[3] < u8::MAX));
    Ok(Rewritten { bytes, size: (image.width(), image.height()), format, see_through })
}

fn upright(sent: &[u8], format: PictureFormat) -> Result<DynamicImage, UploadError> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(sent), told(format));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS
        || width.max(height) > LONGEST_SIDE
        || decoder.total_bytes() > MOST_MEMORY
    {
        return Err(UploadError::TooManyPixels);
    }
    // A picture whose turn cannot be read is shown as it lies.
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(refused)?;
    image.apply_orientation(turn);
    Ok(if image.color().has_alpha() {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    })
}

/// A JPEG stays one. What was lossless stays so, as long as it is no larger than an original may be.
fn encoded(
    image: &DynamicImage,
    format: PictureFormat,
    sent: &[u8],
) -> Result<Vec<u8>, UploadError> {
    let first = match format {
        PictureFormat::Jpeg => jpeg(image)?,
        PictureFormat::Png => png(image)?,
        PictureFormat::WebP if is_lossless(sent) => raster::webp_of(image, true, WEBP_QUALITY)?,
        PictureFormat::WebP => raster::webp_of(image, false, WEBP_QUALITY)?,
    };
    if first.len() <= LARGEST_FILE {
        return Ok(first);
    }
    Ok(if image.color().has_alpha() {
        raster::webp_of(image, false, WEBP_QUALITY)?
    } else {
        jpeg(image)?
    })
}

/// Whether the first part of a WebP is a lossless picture.
fn is_lossless(webp: &[u8]) -> bool {
    webp.get(12..16) == Some(b"VP8L".as_slice())
}

fn jpeg(image: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    image
        .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))
        .map_err(|error| PictureError::Encoding(error.to_string()))?;
    Ok(bytes)
}

fn png(image: &DynamicImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Cursor::new(Vec::new());
    image
        .write_to(&mut bytes, ImageFormat::Png)
        .map_err(|error| PictureError::Encoding(error.to_string()))?;
    Ok(bytes.into_inner())
}

const fn told(format: PictureFormat) -> ImageFormat {
    match format {
        PictureFormat::Jpeg => ImageFormat::Jpeg,
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::WebP => ImageFormat::WebP,
    }
}

fn refused(error: ImageError) -> UploadError {
    match error {
        ImageError::Limits(_) => UploadError::TooManyPixels,
        error => UploadError::Damaged(error.to_string()),
    }
}
