//! Colours, mixed in OKLCH so that every hue gets tones of the same lightness.

/// A colour by lightness (0 to 1), chroma (0 to about 0.3) and hue (degrees).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    lightness: f32,
    chroma: f32,
    hue: f32,
}

impl Paint {
    /// A colour by its OKLCH values.
    #[must_use]
    pub const fn new(lightness: f32, chroma: f32, hue: f32) -> Self {
        Self { lightness, chroma, hue }
    }

    /// The colour that shoppers know by this name; a soft grey-blue for names that it does not know.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let (lightness, chroma, hue) = match name.to_ascii_lowercase().as_str() {
            "black" | "matt black" | "charcoal black" => (0.28, 0.01, 270.0),
            "charcoal" | "graphite" | "anthracite" => (0.39, 0.015, 260.0),
            "slate" => (0.50, 0.03, 245.0),
            "grey" | "grey marl" | "pewter" => (0.70, 0.01, 260.0),
            "silver" | "steel" | "stainless steel" => (0.82, 0.008, 250.0),
            "white" | "chalk" => (0.965, 0.006, 90.0),
            "cream" | "ecru" | "oat" | "natural" => (0.92, 0.035, 85.0),
            "sand" | "stone" | "linen" => (0.84, 0.045, 80.0),
            "camel" | "tan" | "oak" => (0.70, 0.09, 70.0),
            "walnut" | "brown" | "chestnut" => (0.45, 0.075, 55.0),
            "navy" | "ink" => (0.34, 0.085, 262.0),
            "blue" | "cobalt" => (0.52, 0.17, 260.0),
            "sky" | "pale blue" => (0.80, 0.07, 235.0),
            "teal" | "petrol" => (0.50, 0.085, 205.0),
            "sea green" | "mint" => (0.80, 0.08, 170.0),
            "green" | "forest" | "bottle green" => (0.42, 0.09, 155.0),
            "sage" => (0.73, 0.05, 140.0),
            "olive" | "moss" => (0.52, 0.085, 118.0),
            "lime" => (0.84, 0.18, 122.0),
            "mustard" | "ochre" => (0.76, 0.145, 82.0),
            "yellow" => (0.88, 0.165, 95.0),
            "orange" | "saffron" => (0.73, 0.165, 58.0),
            "terracotta" | "rust" | "clay" => (0.60, 0.13, 42.0),
            "coral" => (0.72, 0.145, 30.0),
            "red" | "tomato" => (0.57, 0.195, 27.0),
            "burgundy" | "wine" | "plum" => (0.38, 0.105, 10.0),
            "rose" | "blush" | "pink" => (0.80, 0.085, 10.0),
            "lilac" | "lavender" => (0.76, 0.085, 300.0),
            "aubergine" | "purple" => (0.42, 0.12, 310.0),
            "copper" => (0.66, 0.11, 50.0),
            "brass" | "gold" => (0.78, 0.11, 85.0),
            _ => (0.66, 0.06, 240.0),
        };
        Self { lightness, chroma, hue }
    }

    /// The same colour, lighter by `by` (darker below zero).
    #[must_use]
    pub fn lit(self, by: f32) -> Self {
        Self { lightness: (self.lightness + by).clamp(0.12, 0.99), ..self }
    }

    /// The same colour with `times` its chroma.
    #[must_use]
    pub fn vivid(self, times: f32) -> Self {
        Self { chroma: self.chroma * times, ..self }
    }

    /// Lightness, 0 to 1.
    #[must_use]
    pub const fn lightness(self) -> f32 {
        self.lightness
    }

    /// Hue in degrees, or none for a colour too grey to have one.
    #[must_use]
    pub fn hue(self) -> Option<f32> {
        (self.chroma > 0.03).then_some(self.hue)
    }

    fn rgb(self) -> [u8; 3] {
        let (sin, cos) = self.hue.to_radians().sin_cos();
        let (a, b) = (self.chroma * cos, self.chroma * sin);
        // The inverse of Björn Ottosson's OKLab, then the sRGB transfer curve.
        let l = (self.lightness + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
        let m = (self.lightness - 0.105_561_346 * a - 0.063_854_17 * b).powi(3);
        let s = (self.lightness - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
        [
            4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
            -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
            -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
        ]
        .map(|linear| {
            let linear = linear.clamp(0.0, 1.0);
            let curved = if linear <= 0.003_130_8 {
                linear * 12.92
            } else {
                1.055 * linear.powf(1.0 / 2.4) - 0.055
            };
            (curved * 255.0).round() as u8
        })
    }
}

/// As SVG reads it: `#rrggbb`.
impl std::fmt::Display for Paint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.rgb();
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}
