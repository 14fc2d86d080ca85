//! Pens.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "PEN",
    category: "pens",
    subject: Subject::Pen,
    tags: &["pen", "fountain pen", "rollerball", "ballpoint", "writing"],
    voice: Voice {
        thing: true,
        good: &[
            ("Writes at once", "Left uncapped over lunch and it still wrote at the first touch."),
            ("Balanced", "Light towards the tip, so long letters do not tire the hand."),
            ("Smooth", "The nib is smooth without being slippery."),
            ("Refills easy to find", "Takes standard refills, not some private invention."),
            ("Clip holds", "The clip grips denim, which not every clip does."),
            ("Lovely finish", "The lacquer has real depth."),
            ("My daily pen", "Signed a mortgage with it, and forty birthday cards."),
        ],
        fair: &[
            ("Cap rattles", "The cap rattles a little when posted."),
            ("Broader than stated", "The line is a size broader than it says."),
        ],
        poor: &[
            ("Leaked", "Leaked on its first flight."),
            ("Scratchy", "The nib scratches on every upstroke."),
        ],
    },
};

const SPECS: &[&str] = &["Type", "Line", "Material", "Refill", "Length"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Quillmoor", "Tern fountain pen", 4900, 95, &["navy", "rust", "black"], "gold", &["Fountain pen", "Fine or medium, F supplied", "Resin", "Cartridge or converter", "138 mm"], "A first proper fountain pen, with a steel nib that forgives.|The grip has flats for three fingers, gently enough not to argue with you."),
    ("Quillmoor", "Gannet fountain pen", 11900, 120, &["graphite", "burgundy"], "gold", &["Fountain pen", "Medium", "Lacquered brass", "Cartridge or converter", "141 mm"], "Brass under seven coats of lacquer, and it feels like it.|The weight does the writing. A soft nib gives a little under the downstroke."),
    ("Quillmoor", "Wren pocket fountain pen", 3600, 70, &["teal", "mustard"], "silver", &["Fountain pen", "Fine", "Aluminium", "Short cartridge", "105 mm"], "Closed it is the length of a finger; posted it is a full-sized pen.|Screw cap, so it can travel loose in a pocket with keys."),
    ("Quillmoor", "Plover rollerball", 3900, 90, &["slate", "coral"], "silver", &["Rollerball", "0.7 mm", "Aluminium", "Standard rollerball", "136 mm"], "A rollerball for those who press too hard for a nib.|It caps with a click that is a pleasure in long meetings."),
    ("Quillmoor", "Dunlin ballpoint", 2400, 75, &["white", "forest", "tomato"], "brass", &["Ballpoint", "1.0 mm", "Aluminium", "G2", "139 mm"], "A click pen, machined rather than moulded.|The mechanism is brass, rated for a quarter of a million clicks, of which fidgeters need all."),
    ("Quillmoor", "Drafting pencil, 0.5 mm", 2900, 80, &["black", "silver"], "orange", &["Mechanical pencil", "0.5 mm", "Aluminium", "0.5 mm leads", "142 mm"], "A thin, fixed sleeve for use along a ruler.|The knurling ends where the finger ends. A window shows the grade of lead."),
    ("Quillmoor", "Clutch pencil, 2 mm", 2600, 85, &["oak", "walnut"], "black", &["Lead holder", "2 mm", "Wood and brass", "2 mm leads", "140 mm"], "A thick lead in a wooden barrel, with a sharpener in the cap.|For sketching, and for marking timber."),
    ("Greycote", "Brush pen set", 2200, 140, &["rose", "cobalt"], "white", &["Brush pen", "Variable", "Recycled plastic", "Ink cartridge", "150 mm"], "Four brush pens in greys that mix on the page.|Water-based, so a wet brush softens any edge until it is dry."),
    ("Greycote", "Calligraphy fountain pen", 5400, 100, &["plum", "cream"], "gold", &["Fountain pen", "1.1, 1.5 and 1.9 mm", "Resin", "Cartridge or converter", "139 mm"], "Three square-cut nibs in one flat box.|With a sheet of slants to trace, and no promises about envelopes."),
    ("Quillmoor", "Avocet demonstrator fountain pen", 5900, 92, &["sky", "lilac"], "silver", &["Fountain pen", "Fine or broad, F supplied", "Resin", "Piston, 1.2 ml", "140 mm"], "A clear barrel, so you see the ink and know when to worry.|It fills by a twist at the tail and holds a week of letters."),
];

const FIRST: &[&str] = &[
    "Rinse it with cold water when you change colours; that is all the service it needs.",
    "The nib unit unscrews, and finer or broader ones can be had separately.",
    "Each pen writes a line at the bench before it is packed; the slip of paper is in the box.",
    "Scratches in the barrel can be polished out. So can teeth marks, up to a point.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
