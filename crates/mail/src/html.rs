//! A letter's words as HTML, for programs that show nothing else well. It says what the text says.

/// A whole page of paragraphs. Links are made of the shop's own addresses only: whatever else looks
/// like one may have been written by anybody.
pub(crate) fn page(subject: &str, paragraphs: &[String], origin: &str) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body>\n",
        escaped(subject)
    );
    for paragraph in paragraphs {
        let lines: Vec<String> = paragraph.lines().map(|line| linked(line, origin)).collect();
        page.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// A line with the shop's addresses in it as links.
fn linked(line: &str, origin: &str) -> String {
    let words: Vec<String> = line
        .split(' ')
        .map(|word| {
            let shown = escaped(word);
            let own = word
                .strip_prefix(origin)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            if own { format!("<a href=\"{shown}\">{shown}</a>") } else { shown }
        })
        .collect();
    words.join(" ")
}

/// A text that begins no tag and ends no attribute.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = "https://shop.example";

    #[test]
    fn only_the_shops_own_addresses_are_links() {
        let link = |url: &str| format!("<a href=\"{url}\">{url}</a>");
        let own = "https://shop.example/orders/0a1b";
        assert_eq!(linked(&format!("See {own} now"), SHOP), format!("See {} now", link(own)));
        assert_eq!(linked(SHOP, SHOP), link(SHOP));
        for foreign in
            ["https://shop.example.evil/x", "https://evil.example", "javascript:alert(1)"]
        {
            assert_eq!(linked(foreign, SHOP), foreign);
        }
    }

    #[test]
    fn nothing_that_is_said_is_a_tag() {
        let words = ["<script>x</script>".to_owned(), format!("{SHOP}/\"onclick='x'")];
        let page = page("a <b> & c", &words, SHOP);
        assert!(page.contains("<title>a &lt;b&gt; &amp; c</title>"), "{page}");
        assert!(page.contains("<p>&lt;script&gt;x&lt;/script&gt;</p>"), "{page}");
        assert!(page.contains("href=\"https://shop.example/&quot;onclick=&#39;x&#39;\""), "{page}");
    }

    #[test]
    fn lines_and_paragraphs_stay_apart() {
        let page = page("Tea", &["one\ntwo".to_owned(), "three".to_owned()], SHOP);
        assert!(page.contains("<body>\n<p>one<br>\ntwo</p>\n<p>three</p>\n</body>"), "{page}");
    }
}
