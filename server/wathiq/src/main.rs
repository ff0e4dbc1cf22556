//! The wathiq binary: command line, configuration, wiring. Nothing of the field is decided here.
//!
//! Exit codes: 0 done · 1 failed · 2 wrong use · 3 a document or code is not genuine (`verify`).

mod cli;
mod commands;
mod config;
mod keys;
mod machine;
mod sample;
mod telemetry;
mod wire;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("wathiq: {error:#}");
            ExitCode::FAILURE
        }
    }
}
