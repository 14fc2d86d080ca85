//! Bare round trips to Redis, which everything that is kept there is compared with. The few bytes
//! of its protocol are spoken by hand, so that no driver is measured.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::http::in_a_thread;
use crate::samples::Samples;

/// Different keys that are counted under.
const KEYS: usize = 2_000;

/// Where a Redis is, and how one is let in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Place {
    host: String,
    /// What AUTH is followed by.
    credentials: Vec<String>,
    database: String,
}

impl Place {
    /// Reads `redis://user:password@host:port/0`, of which all but the host may be missing.
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn of(uri: &str) -> Result<Self> {
        // The address holds a password, so it is not repeated.
        let rest = uri.strip_prefix("redis://").context("the address of Redis is no redis://")?;
        let (place, database) = rest.split_once('/').unwrap_or((rest, ""));
        let (credentials, host) = place.rsplit_once('@').unwrap_or(("", place));
        ensure!(!host.is_empty(), "the address of Redis names no host");
        let credentials = match credentials.split_once(':') {
            Some((user, password)) => [user, password],
            None => [credentials, ""],
        };
        let host = if host.contains(':') { host.to_owned() } else { format!("{host}:6379") };
        let given = credentials.into_iter().filter(|text| !text.is_empty());
        let database = if database.is_empty() { "0" } else { database }.to_owned();
        Ok(Self { host, credentials: given.map(str::to_owned).collect(), database })
    }
}

/// One connection, one command at a time.
struct Line {
    stream: BufReader<TcpStream>,
    answer: String,
}

/// The bytes of a command.
fn command(words: &[&str]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", words.len());
    for word in words {
        bytes.push_str(&format!("${}\r\n{word}\r\n", word.len()));
    }
    bytes.into_bytes()
}

impl Line {
    async fn open(place: &Place) -> Result<Self> {
        let stream = TcpStream::connect(&place.host).await.context("Redis does not answer")?;
        stream.set_nodelay(true)?;
        let mut line = Self { stream: BufReader::new(stream), answer: String::new() };
        if !place.credentials.is_empty() {
            let words = ["AUTH"].into_iter().chain(place.credentials.iter().map(String::as_str));
            line.ask(&command(&words.collect::<Vec<_>>())).await?;
        }
        line.ask(&command(&["SELECT", &place.database])).await?;
        Ok(line)
    }

    /// Sends a command and reads the first line of its answer.
    async fn ask(&mut self, command: &[u8]) -> Result<&str> {
        self.stream.get_mut().write_all(command).await?;
        self.answer.clear();
        if self.stream.read_line(&mut self.answer).await? == 0 {
            bail!("Redis closed the connection");
        }
        match self.answer.strip_prefix('-') {
            Some(error) => bail!("Redis refuses: {}", error.trim_end()),
            None => Ok(self.answer.trim_end()),
        }
    }

    /// Sends a command that is answered with a text.
    async fn text(&mut self, command: &[u8]) -> Result<String> {
        let length = self.ask(command).await?.strip_prefix('$').context("Redis gives no text")?;
        // The text, and the end of its line.
        let mut bytes = vec![0; length.parse::<usize>()? + 2];
        self.stream.read_exact(&mut bytes).await?;
        Ok(String::from_utf8(bytes)?)
    }
}

/// The processor's time that Redis has used since it was started.
///
/// # Errors
/// When Redis does not answer.
pub(crate) async fn processor_time(place: &Place) -> Result<Duration> {
    let told = Line::open(place).await?.text(&command(&["INFO", "cpu"])).await?;
    used(&told).context("Redis does not say what it used")
}

fn used(told: &str) -> Option<Duration> {
    let seconds = |name: &str| -> Option<f64> {
        let line = told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.trim().parse().ok()
    };
    Some(Duration::from_secs_f64(seconds("used_cpu_user")? + seconds("used_cpu_sys")?))
}

/// Counts with HINCRBY under many keys, each connection one after the other, for so long.
///
/// # Errors
/// When Redis does not answer or refuses.
pub(crate) fn count(place: &Place, connections: usize, lasting: Duration) -> Result<Samples> {
    in_a_thread(all(place.clone(), connections, lasting))
}

async fn all(place: Place, connections: usize, lasting: Duration) -> Result<Samples> {
    let commands: Arc<Vec<Vec<u8>>> = Arc::new(
        (0..KEYS).map(|key| command(&["HINCRBY", &format!("bench:{key}"), "units", "1"])).collect(),
    );
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Line::open(&place).await?);
    }
    let next = Arc::new(AtomicUsize::new(0));
    let end = Instant::now() + lasting;
    let mut running = JoinSet::new();
    for line in open {
        running.spawn(one(line, end, Arc::clone(&commands), Arc::clone(&next)));
    }
    let mut nanos = Vec::new();
    while let Some(times) = running.join_next().await {
        nanos.extend(times??);
    }
    Ok(Samples::new(nanos, lasting))
}

async fn one(
    mut line: Line,
    end: Instant,
    commands: Arc<Vec<Vec<u8>>>,
    next: Arc<AtomicUsize>,
) -> Result<Vec<u64>> {
    let mut nanos = Vec::new();
    loop {
        let began = Instant::now();
        let number = next.fetch_add(1, Ordering::Relaxed);
        line.ask(&commands[number % commands.len()]).await?;
        let ended = Instant::now();
        if ended > end {
            return Ok(nanos);
        }
        nanos.push(u64::try_from((ended - began).as_nanos())?);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_and_how() {
        let place = Place::of("redis://:secret@127.0.0.1:7000/2").expect("an address");
        assert_eq!((place.host.as_str(), place.database.as_str()), ("127.0.0.1:7000", "2"));
        assert_eq!(place.credentials, ["secret"]);
        let place = Place::of("redis://ann:p@ss@shop.example").expect("an address");
        assert_eq!((place.host.as_str(), place.database.as_str()), ("shop.example:6379", "0"));
        assert_eq!(place.credentials, ["ann", "p@ss"]);
        for bad in ["", "http://127.0.0.1", "redis://", "redis://:secret@/0"] {
            assert!(Place::of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_command_says_how_long_its_words_are() {
        assert_eq!(command(&["GET", "é"]), "*2\r\n$3\r\nGET\r\n$2\r\né\r\n".as_bytes());
    }

    #[test]
    fn processor_time_is_of_both_kinds() {
        let told = "# CPU\r\nused_cpu_sys:0.250000\r\nused_cpu_user:1.500000\r\n";
        assert_eq!(used(told), Some(Duration::from_millis(1_750)));
        assert_eq!(used("used_cpu_user:1"), None);
    }
}
