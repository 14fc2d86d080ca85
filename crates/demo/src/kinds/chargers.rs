//! Chargers.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "CHA",
    category: "chargers",
    subject: Subject::Charger,
    tags: &["charger", "power adapter", "usb-c charger", "phone charger", "plug"],
    voice: Voice {
        thing: true,
        good: &[
            ("Cool and quiet", "Stays lukewarm and does not whistle."),
            ("One for all", "Replaces three others in my travel bag."),
            ("Fast", "Half an hour is enough for half a day."),
            ("Small", "Smaller than the one that came with my laptop, and stronger."),
            ("Tight in the socket", "Sits tight even in old sockets."),
            ("Good cable", "The cable stays supple in the cold."),
            ("Labelled watts", "Each port says how many watts it gives, and gives them."),
        ],
        fair: &[
            ("Shares its power", "With two devices it slows down, as the small print says."),
            ("Bulky plug", "Covers the neighbouring socket."),
        ],
        poor: &[
            ("Stopped after weeks", "Dead after seven weeks."),
            ("Gets hot", "Too hot to hold under a laptop's load."),
        ],
    },
};

const SPECS: &[&str] = &["Output", "Ports", "Plug", "Cable"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Ampleby", "USB-C charger, 30 W", 2400, 90, &["white", "graphite"], "teal", &["30 W", "1 x USB-C", "EU, folding", "Not included"], "For phones, tablets and the lightest laptops.|The pins fold, so that it does not scratch what it travels with."),
    ("Ampleby", "USB-C charger, 65 W", 3900, 130, &["white", "graphite", "sage"], "teal", &["65 W", "1 x USB-C", "EU, folding", "Not included"], "Enough for most laptops, in the size of a matchbox and a half.|Gallium nitride inside, if you care; small and cool, if you do not."),
    ("Ampleby", "Two-port charger, 65 W", 4900, 150, &["white", "navy"], "orange", &["65 W, shared", "2 x USB-C", "EU", "Not included"], "A laptop and a phone, overnight, from one socket.|Both in use: 45 and 20 watts."),
    ("Ampleby", "Three-port charger, 100 W", 6900, 220, &["graphite", "rose"], "lime", &["100 W, shared", "2 x USB-C, 1 x USB-A", "EU", "Not included"], "For families, or for one person with too many things.|The top port always has priority."),
    ("Ampleby", "Three-port charger, 140 W", 8900, 290, &["graphite"], "saffron", &["140 W, shared", "3 x USB-C", "EU", "2 m, USB-C"], "Runs a workstation laptop at full power with a tablet beside it.|It comes with the cable that the wattage needs."),
    ("Ampleby", "Travel charger, 45 W", 4400, 170, &["sky", "coral"], "white", &["45 W", "1 x USB-C, 1 x USB-A", "EU, UK, US", "1 m, USB-C"], "Three sets of pins that click on, in a tin.|Works from 100 to 240 volts, which is nearly everywhere."),
    ("Ampleby", "Wireless charging pad, 15 W", 2900, 140, &["slate", "cream"], "mint", &["15 W", "Magnetic pad", "None", "1.5 m, USB-C"], "A round pad covered in felt, with magnets that find the spot.|No light on it, for people who sleep."),
    ("Ampleby", "Power bank, 10,000 mAh", 3900, 230, &["olive", "lilac", "black"], "yellow", &["22 W", "1 x USB-C, 1 x USB-A", "None", "0.3 m, USB-C"], "Two full charges for a phone, in a shape that fits the same pocket.|The cable is also its carrying loop."),
    ("Ampleby", "Power bank, 20,000 mAh", 6400, 410, &["black", "petrol"], "yellow", &["65 W", "2 x USB-C, 1 x USB-A", "None", "0.3 m, USB-C"], "Strong enough for a laptop, and still allowed on planes.|A small display counts in per cent rather than in dots."),
    ("Ampleby", "Solar charger, 21 W", 7900, 620, &["forest"], "orange", &["21 W", "1 x USB-C, 1 x USB-A", "None", "None"], "Four panels that hang from a rucksack.|In June in the mountains a phone fills up in two hours; in November it does not."),
    ("Ampleby", "Car charger, 45 W", 1900, 45, &["black", "silver"], "cobalt", &["45 W", "1 x USB-C, 1 x USB-A", "Car socket", "Not included"], "It sits flush in the socket, so nobody kicks it.|Metal, with a ring light too weak to annoy."),
];

const FIRST: &[&str] = &[
    "Measured by us at the wall: it draws under a tenth of a watt when idle.",
    "It tells the device what it can do and the device takes what it wants; nothing can be overcharged.",
    "The housing is screwed, not glued, and contains no surprises.",
    "Tested on laptops of three makers and on every phone in the office.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
