//! What it was measured on.

use std::{fs, time::Duration};

use anyhow::{Context, Result};
use rustix::time::{ClockId, clock_gettime};

/// One line about the machine: cores, processor, memory, kernel.
pub(crate) fn facts() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let name = rustix::system::uname();
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = value(&processors, "model name").unwrap_or("unknown processor").to_owned();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let gigabytes = value(&memory, "MemTotal")
        .and_then(kilobytes)
        .map_or(0, |kilobytes| kilobytes.div_ceil(1024 * 1024));
    format!(
        "{cores} cores ({model}), {gigabytes} GB, {} {} {}",
        name.sysname().to_string_lossy(),
        name.release().to_string_lossy(),
        name.machine().to_string_lossy(),
    )
}

/// Memory of a process that no file stands behind, in bytes.
///
/// # Errors
/// When the process is gone.
pub(crate) fn anonymous_memory(pid: u32) -> Result<u64> {
    memory(pid, "RssAnon")
}

/// The most memory that a process ever had at a time, its files' with it, in bytes.
///
/// # Errors
/// When the process is gone.
pub(crate) fn peak_memory(pid: u32) -> Result<u64> {
    memory(pid, "VmHWM")
}

fn memory(pid: u32, name: &str) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))
        .with_context(|| format!("the process {pid} is gone"))?;
    let found = value(&status, name).and_then(kilobytes);
    Ok(found.with_context(|| format!("no {name} in /proc"))? * 1024)
}

/// How long this thread has been on a processor.
pub(crate) fn thread_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Bytes in every file below a folder.
pub(crate) fn folder_size(folder: &std::path::Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => folder_size(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim())
}

fn kilobytes(text: &str) -> Option<u64> {
    text.strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_proc_are_read() {
        let text = "Name:\tquayside\nRssAnon:\t   2048 kB\n";
        assert_eq!(value(text, "RssAnon").and_then(kilobytes), Some(2048));
        let anonymous = anonymous_memory(std::process::id()).expect("alive");
        let peak = peak_memory(std::process::id()).expect("alive");
        assert!(anonymous > 0 && peak >= anonymous);
        assert!(facts().contains("Linux"));
        assert!(thread_time() > Duration::ZERO);
    }
}
