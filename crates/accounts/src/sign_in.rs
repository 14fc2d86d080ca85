//! Telling who somebody is by address and password.

use kernel::{AccountId, Email};
use storefront::account::{AccountError, AccountView, Caller, Secret};

use crate::{
    audit::{Action, Deed},
    book::AccountBook,
    gate::{Away, Stop},
    hashing::Busy,
    store::accounts::{self, Row},
};

/// What came of looking for somebody.
pub(crate) enum Recognised {
    /// This is the owner of the account.
    Owner {
        account: Row,
        /// The hash that was compared with.
        phc: String,
        /// The same password at today's cost, where the stored hash has another.
        rehashed: Option<String>,
    },
    /// It is nobody, or somebody else than the owner of this account.
    Nobody(Option<AccountId>),
}

impl AccountBook {
    /// Looks for the owner of a verified address. The work is the same whether there is one or
    /// not: one statement and one comparison.
    pub(crate) async fn recognise<D: From<Away> + From<Busy>>(
        &self,
        email: &str,
        password: &Secret,
    ) -> Result<Recognised, D> {
        let Ok(email) = Email::parse(email) else { return Ok(Recognised::Nobody(None)) };
        let look = async {
            let mut conn = self.gate.pool().acquire().await?;
            Ok(accounts::verified(&mut conn, &email).await?)
        };
        let account = self.gate.ask::<_, D>(look).await?;
        let phc = account.as_ref().and_then(|account| account.phc.clone());
        let compared = self.hashers.compare(password, phc.as_deref()).await?;
        match (account, phc) {
            (Some(account), Some(phc)) if compared.right => {
                let rehashed =
                    if compared.stale { self.hashers.hash(password).await.ok() } else { None };
                Ok(Recognised::Owner { account, phc, rehashed })
            }
            (account, _) => Ok(Recognised::Nobody(account.map(|account| account.id))),
        }
    }

    pub(crate) async fn sign_in(
        &self,
        email: &str,
        password: &Secret,
        caller: &Caller,
    ) -> Result<AccountView, AccountError> {
        match self.recognise::<AccountError>(email, password).await? {
            Recognised::Owner { account, phc, rehashed } => {
                let enter = async {
                    let mut txn = self.begin().await?;
                    let id = &account.id;
                    // The password may have been changed while this one was compared.
                    if !accounts::still_has(&mut txn, id, &phc, rehashed.as_deref()).await? {
                        return Err(Stop::Denied(AccountError::WrongCredentials));
                    }
                    self.note(&mut txn, Deed::own(Action::SignedIn, id, caller)).await?;
                    txn.commit().await?;
                    Ok(())
                };
                self.gate.ask(enter).await?;
                Ok(account.view())
            }
            Recognised::Nobody(account) => {
                let account = account.as_ref();
                self.note_refused::<AccountError>(Action::SignInRefused, account, caller).await?;
                Err(AccountError::WrongCredentials)
            }
        }
    }

    /// Notes that somebody was not let in.
    pub(crate) async fn note_refused<D: From<Away>>(
        &self,
        action: Action,
        account: Option<&AccountId>,
        caller: &Caller,
    ) -> Result<(), D> {
        let note = async {
            let mut txn = self.begin().await?;
            self.note(&mut txn, Deed::strangers(action, account, caller)).await?;
            txn.commit().await?;
            Ok(())
        };
        self.gate.ask(note).await
    }
}
