//! Plant pots.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "PLA",
    category: "planters",
    subject: Subject::Planter,
    tags: &["plant pot", "planter", "flowerpot", "pot", "cachepot"],
    voice: Voice {
        thing: true,
        good: &[
            ("Plants thrive", "The fern that I had given up on has eleven new leaves."),
            ("Saucer fits", "The saucer actually catches the water and not just the drips."),
            ("Frost did nothing", "Stood outside through minus nine and did not crack."),
            ("Good weight", "Heavy enough that my tall plant no longer falls over."),
            ("Looks expensive", "Looks like something from a gallery shop."),
            (
                "Right proportions",
                "The nursery pot drops straight in with a finger's width to spare.",
            ),
            ("Clean hole", "A proper drainage hole with a bit of mesh over it."),
        ],
        fair: &[
            ("Marks on the shelf", "Put felt beneath, as the foot marks wood."),
            ("Water stains", "White bloom on the outside after a few weeks of tap water."),
        ],
        poor: &[
            ("Broken on arrival", "Came in three pieces in spite of all the paper."),
            ("Hole off-centre", "The hole is so far off-centre that the saucer runs over."),
        ],
    },
};

const SPECS: &[&str] = &["Diameter", "Height", "Material", "Drainage"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Pell & Thistle", "Ribbed pot, 14 cm", 2400, 1100, &["terracotta", "sage", "white"], "cream", &["14 cm", "13 cm", "Stoneware", "Hole and saucer"], "Close ribs that catch the light, and a matching saucer.|The size for herbs and for everything that comes from the supermarket."),
    ("Pell & Thistle", "Ribbed pot, 20 cm", 3900, 2300, &["terracotta", "sage", "white"], "cream", &["20 cm", "18 cm", "Stoneware", "Hole and saucer"], "The middle size, for rubber plants in their second year.|It matches the smaller and the larger one, should the family grow."),
    ("Pell & Thistle", "Ribbed pot, 28 cm", 6900, 5200, &["terracotta", "white"], "cream", &["28 cm", "25 cm", "Stoneware", "Hole and saucer"], "For floor plants with ambitions.|Put it in place before you fill it. Full, it is a job for two."),
    ("Ostrey Pottery", "Dipped pot, 16 cm", 3400, 1500, &["navy", "ochre"], "tan", &["16 cm", "15 cm", "Stoneware", "Hole and saucer"], "Raw clay below, glaze above, and an honest line between.|Dipped by hand and upside down, so each line slopes its own way."),
    ("Ostrey Pottery", "Hanging pot, 13 cm", 2900, 800, &["cream", "teal"], "brass", &["13 cm", "11 cm", "Stoneware", "None"], "A small pot on a leather thong, for things that trail.|There is no hole, so water sparingly, or plant in a liner."),
    ("Ostrey Pottery", "Windowsill trough, 36 cm", 4900, 2800, &["slate", "white"], "copper", &["36 x 12 cm", "12 cm", "Stoneware", "Two holes and tray"], "Three herbs in a row, and a tray that fits the sill.|Narrow enough for modern window boards, which is narrower than one thinks."),
    ("Lunnfield", "Concrete cube, 18 cm", 3200, 3600, &["grey", "charcoal"], "lime", &["18 cm", "18 cm", "Cast concrete", "Hole"], "A plain cube with a bevelled edge.|Sealed inside, open outside: it darkens with rain and dries pale."),
    ("Lunnfield", "Self-watering pot, 22 cm", 4400, 1600, &["white", "mint", "graphite"], "orange", &["22 cm", "21 cm", "Recycled plastic", "Reservoir"], "Holds water for three weeks and shows how much is left.|For people who travel, or who forget. A felt wick does all the work."),
    ("Dunmarrow", "Zinc balcony pot, 25 cm", 3600, 1200, &["silver", "olive"], "rust", &["25 cm", "23 cm", "Galvanised steel", "Holes"], "Light, frost-proof, and with a handle on each side.|Made by a firm that otherwise makes buckets, and one can tell."),
    ("Pell & Thistle", "Footed bowl, 24 cm", 5400, 2600, &["blush", "forest"], "gold", &["24 cm", "14 cm", "Stoneware", "Hole and plug"], "A low bowl on three feet, for succulents and bulbs.|The plug turns it into a fruit bowl when the tulips are over."),
    ("Ostrey Pottery", "Speckled pot, 22 cm", 4600, 2500, &["oat", "sea green"], "navy", &["22 cm", "20 cm", "Stoneware", "Hole and saucer"], "Speckles of iron in a pale glaze, like an egg.|The saucer is glazed underneath too, which window sills appreciate."),
];

const FIRST: &[&str] = &[
    "The measurement given is inside the rim, which is the one that your plant cares about.",
    "Unglazed on the inside, so the clay can breathe and the roots do too.",
    "Soak a clay pot for an hour before the first planting, or it will drink what you meant for the plant.",
    "The plant in the picture is not included; it belongs to someone in the office, who is fond of it.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
