//! Seals and judges whole files through the public interface.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests: a failure is a failed test")]

mod golden;
mod pki;
mod sample;

mod lopdf_files;
mod sealing;
mod tampering;
mod vectors;
