//! Letters that were laid into a folder instead of being sent, for whoever develops the shop. The
//! route table shows these pages to nobody but the machine itself.

use kernel::LetterId;
use leptos::prelude::*;
use storefront::{Shop, mail::LetterSummary};

use super::{Page, refusal};
use crate::parts::{crumbs::trail, moment::moment};

/// Letters in the list.
const SHOWN: usize = 50;

/// Draws the page at `/dev/mail` and below.
pub(super) async fn draw(shop: &Shop, rest: &[&str]) -> Page {
    let Some(letters) = &shop.letters else { return refusal::not_found() };
    match rest {
        [] => match letters.newest(SHOWN).await {
            Ok(newest) => list(&newest),
            Err(error) => refusal::error(error),
        },
        [id] => {
            let Ok(id) = LetterId::parse(*id) else { return refusal::not_found() };
            match letters.letter(&id).await {
                Ok(letter) => one(&letter.summary, &letter.text),
                Err(error) => refusal::error(error),
            }
        }
        _ => refusal::not_found(),
    }
}

fn list(newest: &[LetterSummary]) -> Page {
    let rows: Vec<_> = newest
        .iter()
        .map(|letter| {
            view! {
                <li class="letter">
                    <a href=format!("/dev/mail/{}", letter.id)>{letter.subject.clone()}</a>
                    <p class="quiet">"To "{letter.to.clone()}", "{moment(letter.written_at)}</p>
                </li>
            }
        })
        .collect();
    let body = view! {
        {trail(&[], Some("Letters"))}
        <div class="letters">
            <h1>"Letters"</h1>
            <p>"They stay on this machine, and this page is shown to nobody else."</p>
            {if rows.is_empty() {
                view! { <div class="empty"><p>"No letter has been written yet. Registering an account writes one."</p></div> }.into_any()
            } else {
                view! { <ul>{rows}</ul> }.into_any()
            }}
        </div>
    };
    Page::unlisted("Letters", body.into_any())
}

fn one(summary: &LetterSummary, text: &str) -> Page {
    let pieces: Vec<_> = text.split_inclusive(char::is_whitespace).map(piece).collect();
    let body = view! {
        {trail(&[("/dev/mail".to_owned(), "Letters".to_owned())], Some(&summary.subject))}
        <article class="letters">
            <h1>{summary.subject.clone()}</h1>
            <p class="quiet">"To "{summary.to.clone()}", "{moment(summary.written_at)}</p>
            <div class="letter-text">{pieces}</div>
        </article>
    };
    Page::unlisted(summary.subject.clone(), body.into_any())
}

/// A word with the space after it; an address of the web can be followed.
fn piece(word: &str) -> AnyView {
    let address = word.trim_end();
    let space = word[address.len()..].to_owned();
    if address.starts_with("https://") || address.starts_with("http://") {
        let address = address.to_owned();
        view! { <a href=address.clone()>{address.clone()}</a>{space} }.into_any()
    } else {
        word.to_owned().into_any()
    }
}
