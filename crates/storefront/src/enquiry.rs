//! Letters from shoppers, sent by the form on the contact page.

use async_trait::async_trait;

use crate::ShopError;

/// The fields of the contact form as they were posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnquiryForm {
    /// Who writes.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What it is about.
    pub message: String,
    /// The form's own key, rendered into it, so that sending it twice stores it once.
    pub key: String,
}

/// A field that was refused, with the sentence to show beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: &'static str,
    /// What to do about it.
    pub message: &'static str,
}

/// Longest message, in characters.
pub const LONGEST_MESSAGE: usize = 4000;

/// An enquiry that may be stored. Only [`EnquiryForm::check`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enquiry {
    /// Who writes, trimmed, 1 to 120 characters.
    pub name: String,
    /// Where the answer goes, trimmed.
    pub email: String,
    /// What it is about, trimmed, 10 to [`LONGEST_MESSAGE`] characters.
    pub message: String,
    /// The form's own key.
    pub key: String,
}

impl EnquiryForm {
    /// Checks every field.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn check(&self) -> Result<Enquiry, Vec<FieldError>> {
        let (name, email, message) = (self.name.trim(), self.email.trim(), self.message.trim());
        let mut errors = Vec::new();
        if name.is_empty() {
            errors.push(FieldError { field: "name", message: "Enter your name." });
        } else if name.chars().count() > 120 {
            errors.push(FieldError {
                field: "name",
                message: "Shorten your name to 120 characters.",
            });
        }
        if !looks_like_mail(email) {
            errors.push(FieldError {
                field: "email",
                message: "Enter an email address like name@example.com.",
            });
        }
        let length = message.chars().count();
        if length < 10 {
            errors.push(FieldError {
                field: "message",
                message: "Tell us a little more: at least 10 characters.",
            });
        } else if length > LONGEST_MESSAGE {
            errors.push(FieldError {
                field: "message",
                message: "Shorten your message to 4,000 characters.",
            });
        }
        if errors.is_empty() {
            Ok(Enquiry {
                name: name.to_owned(),
                email: email.to_owned(),
                message: message.to_owned(),
                key: self.key.chars().filter(char::is_ascii_alphanumeric).take(64).collect(),
            })
        } else {
            Err(errors)
        }
    }
}

fn looks_like_mail(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part
                .contains(|c: char| c.is_whitespace() || c.is_control() || "@<>,;\"".contains(c))
    };
    text.len() <= 254
        && text.split_once('@').is_some_and(|(local, domain)| {
            plain(local)
                && plain(domain)
                && domain.split('.').count() > 1
                && domain.split('.').all(|label| !label.is_empty())
        })
}

/// Where enquiries are kept.
#[async_trait]
pub trait Enquiries: Send + Sync {
    /// Keeps an enquiry; a second one with the same key changes nothing.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`] when it was not stored.
    async fn submit(&self, enquiry: Enquiry) -> Result<(), ShopError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refused_field_is_named_once() {
        let form = EnquiryForm { email: "nobody@nowhere".to_owned(), ..EnquiryForm::default() };
        let fields: Vec<_> =
            form.check().expect_err("empty").iter().map(|error| error.field).collect();
        assert_eq!(fields, ["name", "email", "message"]);
    }

    #[test]
    fn a_header_cannot_hide_in_the_address() {
        assert!(!looks_like_mail("a@b.example\r\nBcc: c@d.example"));
        assert!(looks_like_mail("a.b+c@d.example"));
    }
}
