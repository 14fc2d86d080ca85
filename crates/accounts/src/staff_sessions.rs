//! Where staff are signed in, and ending that.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::AccountId;
use serde_json::json;
use sqlx::PgTransaction;
use storefront::{
    ShopError,
    account::Caller,
    sessions::{SessionHandle, SessionView, Sessions},
    staff::{Permission, StaffError, StaffMember, StaffSessions},
};

use crate::{
    audit::{Action, Deed},
    book::AccountBook,
    gate::Stop,
    store::{endings::Which, roles},
};

/// Sessions of staff, which are kept apart from those of shoppers. Answers the port `StaffSessions`.
pub struct StaffSessionDesk {
    book: Arc<AccountBook>,
    sessions: Arc<dyn Sessions>,
}

impl AccountBook {
    /// Sessions of staff as `sessions` keeps them.
    #[must_use]
    pub fn staff_sessions(self: &Arc<Self>, sessions: Arc<dyn Sessions>) -> StaffSessionDesk {
        StaffSessionDesk { book: self.clone(), sessions }
    }
}

impl StaffSessionDesk {
    /// Stops whoever may not look after the sessions of this member.
    async fn allow(
        &self,
        txn: &mut PgTransaction<'_>,
        by: &StaffMember,
        account: &AccountId,
    ) -> Result<(), Stop<StaffError>> {
        if by.api_token.is_some() {
            return Err(Stop::Denied(StaffError::Forbidden));
        }
        if by.account != *account {
            self.book.require(txn, by, Permission::ManageStaff).await?;
        }
        if roles::of(txn, account).await?.is_empty() {
            return Err(Stop::Denied(StaffError::NotFound));
        }
        Ok(())
    }
}

fn unavailable(_: ShopError) -> StaffError {
    StaffError::Unavailable
}

#[async_trait]
impl StaffSessions for StaffSessionDesk {
    async fn list(
        &self,
        by: &StaffMember,
        account: &AccountId,
        current: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, StaffError> {
        let look = async {
            let mut txn = self.book.begin().await?;
            self.allow(&mut txn, by, account).await
        };
        self.book.gate.ask::<_, StaffError>(look).await?;
        self.sessions.list(account, current).await.map_err(unavailable)
    }

    async fn end(
        &self,
        by: &StaffMember,
        account: &AccountId,
        handle: &SessionHandle,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        let running = self.list(by, account, None).await?;
        if !running.iter().any(|session| session.handle == *handle) {
            return Err(StaffError::NotFound);
        }
        // Written first: what is ended is in the log, whatever happens in between.
        let note = async {
            let mut txn = self.book.begin().await?;
            self.allow(&mut txn, by, account).await?;
            let deed = Deed {
                before: Some(json!({ "session": "running" })),
                after: Some(json!({ "session": "ended" })),
                ..Deed::staffs(Action::SessionEnded, &by.account, account.as_str(), caller)
            };
            self.book.note(&mut txn, deed).await?;
            txn.commit().await?;
            Ok(())
        };
        self.book.gate.ask::<_, StaffError>(note).await?;
        match self.sessions.revoke(account, handle).await {
            // It ended by itself meanwhile.
            Ok(()) | Err(ShopError::NotFound) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }

    async fn end_all(
        &self,
        by: &StaffMember,
        account: &AccountId,
        keep: Option<&SessionHandle>,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        let which = match keep {
            Some(keep) if by.account == *account => Which::AllBut(keep.clone()),
            _ => Which::All,
        };
        // They are ended even where nobody can say how many there are.
        let running = self.sessions.list(account, None).await.ok().map(|running| running.len());
        let end = async {
            let mut txn = self.book.begin().await?;
            self.allow(&mut txn, by, account).await?;
            let kept = i32::from(matches!(which, Which::AllBut(_)));
            let deed = Deed {
                before: running.map(|running| json!({ "sessions": running })),
                after: Some(json!({ "sessions": kept })),
                ..Deed::staffs(Action::SessionsEnded, &by.account, account.as_str(), caller)
            };
            self.book.note(&mut txn, deed).await?;
            let ending = self.book.note_ending(&mut txn, account, which.clone()).await?;
            txn.commit().await?;
            Ok(ending)
        };
        let ending = self.book.gate.ask::<_, StaffError>(end).await?;
        self.book.end_sessions(&ending).await;
        Ok(())
    }
}
