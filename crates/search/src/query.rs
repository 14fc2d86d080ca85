//! From what was typed to what is looked for.

use crate::{
    columns::Damaged,
    schema::Scored,
    snapshot::{Place, Snapshot},
    synonyms::Synonyms,
    text::{Stemmer, Word, code, says_little, words},
};

/// Most things that one query asks for.
const MOST_CONCEPTS: usize = 24;

/// What a synonym counts, against the word itself.
const SYNONYM: f32 = 0.9;

/// The fields in which a word as such is looked for.
const WORD: [Scored; 7] = [
    Scored::Title,
    Scored::Brand,
    Scored::Kind,
    Scored::Category,
    Scored::Tags,
    Scored::Specs,
    Scored::Body,
];
/// The fields in which a word that may be two words elsewhere is looked for.
const JOINED: [Scored; 3] = [Scored::Pairs, Scored::LoosePairs, Scored::Codes];
/// The fields that name a product.
pub(crate) const NAMING: [Scored; 5] =
    [Scored::Title, Scored::Brand, Scored::Kind, Scored::Category, Scored::Tags];

/// One thing that is asked for, in all the ways in which a product may say it.
pub(crate) struct Concept {
    /// As it was written, folded.
    pub(crate) written: String,
    /// Where it stands in the index, and how much that counts against the word itself.
    pub(crate) places: Vec<(Place, f32)>,
    /// Whether a product has to have it to have all.
    pub(crate) required: bool,
}

/// What a query asks for.
pub(crate) struct Plan {
    pub(crate) concepts: Vec<Concept>,
    /// Neighbouring words, as one: found so, they count extra.
    pub(crate) phrases: Vec<Vec<Place>>,
    /// Products of which the whole query is a code.
    pub(crate) code: Vec<Place>,
}

/// Plans a query.
pub(crate) fn plan(
    snapshot: &Snapshot,
    stemmer: &mut Stemmer,
    synonyms: &Synonyms,
    query: &str,
) -> Result<Plan, Damaged> {
    let words = words(query);
    let mut planner = Planner { snapshot, stemmer, synonyms, concepts: Vec::new() };
    let mut at = 0;
    // Which concepts are single words that stand next to each other.
    let mut singles: Vec<(usize, usize)> = Vec::new();
    while at < words.len() && planner.concepts.len() < MOST_CONCEPTS {
        let bound = 1 + words[at + 1..].iter().take_while(|word| word.bound).count();
        let used = planner.bound(&words[at..at + bound])?;
        if used == 0 {
            singles.push((planner.concepts.len(), at));
            planner.word(&words[at])?;
            at += 1;
        } else {
            at += used;
        }
    }
    let mut phrases = Vec::new();
    for pair in singles.windows(2) {
        let [(left, first), (right, second)] = [pair[0], pair[1]];
        if second == first + 1 {
            phrases.extend(planner.neighbours(left, right, &words[first], &words[second])?);
        }
    }
    let mut concepts = planner.concepts;
    if concepts.iter().any(|concept| !says_little(&concept.written)) {
        for concept in &mut concepts {
            concept.required = !says_little(&concept.written);
        }
    }
    let code = match code(query) {
        Some(code) => snapshot.places(&code, &[Scored::Codes])?,
        None => Vec::new(),
    };
    Ok(Plan { concepts, phrases, code })
}

struct Planner<'a> {
    snapshot: &'a Snapshot,
    stemmer: &'a mut Stemmer,
    synonyms: &'a Synonyms,
    concepts: Vec<Concept>,
}

impl Planner<'_> {
    /// Bound words asked for as one, `usb-c` or `500 gb`, when the index or a merchant knows them so.
    /// Answers how many words that used.
    fn bound(&mut self, words: &[Word]) -> Result<usize, Damaged> {
        for length in (2..=words.len().min(4)).rev() {
            let joined: String = words[..length].iter().map(|word| word.text.as_str()).collect();
            let mut places = self.joined(&joined)?;
            let stem = self.stemmer.stem(&joined);
            places.extend(self.synonyms_of(&stem)?);
            if !places.is_empty() {
                self.concepts.push(Concept { written: joined, places, required: true });
                return Ok(length);
            }
        }
        Ok(0)
    }

    fn joined(&mut self, joined: &str) -> Result<Vec<(Place, f32)>, Damaged> {
        let stem = self.stemmer.stem(joined);
        let mut places = self.weighed(&stem, &JOINED, 1.0)?;
        places.extend(self.weighed(&stem, &WORD, 1.0)?);
        Ok(places)
    }

    fn word(&mut self, word: &Word) -> Result<(), Damaged> {
        let mut places = self.joined(&word.text)?;
        let stem = self.stemmer.stem(&word.text);
        places.extend(self.synonyms_of(&stem)?);
        self.concepts.push(Concept { written: word.text.clone(), places, required: true });
        Ok(())
    }

    /// Two words next to each other: a product that writes them as one has both; one that has them
    /// side by side too is a better match.
    fn neighbours(
        &mut self,
        left: usize,
        right: usize,
        first: &Word,
        second: &Word,
    ) -> Result<Option<Vec<Place>>, Damaged> {
        let joined = format!("{}{}", first.text, second.text);
        let stem = self.stemmer.stem(&joined);
        for concept in [left, right] {
            let places = self.weighed(&stem, &NAMING, 1.0)?;
            self.concepts[concept].places.extend(places);
            let places = self.synonyms_of(&stem)?;
            self.concepts[concept].places.extend(places);
        }
        let phrase = self.snapshot.places(&stem, &[Scored::Pairs])?;
        Ok((!phrase.is_empty()).then_some(phrase))
    }

    fn synonyms_of(&self, stem: &str) -> Result<Vec<(Place, f32)>, Damaged> {
        let mut places = Vec::new();
        for other in self.synonyms.of(stem) {
            places.extend(self.weighed(other, &WORD, SYNONYM)?);
            places.extend(self.weighed(other, &[Scored::Pairs], SYNONYM)?);
        }
        Ok(places)
    }

    fn weighed(
        &self,
        term: &str,
        fields: &[Scored],
        factor: f32,
    ) -> Result<Vec<(Place, f32)>, Damaged> {
        let places = self.snapshot.places(term, fields)?;
        Ok(places.into_iter().map(|place| (place, factor)).collect())
    }
}
