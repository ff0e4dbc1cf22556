//! Writes the description of the API: `cargo run -p wathiq-web --example openapi > docs/openapi.json`.

fn main() -> serde_json::Result<()> {
    print!("{}", wathiq_web::api::openapi::text()?);
    Ok(())
}
