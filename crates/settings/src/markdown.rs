//! Markdown to HTML that may stand in any page.

use kernel::Slug;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use storefront::{content::ContentPage, settings_room::TextDraft};

/// A page, ready to show.
pub(crate) fn page(slug: Slug, draft: &TextDraft) -> ContentPage {
    ContentPage {
        slug,
        title: draft.title.clone(),
        description: draft.description.clone(),
        html: to_html(&draft.markdown),
    }
}

/// Raw HTML is shown as text, links lead only where [`safe`] lets them, and no heading is above level
/// two: the page has its own first.
fn to_html(markdown: &str) -> String {
    let mut tables = 0;
    let lowered = |level| if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level };
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lowered(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lowered(level))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: safe(dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: safe(dest_url), title, id })
        }
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

/// An address that runs nothing: within the shop, of another site, or for a letter or a call. Any other
/// leads nowhere.
fn safe(address: CowStr<'_>) -> CowStr<'_> {
    // Browsers read over spaces and control characters in a scheme.
    let plain = !address.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    let scheme = address.split(['/', '?', '#']).next().and_then(|first| first.split_once(':'));
    let known = scheme.is_none_or(|(scheme, _)| {
        ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
    });
    if plain && known { address } else { "#".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_in_markdown_are_text() {
        assert!(!to_html("# Hi\n\n<script>alert(1)</script>").contains("<script"));
        assert!(to_html("# Hi").contains("<h2>Hi</h2>"));
        assert!(!to_html("a <img src=x onerror=alert(1)> b").contains("<img"));
    }

    #[test]
    fn links_run_nothing() {
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "&#106;avascript:alert(1)",
        ] {
            let html = to_html(&format!("[a]({address}) ![b]({address})"));
            assert!(!html.to_lowercase().contains("script:"), "{html}");
            assert!(!html.contains("data:"), "{html}");
        }
        for address in
            ["/pages/terms", "#top", "https://a.example/x:y", "mailto:a@b.example", "terms?a=b:c"]
        {
            let html = to_html(&format!("[a]({address})"));
            assert!(html.contains(&format!("href=\"{address}\"")), "{html}");
        }
    }
}
