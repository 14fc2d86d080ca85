//! What staff look after settings and texts with.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use audit::Doer;
use kernel::Slug;
use storefront::{
    account::Caller,
    content::ContentPage,
    logo::Logo,
    offer_room::Entered,
    pricing::Pricing,
    settings_room::{
        Setting, SettingsError, SettingsForm, SettingsRoom, SettingsSheet, TextForm, TextRow,
        TextSheet,
    },
    staff::{Permission, StaffMember},
};

use crate::{front::LiveFront, markdown};

mod shop;
mod texts;

/// What staff look after settings and texts with. Cheap to clone.
#[derive(Clone)]
pub struct SettingsBook {
    front: Arc<LiveFront>,
    /// Whether a country's tax is known.
    prices: Arc<dyn Pricing>,
    deadline: Duration,
}

/// Why something ended without an answer: decided so, or for a failure.
enum Stop {
    Denied(SettingsError),
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error)
    }
}

impl From<SettingsError> for Stop {
    fn from(error: SettingsError) -> Self {
        Self::Denied(error)
    }
}

impl SettingsBook {
    /// Looks after what a front shows. The shop's own country is one that `prices` knows. PostgreSQL
    /// may take so long for one use.
    #[must_use]
    pub fn new(front: Arc<LiveFront>, prices: Arc<dyn Pricing>, deadline: Duration) -> Self {
        Self { front, prices, deadline }
    }

    async fn ask<T>(
        &self,
        work: impl Future<Output = Result<T, Stop>> + Send,
    ) -> Result<T, SettingsError> {
        match tokio::time::timeout(self.deadline, work).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(Stop::Denied(error))) => Err(error),
            Ok(Err(Stop::Failed(error))) => {
                tracing::error!(%error, "settings could not be read or written");
                Err(SettingsError::Unavailable)
            }
            Err(_) => {
                tracing::error!("PostgreSQL took too long over settings");
                Err(SettingsError::Unavailable)
            }
        }
    }

    /// Changes something, and shows it here at once. Other servers see it within a second, as this
    /// one does if it cannot look now.
    async fn enter(
        &self,
        work: impl Future<Output = Result<Entered, Stop>> + Send,
    ) -> Result<Entered, SettingsError> {
        let entered = self.ask(work).await?;
        if let Ok(Err(error)) = tokio::time::timeout(self.deadline, self.front.refresh()).await {
            tracing::warn!(%error, "a setting that was changed is not shown yet");
        }
        Ok(entered)
    }
}

#[async_trait]
impl SettingsRoom for SettingsBook {
    async fn sheet(&self, by: &StaffMember) -> Result<SettingsSheet, SettingsError> {
        by.require(Permission::ManageSettings)?;
        shop::sheet(self).await
    }

    async fn change(
        &self,
        by: &StaffMember,
        form: &SettingsForm,
        caller: &Caller,
    ) -> Result<Entered, SettingsError> {
        by.require(Permission::ManageSettings)?;
        shop::change(self, Doer { by, caller }, form).await
    }

    async fn reset(
        &self,
        by: &StaffMember,
        setting: Setting,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError> {
        by.require(Permission::ManageSettings)?;
        shop::reset(self, Doer { by, caller }, setting, version).await
    }

    async fn put_logo(
        &self,
        by: &StaffMember,
        logo: Option<Logo>,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError> {
        by.require(Permission::ManageSettings)?;
        shop::put_logo(self, Doer { by, caller }, logo, version).await
    }

    async fn texts(&self, by: &StaffMember) -> Result<Vec<TextRow>, SettingsError> {
        by.require(Permission::ManageSettings)?;
        texts::list(self).await
    }

    async fn text(&self, by: &StaffMember, slug: &Slug) -> Result<TextSheet, SettingsError> {
        by.require(Permission::ManageSettings)?;
        texts::sheet(self, slug).await
    }

    fn preview(&self, by: &StaffMember, form: &TextForm) -> Result<ContentPage, SettingsError> {
        by.require(Permission::ManageSettings)?;
        let draft = form.read().map_err(SettingsError::Refused)?;
        // Where it is to be is no matter for how it looks.
        let slug = Slug::parse("preview").map_err(|_| SettingsError::NotFound)?;
        Ok(markdown::page(slug, &draft))
    }

    async fn create_text(
        &self,
        by: &StaffMember,
        form: &TextForm,
        caller: &Caller,
    ) -> Result<Entered, SettingsError> {
        by.require(Permission::ManageSettings)?;
        texts::create(self, Doer { by, caller }, form).await
    }

    async fn change_text(
        &self,
        by: &StaffMember,
        slug: &Slug,
        form: &TextForm,
        caller: &Caller,
    ) -> Result<Entered, SettingsError> {
        by.require(Permission::ManageSettings)?;
        texts::change(self, Doer { by, caller }, slug, form).await
    }

    async fn restore_text(
        &self,
        by: &StaffMember,
        slug: &Slug,
        earlier: u32,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError> {
        by.require(Permission::ManageSettings)?;
        texts::restore(self, Doer { by, caller }, slug, (earlier, version)).await
    }

    async fn reset_text(
        &self,
        by: &StaffMember,
        slug: &Slug,
        version: u32,
        caller: &Caller,
    ) -> Result<Entered, SettingsError> {
        by.require(Permission::ManageSettings)?;
        texts::reset(self, Doer { by, caller }, slug, version).await
    }
}
