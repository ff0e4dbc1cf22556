use proptest::prelude::*;

use super::{Credential, CredentialError, Refusal, Shelf, StatusRef, UrlError, from_url, to_url};
use crate::cbor::{self, Limits, Value};
use crate::cose::{self, Tagged};
use crate::keys::{Signer, SoftSigner};
use crate::time::UnixTime;
use crate::trust_list::{IssuerName, KeyStatus, TrustList, TrustedKey};

const TENANT: &str = "MA.01.511.01.0";

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

fn signer(n: u8) -> SoftSigner {
    SoftSigner::from_secret([n; 32]).unwrap()
}

fn credential() -> Credential {
    Credential {
        tenant: TENANT.to_owned(),
        issued_at: at(1_795_341_600),
        expires_at: Some(at(1_803_117_600)),
        status: StatusRef { list: 2026, index: 41_207 },
        kind: 1,
        act_reference: "01/129/1982".to_owned(),
        family_name: "EXEMPLE · نموذج".to_owned(),
        given_name: "Specimen · عينة".to_owned(),
        birth_date: "1982-03-12".to_owned(),
        nonce: [0x5A; 16],
        data_digest: None,
    }
}

fn key(n: u8, tenant: &str, status: KeyStatus) -> TrustedKey {
    TrustedKey {
        public_key: *signer(n).public_key(),
        tenant: tenant.to_owned(),
        name: IssuerName { ar: "جماعة النموذج".to_owned(), fr: "Commune d’Exemple".to_owned() },
        kinds: vec![1],
        not_before: at(1_795_000_000),
        not_after: at(1_826_000_000),
        status,
    }
}

fn trust(keys: Vec<TrustedKey>) -> TrustList {
    let mut list = TrustList::new(1, at(1_795_300_000), "https://v.example.ma/{tenant}/{list}").unwrap();
    for key in keys {
        list.add(key).unwrap();
    }
    list
}

fn open(credential: &Credential, by: u8, keys: Vec<TrustedKey>, now: i64) -> Result<super::Opened, Refusal> {
    Credential::open(&credential.seal(&signer(by)).unwrap(), &trust(keys), at(now))
}

const NOW: i64 = 1_795_400_000;

#[test]
fn a_genuine_credential_tells_what_was_signed_and_by_whom() {
    let opened = open(&credential(), 1, vec![key(1, TENANT, KeyStatus::Active)], NOW).unwrap();
    assert_eq!(opened.credential, credential());
    assert_eq!(opened.digest, credential().digest());
    assert_eq!(opened.issuer.fr, "Commune d’Exemple");
    assert_eq!(opened.kid, signer(1).public_key().kid());
    assert!(!opened.specimen);
    assert_eq!(opened.shelf, Shelf::Current);
}

#[test]
fn the_code_of_two_scripts_fits_version_12() {
    // Version 12 at ECC M holds 419 alphanumeric characters; `#` and the base take a few more bits than one each.
    let url = to_url("HTTPS://V.EXAMPLE.MA/", &credential().seal(&signer(1)).unwrap());
    assert!(url.len() <= 400, "{}", url.len());
}

#[test]
fn one_refusal_for_each_thing_a_verifier_can_be_told() {
    let good = || vec![key(1, TENANT, KeyStatus::Active)];
    let compromised = KeyStatus::Compromised { since: Some(at(1_800_000_000)) };
    for (keys, expected) in [
        (vec![key(2, TENANT, KeyStatus::Active)], Refusal::UnknownIssuer),
        (vec![key(1, "MA.01.511.02.0", KeyStatus::Active)], Refusal::WrongIssuerScope),
        (vec![TrustedKey { kinds: vec![2, 3], ..key(1, TENANT, KeyStatus::Active) }], Refusal::WrongIssuerScope),
        (vec![key(1, TENANT, compromised)], Refusal::KeyCompromised),
        (
            vec![TrustedKey { not_after: at(1_795_341_599), ..key(1, TENANT, KeyStatus::Retired) }],
            Refusal::OutsideKeyValidity,
        ),
        (
            vec![TrustedKey { not_before: at(1_795_341_601), ..key(1, TENANT, KeyStatus::Active) }],
            Refusal::OutsideKeyValidity,
        ),
    ] {
        assert_eq!(open(&credential(), 1, keys, NOW).unwrap_err(), expected);
    }
    assert!(open(&credential(), 1, vec![key(1, TENANT, KeyStatus::Retired)], NOW).is_ok());
    assert!(open(&credential(), 1, vec![key(1, TENANT, KeyStatus::Specimen)], NOW).unwrap().specimen);
    let other = Credential::open_url("https://elsewhere.example/?a=1", &trust(good()), at(NOW));
    assert_eq!(other.unwrap_err(), Refusal::NotOurs);
    assert_eq!(Credential::open_url("X#1000", &trust(good()), at(NOW)).unwrap_err(), Refusal::Unreadable);
}

#[test]
fn dates_are_told_and_not_refused() {
    let keys = || vec![key(1, TENANT, KeyStatus::Active)];
    let shelf = |now| open(&credential(), 1, keys(), now).unwrap().shelf;
    assert_eq!(shelf(1_803_117_600), Shelf::Current);
    assert_eq!(shelf(1_803_117_601), Shelf::Expired);
    assert_eq!(shelf(1_795_341_600 - 3600), Shelf::Current);
    assert_eq!(shelf(1_795_341_600 - 3601), Shelf::NotYet);
}

#[test]
fn a_name_changed_in_the_signed_bytes_is_seen() {
    let cose = credential().seal(&signer(1)).unwrap();
    let place = cose.windows(7).position(|w| w == b"EXEMPLE").unwrap();
    let mut altered = cose.clone();
    altered[place..place + 7].copy_from_slice(b"EXEMPLO");
    let trust = trust(vec![key(1, TENANT, KeyStatus::Active)]);
    assert_eq!(Credential::open(&altered, &trust, at(NOW)), Err(Refusal::Altered));
}

#[test]
fn every_change_of_one_byte_is_refused() {
    let cose = credential().seal(&signer(1)).unwrap();
    let trust = trust(vec![key(1, TENANT, KeyStatus::Active)]);
    for place in 0..cose.len() {
        let mut altered = cose.clone();
        altered[place] ^= 1 << (place % 8);
        assert!(Credential::open(&altered, &trust, at(NOW)).is_err(), "byte {place}");
    }
}

#[test]
fn a_signed_message_that_is_no_credential_is_not_read_as_one() {
    let trust = trust(vec![key(1, TENANT, KeyStatus::Active)]);
    let judge = |payload: Vec<u8>, typ| {
        Credential::open(&cose::sign(payload, typ, Tagged::No, &signer(1)).unwrap(), &trust, at(NOW))
    };
    assert!(judge(credential().payload(), None).is_ok());
    assert_eq!(judge(credential().payload(), Some("application/statuslist+cwt")), Err(Refusal::Unreadable));
    assert_eq!(judge(vec![0xA0], None), Err(Refusal::Unreadable));

    let Value::Map(claims) = cbor::decode(&credential().payload(), Limits::TOKEN).unwrap() else { panic!() };
    let mut more = claims.clone();
    more.push((Value::Uint(7), Value::Uint(0)));
    assert_eq!(judge(Value::Map(more).encode(), None), Err(Refusal::Unreadable));
    for missing in 0..claims.len() {
        let mut fewer = claims.clone();
        fewer.remove(missing);
        // Without its end a credential is a whole one; without anything else it is none.
        assert_eq!(judge(Value::Map(fewer).encode(), None).is_ok(), claims[missing].0 == Value::Uint(4));
    }
}

#[test]
fn what_could_be_shown_as_something_else_is_not_sealed() {
    let sealed = |change: fn(&mut Credential)| {
        let mut changed = credential();
        change(&mut changed);
        changed.seal(&signer(1)).map(|_| ())
    };
    assert_eq!(sealed(|c| c.family_name = "EX\u{202E}ELPMEXE".into()), Err(CredentialError::Text("family_name")));
    assert_eq!(sealed(|c| c.given_name = "A\nB".into()), Err(CredentialError::Text("given_name")));
    assert_eq!(sealed(|c| c.tenant.clear()), Err(CredentialError::Empty("tenant")));
    assert_eq!(sealed(|c| c.given_name.clear()), Ok(()));
    for bad in ["", "82", "1982-3", "1982-13", "1982-03-32", "1982-03-12-01", "1982-", "12/03/1982"] {
        let mut changed = credential();
        changed.birth_date = bad.to_owned();
        assert_eq!(changed.seal(&signer(1)), Err(CredentialError::BirthDate), "{bad}");
    }
    for good in ["1982", "1982-03"] {
        let mut changed = credential();
        changed.birth_date = good.to_owned();
        assert!(changed.seal(&signer(1)).is_ok(), "{good}");
    }
    assert!(matches!(sealed(|c| c.family_name = "A".repeat(600)), Err(CredentialError::TooLong(_))));
}

#[test]
fn a_url_is_ours_or_not_or_damaged() {
    let cose = credential().seal(&signer(1)).unwrap();
    let url = to_url("HTTPS://V.EXAMPLE.MA/", &cose);
    assert_eq!(from_url(&url), Ok(cose.clone()));
    assert_eq!(from_url(&format!(" {url}\n")), Ok(cose));
    assert_eq!(from_url("HTTPS://V.EXAMPLE.MA/"), Err(UrlError::NotOurs));
    assert_eq!(from_url("HTTPS://V.EXAMPLE.MA/#2ABC"), Err(UrlError::NotOurs));
    assert_eq!(from_url("HTTPS://V.EXAMPLE.MA/#1"), Err(UrlError::Unreadable));
    assert_eq!(from_url("HTTPS://V.EXAMPLE.MA/#1a"), Err(UrlError::Unreadable));
    assert_eq!(from_url(&format!("X#1{}", "0".repeat(903))), Err(UrlError::Unreadable));
}

proptest! {
    #[test]
    fn nothing_scanned_makes_the_reader_panic(text in ".{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        let trust = trust(vec![key(1, TENANT, KeyStatus::Active)]);
        let _ = from_url(&text);
        prop_assert!(Credential::open(&bytes, &trust, at(NOW)).is_err());
    }

    #[test]
    fn whatever_is_sealed_is_read_back(family in "[A-Z '-]{0,30}", given in "[ء-ي ]{0,20}", index: u32, nonce: [u8; 16], digest: Option<[u8; 16]>) {
        let sealed = Credential {
            family_name: family, given_name: given, nonce, data_digest: digest,
            status: StatusRef { list: 2026, index }, ..credential()
        };
        let opened = open(&sealed, 1, vec![key(1, TENANT, KeyStatus::Active)], NOW).unwrap();
        prop_assert_eq!(opened.credential, sealed);
    }
}
