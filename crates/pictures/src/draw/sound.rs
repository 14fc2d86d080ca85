//! What one listens with.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

pub(super) fn headphones(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let wired = pen.form(2) == 1;
    let small = pen.dice.chance(0.3);
    let tall = if small { 210.0 } else { 270.0 };
    let cushion = Paint::new(0.27, 0.012, 270.0);
    pen.shadow(600.0, 320.0);
    pen.line("M318 640C290 120 910 120 882 640", p.lit(-0.1), 66.0);
    pen.line("M318 640C290 120 910 120 882 640", p.lit(0.02), 46.0);
    pen.line("M372 420C430 220 770 220 828 420", cushion, 40.0);
    pen.line("M330 480C370 210 620 190 690 220", GLOSS, 9.0);
    let top = GROUND - 20.0 - tall * 1.5;
    for (x, side) in [(318.0, 1.0), (882.0, -1.0)] {
        pen.rect([x - 15.0, 520.0, 30.0, 150.0], 10.0, Paint::new(0.8, 0.01, 250.0));
        pen.moved(format_args!("rotate({} {x} 760)", -6.0 * side), |pen| {
            let cup = pen.slant(p.lit(0.07), p.lit(-0.1));
            pen.rect([x + 40.0 * side - 52.0, top, 104.0, tall * 1.5], 52.0, cushion);
            pen.rect([x - 20.0 * side - 70.0, top + 14.0, 140.0, tall * 1.5 - 28.0], 66.0, cup);
            pen.oval(x - 34.0 * side, top + tall * 0.75, 42.0, tall * 0.5, p.lit(-0.07));
            pen.oval(x - 36.0 * side, top + tall * 0.75, 14.0, tall * 0.16, a);
        });
    }
    if wired {
        pen.line("M318 930C318 985 440 965 560 975S700 940 760 965", a.lit(-0.05), 9.0);
    }
}

pub(super) fn speaker(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let dark = Paint::new(0.25, 0.012, 270.0);
    match pen.form(3) {
        0 => {
            // A bookshelf speaker: two drivers in a cabinet.
            pen.shadow(600.0, 230.0);
            pen.path(format_args!("M790 270L860 300V930L790 {GROUND}Z"), p.lit(-0.17));
            let front = pen.slant(p.lit(0.05), p.lit(-0.05));
            pen.rect([370.0, 270.0, 430.0, GROUND - 270.0], 22.0, front);
            for (y, r) in [(410.0, 84.0), (720.0, 172.0)] {
                pen.circle(585.0, y, r + 12.0, p.lit(-0.13));
                pen.circle(585.0, y, r, dark);
                pen.circle(585.0, y, r * 0.86, dark.lit(0.09));
                pen.circle(585.0, y, r * 0.62, dark.lit(0.03));
                pen.circle(585.0, y, r * 0.3, a);
                pen.oval(585.0 - r * 0.1, y - r * 0.12, r * 0.12, r * 0.08, GLOSS);
            }
        }
        1 => {
            // A portable one, lying like a barrel with a strap.
            pen.shadow(600.0, 370.0);
            pen.line("M300 640C320 430 880 430 900 640", a.lit(-0.08), 30.0);
            let side = pen.down(p.lit(0.08), p.lit(-0.14));
            pen.rect([220.0, 600.0, 760.0, GROUND - 600.0], 150.0, side);
            for column in 0..20 {
                for row in 0..8 {
                    let x = 318.0 + 29.0 * column as f32 + if row % 2 == 0 { 0.0 } else { 14.0 };
                    pen.circle(x, 664.0 + 33.0 * row as f32, 6.5, SHADE);
                }
            }
            pen.rect([220.0, 600.0, 96.0, GROUND - 600.0], 48.0, p.lit(-0.1));
            pen.rect([884.0, 600.0, 96.0, GROUND - 600.0], 48.0, p.lit(-0.16));
            pen.oval(268.0, 785.0, 26.0, 92.0, a);
            pen.rect([530.0, 612.0, 140.0, 22.0], 11.0, p.lit(-0.18));
        }
        _ => {
            // A round-shouldered one for the shelf, clothed in fabric.
            pen.shadow(600.0, 260.0);
            let side = pen.round(p);
            pen.rect([350.0, 380.0, 500.0, GROUND - 380.0], 120.0, side);
            pen.inside(format_args!("M350 520H850V{}H350Z", GROUND - 90.0), |pen| {
                for x in 0..26 {
                    pen.line(format_args!("M{0} 500V900", 356.0 + 20.0 * x as f32), SHADE, 7.0);
                }
            });
            pen.rect([350.0, 500.0, 500.0, 14.0], 0.0, a);
            pen.oval(600.0, 408.0, 190.0, 24.0, p.lit(0.08));
            for x in [540.0, 600.0, 660.0] {
                pen.circle(x, 408.0, 9.0, if x > 599.0 && x < 601.0 { a } else { p.lit(-0.15) });
            }
        }
    }
}
