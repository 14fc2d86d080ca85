//! Units of measure, each by one name.

/// The one name of a unit that is spelt out, wherever it stands: `gigabytes` is `gb`.
pub(crate) fn spelt_out(word: &str) -> Option<&'static str> {
    Some(match word {
        "inches" => "inch",
        "kilobyte" | "kilobytes" => "kb",
        "megabyte" | "megabytes" | "mbyte" | "mbytes" => "mb",
        "gigabyte" | "gigabytes" | "gbyte" | "gbytes" => "gb",
        "terabyte" | "terabytes" | "tbyte" | "tbytes" => "tb",
        "millimeter" | "millimeters" | "millimetre" | "millimetres" => "mm",
        "centimeter" | "centimeters" | "centimetre" | "centimetres" => "cm",
        "meters" | "metre" | "metres" => "meter",
        "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" => "kg",
        "gram" | "grams" | "gramme" | "grammes" => "g",
        "liters" | "litre" | "litres" => "liter",
        "milliliter" | "milliliters" | "millilitre" | "millilitres" => "ml",
        "watts" => "watt",
        "volts" => "volt",
        "hertz" => "hz",
        "megahertz" => "mhz",
        "gigahertz" => "ghz",
        "megapixel" | "megapixels" | "mpix" => "mp",
        _ => return None,
    })
}

/// The one name of a unit that follows a number, where short forms are plain too: in `15.6in` the
/// `in` is an inch.
pub(crate) fn after_number(word: &str) -> Option<&'static str> {
    spelt_out(word).or_else(|| {
        Some(match word {
            "in" | "inch" => "inch",
            "m" | "meter" => "meter",
            "l" | "liter" => "liter",
            "w" | "watt" => "watt",
            "v" | "volt" => "volt",
            "kb" => "kb",
            "mb" => "mb",
            "gb" => "gb",
            "tb" => "tb",
            "mm" => "mm",
            "cm" => "cm",
            "kg" | "kgs" => "kg",
            "g" => "g",
            "ml" => "ml",
            "mah" => "mah",
            "hz" => "hz",
            "mhz" => "mhz",
            "ghz" => "ghz",
            "mp" => "mp",
            "dpi" => "dpi",
            "rpm" => "rpm",
            "ppm" => "ppm",
            "lm" | "lumen" | "lumens" => "lumen",
            "db" => "db",
            "mbps" => "mbps",
            "gbps" => "gbps",
            _ => return None,
        })
    })
}
