//! Pictures: drawn ones, and the widths that pages ask for.
