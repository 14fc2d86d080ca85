//! Customers as staff look them up, and what is done for them.

use async_trait::async_trait;
use kernel::{AccountId, Timestamp};
use serde_json::json;
use sqlx::PgTransaction;
use storefront::{
    account::Caller,
    customer_room::{
        CustomerError, CustomerPage, CustomerQuery, CustomerRefusal, CustomerRoom, CustomerView,
        Helped,
    },
    mail::LetterKind,
    staff::{Permission, StaffMember},
};

use crate::{
    audit::{Action, Deed},
    book::AccountBook,
    gate::Stop,
    letters::Contents,
    secrets::new_link,
    store::{
        accounts::{self, Row},
        customers,
        endings::Which,
        roles,
        tokens::{self, Carried, Kind},
    },
};

/// Within how many milliseconds a letter of the same kind is the same one, asked for twice.
const SAME_LETTER: i64 = 2 * 60_000;

fn refused(refusal: CustomerRefusal) -> Stop<CustomerError> {
    Stop::Denied(CustomerError::Refused(refusal))
}

impl AccountBook {
    /// Stops whoever may not, as [`AccountBook::require`] does.
    async fn allow(
        &self,
        txn: &mut PgTransaction<'_>,
        by: &StaffMember,
        permission: Permission,
    ) -> Result<(), Stop<CustomerError>> {
        match self.require(txn, by, permission).await {
            Ok(()) => Ok(()),
            Err(Stop::Denied(denied)) => Err(Stop::Denied(denied.into())),
            Err(Stop::Failed(error)) => Err(Stop::Failed(error)),
        }
    }

    /// Begins helping somebody: nobody else changes the account until that is done.
    async fn begin_helping(
        &self,
        by: &StaffMember,
        account: &AccountId,
    ) -> Result<(PgTransaction<'static>, Row), Stop<CustomerError>> {
        let mut txn = self.begin().await?;
        self.allow(&mut txn, by, Permission::HelpCustomers).await?;
        let person = accounts::lock(&mut txn, account).await?;
        let person = person.ok_or(Stop::Denied(CustomerError::NotFound))?;
        Ok((txn, person))
    }

    /// Sends a letter with a link to the account's own address, unless that was done a moment ago.
    async fn send_link(
        &self,
        mut txn: PgTransaction<'_>,
        person: &Row,
        deed: Deed<'_>,
        (letter, kind): (LetterKind, Kind),
    ) -> Result<Helped, Stop<CustomerError>> {
        let (account, now, link) = (&person.id, self.now(), new_link());
        let lately = Timestamp::from_millis(now.millis() - SAME_LETTER);
        if customers::has_letter(&mut txn, account, letter.name(), lately).await? {
            return Ok(Helped::Before);
        }
        tokens::insert(&mut txn, &link, account, kind, Carried::default(), now).await?;
        let contents = Contents::with_link(&link);
        self.write(&mut txn, account, &person.email, letter, contents).await?;
        let after = Some(json!({ "letter": letter.name() }));
        self.note(&mut txn, Deed { after, ..deed }).await?;
        txn.commit().await?;
        Ok(Helped::Now)
    }
}

#[async_trait]
impl CustomerRoom for AccountBook {
    async fn customers(
        &self,
        by: &StaffMember,
        query: &CustomerQuery,
    ) -> Result<CustomerPage, CustomerError> {
        let read = async {
            let mut txn = self.begin().await?;
            self.allow(&mut txn, by, Permission::ReadCustomers).await?;
            Ok(customers::list(&mut txn, query).await?)
        };
        self.gate.ask::<_, CustomerError>(read).await.map(CustomerPage::of)
    }

    async fn customer(
        &self,
        by: &StaffMember,
        account: &AccountId,
    ) -> Result<CustomerView, CustomerError> {
        let read = async {
            let mut txn = self.begin().await?;
            self.allow(&mut txn, by, Permission::ReadCustomers).await?;
            let found = customers::one(&mut txn, account).await?;
            let (row, signed_in_at) = found.ok_or(Stop::Denied(CustomerError::NotFound))?;
            let roles = roles::of(&mut txn, account).await?;
            Ok(CustomerView { row, roles, signed_in_at, sessions: None })
        };
        let view = self.gate.ask::<_, CustomerError>(read).await?;
        let running = self.sessions.list(account, None).await;
        Ok(CustomerView { sessions: running.ok().map(|running| running.len()), ..view })
    }

    async fn send_reset(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<Helped, CustomerError> {
        let send = async {
            let (txn, person) = self.begin_helping(by, account).await?;
            if person.verified_at.is_none() {
                return Err(refused(CustomerRefusal::NotVerified));
            }
            let deed = Deed::staffs(Action::ResetSent, &by.account, account.as_str(), caller);
            let letter = (LetterKind::PasswordReset, Kind::Reset);
            self.send_link(txn, &person, deed, letter).await
        };
        self.gate.ask::<_, CustomerError>(send).await
    }

    async fn resend_verification(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<Helped, CustomerError> {
        let send = async {
            let (mut txn, person) = self.begin_helping(by, account).await?;
            if person.verified_at.is_some() {
                return Err(refused(CustomerRefusal::AlreadyVerified));
            }
            if person.phc.is_none() {
                return Err(refused(CustomerRefusal::Invited));
            }
            if accounts::verified(&mut txn, &person.email).await?.is_some() {
                return Err(refused(CustomerRefusal::MailTaken));
            }
            let deed =
                Deed::staffs(Action::VerificationSent, &by.account, account.as_str(), caller);
            let letter = (LetterKind::Verification, Kind::Verify);
            self.send_link(txn, &person, deed, letter).await
        };
        self.gate.ask::<_, CustomerError>(send).await
    }

    async fn end_sessions(
        &self,
        by: &StaffMember,
        account: &AccountId,
        caller: &Caller,
    ) -> Result<Helped, CustomerError> {
        let listed = self.sessions.list(account, None).await;
        let running = listed.map_err(|_| CustomerError::Unavailable)?.len();
        let end = async {
            let (mut txn, _) = self.begin_helping(by, account).await?;
            if !roles::of(&mut txn, account).await?.is_empty() {
                self.allow(&mut txn, by, Permission::ManageStaff).await?;
            }
            if running == 0 {
                return Ok(None);
            }
            let deed = Deed {
                before: Some(json!({ "sessions": running })),
                after: Some(json!({ "sessions": 0 })),
                ..Deed::staffs(Action::SessionsEnded, &by.account, account.as_str(), caller)
            };
            self.note(&mut txn, deed).await?;
            let ending = self.note_ending(&mut txn, account, Which::All).await?;
            txn.commit().await?;
            Ok(Some(ending))
        };
        let Some(ending) = self.gate.ask::<_, CustomerError>(end).await? else {
            return Ok(Helped::Before);
        };
        self.end_sessions(&ending).await;
        Ok(Helped::Now)
    }
}
