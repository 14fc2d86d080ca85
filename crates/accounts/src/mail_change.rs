//! Changing the address of an account.

use kernel::AccountId;
use storefront::{
    account::{AccountError, AccountView, Caller, Reason, Secret},
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
        accounts,
        tokens::{self, Carried, Kind},
    },
};

impl AccountBook {
    pub(crate) async fn ask_mail_change(
        &self,
        account: &AccountId,
        current: &Secret,
        email: &str,
        caller: &Caller,
    ) -> Result<(), AccountError> {
        let new = check_email(email).map_err(|refusal| AccountError::Refused(vec![refusal]))?;
        let (_, phc) = self.confirmed(account, current).await?;
        let (link, now) = (new_link(), self.now());
        let ask = async {
            let mut txn = self.begin().await?;
            let person = accounts::lock(&mut txn, account).await?;
            let person = person.ok_or(Stop::Denied(AccountError::NotFound))?;
            if person.phc.as_ref() != Some(&phc) {
                let wrong = AccountError::refused("current_password", Reason::WrongPassword);
                return Err(Stop::Denied(wrong));
            }
            if person.email == new {
                return Err(Stop::Denied(AccountError::refused("email", Reason::SameMail)));
            }
            // Whether the new address is somebody's, only a letter to it says.
            let others = accounts::verified(&mut txn, &new).await?.is_some();
            tokens::void(&mut txn, account, &[Kind::ChangeMail]).await?;
            let carried = Carried { email: Some(&new), ..Carried::default() };
            tokens::insert(&mut txn, &link, account, Kind::ChangeMail, carried, now).await?;
            let (kind, contents) = if others {
                (LetterKind::AlreadyRegistered, Contents::default())
            } else {
                (LetterKind::ConfirmMail, Contents::with_link(&link))
            };
            self.write(&mut txn, account, &new, kind, contents).await?;
            let (old, notice) = (&person.email, Contents::to(&person.name));
            self.write(&mut txn, account, old, LetterKind::MailChangeAsked, notice).await?;
            self.note(&mut txn, Deed::own(Action::MailChangeAsked, account, caller)).await?;
            txn.commit().await?;
            Ok(())
        };
        self.gate.ask(ask).await
    }

    pub(crate) async fn confirm_mail(
        &self,
        link: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        let now = self.now();
        let spent = || Stop::Denied(AccountError::LinkSpent);
        let confirm = async {
            let mut txn = self.begin().await?;
            let token = tokens::find(&mut txn, link, &[Kind::ChangeMail], now).await?;
            let token = token.ok_or_else(spent)?;
            let (id, new) = (token.account, token.email.ok_or_else(spent)?);
            let before = accounts::lock(&mut txn, &id).await?.ok_or_else(spent)?;
            if !tokens::spend(&mut txn, link).await? {
                return Err(spent());
            }
            accounts::set_mail(&mut txn, &id, &new).await.map_err(taken)?;
            // Links that went to the former address are no longer its owner's.
            tokens::void(&mut txn, &id, &[Kind::Verify, Kind::Reset, Kind::ChangeMail]).await?;
            let (old, notice) = (&before.email, Contents::to(&before.name));
            self.write(&mut txn, &id, old, LetterKind::MailChanged, notice).await?;
            self.note(&mut txn, Deed::own(Action::MailChanged, &id, caller)).await?;
            let after = accounts::read(&mut txn, &id).await?.ok_or_else(spent)?;
            txn.commit().await?;
            Ok(after.view())
        };
        self.gate.ask(confirm).await
    }
}
