//! Other programs: run to the end, or started for good and recognised again later.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use serde::{Deserialize, Serialize};

use crate::interrupt;

/// A running program that can be told from a stranger with the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recorded {
    /// The process id.
    pub(crate) pid: i32,
    /// When it started, in clock ticks since the machine did.
    pub(crate) started: u64,
}

impl Recorded {
    /// The process that has this number now, if one has.
    pub(crate) fn of(pid: i32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let started = start_of(&stat)?;
        Some(Self { pid, started })
    }

    /// This process itself.
    pub(crate) fn current() -> Result<Self> {
        let pid = i32::try_from(std::process::id()).context("an odd process id")?;
        Self::of(pid).context("/proc does not show this process")
    }

    /// Whether that very process still runs.
    pub(crate) fn alive(self) -> bool {
        // A child of ours that ended stays in /proc until somebody asks for its status.
        if let Some(pid) = Pid::from_raw(self.pid) {
            let _ = waitpid(Some(pid), WaitOptions::NOHANG);
        }
        Self::of(self.pid) == Some(self)
    }

    /// Sends a signal, if it is still that process.
    pub(crate) fn signal(self, signal: Signal) {
        if let (true, Some(pid)) = (self.alive(), Pid::from_raw(self.pid)) {
            let _ = kill_process(pid, signal);
        }
    }

    /// Asks it to end, waits, and kills it when it has not ended by the deadline.
    /// Tells whether it ended by itself.
    pub(crate) fn stop(self, signal: Signal, deadline: Duration) -> bool {
        self.signal(signal);
        let asked = until(deadline, || Ok((!self.alive()).then_some(())));
        if asked.is_ok() {
            return true;
        }
        self.signal(Signal::KILL);
        let _ = until(Duration::from_secs(10), || Ok((!self.alive()).then_some(())));
        false
    }
}

/// The start time in a line of `/proc/PID/stat`; none for a process that has ended but was not yet collected.
fn start_of(stat: &str) -> Option<u64> {
    // The program's name stands in parentheses and may hold anything.
    let mut fields = stat.get(stat.rfind(')')? + 1..)?.split_whitespace();
    let state = fields.next()?;
    if matches!(state, "Z" | "X") {
        return None;
    }
    fields.nth(18)?.parse().ok()
}

/// Starts a program that outlives us, in a session of its own, writing to `log`.
pub(crate) fn spawn_detached(command: &Command, log: &Path) -> Result<Recorded> {
    let output = append(log)?;
    // setsid replaces itself by the program, so the number stays.
    let mut detached = Command::new("setsid");
    detached.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => detached.env(name, value),
            None => detached.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        detached.current_dir(folder);
    }
    let child = detached
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .spawn()
        .with_context(|| format!("{} did not start", command.get_program().display()))?;
    let pid = i32::try_from(child.id()).context("an odd process id")?;
    Recorded::of(pid).with_context(|| {
        format!("{} ended at once; see {}", command.get_program().display(), log.display())
    })
}

/// Opens a log to write at its end; only its owner may read it.
pub(crate) fn append(log: &Path) -> Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(log)
        .with_context(|| format!("cannot write {}", log.display()))
}

/// The last lines of a log, indented, for a message.
pub(crate) fn tail(log: &Path, lines: usize) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].iter().map(|line| format!("    {line}\n")).collect()
}

/// Runs a program to its end with its output shown, and fails when it fails. A request to stop ends it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let mut child = command
        .spawn()
        .with_context(|| format!("{} did not start", command.get_program().display()))?;
    let status = wait(&mut child)?;
    interrupt::check()?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Waits for a child to end; once somebody asked us to end, the child is asked too.
pub(crate) fn wait(child: &mut Child) -> Result<ExitStatus> {
    let mut asked = false;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if interrupt::requested() && !asked {
            asked = true;
            if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
                let _ = kill_process(pid, Signal::TERM);
            }
        }
        std::thread::sleep(Duration::from_millis(40));
    }
}

/// Runs a program to its end in silence; its output appears only in the error.
pub(crate) fn run_quietly(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} did not start", command.get_program().display()))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}{}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A program and its arguments as one line.
fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Asks again and again until there is an answer.
///
/// # Errors
/// What the question failed with, or that the deadline passed.
pub(crate) fn until<T>(
    deadline: Duration,
    mut ask: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask()? {
            return Ok(answer);
        }
        if start.elapsed() >= deadline {
            bail!("nothing after {} s", deadline.as_secs());
        }
        std::thread::sleep(Duration::from_millis(40));
    }
}

/// Where a program is on the path, or in the folders where Debian hides daemons.
pub(crate) fn find(program: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(program.as_ref()))
        .find(|candidate| candidate.is_file())
}

/// Whether we are the machine's administrator, who may install packages.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_time_is_read_behind_any_name() {
        let stat = "7 (a ) b) S 1 7 7 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 4242 0 0";
        assert_eq!(start_of(stat), Some(4242));
        assert_eq!(start_of(&stat.replace(" S ", " Z ")), None);
        assert_eq!(start_of("nonsense"), None);
    }

    #[test]
    fn a_stranger_with_the_same_number_is_not_taken_for_ours() {
        let us = Recorded::current().expect("we run");
        assert!(us.alive());
        let stranger = Recorded { started: us.started + 1, ..us };
        assert!(!stranger.alive());
        assert!(stranger.stop(Signal::KILL, Duration::from_secs(1)));
    }

    #[test]
    fn a_detached_program_is_stopped() {
        let log = std::env::temp_dir().join(format!("xtask-process-{}", std::process::id()));
        let mut command = Command::new("sleep");
        command.arg("600");
        let running = spawn_detached(&command, &log).expect("starts");
        assert!(running.alive());
        assert!(running.stop(Signal::TERM, Duration::from_secs(20)));
        assert!(!running.alive());
        let _ = fs::remove_file(log);
    }
}
