//! What goes outside.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

pub(super) fn tent(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let dome = pen.form(2) == 0;
    pen.shadow(600.0, 430.0);
    for (x, y) in [(110.0, 962.0), (1090.0, 962.0)] {
        let lean = if x < 600.0 { 300.0 } else { 900.0 };
        pen.line(format_args!("M{x} {y}L{lean} 640"), Paint::new(0.5, 0.02, 60.0), 5.0);
        pen.line(format_args!("M{x} {}l-6 34", y - 14.0), Paint::new(0.4, 0.02, 260.0), 11.0);
    }
    if dome {
        let shell = pen.slant(p.lit(0.06), p.lit(-0.07));
        pen.path(
            format_args!("M170 {GROUND}C210 560 400 420 600 410C800 420 990 560 1030 {GROUND}Z"),
            shell,
        );
        pen.path(
            format_args!("M600 410C800 420 990 560 1030 {GROUND}H820C810 700 730 500 600 410Z"),
            p.lit(-0.11),
        );
        pen.path(
            format_args!("M600 410C480 520 390 700 380 {GROUND}H800C790 700 720 520 600 410Z"),
            p.lit(0.025),
        );
        pen.path(
            format_args!("M600 500C530 600 480 740 476 {GROUND}H724C720 740 670 600 600 500Z"),
            p.lit(-0.22),
        );
        pen.path(
            format_args!("M600 500C530 600 480 740 476 {GROUND}H560C570 760 590 610 600 500Z"),
            a,
        );
        pen.line(
            format_args!("M380 {GROUND}C390 700 480 520 600 410C720 520 790 700 800 {GROUND}"),
            a,
            11.0,
        );
    } else {
        pen.path(format_args!("M600 380L960 440L1060 {GROUND}H600Z"), p.lit(-0.12));
        let shell = pen.slant(p.lit(0.07), p.lit(-0.04));
        pen.path(format_args!("M500 380L620 380L860 {GROUND}H160Z"), shell);
        pen.path("M500 380H620L960 440L860 500Z", p.lit(0.1));
        pen.path(format_args!("M540 520L640 {GROUND}H400Z"), p.lit(-0.24));
        pen.path(format_args!("M540 520L470 {GROUND}H360Q480 800 540 520Z"), a);
        pen.line(format_args!("M556 382L860 {GROUND}"), a, 10.0);
        pen.line("M556 380V330", Paint::new(0.7, 0.01, 250.0), 12.0);
    }
    pen.line(format_args!("M250 {0}H950", GROUND - 3.0), SHADE, 9.0);
}

pub(super) fn bottle(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let half = pen.dice.range(135.0, 165.0);
    let top = pen.dice.range(380.0, 440.0);
    let cap = pen.form(3);
    let band = pen.dice.below(3);
    pen.shadow(600.0, half);
    let neck = half * 0.62;
    let body = format!(
        "M{} {top}Q{} {} {} {}V{}Q{} {GROUND} {} {GROUND}H{}Q{} {GROUND} {} {}V{}Q{} {} {} {top}Z",
        600.0 - neck,
        600.0 - neck,
        top + 60.0,
        600.0 - half,
        top + 130.0,
        GROUND - 50.0,
        600.0 - half,
        600.0 - half + 50.0,
        600.0 + half - 50.0,
        600.0 + half,
        600.0 + half,
        GROUND - 50.0,
        top + 130.0,
        600.0 + neck,
        top + 60.0,
        600.0 + neck
    );
    match cap {
        0 => pen.line(
            format_args!(
                "M{} {}C{} {} {} {} {} {}",
                600.0 - neck + 10.0,
                top - 60.0,
                600.0 - neck,
                top - 210.0,
                600.0 + neck,
                top - 210.0,
                600.0 + neck - 10.0,
                top - 60.0
            ),
            a.lit(-0.06),
            30.0,
        ),
        1 => pen.rect([560.0, top - 190.0, 80.0, 120.0], 26.0, p.lit(-0.2)),
        _ => {}
    }
    let side = if pen.dice.chance(0.35) { pen.metal(p) } else { pen.round(p) };
    pen.path(&body, side);
    pen.inside(&body, |pen| {
        match band {
            0 => pen.rect([400.0, GROUND - 130.0, 400.0, 150.0], 0.0, p.lit(-0.09)),
            1 => {
                pen.rect([400.0, top + 260.0, 400.0, 18.0], 0.0, a);
                pen.rect([400.0, top + 296.0, 400.0, 8.0], 0.0, a);
            }
            _ => {
                pen.path(
                    format_args!(
                        "M470 {0}L560 {1}L610 {2}L650 {3}L740 {0}Z",
                        top + 400.0,
                        top + 270.0,
                        top + 330.0,
                        top + 290.0
                    ),
                    p.lit(0.14),
                );
            }
        }
        pen.rect([600.0 - half * 0.72, top + 110.0, 26.0, 330.0], 13.0, GLOSS);
    });
    let lid = pen.metal(if cap == 2 { Paint::new(0.7, 0.08, 68.0) } else { p.lit(-0.16) });
    pen.rect([600.0 - neck - 12.0, top - 80.0, neck * 2.0 + 24.0, 86.0], 18.0, lid);
    pen.rect(
        [600.0 - neck - 2.0, top + 6.0, neck * 2.0 + 4.0, 16.0],
        6.0,
        Paint::new(0.82, 0.01, 250.0),
    );
}

pub(super) fn bike_light(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let red = pen.form(2) == 1;
    let beam = if red { Paint::new(0.62, 0.22, 25.0) } else { Paint::new(0.97, 0.05, 95.0) };
    let round = pen.dice.chance(0.5);
    // The handlebar.
    let bar = pen.down(Paint::new(0.5, 0.01, 260.0), Paint::new(0.28, 0.012, 260.0));
    pen.rect([-20.0, 800.0, 1240.0, 92.0], 0.0, bar);
    pen.rect([-20.0, 812.0, 1240.0, 12.0], 0.0, GLOSS);
    pen.rect([-20.0, 780.0, 300.0, 132.0], 50.0, Paint::new(0.3, 0.012, 260.0));
    for x in 0..6 {
        pen.rect([20.0 + 40.0 * x as f32, 790.0, 14.0, 112.0], 7.0, SHADE);
    }
    pen.rect([480.0, 770.0, 240.0, 152.0], 34.0, p.lit(-0.16));
    pen.rect([540.0, 700.0, 120.0, 100.0], 14.0, p.lit(-0.2));
    pen.circle(690.0, 846.0, 17.0, a);
    pen.glow(600.0, 500.0, 480.0, beam.lit(0.05), 0.75);
    if round {
        let case = pen.slant(p.lit(0.08), p.lit(-0.12));
        pen.circle(600.0, 510.0, 236.0, case);
        pen.circle(600.0, 510.0, 190.0, p.lit(-0.18));
        let lens = pen.slant(beam.lit(0.03), beam.lit(-0.13));
        pen.circle(600.0, 510.0, 176.0, lens);
        for ring in [140.0, 96.0] {
            pen.circle(600.0, 510.0, ring, "#ffffff30");
        }
        pen.circle(600.0, 510.0, 52.0, "#ffffffe6");
    } else {
        let case = pen.slant(p.lit(0.08), p.lit(-0.12));
        pen.rect([380.0, 300.0, 440.0, 410.0], 90.0, case);
        pen.rect([420.0, 340.0, 360.0, 250.0], 60.0, p.lit(-0.18));
        let lens = pen.down(beam.lit(0.02), beam.lit(-0.12));
        pen.rect([434.0, 354.0, 332.0, 222.0], 50.0, lens);
        for x in 0..3 {
            for y in 0..2 {
                pen.circle(510.0 + 90.0 * x as f32, 415.0 + 100.0 * y as f32, 32.0, "#ffffffc0");
            }
        }
        for dot in 0..4 {
            pen.circle(
                540.0 + 40.0 * dot as f32,
                648.0,
                10.0,
                if dot < 3 { a } else { p.lit(-0.2) },
            );
        }
    }
    pen.line("M440 400Q470 320 560 300", GLOSS, 14.0);
}
