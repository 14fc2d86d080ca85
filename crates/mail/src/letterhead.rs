//! Writes letters in the name of the shop.

use kernel::{Email, LetterId};
use storefront::{
    account::Secret,
    mail::{Letter, LetterKind, OneLine},
    orders::OrderView,
    shop::ShopIdentity,
};

use crate::{
    html,
    order_words::{self, OrderNews},
    words::{self, Words},
};

/// The shop's origin is no `http(s)://host`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the shop's origin has to be http:// or https:// and a host, without a path")]
pub struct InvalidOrigin;

/// A letter was to be written without what its kind is about: a link, or an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a letter of this kind needs a link or an order")]
pub struct NoLink;

/// What all letters of a shop have in common. Links in them start with the origin from the
/// settings, never with anything that a request said.
#[derive(Clone, Debug)]
pub struct Letterhead {
    pub(crate) shop: OneLine,
    pub(crate) origin: String,
}

impl Letterhead {
    /// The letterhead of a shop.
    ///
    /// # Errors
    /// [`InvalidOrigin`].
    pub fn new(identity: &ShopIdentity) -> Result<Self, InvalidOrigin> {
        let origin = identity.origin.trim_end_matches('/');
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        match host {
            Some(host) if !host.is_empty() && host.bytes().all(plain) => {
                Ok(Self { shop: OneLine::new(&identity.name), origin: origin.to_owned() })
            }
            _ => Err(InvalidOrigin),
        }
    }

    /// The same with the name that the shop has now.
    #[must_use]
    pub fn of(&self, identity: &ShopIdentity) -> Self {
        Self { shop: OneLine::new(&identity.name), origin: self.origin.clone() }
    }

    /// A letter of a kind. `name` is what the person is called, where that is certain to be their
    /// own word; `link` is the secret that the letter brings.
    ///
    /// # Errors
    /// [`NoLink`] when there is no secret for a kind whose point it is, or when the kind is about
    /// an order.
    pub fn write(
        &self,
        id: LetterId,
        to: Email,
        kind: LetterKind,
        name: Option<&str>,
        link: Option<&Secret>,
    ) -> Result<Letter, NoLink> {
        let link = match kind.page() {
            Some(page) => {
                let secret = escaped(link.ok_or(NoLink)?.reveal());
                format!("{}{page}?token={secret}", self.origin)
            }
            None => String::new(),
        };
        let words = words::of(kind, &link, self).ok_or(NoLink)?;
        Ok(self.signed(id, to, kind, name, &words))
    }

    /// A letter about an order, to whom its letters go; `link` is the secret that leads to its
    /// page.
    ///
    /// # Errors
    /// [`NoLink`] when the kind is not about an order.
    pub fn write_about_order(
        &self,
        id: LetterId,
        to: Email,
        kind: LetterKind,
        order: &OrderView,
        news: OrderNews<'_>,
        link: &Secret,
    ) -> Result<Letter, NoLink> {
        let link = format!("{}/orders/{}", self.origin, escaped(link.reveal()));
        let words = order_words::of(kind, order, news, &link, self).ok_or(NoLink)?;
        let name = order.contact.as_ref().map(|contact| contact.name.as_str());
        Ok(self.signed(id, to, kind, name, &words))
    }

    fn signed(
        &self,
        id: LetterId,
        to: Email,
        kind: LetterKind,
        name: Option<&str>,
        words: &Words,
    ) -> Letter {
        let mut paragraphs = vec![greeting(name)];
        paragraphs.extend_from_slice(&words.paragraphs);
        paragraphs.push(format!("{}\n{}", self.shop.as_str(), self.origin));
        let text = format!("{}\n", paragraphs.join("\n\n"));
        let subject = OneLine::new(&words.subject);
        let html = Some(html::page(subject.as_str(), &paragraphs, &self.origin));
        Letter { id, to, subject, text, html, kind }
    }
}

/// By name, unless the name could be taken for something to click on: mail programs make links of
/// whatever looks like one.
fn greeting(name: Option<&str>) -> String {
    let name = OneLine::new(name.unwrap_or_default());
    match name.as_str() {
        "" => "Hello,".to_owned(),
        name if name.contains(['/', ':', '@', '<', '>']) || dotted(name) => "Hello,".to_owned(),
        name => format!("Hello {name},"),
    }
}

/// Whether a dot stands before a word, as in `evil.example`, and not after one, as in `J. R.`.
fn dotted(name: &str) -> bool {
    name.split('.').skip(1).any(|rest| {
        rest.starts_with(char::is_alphanumeric)
            && rest.chars().nth(1).is_some_and(char::is_alphanumeric)
    })
}

/// A text as a part of a query: all but letters, digits, `-` and `_` as `%` and two digits.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(origin: &str) -> ShopIdentity {
        ShopIdentity {
            name: "Quayside\r\nBcc: eve@example.com".to_owned(),
            logo: None,
            tagline: String::new(),
            origin: origin.to_owned(),
            delivery_note: String::new(),
        }
    }

    #[test]
    fn a_shop_that_has_another_name_writes_under_it_from_the_same_address() {
        let head = Letterhead::new(&identity("https://shop.example")).expect("an origin");
        let other =
            ShopIdentity { name: "Harbour".to_owned(), ..identity("https://other.example") };
        let renamed = head.of(&other);
        assert_eq!(renamed.shop, OneLine::new("Harbour"));
        assert_eq!(renamed.origin, "https://shop.example");
    }

    fn write(
        kind: LetterKind,
        name: Option<&str>,
        link: Option<&Secret>,
    ) -> Result<Letter, NoLink> {
        let head = Letterhead::new(&identity("https://shop.example/")).expect("an origin");
        let id = LetterId::parse("one").expect("an id");
        head.write(id, Email::parse("ada@example.com").expect("an address"), kind, name, link)
    }

    #[test]
    fn every_letter_with_a_point_to_click_has_its_link_once() {
        let secret = Secret::new("ab-c_1/&");
        for kind in LetterKind::ALL.into_iter().filter(|kind| !kind.is_about_an_order()) {
            let letter = write(kind, None, Some(&secret)).expect("a letter");
            assert!(letter.subject.as_str().contains("Quayside"), "{}", letter.subject.as_str());
            match kind.page() {
                Some(page) => {
                    let link = format!("\nhttps://shop.example{page}?token=ab-c_1%2F%26\n");
                    assert_eq!(letter.text.matches(&link).count(), 1, "{}", letter.text);
                    assert_eq!(write(kind, None, None), Err(NoLink));
                }
                None => assert!(!letter.text.contains("ab-c"), "a secret that it has no use for"),
            }
            for paragraph in letter.text.split("\n\n") {
                assert!(paragraph.chars().count() < 420, "short: {paragraph}");
            }
        }
    }

    #[test]
    fn people_are_greeted_by_names_and_by_nothing_else() {
        for (name, greeted) in [
            (None, "Hello,"),
            (Some("Ines"), "Hello Ines,"),
            (Some("J. R. R. Tolkien"), "Hello J. R. R. Tolkien,"),
            (Some("Dr.-Ing. Quay"), "Hello Dr.-Ing. Quay,"),
            (Some("win at evil.example"), "Hello,"),
            (Some("https://evil"), "Hello,"),
            (Some("x\r\n\r\nPay us"), "Hello x Pay us,"),
        ] {
            let letter = write(LetterKind::PasswordChanged, name, None).expect("a letter");
            assert_eq!(letter.text.lines().next(), Some(greeted), "{name:?}");
        }
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for good in ["http://localhost:3000", "https://shop.example", "http://[::1]:80/"] {
            assert!(Letterhead::new(&identity(good)).is_ok(), "{good}");
        }
        for bad in [
            "",
            "shop.example",
            "https://",
            "ftp://x",
            "https://a/b",
            "https://a b",
            "https://a\nb",
        ] {
            assert!(Letterhead::new(&identity(bad)).is_err(), "{bad}");
        }
    }
}
