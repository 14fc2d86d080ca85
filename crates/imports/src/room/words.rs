//! What is said of files that are sent.

use storefront::import_room::{BrokenOff, ImportRoomError};

use crate::folder::NotKept;

/// Longest name of a file that is shown, in characters.
const LONGEST_NAME: usize = 200;

/// The name of a file as it is shown.
pub(super) fn shown(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME);
    let name: String = name.collect();
    if name.trim().is_empty() { "file".to_owned() } else { name }
}

/// Why a file was not kept, for who sent it.
pub(super) fn refusal(error: &NotKept) -> ImportRoomError {
    let sentence = match error {
        NotKept::BrokenOff(BrokenOff::TooLarge) => {
            "The file is larger than 1 GB. Split it, and import its parts."
        }
        NotKept::BrokenOff(BrokenOff::Lost) => "The file did not come whole. Send it again.",
        NotKept::Empty => "Choose a file with at least one row.",
        NotKept::NotUtf8 => {
            "The file is not UTF-8 text. Save it as “CSV UTF-8”, and send it again."
        }
        NotKept::Folder(error) => {
            tracing::error!(%error, "an uploaded file could not be kept");
            return ImportRoomError::Unavailable;
        }
    };
    ImportRoomError::refused("file", sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_for_showing_alone() {
        assert_eq!(shown("../../etc/passwd"), "passwd");
        assert_eq!(shown("C:\\goods\\spring.csv"), "spring.csv");
        assert_eq!(shown("a\u{0}b\n.csv"), "ab.csv");
        assert_eq!((shown(" ").as_str(), shown("").len()), ("file", 4));
        assert_eq!(shown(&"x".repeat(300)).len(), LONGEST_NAME);
    }
}
