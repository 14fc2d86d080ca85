//! Text with `{column}` in it.

use serde::Deserialize;

use super::{row::Row, text::plain};

/// Text with `{column}` in it, which the row's value takes the place of.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(String),
}

impl TryFrom<String> for Template {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((column, after)) = after.split_once('}') else {
                return Err(format!("`{text}` opens a bracket and does not close it"));
            };
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Column(column.to_owned()));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self { pieces })
    }
}

impl Template {
    /// The text for a row, without markup. Columns that the row lacks leave nothing.
    pub(super) fn fill(&self, row: &Row) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Column(column) => {
                    out.push_str(&row.text(column).map(|text| plain(&text)).unwrap_or_default());
                }
            }
        }
        out.trim().to_owned()
    }

    /// The first column it names, to say where an error is.
    pub(super) fn column(&self) -> &str {
        self.pieces
            .iter()
            .find_map(|piece| match piece {
                Piece::Column(column) => Some(column.as_str()),
                Piece::Text(_) => None,
            })
            .unwrap_or_default()
    }

    /// Whether the row has something in every column that the template names.
    pub(super) fn complete(&self, row: &Row) -> bool {
        self.pieces.iter().all(|piece| match piece {
            Piece::Column(column) => row.text(column).is_some(),
            Piece::Text(_) => true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::row::Value;

    #[test]
    fn columns_take_their_places() {
        let row = Row { fields: vec![("id".to_owned(), Value::Number(7.0))] };
        let template = Template::try_from("ice-{id}-{none}".to_owned()).expect("well formed");
        assert_eq!(template.fill(&row), "ice-7-");
        assert_eq!(template.column(), "id");
        assert!(!template.complete(&row));
        assert!(Template::try_from("{open".to_owned()).is_err());
    }
}
