//! Everything that a page can ask, in one value.

use std::sync::Arc;

use crate::{
    account::{Accounts, OwnAccount},
    cart::Carts,
    catalogue::Catalogue,
    checkout::Checkouts,
    collections::Collections,
    content::ContentPages,
    customer_room::CustomerRoom,
    enquiry::Enquiries,
    figures_room::FiguresRoom,
    goods_room::GoodsRoom,
    import_room::{CatalogueExport, ImportRoom},
    limits::Limiter,
    logo::Logo,
    mail::LetterBox,
    offer_room::OfferRoom,
    order_room::OrderRoom,
    order_taking::OrderTaking,
    orders::{OrderCancelling, Orders, Seller},
    payment::PaymentMessages,
    payment_room::PaymentRoom,
    picture_room::{PictureKeeping, PictureRoom},
    pricing::Pricing,
    product_desk::ProductDesk,
    profile::{Country, PersonalLists, Profiles},
    reviews::{ReviewBoard, ReviewRoom},
    search::Search,
    search_room::SearchRoom,
    sessions::Sessions,
    settings_room::SettingsRoom,
    shelf_room::ShelfRoom,
    staff::{StaffDoor, StaffRoom, StaffSessions},
    stock::StockBoard,
    stock_room::{HoldReleasing, StockRoom},
};

/// The shop as pages and routes see it: one port an area. Cheap to clone.
#[derive(Clone)]
pub struct Shop {
    /// Products, categories and reviews.
    pub catalogue: Arc<dyn Catalogue>,
    /// Products that are shown together.
    pub collections: Arc<dyn Collections>,
    /// Finding products.
    pub search: Arc<dyn Search>,
    /// What is in stock.
    pub stock: Arc<dyn StockBoard>,
    /// Delivery, terms and the like, from editable Markdown.
    pub content: Arc<dyn ContentPages>,
    /// Letters from shoppers.
    pub enquiries: Arc<dyn Enquiries>,
    /// What shoppers are about to buy.
    pub carts: Arc<dyn Carts>,
    /// Buying what is in them.
    pub checkouts: Arc<dyn Checkouts>,
    /// What was bought.
    pub orders: Arc<dyn Orders>,
    /// Giving up what was bought.
    pub cancelling: Arc<dyn OrderCancelling>,
    /// What an order costs, and where things are brought.
    pub pricing: Arc<dyn Pricing>,
    /// What the payment provider tells.
    pub messages: Arc<dyn PaymentMessages>,
    /// The way in for shoppers.
    pub accounts: Arc<dyn Accounts>,
    /// What signed-in people do with their accounts.
    pub own_account: Arc<dyn OwnAccount>,
    /// Where people are signed in.
    pub sessions: Arc<dyn Sessions>,
    /// Addresses and preferences.
    pub profiles: Arc<dyn Profiles>,
    /// Wishlists, and what was looked at.
    pub lists: Arc<dyn PersonalLists>,
    /// What shoppers say of products.
    pub reviews: Arc<dyn ReviewBoard>,
    /// What staff decide about that.
    pub review_room: Arc<dyn ReviewRoom>,
    /// The way in for staff.
    pub staff_door: Arc<dyn StaffDoor>,
    /// Who is staff.
    pub staff_room: Arc<dyn StaffRoom>,
    /// Where staff are signed in.
    pub staff_sessions: Arc<dyn StaffSessions>,
    /// Customers, for staff.
    pub customer_room: Arc<dyn CustomerRoom>,
    /// Looking after stock.
    pub stock_room: Arc<dyn StockRoom>,
    /// Ending what checkouts hold.
    pub hold_releasing: Arc<dyn HoldReleasing>,
    /// Orders, for staff.
    pub order_room: Arc<dyn OrderRoom>,
    /// Money that staff have to look into.
    pub payment_room: Arc<dyn PaymentRoom>,
    /// Orders that staff take.
    pub order_taking: Arc<dyn OrderTaking>,
    /// Looking after coupons, delivery and tax.
    pub offer_room: Arc<dyn OfferRoom>,
    /// What was sold, and what waits.
    pub figures_room: Arc<dyn FiguresRoom>,
    /// Looking after synonyms and pins, and what was searched for.
    pub search_room: Arc<dyn SearchRoom>,
    /// Products one by one, for staff.
    pub product_desk: Arc<dyn ProductDesk>,
    /// The list of products, and what is done to many of them.
    pub goods_room: Arc<dyn GoodsRoom>,
    /// Looking after categories, collections and brands.
    pub shelf_room: Arc<dyn ShelfRoom>,
    /// Looking after the pictures of products.
    pub picture_room: Arc<dyn PictureRoom>,
    /// Where the bytes of pictures are kept.
    pub picture_keeping: Arc<dyn PictureKeeping>,
    /// Importing products.
    pub import_room: Arc<dyn ImportRoom>,
    /// All products in a file.
    pub export: Arc<dyn CatalogueExport>,
    /// How often something may be done.
    pub limiter: Arc<dyn Limiter>,
    /// Letters that were laid into a folder instead of being sent, where that is so.
    pub letters: Option<Arc<dyn LetterBox>>,
    /// Looking after settings and the texts of pages.
    pub settings_room: Arc<dyn SettingsRoom>,
    /// How the shop presents itself.
    pub front: Arc<dyn ShopFront>,
}

impl Shop {
    /// How the shop presents itself just now.
    #[must_use]
    pub fn identity(&self) -> Arc<ShopIdentity> {
        self.front.identity()
    }

    /// Changes with everything that a page is made from which many visitors are shown: a page that was
    /// drawn under another stamp is not shown again.
    #[must_use]
    pub fn stamp(&self) -> u64 {
        self.search.stamp() ^ self.front.stamp().rotate_left(1)
    }
}

/// How the shop presents itself just now. Staff may change it while the shop serves.
pub trait ShopFront: Send + Sync {
    /// What pages show.
    fn identity(&self) -> Arc<ShopIdentity>;
    /// Who sells, for orders that are placed now.
    fn seller(&self) -> Arc<Seller>;
    /// What of it the merchant has chosen.
    fn chosen(&self) -> Chosen;
    /// What tax is reckoned from, for prices from now on.
    fn tax_basis(&self) -> TaxBasis;
    /// Changes with anything of it, and with the texts of pages.
    fn stamp(&self) -> u64;
}

/// What the merchant has chosen, here or in the configuration. The rest is as the shop came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The shop's name.
    pub name: bool,
    /// The postal address of who sells.
    pub seller: bool,
    /// What is said of delivery.
    pub delivery_note: bool,
}

/// What the tax in prices is reckoned from, beside the rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TaxBasis {
    /// The shop's own country, whose tax counts until it is known where an order goes.
    pub home: Country,
    /// Whether prices hold the tax; otherwise it is added to them.
    pub included: bool,
}

impl TaxBasis {
    /// What stands beside a price that a page shows.
    #[must_use]
    pub const fn note(self) -> &'static str {
        if self.included { "incl. VAT" } else { "plus VAT" }
    }
}

/// A front that nobody changes, for commands.
#[derive(Clone, Debug)]
pub struct FixedFront {
    /// What pages show.
    pub identity: Arc<ShopIdentity>,
    /// Who sells.
    pub seller: Arc<Seller>,
    /// What tax is reckoned from.
    pub tax_basis: TaxBasis,
}

impl ShopFront for FixedFront {
    fn identity(&self) -> Arc<ShopIdentity> {
        self.identity.clone()
    }

    fn seller(&self) -> Arc<Seller> {
        self.seller.clone()
    }

    fn chosen(&self) -> Chosen {
        Chosen::default()
    }

    fn tax_basis(&self) -> TaxBasis {
        self.tax_basis
    }

    fn stamp(&self) -> u64 {
        0
    }
}

/// How the shop presents itself, from its settings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShopIdentity {
    /// The name in the header and in page titles.
    pub name: String,
    /// What stands in the header in place of the name.
    pub logo: Option<Logo>,
    /// One sentence under the name on the home page.
    pub tagline: String,
    /// What delivery costs and how long it takes, in one sentence by the buy button.
    pub delivery_note: String,
    /// Scheme, host and port that canonical links start with, without a trailing slash.
    pub origin: String,
}
