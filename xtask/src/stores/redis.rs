//! Two private Redis: one that keeps what it is told, one that forgets when it is full.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use super::{Durability, Place, Store};
use crate::process::{self, Recorded};

pub(super) fn start(place: &Place<'_>, store: Store, program: &Path) -> Result<(Recorded, String)> {
    let home = place.home(store);
    fs::create_dir_all(&home)?;
    // A file, since a password among the arguments is shown to everybody.
    let file = home.join("redis.conf");
    let mut config = fs::OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&file)
        .with_context(|| format!("cannot write {}", file.display()))?;
    config.write_all(settings(place.port, &place.password, store, place.durability).as_bytes())?;
    let mut command = Command::new(program);
    command.arg(&file).current_dir(&home);
    let process = process::spawn_detached(&command, &place.folder.log(store.name()))?;
    place.wait(store, process, || ping(place.port, &place.password).unwrap_or(false))?;
    Ok((process, format!("redis://:{}@127.0.0.1:{}/0", place.password, place.port)))
}

fn settings(port: u16, password: &str, store: Store, durability: Durability) -> String {
    let common = format!(
        "bind 127.0.0.1\nport {port}\nrequirepass {password}\ndaemonize no\nsave \"\"\nloglevel warning\n"
    );
    let own = match (store, durability) {
        (Store::Cache, _) => "appendonly no\nmaxmemory 64mb\nmaxmemory-policy allkeys-lru\n",
        (_, Durability::Full) => {
            "appendonly yes\nappendfsync everysec\nmaxmemory-policy noeviction\n"
        }
        (_, Durability::Process) => "appendonly yes\nappendfsync no\nmaxmemory-policy noeviction\n",
    };
    common + own
}

/// Whether Redis lets us in and has finished loading.
fn ping(port: u16, password: &str) -> Result<bool> {
    let second = Duration::from_secs(1);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, second)?;
    stream.set_read_timeout(Some(second))?;
    stream.write_all(format!("AUTH {password}\r\nPING\r\nQUIT\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.contains("+PONG"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_last_is_written_down_and_never_evicted() {
        let kept = settings(1, "p", Store::Redis, Durability::Full);
        assert!(kept.contains("appendfsync everysec") && kept.contains("noeviction"));
        let cache = settings(1, "p", Store::Cache, Durability::Full);
        assert!(cache.contains("allkeys-lru") && cache.contains("appendonly no"));
    }
}
