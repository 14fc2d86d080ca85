//! Blankets and throws.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "BLA",
    category: "blankets",
    subject: Subject::Blanket,
    tags: &["blanket", "throw", "plaid", "bedspread", "wool blanket"],
    voice: Voice {
        thing: true,
        good: &[
            ("Warm without weight", "Two of us fit under it and neither overheats."),
            ("Not itchy", "I cannot wear wool, but I can sleep under this."),
            ("Colours as shown", "Colours exactly as in the picture, perhaps a touch deeper."),
            ("Well made edges", "The fringe is knotted by hand and has not come undone."),
            ("Dog approved", "The dog has claimed it, and hair shakes off."),
            ("Washes fine", "Came through the wool programme as soft as before."),
            ("Big enough", "Covers my feet and my shoulders at once, and I am tall."),
        ],
        fair: &[
            ("Sheds at first", "Sheds fluff for the first fortnight."),
            ("Smells of sheep", "Smells faintly of sheep until aired."),
        ],
        poor: &[
            ("Pilled", "Bobbles all over after a month on the sofa."),
            ("Thinner than expected", "Thin enough to see the lamp through it."),
        ],
    },
};

const SPECS: &[&str] = &["Material", "Size", "Weight", "Weave"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Wexcombe Mill", "Herringbone lambswool throw", 8900, 950, &["navy", "sage", "camel"], "cream", &["Lambswool", "140 x 190 cm", "900 g", "Herringbone"], "A medium-weight throw that lives on the back of a sofa.|Spun and woven in one building, from fleeces of one summer."),
    ("Wexcombe Mill", "Harbour check blanket", 14900, 1900, &["teal", "rust"], "mustard", &["Wool", "180 x 230 cm", "1,800 g", "Twill"], "A proper bed blanket, large enough to tuck in.|The check is as wide as a hand, and lines up at the hem."),
    ("Wexcombe Mill", "Cot blanket", 4400, 380, &["pink", "mint", "cream"], "white", &["Lambswool", "75 x 100 cm", "350 g", "Waffle"], "A waffle-weave blanket for cots and prams.|Bound with cotton on all four sides; nothing to pull loose and chew."),
    ("Wexcombe Mill", "Picnic rug", 7900, 1600, &["forest", "tomato"], "cream", &["Recycled wool, waxed back", "150 x 180 cm", "1,500 g", "Plain"], "Wool on top, waxed cotton beneath, and a leather strap to carry it by.|The wool is respun from jumpers, which is why it has eleven colours in it."),
    ("Wexcombe Mill", "Merino travel wrap", 11900, 420, &["charcoal", "plum"], "rose", &["Merino", "70 x 200 cm", "400 g", "Plain"], "A scarf in company, a blanket on trains.|It rolls into its own end and becomes a pillow of sorts."),
    ("Lunnfield", "Waffle cotton throw", 5900, 1100, &["white", "slate", "ochre"], "sand", &["Organic cotton", "130 x 170 cm", "1,050 g", "Waffle"], "For summer, and for people who find wool too much.|Washes at sixty and comes out plumper."),
    ("Lunnfield", "Stonewashed linen bedspread", 16900, 1700, &["linen", "lavender"], "navy", &["Linen", "240 x 260 cm", "1,650 g", "Plain"], "Cool, creased and heavy, for a double bed.|Linen is stiff for a month and then soft for twenty years."),
    ("Lunnfield", "Chunky knit throw", 12900, 2300, &["oat", "grey"], "coral", &["Wool and recycled polyamide", "130 x 160 cm", "2,200 g", "Knitted"], "A knit with stitches as thick as a finger.|The core of the yarn keeps the wool from felting, so it keeps its stitches."),
    ("Wexcombe Mill", "Zigzag throw", 9400, 980, &["mustard", "petrol"], "white", &["Lambswool", "140 x 190 cm", "930 g", "Jacquard"], "A zigzag from a pattern book of 1931 found under the stairs.|Both sides are right: dark on light on one, light on dark on the other."),
    ("Skerrow", "Camp blanket", 9900, 850, &["olive", "orange"], "black", &["Recycled polyester", "145 x 200 cm", "800 g", "Quilted"], "A quilted blanket that dries by the fire and does not mind sparks much.|Poppers down the long sides make a poncho or, with two, a sleeping bag."),
    ("Lunnfield", "Baby-alpaca throw", 18900, 780, &["sand", "teal"], "cream", &["Baby alpaca", "130 x 180 cm", "760 g", "Twill"], "Finer than cashmere and rather tougher.|From a cooperative that shears once a year, in December."),
];

const FIRST: &[&str] = &[
    "Air it rather than wash it: a damp morning on the line does more for wool than any machine.",
    "Moths dislike cedar and being disturbed, so use it often.",
    "Woven on looms older than anyone who works them, then washed in soft water and brushed.",
    "The ends are twisted, not sewn, and can be trimmed if a child or cat has been at them.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
