//! The migrations are built into the tests: a new one builds them anew.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
