//! A desk for a test: the folder is a list of what was discarded, and so is the log.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use catalog::PictureDesk;
use kernel::AccountId;
use storefront::{
    ShopError,
    account::Caller,
    logo::Logo,
    orders::Seller,
    picture_room::{
        KeepError, KeptPicture, PictureDone, PictureEdit, PictureFormat, PictureKeeping,
        PictureRoom, PictureRoomError, PictureSheet,
    },
    profile::Country,
    shop::{FixedFront, ShopFront, ShopIdentity, TaxBasis},
    staff::{Role, StaffMember},
};

use crate::ground::{Ground, product, product_id, variant};

/// What stands in the log.
#[derive(Default)]
pub(super) struct Log {
    pub(super) lines: Mutex<Vec<String>>,
    pub(super) away: AtomicBool,
}

#[async_trait]
impl DeedLog for Log {
    async fn write(&self, deed: &Deed<'_>) -> Result<(), ShopError> {
        if self.away.load(Ordering::Relaxed) {
            return Err(ShopError::Unavailable);
        }
        let line = format!("{} {}", deed.action, deed.subject);
        self.lines.lock().expect("nobody breaks off").push(line);
        Ok(())
    }
}

/// What is deleted.
#[derive(Default)]
pub(super) struct Folder(pub(super) Mutex<Vec<String>>);

#[async_trait]
impl PictureKeeping for Folder {
    async fn keep(&self, _: &StaffMember, _: &str, _: Vec<u8>) -> Result<KeptPicture, KeepError> {
        Err(KeepError::Unavailable)
    }

    async fn made(&self, _: Vec<String>) -> Result<Vec<usize>, KeepError> {
        Err(KeepError::Unavailable)
    }

    async fn discard(&self, _: &StaffMember, key: &str) -> Result<(), KeepError> {
        self.0.lock().expect("nobody breaks off").push(key.to_owned());
        Ok(())
    }
}

/// A catalogue with the product `one` of two variants, and the desk for its pictures.
pub(super) struct Desk {
    pub(super) ground: Ground,
    pub(super) desk: PictureDesk,
    pub(super) log: Arc<Log>,
    pub(super) folder: Arc<Folder>,
}

impl Desk {
    pub(super) async fn open() -> Self {
        let ground = Ground::new().await;
        let mut one = product("one");
        one.variants = vec![variant("ONE-S", 1_000), variant("ONE-M", 1_000)];
        ground.put_product(&one, None).await.expect("written");
        let (log, folder) = (Arc::new(Log::default()), Arc::new(Folder::default()));
        let desk = PictureDesk::new(ground.shared(), folder.clone(), log.clone(), front());
        Self { ground, desk, log, folder }
    }

    pub(super) async fn close(self) {
        drop(self.desk);
        self.ground.clear().await;
    }

    pub(super) async fn sheet(&self) -> PictureSheet {
        self.desk.pictures(&editor(), &product_id("one")).await.expect("there")
    }

    /// The keys of the pictures, in their order, each by its first digit.
    pub(super) async fn order(&self) -> String {
        self.sheet().await.pictures.iter().filter_map(|one| one.key.chars().next()).collect()
    }

    pub(super) async fn attach(&self, digits: &str) -> Result<PictureDone, PictureRoomError> {
        let kept: Vec<_> = digits.chars().map(kept).collect();
        self.desk.attach(&editor(), &product_id("one"), &kept, &Caller::default()).await
    }

    /// Edits what is stored now.
    pub(super) async fn edit(&self, edit: &PictureEdit) -> Result<PictureDone, PictureRoomError> {
        let read = self.sheet().await.version;
        self.edit_of(read, edit).await
    }

    /// Edits a version.
    pub(super) async fn edit_of(
        &self,
        read: i64,
        edit: &PictureEdit,
    ) -> Result<PictureDone, PictureRoomError> {
        self.desk.edit(&editor(), &product_id("one"), read, edit, &Caller::default()).await
    }

    pub(super) async fn delete(&self, key: &str) -> Result<(), PictureRoomError> {
        self.desk.delete(&editor(), key, &Caller::default()).await
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.log.lines.lock().expect("nobody breaks off").clone()
    }
}

/// A front whose logo is picture `e`.
fn front() -> Arc<dyn ShopFront> {
    let logo = Logo { key: key('e'), width: 40, height: 30, see_through: false };
    let identity = ShopIdentity {
        name: "Quayside".to_owned(),
        logo: Some(logo),
        tagline: String::new(),
        delivery_note: String::new(),
        origin: "https://shop.example".to_owned(),
    };
    let seller = Seller { name: "Quayside".to_owned(), address: Vec::new(), tax_number: None };
    let home = Country::parse("DE").expect("a country");
    Arc::new(FixedFront {
        identity: Arc::new(identity),
        seller: Arc::new(seller),
        tax_basis: TaxBasis { home, included: true },
    })
}

/// The key of a picture.
pub(super) fn key(digit: char) -> String {
    digit.to_string().repeat(32)
}

/// The order of these pictures.
pub(super) fn arrange(digits: &str) -> PictureEdit {
    PictureEdit::Arrange(digits.chars().map(key).collect())
}

fn kept(digit: char) -> KeptPicture {
    KeptPicture {
        key: key(digit),
        width: 40,
        height: 30,
        format: PictureFormat::Jpeg,
        see_through: false,
    }
}

pub(super) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("mira").expect("an id"),
        name: "Mira".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(super) fn editor() -> StaffMember {
    member(Role::Catalogue)
}
