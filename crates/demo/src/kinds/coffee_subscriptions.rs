//! Coffee by post, for a fixed number of months.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Sheet},
};

static KIND: Kind = Kind {
    code: "CSU",
    category: "coffee-subscriptions",
    subject: Subject::CoffeeBag,
    tags: &["coffee subscription", "subscription", "coffee by post", "gift"],
    voice: Voice {
        thing: false,
        good: &[
            ("Never run out", "The bag lands on the mat two days before the old one is empty."),
            (
                "Found new favourites",
                "I would never have picked the Burundi myself and now I miss it.",
            ),
            ("Good present", "Gave it to my father, who rings each month to tell me what he got."),
            ("Fits the letterbox", "Flat bags, so no trips to the post office."),
            ("Fresh", "Roasted on Monday, here on Wednesday."),
            (
                "Ends when it says",
                "It stopped after the last month without a single mail begging me to stay.",
            ),
            (
                "Notes are useful",
                "The card says how to grind it, not which fruits I am supposed to taste.",
            ),
        ],
        fair: &[
            ("A bit light for us", "Two of us finish the bag in nine days."),
            ("Too adventurous", "Every third coffee is too sour for my taste."),
        ],
        poor: &[("Late twice", "Two of the three bags came a week late.")],
    },
};

type Row = (&'static str, u8, u32, i64, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("Harbour blend", 3, 250, 3600, "navy", "mustard", "One bag a month of the blend that the roastery itself drinks, for three months.|Chocolate, hazelnut, no surprises. It works in everything from a moka pot to a bean-to-cup machine."),
    ("Harbour blend", 12, 250, 13200, "navy", "saffron", "A year of the house blend at the price of eleven bags.|The blend changes slightly with the harvests; the card in each bag says how."),
    ("Single origins", 3, 250, 4200, "teal", "coral", "A different farm each month: three bags, three places.|Chosen by the two people who buy the green coffee, and always one that they took home themselves."),
    ("Single origins", 6, 250, 8100, "terracotta", "cream", "Six farms in half a year, light to medium roasts.|With a map that fills up as the bags arrive, which is a small thing and surprisingly pleasing."),
    ("Espresso", 6, 500, 11700, "graphite", "tomato", "Half a kilo a month, roasted for machines with a portafilter.|Rested for six days before it is posted, so you can use it on the day it comes."),
    ("Decaf", 6, 250, 7500, "lilac", "plum", "Six months of coffee for after four o'clock.|Decaffeinated with sugar cane in Colombia, then roasted here by people who drink it at night."),
];

pub(super) fn sheets() -> Vec<Sheet> {
    ROWS.iter()
        .map(|&(name, months, grams, price, colour, accent, note)| {
            let mut sheet =
                Sheet::new(&KIND, "Morrowby", format!("{name} coffee subscription, {months} months"), note)
                    .para(format!(
                        "You pay once for {months} months. It ends by itself after the last bag: nothing renews, and there is nothing to cancel."
                    ))
                    .point(format!("{grams} g of coffee each month, {months} bags in all"))
                    .point("Whole beans or ground: write it in the note to your order")
                    .point("Posted on the first Tuesday of the month, postage included")
                    .point("Paid once; renewal is not offered")
                    .spec("Term", format!("{months} months"))
                    .spec("Delivery", "Monthly")
                    .spec("Per delivery", format!("{grams} g"))
                    .accent(accent)
                    .single(price, grams, colour)
                    .also("coffee");
            sheet.tax_class = "reduced";
            sheet.months = Some(months);
            for choice in &mut sheet.choices {
                choice.grams = None;
            }
            sheet
        })
        .collect()
}
