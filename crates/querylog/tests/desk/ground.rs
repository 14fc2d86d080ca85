//! A search desk over a database of its own.

use std::time::Duration;

use kernel::{AccountId, ProductId, Sku};
use querylog::SearchDesk;
use storefront::{
    account::Caller,
    search_room::{Entered, Pin, PinForm, SearchRefusal, SearchRoomError, SynonymForm},
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;

/// For how long a patient test lets PostgreSQL answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    pub(crate) desk: SearchDesk,
}

/// Somebody of staff.
pub(crate) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("wanda").expect("an id"),
        name: "Wanda".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(crate) fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "a test".to_owned() }
}

/// The form of a group.
pub(crate) fn group(words: &str, also: &str, version: &str) -> SynonymForm {
    SynonymForm { words: words.to_owned(), also: also.to_owned(), version: version.to_owned() }
}

/// The form that pins products by their ids, whose SKUs are the same in capitals.
pub(crate) fn pins(query: &str, products: &[&str], version: &str) -> PinForm {
    let pin = |id: &&str| Pin {
        product: ProductId::parse(*id).expect("an id"),
        sku: Sku::parse(id.to_uppercase()).expect("a SKU"),
    };
    PinForm {
        query: query.to_owned(),
        pins: products.iter().map(pin).collect(),
        version: version.to_owned(),
    }
}

/// The one refusal of an answer.
pub(crate) fn refusal(answer: Result<Entered, SearchRoomError>) -> SearchRefusal {
    match answer {
        Err(SearchRoomError::Refused(mut refusals)) if refusals.len() == 1 => refusals.remove(0),
        other => panic!("{other:?}"),
    }
}

impl Ground {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::new().await;
        let desk = SearchDesk::new(database.pool.clone(), PATIENCE);
        Self { database, desk }
    }

    pub(crate) async fn run(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.database.pool).await.expect("done");
    }

    /// The number of what staff say.
    pub(crate) async fn edition(&self) -> i64 {
        sqlx::query_scalar("select number from search_desk.edition")
            .fetch_one(&self.database.pool)
            .await
            .expect("read")
    }

    /// Lines of the audit log, the oldest first.
    pub(crate) async fn audit(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', actor, action, subject, before, after) from accounts.audit order by id",
        )
        .fetch_all(&self.database.pool)
        .await
        .expect("read")
    }
}
