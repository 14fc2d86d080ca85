//! What can be done to the pictures that a product has.

use kernel::Sku;

use super::{KeptPicture, LONGEST_ALT, MOST_PICTURES, PictureRoomError};
use crate::{image::Image, product::Variant};

/// A change of the pictures of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureEdit {
    /// They are shown in this order: the keys of all of them.
    Arrange(Vec<String>),
    /// One of them is said in other words.
    Describe {
        /// Which.
        key: String,
        /// What it shows, 1 to [`LONGEST_ALT`] characters.
        alt: String,
    },
    /// A variant shows one of them, or the product's first when it is `None`.
    Choose {
        /// The variant's.
        sku: Sku,
        /// Which.
        key: Option<String>,
    },
    /// One of them is shown no longer, by variants neither.
    Detach {
        /// Which.
        key: String,
    },
}

impl PictureEdit {
    /// The pictures and variants as they are afterwards. What is so already stays as it is.
    ///
    /// # Errors
    /// [`PictureRoomError::Refused`] (`alt`); [`PictureRoomError::Stale`] when it names what is not
    /// there, which whoever sent it was shown.
    pub fn apply(
        &self,
        pictures: &[Image],
        variants: &[Variant],
    ) -> Result<(Vec<Image>, Vec<Variant>), PictureRoomError> {
        let (mut pictures, mut variants) = (pictures.to_vec(), variants.to_vec());
        match self {
            Self::Arrange(order) => pictures = arranged(pictures, order)?,
            Self::Describe { key, alt } => {
                let alt = checked_alt(alt)?;
                if !pictures.iter().any(|picture| picture.key == *key) {
                    return Err(PictureRoomError::Stale);
                }
                let own = variants.iter_mut().filter_map(|variant| variant.image.as_mut());
                for picture in pictures.iter_mut().chain(own) {
                    if picture.key == *key {
                        picture.alt.clone_from(&alt);
                    }
                }
            }
            Self::Choose { sku, key } => {
                let variant = variants.iter_mut().find(|variant| variant.sku == *sku);
                let variant = variant.ok_or(PictureRoomError::Stale)?;
                variant.image = match key {
                    None => None,
                    Some(key) => {
                        let mut known = pictures.iter().chain(variant.image.as_ref());
                        let found = known.find(|picture| picture.key == *key);
                        Some(found.cloned().ok_or(PictureRoomError::Stale)?)
                    }
                };
            }
            Self::Detach { key } => {
                pictures.retain(|picture| picture.key != *key);
                for variant in &mut variants {
                    if variant.image.as_ref().is_some_and(|picture| picture.key == *key) {
                        variant.image = None;
                    }
                }
            }
        }
        Ok((pictures, variants))
    }
}

/// The pictures of a product with some behind them, said in words by its title.
///
/// # Errors
/// [`PictureRoomError::Refused`] (`files`) when they would be more than [`MOST_PICTURES`].
pub fn attached(
    pictures: &[Image],
    kept: &[KeptPicture],
    title: &str,
) -> Result<Vec<Image>, PictureRoomError> {
    let mut all = pictures.to_vec();
    for new in kept {
        if !all.iter().any(|picture| picture.key == new.key) {
            let alt = title.chars().take(LONGEST_ALT).collect();
            all.push(Image { key: new.key.clone(), alt, width: new.width, height: new.height });
        }
    }
    if all.len() > MOST_PICTURES && all.len() > pictures.len() {
        let message =
            format!("A product has at most {MOST_PICTURES} pictures. Take one off first.");
        return Err(PictureRoomError::refused("files", message));
    }
    Ok(all)
}

fn arranged(mut from: Vec<Image>, order: &[String]) -> Result<Vec<Image>, PictureRoomError> {
    let mut to = Vec::with_capacity(from.len());
    for key in order {
        let at = from.iter().position(|picture| picture.key == *key);
        to.push(from.remove(at.ok_or(PictureRoomError::Stale)?));
    }
    if from.is_empty() { Ok(to) } else { Err(PictureRoomError::Stale) }
}

fn checked_alt(typed: &str) -> Result<String, PictureRoomError> {
    let words = typed.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let alt = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if alt.is_empty() {
        return Err(PictureRoomError::refused("alt", "Say what the picture shows."));
    }
    if alt.chars().count() > LONGEST_ALT {
        let message = format!("Say it in at most {LONGEST_ALT} characters.");
        return Err(PictureRoomError::refused("alt", message));
    }
    Ok(alt)
}

#[cfg(test)]
mod tests;
