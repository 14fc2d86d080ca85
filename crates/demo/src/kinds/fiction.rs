//! Novels and stories.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "FIC",
    category: "fiction",
    subject: Subject::Book,
    tags: &["book", "novel", "fiction", "paperback", "reading"],
    voice: Voice {
        thing: false,
        good: &[
            ("Could not put it down", "Missed my stop, twice."),
            ("Beautifully written", "I read some sentences aloud to nobody."),
            ("Stayed with me", "Weeks later I still argue with the ending."),
            ("Funny", "Funnier than its cover lets on."),
            ("Read it in a day", "Began after breakfast and cooked no lunch."),
            ("For our book club", "Our book club agreed for once, and then argued about why."),
            ("Nice edition", "Good paper, type of a decent size."),
        ],
        fair: &[
            ("Slow start", "It takes sixty pages to get going."),
            ("Too neat", "The end ties every knot, which I like less than some do."),
        ],
        poor: &[(
            "Not my book",
            "I gave up in the middle, where nothing happens for the second time.",
        )],
    },
};

const SPECS: &[&str] = &["Author", "Pages", "Format", "Language", "Year"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Lanternhouse Press", "The Ferryman's Ledger", 1600, 310, &["navy"], "mustard", &["Ida Venn", "288", "Paperback", "English", "2025"], "A ferryman writes down every passenger for forty years, and then one of them comes back.|A short, watchful novel about debts that are not money."),
    ("Lanternhouse Press", "Salt for Winter", 1800, 380, &["slate"], "coral", &["Tomasz Orlik", "352", "Paperback", "English", "2024"], "Two sisters run a salt works on an island that the mainland forgets every November.|Told in turns, and they do not agree."),
    ("Lanternhouse Press", "A House with Eleven Doors", 1700, 340, &["tomato"], "cream", &["Marguerite Ashdown", "304", "Paperback", "English", "2026"], "A surveyor measures an empty house and keeps getting a different number.|A ghost story for readers who prefer arithmetic."),
    ("Lanternhouse Press", "The Understudy of Bremen", 1900, 420, &["burgundy"], "gold", &["Jonas Felde", "416", "Hardback", "English", "2025"], "In 1923 an actor learns all the parts in the play except his own.|Inflation, greasepaint, and one very long train journey."),
    ("Lanternhouse Press", "Small Weather", 1400, 220, &["sky"], "yellow", &["Nuala Breck", "176", "Paperback", "English", "2023"], "Fourteen stories, in each of which it rains.|People miss buses and decide things."),
    ("Lanternhouse Press", "The Cartographer's Apprentice", 1800, 400, &["forest"], "orange", &["Emre Solak", "384", "Paperback", "English", "2024"], "A boy who cannot read is hired to draw maps, and draws what he hears.|The maps are printed, mistakes and all."),
    ("Greycote", "Night Bus to Anywhere", 1500, 280, &["aubergine"], "lime", &["Keziah Moss", "256", "Paperback", "English", "2026"], "One driver, one route, one winter of passengers.|It can be read in the time that the bus takes."),
    ("Greycote", "What the Beekeeper Saw", 1600, 300, &["mustard"], "charcoal", &["Paul Hendry", "272", "Paperback", "English", "2025"], "A village, a swarm, and a witness who would rather not be one.|A crime novel in which nobody runs."),
    ("Greycote", "The Long Division", 1900, 450, &["graphite"], "tomato", &["Anjali Rao Whitlock", "448", "Hardback", "English", "2024"], "Three generations of maths teachers and one theorem that none of them can leave alone.|You need no mathematics. You may want some afterwards."),
    ("Greycote", "Mrs Tolliver Declines", 1500, 270, &["rose"], "plum", &["Harriet Quill", "240", "Paperback", "English", "2023"], "At seventy-nine, Mrs Tolliver begins saying no.|A comedy with a body count of one aspidistra."),
    ("Greycote", "The Glass Orchard", 1700, 350, &["sea green"], "burgundy", &["Luca Ferrante Lowe", "320", "Paperback", "English", "2026"], "A glassblower makes fruit for a widow who cannot tell it from real.|Set on an island much like Murano, but with worse ferries."),
    ("Greycote", "Northbound", 1600, 290, &["petrol"], "white", &["Signe Dahlberg", "256", "Paperback", "English", "2025"], "A woman walks from one end of a country to the other to return a library book.|The fine is the running joke, and then it is not a joke."),
    ("Lanternhouse Press", "Tin Whistle Summer", 1200, 240, &["lime"], "navy", &["Cormac Daly", "208", "Paperback", "English", "2024"], "Four children, one canal, and a boat that is not theirs.|For readers from about nine, and for those who read to them."),
    ("Greycote", "The Sound of Other Kitchens", 1500, 260, &["teal"], "coral", &["Leonie Marsh", "224", "Paperback", "English", "2026"], "A woman with new hearing aids begins to follow the lives behind her walls.|Tender, nosy and short."),
    ("Lanternhouse Press", "Ash Wednesday at the Regatta", 1700, 330, &["white"], "tomato", &["Oisín Tarrant", "304", "Paperback", "English", "2025"], "A rowing club, a missing cup, and thirty years of minutes.|The minutes are reproduced in full, and are the best part."),
];

const FIRST: &[&str] = &[
    "Printed on uncoated paper from one mill, with the type set a little larger than is usual.",
    "A first printing of two thousand, sewn in sections so that the spine can be opened flat.",
    "The press publishes six books a year and answers its letters.",
    "The cover was cut in lino by the author's neighbour.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[]).into_iter().map(super::reduced).collect()
}
