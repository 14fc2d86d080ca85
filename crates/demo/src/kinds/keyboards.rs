//! Keyboards.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "KEY",
    category: "keyboards",
    subject: Subject::Keyboard,
    tags: &["keyboard", "mechanical keyboard", "computer keyboard"],
    voice: Voice {
        thing: true,
        good: &[
            ("Quiet enough", "Quiet enough for an office with thin walls."),
            ("Lovely feel", "Each key lands with a soft thud; I invent reasons to type."),
            ("Legends last", "Two years of typing and the letters are all still there."),
            ("Small footprint", "My mouse is finally within reach of my shoulder."),
            ("Pairs with three", "Switches between laptop, tablet and phone with one key."),
            ("Built like a brick", "Does not flex, does not slide."),
            ("Hot-swap works", "Swapped the switches in an evening without soldering."),
        ],
        fair: &[
            ("High front edge", "The front edge is high; a wrist rest helps."),
            ("Layout takes a week", "The arrow keys take a week of swearing."),
        ],
        poor: &[
            ("Doubles letters", "It sometomes doubles letters, as in thhis."),
            ("Battery", "The battery lasts a third of what it says."),
        ],
    },
};

const SPECS: &[&str] = &["Layout", "Switches", "Connection", "Keycaps", "Case"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Kestrix", "Kestrix Plank compact wired keyboard", 8900, 820, &["graphite", "white"], "saffron", &["65%, British", "Linear, 45 g", "USB-C cable", "PBT", "Aluminium"], "A small board in a milled case, with arrows kept.|Foam under the plate takes the ring out of it."),
    ("Kestrix", "Kestrix Plank compact wireless keyboard", 10900, 860, &["graphite", "sage", "cream"], "saffron", &["65%, British", "Tactile, 50 g", "Bluetooth, 2.4 GHz, USB-C", "PBT", "Aluminium"], "The same small board without its leash.|Charged every other month by people who type for a living."),
    ("Kestrix", "Kestrix Deck full-size wired keyboard", 9900, 1150, &["black", "silver"], "tomato", &["Full size, British", "Clicky, 50 g", "USB-C cable", "PBT", "Steel plate"], "The full set of keys, loud on purpose.|Your colleagues will know when you are working."),
    ("Kestrix", "Kestrix Deck full-size wireless keyboard", 11900, 1200, &["graphite", "navy"], "mint", &["Full size, British", "Silent linear, 45 g", "Bluetooth, 2.4 GHz, USB-C", "PBT", "Steel plate"], "A number block, media keys, and hardly a sound.|Damped at both ends of the stroke, which is what makes it quiet rather than mushy."),
    ("Kestrix", "Kestrix Split compact wired keyboard", 16900, 980, &["black"], "lilac", &["Split, 60%, British", "Tactile, 45 g", "USB-C cable", "PBT", "Aluminium"], "Two halves, as far apart as your shoulders.|Tents to fifteen degrees. Three days of misery, then you will not go back."),
    ("Kestrix", "Kestrix Feather compact wireless keyboard", 5900, 430, &["white", "rose", "sky"], "coral", &["75%, British", "Scissor", "Bluetooth", "ABS", "Aluminium"], "Flat and light, for tablets and trains.|It folds nothing and needs no case; the keys sit below the rim."),
    ("Tarnwick", "Tarnwick Office full-size wired keyboard", 2900, 640, &["black", "grey"], "teal", &["Full size, British", "Membrane", "USB-A cable", "ABS", "Plastic"], "A plain keyboard that survives tea.|Drain holes go right through it. The legends are moulded in."),
    ("Tarnwick", "Tarnwick Office full-size wireless keyboard", 3900, 690, &["graphite"], "teal", &["Full size, British", "Membrane", "2.4 GHz", "ABS", "Plastic"], "The plain keyboard, with two years on two cells.|The receiver lives under a flap when travelling."),
    ("Tarnwick", "Tarnwick large-print full-size wired keyboard", 4400, 700, &["yellow"], "black", &["Full size, British", "Membrane", "USB-A cable", "ABS", "Plastic"], "Letters a centimetre high, black on yellow.|Made with a society for the partially sighted, and liked by everyone over fifty."),
    ("Calder & Lyle", "Calder & Lyle Script compact wireless keyboard", 13900, 740, &["cream", "walnut"], "rust", &["75%, British", "Silent tactile, 48 g", "Bluetooth, USB-C", "PBT", "Walnut"], "A wooden frame round a quiet board, for desks in living rooms.|Oiled, so it can be oiled again."),
    ("Kestrix", "Kestrix Numpad compact wireless keyboard", 4900, 260, &["graphite", "cream"], "orange", &["Number block", "Tactile, 50 g", "Bluetooth, USB-C", "PBT", "Aluminium"], "The number block alone, for whichever side of the mouse you like.|It doubles as twenty-one programmable keys."),
];

const FIRST: &[&str] = &[
    "Keys pull off with the tool in the box, so that crumbs are a problem of minutes.",
    "Any switch of the common shape can be plugged in; no soldering iron is called for.",
    "All settings live in the keyboard itself, and there is nothing to install.",
    "Feet fold out at two angles; flat is kinder to most wrists.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
