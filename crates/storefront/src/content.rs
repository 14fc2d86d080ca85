//! Pages that the merchant writes: delivery and returns, terms, privacy, contact, imprint.

use kernel::Slug;

/// A page written in Markdown, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentPage {
    /// Where it is: `/pages/<slug>`.
    pub slug: Slug,
    /// The heading.
    pub title: String,
    /// One sentence for search engines.
    pub description: String,
    /// The text as sanitised HTML, with headings from level two.
    pub html: String,
}

/// The merchant's own pages.
pub trait ContentPages: Send + Sync {
    /// The page with this slug.
    fn page(&self, slug: &Slug) -> Option<ContentPage>;
    /// Slug and title of every page, in the order of the footer.
    fn titles(&self) -> Vec<(Slug, String)>;
}
