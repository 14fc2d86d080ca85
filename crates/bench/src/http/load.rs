//! A closed loop of questions: each connection asks the next as soon as it has the answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::task::JoinSet;

use super::{Connection, request};
use crate::samples::Samples;

/// How much to ask, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    /// Where the server is.
    pub(crate) address: SocketAddr,
    /// Connections, one question at a time on each.
    pub(crate) connections: usize,
    /// How long nothing is counted.
    pub(crate) warm_up: Duration,
    /// How long it is counted.
    pub(crate) counted: Duration,
    /// What `Accept-Encoding` says.
    pub(crate) encoding: Option<&'static str>,
}

/// What was served.
#[derive(Clone, Debug, Default)]
pub(crate) struct Served {
    /// The time of each answer, from the question's first byte to the answer's last.
    pub(crate) samples: Samples,
    /// Bytes of all bodies as they were sent.
    pub(crate) bytes: u64,
    /// Bytes of the largest body.
    pub(crate) largest: u64,
    /// Answers with another status than the one expected.
    pub(crate) refused: u64,
}

impl Served {
    /// Bytes of a body, on average.
    pub(crate) fn mean_bytes(&self) -> u64 {
        self.bytes / (self.samples.count() as u64).max(1)
    }
}

/// What one connection saw.
#[derive(Default)]
struct Seen {
    nanos: Vec<u64>,
    bytes: u64,
    largest: u64,
    refused: u64,
}

/// What is asked in turn, and how each is answered if all is well.
#[derive(Clone)]
pub(crate) struct Questions {
    /// The bytes of each request.
    pub(crate) requests: Arc<Vec<Vec<u8>>>,
    /// The status that each should be answered with.
    pub(crate) expected: u16,
}

/// Asks for the paths in turn, again and again. It has one processor at the most, in a thread of its own.
///
/// # Errors
/// When the server is not reached or closes a connection.
pub(crate) fn run(load: Load, paths: &[String]) -> Result<Served> {
    let requests = paths.iter().map(|path| request(path, load.encoding)).collect();
    ask_in_turn(load, Questions { requests: Arc::new(requests), expected: 200 })
}

/// The same for requests of any kind. `encoding` of the load is not looked at.
///
/// # Errors
/// When the server is not reached or closes a connection.
pub(crate) fn ask_in_turn(load: Load, questions: Questions) -> Result<Served> {
    ensure!(!questions.requests.is_empty(), "nothing to ask for");
    in_a_thread(all(load, questions))
}

/// Runs a load in a thread of its own, so that it has one processor at the most.
///
/// # Errors
/// Those of the load.
pub(crate) fn in_a_thread<T: Send + 'static>(
    load: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(load)
    })
    .join()
    .unwrap_or_else(|_| Err(anyhow::anyhow!("the load panicked")))
}

async fn all(load: Load, questions: Questions) -> Result<Served> {
    let next = Arc::new(AtomicUsize::new(0));
    let counting = Instant::now() + load.warm_up;
    let mut connections = JoinSet::new();
    for _ in 0..load.connections {
        connections.spawn(one(load, counting, questions.clone(), Arc::clone(&next)));
    }
    let mut served = Served::default();
    let mut nanos = Vec::new();
    while let Some(seen) = connections.join_next().await {
        let seen = seen??;
        nanos.extend(seen.nanos);
        served.bytes += seen.bytes;
        served.largest = served.largest.max(seen.largest);
        served.refused += seen.refused;
    }
    served.samples = Samples::new(nanos, load.counted);
    Ok(served)
}

async fn one(
    load: Load,
    counting: Instant,
    Questions { requests, expected }: Questions,
    next: Arc<AtomicUsize>,
) -> Result<Seen> {
    let mut connection = Connection::open(load.address)
        .await
        .with_context(|| format!("nobody answers at {}", load.address))?;
    let mut seen = Seen::default();
    let end = counting + load.counted;
    loop {
        let began = Instant::now();
        if began >= end {
            return Ok(seen);
        }
        let number = next.fetch_add(1, Ordering::Relaxed);
        let answer = connection.ask(&requests[number % requests.len()], None).await?;
        let ended = Instant::now();
        if ended < counting || ended > end {
            continue;
        }
        seen.nanos.push(u64::try_from((ended - began).as_nanos())?);
        seen.bytes += answer.bytes;
        seen.largest = seen.largest.max(answer.bytes);
        seen.refused += u64::from(answer.status != expected);
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_server_answers_is_counted() {
        let router = Router::new().route("/long", get(|| async { "x".repeat(100_000) }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let load = Load {
            address,
            connections: 3,
            warm_up: Duration::ZERO,
            counted: Duration::from_millis(300),
            encoding: None,
        };
        let paths = ["/long".to_owned(), "/missing".to_owned()];
        let served = tokio::task::spawn_blocking(move || run(load, &paths))
            .await
            .expect("ended")
            .expect("served");
        server.abort();
        assert!(served.samples.count() > 0);
        assert_eq!(served.largest, 100_000);
        assert!(served.refused > 0);
    }
}
