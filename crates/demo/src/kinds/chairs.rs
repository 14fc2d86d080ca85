//! Office chairs.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "CHR",
    category: "office-chairs",
    subject: Subject::Chair,
    tags: &["office chair", "desk chair", "swivel chair", "task chair", "furniture"],
    voice: Voice {
        thing: true,
        good: &[
            ("Back is better", "Six hours at the desk and I get up without groaning."),
            ("Fits tall people", "I am 1.95 m and my knees are at a right angle for once."),
            ("Easy to build", "Together in twenty minutes, with one key."),
            ("Breathes", "No damp back in August."),
            ("Rolls silently", "Rolls over floorboards without a sound or a scratch."),
            ("Solid", "Nothing creaks after a year of fidgeting."),
            (
                "Fits small people",
                "Goes low enough that my feet are flat on the floor, and I am 1.58 m.",
            ),
        ],
        fair: &[
            ("Hard seat", "The seat is firmer than I am used to."),
            ("Armrests wobble", "The armrests have some play in them."),
        ],
        poor: &[
            ("Sinks", "The gas spring gives up by the afternoon."),
            ("Creaks", "Creaks with every breath."),
        ],
    },
};

const SPECS: &[&str] = &["Seat height", "Backrest", "Armrests", "Load", "Upholstery"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Ardle Works", "Tiller task chair", 28900, 14500, &["graphite", "navy", "rust"], "saffron", &["42 to 54 cm", "Mesh, 48 cm", "Height", "120 kg", "Recycled polyester"], "A straightforward task chair with every adjustment that gets used and none that do not.|The back follows you for 22 degrees and then stops politely."),
    ("Ardle Works", "Tiller high-back chair", 35900, 16900, &["graphite", "petrol"], "saffron", &["42 to 54 cm", "Mesh, 62 cm", "Height and width", "120 kg", "Recycled polyester"], "The Tiller with a taller back and a headrest that can be taken off.|The lumbar pad slides in a rail, so it meets your back and not the average one."),
    ("Ardle Works", "Helm chair", 54900, 19800, &["black", "sage"], "copper", &["40 to 56 cm", "Mesh, 60 cm", "Four ways", "150 kg", "Wool blend"], "A chair for long days and for people who differ in size.|Seat depth, tilt tension and arms all move without getting up."),
    ("Ardle Works", "Thwart stool", 17900, 7200, &["oak", "tomato"], "black", &["55 to 78 cm", "None", "None", "130 kg", "Wool felt"], "A saddle-shaped stool for standing desks and drawing boards.|It rocks a little, and so do you, which is the point."),
    ("Ardle Works", "Coxswain junior chair", 14900, 8800, &["sky", "coral", "lime"], "white", &["34 to 45 cm", "Padded, 38 cm", "None", "70 kg", "Recycled polyester"], "It grows with a child from six to about fourteen.|Depth and height move together by one lever, so it always fits both ways."),
    ("Lunnfield", "Reading-room chair", 24900, 11800, &["walnut", "cream"], "burgundy", &["44 to 52 cm", "Padded, 40 cm", "Fixed, wood", "110 kg", "Wool"], "A swivel chair that does not look like one, for rooms that are also for living.|Bent beech shell, wool seat, and a mechanism hidden under a wooden cap."),
    ("Lunnfield", "Folding guest chair", 7900, 4600, &["mustard", "slate"], "oak", &["45 cm", "Beech, 36 cm", "None", "110 kg", "None"], "A folding chair that is comfortable past the soup.|Four of them hang on one hook."),
    ("Ardle Works", "Drafting chair", 31900, 15600, &["black"], "teal", &["58 to 82 cm", "Mesh, 46 cm", "Height", "120 kg", "Recycled polyester"], "A tall chair with a foot ring, for counters and benches.|The ring is steel and bolts to the column, so that it can carry you when you climb up."),
    ("Ardle Works", "Gunwale visitor chair", 19900, 6900, &["sage", "mustard"], "black", &["46 cm", "Padded, 40 cm", "Fixed", "130 kg", "Wool felt"], "For the other side of the desk: it swivels, but does not roll.|Stackable if you take the arms off, which takes four screws."),
];

const FIRST: &[&str] = &[
    "Every wearing part has a number and a price on our spares list, castors to cushion.",
    "The castors are soft ones for hard floors; hard ones for carpet are free on request.",
    "Set the height first, then the depth, then the back. The card under the seat shows how.",
    "It comes in two boxes: back and seat in one, base in the other.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
