//! Machines that stand behind other machines, and what joins them.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

const DARK: Paint = Paint::new(0.24, 0.012, 265.0);
const PLUG: Paint = Paint::new(0.84, 0.012, 250.0);

pub(super) fn server(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let units = 4 + pen.dice.below(2);
    pen.shadow(600.0, 400.0);
    let top = GROUND - 128.0 * units as f32 - 40.0;
    pen.path(format_args!("M220 {top}L300 {}H900L980 {top}Z", top - 50.0), p.lit(0.06));
    pen.rect([200.0, top, 800.0, GROUND - top], 18.0, p.lit(-0.14));
    for unit in 0..units {
        let y = top + 20.0 + 128.0 * unit as f32;
        let face = pen.down(p.lit(0.04), p.lit(-0.06));
        pen.rect([226.0, y, 748.0, 114.0], 10.0, face);
        if unit % 2 == 0 {
            for bay in 0..8 {
                let x = 258.0 + 62.0 * bay as f32;
                pen.rect([x, y + 18.0, 52.0, 78.0], 6.0, p.lit(-0.16));
                pen.circle(x + 12.0, y + 84.0, 5.0, if bay % 3 == 1 { a } else { a.lit(0.1) });
            }
        } else {
            for slot in 0..16 {
                pen.rect([262.0 + 30.0 * slot as f32, y + 22.0, 14.0, 70.0], 7.0, p.lit(-0.18));
            }
        }
        pen.circle(800.0, y + 57.0, 20.0, p.lit(-0.16));
        pen.circle(800.0, y + 57.0, 12.0, a);
        pen.rect([846.0, y + 38.0, 96.0, 12.0], 6.0, p.lit(-0.16));
        pen.rect([846.0, y + 64.0, 60.0, 12.0], 6.0, a);
    }
}

pub(super) fn router(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let aerials = pen.dice.chance(0.6);
    pen.shadow(600.0, 400.0);
    if aerials {
        for (x, turn) in [(300.0, -12), (500.0, -4), (700.0, 4), (900.0, 12)] {
            pen.moved(format_args!("rotate({turn} {x} 760)"), |pen| {
                let rod = pen.round(p.lit(-0.06));
                pen.rect([x - 19.0, 380.0, 38.0, 390.0], 19.0, rod);
            });
        }
        for r in [70.0, 130.0, 190.0] {
            pen.line(
                format_args!(
                    "M{} {}A{r} {r} 0 0 1 {} {}",
                    600.0 - r * 0.7,
                    420.0 - r * 0.7,
                    600.0 + r * 0.7,
                    420.0 - r * 0.7
                ),
                a,
                17.0,
            );
        }
        pen.circle(600.0, 410.0, 20.0, a);
    }
    pen.path("M250 730H950L1010 800H190Z", p.lit(0.09));
    let front = pen.down(p.lit(0.02), p.lit(-0.09));
    pen.rect([186.0, 796.0, 828.0, GROUND - 796.0], 28.0, front);
    if aerials {
        for light in 0..6 {
            pen.rect(
                [270.0 + 58.0 * light as f32, 872.0, 34.0, 14.0],
                7.0,
                if light < 4 { a } else { p.lit(-0.15) },
            );
        }
        pen.circle(910.0, 880.0, 24.0, p.lit(-0.12));
    } else {
        for port in 0..10 {
            let x = 250.0 + 62.0 * port as f32;
            pen.rect([x, 840.0, 50.0, 62.0], 6.0, DARK);
            pen.rect(
                [x + 12.0, 828.0, 26.0, 8.0],
                3.0,
                if port % 3 == 2 { p.lit(-0.2) } else { a },
            );
            pen.rect([x + 10.0, 848.0, 30.0, 10.0], 2.0, Paint::new(0.75, 0.1, 85.0));
        }
        for (x, hue) in [(275.0, 250.0), (461.0, 30.0), (709.0, 85.0)] {
            let cord = Paint::new(0.65, 0.12, hue);
            pen.rect([x - 17.0, 862.0, 34.0, 48.0], 6.0, cord.lit(0.1));
            pen.line(
                format_args!("M{x} 910C{x} 1010 {} 1020 {} 1010", x + 80.0, x + 200.0),
                cord,
                17.0,
            );
        }
    }
}

pub(super) fn drive(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    pen.shadow(600.0, 310.0);
    if pen.dice.chance(0.5) {
        // A disk, opened so that one sees what it is.
        let case = pen.slant(p.lit(0.06), p.lit(-0.08));
        pen.rect([318.0, 250.0, 580.0, 720.0], 34.0, p.lit(-0.18));
        pen.rect([306.0, 240.0, 580.0, 720.0], 34.0, case);
        let platter = pen.slant(Paint::new(0.95, 0.006, 250.0), Paint::new(0.72, 0.012, 250.0));
        pen.circle(596.0, 520.0, 236.0, DARK.lit(0.1));
        pen.circle(596.0, 520.0, 222.0, platter);
        pen.circle(596.0, 520.0, 150.0, "#ffffff30");
        pen.circle(596.0, 520.0, 66.0, p.lit(-0.1));
        pen.circle(596.0, 520.0, 32.0, a);
        pen.line("M790 850L660 600", Paint::new(0.6, 0.012, 250.0), 36.0);
        pen.path("M640 610l40 -18l-34 -60Z", DARK);
        pen.circle(792.0, 852.0, 58.0, Paint::new(0.68, 0.012, 250.0));
        pen.circle(792.0, 852.0, 22.0, DARK);
        for (x, y) in [(346.0, 280.0), (846.0, 280.0), (346.0, 920.0)] {
            pen.circle(x, y, 14.0, p.lit(-0.2));
        }
    } else {
        // A pocket one with its cord.
        pen.line("M600 940C600 1020 800 1010 840 930S960 800 1000 860", DARK, 20.0);
        pen.rect([372.0, 330.0, 480.0, 640.0], 54.0, SHADE);
        let case = pen.slant(p.lit(0.08), p.lit(-0.1));
        pen.rect([356.0, 320.0, 480.0, 640.0], 54.0, case);
        pen.rect([356.0, 700.0, 480.0, 26.0], 0.0, a);
        pen.circle(780.0, 900.0, 10.0, a.lit(0.12));
        pen.path("M410 320H560L356 640V374Q356 320 410 320Z", GLOSS);
        pen.rect([560.0, 944.0, 76.0, 26.0], 6.0, DARK);
    }
}

pub(super) fn memory(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let board = Paint::new(0.44, 0.09, 155.0);
    pen.shadow(600.0, 430.0);
    let gold = Paint::new(0.8, 0.12, 85.0);
    for (shift, lit, y) in [(40.0, -0.1, 430.0), (-30.0, 0.0, 640.0)] {
        pen.moved(format_args!("translate({shift} 0) rotate(-4 600 {y})"), |pen| {
            pen.rect([150.0, y + 20.0, 900.0, 250.0], 12.0, SHADE);
            pen.path(
                format_args!(
                    "M140 {y}H1040V{}H610V{}H570V{}H140Z",
                    y + 250.0,
                    y + 226.0,
                    y + 250.0
                ),
                board.lit(lit),
            );
            for finger in 0..44 {
                let x = 158.0 + 20.0 * finger as f32;
                if !(550.0..620.0).contains(&x) {
                    pen.rect([x, y + 212.0, 11.0, 38.0], 2.0, gold.lit(lit));
                }
            }
            for chip in 0..8 {
                let x = 176.0 + 106.0 * chip as f32;
                pen.rect([x, y + 46.0, 86.0, 120.0], 8.0, DARK.lit(lit * 0.4));
                pen.rect([x + 12.0, y + 62.0, 40.0, 8.0], 4.0, DARK.lit(0.3));
            }
            pen.rect([470.0, y + 20.0, 240.0, 110.0], 8.0, p.lit(0.03));
            pen.rect([490.0, y + 40.0, 120.0, 20.0], 6.0, a);
            pen.rect(
                [490.0, y + 76.0, 170.0, 12.0],
                6.0,
                p.lit(if p.lightness() > 0.5 { -0.3 } else { 0.3 }),
            );
        });
    }
}

pub(super) fn power_supply(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    pen.shadow(640.0, 290.0);
    pen.path(format_args!("M780 290L890 330V930L780 {GROUND}Z"), p.lit(-0.16));
    pen.path("M360 290L460 262H880L890 330L780 290Z", p.lit(0.09));
    let front = pen.down(p.lit(0.05), p.lit(-0.07));
    pen.rect([360.0, 290.0, 424.0, GROUND - 290.0], 20.0, front);
    pen.rect([416.0, 350.0, 312.0, 190.0], 20.0, DARK);
    pen.path("M590 372L510 462H566L548 522L634 430H578Z", a);
    for bar in 0..4 {
        pen.rect(
            [656.0, 490.0 - 34.0 * bar as f32, 44.0, 24.0],
            5.0,
            if bar < 3 { a.lit(0.05) } else { DARK.lit(0.14) },
        );
    }
    pen.circle(572.0, 630.0, 42.0, p.lit(-0.13));
    pen.circle(572.0, 630.0, 28.0, a);
    for row in 0..6 {
        pen.rect([416.0, 740.0 + 32.0 * row as f32, 312.0, 13.0], 6.0, p.lit(-0.14));
    }
}

pub(super) fn charger(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let ports = 1 + pen.form(3);
    pen.shadow(560.0, 240.0);
    for x in [500.0, 610.0] {
        let prong = pen.metal(PLUG);
        pen.rect([x - 18.0, 250.0, 36.0, 150.0], 16.0, prong);
    }
    let body = pen.slant(p.lit(0.08), p.lit(-0.1));
    pen.rect([352.0, 380.0, 406.0, GROUND - 380.0], 76.0, p.lit(-0.16));
    pen.rect([340.0, 380.0, 406.0, GROUND - 388.0], 76.0, body);
    pen.rect([384.0, 460.0, 30.0, 380.0], 15.0, GLOSS);
    for port in 0..ports {
        let y = 560.0 + 100.0 * port as f32;
        pen.rect([478.0, y, 130.0, 50.0], 25.0, DARK);
        pen.rect([500.0, y + 19.0, 86.0, 12.0], 6.0, DARK.lit(0.3));
    }
    pen.path("M566 420L516 486H550L540 530L592 464H558Z", a);
    pen.line(
        "M604 585C760 580 760 700 800 780S980 960 1030 780S900 560 880 460",
        a.lit(-0.04),
        24.0,
    );
    pen.line("M604 581C750 576 754 690 794 772", "#ffffff40", 6.0);
    pen.rect([560.0, 562.0, 100.0, 46.0], 16.0, p.lit(-0.12));
    pen.rect([846.0, 350.0, 68.0, 120.0], 20.0, p.lit(-0.08));
    let tip = pen.metal(PLUG);
    pen.rect([856.0, 290.0, 48.0, 66.0], 16.0, tip);
}

pub(super) fn cable(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let kind = pen.dice.below(3);
    pen.shadow(600.0, 340.0);
    for (r, lit) in [(290.0, -0.1), (250.0, 0.0), (212.0, -0.06), (176.0, 0.03)] {
        let path = format!(
            "M{} 700A{r} {} 0 1 0 {} 700A{r} {} 0 1 0 {} 700",
            600.0 - r,
            r * 0.88,
            600.0 + r,
            r * 0.88,
            600.0 - r
        );
        pen.line(&path, p.lit(lit - 0.08), 36.0);
        pen.line(&path, p.lit(lit + 0.03), 22.0);
        pen.line(&path, "#ffffff26", 6.0);
    }
    pen.rect([560.0, 430.0, 80.0, 140.0], 16.0, a);
    pen.rect([560.0, 470.0, 80.0, 12.0], 0.0, SHADE);
    for (x, turn) in [(380.0, -24), (820.0, 24)] {
        pen.moved(format_args!("rotate({turn} {x} 460)"), |pen| {
            pen.line(format_args!("M{x} 470V640"), p.lit(-0.04), 30.0);
            let shell = pen.round(p.lit(-0.03));
            pen.rect([x - 50.0, 320.0, 100.0, 160.0], 20.0, shell);
            pen.rect([x - 26.0, 380.0, 52.0, 12.0], 6.0, a);
            let tip = pen.metal(PLUG);
            match kind {
                0 => {
                    pen.rect([x - 36.0, 230.0, 72.0, 94.0], 6.0, tip);
                    for hole in [-16.0, 16.0] {
                        pen.rect([x + hole - 8.0, 252.0, 16.0, 20.0], 3.0, DARK);
                    }
                }
                1 => pen.rect([x - 26.0, 246.0, 52.0, 80.0], 20.0, tip),
                _ => {
                    pen.rect([x - 38.0, 226.0, 76.0, 100.0], 6.0, "#dfe8f0c0");
                    for pin in 0..6 {
                        pen.rect(
                            [x - 30.0 + 11.0 * pin as f32, 230.0, 6.0, 44.0],
                            0.0,
                            Paint::new(0.8, 0.12, 85.0),
                        );
                    }
                }
            }
        });
    }
}
