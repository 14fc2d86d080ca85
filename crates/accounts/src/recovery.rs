//! Choosing a new password by a link.

use sqlx::PgTransaction;
use storefront::{
    account::{AccountError, AccountView, Caller, Secret},
    mail::LetterKind,
};

use crate::{
    audit::{Action, Deed},
    book::{AccountBook, check_email},
    gate::Stop,
    letters::Contents,
    registration::taken,
    secrets::new_link,
    store::{
        accounts::{self, Row},
        endings::Which,
        tokens::{self, Carried, Kind},
    },
};

impl AccountBook {
    /// Always one transaction with a line in the audit log, which is what takes its time; two
    /// more rows for an address that somebody has or claims.
    pub(crate) async fn ask_reset(&self, email: &str, caller: &Caller) -> Result<(), AccountError> {
        let email = check_email(email).map_err(|refusal| AccountError::Refused(vec![refusal]))?;
        let (link, now) = (new_link(), self.now());
        let ask = async {
            let mut txn = self.begin().await?;
            let verified = accounts::verified(&mut txn, &email).await?;
            let claim = accounts::claim(&mut txn, &email).await?;
            let account = verified.or(claim);
            let id = account.as_ref().map(|account| &account.id);
            if let Some(id) = id {
                let carried = Carried::default();
                tokens::insert(&mut txn, &link, id, Kind::Reset, carried, now).await?;
                let letter = Contents::with_link(&link);
                self.write(&mut txn, id, &email, LetterKind::PasswordReset, letter).await?;
            }
            self.note(&mut txn, Deed::strangers(Action::ResetAsked, id, caller)).await?;
            txn.commit().await?;
            Ok(())
        };
        self.gate.ask(ask).await
    }

    pub(crate) async fn reset(
        &self,
        link: &Secret,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        let now = self.now();
        let look = async {
            let mut conn = self.gate.pool().acquire().await?;
            match tokens::find(&mut conn, link, &[Kind::Reset, Kind::Invite], now).await? {
                Some(token) => Ok(accounts::read(&mut conn, &token.account).await?),
                None => Ok(None),
            }
        };
        let found = self.gate.ask::<_, AccountError>(look).await?;
        let account = found.ok_or(AccountError::LinkSpent)?;
        self.check_password(password, &account.name, account.email.as_str())
            .map_err(|refusal| AccountError::Refused(vec![refusal]))?;
        let phc = self.hashers.hash(password).await?;
        let id = account.id;
        let spent = || Stop::Denied(AccountError::LinkSpent);
        let settle = async {
            let mut txn = self.begin().await?;
            let account = accounts::lock(&mut txn, &id).await?.ok_or_else(spent)?;
            if !tokens::spend(&mut txn, link).await? {
                return Err(spent());
            }
            if account.verified_at.is_none() {
                accounts::set_verified(&mut txn, &id, now).await.map_err(taken)?;
                self.note(&mut txn, Deed::own(Action::Verified, &id, caller)).await?;
            }
            self.replace_password(&mut txn, &account, &phc).await?;
            self.note(&mut txn, Deed::own(Action::PasswordReset, &id, caller)).await?;
            let ending = self.note_ending(&mut txn, &id, Which::All).await?;
            let account = accounts::read(&mut txn, &id).await?.ok_or_else(spent)?;
            txn.commit().await?;
            Ok((account, ending))
        };
        let (account, ending) = self.gate.ask::<_, AccountError>(settle).await?;
        self.end_sessions(&ending).await;
        Ok(account.view())
    }

    /// Sets a password and tells the owner by letter. Links and steps that the old one led to
    /// are void.
    pub(crate) async fn replace_password(
        &self,
        txn: &mut PgTransaction<'_>,
        account: &Row,
        phc: &str,
    ) -> Result<(), sqlx::Error> {
        let void = [
            Kind::Verify,
            Kind::Reset,
            Kind::Invite,
            Kind::ChangeMail,
            Kind::SecondFactor,
            Kind::Enrol,
        ];
        accounts::set_password(txn, &account.id, phc, self.now()).await?;
        tokens::void(txn, &account.id, &void).await?;
        let letter = Contents::to(&account.name);
        self.write(txn, &account.id, &account.email, LetterKind::PasswordChanged, letter).await
    }
}
