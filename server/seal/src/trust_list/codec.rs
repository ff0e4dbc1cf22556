//! A trust list as CBOR and back.

use super::{IssuerName, KeyStatus, TrustList, TrustedKey};
use crate::cbor::{self, Limits, Value};
use crate::cose::ES256;
use crate::keys::PublicKey;
use crate::time::UnixTime;

fn time(at: UnixTime) -> Value {
    Value::Uint(at.as_seconds())
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

impl TrustList {
    pub(super) fn payload(&self) -> Vec<u8> {
        map([
            ("seq", Value::Uint(self.seq)),
            ("iat", time(self.issued_at)),
            ("exp", time(self.expires_at)),
            ("tsl", self.status_template.as_str().into()),
            ("next_root", self.next_root.map_or(Value::Null, |root| Value::Bytes(root.to_spki_der()))),
            ("keys", Value::Array(self.keys.iter().map(key_to_value).collect())),
        ])
        .encode()
    }

    pub(super) fn from_payload(bytes: &[u8]) -> Option<Self> {
        let value = cbor::decode(bytes, Limits::LIST).ok()?;
        let fields = Fields::of::<6>(&value)?;
        let mut list = Self::new(fields.uint("seq")?, fields.time("iat")?, fields.text("tsl")?).ok()?;
        list.expires_at = fields.time("exp")?;
        let next_root = fields.get("next_root")?;
        if *next_root != Value::Null {
            list.next_root = Some(PublicKey::from_spki_der(next_root.as_bytes()?).ok()?);
        }
        for key in fields.get("keys")?.as_array()? {
            list.add(key_from_value(key)?).ok()?;
        }
        Some(list)
    }
}

fn key_to_value(key: &TrustedKey) -> Value {
    let (status, compromised_at) = match key.status {
        KeyStatus::Active => ("active", None),
        KeyStatus::Retired => ("retired", None),
        KeyStatus::Compromised { since } => ("compromised", since),
        KeyStatus::Specimen => ("specimen", None),
    };
    map([
        ("kid", Value::Bytes(key.public_key.kid().0.to_vec())),
        ("alg", Value::int(ES256)),
        ("spki", Value::Bytes(key.public_key.to_spki_der())),
        ("tenant", key.tenant.as_str().into()),
        ("name", map([("ar", key.name.ar.as_str().into()), ("fr", key.name.fr.as_str().into())])),
        ("kinds", Value::Array(key.kinds.iter().map(|kind| Value::Uint((*kind).into())).collect())),
        ("nbf", time(key.not_before)),
        ("naf", time(key.not_after)),
        ("status", status.into()),
        ("compromised_at", compromised_at.map_or(Value::Null, time)),
    ])
}

fn key_from_value(value: &Value) -> Option<TrustedKey> {
    let fields = Fields::of::<10>(value)?;
    let public_key = PublicKey::from_spki_der(fields.get("spki")?.as_bytes()?).ok()?;
    if fields.get("kid")?.as_bytes()? != public_key.kid().0 || *fields.get("alg")? != Value::int(ES256) {
        return None;
    }
    let since = fields.get("compromised_at")?;
    let compromised_at = if *since == Value::Null { None } else { Some(UnixTime::from_unsigned(since.as_uint()?)?) };
    let status = match (fields.text("status")?, compromised_at) {
        ("active", None) => KeyStatus::Active,
        ("retired", None) => KeyStatus::Retired,
        ("compromised", since) => KeyStatus::Compromised { since },
        ("specimen", None) => KeyStatus::Specimen,
        _ => return None,
    };
    let name = Fields::of::<2>(fields.get("name")?)?;
    let kinds = fields.get("kinds")?.as_array()?.iter();
    Some(TrustedKey {
        public_key,
        tenant: fields.text("tenant")?.to_owned(),
        name: IssuerName { ar: name.text("ar")?.to_owned(), fr: name.text("fr")?.to_owned() },
        kinds: kinds.map(|kind| u32::try_from(kind.as_uint()?).ok()).collect::<Option<_>>()?,
        not_before: fields.time("nbf")?,
        not_after: fields.time("naf")?,
        status,
    })
}

/// A map with exactly so many entries, read by text keys.
struct Fields<'a>(&'a Value);

impl<'a> Fields<'a> {
    fn of<const N: usize>(value: &'a Value) -> Option<Self> {
        (value.as_map()?.len() == N).then_some(Self(value))
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.0.get(&key.into())
    }

    fn uint(&self, key: &str) -> Option<u64> {
        self.get(key)?.as_uint()
    }

    fn time(&self, key: &str) -> Option<UnixTime> {
        self.uint(key).and_then(UnixTime::from_unsigned)
    }

    fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.as_text()
    }
}
