//! The program itself, as a process of its own.

mod books;
mod pages;
mod support;
