//! People and what is theirs: what the ports answer is said beforehand.

use std::sync::{Arc, Mutex, MutexGuard};

use kernel::{AccountId, Email, LetterId, Timestamp};
use storefront::{
    ShopError,
    account::{AccountError, AccountView},
    customer_room::{CustomerError, CustomerRow},
    mail::{LetterKind, LetterSummary, WrittenLetter},
    profile::{AddressForm, Glimpse, Profile, ProfileError, SavedAddress, Wish, Wished},
    sessions::{SessionHandle, SessionView},
    staff::{
        ApiTokenRow, AuditEntry, Role, StaffError, StaffMember, StaffRow, TokenCursor, TokenPage,
    },
};

/// What the ports answer.
pub(crate) struct Answers {
    /// The account of whoever is signed in.
    pub(crate) account: Result<AccountView, AccountError>,
    /// Their profile.
    pub(crate) profile: Result<Profile, ProfileError>,
    /// Their wishlist.
    pub(crate) wishes: Result<Vec<Wish>, ProfileError>,
    /// What they looked at.
    pub(crate) viewed: Result<Vec<Glimpse>, ProfileError>,
    /// Where they are signed in.
    pub(crate) sessions: Result<Vec<SessionView>, ShopError>,
    /// Who is staff.
    pub(crate) staff: Result<Vec<StaffRow>, StaffError>,
    /// Tokens for the API.
    pub(crate) tokens: Result<TokenPage, StaffError>,
    /// After which places tokens were asked for.
    pub(crate) tokens_after: Vec<Option<TokenCursor>>,
    /// The audit log, newest first.
    pub(crate) audit: Result<Vec<AuditEntry>, StaffError>,
    /// Customers, the newest first.
    pub(crate) customers: Result<Vec<CustomerRow>, CustomerError>,
    /// What each of them is as staff.
    pub(crate) customer_roles: Vec<Role>,
    /// Letters in the folder.
    pub(crate) letters: Vec<WrittenLetter>,
}

/// All ports that are about people.
pub(crate) struct FakePeople(Mutex<Answers>);

impl FakePeople {
    /// With somebody of each kind, all of them called `name`.
    pub(crate) fn called(name: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(answers(name))))
    }

    /// All of them are called something else from now on.
    pub(crate) fn be_called(&self, name: &str) {
        *self.answers() = answers(name);
    }

    /// What is answered from now on.
    pub(crate) fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().expect("no test breaks off while it holds this")
    }
}

/// The account of whoever is signed in.
pub(crate) fn account() -> AccountId {
    AccountId::parse("ada").expect("an id")
}

/// A member of staff with these roles.
pub(crate) fn member(roles: &[Role]) -> StaffMember {
    StaffMember {
        account: account(),
        name: "Ada Quay".to_owned(),
        roles: roles.to_vec(),
        api_token: None,
    }
}

/// The handle of a session.
pub(crate) fn handle(digit: char) -> SessionHandle {
    SessionHandle::parse(digit.to_string().repeat(32)).expect("a handle")
}

/// An address in somebody's book.
pub(crate) fn address(id: &str, name: &str) -> SavedAddress {
    let form = AddressForm {
        name: name.to_owned(),
        line1: "Quay 1".to_owned(),
        city: "Kiel".to_owned(),
        postcode: "24103".to_owned(),
        country: "DE".to_owned(),
        ..AddressForm::default()
    };
    SavedAddress {
        id: kernel::AddressId::parse(id).expect("an id"),
        address: form.check().expect("an address"),
    }
}

const MORNING: Timestamp = Timestamp::from_millis(1_795_269_900_000);

fn answers(name: &str) -> Answers {
    let email = Email::parse("ada@example.com").expect("an address");
    let mut profile = Profile::empty(account());
    profile.version = 3;
    profile.name = name.to_owned();
    profile.addresses = vec![address("home", name), address("work", name)];
    profile.preferences.remember_viewed = true;
    let session = |digit, current| SessionView {
        handle: handle(digit),
        device: name.to_owned(),
        address: "203.0.113.0/24".to_owned(),
        signed_in_at: MORNING,
        last_used_at: MORNING,
        current,
    };
    Answers {
        account: Ok(AccountView {
            id: account(),
            email: email.clone(),
            name: name.to_owned(),
            created_at: MORNING,
            version: 1,
        }),
        profile: Ok(profile),
        wishes: Ok(["gone", "unknown"]
            .into_iter()
            .map(|id| Wish {
                product: kernel::ProductId::parse(id).expect("an id"),
                title: name.to_owned(),
                wished_at: MORNING,
                now: if id == "gone" { Wished::NoLongerSold } else { Wished::Unknown },
            })
            .collect()),
        viewed: Ok(Vec::new()),
        sessions: Ok(vec![session('a', true), session('b', false)]),
        staff: Ok(vec![StaffRow {
            account: AccountId::parse("bo").expect("an id"),
            email,
            name: name.to_owned(),
            roles: vec![Role::Support],
            active: true,
            second_factor_since: Some(MORNING),
        }]),
        tokens: Ok(TokenPage { tokens: vec![token(name)], next: None }),
        tokens_after: Vec::new(),
        audit: Ok((1..=51).rev().map(|id| entry(id, name)).collect()),
        customers: Ok(vec![customer("ada", name)]),
        customer_roles: Vec::new(),
        letters: vec![letter(name)],
    }
}

fn token(label: &str) -> ApiTokenRow {
    ApiTokenRow {
        id: "token1".to_owned(),
        account: account(),
        label: label.to_owned(),
        roles: vec![Role::Owner],
        created_at: MORNING,
        last_used_at: None,
        revoked_at: None,
    }
}

/// A customer with a verified address.
pub(crate) fn customer(id: &str, name: &str) -> CustomerRow {
    CustomerRow {
        account: AccountId::parse(id).expect("an id"),
        name: Some(name.to_owned()),
        email: Email::parse("ada@example.com").ok(),
        created_at: MORNING,
        verified_at: Some(MORNING),
        erased_at: None,
        staff: false,
    }
}

fn entry(id: i64, name: &str) -> AuditEntry {
    AuditEntry {
        id,
        at: MORNING,
        actor: Some(account()),
        api_token: None,
        action: "renamed".to_owned(),
        subject: Some(name.to_owned()),
        before: Some(format!("\"{name}\"")),
        after: None,
        network: None,
        agent: Some(name.to_owned()),
    }
}

fn letter(name: &str) -> WrittenLetter {
    WrittenLetter {
        summary: LetterSummary {
            id: LetterId::parse("letter1").expect("an id"),
            written_at: MORNING,
            to: "ada@example.com".to_owned(),
            subject: format!("Your link, {name}"),
            kind: Some(LetterKind::Verification),
        },
        text: format!(
            "Hello {name}\n\nhttps://shop.example/verify-email?token=abc\njavascript:alert(1)\n"
        ),
        html: None,
    }
}
