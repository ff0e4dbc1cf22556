//! The vectors in `tests/vectors`: everything a second reader (the verification page, a Python script) must judge alike.
//!
//! Keys come from fixed secrets and times are fixed, so the files are the same in every run. What is expected of each is
//! written here by hand, not computed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wathiq_seal::credential::{StatusRef, to_url};
use wathiq_seal::pades::CONTENTS_SIZE;
use wathiq_seal::status::{DEFAULT_SIZE, StatusClaims};
use wathiq_seal::trust_list::IssuerName;
use wathiq_seal::{
    Credential, KeyStatus, SealOptions, Signer, SoftSigner, Status, StatusList, TrustList, TrustedKey, UnixTime,
    base43, certificate, seal_pdf,
};

use crate::pki::{self, SEALED_AT, at, signer};
use crate::sample;

pub const BASE: &str = "HTTPS://V.EXAMPLE.MA/";
pub const TENANT: &str = "MA.01.511.01.0";
const OTHER_TENANT: &str = "MA.01.511.02.0";
pub const NOW: i64 = SEALED_AT + 3600;
const DAY: i64 = 86_400;
pub const SEQ: u64 = 7;

/// What each fixed secret is for: 32 times this byte.
pub mod secret {
    pub const COMMUNE: u8 = 1;
    pub const SPECIMEN: u8 = 2;
    pub const OTHER_COMMUNE: u8 = 3;
    pub const COMPROMISED: u8 = 4;
    pub const RETIRED: u8 = 5;
    pub const FOREIGN: u8 = 9;
    pub const ROOT_A: u8 = 100;
    pub const ROOT_B: u8 = 101;
    pub const FALSE_ROOT: u8 = 102;
}

fn b64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn key(secret: u8, tenant: &str, status: KeyStatus) -> TrustedKey {
    let (ar, fr) = if tenant == TENANT {
        ("جماعة النموذج", "Commune d’Exemple")
    } else {
        ("جماعة العينة", "Commune de Specimen")
    };
    TrustedKey {
        public_key: *signer(secret).public_key(),
        tenant: tenant.to_owned(),
        name: IssuerName { ar: ar.to_owned(), fr: fr.to_owned() },
        kinds: vec![1, 2],
        not_before: at(SEALED_AT - 100 * DAY),
        not_after: at(SEALED_AT + 265 * DAY),
        status,
    }
}

fn trust_list(seq: u64) -> TrustList {
    let template = "https://v.example.ma/api/v1/status/{tenant}/{list}";
    let mut list = TrustList::new(seq, at(SEALED_AT - DAY), template).unwrap();
    list.next_root = Some(*signer(secret::ROOT_B).public_key());
    let retired =
        TrustedKey { not_after: at(SEALED_AT - 10 * DAY), ..key(secret::RETIRED, TENANT, KeyStatus::Retired) };
    let compromised = KeyStatus::Compromised { since: Some(at(SEALED_AT + DAY)) };
    for entry in [
        key(secret::COMMUNE, TENANT, KeyStatus::Active),
        key(secret::SPECIMEN, TENANT, KeyStatus::Specimen),
        retired,
        key(secret::OTHER_COMMUNE, OTHER_TENANT, KeyStatus::Active),
        key(secret::COMPROMISED, OTHER_TENANT, compromised),
    ] {
        list.add(entry).unwrap();
    }
    list
}

fn credential(index: u32) -> Credential {
    Credential {
        tenant: TENANT.to_owned(),
        issued_at: at(SEALED_AT),
        expires_at: Some(at(SEALED_AT + 90 * DAY)),
        status: StatusRef { list: 2026, index },
        kind: 1,
        act_reference: "01/129/1982".to_owned(),
        family_name: "EXEMPLE · نموذج".to_owned(),
        given_name: "Specimen · عينة".to_owned(),
        birth_date: "1982-03-12".to_owned(),
        nonce: [0x5A; 16],
        data_digest: None,
    }
}

fn status_list() -> Vec<u8> {
    let mut list = StatusList::new(DEFAULT_SIZE);
    for (index, status) in
        [(1, Status::Withdrawn), (2, Status::Suspended), (3, Status::Superseded), (65_535, Status::Withdrawn)]
    {
        list.set(index, status).unwrap();
    }
    let uri = trust_list(SEQ).status_uri(TENANT, 2026);
    let claims = StatusClaims { uri: &uri, issued_at: at(SEALED_AT), expires_at: at(SEALED_AT + 7 * DAY), ttl: 43_200 };
    list.to_cwt(&claims, &signer(secret::COMMUNE)).unwrap()
}

fn url(credential: &Credential, by: u8) -> String {
    to_url(BASE, &credential.seal(&signer(by)).unwrap())
}

fn refused(name: &str, url: &str, refusal: &str) -> Value {
    json!({ "name": name, "url": url, "now": NOW, "expect": { "refusal": refusal } })
}

fn accepted(name: &str, credential: &Credential, by: u8, now: i64, specimen: bool, shelf: &str) -> Value {
    json!({ "name": name, "url": url(credential, by), "now": now, "expect": {
        "refusal": null, "specimen": specimen, "shelf": shelf, "kid": signer(by).public_key().kid().to_string(),
        "issuer": { "ar": "جماعة النموذج", "fr": "Commune d’Exemple" },
        "tenant": credential.tenant, "kind": credential.kind, "act_reference": credential.act_reference,
        "family_name": credential.family_name, "given_name": credential.given_name, "birth_date": credential.birth_date,
        "issued_at": credential.issued_at.as_seconds(), "expires_at": credential.expires_at.map(UnixTime::as_seconds),
        "status": { "list": credential.status.list, "index": credential.status.index },
    } })
}

fn credentials() -> Value {
    let mut cases = accepted_credentials();
    cases.extend(refused_credentials());
    cases.into()
}

fn accepted_credentials() -> Vec<Value> {
    use secret::{COMMUNE, RETIRED, SPECIMEN};
    let undated =
        Credential { expires_at: None, birth_date: "1982".to_owned(), data_digest: Some([0xA5; 16]), ..credential(10) };
    let early = Credential { issued_at: at(SEALED_AT - 11 * DAY), ..credential(13) };
    let expired = SEALED_AT + 90 * DAY + 1;
    let future = SEALED_AT - DAY;
    vec![
        accepted("genuine", &credential(41_207), COMMUNE, NOW, false, "Current"),
        accepted("year of birth, no end, digest of data", &undated, COMMUNE, NOW, false, "Current"),
        accepted("specimen key", &credential(15), SPECIMEN, NOW, true, "Current"),
        accepted("retired key, issued before it retired", &early, RETIRED, NOW, false, "Current"),
        accepted("past its legal shelf life", &credential(16), COMMUNE, expired, false, "Expired"),
        accepted("issued in the reader's future", &credential(17), COMMUNE, future, false, "NotYet"),
        accepted("withdrawn", &credential(1), COMMUNE, NOW, false, "Current"),
        accepted("suspended", &credential(2), COMMUNE, NOW, false, "Current"),
        accepted("superseded", &credential(3), COMMUNE, NOW, false, "Current"),
    ]
}

fn refused_credentials() -> Vec<Value> {
    use secret::{COMMUNE, COMPROMISED, FOREIGN, OTHER_COMMUNE, RETIRED};
    let mut altered = credential(41_207).seal(&signer(COMMUNE)).unwrap();
    let place = altered.windows(7).position(|window| window == b"EXEMPLE").unwrap();
    altered[place..place + 7].copy_from_slice(b"EXAMPLE");
    let genuine = url(&credential(41_207), COMMUNE);
    let of_kind_5 = Credential { kind: 5, ..credential(11) };
    let late = Credential { issued_at: at(SEALED_AT - 9 * DAY), ..credential(12) };
    let other = Credential { tenant: OTHER_TENANT.to_owned(), ..credential(14) };
    vec![
        refused("altered name", &to_url(BASE, &altered), "Altered"),
        refused("foreign issuer", &url(&credential(18), FOREIGN), "UnknownIssuer"),
        refused("wrong tenant", &url(&credential(19), OTHER_COMMUNE), "WrongIssuerScope"),
        refused("wrong kind", &url(&of_kind_5, COMMUNE), "WrongIssuerScope"),
        refused("compromised key", &url(&other, COMPROMISED), "KeyCompromised"),
        refused("retired key, issued after it retired", &url(&late, RETIRED), "OutsideKeyValidity"),
        refused("cut short", &genuine[..genuine.len() - 3], "Unreadable"),
        refused("lower case", &genuine.to_lowercase(), "Unreadable"),
        refused("no fragment", BASE, "NotOurs"),
        refused("another format", &genuine.replace("#1", "#2"), "NotOurs"),
    ]
}

fn trust_lists() -> Value {
    let good = trust_list(SEQ).seal(&signer(secret::ROOT_A)).unwrap();
    let mut altered = good.clone();
    let place = altered.windows(9).position(|window| window == b"compromis").unwrap();
    altered[place] = b'C';
    let case = |name: &str, bytes: &[u8], now: i64, minimum_seq: u64, refusal: Value| json!({ "name": name, "cose": b64(bytes), "now": now, "minimum_seq": minimum_seq, "refusal": refusal });
    json!([
        case("root A", &good, NOW, SEQ, Value::Null),
        case("root B", &trust_list(SEQ).seal(&signer(secret::ROOT_B)).unwrap(), NOW, 0, Value::Null),
        case("expired", &good, SEALED_AT + 30 * DAY, SEQ, "Expired".into()),
        case(
            "older than one seen",
            &trust_list(SEQ - 1).seal(&signer(secret::ROOT_A)).unwrap(),
            NOW,
            SEQ,
            "Older".into()
        ),
        case("false root", &trust_list(SEQ).seal(&signer(secret::FALSE_ROOT)).unwrap(), NOW, SEQ, "UnknownRoot".into()),
        case("altered", &altered, NOW, SEQ, "Altered".into()),
        case("cut short", &good[..good.len() - 1], NOW, SEQ, "Unreadable".into()),
    ])
}

fn document() -> Value {
    json!({
        "note": "Made by `cargo run -p wathiq-seal --example vectors`; see README.md here. The keys are public: never trust them.",
        "now": NOW,
        "base": BASE,
        "roots": [b64(&signer(secret::ROOT_A).public_key().to_spki_der()), b64(&signer(secret::ROOT_B).public_key().to_spki_der())],
        "minimum_seq": SEQ,
        "trust_lists": trust_lists(),
        "credentials": credentials(),
        "status_list": {
            "uri": trust_list(SEQ).status_uri(TENANT, 2026), "tenant": TENANT, "cwt": b64(&status_list()),
            "issued_at": SEALED_AT, "expires_at": SEALED_AT + 7 * DAY, "ttl": 43_200,
            "entries": { "0": 0, "1": 1, "2": 2, "3": 3, "4": 0, "41207": 0, "65535": 1 },
        },
        "base43": [["", ""], ["00", "00"], ["ff", "/5"], ["ffff", "3JZ"], ["0102", base43::encode(&[1, 2])]],
        "base43_refused": ["0", "0000", "4JZ", ":5", "a0", "0 0", "0%0"],
        "cbor_refused": [
            "1817", "190017", "5800", "0000", "", "43aabb", "9fff", "5fff", "c001", "f93c00", "f7", "62c328", "a1410000",
            "a201000100", "a202000100", "9bffffffffffffffff", "81818181818181818181"
        ],
    })
}

fn sealed_pdf() -> Vec<u8> {
    let options = SealOptions { contents_size: CONTENTS_SIZE, ..pki::options() };
    let key: SoftSigner = signer(secret::COMMUNE);
    seal_pdf(&sample::pdf(), &options, &key, &pki::certificate(), &[&pki::authority()]).unwrap()
}

/// Name and content of every file.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let json = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    vec![
        ("vectors.json", json.into_bytes()),
        ("trust-list.cwt", trust_list(SEQ).seal(&signer(secret::ROOT_A)).unwrap()),
        ("status-list.cwt", status_list()),
        ("authority.pem", certificate::to_pem(&pki::authority()).unwrap().into_bytes()),
        ("sealed.pdf", sealed_pdf()),
    ]
}
