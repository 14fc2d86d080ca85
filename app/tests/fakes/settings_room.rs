//! Settings and texts behind the counter. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{Currency, Slug, Timestamp};
use storefront::{
    account::Caller,
    content::ContentPage,
    logo::Logo,
    offer_room::Entered,
    orders::Seller,
    profile::Country,
    settings_room::{
        Setting, SettingsError, SettingsForm, SettingsRoom, SettingsSheet, ShopDefaults,
        ShopSettings, TextDraft, TextForm, TextRow, TextSheet, TextStanding, TextVersion,
    },
    shop::{Chosen, ShopFront, ShopIdentity, TaxBasis},
    staff::StaffMember,
};

/// What the ports about settings answer from.
pub(crate) struct Stored {
    /// How the shop is set.
    pub(crate) sheet: SettingsSheet,
    /// The pages.
    pub(crate) texts: Vec<TextSheet>,
    /// What the merchant has chosen.
    pub(crate) chosen: Chosen,
    /// What the port says instead of an answer.
    pub(crate) refused: Option<SettingsError>,
}

/// The port that is about settings and texts, and the shop's front.
pub(crate) struct FakeSettingsRoom(Mutex<Stored>);

fn text(slug: &str, title: &str, standing: TextStanding) -> TextSheet {
    let written = standing != TextStanding::File;
    let version = |version, title: Option<&str>| TextVersion {
        version,
        title: title.map(ToOwned::to_owned),
        at: Timestamp::from_millis(1_795_269_959_000),
    };
    TextSheet {
        slug: Slug::parse(slug).expect("a slug"),
        draft: TextDraft {
            title: title.to_owned(),
            description: format!("About {title}."),
            markdown: format!("Words about {title} & <more>."),
        },
        standing,
        has_file: slug != "size-guide",
        version: if written { 3 } else { 0 },
        versions: if written {
            vec![version(3, Some(title)), version(2, None), version(1, Some("As it was"))]
        } else {
            Vec::new()
        },
    }
}

impl FakeSettingsRoom {
    /// With a few things in it.
    pub(crate) fn filled() -> Arc<Self> {
        let defaults = ShopDefaults {
            shop_name: "Quayside".to_owned(),
            name_chosen: false,
            tagline: "Good things for home, work and the open air.".to_owned(),
            delivery_note: "Delivery in 2 to 4 working days.".to_owned(),
            note_chosen: false,
            seller: "Quayside Ltd\nQuay 1".to_owned(),
            tax_number: String::new(),
            origin: "https://shop.example".to_owned(),
            currency: Currency::EUR,
            country: Country::parse("DE").expect("a country"),
            tax_included: true,
        };
        let set = ShopSettings {
            seller: Some("Harbour Ltd\nQuay 2\n20457 Hamburg".to_owned()),
            ..ShopSettings::default()
        };
        Arc::new(Self(Mutex::new(Stored {
            sheet: SettingsSheet { set, defaults, version: 7 },
            texts: vec![
                text("imprint", "Imprint", TextStanding::File),
                text("terms", "Terms of sale", TextStanding::Written),
                text("size-guide", "Size guide", TextStanding::Written),
            ],
            chosen: Chosen { seller: true, ..Chosen::default() },
            refused: None,
        })))
    }

    /// What is answered from.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self) -> Result<MutexGuard<'_, Stored>, SettingsError> {
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored),
        }
    }
}

#[async_trait]
impl SettingsRoom for FakeSettingsRoom {
    async fn sheet(&self, _: &StaffMember) -> Result<SettingsSheet, SettingsError> {
        Ok(self.open()?.sheet.clone())
    }

    async fn change(
        &self,
        _: &StaffMember,
        _: &SettingsForm,
        _: &Caller,
    ) -> Result<Entered, SettingsError> {
        Err(SettingsError::Unavailable)
    }

    async fn reset(
        &self,
        _: &StaffMember,
        _: Setting,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, SettingsError> {
        Err(SettingsError::Unavailable)
    }

    async fn put_logo(
        &self,
        _: &StaffMember,
        _: Option<Logo>,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, SettingsError> {
        Err(SettingsError::Unavailable)
    }

    async fn texts(&self, _: &StaffMember) -> Result<Vec<TextRow>, SettingsError> {
        let stored = self.open()?;
        let row = |sheet: &TextSheet| TextRow {
            slug: sheet.slug.clone(),
            title: sheet.draft.title.clone(),
            standing: sheet.standing,
            changed_at: sheet.versions.first().map(|version| version.at),
        };
        Ok(stored.texts.iter().map(row).collect())
    }

    async fn text(&self, _: &StaffMember, slug: &Slug) -> Result<TextSheet, SettingsError> {
        let stored = self.open()?;
        let found = stored.texts.iter().find(|sheet| sheet.slug == *slug).cloned();
        found.ok_or(SettingsError::NotFound)
    }

    fn preview(&self, _: &StaffMember, form: &TextForm) -> Result<ContentPage, SettingsError> {
        let draft = form.read().map_err(SettingsError::Refused)?;
        Ok(ContentPage {
            slug: Slug::parse("preview").map_err(|_| SettingsError::NotFound)?,
            title: draft.title,
            description: draft.description,
            html: format!("<p class=\"drawn\">{}</p>", draft.markdown),
        })
    }

    async fn create_text(
        &self,
        _: &StaffMember,
        _: &TextForm,
        _: &Caller,
    ) -> Result<Entered, SettingsError> {
        Err(SettingsError::Unavailable)
    }

    async fn change_text(
        &self,
        _: &StaffMember,
        _: &Slug,
        _: &TextForm,
        _: &Caller,
    ) -> Result<Entered, SettingsError> {
        Err(SettingsError::Unavailable)
    }

    async fn restore_text(
        &self,
        _: &StaffMember,
        _: &Slug,
        _: u32,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, SettingsError> {
        Err(SettingsError::Unavailable)
    }

    async fn reset_text(
        &self,
        _: &StaffMember,
        _: &Slug,
        _: u32,
        _: &Caller,
    ) -> Result<Entered, SettingsError> {
        Err(SettingsError::Unavailable)
    }
}

impl ShopFront for FakeSettingsRoom {
    fn identity(&self) -> Arc<ShopIdentity> {
        let stored = self.stored();
        let value = |setting| stored.sheet.value(setting).to_owned();
        Arc::new(ShopIdentity {
            name: value(Setting::ShopName),
            logo: stored.sheet.set.logo.clone(),
            tagline: value(Setting::Tagline),
            delivery_note: value(Setting::DeliveryNote),
            origin: stored.sheet.defaults.origin.clone(),
        })
    }

    fn seller(&self) -> Arc<Seller> {
        let stored = self.stored();
        let lines = stored.sheet.value(Setting::Seller);
        Arc::new(Seller::read(lines, "", "Quayside").expect("a seller"))
    }

    fn chosen(&self) -> Chosen {
        self.stored().chosen
    }

    fn tax_basis(&self) -> TaxBasis {
        let stored = self.stored();
        stored.sheet.set.tax_basis(&stored.sheet.defaults)
    }

    fn stamp(&self) -> u64 {
        0
    }
}
