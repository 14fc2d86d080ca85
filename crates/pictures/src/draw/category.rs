//! Which drawing stands for a product that came without a picture.

use super::{Look, Subject, View, dice::Dice, paint::Paint, picture};

/// Words of a category, type or title, and what is drawn for them. The first that occurs wins, so
/// what a thing is *for* stands below what it *is*: a printer cable is a cable.
const WORDS: &[(&str, Subject)] = &[
    ("subscription", Subject::Parcel),
    ("toner", Subject::Parcel),
    ("drum", Subject::Parcel),
    ("cartridge", Subject::Parcel),
    ("ink", Subject::Parcel),
    ("docking", Subject::Parcel),
    ("hub", Subject::Parcel),
    ("cable", Subject::Parcel),
    ("adapter", Subject::Parcel),
    ("adaptor", Subject::Parcel),
    ("charger", Subject::Parcel),
    ("batter", Subject::Parcel),
    ("backpack", Subject::Parcel),
    ("bag", Subject::Parcel),
    ("case", Subject::Parcel),
    ("sleeve", Subject::Parcel),
    ("keyboard", Subject::Keyboard),
    ("mouse", Subject::Mouse),
    ("mice", Subject::Mouse),
    ("trackball", Subject::Mouse),
    ("headset", Subject::Headphones),
    ("headphone", Subject::Headphones),
    ("earphone", Subject::Headphones),
    ("earbud", Subject::Headphones),
    ("speaker", Subject::Speaker),
    ("soundbar", Subject::Speaker),
    ("audio", Subject::Speaker),
    ("webcam", Subject::Parcel),
    ("camcorder", Subject::Parcel),
    ("camera", Subject::Parcel),
    ("lens", Subject::Parcel),
    ("projector", Subject::Parcel),
    ("projection", Subject::Parcel),
    ("lamp", Subject::Parcel),
    ("software", Subject::SoftwareBox),
    ("licen", Subject::SoftwareBox),
    ("warranty", Subject::SoftwareBox),
    ("support", Subject::SoftwareBox),
    ("antivirus", Subject::SoftwareBox),
    ("paper", Subject::Parcel),
    ("label", Subject::Parcel),
    ("envelope", Subject::Parcel),
    ("laptop", Subject::Laptop),
    ("notebook", Subject::Laptop),
    ("ultrabook", Subject::Laptop),
    ("chromebook", Subject::Laptop),
    ("tablet", Subject::Tablet),
    ("e-book", Subject::Tablet),
    ("smartphone", Subject::Phone),
    ("mobile-phone", Subject::Phone),
    ("telephone", Subject::Phone),
    ("phone", Subject::Phone),
    ("television", Subject::Parcel),
    ("tv", Subject::Parcel),
    ("signage", Subject::Parcel),
    ("monitor", Subject::Monitor),
    ("display", Subject::Monitor),
    ("screen", Subject::Monitor),
    ("scanner", Subject::Parcel),
    ("multifunction", Subject::Parcel),
    ("printer", Subject::Parcel),
    ("plotter", Subject::Parcel),
    ("copier", Subject::Parcel),
    ("fax", Subject::Parcel),
    ("ups", Subject::Parcel),
    ("uninterruptible", Subject::Parcel),
    ("power", Subject::Parcel),
    ("surge", Subject::Parcel),
    ("server", Subject::Parcel),
    ("rack", Subject::Parcel),
    ("nas", Subject::Parcel),
    ("router", Subject::Parcel),
    ("switch", Subject::Parcel),
    ("network", Subject::Parcel),
    ("access-point", Subject::Parcel),
    ("modem", Subject::Parcel),
    ("memory", Subject::Parcel),
    ("ram", Subject::Parcel),
    ("graphics", Subject::Parcel),
    ("motherboard", Subject::Parcel),
    ("processor", Subject::Parcel),
    ("component", Subject::Parcel),
    ("flash", Subject::Parcel),
    ("ssd", Subject::Parcel),
    ("hard-disk", Subject::Parcel),
    ("drive", Subject::Parcel),
    ("storage", Subject::Parcel),
    ("desktop", Subject::Desktop),
    ("workstation", Subject::Desktop),
    ("all-in-one", Subject::Desktop),
    ("pc", Subject::Desktop),
    ("computer", Subject::Desktop),
    ("chair", Subject::Chair),
    ("furniture", Subject::Chair),
    ("desk", Subject::Chair),
    ("pen", Subject::Parcel),
    ("office", Subject::Parcel),
    ("stationery", Subject::Parcel),
    ("coffee", Subject::CoffeeMaker),
    ("kettle", Subject::Kettle),
    ("kitchen", Subject::Pan),
    ("clock", Subject::Clock),
    ("book", Subject::Parcel),
];

/// Main and accent colours in which imported products are drawn. Few, so that many products share
/// one picture.
const PALETTES: [(&str, &str); 4] =
    [("graphite", "saffron"), ("white", "teal"), ("navy", "coral"), ("silver", "cobalt")];

fn hyphenated(text: &str) -> String {
    text.to_lowercase().replace(|letter: char| !letter.is_alphanumeric(), "-")
}

/// Whether `word` begins a group of `text`, or is the whole of one when it is short.
fn occurs(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let begins = at == 0 || text.as_bytes()[at - 1] == b'-';
        let rest = &text[at + word.len()..];
        let ends =
            rest.is_empty() || rest.starts_with('-') || rest.starts_with("s-") || rest == "s";
        begins && (ends || word.len() > 4)
    })
}

/// What a category or type of this name is drawn as; a parcel when no word of it is known.
#[must_use]
pub fn subject_for(hint: &str) -> Subject {
    let hint = hyphenated(hint);
    WORDS
        .iter()
        .find(|(word, _)| occurs(&hint, word))
        .map_or(Subject::Parcel, |&(_, subject)| subject)
}

/// A drawing for a product without a picture, as SVG.
///
/// `hint` is the slug or name of its category or type; `seed` (a brand, say) chooses one of four
/// palettes, so that thousands of products share a few dozen pictures.
#[must_use]
pub fn for_category(hint: &str, seed: &str) -> String {
    let choice = Dice::from_text(seed).below(PALETTES.len());
    let (paint, accent) = PALETTES[choice];
    let look = Look {
        paint: Paint::named(paint),
        accent: Paint::named(accent),
        seed: choice as u64 + 1,
        view: View::Front,
    };
    picture(subject_for(hint), &look)
}
