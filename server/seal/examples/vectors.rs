//! Writes `tests/vectors` anew: `cargo run -p wathiq-seal --example vectors`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a tool of the tests: a failure stops it")]
#![allow(dead_code, reason = "the modules are shared with the tests, which use more of them")]

use std::path::Path;

#[path = "../tests/it/golden.rs"]
mod golden;
#[path = "../tests/it/pki.rs"]
mod pki;
#[path = "../tests/it/sample.rs"]
mod sample;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in golden::files() {
        std::fs::write(folder.join(name), &bytes).unwrap();
        println!("{name}: {} bytes", bytes.len());
    }
}
