//! From a product to the document that stands for it in the index.

use storefront::product::Product;
use tantivy::{
    TantivyDocument,
    schema::Field,
    tokenizer::{PreTokenizedString, Token},
};

use crate::{
    schema::{Fields, SCORED, Scored},
    text::{Stemmer, Word, code, words},
};

/// Longest word pair, in bytes.
const LONGEST_PAIR: usize = 40;
/// Most words of a description that are looked at.
const MOST_BODY_WORDS: usize = 2_000;

/// Makes documents. Keep one to a thread: it remembers stems.
#[derive(Default)]
pub(crate) struct DocumentMaker {
    stemmer: Stemmer,
    terms: [Vec<String>; SCORED],
    written: Vec<String>,
}

impl DocumentMaker {
    /// The document of a product and `stored`, the product's bytes.
    pub(crate) fn document(
        &mut self,
        fields: &Fields,
        product: &Product,
        stored: &[u8],
    ) -> TantivyDocument {
        self.text(Scored::Title, &product.title, true);
        self.text(Scored::Brand, &product.brand, false);
        for spec in &product.specs {
            if names_kind(&spec.name) {
                self.text(Scored::Kind, &spec.value, true);
            }
            if names_code(&spec.name) {
                self.code(&spec.value);
            }
            self.text(Scored::Specs, &spec.value, false);
        }
        let leaf = product.breadcrumbs.last();
        if let Some(leaf) = leaf {
            self.text(Scored::Kind, &leaf.name, true);
        }
        for category in product.categories.iter().filter(|category| Some(*category) != leaf) {
            self.text(Scored::Category, &category.name, true);
        }
        for tag in &product.tags {
            self.text(Scored::Tags, tag, true);
        }
        for choice in product.variants.iter().flat_map(|variant| &variant.options) {
            self.text(Scored::Specs, &choice.value, false);
        }
        self.text(Scored::Body, &product.summary, false);
        self.text(Scored::Body, &plain(&product.description_html), false);
        for feature in product.subscription.iter().flat_map(|plan| &plan.features) {
            self.text(Scored::Body, feature, false);
        }
        self.terms[Scored::Body as usize].truncate(MOST_BODY_WORDS);
        for variant in &product.variants {
            self.code(variant.sku.as_str());
            for barcode in &variant.barcodes {
                self.code(barcode);
            }
        }
        if let Some(id) = &product.external_id {
            self.code(id);
        }

        let mut document = TantivyDocument::default();
        document.add_text(fields.id, product.id.as_str());
        document.add_text(fields.slug, product.slug.as_str());
        document.add_bytes(fields.product, stored);
        for (field, terms) in fields.scored.into_iter().zip(&mut self.terms) {
            add_terms(&mut document, field, terms.drain(..));
        }
        self.written.sort_unstable();
        self.written.dedup();
        add_terms(&mut document, fields.written, self.written.drain(..));
        document
    }

    /// Adds a text's terms to its field; `close` for the short texts that name the product, of
    /// which every neighbouring pair is kept.
    fn text(&mut self, field: Scored, text: &str, close: bool) {
        let words = words(text);
        let pairs = if close { Scored::Pairs } else { Scored::LoosePairs };
        for (at, word) in words.iter().enumerate() {
            let stem = self.stemmer.stem(&word.text);
            self.terms[field as usize].push(stem);
            if close || field == Scored::Brand {
                self.written.push(word.text.clone());
            }
            if at > 0 && (close || word.bound) {
                self.joined(pairs, &words[at - 1..=at]);
            }
            // `8-in-1` is also looked for as `8in1`.
            let begins = !word.bound;
            let chunk =
                words[at..].iter().enumerate().take_while(|(i, word)| *i == 0 || word.bound);
            let length = chunk.count();
            if begins && (3..=4).contains(&length) {
                self.joined(pairs, &words[at..at + length]);
            }
        }
    }

    fn joined(&mut self, field: Scored, words: &[Word]) {
        let joined: String = words.iter().map(|word| word.text.as_str()).collect();
        if joined.len() <= LONGEST_PAIR {
            let stem = self.stemmer.stem(&joined);
            self.terms[field as usize].push(stem);
        }
    }

    fn code(&mut self, text: &str) {
        self.terms[Scored::Codes as usize].extend(code(text));
    }
}

/// Whether a spec of this name says what kind of thing the product is.
fn names_kind(name: &str) -> bool {
    ["type", "product type", "kind", "device type"]
        .iter()
        .any(|kind| name.trim().eq_ignore_ascii_case(kind))
}

/// Whether a spec of this name is a number that makers or shops give.
fn names_code(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["code", "model", "part number", "mpn", "sku", "ean", "gtin", "upc", "isbn", "article number"]
        .iter()
        .any(|kind| name.contains(kind))
}

fn add_terms(document: &mut TantivyDocument, field: Field, terms: impl Iterator<Item = String>) {
    let tokens: Vec<Token> = terms
        .enumerate()
        .map(|(position, text)| Token { position, text, ..Token::default() })
        .collect();
    if !tokens.is_empty() {
        document.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
    }
}

/// The text of sanitised HTML: tags become spaces, the usual entities their characters.
fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            _ if inside => {}
            other => text.push(other),
        }
    }
    for (entity, character) in [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        if text.contains(entity) {
            text = text.replace(entity, character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_not_searched() {
        assert_eq!(plain("<p class=\"lead\">Fish &amp; chips</p>").trim(), "Fish & chips");
    }
}
