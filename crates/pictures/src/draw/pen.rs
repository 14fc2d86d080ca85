//! What every drawing is made with: a few shapes, gradients, and the light that they share.

use std::fmt::{Display, Write as _};

use super::{Look, dice::Dice, paint::Paint};

/// Where things stand, from the top of the 1200 units of a drawing.
pub(super) const GROUND: f32 = 970.0;

/// White at some opacity, for highlights.
pub(super) const GLOSS: &str = "#ffffff59";
/// Black at some opacity, for shaded sides.
pub(super) const SHADE: &str = "#1a162c2e";

/// Collects the shapes of one drawing.
pub(super) struct Pen {
    body: String,
    defs: String,
    ids: u32,
    form: Option<usize>,
    /// Decides what may differ between two drawings of a kind.
    pub(super) dice: Dice,
    /// The main colour of what is drawn.
    pub(super) paint: Paint,
    /// The one colour that stands out.
    pub(super) accent: Paint,
}

macro_rules! put {
    // Writing into a String does not fail.
    ($to:expr, $($arg:tt)*) => { let _ = write!($to, $($arg)*); };
}

impl Pen {
    pub(super) fn new(look: &Look) -> Self {
        let (body, defs) = (String::with_capacity(4096), String::with_capacity(1024));
        Self {
            body,
            defs,
            ids: 0,
            form: look.form,
            dice: Dice::new(look.seed),
            paint: look.paint,
            accent: look.accent,
        }
    }

    /// Which of the `of` forms of a subject to draw: the one asked for, else any.
    pub(super) fn form(&mut self, of: usize) -> usize {
        let any = self.dice.below(of);
        self.form.map_or(any, |form| form % of)
    }

    pub(super) fn path(&mut self, d: impl Display, fill: impl Display) {
        put!(self.body, r#"<path d="{d}" fill="{fill}"/>"#);
    }

    /// A stroke with round ends.
    pub(super) fn line(&mut self, d: impl Display, colour: impl Display, width: f32) {
        put!(
            self.body,
            r#"<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"/>"#
        );
    }

    pub(super) fn rect(&mut self, [x, y, w, h]: [f32; 4], radius: f32, fill: impl Display) {
        put!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{h:.1}" rx="{radius:.1}" fill="{fill}"/>"#
        );
    }

    pub(super) fn circle(&mut self, cx: f32, cy: f32, r: f32, fill: impl Display) {
        put!(self.body, r#"<circle cx="{cx:.1}" cy="{cy:.1}" r="{r:.1}" fill="{fill}"/>"#);
    }

    pub(super) fn oval(&mut self, cx: f32, cy: f32, rx: f32, ry: f32, fill: impl Display) {
        put!(
            self.body,
            r#"<ellipse cx="{cx:.1}" cy="{cy:.1}" rx="{rx:.1}" ry="{ry:.1}" fill="{fill}"/>"#
        );
    }

    fn gradient(&mut self, ends: &str, stops: &[(f32, String)]) -> String {
        self.ids += 1;
        let id = self.ids;
        put!(self.defs, r#"<linearGradient id="g{id}" {ends}>"#);
        for (at, colour) in stops {
            put!(self.defs, r#"<stop offset="{at}" stop-color="{colour}"/>"#);
        }
        self.defs.push_str("</linearGradient>");
        format!("url(#g{id})")
    }

    /// A fill from one colour at the top to another at the bottom.
    pub(super) fn down(&mut self, top: impl Display, bottom: impl Display) -> String {
        let stops = [(0.0, top.to_string()), (1.0, bottom.to_string())];
        self.gradient(r#"x1="0" y1="0" x2="0" y2="1""#, &stops)
    }

    /// A fill from one colour at the left top to another at the right bottom.
    pub(super) fn slant(&mut self, from: impl Display, to: impl Display) -> String {
        let stops = [(0.0, from.to_string()), (1.0, to.to_string())];
        self.gradient(r#"x1="0" y1="0" x2="1" y2="1""#, &stops)
    }

    /// A fill that makes a flat shape look round, lit from the left.
    pub(super) fn round(&mut self, paint: Paint) -> String {
        let stops = [
            (0.0, paint.lit(-0.05).to_string()),
            (0.28, paint.lit(0.055).to_string()),
            (0.6, paint.to_string()),
            (1.0, paint.lit(-0.11).to_string()),
        ];
        self.gradient(r#"x1="0" y1="0" x2="1" y2="0""#, &stops)
    }

    /// A fill like brushed metal.
    pub(super) fn metal(&mut self, paint: Paint) -> String {
        let stops = [
            (0.0, paint.lit(-0.14).to_string()),
            (0.18, paint.lit(0.08).to_string()),
            (0.42, paint.lit(-0.03).to_string()),
            (0.7, paint.lit(0.05).to_string()),
            (1.0, paint.lit(-0.2).to_string()),
        ];
        self.gradient(r#"x1="0" y1="0" x2="1" y2="0""#, &stops)
    }

    /// A pool of light, strongest in the middle.
    pub(super) fn glow(&mut self, cx: f32, cy: f32, r: f32, colour: impl Display, strength: f32) {
        self.ids += 1;
        let id = self.ids;
        put!(
            self.defs,
            r#"<radialGradient id="g{id}"><stop offset="0" stop-color="{colour}" stop-opacity="{strength}"/><stop offset="1" stop-color="{colour}" stop-opacity="0"/></radialGradient>"#
        );
        self.circle(cx, cy, r, format_args!("url(#g{id})"));
    }

    /// The soft shadow where something `2 * half` wide touches the ground.
    pub(super) fn shadow(&mut self, cx: f32, half: f32) {
        self.shadow_at(cx, GROUND, half);
    }

    pub(super) fn shadow_at(&mut self, cx: f32, y: f32, half: f32) {
        self.ids += 1;
        let id = self.ids;
        put!(
            self.defs,
            r##"<radialGradient id="g{id}"><stop offset="0" stop-color="#1d1830" stop-opacity=".42"/><stop offset=".55" stop-color="#1d1830" stop-opacity=".22"/><stop offset="1" stop-color="#1d1830" stop-opacity="0"/></radialGradient>"##
        );
        self.oval(cx + 22.0, y + 2.0, half * 1.28, 20.0 + half * 0.1, format_args!("url(#g{id})"));
    }

    /// Shapes drawn together under an SVG `transform`.
    pub(super) fn moved(&mut self, transform: impl Display, draw: impl FnOnce(&mut Self)) {
        put!(self.body, r#"<g transform="{transform}">"#);
        draw(self);
        self.body.push_str("</g>");
    }

    /// Shapes of which only what lies inside `d` is seen.
    pub(super) fn inside(&mut self, d: impl Display, draw: impl FnOnce(&mut Self)) {
        self.ids += 1;
        let id = self.ids;
        put!(self.defs, r#"<clipPath id="g{id}"><path d="{d}"/></clipPath>"#);
        put!(self.body, r#"<g clip-path="url(#g{id})">"#);
        draw(self);
        self.body.push_str("</g>");
    }

    /// The drawing as an SVG document.
    pub(super) fn finish(self) -> String {
        let Self { body, defs, .. } = self;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1200" viewBox="0 0 1200 1200"><defs>{defs}</defs>{body}</svg>"#
        )
    }
}
