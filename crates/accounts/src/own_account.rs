//! What signed-in people do with their own accounts.

use kernel::AccountId;
use storefront::{
    account::{AccountError, AccountExport, AccountView, Caller, ExportedApiToken, Reason, Secret},
    mail::LetterKind,
    sessions::SessionHandle,
};

use crate::{
    audit::{Action, Deed},
    book::{AccountBook, check_name},
    gate::Stop,
    letters::Contents,
    store::{
        accounts::{self, Row},
        api_tokens,
        endings::Which,
        erasing, export, roles, second_factors,
    },
};

fn gone() -> Stop<AccountError> {
    Stop::Denied(AccountError::NotFound)
}

pub(crate) fn wrong_password() -> AccountError {
    AccountError::refused("current_password", Reason::WrongPassword)
}

impl AccountBook {
    /// The account of somebody who is signed in.
    async fn own(&self, account: &AccountId) -> Result<Row, AccountError> {
        let read = async {
            let mut conn = self.gate.pool().acquire().await?;
            accounts::read(&mut conn, account).await?.ok_or_else(gone)
        };
        self.gate.ask(read).await
    }

    pub(crate) async fn view_own(&self, account: &AccountId) -> Result<AccountView, AccountError> {
        self.own(account).await.map(Row::view)
    }

    /// The account of somebody who is signed in and has just typed its password, with the hash
    /// that was compared with.
    pub(crate) async fn confirmed(
        &self,
        account: &AccountId,
        current: &Secret,
    ) -> Result<(Row, String), AccountError> {
        let account = self.own(account).await?;
        let compared = self.hashers.compare(current, account.phc.as_deref()).await?;
        match account.phc.clone() {
            Some(phc) if compared.right => Ok((account, phc)),
            _ => Err(wrong_password()),
        }
    }

    pub(crate) async fn rename(
        &self,
        account: &AccountId,
        name: &str,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        let name = check_name(name).map_err(|refusal| AccountError::Refused(vec![refusal]))?;
        let rename = async {
            let mut txn = self.begin().await?;
            let before = accounts::lock(&mut txn, account).await?.ok_or_else(gone)?;
            if before.name == name {
                return Ok(before);
            }
            accounts::set_name(&mut txn, account, &name).await?;
            self.note(&mut txn, Deed::own(Action::Renamed, account, caller)).await?;
            let after = accounts::read(&mut txn, account).await?.ok_or_else(gone)?;
            txn.commit().await?;
            Ok(after)
        };
        self.gate.ask(rename).await.map(Row::view)
    }

    pub(crate) async fn change_password(
        &self,
        account: &AccountId,
        current: &Secret,
        new: &Secret,
        keep: Option<&SessionHandle>,
        caller: &Caller,
    ) -> Result<(), AccountError> {
        let (person, phc) = self.confirmed(account, current).await?;
        self.check_password(new, &person.name, person.email.as_str())
            .map_err(|refusal| AccountError::Refused(vec![refusal]))?;
        let new = self.hashers.hash(new).await?;
        let which = keep.map_or(Which::All, |keep| Which::AllBut(keep.clone()));
        let change = async {
            let mut txn = self.begin().await?;
            let person = accounts::lock(&mut txn, account).await?.ok_or_else(gone)?;
            if person.phc.as_ref() != Some(&phc) {
                return Err(Stop::Denied(wrong_password()));
            }
            self.replace_password(&mut txn, &person, &new).await?;
            self.note(&mut txn, Deed::own(Action::PasswordChanged, account, caller)).await?;
            let ending = self.note_ending(&mut txn, account, which).await?;
            txn.commit().await?;
            Ok(ending)
        };
        let ending = self.gate.ask::<_, AccountError>(change).await?;
        self.end_sessions(&ending).await;
        Ok(())
    }

    pub(crate) async fn export_own(
        &self,
        account: &AccountId,
    ) -> Result<AccountExport, AccountError> {
        let gather = async {
            let mut txn = self.begin().await?;
            let person = accounts::read(&mut txn, account).await?.ok_or_else(gone)?;
            let tokens = api_tokens::of(&mut txn, account).await?;
            let token = |token: storefront::staff::ApiTokenRow| ExportedApiToken {
                label: token.label,
                created_at: token.created_at,
                last_used_at: token.last_used_at,
                revoked_at: token.revoked_at,
            };
            let export = AccountExport {
                roles: roles::of(&mut txn, account).await?,
                second_factor_since: second_factors::since(&mut txn, account).await?,
                letters: export::letters(&mut txn, account).await?,
                deeds: export::deeds(&mut txn, account).await?,
                api_tokens: tokens.into_iter().map(token).collect(),
                id: person.id,
                email: person.email,
                name: person.name,
                created_at: person.created_at,
                verified_at: person.verified_at,
                password_changed_at: person.password_changed_at,
            };
            txn.commit().await?;
            Ok(export)
        };
        self.gate.ask(gather).await
    }

    async fn is_erased(&self, account: &AccountId) -> Result<bool, AccountError> {
        let look = async {
            let mut conn = self.gate.pool().acquire().await?;
            Ok(accounts::is_erased(&mut conn, account).await?)
        };
        self.gate.ask(look).await
    }

    pub(crate) async fn erase(
        &self,
        account: &AccountId,
        current: &Secret,
        caller: &Caller,
    ) -> Result<(), AccountError> {
        let phc = match self.confirmed(account, current).await {
            Ok((_, phc)) => phc,
            Err(AccountError::NotFound) if self.is_erased(account).await? => return Ok(()),
            Err(error) => return Err(error),
        };
        let erase = async {
            let mut txn = self.begin().await?;
            let Some(person) = accounts::lock(&mut txn, account).await? else {
                // Twice at a time, and the other was first.
                return Ok(None);
            };
            if person.phc.as_ref() != Some(&phc) {
                return Err(Stop::Denied(wrong_password()));
            }
            if !roles::of(&mut txn, account).await?.is_empty() {
                return Err(Stop::Denied(AccountError::StillStaff));
            }
            erasing::erase(&mut txn, account, &person.email, self.now()).await?;
            let letter = Contents::default();
            self.write(&mut txn, account, &person.email, LetterKind::Erased, letter).await?;
            self.note(&mut txn, Deed::own(Action::Erased, account, caller)).await?;
            let ending = self.note_ending(&mut txn, account, Which::Forget).await?;
            txn.commit().await?;
            Ok(Some(ending))
        };
        if let Some(ending) = self.gate.ask::<_, AccountError>(erase).await? {
            self.end_sessions(&ending).await;
        }
        Ok(())
    }
}
