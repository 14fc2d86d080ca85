//! Tents.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "TEN",
    category: "tents",
    subject: Subject::Tent,
    tags: &["tent", "camping", "camping tent", "shelter"],
    voice: Voice {
        thing: true,
        good: &[
            ("Dry night", "A night of sideways rain, and not a drop inside."),
            ("Quick to pitch", "Up in six minutes, alone, in wind."),
            ("Room to sit", "We can both sit up and play cards."),
            ("Pegs hold", "The pegs are proper ones and hold in sand."),
            ("Quiet fabric", "It does not flap the whole night."),
            ("Honest weight", "The weight given is the weight on my scales, pegs included."),
            ("Repair kit", "Tore it on a thorn, and the patch from the kit has held all season."),
        ],
        fair: &[
            ("Condensation", "Condensation unless both vents are open."),
            ("Two small people", "Sleeps two if they like each other."),
        ],
        poor: &[("Pole snapped", "A pole split on the third pitch.")],
    },
};

const SPECS: &[&str] = &["Sleeps", "Weight", "Packed size", "Waterproof to", "Poles", "Pitching"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Dunmarrow", "Curlew 1 dome tent", 22900, 1500, &["olive", "orange"], "saffron", &["1", "1.3 kg", "42 x 12 cm", "3,000 mm", "Aluminium", "Inner and outer together"], "One person, one porch, one and a third kilos.|The porch is on the long side, so the stove is next to you."),
    ("Dunmarrow", "Curlew 2 dome tent", 29900, 2200, &["olive", "orange"], "saffron", &["2", "1.9 kg", "45 x 15 cm", "3,000 mm", "Aluminium", "Inner and outer together"], "Two doors and two porches, so no one is climbed over.|Freestanding, for rock and boardwalks."),
    ("Dunmarrow", "Curlew 3 dome tent", 36900, 2900, &["forest", "tomato"], "cream", &["3", "2.5 kg", "48 x 17 cm", "3,000 mm", "Aluminium", "Inner and outer together"], "Three across, or two and a dog.|The dog pays for itself in warmth."),
    ("Dunmarrow", "Longhouse 4 dome tent", 54900, 9800, &["petrol", "sand"], "orange", &["4", "8.9 kg", "65 x 28 cm", "4,000 mm", "Aluminium", "Outer first"], "Two rooms, and a hall between to eat in when it rains.|You can stand up in it if you are under 1.95 m."),
    ("Dunmarrow", "Longhouse 6 dome tent", 74900, 14500, &["petrol"], "orange", &["6", "13.2 kg", "75 x 34 cm", "4,000 mm", "Aluminium", "Outer first"], "A house for a week with children.|Bedrooms are dark inside, which is worth an hour in the morning."),
    ("Skerrow", "Ridge tent 2", 19900, 2600, &["mustard", "sage"], "navy", &["2", "2.3 kg", "44 x 16 cm", "3,000 mm", "Aluminium", "Inner first"], "The shape that children draw, and still a good one.|Two poles, six guys, and nothing to snap."),
    ("Skerrow", "Canvas ridge tent 4", 89900, 19500, &["cream"], "rust", &["4", "18.5 kg", "90 x 32 cm", "450 mm, cotton", "Steel", "Single skin"], "Cotton canvas, cool by day and quiet by night.|It is for cars and long stays. Wet it once before the first trip and the weave closes."),
    ("Skerrow", "Tarp ridge shelter", 9900, 780, &["graphite", "lime"], "white", &["2", "0.7 kg", "28 x 12 cm", "3,000 mm", "Walking poles", "Single skin"], "A rectangle, eight loops and a booklet of knots.|For those who have slept in tents enough."),
    ("Dunmarrow", "Beach dome shelter", 5900, 1700, &["sky", "coral"], "yellow", &["2 and a sandcastle", "1.5 kg", "46 x 13 cm", "1,000 mm", "Fibreglass", "Pops up"], "Shade with a factor of fifty, and pockets to fill with sand.|It throws open. Folding it back is a trick that takes one evening."),
    ("Skerrow", "Fell 1 ridge tent", 27900, 1100, &["graphite", "saffron"], "lime", &["1", "0.9 kg", "30 x 14 cm", "3,000 mm", "Walking poles", "Inner and outer together"], "Under a kilo, held up by your own poles.|Room for one, lying down, thinking."),
];

const FIRST: &[&str] = &[
    "Inner and outer go up together, so that the bed stays dry when it rains at arrival.",
    "All poles are numbered and sold singly, and so are the pegs.",
    "Dry it before you store it. Everything else that goes wrong with tents can be repaired.",
    "The bag is cut generously, because nobody ever folds a tent as the factory did.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
