//! Mice.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "MOU",
    category: "mice",
    subject: Subject::Mouse,
    tags: &["mouse", "computer mouse", "wireless mouse", "trackpad"],
    voice: Voice {
        thing: true,
        good: &[
            ("Fits my hand", "Small hands rejoice."),
            ("Wrist pain gone", "The ache in my wrist was gone in a week."),
            ("Silent clicks", "Silent enough for bed and for libraries."),
            ("Glides", "Glides on wood, cloth and my trouser leg."),
            (
                "Scroll wheel",
                "The wheel runs free with a flick and clicks when it is turned slowly.",
            ),
            ("Left-handed!", "A left-handed mouse that is not an afterthought."),
            ("Lasts", "Changed the battery once in fourteen months."),
        ],
        fair: &[
            ("Light", "So light that it feels cheap, though it is not."),
            ("Side buttons small", "The side buttons are too small for my thumb."),
        ],
        poor: &[
            ("Double clicks", "It double-clicks when I click once."),
            ("Jumps", "The pointer jumps on a white desk."),
        ],
    },
};

const SPECS: &[&str] = &["Hand", "Connection", "Resolution", "Buttons", "Battery"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Kestrix", "Kestrix Pebble wireless mouse", 3900, 130, &["sage", "coral", "graphite"], "cream", &["Either", "2.4 GHz, Bluetooth", "1,600 dpi", "3", "24 months, 1 x AA"], "Low and round, for bags and small tables.|The receiver tucks in beside the battery."),
    ("Kestrix", "Kestrix Contour wireless mouse", 6900, 180, &["graphite", "navy"], "saffron", &["Right", "2.4 GHz, Bluetooth", "4,000 dpi", "6", "70 days, USB-C"], "A full-sized mouse with a shelf for the thumb.|The wheel switches between clicks and free spin by itself."),
    ("Kestrix", "Kestrix Contour wireless mouse, left-handed", 6900, 180, &["graphite"], "saffron", &["Left", "2.4 GHz, Bluetooth", "4,000 dpi", "6", "70 days, USB-C"], "The same mouse, mirrored, not merely permitted.|The buttons are swapped in the hardware, so every computer gets it right."),
    ("Kestrix", "Kestrix Upright vertical mouse", 5900, 190, &["black", "white"], "teal", &["Right", "2.4 GHz", "2,400 dpi", "5", "18 months, 1 x AA"], "Held like a glass, so the forearm does not twist.|It comes in one size, for hands of 17 to 20 cm."),
    ("Kestrix", "Kestrix Flick gaming mouse", 7900, 95, &["white", "black"], "tomato", &["Right", "USB-C cable", "26,000 dpi", "6", ""], "Fifty-eight grams, without holes.|The cable is as soft as a shoelace."),
    ("Tarnwick", "Tarnwick Office wired mouse", 1200, 110, &["black", "grey"], "cobalt", &["Either", "USB-A cable", "1,200 dpi", "3", ""], "The mouse that comes to mind when one says mouse.|The cable is 1.8 m, long enough for a computer under the desk."),
    ("Tarnwick", "Tarnwick Office wireless mouse", 1900, 115, &["graphite", "sky"], "cobalt", &["Either", "2.4 GHz", "1,600 dpi", "3", "18 months, 1 x AA"], "The plain one without its tail.|It sleeps after ten minutes and wakes before you notice."),
    ("Calder & Lyle", "Calder & Lyle Script quiet mouse", 4900, 140, &["cream", "rose"], "walnut", &["Either", "Bluetooth", "2,000 dpi", "3", "6 months, USB-C"], "No click to hear, only one to feel.|Thin enough for a jacket pocket, wide enough for an afternoon."),
    ("Kestrix", "Kestrix Orb trackball", 8400, 290, &["slate"], "orange", &["Right", "2.4 GHz, USB-C", "2,000 dpi", "5", "4 months, USB-C"], "The hand stays still and the thumb does the travelling.|The ball pops out for its weekly wipe."),
    ("Kestrix", "Kestrix Pebble wired mouse", 2600, 105, &["sage", "tomato"], "cream", &["Either", "USB-C cable", "1,600 dpi", "3", ""], "The Pebble with a cord, for those who lose things.|The cord leaves at a slant and does not drag."),
];

const FIRST: &[&str] = &[
    "The skates are replaceable; a spare set is taped inside the lid of the box.",
    "The switches are rated for twenty million clicks and sit in sockets.",
    "Plug it in and it works, with nothing to install.",
    "The shell comes off with two screws, so that it can be cleaned as often as a mouse should be.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
