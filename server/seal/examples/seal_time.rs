//! Measures: `cargo run --release -p wathiq-seal --example seal_time [documents] [bytes of a document]`.
#![expect(clippy::unwrap_used, reason = "a tool: a failure stops it")]
#![allow(dead_code, reason = "the modules are shared with the tests, which use more of them")]

use std::time::Instant;

use wathiq_seal::credential::StatusRef;
use wathiq_seal::pades::CONTENTS_SIZE;
use wathiq_seal::{Credential, SealOptions, seal_pdf, verify_pdf};

#[path = "../tests/it/pki.rs"]
mod pki;
#[path = "../tests/it/sample.rs"]
mod sample;

/// A file of about so many bytes, like one with fonts in it.
fn pdf_of_size(bytes: usize) -> Vec<u8> {
    let mut objects = sample::objects();
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(bytes)
    .collect();
    objects.push(sample::stream("", &noise));
    sample::assemble(&objects)
}

fn measure(what: &str, documents: u32, mut work: impl FnMut()) {
    let start = Instant::now();
    for _ in 0..documents {
        work();
    }
    println!("{what}: {:.0} µs a document", start.elapsed().as_secs_f64() * 1e6 / f64::from(documents));
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let documents = arguments.next().map_or(500, |text| text.parse().unwrap());
    let size = arguments.next().map_or(60_000, |text| text.parse().unwrap());
    let pdf = pdf_of_size(size);
    let (root, leaf, key) = (pki::authority(), pki::certificate(), pki::signer(1));
    let options = SealOptions { contents_size: CONTENTS_SIZE, ..pki::options() };
    let sealed = seal_pdf(&pdf, &options, &key, &leaf, &[&root]).unwrap();
    println!("{} bytes before, {} after sealing", pdf.len(), sealed.len());
    measure("seal", documents, || {
        drop(seal_pdf(&pdf, &options, &key, &leaf, &[&root]).unwrap());
    });
    measure("verify", documents, || {
        drop(verify_pdf(&sealed, &[&root]).unwrap());
    });
    let credential = Credential {
        tenant: "MA.01.511.01.0".to_owned(),
        issued_at: options.signed_at,
        expires_at: None,
        status: StatusRef { list: 2026, index: 41_207 },
        kind: 1,
        act_reference: "01/129/1982".to_owned(),
        family_name: "EXEMPLE · نموذج".to_owned(),
        given_name: "Specimen · عينة".to_owned(),
        birth_date: "1982-03-12".to_owned(),
        nonce: [0x5A; 16],
        data_digest: None,
    };
    measure("credential", documents, || {
        drop(credential.seal(&key).unwrap());
    });
}
