//! Headphones.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "HEA",
    category: "headphones",
    subject: Subject::Headphones,
    tags: &["headphones", "headset", "earphones", "cans"],
    voice: Voice {
        thing: true,
        good: &[
            ("Comfortable for hours", "Eight hours with glasses on and no sore ears."),
            ("Quiet train", "The train simply goes away."),
            ("Voices clear", "People on calls say I sound as if I were in the room."),
            (
                "Spare pads",
                "Pads and cable can be changed, so these will outlast the last three pairs.",
            ),
            ("Honest sound", "Bass where there is bass in the recording and not elsewhere."),
            ("Buttons, not gestures", "Real buttons, which work with gloves."),
            ("Folds flat", "Folds flat into a case that is not the size of a cake."),
        ],
        fair: &[
            ("Clamps a bit", "They grip rather firmly at first."),
            ("App not needed, not good", "The app is best left uninstalled."),
        ],
        poor: &[
            ("Left side died", "The left side went silent after five weeks."),
            ("Drops out", "The connection drops whenever I cross the road."),
        ],
    },
};

const SPECS: &[&str] = &["Type", "Connection", "Battery life", "Noise cancelling", "Weight"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Helmsund", "Fjord over-ear headphones", 17900, 560, &["graphite", "cream", "sage"], "copper", &["Over-ear, closed", "Bluetooth 5.3, 3.5 mm", "45 hours", "Yes", "248 g"], "Closed, wireless, and quiet enough to hear what you came for.|The noise cancelling can be turned down by degrees, which spares the ears."),
    ("Helmsund", "Fjord Pro over-ear headphones", 27900, 640, &["black", "navy"], "brass", &["Over-ear, closed", "Bluetooth 5.3, USB-C", "55 hours", "Yes", "262 g"], "The Fjord with better drivers and a lossless connection by cable.|Leather-free pads. The headband is one strip of spring steel."),
    ("Helmsund", "Skerry on-ear headphones", 7900, 360, &["mint", "coral", "charcoal"], "white", &["On-ear, closed", "Bluetooth 5.3", "40 hours", "No", "165 g"], "Small, light, and folded in a second.|They leave enough of the street audible to cross it."),
    ("Helmsund", "Studio wired headphones", 14900, 610, &["black"], "tomato", &["Over-ear, closed", "Wired, 3 m, 6.3 mm", "", "No", "270 g"], "For recording: nothing leaks out, nothing flatters.|The cable locks with a quarter turn and comes in two lengths."),
    ("Helmsund", "Open-back wired headphones", 24900, 690, &["silver", "walnut"], "navy", &["Over-ear, open", "Wired, 2 m, 3.5 mm", "", "No", "290 g"], "Open cups, for quiet rooms and long symphonies.|Everyone near you hears it too. That is the price of the air."),
    ("Helmsund", "Call-centre wired headset", 6900, 310, &["black"], "teal", &["On-ear, mono or stereo", "Wired, USB-C", "", "Microphone only", "120 g"], "A microphone that hears you and not your neighbour.|A mute switch in the cable with a light that cannot lie."),
    ("Kestrix", "Kestrix Relay wireless headset", 11900, 480, &["graphite", "white"], "lime", &["Over-ear, closed", "2.4 GHz, Bluetooth", "30 hours", "Microphone only", "255 g"], "For games and meetings, often on the same evening.|The boom swings up to mute. A dongle keeps the delay below what ears notice."),
    ("Kestrix", "Kestrix Relay wired headset", 5900, 430, &["graphite"], "lime", &["Over-ear, closed", "Wired, 2.5 m, 3.5 mm", "", "No", "240 g"], "The same shape on a cable, for half the price.|The cable unplugs at the cup, because that is where cables break."),
    ("Helmsund", "Children's wired headphones", 3400, 250, &["sky", "yellow", "pink"], "orange", &["On-ear, closed", "Wired, 1.2 m, 3.5 mm", "", "No", "130 g"], "Limited to 85 decibels by the hardware, not by a setting.|A second socket lets a sister listen in."),
    ("Helmsund", "Night wireless headphones", 8900, 180, &["lilac", "slate"], "cream", &["Headband, flat", "Bluetooth 5.3", "16 hours", "No", "85 g"], "Flat speakers in a soft band, for sleeping on one side.|The band is washed separately. It ends a podcast when you stop moving."),
    ("Helmsund", "Fjord Sport on-ear headphones", 9900, 290, &["lime", "graphite"], "orange", &["On-ear, closed", "Bluetooth 5.3", "35 hours", "No", "150 g"], "Washable pads and a band that grips when you run.|It shrugs off sweat and drizzle, but do not swim with it."),
];

const FIRST: &[&str] = &[
    "Ear pads twist off by hand; a new pair costs less than a lunch.",
    "The battery can be replaced with an ordinary screwdriver, and we sell it.",
    "It connects to two devices at once and picks up the one that rings.",
    "Tuned by listening, then checked by measuring; the curve is on our site, bumps and all.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
