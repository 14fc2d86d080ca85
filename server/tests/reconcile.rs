//! `quayside reconcile`, by how it ends and what it prints.

use std::process::Command;

use testkit::TestDatabase;

struct Shop {
    database: TestDatabase,
    data: tempfile::TempDir,
}

impl Shop {
    async fn empty() -> Self {
        let data = tempfile::tempdir().expect("a folder");
        Self { database: TestDatabase::new().await, data }
    }

    async fn run(&self, statements: &'static str) {
        sqlx::raw_sql(statements).execute(&self.database.pool).await.expect("the statements run");
    }

    /// How it ended and what it printed.
    fn reconcile(&self, postgres: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_quayside"))
            .arg("reconcile")
            .args(arguments)
            .env("QUAYSIDE_DATA", self.data.path())
            .env("QUAYSIDE_LISTEN", "127.0.0.1:3000")
            .env("QUAYSIDE_POSTGRES_URI", postgres)
            .env("QUAYSIDE_MONGO_URI", "mongodb://127.0.0.1:1/nothing")
            .env("QUAYSIDE_REDIS_URI", "redis://127.0.0.1:1/")
            .env("QUAYSIDE_CACHE_URI", "redis://127.0.0.1:1/")
            .env("QUAYSIDE_SANDBOX_ADDRESS", "http://127.0.0.1:1")
            .env("QUAYSIDE_SANDBOX_SECRET", "nobody is asked with it")
            .env("QUAYSIDE_PAYMENT_WEBHOOK_SECRET", "nobody signs with it")
            .output()
            .expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

#[tokio::test]
async fn what_is_found_decides_how_it_ends() {
    let shop = Shop::empty().await;
    let uri = shop.database.uri();
    let (code, said) = shop.reconcile(&uri, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("I1       0  free, reserved and sold units"), "{said}");

    shop.run(
        "insert into inventory.stock (sku, free, reserved) values ('TEA', 5, 2);
         insert into inventory.stock_ledger (sku, warehouse, quantity, kind, reference, reason)
         values ('TEA', 'main', 5, 'receive', 'delivery 1', 'arrived')",
    )
    .await;
    let (code, said) = shop.reconcile(&uri, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("TEA: 7 units, the ledger says 5"), "{said}");
    let (code, said) = shop.reconcile(&uri, &["--fix"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("5 free, 2 reserved, 0 sold -> 5 free, 0 reserved, 0 sold"), "{said}");

    shop.run("insert into payments.webhook_inbox (provider, message) values ('sandbox', 'one')")
        .await;
    let (code, said) = shop.reconcile(&uri, &["--wait", "0"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("under way: 1 messages of the payment provider"), "{said}");
    assert_eq!(shop.reconcile(&uri, &[]).0, Some(0), "only whoever waits is told");

    let nowhere = "postgres://nobody@127.0.0.1:1/nothing";
    let (code, said) = shop.reconcile(nowhere, &[]);
    assert_eq!((code, said.as_str()), (Some(2), ""), "nobody knows");
    shop.database.drop().await;
}
