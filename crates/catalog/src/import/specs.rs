//! Specs from the columns of a row.

use std::collections::HashSet;

use storefront::product::Spec;

use super::{
    mapping::{SpecColumns, Unit},
    row::{Row, Value},
    text::{plain, shorten, without_bullet},
};

/// The longest value that a table of specs shows.
const LONGEST: usize = 400;

impl SpecColumns {
    /// The specs of a row, in the order of its columns.
    pub(super) fn read(&self, row: &Row) -> Vec<Spec> {
        let mut specs = Vec::new();
        let mut names = HashSet::new();
        for NamedColumn { name, value } in self.columns(row) {
            if specs.len() >= self.at_most.unwrap_or(usize::MAX) {
                break;
            }
            if !value.is_empty() && names.insert(name.clone()) {
                specs.push(Spec { name, value });
            }
        }
        specs
    }

    fn columns(&self, row: &Row) -> impl Iterator<Item = NamedColumn> {
        let first = self.first.iter().filter_map(|column| {
            let value = row.text(&column.column)?;
            Some(NamedColumn { name: column.name.clone(), value: shown(&value) })
        });
        let others = row.fields.iter().filter_map(|(column, value)| {
            if self.first.iter().any(|first| first.column == *column) {
                return None;
            }
            // That a thing lacks something is no reason to buy it, and nobody searches for it.
            if *value == Value::Yes(false) {
                return None;
            }
            let stem = self.prefixes.iter().find_map(|prefix| column.strip_prefix(prefix))?;
            if self.leave_out.as_ref().is_some_and(|pattern| pattern.is_match(stem.as_bytes())) {
                return None;
            }
            Some(NamedColumn { name: self.name(stem), value: self.value(stem, value)? })
        });
        first.chain(others)
    }

    /// `print_speed__black_` reads `Print speed (black)`.
    fn name(&self, stem: &str) -> String {
        if let Some(name) = self.names.get(stem) {
            return name.clone();
        }
        // `speaker_s_` was `speaker(s)` once.
        let plural = stem.strip_suffix("_s_").map(|stem| format!("{stem}s"));
        let stem = plural.as_deref().unwrap_or(stem).trim_end_matches('_');
        let (head, bracket) = match stem.split_once("__") {
            Some((head, bracket)) => (head, self.in_words(bracket)),
            None => (stem, String::new()),
        };
        let mut name = self.in_words(head);
        if let Some(first) = name.get(..1) {
            name.replace_range(..1, &first.to_ascii_uppercase());
        }
        // A bracket of single letters tells the exporter's type, not the shopper anything.
        if bracket.split(' ').all(|word| word.chars().count() < 2) {
            return name;
        }
        format!("{name} ({bracket})")
    }

    fn in_words(&self, text: &str) -> String {
        let words = text.split('_').filter(|word| !word.is_empty());
        let words = words.map(|word| self.words.get(word).map_or(word, String::as_str));
        words.collect::<Vec<_>>().join(" ")
    }

    fn value(&self, stem: &str, value: &Value) -> Option<String> {
        let text = shown(&value.text()?);
        match (self.units.get(stem), value) {
            (Some(unit), Value::Number(number)) => Some(format!("{text} {}", unit.of(*number))),
            (Some(Unit::Always(unit)), Value::Text(_)) if is_measure(&text) => {
                Some(format!("{text} {unit}"))
            }
            _ => Some(text),
        }
    }
}

struct NamedColumn {
    name: String,
    value: String,
}

/// One line, lists with a space after each comma.
fn shown(text: &str) -> String {
    let text = plain(text).replace("\n- ", ", ").replace('\n', ", ");
    let digits_only = !text.contains(' ') && text.matches(',').count() > 1;
    let mut spaced = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        spaced.push(character);
        let number = before.is_ascii_digit() && rest.peek().is_some_and(char::is_ascii_digit);
        if character == ',' && rest.peek() != Some(&' ') && (digits_only || !number) {
            spaced.push(' ');
        }
        before = character;
    }
    shorten(without_bullet(&spaced).trim_end_matches([' ', ',']), LONGEST)
}

/// Numbers and what stands between them: `5 - 40`, `114 x 36.3 x 103`.
fn is_measure(text: &str) -> bool {
    text.contains(|character: char| character.is_ascii_digit())
        && text.chars().all(|character| {
            character.is_ascii_digit()
                || matches!(character, ' ' | '-' | '.' | ',' | 'x' | '+' | '/')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> SpecColumns {
        toml::from_str(
            r#"
            first = [{ name = "Model", column = "name" }]
            prefixes = ["attr_t_", "attr_n_", "attr_b_"]
            leave_out = "pallet|carton"
            names = { cpu = "Processor" }
            words = { usb = "USB" }
            units = { width = "mm", storage_temperature__t_t_ = "°C", speed = { below = 20, unit = "GHz", otherwise = "MHz" } }
            "#,
        )
        .expect("well formed")
    }

    fn row(text: &str) -> Row {
        serde_json::from_str(text).expect("an object")
    }

    #[test]
    fn names_and_units_read_well() {
        let specs = columns().read(&row(
            r#"{"attr_n_width":56.0,"name":"80","attr_t_storage_temperature__t_t_":"-40 - 60",
                "attr_n_pallet_width":3.0,"attr_n_usb_ports_quantity":2.0,"attr_t_cpu":"Z80",
                "attr_n_print_speed__black__a4_":14.0,"attr_t_sizes":"A4,A5,A6","other":"x",
                "attr_n_speed":3.4,"attr_b_built_in_speaker_s_":true,"attr_b_modem":false,
                "attr_t_fits":"- LQ-100,LQ-1,200\\n- LQ-300"}"#,
        ));
        let lines: Vec<_> = specs.iter().map(|s| format!("{}: {}", s.name, s.value)).collect();
        assert_eq!(
            lines,
            [
                "Model: 80",
                "Width: 56 mm",
                "Storage temperature: -40 - 60 °C",
                "USB ports quantity: 2",
                "Processor: Z80",
                "Print speed (black a4): 14",
                "Sizes: A4, A5, A6",
                "Speed: 3.4 GHz",
                "Built in speakers: Yes",
                "Fits: LQ-100, LQ-1,200, LQ-300",
            ]
        );
    }
}
