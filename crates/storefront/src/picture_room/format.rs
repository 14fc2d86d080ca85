//! What a picture that is sent may be.

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
    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
        }
    }

    /// Whether a file's name says so too.
    #[must_use]
    pub fn is_named_in(self, file: &str) -> bool {
        let Some((_, ending)) = file.rsplit_once('.') else { return false };
        let endings: &[&str] = match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::WebP => &["webp"],
        };
        endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_says_what_it_should_be() {
        assert!(PictureFormat::Jpeg.is_named_in("a.b.JPG"));
        assert!(PictureFormat::Png.is_named_in("cat.png"));
        for (format, name) in [
            (PictureFormat::Png, "cat.jpg"),
            (PictureFormat::WebP, "webp"),
            (PictureFormat::Jpeg, "cat.jpg.exe"),
        ] {
            assert!(!format.is_named_in(name), "{name}");
        }
    }
}
