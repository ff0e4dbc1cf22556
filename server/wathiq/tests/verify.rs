//! The command line judges documents without the server: each way of not being genuine has its own words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests fail by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use wathiq_seal::credential::{self, Credential, StatusRef};
use wathiq_seal::{SoftSigner, UnixTime, base43};

/// What `wathiq demo --once` leaves: made once for all tests of this file.
struct Paper {
    folder: tempfile::TempDir,
    address: String,
}

static PAPER: LazyLock<Paper> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap().to_owned();
    let done = Command::new(env!("CARGO_BIN_EXE_wathiq")).args(["demo", "--once", "--out", &out]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let printed = String::from_utf8(done.stdout).unwrap();
    let steps = ["prepare", "order", "approve", "seal", "deliver", "verify"];
    for step in steps {
        assert!(printed.lines().any(|line| line.starts_with(step)), "a line for {step}: {printed}");
    }
    Paper { folder, address: printed.lines().last().unwrap().to_owned() }
});

fn file(name: &str) -> PathBuf {
    PAPER.folder.path().join(name)
}

/// Exit code, and the answer.
fn verify(arguments: &[&str]) -> (i32, Value) {
    let (root, trust, status) = (file("root.pem"), file("trust.cwt"), file("status.cwt"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_wathiq"));
    command.args(["verify", "--json", "--root"]).arg(root).arg("--trust").arg(trust).arg("--status").arg(status);
    let out = command.args(arguments).output().unwrap();
    let answer = serde_json::from_slice(&out.stdout).unwrap_or(Value::Null);
    (out.status.code().unwrap(), answer)
}

fn verdict(arguments: &[&str]) -> (i32, String) {
    let (code, answer) = verify(arguments);
    (code, answer["verdict"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_document_just_made_is_genuine_with_its_facts() {
    let (code, answer) = verify(&[file("extract.pdf").to_str().unwrap()]);
    assert_eq!((code, answer["verdict"].as_str()), (0, Some("genuine")));
    assert_eq!(answer["facts"]["act"], "129/1982");
    let (code, answer) = verify(&["--code", &PAPER.address]);
    assert_eq!((code, answer["verdict"].as_str()), (0, Some("genuine")));
    assert_eq!(answer["facts"]["family name"], "EXEMPLE · نموذج");
}

#[test]
fn one_byte_changed_in_the_pdf() {
    let mut bytes = std::fs::read(file("extract.pdf")).unwrap();
    let place = bytes.len() / 2;
    bytes[place] ^= 1;
    let altered = file("altered.pdf");
    std::fs::write(&altered, bytes).unwrap();
    assert_eq!(verdict(&[altered.to_str().unwrap()]), (3, "altered".to_owned()));
}

#[test]
fn a_code_of_another_issuer() {
    let foreign = SoftSigner::from_secret([99; 32]).unwrap();
    let credential = Credential {
        tenant: "MA.01.511.01.0".to_owned(),
        issued_at: UnixTime::from_seconds(1_795_341_600).unwrap(),
        expires_at: None,
        status: StatusRef { list: 202_600, index: 1 },
        kind: 1,
        act_reference: "01/129/1982".to_owned(),
        family_name: "EXEMPLE · نموذج".to_owned(),
        given_name: "Fatima · فاطمة".to_owned(),
        birth_date: "1982-03-12".to_owned(),
        nonce: [5; 16],
        data_digest: None,
    };
    let address = credential::to_url("HTTP://127.0.0.1:8080/V", &credential.seal(&foreign).unwrap());
    assert_eq!(verdict(&["--code", &address]), (3, "unknown-issuer".to_owned()));
}

#[test]
fn a_code_with_a_changed_name() {
    let mut cose = credential::from_url(&PAPER.address).unwrap();
    let place = cose.windows(7).position(|bytes| bytes == b"EXEMPLE").expect("the name in the code");
    cose[place..place + 7].copy_from_slice(b"EXEMPLA");
    let address = format!("HTTP://127.0.0.1:8080/V#1{}", base43::encode(&cose));
    assert_eq!(verdict(&["--code", &address]), (3, "altered".to_owned()));
}

#[test]
fn what_is_no_code_and_no_pdf() {
    assert_eq!(verdict(&["--code", "https://example.org/"]), (3, "not-ours".to_owned()));
    assert_eq!(verdict(&[file("root.pem").to_str().unwrap()]), (3, "not-a-pdf".to_owned()));
}

#[test]
fn wrong_use_is_told_apart_from_a_refusal() {
    assert_eq!(verify(&[]).0, 2, "neither file nor code");
    assert_eq!(verify(&["no-such-file.pdf"]).0, 1);
    let out = Command::new(env!("CARGO_BIN_EXE_wathiq")).args(["demo", "--out"]).output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    let checked = |file: &Path| {
        let out =
            Command::new(env!("CARGO_BIN_EXE_wathiq")).arg("--config").arg(file).args(["config", "check"]).output();
        out.unwrap().status.code()
    };
    let bad = self::file("bad.toml");
    std::fs::write(&bad, "[server]\nbimd = 1").unwrap();
    assert_eq!(checked(&bad), Some(2));
    std::fs::write(&bad, "").unwrap();
    assert_eq!(checked(&bad), Some(0));
}
