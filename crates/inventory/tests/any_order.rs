//! Receipts and corrections in any order, by many at once, on a real PostgreSQL.

use inventory::{ChangeError, MAIN_WAREHOUSE, StockChange, correct, ledger_mismatches, receive};
use kernel::Sku;
use proptest::{collection, prelude::*, test_runner::TestRunner};
use sqlx::PgPool;
use testkit::TestDatabase;

const WRITERS: usize = 4;

/// One step of a writer. Few references, so that some are used twice.
#[derive(Clone, Debug)]
struct Step {
    sku: usize,
    quantity: i32,
    reference: u8,
}

fn step() -> impl Strategy<Value = Step> {
    (0..3_usize, -6..9_i32, 0..20_u8).prop_map(|(sku, quantity, reference)| Step {
        sku,
        quantity,
        reference,
    })
}

/// Carries out the steps; whatever else happens, nothing may be refused for another reason.
async fn write(pool: PgPool, case: u64, steps: Vec<Step>) {
    for Step { sku, quantity, reference } in steps {
        let change = StockChange {
            sku: Sku::parse(format!("case{case}-{sku}")).expect("a SKU"),
            quantity,
            warehouse: MAIN_WAREHOUSE.to_owned(),
            reference: format!("case{case}-{reference}"),
            reason: "test".to_owned(),
        };
        let outcome = if quantity > 3 {
            receive(&pool, &change).await
        } else {
            correct(&pool, &change).await
        };
        match outcome {
            Ok(level) => assert!(level.free >= 0, "{level:?}"),
            Err(ChangeError::NothingCorrected) => assert_eq!(quantity, 0),
            Err(
                ChangeError::BelowZero { .. }
                | ChangeError::ReferenceUsed { .. }
                | ChangeError::UnknownSku(_),
            ) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[test]
fn the_ledger_agrees_after_any_interleaving() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let database = runtime.block_on(TestDatabase::new());
    let mut runner = TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
    let all = collection::vec(collection::vec(step(), 0..12), WRITERS);
    let case = std::cell::Cell::new(0);
    runner
        .run(&all, |writers| {
            case.set(case.get() + 1);
            runtime.block_on(async {
                let mut running = tokio::task::JoinSet::new();
                for steps in writers {
                    running.spawn(write(database.pool.clone(), case.get(), steps));
                }
                while let Some(done) = running.join_next().await {
                    done.expect("a writer finished");
                }
                let wrong = ledger_mismatches(&database.pool).await.expect("readable");
                prop_assert_eq!(wrong, []);
                Ok(())
            })
        })
        .expect("no interleaving breaks it");
    runtime.block_on(database.drop());
}
