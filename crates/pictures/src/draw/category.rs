//! Which drawing stands for a product that came without a picture.

use super::{Look, Subject, View, dice::Dice, paint::Paint, picture};

/// Words of a category, type or title, and what is drawn for them. The first that occurs wins, so
/// what a thing is *for* stands below what it *is*: a printer cable is a cable.
const WORDS: &[(&str, Subject)] = &[
    ("subscription", Subject::Magazine),
    ("toner", Subject::Toner),
    ("drum", Subject::Toner),
    ("cartridge", Subject::Ink),
    ("ink", Subject::Ink),
    ("docking", Subject::Router),
    ("hub", Subject::Router),
    ("cable", Subject::Cable),
    ("adapter", Subject::Charger),
    ("adaptor", Subject::Charger),
    ("charger", Subject::Charger),
    ("batter", Subject::Charger),
    ("backpack", Subject::Bag),
    ("bag", Subject::Bag),
    ("case", Subject::Bag),
    ("sleeve", Subject::Bag),
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
    ("webcam", Subject::Camera),
    ("camcorder", Subject::Camera),
    ("camera", Subject::Camera),
    ("lens", Subject::Camera),
    ("projector", Subject::Projector),
    ("projection", Subject::Projector),
    ("lamp", Subject::DeskLamp),
    ("software", Subject::SoftwareBox),
    ("licen", Subject::SoftwareBox),
    ("warranty", Subject::SoftwareBox),
    ("support", Subject::SoftwareBox),
    ("antivirus", Subject::SoftwareBox),
    ("paper", Subject::Paper),
    ("label", Subject::Paper),
    ("envelope", Subject::Paper),
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
    ("television", Subject::Television),
    ("tv", Subject::Television),
    ("signage", Subject::Television),
    ("monitor", Subject::Monitor),
    ("display", Subject::Monitor),
    ("screen", Subject::Monitor),
    ("scanner", Subject::Printer),
    ("multifunction", Subject::Printer),
    ("printer", Subject::Printer),
    ("plotter", Subject::Printer),
    ("copier", Subject::Printer),
    ("fax", Subject::Printer),
    ("ups", Subject::PowerSupply),
    ("uninterruptible", Subject::PowerSupply),
    ("power", Subject::PowerSupply),
    ("surge", Subject::PowerSupply),
    ("server", Subject::Server),
    ("rack", Subject::Server),
    ("nas", Subject::Server),
    ("router", Subject::Router),
    ("switch", Subject::Router),
    ("network", Subject::Router),
    ("access-point", Subject::Router),
    ("modem", Subject::Router),
    ("memory", Subject::Memory),
    ("ram", Subject::Memory),
    ("graphics", Subject::Memory),
    ("motherboard", Subject::Memory),
    ("processor", Subject::Memory),
    ("component", Subject::Memory),
    ("flash", Subject::Drive),
    ("ssd", Subject::Drive),
    ("hard-disk", Subject::Drive),
    ("drive", Subject::Drive),
    ("storage", Subject::Drive),
    ("desktop", Subject::Desktop),
    ("workstation", Subject::Desktop),
    ("all-in-one", Subject::Desktop),
    ("pc", Subject::Desktop),
    ("computer", Subject::Desktop),
    ("chair", Subject::Chair),
    ("furniture", Subject::Chair),
    ("desk", Subject::Chair),
    ("pen", Subject::Pen),
    ("office", Subject::Pen),
    ("stationery", Subject::Pen),
    ("coffee", Subject::CoffeeMaker),
    ("kettle", Subject::Kettle),
    ("kitchen", Subject::Pan),
    ("clock", Subject::Clock),
    ("book", Subject::Book),
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
        form: None,
        view: View::Front,
    };
    picture(subject_for(hint), &look)
}
