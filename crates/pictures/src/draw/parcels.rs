//! Boxes: for software, and for what nothing else fits.

use super::{
    paint::Paint,
    pen::{GROUND, Pen, SHADE},
};

pub(super) fn software(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let emblem = pen.dice.below(4);
    pen.shadow(630.0, 320.0);
    pen.path(format_args!("M820 250L930 300V920L820 {GROUND}Z"), p.lit(-0.15));
    let front = pen.slant(p.lit(0.07), p.lit(-0.06));
    pen.path(format_args!("M300 250H820V{GROUND}H300Z"), front);
    pen.path("M300 250L400 232H900L930 300L820 250Z", p.lit(0.1));
    pen.path(format_args!("M300 700H820V{GROUND}H300Z"), p.lit(-0.08));
    pen.circle(560.0, 470.0, 150.0, p.lit(0.1));
    match emblem {
        0 => {
            pen.path("M560 350L664 410V530L560 590L456 530V410Z", a);
            pen.path("M560 470L664 410V530L560 590Z", SHADE);
        }
        1 => pen.path("M560 346L660 386V480Q660 560 560 604Q460 560 460 480V386Z", a),
        2 => {
            for bar in 0..4 {
                let height = [80.0, 150.0, 110.0, 200.0][bar];
                pen.rect([464.0 + 52.0 * bar as f32, 580.0 - height, 38.0, height], 8.0, a);
            }
        }
        _ => {
            pen.line("M470 410L420 470L470 530M650 410L700 470L650 530M590 390L530 550", a, 28.0);
        }
    }
    pen.rect([360.0, 770.0, 300.0, 30.0], 15.0, Paint::new(0.97, 0.01, 90.0));
    pen.rect([360.0, 824.0, 200.0, 18.0], 9.0, "#ffffff90");
    pen.rect([360.0, 858.0, 240.0, 18.0], 9.0, "#ffffff60");
}

pub(super) fn parcel(pen: &mut Pen) {
    let a = pen.accent;
    let card = Paint::new(0.76, 0.07, 70.0);
    let tape = pen.dice.below(2);
    pen.shadow(620.0, 380.0);
    pen.path("M600 500L960 430V860L600 970Z", card.lit(-0.12));
    let front = pen.down(card.lit(0.03), card.lit(-0.03));
    pen.path("M240 430L600 500V970L240 860Z", front);
    pen.path("M240 430L600 360L960 430L600 500Z", card.lit(0.08));
    match tape {
        0 => {
            pen.path("M392 400L752 471V610L712 619V479L432 392Z", a);
            pen.path("M360 453L720 383L760 391L400 461V560L360 549Z", a.lit(-0.06));
        }
        _ => {
            pen.path("M400 399L440 391L800 461L760 469Z", a);
            pen.path("M760 469L800 461V560L760 570Z", a.lit(-0.12));
        }
    }
    pen.path("M280 640L450 684V800L280 750Z", Paint::new(0.97, 0.01, 90.0));
    pen.line("M304 684L426 716M304 714L390 737", Paint::new(0.6, 0.02, 60.0), 10.0);
    pen.line("M850 650V760M850 650L826 690M850 650L874 682", card.lit(-0.26), 13.0);
    pen.line("M905 634V744M905 634L881 674M905 634L929 666", card.lit(-0.26), 13.0);
}
