//! Magazines by post, for a fixed term.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "MAG",
    category: "magazine-subscriptions",
    subject: Subject::Magazine,
    tags: &["magazine", "subscription", "periodical", "journal", "gift"],
    voice: Voice {
        thing: false,
        good: &[
            ("Read cover to cover", "The only magazine that I read from cover to cover."),
            ("No adverts", "Hardly any adverts, and those are for string."),
            ("Arrives on time", "On the mat on the first Saturday, every time."),
            ("Good gift", "My brother thanks me anew with every issue."),
            ("Simply ended", "After the last issue a card said goodbye. That was all."),
        ],
        fair: &[
            ("Late in summer", "The summer issue came in autumn."),
            ("Thin", "I would like it twice as thick."),
        ],
        poor: &[("Bent", "Two issues came folded by the postman.")],
    },
};

const SPECS: &[&str] = &["Term", "Issues", "Pages an issue", "Language"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Tidewrack", "Tidewrack magazine subscription, 12 months", 4800, 0, &["petrol"], "coral", &["12 months", "4", "132", "English"], "Essays, maps and photographs from coasts, four times a year.|Printed in the town where it is edited, and posted in paper."),
    ("Tidewrack", "Tidewrack magazine subscription, 24 months", 8900, 0, &["petrol"], "saffron", &["24 months", "8", "132", "English"], "Two years of the coastal quarterly.|Eight issues stand five centimetres thick, we measured."),
    ("Lanternhouse Press", "The Short Measure story subscription, 6 months", 3000, 0, &["burgundy"], "cream", &["6 months", "6", "48", "English"], "One long short story a month, stitched, in an envelope.|By people you have not heard of yet."),
    ("Lanternhouse Press", "The Short Measure story subscription, 12 months", 5600, 0, &["burgundy"], "gold", &["12 months", "12", "48", "English"], "Twelve stories, one each month, for a year.|A box for the whole set comes with the sixth."),
    ("Greycote", "Bench & Vice magazine subscription, 12 months", 5400, 0, &["walnut"], "sage", &["12 months", "6", "96", "English"], "Hand tools, workshops, and plans at full size, every other month.|The plans unfold to the size of the thing."),
    ("Greycote", "Allotment Almanac magazine subscription, 12 months", 3900, 0, &["forest"], "mustard", &["12 months", "12", "40", "English"], "What to sow, what to worry about, month by month.|A packet of seed is glued to every second issue."),
    ("Greycote", "Children's Lantern magazine subscription, 12 months", 4200, 0, &["sky"], "tomato", &["12 months", "10", "36", "English"], "Stories, experiments and a map to colour in, for ages six to ten.|No plastic toy on the cover."),
    ("Tidewrack", "Slow Rail magazine subscription, 12 months", 4600, 0, &["graphite"], "orange", &["12 months", "4", "116", "English"], "Long journeys by local trains, with timetables that worked.|The writers travel second class and say so."),
    ("Greycote", "Bench & Vice magazine subscription, 24 months", 9900, 0, &["walnut"], "mustard", &["24 months", "12", "96", "English"], "Two years of plans, jigs and arguments about sharpening.|Twelve issues, with a binder that comes with the first."),
];

const FIRST: &[&str] = &[
    "Paid once, for the term above. It ends with the last issue; renewal is not offered, so nothing has to be cancelled.",
    "One payment covers the whole term. We do not keep your card, and no second charge can follow.",
    "The term is fixed and so is the price. When it is over it is over, unless you come back yourself.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
        .into_iter()
        .map(|sheet| super::subscribed(super::reduced(sheet)))
        .collect()
}
