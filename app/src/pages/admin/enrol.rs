//! Setting up the second factor, and the codes for when it is lost.

use leptos::prelude::*;

use super::{super::Page, frame};
use crate::{
    context::FormState,
    parts::form::{Field, field, hidden, summary},
};

/// `shown` is the secret, as text and as a picture. It may be missing when a code was refused: the
/// authenticator has it by then.
pub(super) fn draw(
    form: &FormState,
    step: String,
    shown: Option<(String, String)>,
    next: Option<String>,
) -> Page {
    let secret = match shown {
        Some((secret, picture)) => scan(&secret, picture),
        None => view! { <p>"Enter the code that your authenticator shows now for this shop. If it has no entry for it yet, "<a href="/admin/sign-in">"start again"</a>"."</p> }.into_any(),
    };
    let body = view! {
        {summary(form, ToOwned::to_owned)}
        {secret}
        <form method="post" action="/admin/enrol" novalidate>
            {hidden("step", step)}
            {next.map(|next| hidden("next", next))}
            {field(form, Field { name: "code", label: "Code", kind: "digits", autocomplete: "one-time-code", hint: "The six digits that your authenticator shows now.", ..Field::default() }, "")}
            <button class="button">"Set up and sign in"</button>
        </form>
    };
    frame::outside("Set up your authenticator", form, body.into_any())
}

fn scan(secret: &str, picture: String) -> AnyView {
    view! {
        <p>"Staff sign in with a password and a code. Scan this with an authenticator app, which shows a new code every half minute."</p>
        <div class="staff-picture" role="img" aria-label="The secret as a picture to scan" inner_html=picture></div>
        <p>"If you cannot scan it, type this in:"</p>
        <p class="staff-secret"><code>{in_fours(secret)}</code></p>
    }
    .into_any()
}

/// Text in groups of four, which are easier to copy by eye.
fn in_fours(text: &str) -> String {
    let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// The recovery codes, shown this once, and the way on to the page that was asked for.
pub(super) fn codes(codes: &[String], next: Option<String>) -> Page {
    let codes: Vec<_> =
        codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> }).collect();
    let body = view! {
        <p class="notice" role="status">"Your authenticator is set up, and you are signed in."</p>
        <p>"If you ever lose it, each of these codes lets you in once instead. Keep them where only you find them, on paper or in a password manager: they are never shown again."</p>
        <ol class="staff-codes">{codes}</ol>
        <p><a class="button" href=next.unwrap_or_else(|| "/admin".to_owned())>"I have kept them"</a></p>
    };
    frame::outside("Keep your recovery codes", &FormState::default(), body.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_shown_in_groups() {
        assert_eq!(in_fours("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(in_fours("abcd efgh"), "abcd efgh");
        assert_eq!(in_fours(""), "");
    }
}
