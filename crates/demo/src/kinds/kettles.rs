//! Kettles.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "KET",
    category: "kettles",
    subject: Subject::Kettle,
    tags: &["kettle", "electric kettle", "teapot", "tea kettle"],
    voice: Voice {
        thing: true,
        good: &[
            ("Fast", "A litre boils while I look for the tea."),
            ("Quiet for a kettle", "One can keep talking while it heats."),
            ("Pours beautifully", "The spout gives a thin, steady stream, right over the grounds."),
            ("Holds the temperature", "Stays at eighty for as long as I dawdle."),
            ("Lid opens wide", "My hand fits in to wipe it out."),
            ("No plastic taste", "Water tastes of water from the first day."),
            ("Looks good out", "It stands on the counter and I do not mind."),
        ],
        fair: &[
            ("Short cable", "The cable is shorter than our counter is deep."),
            ("Beeps", "It beeps, and one cannot switch that off."),
            ("Marks easily", "Every fingerprint shows on the matt finish."),
        ],
        poor: &[
            ("Leaks at the base", "Water collects under it after every boil."),
            ("Switch failed", "After two months the switch no longer stays down."),
        ],
    },
};

const SPECS: &[&str] = &["Type", "Capacity", "Power", "Temperature control", "Material"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Fennmark", "Gooseneck kettle, 0.9 l", 8900, 1250, &["black", "white"], "copper", &["Electric", "0.9 l", "1200 W", "40 to 100 °C", "Stainless steel"], "A thin curved spout and a dial: made for pouring over coffee.|It keeps the set temperature for half an hour. The handle is weighted so that the stream starts gently."),
    ("Fennmark", "Everyday kettle, 1.7 l", 4900, 1150, &["steel", "graphite"], "teal", &["Electric", "1.7 l", "3000 W", "None", "Stainless steel"], "The quick one. It boils, it clicks, that is all.|Cup marks on the inside help you to boil only what you drink."),
    ("Fennmark", "Quiet kettle, 1.5 l", 7400, 1400, &["cream", "slate"], "brass", &["Electric", "1.5 l", "2200 W", "None", "Double-walled steel"], "Two walls, so it is quieter and the outside stays merely warm.|After an hour the water is still at seventy degrees, which saves the second boil."),
    ("Kaldby", "Variable kettle, 1.5 l", 7900, 1300, &["white", "navy"], "mustard", &["Electric", "1.5 l", "2200 W", "60, 70, 80, 90, 100 °C", "Stainless steel"], "Five buttons for five kinds of tea.|Green at seventy, oolong at ninety. It remembers the last choice."),
    ("Kaldby", "Travel kettle, 0.5 l", 3400, 620, &["sage"], "cream", &["Electric", "0.5 l", "650 W", "None", "Stainless steel"], "Half a litre, two voltages, and a handle that folds away.|It makes two cups in six minutes in hotel rooms with no other comfort."),
    ("Kaldby", "Stove-top kettle, 2 l", 5900, 1100, &["tomato", "teal"], "cream", &["Stove-top", "2.0 l", "", "None", "Enamelled steel"], "An enamelled kettle that whistles one clear note.|It works on induction too. The whistle lifts off for those with thin walls."),
    ("Osterbrand", "Cast-iron teapot, 0.8 l", 6400, 1700, &["black"], "brass", &["Teapot", "0.8 l", "", "None", "Enamelled cast iron"], "For brewing rather than boiling: iron that keeps tea hot for an hour.|With a steel basket that reaches nearly to the bottom. Never on the stove."),
    ("Osterbrand", "Glass kettle, 1.2 l", 4400, 980, &["silver"], "cobalt", &["Electric", "1.2 l", "1800 W", "None", "Borosilicate glass"], "Watch it boil, if the saying does not bother you.|A ring of light shows that it is on. Hard water shows as well, so it is for soft-water towns or tidy people."),
    ("Fennmark", "Office kettle, 2.5 l", 8400, 1900, &["steel"], "orange", &["Electric", "2.5 l", "3000 W", "None", "Stainless steel"], "Ten cups at once, for the eleven o'clock rush.|A tap at the bottom means that no one has to lift it."),
    ("Kaldby", "Pour-over kettle, 1 l", 3900, 560, &["copper", "black"], "cream", &["Stove-top", "1.0 l", "", "None", "Stainless steel"], "The slow spout without the electronics.|Made for gas and induction. A hole in the lid takes a thermometer."),
    ("Osterbrand", "Enamel milk kettle, 1.4 l", 4600, 900, &["white", "sky"], "oak", &["Stove-top", "1.4 l", "", "None", "Enamelled steel"], "A wide-bellied kettle that also warms soup without complaint.|The lid is tight enough for carrying it out to the garden."),
    ("Fennmark", "Glass-lid kettle, 1 l", 5400, 1000, &["silver", "rose"], "teal", &["Electric", "1.0 l", "2000 W", "None", "Stainless steel"], "A litre, and a lid through which one sees it boil.|It is light enough, full, for a ten-year-old to pour from."),
];

const FIRST: &[&str] = &[
    "Lime comes off with a spoon of citric acid in warm water, left for an hour.",
    "It cannot boil dry: it switches off, waits, and forgives you.",
    "The inside is steel all the way down, with no window and no seam for lime to hold on to.",
    "The base turns freely, so it suits left-handers too, and the spare cable winds up underneath.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
