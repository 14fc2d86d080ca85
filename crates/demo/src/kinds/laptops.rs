//! Laptops.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Sheet, turn},
};

static KIND: Kind = Kind {
    code: "LAP",
    category: "laptops",
    subject: Subject::Laptop,
    tags: &["laptop", "notebook", "computer", "portable computer"],
    voice: Voice {
        thing: true,
        good: &[
            (
                "Battery as promised",
                "Two meetings, a train and an evening of writing on one charge.",
            ),
            ("Quiet", "I have heard the fan twice, both times while compiling."),
            (
                "Proper keyboard",
                "Keys with real travel, and the arrows are where my fingers expect them.",
            ),
            (
                "Screen is excellent",
                "Matt screen, readable by the window, colours that match my prints.",
            ),
            (
                "Repairable",
                "Eleven ordinary screws, and the memory and disk are sitting there to be swapped.",
            ),
            (
                "Quick enough for years",
                "Opens a folder of four thousand photos without thinking about it.",
            ),
            ("Light", "I check my bag because I think I have left it at home."),
            (
                "Ports!",
                "A full-size HDMI and a card reader, so the drawer of adapters is closed for good.",
            ),
            ("Hinge", "Opens with one finger and stays where it is put, even on the bus."),
            (
                "For university",
                "Bought for my daughter's course; it runs everything they have thrown at it.",
            ),
            ("Came clean", "No trial programs, no pop-ups, just the system and a recovery stick."),
        ],
        fair: &[
            ("Speakers are thin", "The speakers are thin and face the table."),
            ("Camera so-so", "The camera is fine by day and mush by lamplight."),
            ("Warm on the lap", "Gets warm on the left side when charging."),
            (
                "Touchpad clicks loudly",
                "The touchpad clicks loudly enough to be heard in a quiet library.",
            ),
        ],
        poor: &[
            ("Dead pixel", "A green pixel in the middle of the screen from the first day."),
            ("Coil whine", "It whistles when scrolling, and once you hear it you cannot stop."),
            ("Wi-Fi drops", "Wakes from sleep without Wi-Fi one time in three."),
        ],
    },
};

struct Row {
    maker: &'static str,
    name: &'static str,
    inch: &'static str,
    pixels: &'static str,
    cores: u32,
    ghz: &'static str,
    graphics: &'static str,
    grams: u32,
    hours: u32,
    ports: &'static str,
    colour: &'static str,
    /// GB of memory, GB of disk, price in cents.
    fits: &'static [(u32, u32, i64)],
    note: &'static str,
}

#[allow(clippy::too_many_arguments)]
const fn row(
    maker: &'static str,
    name: &'static str,
    screen: (&'static str, &'static str),
    chip: (u32, &'static str, &'static str),
    grams: u32,
    hours: u32,
    ports: &'static str,
    colour: &'static str,
    fits: &'static [(u32, u32, i64)],
    note: &'static str,
) -> Row {
    Row {
        maker,
        name,
        inch: screen.0,
        pixels: screen.1,
        cores: chip.0,
        ghz: chip.1,
        graphics: chip.2,
        grams,
        hours,
        ports,
        colour,
        fits,
        note,
    }
}

const SHARED: &str = "Integrated";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row("Tarnwick", "Heron 13", ("13.3", "1920 x 1200"), (8, "4.4", SHARED), 1080, 14, "2 x USB-C, 1 x USB-A, headphones", "silver", &[(16, 512, 99900), (32, 1024, 124900)], "A light 13-inch laptop for people who work in three places a day.|The lid is magnesium and the palm rest does not flex. It charges from either side, so the socket in the café is always on the right one."),
    row("Tarnwick", "Heron 14", ("14", "2560 x 1600"), (10, "4.7", SHARED), 1290, 13, "2 x USB-C, 1 x USB-A, HDMI", "graphite", &[(16, 512, 119900), (32, 1024, 144900)], "The middle one of the family: sharper screen, one more port, still under 1.3 kg.|Most people who ask us which laptop to buy end up with this one."),
    row("Tarnwick", "Heron 16", ("16", "2560 x 1600"), (12, "4.9", SHARED), 1690, 12, "3 x USB-C, 1 x USB-A, HDMI, SD", "silver", &[(32, 1024, 169900)], "A large screen in a body that still goes in a normal rucksack.|There is no number block, on purpose: the keyboard sits in the middle and so do your hands."),
    row("Tarnwick", "Bittern 15", ("15.6", "1920 x 1080"), (6, "4.1", SHARED), 1780, 9, "1 x USB-C, 3 x USB-A, HDMI, network", "graphite", &[(8, 256, 54900), (16, 512, 67900)], "A plain, sturdy office laptop with every socket that offices still use.|Everything inside can be reached with one screwdriver, and the battery is a twenty-minute job."),
    row("Tarnwick", "Bittern 17", ("17.3", "1920 x 1080"), (8, "4.3", SHARED), 2280, 8, "1 x USB-C, 3 x USB-A, HDMI, network", "graphite", &[(16, 512, 79900)], "The desk replacement, for those who carry it from the study to the kitchen and back.|With a number block, a DVD-sized footprint and letters on the keys that one can read without glasses."),
    row("Tarnwick", "Sandpiper 12", ("12.4", "1800 x 1200"), (4, "3.4", SHARED), 890, 11, "2 x USB-C, headphones", "sand", &[(8, 256, 49900)], "Less than 900 g, for writing and reading rather than for building bridges in.|No fan at all, so there is nothing to hear and nothing to clog with crumbs."),
    row("Bryndal", "Forge 15", ("15.6", "2560 x 1440"), (14, "5.2", "Dedicated, 8 GB"), 2240, 7, "2 x USB-C, 2 x USB-A, HDMI, network", "black", &[(32, 1024, 179900), (64, 2048, 219900)], "A workshop with a handle's worth of weight, for video, drawings and simulations.|Both fans can be cleaned from below without voiding anything. The charger is the size of a paperback; there is no way round that."),
    row("Bryndal", "Forge 17", ("17.3", "3840 x 2160"), (16, "5.4", "Dedicated, 12 GB"), 2790, 6, "2 x USB-C, 3 x USB-A, HDMI, network, SD", "black", &[(64, 2048, 289900)], "The largest thing with a battery that we sell.|Calibrated at the factory, with the measurement sheet in the box. It will run a day of editing at full speed as long as it is plugged in."),
    row("Bryndal", "Anvil 14", ("14", "1920 x 1200"), (8, "4.5", SHARED), 1450, 12, "2 x USB-C, 2 x USB-A, HDMI, network", "slate", &[(16, 512, 104900), (32, 1024, 129900)], "A business laptop with a lid that closes over the camera.|Spill drains under the keyboard, spare parts for seven years, and a repair manual anyone may read."),
    row("Bryndal", "Anvil 16", ("16", "1920 x 1200"), (10, "4.6", SHARED), 1820, 11, "2 x USB-C, 2 x USB-A, HDMI, network", "slate", &[(16, 512, 119900)], "The Anvil with a taller screen and room for a number block.|Two memory slots and two disk slots, so it can grow instead of being replaced."),
    row("Bryndal", "Ember 14", ("14", "2880 x 1800"), (10, "4.8", SHARED), 1250, 10, "3 x USB-C, headphones", "navy", &[(16, 1024, 139900)], "An OLED screen in a dark blue shell, for photographers on the move.|Blacks are black and the reds do not shout. Keep the brightness sensible and the ten hours are real."),
    row("Bryndal", "Tinder 11", ("11.6", "1366 x 768"), (4, "2.8", SHARED), 1150, 10, "1 x USB-C, 2 x USB-A, HDMI", "sky", &[(8, 128, 29900)], "A small, cheap, rubber-edged laptop made for schoolbags.|It has been dropped from desk height forty times by people paid to do so. The keyboard comes out in one piece when someone pours juice into it."),
    row("Calder & Lyle", "Folio 13", ("13.5", "2256 x 1504"), (8, "4.6", SHARED), 1190, 12, "2 x USB-C, 1 x USB-A", "cream", &[(16, 512, 114900), (16, 1024, 127900)], "A tall, nearly square screen that shows a whole page at once.|Writers and lawyers ask for it by name. The keyboard is quieter than rain."),
    row("Calder & Lyle", "Folio 15", ("15", "2496 x 1664"), (10, "4.7", SHARED), 1560, 12, "2 x USB-C, 1 x USB-A", "sage", &[(16, 512, 139900)], "The same page-shaped screen, large enough for two columns and a margin.|The green is anodised into the aluminium and does not rub off at the corners."),
    row("Calder & Lyle", "Vellum 14", ("14", "1920 x 1200"), (8, "4.2", SHARED), 1340, 13, "2 x USB-C, 1 x USB-A, HDMI", "blush", &[(16, 512, 89900)], "A touch screen that folds right round, with a pen that parks in the hinge.|For marking up, sketching and recipes. In the tablet position the keyboard switches itself off."),
    row("Calder & Lyle", "Vellum 16", ("16", "2560 x 1600"), (10, "4.5", SHARED), 1740, 11, "2 x USB-C, 2 x USB-A, HDMI", "silver", &[(16, 1024, 124900)], "The folding one with a screen as large as an open sketchbook.|Flat on the table it makes a very good drawing board; the pen reads tilt."),
    row("Tarnwick", "Curlew 15", ("15.6", "1920 x 1080"), (8, "4.5", "Dedicated, 6 GB"), 1990, 8, "1 x USB-C, 3 x USB-A, HDMI, network", "graphite", &[(16, 512, 99900), (16, 1024, 108900)], "Enough graphics for games at home and for models at college.|The screen refreshes 144 times a second, and there is not one coloured light on it."),
    row("Bryndal", "Reforge 14 (renewed)", ("14", "1920 x 1080"), (6, "4.0", SHARED), 1480, 8, "1 x USB-C, 2 x USB-A, HDMI, network", "black", &[(16, 256, 39900)], "A three-year-old office machine, taken apart, cleaned and given a new battery.|Small marks on the lid are part of the price. Two years of warranty are, too."),
];

const CHIPS: &[&str] = &[
    "Everyday things (forty tabs, a spreadsheet, a call) leave most of the {cores} cores asleep.",
    "The {cores}-core processor reaches {ghz} GHz when asked and idles cool when not.",
    "With {cores} cores at up to {ghz} GHz it is quick where it should be and frugal the rest of the time.",
    "We ran ours for an hour at full load: the {cores} cores held their speed and the keys stayed comfortable.",
    "Up to {ghz} GHz on {cores} cores, with a switch in the settings that trades speed for silence.",
];

const BATTERY: &[&str] = &[
    "In our own test, with the screen at a brightness one can live with, the battery lasted {hours} hours of writing and browsing.",
    "Reckon with {hours} hours of mixed work; playing films takes about a fifth off that.",
    "{hours} hours between charges is what we measured, and an hour at the wall brings back most of it.",
    "The {hours} hours are for office work over Wi-Fi, not for a dark screen in flight mode.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (index, row) in ROWS.iter().enumerate() {
        let fill = |text: &str| {
            text.replace("{cores}", &row.cores.to_string())
                .replace("{ghz}", row.ghz)
                .replace("{hours}", &row.hours.to_string())
        };
        let (ram, disk, price) = row.fits[0];
        let several = row.fits.len() > 1;
        let title = if several {
            format!("{} {} laptop, {} inch", row.maker, row.name, row.inch)
        } else {
            format!(
                "{} {} laptop, {} inch, {ram} GB RAM, {}",
                row.maker,
                row.name,
                row.inch,
                size(disk)
            )
        };
        let mut sheet = Sheet::new(&KIND, row.maker, title, row.note)
            .para(fill(turn(CHIPS, index)))
            .para(fill(turn(BATTERY, index)))
            .spec("Screen size", format!("{} inch", row.inch))
            .spec("Resolution", row.pixels)
            .spec("Processor", format!("{} cores, up to {} GHz", row.cores, row.ghz));
        if !several {
            sheet = sheet
                .spec("Memory", format!("{ram} GB"))
                .spec("Storage", format!("{} SSD", size(disk)));
        }
        sheet = sheet
            .spec("Graphics", row.graphics)
            .spec("Ports", row.ports)
            .spec("Battery life", format!("{} hours", row.hours))
            .spec("Weight", format!("{:.2} kg", f64::from(row.grams) / 1000.0))
            .spec("Colour", crate::sheet::capitalised(row.colour))
            .spec("Warranty", if row.name.contains("renewed") { "2 years" } else { "3 years" })
            .accent(["orange", "teal", "coral", "cobalt", "lilac", "sea green"][index % 6]);
        sheet = if several {
            let values: Vec<(String, i64, u32)> = row
                .fits
                .iter()
                .map(|&(ram, disk, price)| {
                    (format!("{ram} GB / {}", size(disk)), price, row.grams + 650)
                })
                .collect();
            let values: Vec<(&str, i64, u32)> = values
                .iter()
                .map(|(value, price, grams)| (value.as_str(), *price, *grams))
                .collect();
            sheet.sized("Memory and storage", row.colour, &values)
        } else {
            sheet.single(price, row.grams + 650, row.colour)
        };
        sheets.push(sheet);
    }
    sheets
}

fn size(gigabytes: u32) -> String {
    if gigabytes >= 1024 { format!("{} TB", gigabytes / 1024) } else { format!("{gigabytes} GB") }
}
