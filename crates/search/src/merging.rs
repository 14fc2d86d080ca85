//! Which segments of the index are merged.

use tantivy::{
    index::SegmentMeta,
    indexer::{LogMergePolicy, MergeCandidate, MergePolicy},
};

/// Segments of more documents are merged with no others. What a snapshot keeps of a merged segment is
/// read while it has that of those merged: as one segment, a large catalogue would be in memory twice.
const LARGEST: u32 = 20_000;
/// How much of a segment may be documents that are gone: they are kept in memory with the others.
const GONE: f32 = 0.3;

/// Small segments by their size; large ones alone, to be rid of what is gone.
#[derive(Debug)]
pub(crate) struct Merging {
    small: LogMergePolicy,
    largest: u32,
}

impl Default for Merging {
    fn default() -> Self {
        Self::up_to(LARGEST)
    }
}

impl Merging {
    fn up_to(largest: u32) -> Self {
        let mut small = LogMergePolicy::default();
        small.set_min_num_segments(4);
        small.set_max_docs_before_merge(largest as usize);
        small.set_del_docs_ratio_before_merge(GONE);
        Self { small, largest }
    }
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let mut merged = self.small.compute_merge_candidates(segments);
        let large = segments.iter().filter(|segment| segment.num_docs() > self.largest);
        let worn = large
            .filter(|segment| segment.num_deleted_docs() as f32 > GONE * segment.max_doc() as f32);
        merged.extend(worn.map(|segment| MergeCandidate(vec![segment.id()])));
        merged
    }
}

#[cfg(test)]
mod tests {
    use tantivy::{
        Index, IndexWriter, Term, doc,
        merge_policy::NoMergePolicy,
        schema::{STRING, Schema},
    };

    use super::*;

    /// Segments of so many documents, of which so many are gone.
    fn segments(sizes: &[(usize, usize)]) -> Vec<SegmentMeta> {
        let mut schema = Schema::builder();
        let id = schema.add_text_field("id", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter =
            index.writer_with_num_threads(1, 15_000_000).expect("a writer");
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for (segment, (documents, _)) in sizes.iter().enumerate() {
            for document in 0..*documents {
                writer.add_document(doc!(id => format!("{segment}-{document}"))).expect("added");
            }
            writer.commit().expect("a segment");
        }
        for (segment, (_, gone)) in sizes.iter().enumerate() {
            for document in 0..*gone {
                writer.delete_term(Term::from_field_text(id, &format!("{segment}-{document}")));
            }
        }
        writer.commit().expect("without what is gone");
        let mut metas = index.searchable_segment_metas().expect("readable");
        metas.sort_by_key(SegmentMeta::max_doc);
        metas
    }

    fn merged(segments: &[SegmentMeta]) -> Vec<Vec<u32>> {
        let candidates = Merging::up_to(10).compute_merge_candidates(segments);
        let size =
            |id| segments.iter().find(|segment| segment.id() == id).map(SegmentMeta::max_doc);
        candidates
            .into_iter()
            .map(|candidate| {
                let mut sizes: Vec<_> = candidate.0.into_iter().filter_map(size).collect();
                sizes.sort_unstable();
                sizes
            })
            .collect()
    }

    #[test]
    fn small_segments_are_merged_and_large_ones_are_left() {
        let nothing: [Vec<u32>; 0] = [];
        assert_eq!(merged(&segments(&[(7, 0), (8, 0), (9, 0), (30, 0)])), nothing);
        assert_eq!(
            merged(&segments(&[
                (7, 0),
                (8, 0),
                (9, 0),
                (10, 0),
                (30, 0),
                (31, 0),
                (32, 0),
                (33, 0)
            ])),
            [[7, 8, 9, 10]]
        );
    }

    #[test]
    fn a_large_segment_is_rid_of_what_is_gone() {
        assert_eq!(merged(&segments(&[(30, 9), (31, 10), (40, 0)])), [[31]]);
    }
}
