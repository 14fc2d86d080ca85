//! Which products match, and how well: term by term over plain arrays, since facets and the exact
//! total need every match anyway.

use std::cell::RefCell;

use tantivy::{DocSet, TERMINATED, postings::Postings};

use crate::{
    columns::Damaged,
    query::Plan,
    schema::Scored,
    snapshot::{Place, Snapshot},
};

/// How soon more occurrences of a word stop counting.
const SATURATION: f32 = 1.2;
/// What neighbouring words found side by side count, against a word.
const PHRASE: f32 = 0.9;
/// What a named maker counts once more, as a share of a word, so that its own things come before
/// what fits them.
const MAKER: f32 = 0.6;
/// With fewer products than this that have all the words, those that have some follow.
pub(crate) const FEW: usize = 10;

/// A product that matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    pub(crate) document: u32,
    pub(crate) score: f32,
    /// 2 the code that was asked for, 1 all words, 0 some of them; what a merchant has put first
    /// counts down from [`u8::MAX`].
    pub(crate) tier: u8,
}

/// What matches.
#[derive(Default)]
pub(crate) struct Matches {
    /// By number of the document.
    pub(crate) found: Vec<Match>,
    /// How many have all words.
    pub(crate) complete: usize,
    /// Whether those that have some words are among them.
    pub(crate) partial: bool,
    /// In how many products each concept of the plan stands.
    pub(crate) frequencies: Vec<u32>,
}

#[derive(Default)]
struct Scratch {
    scores: Vec<f32>,
    masks: Vec<u32>,
    occurrences: Vec<f32>,
    touched: Vec<u32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Puts products among what was found, ordered by number of the document, whether or not they have
/// the words; with `first` before all others, in their order.
pub(crate) fn pin(found: &mut Vec<Match>, pinned: &[u32], first: bool) {
    for (tier, document) in (0..=u8::MAX).rev().zip(pinned) {
        let at = match found.binary_search_by_key(document, |one| one.document) {
            Ok(at) => at,
            Err(at) => {
                found.insert(at, Match { document: *document, score: 0.0, tier: 1 });
                at
            }
        };
        if first {
            found[at].tier = tier;
        }
    }
}

/// Every product, for a query without words.
pub(crate) fn everything(snapshot: &Snapshot) -> Matches {
    let found: Vec<Match> = snapshot
        .alive()
        .filter(|(segment, local)| segment.columns.listed(*local as usize))
        .map(|(segment, local)| Match { document: segment.base() + local, score: 1.0, tier: 1 })
        .collect();
    Matches { complete: found.len(), found, ..Matches::default() }
}

/// What matches a plan. `partial` says whether those that have only some words are wanted; none
/// leaves it to how many have all.
pub(crate) fn run(
    snapshot: &Snapshot,
    plan: &Plan,
    partial: Option<bool>,
) -> Result<Matches, Damaged> {
    SCRATCH.with_borrow_mut(|scratch| scratch.run(snapshot, plan, partial))
}

impl Scratch {
    fn run(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        partial: Option<bool>,
    ) -> Result<Matches, Damaged> {
        let documents = snapshot.documents as usize;
        for numbers in [&mut self.scores, &mut self.occurrences] {
            numbers.clear();
            numbers.resize(documents, 0.0);
        }
        self.masks.clear();
        self.masks.resize(documents, 0);
        let mut required = 0_u32;
        let mut frequencies = Vec::with_capacity(plan.concepts.len());
        for (number, concept) in plan.concepts.iter().enumerate() {
            let bit = 1_u32 << number;
            if concept.required {
                required |= bit;
            }
            for (place, factor) in &concept.places {
                self.occur(snapshot, place, *factor)?;
            }
            let weight = if concept.required { 1.0 } else { 0.2 };
            frequencies.push(self.weigh(snapshot, bit, weight));
        }
        for concept in plan.concepts.iter().filter(|concept| concept.required) {
            let makers = concept.places.iter().filter(|(place, _)| place.field == Scored::Brand);
            for (place, factor) in makers {
                self.occur(snapshot, place, *factor)?;
            }
            self.weigh(snapshot, 0, MAKER);
        }
        for phrase in &plan.phrases {
            for place in phrase {
                self.occur(snapshot, place, 1.0)?;
            }
            self.weigh(snapshot, 0, PHRASE);
        }
        const CODE: u32 = 1 << 31;
        for place in &plan.code {
            self.occur(snapshot, place, 1.0)?;
        }
        self.weigh(snapshot, CODE, 1.0);
        Ok(self.collect(snapshot, required, partial, CODE, frequencies))
    }

    /// Adds what a term's occurrences count.
    fn occur(&mut self, snapshot: &Snapshot, place: &Place, factor: f32) -> Result<(), Damaged> {
        let segment = &snapshot.segments[place.segment];
        let counts = snapshot.counts(place.field);
        let mut postings = segment.postings(place.field, &place.info)?;
        let mut local = postings.doc();
        while local != TERMINATED {
            let document = segment.base() + local;
            let slot = &mut self.occurrences[document as usize];
            if *slot == 0.0 {
                self.touched.push(document);
            }
            let count = counts[usize::from(segment.length_id(place.field, local))];
            *slot += factor * count * postings.term_freq() as f32;
            local = postings.advance();
        }
        Ok(())
    }

    /// Turns what was added up for one concept into score; answers how many products have it.
    fn weigh(&mut self, snapshot: &Snapshot, bit: u32, weight: f32) -> u32 {
        let occurrences = &mut self.occurrences;
        self.touched.retain(|document| {
            let kept = snapshot.is_listed(*document);
            if !kept {
                occurrences[*document as usize] = 0.0;
            }
            kept
        });
        let all = snapshot.products as f32;
        let holding = self.touched.len() as f32;
        let rarity = (1.0 + (all - holding + 0.5).max(0.0) / (holding + 0.5)).ln();
        for document in self.touched.drain(..) {
            let at = document as usize;
            let counted = std::mem::take(&mut occurrences[at]);
            self.scores[at] +=
                weight * rarity * counted * (1.0 + SATURATION) / (counted + SATURATION);
            self.masks[at] |= bit;
        }
        holding as u32
    }

    fn collect(
        &self,
        snapshot: &Snapshot,
        required: u32,
        partial: Option<bool>,
        code: u32,
        frequencies: Vec<u32>,
    ) -> Matches {
        let has_all =
            |mask: u32| mask & code != 0 || (required != 0 && mask & required == required);
        let complete = self.masks.iter().filter(|mask| has_all(**mask)).count();
        let several = required.count_ones() > 1;
        let partial = several && partial.unwrap_or(complete < FEW);
        let mut found = Vec::with_capacity(complete);
        for (document, mask) in self.masks.iter().enumerate() {
            let all = has_all(*mask);
            if all || (partial && mask & required != 0) {
                let tier = if mask & code != 0 { 2 } else { u8::from(all) };
                found.push(Match { document: document as u32, score: self.scores[document], tier });
            }
        }
        let partial = found.len() > complete;
        debug_assert!(found.len() <= snapshot.documents as usize);
        Matches { found, complete, partial, frequencies }
    }
}
