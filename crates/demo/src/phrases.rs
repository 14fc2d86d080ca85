//! What buyers say about anything.

/// What buyers say about one kind of product: headline and sentence.
pub(crate) struct Voice {
    /// Whether it is a thing that is kept, so that remarks about boxes and years of use fit.
    pub(crate) thing: bool,
    pub(crate) good: &'static [(&'static str, &'static str)],
    pub(crate) fair: &'static [(&'static str, &'static str)],
    pub(crate) poor: &'static [(&'static str, &'static str)],
}

/// What follows from someone content.
pub(crate) const GOOD_AFTER: &[&str] = &[
    "Would buy it again tomorrow.",
    "Arrived two days early, well packed and without any plastic.",
    "I have since ordered a second one for my sister.",
    "Three months in and nothing to complain about.",
    "My partner was sceptical about the price and has stopped mentioning it.",
    "The photos on the site are honest, which is rarer than it should be.",
    "Had a question beforehand and got a proper answer from a person.",
    "Bought on a whim, kept on merit.",
    "It replaced one that lasted eleven years, so let us see.",
    "Half a year of daily use so far.",
    "My only regret is not buying it before the winter.",
    "The instructions fit on one side of a card and that was enough.",
    "I read every review before ordering and can only agree with the kind ones.",
    "We use it every single day.",
    "It looks better in the flesh than on my screen.",
    "Given as a present, and she has asked where it came from.",
    "No smell out of the box, no fiddling, it simply works.",
    "Slightly dearer than elsewhere, and worth the difference.",
    "I returned two others before I found this.",
    "Delivery to the island took four days, better than most manage.",
    "My flatmate has borrowed it more often than I have used it.",
    "Even the box is nice enough to keep.",
    "Not much more to say, really.",
    "Exactly as described.",
    "It has survived two house moves since.",
    "I measured it: the dimensions given are right.",
    "For once a thing that does not try to be clever.",
    "Customer service exchanged the first one without a fuss, full marks for that.",
];

/// What follows from someone content with what is read, drunk or installed.
pub(crate) const GOOD_AFTER_ANY: &[&str] = &[
    "Would order it again tomorrow.",
    "Arrived two days earlier than promised.",
    "I have since given it to two friends.",
    "Had a question beforehand and got a proper answer from a person.",
    "Recommended by a neighbour, and rightly so.",
    "My only regret is that I did not find it sooner.",
    "Not much more to say, really.",
    "Exactly as described.",
    "Fair price for what it is.",
    "I was sceptical and have changed my mind.",
    "The second time I have bought it here.",
    "My household now fights over it.",
];

/// What follows from someone undecided.
pub(crate) const FAIR_AFTER: &[&str] = &[
    "Not bad, but I expected a little more at this price.",
    "I am keeping it, with a shrug.",
    "Delivery took longer than promised, too.",
    "It may just be me.",
    "Might suit someone else better.",
    "Good in parts, then.",
    "If they change that one thing I would give it five.",
    "Wait for a reduction, I would say.",
    "Does the job, no more than that.",
    "I had the older version and liked that better.",
    "For occasional use it is fine.",
    "Perhaps I am spoilt.",
];

/// What follows from someone annoyed.
pub(crate) const POOR_AFTER: &[&str] = &[
    "Sent it back; the refund at least was quick.",
    "Disappointing, because the rest of the range is good.",
    "I have asked for a replacement and am waiting.",
    "Back to my old one, then.",
    "Maybe I got the one bad one, but that is the one I paid for.",
    "The return label was in the box, which tells its own story.",
    "I wanted to like it.",
    "Would not buy again.",
];

/// Headlines for any product, by stars from one to five.
pub(crate) const TITLES: [&[&str]; 5] = [
    &["Sent it back", "Not for me", "Expected better", "Faulty"],
    &["Let down", "Falls short", "A pity", "Below what I hoped"],
    &["Fine", "Mixed feelings", "All right", "Good and bad", "Decent, not more"],
    &[
        "Very good, nearly perfect",
        "Happy with it",
        "Good buy",
        "One small niggle",
        "Solid",
        "Pleased",
        "Does what it should",
    ],
    &[
        "Lovely",
        "Exactly right",
        "Better than expected",
        "No complaints",
        "Worth every cent",
        "Delighted",
        "Keeper",
        "A quiet favourite",
        "Could not ask for more",
        "So glad I chose this",
    ],
];

/// Names that reviewers chose to show.
pub(crate) const AUTHORS: &[&str] = &[
    "Aoife", "Bartosz", "Chidi", "Dagny", "Elif", "Farah", "Giulia", "Hanneke", "Ines", "Jun",
    "Kwame", "Leila", "Mateus", "Niamh", "Oksana", "Priya", "Quentin", "Rasmus", "Sunniva",
    "Tomás", "Ulla", "Viktor", "Wanjiru", "Ximena", "Yusuf", "Zofia", "Anneli", "Benoît", "Ciara",
    "Dimitra", "Emeka", "Freya", "Goran", "Hiroko", "Ivo", "Jasmin", "Katrin", "Lorcan", "Marit",
    "Nadia", "Owen", "Petra", "Rhys", "Siobhán", "Tariq", "Una", "Vera", "Willem", "Yara", "Zeki",
    "Agnes", "Callum", "Doris", "Eilidh", "Gareth", "Harriet", "Imran", "Judith", "Martin", "Ruth",
];
