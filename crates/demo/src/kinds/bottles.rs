//! Bottles and flasks.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "BOT",
    category: "bottles",
    subject: Subject::Bottle,
    tags: &["bottle", "water bottle", "drinking bottle", "thermos", "flask"],
    voice: Voice {
        thing: true,
        good: &[
            ("No leaks", "Upside down in a bag with a laptop, and dry."),
            ("Still hot at four", "Filled at seven, and still too hot to gulp at four."),
            ("Easy to clean", "My hand gets the brush right to the bottom."),
            ("Survived a fall", "Dropped down a stairwell. A dent, nothing more."),
            ("No metal taste", "Water tastes of water."),
            ("Fits the cup holder", "Fits the car, the bike cage and the pram."),
        ],
        fair: &[("Paint chips", "The paint chips at the base."), ("Loud lid", "The lid squeaks.")],
        poor: &[("Seal perished", "The seal went slimy in a month.")],
    },
};

const SPECS: &[&str] = &["Capacity", "Material", "Keeps hot", "Keeps cold", "Weight"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Dunmarrow", "Brook bottle, 0.5 l", 2200, 290, &["teal", "coral", "graphite"], "cream", &["0.5 l", "Stainless steel", "12 hours", "24 hours", "270 g"], "The half-litre that goes everywhere.|The loop in the lid takes two fingers or a carabiner."),
    ("Dunmarrow", "Brook bottle, 0.75 l", 2600, 360, &["teal", "forest", "sand"], "cream", &["0.75 l", "Stainless steel", "14 hours", "28 hours", "340 g"], "Enough for a morning.|It fits bicycle cages, unlike the one-litre."),
    ("Dunmarrow", "Brook bottle, 1 l", 3100, 440, &["navy", "rust"], "cream", &["1.0 l", "Stainless steel", "18 hours", "36 hours", "420 g"], "A litre, so there is no arguing about how much you drank.|The mouth takes ice cubes."),
    ("Dunmarrow", "Summit flask, 0.7 l", 3900, 460, &["silver", "olive"], "brass", &["0.7 l", "Stainless steel", "24 hours", "36 hours", "440 g"], "Two cups screw onto one another over the stopper.|It pours with gloves on, at a quarter turn."),
    ("Dunmarrow", "Soup flask, 0.4 l", 3400, 390, &["tomato", "slate"], "oak", &["0.4 l", "Stainless steel", "8 hours", "12 hours", "370 g"], "Wide enough for a spoon, tight enough for goulash.|A folding spoon lives in the lid."),
    ("Dunmarrow", "Children's sports bottle, 0.35 l", 1600, 170, &["sky", "pink", "yellow"], "lime", &["0.35 l", "Stainless steel, single wall", "", "", "150 g"], "A bite valve, a loop, and a field for a name.|Every part can be ordered singly, the lost cap above all."),
    ("Skerrow", "Cycling sports bottle, 0.6 l", 1100, 95, &["white", "orange", "black"], "cobalt", &["0.6 l", "Polyethylene, free of bisphenols", "", "", "85 g"], "Soft enough to squeeze with cold hands.|The valve shuts by itself when you let go."),
    ("Skerrow", "Insulated sports bottle, 0.5 l", 1900, 140, &["lime", "graphite"], "white", &["0.5 l", "Polyethylene, two walls", "", "3 hours", "125 g"], "Cold for the length of a long ride.|It fits every cage and bounces when it does not."),
    ("Kaldby", "Glass flask, 0.5 l", 2400, 420, &["mint", "rose"], "oak", &["0.5 l", "Borosilicate glass", "", "", "390 g"], "Glass in a felt sleeve, for desks.|The wooden lid has a silicone ring and no metal at all."),
    ("Kaldby", "Carafe flask, 1 l", 5900, 880, &["white", "petrol", "copper"], "walnut", &["1.0 l", "Stainless steel", "10 hours", "18 hours", "850 g"], "A jug for the table that keeps coffee hot through a long breakfast.|A press of the thumb opens it; it closes by itself."),
    ("Morrowby", "Coffee flask, 0.34 l", 2900, 260, &["navy", "mustard"], "tomato", &["0.34 l", "Ceramic-lined steel", "6 hours", "10 hours", "240 g"], "Lined with ceramic, so that coffee tastes of coffee.|Twelve ounces, the size of cup that baristas know."),
    ("Dunmarrow", "Stove-safe bottle, 0.8 l", 2800, 240, &["silver"], "rust", &["0.8 l", "Stainless steel, single wall", "", "", "210 g"], "One wall of bare steel, so you can boil water in it.|Take the lid off first. We have to say that."),
];

const FIRST: &[&str] = &[
    "The lid comes apart into three pieces, and each of them goes in the dishwasher.",
    "Seals are a wear part. Two spares are in the box and more cost pennies.",
    "Rinse new steel with a spoon of soda, leave it overnight, and no taste remains.",
    "Powder-coated, so it grips with wet hands and takes scratches in good part.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
