//! Runs a test program so that people see its output and we can read it.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result};

use crate::interrupt;
use crate::process::wait;

/// Runs it to its end, showing everything, and returns how it ended with all that it said.
pub(super) fn run(command: &mut Command) -> Result<(ExitStatus, String)> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} did not start", command.get_program().display()))?;
    let stdout = child.stdout.take().context("a pipe")?;
    let stderr = child.stderr.take().context("a pipe")?;
    let (status, out, err) = std::thread::scope(|scope| {
        let out = scope.spawn(|| echo(stdout, std::io::stdout()));
        let err = scope.spawn(|| echo(stderr, std::io::stderr()));
        let status = wait(&mut child);
        (status, out.join().unwrap_or_default(), err.join().unwrap_or_default())
    });
    let status = status?;
    interrupt::check()?;
    Ok((status, out + &err))
}

fn echo(source: impl Read, mut copy: impl Write) -> String {
    let mut all = String::new();
    for line in BufReader::new(source).split(b'\n') {
        let Ok(mut line) = line else { break };
        line.push(b'\n');
        let _ = copy.write_all(&line);
        all.push_str(&String::from_utf8_lossy(&line));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_outputs_are_read() {
        let (status, said) =
            run(Command::new("sh").args(["-c", "echo one; echo two >&2; exit 3"])).expect("runs");
        assert_eq!(status.code(), Some(3));
        assert_eq!(said, "one\ntwo\n");
    }
}
