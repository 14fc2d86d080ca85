//! Socks.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "SOC",
    category: "socks",
    subject: Subject::Socks,
    tags: &["socks", "hosiery", "sock"],
    voice: Voice {
        thing: true,
        good: &[
            ("No holes yet", "A year in boots, and no hole in heel or toe."),
            ("Stay up", "They stay up all day and leave no mark."),
            ("Right thickness", "Thick where the boot rubs and thin where it does not."),
            ("Toe seam flat", "I cannot feel the toe seam, and I always feel the toe seam."),
            ("Cheerful", "My grey suit is grateful for them."),
            ("Dry fast", "Washed in a hut at night, dry by breakfast."),
        ],
        fair: &[
            ("Tight calf", "A little tight round a cyclist's calf."),
            ("Pattern stretches", "The pattern goes pale when stretched."),
        ],
        poor: &[("Thin heel", "Worn through at the heel by the second month.")],
    },
};

const SPECS: &[&str] = &["Material", "Height", "Cushioning", "Pack", "Wash"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Loomsgate", "Striped cotton socks", 1100, 60, &["navy", "rust", "sage"], "cream", &["80% cotton, 18% polyamide, 2% elastane", "Crew", "None", "One pair", "40 °C"], "Even stripes from cuff to toe.|Cheerful by the standards of accountants."),
    ("Loomsgate", "Dotted cotton socks", 1100, 60, &["teal", "burgundy", "mustard"], "white", &["80% cotton, 18% polyamide, 2% elastane", "Crew", "None", "One pair", "40 °C"], "Dots the size of a lentil.|They line up at the back seam, for those who check."),
    ("Loomsgate", "Zigzag wool socks", 1600, 90, &["petrol", "ochre"], "coral", &["70% wool, 28% polyamide, 2% elastane", "Crew", "Light", "One pair", "30 °C"], "A knitted zigzag in wool, for clogs and long evenings.|Warm without steaming."),
    ("Loomsgate", "Bed socks", 1900, 110, &["rose", "cream", "lavender"], "white", &["60% alpaca, 38% wool, 2% elastane", "Ankle", "Full", "One pair", "Hand wash"], "Alpaca and wool, loose at the top.|Not for walking in; barely for reaching the kettle."),
    ("Plainhand", "Everyday socks, three pairs", 2100, 180, &["black", "grey", "white"], "slate", &["85% organic cotton, 13% polyamide, 2% elastane", "Crew", "None", "Three pairs", "60 °C"], "Plain socks that find each other again after the wash.|Each pair has a coloured thread in the toe: one, two or three."),
    ("Plainhand", "Trainer socks, three pairs", 1800, 120, &["white", "navy"], "tomato", &["85% organic cotton, 13% polyamide, 2% elastane", "Below ankle", "Light", "Three pairs", "60 °C"], "Low enough not to show, with a tab that stops them from sliding under.|Mesh across the instep."),
    ("Skerrow", "Walking socks", 2200, 110, &["olive", "graphite", "plum"], "orange", &["65% merino, 33% polyamide, 2% elastane", "Boot", "Medium", "One pair", "30 °C"], "For boots and for the days when they are wet.|Padded at heel, ball and shin; open knit over the foot."),
    ("Skerrow", "Winter walking socks", 2600, 150, &["rust", "navy"], "cream", &["75% merino, 23% polyamide, 2% elastane", "Knee", "Heavy", "One pair", "30 °C"], "Knee-high and thick, for snow and for unheated churches.|Go up half a size in boots."),
    ("Skerrow", "Dotted running socks", 1500, 50, &["lime", "coral", "black"], "white", &["60% recycled polyamide, 38% merino, 2% elastane", "Ankle", "Light", "One pair", "40 °C"], "Left and right are different, and say so on the toe.|Dots of silicone inside the heel keep it where it belongs."),
    ("Fathom Row", "Striped deck socks", 1400, 80, &["cobalt", "tomato"], "white", &["78% cotton, 20% polyamide, 2% elastane", "Crew", "Light", "One pair", "40 °C"], "The stripes of the jumper, for feet.|Terry sole for rubber boots."),
    ("Skerrow", "Striped ski socks", 2400, 120, &["cobalt", "tomato"], "white", &["62% merino, 36% polyamide, 2% elastane", "Knee", "Medium", "One pair", "30 °C"], "Padded at the shin and nowhere that a boot is tight.|Left and right are not alike."),
];

const FIRST: &[&str] = &[
    "Knitted in one piece, with a heel that is turned rather than faked.",
    "Wash them inside out at forty. They may go in the dryer; they will be a size smaller, though.",
    "Guaranteed for two years against holes: send the holes, we send socks.",
    "Sold by shoe size, because that is the size that people know.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &["36-39", "40-43", "44-47"])
}
