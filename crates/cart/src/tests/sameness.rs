//! One shopper, one operation after the other: Redis and the model stay the same to the letter.

use std::time::Duration;

use kernel::random_token;
use proptest::prelude::*;

use super::random_carts::{beginning, figures, operation};
use crate::{
    apply,
    redis_store::{AtLeast, Outcome, RedisStore},
};

/// Sequences that are tried. Each takes some twenty round trips.
const CASES: u32 = 150;

#[test]
fn lua_does_what_the_rules_say() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let prefix = format!("test-{}:", random_token::<8>());
    let redis = runtime
        .block_on(async {
            let uri = testkit::required("QUAYSIDE_TEST_REDIS_URI");
            RedisStore::at(&uri, &prefix, Duration::from_secs(20))
        })
        .expect("an address");
    let mut steps = prop::collection::vec((operation(), figures(), any::<u8>()), 1..40);
    // Half the orders that matter need a cart that was full before.
    let mut config = ProptestConfig::with_cases(CASES);
    config.failure_persistence = None;
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&(beginning(), &mut steps), |(start, steps)| {
            let key = format!("{prefix}{}", random_token::<8>());
            runtime.block_on(async {
                let mut model = start;
                redis.restore(&key, &model).await.expect("Redis answers");
                let mut token = "t".to_owned();
                for (index, (operation, stock, repeat)) in steps.iter().enumerate() {
                    if *repeat >= 30 {
                        token = format!("t{index}");
                    }
                    let expected = apply(&model, operation, &token, stock);
                    let outcome = redis
                        .operate(&key, operation, &token, stock, AtLeast::Anything, None)
                        .await
                        .expect("Redis answers");
                    match (expected, outcome) {
                        (Ok(after), Outcome::Done(cart)) => {
                            model = after.unwrap_or(model);
                            prop_assert_eq!(&cart, &model, "{:?}", operation);
                            // What it answers is not read again; it has to be what was written.
                            let stored = redis.read(&key).await.expect("Redis answers");
                            prop_assert_eq!(stored.unwrap_or_default(), cart, "{:?}", operation);
                        }
                        (Err(expected), Outcome::Refused(refused)) => {
                            prop_assert_eq!(expected, refused, "{:?}", operation);
                        }
                        (expected, outcome) => {
                            return Err(TestCaseError::fail(format!(
                                "{operation:?}: {expected:?}, but {outcome:?}"
                            )));
                        }
                    }
                    let read = redis.read(&key).await.expect("Redis answers");
                    prop_assert_eq!(read.as_ref(), Some(&model));
                }
                redis.delete(&key).await.expect("Redis answers");
                Ok(())
            })
        })
        .expect("the two agree");
}
