//! Wall clocks.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "CLO",
    category: "clocks",
    subject: Subject::Clock,
    tags: &["clock", "wall clock", "kitchen clock"],
    voice: Voice {
        thing: true,
        good: &[
            ("Silent", "No ticking at all, so it could move into the bedroom."),
            ("Readable", "I can read it from the garden through the window."),
            ("Keeps time", "Half a minute in four months."),
            ("Easy to hang", "One screw, and a slot that forgives a crooked wall."),
            ("Handsome", "Everyone who comes into the kitchen remarks on it."),
            ("Real materials", "Wood that is wood and glass that is glass."),
            ("For learning", "Our six-year-old learnt to tell the time from it."),
        ],
        fair: &[
            ("Reflects", "The glass reflects the window at breakfast time."),
            ("Smaller than hoped", "A size larger would have suited our wall better."),
        ],
        poor: &[
            ("Loses time", "Loses ten minutes a week, whichever battery I use."),
            ("Ticks", "Sold as quiet; it is not."),
        ],
    },
};

const SPECS: &[&str] = &["Diameter", "Movement", "Case", "Battery"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Tockhaven", "Stationmaster clock, 32 cm", 6900, 1200, &["black", "white"], "tomato", &["32 cm", "Quartz, sweeping", "Steel", "1 x AA"], "Bold bars and a red second hand, as above a platform.|The face is printed in one pass, so the minute marks meet the edge exactly."),
    ("Tockhaven", "Stationmaster clock, 42 cm", 9400, 2100, &["black", "white"], "tomato", &["42 cm", "Quartz, sweeping", "Steel", "1 x AA"], "The same face for halls, workshops and classrooms.|Legible at twenty metres by somebody who forgot their glasses."),
    ("Tockhaven", "Pantry clock, 25 cm", 4400, 700, &["sage", "tomato", "cream"], "navy", &["25 cm", "Quartz, sweeping", "Enamelled steel", "1 x AA"], "A small enamelled clock for kitchens.|Steam does it no harm; wipe it with whatever you wipe the stove with."),
    ("Tockhaven", "Driftwood clock, 30 cm", 7900, 1100, &["oak", "walnut"], "cream", &["30 cm", "Quartz, sweeping", "Solid wood", "1 x AA"], "Turned from one piece of wood, with the grain running from nine to three.|Finished with oil, so a scratch can be rubbed out."),
    ("Tockhaven", "Square office clock, 28 cm", 5400, 950, &["graphite", "teal"], "saffron", &["28 cm", "Quartz, sweeping", "Aluminium", "1 x AA"], "Square, with rounded corners and no numerals.|It goes well beside shelves, which round clocks never quite do."),
    ("Tockhaven", "Radio clock, 30 cm", 8400, 1050, &["silver", "navy"], "coral", &["30 cm", "Radio-controlled", "Aluminium", "1 x AA"], "Sets itself each night and changes over to summer time unasked.|It listens for the signal at three in the morning, so hang it away from the fridge."),
    ("Lunnfield", "Terrazzo clock, 26 cm", 6400, 1800, &["sand", "pink"], "forest", &["26 cm", "Quartz, sweeping", "Cast terrazzo", "1 x AA"], "Chips of three marbles, cast, ground and polished.|Heavier than it looks: use a proper screw."),
    ("Lunnfield", "Quiet square clock, 22 cm", 3900, 520, &["lilac", "mint", "white"], "mustard", &["22 cm", "Quartz, sweeping", "Recycled plastic", "1 x AA"], "A small square clock in soft colours, for bedrooms and bathrooms.|The case is moulded from old bottle crates, and faintly speckled for it."),
    ("Ardle Works", "Workshop clock, 36 cm", 9900, 1900, &["petrol", "ochre"], "white", &["36 cm", "Quartz, sweeping", "Spun steel", "1 x AA"], "A deep spun rim that keeps glare off the face.|The lens is acrylic, because workshops are places where things fly about."),
    ("Ardle Works", "Tide clock, 30 cm", 8900, 1250, &["navy", "sea green"], "orange", &["30 cm", "Tidal, 12 h 25 min", "Steel", "1 x AA"], "One hand, which shows not the hour but the tide.|Set it at high water on a day of full moon. It is right for coasts with two tides a day."),
    ("Tockhaven", "Ship's clock, 20 cm", 11900, 1900, &["brass", "copper"], "navy", &["20 cm", "Quartz, sweeping", "Solid brass", "1 x AA"], "Solid brass with a hinged glass, for bulkheads and bathrooms.|Left alone it darkens; polished it does not. Both have their supporters."),
];

const FIRST: &[&str] = &[
    "The movement sweeps instead of ticking, and takes one ordinary AA cell a year or so.",
    "Hang it on a screw with a 6 mm head; the paper template in the box shows where.",
    "Put it where the sun does not reach: not for the clock's sake, but so that you can read it.",
    "The movement is a standard one with a 16 mm shaft, so any clockmaker can replace it.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
