//! Staff. Pages only read, so whatever changes something is away.

use async_trait::async_trait;
use kernel::AccountId;
use storefront::{
    account::{Caller, Secret},
    staff::{
        AfterPassword, AuditEntry, AuditQuery, Enrolled, NewApiToken, NewStaff, Role, StaffDoor,
        StaffError, StaffMember, StaffRoom, StaffRow, TokenCursor, TokenPage,
    },
};

use super::people::FakePeople;

#[async_trait]
impl StaffDoor for FakePeople {
    async fn sign_in(&self, _: &str, _: &Secret, _: &Caller) -> Result<AfterPassword, StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn enter_code(
        &self,
        _: &Secret,
        _: &Secret,
        _: &Caller,
    ) -> Result<StaffMember, StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn enrol(&self, _: &Secret, _: &Secret, _: &Caller) -> Result<Enrolled, StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn member(&self, _: &AccountId) -> Result<StaffMember, StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn bearer(&self, _: &Secret) -> Result<StaffMember, StaffError> {
        Err(StaffError::Unavailable)
    }
}

#[async_trait]
impl StaffRoom for FakePeople {
    async fn list(&self, _: &StaffMember) -> Result<Vec<StaffRow>, StaffError> {
        self.answers().staff.clone()
    }

    async fn add(
        &self,
        _: &StaffMember,
        _: &NewStaff,
        _: &Caller,
    ) -> Result<AccountId, StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn set_roles(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: &[Role],
        _: &Caller,
    ) -> Result<(), StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn remove(&self, _: &StaffMember, _: &AccountId, _: &Caller) -> Result<(), StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn reset_second_factor(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: &Caller,
    ) -> Result<(), StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn issue_token(
        &self,
        _: &StaffMember,
        _: &str,
        _: &[Role],
        _: &Caller,
    ) -> Result<NewApiToken, StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn tokens(
        &self,
        _: &StaffMember,
        after: Option<&TokenCursor>,
    ) -> Result<TokenPage, StaffError> {
        self.answers().tokens_after.push(after.cloned());
        self.answers().tokens.clone()
    }

    async fn revoke_token(&self, _: &StaffMember, _: &str, _: &Caller) -> Result<(), StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn audit(
        &self,
        _: &StaffMember,
        query: &AuditQuery,
    ) -> Result<Vec<AuditEntry>, StaffError> {
        let fits = |entry: &AuditEntry| {
            query.actor.as_ref().is_none_or(|actor| entry.actor.as_ref() == Some(actor))
                && query.action.as_ref().is_none_or(|action| entry.action == *action)
                && query.before.is_none_or(|before| entry.id < before)
                && (query.subjects.is_empty()
                    || entry.subject.as_ref().is_some_and(|at| query.subjects.contains(at)))
                && query.since.is_none_or(|since| entry.at >= since)
                && query.until.is_none_or(|until| entry.at < until)
        };
        let entries = self.answers().audit.clone()?;
        Ok(entries.into_iter().filter(fits).take(query.limit as usize).collect())
    }
}
