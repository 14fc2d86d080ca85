//! A session as Redis keeps it: a line for the scripts, then the data.

use std::collections::HashMap;

use kernel::Timestamp;
use serde_json::Value;

use crate::lifetimes::Span;

/// What a session holds, by key.
pub(crate) type Data = HashMap<String, Value>;

/// What stands where a session was that must not come back.
pub(crate) const BURIED: &str = "-";

/// Whose a session in Redis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Guest,
    /// A guest's as far as was known while PostgreSQL was away; it may have a row there.
    Provisional,
    /// The copy of a row of this version, which ends then at the latest.
    SignedIn {
        version: i64,
        ends: Timestamp,
    },
}

/// A session as Redis keeps it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kept {
    pub(crate) kind: Kind,
    pub(crate) last_used: Timestamp,
    pub(crate) data: Data,
}

/// The data as text.
pub(crate) fn write_data(data: &Data) -> Result<String, serde_json::Error> {
    serde_json::to_string(data)
}

impl Kept {
    /// As text: kind, version, last use and end on the first line, then the data.
    pub(crate) fn write(&self) -> Result<String, serde_json::Error> {
        let (mark, version, ends) = match self.kind {
            Kind::Guest => ('g', 0, 0),
            Kind::Provisional => ('p', 0, 0),
            Kind::SignedIn { version, ends } => ('s', version, ends.millis()),
        };
        let used = self.last_used.millis();
        Ok(format!("{mark} {version} {used} {ends}\n{}", write_data(&self.data)?))
    }

    /// Reads what [`Kept::write`] wrote.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (line, data) = text.split_once('\n')?;
        let mut fields = line.split(' ');
        let mark = fields.next()?;
        let mut number = || fields.next()?.parse::<i64>().ok();
        let (version, used, ends) = (number()?, number()?, number()?);
        let kind = match mark {
            "g" => Kind::Guest,
            "p" => Kind::Provisional,
            "s" => Kind::SignedIn { version, ends: Timestamp::from_millis(ends) },
            _ => return None,
        };
        let data = serde_json::from_str(data).ok()?;
        Some(Self { kind, last_used: Timestamp::from_millis(used), data })
    }

    pub(crate) fn span(&self) -> Span {
        let ends = match self.kind {
            Kind::SignedIn { ends, .. } => Some(ends),
            Kind::Guest | Kind::Provisional => None,
        };
        Span { last_used: self.last_used, ends }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            mark in 0..3_u8,
            (version, used, ends) in (1..i64::MAX, 0..i64::MAX, 0..i64::MAX),
            entries in proptest::collection::hash_map("\\PC{0,8}|\n", "\\PC*|\n \"", 0..5),
        ) {
            let kind = match mark {
                0 => Kind::Guest,
                1 => Kind::Provisional,
                _ => Kind::SignedIn { version, ends: Timestamp::from_millis(ends) },
            };
            let data = entries.into_iter().map(|(key, text)| (key, Value::from(text))).collect();
            let kept = Kept { kind, last_used: Timestamp::from_millis(used), data };
            prop_assert_eq!(Kept::read(&kept.write().expect("text")), Some(kept));
        }

        #[test]
        fn anything_else_is_no_session_and_no_panic(text in "[gps]? ?[0-9 -]{0,20}\n?\\PC*") {
            if let Some(kept) = Kept::read(&text) {
                prop_assert!(text.ends_with('}'), "{:?}", kept);
            }
        }
    }

    #[test]
    fn a_grave_is_no_session() {
        assert_eq!(Kept::read(BURIED), None);
    }
}
