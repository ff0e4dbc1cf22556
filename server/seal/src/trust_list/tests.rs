use super::{IssuerName, KeyStatus, TrustList, TrustListError, TrustListRefusal, TrustedKey};
use crate::cbor::{self, Limits, Value};
use crate::cose::{self, Tagged};
use crate::keys::{Signer, SoftSigner};
use crate::time::UnixTime;

type Fields = Vec<(Value, Value)>;

fn at(seconds: i64) -> UnixTime {
    UnixTime::from_seconds(seconds).unwrap()
}

fn signer(n: u8) -> SoftSigner {
    SoftSigner::from_secret([n; 32]).unwrap()
}

const MADE: i64 = 1_795_300_000;
const DAY: i64 = 86_400;

fn key(n: u8, status: KeyStatus) -> TrustedKey {
    TrustedKey {
        public_key: *signer(n).public_key(),
        tenant: "MA.01.511.01.0".to_owned(),
        name: IssuerName { ar: "جماعة النموذج".to_owned(), fr: "Commune d’Exemple".to_owned() },
        kinds: vec![1, 2],
        not_before: at(MADE),
        not_after: at(MADE + 365 * DAY),
        status,
    }
}

fn list() -> TrustList {
    let mut list = TrustList::new(7, at(MADE), "https://v.example.ma/api/v1/status/{tenant}/{list}").unwrap();
    list.next_root = Some(*signer(101).public_key());
    list.add(key(1, KeyStatus::Active)).unwrap();
    list.add(key(2, KeyStatus::Retired)).unwrap();
    list.add(key(3, KeyStatus::Compromised { since: Some(at(MADE + 5)) })).unwrap();
    list.add(key(4, KeyStatus::Compromised { since: None })).unwrap();
    list.add(key(5, KeyStatus::Specimen)).unwrap();
    list
}

fn roots() -> Vec<crate::PublicKey> {
    vec![*signer(100).public_key(), *signer(101).public_key()]
}

#[test]
fn a_list_comes_back_whole_under_either_root() {
    for root in [100, 101] {
        let bytes = list().seal(&signer(root)).unwrap();
        assert_eq!(TrustList::open(&bytes, &roots(), at(MADE), 7), Ok(list()));
    }
    assert_eq!(list().expires_at, at(MADE + 30 * DAY));
    let uri = list().status_uri("MA.01.511.01.0", 2026);
    assert_eq!(uri, "https://v.example.ma/api/v1/status/MA.01.511.01.0/2026");
}

#[test]
fn one_refusal_for_each_reason() {
    let bytes = list().seal(&signer(100)).unwrap();
    let judge = |bytes: &[u8], now, seq| TrustList::open(bytes, &roots(), at(now), seq);
    assert_eq!(judge(&bytes, MADE + 30 * DAY, 0), Ok(list()));
    assert_eq!(judge(&bytes, MADE + 30 * DAY + 1, 0), Err(TrustListRefusal::Expired));
    assert_eq!(judge(&bytes, MADE, 8), Err(TrustListRefusal::Older));
    assert_eq!(judge(&list().seal(&signer(50)).unwrap(), MADE, 0), Err(TrustListRefusal::UnknownRoot));
    assert_eq!(judge(&[], MADE, 0), Err(TrustListRefusal::Unreadable));
    assert_eq!(
        judge(&cose::sign(vec![0xA0], None, Tagged::No, &signer(100)).unwrap(), MADE, 0),
        Err(TrustListRefusal::Unreadable)
    );
}

#[test]
fn every_change_of_one_byte_is_refused() {
    let mut short = TrustList::new(7, at(MADE), "https://v.example.ma/{tenant}/{list}").unwrap();
    short.add(key(1, KeyStatus::Active)).unwrap();
    let bytes = short.seal(&signer(100)).unwrap();
    for place in 0..bytes.len() {
        let mut altered = bytes.clone();
        altered[place] ^= 1 << (place % 8);
        assert!(TrustList::open(&altered, &roots(), at(MADE), 0).is_err(), "byte {place}");
    }
}

#[test]
fn a_key_stands_on_a_list_once_and_makes_sense() {
    let mut list = list();
    let kid = signer(1).public_key().kid();
    assert_eq!(list.add(key(1, KeyStatus::Active)), Err(TrustListError::Duplicate(kid)));
    let kid = signer(9).public_key().kid();
    let never = TrustedKey { not_after: at(MADE - 1), ..key(9, KeyStatus::Active) };
    assert_eq!(list.add(never), Err(TrustListError::EmptyPeriod(kid)));
    let nameless = TrustedKey { tenant: String::new(), ..key(9, KeyStatus::Active) };
    assert_eq!(list.add(nameless), Err(TrustListError::Text(kid)));
    assert_eq!(TrustList::new(1, at(MADE), "https://v.example.ma/{tenant}"), Err(TrustListError::Template));
}

/// Even under a root, a list that contradicts itself is not used: the tool that made it is broken.
#[test]
fn a_signed_list_that_contradicts_itself_is_refused() {
    let judge = |change: &dyn Fn(&mut Fields)| {
        let mut payload = cbor::decode(&list().payload(), Limits::LIST).unwrap();
        let Value::Map(top) = &mut payload else { panic!() };
        let keys = &mut top.iter_mut().find(|(k, _)| *k == "keys".into()).unwrap().1;
        let Value::Array(keys) = keys else { panic!() };
        let Value::Map(first) = &mut keys[0] else { panic!() };
        change(first);
        let bytes = cose::sign(payload.encode(), None, Tagged::No, &signer(100)).unwrap();
        TrustList::open(&bytes, &roots(), at(MADE), 0).map(|_| ())
    };
    let set = |fields: &mut Fields, name: &str, value: Value| {
        fields.iter_mut().find(|(k, _)| *k == name.into()).unwrap().1 = value;
    };
    assert_eq!(judge(&|_| ()), Ok(()));
    assert_eq!(judge(&|f| set(f, "kid", Value::Bytes(vec![0; 8]))), Err(TrustListRefusal::Unreadable));
    assert_eq!(judge(&|f| set(f, "alg", Value::int(-8))), Err(TrustListRefusal::Unreadable));
    assert_eq!(judge(&|f| set(f, "status", "trusted".into())), Err(TrustListRefusal::Unreadable));
    assert_eq!(judge(&|f| set(f, "compromised_at", Value::Uint(5))), Err(TrustListRefusal::Unreadable));
    assert_eq!(judge(&|f| f.push(("jku".into(), "https://evil.example".into()))), Err(TrustListRefusal::Unreadable));
    assert_eq!(judge(&|f| drop(f.pop())), Err(TrustListRefusal::Unreadable));
}
