//! Computers, and what one touches of them.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

/// What is on a screen: an abstract landscape, so that a lit screen is never a grey box.
pub(super) fn wallpaper(pen: &mut Pen, [x, y, w, h]: [f32; 4], radius: f32) {
    let a = pen.accent;
    let style = pen.dice.below(3);
    let outline = format!(
        "M{} {y}h{}a{radius} {radius} 0 0 1 {radius} {radius}v{}a{radius} {radius} 0 0 1 -{radius} {radius}h-{1}a{radius} {radius} 0 0 1 -{radius} -{radius}v-{2}a{radius} {radius} 0 0 1 {radius} -{radius}Z",
        x + radius,
        w - 2.0 * radius,
        h - 2.0 * radius
    );
    pen.inside(outline, |pen| {
        let sky = pen.slant(a.lit(0.1).vivid(0.6), a.lit(-0.22));
        pen.rect([x, y, w, h], 0.0, sky);
        match style {
            0 => {
                pen.circle(x + w * 0.7, y + h * 0.36, h * 0.17, Paint::new(0.95, 0.07, 85.0));
                pen.path(
                    format_args!(
                        "M{x} {}Q{} {} {} {}T{} {}V{}H{x}Z",
                        y + h * 0.75,
                        x + w * 0.25,
                        y + h * 0.45,
                        x + w * 0.5,
                        y + h * 0.7,
                        x + w,
                        y + h * 0.55,
                        y + h
                    ),
                    a.lit(-0.12),
                );
                pen.path(
                    format_args!(
                        "M{x} {}Q{} {} {} {}T{} {}V{}H{x}Z",
                        y + h * 0.9,
                        x + w * 0.3,
                        y + h * 0.66,
                        x + w * 0.6,
                        y + h * 0.86,
                        x + w,
                        y + h * 0.76,
                        y + h
                    ),
                    a.lit(-0.25),
                );
            }
            1 => {
                for ring in 0..5 {
                    let r = h * (0.95 - 0.18 * ring as f32);
                    pen.circle(
                        x + w * 0.2,
                        y + h * 1.02,
                        r,
                        a.lit(-0.2 + 0.075 * ring as f32).vivid(0.9),
                    );
                }
            }
            _ => {
                for band in 0..5 {
                    let at = y + h * (0.3 + 0.15 * band as f32);
                    pen.path(
                        format_args!(
                            "M{x} {at}C{} {} {} {} {} {at}V{}H{x}Z",
                            x + w * 0.35,
                            at - h * 0.3,
                            x + w * 0.6,
                            at + h * 0.25,
                            x + w,
                            y + h
                        ),
                        a.lit(0.03 - 0.07 * band as f32),
                    );
                }
            }
        }
        pen.path(format_args!("M{x} {y}H{}L{x} {}Z", x + w * 0.55, y + h * 0.8), "#ffffff1c");
    });
}

pub(super) fn laptop(pen: &mut Pen) {
    let p = pen.paint;
    let half = pen.dice.range(350.0, 400.0);
    let height = half * pen.dice.range(1.18, 1.3);
    let (left, top) = (600.0 - half, 850.0 - height);
    let dark = Paint::new(0.2, 0.01, 270.0);
    pen.shadow(600.0, half + 90.0);
    let lid = pen.down(p.lit(0.04), p.lit(-0.06));
    pen.rect([left, top, half * 2.0, height + 20.0], 30.0, lid);
    pen.rect([left + 10.0, top + 10.0, half * 2.0 - 20.0, height], 22.0, dark);
    wallpaper(pen, [left + 28.0, top + 30.0, half * 2.0 - 56.0, height - 60.0], 8.0);
    pen.circle(600.0, top + 20.0, 4.5, Paint::new(0.45, 0.03, 250.0));
    // The deck, seen from slightly above.
    let (near, far) = (half + 96.0, half + 6.0);
    let deck = pen.down(p.lit(-0.05), p.lit(0.05));
    pen.path(
        format_args!("M{} 850H{}L{} 950H{}Z", 600.0 - far, 600.0 + far, 600.0 + near, 600.0 - near),
        deck,
    );
    pen.path(
        format_args!(
            "M{} 858H{}L{} 908H{}Z",
            600.0 - far + 42.0,
            600.0 + far - 42.0,
            600.0 + far + 8.0,
            600.0 - far - 8.0
        ),
        dark.lit(0.08),
    );
    for row in 0..4 {
        let y = 861.0 + 12.0 * row as f32;
        let reach = far - 44.0 + 12.0 * row as f32;
        let keys = 14;
        for key in 0..keys {
            let width = reach * 2.0 / keys as f32;
            pen.rect(
                [600.0 - reach + width * key as f32 + 2.0, y, width - 4.0, 9.0],
                2.0,
                dark.lit(0.2),
            );
        }
    }
    pen.path("M510 914H690L700 944H500Z", p.lit(-0.07));
    let front = pen.down(p.lit(0.02), p.lit(-0.16));
    pen.path(
        format_args!(
            "M{} 950H{}Q{} {GROUND} {} {GROUND}H{}Q{} {GROUND} {} 950Z",
            600.0 - near,
            600.0 + near,
            600.0 + near,
            600.0 + near - 40.0,
            600.0 - near + 40.0,
            600.0 - near,
            600.0 - near
        ),
        front,
    );
    pen.rect([530.0, 950.0, 140.0, 9.0], 4.0, SHADE);
}

pub(super) fn monitor(pen: &mut Pen) {
    let p = pen.paint;
    let wide = pen.form(2) == 0;
    let half = if wide { 480.0 } else { 430.0 };
    let height = half * if wide { 0.9 } else { 1.16 };
    let (left, top) = (600.0 - half, 800.0 - height);
    pen.shadow(600.0, 210.0);
    let stem = pen.round(p.lit(-0.03));
    pen.path("M545 780H655L670 950H530Z", stem);
    pen.path(format_args!("M390 {GROUND}Q392 930 470 928H730Q808 930 810 {GROUND}Z"), p.lit(0.03));
    pen.rect([390.0, 958.0, 420.0, 12.0], 6.0, p.lit(-0.1));
    pen.rect([left + 14.0, top + 20.0, half * 2.0, height], 26.0, SHADE);
    pen.rect([left, top, half * 2.0, height], 26.0, p.lit(-0.04));
    pen.rect(
        [left + 8.0, top + 8.0, half * 2.0 - 16.0, height - 16.0],
        20.0,
        Paint::new(0.19, 0.01, 270.0),
    );
    wallpaper(pen, [left + 22.0, top + 22.0, half * 2.0 - 44.0, height - 68.0], 6.0);
    pen.rect([left + 8.0, top + height - 38.0, half * 2.0 - 16.0, 30.0], 12.0, p.lit(-0.02));
    pen.circle(600.0 + half - 50.0, top + height - 23.0, 5.0, pen.accent);
}

pub(super) fn keyboard(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let form = pen.form(4);
    let (compact, wired) = (form.is_multiple_of(2), form < 2);
    let columns: usize = if compact { 13 } else { 16 };
    let dark = p.lightness() < 0.55;
    let cap = if dark { p.lit(0.14) } else { Paint::new(0.98, 0.006, 90.0) };
    pen.shadow_at(600.0, 950.0, 470.0);
    pen.moved("translate(600 760) skewX(-8) translate(-600 -760)", |pen| {
        pen.rect([120.0, 610.0, 960.0, 350.0], 36.0, p.lit(-0.16));
        let case = pen.down(p.lit(0.05), p.lit(-0.03));
        pen.rect([120.0, 590.0, 960.0, 350.0], 36.0, case);
        pen.rect([146.0, 614.0, 908.0, 302.0], 18.0, p.lit(-0.1));
        let step = 892.0 / columns as f32;
        for row in 0..5 {
            let y = 622.0 + 58.0 * row as f32;
            let mut column = 0;
            while column < columns {
                let long = match (row, column) {
                    (4, 3) => 6,
                    (0 | 1, c) if c + 2 == columns => 2,
                    (2, 0) => 2,
                    (3, 0) => 2,
                    _ => 1,
                };
                let long = long.min(columns - column);
                let lit = (row == 0 && column == 0) || (row == 2 && column + 1 == columns);
                let colour = if lit {
                    a
                } else if column == 0 || column + long >= columns {
                    cap.lit(-0.07)
                } else {
                    cap
                };
                let (x, width) = (154.0 + step * column as f32, step * long as f32);
                pen.rect([x + 3.0, y, width - 6.0, 54.0], 11.0, colour.lit(-0.16));
                pen.rect([x + 3.0, y, width - 6.0, 46.0], 11.0, colour.lit(-0.02));
                pen.rect([x + 9.0, y + 3.0, width - 18.0, 34.0], 8.0, colour.lit(0.03));
                column += long;
            }
        }
    });
    if wired {
        let cord = "M640 590C640 500 560 500 560 420S700 330 690 250";
        pen.line(cord, p.lit(-0.12), 16.0);
        pen.line(cord, GLOSS, 4.0);
    }
}

pub(super) fn mouse(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let half = pen.dice.range(195.0, 230.0);
    let tall = pen.dice.range(600.0, 660.0);
    pen.moved("rotate(14 600 640)", |pen| {
        let top = 940.0 - tall;
        pen.oval(630.0, 960.0 - tall / 2.0, half * 1.12, tall * 0.54, SHADE);
        let body = format!("M600 {top}C{} {top} {} {} {} {}C{} {} {} 940 600 940C{} 940 {} {} {} {}C{} {} {} {top} 600 {top}Z",
            600.0 + half * 0.9, 600.0 + half, top + 160.0, 600.0 + half * 0.96, top + 330.0,
            600.0 + half * 1.12, top + 520.0, 600.0 + half * 0.7,
            600.0 - half * 0.7, 600.0 - half * 1.12, top + 520.0, 600.0 - half * 0.96, top + 330.0,
            600.0 - half, top + 160.0, 600.0 - half * 0.9);
        let side = pen.slant(p.lit(0.09), p.lit(-0.13));
        pen.path(&body, side);
        pen.inside(&body, |pen| {
            pen.line(format_args!("M600 {top}V{}", top + 300.0), SHADE, 8.0);
            pen.line(format_args!("M{} {}Q600 {} {} {}", 600.0 - half * 1.1, top + 270.0, top + 340.0, 600.0 + half * 1.1, top + 270.0), SHADE, 8.0);
            pen.path(format_args!("M{} {}Q{} {} {} 900L{} 880Z", 600.0 - half * 1.1, top + 360.0, 600.0 - half * 0.62, top + 480.0, 600.0 - half * 0.7, 600.0 - half * 1.2), p.lit(-0.14));
        });
        pen.rect([572.0, top + 88.0, 56.0, 136.0], 28.0, p.lit(-0.22));
        pen.rect([582.0, top + 100.0, 36.0, 112.0], 18.0, a);
        for notch in 0..5 {
            pen.rect([582.0, top + 112.0 + 20.0 * notch as f32, 36.0, 6.0], 0.0, a.lit(-0.14));
        }
        pen.oval(600.0 - half * 0.4, top + 170.0, 34.0, 84.0, GLOSS);
    });
}

pub(super) fn desktop(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let half = pen.dice.range(180.0, 230.0);
    let left = 560.0 - half;
    pen.shadow(620.0, half + 90.0);
    pen.path(
        format_args!("M{} 300L{} 262V930L{} {GROUND}Z", 560.0 + half, 700.0 + half, 560.0 + half),
        p.lit(-0.15),
    );
    pen.path(
        format_args!("M{left} 300L{} 262H{}L{} 300Z", left + 130.0, 700.0 + half, 560.0 + half),
        p.lit(0.08),
    );
    let front = pen.down(p.lit(0.03), p.lit(-0.05));
    pen.rect([left, 300.0, half * 2.0, GROUND - 300.0], 14.0, front);
    pen.rect([left + 40.0, 350.0, half * 2.0 - 80.0, 34.0], 8.0, p.lit(-0.12));
    pen.rect([left + 40.0, 404.0, half * 2.0 - 80.0, 34.0], 8.0, p.lit(-0.12));
    pen.circle(560.0, 520.0, 34.0, p.lit(-0.14));
    pen.circle(560.0, 520.0, 24.0, a);
    for row in 0..9 {
        pen.rect(
            [left + 40.0, 610.0 + 36.0 * row as f32, half * 2.0 - 80.0, 14.0],
            7.0,
            p.lit(-0.13),
        );
    }
    pen.path(
        format_args!("M{} 420L{} 402V800L{} 830Z", 596.0 + half, 664.0 + half, 596.0 + half),
        "#0000001f",
    );
}

pub(super) fn tablet(pen: &mut Pen) {
    let p = pen.paint;
    pen.shadow(600.0, 330.0);
    pen.moved("rotate(-6 600 620)", |pen| {
        pen.rect([296.0, 250.0, 640.0, 716.0], 48.0, SHADE);
        let edge = pen.slant(p.lit(0.06), p.lit(-0.1));
        pen.rect([280.0, 236.0, 640.0, 724.0], 48.0, edge);
        pen.rect([292.0, 248.0, 616.0, 700.0], 40.0, Paint::new(0.19, 0.01, 270.0));
        wallpaper(pen, [326.0, 282.0, 548.0, 632.0], 14.0);
        for (x, row) in [(0, 0), (1, 0), (2, 0), (3, 0)] {
            pen.rect(
                [392.0 + 112.0 * x as f32, 800.0 + 10.0 * row as f32, 80.0, 80.0],
                20.0,
                if x == 1 { "#ffffffe0" } else { "#ffffff8c" },
            );
        }
        pen.circle(600.0, 265.0, 5.0, Paint::new(0.4, 0.05, 250.0));
    });
}

pub(super) fn phone(pen: &mut Pen) {
    let p = pen.paint;
    pen.shadow(620.0, 290.0);
    pen.moved("rotate(9 740 600)", |pen| {
        let back = pen.slant(p.lit(0.06), p.lit(-0.09));
        pen.rect([570.0, 250.0, 350.0, 700.0], 60.0, back);
        pen.rect([610.0, 290.0, 150.0, 150.0], 44.0, p.lit(-0.07));
        for (x, y) in [(650.0, 332.0), (718.0, 332.0), (650.0, 398.0)] {
            pen.circle(x, y, 28.0, Paint::new(0.2, 0.01, 270.0));
            pen.circle(x, y, 13.0, Paint::new(0.35, 0.06, 260.0));
            pen.circle(x - 6.0, y - 6.0, 4.0, "#ffffffb0");
        }
        pen.circle(718.0, 398.0, 12.0, Paint::new(0.97, 0.05, 95.0));
    });
    pen.moved("rotate(-5 470 620)", |pen| {
        pen.rect([308.0, 258.0, 358.0, 714.0], 62.0, SHADE);
        pen.rect([290.0, 246.0, 358.0, 714.0], 62.0, p.lit(-0.04));
        pen.rect([300.0, 256.0, 338.0, 694.0], 54.0, Paint::new(0.18, 0.01, 270.0));
        wallpaper(pen, [314.0, 270.0, 310.0, 666.0], 42.0);
        pen.rect([426.0, 284.0, 86.0, 22.0], 11.0, Paint::new(0.18, 0.01, 270.0));
        pen.rect([394.0, 380.0, 150.0, 34.0], 17.0, "#ffffffd0");
        pen.rect([420.0, 430.0, 98.0, 16.0], 8.0, "#ffffff90");
    });
}
