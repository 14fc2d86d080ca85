//! Customers and sessions of staff. Pages only read, so whatever changes something is away.

use async_trait::async_trait;
use kernel::AccountId;
use storefront::{
    account::Caller,
    customer_room::{
        CustomerError, CustomerPage, CustomerQuery, CustomerRoom, CustomerView, Helped,
    },
    sessions::{SessionHandle, SessionView},
    staff::{StaffError, StaffMember, StaffSessions},
};

use super::people::FakePeople;

#[async_trait]
impl CustomerRoom for FakePeople {
    async fn customers(
        &self,
        _: &StaffMember,
        query: &CustomerQuery,
    ) -> Result<CustomerPage, CustomerError> {
        let rows = self.answers().customers.clone()?;
        let passed = |row: &storefront::customer_room::CustomerRow| {
            query.after.as_ref().is_some_and(|after| row.created_at >= after.created_at)
        };
        Ok(CustomerPage::of(rows.into_iter().filter(|row| !passed(row)).collect()))
    }

    async fn customer(
        &self,
        _: &StaffMember,
        account: &AccountId,
    ) -> Result<CustomerView, CustomerError> {
        let answers = self.answers();
        let rows = answers.customers.clone()?;
        let row = rows.into_iter().find(|row| row.account == *account);
        let row = row.ok_or(CustomerError::NotFound)?;
        let roles = answers.customer_roles.clone();
        Ok(CustomerView { signed_in_at: row.verified_at, roles, row, sessions: Some(2) })
    }

    async fn send_reset(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: &Caller,
    ) -> Result<Helped, CustomerError> {
        Err(CustomerError::Unavailable)
    }

    async fn resend_verification(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: &Caller,
    ) -> Result<Helped, CustomerError> {
        Err(CustomerError::Unavailable)
    }

    async fn end_sessions(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: &Caller,
    ) -> Result<Helped, CustomerError> {
        Err(CustomerError::Unavailable)
    }
}

#[async_trait]
impl StaffSessions for FakePeople {
    async fn list(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, StaffError> {
        self.answers().sessions.clone().map_err(|_| StaffError::Unavailable)
    }

    async fn end(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: &SessionHandle,
        _: &Caller,
    ) -> Result<(), StaffError> {
        Err(StaffError::Unavailable)
    }

    async fn end_all(
        &self,
        _: &StaffMember,
        _: &AccountId,
        _: Option<&SessionHandle>,
        _: &Caller,
    ) -> Result<(), StaffError> {
        Err(StaffError::Unavailable)
    }
}
