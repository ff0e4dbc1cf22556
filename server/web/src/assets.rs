//! Static files, embedded and served under the hash of all of them, so that a browser may keep each for ever.

use std::fmt::Write as _;

use include_dir::{Dir, DirEntry, include_dir};
use sha2::{Digest, Sha256};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// One static file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its bytes.
    pub bytes: &'static [u8],
    /// Its media type.
    pub content_type: &'static str,
}

/// The static files of this build.
#[derive(Debug, Clone)]
pub struct Assets {
    hash: String,
}

impl Assets {
    /// The embedded files, hashed.
    pub fn embedded() -> Self {
        let mut files = Vec::new();
        collect(&EMBEDDED, &mut files);
        files.sort_unstable();
        let mut digest = Sha256::new();
        for (path, bytes) in files {
            // lengths keep the boundaries between names and contents
            digest.update(path.len().to_be_bytes());
            digest.update(path);
            digest.update(bytes.len().to_be_bytes());
            digest.update(bytes);
        }
        let hash = digest.finalize().iter().take(6).fold(String::new(), |mut hash, byte| {
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        Self { hash }
    }

    /// The hash of all files, as it stands in their addresses.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The address of a file, if there is one of that name.
    pub fn url(&self, path: &str) -> Option<String> {
        EMBEDDED.get_file(path).map(|_| format!("/static/{}/{path}", self.hash))
    }

    /// The file of a name.
    pub fn get(path: &str) -> Option<Asset> {
        let bytes = EMBEDDED.get_file(path)?.contents();
        let extension = path.rsplit_once('.')?.1;
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "mjs" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "woff2" => "font/woff2",
            "txt" => "text/plain; charset=utf-8",
            _ => return None,
        };
        Some(Asset { bytes, content_type })
    }

    /// Names of all files.
    pub fn names() -> Vec<&'static str> {
        let mut files = Vec::new();
        collect(&EMBEDDED, &mut files);
        files.into_iter().map(|(path, _)| path).collect()
    }
}

fn collect(dir: &'static Dir<'static>, files: &mut Vec<(&'static str, &'static [u8])>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, files),
            DirEntry::File(file) => {
                files.extend(file.path().to_str().map(|path| (path, file.contents())));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_media_type() {
        for name in Assets::names() {
            assert!(Assets::get(name).is_some(), "{name} has no media type");
        }
    }

    #[test]
    fn addresses_hold_the_hash() {
        let assets = Assets::embedded();
        assert_eq!(assets.hash().len(), 12);
        assert_eq!(assets.url("wathiq.css").unwrap(), format!("/static/{}/wathiq.css", assets.hash()));
        assert_eq!(assets.url("../Cargo.toml"), None);
    }

    /// Budgets of the interface: one style sheet under 20 KB, the verifier under 25 KB, fonts 60 KB a script.
    #[test]
    fn files_keep_their_budgets() {
        let size = |part: &str| -> usize {
            Assets::names()
                .into_iter()
                .filter(|name| name.contains(part))
                .filter_map(Assets::get)
                .map(|asset| asset.bytes.len())
                .sum()
        };
        assert!(size(".css") < 20 * 1024, "style sheet: {} bytes", size(".css"));
        assert!(size("verify/") < 25 * 1024, "verifier: {} bytes", size("verify/"));
        assert!(size("ui-arabic") < 60_000, "Arabic font: {} bytes", size("ui-arabic"));
        assert!(size("ui-latin") < 60_000, "Latin font: {} bytes", size("ui-latin"));
    }
}
