//! Candles.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "CAN",
    category: "candles",
    subject: Subject::Candle,
    tags: &["candle", "scented candle", "soy candle"],
    voice: Voice {
        thing: true,
        good: &[
            ("Smells real", "Smells of the thing on the label and not of a department store."),
            ("Burns evenly", "Burns flat to the end, no tunnel down the middle."),
            ("Glass reused", "The glass is now a toothbrush mug."),
            (
                "Not overpowering",
                "You notice it when you come in and then forget it, as it should be.",
            ),
            ("Lasts", "Lit most evenings in November and it saw the month out."),
            ("Good gift", "My go-to when I do not know people well."),
            ("No soot", "No black marks on the glass or the ceiling."),
        ],
        fair: &[
            ("Faint", "Too faint for our large room."),
            ("Wick needs trimming", "The wick wants trimming every time or it smokes."),
        ],
        poor: &[
            ("Tunnels", "Drowned itself after ten hours with half the wax left."),
            ("Headache", "Gave two of us a headache."),
        ],
    },
};

const SPECS: &[&str] = &["Scent", "Wax", "Burning time", "Net weight", "Vessel"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Pell & Thistle", "Salt marsh candle", 2800, 620, &["sea green"], "navy", &["Samphire, wet rope, a little smoke", "Rapeseed and soy", "45 hours", "220 g", "Glazed clay"], "The smell of a path between reeds at low water.|It is the one that people buy after standing still in front of it for a while."),
    ("Pell & Thistle", "Linen cupboard candle", 2800, 620, &["white"], "lilac", &["Clean linen, lavender stalks", "Rapeseed and soy", "45 hours", "220 g", "Glazed clay"], "Starched sheets, and the sprig that somebody put between them.|Light enough for bedrooms."),
    ("Pell & Thistle", "Potting shed candle", 2800, 620, &["forest"], "terracotta", &["Tomato leaf, damp soil, twine", "Rapeseed and soy", "45 hours", "220 g", "Glazed clay"], "Green, earthy, a bit of creosote.|For everyone who gardens and for everyone who only means to."),
    ("Pell & Thistle", "Quince and clove candle", 3200, 640, &["mustard"], "burgundy", &["Quince, clove, dry leaves", "Rapeseed and soy", "45 hours", "220 g", "Glazed clay"], "October, before the heating goes on.|Made only from September to December, and we order too few each year."),
    ("Pell & Thistle", "Large hearth candle", 5900, 1500, &["charcoal"], "orange", &["Birch smoke, resin, leather", "Rapeseed and soy", "70 hours", "600 g", "Stoneware bowl"], "Three wicks and seventy hours of a fire that needs no chimney.|Stand it on a plate: the bowl grows warm, not hot."),
    ("Lunnfield", "Beeswax tumbler", 2400, 480, &["cream"], "gold", &["Honey, unscented", "Beeswax", "38 hours", "180 g", "Glass"], "Nothing but beeswax and a cotton wick.|It smells of honey because it was next to some."),
    ("Lunnfield", "Unscented table candle", 1600, 520, &["slate"], "white", &["None", "Rapeseed", "40 hours", "200 g", "Glass"], "For dinners, where the food should do the smelling.|Burns low and steady in a wide glass that cannot be knocked over by a sleeve."),
    ("Lunnfield", "Citronella terrace candle", 2600, 1400, &["terracotta"], "lime", &["Citronella, lemon thyme", "Rapeseed", "50 hours", "550 g", "Clay pot"], "Keeps off some of the midges and none of the neighbours.|Outdoors only. The clay pot has a lid against rain."),
    ("Pell & Thistle", "Rain on slate candle", 2800, 620, &["pale blue"], "graphite", &["Petrichor, iris, cold stone", "Rapeseed and soy", "45 hours", "220 g", "Glazed clay"], "The first minute of rain after a dry week.|The perfumer took eleven attempts; the tenth smelt of potatoes."),
    ("Lunnfield", "Travel tin trio", 2900, 420, &["copper"], "teal", &["Fig, pine, linen", "Soy", "3 x 15 hours", "3 x 75 g", "Tin"], "Three small tins for hotel rooms and desk drawers.|Lids on, they survive a suitcase in summer."),
    ("Pell & Thistle", "Pine pitch candle", 2800, 620, &["bottle green"], "brass", &["Pine resin, tar, cold air", "Rapeseed and soy", "45 hours", "220 g", "Glazed clay"], "A boatyard in February.|The tar is a note of tar and stains nothing."),
];

const FIRST: &[&str] = &[
    "Let the wax melt right to the edge the first time; it remembers how far it got.",
    "Trim the wick to 5 mm before each lighting and it will neither smoke nor flicker.",
    "Poured in batches of forty-eight, left alone for a fortnight, then lidded.",
    "When a finger's width of wax is left, stop. Hot water and a spoon clean the vessel for its next life.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
