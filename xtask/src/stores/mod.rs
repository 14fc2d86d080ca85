//! The stores behind the shop: each private to the data folder, or somewhere else by setting.

mod mongo;
mod mongo_wire;
mod ports;
mod postgres;
mod redis;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use rustix::process::Signal;

use crate::data_folder::DataFolder;
use crate::process::Recorded;
use crate::settings::Settings;
use crate::state::{State, Stores};
use crate::tools::mongo::MongoServer;
use crate::{process, progress, tools};

/// How long a store may take from its start to its first answer. Recovery after a crash is within it.
const READY_DEADLINE: Duration = Duration::from_secs(90);

/// How long a store may take to end by itself.
const STOP_DEADLINE: Duration = Duration::from_secs(20);

/// One of the stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// PostgreSQL.
    Postgres,
    /// MongoDB or its stand-in.
    Mongo,
    /// The Redis that keeps.
    Redis,
    /// The Redis that forgets.
    Cache,
}

impl Store {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Postgres, Self::Mongo, Self::Redis, Self::Cache];

    /// Its key in `state.json`, and its folder's and log's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Mongo => "mongo",
            Self::Redis => "redis",
            Self::Cache => "cache",
        }
    }

    /// The setting that names one which runs elsewhere, as the settings file has it.
    pub(crate) fn name_of_setting(self) -> String {
        format!("{}_uri", self.name())
    }

    /// The same as an environment variable, by which the server is told.
    pub(crate) fn variable(self) -> String {
        format!("QUAYSIDE_{}_URI", self.name().to_uppercase())
    }

    /// How it is asked to end without losing anything.
    fn stop_signal(self) -> Signal {
        match self {
            // "Fast": roll back and go, without waiting for clients to hang up.
            Self::Postgres => Signal::INT,
            Self::Mongo | Self::Redis | Self::Cache => Signal::TERM,
        }
    }
}

/// How much a store must survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Loss of power.
    Full,
    /// Only a killed process; for stores that are thrown away.
    Process,
}

/// The programs of those stores that we run ourselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Programs {
    postgres: Option<PathBuf>,
    redis: Option<PathBuf>,
    /// Also what tests start their own with.
    pub(crate) mongo: Option<MongoServer>,
}

impl Programs {
    /// Finds or installs what the settings do not place elsewhere.
    pub(crate) fn find(settings: &Settings) -> Result<Self> {
        let private = |store| settings.uri(store).is_none();
        Ok(Self {
            postgres: private(Store::Postgres).then(tools::postgres::programs).transpose()?,
            redis: (private(Store::Redis) || private(Store::Cache))
                .then(tools::redis::program)
                .transpose()?,
            mongo: private(Store::Mongo).then(tools::mongo::server).transpose()?,
        })
    }

    /// One of PostgreSQL's own programs, such as `psql`.
    pub(crate) fn of_postgres(&self, name: &str) -> Result<PathBuf> {
        Ok(self.postgres.as_ref().context("no PostgreSQL programs")?.join(name))
    }
}

/// Ports that nobody has now, and that the system gives to nobody who only connects.
pub(crate) fn free_ports(count: usize) -> Result<Vec<u16>> {
    ports::choose(std::iter::repeat_n(None, count))
}

/// What a start needs to know about one private store.
struct Place<'a> {
    folder: &'a DataFolder,
    port: u16,
    previous_port: Option<u16>,
    password: String,
    durability: Durability,
}

impl Place<'_> {
    fn home(&self, store: Store) -> PathBuf {
        self.folder.path().join(store.name())
    }

    /// Waits for the first answer of a process that we started.
    fn wait(
        &self,
        store: Store,
        process: Recorded,
        mut answers: impl FnMut() -> bool,
    ) -> Result<()> {
        let log = self.folder.log(store.name());
        process::until(READY_DEADLINE, || {
            if answers() {
                return Ok(Some(()));
            }
            if process.alive() { Ok(None) } else { Err(anyhow!("it ended")) }
        })
        .inspect_err(|_| process.signal(Signal::KILL))
        .with_context(|| {
            format!(
                "{} did not start. {} ends with\n{}",
                store.name(),
                log.display(),
                process::tail(&log, 15)
            )
        })
    }
}

/// Starts every store that does not run yet, all at once, and waits until each answers.
/// `state.json` is written even when one fails, so that the others can be stopped.
pub(crate) fn start(
    folder: &DataFolder,
    programs: &Programs,
    settings: &Settings,
    durability: Durability,
) -> Result<State> {
    let mut state = State::read(&folder.state())?;
    let missing: Vec<Store> = Store::ALL
        .into_iter()
        .filter(|&store| settings.uri(store).is_none() && state.running(store.name()).is_none())
        .collect();
    for store in Store::ALL {
        if let Some(uri) = settings.uri(store) {
            if let Some(replaced) = state.running(store.name()) {
                replaced.stop(store.stop_signal(), STOP_DEADLINE);
            }
            state.pids.remove(store.name());
            state.stores.set(store, uri);
        }
    }
    let ports = ports::choose(missing.iter().map(|store| state.ports.get(store.name()).copied()))?;
    let mut starts = Vec::new();
    for (&store, port) in missing.iter().zip(ports) {
        let previous_port = state.ports.insert(store.name().to_owned(), port);
        let password = state.secret(store.name())?;
        starts.push((store, Place { folder, port, previous_port, password, durability }));
    }
    // Passwords first: a store initialised with one that was never written down could not be entered again.
    state.write(&folder.state())?;

    let outcomes: Vec<(Store, Result<(Recorded, String)>)> = std::thread::scope(|scope| {
        let threads: Vec<_> = starts
            .iter()
            .map(|(store, place)| (*store, scope.spawn(|| start_one(*store, place, programs))))
            .collect();
        threads
            .into_iter()
            .map(|(store, thread)| {
                let outcome =
                    thread.join().unwrap_or_else(|_| Err(anyhow!("starting it panicked")));
                (store, outcome)
            })
            .collect()
    });
    let mut failure = None;
    for (store, outcome) in outcomes {
        match outcome {
            Ok((process, uri)) => {
                state.pids.insert(store.name().to_owned(), process);
                state.stores.set(store, uri);
            }
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    state.write(&folder.state())?;
    failure.map_or(Ok(state), Err)
}

fn start_one(store: Store, place: &Place<'_>, programs: &Programs) -> Result<(Recorded, String)> {
    progress::step(&format!("{} on port {}", store.name(), place.port), || match store {
        Store::Postgres => {
            postgres::start(place, programs.postgres.as_ref().context("no PostgreSQL programs")?)
        }
        Store::Mongo => mongo::start(place, programs.mongo.as_ref().context("no MongoDB program")?),
        Store::Redis | Store::Cache => {
            redis::start(place, store, programs.redis.as_ref().context("no Redis program")?)
        }
    })
}

/// Stops the stores that we started, and says so. Those elsewhere are left alone.
pub(crate) fn stop(folder: &DataFolder) -> Result<()> {
    let mut state = State::read(&folder.state())?;
    let running: Vec<(Store, Recorded)> = Store::ALL
        .into_iter()
        .filter_map(|store| Some((store, state.running(store.name())?)))
        .collect();
    std::thread::scope(|scope| {
        for (store, process) in running {
            scope.spawn(move || {
                let politely = process.stop(store.stop_signal(), STOP_DEADLINE);
                let how =
                    if politely { "stopped" } else { "killed, since it did not stop in 20 s" };
                progress::say(format!("  ok {} {how}", store.name()));
            });
        }
    });
    for store in Store::ALL {
        state.pids.remove(store.name());
    }
    // An address where nobody answers is worse than none.
    state.stores = Stores::default();
    state.write(&folder.state())
}
