//! The shop's settings and the texts of its pages, behind the counter.

use async_trait::async_trait;
use kernel::Slug;

use crate::{
    account::Caller, content::ContentPage, logo::Logo, offer_room::Entered, staff::StaffMember,
};

mod error;
mod setting;
mod text;

pub use error::SettingsError;
pub use setting::{Setting, SettingsForm, SettingsSheet, ShopDefaults, ShopSettings};
pub use text::{
    KEPT_VERSIONS, LONGEST_MARKDOWN, TextDraft, TextForm, TextRow, TextSheet, TextStanding,
    TextVersion,
};

/// Looking after settings and texts, for [`crate::staff::Permission::ManageSettings`]. What changes
/// something is written into the audit log in the same transaction. A form that is sent again finds
/// everything as it wants it, and does nothing.
#[async_trait]
pub trait SettingsRoom: Send + Sync {
    /// How the shop is set.
    ///
    /// # Errors
    /// [`SettingsError::Forbidden`], [`SettingsError::Unavailable`].
    async fn sheet(&self, by: &StaffMember) -> Result<SettingsSheet, SettingsError>;

    /// Sets what was typed. A field that is empty, or holds what the configuration says, follows the
    /// configuration.
    ///
    /// # Errors
    /// [`SettingsError`].
    async fn change(
        &self,
        by: &StaffMember,
        form: &SettingsForm,
        caller: &Caller,
    ) -> Result<Entered, SettingsError>;

    /// Has a setting that was read at `version` follow the configuration again.
    ///
    /// # Errors
    /// [`SettingsError::Stale`], [`SettingsError::Forbidden`], [`SettingsError::Unavailable`].
    async fn reset(
        &self,
        by: &StaffMember,
        setting: Setting,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError>;

    /// Shows a kept picture as the logo, in place of what was shown at `version`; with none, the shop's
    /// name stands there. What was shown before stays in the folder.
    ///
    /// # Errors
    /// As for [`SettingsRoom::reset`].
    async fn put_logo(
        &self,
        by: &StaffMember,
        logo: Option<Logo>,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError>;

    /// Every page that is or was there, in the order of the footer; those that are gone come last.
    ///
    /// # Errors
    /// As for [`SettingsRoom::sheet`].
    async fn texts(&self, by: &StaffMember) -> Result<Vec<TextRow>, SettingsError>;

    /// One page.
    ///
    /// # Errors
    /// [`SettingsError::NotFound`], and as for [`SettingsRoom::sheet`].
    async fn text(&self, by: &StaffMember, slug: &Slug) -> Result<TextSheet, SettingsError>;

    /// What a page would look like. Nothing is stored.
    ///
    /// # Errors
    /// [`SettingsError::Refused`], [`SettingsError::Forbidden`].
    fn preview(&self, by: &StaffMember, form: &TextForm) -> Result<ContentPage, SettingsError>;

    /// Makes a page at a new address. It is linked in the footer, after the others.
    ///
    /// # Errors
    /// [`SettingsError::Refused`], [`SettingsError::Forbidden`], [`SettingsError::Unavailable`].
    async fn create_text(
        &self,
        by: &StaffMember,
        form: &TextForm,
        caller: &Caller,
    ) -> Result<Entered, SettingsError>;

    /// Writes a page anew. It wins over the file.
    ///
    /// # Errors
    /// [`SettingsError`].
    async fn change_text(
        &self,
        by: &StaffMember,
        slug: &Slug,
        form: &TextForm,
        caller: &Caller,
    ) -> Result<Entered, SettingsError>;

    /// Writes a page that was read at `version` as it was at an earlier one.
    ///
    /// # Errors
    /// As for [`SettingsRoom::change_text`].
    async fn restore_text(
        &self,
        by: &StaffMember,
        slug: &Slug,
        earlier: u32,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError>;

    /// Has a page that was read at `version` come from its file again, or from nowhere if there is
    /// none: it is gone then. Its history stays.
    ///
    /// # Errors
    /// As for [`SettingsRoom::change_text`].
    async fn reset_text(
        &self,
        by: &StaffMember,
        slug: &Slug,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError>;
}
