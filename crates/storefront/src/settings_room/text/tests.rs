//! What is typed against what it becomes.

use super::*;

fn form() -> TextForm {
    TextForm {
        slug: " size-guide ".to_owned(),
        title: " Sizes ".to_owned(),
        description: String::new(),
        markdown: "One.\r\n\r\n\tTwo.\r\n".to_owned(),
        version: "4".to_owned(),
    }
}

/// The fields that a new page is refused for.
fn refused(form: &TextForm) -> Vec<&'static str> {
    let errors = form.read_new().expect_err("refused");
    errors.iter().map(|error| error.field).collect()
}

#[test]
fn a_page_is_read_as_it_was_typed() {
    let (slug, draft) = form().read_new().expect("a page");
    assert_eq!((slug.as_str(), draft.title.as_str()), ("size-guide", "Sizes"));
    assert_eq!(draft.markdown, "One.\n\n\tTwo.");
    assert_eq!(form().version(), 4);
}

#[test]
fn what_is_no_page_is_refused_field_by_field() {
    let wrong = TextForm { slug: "Size guide".to_owned(), ..TextForm::default() };
    assert_eq!(refused(&wrong), ["slug", "title", "markdown"]);
    assert_eq!(refused(&TextForm { slug: "../x".to_owned(), ..form() }), ["slug"]);
    let long = TextForm { description: "x".repeat(201), ..form() };
    assert_eq!(refused(&long), ["description"]);
    for markdown in ["x".repeat(LONGEST_MARKDOWN + 1), "a\u{0}b".to_owned(), " \n ".to_owned()] {
        assert_eq!(refused(&TextForm { markdown, ..form() }), ["markdown"]);
    }
    let whole = TextForm { markdown: "ü".repeat(LONGEST_MARKDOWN), ..form() };
    assert!(whole.read().is_ok());
}
