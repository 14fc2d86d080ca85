//! What lies on a desk, hangs beside it, or is read at it.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

const PAGE: Paint = Paint::new(0.965, 0.015, 90.0);

pub(super) fn notebook(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let binding = pen.form(3);
    pen.shadow(620.0, 300.0);
    pen.moved("rotate(-7 600 620)", |pen| {
        pen.rect([352.0, 258.0, 520.0, 712.0], 26.0, SHADE);
        pen.rect([352.0, 246.0, 510.0, 712.0], 20.0, PAGE.lit(-0.08));
        for leaf in 0..4 {
            pen.line(format_args!("M{0} 262V944", 862.0 - 5.0 * leaf as f32), PAGE.lit(-0.02), 3.0);
        }
        let cover = pen.slant(p.lit(0.05), p.lit(-0.06));
        pen.rect([340.0, 240.0, 510.0, 712.0], 22.0, cover);
        pen.rect([340.0, 240.0, 76.0, 712.0], 22.0, p.lit(-0.1));
        match binding {
            0 => {
                for hole in 0..13 {
                    let y = 282.0 + 52.0 * hole as f32;
                    pen.circle(378.0, y, 11.0, p.lit(-0.26));
                    pen.line(
                        format_args!("M378 {y}C330 {} 318 {} 352 {}", y - 26.0, y + 10.0, y + 14.0),
                        Paint::new(0.8, 0.01, 250.0),
                        9.0,
                    );
                }
            }
            1 => {
                pen.rect([770.0, 240.0, 26.0, 712.0], 0.0, a);
                pen.rect([462.0, 400.0, 250.0, 130.0], 12.0, PAGE);
                pen.rect([500.0, 440.0, 174.0, 12.0], 6.0, p);
                pen.rect([500.0, 474.0, 120.0, 12.0], 6.0, PAGE.lit(-0.2));
            }
            _ => {
                for stitch in 0..7 {
                    pen.line(format_args!("M397 {}v52", 276.0 + 96.0 * stitch as f32), a, 9.0);
                }
                pen.circle(635.0, 560.0, 110.0, a);
                pen.path("M525 570Q580 500 635 570T745 570A110 110 0 0 1 525 570Z", p.lit(-0.08));
            }
        }
        pen.path("M600 950h44v70l-22 -22l-22 22Z", a.lit(-0.05));
    });
}

pub(super) fn pen_tool(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let metal = Paint::new(0.8, 0.07, 85.0);
    let nib = pen.form(2) == 0;
    pen.shadow_at(600.0, 930.0, 380.0);
    // The sheet it lies on, with a flourish it has just drawn.
    pen.path("M210 880L330 560L1010 590L1000 930Z", PAGE);
    pen.path("M210 880L1000 930L1000 944L208 894Z", PAGE.lit(-0.14));
    pen.line(
        "M330 800C400 700 430 690 440 760S520 850 560 760S640 690 660 770S760 830 820 740",
        a.lit(-0.08),
        12.0,
    );
    pen.moved("rotate(-38 600 560)", |pen| {
        let y = 560.0;
        pen.rect([130.0, y + 18.0, 830.0, 74.0], 37.0, SHADE);
        let barrel = pen.down(p.lit(0.09), p.lit(-0.14));
        pen.rect([300.0, y - 42.0, 440.0, 84.0], 10.0, &barrel);
        pen.rect([700.0, y - 48.0, 290.0, 96.0], 46.0, barrel);
        if nib {
            pen.path(
                format_args!(
                    "M304 {}L220 {}L92 {y}L220 {}L304 {}Z",
                    y - 36.0,
                    y - 32.0,
                    y + 32.0,
                    y + 36.0
                ),
                metal.lit(0.05),
            );
            pen.path(
                format_args!("M304 {y}L92 {y}L220 {}L304 {}Z", y + 32.0, y + 36.0),
                metal.lit(-0.1),
            );
            pen.line(format_args!("M110 {y}H226"), metal.lit(-0.35), 4.0);
            pen.circle(230.0, y, 8.0, metal.lit(-0.35));
        } else {
            pen.path(
                format_args!(
                    "M304 {}L140 {}L104 {y}L140 {}L304 {}Z",
                    y - 38.0,
                    y - 10.0,
                    y + 10.0,
                    y + 38.0
                ),
                metal,
            );
        }
        pen.rect([296.0, y - 44.0, 20.0, 88.0], 6.0, metal);
        pen.rect([688.0, y - 50.0, 26.0, 100.0], 6.0, metal);
        pen.rect([724.0, y - 66.0, 210.0, 20.0], 10.0, metal);
        pen.circle(972.0, y, 20.0, a);
        pen.rect([330.0, y - 30.0, 620.0, 14.0], 7.0, GLOSS);
    });
}

pub(super) fn desk_lamp(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let warm = Paint::new(0.96, 0.08, 92.0);
    let bar = pen.form(2) == 0;
    pen.shadow(740.0, 190.0);
    pen.path(format_args!("M350 480L640 400L560 {GROUND}H160Z"), "#fff3c447");
    pen.glow(480.0, 480.0, 260.0, warm, 0.9);
    let base = pen.round(p);
    pen.path(format_args!("M580 {GROUND}Q580 912 740 908Q900 912 900 {GROUND}Z"), base);
    let steel = p.lit(-0.05);
    pen.line("M740 910L860 620", steel.lit(-0.08), 30.0);
    pen.line("M734 906L854 618", steel.lit(0.08), 10.0);
    pen.line("M860 620L560 330", steel.lit(-0.08), 30.0);
    pen.line("M854 610L556 322", steel.lit(0.08), 10.0);
    pen.circle(860.0, 620.0, 36.0, a);
    pen.circle(860.0, 620.0, 14.0, a.lit(-0.18));
    if bar {
        pen.moved("rotate(-15 500 400)", |pen| {
            let head = pen.down(p.lit(0.07), p.lit(-0.06));
            pen.rect([300.0, 340.0, 400.0, 62.0], 28.0, head);
            pen.rect([324.0, 392.0, 352.0, 20.0], 10.0, warm);
        });
    } else {
        pen.moved("rotate(-16 520 380)", |pen| {
            let head = pen.slant(p.lit(0.1), p.lit(-0.1));
            pen.path("M460 250H580Q600 250 606 280L690 470H350L434 280Q440 250 460 250Z", head);
            pen.path("M600 270L690 470H620L556 252Z", SHADE);
            pen.oval(520.0, 470.0, 170.0, 30.0, warm);
            pen.rect([484.0, 214.0, 72.0, 44.0], 16.0, p.lit(-0.1));
        });
    }
    pen.circle(560.0, 330.0, 26.0, a);
    pen.rect([700.0, 926.0, 60.0, 16.0], 8.0, a);
}

pub(super) fn bag(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let roll = pen.form(2) == 0;
    let leather = Paint::new(0.52, 0.085, 55.0);
    pen.shadow(600.0, 280.0);
    pen.line("M540 300C530 190 670 190 660 300", p.lit(-0.2), 26.0);
    for (x, out) in [(350.0, 270.0), (850.0, 930.0)] {
        pen.line(format_args!("M{x} 480C{out} 560 {out} 800 {x} 880"), p.lit(-0.2), 34.0);
    }
    let shell = format!(
        "M360 420Q360 290 480 280H720Q840 290 840 420L860 880Q860 {GROUND} 780 {GROUND}H420Q340 {GROUND} 340 880Z"
    );
    let cloth = pen.slant(p.lit(0.06), p.lit(-0.08));
    pen.path(&shell, cloth);
    pen.inside(&shell, |pen| {
        pen.rect([330.0, GROUND - 60.0, 540.0, 70.0], 0.0, leather);
        pen.path("M780 280L880 300V980H800C830 760 830 480 780 280Z", SHADE);
    });
    if roll {
        let top = pen.down(p.lit(0.1), p.lit(-0.04));
        pen.rect([336.0, 262.0, 528.0, 130.0], 54.0, top);
        pen.rect([336.0, 350.0, 528.0, 14.0], 7.0, SHADE);
        for x in [450.0, 716.0] {
            pen.rect([x, 250.0, 34.0, 330.0], 8.0, leather);
            pen.rect([x - 9.0, 500.0, 52.0, 44.0], 8.0, a);
            pen.rect([x + 4.0, 512.0, 26.0, 20.0], 4.0, p.lit(-0.1));
        }
    } else {
        pen.line("M390 470Q400 340 600 336Q800 340 810 470", p.lit(-0.14), 10.0);
        pen.path("M790 420l26 64h-26Z", a);
        pen.rect([792.0, 470.0, 18.0, 60.0], 8.0, a);
    }
    let pocket = pen.down(p.lit(0.04), p.lit(-0.05));
    pen.rect([412.0, 640.0, 376.0, 250.0], 40.0, SHADE);
    pen.rect([412.0, 630.0, 376.0, 250.0], 40.0, pocket);
    pen.line("M440 690H760", p.lit(-0.16), 10.0);
    pen.rect([724.0, 684.0, 16.0, 56.0], 8.0, a);
    pen.rect([540.0, 780.0, 120.0, 58.0], 10.0, leather);
}

pub(super) fn paper(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    pen.shadow(620.0, 400.0);
    for ream in 0..3 {
        let top = 830.0 - 140.0 * ream as f32;
        pen.moved(format_args!("translate({} 0)", [0, 18, -14][ream]), |pen| {
            pen.path(
                format_args!("M250 {top}L620 {}V{}L250 {}Z", top + 50.0, top + 185.0, top + 132.0),
                p.lit(0.02),
            );
            pen.path(
                format_args!("M620 {}L960 {top}V{}L620 {}Z", top + 50.0, top + 130.0, top + 185.0),
                p.lit(-0.12),
            );
            pen.path(
                format_args!("M250 {top}L590 {}L960 {top}L620 {}Z", top - 44.0, top + 50.0),
                PAGE,
            );
            pen.path(
                format_args!(
                    "M250 {}L620 {}V{}L250 {}Z",
                    top + 46.0,
                    top + 98.0,
                    top + 128.0,
                    top + 76.0
                ),
                a,
            );
            pen.path(
                format_args!(
                    "M620 {}L960 {}V{}L620 {}Z",
                    top + 98.0,
                    top + 46.0,
                    top + 76.0,
                    top + 128.0
                ),
                a.lit(-0.12),
            );
        });
    }
    pen.path("M262 540Q420 470 570 482L910 536L606 588Z", PAGE.lit(0.02));
    pen.line("M420 528L600 552M480 514L690 544", PAGE.lit(-0.16), 8.0);
}

/// A cover design for books and magazines, within the given box.
fn cover(pen: &mut Pen, [x, y, w, h]: [f32; 4]) {
    let (p, a) = (pen.paint, pen.accent);
    let (cx, cy) = (x + w / 2.0, y + h * 0.56);
    let style = pen.dice.below(6);
    pen.inside(format_args!("M{x} {y}h{w}v{h}h-{w}Z"), |pen| match style {
        0 => {
            pen.circle(cx, cy, w * 0.3, a);
            for row in 0..5 {
                pen.rect([x, cy + 26.0 * row as f32, w, 10.0], 0.0, p.lit(-0.03));
            }
        }
        1 => {
            for hill in 0..4 {
                let at = y + h * (0.5 + 0.12 * hill as f32);
                pen.path(
                    format_args!(
                        "M{x} {at}q{0} -{1} {2} 0t{2} 0V{3}H{x}Z",
                        w * 0.25,
                        60.0 + 20.0 * hill as f32,
                        w * 0.5,
                        y + h
                    ),
                    a.lit(0.08 - 0.1 * hill as f32),
                );
            }
            pen.circle(x + w * 0.7, y + h * 0.36, w * 0.1, a.lit(0.14));
        }
        2 => {
            pen.rect([cx - w * 0.07, y + h * 0.42, w * 0.14, h * 0.44], 4.0, PAGE);
            pen.rect([cx - w * 0.09, y + h * 0.37, w * 0.18, h * 0.06], 4.0, a);
            pen.path(
                format_args!("M{cx} {}L{x} {}V{}Z", y + h * 0.4, y + h * 0.3, y + h * 0.44),
                a.lit(0.1),
            );
            pen.rect([x, y + h * 0.84, w, h * 0.2], 0.0, p.lit(-0.12));
        }
        3 => {
            for leaf in 0..6 {
                pen.moved(format_args!("rotate({} {cx} {cy})", leaf * 60), |pen| {
                    pen.oval(
                        cx,
                        cy - w * 0.2,
                        w * 0.09,
                        w * 0.18,
                        if leaf % 2 == 0 { a } else { a.lit(0.1) },
                    );
                });
            }
            pen.circle(cx, cy, w * 0.07, PAGE);
        }
        4 => {
            for column in 0..5 {
                for row in 0..5 {
                    let (left, top) = (
                        x + w * (0.14 + 0.15 * column as f32),
                        y + h * 0.38 + w * 0.15 * row as f32,
                    );
                    if (column * 3 + row * 2) % 4 != 0 {
                        pen.rect(
                            [left, top, w * 0.12, w * 0.12],
                            if (column + row) % 3 == 0 { w * 0.06 } else { 4.0 },
                            if (column + row) % 2 == 0 { a } else { p.lit(0.14) },
                        );
                    }
                }
            }
        }
        _ => {
            for wave in 0..7 {
                let at = y + h * 0.42 + 46.0 * wave as f32;
                pen.line(
                    format_args!("M{x} {at}q{0} -40 {1} 0t{1} 0t{1} 0t{1} 0", w * 0.125, w * 0.25),
                    if wave == 2 { PAGE } else { a },
                    13.0,
                );
            }
        }
    });
    let ink = if p.lightness() > 0.7 { Paint::new(0.28, 0.03, 270.0) } else { PAGE };
    pen.rect([x + w * 0.12, y + h * 0.09, w * 0.62, 28.0], 6.0, ink);
    pen.rect([x + w * 0.12, y + h * 0.16, w * 0.42, 28.0], 6.0, ink);
    pen.rect([x + w * 0.12, y + h * 0.235, w * 0.3, 10.0], 5.0, a);
}

pub(super) fn book(pen: &mut Pen) {
    let p = pen.paint;
    pen.shadow(620.0, 280.0);
    let thick = pen.dice.range(50.0, 90.0);
    pen.path(format_args!("M840 250L{} 280V940L840 {GROUND}Z", 840.0 + thick), PAGE.lit(-0.07));
    for leaf in 1..5 {
        let x = 840.0 + thick * leaf as f32 / 5.0;
        pen.line(format_args!("M{x} 276V950"), PAGE.lit(-0.15), 3.0);
    }
    pen.path(
        format_args!("M360 250L420 232H{}L{} 284L840 256Z", 830.0 + thick, 846.0 + thick),
        p.lit(-0.16),
    );
    let front = pen.slant(p.lit(0.06), p.lit(-0.05));
    pen.rect([360.0, 250.0, 486.0, GROUND - 250.0], 10.0, front);
    cover(pen, [390.0, 250.0, 456.0, GROUND - 250.0]);
    pen.rect([360.0, 250.0, 30.0, GROUND - 250.0], 10.0, p.lit(-0.1));
    pen.rect([390.0, 250.0, 7.0, GROUND - 250.0], 0.0, SHADE);
}

pub(super) fn magazine(pen: &mut Pen) {
    let p = pen.paint;
    pen.shadow(600.0, 360.0);
    for (turn, lit) in [(11, -0.12), (4, -0.05)] {
        pen.moved(format_args!("rotate({turn} 600 900)"), |pen| {
            pen.rect([372.0, 250.0, 480.0, 700.0], 6.0, SHADE);
            pen.rect([360.0, 242.0, 480.0, 700.0], 6.0, p.lit(lit).vivid(0.8));
            pen.rect([834.0, 242.0, 8.0, 700.0], 0.0, PAGE);
        });
    }
    pen.moved("rotate(-4 600 900)", |pen| {
        pen.rect([366.0, 258.0, 484.0, 706.0], 6.0, SHADE);
        let front = pen.slant(p.lit(0.07), p.lit(-0.04));
        pen.rect([352.0, 246.0, 484.0, 706.0], 6.0, front);
        cover(pen, [352.0, 246.0, 484.0, 706.0]);
        pen.rect([740.0, 876.0, 66.0, 50.0], 3.0, PAGE);
        for bar in 0..7 {
            pen.rect(
                [748.0 + 7.4 * bar as f32, 884.0, if bar % 3 == 0 { 4.0 } else { 2.4 }, 34.0],
                0.0,
                Paint::new(0.25, 0.01, 270.0),
            );
        }
    });
}
