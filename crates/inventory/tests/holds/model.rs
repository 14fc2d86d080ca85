//! Any sequence of steps leaves what a model of a few lines says.

use std::collections::BTreeMap;

use inventory::holds::{
    self, CommitError, GivenBack, Moved, ReserveError, commit_lines, give_back, release,
    settle_lines,
};
use kernel::{Quantity, Sku};
use proptest::{collection, prelude::*, test_runner::TestRunner};

use crate::shop::{TestShop, checkout, goods, wish};

const SKUS: [&str; 3] = ["A", "B", "C"];
const CHECKOUTS: usize = 3;
const STOCK: i32 = 6;

#[derive(Clone, Debug)]
enum Step {
    Reserve(usize, [u32; 3]),
    Release(usize),
    /// The time of all its lines that are held is over.
    Expire(usize),
    Extend(usize),
    /// An order of these lines, or of just what is held.
    Commit(usize, Option<[u32; 3]>),
    Settle(usize),
    GiveBack(usize, bool),
    Sweep,
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..CHECKOUTS;
    prop_oneof![
        6 => (who.clone(), [0..5_u32, 0..5_u32, 0..5_u32]).prop_map(|(who, units)| Step::Reserve(who, units)),
        1 => who.clone().prop_map(Step::Release),
        2 => who.clone().prop_map(Step::Expire),
        1 => who.clone().prop_map(Step::Extend),
        3 => (who.clone(), proptest::option::weighted(0.3, [0..3_u32, 0..3_u32, 0..3_u32]))
            .prop_map(|(who, units)| Step::Commit(who, units)),
        2 => who.clone().prop_map(Step::Settle),
        2 => (who, any::<bool>()).prop_map(|(who, fresh)| Step::GiveBack(who, fresh)),
        1 => Just(Step::Sweep),
    ]
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum State {
    #[default]
    None,
    Held,
    /// Held by nobody any more, though perhaps not reclaimed yet.
    Over,
    Committing,
    Consumed,
}

#[derive(Clone, Debug, Default)]
struct Hold {
    state: State,
    units: BTreeMap<usize, u32>,
}

/// What a shopper may rely on: units count as taken by who holds them in time, pays or has bought.
#[derive(Debug, Default)]
struct Model {
    holds: [Hold; CHECKOUTS],
}

/// Lines of a wish or an order, by the index of their SKU.
fn lines(units: [u32; 3]) -> BTreeMap<usize, u32> {
    (0..3).map(|sku| (sku, units[sku])).filter(|line| line.1 > 0).collect()
}

impl Hold {
    /// What is held at this time.
    fn held(&self) -> BTreeMap<usize, u32> {
        if self.state == State::Held { self.units.clone() } else { BTreeMap::new() }
    }
}

impl Model {
    /// Units of a SKU that are taken by others than this checkout.
    fn taken(&self, sku: usize, but: usize) -> u32 {
        let others = self.holds.iter().enumerate().filter(|(who, _)| *who != but);
        others
            .filter(|(_, hold)| !matches!(hold.state, State::None | State::Over))
            .map(|(_, hold)| hold.units.get(&sku).copied().unwrap_or(0))
            .sum()
    }
}

struct Bench<'a> {
    shop: &'a TestShop,
    case: u64,
    model: Model,
}

impl Bench<'_> {
    fn id(&self, who: usize) -> String {
        format!("case{}-{who}", self.case)
    }

    fn sku(&self, sku: usize) -> String {
        format!("case{}-{}", self.case, SKUS[sku])
    }

    fn goods(&self, lines: &BTreeMap<usize, u32>) -> Vec<(Sku, Quantity)> {
        let names: Vec<_> = lines.iter().map(|(sku, units)| (self.sku(*sku), *units)).collect();
        goods(&names.iter().map(|(name, units)| (name.as_str(), *units)).collect::<Vec<_>>())
    }

    async fn reserve(&mut self, who: usize, units: [u32; 3]) {
        let wanted = lines(units);
        let names: Vec<_> = wanted.iter().map(|(sku, units)| (self.sku(*sku), *units)).collect();
        let lines: Vec<_> = names.iter().map(|(name, units)| (name.as_str(), *units)).collect();
        let outcome = self.shop.desk.reserve(&wish(&self.id(who), &lines)).await;
        let own = self.model.holds[who].clone();
        let short: Vec<_> = wanted
            .iter()
            .map(|(sku, units)| (*sku, *units, STOCK.unsigned_abs() - self.model.taken(*sku, who)))
            .filter(|(_, units, free)| units > free)
            .map(|(sku, units, free)| (self.sku(sku), units, free))
            .collect();
        match outcome {
            Err(ReserveError::AlreadySubmitted) => {
                assert!(matches!(own.state, State::Committing | State::Consumed), "{own:?}");
            }
            Err(ReserveError::SoldOut(lines)) => {
                let told: Vec<_> = lines
                    .iter()
                    .map(|line| (line.sku.to_string(), line.wanted, line.free))
                    .collect();
                assert_eq!(told, short);
            }
            Ok(held) => {
                assert!(short.is_empty(), "held though {short:?}");
                assert!(!matches!(own.state, State::Committing | State::Consumed), "{own:?}");
                let same = own.state == State::Held && own.units == wanted && !wanted.is_empty();
                assert_eq!(held.replayed, same);
                let state = if wanted.is_empty() { State::None } else { State::Held };
                self.model.holds[who] = Hold { state, units: wanted };
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    async fn take(&mut self, step: Step) {
        let shop = self.shop;
        let (who, step) = match step {
            Step::Reserve(who, units) => return self.reserve(who, units).await,
            Step::Sweep => {
                holds::sweep(shop.pool(), 100).await.expect("swept");
                return;
            }
            Step::Release(who)
            | Step::Expire(who)
            | Step::Extend(who)
            | Step::Commit(who, _)
            | Step::Settle(who)
            | Step::GiveBack(who, _) => (who, step),
        };
        let id = checkout(&self.id(who));
        let held = self.model.holds[who].held();
        let ordered = match step {
            Step::Commit(_, Some(units)) => lines(units),
            _ => held.clone(),
        };
        let order = self.goods(&ordered);
        let hold = &mut self.model.holds[who];
        let before = hold.state;
        if let Step::Expire(_) = step {
            if before == State::Held {
                shop.expire(id.as_str()).await;
                hold.state = State::Over;
            }
            return;
        }
        let mut txn = shop.pool().begin().await.expect("begun");
        match step {
            Step::Release(_) => {
                release(&mut txn, &id).await.expect("let go");
                if before == State::Held {
                    hold.state = State::Over;
                }
            }
            Step::Extend(_) => {
                let ends_at = holds::extend(&mut txn, &id, 600).await.expect("asked");
                assert_eq!(ends_at.is_some(), before == State::Held);
            }
            Step::Commit(..) => {
                let submitted = matches!(before, State::Committing | State::Consumed);
                match commit_lines(&mut txn, &id, order).await {
                    Ok(()) => {
                        assert!(!submitted && ordered == held, "{ordered:?} of {hold:?}");
                        if before == State::Held {
                            hold.state = State::Committing;
                        }
                    }
                    Err(CommitError::AlreadySubmitted) => assert!(submitted, "{hold:?}"),
                    Err(CommitError::Expired) => {
                        assert!(!submitted && ordered != held, "{ordered:?} of {hold:?}");
                    }
                    Err(error) => panic!("{error:?}"),
                }
            }
            Step::Settle(_) => {
                let moved = settle_lines(&mut txn, &id).await.expect("settled");
                assert_eq!(moved == Moved::Now, before == State::Committing);
                assert_eq!(moved == Moved::Before, before == State::Consumed);
                if moved == Moved::Now {
                    hold.state = State::Consumed;
                }
            }
            Step::GiveBack(_, fresh) => {
                let given = give_back(&mut txn, &id, fresh.then_some(300)).await.expect("back");
                assert_eq!(given == GivenBack::Nothing, before != State::Committing);
                if before == State::Committing {
                    hold.state = if fresh { State::Held } else { State::Over };
                }
            }
            Step::Reserve(..) | Step::Expire(_) | Step::Sweep => {}
        }
        txn.commit().await.expect("committed");
    }

    /// Compares the columns of all SKUs with the model, once what expired is reclaimed.
    async fn compare(&self) {
        holds::sweep(self.shop.pool(), 1_000).await.expect("swept");
        for sku in 0..SKUS.len() {
            let units = |states: &[State]| -> i32 {
                let holds = self.model.holds.iter().filter(|hold| states.contains(&hold.state));
                holds.map(|hold| hold.units.get(&sku).copied().unwrap_or(0).cast_signed()).sum()
            };
            let (reserved, sold) =
                (units(&[State::Held, State::Committing]), units(&[State::Consumed]));
            let expected = (STOCK - reserved - sold, reserved, sold);
            assert_eq!(self.shop.columns(&self.sku(sku)).await, expected, "{:?}", self.model);
        }
    }
}

#[test]
fn any_steps_leave_what_the_model_says() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let shop = runtime.block_on(TestShop::new(&[]));
    let mut runner = TestRunner::new(ProptestConfig { cases: 48, ..ProptestConfig::default() });
    let case = std::cell::Cell::new(0);
    runner
        .run(&collection::vec(step(), 1..40), |steps| {
            case.set(case.get() + 1);
            runtime.block_on(async {
                let mut bench = Bench { shop: &shop, case: case.get(), model: Model::default() };
                for sku in 0..SKUS.len() {
                    shop.receive(&bench.sku(sku), STOCK, "start").await;
                }
                for step in steps {
                    bench.take(step).await;
                }
                bench.compare().await;
            });
            Ok(())
        })
        .expect("no steps break it");
    runtime.block_on(shop.close());
}
