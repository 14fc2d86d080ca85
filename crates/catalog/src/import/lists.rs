//! Lists in one cell: tags, barcodes, slugs, specs. What is written is read as the same again.

use storefront::product::Spec;

/// What stands between items.
const BETWEEN: [char; 4] = [',', ';', '|', '\n'];

/// Reads items that are separated by commas, semicolons, bars or line ends, or written as JSON.
pub(crate) fn read_items(text: &str) -> Vec<String> {
    if text.starts_with('[')
        && let Ok(items) = serde_json::from_str(text)
    {
        return items;
    }
    let items = text.split(BETWEEN).map(str::trim).filter(|item| !item.is_empty());
    items.map(str::to_owned).collect()
}

/// Writes items, separated by commas where they can be read so again.
pub(crate) fn write_items<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    let joined = items.join(", ");
    if read_items(&joined) == items { joined } else { serde_json::Value::from(items).to_string() }
}

/// Reads specs, a line each with a colon after the name, or written as JSON.
pub(crate) fn read_specs(text: &str) -> Result<Vec<Spec>, String> {
    if text.starts_with('[')
        && let Ok(specs) = serde_json::from_str(text)
    {
        return Ok(specs);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let spec = line.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
            match spec {
                Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                    Ok(Spec { name: name.to_owned(), value: value.to_owned() })
                }
                _ => Err(format!("`{line}` is no specification such as `Colour: Red`")),
            }
        })
        .collect()
}

/// Writes specs, a line each where they can be read so again.
pub(crate) fn write_specs(specs: &[Spec]) -> String {
    let lines: Vec<String> =
        specs.iter().map(|spec| format!("{}: {}", spec.name, spec.value)).collect();
    let joined = lines.join("\n");
    if read_specs(&joined).is_ok_and(|read| read == specs) {
        return joined;
    }
    // Plain text in plain fields: there is nothing in it that cannot be written.
    serde_json::to_string(specs).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(name: &str, value: &str) -> Spec {
        Spec { name: name.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn items_are_read_as_they_were_written() {
        for items in [
            vec![],
            vec!["a"],
            vec!["summer", "for the sea"],
            vec!["a, b", "c"],
            vec![" a"],
            vec![""],
            vec!["[1]"],
            vec!["a\nb", "c|d"],
        ] {
            assert_eq!(read_items(&write_items(&items)), items, "{items:?}");
        }
        assert_eq!(write_items(&["a", "b c"]), "a, b c");
        assert_eq!(read_items("a|b; c,,\nd"), ["a", "b", "c", "d"]);
    }

    #[test]
    fn specs_are_read_as_they_were_written() {
        for specs in [
            vec![],
            vec![spec("Colour", "Red"), spec("Ratio", "16:9")],
            vec![spec("A: b", "c")],
            vec![spec("A", "b\nc")],
            vec![spec("A", "")],
        ] {
            assert_eq!(read_specs(&write_specs(&specs)), Ok(specs.clone()), "{specs:?}");
        }
        assert_eq!(
            write_specs(&[spec("Colour", "Red"), spec("Size", "M")]),
            "Colour: Red\nSize: M"
        );
        assert!(read_specs("Colour Red").is_err() && read_specs("Colour:").is_err());
    }
}
