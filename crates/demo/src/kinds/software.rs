//! Software licences for a fixed term.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "SOF",
    category: "software-subscriptions",
    subject: Subject::SoftwareBox,
    tags: &["software", "subscription", "licence", "app", "program"],
    voice: Voice {
        thing: false,
        good: &[
            ("Does what I need", "Does the six things that I need and hides the other sixty."),
            ("Key came at once", "The key came by mail before I had closed the page."),
            ("Fast", "Opens before I have let go of the mouse."),
            ("No account", "Works without an account or a connection."),
            (
                "Exports everything",
                "Everything can be exported in formats that other programs read.",
            ),
        ],
        fair: &[
            ("Plain looks", "It is not pretty."),
            ("Help is thin", "The help is thin; the forum is better."),
        ],
        poor: &[("Slow with big files", "Slow with files of more than a few hundred pages.")],
    },
};

const SPECS: &[&str] = &["Term", "Devices", "Runs on", "Delivery", "Storage"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Ledgerwick", "Ledgerwick Books accounting subscription, 12 months", 8900, 0, &["forest"], "mustard", &["12 months", "2", "Windows, macOS, Linux", "Licence key by mail", "Local"], "Accounts for one-person businesses.|Receipts in, tax return out, and a trail that an auditor can follow."),
    ("Ledgerwick", "Ledgerwick Books Plus accounting subscription, 12 months", 17900, 0, &["navy"], "mustard", &["12 months", "5", "Windows, macOS, Linux", "Licence key by mail", "Local or own server"], "Adds wages, stock, and a second pair of eyes.|Up to five people can work in it at a time."),
    ("Ledgerwick", "Tally invoicing subscription, 6 months", 2900, 0, &["tomato"], "cream", &["6 months", "1", "Any browser", "Licence key by mail", "1 GB"], "Invoices, reminders, and who still owes what.|Made for people who send about ten a month."),
    ("Orrery Works", "Orrery photo editor subscription, 12 months", 6900, 0, &["graphite"], "coral", &["12 months", "2", "Windows, macOS", "Licence key by mail", "Local"], "Develops raw files without moving them anywhere.|The sliders are named after what they do to light."),
    ("Orrery Works", "Orrery drawing subscription, 12 months", 5400, 0, &["plum"], "lime", &["12 months", "2", "Windows, macOS, tablets", "Licence key by mail", "Local"], "Vector drawing with a pen that feels like one.|Files are plain SVG."),
    ("Orrery Works", "Orrery backup subscription, 12 months", 3600, 0, &["slate"], "teal", &["12 months", "3", "Windows, macOS, Linux", "Licence key by mail", "500 GB"], "Encrypted copies, made at night, of up to three computers.|The key is yours alone: if you lose it, nobody can help."),
    ("Orrery Works", "Orrery family backup subscription, 12 months", 6400, 0, &["teal"], "saffron", &["12 months", "10", "Windows, macOS, Linux", "Licence key by mail", "2 TB"], "The same for a household of ten devices.|Grandparents can be looked after from afar."),
    ("Greycote", "Scrivano writing subscription, 12 months", 3900, 0, &["cream"], "burgundy", &["12 months", "3", "Windows, macOS, Linux", "Licence key by mail", "Local"], "A page, a binder, and a count of words that can be hidden.|Made with novelists; it never suggests anything."),
    ("Bryndal", "Bryndal Guard device protection subscription, 24 months", 4900, 0, &["black"], "sea green", &["24 months", "5", "Windows, macOS, phones", "Licence key by mail", "None"], "Watches for harmful programs and otherwise keeps quiet.|It sends nothing home but the version of its list."),
    ("Ledgerwick", "Rota shift planning subscription, 12 months", 7400, 0, &["sky"], "navy", &["12 months", "25", "Any browser", "Licence key by mail", "2 GB"], "Who works when, for shops and surgeries of up to twenty-five people.|Swaps are asked for and approved in the same place."),
];

const FIRST: &[&str] = &[
    "Paid once for the term above. It is not renewed: at the end the program still opens and prints, but saves no more.",
    "One payment, one term. Renewal is not offered, and your files stay yours in open formats.",
    "The licence simply runs out on the last day. Nobody is charged again, and nobody is rung up about it.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[]).into_iter().map(super::subscribed).collect()
}
