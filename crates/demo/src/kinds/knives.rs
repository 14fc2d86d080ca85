//! Kitchen knives.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "KNI",
    category: "kitchen-knives",
    subject: Subject::Knife,
    tags: &["knife", "kitchen knife", "chef knife", "blade", "cutlery"],
    voice: Voice {
        thing: true,
        good: &[
            ("Sharp out of the box", "Went through a ripe tomato under its own weight."),
            ("Balanced", "Balances exactly where the finger sits."),
            ("Easy to sharpen", "Ten strokes on the stone a month and it is like new."),
            ("Handle fits", "I have large hands and my wife small ones, and it suits both."),
            ("Does one job well", "I bought it for bread and it has not torn a crust since."),
            ("Real steel", "Takes a patina and tells you how it has been used."),
            ("No rust spots", "Left wet overnight by a guest and came to no harm."),
            ("Quiet on the board", "The thin blade glides where my old one crunched."),
        ],
        fair: &[
            ("Needs care", "It wants drying straight away, which not everyone in this house does."),
            ("Handle a bit slim", "The handle is slim for a long chopping session."),
            ("No sheath", "At this price I expected a guard for the drawer."),
        ],
        poor: &[
            ("Edge rolled", "The edge rolled on a squash in the second week."),
            ("Loose rivet", "One rivet stands proud and catches the palm."),
        ],
    },
};

const SPECS: &[&str] = &["Type", "Blade length", "Steel", "Handle", "Hardness"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Brack & Hollin", "Chef's knife, 20 cm", 8900, 210, &["walnut"], "brass", &["Chef's knife", "20 cm", "X50CrMoV15", "Walnut", "56 HRC"], "The one knife to have if there is to be only one.|Forged from a single bar, with enough belly to rock and enough height to keep the knuckles off the board."),
    ("Brack & Hollin", "Chef's knife, 24 cm", 10400, 260, &["walnut"], "brass", &["Chef's knife", "24 cm", "X50CrMoV15", "Walnut", "56 HRC"], "Four centimetres more for cabbages and for people used to long blades.|The extra weight sits at the heel, so the tip stays nimble."),
    ("Brack & Hollin", "Bread knife, 26 cm", 7900, 190, &["walnut"], "brass", &["Bread knife", "26 cm", "X50CrMoV15", "Walnut", "56 HRC"], "Long enough for a round loaf, with scallops that cut instead of sawing.|It leaves about as many crumbs as a well-behaved child."),
    ("Brack & Hollin", "Paring knife, 9 cm", 3400, 75, &["walnut"], "brass", &["Paring knife", "9 cm", "X50CrMoV15", "Walnut", "56 HRC"], "A small straight blade for what is cut in the hand.|Strawberries, garlic, string. The tip is fine enough to take the eye out of a potato."),
    ("Brack & Hollin", "Carving knife, 22 cm", 8400, 180, &["walnut"], "brass", &["Carving knife", "22 cm", "X50CrMoV15", "Walnut", "56 HRC"], "Narrow and a little flexible, for roasts and hams.|The dimples keep the slices from riding up the side."),
    ("Kaldby", "Santoku knife, 17 cm", 6200, 165, &["black"], "teal", &["Santoku", "17 cm", "AUS-8", "Resin-soaked beech", "58 HRC"], "A flat, short blade for people who chop straight down.|The dimples along the side let potato fall off by itself, mostly."),
    ("Kaldby", "Utility knife, 13 cm", 3900, 95, &["black"], "teal", &["Utility knife", "13 cm", "AUS-8", "Resin-soaked beech", "58 HRC"], "Between a paring and a chef's knife, and for sandwiches better than either.|Thin behind the edge, so cheese does not stick to it for long."),
    ("Kaldby", "Fish filleting knife, 18 cm", 5600, 120, &["slate"], "coral", &["Filleting knife", "18 cm", "14C28N", "Ribbed rubber", "57 HRC"], "A blade that bends round bones and a handle that wet hands can hold.|With a sheath that drains. It lives in tackle boxes as happily as in drawers."),
    ("Kaldby", "Vegetable cleaver, 18 cm", 7200, 290, &["oak"], "rust", &["Cleaver", "18 cm", "AUS-8", "Oak", "58 HRC"], "Broad enough to carry what it has chopped.|For leaves, roots and herbs. It is too thin for bones, and the box says so in large letters."),
    ("Osterbrand", "Carbon petty knife, 15 cm", 9800, 100, &["cream"], "navy", &["Petty knife", "15 cm", "White paper carbon steel", "Magnolia", "62 HRC"], "Carbon steel that takes the keenest edge in this shop.|It will grey, then blue, then settle. Wipe it between onions and it will outlive you."),
    ("Osterbrand", "Carbon gyuto, 21 cm", 16800, 180, &["cream"], "navy", &["Gyuto", "21 cm", "White paper carbon steel", "Magnolia", "62 HRC"], "A long, thin cook's knife for those who already own a stone.|Each blade is straightened by eye. The octagonal handle tells your hand which way the edge points."),
    ("Osterbrand", "Cheese knife, 14 cm", 4200, 110, &["chestnut"], "mustard", &["Cheese knife", "14 cm", "X30Cr13", "Cherry", "53 HRC"], "Holes in the blade, so a ripe Brie lets go.|Two prongs at the tip pick up what has been cut."),
    ("Brack & Hollin", "Steak knives, set of four", 11900, 420, &["walnut"], "brass", &["Steak knife", "12 cm", "X50CrMoV15", "Walnut", "56 HRC"], "Four plain-edged table knives that slice rather than tear.|In a flat beech box that fits a drawer. Single replacements can be had."),
    ("Kaldby", "Oyster knife, 7 cm", 2800, 110, &["oak"], "navy", &["Oyster knife", "7 cm", "X30Cr13", "Oak", "54 HRC"], "Short, blunt at the sides and stubborn.|The guard keeps the heel of your hand out of it when the shell gives way."),
];

const FIRST: &[&str] = &[
    "Hand wash and dry it; a dishwasher blunts any edge and lifts the grain of the wood.",
    "Ground at 15 degrees a side. A few strokes on a steel each week keep it so for months.",
    "The spine is rounded where the finger rests, a detail that costs a minute of polishing and is felt every day.",
    "It comes back to us for free regrinding once, whenever you like: the card is in the box.",
    "Use it on wood or soft plastic. Glass and stone boards ruin this edge, as they do every other.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
