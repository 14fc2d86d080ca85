//! Importing a file in the back office, from sending it to its end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::files::USES;
use super::owner::Owner;

const LIST: &str = "/admin/imports";
/// Between the parts of the form that a file is sent in. No file has it.
const BOUNDARY: &str = "----quayside-bench-office";
/// How often is asked how far it is.
const LOOK: Duration = Duration::from_millis(50);
/// How long nothing may have been read before it is given up.
const GIVEN_UP: Duration = Duration::from_secs(300);

/// What came of checking or importing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    /// From the form to the end. Up to a second of it passes before a worker looks.
    pub(super) took: Duration,
    /// Rows that were read.
    pub(super) rows: u64,
    /// Products that were new.
    pub(super) created: u64,
    /// Products that were stored just so.
    pub(super) unchanged: u64,
    /// Faults that were found.
    pub(super) errors: u64,
}

/// A file that was sent.
pub(super) struct Run<'a> {
    owner: &'a Owner,
    page: String,
}

impl<'a> Run<'a> {
    /// Sends a file.
    ///
    /// # Errors
    /// When it is not taken.
    pub(super) async fn send(owner: &'a Owner, file: &str) -> Result<Self> {
        let key = kernel::random_token::<12>();
        let body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n{key}\r\n\
             --{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"products.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
        );
        owner.send(LIST, &format!("multipart/form-data; boundary={BOUNDARY}"), &body).await?;
        let list = owner.page(LIST).await?;
        let page = newest(&list).context("the file that was sent is not in the list")?;
        Ok(Self { owner, page })
    }

    /// Says what the columns are, and waits until the file is checked.
    ///
    /// # Errors
    /// When it cannot be checked, or nothing is read of it for minutes.
    pub(super) async fn check(&self) -> Result<Outcome> {
        let columns = USES.iter().enumerate().map(|(at, name)| format!("&column-{at}={name}"));
        let fields = columns.collect::<String>() + "&prices=major";
        self.work("check", &fields, "checked").await
    }

    /// Imports what was checked, and waits for its end.
    ///
    /// # Errors
    /// As for [`Run::check`].
    pub(super) async fn import(&self) -> Result<Outcome> {
        self.work("run", "", "done").await
    }

    async fn work(&self, deed: &str, fields: &str, state: &str) -> Result<Outcome> {
        let page = self.owner.page(&self.page).await?;
        let version = version(&page).context("the page of an import without a version")?;
        let began = Instant::now();
        let fields = format!("version={version}{fields}");
        self.owner.submit(&format!("{}/{deed}", self.page), &fields).await?;
        let (mut read, mut since) = (0, Instant::now());
        loop {
            let told = self.progress().await?;
            if told["busy"] == false {
                if told["state"] != state {
                    bail!("it was to be {state} in the end: {told}");
                }
                let count = |name: &str| told[name].as_u64().unwrap_or(0);
                return Ok(Outcome {
                    took: began.elapsed(),
                    rows: count("rows"),
                    created: count("created"),
                    unchanged: count("unchanged"),
                    errors: count("errors"),
                });
            }
            let now = told["bytesRead"].as_u64().unwrap_or(0);
            if now != read {
                (read, since) = (now, Instant::now());
            }
            if since.elapsed() > GIVEN_UP {
                bail!("nothing was read for {} s: {told}", GIVEN_UP.as_secs());
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn progress(&self) -> Result<Value> {
        let path = format!("{}/progress", self.page);
        let told = self.owner.page(&path).await?;
        serde_json::from_str(&told).with_context(|| format!("{path} gave no JSON"))
    }
}

/// The page of the file that was sent last.
fn newest(list: &str) -> Option<String> {
    let (_, rest) = list.split_once("href=\"/admin/imports/")?;
    let (id, _) = rest.split_once('"')?;
    Some(format!("{LIST}/{id}"))
}

/// The version that a page's forms carry.
fn version(page: &str) -> Option<u32> {
    let (_, rest) = page.split_once("name=\"version\"")?;
    let (_, rest) = rest.split_once("value=\"")?;
    rest.split_once('"')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_found_by_its_link() {
        let list = r#"<a href="/admin/imports">Import</a><td><a href="/admin/imports/c0ffee">b</a>
            <a href="/admin/imports/decaf">a</a>"#;
        assert_eq!(newest(list).as_deref(), Some("/admin/imports/c0ffee"));
        assert_eq!(newest(r#"<a href="/admin/imports">Import</a>"#), None);
    }

    #[test]
    fn the_version_is_that_of_the_form() {
        let page = r#"<input value="7"><input type="hidden" name="version" value="3">"#;
        assert_eq!(version(page), Some(3));
        assert_eq!(version(r#"<input name="key" value="3">"#), None);
    }
}
