//! Pictures of products behind the counter: kept, shown, ordered, said in words, taken off.

use async_trait::async_trait;
use kernel::{ProductId, Sku, Slug};

use crate::{account::Caller, image::Image, product::Variant, staff::StaffMember};

mod edit;
mod format;

pub use edit::{PictureEdit, attached};
pub use format::{PictureFormat, check_name};

/// Pictures of one product at most, and pictures that one form sends at most.
pub const MOST_PICTURES: usize = 20;
/// Bytes of one picture that is sent, at most.
pub const LARGEST_UPLOAD: usize = 10 * 1024 * 1024;
/// Longest words for what a picture shows, in characters.
pub const LONGEST_ALT: usize = 300;

/// A picture that is kept, whether something shows it or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPicture {
    /// As [`Image::key`].
    pub key: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it was, by its content.
    pub format: PictureFormat,
    /// Whether what is behind it shows through somewhere.
    pub see_through: bool,
}

/// Why a picture is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeepError {
    /// By its content it is no JPEG, PNG or WebP.
    #[error("no picture")]
    NotAPicture,
    /// It is a picture and something else: a page, a script, an archive.
    #[error("more than a picture")]
    MoreThanAPicture,
    /// Its name ends with another format than it has.
    #[error("misnamed")]
    Misnamed(PictureFormat),
    /// Its name has `..` in it, as if it were to be put elsewhere.
    #[error("a name that leads elsewhere")]
    NameLeadsElsewhere,
    /// More than [`LARGEST_UPLOAD`].
    #[error("too many bytes")]
    TooManyBytes,
    /// More than 40 megapixels, or a side longer than 16,383 pixels.
    #[error("too many pixels")]
    TooManyPixels,
    /// It cannot be read to its end.
    #[error("damaged")]
    Damaged,
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// The folder cannot be written. It may be sent again.
    #[error("unavailable")]
    Unavailable,
}

impl KeepError {
    /// The sentence about a file of this name.
    #[must_use]
    pub fn sentence(self, name: &str) -> String {
        match self {
            Self::NotAPicture => format!("`{name}` is not a JPEG, PNG or WebP picture."),
            Self::MoreThanAPicture => {
                format!(
                    "`{name}` is something else besides a picture. Save it anew as a picture alone."
                )
            }
            Self::Misnamed(format) => {
                let label = format.label();
                format!("`{name}` is a {label} picture, and its name says otherwise. Name it so.")
            }
            Self::NameLeadsElsewhere => {
                format!("`{name}` was not taken: its name leads to another folder. Name it anew.")
            }
            Self::TooManyBytes => format!("`{name}` is too large: a picture has at most 10 MB."),
            Self::TooManyPixels => {
                format!("`{name}` is too large: a picture has at most 40 megapixels.")
            }
            Self::Damaged => format!("`{name}` cannot be read: it may be damaged."),
            Self::Forbidden => format!("`{name}` was not taken: none of your roles allows it."),
            Self::Unavailable => format!("`{name}` could not be kept just now. Send it again."),
        }
    }
}

/// The pictures of a product, as staff look after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSheet {
    /// Whose they are.
    pub product: ProductId,
    /// The product's version that this shows.
    pub version: i64,
    /// What the product is called.
    pub title: String,
    /// Where the product is: `/p/<slug>`, once shoppers see it.
    pub slug: Slug,
    /// Its pictures, the first is the one on cards.
    pub pictures: Vec<Image>,
    /// Its variants, with the picture of each that has its own.
    pub variants: Vec<PicturedVariant>,
}

/// A variant and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PicturedVariant {
    /// Its SKU.
    pub sku: Sku,
    /// What was chosen, `M, red` say; empty for the only variant.
    pub name: String,
    /// Its own picture.
    pub picture: Option<Image>,
}

impl From<&Variant> for PicturedVariant {
    fn from(variant: &Variant) -> Self {
        let chosen: Vec<_> = variant.options.iter().map(|option| option.value.as_str()).collect();
        Self { sku: variant.sku.clone(), name: chosen.join(", "), picture: variant.image.clone() }
    }
}

/// What came of a form about pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureDone {
    /// It is done now.
    Now,
    /// It was so before; nothing changed.
    Before,
}

/// A field that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureRefusal {
    /// The field's name in the form.
    pub field: &'static str,
    /// What to do about it.
    pub message: String,
}

/// Why something was not done about pictures.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRoomError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<PictureRefusal>),
    /// The product was changed since whoever edits has read it.
    #[error("changed meanwhile")]
    Stale,
    /// Something shows the picture still.
    #[error("in use")]
    InUse,
    /// There is no such product or picture.
    #[error("not found")]
    NotFound,
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// A store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl PictureRoomError {
    /// One field, refused.
    #[must_use]
    pub fn refused(field: &'static str, message: impl Into<String>) -> Self {
        Self::Refused(vec![PictureRefusal { field, message: message.into() }])
    }
}

/// Where the bytes of pictures are kept.
#[async_trait]
pub trait PictureKeeping: Send + Sync {
    /// Keeps a picture that somebody sends under a name: turned upright, written anew, and without what was told
    /// beside its pixels. Its widths are made soon. Sending the same again keeps the same. For
    /// [`crate::staff::Permission::EditCatalogue`], or
    /// [`crate::staff::Permission::ManageSettings`], for a logo is a picture too.
    ///
    /// # Errors
    /// [`KeepError`]; nothing is kept then.
    async fn keep(
        &self,
        by: &StaffMember,
        name: &str,
        sent: Vec<u8>,
    ) -> Result<KeptPicture, KeepError>;

    /// How many of the [`crate::image::WIDTHS`] of each of these keys are made, in their order.
    /// What is missing is made soon.
    ///
    /// # Errors
    /// [`KeepError::Unavailable`].
    async fn made(&self, keys: Vec<String>) -> Result<Vec<usize>, KeepError>;

    /// Deletes a picture with all that was made of it, without asking who shows it: that is for
    /// [`PictureRoom::delete`]. A second time it finds nothing to do. For
    /// [`crate::staff::Permission::EditCatalogue`].
    ///
    /// # Errors
    /// [`KeepError::Forbidden`], [`KeepError::Unavailable`].
    async fn discard(&self, by: &StaffMember, key: &str) -> Result<(), KeepError>;
}

/// Looking after the pictures of products: seeing them is for
/// [`crate::staff::Permission::ReadCatalogue`], all else for
/// [`crate::staff::Permission::EditCatalogue`]. What is done is in the audit log before it is done.
/// A form that is sent again finds everything as it wants it, and does nothing.
#[async_trait]
pub trait PictureRoom: Send + Sync {
    /// The pictures of a product, whether shoppers see it or not.
    ///
    /// # Errors
    /// [`PictureRoomError::NotFound`], [`PictureRoomError::Forbidden`],
    /// [`PictureRoomError::Unavailable`].
    async fn pictures(
        &self,
        by: &StaffMember,
        product: &ProductId,
    ) -> Result<PictureSheet, PictureRoomError>;

    /// Shows pictures behind those that a product has. They are said in words by the product's title,
    /// until somebody says more. Those that it has already are left as they are.
    ///
    /// # Errors
    /// [`PictureRoomError::Refused`] (`files`) when there would be more than [`MOST_PICTURES`],
    /// [`PictureRoomError::NotFound`], [`PictureRoomError::Forbidden`],
    /// [`PictureRoomError::Unavailable`].
    async fn attach(
        &self,
        by: &StaffMember,
        product: &ProductId,
        kept: &[KeptPicture],
        caller: &Caller,
    ) -> Result<PictureDone, PictureRoomError>;

    /// Changes the pictures of version `read` of a product.
    ///
    /// # Errors
    /// [`PictureRoomError::Refused`] (`alt`), [`PictureRoomError::Stale`],
    /// [`PictureRoomError::NotFound`], [`PictureRoomError::Forbidden`],
    /// [`PictureRoomError::Unavailable`].
    async fn edit(
        &self,
        by: &StaffMember,
        product: &ProductId,
        read: i64,
        edit: &PictureEdit,
        caller: &Caller,
    ) -> Result<PictureDone, PictureRoomError>;

    /// Deletes a picture that no product, variant or category shows, and that is not the shop's logo.
    /// Orders in which it was bought show no picture from then on.
    ///
    /// # Errors
    /// [`PictureRoomError::InUse`], [`PictureRoomError::NotFound`] for what is no key,
    /// [`PictureRoomError::Forbidden`], [`PictureRoomError::Unavailable`].
    async fn delete(
        &self,
        by: &StaffMember,
        key: &str,
        caller: &Caller,
    ) -> Result<(), PictureRoomError>;
}
