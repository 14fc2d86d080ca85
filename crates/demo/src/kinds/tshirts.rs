//! T-shirts: a SKU for each colour and size.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Sheet, turn},
};

static KIND: Kind = Kind {
    code: "TSH",
    category: "t-shirts",
    subject: Subject::TShirt,
    tags: &["t-shirt", "tshirt", "tee", "top", "shirt"],
    voice: Voice {
        thing: true,
        good: &[
            ("Keeps its shape", "Twenty washes and the collar still lies flat."),
            ("True to size", "I am between sizes, went by the table, and it fits."),
            ("Thick enough", "Not see-through, even the pale one."),
            ("Soft from the start", "Soft without that slippery finish that washes out."),
            ("Long enough", "At last a shirt that stays tucked in; I am 1.92 m."),
            (
                "No side seam twist",
                "After tumble drying the seams are still at the sides, where they belong.",
            ),
            ("Bought four", "Bought one to try and four more the week after."),
            ("Colour holds", "Washed at forty with jeans and the colour has not moved."),
            ("No scratchy label", "The size is printed on the inside, so nothing scratches."),
            ("Sleeves just right", "The sleeves end where a sleeve should end."),
        ],
        fair: &[
            ("Runs wide", "Wider in the body than I like; go a size down if you are slim."),
            ("Shrank a little", "It lost two centimetres in length in the first wash."),
            ("Heavier than expected", "Too warm for high summer."),
            ("Creases", "Needs ironing more than my others."),
        ],
        poor: &[
            ("Hole at the hem", "A small hole along the hem after the third wash."),
            ("Two shirts, two sizes", "Ordered two in M and one is visibly shorter."),
            ("Faded", "The dark one looked tired after a month."),
        ],
    },
};

type Row = (
    &'static str,
    &'static str,
    u32,
    &'static str,
    &'static [&'static str],
    i64,
    &'static str,
    &'static str,
);

const XS_XXL: &[&str] = &["XS", "S", "M", "L", "XL", "XXL"];
const S_XL: &[&str] = &["S", "M", "L", "XL"];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("Plainhand", "Everyday", 180, "regular", &["white", "black", "navy", "sage"], 2200, "cream", "The plain T-shirt, in the weight that most people mean when they say T-shirt.|Cut with a shoulder seam slightly forward so that it does not ride up under a jacket."),
    ("Plainhand", "Heavy", 260, "boxy", &["chalk", "charcoal", "rust"], 3400, "mustard", "A dense, dry jersey with a high collar and a square cut.|It feels stiff out of the parcel and gets better for about a year."),
    ("Plainhand", "Summer", 130, "relaxed", &["white", "sky", "coral"], 2400, "navy", "A thin, open knit for the four weeks when everything else is too much.|Hang it wet and it is dry in an hour. White is a little sheer, as white at this weight is."),
    ("Plainhand", "Pocket", 200, "regular", &["olive", "oat", "burgundy"], 2800, "tan", "A regular tee with one pocket that is deep enough for a phone.|The pocket is bar-tacked at the corners and cut on the straight grain, so it does not sag."),
    ("Plainhand", "Long", 190, "slim", &["black", "grey", "petrol"], 2600, "white", "Seven centimetres longer than the Everyday, for tall people and low trousers.|Side vents keep it from pulling across the hips."),
    ("Fathom Row", "Breton", 220, "regular", &["white", "navy"], 3900, "cobalt", "Stripes that meet at the side seams, because someone lines them up.|A boat neck, set-in sleeves, and a cloth heavy enough to wear as a light jumper."),
    ("Fathom Row", "Semaphore print", 180, "regular", &["mustard", "teal"], 2900, "navy", "Four signal flags printed small on the chest; they do not spell anything rude.|Water-based ink, pressed into the cloth rather than sitting on it."),
    ("Fathom Row", "Mackerel sky print", 180, "relaxed", &["pale blue", "cream"], 2900, "slate", "A bank of clouds, drawn in one line, across the front.|The drawing is by a retired lighthouse keeper, who is paid for each shirt."),
    ("Fathom Row", "Low tide print", 180, "regular", &["sand", "slate"], 2900, "terracotta", "Sun, sea, and the mud between them, in three colours.|Printed a little off-centre, on purpose, the way the old regatta shirts were."),
    ("Skerrow", "Merino 150", 150, "slim", &["graphite", "forest", "plum"], 6500, "lime", "Fine merino for a week of walking without a week of washing.|Flat seams under rucksack straps, and a mend kit with matching yarn in the packet."),
    ("Skerrow", "Fell tech", 140, "regular", &["orange", "cobalt", "black"], 3500, "white", "A quick-drying running shirt made of two old bottles and some stretch.|Mesh under the arms, a reflective stripe at the back of the neck, no logo on the front."),
    ("Loomsgate", "Slub linen blend", 170, "relaxed", &["linen", "lavender", "sage"], 3800, "brown", "Cotton with a third of linen, uneven in the pleasant way.|It creases and is meant to. The neckline is bound in the same cloth, so it stays put."),
    ("Loomsgate", "Ringer", 190, "slim", &["cream", "pink"], 2700, "red", "A 1970s gym shirt with contrast bands at the neck and sleeves.|Knitted on a narrow machine, so there are no side seams at all."),
    ("Plainhand", "Colour block", 200, "boxy", &["sage", "rose", "ochre"], 3200, "navy", "Two colours, joined by a real seam rather than by printing.|The upper half is cut across the grain, which keeps the line level after washing."),
    ("Fathom Row", "Harbour crew", 240, "boxy", &["bottle green", "tomato"], 3300, "cream", "The shirt that the warehouse here wears, so it has been tested on people who lift things.|Double-stitched at the shoulders, and dark enough to forgive a bicycle chain."),
];

const CLOTH: &[&str] = &[
    "The cotton is organic and long-fibred, {gsm} g to the square metre, knitted and sewn in northern Portugal.",
    "At {gsm} g/m² the cloth is pre-washed, so what shrinkage there is happens before it reaches you.",
    "Knitted at {gsm} g/m². Wash at 40 degrees, inside out; a dryer does it no harm but no good either.",
    "We weigh a swatch of each delivery: {gsm} g/m², give or take five.",
];

const FIT: &[&str] = &[
    "{fit} cut. Our model is 1.80 m and wears M; the table gives chest and length for each size, measured flat.",
    "It is a {fit} fit: if you are between sizes, take the larger one for layering.",
    "Cut {fit}, the same pattern for everyone, which is why the sizes begin small.",
    "The fit is {fit}. Lay a shirt that you like on a table and compare: that beats any letter.",
    "For a {fit} shirt the armholes sit fairly high, which gives more room to reach than a loose one.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    ROWS.iter()
        .enumerate()
        .map(|(index, &(maker, name, gsm, fit, colours, price, accent, note))| {
            let wool = name.starts_with("Merino");
            let material = match name {
                "Merino 150" => "100% merino wool, mulesing-free",
                "Fell tech" => "92% recycled polyester, 8% elastane",
                "Slub linen blend" => "67% organic cotton, 33% linen",
                _ => "100% organic cotton",
            };
            let sizes = if wool || maker == "Loomsgate" { S_XL } else { XS_XXL };
            let fit_text = turn(FIT, index).replace("{fit}", fit);
            let sheet = Sheet::new(&KIND, maker, format!("{name} T-shirt"), note);
            let sheet = if material.starts_with("100% organic") {
                sheet.para(turn(CLOTH, index).replace("{gsm}", &gsm.to_string()))
            } else {
                sheet
            };
            sheet
                .para(crate::sheet::capitalised(&fit_text))
                .spec("Material", material)
                .spec("Fabric weight", format!("{gsm} g/m²"))
                .spec("Fit", crate::sheet::capitalised(fit))
                .spec("Wash", if wool { "30 °C, wool programme" } else { "40 °C" })
                .accent(accent)
                .colours_and_sizes(price, gsm, colours, sizes)
        })
        .collect()
}
