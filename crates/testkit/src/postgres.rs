//! A PostgreSQL database for one test.

use std::str::FromStr;

use sqlx::{Connection, Executor, PgConnection, PgPool, postgres::PgConnectOptions};

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// A database with the shop's schema. Call [`TestDatabase::drop`] at the end; one that a failing
/// test leaves behind goes with the throw-away server.
pub struct TestDatabase {
    /// Connections to it.
    pub pool: PgPool,
    name: String,
    server: PgConnectOptions,
}

impl TestDatabase {
    /// Makes a database and brings its schema up to date.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn new() -> Self {
        let uri = crate::required("QUAYSIDE_TEST_POSTGRES_URI");
        let server = PgConnectOptions::from_str(&uri)
            .expect("QUAYSIDE_TEST_POSTGRES_URI is a PostgreSQL URI");
        let name = format!("test_{}", kernel::random_token::<8>());
        let pool =
            pool::options().max_connections(6).connect_lazy_with(server.clone().database(&name));
        let database = Self { pool, name, server };
        database.order("create database {}").await;
        MIGRATIONS.run(&database.pool).await.expect("the migrations run on an empty database");
        database
    }

    /// Its address, for another program.
    ///
    /// # Panics
    /// When the server's own address cannot be read.
    #[must_use]
    pub fn uri(&self) -> String {
        let server = crate::required("QUAYSIDE_TEST_POSTGRES_URI");
        let (server, options) = server.split_once('?').unwrap_or((&server, ""));
        let (server, _) = server.rsplit_once('/').expect("the address names a database");
        format!("{server}/{}?{options}", self.name)
    }

    /// Ends all connections and lets no new one in: to whoever uses the database it is away.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn go_away(&self) {
        self.order("alter database {} with allow_connections false").await;
        self.order("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'")
            .await;
    }

    /// Lets connections in again.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn come_back(&self) {
        self.order("alter database {} with allow_connections true").await;
    }

    /// Removes the database.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn drop(self) {
        self.pool.close().await;
        self.order("drop database {} with (force)").await;
    }

    /// Has the server do something to this database, whose name takes the place of `{}`.
    async fn order(&self, statement: &str) {
        let mut connection =
            PgConnection::connect_with(&self.server).await.expect("PostgreSQL answers");
        connection
            .execute(sqlx::AssertSqlSafe(statement.replace("{}", &self.name)))
            .await
            .expect("the tests' role may make and remove databases");
    }
}
