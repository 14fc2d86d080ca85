//! Books about things that are so.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "NFI",
    category: "non-fiction",
    subject: Subject::Book,
    tags: &["book", "non-fiction", "guide", "handbook", "paperback"],
    voice: Voice {
        thing: false,
        good: &[
            ("Learnt a lot", "Learnt more from the second chapter than from a year of videos."),
            ("Clear drawings", "The drawings show exactly the step that I always get wrong."),
            ("Well told", "Reads like a story and is checked like a thesis."),
            ("Used, not shelved", "It lies open on the bench and has glue on it already."),
            ("Good index", "A real index, made by a human being."),
            ("Passed on", "I lent it out and had to buy another."),
        ],
        fair: &[
            ("Assumes a lot", "Assumes that you own a workshop."),
            ("Photos too dark", "Some of the photographs are rather dark."),
        ],
        poor: &[("Out of date", "The addresses at the back are years out of date.")],
    },
};

const SPECS: &[&str] = &["Author", "Pages", "Format", "Language", "Year"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Lanternhouse Press", "The Mending Book", 2400, 620, &["terracotta"], "cream", &["Ruth Ellery", "224", "Hardback", "English", "2025"], "Darning, patching, re-handling, re-soling: forty repairs that pay for the book.|Arranged by what is broken and not by technique."),
    ("Lanternhouse Press", "Walking the Tideline", 1900, 380, &["sea green"], "navy", &["Alasdair Munro Pike", "288", "Paperback", "English", "2024"], "A year spent walking a coast between high water and low.|With tide tables explained so that one understands them."),
    ("Lanternhouse Press", "Bread with Patience", 2600, 780, &["ochre"], "brown", &["Hanna Lindqvist Roe", "256", "Hardback", "English", "2026"], "Eleven doughs, each told over three days.|No recipe is longer than a page, as the dough does the work."),
    ("Lanternhouse Press", "How Harbours Work", 2200, 540, &["navy"], "orange", &["Joris van Aken", "304", "Hardback", "English", "2025"], "Cranes, pilots, silt and paperwork, from the bottom up.|Fold-out sections of six ports, the smallest of them with one crane."),
    ("Lanternhouse Press", "Soup for Ten", 2100, 560, &["tomato"], "yellow", &["Beatriz Coelho", "192", "Hardback", "English", "2023"], "Sixty soups in quantities for a crowd, and what to do when four turn up.|Written by a woman who has cooked in church halls for thirty years."),
    ("Greycote", "A Field Guide to Clouds and Moods", 1800, 330, &["pale blue"], "slate", &["Imogen Farr", "208", "Paperback", "English", "2024"], "Clouds, in the order in which you notice them.|The moods are in small print, and can be skipped by the cheerful."),
    ("Greycote", "The Quiet Workshop", 2300, 600, &["walnut"], "sage", &["Peder Aasen", "240", "Hardback", "English", "2025"], "Woodwork with hand tools, in a flat, without annoying the neighbours.|Nine projects, the last of which is the bench that you needed for the first."),
    ("Greycote", "Letters, Ink, Lead", 2800, 720, &["charcoal"], "red", &["Dorothea Blum", "320", "Hardback", "English", "2023"], "How type was made before it was a menu.|Printed by letterpress in two colours, of necessity slowly."),
    ("Greycote", "Small Gardens, Deep Shade", 2200, 580, &["forest"], "lime", &["Oonagh Keeley", "224", "Hardback", "English", "2026"], "For yards that get two hours of sun on a good day.|Every plant named is one that survived the author."),
    ("Greycote", "The Bicycle Explained", 2000, 490, &["cobalt"], "saffron", &["Wim Daelman", "256", "Paperback", "English", "2024"], "Each part, what it does, how it fails, how to put it right.|Exploded drawings on every left-hand page."),
    ("Greycote", "Maps of Rooms", 1900, 410, &["lilac"], "gold", &["Solveig Torp", "192", "Paperback", "English", "2025"], "An architect draws the rooms that she remembers, and writes down what she forgot.|Forty plans, a few doors too many."),
    ("Lanternhouse Press", "Night Sky, Naked Eye", 1700, 300, &["ink"], "yellow", &["Rafael Montes Grey", "176", "Paperback", "English", "2026"], "What can be seen from a town, with nothing in your hands.|Printed so that it can be read by red light."),
    ("Lanternhouse Press", "Counting Sheep", 1600, 280, &["cream"], "forest", &["Gwen Pritchard Moss", "208", "Paperback", "English", "2023"], "A shepherd's year, with the accounts.|The accounts are the gripping part."),
    ("Greycote", "Repairing Radios", 2300, 560, &["sand"], "petrol", &["Vaclav Horsky", "240", "Paperback", "English", "2024"], "Valve and transistor sets from the back, one fault at a time.|Each chapter begins with a smell."),
];

const FIRST: &[&str] = &[
    "It lies flat on a table, because the people who use it have their hands full.",
    "Sources are given at the foot of the page, where one reads them.",
    "The drawings are by the author, in pencil, and reproduced at the size that they were drawn.",
    "Corrections since the first printing are listed on the press's site, with thanks by name.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[]).into_iter().map(super::reduced).collect()
}
