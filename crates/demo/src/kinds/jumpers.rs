//! Jumpers.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "JUM",
    category: "jumpers",
    subject: Subject::Jumper,
    tags: &["jumper", "sweater", "pullover", "knitwear", "jersey"],
    voice: Voice {
        thing: true,
        good: &[
            ("Warm", "Replaced a coat until December."),
            ("Soft on the neck", "I wear it on bare skin."),
            ("Holds its shape", "The cuffs are still tight after a winter of pushing up sleeves."),
            ("Colour is rich", "The colour has flecks in it that no photo shows."),
            ("Well finished", "The seams are linked, not overlocked, which one sees only inside."),
            ("Good length", "Long enough to sit down in."),
            ("Hardly pills", "A few bobbles under the arms, combed off in a minute."),
        ],
        fair: &[
            ("Runs large", "Runs large; I swapped for a size down."),
            ("A bit scratchy", "A bit scratchy over a short-sleeved shirt."),
        ],
        poor: &[("Shrunk", "Shrank in the wool wash as instructed.")],
    },
};

const SPECS: &[&str] = &["Material", "Knit", "Neck", "Weight", "Wash"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Loomsgate", "Fisher cable jumper", 11900, 680, &["cream", "navy"], "tan", &["Wool", "Cable", "Crew", "680 g", "Hand wash"], "Heavy cables in wool that still has some of its grease.|It keeps off drizzle, and smells of the reason when wet."),
    ("Loomsgate", "Fair Isle yoke jumper", 13900, 520, &["petrol", "rust", "sage"], "cream", &["Shetland wool", "Fair Isle", "Crew", "520 g", "Hand wash"], "Bands of pattern, knitted in rather than printed on.|Eleven shades of yarn go into it, none of them dyed black."),
    ("Loomsgate", "Striped deck jumper", 8900, 460, &["navy", "teal"], "saffron", &["Cotton", "Plain", "Crew", "460 g", "30 °C"], "Cotton with a broad stripe across the chest, for spring and for boats.|It does not itch, does not mind salt and dries on a line in half a day."),
    ("Loomsgate", "Everyday merino jumper", 9900, 320, &["graphite", "plum", "forest", "camel"], "cream", &["Merino", "Plain", "Crew", "320 g", "30 °C, wool programme"], "A fine-gauge jumper that goes under a jacket.|Reinforced at the elbows, on the inside, where only you know."),
    ("Loomsgate", "Merino roll neck jumper", 10900, 350, &["black", "oat", "wine"], "grey", &["Merino", "Plain", "Roll neck", "350 g", "30 °C, wool programme"], "A roll neck that stands without strangling.|The collar is knitted looser than the body, which is all the secret there is."),
    ("Loomsgate", "Brushed mohair jumper", 14900, 380, &["rose", "lilac", "mustard"], "white", &["Mohair and wool", "Plain", "Crew", "380 g", "Hand wash"], "Light and hairy, and warmer than it has any right to be.|Shake it instead of brushing it."),
    ("Fathom Row", "Guernsey rib jumper", 12900, 740, &["navy", "slate"], "tomato", &["Worsted wool", "Rib and plain", "Slash", "740 g", "Hand wash"], "The square-cut kind, tight enough to stop wind.|Front and back are the same, so that it can be worn in evenly."),
    ("Fathom Row", "Half-cardigan rib jumper", 9400, 610, &["ochre", "bottle green"], "navy", &["Lambswool", "Half cardigan", "Crew", "610 g", "30 °C, wool programme"], "A springy rib that gives and comes back.|It hides a good lunch."),
    ("Skerrow", "Fell striped jumper", 10400, 430, &["orange", "cobalt"], "white", &["Merino and recycled nylon", "Plain", "Half zip", "430 g", "30 °C"], "A mid layer with a zip, a stripe, and thumb loops.|Nylon in the core of the yarn lets it live under rucksack straps."),
    ("Plainhand", "Heavy cotton jumper", 6900, 560, &["chalk", "charcoal", "sage"], "rust", &["Organic cotton", "Loopback", "Crew", "560 g", "40 °C"], "A sweatshirt, strictly speaking, and a very good one.|Dense loops inside, ribbed gussets at the sides, and no print at all."),
    ("Loomsgate", "Sleeveless cable jumper", 7900, 360, &["forest", "cream"], "tan", &["Lambswool", "Cable", "V", "360 g", "Hand wash"], "A slipover for shirts, with deep armholes.|Grandfathers had it right."),
];

const FIRST: &[&str] = &[
    "The yarn is spun in Yorkshire and knitted in the round, so there are few seams to come undone.",
    "Comb it when it bobbles; after two winters it stops.",
    "A length of the same yarn is sewn into the side seam for darning.",
    "Measured flat, the chest of an M is 53 cm; each size differs by three.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &["S", "M", "L", "XL"])
}
