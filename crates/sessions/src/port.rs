//! The port by which people look after their own sessions.

use async_trait::async_trait;
use kernel::{AccountId, Timestamp};
use patience::Away;
use storefront::{
    ShopError,
    sessions::{SessionHandle, SessionView, Sessions},
};

use crate::{
    lifetimes::millis,
    service::SessionService,
    store::{self, Ended, Which},
};

fn unavailable(_: Away) -> ShopError {
    ShopError::Unavailable
}

impl SessionService {
    async fn end_some(&self, account: &AccountId, which: Which<'_>) -> Result<u64, ShopError> {
        let now = self.0.clock.now();
        let ended: Vec<Ended> = self
            .0
            .rows
            .ask(|pool| async move {
                let mut txn = pool::begin(&pool).await?;
                if matches!(which, Which::All | Which::AllForGood) {
                    store::cut_off(&mut txn, account, now).await?;
                }
                let ended = store::end(&mut txn, account, which, now).await?;
                if matches!(which, Which::AllForGood) {
                    // Under the lock of the cutoff: no sign-in comes in between.
                    store::erase(&mut txn, account).await?;
                }
                txn.commit().await?;
                Ok(ended)
            })
            .await
            .map_err(unavailable)?;
        self.0.see_off(&ended).await;
        Ok(ended.len() as u64)
    }
}

#[async_trait]
impl Sessions for SessionService {
    async fn list(
        &self,
        account: &AccountId,
        current: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, ShopError> {
        let now = self.0.clock.now();
        let used_after = Timestamp::from_millis(now.millis() - millis(self.0.lifetimes.idle));
        let second_factor = self.0.second_factor;
        let listed = self.0.rows.ask(|pool| async move {
            store::list(&pool, account, (now, used_after), second_factor).await
        });
        let mut views = listed.await.map_err(unavailable)?;
        for view in &mut views {
            view.current = current == Some(&view.handle);
        }
        Ok(views)
    }

    async fn revoke(&self, account: &AccountId, handle: &SessionHandle) -> Result<(), ShopError> {
        match self.end_some(account, Which::One(handle)).await? {
            0 => Err(ShopError::NotFound),
            _ => Ok(()),
        }
    }

    async fn revoke_others(
        &self,
        account: &AccountId,
        keep: &SessionHandle,
    ) -> Result<u64, ShopError> {
        self.end_some(account, Which::AllBut(keep)).await
    }

    async fn revoke_all(&self, account: &AccountId) -> Result<u64, ShopError> {
        self.end_some(account, Which::All).await
    }

    async fn forget(&self, account: &AccountId) -> Result<(), ShopError> {
        self.end_some(account, Which::AllForGood).await?;
        Ok(())
    }
}
