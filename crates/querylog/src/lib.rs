//! Counts of what is searched for.
