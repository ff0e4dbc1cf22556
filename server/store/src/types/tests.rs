use super::*;

#[test]
fn words_are_those_of_serde() {
    assert_eq!(word::to_text(&TenantState::Live).unwrap(), "live");
    assert_eq!(word::from_text::<TenantState>("suspended").unwrap(), TenantState::Suspended);
    assert!(word::to_text(&1).is_err());
}

#[test]
fn errors_do_not_repeat_values() {
    let error = word::from_text::<TenantState>("Fatima Exemple").unwrap_err();
    assert!(!error.to_string().contains("Fatima"), "{error}");
    let error = json::from_text::<TenantSettings>(r#"{"promised_working_days": "Fatima"}"#).unwrap_err();
    assert!(!error.to_string().contains("Fatima"), "{error}");
}

#[test]
fn jsonb_has_its_version() {
    assert_eq!(json::to_pg(&serde_json::json!({"a": 1})).unwrap(), b"\x01{\"a\":1}");
    assert!(json::from_pg::<serde_json::Value>(b"\x02{}").is_err());
    assert!(json::from_pg::<serde_json::Value>(b"").is_err());
}

#[test]
fn instants_are_cut_to_the_microsecond() {
    let at: jiff::Timestamp = "2026-11-22T10:00:00.123456789Z".parse().unwrap();
    assert_eq!(micros(at).to_string(), "2026-11-22T10:00:00.123456Z");
}
