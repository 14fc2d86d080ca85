//! The merchant's own pages, read from Markdown at start.

use std::path::Path;

use anyhow::{Context, Result};
use kernel::Slug;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use storefront::content::{ContentPage, ContentPages};

/// The texts that ship with the shop, for those who have not written their own.
const SHIPPED: [(&str, &str); 5] = [
    ("delivery-and-returns", include_str!("../../content/delivery-and-returns.md")),
    ("terms", include_str!("../../content/terms.md")),
    ("privacy", include_str!("../../content/privacy.md")),
    ("contact", include_str!("../../content/contact.md")),
    ("imprint", include_str!("../../content/imprint.md")),
];

/// Every page, in the order of the footer.
pub(crate) struct MarkdownPages(Vec<ContentPage>);

impl MarkdownPages {
    /// Reads every `.md` file of a folder, or the texts that ship with the shop.
    ///
    /// # Errors
    /// A file that cannot be read, has no title, or is not named like a slug.
    pub(crate) fn read(folder: Option<&Path>) -> Result<Self> {
        let sources = match folder {
            None => SHIPPED.map(|(slug, text)| (slug.to_owned(), text.to_owned())).to_vec(),
            Some(folder) => read_folder(folder)?,
        };
        let mut pages = sources
            .into_iter()
            .map(|(slug, text)| page(&slug, &text).with_context(|| format!("the page {slug}.md")))
            .collect::<Result<Vec<_>>>()?;
        pages.sort_by_key(|(order, _)| *order);
        Ok(Self(pages.into_iter().map(|(_, page)| page).collect()))
    }
}

fn read_folder(folder: &Path) -> Result<Vec<(String, String)>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder of pages {}", folder.display()))?;
    let mut sources = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let slug = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sources.push((slug, std::fs::read_to_string(&path)?));
        }
    }
    sources.sort();
    Ok(sources)
}

fn page(slug: &str, text: &str) -> Result<(u32, ContentPage)> {
    let (front, body) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .context("it begins with lines between `---` that name title, description and order")?;
    let field = |name: &str| {
        front
            .lines()
            .find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim().to_owned()))
    };
    let page = ContentPage {
        slug: Slug::parse(slug)?,
        title: field("title").context("it has no title")?,
        description: field("description").unwrap_or_default(),
        html: to_html(body),
    };
    Ok((field("order").and_then(|order| order.parse().ok()).unwrap_or(u32::MAX), page))
}

/// Markdown to HTML. Raw HTML is shown as text, and no heading is above level two: the page has
/// its own first.
fn to_html(markdown: &str) -> String {
    let mut tables = 0;
    let lowered = |level| if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level };
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lowered(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lowered(level))),
        other => other,
    });
    // A table that is wider than a phone scrolls by itself, also by the keyboard.
    let scrolling = events.flat_map(|event| match event {
        Event::Start(Tag::Table(_)) => {
            tables += 1;
            let frame = format!(
                r#"<div class="table-scroll" tabindex="0" role="region" aria-label="Table {tables}">"#
            );
            [Some(Event::Html(frame.into())), Some(event)]
        }
        Event::End(TagEnd::Table) => [Some(event), Some(Event::Html("</div>".into()))],
        other => [Some(other), None],
    });
    let mut out = String::new();
    html::push_html(&mut out, scrolling.flatten());
    out
}

impl ContentPages for MarkdownPages {
    fn page(&self, slug: &Slug) -> Option<ContentPage> {
        self.0.iter().find(|page| page.slug == *slug).cloned()
    }

    fn titles(&self) -> Vec<(Slug, String)> {
        self.0.iter().map(|page| (page.slug.clone(), page.title.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_pages_are_whole() {
        let pages = MarkdownPages::read(None).expect("shipped pages");
        assert_eq!(pages.titles().len(), SHIPPED.len());
    }

    #[test]
    fn scripts_in_markdown_are_text() {
        assert!(!to_html("# Hi\n\n<script>alert(1)</script>").contains("<script"));
        assert!(to_html("# Hi").contains("<h2>Hi</h2>"));
    }
}
