//! Loudspeakers.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "SPK",
    category: "speakers",
    subject: Subject::Speaker,
    tags: &["speaker", "loudspeaker", "bluetooth speaker", "hi-fi"],
    voice: Voice {
        thing: true,
        good: &[
            ("Fills the room", "Small box, and it fills the kitchen without shouting."),
            ("Clear voices", "Radio plays are a pleasure, every word clear."),
            ("Survived the beach", "Sand, salt and a dropped ice cream, and it plays on."),
            ("Simple controls", "Three buttons that do three things."),
            ("Proper bass", "Proper bass, without the wobble."),
            ("Pairs at once", "Pairs straight away, every time."),
            ("Battery is real", "A whole weekend of camping on one charge."),
        ],
        fair: &[
            ("Bass heavy", "Too much bass on a shelf by the wall; pull it forward."),
            ("Start-up sound", "It greets you loudly each time it is switched on."),
        ],
        poor: &[
            ("Hisses", "A hiss when nothing plays."),
            ("Cuts out", "Cuts out when the phone is in my back pocket."),
        ],
    },
};

const SPECS: &[&str] = &["Type", "Power", "Connection", "Battery life", "Dimensions"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Helmsund", "Pier portable speaker", 8900, 780, &["teal", "tomato", "graphite"], "mustard", &["Portable", "20 W", "Bluetooth 5.3", "18 hours", "21 x 8 x 8 cm"], "A barrel with a strap, for boats and balconies.|It floats, face up, and keeps on playing while it does."),
    ("Helmsund", "Pier Mini portable speaker", 4900, 320, &["sky", "coral", "lime"], "white", &["Portable", "8 W", "Bluetooth 5.3", "12 hours", "12 x 6 x 6 cm"], "The one for handlebars and shower rails.|Its loop of cord holds it anywhere that a cord can go."),
    ("Helmsund", "Pier Max portable speaker", 17900, 2900, &["black", "olive"], "orange", &["Portable", "60 W", "Bluetooth 5.3, 3.5 mm", "24 hours", "36 x 17 x 16 cm"], "Loud enough for a garden, with a socket that charges phones.|Two drivers at the front, two bass membranes at the ends."),
    ("Helmsund", "Mole bookshelf speakers, pair", 27900, 9800, &["walnut", "white"], "brass", &["Bookshelf, passive", "2 x 60 W", "Terminals", "", "18 x 29 x 24 cm"], "A pair of small two-way boxes that need an amplifier and repay it.|The cabinets are veneered on all sides, the inside included, so that they never warp."),
    ("Helmsund", "Mole Active bookshelf speakers, pair", 39900, 10900, &["oak", "black"], "brass", &["Bookshelf, active", "2 x 50 W", "Bluetooth, optical, phono", "", "18 x 29 x 26 cm"], "Amplifiers inside, and a socket for a record player.|All that a small flat needs for music."),
    ("Helmsund", "Hearth shelf speaker", 22900, 3400, &["grey", "sage", "rose"], "copper", &["Shelf", "40 W", "Wi-Fi, Bluetooth", "", "24 x 28 x 14 cm"], "One round-shouldered speaker in cloth, for rooms where people talk.|No microphone in it, and so no one listening."),
    ("Helmsund", "Hearth Radio shelf speaker", 18900, 2600, &["cream", "petrol"], "tomato", &["Shelf", "20 W", "FM, DAB+, Bluetooth", "", "22 x 24 x 13 cm"], "A kitchen radio with a knob for volume and a knob for stations.|Six presets, an alarm, and nothing that needs an account."),
    ("Tarnwick", "Tarnwick desk speakers, pair", 3900, 900, &["black", "white"], "teal", &["Bookshelf, active", "2 x 5 W", "USB-C, 3.5 mm", "", "9 x 17 x 11 cm"], "For the two sides of a monitor.|One cable to the computer brings power and sound."),
    ("Bryndal", "Bryndal soundbar shelf speaker", 19900, 3100, &["graphite"], "cobalt", &["Shelf", "80 W", "HDMI, optical, Bluetooth", "", "80 x 7 x 10 cm"], "Under a television, so that one can follow the dialogue.|A button marked Voice does what it says."),
    ("Helmsund", "Quay portable speaker", 12900, 1500, &["rust", "petrol", "sand"], "white", &["Portable", "35 W", "Bluetooth 5.3, 3.5 mm", "20 hours", "27 x 12 x 11 cm"], "Between the small Pier and the large one, with a leather handle.|It sounds its best on a wooden table."),
];

const FIRST: &[&str] = &[
    "The battery sits behind four screws and costs about a tenth of the speaker.",
    "Grilles come off for cleaning and snap back on without tools.",
    "Two of the same pair up as left and right if you hold both buttons.",
    "We tune it in an ordinary living room with a carpet and a dog.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
