//! What the file of a kind says about one product, before the shop's own numbers are added.

use pictures::draw::Subject;

use crate::{fitting::fits, phrases::Voice};

/// What all products of a kind have in common.
pub(crate) struct Kind {
    /// Three letters that begin its SKUs.
    pub(crate) code: &'static str,
    /// Slug of its category.
    pub(crate) category: &'static str,
    pub(crate) subject: Subject,
    /// Words that people use for it.
    pub(crate) tags: &'static [&'static str],
    /// What its buyers say.
    pub(crate) voice: Voice,
}

/// One thing that can be bought.
pub(crate) struct Choice {
    pub(crate) options: Vec<String>,
    /// Cents.
    pub(crate) price: i64,
    pub(crate) grams: Option<u32>,
    /// The colour to draw it in.
    pub(crate) colour: &'static str,
}

/// One product.
pub(crate) struct Sheet {
    pub(crate) kind: &'static Kind,
    pub(crate) maker: &'static str,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) points: Vec<String>,
    pub(crate) specs: Vec<(&'static str, String)>,
    pub(crate) also: Vec<&'static str>,
    pub(crate) tags: Vec<String>,
    pub(crate) axes: Vec<&'static str>,
    pub(crate) choices: Vec<Choice>,
    pub(crate) accent: &'static str,
    pub(crate) tax_class: &'static str,
    /// Months that one payment covers, for a subscription.
    pub(crate) months: Option<u8>,
}

impl Sheet {
    /// A product at a price in cents. `note` is its own text: the summary, a bar, and how the
    /// description begins.
    pub(crate) fn new(kind: &'static Kind, maker: &'static str, title: String, note: &str) -> Self {
        let (summary, opening) = note.split_once('|').unwrap_or((note, ""));
        let paragraphs =
            if opening.is_empty() { Vec::new() } else { vec![opening.trim().to_owned()] };
        Self {
            kind,
            maker,
            title,
            summary: summary.trim().to_owned(),
            paragraphs,
            points: Vec::new(),
            specs: Vec::new(),
            also: Vec::new(),
            tags: kind.tags.iter().map(|&tag| tag.to_owned()).collect(),
            axes: Vec::new(),
            choices: Vec::new(),
            accent: "saffron",
            tax_class: "standard",
            months: None,
        }
    }

    /// Title and specification as one text, to check phrases against.
    pub(crate) fn facts(&self) -> String {
        let mut facts = self.title.clone();
        for (name, value) in &self.specs {
            facts.push_str(&format!("; {name}: {value}"));
        }
        facts
    }

    /// Adds a line to the specification.
    pub(crate) fn spec(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.specs.push((name, value.into()));
        self
    }

    /// Adds a paragraph to the description.
    pub(crate) fn para(mut self, text: impl Into<String>) -> Self {
        self.paragraphs.push(text.into());
        self
    }

    /// Adds a point to the list that ends the description.
    pub(crate) fn point(mut self, text: impl Into<String>) -> Self {
        self.points.push(text.into());
        self
    }

    /// Another category that it belongs to.
    pub(crate) fn also(mut self, category: &'static str) -> Self {
        self.also.push(category);
        self
    }

    pub(crate) fn accent(mut self, colour: &'static str) -> Self {
        self.accent = colour;
        self
    }

    /// Sold in one form only.
    pub(crate) fn single(mut self, price: i64, grams: u32, colour: &'static str) -> Self {
        self.choices = vec![Choice { options: Vec::new(), price, grams: Some(grams), colour }];
        self
    }

    /// One variant a colour; of a single colour, one variant without a choice.
    pub(crate) fn colours(mut self, price: i64, grams: u32, colours: &[&'static str]) -> Self {
        if let [colour] = colours {
            return self.spec("Colour", capitalised(colour)).single(price, grams, colour);
        }
        self.axes = vec!["Colour"];
        self.choices = colours
            .iter()
            .map(|&colour| Choice {
                options: vec![capitalised(colour)],
                price,
                grams: Some(grams),
                colour,
            })
            .collect();
        self
    }

    /// One variant for each colour and size.
    pub(crate) fn colours_and_sizes(
        mut self,
        price: i64,
        grams: u32,
        colours: &[&'static str],
        sizes: &[&str],
    ) -> Self {
        self.axes = vec!["Colour", "Size"];
        for &colour in colours {
            for (step, size) in sizes.iter().enumerate() {
                self.choices.push(Choice {
                    options: vec![capitalised(colour), (*size).to_owned()],
                    price,
                    grams: Some(grams + grams * step as u32 / 20),
                    colour,
                });
            }
        }
        self
    }

    /// One variant for each value of an axis: value, price in cents, grams.
    pub(crate) fn sized(
        mut self,
        axis: &'static str,
        colour: &'static str,
        values: &[(&str, i64, u32)],
    ) -> Self {
        self.axes = vec![axis];
        self.choices = values
            .iter()
            .map(|&(value, price, grams)| Choice {
                options: vec![value.to_owned()],
                price,
                grams: Some(grams),
                colour,
            })
            .collect();
        self
    }
}

/// The words with a capital at the front: `bottle green` is `Bottle green`.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The `turn`th entry, beginning again after the last: spreads phrases evenly over a kind.
pub(crate) fn turn<'a>(from: &[&'a str], turn: usize) -> &'a str {
    from[turn % from.len()]
}

/// A product in one line, for kinds whose specification is the same list for each: maker, title,
/// price in cents, grams, colours, accent, values of the specification (empty: leave it out), note.
pub(crate) type Plain = (
    &'static str,
    &'static str,
    i64,
    u32,
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
    &'static str,
);

/// Sheets of plain rows. `names` are those of the specification; each of `banks` adds one
/// paragraph. With `sizes` there is a variant for each colour and size.
pub(crate) fn plain(
    kind: &'static Kind,
    rows: &[Plain],
    names: &[&'static str],
    banks: &[&[&str]],
    sizes: &[&str],
) -> Vec<Sheet> {
    rows.iter()
        .enumerate()
        .map(|(index, &(maker, title, price, grams, colours, accent, values, note))| {
            assert_eq!(names.len(), values.len(), "specification of {title}");
            let mut sheet = Sheet::new(kind, maker, title.to_owned(), note).accent(accent);
            for (&name, &value) in names.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
                sheet = sheet.spec(name, value);
            }
            let facts = sheet.facts();
            for (step, bank) in banks.iter().enumerate() {
                // Banks of equal length would otherwise always meet in the same pairs.
                let first = index + step * (index / bank.len() + 1);
                let fitting = (first..first + bank.len())
                    .map(|place| turn(bank, place))
                    .find(|phrase| fits(kind.code, phrase, &facts));
                if let Some(phrase) = fitting {
                    sheet = sheet.para(phrase);
                }
            }
            if !kind.voice.thing {
                // What is read, drunk or installed has a colour only in its picture.
                sheet.single(price, grams, colours[0])
            } else if sizes.is_empty() {
                sheet.colours(price, grams, colours)
            } else {
                sheet.colours_and_sizes(price, grams, colours, sizes)
            }
        })
        .collect()
}
