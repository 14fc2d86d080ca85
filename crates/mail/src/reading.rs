//! Reads the letters in a folder.

use std::{
    fs::{self, File},
    io::{self, Read},
};

use async_trait::async_trait;
use kernel::{Email, LetterId};
use mail_parser::{Message, MessageParser, PartType};
use storefront::{
    ShopError,
    mail::{LetterBox, LetterKind, LetterSummary, WrittenLetter},
};

use crate::{
    folder::{Entry, LetterFolder, entries, on_disk},
    message::KIND_NAME,
    sender::carried,
};

/// Longest letter that is read, in bytes. None that we write comes near.
const LONGEST: u64 = 1024 * 1024;
/// Most letters of one list.
const MOST_SHOWN: usize = 200;

impl LetterFolder {
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(Vec<Entry>) -> io::Result<T> + Send + 'static,
    ) -> Result<T, ShopError> {
        let folder = self.folder.clone();
        on_disk(move || question(entries(&folder)?)).await.map_err(|error| {
            tracing::error!(%error, "the folder of letters cannot be read");
            ShopError::Unavailable
        })
    }
}

#[async_trait]
impl LetterBox for LetterFolder {
    async fn newest(&self, limit: usize) -> Result<Vec<LetterSummary>, ShopError> {
        self.ask(move |mut entries| {
            entries.sort_by(|one, other| {
                (other.written_at, &other.id).cmp(&(one.written_at, &one.id))
            });
            entries.truncate(limit.min(MOST_SHOWN));
            let mut summaries = Vec::with_capacity(entries.len());
            for entry in entries {
                // One that was removed meanwhile is no longer among the newest.
                if let Some(letter) = read(&entry)? {
                    summaries.push(letter.summary);
                }
            }
            Ok(summaries)
        })
        .await
    }

    async fn letter(&self, id: &LetterId) -> Result<WrittenLetter, ShopError> {
        let id = id.clone();
        // The path comes from the folder, never from who asks.
        self.ask(move |entries| match entries.iter().find(|entry| entry.id == id) {
            Some(entry) => read(entry),
            None => Ok(None),
        })
        .await?
        .ok_or(ShopError::NotFound)
    }

    async fn forget(&self, to: &Email) -> Result<usize, ShopError> {
        let Some(to) = carried(to).map(|to| to.to_string()) else { return Ok(0) };
        self.ask(move |entries| {
            let mut forgotten = 0;
            for entry in entries {
                if read(&entry)?.is_some_and(|letter| letter.summary.to == to) {
                    fs::remove_file(&entry.path)?;
                    forgotten += 1;
                }
            }
            Ok(forgotten)
        })
        .await
    }
}

/// The letter in a file; none in a file that is gone, or that nobody here wrote.
fn read(entry: &Entry) -> io::Result<Option<WrittenLetter>> {
    let mut bytes = Vec::new();
    match File::open(&entry.path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?.take(LONGEST).read_to_end(&mut bytes)?,
    };
    Ok(MessageParser::new().parse(&bytes).map(|message| written(entry, &message)))
}

fn written(entry: &Entry, message: &Message<'_>) -> WrittenLetter {
    let to = message.to().and_then(|to| to.first()?.address());
    let kind = message.header(KIND_NAME).and_then(|kind| kind.as_text());
    // Asked for HTML, the parser would make some out of plain text.
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(lines(html)),
        _ => None,
    });
    WrittenLetter {
        summary: LetterSummary {
            id: entry.id.clone(),
            written_at: entry.written_at,
            to: to.unwrap_or_default().to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            kind: kind.and_then(|name| LetterKind::parse(name.trim())),
        },
        text: lines(&message.body_text(0).unwrap_or_default()),
        html,
    }
}

/// A body with its lines ended as they were given to us; in a letter each ends with CR and LF.
fn lines(body: &str) -> String {
    body.trim_end().replace("\r\n", "\n")
}
