//! What makes a room a home.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

pub(super) fn lamp(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let warm = Paint::new(0.94, 0.07, 88.0);
    let shade = pen.dice.below(3);
    let foot = pen.dice.below(3);
    pen.shadow(600.0, 170.0);
    pen.glow(600.0, 430.0, 430.0, warm, 0.9);
    match foot {
        0 => {
            let body = pen.round(p);
            pen.path(format_args!("M560 560C560 650 440 690 440 810C440 900 500 {GROUND} 540 {GROUND}H660C700 {GROUND} 760 900 760 810C760 690 640 650 640 560Z"), body);
            pen.path(
                "M484 800C484 740 520 710 540 680L556 690C530 740 520 780 520 850Q484 850 484 800Z",
                GLOSS,
            );
        }
        1 => {
            let stem = pen.metal(p);
            pen.rect([584.0, 540.0, 32.0, 400.0], 8.0, stem);
            pen.path(
                format_args!("M440 {GROUND}Q440 910 600 905Q760 910 760 {GROUND}Z"),
                p.lit(-0.06),
            );
            pen.rect([580.0, 700.0, 40.0, 44.0], 20.0, a);
        }
        _ => {
            for (y, r, colour) in [(878.0, 92.0, p), (738.0, 78.0, a), (622.0, 62.0, p)] {
                let ball = pen.round(colour);
                pen.circle(600.0, y, r, ball);
                pen.oval(600.0 - r * 0.35, y - r * 0.4, r * 0.22, r * 0.16, GLOSS);
            }
            pen.rect([508.0, 944.0, 184.0, 26.0], 13.0, p.lit(-0.1));
        }
    }
    pen.rect([580.0, 520.0, 40.0, 50.0], 6.0, Paint::new(0.7, 0.09, 80.0));
    let cloth = if foot == 1 { p } else { Paint::new(0.93, 0.03, 85.0) };
    let lit = pen.down(cloth.lit(0.02), warm);
    let dark = SHADE;
    match shade {
        0 => {
            pen.path("M450 230H750L860 560H340Z", lit);
            pen.path("M720 230H750L860 560H780Z", dark);
        }
        1 => {
            pen.path("M330 560C330 380 440 240 600 240C760 240 870 380 870 560Z", lit);
            pen.path("M700 262C800 310 870 420 870 560H820C810 430 780 330 700 262Z", dark);
        }
        _ => {
            pen.rect([390.0, 230.0, 420.0, 330.0], 18.0, lit);
            for pleat in 0..10 {
                pen.line(
                    format_args!("M{0} 240V550", 410.0 + 42.0 * pleat as f32),
                    "#1a162c12",
                    6.0,
                );
            }
        }
    }
    pen.oval(
        600.0,
        562.0,
        if shade == 2 { 206.0 } else { 258.0 },
        16.0,
        Paint::new(0.98, 0.05, 95.0),
    );
}

pub(super) fn blanket(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let pattern = pen.dice.below(4);
    let layers = 3 + pen.dice.below(2);
    let height = 118.0;
    pen.shadow(600.0, 360.0);
    for layer in 0..layers {
        let bottom = GROUND - height * layer as f32;
        let top = bottom - height - 8.0;
        let inset = pen.dice.range(0.0, 16.0);
        let (left, right) = (250.0 + inset, 950.0 - inset);
        let fold = format!(
            "M{} {bottom}H{}Q{left} {bottom} {left} {}Q{left} {top} {} {top}H{right}Q{} {} {right} {bottom}Z",
            right,
            left + 60.0,
            bottom - height / 2.0,
            left + 60.0,
            right - 22.0,
            (top + bottom) / 2.0
        );
        let side = pen.down(p.lit(0.05 - 0.012 * layer as f32), p.lit(-0.07));
        pen.path(&fold, side);
        pen.inside(&fold, |pen| match pattern {
            0 => {
                for x in 0..6 {
                    pen.rect([left + 60.0 + 120.0 * x as f32, top, 44.0, height + 10.0], 0.0, a);
                    pen.rect(
                        [left + 116.0 + 120.0 * x as f32, top, 10.0, height + 10.0],
                        0.0,
                        a.lit(0.12),
                    );
                }
                pen.rect([left, top + 40.0, 720.0, 16.0], 0.0, "#ffffff40");
            }
            1 => {
                for x in 0..12 {
                    let x = left + 20.0 + 62.0 * x as f32;
                    pen.line(format_args!("M{x} {bottom}l31 -62l31 62"), a, 11.0);
                }
            }
            2 => {
                for x in 0..26 {
                    let x = left + 10.0 + 28.0 * x as f32;
                    pen.line(format_args!("M{x} {}v{}", top + 8.0, height), p.lit(-0.06), 8.0);
                }
            }
            _ => {
                pen.rect([left, top + 34.0, 720.0, 30.0], 0.0, a);
                pen.rect([left, top + 74.0, 720.0, 10.0], 0.0, a);
            }
        });
        pen.line(format_args!("M{} {}H{}", left + 40.0, bottom - 3.0, right - 6.0), SHADE, 8.0);
    }
    // The corner with its fringe hangs down in front.
    let top = GROUND - height * layers as f32;
    pen.path(format_args!("M560 {top}H800L790 {}H572Z", GROUND - 150.0), p.lit(0.03));
    pen.path(format_args!("M772 {top}H800L790 {}H770Z", GROUND - 150.0), SHADE);
    pen.rect([571.0, GROUND - 196.0, 220.0, 20.0], 0.0, a);
    for strand in 0..10 {
        let x = 582.0 + 22.0 * strand as f32;
        pen.line(format_args!("M{x} {}v64", GROUND - 148.0), p.lit(-0.05), 9.0);
    }
}

pub(super) fn planter(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let plant = pen.dice.below(3);
    let height = pen.dice.range(300.0, 370.0);
    let half = pen.dice.range(190.0, 235.0);
    let (taper, top) = (pen.dice.range(10.0, 70.0), GROUND - height);
    let leaf = Paint::new(pen.dice.range(0.48, 0.58), 0.1, pen.dice.range(135.0, 160.0));
    pen.shadow(600.0, half);
    match plant {
        0 => {
            for (turn, long, lit) in [
                (-62, 0.8, -0.04),
                (58, 0.85, -0.02),
                (-36, 1.0, 0.03),
                (34, 1.02, 0.0),
                (-13, 1.12, 0.06),
                (12, 1.18, -0.05),
                (0, 0.8, 0.09),
            ] {
                let reach = 430.0 * long;
                pen.moved(format_args!("rotate({turn} 600 {top})"), |pen| {
                    pen.path(
                        format_args!(
                            "M600 {top}C530 {} 545 {} 600 {}C655 {} 670 {} 600 {top}Z",
                            top - reach * 0.4,
                            top - reach * 0.8,
                            top - reach,
                            top - reach * 0.8,
                            top - reach * 0.4
                        ),
                        leaf.lit(lit),
                    );
                    pen.line(
                        format_args!("M600 {top}V{}", top - reach * 0.86),
                        leaf.lit(lit + 0.1),
                        5.0,
                    );
                });
            }
        }
        1 => {
            for (x, y, r, lit) in [
                (470.0, 200.0, 90.0, -0.03),
                (730.0, 230.0, 100.0, 0.0),
                (600.0, 330.0, 105.0, 0.05),
                (400.0, 90.0, 84.0, 0.03),
                (800.0, 95.0, 84.0, -0.05),
                (600.0, 150.0, 92.0, -0.06),
            ] {
                let y = top - y + 20.0;
                pen.line(
                    format_args!("M600 {top}Q600 {} {x} {y}", (top + y) / 2.0),
                    leaf.lit(-0.12),
                    9.0,
                );
                pen.circle(x, y, r, leaf.lit(lit));
                pen.line(
                    format_args!(
                        "M{x} {}L{} {}",
                        y + r * 0.1,
                        x + (600.0 - x) * 0.25,
                        y + r * 0.85
                    ),
                    leaf.lit(lit + 0.1),
                    5.0,
                );
            }
        }
        _ => {
            pen.rect([520.0, top - 380.0, 160.0, 420.0], 80.0, leaf);
            pen.rect([384.0, top - 210.0, 92.0, 200.0], 46.0, leaf.lit(-0.04));
            pen.rect([430.0, top - 80.0, 120.0, 70.0], 35.0, leaf.lit(-0.04));
            pen.rect([716.0, top - 290.0, 88.0, 190.0], 44.0, leaf.lit(0.03));
            pen.rect([650.0, top - 170.0, 120.0, 70.0], 35.0, leaf.lit(0.03));
            for x in [556.0, 600.0, 644.0] {
                pen.line(format_args!("M{x} {}V{top}", top - 330.0), leaf.lit(0.09), 6.0);
            }
            pen.circle(600.0, top - 384.0, 34.0, a);
        }
    }
    let (left, right) = (600.0 - half, 600.0 + half);
    let pot = format!(
        "M{left} {top}H{right}L{} {}Q{} {GROUND} {} {GROUND}H{}Q{} {GROUND} {} {}Z",
        right - taper,
        GROUND - 30.0,
        right - taper - 4.0,
        right - taper - 34.0,
        left + taper + 34.0,
        left + taper + 4.0,
        left + taper,
        GROUND - 30.0
    );
    let side = pen.round(p);
    pen.path(&pot, side);
    let pattern = pen.dice.below(3);
    pen.inside(&pot, |pen| match pattern {
        0 => {
            for x in 0..16 {
                pen.line(
                    format_args!("M{0} {top}V{GROUND}", left + 14.0 + x as f32 * 32.0),
                    SHADE,
                    9.0,
                );
            }
        }
        1 => pen.path(
            format_args!(
                "M{left} {}q60 -60 120 0t120 0t120 0t120 0V{GROUND}H{left}Z",
                top + height * 0.6
            ),
            p.lit(-0.1),
        ),
        _ => pen.rect([left, top + height * 0.62, half * 2.0, 26.0], 0.0, a),
    });
    pen.rect([left - 16.0, top - 20.0, half * 2.0 + 32.0, 70.0], 20.0, p.lit(0.04));
    pen.rect([left - 16.0, top + 34.0, half * 2.0 + 32.0, 16.0], 8.0, SHADE);
}

pub(super) fn candle(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let half = pen.dice.range(185.0, 225.0);
    let height = pen.dice.range(360.0, 460.0);
    let (left, top) = (600.0 - half, GROUND - height);
    let label = pen.dice.below(3);
    pen.shadow(600.0, half);
    pen.glow(600.0, top - 40.0, 320.0, Paint::new(0.93, 0.1, 85.0), 0.75);
    let vessel = pen.round(p);
    pen.rect([left, top, half * 2.0, height], 34.0, vessel);
    pen.oval(600.0, top + 12.0, half, 40.0, p.lit(0.07));
    pen.oval(600.0, top + 16.0, half - 16.0, 31.0, Paint::new(0.95, 0.03, 85.0));
    pen.oval(600.0, top + 18.0, half * 0.5, 15.0, Paint::new(0.97, 0.06, 92.0));
    pen.line(format_args!("M600 {}V{}", top + 16.0, top - 44.0), Paint::new(0.3, 0.02, 60.0), 9.0);
    pen.path(
        format_args!(
            "M600 {}C660 {} 640 {} 600 {}C560 {} 540 {} 600 {}Z",
            top - 210.0,
            top - 110.0,
            top - 30.0,
            top - 26.0,
            top - 30.0,
            top - 110.0,
            top - 210.0
        ),
        Paint::new(0.8, 0.16, 68.0),
    );
    pen.path(
        format_args!(
            "M600 {}C632 {} 622 {} 600 {}C578 {} 568 {} 600 {}Z",
            top - 140.0,
            top - 90.0,
            top - 40.0,
            top - 36.0,
            top - 40.0,
            top - 90.0,
            top - 140.0
        ),
        Paint::new(0.95, 0.1, 98.0),
    );
    let y = top + height * 0.36;
    let paper = Paint::new(0.97, 0.012, 90.0);
    pen.rect([500.0, y, 200.0, 190.0], if label == 0 { 100.0 } else { 10.0 }, paper);
    match label {
        0 => pen.circle(600.0, y + 80.0, 34.0, a),
        1 => {
            pen.path(
                format_args!(
                    "M600 {}C650 {} 640 {} 600 {}C560 {} 550 {} 600 {}Z",
                    y + 26.0,
                    y + 60.0,
                    y + 100.0,
                    y + 116.0,
                    y + 100.0,
                    y + 60.0,
                    y + 26.0
                ),
                a,
            );
        }
        _ => {
            for row in 0..3 {
                pen.line(
                    format_args!(
                        "M530 {0}q17 -18 35 0t35 0t35 0t35 0",
                        y + 44.0 + 30.0 * row as f32
                    ),
                    a,
                    9.0,
                );
            }
        }
    }
    pen.rect([545.0, y + 138.0, 110.0, 10.0], 5.0, Paint::new(0.5, 0.02, 60.0));
    pen.rect([left + 34.0, top + 80.0, 24.0, height * 0.6], 12.0, GLOSS);
}
