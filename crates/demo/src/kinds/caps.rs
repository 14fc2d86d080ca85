//! Caps.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "CAP",
    category: "caps",
    subject: Subject::Cap,
    tags: &["cap", "hat", "baseball cap", "headwear"],
    voice: Voice {
        thing: true,
        good: &[
            ("Fits a big head", "I have a head like a pumpkin, and it fits."),
            ("Peak keeps shape", "Rolled up in a pocket all summer and the peak came back."),
            ("No logo", "A cap with nothing written on it. Thank you."),
            ("Fades nicely", "It has faded the way a good cap should."),
            ("Stays on", "Stayed on in a force six."),
            ("Light", "Light enough to forget it."),
        ],
        fair: &[
            ("Shallow", "Shallow; it perches rather than sits."),
            ("Strap tail", "The end of the strap sticks out."),
        ],
        poor: &[("Colour ran", "Bled onto my forehead in the first rain.")],
    },
};

const SPECS: &[&str] = &["Material", "Fit", "Peak", "Wash"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Plainhand", "Six-panel cotton cap", 2400, 90, &["navy", "sage", "rust", "black"], "cream", &["Organic cotton twill", "54 to 61 cm", "Curved", "30 °C"], "The plain one, in soft twill.|It needs about a month to become yours."),
    ("Plainhand", "Corduroy cap", 2900, 110, &["camel", "bottle green", "wine"], "white", &["Cotton corduroy", "54 to 61 cm", "Curved", "30 °C"], "Eight-wale corduroy with the ribs running up the front.|For autumn, dogs and allotments."),
    ("Plainhand", "Linen summer cap", 2700, 70, &["linen", "sky"], "navy", &["Linen", "54 to 61 cm", "Curved", "30 °C"], "Unlined, so that air gets in.|The sweatband is cotton and comes out for washing."),
    ("Skerrow", "Running cap", 2600, 60, &["lime", "coral", "graphite"], "white", &["Recycled polyester", "One size", "Short, soft", "40 °C"], "Folds into a fist and dries on the head.|The peak is short enough to look uphill."),
    ("Skerrow", "Waxed rain cap", 3900, 140, &["olive", "brown"], "saffron", &["Waxed cotton", "S/M or L/XL by drawcord", "Curved", "Sponge only"], "Waxed outside, wool inside, with ear flaps that hide.|Rain runs off behind, not down the neck."),
    ("Skerrow", "Merino cap", 3400, 80, &["charcoal", "teal"], "orange", &["Merino and recycled nylon", "One size", "Soft", "30 °C"], "A knitted cap with a peak, for cold rides under a helmet.|Cut low over the ears."),
    ("Fathom Row", "Deck cap", 3200, 100, &["navy", "white"], "tomato", &["Cotton canvas", "54 to 61 cm", "Long, stiff", "30 °C"], "A long peak with a dark underside, for glare off the water.|A cord and clip fasten it to your collar."),
    ("Fathom Row", "Five-panel camp cap", 2900, 85, &["mustard", "petrol", "rose"], "cream", &["Cotton canvas", "54 to 61 cm", "Flat", "30 °C"], "Flat in front, with a peak that you may bend yourself.|One small patch, of a gull, that comes off with a pin."),
    ("Loomsgate", "Wool flannel cap", 3600, 120, &["grey", "plum"], "gold", &["Wool flannel", "54 to 61 cm", "Curved", "Sponge only"], "Suit cloth from the end of the roll.|About forty of each colour exist."),
    ("Skerrow", "Trail visor", 2200, 45, &["orange", "white"], "graphite", &["Recycled polyester", "One size", "Curved", "40 °C"], "A peak without a cap, for long hair and long climbs.|The band is terry and wrings out."),
];

const FIRST: &[&str] = &[
    "Six panels, taped inside, with eyelets that are sewn and not punched.",
    "Wash it by hand and dry it over a bowl of about your size.",
    "The strap closes with a brass slide and takes heads from 54 to 61 cm.",
    "The peak has a core that bends and remembers.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
