//! Bags and backpacks.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "BAG",
    category: "bags",
    subject: Subject::Bag,
    tags: &["backpack", "rucksack", "bag", "laptop bag", "daypack"],
    voice: Voice {
        thing: true,
        good: &[
            ("Comfortable", "Full of books and still comfortable after half an hour's walk."),
            ("Dry inside", "Two hours of rain on the bike, laptop dry."),
            ("Pockets make sense", "A pocket where I expect each pocket."),
            ("Under the seat", "Goes under the seat in front on the budget airlines."),
            ("Tough", "Has been kicked round a school bus for a year without a scuff."),
            ("Zips run well", "The zips run with one finger, even round the corners."),
            ("Looks grown-up", "Smart enough for the office, tough enough for the allotment."),
        ],
        fair: &[
            ("No bottle pocket", "I miss a pocket for a bottle outside."),
            ("Stiff at first", "The cloth is stiff for the first weeks."),
        ],
        poor: &[
            ("Strap frayed", "The left strap began to fray after a month."),
            ("Smaller inside", "My fifteen-inch laptop only fits if nothing else does."),
        ],
    },
};

const SPECS: &[&str] = &["Volume", "Laptop", "Material", "Dimensions"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Stowmere", "Roll-top backpack, 22 l", 11900, 980, &["navy", "olive", "mustard"], "tan", &["22 to 28 l", "15.6 inch", "Waxed cotton", "30 x 46 x 14 cm"], "Rolls down for the day and up for the weekend.|Two hooks close it. The back panel opens too, so the laptop does not have to come out from above."),
    ("Stowmere", "Roll-top backpack, 16 l", 9900, 790, &["charcoal", "rust"], "tan", &["16 to 20 l", "13.3 inch", "Waxed cotton", "27 x 40 x 12 cm"], "The smaller one, for smaller shoulders and lighter days.|Everything on it is the same, only nearer together."),
    ("Stowmere", "Commuter backpack, 20 l", 8900, 860, &["graphite", "petrol", "wine"], "orange", &["20 l", "15.6 inch", "Recycled nylon", "29 x 45 x 15 cm"], "A zip that runs right round, so it opens like a suitcase.|A strap at the back slides over a trolley handle. A loop takes a rear light."),
    ("Stowmere", "Commuter backpack, 26 l", 10400, 1020, &["graphite", "forest"], "orange", &["26 l", "17.3 inch", "Recycled nylon", "32 x 49 x 17 cm"], "Room for a large laptop, a lunch and running shoes.|The shoes get their own floor with a vent."),
    ("Stowmere", "Day rucksack, 12 l", 5900, 450, &["coral", "sky", "sage"], "white", &["12 l", "None", "Recycled polyester", "25 x 38 x 11 cm"], "A light bag for museums, picnics and cabin luggage that is already full.|Folds into its own pocket."),
    ("Stowmere", "School rucksack, 18 l", 6900, 720, &["cobalt", "tomato", "lime"], "yellow", &["18 l", "14 inch", "Recycled polyester", "28 x 42 x 16 cm"], "It stands up by itself and has a name label that cannot be seen from outside.|Reflective piping on all sides, a chest strap with a whistle."),
    ("Stowmere", "Photo rucksack, 24 l", 15900, 1450, &["black", "sand"], "rust", &["24 l", "15.6 inch", "Recycled nylon", "31 x 48 x 18 cm"], "Opens at the back, so thieves and mud stay on the other side.|The padded cell lifts out in one piece and leaves an ordinary rucksack."),
    ("Skerrow", "Pannier rucksack, 21 l", 12900, 1300, &["yellow", "black"], "grey", &["21 l", "15.6 inch", "Tarpaulin", "30 x 48 x 16 cm"], "Hooks onto a bicycle rack, and has straps that hide when it does.|Welded seams and a rolled top keep out a cloudburst."),
    ("Skerrow", "Trail pack, 28 l", 11400, 940, &["orange", "teal"], "lime", &["28 l", "None", "Ripstop nylon", "29 x 52 x 20 cm"], "A walking pack with a frame sheet and a belt that carries.|The lid has a map pocket that is as large as a map."),
    ("Stowmere", "Roll-top tote", 7400, 610, &["cream", "slate"], "walnut", &["18 l", "14 inch", "Canvas", "38 x 42 x 14 cm"], "A shopping bag that rolls shut and becomes a rucksack.|The straps run through rings, so one tug changes it from hand to back."),
    ("Stowmere", "Weekend holdall, 38 l", 14900, 1300, &["navy", "camel"], "tan", &["38 l", "15.6 inch", "Waxed cotton", "52 x 34 x 24 cm"], "Two nights, three if you are frugal with shoes.|The shoulder strap unclips and becomes a luggage belt."),
];

const FIRST: &[&str] = &[
    "Straps, buckles and pulls can be replaced with a screwdriver or a needle; the repair sheet is online.",
    "The light lining means that you can find a black cable in it at night.",
    "Wipe it with a damp cloth. Re-wax a waxed one every other autumn.",
    "The laptop sleeve stops four centimetres above the bottom, so setting it down hard does no harm.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
