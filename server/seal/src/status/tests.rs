use proptest::prelude::*;

use super::{DEFAULT_SIZE, MEDIA_TYPE, Status, StatusClaims, StatusList, StatusRefusal, pack, unpack};
use crate::cbor::Value;
use crate::cose::{self, Tagged};
use crate::keys::{Signer, SoftSigner};
use crate::time::UnixTime;
use crate::trust_list::{IssuerName, KeyStatus, TrustList, TrustedKey};

const TENANT: &str = "MA.01.511.01.0";
const MADE: i64 = 1_795_300_000;

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

fn signer(n: u8) -> SoftSigner {
    SoftSigner::from_secret([n; 32]).unwrap()
}

fn trust(status: KeyStatus) -> TrustList {
    let mut list = TrustList::new(1, at(MADE), "https://v.example.ma/{tenant}/{list}").unwrap();
    list.add(TrustedKey {
        public_key: *signer(1).public_key(),
        tenant: TENANT.to_owned(),
        name: IssuerName { ar: "جماعة النموذج".to_owned(), fr: "Commune d’Exemple".to_owned() },
        kinds: vec![1],
        not_before: at(MADE),
        not_after: at(MADE + 1_000_000),
        status,
    })
    .unwrap();
    list
}

fn signed(by: u8) -> Vec<u8> {
    let mut list = StatusList::new(DEFAULT_SIZE);
    list.set(41_207, Status::Superseded).unwrap();
    let uri = "https://v.example.ma/MA.01.511.01.0/2026";
    let claims = StatusClaims { uri, issued_at: at(MADE), expires_at: at(MADE + 604_800), ttl: 43_200 };
    list.to_cwt(&claims, &signer(by)).unwrap()
}

fn judge(bytes: &[u8], list: u32, tenant: &str, trust: &TrustList, now: i64) -> Result<Option<Status>, StatusRefusal> {
    let uri = trust.status_uri(TENANT, list);
    StatusList::open(bytes, &uri, tenant, trust, at(now)).map(|opened| opened.list.get(41_207))
}

/// Draft-ietf-oauth-status-list, 4.1: the example of twelve entries of two bits, and its compressed form.
#[test]
fn bits_lie_as_the_draft_prints_them() {
    let mut list = StatusList::new(12);
    for (index, code) in [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3].into_iter().enumerate() {
        list.set(u32::try_from(index).unwrap(), Status::from_bits(code)).unwrap();
    }
    assert_eq!(list.as_bytes(), [0xC9, 0x44, 0xF9]);
    assert_eq!(hex::encode(pack(list.as_bytes()).unwrap()), "78da3be9f2130003df0207");
    assert_eq!(unpack(&hex::decode("78dadbb918000217015d").unwrap()).unwrap(), [0xB9, 0xA3]);
}

#[test]
fn a_list_is_read_back_with_its_times() {
    let trust = trust(KeyStatus::Active);
    let uri = trust.status_uri(TENANT, 2026);
    let opened = StatusList::open(&signed(1), &uri, TENANT, &trust, at(MADE)).unwrap();
    assert_eq!(opened.list.get(41_207), Some(Status::Superseded));
    assert_eq!(opened.list.get(41_206), Some(Status::Valid));
    assert_eq!(opened.list.len(), 65_536);
    assert_eq!((opened.issued_at, opened.expires_at, opened.ttl), (at(MADE), at(MADE + 604_800), 43_200));
}

#[test]
fn a_list_of_65_536_documents_is_small() {
    assert!(signed(1).len() < 350, "{}", signed(1).len());
}

#[test]
fn one_refusal_for_each_reason() {
    let trusted = trust(KeyStatus::Active);
    assert_eq!(judge(&signed(1), 2026, TENANT, &trusted, MADE), Ok(Some(Status::Superseded)));
    assert_eq!(judge(&signed(1), 2025, TENANT, &trusted, MADE), Err(StatusRefusal::WrongList));
    assert_eq!(judge(&signed(1), 2026, "MA.01.511.02.0", &trusted, MADE), Err(StatusRefusal::UnknownIssuer));
    assert_eq!(judge(&signed(2), 2026, TENANT, &trusted, MADE), Err(StatusRefusal::UnknownIssuer));
    assert_eq!(judge(&signed(1), 2026, TENANT, &trusted, MADE + 604_801), Err(StatusRefusal::Expired));
    let compromised = trust(KeyStatus::Compromised { since: None });
    assert_eq!(judge(&signed(1), 2026, TENANT, &compromised, MADE), Err(StatusRefusal::UnknownIssuer));
    assert_eq!(judge(&signed(1)[1..], 2026, TENANT, &trusted, MADE), Err(StatusRefusal::Unreadable));
    let mut altered = signed(1);
    *altered.last_mut().unwrap() ^= 1;
    assert_eq!(judge(&altered, 2026, TENANT, &trusted, MADE), Err(StatusRefusal::Altered));
}

/// A kilobyte that unpacks to gigabytes must not be unpacked.
#[test]
fn a_list_that_unpacks_too_far_is_refused() {
    let bomb = pack(&vec![0; (1 << 20) + 1]).unwrap();
    assert!(bomb.len() < 2_000);
    let payload = Value::Map(vec![
        (Value::Uint(2), "https://v.example.ma/MA.01.511.01.0/2026".into()),
        (Value::Uint(4), Value::int(MADE)),
        (Value::Uint(6), Value::int(MADE)),
        (Value::Uint(65_533), Value::Map(vec![("bits".into(), Value::Uint(2)), ("lst".into(), Value::Bytes(bomb))])),
        (Value::Uint(65_534), Value::Uint(1)),
    ]);
    let bytes = cose::sign(payload.encode(), Some(MEDIA_TYPE), Tagged::Yes, &signer(1)).unwrap();
    assert_eq!(judge(&bytes, 2026, TENANT, &trust(KeyStatus::Active), MADE), Err(StatusRefusal::Unreadable));
}

proptest! {
    #[test]
    fn setting_one_place_moves_no_other(places in proptest::collection::vec((0_u32..64, 0_u8..4), 0..40)) {
        let mut list = StatusList::new(64);
        let mut plain = [Status::Valid; 64];
        for (index, code) in places {
            list.set(index, Status::from_bits(code)).unwrap();
            plain[index as usize] = Status::from_bits(code);
        }
        for (index, status) in plain.into_iter().enumerate() {
            prop_assert_eq!(list.get(u32::try_from(index).unwrap()), Some(status));
        }
        prop_assert!(list.get(64).is_none() && list.set(64, Status::Valid).is_err());
    }
}
