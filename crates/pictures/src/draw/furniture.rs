//! What a room is furnished with.

use super::{
    paint::Paint,
    pen::{Pen, SHADE},
};

pub(super) fn clock(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let dark = p.lightness() < 0.6;
    let marks = pen.dice.below(3);
    let square = pen.form(2) == 1;
    let (cx, cy, r) = (600.0, 520.0, 330.0);
    let face = if pen.dice.chance(0.5) {
        Paint::new(0.97, 0.012, 90.0)
    } else {
        p.lit(if dark { 0.06 } else { 0.05 })
    };
    let hand = if face.lightness() < 0.6 {
        Paint::new(0.95, 0.01, 90.0)
    } else {
        Paint::new(0.3, 0.02, 270.0)
    };
    let rim = pen.slant(p.lit(0.07), p.lit(-0.1));
    if square {
        pen.rect([cx - r + 24.0, cy - r + 34.0, 2.0 * r, 2.0 * r], 90.0, SHADE);
        pen.rect([cx - r, cy - r, 2.0 * r, 2.0 * r], 90.0, rim);
        pen.rect([cx - r + 34.0, cy - r + 34.0, 2.0 * r - 68.0, 2.0 * r - 68.0], 64.0, face);
    } else {
        pen.circle(cx + 24.0, cy + 34.0, r + 2.0, SHADE);
        pen.circle(cx, cy, r, rim);
        pen.circle(cx, cy, r - 36.0, p.lit(-0.14));
        pen.circle(cx, cy + 5.0, r - 40.0, face);
    }
    for hour in 0..12 {
        let long = hour % 3 == 0;
        let turn = hour * 30;
        pen.moved(format_args!("rotate({turn} {cx} {cy})"), |pen| match marks {
            0 => {
                pen.rect(
                    [cx - 7.0, cy - r + 66.0, 14.0, if long { 56.0 } else { 26.0 }],
                    7.0,
                    hand,
                );
            }
            1 => pen.circle(
                cx,
                cy - r + 84.0,
                if long { 16.0 } else { 8.0 },
                if long { a } else { hand },
            ),
            _ if long => pen.rect([cx - 12.0, cy - r + 62.0, 24.0, 70.0], 4.0, hand),
            _ => {}
        });
    }
    let (hour, minute) = (pen.dice.pick(&[305, 298, 310]), pen.dice.pick(&[50, 62, 56]));
    pen.moved(format_args!("rotate({hour} {cx} {cy})"), |pen| {
        pen.rect([cx - 13.0, cy - 165.0, 26.0, 200.0], 13.0, hand);
    });
    pen.moved(format_args!("rotate({minute} {cx} {cy})"), |pen| {
        pen.rect([cx - 9.0, cy - 235.0, 18.0, 275.0], 9.0, hand);
    });
    pen.moved(format_args!("rotate(205 {cx} {cy})"), |pen| {
        pen.rect([cx - 4.0, cy - 245.0, 8.0, 320.0], 4.0, a);
    });
    pen.circle(cx, cy, 22.0, a);
    pen.circle(cx, cy, 8.0, face);
}

pub(super) fn chair(pen: &mut Pen) {
    let (p, a) = (pen.paint, pen.accent);
    let metal = Paint::new(0.42, 0.012, 260.0);
    let head = pen.dice.chance(0.4);
    pen.shadow(600.0, 250.0);
    for (x, y) in [(390.0, 940.0), (500.0, 950.0), (700.0, 950.0), (810.0, 940.0)] {
        pen.line(format_args!("M600 850Q600 890 {x} {}", y - 26.0), metal, 26.0);
        pen.circle(x, y, 28.0, metal.lit(-0.12));
        pen.circle(x, y, 10.0, metal.lit(0.2));
    }
    pen.rect([582.0, 720.0, 36.0, 150.0], 8.0, metal.lit(0.12));
    pen.rect([570.0, 640.0, 60.0, 110.0], 10.0, metal);
    if head {
        pen.rect([500.0, 190.0, 200.0, 90.0], 40.0, p.lit(-0.04));
        pen.rect([586.0, 260.0, 28.0, 60.0], 6.0, metal);
    }
    let back = pen.slant(p.lit(0.05), p.lit(-0.07));
    pen.path("M440 300Q600 262 760 300Q790 420 744 640H456Q410 420 440 300Z", back);
    for row in 0..7 {
        let y = 350.0 + 38.0 * row as f32;
        pen.line(format_args!("M456 {y}Q600 {} 744 {y}", y - 20.0), SHADE, 7.0);
    }
    for (x, lean) in [(352.0, 1.0), (848.0, -1.0)] {
        pen.line(format_args!("M{} 690Q{} 690 {x} 560", x + lean * 90.0, x), metal, 24.0);
        pen.rect(
            [x - 34.0 - if lean < 0.0 { 40.0 } else { 0.0 }, 532.0, 108.0, 36.0],
            18.0,
            metal.lit(-0.1),
        );
    }
    let seat = pen.down(p.lit(0.06), p.lit(-0.08));
    pen.path("M390 660Q600 620 810 660Q840 690 810 730Q600 764 390 730Q360 690 390 660Z", seat);
    pen.rect([470.0, 718.0, 260.0, 12.0], 6.0, a);
}
