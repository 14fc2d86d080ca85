//! A PostgreSQL database for one test.

use std::str::FromStr;

use sqlx::{
    Connection, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

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
        let mut connection = PgConnection::connect_with(&server).await.expect("PostgreSQL answers");
        connection
            .execute(sqlx::AssertSqlSafe(format!("create database {name}")))
            .await
            .expect("the test may create a database");
        let pool = PgPoolOptions::new()
            .max_connections(6)
            .connect_with(server.clone().database(&name))
            .await
            .expect("the new database answers");
        MIGRATIONS.run(&pool).await.expect("the migrations run on an empty database");
        Self { pool, name, server }
    }

    /// Removes the database.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn drop(self) {
        self.pool.close().await;
        let mut connection =
            PgConnection::connect_with(&self.server).await.expect("PostgreSQL answers");
        connection
            .execute(sqlx::AssertSqlSafe(format!("drop database {} with (force)", self.name)))
            .await
            .expect("the test's database can be dropped");
    }
}
