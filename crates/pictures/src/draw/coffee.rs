//! Coffee, and what it is made with.

use super::{
    paint::Paint,
    pen::{GROUND, Pen, SHADE},
};

pub(super) fn coffee_maker(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let coffee = Paint::new(0.33, 0.06, 48.0);
    let glass = "#dfeaf2a8";
    let form = pen.form(3);
    if form == 0 {
        // A press: glass in a frame, plunger up.
        let height = pen.dice.range(430.0, 490.0);
        let (left, right, top) = (400.0, 740.0, GROUND - height - 30.0);
        pen.shadow(580.0, 200.0);
        pen.line(
            format_args!(
                "M{right} {}C{} {} {} {} {right} {}",
                top + 70.0,
                right + 170.0,
                top + 60.0,
                right + 170.0,
                GROUND - 130.0,
                GROUND - 120.0
            ),
            p.lit(-0.04),
            46.0,
        );
        pen.rect([left, top, right - left, height], 24.0, glass);
        let brew = pen.down(coffee.lit(0.1), coffee);
        pen.rect([left + 12.0, top + 170.0, right - left - 24.0, height - 170.0], 20.0, brew);
        pen.rect(
            [left + 12.0, top + 160.0, right - left - 24.0, 26.0],
            13.0,
            Paint::new(0.72, 0.07, 65.0),
        );
        pen.rect([562.0, top - 150.0, 16.0, 310.0], 8.0, Paint::new(0.78, 0.01, 250.0));
        pen.circle(570.0, top - 160.0, 40.0, a);
        pen.rect(
            [left + 10.0, top + 128.0, right - left - 20.0, 22.0],
            11.0,
            Paint::new(0.72, 0.012, 250.0),
        );
        pen.path(
            format_args!(
                "M{} {}Q570 {} {} {}Z",
                left - 12.0,
                top + 6.0,
                top - 110.0,
                right + 12.0,
                top + 6.0
            ),
            p,
        );
        let frame = pen.metal(p);
        pen.rect([left - 14.0, GROUND - 70.0, right - left + 28.0, 70.0], 22.0, &frame);
        pen.rect([left - 14.0, top + 300.0, right - left + 28.0, 28.0], 8.0, frame);
        for x in [left + 20.0, right - 44.0] {
            pen.rect([x, top + 310.0, 24.0, GROUND - top - 350.0], 6.0, p.lit(-0.08));
        }
        pen.rect([left + 40.0, top + 40.0, 24.0, height * 0.5], 12.0, "#ffffff8c");
    } else if form == 1 {
        // A dripper on its carafe.
        pen.shadow(600.0, 220.0);
        let carafe = format!(
            "M540 590C520 650 380 720 390 850Q394 {GROUND} 460 {GROUND}H740Q806 {GROUND} 810 850C820 720 680 650 660 590Z"
        );
        pen.path(&carafe, glass);
        pen.inside(&carafe, |pen| {
            let brew = pen.down(coffee.lit(0.1), coffee);
            pen.rect([370.0, 770.0, 460.0, 220.0], 0.0, brew);
            pen.oval(600.0, 770.0, 214.0, 20.0, coffee.lit(0.2));
        });
        pen.line("M430 850Q424 760 500 700", "#ffffff99", 18.0);
        pen.rect([528.0, 566.0, 144.0, 40.0], 14.0, a);
        let cone = pen.round(p);
        pen.path("M360 300H840L690 540Q680 570 640 570H560Q520 570 510 540Z", cone);
        for x in [450.0_f32, 525.0, 600.0, 675.0, 750.0] {
            pen.line(format_args!("M{x} 330L{} 530", 600.0 + (x - 600.0) * 0.42), SHADE, 9.0);
        }
        pen.line("M820 340C950 330 930 470 748 470", p.lit(-0.06), 38.0);
        pen.oval(600.0, 300.0, 246.0, 44.0, p.lit(0.07));
        pen.oval(600.0, 302.0, 218.0, 33.0, Paint::new(0.95, 0.015, 85.0));
        pen.oval(600.0, 312.0, 176.0, 22.0, coffee);
    } else {
        // A pot for the stove: eight sides, a waist, a beak.
        pen.shadow(590.0, 210.0);
        pen.line("M740 440C900 400 900 560 850 700", Paint::new(0.27, 0.012, 265.0), 46.0);
        let upper = pen.metal(p);
        pen.path("M440 380H760L720 640H480Z", &upper);
        pen.path("M446 400L372 372L470 520Z", p.lit(-0.06));
        pen.path(format_args!("M480 690H720L790 {GROUND}H410Z"), &upper);
        pen.rect([466.0, 632.0, 268.0, 66.0], 14.0, p.lit(-0.14));
        for (top, foot) in [(540.0, 500.0), (650.0, 690.0)] {
            pen.line(format_args!("M{top} 384L{} 630", top + (600.0 - top) * 0.3), SHADE, 6.0);
            pen.line(
                format_args!("M{} 700L{foot} {}", top + (600.0 - top) * 0.3, GROUND - 4.0),
                SHADE,
                6.0,
            );
        }
        pen.path("M432 384Q600 270 768 384Z", p.lit(0.06));
        pen.rect([572.0, 252.0, 56.0, 64.0], 20.0, a);
        pen.circle(700.0, 790.0, 17.0, Paint::new(0.75, 0.1, 85.0));
    }
}

pub(super) fn coffee_bag(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let design = pen.dice.below(4);
    pen.shadow(600.0, 240.0);
    let bag = format!(
        "M366 300L834 300L{} {}Q850 {GROUND} 812 {GROUND}H388Q350 {GROUND} 352 {}Z",
        848.0,
        GROUND - 40.0,
        GROUND - 40.0
    );
    let side = pen.round(p);
    pen.path(&bag, side);
    pen.path("M366 230H834V330H366Z", p.lit(-0.06));
    for row in 0..4 {
        pen.rect([366.0, 240.0 + 22.0 * row as f32, 468.0, 6.0], 0.0, p.lit(-0.11));
    }
    pen.rect([366.0, 318.0, 468.0, 12.0], 0.0, SHADE);
    pen.circle(600.0, 385.0, 20.0, p.lit(-0.14));
    pen.circle(600.0, 385.0, 8.0, p.lit(-0.25));
    let label = "M430 450H770V850H430Z";
    let paper = Paint::new(0.965, 0.015, 90.0);
    pen.rect([430.0, 450.0, 340.0, 400.0], 16.0, paper);
    pen.inside(label, |pen| match design {
        0 => {
            pen.circle(600.0, 600.0, 84.0, a);
            pen.path("M430 660Q520 560 610 660T770 640V720H430Z", p.lit(-0.05));
        }
        1 => {
            for row in 0..4 {
                let y = 520.0 + 46.0 * row as f32;
                pen.line(
                    format_args!("M440 {y}q40 -40 80 0t80 0t80 0t80 0"),
                    if row % 2 == 0 { a } else { p.lit(-0.05) },
                    16.0,
                );
            }
        }
        2 => {
            pen.path("M600 500C690 560 690 660 600 720C510 660 510 560 600 500Z", a);
            pen.line("M600 520C570 580 630 640 600 700", paper, 12.0);
        }
        _ => {
            pen.path("M450 720L560 540L640 650L690 580L770 720Z", a);
            pen.circle(700.0, 530.0, 34.0, p.lit(0.05));
        }
    });
    pen.rect([480.0, 752.0, 240.0, 18.0], 9.0, Paint::new(0.4, 0.02, 60.0));
    pen.rect([510.0, 788.0, 180.0, 12.0], 6.0, Paint::new(0.7, 0.02, 60.0));
    pen.path(
        format_args!("M392 340L372 {}L420 {}L426 340Z", GROUND - 30.0, GROUND - 30.0),
        "#ffffff26",
    );
}
