//! Monitors.

use pictures::draw::Subject;

use crate::{
    phrases::Voice,
    sheet::{Kind, Plain, Sheet, plain},
};

static KIND: Kind = Kind {
    code: "MON",
    category: "monitors",
    subject: Subject::Monitor,
    tags: &["monitor", "display", "screen", "computer monitor"],
    voice: Voice {
        thing: true,
        good: &[
            ("Sharp text", "Text is as sharp as print; my eyes noticed within a day."),
            ("One cable", "One cable to the laptop for picture, power and network."),
            ("Colours match", "Prints come back looking like the screen, at last."),
            ("Stand goes high", "The stand goes high enough that my neck is straight."),
            ("No backlight bleed", "Black is even into the corners."),
            ("Easy menu", "A little joystick at the back instead of six blind buttons."),
            ("Room for everything", "Three windows side by side and none of them cramped."),
        ],
        fair: &[
            ("Speakers useless", "It has speakers, in the way a bus has a clock."),
            ("Wobbles a bit", "It wobbles when I type hard."),
        ],
        poor: &[
            ("Dead pixels", "Two dead pixels near the middle."),
            ("Wakes slowly", "Takes ten seconds to wake, and sometimes does not."),
        ],
    },
};

const SPECS: &[&str] = &["Screen size", "Resolution", "Panel", "Refresh rate", "Ports", "Stand"];

#[rustfmt::skip]
const ROWS: &[Plain] = &[
    ("Tarnwick", "Tarnwick Lantern 24 monitor, 23.8 inch, Full HD", 14900, 4300, &["graphite", "white"], "sea green", &["23.8 inch", "1920 x 1080", "IPS", "100 Hz", "HDMI, DisplayPort", "Height, tilt, pivot"], "A modest screen with a stand that is better than it need be.|It turns upright, for people who read long documents."),
    ("Tarnwick", "Tarnwick Lantern 27 monitor, 27 inch, QHD", 24900, 5900, &["graphite"], "teal", &["27 inch", "2560 x 1440", "IPS", "100 Hz", "HDMI, DisplayPort, USB-C 65 W", "Height, tilt, pivot"], "The size and sharpness that suits most desks.|A laptop charges through the same cable that brings the picture."),
    ("Tarnwick", "Tarnwick Lantern 27 monitor, 27 inch, 4K", 37900, 6200, &["silver"], "cobalt", &["27 inch", "3840 x 2160", "IPS", "60 Hz", "HDMI, DisplayPort, USB-C 90 W", "Height, tilt, pivot"], "Four times the dots of Full HD, for people who look at type all day.|Set it to one and a half times scale and forget about it."),
    ("Tarnwick", "Tarnwick Lantern 32 monitor, 31.5 inch, 4K", 49900, 8400, &["graphite"], "orange", &["31.5 inch", "3840 x 2160", "IPS", "60 Hz", "HDMI, DisplayPort, USB-C 90 W", "Height, tilt"], "Large enough to replace two, without a bezel down the middle.|The USB hub is at the side, where hands are."),
    ("Tarnwick", "Tarnwick Span 34 ultrawide monitor, 34 inch", 54900, 9200, &["graphite"], "lilac", &["34 inch", "3440 x 1440", "VA", "120 Hz", "HDMI, DisplayPort, USB-C 90 W", "Height, tilt"], "A gently curved ultrawide screen: three documents, or one timeline.|It splits into two inputs, so two computers can share it."),
    ("Bryndal", "Bryndal Span 38 ultrawide monitor, 37.5 inch", 94900, 11200, &["black"], "coral", &["37.5 inch", "3840 x 1600", "IPS", "144 Hz", "HDMI, DisplayPort, USB-C 100 W", "Height, tilt"], "The widest thing that still fits a normal desk.|For editors, traders, and people with many spreadsheets."),
    ("Bryndal", "Bryndal Kiln 27 monitor, 27 inch, 165 Hz", 32900, 5800, &["black"], "tomato", &["27 inch", "2560 x 1440", "IPS", "165 Hz", "2 x HDMI, DisplayPort", "Height, tilt, pivot"], "Fast, for games, without looking like a spaceship.|Overdrive is set so that nothing smears and nothing rings."),
    ("Bryndal", "Bryndal Gauge 27 monitor, 27 inch, 4K OLED", 119900, 6100, &["black"], "mustard", &["27 inch", "3840 x 2160", "OLED", "120 Hz", "HDMI, DisplayPort, USB-C 90 W", "Height, tilt, pivot"], "For grading film and retouching photographs.|With a hood in the box. It dims still areas by itself after some minutes."),
    ("Calder & Lyle", "Calder & Lyle Easel 16 portable monitor, 16 inch", 22900, 1250, &["silver"], "plum", &["16 inch", "1920 x 1200", "IPS", "60 Hz", "2 x USB-C, mini HDMI", "Fold-out foot"], "A second screen that travels in the sleeve beside the laptop.|Power and picture over one cable. Its cover is its stand."),
    ("Calder & Lyle", "Calder & Lyle Easel 28 monitor, 28 inch, 3:2", 59900, 6700, &["white", "sage"], "navy", &["28 inch", "3840 x 2560", "IPS", "60 Hz", "HDMI, DisplayPort, USB-C 90 W", "Height, tilt, pivot"], "Taller than others, so two whole pages stand side by side.|Writers of code and of novels agree on it."),
    ("Tarnwick", "Tarnwick Lantern 22 monitor, 21.5 inch, Full HD", 10900, 3600, &["white"], "coral", &["21.5 inch", "1920 x 1080", "IPS", "75 Hz", "HDMI, VGA", "Tilt"], "Small, cheap and perfectly good.|For the till, the workshop, and the grandparents."),
];

const FIRST: &[&str] = &[
    "The stand lifts off with one button and leaves the usual four holes for an arm.",
    "It arrives measured: the sheet in the box lists how far each grey is off.",
    "Dead pixels are a reason for return with us, from the first one.",
    "Matt, without the sparkle that some matt coatings have.",
];

pub(super) fn sheets() -> Vec<Sheet> {
    plain(&KIND, ROWS, SPECS, &[FIRST], &[])
}
