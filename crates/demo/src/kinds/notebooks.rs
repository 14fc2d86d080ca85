//! Notebooks.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "NOT",
    category: "notebooks",
    subject: Subject::Notebook,
    tags: &["notebook", "notepad", "journal", "diary", "exercise book"],
    voice: Voice {
        thing: true,
        good: &[
            ("No bleed", "Fountain pen, wet nib, and nothing on the other side."),
            ("Lies flat", "Opens flat on any page, from the first to the last."),
            ("Third one", "On my third, and the first two still hold together."),
            ("Numbered pages", "Numbered pages and two ribbons, so I can find things again."),
            ("Good size", "Fits a coat pocket and still holds a thought."),
            ("Pleasant paper", "The paper has some tooth; a pencil sounds nice on it."),
            ("Tough cover", "Coffee wiped off without a ring."),
        ],
        fair: &[
            ("Ribbon frays", "The ribbon frays unless you singe the end."),
            ("Lines too dark", "The lines are darker than I like."),
        ],
        poor: &[
            ("Pages loose", "A whole section came out in month two."),
            ("Bleeds", "Ink feathers, whatever it says on the cover."),
        ],
    },
};

const SPECS: &[&str] = &["Format", "Pages", "Ruling", "Paper", "Binding"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Quillmoor", "Field notebook, A6, dotted", 950, 130, &["olive", "tan", "navy"], "saffron", &["A6", "128", "Dotted, 5 mm", "90 g/m², ivory", "Sewn"], "A pocket book with rounded corners and a pencil loop.|The cover is waxed card: it gets better in a back pocket until, one day, it does not."),
    ("Quillmoor", "Desk notebook, A5, lined", 1650, 340, &["navy", "burgundy", "sage"], "cream", &["A5", "240", "Lined, 7 mm", "100 g/m², ivory", "Sewn, hard cover"], "The notebook that most people mean.|Two ribbons, an index at the front, numbered pages and an elastic that lasts as long as the pages."),
    ("Quillmoor", "Desk notebook, A5, dotted", 1650, 340, &["black", "teal", "rust"], "mustard", &["A5", "240", "Dotted, 5 mm", "100 g/m², ivory", "Sewn, hard cover"], "Dots that are there when you need them and gone when you do not.|Printed in a grey so pale that a scanner overlooks it."),
    ("Quillmoor", "Desk notebook, B5, plain", 2100, 520, &["graphite", "ochre"], "white", &["B5", "208", "Plain", "120 g/m², white", "Sewn, hard cover"], "Heavier paper without any lines, for people who draw while they think.|It takes a light wash of watercolour without buckling much."),
    ("Quillmoor", "Spiral reporter's pad", 620, 150, &["tomato", "slate"], "black", &["125 x 200 mm", "160", "Lined, 8 mm", "70 g/m², white", "Wire, top"], "Wire at the top, stiff board at the back.|Written on standing up, in the rain, in courtrooms."),
    ("Quillmoor", "Spiral project book, A4", 1150, 560, &["petrol", "coral"], "white", &["A4", "200", "Squared, 5 mm", "80 g/m², white", "Wire, left"], "Four coloured sections with a pocket at the end of each.|Holes for a binder, and a perforation that tears where it should."),
    ("Quillmoor", "Softcover trio, A5", 1450, 420, &["sand", "forest"], "navy", &["A5", "3 x 64", "Lined, plain, squared", "90 g/m², ivory", "Stitched"], "Three thin books for three things one must not mix up.|Stitched with thread in a contrasting colour, visible on the spine."),
    ("Quillmoor", "Five-year diary", 2900, 610, &["wine", "ink"], "gold", &["A5", "384", "Five lines a day", "80 g/m², ivory", "Sewn, cloth cover"], "Five lines a day for five years, each date on one page.|Begin on any day. By the third year it starts talking back."),
    ("Greycote", "Softcover sketchbook, A4", 1900, 540, &["cream", "charcoal"], "rust", &["A4", "96", "Plain", "150 g/m², white", "Stitched"], "Thick, slightly rough paper for pencil, ink and pastel.|It folds right back on itself so that it can be held in one hand."),
    ("Greycote", "Music notebook", 1250, 330, &["lilac", "white"], "black", &["A4", "96", "12 staves", "100 g/m², ivory", "Sewn"], "Twelve staves on the right, plain paper on the left.|For tunes, and for what you meant by them."),
    ("Greycote", "Squared lab book, A4", 2400, 780, &["cobalt", "black"], "yellow", &["A4", "192", "Squared, 5 mm", "90 g/m², white", "Sewn, hard cover"], "Numbered pages, a place for date and signature at the foot of each.|The cover shrugs off acetone. We asked a chemist."),
    ("Quillmoor", "Softcover recipe book, A5", 1550, 320, &["rose", "mint"], "tomato", &["A5", "160", "Recipe pages", "100 g/m², white", "Stitched"], "Pages with room for amounts on the left and for doubts on the right.|The cover wipes clean, within reason."),
];

const FIRST: &[&str] = &[
    "The paper is milled for writing: ink sits on it, dries in a breath and stays sharp.",
    "Sections are sewn with thread and glued after, so that it opens flat without cracking.",
    "The last sixteen leaves are perforated, for lists and apologies.",
    "It is refillable in the sense that we keep making the same one.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
