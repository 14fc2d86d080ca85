//! Coffee in bags.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "COF",
    category: "coffee",
    subject: Subject::CoffeeBag,
    tags: &["coffee", "coffee beans", "whole bean", "espresso", "ground coffee"],
    voice: Voice {
        thing: false,
        good: &[
            ("Sweet and clean", "Tastes of caramel without any help from sugar."),
            ("Fresh", "Roast date four days before it arrived."),
            (
                "Good in a moka pot",
                "Works in the moka pot, where fruity coffees usually turn sour.",
            ),
            ("Best espresso so far", "Thick, steady shots once I went two clicks finer."),
            (
                "Even my father likes it",
                "Gave it to my father, who distrusts anything not from a tin, and he asked for the name.",
            ),
            ("Lovely black", "The first one for years that I drink without milk."),
            ("Smells wonderful", "The whole hall smells of it when the parcel is opened."),
        ],
        fair: &[
            ("Too light for me", "Too light a roast for my taste."),
            ("Pricey", "It is a lot for a bag that lasts a week."),
        ],
        poor: &[
            ("Stale", "The bag had lost its vacuum and the coffee tasted of cardboard."),
            ("Bitter", "Bitter whatever I did with the grinder."),
        ],
    },
};

const SPECS: &[&str] = &["Origin", "Process", "Roast", "Net weight", "Altitude"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Morrowby", "House blend, 250 g", 950, 265, &["navy"], "mustard", &["Brazil and Guatemala", "Natural and washed", "Medium", "250 g", "1,000 to 1,600 m"], "Hazelnut, milk chocolate, and no opinions before nine o'clock.|Two coffees that hold hands. It has been the house blend since the roastery was a shed."),
    ("Morrowby", "House blend, 1 kg", 3400, 1030, &["navy"], "saffron", &["Brazil and Guatemala", "Natural and washed", "Medium", "1 kg", "1,000 to 1,600 m"], "A kilo of the house blend, for offices and large families.|The same coffee as in the small bag, at a tenth less."),
    ("Morrowby", "Night Ferry espresso, 250 g", 1050, 265, &["black"], "tomato", &["Brazil, India and Uganda", "Natural", "Dark", "250 g", "900 to 1,400 m"], "A dark blend for milk: it is still there at the bottom of a cappuccino.|A tenth of it is washed robusta, chosen for the crema and not for the price."),
    ("Morrowby", "Ethiopia Halo Bela, 250 g", 1350, 265, &["lilac"], "coral", &["Ethiopia, Yirgacheffe", "Washed", "Light", "250 g", "2,050 m"], "Bergamot and apricot, light as tea.|From some four hundred gardens round one washing station. Brew it as filter; as espresso it is an adventure."),
    ("Morrowby", "Kenya Muthira AA, 250 g", 1450, 265, &["burgundy"], "mint", &["Kenya, Nyeri", "Washed", "Light", "250 g", "1,750 m"], "Blackcurrant first and tomato leaf after, the way the good ones are.|Fermented twice and dried on raised beds. A little coarser than usual brings out the sweetness."),
    ("Morrowby", "Colombia El Robledal, 250 g", 1200, 265, &["tomato"], "cream", &["Colombia, Huila", "Washed", "Medium", "250 g", "1,800 m"], "Red apple and panela, from nine neighbours who share a mill.|It is the bag to start with if you have only had coffee from the supermarket."),
    ("Morrowby", "Guatemala La Ceiba, 250 g", 1150, 265, &["forest"], "orange", &["Guatemala, Huehuetenango", "Washed", "Medium", "250 g", "1,700 m"], "Cocoa, orange peel, a finish like a clean slate.|The family that grows it writes to us at Christmas, and we publish the letter."),
    ("Morrowby", "Brazil Fazenda Tijuco, 500 g", 1750, 520, &["mustard"], "forest", &["Brazil, Cerrado", "Natural", "Medium", "500 g", "1,100 m"], "Peanut, cocoa and hardly any acidity.|Dried whole on patios. In a bean-to-cup machine it is the least trouble of all."),
    ("Morrowby", "Rwanda Gitesi, 250 g", 1250, 265, &["sea green"], "plum", &["Rwanda, Western Province", "Washed", "Light", "250 g", "1,900 m"], "Red fruit and black tea, with a long sweet end.|A father and son process the cherries of their whole hillside, and clean the water afterwards."),
    ("Morrowby", "Sumatra Kerinci, 250 g", 1200, 265, &["olive"], "terracotta", &["Indonesia, Sumatra", "Wet-hulled", "Medium dark", "250 g", "1,450 m"], "Cedar, dark chocolate, a bit of forest floor.|Low in acid and heavy on the tongue, good with cake and in thick mugs."),
    ("Morrowby", "Decaf Colombia, 250 g", 1150, 265, &["rose"], "slate", &["Colombia, Cauca", "Washed, sugar-cane decaffeination", "Medium", "250 g", "1,700 m"], "Decaffeinated with sugar cane; it tastes of toffee and of coffee.|We serve it at the roastery without saying so, and nobody has sent it back."),
    ("Morrowby", "Harvest box, 4 x 125 g", 2200, 540, &["sand"], "coral", &["Four origins", "Various", "Light to medium", "500 g", "1,100 to 2,050 m"], "Four small bags of whatever arrived last.|The card ranks them from safe to strange. Begin at the left."),
    ("Morrowby", "Moka roast, 500 g", 1800, 520, &["chestnut"], "cream", &["Brazil and Peru", "Natural and washed", "Medium dark", "500 g", "1,000 to 1,700 m"], "Roasted for the small pot on the stove: round, dark, not burnt.|Grind it like table salt."),
];

const FIRST: &[&str] = &[
    "Roasted on Mondays and Thursdays and posted the next morning; the date is stamped on the back.",
    "It is at its best from day five to day forty. After that, freeze it or make cold brew.",
    "The price paid to the growers is printed on the bag, per kilo and in their currency.",
    "Sold as whole beans, because ground coffee keeps for days and beans for weeks.",
    "The valve lets gas out and no air in; squeeze the bag and you know why people like this smell.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[]).into_iter().map(super::reduced).collect()
}
