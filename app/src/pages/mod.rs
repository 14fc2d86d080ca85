//! Every page, by its path.

mod account;
mod admin;
mod cart;
mod category;
mod checkout;
mod collection;
mod content;
mod home;
mod letters;
mod list;
mod orders;
mod product;
mod refusal;
mod search;

use kernel::Slug;
use leptos::prelude::*;
use storefront::Shop;

use crate::context::{Failure, FormState, PageRequest, Visitor};

/// A page, ready to be set into the document.
pub(crate) struct Page {
    /// For the window and for search engines; empty on the home page, whose title is the shop's name.
    pub(crate) title: String,
    /// One sentence.
    pub(crate) description: String,
    /// The path that other addresses of the same page stand for.
    pub(crate) canonical: Option<String>,
    /// Path of a picture to show where the page is shared.
    pub(crate) image: Option<String>,
    /// Open Graph's type.
    pub(crate) kind: &'static str,
    /// Whether search engines shall leave it out.
    pub(crate) unlisted: bool,
    /// JSON-LD, escaped for a script element.
    pub(crate) data: Option<String>,
    /// What the search box holds.
    pub(crate) query: String,
    /// Whether the search box is in the body, so that the header needs none.
    pub(crate) own_search: bool,
    /// Whether it stands alone: its header leads back to the cart and nowhere else.
    pub(crate) enclosed: bool,
    /// After how many seconds a browser without scripts shall ask for it again, where it waits for
    /// something.
    pub(crate) again_in: Option<u32>,
    pub(crate) body: AnyView,
}

impl Page {
    pub(crate) fn new(title: impl Into<String>, body: AnyView) -> Self {
        Self {
            title: title.into(),
            description: String::new(),
            canonical: None,
            image: None,
            kind: "website",
            unlisted: false,
            data: None,
            query: String::new(),
            own_search: false,
            enclosed: false,
            again_in: None,
            body,
        }
    }

    /// A page that search engines shall leave out.
    pub(crate) fn unlisted(title: impl Into<String>, body: AnyView) -> Self {
        Self { unlisted: true, ..Self::new(title, body) }
    }
}

/// Draws the page at the request's path.
pub(crate) async fn draw(
    shop: Shop,
    request: PageRequest,
    visitor: Visitor,
    form: Option<FormState>,
    failure: Option<Failure>,
) -> Page {
    if let Some(failure) = failure {
        return refusal::failed(failure);
    }
    let path = request.path.clone();
    let parts: Vec<_> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        [""] => home::draw(&shop).await,
        ["search"] => search::draw(&shop, &request).await,
        ["c", slug] => match Slug::parse(*slug) {
            Ok(slug) => category::draw(&shop, &request, &slug).await,
            Err(_) => refusal::not_found(),
        },
        ["collections", slug] => match Slug::parse(*slug) {
            Ok(slug) => collection::draw(&shop, &request, &slug).await,
            Err(_) => refusal::not_found(),
        },
        ["p", slug] => match Slug::parse(*slug) {
            Ok(slug) => product::draw(&shop, &request, &visitor, form, &slug).await,
            Err(_) => refusal::not_found(),
        },
        ["pages", slug] => {
            match Slug::parse(*slug).ok().and_then(|slug| shop.content.page(&slug)) {
                Some(page) => content::draw(page, &request, form),
                None => refusal::not_found(),
            }
        }
        // Where a checkout could not be begun, the cart says why.
        ["checkout"] => cart::draw(&shop, &request, &visitor, form, &[]).await,
        ["checkout", rest @ ..] => checkout::draw(&shop, &request, &visitor, form, rest).await,
        ["orders", rest @ ..] => orders::draw(&shop, &request, &visitor, form, rest).await,
        ["cart", rest @ ..] => cart::draw(&shop, &request, &visitor, form, rest).await,
        ["admin", rest @ ..] => admin::draw(&shop, &request, &visitor, form, rest).await,
        ["dev", "mail", rest @ ..] => letters::draw(&shop, rest).await,
        parts => account::draw(&shop, &request, &visitor, form, parts).await,
    }
}

/// The first value of a parameter in a query string.
pub(crate) fn parameter(query: &str, wanted: &str) -> Option<String> {
    parameters(query).into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
}

/// The decoded parameters of a query string, in their order.
pub(crate) fn parameters(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        rest = tail;
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            (b'+', ..) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Text as it may stand in a query string.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b':' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_back() {
        for text in ["15.6\" laptop", "a+b&c=d%", "größe 笔记本", "%zz"] {
            assert_eq!(
                parameters(&format!("q={}", encode(text))),
                [("q".to_owned(), text.to_owned())]
            );
        }
        assert_eq!(
            parameters("q=%zz&&x"),
            [("q".to_owned(), "%zz".to_owned()), ("x".to_owned(), String::new())]
        );
    }
}
