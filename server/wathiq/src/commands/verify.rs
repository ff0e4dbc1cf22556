//! `wathiq verify`: a sealed PDF, or the address in a QR code, judged without the server.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use wathiq_domain::Clock as _;
use wathiq_seal::credential::{self, Credential, Opened};
use wathiq_seal::trust_list::TrustList;
use wathiq_seal::{PublicKey, Status, StatusList, UnixTime, certificate, verify_pdf};

use crate::cli::Verify;
use crate::config::Config;
use crate::keys::KeyFolder;
use crate::machine::SystemClock;

/// Exit code of what is not genuine.
const NOT_GENUINE: u8 = 3;

/// What was found.
struct Finding {
    genuine: bool,
    /// One word for machines: `genuine`, `altered`, `unknown-issuer`, …
    verdict: String,
    /// One sentence for people.
    words: String,
    facts: Value,
}

impl Finding {
    fn refused(verdict: impl Into<String>, words: impl Into<String>) -> Self {
        Self { genuine: false, verdict: verdict.into(), words: words.into(), facts: Value::Null }
    }
}

/// Judges a file or a code: exit code 0 when it is genuine, 3 when it is not.
///
/// # Errors
/// When a file cannot be read, or there is nothing to judge it by.
pub fn run(options: &Verify, config: Option<&Config>, json: bool) -> Result<ExitCode> {
    let now = UnixTime::from_seconds(SystemClock.now().as_second()).context("the clock is out of range")?;
    let anchor = anchor(options, config)?;
    let finding = match (&options.file, &options.code) {
        (Some(file), _) => {
            let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
            let trust = trust(options, &anchor, now)?;
            pdf(&bytes, &anchor, trust.as_ref(), options.status.as_deref(), now)?
        }
        (None, Some(code)) => {
            let trust = trust(options, &anchor, now)?
                .ok_or_else(|| anyhow!("a code is judged by a trust list: give --trust FILE"))?;
            self::code(code, &trust, options.status.as_deref(), now)?
        }
        (None, None) => return Err(anyhow!("give a file or --code")),
    };
    if json {
        println!(
            "{}",
            json!({ "genuine": finding.genuine, "verdict": finding.verdict, "message": finding.words, "facts": finding.facts })
        );
    } else {
        println!("{}: {}", if finding.genuine { "GENUINE" } else { "NOT GENUINE" }, finding.words);
        if let Some(facts) = finding.facts.as_object() {
            for (name, value) in facts {
                println!("  {name}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
        }
    }
    Ok(if finding.genuine { ExitCode::SUCCESS } else { ExitCode::from(NOT_GENUINE) })
}

/// The platform's root certificate.
fn anchor(options: &Verify, config: Option<&Config>) -> Result<Vec<u8>> {
    if let Some(file) = &options.root {
        let pem = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        return certificate::from_pem(&pem).with_context(|| format!("{} is no certificate", file.display()));
    }
    let config = config.context("without a configuration, give --root FILE")?;
    KeyFolder::open(&config.keys.folder)
        .and_then(|folder| folder.anchor())
        .context("the root certificate: give it with --root FILE")
}

fn trust(options: &Verify, anchor: &[u8], now: UnixTime) -> Result<Option<TrustList>> {
    let Some(file) = &options.trust else { return Ok(None) };
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let root: PublicKey = certificate::certified_key(anchor)?;
    let list = TrustList::open(&bytes, &[root], now, 0).with_context(|| format!("{}", file.display()))?;
    Ok(Some(list))
}

/// A sealed PDF: its seal, and the code it carries when a trust list is at hand.
fn pdf(
    bytes: &[u8],
    anchor: &[u8],
    trust: Option<&TrustList>,
    status: Option<&Path>,
    now: UnixTime,
) -> Result<Finding> {
    let seal = match verify_pdf(bytes, &[anchor]) {
        Ok(seal) => seal,
        Err(refusal) => return Ok(Finding::refused(kebab(&format!("{refusal:?}")), refusal.to_string())),
    };
    let record: Value = serde_json::from_slice(seal.record.as_deref().unwrap_or(b"null")).unwrap_or(Value::Null);
    let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let specimen = record.pointer("/specimen").and_then(Value::as_bool).unwrap_or(false);
    let mut facts = serde_json::Map::new();
    facts.insert(
        "sealed by".to_owned(),
        json!(format!("{} ({})", seal.sealer.common_name, seal.sealer.organization_identifier)),
    );
    facts.insert("sealed at".to_owned(), json!(text("/document/sealed_at")));
    facts.insert("document".to_owned(), json!(text("/document/number")));
    facts.insert("act".to_owned(), json!(text("/act/reference")));
    facts.insert("commune".to_owned(), json!(format!("{} {}", text("/tenant/name/fr"), text("/tenant/name/ar"))));
    let url = text("/verification/url");
    if let (Some(trust), false) = (trust, url.is_empty()) {
        let inner = code(&url, trust, status, now)?;
        if !inner.genuine {
            return Ok(inner);
        }
        facts.insert("code".to_owned(), json!(inner.words));
    }
    let (verdict, words) = if specimen {
        ("specimen", "the seal is intact, and this is a specimen without force")
    } else {
        ("genuine", "the seal is intact, covers the whole file, and its issuer is known")
    };
    Ok(Finding { genuine: true, verdict: verdict.to_owned(), words: words.to_owned(), facts: Value::Object(facts) })
}

/// The address in a QR code.
fn code(url: &str, trust: &TrustList, status: Option<&Path>, now: UnixTime) -> Result<Finding> {
    let cose = match credential::from_url(url) {
        Ok(cose) => cose,
        Err(error) => return Ok(Finding::refused(kebab(&format!("{error:?}")), error.to_string())),
    };
    let opened = match Credential::open(&cose, trust, now) {
        Ok(opened) => opened,
        Err(refusal) => return Ok(Finding::refused(kebab(&format!("{refusal:?}")), refusal.to_string())),
    };
    let facts = facts(&opened);
    let specimen = opened.specimen;
    let Some(file) = status else {
        let (verdict, words) = if specimen {
            ("specimen", "the code is of a specimen without force")
        } else {
            (
                "genuine",
                "the code is genuine; without a status list it is not known whether the document is still in force",
            )
        };
        return Ok(Finding { genuine: true, verdict: verdict.to_owned(), words: words.to_owned(), facts });
    };
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let uri = trust.status_uri(&opened.credential.tenant, opened.credential.status.list);
    let list = StatusList::open(&bytes, &uri, &opened.credential.tenant, trust, now)
        .with_context(|| format!("{}", file.display()))?;
    let standing = list.list.get(opened.credential.status.index).context("the status list has no such place")?;
    let (genuine, verdict, words) = match standing {
        Status::Valid if specimen => (true, "specimen", "the code is of a specimen without force"),
        Status::Valid => (true, "genuine", "the code is genuine and the document is in force"),
        Status::Withdrawn => (false, "withdrawn", "the document was withdrawn by its issuer"),
        Status::Suspended => (false, "suspended", "the document is suspended by its issuer"),
        Status::Superseded => (false, "superseded", "the document was replaced by a newer one"),
    };
    Ok(Finding { genuine, verdict: verdict.to_owned(), words: words.to_owned(), facts })
}

fn facts(opened: &Opened) -> Value {
    let credential = &opened.credential;
    let at = i64::try_from(credential.issued_at.as_seconds()).ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
    json!({
        "issued by": format!("{} {} ({})", opened.issuer.fr, opened.issuer.ar, credential.tenant),
        "issued at": at.map(|at| at.to_string()),
        "act": credential.act_reference,
        "family name": credential.family_name,
        "given name": credential.given_name,
        "born": credential.birth_date,
    })
}

/// `UnknownIssuer { .. }` → `unknown-issuer`.
fn kebab(variant: &str) -> String {
    let name = variant.split([' ', '(', '{']).next().unwrap_or_default();
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_variants_as_words() {
        assert_eq!(super::kebab("UnknownIssuer { kid: 1 }"), "unknown-issuer");
        assert_eq!(super::kebab("Altered(\"x\")"), "altered");
        assert_eq!(super::kebab("NotAPdf"), "not-a-pdf");
    }
}
