//! Pictures that are something else, too: a page, a script, a document, an archive.
//!
//! What is kept is written anew from its pixels, so none of that would be kept; but nobody sends such a
//! file by mistake. A photograph with a second picture or a film behind it is none: telephones make them.

/// What readers of other kinds of files look for anywhere in one, in small letters. All are long enough
/// that ten megabytes of pixels do not hold one by chance.
const ANYWHERE: [&[u8]; 9] = [
    b"<script",
    b"<?php",
    b"<html",
    b"<!doctype",
    b"<svg ",
    b"<iframe",
    b"%pdf-",
    b"rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
];
/// What the end of a ZIP archive begins with.
const ARCHIVE_END: &[u8] = b"PK\x05\x06";
/// How far before the end of the file that may be: its own length and that of a comment.
const ARCHIVE_TAIL: usize = 22 + 65_535;

/// Whether a file is more than the picture that it begins as.
pub(crate) fn is_more(sent: &[u8]) -> bool {
    let tail = &sent[sent.len().saturating_sub(ARCHIVE_TAIL)..];
    tail.windows(ARCHIVE_END.len()).any(|bytes| bytes == ARCHIVE_END)
        || (0..sent.len()).any(|at| ANYWHERE.iter().any(|mark| begins_with(&sent[at..], mark)))
}

fn begins_with(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.get(..mark.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIXELS: &[u8] = b"\xff\xd8\xff\xe0 pixels \xff\xd9";

    fn with(more: &[u8]) -> Vec<u8> {
        [PIXELS, more].concat()
    }

    #[test]
    fn what_something_else_would_be_read_from_is_found() {
        for more in [
            b"<ScRiPt>alert(1)</script>".as_slice(),
            b"<?PHP system('id');",
            b"%PDF-1.7",
            b"<svg onload=alert(1)>",
            b"PK\x03\x04 ... PK\x05\x06\0\0\0\0",
            b"Rar!\x1a\x07\x01\0",
            b"7z\xbc\xaf\x27\x1c\0\x04",
        ] {
            assert!(is_more(&with(more)), "{more:?}");
        }
    }

    #[test]
    fn photographs_are_left_alone() {
        assert!(!is_more(PIXELS));
        assert!(!is_more(b""));
        assert!(!is_more(&with(PIXELS)), "a second picture");
        assert!(!is_more(&with(b"\0\0\0\x18ftypmp42")), "a film");
        assert!(!is_more(&with(b"<?xpacket begin='' ?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>")));
        // What begins like an archive has its end too, where it is one.
        assert!(!is_more(&with(b"PK\x03\x04")));
    }
}
