//! The room that everything is shown in: a tinted wall with a disc of light, a horizon, a floor.

use super::{View, dice::Dice, paint::Paint, pen::Pen};

/// Where wall and floor meet.
const HORIZON: f32 = 800.0;

/// Hues of wall that go well with the disc: sand, peach, rose, lilac, mist, sea, sage.
const WALLS: [f32; 7] = [85.0, 55.0, 15.0, 300.0, 240.0, 200.0, 140.0];

/// A wall hue that sets off what is in front of it.
fn wall_hue(paint: Paint, dice: &mut Dice) -> f32 {
    let Some(hue) = paint.hue() else { return dice.pick(&WALLS) };
    let far: Vec<f32> = WALLS
        .into_iter()
        .filter(|wall| {
            let turn = (wall - hue).rem_euclid(360.0);
            turn.min(360.0 - turn) > 65.0
        })
        .collect();
    dice.pick(&far)
}

/// Draws the room.
pub(super) fn room(pen: &mut Pen, view: View, dice: &mut Dice) {
    let hue = wall_hue(pen.paint, dice);
    // Pale things need a wall that they stand out from.
    let depth = if pen.paint.lightness() > 0.85 { -0.05 } else { 0.0 };
    let tint = |lightness: f32, chroma: f32| Paint::new(lightness + depth, chroma, hue);
    let wall = pen.down(tint(0.955, 0.02), tint(0.925, 0.032));
    pen.rect([0.0, 0.0, 1200.0, 1200.0], 0.0, wall);
    match view {
        View::Front | View::Detail => {
            let disc = pen.down(tint(0.90, 0.05), tint(0.925, 0.042));
            pen.circle(600.0, 545.0, 420.0, disc);
        }
        View::Scene => window(pen, tint(0.975, 0.02), tint(0.89, 0.055)),
    }
    let floor = pen.down(tint(0.865, 0.045), tint(0.905, 0.038));
    pen.rect([0.0, HORIZON, 1200.0, 400.0], 0.0, floor);
    pen.rect([0.0, HORIZON, 1200.0, 5.0], 0.0, tint(0.83, 0.05));
    if view == View::Scene {
        plant(pen, tint(0.80, 0.06));
    }
}

/// Light that falls through a window onto the wall.
fn window(pen: &mut Pen, light: Paint, deep: Paint) {
    pen.rect([0.0, 0.0, 1200.0, HORIZON], 0.0, deep);
    for (left, top) in [(470.0, 90.0), (750.0, 90.0), (440.0, 405.0), (720.0, 405.0)] {
        let (right, bottom) = (left + 255.0, top + 290.0);
        let lean = 28.0;
        pen.path(
            format_args!("M{left} {top}H{right}L{} {bottom}H{}Z", right - lean, left - lean),
            light,
        );
    }
}

/// A potted plant to tell the size of things by.
fn plant(pen: &mut Pen, pot: Paint) {
    pen.shadow_at(205.0, 905.0, 95.0);
    let leaf = Paint::new(0.52, 0.085, 150.0);
    for (tip_x, tip_y, bend, lit) in [
        (70.0, 470.0, -60.0, -0.05),
        (345.0, 500.0, 70.0, 0.0),
        (135.0, 350.0, -30.0, 0.06),
        (275.0, 375.0, 35.0, 0.03),
        (205.0, 300.0, 8.0, -0.02),
    ] {
        let (foot_x, foot_y) = (205.0, 745.0);
        let middle_y = (tip_y + foot_y) / 2.0;
        let middle_x = (tip_x + foot_x) / 2.0 + bend;
        pen.path(
            format_args!(
                "M{foot_x} {foot_y}C{} {middle_y} {} {middle_y} {tip_x} {tip_y}C{} {} {} {} {foot_x} {foot_y}Z",
                middle_x - 55.0,
                middle_x - 35.0,
                middle_x + 55.0,
                middle_y - 20.0,
                middle_x + 35.0,
                middle_y + 60.0,
            ),
            leaf.lit(lit),
        );
    }
    let side = pen.round(pot);
    pen.path("M120 735H290L272 885Q270 905 250 905H160Q140 905 138 885Z", side);
    pen.rect([108.0, 715.0, 194.0, 46.0], 12.0, pot.lit(0.05));
}
