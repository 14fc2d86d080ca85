//! Rain jackets.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "JAC",
    category: "rain-jackets",
    subject: Subject::Jacket,
    tags: &["rain jacket", "raincoat", "waterproof", "waterproof jacket", "anorak"],
    voice: Voice {
        thing: true,
        good: &[
            ("Dry to the skin", "Three hours of Galway rain and my shirt was dry."),
            ("Hood turns with me", "The hood turns with my head instead of staying behind."),
            ("Long enough", "Covers the seat, so cycling home is bearable."),
            ("Packs small", "Lives in my bag and has not been missed once."),
            ("Not rustly", "It does not crackle like a bag of crisps."),
            ("Pockets high", "Pockets that a rucksack belt does not cover."),
            ("Good zip", "The zip runs under its flap without biting."),
        ],
        fair: &[
            ("Warm uphill", "One stews in it going uphill."),
            ("Sleeves long", "The sleeves are on the long side."),
        ],
        poor: &[("Leaks at shoulder", "Leaked under the rucksack strap on its second outing.")],
    },
};

const SPECS: &[&str] = &["Waterproof to", "Breathability", "Material", "Hood", "Pockets"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Skerrow", "Skua rain jacket", 18900, 420, &["orange", "petrol", "graphite"], "lime", &["20,000 mm", "18,000 g/m²", "Recycled nylon, 3 layers", "Adjustable, fits a helmet", "3"], "The mountain one: light, long in the arm, with a hood that means it.|Zips under the arms let the steam out."),
    ("Skerrow", "Petrel rain jacket", 11900, 310, &["teal", "tomato", "navy"], "white", &["10,000 mm", "10,000 g/m²", "Recycled nylon, 2.5 layers", "Adjustable", "2"], "Packs into its own pocket, the size of an apple.|The one to leave at work for the days when the forecast lies."),
    ("Skerrow", "Fulmar trekking rain jacket", 22900, 560, &["forest", "plum"], "saffron", &["28,000 mm", "20,000 g/m²", "Recycled nylon, 3 layers", "Adjustable, stiff peak", "4"], "A heavier cloth for rucksack straps and brambles.|The shoulders are doubled without a seam on top."),
    ("Fathom Row", "Harbour raincoat", 16900, 980, &["mustard", "navy", "olive"], "brass", &["8,000 mm", "5,000 g/m²", "Cotton with polyurethane coating", "Fixed", "2"], "The yellow one, and the two for people who would rather not.|Corduroy collar, brass poppers, and a loop to hang it by that holds."),
    ("Fathom Row", "Ferry parka", 19900, 1150, &["slate", "bottle green"], "orange", &["10,000 mm", "8,000 g/m²", "Recycled polyester", "Removable", "5"], "Lined with brushed cotton, for standing about on decks.|It covers the thigh, and has a two-way zip so you can sit."),
    ("Fathom Row", "Drizzle smock", 9900, 480, &["sage", "cobalt"], "coral", &["5,000 mm", "6,000 g/m²", "Recycled polyester", "Fixed", "1"], "Pulled over the head, with one big pocket in front.|For showers and gardening, not for storms."),
    ("Skerrow", "Cyclist's rain jacket", 13900, 360, &["lime", "black"], "silver", &["15,000 mm", "12,000 g/m²", "Recycled nylon, 2.5 layers", "Under helmet", "2"], "Longer behind, shorter in front, reflective all round.|Cuffs that seal over gloves, a vent where the back gets hot."),
    ("Plainhand", "Packable city mac", 12900, 520, &["black", "sand"], "tan", &["8,000 mm", "8,000 g/m²", "Organic cotton blend", "None", "2"], "A mac that passes for a coat in meetings.|Taped seams under a matt cotton face."),
    ("Plainhand", "Children's rain jacket", 5900, 280, &["yellow", "sky", "coral"], "navy", &["8,000 mm", "6,000 g/m²", "Recycled polyester", "Elastic, detaches", "2"], "Sleeves with a spare hem to let down next year.|The hood comes off when it catches on a branch, and clips on again."),
];

const FIRST: &[&str] = &[
    "Waterproof to the figure given, tested on the finished seam and not on the cloth alone.",
    "No fluorine in the finish. Wash it with soap, tumble it warm, and the water beads again.",
    "Zips, drawcords and poppers are standard parts, which any tailor can replace.",
    "Cut to go over one jumper; take the next size for two.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &["S", "M", "L", "XL"])
}
