//! Bicycle lights.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "BIK",
    category: "bike-lights",
    subject: Subject::BikeLight,
    tags: &["bike light", "bicycle light", "cycle light", "headlight", "rear light"],
    voice: Voice {
        thing: true,
        good: &[
            (
                "Bright and polite",
                "Lights the lane and does not blind the people coming the other way.",
            ),
            ("Easy on and off", "On and off with one hand and gloves."),
            ("Rainproof", "A whole November on the mudguard and still working."),
            ("Battery honest", "Three weeks of commuting on a charge, as they say."),
            ("Seen from afar", "A driver told me that he saw me from the top of the hill."),
            ("Stays put", "Has not slipped once on cobbles."),
        ],
        fair: &[
            ("Button fiddly", "The button is hard to find in the dark."),
            ("Rubber strap", "The strap is fine for round bars, but mine are flat."),
        ],
        poor: &[("Fell off", "The clip broke and it went under a bus.")],
    },
};

const SPECS: &[&str] = &["Brightness", "Beam", "Running time", "Charging", "Mount", "Water"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Glimmerby", "Lookout 40 front light", 4900, 140, &["graphite", "orange"], "lime", &["40 lux", "Cut-off", "8 hours", "USB-C", "Strap, 22 to 35 mm", "IPX4"], "For lit streets and the odd dark park.|It dims when you stop at a light."),
    ("Glimmerby", "Lookout 70 front light", 7400, 190, &["graphite", "navy"], "lime", &["70 lux", "Cut-off", "7 hours", "USB-C", "Clamp, 22 to 35 mm", "IPX5"], "For lanes without lamps.|The near field is wide, so you see the pothole before you are in it."),
    ("Glimmerby", "Lookout 100 front light", 10900, 250, &["black"], "orange", &["100 lux", "Cut-off, high beam", "6 hours", "USB-C", "Clamp, 22 to 35 mm", "IPX6"], "As bright as a moped, with a high beam on the bar.|A remote button by the thumb switches between the two."),
    ("Glimmerby", "Lookout dynamo front light", 6900, 130, &["silver", "black"], "teal", &["60 lux", "Cut-off", "Dynamo", "None", "Fork crown", "IPX6"], "Runs on the hub, so it is never empty.|It stays lit for five minutes after you stop."),
    ("Glimmerby", "Ember rear light", 2900, 60, &["black", "tomato"], "white", &["12 lm", "All round", "20 hours", "USB-C", "Strap, any post", "IPX5"], "A rear light the size of a matchbox.|Steady, not flashing, so drivers can judge how far away you are."),
    ("Glimmerby", "Ember brake rear light", 3900, 75, &["graphite"], "coral", &["15 lm, brake 40 lm", "All round", "15 hours", "USB-C", "Strap, any post", "IPX5"], "It brightens when you slow down.|It feels the braking itself; there is nothing to wire up."),
    ("Glimmerby", "Ember dynamo rear light", 2400, 80, &["black"], "lime", &["10 lm", "All round", "Dynamo", "None", "Rack, 50 or 80 mm", "IPX6"], "For the rack, fed by the hub.|A capacitor keeps it glowing at crossings."),
    ("Glimmerby", "Commuter set, front and rear lights", 6900, 210, &["graphite", "cobalt"], "saffron", &["40 lux and 12 lm", "Cut-off", "8 and 20 hours", "USB-C", "Strap", "IPX4"], "The two small ones in one box, with one cable that charges both.|A pouch on the key ring keeps thieves from choosing for you."),
    ("Skerrow", "Trail helmet light", 9900, 160, &["olive", "black"], "orange", &["900 lm", "Spot and flood", "2.5 hours", "USB-C", "Helmet strap", "IPX6"], "For woods at night, and nowhere else.|It is far too bright for roads, and the box says so."),
    ("Glimmerby", "Pannier rear light", 1900, 45, &["tomato", "yellow"], "black", &["6 lm", "Wide", "40 hours", "USB-C", "Clip", "IPX4"], "Clips to a bag, a belt or a dog.|Weighs less than the keys that it hangs beside."),
    ("Glimmerby", "Children's front light", 1900, 50, &["pink", "sky", "lime"], "white", &["15 lux", "Wide", "12 hours", "USB-C", "Strap, 18 to 32 mm", "IPX5"], "For small bikes and scooters, with a single large button.|The strap stretches over the thick bars that such vehicles have."),
];

const FIRST: &[&str] = &[
    "The beam is cut off at the top, as road rules in most countries ask and eyes everywhere prefer.",
    "A light on the side tells how much charge is left, in four steps.",
    "The mount turns by ninety degrees, for bars, stems and helmets.",
    "The cell can be changed by a workshop; we list the part.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
