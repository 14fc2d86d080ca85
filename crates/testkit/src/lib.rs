//! A shop on real stores, for tests.
