//! A shop with accounts in a database of its own.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use accounts::{AccountBook, DueLetter, HashCost, Settings};
use async_trait::async_trait;
use kernel::{AccountId, Clock, Timestamp};
use storefront::{
    ShopError,
    account::{Accounts, Caller, Registration, Secret},
    mail::LetterKind,
    sessions::{SessionHandle, SessionView, Sessions},
};
use testkit::TestDatabase;

pub(crate) const PASSWORD: &str = "nine lives of a kettle";
pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

/// A clock that goes when it is told to.
pub(crate) struct HandClock(AtomicI64);

impl HandClock {
    pub(crate) fn pass(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// How sessions were told to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    All(AccountId),
    AllBut(AccountId, SessionHandle),
    Forgotten(AccountId),
}

/// Sessions that only write down what they are told, and may be away.
#[derive(Default)]
pub(crate) struct ToldSessions {
    pub(crate) away: AtomicBool,
    told: Mutex<Vec<Ended>>,
    running: Mutex<Vec<SessionView>>,
}

impl ToldSessions {
    pub(crate) fn told(&self) -> Vec<Ended> {
        self.told.lock().expect("no test died with it").clone()
    }

    /// Sessions that run from now on, whosever they are asked for.
    pub(crate) fn sign_in(&self, sessions: &[SessionView]) {
        *self.running.lock().expect("no test died with it") = sessions.to_vec();
    }

    fn tell(&self, ended: Ended) -> Result<(), ShopError> {
        if self.away.load(Ordering::SeqCst) {
            return Err(ShopError::Unavailable);
        }
        self.told.lock().expect("no test died with it").push(ended);
        Ok(())
    }
}

#[async_trait]
impl Sessions for ToldSessions {
    async fn list(
        &self,
        _: &AccountId,
        _: Option<&SessionHandle>,
    ) -> Result<Vec<SessionView>, ShopError> {
        Ok(self.running.lock().expect("no test died with it").clone())
    }
    async fn revoke(&self, _: &AccountId, handle: &SessionHandle) -> Result<(), ShopError> {
        let mut running = self.running.lock().expect("no test died with it");
        let before = running.len();
        running.retain(|session| session.handle != *handle);
        if running.len() < before { Ok(()) } else { Err(ShopError::NotFound) }
    }
    async fn revoke_others(&self, id: &AccountId, keep: &SessionHandle) -> Result<u64, ShopError> {
        self.tell(Ended::AllBut(id.clone(), keep.clone())).map(|()| 1)
    }
    async fn revoke_all(&self, id: &AccountId) -> Result<u64, ShopError> {
        self.tell(Ended::All(id.clone())).map(|()| 1)
    }
    async fn forget(&self, id: &AccountId) -> Result<(), ShopError> {
        self.tell(Ended::Forgotten(id.clone()))
    }
}

/// A session with a handle of one digit.
pub(crate) fn session(digit: char) -> SessionView {
    let at = Timestamp::from_millis(1_800_000_000_000);
    SessionView {
        handle: SessionHandle::parse(digit.to_string().repeat(32)).expect("a handle"),
        device: "Firefox on Linux".to_owned(),
        address: "203.0.113.0/24".to_owned(),
        signed_in_at: at,
        last_used_at: at,
        current: false,
    }
}

pub(crate) struct Shop {
    pub(crate) database: TestDatabase,
    pub(crate) book: Arc<AccountBook>,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) sessions: Arc<ToldSessions>,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::with(settings()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let database = TestDatabase::new().await;
        let clock = Arc::new(HandClock(AtomicI64::new(1_800_000_000_000)));
        let sessions = Arc::new(ToldSessions::default());
        let book = book(&database, &clock, &sessions, settings);
        Self { database, book, clock, sessions }
    }

    /// All letters that wait, taken and sent.
    pub(crate) async fn post(&self) -> Vec<DueLetter> {
        let queue = self.book.letters();
        let due = queue.due_letters(1000).await.expect("letters");
        for letter in &due {
            assert!(queue.mark_sent(letter).await.expect("marked"));
        }
        due
    }

    /// The link in the one letter of this kind that waits.
    pub(crate) async fn link(&self, kind: LetterKind) -> Secret {
        let mut letters = self.post().await;
        letters.retain(|letter| letter.kind == kind);
        assert_eq!(letters.len(), 1, "letters of {kind:?}");
        letters.remove(0).link.expect("a link")
    }

    /// An account whose address is verified.
    pub(crate) async fn member(&self, email: &str) -> AccountId {
        self.book.register(&form(email), &caller()).await.expect("registered");
        let link = self.link(LetterKind::Verification).await;
        self.book.verify(&link, &password(), &caller()).await.expect("verified").id
    }

    pub(crate) async fn can_sign_in(&self, email: &str, password: &str) -> bool {
        self.book.sign_in(email, &Secret::new(password), &caller()).await.is_ok()
    }

    /// One number from the database.
    pub(crate) async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.database.pool).await.expect("a number")
    }

    pub(crate) async fn close(self) {
        self.database.drop().await;
    }
}

/// Quick hashes, many of which may wait, and patience for a busy machine.
pub(crate) fn settings() -> Settings {
    Settings {
        cost: HashCost { memory: 8, passes: 1, lanes: 1 },
        hash_queue: 2000,
        deadline: std::time::Duration::from_secs(60),
        ..Settings::new("Quayside", [7; 32])
    }
}

pub(crate) fn book(
    database: &TestDatabase,
    clock: &Arc<HandClock>,
    sessions: &Arc<ToldSessions>,
    settings: Settings,
) -> Arc<AccountBook> {
    let pool = database.pool.clone();
    AccountBook::new(pool, clock.clone(), sessions.clone(), settings).expect("settings")
}

pub(crate) fn password() -> Secret {
    Secret::new(PASSWORD)
}

pub(crate) fn form(email: &str) -> Registration {
    Registration { email: email.to_owned(), name: "Ada Byron".to_owned(), password: password() }
}

pub(crate) fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "Firefox".to_owned() }
}
