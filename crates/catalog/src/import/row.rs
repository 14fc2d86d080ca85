//! Rows of a file, one at a time: JSON Lines or CSV, both as named values in the file's order.

use std::{fmt, io::BufRead};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

/// How a file writes its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Values separated by commas, names in the first line.
    Csv,
    /// Values separated by this byte, names in the first line.
    CsvWith(u8),
    /// A JSON object in each line.
    JsonLines,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Value {
    Yes(bool),
    Number(f64),
    Text(String),
    List(Vec<String>),
    /// Nothing, or something that no product has: an object, say.
    Other(serde_json::Value),
}

impl Value {
    /// The value as text; `None` where there is none to show.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Yes(yes) => Some(if *yes { "Yes" } else { "No" }.to_owned()),
            Self::Number(number) => Some(plain_number(*number)),
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Self::List(items) => Some(items.join(", ")).filter(|text| !text.is_empty()),
            Self::Other(_) => None,
        }
    }

    fn has_nul(&self) -> bool {
        match self {
            Self::Text(text) => text.contains('\0'),
            Self::List(items) => items.iter().any(|item| item.contains('\0')),
            Self::Yes(_) | Self::Number(_) | Self::Other(_) => false,
        }
    }
}

/// A number without a fraction that says nothing: `5` and `0.25`.
pub(super) fn plain_number(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    format!("{rounded}")
}

/// A row: names and values, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) fields: Vec<(String, Value)>,
}

impl Row {
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(Value::text)
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Row;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
                let mut row = Row::default();
                while let Some(field) = map.next_entry()? {
                    row.fields.push(field);
                }
                Ok(row)
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A row that could be read, or why not, in words.
pub(crate) type Read = Result<Row, String>;

/// Rows one after the other. The outer error ends the import: the file itself cannot be read on.
pub(crate) fn rows(
    reader: Box<dyn BufRead + Send>,
    format: Format,
) -> Box<dyn Iterator<Item = std::io::Result<Read>> + Send> {
    match format {
        Format::JsonLines => Box::new(json_lines(reader)),
        Format::Csv => Box::new(csv_rows(reader, b',')),
        Format::CsvWith(delimiter) => Box::new(csv_rows(reader, delimiter)),
    }
}

fn json_lines(reader: Box<dyn BufRead + Send>) -> impl Iterator<Item = std::io::Result<Read>> {
    reader.split(b'\n').map(|line| {
        let line = line?;
        if line.trim_ascii().is_empty() {
            return Ok(Ok(Row::default()));
        }
        Ok(serde_json::from_slice(&line)
            .map_err(|error| format!("this is no JSON object: {error}"))
            .and_then(without_nul))
    })
}

/// Refuses a row with the one character that PostgreSQL keeps in no text. JSON can spell it where the
/// file itself has no such byte; neither the run nor the audit log could name such a value.
fn without_nul(row: Row) -> Read {
    if row.fields.iter().any(|(name, value)| name.contains('\0') || value.has_nul()) {
        return Err("a value has the character U+0000, which is no text".to_owned());
    }
    Ok(row)
}

fn csv_rows(
    reader: Box<dyn BufRead + Send>,
    delimiter: u8,
) -> impl Iterator<Item = std::io::Result<Read>> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(reader);
    let names = reader.headers().cloned();
    let (names, broken) = match names {
        Ok(names) => (names, None),
        Err(error) => (csv::StringRecord::new(), Some(error)),
    };
    let rows = reader.into_records().map(move |record| match record {
        Ok(record) if record.len() == names.len() => Ok(Ok(Row {
            fields: std::iter::zip(&names, &record)
                .map(|(name, value)| (name.to_owned(), Value::Text(value.to_owned())))
                .collect(),
        })),
        Ok(record) => {
            Ok(Err(format!("the row has {} values, the header has {}", record.len(), names.len())))
        }
        Err(error) => match error.kind() {
            csv::ErrorKind::Io(_) => Err(error.into()),
            _ => Ok(Err(error.to_string())),
        },
    });
    broken.into_iter().map(|error| Err(error.into())).chain(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str, format: Format) -> Vec<Read> {
        rows(Box::new(text.as_bytes()), format)
            .map(|row| row.expect("memory can be read"))
            .collect()
    }

    #[test]
    fn json_keeps_the_order_of_its_fields() {
        let rows =
            read("{\"z\":1.0,\"a\":[\"x\",\"y\"],\"m\":true}\nnonsense\n", Format::JsonLines);
        let row = rows[0].as_ref().expect("an object");
        let names: Vec<_> = row.fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["z", "a", "m"]);
        assert_eq!(row.text("z").as_deref(), Some("1"));
        assert_eq!(row.text("a").as_deref(), Some("x, y"));
        assert_eq!(row.text("m").as_deref(), Some("Yes"));
        assert!(rows[1].is_err());
    }

    #[test]
    fn what_is_no_text_is_refused_however_it_is_spelt() {
        let text = "{\"a\":\"x\\u0000\"}\n{\"a\\u0000\":1}\n{\"a\":[\"\\u0000\"]}\n\
                    {\"a\":\"\\\\u0000\"}\n";
        let refused: Vec<_> = read(text, Format::JsonLines).iter().map(Result::is_err).collect();
        assert_eq!(refused, [true, true, true, false]);
    }

    #[test]
    fn csv_rows_of_another_length_are_named() {
        let rows = read("id,title\n1,\"Red, large\"\n2\n3,Blue\n", Format::Csv);
        assert_eq!(
            rows[0].as_ref().ok().and_then(|row| row.text("title")).as_deref(),
            Some("Red, large")
        );
        assert_eq!(rows[1], Err("the row has 1 values, the header has 2".to_owned()));
        assert!(rows[2].is_ok());
    }

    #[test]
    fn numbers_lose_what_says_nothing() {
        assert_eq!(plain_number(5.0), "5");
        assert_eq!(plain_number(0.25), "0.25");
        assert_eq!(plain_number(0.1 + 0.2), "0.3");
    }
}
