//! What is written down for good. Names and addresses never are: the log outlives them.

use kernel::AccountId;
use serde_json::{Value, json};
use storefront::{account::Caller, staff::Role};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Registered,
    Verified,
    SignedIn,
    SignInRefused,
    ResetAsked,
    PasswordReset,
    PasswordChanged,
    Renamed,
    MailChangeAsked,
    MailChanged,
    Erased,
    PasswordAccepted,
    StaffSignedIn,
    StaffSignInRefused,
    CodeRefused,
    RecoveryCodeUsed,
    SecondFactorSet,
    SecondFactorReset,
    StaffInvited,
    RolesChanged,
    StaffRemoved,
    TokenIssued,
    TokenRevoked,
    ResetSent,
    VerificationSent,
    SessionEnded,
    SessionsEnded,
}

impl Action {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Verified => "verified",
            Self::SignedIn => "signed_in",
            Self::SignInRefused => "sign_in_refused",
            Self::ResetAsked => "reset_asked",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::Renamed => "renamed",
            Self::MailChangeAsked => "mail_change_asked",
            Self::MailChanged => "mail_changed",
            Self::Erased => "erased",
            Self::PasswordAccepted => "password_accepted",
            Self::StaffSignedIn => "staff_signed_in",
            Self::StaffSignInRefused => "staff_sign_in_refused",
            Self::CodeRefused => "code_refused",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::SecondFactorSet => "second_factor_set",
            Self::SecondFactorReset => "second_factor_reset",
            Self::StaffInvited => "staff_invited",
            Self::RolesChanged => "roles_changed",
            Self::StaffRemoved => "staff_removed",
            Self::TokenIssued => "token_issued",
            Self::TokenRevoked => "token_revoked",
            Self::ResetSent => "reset_sent",
            Self::VerificationSent => "verification_sent",
            Self::SessionEnded => "session_ended",
            Self::SessionsEnded => "sessions_ended",
        }
    }
}

/// What somebody did.
pub(crate) struct Deed<'a> {
    pub(crate) actor: Option<&'a AccountId>,
    pub(crate) action: Action,
    pub(crate) subject: Option<&'a str>,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
    pub(crate) caller: &'a Caller,
}

impl<'a> Deed<'a> {
    /// Somebody does something with the own account.
    pub(crate) fn own(action: Action, account: &'a AccountId, caller: &'a Caller) -> Self {
        Self { actor: Some(account), ..Self::strangers(action, Some(account), caller) }
    }

    /// Somebody who is not known to be the account's owner does something with it.
    pub(crate) fn strangers(
        action: Action,
        account: Option<&'a AccountId>,
        caller: &'a Caller,
    ) -> Self {
        let subject = account.map(AccountId::as_str);
        Self { actor: None, action, subject, before: None, after: None, caller }
    }

    /// Staff do something with another's account, or with a thing of that id.
    pub(crate) fn staffs(
        action: Action,
        by: &'a AccountId,
        subject: &'a str,
        caller: &'a Caller,
    ) -> Self {
        Self { actor: Some(by), action, subject: Some(subject), before: None, after: None, caller }
    }

    /// How roles were and what they became.
    pub(crate) fn roles(self, before: &[Role], after: &[Role]) -> Self {
        Self {
            before: Some(json!({ "roles": before })),
            after: Some(json!({ "roles": after })),
            ..self
        }
    }
}
