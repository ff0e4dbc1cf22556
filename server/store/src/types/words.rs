//! Words and structured values, through serde.
//!
//! Errors never repeat the value: it may be personal data, and errors are logged.

/// Strings of serde: enums without data, codes that parse.
pub mod word {
    use serde::Serialize;
    use serde::de::value::StrDeserializer;
    use serde::de::{Deserialize, IntoDeserializer};

    type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

    /// The word of a value.
    pub fn to_text(value: &impl Serialize) -> Result<String> {
        match serde_json::to_value(value)? {
            serde_json::Value::String(text) => Ok(text),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::Array(_)
            | serde_json::Value::Object(_) => Err("the value is not a word".into()),
        }
    }

    /// The value of a word.
    pub fn from_text<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T> {
        let deserializer: StrDeserializer<'de, serde::de::value::Error> = text.into_deserializer();
        T::deserialize(deserializer).map_err(|_| "an unknown word in the column".into())
    }

    /// [`to_text`] as PostgreSQL wants it.
    pub fn to_pg(value: &impl Serialize) -> Result<Vec<u8>> {
        to_text(value).map(String::into_bytes)
    }

    /// [`from_text`] as PostgreSQL gives it.
    pub fn from_pg<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T> {
        from_text(std::str::from_utf8(bytes)?)
    }
}

/// Structured values.
pub mod json {
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

    /// Version byte of the binary form of `jsonb`.
    const JSONB: u8 = 1;

    /// The JSON text of a value.
    pub fn to_text(value: &impl Serialize) -> Result<String> {
        Ok(serde_json::to_string(value)?)
    }

    /// The value of a JSON text.
    pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T> {
        read(text.as_bytes())
    }

    /// A value as `jsonb` is sent.
    pub fn to_pg(value: &impl Serialize) -> Result<Vec<u8>> {
        let mut bytes = vec![JSONB];
        serde_json::to_writer(&mut bytes, value)?;
        Ok(bytes)
    }

    /// A value as `jsonb` is received.
    pub fn from_pg<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
        match bytes.split_first() {
            Some((&JSONB, text)) => read(text),
            Some(_) | None => Err("an unknown version of jsonb".into()),
        }
    }

    fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T> {
        serde_json::from_slice(text).map_err(|error| {
            // its own message would quote the offending value
            format!(
                "{:?} error in the column's JSON at line {}, column {}",
                error.classify(),
                error.line(),
                error.column()
            )
            .into()
        })
    }
}
