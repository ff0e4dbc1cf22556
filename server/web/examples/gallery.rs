//! Renders every page with every sample in every language into a folder, with the static files, to be looked at:
//! `cargo run -p wathiq-web --example gallery -- DIR [BASE]`. `BASE` (for example `.`) is put before the
//! addresses of the static files, so that the pages open from the folder without a server.

use std::path::{Path, PathBuf};
use std::{env, fs};

use wathiq_domain::{Bilingual, Locale};
use wathiq_i18n::Texts;
use wathiq_web::pages::every_sample;
use wathiq_web::views::{Frame, StaffHead};
use wathiq_web::{Assets, Pages, PagesOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args_os().skip(1);
    let dir = args.next().map_or_else(|| PathBuf::from("/tmp/gallery"), PathBuf::from);
    let base = args.next().and_then(|base| base.into_string().ok()).unwrap_or_else(|| ".".into());
    let assets = Assets::embedded();
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let options = PagesOptions { template_dir: Some(templates), strict_texts: true, ..PagesOptions::default() };
    let pages = Pages::new(&Texts::embedded()?, &assets, &options);

    fs::create_dir_all(&dir)?;
    for name in Assets::names() {
        if let (Some(url), Some(asset)) = (assets.url(name), Assets::get(name)) {
            write(&dir.join(url.trim_start_matches('/')), asset.bytes)?;
        }
    }
    for locale in Locale::ALL {
        for (name, template, render) in every_sample() {
            let html = render(&pages, &frame(locale, template))?;
            let html = html.replace("\"/static/", &format!("\"{base}/static/"));
            write(&dir.join(format!("{name}.{}.html", locale.tag())), html.as_bytes())?;
        }
    }
    Ok(())
}

fn frame(locale: Locale, template: &str) -> Frame {
    let frame = Frame::public(locale, "/somewhere", "csrf").in_demo(template.starts_with("demo/"));
    let signed_in =
        template.starts_with("staff/") && !template.contains("sign-in") && !template.contains("second-factor");
    if !signed_in {
        return frame;
    }
    frame.for_tenant(Bilingual::new("طنجة", "Tanger")).for_staff(StaffHead {
        name: Bilingual::new("يوسف النموذجي", "Youssef Ennamoudaji"),
        reviews: true,
        seals: true,
        posts: true,
        audits: true,
    })
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}
