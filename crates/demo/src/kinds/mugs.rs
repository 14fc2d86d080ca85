//! Mugs.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Sheet, turn},
};

static KIND: Kind = Kind {
    code: "MUG",
    category: "mugs",
    subject: Subject::Mug,
    tags: &["mug", "cup", "coffee cup", "teacup", "crockery"],
    voice: Voice {
        thing: true,
        good: &[
            ("My morning mug", "Holds exactly what our coffee press makes for one."),
            (
                "Good handle",
                "Three fingers fit through the handle, which I had stopped hoping for.",
            ),
            ("Keeps tea warm", "Thick walls, so the tea is still drinkable after a phone call."),
            (
                "Beautiful glaze",
                "The glaze pools a little at the foot and no two of ours are quite alike.",
            ),
            (
                "Survives the dishwasher",
                "Forty-odd rounds in the dishwasher and the colour has not faded.",
            ),
            ("Feels right", "Heavier than it looks, in a reassuring way."),
            ("Set of six now", "Began with one and now the whole shelf matches."),
            ("Thin rim", "The rim is thinner than the body, and one notices with every sip."),
            ("Stands firm", "Wide foot, does not wobble on the slatted garden table."),
            ("Lovely in the hand", "Unglazed underneath, so it does not slide about on the tray."),
            ("No drips", "Drinks cleanly, without the drip down the side that my old ones had."),
        ],
        fair: &[
            (
                "Smaller than I pictured",
                "I should have read the volume; it is a smaller cup than I pictured.",
            ),
            ("Gets hot", "The handle gets warm if you microwave it for longer than a minute."),
            ("Colour differs", "The colour is a shade greyer than on my screen."),
            ("Rough foot", "The foot was a bit rough and scratched the table until I sanded it."),
        ],
        poor: &[
            ("Chipped", "Arrived with a chip in the rim the size of a lentil."),
            ("Crazed after a month", "Fine cracks in the glaze after a month of dishwashing."),
            ("Stains", "Tea stains the inside and no amount of soda gets it off."),
        ],
    },
};

type Row = (
    &'static str,
    &'static str,
    u32,
    &'static str,
    &'static [&'static str],
    i64,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("Ostrey Pottery", "Harbour", 350, "stoneware", &["navy", "sage", "cream"], 1850, "saffron", "A straight-sided stoneware mug with a handle for a whole hand.|Thrown in two weights of clay so that the foot is heavy and the lip is not. The blue is the one that the pottery has mixed since it opened."),
    ("Ostrey Pottery", "Squall", 420, "stoneware", &["slate", "teal"], 2100, "cream", "A big mug in the greys of bad weather, glazed by pouring.|Each one keeps the line where the second glaze ran over the first, and it never runs the same way twice."),
    ("Ostrey Pottery", "Pilot espresso", 90, "stoneware", &["charcoal", "terracotta"], 1250, "mustard", "A double-walled espresso cup that fits under low spouts.|Only 58 mm tall. The gap between the walls keeps the coffee hot and the fingers cool."),
    ("Ostrey Pottery", "Breakwater", 500, "stoneware", &["white", "petrol"], 2350, "coral", "Half a litre, for people who refill once and then get on.|The handle sits low so that a full mug does not tip forward as you lift it."),
    ("Pell & Thistle", "Hedgerow", 330, "porcelain", &["white"], 1600, "green", "Thin white porcelain with a band of leaves below the rim.|The leaves are drawn by hand and fired in, so they stay put in the dishwasher."),
    ("Pell & Thistle", "Orchard", 300, "porcelain", &["blush", "mint"], 1495, "burgundy", "A rounded porcelain cup in the pinks and greens of an apple tree.|It was made for tea: the curve keeps the surface small and the drink warm."),
    ("Pell & Thistle", "Almanac", 380, "bone china", &["cream"], 2450, "teal", "Bone china, light enough that guests remark on it.|Three painted rings mark a small, a medium and a full cup, which is less silly than it sounds."),
    ("Dunmarrow", "Campfire enamel", 360, "enamelled steel", &["white", "forest", "tomato"], 1150, "navy", "Enamelled steel for tents, allotments and clumsy people.|It will chip if dropped on rock and go on holding tea regardless. Safe on the stove for warming milk."),
    ("Dunmarrow", "Summit insulated", 400, "stainless steel", &["silver", "olive"], 2695, "orange", "A lidded steel mug that keeps coffee hot until the second bus.|Vacuum walls, a slide that closes with a thumb, and a base that fits a car's cup holder."),
    ("Kaldby", "Nord", 280, "stoneware", &["graphite", "sand"], 1395, "white", "A mug without a handle, ribbed where the fingers go.|If it is too hot to hold it is too hot to drink: that is the whole idea."),
    ("Kaldby", "Fika", 250, "porcelain", &["sky", "lilac"], 1295, "yellow", "A low, wide cup for coffee with too much milk.|They stack four high without jamming, and the saucer doubles as a lid for the steeping pot."),
    ("Morrowby", "Cupping bowl mug", 220, "porcelain", &["white"], 1100, "tan", "The bowl that the roastery tastes from, with a handle added.|A line inside marks 200 ml. It shows the colour of the brew as it is."),
    ("Ostrey Pottery", "Tidepool", 340, "stoneware", &["sea green", "cobalt"], 1950, "copper", "Green outside, deep blue inside, like looking off the end of a jetty.|The inner glaze is glossy and easy to clean; the outer one is matt and easy to hold."),
    ("Pell & Thistle", "Letterpress", 350, "porcelain", &["white"], 1750, "red", "White porcelain stamped with a pattern of old printer's ornaments.|The stamp is pressed into the clay before firing, so you can feel it with a thumb."),
    ("Kaldby", "Hygge pint", 570, "stoneware", &["walnut", "ochre"], 2250, "cream", "A full pint of stoneware with a speckled glaze.|Also sold, we are told, as a soup bowl. It is too wide for most machines' spouts and just right for a teapot."),
];

const CARE: &[&str] = &[
    "Dishwasher and microwave are both fine; put it on the upper rack and it will keep its gloss for years.",
    "Wash it however you like. A spoon of soda left overnight takes off any tea stain.",
    "The glaze holds no lead or cadmium and does not mind a microwave.",
    "Warm it with a splash from the kettle first and whatever goes in stays hot noticeably longer.",
    "Small pinholes and speckles belong to the clay and are no fault; cracks are, and we replace those.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    ROWS.iter()
        .enumerate()
        .map(|(index, &(maker, name, ml, material, colours, price, accent, note))| {
            let metal = material.contains("steel");
            let height = 58 + ml / 9;
            let sheet = Sheet::new(&KIND, maker, format!("{name} {material} mug, {ml} ml"), note)
                .spec("Capacity", format!("{ml} ml"))
                .spec("Material", crate::sheet::capitalised(material))
                .spec("Height", format!("{height} mm"))
                .spec(
                    "Dishwasher safe",
                    if name == "Summit insulated" { "Lid only" } else { "Yes" },
                )
                .spec("Microwave safe", if metal { "No" } else { "Yes" })
                .accent(accent)
                .colours(price, 120 + ml * 3 / 4, colours);
            if metal { sheet.also("bottles") } else { sheet.para(turn(CARE, index)) }
        })
        .collect()
}
