//! Verbs of the operator: keys, communes, tokens, audit.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use base64::Engine;
use serde_json::json;
use wathiq_domain::Entropy as _;
use wathiq_domain::tenant::TenantCode;
use wathiq_service::onboarding::{self, TenantSpec};
use wathiq_service::verification;
use wathiq_store::audit::AuditCheck;
use wathiq_store::tenants::Tenant;
use wathiq_store::{Page, Reason};

use crate::cli::{AuditVerb, KeysVerb, OperatorVerb, TenantVerb};
use crate::commands::serve;
use crate::config::Config;
use crate::keys::KeyFolder;
use crate::machine::{SystemClock, SystemEntropy};

/// `wathiq keys …`
///
/// # Errors
/// When there are keys already, or a file cannot be written.
pub async fn keys(config: &Config, verb: KeysVerb, json: bool) -> Result<ExitCode> {
    match verb {
        KeysVerb::Init { if_missing } => {
            if if_missing && KeyFolder::is_whole(&config.keys.folder) {
                return Ok(ExitCode::SUCCESS);
            }
            KeyFolder::init(&config.keys.folder, &config.keys.organization, &SystemClock, &SystemEntropy)?;
            let folder = config.keys.folder.display().to_string();
            if json {
                println!("{}", json!({ "folder": folder }));
            } else {
                println!(
                    "Keys are in {folder}. Back the folder up, and move root-b.key to a safe place away from this machine."
                );
            }
        }
        KeysVerb::Export { out } => {
            let app = serve::build(config).await?;
            std::fs::create_dir_all(&out).with_context(|| format!("the folder {}", out.display()))?;
            let root = wathiq_seal::certificate::to_pem(app.platform.certificate())?;
            std::fs::write(out.join("root.pem"), root)?;
            std::fs::write(out.join("trust.cwt"), verification::trust_list(&app).await?)?;
            if json {
                println!("{}", json!({ "root": out.join("root.pem"), "trust": out.join("trust.cwt") }));
            } else {
                println!("wrote {} and {}", out.join("root.pem").display(), out.join("trust.cwt").display());
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `wathiq tenant …`
///
/// # Errors
/// When the description cannot be used, or the commune exists.
pub async fn tenant(config: &Config, verb: TenantVerb, json: bool) -> Result<ExitCode> {
    let app = serve::build(config).await?;
    match verb {
        TenantVerb::Create { file } => {
            let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let spec: TenantSpec = toml::from_str(&text).with_context(|| format!("{}", file.display()))?;
            let created = onboarding::create(&app, spec).await?;
            if json {
                println!("{}", serde_json::to_string(&created)?);
            } else {
                println!("{} {} is there, with sealing key {}.", created.code, created.name.fr, created.kid);
                for person in &created.staff {
                    println!("  {}  password {}  second factor {}", person.email, person.password, person.totp_secret);
                }
            }
        }
        TenantVerb::List => {
            let mut page = Page::first(100);
            loop {
                let asked = page.clone();
                let listed = app.db.system(Reason::Onboarding).read(move |tx| tx.tenants(None, &asked)).await?;
                for tenant in &listed.rows {
                    line(tenant, json);
                }
                let Some(next) = listed.next else { break };
                page = Page::after(next, 100);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(tenant: &Tenant, json: bool) {
    let state = tenant.state.as_str();
    if json {
        println!("{}", json!({ "code": tenant.code, "name": tenant.name(), "state": state }));
    } else {
        println!("{:<20} {:<10} {} {}", tenant.code.to_string(), state, tenant.name_fr, tenant.name_ar);
    }
}

/// `wathiq operator …`
///
/// # Errors
/// When the database fails.
pub async fn operator(config: &Config, verb: OperatorVerb, json: bool) -> Result<ExitCode> {
    let OperatorVerb::Token { label } = verb;
    if label.trim().is_empty() {
        bail!("give the token a label: whom or what it is for");
    }
    let app = serve::build(config).await?;
    let mut bytes = [0; 32];
    SystemEntropy.fill(&mut bytes);
    let token = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    let stored = token.clone();
    app.db.system(Reason::Onboarding).write(move |tx| tx.insert_operator_token(stored.as_bytes(), &label)).await?;
    if json {
        println!("{}", json!({ "token": token }));
    } else {
        println!("{token}");
    }
    Ok(ExitCode::SUCCESS)
}

/// `wathiq audit …`: exit code 3 when a chain is broken.
///
/// # Errors
/// When the database fails or there is no such commune.
pub async fn audit(config: &Config, verb: AuditVerb, json: bool) -> Result<ExitCode> {
    let AuditVerb::Verify { tenant } = verb;
    let app = serve::build(config).await?;
    let mut tenants = Vec::new();
    if let Some(code) = tenant {
        let parsed = TenantCode::parse(&code)?;
        let found = app.db.system(Reason::Directory).read(move |tx| tx.tenant_by_code(&parsed)).await?;
        tenants.push(found.with_context(|| format!("there is no commune {code}"))?);
    } else {
        let mut page = Page::first(100);
        loop {
            let asked = page.clone();
            let listed = app.db.system(Reason::Directory).read(move |tx| tx.tenants(None, &asked)).await?;
            tenants.extend(listed.rows);
            let Some(next) = listed.next else { break };
            page = Page::after(next, 100);
        }
    }
    let mut whole = true;
    for tenant in tenants {
        #[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is for one lifetime only")]
        let check = app.db.tenant(tenant.id).read(|tx| tx.verify_audit()).await?;
        let (good, words) = match check {
            AuditCheck::Whole { lines, head } => {
                let head = hex::encode(head);
                (true, format!("{lines} lines, the last with hash {head}"))
            }
            AuditCheck::Broken { seq } => {
                (false, format!("line {seq} is missing, changed, or does not follow the one before"))
            }
        };
        whole &= good;
        if json {
            println!("{}", json!({ "tenant": tenant.code, "whole": good, "detail": words }));
        } else {
            println!("{} {}: {words}", if good { "ok    " } else { "BROKEN" }, tenant.code);
        }
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(3) })
}
