//! A private PostgreSQL: password only, TCP only, durable.

use std::fs;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{Durability, Place, Store};
use crate::process::{self, Recorded, is_root, run_quietly};

/// The role and the database.
const NAME: &str = "quayside";

pub(super) fn start(place: &Place<'_>, programs: &Path) -> Result<(Recorded, String)> {
    let home = place.home(Store::Postgres);
    let cluster = home.join("cluster");
    check_passage(place)?;
    if !cluster.join("PG_VERSION").exists() || home.join("unfinished").exists() {
        initialise(place, programs, &home, &cluster)?;
    }
    clear_stale_pid_file(&cluster);
    let process = serve(place, programs, &cluster)?;
    create_database(place, programs)?;
    let uri = format!("postgres://{NAME}:{}@127.0.0.1:{}/{NAME}", place.password, place.port);
    Ok((process, uri))
}

/// PostgreSQL refuses to run as root, so then it runs as its own user.
fn unprivileged(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
        .arg(program)
        // The caller's folder may be closed to that user.
        .current_dir("/");
    command
}

fn check_passage(place: &Place<'_>) -> Result<()> {
    let path = place.folder.path();
    if run_quietly(unprivileged(Path::new("/usr/bin/test")).arg("-x").arg(path)).is_err() {
        bail!(
            "PostgreSQL's own user cannot enter {}. Name a folder that it can enter with QUAYSIDE_DATA.",
            path.display()
        );
    }
    Ok(())
}

fn initialise(place: &Place<'_>, programs: &Path, home: &Path, cluster: &Path) -> Result<()> {
    if home.exists() {
        fs::remove_dir_all(home).context("cannot remove a half-made cluster")?;
    }
    fs::create_dir(home)?;
    fs::set_permissions(home, fs::Permissions::from_mode(0o700))?;
    fs::write(home.join("unfinished"), "")?;
    let password = home.join("password");
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&password)?;
    std::io::Write::write_all(&mut file, place.password.as_bytes())?;
    if is_root() {
        run_quietly(Command::new("chown").args(["-R", "postgres:"]).arg(home))?;
    }
    run_quietly(
        unprivileged(&programs.join("initdb"))
            .arg("--pgdata")
            .arg(cluster)
            .arg("--pwfile")
            .arg(&password)
            .args(["--username", NAME, "--auth", "scram-sha-256"])
            .args(["--encoding", "UTF8", "--locale", "C.UTF-8"])
            // The first checkpoint of the server writes everything anyway.
            .arg("--no-sync"),
    )
    .context("PostgreSQL's cluster was not made")?;
    fs::remove_file(password)?;
    fs::remove_file(home.join("unfinished"))?;
    Ok(())
}

/// After a crash the file names a process that is gone, or by now is somebody else.
fn clear_stale_pid_file(cluster: &Path) {
    let file = cluster.join("postmaster.pid");
    let Some(pid) = fs::read_to_string(&file)
        .ok()
        .and_then(|text| text.lines().next()?.trim().parse::<i32>().ok())
    else {
        return;
    };
    let program = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    // A killed one that nobody has collected is still listed, and PostgreSQL takes it for alive.
    if Recorded::of(pid).is_some() && program.trim() == "postgres" {
        return;
    }
    // Its children end a moment after it; a second server beside them would damage the data.
    let empty = || Ok((!inhabited(cluster)).then_some(()));
    if process::until(Duration::from_secs(10), empty).is_ok() {
        let _ = fs::remove_file(file);
    }
}

/// Whether a process works in the cluster's folder, as all of PostgreSQL's do.
fn inhabited(cluster: &Path) -> bool {
    let Ok(cluster) = cluster.canonicalize() else { return false };
    let Ok(processes) = fs::read_dir("/proc") else { return false };
    processes.filter_map(Result::ok).any(|process| {
        fs::read_link(process.path().join("cwd")).is_ok_and(|folder| folder == cluster)
    })
}

fn serve(place: &Place<'_>, programs: &Path, cluster: &Path) -> Result<Recorded> {
    let log = place.folder.log(Store::Postgres.name());
    let mut command = unprivileged(&programs.join("postgres"));
    command.arg("-D").arg(cluster).arg("-p").arg(place.port.to_string());
    let mut settings = vec![
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "max_connections=200",
        "log_min_messages=warning",
        "timezone=UTC",
    ];
    if place.durability == Durability::Process {
        settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
    }
    for setting in settings {
        command.arg("-c").arg(setting);
    }
    let ready = programs.join("pg_isready");
    let answers = || {
        run_quietly(
            Command::new(&ready)
                .args(["-q", "-h", "127.0.0.1", "-d", NAME, "-U", NAME, "-p"])
                .arg(place.port.to_string()),
        )
        .is_ok()
    };
    // After kill -9 the old server's children hold the shared memory for a moment longer.
    let mut attempts = 0;
    loop {
        let process = process::spawn_detached(&command, &log)?;
        let outcome = place.wait(Store::Postgres, process, answers);
        attempts += 1;
        match outcome {
            Ok(()) => return Ok(process),
            Err(error) if attempts == 20 => return Err(error),
            Err(error) => {
                if !process::tail(&log, 3).contains("shared memory") {
                    return Err(error);
                }
                std::thread::sleep(Duration::from_millis(250));
            }
        }
    }
}

fn create_database(place: &Place<'_>, programs: &Path) -> Result<()> {
    let made = place.home(Store::Postgres).join("database-made");
    if made.exists() {
        return Ok(());
    }
    let created = run_quietly(
        Command::new(programs.join("createdb"))
            .args(["-h", "127.0.0.1", "-U", NAME, "-w", NAME, "-p"])
            .arg(place.port.to_string())
            .env("PGPASSWORD", &place.password),
    );
    match created {
        Err(error) if !format!("{error:#}").contains("already exists") => Err(error),
        _ => Ok(fs::write(made, "")?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pid_file_of_a_stranger_is_removed() {
        let cluster = std::env::temp_dir().join(format!("xtask-cluster-{}", std::process::id()));
        fs::create_dir_all(&cluster).expect("a folder");
        let file = cluster.join("postmaster.pid");
        fs::write(&file, format!("{}\n/data\n", std::process::id())).expect("a file");
        clear_stale_pid_file(&cluster);
        assert!(!file.exists());
        fs::remove_dir_all(cluster).expect("removed");
    }
}
