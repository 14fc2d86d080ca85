//! Where staff are signed in behind the counter, and ending that.

use async_trait::async_trait;
use kernel::AccountId;

use super::{StaffError, StaffMember};
use crate::{
    account::Caller,
    sessions::{SessionHandle, SessionView},
};

/// Sessions of staff. One's own are for everyone of staff who is signed in; those of another for
/// [`Permission::ManageStaff`](super::Permission). None of it is for API tokens. What is ended is
/// written into the audit log first.
#[async_trait]
pub trait StaffSessions: Send + Sync {
    /// A member's sessions as staff, the last used first. `current` is the one that asks.
    ///
    /// # Errors
    /// [`StaffError::NotFound`] for who is not staff, [`StaffError::Forbidden`],
    /// [`StaffError::Unavailable`].
    async fn list(
        &self,
        by: &StaffMember,
        account: &AccountId,
        current: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, StaffError>;

    /// Ends one of a member's sessions as staff.
    ///
    /// # Errors
    /// [`StaffError::NotFound`] when the member has no such session, or no longer; and as for
    /// [`StaffSessions::list`].
    async fn end(
        &self,
        by: &StaffMember,
        account: &AccountId,
        handle: &SessionHandle,
        caller: &Caller,
    ) -> Result<(), StaffError>;

    /// Ends all of a member's sessions but the one that is kept, those as a shopper too. Of another
    /// member none is kept.
    ///
    /// # Errors
    /// As for [`StaffSessions::list`].
    async fn end_all(
        &self,
        by: &StaffMember,
        account: &AccountId,
        keep: Option<&SessionHandle>,
        caller: &Caller,
    ) -> Result<(), StaffError>;
}
