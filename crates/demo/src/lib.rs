//! The demo catalogue, written from a seed.
