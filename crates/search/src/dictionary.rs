//! The texts that filters speak of, each by a number.

use rustc_hash::FxHashMap;

/// Texts in the order in which they were first seen.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    numbers: FxHashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Texts {
    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    pub(crate) fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    fn intern(&mut self, text: &str) -> u32 {
        if let Some(number) = self.number(text) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(text.into(), number);
        self.texts.push(text.into());
        number
    }
}

/// Every brand, category, and spec value of an index. Only grows; a rebuilt index begins anew.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    pub(crate) brands: Texts,
    /// Slugs.
    pub(crate) categories: Texts,
    /// What each category is called.
    category_names: Vec<String>,
    pub(crate) spec_names: Texts,
    /// The number of the name and the value, for each value of each spec.
    values: Vec<(u32, Box<str>)>,
    value_numbers: FxHashMap<(u32, Box<str>), u32>,
}

impl Dictionary {
    pub(crate) fn brand(&mut self, brand: &str) -> u32 {
        self.brands.intern(brand)
    }

    pub(crate) fn category(&mut self, slug: &str, name: &str) -> u32 {
        let number = self.categories.intern(slug);
        match self.category_names.get_mut(number as usize) {
            Some(known) if known != name => name.clone_into(known),
            Some(_) => {}
            None => self.category_names.push(name.to_owned()),
        }
        number
    }

    pub(crate) fn category_name(&self, number: u32) -> &str {
        self.category_names.get(number as usize).map_or("", String::as_str)
    }

    pub(crate) fn value(&mut self, name: &str, value: &str) -> u32 {
        let name = self.spec_names.intern(name);
        let key = (name, value.into());
        if let Some(number) = self.value_numbers.get(&key) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(key.clone());
        self.value_numbers.insert(key, number);
        number
    }

    /// The number of a value of a spec, if any product has it.
    pub(crate) fn value_number(&self, name: &str, value: &str) -> Option<u32> {
        let name = self.spec_names.number(name)?;
        self.value_numbers.get(&(name, value.into())).copied()
    }

    /// The number of the spec's name, and the value.
    pub(crate) fn value_text(&self, number: u32) -> (u32, &str) {
        self.values.get(number as usize).map_or((0, ""), |(name, value)| (*name, value))
    }

    /// The number of the name of the spec that a value belongs to.
    pub(crate) fn name_of(&self, value: u32) -> u32 {
        self.values.get(value as usize).map_or(0, |(name, _)| *name)
    }

    pub(crate) fn values(&self) -> usize {
        self.values.len()
    }
}
