//! Pots and pans.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "PAN",
    category: "pans",
    subject: Subject::Pan,
    tags: &["pan", "pot", "frying pan", "skillet", "saucepan", "cookware"],
    voice: Voice {
        thing: true,
        good: &[
            ("Even heat", "Pancakes come out the same brown from edge to edge."),
            ("Nothing sticks now", "After a month of onions and potatoes the eggs slide."),
            ("Handle stays cool", "I can hold the handle bare-handed for the whole of a risotto."),
            ("Built for life", "You could defend a house with it."),
            ("Pours well", "Pours without running down the outside, from either side."),
            ("Induction works", "No buzzing on our induction hob, even on the highest step."),
            ("Easy to clean", "Hot water and a brush, done in a minute."),
        ],
        fair: &[
            ("Heavy", "With food in it I need both hands."),
            ("Takes practice", "The first three weeks it needs patience and a lot of oil."),
            ("Lid separate", "The lid costs extra, which I noticed too late."),
        ],
        poor: &[
            ("Warped", "It bowed in the middle and now spins on the glass hob."),
            ("Handle loosened", "The screw works loose every week."),
        ],
    },
};

const SPECS: &[&str] = &["Material", "Diameter", "Capacity", "Induction", "Oven"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Kaldby", "Cast-iron skillet, 26 cm", 4900, 2400, &["black"], "rust", &["Cast iron", "26 cm", "2.0 l", "Yes", "Any heat"], "A cast-iron skillet, milled smooth inside before it leaves the foundry.|Two pouring lips and a helper handle opposite the long one, because full it weighs as much as a cat."),
    ("Kaldby", "Cast-iron skillet, 30 cm", 6400, 3300, &["black"], "rust", &["Cast iron", "30 cm", "3.1 l", "Yes", "Any heat"], "The large one, for a family's worth of potatoes.|Thick enough to brown meat without boiling it in its own juice."),
    ("Kaldby", "Enamelled casserole, 24 cm", 13900, 5100, &["teal", "tomato", "cream"], "brass", &["Enamelled cast iron", "24 cm", "4.2 l", "Yes", "250 °C"], "A heavy pot with a tight lid, for everything that takes an afternoon.|The enamel inside is pale, so one sees what is browning and what is burning."),
    ("Kaldby", "Enamelled casserole, 28 cm", 16900, 6700, &["petrol", "cream"], "brass", &["Enamelled cast iron", "28 cm", "6.7 l", "Yes", "250 °C"], "Room for two chickens or a bread with ambitions.|The knob is metal and may go in the hottest oven."),
    ("Fennmark", "Carbon-steel frying pan, 24 cm", 4200, 1300, &["slate"], "copper", &["Carbon steel", "24 cm", "1.4 l", "Yes", "Any heat"], "Lighter than iron, quicker than iron, and as black within a year.|Three millimetres of plain steel. There is no coating, so there is nothing to wear off."),
    ("Fennmark", "Carbon-steel frying pan, 28 cm", 5200, 1800, &["slate"], "copper", &["Carbon steel", "28 cm", "2.2 l", "Yes", "Any heat"], "The cook's pan: steep enough for tossing, flat enough for fish.|The long handle is angled for people of ordinary height at a hob of ordinary height."),
    ("Fennmark", "Saucepan with lid, 16 cm", 5900, 1100, &["steel"], "navy", &["Three-ply stainless steel", "16 cm", "1.5 l", "Yes", "260 °C"], "For porridge, sauces and two eggs.|Aluminium runs right up the walls between two sheets of steel, so milk does not catch at the edge."),
    ("Fennmark", "Saucepan with lid, 20 cm", 7400, 1600, &["steel"], "navy", &["Three-ply stainless steel", "20 cm", "3.0 l", "Yes", "260 °C"], "The saucepan that is always in the sink because it is always in use.|Litre marks are pressed into the inside, where one can see them."),
    ("Fennmark", "Stockpot, 24 cm", 9900, 2600, &["steel"], "navy", &["Three-ply stainless steel", "24 cm", "7.0 l", "Yes", "260 °C"], "Seven litres, for stock, jam and spaghetti for eight.|Tall enough that it spits on itself and not on the wall."),
    ("Fennmark", "Copper sauté pan, 24 cm", 19800, 2300, &["copper"], "brass", &["Copper, steel lining", "24 cm", "2.8 l", "No", "Any heat"], "Two millimetres of copper: it answers to the flame like a good horse.|Lined with steel rather than tin, so it never needs relining. It wants polishing or it wants leaving alone."),
    ("Osterbrand", "Non-stick frying pan, 28 cm", 4900, 1250, &["charcoal"], "sage", &["Aluminium, ceramic coating", "28 cm", "2.1 l", "Yes", "220 °C"], "For eggs and fish, with a coating free of fluorine.|No coating is for ever: treat it gently and this one manages three to four years. We say so on the box."),
    ("Osterbrand", "Wok, 32 cm", 5600, 1700, &["graphite"], "orange", &["Carbon steel", "32 cm", "4.5 l", "Gas only", "No"], "Round-bottomed, thin and fast; it comes with a ring for the burner.|The wooden handle is pinned and turns if it ever scorches, so that you can use the other side."),
    ("Osterbrand", "Crêpe frying pan, 26 cm", 3900, 1200, &["slate"], "cream", &["Carbon steel", "26 cm", "0.7 l", "Yes", "Any heat"], "Low walls, so a spatula gets under the edge.|With a wooden rake for spreading the batter."),
    ("Kaldby", "Butter saucepan, 12 cm", 3400, 620, &["copper", "steel"], "black", &["Three-ply stainless steel", "12 cm", "0.6 l", "Yes", "260 °C"], "Tiny, with a lip on both sides.|For butter, glazes, and one cup of cocoa."),
];

const FIRST: &[&str] = &[
    "Season it before the first use: a thin coat of oil, an hour in a hot oven, and again after a week.",
    "It works on gas, induction, ceramic and over embers, and it does not mind metal spoons.",
    "Let it warm on a low flame for two minutes first. Nearly all sticking is impatience.",
    "Rinse it while it is warm and dry it on the hob. Soap now and then does no harm, whatever you have heard.",
    "The handle is riveted, not welded, and can be replaced: the part is in our spares list.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
