//! What the boot script calls once the module is loaded.
#![allow(unsafe_code, reason = "wasm_bindgen expands to it")]

// The islands are found by name at run time; naming the crate links them in.
use app as _;

/// Makes the module ready to hydrate islands.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
