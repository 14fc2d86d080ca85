//! Counting.

use std::{net::IpAddr, sync::Arc, time::Duration};

use futures::future::join_all;
use limits::{LimiterParts, Limits, RedisLimiter};
use proptest::prelude::*;
use storefront::limits::{Ask, Limiter, Rule, Verdict, Whom};

use crate::ground::{Ground, by, here, rule};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The rule stands twice, in Rust and in Lua.
    #[test]
    fn redis_and_memory_say_the_same(
        limits in [0..6_u32, 1..9, 1..9],
        seconds in [1..4_u64, 1..30, 5..7],
        steps in proptest::collection::vec((0..1500_i64, 1..8_u8), 1..60),
    ) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let ground = Ground::new();
            let (redis, memory) = (ground.limiter(), ground.limiter_without_redis());
            let rules: Vec<Rule> = (0..3)
                .map(|at| Rule {
                    name: ["a", "b", "c"][at],
                    limit: limits[at],
                    window: Duration::from_secs(seconds[at]),
                })
                .collect();
            for (gap, which) in steps {
                ground.clock.move_on(gap);
                let asks: Vec<Ask<'_>> =
                    (0..3).filter(|at| which & (1 << at) != 0).map(|at| by(&rules[at])).collect();
                let said = [redis.check(&asks).await, memory.check(&asks).await];
                prop_assert_eq!(said[0], said[1]);
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn headers_tell_what_is_left_and_when_it_comes_back() {
    let ground = Ground::new();
    let (limiter, rule) = (ground.limiter(), rule(3, 10));
    for remaining in [2, 1, 0] {
        let said = limiter.check(&[by(&rule)]).await;
        assert_eq!((said.allowed, said.limit, said.remaining), (true, Some(3), remaining));
    }
    let refused = limiter.check(&[by(&rule)]).await;
    assert!(!refused.allowed && (10..=11).contains(&refused.reset_seconds));
    ground.clock.move_on(i64::try_from(refused.reset_seconds).expect("few") * 1000);
    assert_eq!(limiter.check(&[by(&rule)]).await.remaining, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_on_many_servers_get_no_more_than_there_is() {
    let ground = Ground::new();
    let servers: Vec<_> = (0..4).map(|_| Arc::new(ground.limiter())).collect();
    let attempts = (0..200).map(|number| {
        let limiter = servers[number % 4].clone();
        tokio::spawn(async move { limiter.check(&[by(&rule(37, 60))]).await.allowed })
    });
    let answers = join_all(attempts).await;
    assert_eq!(
        answers.into_iter().filter(|answer| *answer.as_ref().expect("no panic")).count(),
        37
    );
}

#[tokio::test]
async fn what_one_rule_refuses_is_counted_under_none() {
    let ground = Ground::new();
    let limiter = ground.limiter();
    let (pair, all) = (rule(2, 60), Rule { name: "all", ..rule(100, 60) });
    let ask_pair = |name| Ask { rule: &pair, whom: Whom::AccountFrom(name, here()) };
    let everyone = Ask { rule: &all, whom: Whom::Everyone };
    for _ in 0..10 {
        limiter.check(&[ask_pair("ann"), everyone]).await;
    }
    let said = limiter.check(&[ask_pair("bob"), everyone]).await;
    assert!(said.allowed);
    assert_eq!(limiter.check(&[everyone]).await.remaining, 100 - 4);
}

#[tokio::test]
async fn a_stranger_does_not_lock_an_account() {
    let ground = Ground::new();
    let limiter = ground.limiter();
    let rule = rule(5, 900);
    let from = |address: [u8; 4]| Ask {
        rule: &rule,
        whom: Whom::AccountFrom("ann@shop.example", IpAddr::from(address)),
    };
    for _ in 0..20 {
        limiter.check(&[from([198, 51, 100, 1])]).await;
    }
    assert!(!limiter.check(&[from([198, 51, 100, 1])]).await.allowed);
    assert!(limiter.check(&[from([203, 0, 113, 7])]).await.allowed);
}

#[tokio::test]
async fn a_changed_setting_and_a_clock_put_right_keep_nobody_out() {
    let ground = Ground::new();
    let limiter = ground.limiter();
    assert!(limiter.check(&[by(&rule(1, 900))]).await.allowed);
    assert!(limiter.check(&[by(&rule(1, 60))]).await.allowed, "another window is another count");
    assert!(limiter.check(&[by(&rule(2, 60))]).await.allowed, "another limit is the same count");
    assert!(!limiter.check(&[by(&rule(2, 60))]).await.allowed);
    ground.clock.move_on(-3_600_000);
    assert!(limiter.check(&[by(&rule(2, 60))]).await.allowed, "as if an hour had not been");
}

#[tokio::test]
async fn off_lifts_all_and_writes_nothing() {
    let ground = Ground::new();
    let parts = LimiterParts { limits: Limits::Off, ..ground.parts("redis://127.0.0.1:1") };
    let limiter = RedisLimiter::new(parts).expect("an address");
    for _ in 0..50 {
        assert_eq!(limiter.check(&[by(&rule(1, 60))]).await, Verdict::UNLIMITED);
    }
    assert_eq!(ground.limiter().check(&[by(&rule(1, 60))]).await.remaining, 0);
}

#[tokio::test]
async fn redis_knows_nobody_by_name_and_forgets() {
    let ground = Ground::new();
    let rule = rule(5, 60);
    let ask = Ask { rule: &rule, whom: Whom::AccountFrom("ann@shop.example", here()) };
    ground.limiter().check(&[ask]).await;
    let client = redis::Client::open(testkit::required("QUAYSIDE_TEST_REDIS_URI")).expect("valid");
    let mut redis = client.get_multiplexed_async_connection().await.expect("Redis answers");
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg(format!("{}*", ground.prefix))
        .query_async(&mut redis)
        .await
        .expect("Redis answers");
    let [key] = &keys[..] else { panic!("one window: {keys:?}") };
    assert!(!key.contains("ann") && !key.contains("203.0"), "{key}");
    let left: i64 =
        redis::cmd("PTTL").arg(key).query_async(&mut redis).await.expect("Redis answers");
    assert!((1..=66_000).contains(&left), "{left}");
}
