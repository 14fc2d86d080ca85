//! Coffee makers.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "CMK",
    category: "coffee-makers",
    subject: Subject::CoffeeMaker,
    tags: &["coffee maker", "french press", "cafetiere", "pour over", "dripper", "brewer"],
    voice: Voice {
        thing: true,
        good: &[
            ("Clean cup", "No sludge at the bottom, even with my cheap grinder."),
            ("Simple", "Nothing to break, nothing to plug in."),
            ("Good for two", "Makes two big cups, or one and a half honest ones."),
            ("Tastes better", "The same beans taste sweeter than from the machine at work."),
            (
                "Parts available",
                "Broke the glass, and the spare was here in two days for a few euros.",
            ),
            ("Easy to rinse", "The grounds come out in one go."),
            ("Camping approved", "Has been up three mountains in my pack."),
        ],
        fair: &[
            ("Cools quickly", "The coffee cools quickly unless you warm the jug first."),
            ("Smaller than stated", "The cups it counts are very small cups."),
        ],
        poor: &[
            ("Glass cracked", "The glass cracked the first time I used boiling water."),
            ("Wobbles", "The stand wobbles unless everything is perfectly level."),
        ],
    },
};

const SPECS: &[&str] = &["Method", "Capacity", "Material", "Filter"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Fennmark", "French press, 0.35 l", 3200, 620, &["black", "cream"], "copper", &["Immersion", "0.35 l", "Borosilicate glass and steel", "Steel mesh"], "One generous cup, or two for after dinner.|The plunger has a spring round its edge, so the mesh meets the glass all the way round."),
    ("Fennmark", "French press, 1 l", 4900, 1100, &["black", "sage", "tomato"], "copper", &["Immersion", "1.0 l", "Borosilicate glass and steel", "Steel mesh"], "The Sunday press, for four people and a newspaper.|The frame keeps the glass off the table and off the tap."),
    ("Fennmark", "Insulated press, 0.8 l", 7400, 1250, &["steel", "navy"], "mustard", &["Immersion", "0.8 l", "Double-walled steel", "Two steel meshes"], "No glass to break, and an hour before the last cup is lukewarm.|A second, finer mesh catches what the first lets through."),
    ("Kaldby", "Stoneware dripper", 2600, 380, &["white", "slate", "terracotta"], "brass", &["Pour-over", "1 to 2 cups", "Stoneware", "Paper, size 2"], "A heavy ceramic cone with ribs that keep the paper off the wall.|Three holes rather than one, which forgives a hurried pour."),
    ("Kaldby", "Dripper and carafe", 5400, 900, &["teal", "white"], "oak", &["Pour-over", "0.7 l", "Porcelain and glass", "Paper, size 4"], "A cone, a collar and a jug that belong together.|The jug has a line for two cups and one for four, and a lip that does not drip."),
    ("Kaldby", "Moka pot, 3 cups", 2900, 480, &["silver"], "tomato", &["Stove-top", "0.15 l", "Aluminium", "Metal"], "The small octagonal pot that half of Europe wakes up to.|Take it off the flame when it begins to gurgle; what comes after that is bitter."),
    ("Kaldby", "Moka pot, 6 cups", 4200, 760, &["graphite"], "orange", &["Stove-top", "0.3 l", "Stainless steel", "Metal"], "The larger one, in steel, so that it works on induction.|The seal is silicone and lasts longer than the usual rubber."),
    ("Morrowby", "Cold-brew jar, 1.2 l", 3600, 980, &["navy"], "sky", &["Cold brew", "1.2 l", "Glass", "Steel mesh"], "Fill it at night, drink it at noon.|Coarse coffee, cold water, fourteen hours in the fridge. The concentrate keeps for a week."),
    ("Morrowby", "Travel press, 0.4 l", 3800, 520, &["forest", "charcoal"], "saffron", &["Immersion", "0.4 l", "Double-walled steel", "Steel mesh"], "Press, mug and lid in one, for trains.|Push down, screw shut, and it stops brewing: the second half is as good as the first."),
    ("Morrowby", "Tasting kit", 6800, 1600, &["white"], "walnut", &["Cupping", "5 x 0.2 l", "Porcelain", "None"], "Five bowls, two spoons, a scale and a sheet to argue over.|What the roastery uses on Thursdays. It is a fine way to spend a wet afternoon with friends."),
    ("Morrowby", "Single-cup dripper", 1900, 260, &["coral", "graphite", "mint"], "white", &["Pour-over", "1 cup", "Enamelled steel", "Paper, size 1"], "The smallest dripper here, for one mug and no washing up.|Enamelled inside and out. It may be dropped."),
];

const FIRST: &[&str] = &[
    "Start with 60 g of coffee to the litre and change one thing at a time.",
    "All parts that touch coffee come apart without tools and may go in the dishwasher.",
    "Spare glass, seals and filters are kept in stock, and have been for every version since the first.",
    "Grind coarser if it tastes bitter and finer if it tastes of hay; that is most of the theory.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
