//! The committed vectors are what the code makes, and mean what they say.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wathiq_seal::cbor::{self, Limits};
use wathiq_seal::{Credential, PublicKey, StatusList, TrustList, UnixTime, base43, verify_pdf};

use crate::golden::files;
use crate::pki::{self, at};

fn committed(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name)).unwrap()
}

fn vectors() -> Value {
    serde_json::from_slice(&committed("vectors.json")).unwrap()
}

fn b64(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

fn roots() -> Vec<PublicKey> {
    vectors()["roots"].as_array().unwrap().iter().map(|root| PublicKey::from_spki_der(&b64(root)).unwrap()).collect()
}

fn trust() -> TrustList {
    let vectors = vectors();
    TrustList::open(&committed("trust-list.cwt"), &roots(), at(vectors["now"].as_i64().unwrap()), 0).unwrap()
}

/// If this fails after a change that was meant: run the example `vectors`, and raise the format where old codes break.
#[test]
fn the_code_still_makes_the_committed_files() {
    for (name, bytes) in files() {
        assert!(committed(name) == bytes, "{name} differs: cargo run -p wathiq-seal --example vectors");
    }
}

#[test]
fn trust_lists_are_judged_as_written() {
    for case in vectors()["trust_lists"].as_array().unwrap() {
        let now = at(case["now"].as_i64().unwrap());
        let judged = TrustList::open(&b64(&case["cose"]), &roots(), now, case["minimum_seq"].as_u64().unwrap());
        let refusal = judged.err().map_or(Value::Null, |refusal| format!("{refusal:?}").into());
        assert_eq!(refusal, case["refusal"], "{}", case["name"]);
    }
}

#[test]
fn credentials_are_judged_as_written() {
    let trust = trust();
    for case in vectors()["credentials"].as_array().unwrap() {
        let now = at(case["now"].as_i64().unwrap());
        let judged = match Credential::open_url(case["url"].as_str().unwrap(), &trust, now) {
            Err(refusal) => json!({ "refusal": format!("{refusal:?}") }),
            Ok(opened) => {
                let c = opened.credential;
                json!({
                    "refusal": null, "specimen": opened.specimen, "shelf": format!("{:?}", opened.shelf),
                    "kid": opened.kid.to_string(), "issuer": { "ar": opened.issuer.ar, "fr": opened.issuer.fr },
                    "tenant": c.tenant, "kind": c.kind, "act_reference": c.act_reference, "family_name": c.family_name,
                    "given_name": c.given_name, "birth_date": c.birth_date, "issued_at": c.issued_at.as_seconds(),
                    "expires_at": c.expires_at.map(UnixTime::as_seconds),
                    "status": { "list": c.status.list, "index": c.status.index },
                })
            }
        };
        assert_eq!(judged, case["expect"], "{}", case["name"]);
    }
}

#[test]
fn the_status_list_says_what_is_written() {
    let vectors = vectors();
    let list = &vectors["status_list"];
    let now = at(vectors["now"].as_i64().unwrap());
    let (uri, tenant) = (list["uri"].as_str().unwrap(), list["tenant"].as_str().unwrap());
    let opened = StatusList::open(&b64(&list["cwt"]), uri, tenant, &trust(), now).unwrap();
    for (index, code) in list["entries"].as_object().unwrap() {
        let status = opened.list.get(index.parse().unwrap()).unwrap();
        assert_eq!(u64::from(status.code()), code.as_u64().unwrap(), "place {index}");
    }
}

#[test]
fn spellings_are_judged_as_written() {
    let vectors = vectors();
    for pair in vectors["base43"].as_array().unwrap() {
        let bytes = hex::decode(pair[0].as_str().unwrap()).unwrap();
        assert_eq!(base43::encode(&bytes), pair[1].as_str().unwrap());
        assert_eq!(base43::decode(pair[1].as_str().unwrap()), Ok(bytes));
    }
    for text in vectors["base43_refused"].as_array().unwrap() {
        assert!(base43::decode(text.as_str().unwrap()).is_err(), "{text}");
    }
    for text in vectors["cbor_refused"].as_array().unwrap() {
        assert!(cbor::decode(&hex::decode(text.as_str().unwrap()).unwrap(), Limits::TOKEN).is_err(), "{text}");
    }
}

#[test]
fn the_sealed_file_is_genuine() {
    let authority =
        wathiq_seal::certificate::from_pem(std::str::from_utf8(&committed("authority.pem")).unwrap()).unwrap();
    let seal = verify_pdf(&committed("sealed.pdf"), &[&authority]).unwrap();
    assert_eq!(seal.sealer, pki::commune());
}
