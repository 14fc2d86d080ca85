//! Reading a page's tags, as far as its tests ask.

use std::collections::HashSet;

use super::Page;

/// An opening tag.
pub(crate) struct Tag<'a>(&'a str);

impl<'a> Tag<'a> {
    /// All opening tags with these names, in their order.
    pub(crate) fn all(html: &'a str, names: &[&str]) -> Vec<Self> {
        let mut found = Vec::new();
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            rest = &rest[start + 1..];
            let name = rest.split([' ', '>', '/']).next().unwrap_or_default();
            if names.is_empty() || names.contains(&name) {
                found.push(Self(&rest[..end_of(rest)]));
            }
        }
        found
    }

    /// An attribute's value, as it is written.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let start = self.0.find(&format!(" {name}=\""))? + name.len() + 3;
        self.0[start..].split('"').next()
    }

    /// Whether an attribute without a value is there.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.0.split([' ', '/']).any(|word| word == name)
    }

    /// Whether people fill it in.
    pub(crate) fn is_filled_in(&self) -> bool {
        self.attribute("type") != Some("hidden") && !self.is("hidden")
    }
}

/// Where a tag ends: the first `>` outside an attribute's value.
fn end_of(tag: &str) -> usize {
    let mut quoted = false;
    for (at, letter) in tag.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

/// What a page has between its header and its footer.
pub(crate) fn main_part(page: &Page) -> &str {
    page.html
        .split("<main")
        .nth(1)
        .and_then(|rest| rest.split("</main>").next())
        .expect("a main part")
}

/// The texts of the cells of its tables, without those of headings of columns.
pub(crate) fn cells(page: &Page) -> Vec<String> {
    let bodies = main_part(page).split("</thead>").skip(1);
    let parts = bodies.filter_map(|rest| rest.split("</table>").next());
    let cells = parts.flat_map(|part| part.split("</td>").flat_map(|cell| cell.split("</th>")));
    cells.filter_map(|cell| Some(cell.rsplit_once('>')?.1.to_owned())).collect()
}

/// Labels belong to fields, and descriptions and links of a summary to what is there.
pub(crate) fn assert_bound(address: &str, page: &Page) {
    let main = main_part(page);
    let mut ids = HashSet::new();
    for id in Tag::all(&page.html, &[]).iter().filter_map(|tag| tag.attribute("id")) {
        assert!(ids.insert(id), "{id} twice on {address}");
    }
    let labels: Vec<_> =
        Tag::all(main, &["label"]).iter().filter_map(|label| label.attribute("for")).collect();
    for label in &labels {
        assert!(ids.contains(label), "a label for {label} on {address}");
    }
    for field in Tag::all(main, &["input", "select", "textarea"]) {
        if field.is_filled_in() {
            let id = field.attribute("id").unwrap_or_default();
            assert!(labels.contains(&id), "no label for {id} on {address}");
            let kind = field.attribute("type").unwrap_or("text");
            let tick = ["checkbox", "radio"].contains(&kind);
            assert!(tick || field.attribute("autocomplete").is_some(), "{id} on {address}");
            assert_eq!(field.attribute("maxlength"), None, "{id} on {address}");
        }
    }
    for tag in Tag::all(main, &[]) {
        for name in ["aria-describedby", "aria-labelledby"] {
            for id in tag.attribute(name).unwrap_or_default().split_whitespace() {
                assert!(ids.contains(id), "{name} {id} on {address}");
            }
        }
    }
    let summary =
        main.split("class=\"summary\"").nth(1).and_then(|rest| rest.split("</div>").next());
    for link in Tag::all(summary.unwrap_or_default(), &["a"]) {
        let id = link.attribute("href").and_then(|href| href.strip_prefix('#')).expect("a place");
        assert!(ids.contains(id), "the summary's {id} on {address}");
    }
}
