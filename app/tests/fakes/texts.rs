//! The merchant's pages, and letters that go nowhere.

use async_trait::async_trait;
use kernel::Slug;
use storefront::{
    ShopError,
    content::{ContentPage, ContentPages},
    enquiry::{Enquiries, Enquiry},
};

const TEXTS: [(&str, &str); 5] = [
    ("delivery-and-returns", "Delivery and returns"),
    ("terms", "Terms of sale"),
    ("privacy", "Privacy"),
    ("contact", "Contact"),
    ("imprint", "Imprint"),
];

/// The pages of the footer, each with a line of text.
pub(crate) struct FakeTexts;

impl ContentPages for FakeTexts {
    fn page(&self, slug: &Slug) -> Option<ContentPage> {
        let (_, title) = TEXTS.iter().find(|(known, _)| *known == slug.as_str())?;
        Some(ContentPage {
            slug: slug.clone(),
            title: (*title).to_owned(),
            description: format!("About {title}."),
            html: "<p>A line of text with <a href=\"/\">a link</a> in it.</p>\
                   <h2>A heading</h2><p>Another line.</p>"
                .to_owned(),
        })
    }

    fn titles(&self) -> Vec<(Slug, String)> {
        let known = |(slug, title): (&str, &str)| Some((Slug::parse(slug).ok()?, title.to_owned()));
        TEXTS.into_iter().filter_map(known).collect()
    }
}

/// Takes every letter.
pub(crate) struct FakeEnquiries;

#[async_trait]
impl Enquiries for FakeEnquiries {
    async fn submit(&self, _: Enquiry) -> Result<(), ShopError> {
        Ok(())
    }
}
