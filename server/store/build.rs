//! The migrations are embedded by a macro that Cargo does not see reading files: say when they change.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
