//! Desk lamps.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "DLA",
    category: "desk-lamps",
    subject: Subject::DeskLamp,
    tags: &["desk lamp", "task lamp", "work light", "reading lamp"],
    voice: Voice {
        thing: true,
        good: &[
            ("No glare", "Lights the page and not my face on video calls."),
            ("Stays put", "Every joint stays exactly where I leave it."),
            ("Long reach", "Reaches over two monitors and still has arm to spare."),
            ("Even light", "No striped shadows under the pen."),
            ("Small foot", "The foot takes less room than a mug."),
            ("Dims properly", "Dims down to a glow without flickering."),
            ("Easy on the eyes", "My evening headaches stopped in the first week."),
        ],
        fair: &[
            ("Stiff joints", "The joints are stiff for the first month."),
            ("Plug is large", "The plug block covers two sockets."),
        ],
        poor: &[
            ("Sags", "The arm sinks slowly through the evening."),
            ("Buzzes", "It hums audibly at the lowest setting."),
        ],
    },
};

const SPECS: &[&str] = &["Light", "Colour temperature", "Brightness", "Reach", "Mounting"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Ardle Works", "Balance desk lamp", 14900, 2900, &["black", "white", "sage"], "brass", &["LED, 9 W", "2,700 K", "800 lm", "85 cm", "Weighted foot"], "Two arms, four springs and a shade that goes where it is pushed.|The springs are hidden in the arms, so nothing catches hair."),
    ("Ardle Works", "Balance desk lamp, clamp", 13900, 2100, &["black", "tomato"], "brass", &["LED, 9 W", "2,700 K", "800 lm", "95 cm", "Clamp, to 60 mm"], "The same arms on a clamp, for desks that have no room for a foot.|The jaw is lined with cork."),
    ("Ardle Works", "Architect's bar lamp", 18900, 3200, &["graphite", "silver"], "orange", &["LED, 14 W", "2,700 to 5,000 K", "1,100 lm", "100 cm", "Weighted foot"], "A bar as wide as a drawing board, with warm and cool light.|Turn the end of the bar to dim it. There are no buttons to look for."),
    ("Ardle Works", "Bar lamp for screens", 7900, 520, &["black"], "teal", &["LED, 5 W", "2,700 to 6,000 K", "420 lm", "On the monitor", "Clip, to 30 mm"], "It sits on top of the monitor and lights only the desk.|The optics cut off just before the screen, so nothing shines in it."),
    ("Ardle Works", "Junior desk lamp", 5900, 1400, &["yellow", "sky", "coral"], "white", &["LED, 6 W", "3,000 K", "500 lm", "55 cm", "Weighted foot"], "A smaller lamp for smaller desks, with rounded everything.|The shade stays cool enough to be grabbed by a curious hand."),
    ("Lunnfield", "Schoolhouse desk lamp", 8900, 2400, &["bottle green", "cream"], "brass", &["E27, up to 40 W", "Depends on bulb", "Depends on bulb", "40 cm", "Weighted foot"], "A bell shade on a bent tube, as in village schools.|Takes an ordinary bulb. The switch is a proper toggle."),
    ("Lunnfield", "Cordless desk lamp", 9900, 1100, &["mustard", "navy"], "cream", &["LED, 4 W", "2,700 K", "300 lm", "35 cm", "Weighted foot, battery"], "Twelve hours without a cable, for tables far from the wall.|Charges by USB-C. The battery is a standard cell and comes out with a coin."),
    ("Ardle Works", "Magnifier bar lamp", 12900, 2600, &["white"], "cobalt", &["LED, 8 W", "5,000 K", "700 lm", "90 cm", "Clamp, to 50 mm"], "A lens of 12 cm inside a ring of light, for stamps, splinters and solder.|Made of glass, not acrylic, with a cover that keeps the sun from setting fire to your desk."),
    ("Helmsund", "Daylight bar lamp", 11900, 1900, &["silver", "slate"], "saffron", &["LED, 12 W", "5,500 K", "1,000 lm", "80 cm", "Weighted foot"], "Cool and very even, for painters and for winters.|Colours look under it as they do by a north window; the index is 97."),
    ("Ardle Works", "Balance mini desk lamp", 9900, 1700, &["rust", "petrol"], "brass", &["LED, 6 W", "2,700 K", "480 lm", "60 cm", "Weighted foot"], "The Balance at two thirds of its size, for shelves and bedsides.|Same springs, same spares list."),
];

const FIRST: &[&str] = &[
    "The LED module unscrews and can be replaced, which is rarer than it should be.",
    "Springs, bolts and shade are all listed as spares, with drawings.",
    "It remembers the last brightness, also after a power cut.",
    "Light falls off softly at the edge, so that the eye is not drawn to it.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[]).into_iter().map(|sheet| sheet.also("lamps")).collect()
}
