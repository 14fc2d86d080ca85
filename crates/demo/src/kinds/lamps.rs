//! Table lamps.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "LMP",
    category: "lamps",
    subject: Subject::Lamp,
    tags: &["lamp", "table lamp", "bedside lamp", "light"],
    voice: Voice {
        thing: true,
        good: &[
            ("Warm light", "The light is warm enough to read by and dim enough to talk by."),
            (
                "Just the right size",
                "Fits the bedside table and leaves room for a glass and a book.",
            ),
            ("Solid base", "The dog has run into it twice and it stayed up."),
            ("Shade is lovely", "The shade glows evenly, without a hot spot."),
            (
                "Switch where it should be",
                "The switch is on the cable at hand height, not behind the sofa.",
            ),
            ("Pair of them", "We bought two for either side of the bed and they match exactly."),
            ("Takes any bulb", "Takes an ordinary bulb, so it is not rubbish in ten years."),
        ],
        fair: &[
            ("Bulb not included", "No bulb in the box, so have one ready."),
            ("Cable visible", "The cable is rather thick and rather white."),
        ],
        poor: &[
            ("Shade dented", "The shade came with a dent that cannot be pushed out."),
            ("Flickers", "Flickers with every dimmable bulb that I tried."),
        ],
    },
};

const SPECS: &[&str] = &["Height", "Shade", "Base", "Socket", "Cable length"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Lunnfield", "Gourd table lamp", 8900, 2300, &["teal", "cream", "terracotta"], "brass", &["48 cm", "Linen", "Glazed ceramic", "E27", "1.8 m"], "A ceramic foot like a pear and a shade the colour of porridge.|The glaze is dipped twice, so it breaks into a paler shade along the shoulder."),
    ("Lunnfield", "Pebble stack lamp", 9900, 2900, &["sand", "slate"], "coral", &["52 cm", "Linen", "Turned ash", "E27", "1.8 m"], "Three turned balls on top of one another, the middle one painted.|It looks as if a child had built it and an engineer had checked the sums."),
    ("Lunnfield", "Reading stick lamp", 6900, 1900, &["black", "brass"], "cream", &["55 cm", "Metal", "Steel", "E27", "2.0 m"], "A thin stem, a wide foot, and a shade that keeps the light off the ceiling.|Good beside armchairs: the light falls exactly on a lap."),
    ("Lunnfield", "Lantern bedside lamp", 5400, 1200, &["white", "sage", "lilac"], "mustard", &["34 cm", "Pleated cotton", "Beech", "E14", "1.6 m"], "A small pleated shade on a wooden foot.|Touch the brass ring to switch it; three touches, three brightnesses."),
    ("Ardle Works", "Dome lamp", 11900, 2600, &["tomato", "navy", "white"], "cream", &["42 cm", "Spun aluminium", "Spun aluminium", "E27", "2.2 m"], "Foot and dome spun from single sheets of aluminium.|The inside of the dome is matt white, so the light has no edge."),
    ("Ardle Works", "Column lamp", 7900, 3100, &["grey", "rust"], "black", &["45 cm", "Cotton", "Cast concrete", "E27", "1.8 m"], "A plain drum on a concrete column.|Each column has a few bubbles in it; they are filled only where they would hold dust."),
    ("Pell & Thistle", "Ginger jar lamp", 10900, 2700, &["cobalt", "blush"], "gold", &["50 cm", "Silk blend", "Porcelain", "E27", "1.8 m"], "The shape that grandmothers had, without the dragons.|Hand-thrown in porcelain and wired in the next village."),
    ("Pell & Thistle", "Fern lamp", 8400, 2200, &["forest", "cream"], "oak", &["46 cm", "Linen", "Glazed ceramic", "E27", "1.8 m"], "Pressed fern fronds run up the foot under a thin glaze.|No two alike, since no two ferns were."),
    ("Lunnfield", "Nursery night lamp", 4400, 800, &["yellow", "mint", "pink"], "white", &["28 cm", "Cotton", "Beech", "E14", "1.5 m"], "A small, round-shouldered lamp that can be left on all night.|The lowest setting uses less than one watt and does not wake anybody."),
    ("Ardle Works", "Studio floor-shelf lamp", 13900, 3600, &["graphite", "oak"], "saffron", &["60 cm", "Linen", "Oak and steel", "E27", "2.5 m"], "Tall enough for a sideboard, wide enough to light a wall.|The neck slides up by twelve centimetres and locks with a brass thumbscrew."),
    ("Lunnfield", "Bent-arm bedside lamp", 7400, 1500, &["sea green", "charcoal"], "brass", &["38 cm", "Linen", "Steel", "E14", "1.8 m"], "The arm turns, so that one reads and one sleeps.|It parks flat against the wall."),
];

const FIRST: &[&str] = &[
    "It takes bulbs up to 40 W, or any LED with the same cap; a dimmable one works with the switch.",
    "The cable is covered in cloth, and the plug can be opened should you want to shorten it.",
    "The shade lifts off for dusting; a dry brush does more than a wet cloth.",
    "Felt under the foot keeps it from scratching, and a little weight inside keeps it from falling.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
