//! Rebuilds the crate when a file of texts is added, changed or removed: `include_dir!` does not tell cargo.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=texts");
}
