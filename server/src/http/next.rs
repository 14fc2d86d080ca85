//! Where to go on after a form: only on this site.

/// Most times that an address is decoded to see what is hidden in it.
const DEPTH: usize = 5;

/// The path, if it is one of this site. A browser follows `//host`, `/\host` and the like to
/// somewhere else, and so may whoever decodes an address once more.
pub(super) fn local(next: &str) -> Option<&str> {
    let mut text = next.as_bytes().to_vec();
    for _ in 0..DEPTH {
        let own = text.first() == Some(&b'/')
            && !matches!(text.get(1), Some(b'/' | b'\\'))
            && !text.iter().any(|byte| byte.is_ascii_control() || *byte == b'\\');
        if !own {
            return None;
        }
        let decoded = decoded(&text);
        if decoded == text {
            // What goes into a header is plain.
            return next.is_ascii().then_some(next);
        }
        text = decoded;
    }
    None
}

fn decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        rest = tail;
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = &tail[2..];
            }
            _ => out.push(*first),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_path_of_this_site_is_followed() {
        for path in ["/", "/account", "/p/lamp?sku=A-1&image=2", "/search?q=50%25+off", "/c/%C3%A4"]
        {
            assert_eq!(local(path), Some(path));
        }
    }

    #[test]
    fn whatever_leads_elsewhere_is_not() {
        for path in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/%2f/evil.example",
            "/%2Fevil.example",
            "/%5Cevil.example",
            "/%255cevil.example",
            "/%252fevil.example",
            "/a\r\nSet-Cookie: x=y",
            "/a%0d%0aSet-Cookie:%20x=y",
            "/\t/evil",
            "javascript:alert(1)",
            " /account",
            "/\u{e9}",
        ] {
            assert_eq!(local(path), None, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_followed_has_a_host_however_often_it_is_decoded(text in "/[%2-5fFcC/\\\\a-z.@:\t]{0,24}") {
            if local(&text).is_some() {
                let mut bytes = text.into_bytes();
                for _ in 0..8 {
                    prop_assert!(bytes.starts_with(b"/"));
                    prop_assert!(!bytes.starts_with(b"//") && !bytes.contains(&b'\\'));
                    bytes = decoded(&bytes);
                }
            }
        }
    }
}
