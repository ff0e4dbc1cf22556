use proptest::prelude::*;

use super::{CborError, Limits, Value, decode};

fn refused(hex_text: &str) -> CborError {
    decode(&hex::decode(hex_text).unwrap(), Limits::TOKEN).unwrap_err()
}

#[test]
fn examples_of_rfc_8949_appendix_a() {
    for (hex_text, value) in [
        ("00", Value::int(0)),
        ("17", Value::int(23)),
        ("1818", Value::int(24)),
        ("1903e8", Value::int(1000)),
        ("1a000f4240", Value::int(1_000_000)),
        ("1b000000e8d4a51000", Value::int(1_000_000_000_000)),
        ("20", Value::int(-1)),
        ("3863", Value::int(-100)),
        ("4401020304", Value::Bytes(vec![1, 2, 3, 4])),
        ("62c3bc", "ü".into()),
        ("83010203", Value::Array(vec![Value::int(1), Value::int(2), Value::int(3)])),
        ("a201020304", Value::Map(vec![(Value::int(1), Value::int(2)), (Value::int(3), Value::int(4))])),
        ("f4", Value::Bool(false)),
        ("f6", Value::Null),
    ] {
        let bytes = hex::decode(hex_text).unwrap();
        assert_eq!(decode(&bytes, Limits::TOKEN).unwrap(), value, "{hex_text}");
        assert_eq!(value.encode(), bytes, "{hex_text}");
    }
}

#[test]
fn every_other_spelling_is_refused() {
    assert_eq!(refused("1817"), CborError::NotShortest);
    assert_eq!(refused("190017"), CborError::NotShortest);
    assert_eq!(refused("5800"), CborError::NotShortest);
    assert_eq!(refused("0000"), CborError::Trailing);
    assert_eq!(refused(""), CborError::Truncated);
    assert_eq!(refused("43aabb"), CborError::Truncated);
    assert_eq!(refused("9fff"), CborError::Unsupported);
    assert_eq!(refused("5fff"), CborError::Unsupported);
    assert_eq!(refused("c001"), CborError::Unsupported);
    assert_eq!(refused("f93c00"), CborError::Unsupported);
    assert_eq!(refused("f7"), CborError::Unsupported);
    assert_eq!(refused("62c328"), CborError::NotUtf8);
    assert_eq!(refused("a1410000"), CborError::KeyKind);
    assert_eq!(refused("a201000100"), CborError::KeyOrder);
    assert_eq!(refused("a202000100"), CborError::KeyOrder);
    assert_eq!(refused("9bffffffffffffffff"), CborError::Truncated);
    assert_eq!(refused(&"81".repeat(10)), CborError::TooDeep);
    assert_eq!(refused(&"00".repeat(601)), CborError::TooLong);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Value::int),
        any::<u64>().prop_map(Value::Nint),
        proptest::collection::vec(any::<u8>(), 0..30).prop_map(Value::Bytes),
        ".{0,12}".prop_map(Value::Text),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            proptest::collection::btree_map("[a-z]{0,6}", inner, 0..4)
                .prop_map(|map| { Value::Map(map.into_iter().map(|(k, v)| (Value::Text(k), v)).collect()) }),
        ]
    })
}

proptest! {
    #[test]
    fn a_value_comes_back_as_the_same_bytes(value in any_value()) {
        let bytes = value.encode();
        let again = decode(&bytes, Limits::LIST).unwrap();
        prop_assert_eq!(again.encode(), bytes);
    }

    #[test]
    fn what_is_accepted_has_one_spelling(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(value) = decode(&bytes, Limits::TOKEN) {
            prop_assert_eq!(value.encode(), bytes);
        }
    }
}
