//! `wathiq bench issue N`: N different documents in one process, one after another.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::json;
use uuid::Uuid;
use wathiq_domain::act::{Act, ActKind};
use wathiq_domain::document::DocumentNumber;
use wathiq_domain::ids::{ActId, DelegationId, OfficeId, StaffId};
use wathiq_domain::staff::{Delegation, Quality};
use wathiq_domain::tenant::{TenantCode, TenantSettings};
use wathiq_domain::{Bilingual, Clock as _, Entropy as _};
use wathiq_render::{Kinds, RenderInput, Renderer};
use wathiq_seal::certificate::SealSubject;
use wathiq_seal::credential::{self, Credential, StatusRef};
use wathiq_seal::pades::{self, SealOptions};
use wathiq_seal::{PublicKey, Signer as _, SoftSigner, UnixTime};
use wathiq_service::platform::{self, Platform};
use wathiq_service::record::{Record, Source, both_scripts};

use crate::machine::{SystemClock, SystemEntropy};
use crate::sample;

/// Everything that a document of the measurement needs beside its act.
struct Bench {
    renderer: Renderer,
    signer: SoftSigner,
    certificate: Vec<u8>,
    root: Vec<u8>,
    tenant: TenantCode,
    settings: TenantSettings,
    now: jiff::Timestamp,
}

/// Times of one document, in milliseconds.
struct Times {
    total: f64,
    render: f64,
    qr: f64,
    sign: f64,
    bytes: usize,
}

/// Measures and prints one JSON line.
///
/// # Errors
/// When a document cannot be made.
pub fn issue(count: u32) -> Result<ExitCode> {
    if count == 0 {
        bail!("bench issue needs 1 document or more");
    }
    let started = Instant::now();
    let cpu = cpu_ms();
    let bench = Bench::new()?;
    let mut times = Vec::new();
    let mut first = 0.0;
    for index in 0..count {
        times.push(bench.one(index)?);
        if index == 0 {
            // From the start of the process's work to the first document: what a cold start costs.
            first = ms(started);
        }
    }
    let mut totals: Vec<f64> = times.iter().map(|t| t.total).collect();
    totals.sort_by(f64::total_cmp);
    let n = f64::from(count);
    let mean = |of: fn(&Times) -> f64| times.iter().map(of).sum::<f64>() / n;
    let bytes = times.iter().map(|t| t.bytes).sum::<usize>() / times.len().max(1);
    let line = json!({
        "n": count,
        "median_ms": round(at(&totals, 0.5)),
        "p95_ms": round(at(&totals, 0.95)),
        "per_second": round(n * 1000.0 / totals.iter().sum::<f64>()),
        "render_ms": round(mean(|t| t.render)),
        "qr_ms": round(mean(|t| t.qr)),
        "sign_ms": round(mean(|t| t.sign)),
        "cpu_ms": round((cpu_ms() - cpu) / n),
        "first_ms": round(first),
        "bytes": bytes,
        "peak_rss_mb": round(peak_rss_mb()),
    });
    println!("{line}");
    Ok(ExitCode::SUCCESS)
}

impl Bench {
    fn new() -> Result<Self> {
        let entropy = SystemEntropy;
        let secret = |entropy: SystemEntropy| {
            let mut bytes = [0; 32];
            entropy.fill(&mut bytes);
            SoftSigner::from_secret(bytes)
        };
        let (root, signer) = (secret(entropy)?, secret(entropy)?);
        let now = wathiq_service::sealing::whole_second(SystemClock.now());
        let certificate = platform::root_certificate(&root, "Bench", [1; 16], now)?;
        let backup: PublicKey = *signer.public_key();
        let platform = Platform::new(Arc::new(root), certificate.clone(), backup);
        let subject = SealSubject {
            country: "MA".to_owned(),
            organization: "Tanger".to_owned(),
            organization_identifier: "MA.01.511.01.0".to_owned(),
            common_name: "État civil – Tanger".to_owned(),
        };
        let period = platform::period(now.as_second() - 60, now.as_second() + 86_400)?;
        let leaf = platform.certify(signer.public_key(), &subject, [2; 16], period)?;
        let settings = toml::from_str(include_str!("../../../../config/countries/ma.toml"))?;
        Ok(Self {
            renderer: Renderer::new(Kinds::embedded()?),
            signer,
            certificate: leaf,
            root: certificate,
            tenant: TenantCode::parse("MA.01.511.01.0")?,
            settings: TenantSettings {
                province: Bilingual::new("عمالة طنجة أصيلة", "Préfecture de Tanger-Assilah"),
                ..settings
            },
            now,
        })
    }

    /// Makes one document as the job does, from record to sealed PDF.
    fn one(&self, index: u32) -> Result<Times> {
        let sample = sample::benchmark_record(index)?;
        let started = Instant::now();
        let act = Act {
            id: ActId::from_uuid(Uuid::from_u128(u128::from(index))),
            office: OfficeId::from_uuid(Uuid::nil()),
            kind: ActKind::Birth,
            number: sample.number,
            content: sample.content,
            version: 1,
        };
        let day = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let delegation = Delegation {
            id: DelegationId::from_uuid(Uuid::nil()),
            staff: StaffId::from_uuid(Uuid::nil()),
            office: act.office,
            quality: Quality::Delegate,
            reference: "12/2026".to_owned(),
            decided_on: day.into(),
            from: day,
            to: None,
            withdrawn_on: None,
        };
        let record = Record::new(&Source {
            kind: "birth-extract",
            language: "ar-fr",
            specimen: false,
            number: DocumentNumber { year: day.year(), serial: index + 1 },
            issued_on: day,
            sealed_at: self.now,
            tenant: &self.tenant,
            tenant_name: &Bilingual::new("طنجة", "Tanger"),
            settings: &self.settings,
            office_code: "01",
            office_name: &Bilingual::new("المدينة", "Médina"),
            officer: &Bilingual::new("نادية نموذج", "Nadia EXEMPLE"),
            delegation: &delegation,
            act: &act,
        });
        let signing = Instant::now();
        let signed_at = UnixTime::from_seconds(self.now.as_second()).context("the clock is out of range")?;
        let mut nonce = [0; 16];
        SystemEntropy.fill(&mut nonce);
        let cose = Credential {
            tenant: self.tenant.to_string(),
            issued_at: signed_at,
            expires_at: None,
            status: StatusRef { list: 202_600, index },
            kind: 1,
            act_reference: format!("01/{}", act.number),
            family_name: both_scripts(&act.content.family),
            given_name: both_scripts(&act.content.given),
            birth_date: act.content.birth_date.to_string(),
            nonce,
            data_digest: None,
        }
        .seal(&self.signer)?;
        let credential_ms = ms(signing);
        let url = credential::to_url("HTTPS://V.EXAMPLE.MA/", &cose);
        let mut record = record.to_json()?;
        let verification = json!({ "url": url, "address": "v.example.ma" });
        record.as_object_mut().context("a record is an object")?.insert("verification".to_owned(), verification);
        let record_json = serde_json::to_vec(&record)?;
        let rendered = self.renderer.render(&RenderInput {
            record: &record,
            qr: &url,
            record_json: &record_json,
            document_id: Uuid::from_u128(u128::from(index)),
            created: self.now,
        })?;
        let sealing = Instant::now();
        let options = SealOptions {
            field: "Sig1",
            signed_at,
            signer_name: "Nadia EXEMPLE",
            reason: Some("Extrait d’acte de naissance"),
            location: Some("Tanger"),
            contents_size: pades::CONTENTS_SIZE,
        };
        let pdf = pades::seal_pdf(&rendered.pdf, &options, &self.signer, &self.certificate, &[&self.root])?;
        let micro = |us: u64| f64::from(u32::try_from(us).unwrap_or(u32::MAX)) / 1000.0;
        Ok(Times {
            total: ms(started),
            render: micro(rendered.timings.render_us),
            qr: micro(rendered.timings.qr_us),
            sign: credential_ms + ms(sealing),
            bytes: pdf.len(),
        })
    }
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index into the list, rounded")]
    let index = (share * last as f64).round() as usize;
    sorted.get(index).copied().unwrap_or_default()
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Highest resident memory of this process so far, in MB; 0 where the system does not say.
fn peak_rss_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb: u32 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    f64::from(kb) / 1024.0
}

/// Processor time of this process so far, in milliseconds; 0 where the system does not say.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let ns: f64 = stat.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
    ns / 1_000_000.0
}
