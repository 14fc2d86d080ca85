//! The book of accounts: what all uses of it need.

use std::sync::Arc;

use kernel::{AccountId, Clock, Email, Timestamp};
use sqlx::{PgPool, PgTransaction};
use storefront::{
    account::{LONGEST_NAME, Reason, Refusal, Secret},
    mail::LetterKind,
    sessions::Sessions,
};

use crate::{
    audit::Deed,
    gate::Gate,
    hashing::Hashers,
    letters::{self, Contents, LetterQueue},
    passwords,
    sealing::Sealer,
    settings::{BadSettings, Settings},
    store::{
        self,
        endings::{Ending, Which},
        letters::New,
    },
    upkeep::Upkeep,
};

/// Accounts of shoppers and staff. Answers the ports `Accounts`, `OwnAccount`, `StaffDoor`,
/// `StaffRoom` and `CustomerRoom`.
pub struct AccountBook {
    pub(crate) gate: Arc<Gate>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sessions: Arc<dyn Sessions>,
    pub(crate) settings: Settings,
    pub(crate) hashers: Hashers,
    pub(crate) sealer: Sealer,
}

impl AccountBook {
    /// Accounts kept through this pool, whose sessions are kept by `sessions`.
    ///
    /// # Errors
    /// [`BadSettings`].
    pub fn new(
        pool: PgPool,
        clock: Arc<dyn Clock>,
        sessions: Arc<dyn Sessions>,
        settings: Settings,
    ) -> Result<Arc<Self>, BadSettings> {
        let hashers = Hashers::new(&settings)?;
        let sealer = Sealer::new(&settings.sealing_key);
        let gate = Gate::new(pool, settings.deadline);
        Ok(Arc::new(Self { gate, clock, sessions, settings, hashers, sealer }))
    }

    /// The letters that wait for being sent.
    #[must_use]
    pub fn letters(&self) -> LetterQueue {
        LetterQueue::new(self.gate.clone(), self.clock.clone())
    }

    /// What is to be done now and then.
    #[must_use]
    pub fn upkeep(self: &Arc<Self>) -> Upkeep {
        Upkeep::new(self.clone())
    }

    /// Passwords hashed or compared since the start.
    #[must_use]
    pub fn hashes_done(&self) -> u64 {
        self.hashers.done()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) async fn begin(&self) -> Result<PgTransaction<'static>, sqlx::Error> {
        pool::begin(self.gate.pool()).await
    }

    pub(crate) async fn note(
        &self,
        txn: &mut PgTransaction<'_>,
        deed: Deed<'_>,
    ) -> Result<(), sqlx::Error> {
        store::audit::insert(txn, deed, self.now()).await
    }

    /// Writes a letter that is sent once the transaction is committed.
    pub(crate) async fn write(
        &self,
        txn: &mut PgTransaction<'_>,
        account: &AccountId,
        to: &Email,
        kind: LetterKind,
        contents: Contents,
    ) -> Result<(), sqlx::Error> {
        let now = self.now();
        let (not_after, kind) = (letters::end(kind, now), kind.name());
        let letter = New { account, recipient: to, kind, contents, not_after };
        store::letters::insert(txn, letter, now).await
    }

    /// Notes that sessions have to end. After the commit comes [`Self::end_sessions`].
    pub(crate) async fn note_ending(
        &self,
        txn: &mut PgTransaction<'_>,
        account: &AccountId,
        which: Which,
    ) -> Result<Ending, sqlx::Error> {
        store::endings::insert(txn, account, which, self.now()).await
    }

    /// Ends sessions. What fails now stays noted and is done by [`Upkeep`]. True when it is done.
    pub(crate) async fn end_sessions(&self, ending: &Ending) -> bool {
        let account = &ending.account;
        let ended = match &ending.which {
            Which::All => self.sessions.revoke_all(account).await.map(drop),
            Which::AllBut(keep) => self.sessions.revoke_others(account, keep).await.map(drop),
            Which::Forget => self.sessions.forget(account).await,
        };
        if let Err(error) = ended {
            tracing::warn!(%error, "sessions of an account have not ended yet");
            return false;
        }
        // One that stays noted is ended again, which does nothing.
        let struck = store::endings::delete(self.gate.pool(), ending.id);
        matches!(tokio::time::timeout(self.settings.deadline, struck).await, Ok(Ok(())))
    }

    /// Checks a new password of a person.
    pub(crate) fn check_password(
        &self,
        password: &Secret,
        name: &str,
        email: &str,
    ) -> Result<(), Refusal> {
        passwords::check(password, &self.settings.shop_name, name, email)
            .map_err(|reason| Refusal { field: "password", reason })
    }
}

/// The field `email` of a form.
pub(crate) fn check_email(email: &str) -> Result<Email, Refusal> {
    Email::parse(email).map_err(|_| Refusal { field: "email", reason: Reason::BadMail })
}

/// The field `name` of a form, trimmed.
pub(crate) fn check_name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let refused = |reason| Err(Refusal { field: "name", reason });
    if name.is_empty() {
        return refused(Reason::NoName);
    }
    if name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
        return refused(Reason::BadName);
    }
    Ok(name.to_owned())
}
