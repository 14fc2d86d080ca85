//! Clothes, hung against the wall.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

/// The hanger, and the nail it hangs from.
fn hanger(pen: &mut Pen, shoulder: f32) {
    let wood = Paint::new(0.68, 0.08, 68.0);
    let wire = Paint::new(0.62, 0.01, 260.0);
    pen.circle(600.0, 96.0, 14.0, wire.lit(-0.2));
    pen.line("M600 210V170C600 150 636 146 636 118C636 84 580 78 572 112", wire, 11.0);
    pen.line(format_args!("M360 {shoulder}Q600 170 840 {shoulder}"), wood, 30.0);
}

fn folds(pen: &mut Pen) {
    pen.line("M470 880Q500 720 478 600", SHADE, 12.0);
    pen.line("M742 900Q706 740 736 620", SHADE, 12.0);
    pen.line("M610 910Q622 840 606 780", "#1a162c18", 10.0);
}

pub(super) fn tshirt(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let print = pen.form(6);
    let long = pen.dice.range(880.0, 950.0);
    hanger(pen, 300.0);
    let shirt = format!(
        "M470 214Q600 290 730 214L880 280Q940 320 1010 500L868 566L826 470Q812 700 838 {long}Q600 {} 362 {long}Q388 700 374 470L332 566L190 500Q260 320 320 280Z",
        long + 36.0
    );
    pen.moved("translate(20 30)", |pen| pen.path(&shirt, SHADE));
    pen.path("M470 214Q600 150 730 214Q600 330 470 214Z", p.lit(-0.17));
    let cloth = pen.slant(p.lit(0.045), p.lit(-0.05));
    pen.path(&shirt, cloth);
    pen.inside(&shirt, |pen| {
        match print {
            0 => {
                for stripe in 0..9 {
                    pen.rect([180.0, 420.0 + 64.0 * stripe as f32, 840.0, 22.0], 0.0, a);
                }
            }
            1 => {
                pen.circle(600.0, 480.0, 108.0, a);
                for row in 0..3 {
                    let y = 500.0 + 34.0 * row as f32;
                    pen.line(format_args!("M480 {y}q30 -22 60 0t60 0t60 0t60 0"), p, 13.0);
                }
            }
            2 => {
                pen.path("M490 560L580 400L640 490L672 440L730 560Z", a);
                pen.circle(690.0, 400.0, 26.0, a.lit(0.1));
            }
            3 => {
                pen.rect([676.0, 430.0, 96.0, 112.0], 8.0, p.lit(-0.06));
                pen.rect([676.0, 430.0, 96.0, 24.0], 6.0, a);
            }
            4 => pen.path("M0 0H1200V405H0Z", a),
            _ => {}
        }
        pen.line("M374 470Q350 400 392 300", SHADE, 11.0);
        pen.line("M826 470Q850 400 808 300", SHADE, 11.0);
        folds(pen);
        pen.rect([330.0, long - 22.0, 560.0, 5.0], 0.0, SHADE);
        pen.line("M200 480L340 545M1000 480L860 545", SHADE, 5.0);
    });
    pen.line("M470 214Q600 330 730 214", p.lit(-0.08), 24.0);
    pen.line("M478 214Q600 316 722 214", p.lit(0.03), 7.0);
}

pub(super) fn jumper(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let knit = pen.form(4);
    hanger(pen, 300.0);
    let body = "M462 224Q600 280 738 224L868 282Q920 310 940 400L1000 850Q940 890 884 868L824 560Q814 740 832 900H368Q386 740 376 560L316 868Q260 890 200 850L260 400Q280 310 332 282Z";
    pen.moved("translate(20 30)", |pen| pen.path(body, SHADE));
    pen.path("M462 224Q600 150 738 224Q600 310 462 224Z", p.lit(-0.17));
    let wool = pen.slant(p.lit(0.045), p.lit(-0.05));
    pen.path(body, wool);
    pen.inside(body, |pen| {
        match knit {
            0 => {
                for x in [500.0, 600.0, 700.0] {
                    for y in 0..8 {
                        let y = 330.0 + 72.0 * y as f32;
                        pen.line(
                            format_args!(
                                "M{} {y}q50 36 0 72M{} {y}q-50 36 0 72",
                                x - 22.0,
                                x + 22.0
                            ),
                            p.lit(-0.08),
                            13.0,
                        );
                    }
                }
            }
            1 => {
                for row in 0..3 {
                    let y = 350.0 + 40.0 * row as f32;
                    for x in 0..20 {
                        pen.path(
                            format_args!("M{} {y}l20 -20l20 20l-20 20Z", 200.0 + 40.0 * x as f32),
                            if row == 1 { Paint::new(0.95, 0.02, 85.0) } else { a },
                        );
                    }
                }
            }
            2 => {
                pen.rect([180.0, 470.0, 840.0, 70.0], 0.0, a);
                pen.rect([180.0, 566.0, 840.0, 24.0], 0.0, a);
            }
            _ => {
                for x in 0..30 {
                    pen.line(
                        format_args!("M{0} 300V860", 180.0 + 29.0 * x as f32),
                        "#1a162c14",
                        9.0,
                    );
                }
            }
        }
        pen.line("M376 560Q356 440 396 310M824 560Q844 440 804 310", SHADE, 12.0);
        pen.rect([360.0, 842.0, 480.0, 70.0], 0.0, p.lit(-0.07));
        for x in 0..24 {
            pen.line(format_args!("M{0} 846V900", 376.0 + 20.0 * x as f32), p.lit(-0.13), 5.0);
        }
        pen.line("M210 800L330 822M990 800L870 822", p.lit(-0.11), 8.0);
    });
    pen.line("M462 224Q600 310 738 224", p.lit(-0.1), 40.0);
    pen.line("M466 220Q600 300 734 220", p.lit(-0.02), 10.0);
}

pub(super) fn socks(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let pattern = pen.form(4);
    let sock = "M420 230H640V560Q640 620 680 660L800 760Q880 830 830 900Q780 960 680 915L480 800Q420 760 420 680Z";
    let one = |pen: &mut Pen, shade: f32| {
        let p = p.lit(shade);
        pen.moved("translate(18 26)", |pen| pen.path(sock, SHADE));
        let wool = pen.slant(p.lit(0.05), p.lit(-0.06));
        pen.path(sock, wool);
        pen.inside(sock, |pen| {
            match pattern {
                0 => {
                    for row in 0..9 {
                        pen.rect([400.0, 340.0 + 62.0 * row as f32, 500.0, 26.0], 0.0, a);
                    }
                }
                1 => {
                    for row in 0..8 {
                        for column in 0..7 {
                            let shift = if row % 2 == 0 { 0.0 } else { 32.0 };
                            pen.circle(
                                440.0 + 64.0 * column as f32 + shift,
                                370.0 + 60.0 * row as f32,
                                14.0,
                                a,
                            );
                        }
                    }
                }
                2 => {
                    for row in 0..4 {
                        let y = 380.0 + 74.0 * row as f32;
                        pen.line(
                            format_args!("M410 {y}l40 -36l40 36l40 -36l40 36l40 -36l40 36"),
                            a,
                            14.0,
                        );
                    }
                }
                _ => {
                    for x in 0..12 {
                        pen.line(
                            format_args!("M{0} 300V700", 430.0 + 22.0 * x as f32),
                            "#1a162c1c",
                            7.0,
                        );
                    }
                }
            }
            // Heel and toe.
            pen.circle(410.0, 740.0, 112.0, a);
            pen.circle(856.0, 880.0, 112.0, a);
            pen.rect([400.0, 230.0, 260.0, 76.0], 0.0, p.lit(-0.05));
            for x in 0..13 {
                pen.line(format_args!("M{0} 236V300", 426.0 + 18.0 * x as f32), p.lit(-0.11), 5.0);
            }
            pen.line("M446 320V700", GLOSS, 12.0);
        });
    };
    pen.moved("translate(176 -46) rotate(6 600 600)", |pen| one(pen, -0.07));
    pen.moved("translate(-110 24)", |pen| one(pen, 0.0));
}

pub(super) fn jacket(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let pockets = pen.dice.below(3);
    hanger(pen, 310.0);
    let body = "M450 246L750 246L880 306Q930 330 948 420L1010 840Q960 886 890 866L838 600Q836 760 846 930H354Q364 760 362 600L310 866Q240 886 190 840L252 420Q270 330 320 306Z";
    pen.moved("translate(20 30)", |pen| pen.path(body, SHADE));
    // The hood, lying back.
    pen.path("M430 300Q420 150 600 150Q780 150 770 300Q600 390 430 300Z", p.lit(-0.1));
    pen.path("M476 290Q480 200 600 200Q720 200 724 290Q600 350 476 290Z", p.lit(-0.2));
    let shell = pen.slant(p.lit(0.05), p.lit(-0.06));
    pen.path(body, shell);
    pen.inside(body, |pen| {
        pen.path("M180 240H1020V420Q600 520 180 420Z", p.lit(0.035));
        pen.line("M240 428Q600 520 960 428", SHADE, 6.0);
        pen.line("M362 600Q344 470 392 330M838 600Q856 470 808 330", SHADE, 11.0);
        pen.path("M862 400L1000 840L940 880L838 600Z", "#1a162c1c");
        match pockets {
            0 => {
                for x in [400.0, 656.0] {
                    pen.rect([x, 690.0, 144.0, 150.0], 14.0, p.lit(-0.05));
                    pen.rect([x - 6.0, 676.0, 156.0, 52.0], 14.0, p.lit(0.03));
                    pen.circle(x + 72.0, 712.0, 8.0, a);
                }
            }
            1 => {
                pen.line("M410 660L470 830M790 660L730 830", a, 11.0);
            }
            _ => {
                pen.line("M420 700H540M660 700H780", p.lit(-0.13), 15.0);
                pen.rect([662.0, 500.0, 110.0, 14.0], 7.0, a);
            }
        }
        pen.line("M230 770L330 790M970 770L870 790", p.lit(-0.12), 12.0);
        pen.line("M470 900Q480 820 466 760M740 910Q730 830 742 770", SHADE, 9.0);
    });
    pen.rect([592.0, 290.0, 18.0, 640.0], 6.0, a.lit(-0.04));
    pen.path("M590 330h22l6 60h-34Z", a.lit(0.1));
    pen.path("M450 246Q500 380 596 400L590 300Q520 290 486 236Z", p.lit(-0.04));
    pen.path("M750 246Q700 380 606 400L612 300Q680 290 714 236Z", p.lit(-0.09));
}

pub(super) fn cap(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let badge = pen.dice.below(3);
    pen.shadow(600.0, 400.0);
    let crown = format!(
        "M330 {}C330 500 440 400 620 400C820 400 930 560 930 800Q940 900 920 {}H340Z",
        GROUND - 150.0,
        GROUND - 70.0
    );
    let cloth = pen.slant(p.lit(0.06), p.lit(-0.08));
    pen.path(&crown, cloth);
    pen.inside(&crown, |pen| {
        pen.line("M620 400C520 520 500 700 510 920M630 400C740 520 790 700 790 920", SHADE, 7.0);
        pen.line("M612 400C500 520 482 700 494 920", "#ffffff30", 4.0);
        pen.path("M800 440C900 560 930 700 940 940H860C870 760 860 580 800 440Z", SHADE);
    });
    pen.circle(622.0, 398.0, 24.0, a);
    let peak = format!(
        "M348 {}C210 {} 130 {} 120 {}Q180 {GROUND} 400 {}Q680 {} 800 {}Q600 {} 348 {}Z",
        GROUND - 160.0,
        GROUND - 140.0,
        GROUND - 80.0,
        GROUND - 30.0,
        GROUND - 34.0,
        GROUND - 60.0,
        GROUND - 66.0,
        GROUND - 200.0,
        GROUND - 160.0
    );
    let bill = pen.down(p.lit(0.02), p.lit(-0.12));
    pen.path(peak, bill);
    pen.line(
        format_args!("M170 {}Q300 {} 520 {}", GROUND - 50.0, GROUND - 110.0, GROUND - 96.0),
        "#ffffff38",
        5.0,
    );
    match badge {
        0 => pen.rect([400.0, 620.0, 130.0, 96.0], 16.0, a),
        1 => pen.circle(450.0, 670.0, 58.0, a),
        _ => pen.path("M390 720L450 610L510 720Z", a),
    }
}
