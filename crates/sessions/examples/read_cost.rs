//! What reading sessions costs: `cargo run --release -p sessions --example read_cost`, with the
//! stores that `cargo xtask test` names in the environment.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use kernel::{AccountId, Clock, SystemClock, random_token};
use sessions::{Arrival, DEADLINE, Lifetimes, SessionParts, SessionService, SignedIn};
use tower_sessions_core::{Session, session::Id};

const READS: usize = 20_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let database = testkit::TestDatabase::new().await;
    let parts = SessionParts {
        redis: testkit::required("QUAYSIDE_TEST_REDIS_URI"),
        key_prefix: format!("cost-{}:", random_token::<4>()),
        postgres: database.pool.clone(),
        deadline: DEADLINE,
        realm: "shop",
        second_factor: None,
        lifetimes: Lifetimes::default(),
        clock: Arc::new(SystemClock),
    };
    let service = SessionService::new(parts)?;
    service.follow().await?;

    let person = Session::new(None, Arc::new(service.clone()), None);
    let arrival = Arrival {
        account: AccountId::parse("ann")?,
        began: SystemClock.now(),
        second_factor: false,
        user_agent: "curl/8",
        address: IpAddr::from([203, 0, 113, 77]),
    };
    SignedIn::sign_in(&person, arrival).await?;
    let guest = Session::new(None, Arc::new(service.clone()), None);
    guest.insert("word", "tide").await?;
    guest.save().await?;

    for (whose, session) in [("a guest's", &guest), ("a signed-in one's", &person)] {
        let id = session.id().ok_or("it was kept")?;
        for at_once in [1, 16] {
            println!("{whose}, {at_once} at once: {}", report(&read(&service, id, at_once).await?));
        }
        SignedIn::sign_out(session).await?;
    }
    database.drop().await;
    Ok(())
}

/// Reads the session over and over, and sorts how long each read took.
async fn read(
    service: &SessionService,
    id: Id,
    at_once: usize,
) -> Result<Vec<Duration>, tokio::task::JoinError> {
    let readers: Vec<_> = (0..at_once)
        .map(|_| {
            let service = service.clone();
            tokio::spawn(async move {
                let mut times = Vec::with_capacity(READS / at_once);
                for _ in 0..READS / at_once {
                    let session = Session::new(Some(id), Arc::new(service.clone()), None);
                    let began = Instant::now();
                    let _ = std::hint::black_box(SignedIn::of(&session).await);
                    times.push(began.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for reader in readers {
        times.extend(reader.await?);
    }
    times.sort_unstable();
    Ok(times)
}

fn report(times: &[Duration]) -> String {
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    format!("median {:?}, 95 of 100 under {:?}, 99 under {:?}", at(50), at(95), at(99))
}
