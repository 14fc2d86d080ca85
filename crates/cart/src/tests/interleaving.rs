//! Two tabs and a sign-in at once: what is left is what some order of them leaves.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use kernel::random_token;
use proptest::prelude::*;

use super::random_carts::{beginning, figures, operation};
use crate::{
    Cart, Operation, StockFigures, apply,
    redis_store::{AtLeast, RedisStore, Source},
};

type Named = (String, Operation);

/// Every cart that some order of the queues leaves; each queue keeps its own order.
fn serial(cart: Cart, queues: &[&[Named]], stock: &StockFigures, ends: &mut Vec<Cart>) {
    let mut over = true;
    for (index, queue) in queues.iter().enumerate() {
        if let [(token, operation), rest @ ..] = queue {
            over = false;
            let after = apply(&cart, operation, token, stock).ok().flatten();
            let mut queues = queues.to_vec();
            queues[index] = rest;
            serial(after.unwrap_or_else(|| cart.clone()), &queues, stock, ends);
        }
    }
    if over && !ends.contains(&cart) {
        ends.push(cart);
    }
}

/// Sends a queue on a connection of its own, each operation when the last was answered.
async fn send(
    redis: Arc<RedisStore>,
    key: &str,
    queue: &[Named],
    stock: &StockFigures,
    source: Option<&Source>,
) {
    for (token, operation) in queue {
        redis
            .operate(key, operation, token, stock, AtLeast::Anything, source)
            .await
            .expect("Redis answers");
    }
}

async fn tabs_and_a_sign_in(
    stores: &[Arc<RedisStore>],
    (start, guest): (Cart, Cart),
    tabs: [Vec<Operation>; 2],
    stock: StockFigures,
) -> Result<(), TestCaseError> {
    let [key, guest_key] = [(); 2].map(|()| random_token::<16>());
    let redis = &stores[0];
    redis.restore(&key, &start).await.expect("Redis answers");
    redis.restore(&guest_key, &guest).await.expect("Redis answers");
    let name = |tab: usize, queue: &[Operation]| -> Vec<Named> {
        let named = queue.iter().enumerate();
        named.map(|(index, operation)| (format!("tab{tab}-{index}"), operation.clone())).collect()
    };
    let merge = vec![("merge".to_owned(), Operation::merge(&guest))];
    let queues = [name(1, &tabs[0]), name(2, &tabs[1]), merge];
    let source = Source { key: guest_key.clone(), version: guest.version };
    let sources = [None, None, Some(&source)];
    join_all(
        queues
            .iter()
            .zip(stores)
            .zip(sources)
            .map(|((queue, store), source)| send(store.clone(), &key, queue, &stock, source)),
    )
    .await;
    let left = redis.read(&key).await.expect("Redis answers").expect("it is there");
    let mut ends = Vec::new();
    serial(start, &queues.each_ref().map(Vec::as_slice), &stock, &mut ends);
    prop_assert!(ends.contains(&left), "{left:?} is the end of no order of {queues:?}");
    prop_assert!(redis.read(&guest_key).await.expect("Redis answers").is_none());
    for line in left.lines.values().chain(left.saved.values()) {
        prop_assert!(line.quantity.units() <= 99);
    }
    for key in [key, guest_key] {
        redis.delete(&key).await.expect("Redis answers");
    }
    Ok(())
}

#[test]
fn any_interleaving_is_some_order() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let uri = testkit::required("QUAYSIDE_TEST_REDIS_URI");
    let stores: Vec<_> = runtime.block_on(async {
        (0..3)
            .map(|_| RedisStore::at(&uri, "", Duration::from_secs(20)).expect("an address"))
            .collect()
    });
    let steps = |most| prop::collection::vec(operation(), 0..=most);
    let guest = prop::collection::vec(operation(), 1..5);
    let mut config = ProptestConfig::with_cases(100);
    config.failure_persistence = None;
    proptest::test_runner::TestRunner::new(config)
        .run(
            &(beginning(), guest, steps(3), steps(3), figures()),
            |(start, guest, one, other, stock)| {
                // A guest has something in the cart, or there would be nothing to merge.
                let guest =
                    guest.iter().enumerate().fold(Cart::default(), |cart, (index, step)| {
                        let after = apply(&cart, step, &format!("g{index}"), &stock);
                        after.ok().flatten().unwrap_or(cart)
                    });
                let carts = (start, guest);
                runtime.block_on(tabs_and_a_sign_in(&stores, carts, [one, other], stock))
            },
        )
        .expect("each is the end of some order");
}
