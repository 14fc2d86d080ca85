//! Who is staff.

use kernel::{AccountId, Email};
use serde_json::json;
use sqlx::PgTransaction;
use storefront::{
    account::{Caller, Reason, Refusal},
    mail::LetterKind,
    staff::{
        AuditEntry, AuditQuery, MOST_STAFF, NewStaff, Permission, Role, StaffError, StaffMember,
        StaffRow,
    },
};

use crate::{
    audit::{Action, Deed},
    book::{AccountBook, check_email, check_name},
    gate::Stop,
    letters::Contents,
    registration::new_id,
    secrets::new_link,
    store::{
        self, accounts, api_tokens,
        endings::Which,
        roles, second_factors,
        tokens::{self, Carried, Kind},
    },
};

/// The field `roles` of a form, sorted and each once.
pub(crate) fn check_roles(roles: &[Role]) -> Result<Vec<Role>, Refusal> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        return Err(Refusal { field: "roles", reason: Reason::BadRoles });
    }
    Ok(roles)
}

impl AccountBook {
    /// Stops whoever may not, by the roles of this moment. What staff are asked about themselves
    /// is for people, not for programs with a token.
    pub(crate) async fn require(
        &self,
        txn: &mut PgTransaction<'_>,
        by: &StaffMember,
        permission: Permission,
    ) -> Result<(), Stop<StaffError>> {
        let roles = roles::member(txn, &by.account).await?.map(|(_, roles)| roles);
        let may = roles.is_some_and(|roles| roles.iter().any(|role| role.allows(permission)));
        if may && by.may(permission) && by.api_token.is_none() {
            Ok(())
        } else {
            Err(Stop::Denied(StaffError::Forbidden))
        }
    }

    /// Begins a change of who is staff.
    async fn begin_managing(
        &self,
        by: &StaffMember,
    ) -> Result<PgTransaction<'static>, Stop<StaffError>> {
        let mut txn = self.begin().await?;
        roles::lock_owners(&mut txn).await?;
        self.require(&mut txn, by, Permission::ManageStaff).await?;
        Ok(txn)
    }

    pub(crate) async fn list_staff(&self, by: &StaffMember) -> Result<Vec<StaffRow>, StaffError> {
        let read = async {
            let mut txn = self.begin().await?;
            self.require(&mut txn, by, Permission::ManageStaff).await?;
            Ok(roles::list(&mut txn).await?)
        };
        self.gate.ask(read).await
    }

    pub(crate) async fn add_staff(
        &self,
        by: &StaffMember,
        form: &NewStaff,
        caller: &Caller,
    ) -> Result<AccountId, StaffError> {
        let (email, name, roles) =
            match (check_email(&form.email), check_name(&form.name), check_roles(&form.roles)) {
                (Ok(email), Ok(name), Ok(roles)) => (email, name, roles),
                (email, name, roles) => {
                    let refusals = [email.err(), name.err(), roles.err()];
                    return Err(StaffError::Refused(refusals.into_iter().flatten().collect()));
                }
            };
        let add = async {
            let mut txn = self.begin_managing(by).await?;
            let invited = roles::invited(&mut txn, &email).await?;
            let account = if let Some(known) = accounts::verified(&mut txn, &email).await? {
                // An invitation that was sent before the person registered is of no use any more.
                if let Some(invited) = invited {
                    roles::replace(&mut txn, &invited, &[]).await?;
                }
                if accounts::lock(&mut txn, &known.id).await?.is_none() {
                    // Erased this moment: the address is nobody's, and asking again invites it.
                    return Err(Stop::Denied(StaffError::Unavailable));
                }
                let letter = Contents::to(&known.name);
                if roles::of(&mut txn, &known.id).await?.is_empty() {
                    self.write(&mut txn, &known.id, &email, LetterKind::MadeStaff, letter).await?;
                }
                known.id
            } else {
                self.invite(&mut txn, invited, &email, &name).await?
            };
            let before = roles::of(&mut txn, &account).await?;
            // The owners are locked, and with them how many others there are.
            if before.is_empty() && roles::count(&mut txn).await? >= i64::from(MOST_STAFF) {
                return Err(Stop::Denied(StaffError::refused("email", Reason::TooManyStaff)));
            }
            roles::replace(&mut txn, &account, &roles).await?;
            self.keep_an_owner(&mut txn).await?;
            let deed = Deed::staffs(Action::StaffInvited, &by.account, account.as_str(), caller);
            self.note(&mut txn, deed.roles(&before, &roles)).await?;
            txn.commit().await?;
            Ok(account)
        };
        self.gate.ask(add).await
    }

    /// Sends an invitation, to an account made for it or made for one before.
    async fn invite(
        &self,
        txn: &mut PgTransaction<'_>,
        invited: Option<AccountId>,
        email: &Email,
        name: &str,
    ) -> Result<AccountId, sqlx::Error> {
        let now = self.now();
        let account = if let Some(account) = invited {
            accounts::set_name(txn, &account, name).await?;
            tokens::void(txn, &account, &[Kind::Invite]).await?;
            account
        } else {
            let account = new_id();
            accounts::insert(txn, &account, email, name, now).await?;
            account
        };
        let link = new_link();
        tokens::insert(txn, &link, &account, Kind::Invite, Carried::default(), now).await?;
        let letter = Contents::with_link(&link);
        self.write(txn, &account, email, LetterKind::Invitation, letter).await?;
        Ok(account)
    }

    pub(crate) async fn set_staff_roles(
        &self,
        by: &StaffMember,
        account: &AccountId,
        roles: &[Role],
        caller: &Caller,
    ) -> Result<(), StaffError> {
        let roles = check_roles(roles).map_err(|refusal| StaffError::Refused(vec![refusal]))?;
        let set = async {
            let mut txn = self.begin_managing(by).await?;
            accounts::lock(&mut txn, account).await?;
            let before = roles::of(&mut txn, account).await?;
            if before.is_empty() {
                return Err(Stop::Denied(StaffError::NotFound));
            }
            roles::replace(&mut txn, account, &roles).await?;
            self.keep_an_owner(&mut txn).await?;
            let deed = Deed::staffs(Action::RolesChanged, &by.account, account.as_str(), caller);
            self.note(&mut txn, deed.roles(&before, &roles)).await?;
            txn.commit().await?;
            Ok(())
        };
        self.gate.ask(set).await
    }

    pub(crate) async fn remove_staff(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        let remove = async {
            let mut txn = self.begin_managing(by).await?;
            accounts::lock(&mut txn, account).await?;
            let before = roles::of(&mut txn, account).await?;
            if before.is_empty() {
                return Ok(None);
            }
            roles::replace(&mut txn, account, &[]).await?;
            self.keep_an_owner(&mut txn).await?;
            let steps = [Kind::Invite, Kind::SecondFactor, Kind::Enrol];
            tokens::void(&mut txn, account, &steps).await?;
            second_factors::delete(&mut txn, account).await?;
            api_tokens::revoke_all(&mut txn, account, self.now()).await?;
            let deed = Deed::staffs(Action::StaffRemoved, &by.account, account.as_str(), caller);
            self.note(&mut txn, deed.roles(&before, &[])).await?;
            let ending = self.note_ending(&mut txn, account, Which::All).await?;
            txn.commit().await?;
            Ok(Some(ending))
        };
        if let Some(ending) = self.gate.ask::<_, StaffError>(remove).await? {
            self.end_sessions(&ending).await;
        }
        Ok(())
    }

    pub(crate) async fn reset_staff_factor(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<(), StaffError> {
        let reset = async {
            let mut txn = self.begin_managing(by).await?;
            accounts::lock(&mut txn, account).await?;
            if !second_factors::delete(&mut txn, account).await? {
                return Err(Stop::Denied(StaffError::NotFound));
            }
            tokens::void(&mut txn, account, &[Kind::SecondFactor, Kind::Enrol]).await?;
            let deed = Deed {
                before: Some(json!({ "second_factor": true })),
                after: Some(json!({ "second_factor": false })),
                ..Deed::staffs(Action::SecondFactorReset, &by.account, account.as_str(), caller)
            };
            self.note(&mut txn, deed).await?;
            let ending = self.note_ending(&mut txn, account, Which::All).await?;
            txn.commit().await?;
            Ok(ending)
        };
        let ending = self.gate.ask::<_, StaffError>(reset).await?;
        self.end_sessions(&ending).await;
        Ok(())
    }

    /// Stops a change that leaves no owner who can sign in.
    async fn keep_an_owner(&self, txn: &mut PgTransaction<'_>) -> Result<(), Stop<StaffError>> {
        if roles::owners(txn).await? == 0 {
            return Err(Stop::Denied(StaffError::LastOwner));
        }
        Ok(())
    }

    pub(crate) async fn read_audit(
        &self,
        by: &StaffMember,
        query: &AuditQuery,
    ) -> Result<Vec<AuditEntry>, StaffError> {
        let read = async {
            let mut txn = self.begin().await?;
            self.require(&mut txn, by, Permission::ReadAudit).await?;
            // PostgreSQL has no text with this character, so nothing is found by it.
            let mut words = query.subjects.iter().chain(&query.action);
            if words.any(|word| word.contains('\0')) {
                return Ok(Vec::new());
            }
            Ok(store::audit::search(&mut txn, query).await?)
        };
        self.gate.ask(read).await
    }
}
