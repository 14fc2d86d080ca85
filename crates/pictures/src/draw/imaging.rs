//! What makes pictures: on paper, on walls, on screens.

use super::{
    computing::wallpaper,
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

const DARK: Paint = Paint::new(0.24, 0.012, 265.0);
const PAGE: Paint = Paint::new(0.975, 0.008, 90.0);

pub(super) fn printer(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    pen.shadow(600.0, 410.0);
    pen.path("M380 500L400 250H800L820 500Z", PAGE.lit(-0.03));
    pen.path("M400 250H800L806 330H394Z", PAGE);
    pen.path("M300 480H900L990 560H210Z", p.lit(0.08));
    pen.path("M360 494H840L856 520H344Z", DARK);
    let body = pen.down(p.lit(0.03), p.lit(-0.08));
    pen.rect([190.0, 556.0, 820.0, 340.0], 44.0, body);
    pen.rect([190.0, 690.0, 820.0, 12.0], 0.0, SHADE);
    pen.rect([250.0, 596.0, 200.0, 70.0], 14.0, DARK);
    pen.rect([266.0, 610.0, 110.0, 42.0], 8.0, a);
    for x in [850.0, 910.0] {
        pen.circle(x, 630.0, 20.0, if x > 900.0 { a } else { p.lit(-0.13) });
    }
    pen.rect([320.0, 730.0, 560.0, 70.0], 16.0, DARK);
    pen.path("M360 780H840L900 960H300Z", PAGE);
    pen.path("M360 780H840L850 812H350Z", SHADE);
    pen.line("M400 850H600M390 884H560", PAGE.lit(-0.2), 12.0);
    pen.path("M660 920L716 836L760 890L784 862L826 920Z", a);
    pen.rect([250.0, 890.0, 700.0, GROUND - 890.0], 22.0, p.lit(-0.12));
    pen.path("M345 850H855L900 960H300Z", PAGE);
    pen.line("M400 886H600M390 918H560", PAGE.lit(-0.2), 12.0);
    pen.path("M664 936L716 866L760 912L784 890L820 936Z", a);
    pen.rect([230.0, 580.0, 14.0, 90.0], 7.0, GLOSS);
}

pub(super) fn toner(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    pen.shadow(600.0, 450.0);
    pen.moved("rotate(-5 600 760)", |pen| {
        pen.path("M170 620L250 540H1000L960 620Z", p.lit(0.1));
        let body = pen.down(p.lit(0.03), p.lit(-0.08));
        pen.rect([160.0, 616.0, 810.0, 230.0], 28.0, body);
        pen.path("M965 630L1010 560V780L968 830Z", p.lit(-0.14));
        let drum = pen.down(Paint::new(0.75, 0.1, 190.0), Paint::new(0.42, 0.09, 200.0));
        pen.rect([210.0, 820.0, 720.0, 96.0], 46.0, drum);
        pen.rect([230.0, 836.0, 680.0, 14.0], 7.0, "#ffffff60");
        for x in [176.0, 914.0] {
            pen.rect([x, 786.0, 56.0, 150.0], 18.0, p.lit(-0.12));
            pen.circle(x + 28.0, 866.0, 18.0, p.lit(0.08));
        }
        pen.rect([470.0, 560.0, 200.0, 46.0], 18.0, p.lit(-0.08));
        pen.rect([250.0, 672.0, 330.0, 108.0], 10.0, PAGE);
        pen.rect([250.0, 672.0, 26.0, 108.0], 6.0, a);
        pen.rect([300.0, 696.0, 180.0, 18.0], 6.0, DARK.lit(0.1));
        pen.rect([300.0, 732.0, 120.0, 12.0], 6.0, PAGE.lit(-0.25));
        pen.rect([760.0, 690.0, 140.0, 70.0], 35.0, a);
    });
}

pub(super) fn ink(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let inks = [
        DARK,
        Paint::new(0.68, 0.13, 225.0),
        Paint::new(0.6, 0.22, 355.0),
        Paint::new(0.88, 0.17, 98.0),
    ];
    pen.shadow(600.0, 410.0);
    for (slot, ink) in inks.into_iter().enumerate() {
        let wide = if slot == 0 { 250.0 } else { 170.0 };
        let x = if slot == 0 { 180.0 } else { 276.0 + 186.0 * slot as f32 - 12.0 };
        let top = if slot == 0 { 420.0 } else { 500.0 };
        let body = pen.round(p.lit(-0.04));
        pen.rect([x + 14.0, top - 44.0, wide - 60.0, 80.0], 14.0, p.lit(-0.1));
        pen.rect([x, top, wide - 16.0, GROUND - top], 22.0, body);
        let label = pen.down(ink.lit(0.07), ink.lit(-0.05));
        pen.rect([x + 18.0, top + 60.0, wide - 52.0, 300.0], 14.0, label);
        let cx = x + wide / 2.0 - 8.0;
        let y = top + 130.0;
        pen.path(
            format_args!(
                "M{cx} {y}C{} {} {} {} {cx} {}C{} {} {} {} {cx} {y}Z",
                cx + 50.0,
                y + 80.0,
                cx + 44.0,
                y + 140.0,
                y + 142.0,
                cx - 44.0,
                y + 140.0,
                cx - 50.0,
                y + 80.0
            ),
            "#ffffffd9",
        );
        pen.rect(
            [x + 18.0, GROUND - 64.0, wide - 52.0, 14.0],
            7.0,
            if slot == 0 { a } else { p.lit(-0.14) },
        );
    }
}

pub(super) fn camera(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    pen.shadow(600.0, 400.0);
    pen.line("M210 520C130 640 140 860 220 940", a.lit(-0.05), 26.0);
    pen.path("M470 430L510 340H690L730 430Z", p.lit(0.05));
    pen.rect([280.0, 384.0, 110.0, 50.0], 14.0, p.lit(-0.08));
    pen.rect([810.0, 376.0, 96.0, 60.0], 18.0, a);
    let body = pen.down(p.lit(0.07), p.lit(-0.03));
    pen.rect([190.0, 420.0, 820.0, GROUND - 420.0], 64.0, p.lit(-0.12));
    pen.rect([190.0, 420.0, 820.0, GROUND - 432.0], 64.0, body);
    pen.rect([190.0, 540.0, 820.0, 320.0], 0.0, DARK.lit(0.06));
    for row in 0..5 {
        for column in 0..26 {
            pen.circle(
                214.0 + 31.0 * column as f32,
                572.0 + 64.0 * row as f32,
                4.0,
                DARK.lit(0.14),
            );
        }
    }
    pen.circle(618.0, 704.0, 252.0, SHADE);
    let ring = pen.slant(DARK.lit(0.3), DARK);
    pen.circle(600.0, 690.0, 250.0, ring);
    pen.circle(600.0, 690.0, 214.0, DARK);
    pen.circle(600.0, 690.0, 196.0, a);
    pen.circle(600.0, 690.0, 186.0, DARK.lit(0.05));
    let glass = pen.slant(Paint::new(0.55, 0.13, 280.0), Paint::new(0.25, 0.08, 230.0));
    pen.circle(600.0, 690.0, 146.0, glass);
    pen.circle(600.0, 690.0, 82.0, Paint::new(0.2, 0.06, 265.0));
    pen.oval(546.0, 626.0, 46.0, 30.0, "#ffffff99");
    pen.circle(664.0, 752.0, 16.0, "#ffffff59");
    pen.rect([790.0, 462.0, 130.0, 52.0], 14.0, Paint::new(0.93, 0.04, 95.0));
    pen.circle(300.0, 486.0, 16.0, Paint::new(0.62, 0.2, 25.0));
}

pub(super) fn projector(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    pen.path("M760 760L1200 340V1060L760 860Z", "#fff6d14f");
    pen.path("M760 780L1200 480V960L760 840Z", "#fff6d152");
    pen.shadow(560.0, 400.0);
    pen.path("M230 600H870L930 680H170Z", p.lit(0.09));
    let body = pen.down(p.lit(0.03), p.lit(-0.09));
    pen.rect([160.0, 676.0, 780.0, 250.0], 50.0, body);
    for x in [250.0, 800.0] {
        pen.rect([x, 920.0, 60.0, GROUND - 920.0], 12.0, DARK);
    }
    pen.circle(726.0, 800.0, 140.0, p.lit(-0.15));
    pen.circle(726.0, 800.0, 118.0, DARK);
    let glass = pen.slant(a.lit(0.12), a.lit(-0.22));
    pen.circle(726.0, 800.0, 90.0, glass);
    pen.circle(726.0, 800.0, 40.0, "#fffbe6");
    pen.oval(690.0, 762.0, 22.0, 15.0, "#ffffffb0");
    for slot in 0..8 {
        pen.rect([230.0 + 38.0 * slot as f32, 740.0, 16.0, 120.0], 8.0, p.lit(-0.15));
    }
    pen.rect([400.0, 626.0, 130.0, 26.0], 13.0, p.lit(-0.08));
    pen.circle(600.0, 639.0, 13.0, a);
}

pub(super) fn television(pen: &mut Pen) {
    let p = pen.paint;
    pen.shadow(600.0, 380.0);
    for (x, lean) in [(330.0, -40.0), (870.0, 40.0)] {
        pen.line(format_args!("M{x} 860L{} 958", x + lean), p.lit(-0.1), 24.0);
    }
    pen.rect([94.0, 296.0, 1030.0, 600.0], 18.0, SHADE);
    pen.rect([84.0, 280.0, 1032.0, 600.0], 18.0, p.lit(-0.1));
    pen.rect([90.0, 286.0, 1020.0, 580.0], 14.0, DARK);
    wallpaper(pen, [102.0, 298.0, 996.0, 546.0], 6.0);
    let standby = pen.accent;
    pen.rect([560.0, 868.0, 80.0, 12.0], 6.0, standby);
}
