//! Claiming an address and making it one's own.

use kernel::AccountId;
use storefront::{
    account::{AccountError, AccountView, Caller, Reason, Registration, Secret},
    mail::LetterKind,
};

use crate::{
    audit::{Action, Deed},
    book::{AccountBook, check_email, check_name},
    gate::Stop,
    letters::Contents,
    secrets::new_link,
    store::{
        accounts, constraint,
        tokens::{self, Carried, Kind},
    },
};

/// What a statement that verifies an address says when another account has it.
pub(crate) fn taken(error: sqlx::Error) -> Stop<AccountError> {
    match constraint(&error) {
        Some("account_verified_mail") => Stop::Denied(AccountError::MailTaken),
        _ => Stop::Failed(error),
    }
}

/// A new account's id, of 128 random bits.
pub(crate) fn new_id() -> AccountId {
    AccountId::parse(kernel::random_token::<16>()).expect("hexadecimal digits are an id")
}

impl AccountBook {
    /// The same work for every address: an account that nobody can sign in to, and one letter.
    /// Only what the letter says differs. Claims that are not verified are deleted by [`Upkeep`].
    ///
    /// [`Upkeep`]: crate::Upkeep
    pub(crate) async fn register(
        &self,
        form: &Registration,
        caller: &Caller,
    ) -> Result<(), AccountError> {
        let email = check_email(&form.email);
        let name = check_name(&form.name);
        let password = self.check_password(&form.password, &form.name, &form.email);
        let (email, name) = match (email, name, password) {
            (Ok(email), Ok(name), Ok(())) => (email, name),
            (email, name, password) => {
                let refusals = [email.err(), name.err(), password.err()];
                return Err(AccountError::Refused(refusals.into_iter().flatten().collect()));
            }
        };
        let phc = self.hashers.hash(&form.password).await?;
        let (account, link, now) = (new_id(), new_link(), self.now());
        let claim = async {
            let mut txn = self.begin().await?;
            let known = accounts::verified(&mut txn, &email).await?.is_some();
            accounts::insert(&mut txn, &account, &email, &name, now).await?;
            accounts::set_password(&mut txn, &account, &phc, now).await?;
            let carried = Carried::default();
            tokens::insert(&mut txn, &link, &account, Kind::Verify, carried, now).await?;
            // The name stays out of it: whoever typed it could make us send any text to anyone.
            let (kind, contents) = if known {
                (LetterKind::AlreadyRegistered, Contents::default())
            } else {
                (LetterKind::Verification, Contents::with_link(&link))
            };
            self.write(&mut txn, &account, &email, kind, contents).await?;
            let deed = Deed::strangers(Action::Registered, Some(&account), caller);
            self.note(&mut txn, deed).await?;
            txn.commit().await?;
            Ok(())
        };
        self.gate.ask(claim).await
    }

    pub(crate) async fn verify(
        &self,
        link: &Secret,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        let now = self.now();
        let look = async {
            let mut conn = self.gate.pool().acquire().await?;
            match tokens::find(&mut conn, link, &[Kind::Verify], now).await? {
                Some(token) => Ok(accounts::read(&mut conn, &token.account).await?),
                None => Ok(None),
            }
        };
        let found = self.gate.ask::<_, AccountError>(look).await?;
        let account = found.ok_or(AccountError::LinkSpent)?;
        let compared = self.hashers.compare(password, account.phc.as_deref()).await?;
        if !compared.right {
            return Err(AccountError::refused("password", Reason::WrongPassword));
        }
        let id = account.id;
        let settle = async {
            let mut txn = self.begin().await?;
            let account = accounts::lock(&mut txn, &id).await?;
            let spent = tokens::spend(&mut txn, link).await?;
            let (Some(_), true) = (account, spent) else {
                return Err(Stop::Denied(AccountError::LinkSpent));
            };
            accounts::set_verified(&mut txn, &id, now).await.map_err(taken)?;
            tokens::void(&mut txn, &id, &[Kind::Verify, Kind::Reset]).await?;
            self.note(&mut txn, Deed::own(Action::Verified, &id, caller)).await?;
            let account = accounts::read(&mut txn, &id).await?;
            let account = account.ok_or(Stop::Denied(AccountError::LinkSpent))?;
            txn.commit().await?;
            Ok(account.view())
        };
        self.gate.ask(settle).await
    }
}
