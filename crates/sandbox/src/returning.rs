//! Where browsers are sent back to: to the shop, and nowhere else.

/// The longest address that is followed.
const LONGEST: usize = 2000;

/// Whether `address` is a page of one of these origins, such as `http://127.0.0.1:3000`. Whoever
/// writes a link to a page of ours may ask for any address, and none but the shop's is a good one.
pub(crate) fn is_within(address: &str, origins: &[String]) -> bool {
    let written = address.len() <= LONGEST && address.bytes().all(|byte| byte.is_ascii_graphic());
    written
        && origins.iter().any(|origin| {
            // Browsers read a backslash as a slash, and what stands before an `@` as a name.
            address
                .strip_prefix(origin.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        })
}

/// The origin of an address, such as `http://127.0.0.1:3000`. Nothing for one that is no web page's.
#[must_use]
pub fn origin(address: &str) -> Option<String> {
    let rest = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let good = !host.is_empty() && host.bytes().all(known);
    good.then(|| address[..address.len() - rest.len() + host.len()].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_shop_are_gone_back_to() {
        let origins = ["http://127.0.0.1:3000".to_owned(), "https://shop.example".to_owned()];
        for good in [
            "http://127.0.0.1:3000",
            "http://127.0.0.1:3000/",
            "http://127.0.0.1:3000/checkout?step=card#review",
            "https://shop.example?a",
        ] {
            assert!(is_within(good, &origins), "{good}");
        }
        for bad in [
            "",
            "/checkout",
            "//evil.example",
            "http://127.0.0.1:30001/",
            "http://127.0.0.1:3000@evil.example/",
            "http://127.0.0.1:3000\\@evil.example/",
            "http://127.0.0.1:3000.evil.example/",
            "http://127.0.0.1/",
            "https://127.0.0.1:3000/",
            "https://shop.example.evil.example/",
            "javascript:alert(1)",
            "http://127.0.0.1:3000/\r\nset-cookie: a=b",
            " http://127.0.0.1:3000/",
        ] {
            assert!(!is_within(bad, &origins), "{bad}");
        }
        assert!(!is_within(&format!("https://shop.example/{}", "x".repeat(2000)), &origins));
    }

    #[test]
    fn an_origin_ends_where_the_path_begins() {
        for (address, expected) in [
            ("http://127.0.0.1:3000/checkout", Some("http://127.0.0.1:3000")),
            ("https://shop.example", Some("https://shop.example")),
            ("http://[::1]:80?a", Some("http://[::1]:80")),
            ("https://a@b/", None),
            ("https:///path", None),
            ("ftp://shop.example/", None),
            ("shop.example", None),
        ] {
            assert_eq!(origin(address).as_deref(), expected, "{address}");
        }
    }
}
