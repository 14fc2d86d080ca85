//! What stands in a kitchen.

use super::{
    paint::Paint,
    pen::{GLOSS, GROUND, Pen, SHADE},
};

pub(super) fn mug(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let height = pen.dice.range(400.0, 500.0);
    let half = pen.dice.range(205.0, 245.0);
    let taper = pen.dice.range(0.0, 55.0);
    let pattern = pen.dice.below(4);
    let top = GROUND - height;
    let (left, right) = (560.0 - half, 560.0 + half);
    pen.shadow(570.0, half);
    let grip = pen.dice.range(130.0, 175.0);
    let handle = format!(
        "M{} {}C{} {} {} {} {} {}",
        right - 22.0,
        top + 90.0,
        right + grip,
        top + 40.0,
        right + grip,
        top + height * 0.78,
        right - 20.0 - taper * 0.6,
        top + height * 0.72,
    );
    pen.line(&handle, p.lit(-0.1), 54.0);
    pen.line(&handle, p.lit(0.01), 34.0);
    let body = format!(
        "M{left} {top}L{} {}Q{} {GROUND} {} {GROUND}H{}Q{} {GROUND} {} {}L{right} {top}Z",
        left + taper,
        GROUND - 60.0,
        left + taper + 6.0,
        left + taper + 66.0,
        right - taper - 66.0,
        right - taper - 6.0,
        right - taper,
        GROUND - 60.0,
    );
    let side = pen.round(p);
    pen.path(&body, side);
    pen.inside(&body, |pen| match pattern {
        0 => {
            // Bare clay below the glaze.
            let clay = pen.round(Paint::new(0.74, 0.06, 60.0));
            pen.path(
                format_args!(
                    "M{left} {y}C{} {} {} {} {right} {y}V{GROUND}H{left}Z",
                    left + 150.0,
                    GROUND - height * 0.2,
                    right - 130.0,
                    GROUND - height * 0.36,
                    y = GROUND - height * 0.28,
                ),
                clay,
            );
        }
        1 => {
            for row in 0..3 {
                pen.rect([left, top + 150.0 + 46.0 * row as f32, half * 2.0, 20.0], 0.0, a);
            }
        }
        2 => {
            for _ in 0..46 {
                let (x, y) = (pen.dice.range(left, right), pen.dice.range(top + 40.0, GROUND));
                let size = pen.dice.range(2.5, 7.0);
                pen.circle(x, y, size, p.lit(if p.lightness() > 0.5 { -0.3 } else { 0.3 }));
            }
        }
        _ => {
            pen.rect([left, GROUND - 120.0, half * 2.0, 120.0], 0.0, p.lit(-0.09));
            pen.rect([left, GROUND - 132.0, half * 2.0, 14.0], 0.0, a);
        }
    });
    pen.rect([left + 46.0 + taper * 0.4, top + 70.0, 30.0, height * 0.5], 15.0, GLOSS);
    pen.oval(560.0, top, half, 42.0, p.lit(0.06));
    pen.oval(560.0, top + 3.0, half - 18.0, 32.0, p.lit(-0.16));
    pen.inside(
        format_args!(
            "M{left} {top}m18 3a{0} 32 0 0 0 {1} 0a{0} 32 0 0 0 -{1} 0Z",
            half - 18.0,
            half * 2.0 - 36.0
        ),
        |pen| {
            pen.oval(560.0, top + 24.0, half - 22.0, 28.0, Paint::new(0.36, 0.06, 50.0));
            pen.oval(520.0, top + 16.0, half * 0.4, 7.0, Paint::new(0.5, 0.08, 55.0));
        },
    );
}

pub(super) fn knife(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let width = pen.dice.range(96.0, 170.0);
    let length = pen.dice.range(450.0, 560.0);
    let curve = pen.form(3);
    // The board that it leans on.
    pen.shadow(640.0, 290.0);
    let board = Paint::new(0.78, 0.07, 72.0);
    let wood = pen.slant(board.lit(0.04), board.lit(-0.06));
    pen.rect([380.0, 300.0, 500.0, 670.0], 46.0, board.lit(-0.14));
    pen.rect([366.0, 290.0, 500.0, 675.0], 46.0, wood);
    for row in 0..6 {
        let y = 360.0 + 100.0 * row as f32;
        let sag = pen.dice.range(-26.0, 26.0);
        pen.line(format_args!("M380 {y}Q600 {} 852 {}", y + sag, y + 10.0), board.lit(-0.045), 5.0);
    }
    pen.circle(800.0, 355.0, 26.0, board.lit(-0.2));
    pen.moved("rotate(17 600 640)", |pen| {
        let tip = 640.0 - length * 0.92;
        let heel = 660.0;
        let (back, edge) = (600.0 - width * 0.35, 600.0 + width * 0.65);
        let blade = match curve {
            0 => format!(
                "M{back} {heel}V{}Q{} {} {edge} {}V{heel}Z",
                tip + 20.0,
                back + 20.0,
                tip + 60.0,
                tip + 330.0
            ),
            1 => format!(
                "M{back} {heel}V{}Q{} {tip} {edge} {}V{heel}Z",
                tip + 110.0,
                back + 8.0,
                tip + 150.0
            ),
            _ => format!(
                "M{back} {heel}V{tip}Q{edge} {} {edge} {}V{heel}Z",
                tip + 120.0,
                tip + 300.0
            ),
        };
        pen.moved("translate(26 18)", |pen| pen.path(&blade, SHADE));
        let steel = pen.slant(Paint::new(0.93, 0.008, 240.0), Paint::new(0.74, 0.014, 240.0));
        pen.path(&blade, steel);
        pen.inside(&blade, |pen| {
            pen.rect([edge - 26.0, tip, 40.0, 900.0], 0.0, Paint::new(0.96, 0.004, 240.0));
            if curve == 1 {
                for dent in 0..6 {
                    pen.oval(
                        edge - 44.0,
                        340.0 + 54.0 * dent as f32,
                        13.0,
                        22.0,
                        Paint::new(0.82, 0.012, 240.0),
                    );
                }
            }
        });
        pen.rect([back - 4.0, heel - 4.0, 78.0, 34.0], 6.0, a);
        let handle = format!(
            "M{} {}H{}C{} {} {} {} {} {}Q{} {} {} {}C{} {} {} {} {} {}Z",
            back - 2.0,
            heel + 28.0,
            back + 72.0,
            back + 62.0,
            heel + 130.0,
            back + 84.0,
            heel + 210.0,
            back + 88.0,
            heel + 262.0,
            back + 50.0,
            heel + 296.0,
            back + 6.0,
            heel + 268.0,
            back - 14.0,
            heel + 180.0,
            back + 6.0,
            heel + 100.0,
            back - 2.0,
            heel + 28.0
        );
        pen.moved("translate(22 16)", |pen| pen.path(&handle, SHADE));
        let grip = pen.round(p);
        pen.path(&handle, grip);
        for rivet in 0..3 {
            pen.circle(
                back + 38.0,
                heel + 80.0 + 68.0 * rivet as f32,
                10.0,
                p.lit(0.28).vivid(0.4),
            );
        }
    });
}

pub(super) fn pan(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let deep = pen.form(2) == 0;
    let height = if deep { pen.dice.range(260.0, 340.0) } else { pen.dice.range(130.0, 170.0) };
    let half = if deep { 250.0 } else { 310.0 };
    let (cx, top) = (if deep { 530.0 } else { 480.0 }, GROUND - height);
    pen.shadow(cx, half);
    // The handle runs up to the right.
    let root = (cx + half - 20.0, top + 50.0);
    pen.line(
        format_args!("M{} {}L{} {}", root.0, root.1, root.0 + 90.0, root.1 - 26.0),
        Paint::new(0.75, 0.01, 250.0),
        34.0,
    );
    let grip = if pen.dice.chance(0.5) { a } else { p.lit(-0.12) };
    pen.line(
        format_args!("M{} {}L{} {}", root.0 + 86.0, root.1 - 26.0, root.0 + 300.0, root.1 - 92.0),
        grip.lit(-0.08),
        52.0,
    );
    pen.line(
        format_args!("M{} {}L{} {}", root.0 + 88.0, root.1 - 34.0, root.0 + 290.0, root.1 - 96.0),
        grip.lit(0.05),
        24.0,
    );
    pen.circle(root.0 + 296.0, root.1 - 91.0, 11.0, grip.lit(-0.25));
    let body = format!(
        "M{} {top}Q{} {GROUND} {} {GROUND}H{}Q{} {GROUND} {} {top}Z",
        cx - half,
        cx - half + 10.0,
        cx - half + 90.0,
        cx + half - 90.0,
        cx + half - 10.0,
        cx + half,
    );
    let side = pen.metal(p);
    pen.path(&body, side);
    pen.inside(&body, |pen| {
        pen.rect([cx - half, GROUND - 26.0, half * 2.0, 30.0], 0.0, p.lit(-0.18));
    });
    if deep {
        // A lid, lifted by its knob.
        let lid = pen.metal(p.lit(0.04));
        pen.path(
            format_args!(
                "M{} {}Q{cx} {} {} {}Q{cx} {} {} {}Z",
                cx - half - 14.0,
                top,
                top - 150.0,
                cx + half + 14.0,
                top,
                top + 60.0,
                cx - half - 14.0,
                top
            ),
            lid,
        );
        pen.rect([cx - 16.0, top - 106.0, 32.0, 40.0], 6.0, p.lit(-0.2));
        pen.rect([cx - 58.0, top - 128.0, 116.0, 34.0], 17.0, grip);
    } else {
        pen.oval(cx, top, half + 6.0, 66.0, p.lit(0.14));
        pen.oval(cx, top + 4.0, half - 14.0, 54.0, p.lit(-0.12).vivid(0.6));
        pen.inside(
            format_args!(
                "M{} {}a{} 54 0 0 0 {} 0a{} 54 0 0 0 -{} 0Z",
                cx - half + 14.0,
                top + 4.0,
                half - 14.0,
                half * 2.0 - 28.0,
                half - 14.0,
                half * 2.0 - 28.0
            ),
            |pen| {
                pen.oval(cx, top + 44.0, half - 60.0, 52.0, p.lit(-0.06).vivid(0.6));
                pen.oval(cx - 90.0, top + 6.0, 120.0, 12.0, GLOSS);
            },
        );
    }
}

pub(super) fn kettle(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let goose = pen.form(2) == 0;
    let half = pen.dice.range(210.0, 245.0);
    let height = pen.dice.range(360.0, 430.0);
    let (cx, top) = (570.0, GROUND - 46.0 - height);
    pen.shadow(cx, half + 30.0);
    pen.rect(
        [cx - half - 12.0, GROUND - 42.0, half * 2.0 + 24.0, 42.0],
        20.0,
        p.lit(-0.2).vivid(0.5),
    );
    pen.rect([cx - 34.0, GROUND - 30.0, 68.0, 12.0], 6.0, a);
    let spout = p.lit(-0.04);
    if goose {
        pen.line(
            format_args!(
                "M{} {}C{} {} {} {} {} {}",
                cx - half + 40.0,
                GROUND - 130.0,
                cx - half - 150.0,
                GROUND - 140.0,
                cx - half - 30.0,
                top + 60.0,
                cx - half - 150.0,
                top + 10.0
            ),
            spout.lit(-0.08),
            46.0,
        );
        pen.line(
            format_args!(
                "M{} {}C{} {} {} {} {} {}",
                cx - half + 40.0,
                GROUND - 136.0,
                cx - half - 150.0,
                GROUND - 148.0,
                cx - half - 30.0,
                top + 52.0,
                cx - half - 146.0,
                top + 6.0
            ),
            spout.lit(0.05),
            20.0,
        );
    } else {
        pen.path(
            format_args!(
                "M{} {}L{} {}L{} {}Z",
                cx - half * 0.72,
                top + 30.0,
                cx - half - 90.0,
                top + 26.0,
                cx - half * 0.92,
                top + 190.0
            ),
            spout.lit(-0.05),
        );
    }
    let neck = half * 0.66;
    let body = format!(
        "M{} {top}C{} {} {} {} {} {}H{}C{} {} {} {} {} {top}Z",
        cx - neck,
        cx - half,
        top + 120.0,
        cx - half,
        GROUND - 200.0,
        cx - half,
        GROUND - 44.0,
        cx + half,
        cx + half,
        GROUND - 200.0,
        cx + half,
        top + 120.0,
        cx + neck
    );
    let side = if pen.dice.chance(0.4) { pen.metal(p) } else { pen.round(p) };
    // The handle, a big open loop at the back.
    let loop_path = format!(
        "M{} {}C{} {} {} {} {} {}",
        cx + neck - 10.0,
        top + 30.0,
        cx + half + 190.0,
        top - 10.0,
        cx + half + 170.0,
        GROUND - 170.0,
        cx + half - 6.0,
        GROUND - 130.0
    );
    pen.line(&loop_path, p.lit(-0.24).vivid(0.4), 50.0);
    pen.line(&loop_path, p.lit(-0.14).vivid(0.4), 18.0);
    pen.path(&body, side);
    pen.rect([cx - half + 50.0, top + 130.0, 28.0, height * 0.45], 14.0, GLOSS);
    if !goose {
        pen.rect([cx + 70.0, top + 150.0, 52.0, height * 0.46], 26.0, p.lit(-0.16));
        pen.rect(
            [cx + 82.0, top + 250.0, 28.0, height * 0.46 - 114.0],
            14.0,
            Paint::new(0.8, 0.09, 230.0),
        );
    }
    pen.path(
        format_args!(
            "M{} {}Q{cx} {} {} {}Z",
            cx - neck - 8.0,
            top + 8.0,
            top - 84.0,
            cx + neck + 8.0,
            top + 8.0
        ),
        p.lit(0.03),
    );
    pen.rect([cx - 14.0, top - 66.0, 28.0, 40.0], 4.0, p.lit(-0.2));
    pen.circle(cx, top - 72.0, 30.0, a);
}
