//! Settings: read, changed, given back to the configuration.

use audit::Doer;
use serde_json::{Value, json};
use sqlx::PgTransaction;
use storefront::{
    logo::Logo,
    offer_room::Entered,
    settings_room::{Setting, SettingsError, SettingsForm, SettingsSheet, ShopSettings},
    shop::ShopFront,
};

use super::{SettingsBook, Stop};
use crate::store::{self, ShopRow};

/// The settings as the audit log names them.
const SUBJECT: &str = "settings shop";

pub(super) async fn sheet(book: &SettingsBook) -> Result<SettingsSheet, SettingsError> {
    let row = book.ask(async {
        let mut conn = book.front.pool().acquire().await?;
        Ok(store::shop(&mut conn).await?)
    });
    let ShopRow { set, version, .. } = row.await?;
    Ok(SettingsSheet { set, defaults: book.front.defaults().clone(), version })
}

pub(super) async fn change(
    book: &SettingsBook,
    doer: Doer<'_>,
    form: &SettingsForm,
) -> Result<Entered, SettingsError> {
    let typed = form.read(book.front.defaults()).map_err(SettingsError::Refused)?;
    served(book, &typed).await?;
    // The logo has a form of its own.
    let with_logo = move |now: &ShopSettings| ShopSettings { logo: now.logo.clone(), ..typed };
    book.enter(put(book, doer, "settings_changed", form.version(), with_logo)).await
}

/// Refuses another country than that of now where nothing is sold to it: without a rate of tax no price
/// could be reckoned for whoever has not said yet where an order goes.
async fn served(book: &SettingsBook, typed: &ShopSettings) -> Result<(), SettingsError> {
    let (now, next) = (book.front.tax_basis().home, typed.tax_basis(book.front.defaults()).home);
    if typed.country.is_none() || now == next {
        return Ok(());
    }
    let known = book.prices.destinations().await.map_err(|_| SettingsError::Unavailable)?;
    if known.contains(&next) {
        return Ok(());
    }
    let message =
        "Nothing is sold to this country yet. Lay down its delivery and its rates of tax first.";
    Err(SettingsError::refused("country", message))
}

pub(super) async fn put_logo(
    book: &SettingsBook,
    doer: Doer<'_>,
    logo: Option<Logo>,
    version: u32,
) -> Result<Entered, SettingsError> {
    let action = if logo.is_some() { "logo_set" } else { "logo_removed" };
    let with_logo = move |now: &ShopSettings| ShopSettings { logo, ..now.clone() };
    book.enter(put(book, doer, action, version, with_logo)).await
}

pub(super) async fn reset(
    book: &SettingsBook,
    doer: Doer<'_>,
    setting: Setting,
    version: u32,
) -> Result<Entered, SettingsError> {
    let without = move |now: &ShopSettings| {
        let mut set = now.clone();
        set.put(setting, None);
        set
    };
    book.enter(put(book, doer, "setting_given_back", version, without)).await
}

/// Sets what becomes of the settings that were read at a version.
async fn put(
    book: &SettingsBook,
    doer: Doer<'_>,
    action: &'static str,
    version: u32,
    next: impl FnOnce(&ShopSettings) -> ShopSettings + Send,
) -> Result<Entered, Stop> {
    let mut txn: PgTransaction<'static> = pool::begin(book.front.pool()).await?;
    store::lock(&mut txn).await?;
    let now = store::shop(&mut txn).await?;
    let set = next(&now.set);
    if set == now.set {
        return Ok(Entered::Before);
    }
    if now.version != version {
        return Err(SettingsError::Stale.into());
    }
    store::update_shop(&mut txn, &set).await?;
    let (before, after) = differing(&now.set, &set);
    doer.tell(&mut txn, action, SUBJECT, Some(before), Some(after)).await?;
    txn.commit().await?;
    Ok(Entered::Now)
}

/// What was changed, before and after. What is null follows the configuration.
fn differing(before: &ShopSettings, after: &ShopSettings) -> (Value, Value) {
    let changed = Setting::ALL.into_iter().filter(|one| before.get(*one) != after.get(*one));
    let (mut was, mut is) = (json!({}), json!({}));
    for setting in changed {
        was[setting.name()] = json!(before.get(setting));
        is[setting.name()] = json!(after.get(setting));
    }
    if before.logo != after.logo {
        was["logo"] = json!(before.logo);
        is["logo"] = json!(after.logo);
    }
    (was, is)
}
