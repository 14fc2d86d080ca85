//! Staff: who may do what, how they get in, and who lets them.

use async_trait::async_trait;
use kernel::{AccountId, Email, Timestamp};
use serde::{Deserialize, Serialize};

use crate::account::{Caller, Reason, Refusal, Secret};

mod audit;
mod role;
mod sessions;
mod tokens;

pub use audit::{AuditEntry, AuditForm, AuditQuery, LONGEST_AUDIT_PAGE};
pub use role::{Permission, Role};
pub use sessions::StaffSessions;
pub use tokens::{ApiTokenRow, InvalidTokenCursor, TOKEN_PAGE, TokenCursor, TokenPage};

/// Most members of staff, those who were only invited included. It is what bounds their list, which is
/// read whole: the audit log and histories name people by it. An owner who is made at the machine itself is
/// let in all the same.
pub const MOST_STAFF: u32 = 200;

/// A member of staff, as read from the store for this request. Handlers never make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// Who.
    pub account: AccountId,
    /// What they are called.
    pub name: String,
    /// What they are here as. With an API token, those of the token's roles that they still have.
    pub roles: Vec<Role>,
    /// The id of the API token that the request came with.
    pub api_token: Option<String>,
}

impl StaffMember {
    /// Whether one of the roles allows it.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.allows(permission))
    }

    /// Stops whoever may not.
    ///
    /// # Errors
    /// [`StaffError::Forbidden`].
    pub fn require(&self, permission: Permission) -> Result<(), StaffError> {
        if self.may(permission) { Ok(()) } else { Err(StaffError::Forbidden) }
    }
}

/// Why something was not done for staff.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StaffError {
    /// Fields to put right, in the order of the form.
    #[error("fields were refused")]
    Refused(Vec<Refusal>),
    /// No member of staff has this address and this password, or this token.
    #[error("these are nobody's credentials")]
    WrongCredentials,
    /// The step between password and code took too long or was tried too often: sign in again.
    #[error("the step is spent")]
    StepSpent,
    /// None of their roles allows it.
    #[error("forbidden")]
    Forbidden,
    /// The shop would be left without an owner who can sign in.
    #[error("the last owner stays")]
    LastOwner,
    /// There is no such member, session or token.
    #[error("not found")]
    NotFound,
    /// Too many passwords are being looked at: again in a moment.
    #[error("busy")]
    Busy,
    /// The store did not answer. Whether it was done is unknown; it may be asked for again.
    #[error("unavailable")]
    Unavailable,
}

impl StaffError {
    /// One field, refused.
    #[must_use]
    pub fn refused(field: &'static str, reason: Reason) -> Self {
        Self::Refused(vec![Refusal { field, reason }])
    }
}

/// What comes after the password.
#[derive(Clone, Debug)]
pub enum AfterPassword {
    /// The code of the second factor, with [`StaffDoor::enter_code`], within five minutes.
    Code {
        /// Names the step. A form may carry it.
        step: Secret,
    },
    /// There is no second factor yet: it is set up now, with [`StaffDoor::enrol`].
    Enrol {
        /// Names the step. A form may carry it.
        step: Secret,
        /// The secret as text, for typing into an authenticator.
        secret: Secret,
        /// The same as an `otpauth:` address, for a picture to scan.
        uri: Secret,
    },
    /// Nothing: the demo's owner, on the machine itself.
    In(StaffMember),
}

/// A second factor that was just set up.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// Who is in now.
    pub member: StaffMember,
    /// Codes for when the authenticator is lost, each good once. They are never shown again.
    pub recovery_codes: Vec<Secret>,
}

/// How staff get in.
#[async_trait]
pub trait StaffDoor: Send + Sync {
    /// The first step. Like that of shoppers, it tells nobody whether an address is known.
    ///
    /// # Errors
    /// [`StaffError::WrongCredentials`], [`StaffError::Busy`], [`StaffError::Unavailable`].
    async fn sign_in(
        &self,
        email: &str,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AfterPassword, StaffError>;

    /// The second step: the code of now, or a recovery code.
    ///
    /// # Errors
    /// [`StaffError::Refused`] (`code`), [`StaffError::StepSpent`], [`StaffError::Unavailable`].
    async fn enter_code(
        &self,
        step: &Secret,
        code: &Secret,
        caller: &Caller,
    ) -> Result<StaffMember, StaffError>;

    /// The second step for who has no second factor yet.
    ///
    /// # Errors
    /// [`StaffError::Refused`] (`code`), [`StaffError::StepSpent`], [`StaffError::Unavailable`].
    async fn enrol(
        &self,
        step: &Secret,
        code: &Secret,
        caller: &Caller,
    ) -> Result<Enrolled, StaffError>;

    /// Who a signed-in member is now, roles as they are now. Asked for each request of theirs.
    ///
    /// # Errors
    /// [`StaffError::WrongCredentials`] once they have left, [`StaffError::Unavailable`].
    async fn member(&self, account: &AccountId) -> Result<StaffMember, StaffError>;

    /// Whose API token this is.
    ///
    /// # Errors
    /// [`StaffError::WrongCredentials`], [`StaffError::Unavailable`].
    async fn bearer(&self, token: &Secret) -> Result<StaffMember, StaffError>;
}

/// A line of the list of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    /// Who.
    pub account: AccountId,
    /// Where letters reach them.
    pub email: Email,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// False until they have followed their invitation.
    pub active: bool,
    /// Since when a second factor is asked for.
    pub second_factor_since: Option<Timestamp>,
}

/// The form for a new member of staff, as it was posted.
#[derive(Clone, Debug, Default)]
pub struct NewStaff {
    /// Field `email`.
    pub email: String,
    /// Field `name`.
    pub name: String,
    /// Field `roles`.
    pub roles: Vec<Role>,
}

/// A new API token.
#[derive(Clone, Debug)]
pub struct NewApiToken {
    /// By what it is revoked.
    pub id: String,
    /// What the API is shown. It is never shown again.
    pub secret: Secret,
}

/// Who is staff. All of it is for signed-in people, none for API tokens: whose roles are checked
/// again inside, against the store, in the transaction that does it.
#[async_trait]
pub trait StaffRoom: Send + Sync {
    /// All staff, by name, at most [`MOST_STAFF`]. For [`Permission::ManageStaff`].
    ///
    /// # Errors
    /// [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn list(&self, by: &StaffMember) -> Result<Vec<StaffRow>, StaffError>;

    /// Makes a person staff: whoever has the address verified, or else who follows the invitation
    /// sent to it. Asked for again, it gives these roles and sends another invitation to one who
    /// has not followed the last. There are [`MOST_STAFF`] at most. For [`Permission::ManageStaff`].
    ///
    /// # Errors
    /// [`StaffError::Refused`] (`email`, `name`, `roles`), [`StaffError::LastOwner`],
    /// [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn add(
        &self,
        by: &StaffMember,
        form: &NewStaff,
        caller: &Caller,
    ) -> Result<AccountId, StaffError>;

    /// Gives a member these roles and no others. For [`Permission::ManageStaff`].
    ///
    /// # Errors
    /// [`StaffError::Refused`] (`roles`), [`StaffError::LastOwner`], [`StaffError::NotFound`],
    /// [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn set_roles(
        &self,
        by: &StaffMember,
        account: &AccountId,
        roles: &[Role],
        caller: &Caller,
    ) -> Result<(), StaffError>;

    /// Takes all roles, tokens, the second factor and the sessions of a member; the account stays
    /// a shopper's. A second time it finds nothing to do. For [`Permission::ManageStaff`].
    ///
    /// # Errors
    /// [`StaffError::LastOwner`], [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn remove(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<(), StaffError>;

    /// Takes the second factor of a member who lost it, and ends their sessions: the next sign-in
    /// sets up another. For [`Permission::ManageStaff`].
    ///
    /// # Errors
    /// [`StaffError::NotFound`], [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn reset_second_factor(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<(), StaffError>;

    /// Makes an API token with some of one's own roles.
    ///
    /// # Errors
    /// [`StaffError::Refused`] (`label`, `roles`), [`StaffError::Forbidden`],
    /// [`StaffError::Unavailable`].
    async fn issue_token(
        &self,
        by: &StaffMember,
        label: &str,
        roles: &[Role],
        caller: &Caller,
    ) -> Result<NewApiToken, StaffError>;

    /// One's own tokens, or all with [`Permission::ManageStaff`]; the newest first.
    ///
    /// # Errors
    /// [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn tokens(
        &self,
        by: &StaffMember,
        after: Option<&TokenCursor>,
    ) -> Result<TokenPage, StaffError>;

    /// Revokes one's own token, or anyone's with [`Permission::ManageStaff`]. A second time it
    /// finds nothing to do.
    ///
    /// # Errors
    /// [`StaffError::NotFound`], [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn revoke_token(
        &self,
        by: &StaffMember,
        id: &str,
        caller: &Caller,
    ) -> Result<(), StaffError>;

    /// The audit log, the newest first. For [`Permission::ReadAudit`].
    ///
    /// # Errors
    /// [`StaffError::Forbidden`], [`StaffError::Unavailable`].
    async fn audit(
        &self,
        by: &StaffMember,
        query: &AuditQuery,
    ) -> Result<Vec<AuditEntry>, StaffError>;
}
