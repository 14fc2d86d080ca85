//! What was wrong with rows: a file with a line of JSON for each, beside the upload.

use std::{io, path::Path};

use futures::stream;
use storefront::{
    ShopError,
    import_room::{Pieces, RowFault, SHOWN_FAULTS, csv_line},
};
use tokio::{
    fs::File,
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, BufWriter, Lines},
};

/// Faults that are sent at once.
const AT_ONCE: usize = 500;

/// Faults, being written.
pub(crate) struct FaultFile(BufWriter<File>);

impl FaultFile {
    /// Begins anew: what an earlier check found is forgotten.
    pub(crate) async fn create(path: &Path) -> io::Result<Self> {
        Ok(Self(BufWriter::new(File::create(path).await?)))
    }

    pub(crate) async fn add(&mut self, faults: &[RowFault]) -> io::Result<()> {
        for fault in faults {
            let mut line = serde_json::to_vec(fault)?;
            line.push(b'\n');
            self.0.write_all(&line).await?;
        }
        self.0.flush().await
    }
}

async fn open(path: &Path) -> io::Result<Option<Lines<BufReader<File>>>> {
    match File::open(path).await {
        Ok(file) => Ok(Some(BufReader::new(file).lines())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

async fn next(lines: &mut Lines<BufReader<File>>, most: usize) -> io::Result<Vec<RowFault>> {
    let mut faults = Vec::new();
    while faults.len() < most
        && let Some(line) = lines.next_line().await?
    {
        // A line that a worker was just writing is not whole yet.
        let Ok(fault) = serde_json::from_str(&line) else { break };
        faults.push(fault);
    }
    Ok(faults)
}

/// The first faults, as many as a page shows.
pub(crate) async fn first(path: &Path) -> io::Result<Vec<RowFault>> {
    match open(path).await? {
        Some(mut lines) => next(&mut lines, SHOWN_FAULTS).await,
        None => Ok(Vec::new()),
    }
}

/// All faults, as CSV.
pub(crate) async fn csv(path: &Path) -> io::Result<Pieces> {
    let header = csv_line(["row", "column", "message"]);
    let begin: Unfolding = (Some(header), open(path).await?);
    Ok(Box::pin(stream::try_unfold(begin, |(header, mut lines): Unfolding| async move {
        let mut text = header.unwrap_or_default();
        if let Some(lines) = &mut lines {
            let faults = next(lines, AT_ONCE).await.map_err(|error| {
                tracing::error!(%error, "faults of an import cannot be read");
                ShopError::Unavailable
            })?;
            for fault in faults {
                let row = fault.row.to_string();
                text.push_str(&csv_line([row.as_str(), &fault.column, &fault.message]));
            }
        }
        let rest: Unfolding = (None, lines);
        Ok::<_, ShopError>((!text.is_empty()).then(|| (text.into_bytes(), rest)))
    })))
}

/// What is still to be sent of faults: the header, and the lines of their file.
type Unfolding = (Option<String>, Option<Lines<BufReader<File>>>);
