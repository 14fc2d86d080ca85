//! An open loop of questions: each is due at its moment, whether the ones before it are answered or
//! not, and its time counts from that moment. A server that stands still for a while is charged for
//! all who would have come meanwhile.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::{Connection, Questions, Served, in_a_thread};
use crate::samples::Samples;

/// How many times as long as questions are due they are asked. A server that is far too slow is left
/// with the rest unasked.
const PATIENCE: u32 = 2;

/// When questions are due.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Where the server is.
    pub(crate) address: SocketAddr,
    /// Connections; who is due while all are busy waits, and the waiting counts.
    pub(crate) connections: usize,
    /// Questions a second.
    pub(crate) rate: u32,
    /// How long questions are due. Those not asked after twice that count as refused.
    pub(crate) lasting: Duration,
}

impl Pace {
    fn questions(&self) -> usize {
        (f64::from(self.rate) * self.lasting.as_secs_f64()) as usize
    }

    /// How long after the beginning a question is due.
    fn due(&self, number: usize) -> Duration {
        Duration::from_secs_f64(number as f64 / f64::from(self.rate))
    }
}

/// What the connections share.
struct Shared {
    pace: Pace,
    questions: Questions,
    began: Instant,
    /// One permit for each question that is due.
    due: Semaphore,
    next: AtomicUsize,
}

impl Shared {
    /// How long ago a question was due.
    fn late(&self, number: usize) -> Duration {
        self.began.elapsed().saturating_sub(self.pace.due(number))
    }
}

/// Asks in turn, each question when it is due.
///
/// # Errors
/// When the server is not reached or closes a connection.
pub(crate) fn ask_at_a_pace(pace: Pace, questions: Questions) -> Result<Served> {
    ensure!(!questions.requests.is_empty() && pace.rate > 0, "nothing to ask for");
    in_a_thread(all(pace, questions))
}

async fn all(pace: Pace, questions: Questions) -> Result<Served> {
    let mut open = Vec::with_capacity(pace.connections);
    for _ in 0..pace.connections {
        let connection = Connection::open(pace.address).await;
        open.push(connection.with_context(|| format!("nobody answers at {}", pace.address))?);
    }
    let shared = Arc::new(Shared {
        pace,
        questions,
        began: Instant::now(),
        due: Semaphore::new(0),
        next: AtomicUsize::new(0),
    });
    // A thread that sleeps wakes within some fifty microseconds; the runtime's timers count whole
    // milliseconds, which would be measured as the server's.
    let pacer = std::thread::spawn({
        let shared = Arc::clone(&shared);
        move || call_when_due(&shared)
    });
    let mut connections = JoinSet::new();
    for connection in open {
        connections.spawn(one(connection, Arc::clone(&shared)));
    }
    let (mut served, mut nanos) = (Served::default(), Vec::new());
    while let Some(seen) = connections.join_next().await {
        let (times, part) = seen??;
        nanos.extend(times);
        served.bytes += part.bytes;
        served.largest = served.largest.max(part.largest);
        served.refused += part.refused;
    }
    served.samples = Samples::new(nanos, shared.began.elapsed());
    pacer.join().map_err(|_| anyhow::anyhow!("the pace was lost"))?;
    Ok(served)
}

fn call_when_due(shared: &Shared) {
    for number in 0..shared.pace.questions() {
        let wait = shared.pace.due(number).saturating_sub(shared.began.elapsed());
        if !wait.is_zero() {
            std::thread::sleep(wait);
        }
        shared.due.add_permits(1);
    }
    // Whoever waits now learns that there is no more.
    shared.due.add_permits(shared.pace.connections);
}

async fn one(mut connection: Connection, shared: Arc<Shared>) -> Result<(Vec<u64>, Served)> {
    let (mut nanos, mut served) = (Vec::new(), Served::default());
    let Questions { requests, expected } = &shared.questions;
    loop {
        shared.due.acquire().await?.forget();
        let number = shared.next.fetch_add(1, Ordering::Relaxed);
        if number >= shared.pace.questions() {
            return Ok((nanos, served));
        }
        if shared.began.elapsed() > shared.pace.lasting * PATIENCE {
            // Nobody waits for it any more: so long at least, and refused.
            nanos.push(u64::try_from(shared.late(number).as_nanos())?);
            served.refused += 1;
            continue;
        }
        let answer = connection.ask(&requests[number % requests.len()], None).await?;
        nanos.push(u64::try_from(shared.late(number).as_nanos())?);
        served.bytes += answer.bytes;
        served.largest = served.largest.max(answer.bytes);
        served.refused += u64::from(answer.status != *expected);
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;

    use super::*;
    use crate::http::request;

    /// Ten questions at this rate over one connection to a server that takes so long for each.
    async fn ten(slow: Duration, rate: u32) -> Served {
        let answer = move || async move {
            tokio::time::sleep(slow).await;
            "late"
        };
        let router = Router::new().route("/slow", get(answer));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let lasting = Duration::from_secs(10) / rate;
        let pace = Pace { address, connections: 1, rate, lasting };
        let questions =
            Questions { requests: Arc::new(vec![request("/slow", None)]), expected: 200 };
        let served = tokio::task::spawn_blocking(move || ask_at_a_pace(pace, questions))
            .await
            .expect("ended")
            .expect("served");
        server.abort();
        served
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_waits_for_those_before_is_counted_from_the_moment_it_was_due() {
        const SLOW: Duration = Duration::from_millis(30);
        let served = ten(SLOW, 50).await;
        assert_eq!(served.samples.count(), 10);
        // The last was due 180 ms after the first and is done after ten slow answers.
        assert!(served.samples.percentile(100.0) >= SLOW * 10 - Duration::from_millis(180));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_not_asked_in_twice_the_time_counts_as_refused() {
        let served = ten(Duration::from_millis(100), 1_000).await;
        assert_eq!(served.samples.count(), 10);
        assert!(served.refused >= 9);
    }
}
