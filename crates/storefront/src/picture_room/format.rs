//! What a picture that is sent may be, and be called.

use super::KeepError;

/// What a picture is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl PictureFormat {
    /// What bytes are, by how they begin.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
            Some(Self::WebP)
        } else {
            None
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
        }
    }

    /// Whether a file's name says so too, or nothing of it.
    fn fits(self, file: &str) -> bool {
        let Some((_, ending)) = file.rsplit_once('.') else { return true };
        let endings: &[&str] = match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::WebP => &["webp"],
        };
        endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
    }
}

/// Whether a picture may be called as it is: its name ends with what it is, and leads nowhere. Nothing is
/// ever stored by that name; but who sends it otherwise is mistaken, or tries something.
///
/// # Errors
/// [`KeepError::NameLeadsElsewhere`], [`KeepError::Misnamed`].
pub fn check_name(name: &str, sent: &[u8]) -> Result<(), KeepError> {
    if name.split(['/', '\\']).any(|part| part == "..") {
        return Err(KeepError::NameLeadsElsewhere);
    }
    match PictureFormat::of(sent) {
        Some(format) if !format.fits(name) => Err(KeepError::Misnamed(format)),
        // What is no picture is refused for that.
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n...";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0...";
    const WEBP: &[u8] = b"RIFF\0\0\0\0WEBPVP8L";

    #[test]
    fn a_name_ends_with_what_it_is() {
        for (name, sent) in [
            ("a.b.JPG", JPEG),
            ("photo.jpeg", JPEG),
            ("cat.png", PNG),
            ("C:\\pictures\\cat.webp", WEBP),
            ("pasted", PNG),
            ("cat.svg", b"<svg/>"),
        ] {
            assert_eq!(check_name(name, sent), Ok(()), "{name}");
        }
        for (name, sent, format) in [
            ("cat.jpg", PNG, PictureFormat::Png),
            ("cat.png", WEBP, PictureFormat::WebP),
            ("cat.jpg.exe", JPEG, PictureFormat::Jpeg),
        ] {
            assert_eq!(check_name(name, sent), Err(KeepError::Misnamed(format)), "{name}");
        }
    }

    #[test]
    fn a_name_leads_nowhere() {
        for name in ["../cat.png", "..\\cat.png", "a/../../cat.png", ".."] {
            assert_eq!(check_name(name, PNG), Err(KeepError::NameLeadsElsewhere), "{name}");
        }
        assert_eq!(check_name("one..two.png", PNG), Ok(()));
    }
}
