//! Renders a record for the eye and for other tools: `render RECORD.json OUT.pdf [REPEAT]` (templates from
//! `pdf-templates/`); with REPEAT it prints the median time of that many runs.

use std::error::Error;

use wathiq_render::{Kinds, RenderInput, Renderer};

/// As long as a real credential: version 12 at level M.
const QR: &str = "HTTPS://V.EXAMPLE.MA/#1";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [record, out, repeat @ ..] = arguments.as_slice() else {
        return Err("render RECORD.json OUT.pdf [REPEAT]".into());
    };
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/../../pdf-templates");
    let renderer = Renderer::new(Kinds::from_dir(templates)?);
    let bytes = std::fs::read(record)?;
    let value: serde_json::Value = serde_json::from_slice(&bytes)?;
    let qr = format!("{QR}{}", "0A1B2C3D4E5F6G7H8J9K".repeat(18));
    let sealed = value.pointer("/document/sealed_at").and_then(|at| at.as_str());
    let input = RenderInput {
        record: &value,
        qr: &qr,
        record_json: &bytes,
        document_id: uuid::Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001),
        created: sealed.unwrap_or("2026-11-22T10:00:00Z").parse()?,
    };
    let mut rendered = renderer.render(&input)?;
    if let Some(count) = repeat.first() {
        let mut times = Vec::new();
        for _ in 0..count.parse::<usize>()? {
            rendered = renderer.render(&input)?;
            times.push(rendered.timings.render_us + rendered.timings.qr_us);
        }
        times.sort_unstable();
        let middle = times.get(times.len() / 2).copied().unwrap_or_default();
        println!("median {middle} µs, {:?}", rendered.timings);
    }
    std::fs::write(out, &rendered.pdf)?;
    println!("{} pages, {} bytes", rendered.pages, rendered.pdf.len());
    Ok(())
}
