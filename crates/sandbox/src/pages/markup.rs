//! What the pages look like. They are plain HTML and need no script.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    },
    response::{Html, IntoResponse, Response},
};

use crate::cards::{BadCard, CARDS};

/// Nothing but the page and its style. Not `form-action`: browsers hold it against where a form's
/// answer sends them, which is the shop.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; \
                      frame-ancestors 'none'; base-uri 'none'";

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("page.css");

/// A text as it may stand in an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// A whole page. `main` is markup.
pub(super) fn page(status: StatusCode, title: &str, main: &str) -> Response {
    let mark = if status == StatusCode::OK { "" } else { "Error: " };
    let text = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{mark}{title} - Sandbox payments</title><link rel=\"icon\" href=\"data:,\">\
         <link rel=\"stylesheet\" href=\"/page.css\"></head>\
         <body><main><h1>{title}</h1>{main}</main></body></html>\n"
    );
    let mut response = (status, Html(text)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The address of the page opens it.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// What the form for a card says.
pub(super) struct CardForm<'a> {
    /// Fields in which something is wrong.
    pub(super) bad: &'a [BadCard],
    /// What was typed as expiry. Number and code are typed again: they are not sent back.
    pub(super) expiry: &'a str,
    /// The last digits of the card that is kept already.
    pub(super) kept: Option<String>,
    /// Where the shopper goes back to.
    pub(super) back: &'a str,
}

impl CardForm<'_> {
    /// The page with the form: 422 when something is wrong in it.
    pub(super) fn page(&self) -> Response {
        let status =
            if self.bad.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let kept = self.kept.as_ref().map(|digits| {
            format!(
                "<p>A card that ends in {} is kept for this order. Another takes its place.</p>",
                escaped(digits)
            )
        });
        let alert = "<p role=\"alert\">Your card was not kept. Please check what is marked.</p>";
        let parts = [
            if self.bad.is_empty() { "" } else { alert }.to_owned(),
            kept.unwrap_or_default(),
            "<p class=\"quiet\">This is a sandbox. It takes no money, so please enter test cards \
             only.</p><form method=\"post\" novalidate>"
                .to_owned(),
            self.field("number", BadCard::Number),
            self.field("expiry", BadCard::Expiry),
            self.field("cvc", BadCard::Code),
            format!(
                "<p class=\"buttons\"><button class=\"act\">Use this card</button></p></form>\
                 <p><a href=\"{}\">Back to the shop</a></p>",
                escaped(self.back)
            ),
            test_cards(),
        ];
        page(status, "Your card", &parts.concat())
    }

    fn field(&self, name: &str, wrong: BadCard) -> String {
        let (label, hints) = match wrong {
            BadCard::Number => {
                ("Card number", "autocomplete=\"cc-number\" inputmode=\"numeric\"".to_owned())
            }
            // Many a phone's keyboard for digits has no slash.
            BadCard::Expiry => (
                "Expiry, as MM/YY",
                format!(
                    "class=\"short\" autocomplete=\"cc-exp\" value=\"{}\"",
                    escaped(self.expiry)
                ),
            ),
            BadCard::Code => (
                "Security code",
                "class=\"short\" autocomplete=\"cc-csc\" inputmode=\"numeric\"".to_owned(),
            ),
        };
        let (told, marks) = if self.bad.contains(&wrong) {
            let focus = if self.bad.first() == Some(&wrong) { " autofocus" } else { "" };
            (
                format!("<p class=\"wrong\" id=\"{name}-wrong\">{wrong}</p>"),
                format!(" aria-invalid=\"true\" aria-describedby=\"{name}-wrong\"{focus}"),
            )
        } else {
            (String::new(), String::new())
        };
        format!(
            "<label for=\"{name}\">{label}</label>{told}\
             <input id=\"{name}\" name=\"{name}\" required {hints}{marks}>"
        )
    }
}

/// The test cards, for whoever looks for one.
fn test_cards() -> String {
    let cards = CARDS.map(|(number, _, does)| {
        let groups: Vec<&str> = (0..4).map(|group| &number[group * 4..group * 4 + 4]).collect();
        format!("<li><span class=\"number\">{}</span> {does}</li>", groups.join(" "))
    });
    format!(
        "<h2>Test cards</h2><ul>{}<li>any other valid number pays</li></ul>\
         <p class=\"quiet\">With any month to come and any three digits as security code.</p>",
        cards.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_text() {
        assert_eq!(escaped("\"><b a='1'>&"), "&quot;&gt;&lt;b a=&#39;1&#39;&gt;&amp;");
    }
}
