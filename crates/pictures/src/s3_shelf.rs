//! Pictures in a bucket of an S3-compatible store.

mod rest;
mod said;

use std::{
    hash::{BuildHasher, RandomState},
    io,
    time::{Duration, Instant},
};

use rusty_s3::S3Action;
use ureq::Agent;

use crate::{bucket::PictureBucket, shelf::Shelf};

use rest::Rest;
use said::Said;

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(2);
/// How long one attempt to look for an object, or to delete it, may take.
const LOOKING: Duration = Duration::from_secs(3);
/// How long one attempt to read an object of up to 10 MB may take.
const READING: Duration = Duration::from_secs(6);
/// How long one attempt to write one may take.
const WRITING: Duration = Duration::from_secs(20);
/// How often a request is sent before it has failed. All of them can be repeated.
const ATTEMPTS: u32 = 2;
/// How long a store that is busy is left alone between two attempts.
const PAUSE: Duration = Duration::from_millis(100);
/// How many objects are looked for at the same time, for one page.
const AT_ONCE: usize = 16;
/// How long a signature holds: long enough for clocks that differ by some minutes.
const SIGNED_FOR: Duration = Duration::from_secs(300);
/// More than any original or rendition has, in bytes.
const LARGEST_OBJECT: u64 = 16 * 1024 * 1024;
/// More than what a store says of a refusal has, in bytes.
const LONGEST_REFUSAL: u64 = 64 * 1024;

/// A bucket, which several servers may share. Each address is signed for one method and one object; the
/// secret key stays in the process.
#[derive(Debug)]
pub(crate) struct S3Shelf {
    // One agent for each deadline: it makes the settings of TLS once, and anew for a request with its own.
    looking: Agent,
    reading: Agent,
    writing: Agent,
    bucket: PictureBucket,
    rest: Rest,
}

/// What is asked of the store.
#[derive(Clone, Copy, Debug)]
enum Ask<'a> {
    Get,
    Put(&'a [u8]),
    Head,
    Delete,
}

impl Ask<'_> {
    const fn deadline(self) -> Duration {
        match self {
            Self::Get => READING,
            Self::Put(_) => WRITING,
            Self::Head | Self::Delete => LOOKING,
        }
    }

    /// As sentences name it.
    const fn doing(self) -> &'static str {
        match self {
            Self::Get => "read an object",
            Self::Put(_) => "write an object",
            Self::Head => "say whether an object is there",
            Self::Delete => "delete an object",
        }
    }
}

impl S3Shelf {
    /// Opens a bucket, and sees to it that objects can be written, read, looked for and deleted there.
    ///
    /// # Errors
    /// What the store refuses or that it does not answer, with what to look at.
    pub(crate) fn open(bucket: PictureBucket) -> io::Result<Self> {
        let [looking, reading, writing] = [LOOKING, READING, WRITING].map(agent);
        let shelf = Self { looking, reading, writing, bucket, rest: Rest::default() };
        shelf.check()?;
        Ok(shelf)
    }

    fn check(&self) -> io::Result<()> {
        const SMALL: &[u8] = b"Quayside looks whether it can keep pictures here.";
        let name = format!("check-{:016x}", RandomState::new().hash_one(std::process::id()));
        self.put(&name, SMALL)?;
        let kept = self.get(&name);
        let deleted = self.delete(&name);
        if kept?.as_deref() != Some(SMALL) {
            let bucket = self.bucket.bucket.name();
            return Err(io::Error::other(format!(
                "the bucket {bucket} does not give back what was written to it"
            )));
        }
        deleted?;
        // Without the right to list it, S3 says of an object that is not there that it is forbidden.
        match self.exists(&name) {
            Ok(false) => Ok(()),
            Ok(true) => Err(io::Error::other(format!(
                "the bucket {} still has what was deleted from it",
                self.bucket.bucket.name()
            ))),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(io::Error::other(format!(
                    "the bucket {} does not say that an object is missing; let the key list it (s3:ListBucket)",
                    self.bucket.bucket.name()
                )))
            }
            Err(error) => Err(error),
        }
    }

    /// Asks the store, and again if it fails.
    fn ask(&self, name: &str, ask: Ask<'_>) -> io::Result<Said> {
        let longest = (ask.deadline() + PAUSE) * ATTEMPTS;
        let Some(leave) = self.rest.leave(Instant::now(), longest) else {
            return Err(self.away("it is left alone for a moment after it failed"));
        };
        let mut failure = String::new();
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                std::thread::sleep(PAUSE);
            }
            match self.call(name, ask) {
                Ok(said) if !said.is_failure() => {
                    self.rest.answered(leave);
                    return Ok(said);
                }
                Ok(said) => failure = said.words(),
                Err(error) => failure = said::words_of(&error),
            }
        }
        self.rest.failed(leave, Instant::now());
        Err(self.away(&failure))
    }

    fn call(&self, name: &str, ask: Ask<'_>) -> Result<Said, ureq::Error> {
        let PictureBucket { bucket, credentials, prefix } = &self.bucket;
        let (name, key) = (format!("{prefix}{name}"), Some(credentials));
        let mut answer = match ask {
            Ask::Get => {
                let url = bucket.get_object(key, &name).sign(SIGNED_FOR);
                self.reading.get(url.as_str()).call()?
            }
            Ask::Put(bytes) => {
                let url = bucket.put_object(key, &name).sign(SIGNED_FOR);
                self.writing.put(url.as_str()).send(bytes)?
            }
            Ask::Head => {
                let url = bucket.head_object(key, &name).sign(SIGNED_FOR);
                self.looking.head(url.as_str()).call()?
            }
            Ask::Delete => {
                let url = bucket.delete_object(key, &name).sign(SIGNED_FOR);
                self.looking.delete(url.as_str()).call()?
            }
        };
        let status = answer.status().as_u16();
        let longest = if status == 200 { LARGEST_OBJECT } else { LONGEST_REFUSAL };
        let body = answer.body_mut().with_config().limit(longest).read_to_vec()?;
        Ok(Said { status, body })
    }

    fn away(&self, why: &str) -> io::Error {
        let bucket = self.bucket.bucket.name();
        io::Error::other(format!("the store of the bucket {bucket} does not answer: {why}"))
    }

    fn refused(&self, ask: Ask<'_>, said: &Said) -> io::Error {
        said.refusal(self.bucket.bucket.name(), ask.doing())
    }
}

/// What sends requests of which each has to be answered in time. It follows no redirects: a signature
/// is for one address.
fn agent(deadline: Duration) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(deadline))
        .timeout_connect(Some(CONNECT))
        .max_idle_connections(AT_ONCE)
        .max_idle_connections_per_host(AT_ONCE)
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .build()
        .into()
}

impl Shelf for S3Shelf {
    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let said = self.ask(name, Ask::Get)?;
        match said.status {
            200 => Ok(Some(said.body)),
            _ if said.is_no_object() => Ok(None),
            _ => Err(self.refused(Ask::Get, &said)),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let said = self.ask(name, Ask::Put(bytes))?;
        match said.status {
            200..=299 => Ok(()),
            _ => Err(self.refused(Ask::Put(bytes), &said)),
        }
    }

    /// Nothing: a store that has answered has kept the object for good.
    fn settle(&self, _name: &str) -> io::Result<()> {
        Ok(())
    }

    fn exists(&self, name: &str) -> io::Result<bool> {
        let said = self.ask(name, Ask::Head)?;
        match said.status {
            200 => Ok(true),
            _ if said.is_no_object() => Ok(false),
            _ => Err(self.refused(Ask::Head, &said)),
        }
    }

    fn delete(&self, name: &str) -> io::Result<()> {
        let said = self.ask(name, Ask::Delete)?;
        match said.status {
            200..=299 => Ok(()),
            _ if said.is_no_object() => Ok(()),
            _ => Err(self.refused(Ask::Delete, &said)),
        }
    }

    /// Each is a request of its own, so several go at once: a page that shows many pictures waits for few
    /// of them.
    fn there(&self, names: &[String]) -> io::Result<Vec<bool>> {
        let each = names.len().div_ceil(AT_ONCE).max(1);
        std::thread::scope(|scope| {
            let parts: Vec<_> = names
                .chunks(each)
                .map(|part| {
                    scope.spawn(move || {
                        part.iter().map(|name| self.exists(name)).collect::<io::Result<Vec<_>>>()
                    })
                })
                .collect();
            let mut there = Vec::with_capacity(names.len());
            for part in parts {
                let part =
                    part.join().map_err(|_| io::Error::other("looking for objects broke off"))?;
                there.extend(part?);
            }
            Ok(there)
        })
    }
}
