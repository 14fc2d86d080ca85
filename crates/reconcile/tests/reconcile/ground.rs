//! A shop in which everything agrees, and whatever is done to it.

use reconcile::Finding;
use testkit::TestDatabase;

/// Past all guards: as the owner of the server, in a database of the test's own.
const PAST_GUARDS: &str = "set session_replication_role = replica;";

pub(crate) struct Shop {
    pub(crate) database: TestDatabase,
}

impl Shop {
    pub(crate) async fn sound() -> Self {
        let database = TestDatabase::new().await;
        let shop = Self { database };
        shop.run(include_str!("sound.sql")).await;
        shop
    }

    async fn run(&self, statements: &str) {
        let mut connection = self.database.pool.acquire().await.expect("a connection");
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned()))
            .execute(&mut *connection)
            .await
            .expect("the statements run");
    }

    /// Does what no program of ours could.
    pub(crate) async fn damage(&self, statements: &str) {
        self.run(&format!("{PAST_GUARDS} {statements}; set session_replication_role = origin"))
            .await;
    }

    /// All that is wrong.
    pub(crate) async fn wrong(&self) -> Vec<Finding> {
        let findings = reconcile::check(&self.database.pool).await.expect("PostgreSQL answers");
        findings.into_iter().filter(|finding| finding.violations > 0).collect()
    }
}

/// Something that is made wrong, and what has to be said of it.
pub(crate) struct Damage {
    pub(crate) done: &'static str,
    /// Of all checks, only this one complains.
    pub(crate) sentence: &'static str,
    pub(crate) invariant: &'static str,
    /// How often.
    pub(crate) violations: u64,
    /// The first example.
    pub(crate) example: &'static str,
}

/// Each damage is done to a sound shop of its own, and is found, as one and no other.
pub(crate) async fn each_is_found(damages: &[Damage]) {
    for damage in damages {
        let shop = Shop::sound().await;
        shop.damage(damage.done).await;
        let wrong = shop.wrong().await;
        let [only] = wrong.as_slice() else { panic!("{}: {wrong:?}", damage.done) };
        assert_eq!((only.invariant, only.sentence), (damage.invariant, damage.sentence));
        assert_eq!(only.violations, damage.violations, "{only:?}");
        assert_eq!(only.examples.len() as u64, damage.violations.min(10));
        assert!(only.examples[0].starts_with(damage.example), "{only:?}");
        shop.database.drop().await;
    }
}
