//! The verbs.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Issues civil-status documents for many communes: sealed, QR-verifiable PDFs.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, propagate_version = true)]
pub struct Cli {
    /// Configuration file; see config/default.toml for every key.
    #[arg(long, global = true, env = "WATHIQ_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Answer in JSON, one document or one object a line.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Try everything: embedded database, invented communes, staff and acts; mails go to a folder.
    Demo(Demo),
    /// Serve pages and API, and work the jobs.
    Serve(Serve),
    /// Work the jobs only.
    Worker,
    /// Bring the database schema up to this program.
    Migrate,
    /// Try every part of the installation and say what to mend.
    Doctor,
    /// Check a sealed PDF, or the address in a QR code, without the server.
    Verify(Verify),
    /// Configuration.
    #[command(subcommand)]
    Config(ConfigVerb),
    /// The platform's keys.
    #[command(subcommand)]
    Keys(KeysVerb),
    /// Communes.
    #[command(subcommand)]
    Tenant(TenantVerb),
    /// Operators of the platform.
    #[command(subcommand)]
    Operator(OperatorVerb),
    /// The audit log.
    #[command(subcommand)]
    Audit(AuditVerb),
    /// Measurements.
    #[command(subcommand)]
    Bench(BenchVerb),
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Drive one order through every real step, leave its files in --out, and end.
    #[arg(long)]
    pub once: bool,
    /// Folder for the files of --once.
    #[arg(long, value_name = "DIR", requires = "once")]
    pub out: Option<PathBuf>,
    /// Empty the demonstration's data first.
    #[arg(long)]
    pub reset: bool,
    /// Port to serve on; 0 takes a free one.
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// Folder of the demonstration's data.
    #[arg(long = "data-dir", value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Leave the jobs to another process.
    #[arg(long)]
    pub no_worker: bool,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// A sealed PDF.
    #[arg(value_name = "FILE", required_unless_present = "code", conflicts_with = "code")]
    pub file: Option<PathBuf>,
    /// The address in a QR code, in quotes.
    #[arg(long, value_name = "ADDRESS")]
    pub code: Option<String>,
    /// The platform's root certificate (PEM); by default that of the keys folder.
    #[arg(long, value_name = "FILE")]
    pub root: Option<PathBuf>,
    /// A trust list, as served at /.well-known/extract-trust.cwt; needed for the QR code.
    #[arg(long, value_name = "FILE")]
    pub trust: Option<PathBuf>,
    /// A status list of the issuer; without it the answer does not say whether the document is still in force.
    #[arg(long, value_name = "FILE")]
    pub status: Option<PathBuf>,
}

/// Verbs of `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// Read all sources and say whether they fit together.
    Check,
    /// Print every setting with its value.
    Show,
}

/// Verbs of `keys`.
#[derive(Debug, Subcommand)]
pub enum KeysVerb {
    /// Make the master key and the two roots. Never replaces keys.
    Init {
        /// Do nothing when there are keys already.
        #[arg(long)]
        if_missing: bool,
    },
    /// Export what verifiers need: the root certificate and the present trust list.
    Export {
        /// Folder to write to.
        #[arg(value_name = "DIR")]
        out: PathBuf,
    },
}

/// Verbs of `tenant`.
#[derive(Debug, Subcommand)]
pub enum TenantVerb {
    /// Create a commune with its offices, staff and keys; prints the first sign-ins once.
    Create {
        /// Description of the commune (TOML); see docs/operations.md.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// List communes.
    List,
}

/// Verbs of `operator`.
#[derive(Debug, Subcommand)]
pub enum OperatorVerb {
    /// Make a token for the operator's API; printed once.
    Token {
        /// Whom or what it is for.
        #[arg(value_name = "LABEL")]
        label: String,
    },
}

/// Verbs of `audit`.
#[derive(Debug, Subcommand)]
pub enum AuditVerb {
    /// Follow the chain of hashes of one commune or of all, and say where it breaks.
    Verify {
        /// Code of one commune.
        #[arg(long, value_name = "CODE")]
        tenant: Option<String>,
    },
}

/// Verbs of `bench`.
#[derive(Debug, Subcommand)]
pub enum BenchVerb {
    /// Make N different documents one after another (render, QR, seal) and print one JSON line.
    Issue {
        /// How many.
        #[arg(value_name = "N")]
        count: u32,
    },
}
