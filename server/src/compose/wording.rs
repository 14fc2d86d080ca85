//! Hands what staff say of search to the index.

use std::sync::Arc;

use querylog::{Wording, WordingWatch};
use search::SearchIndex;
use sqlx::PgPool;

/// What staff say, as search takes it.
fn as_search(told: &Wording) -> search::Wording {
    let mut wording = search::Wording::default();
    for group in &told.synonyms {
        if group.also.is_empty() {
            wording.synonyms.add_group(&group.words);
        } else {
            wording.synonyms.add_one_way(&group.words, &group.also);
        }
    }
    for (query, products) in &told.pins {
        wording.pins.put(query, products);
    }
    wording
}

/// A watch that hands each new wording to an index.
pub(super) fn watch(postgres: PgPool, index: Arc<SearchIndex>) -> Arc<WordingWatch> {
    Arc::new(WordingWatch::new(postgres, move |told| index.set_wording(as_search(told))))
}
