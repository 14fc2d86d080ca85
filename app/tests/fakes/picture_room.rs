//! Pictures of products behind the counter. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{ProductId, Sku, Slug};
use storefront::{
    account::Caller,
    image::Image,
    picture_room::{
        KeepError, KeptPicture, PictureDone, PictureEdit, PictureKeeping, PictureRoom,
        PictureRoomError, PictureSheet, PicturedVariant,
    },
    staff::StaffMember,
};

/// What is stored of the product `mug`.
pub(crate) struct Stored {
    /// Its pictures.
    pub(crate) sheet: Result<PictureSheet, PictureRoomError>,
    /// How many widths are made of each.
    pub(crate) made: Result<Vec<usize>, KeepError>,
}

/// The ports that are about pictures.
pub(crate) struct FakePictureRoom(Mutex<Stored>);

/// The key of a picture.
pub(crate) fn key(digit: char) -> String {
    digit.to_string().repeat(32)
}

/// A picture.
pub(crate) fn picture(digit: char, alt: &str) -> Image {
    Image { key: key(digit), alt: alt.to_owned(), width: 1600, height: 1200 }
}

impl FakePictureRoom {
    /// Three pictures, one of which nobody has said in words, and two variants.
    pub(crate) fn filled() -> Arc<Self> {
        let variant = |sku: &str, name: &str, picture| PicturedVariant {
            sku: Sku::parse(sku).expect("a SKU"),
            name: name.to_owned(),
            picture,
        };
        let sheet = PictureSheet {
            product: ProductId::parse("mug").expect("an id"),
            version: 4,
            title: "Harbour mug".to_owned(),
            slug: Slug::parse("harbour-mug").expect("a slug"),
            pictures: vec![picture('a', "From above"), picture('b', ""), picture('c', "The base")],
            variants: vec![
                variant("MUG-BLUE", "Blue", Some(picture('c', "The base"))),
                variant("MUG-RED", "Red", None),
            ],
        };
        Arc::new(Self(Mutex::new(Stored { sheet: Ok(sheet), made: Ok(vec![5, 3, 0]) })))
    }

    /// What is stored from now on.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }
}

#[async_trait]
impl PictureRoom for FakePictureRoom {
    async fn pictures(
        &self,
        _: &StaffMember,
        product: &ProductId,
    ) -> Result<PictureSheet, PictureRoomError> {
        let sheet = self.stored().sheet.clone()?;
        if sheet.product == *product { Ok(sheet) } else { Err(PictureRoomError::NotFound) }
    }

    async fn attach(
        &self,
        _: &StaffMember,
        _: &ProductId,
        _: &[KeptPicture],
        _: &Caller,
    ) -> Result<PictureDone, PictureRoomError> {
        Err(PictureRoomError::Unavailable)
    }

    async fn edit(
        &self,
        _: &StaffMember,
        _: &ProductId,
        _: i64,
        _: &PictureEdit,
        _: &Caller,
    ) -> Result<PictureDone, PictureRoomError> {
        Err(PictureRoomError::Unavailable)
    }

    async fn delete(&self, _: &StaffMember, _: &str, _: &Caller) -> Result<(), PictureRoomError> {
        Err(PictureRoomError::Unavailable)
    }
}

#[async_trait]
impl PictureKeeping for FakePictureRoom {
    async fn keep(&self, _: &StaffMember, _: &str, _: Vec<u8>) -> Result<KeptPicture, KeepError> {
        Err(KeepError::Unavailable)
    }

    async fn made(&self, _: Vec<String>) -> Result<Vec<usize>, KeepError> {
        self.stored().made.clone()
    }

    async fn discard(&self, _: &StaffMember, _: &str) -> Result<(), KeepError> {
        Err(KeepError::Unavailable)
    }
}
