//! The texts of pages as files have them, read at start.

use std::{
    io,
    path::{Path, PathBuf},
};

use kernel::Slug;
use storefront::settings_room::TextDraft;

/// The texts that ship with the shop, for those who have not written their own.
const SHIPPED: [(&str, &str); 5] = [
    ("delivery-and-returns", include_str!("../../../content/delivery-and-returns.md")),
    ("terms", include_str!("../../../content/terms.md")),
    ("privacy", include_str!("../../../content/privacy.md")),
    ("contact", include_str!("../../../content/contact.md")),
    ("imprint", include_str!("../../../content/imprint.md")),
];

/// Why a folder of pages cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InvalidPage {
    /// A file or the folder cannot be read.
    #[error("cannot read {}: {reason}", .path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// A file says nothing of itself.
    #[error(
        "the page {0}.md does not begin with lines between `---` that name title, description and order"
    )]
    NoFront(String),
    /// A file has no title.
    #[error("the page {0}.md has no title")]
    NoTitle(String),
    /// A file is not named like a slug.
    #[error("{0}.md is not named by lower-case letters and digits in groups joined by '-'")]
    Name(String),
}

/// Every page that has a file, in the order of the footer.
pub struct MarkdownFiles(Vec<(Slug, TextDraft)>);

impl MarkdownFiles {
    /// Reads every `.md` file of a folder, or the texts that ship with the shop.
    ///
    /// # Errors
    /// [`InvalidPage`].
    pub fn read(folder: Option<&Path>) -> Result<Self, InvalidPage> {
        let sources = match folder {
            None => SHIPPED.map(|(slug, text)| (slug.to_owned(), text.to_owned())).to_vec(),
            Some(folder) => read_folder(folder)?,
        };
        let mut pages = sources
            .into_iter()
            .map(|(slug, text)| page(&slug, &text))
            .collect::<Result<Vec<_>, _>>()?;
        pages.sort_by_key(|(order, ..)| *order);
        Ok(Self(pages.into_iter().map(|(_, slug, draft)| (slug, draft)).collect()))
    }

    /// The pages, in the order of the footer.
    pub(crate) fn all(&self) -> &[(Slug, TextDraft)] {
        &self.0
    }

    /// What the file of a page says.
    pub(crate) fn get(&self, slug: &Slug) -> Option<&TextDraft> {
        self.0.iter().find(|(known, _)| known == slug).map(|(_, draft)| draft)
    }
}

fn read_folder(folder: &Path) -> Result<Vec<(String, String)>, InvalidPage> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |reason| InvalidPage::Unreadable { path, reason }
    };
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let slug = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            sources.push((slug, std::fs::read_to_string(&path).map_err(failed(&path))?));
        }
    }
    sources.sort();
    Ok(sources)
}

fn page(slug: &str, text: &str) -> Result<(u32, Slug, TextDraft), InvalidPage> {
    let (front, body) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .ok_or_else(|| InvalidPage::NoFront(slug.to_owned()))?;
    let field = |name: &str| {
        front
            .lines()
            .find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim().to_owned()))
    };
    let draft = TextDraft {
        title: field("title").ok_or_else(|| InvalidPage::NoTitle(slug.to_owned()))?,
        description: field("description").unwrap_or_default(),
        markdown: body.trim().to_owned(),
    };
    let order = field("order").and_then(|order| order.parse().ok()).unwrap_or(u32::MAX);
    let slug = Slug::parse(slug).map_err(|_| InvalidPage::Name(slug.to_owned()))?;
    Ok((order, slug, draft))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_pages_are_whole() {
        let files = MarkdownFiles::read(None).expect("shipped pages");
        assert_eq!(files.all().len(), SHIPPED.len());
        for (slug, draft) in files.all() {
            assert!(!draft.markdown.is_empty() && !draft.title.is_empty(), "{slug}");
            assert_eq!(files.get(slug), Some(draft));
        }
    }

    #[test]
    fn a_file_says_what_it_is() {
        let (order, slug, draft) =
            page("terms", "---\ntitle: Terms\norder: 2\n---\n\nText.\n").expect("a page");
        assert_eq!((order, slug.as_str()), (2, "terms"));
        assert_eq!((draft.title.as_str(), draft.markdown.as_str()), ("Terms", "Text."));
        assert!(matches!(page("terms", "Text."), Err(InvalidPage::NoFront(_))));
        assert!(matches!(page("terms", "---\norder: 2\n---\nText."), Err(InvalidPage::NoTitle(_))));
        assert!(matches!(page("No", "---\ntitle: A\n---\nText."), Err(InvalidPage::Name(_))));
    }
}
