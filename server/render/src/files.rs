//! The template folder, read into memory: embedded in the binary or from a directory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::error::{Problem, RenderError};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../pdf-templates");

/// All files of the template folder, by path with `/` between folders.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// The folder as it was when the binary was built.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        collect(&EMBEDDED, &mut files);
        Self(files)
    }

    /// A folder on disk, for authors of templates.
    pub fn from_dir(root: &Path) -> Result<Self, RenderError> {
        let mut files = BTreeMap::new();
        read(root, "", &mut files)?;
        Ok(Self(files))
    }

    /// The folder with one file replaced: tests spoil a template this way.
    #[cfg(test)]
    pub fn with(mut self, path: &str, content: &str) -> Self {
        self.0.insert(path.to_owned(), content.as_bytes().to_vec());
        self
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Result<&[u8], RenderError> {
        self.0.get(path).map(Vec::as_slice).ok_or_else(|| Problem::MissingFile.in_file(path))
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Result<&str, RenderError> {
        std::str::from_utf8(self.bytes(path)?).map_err(|_| Problem::Unreadable("not UTF-8".to_owned()).in_file(path))
    }

    /// Paths that end so, sorted.
    pub fn ending<'f>(&'f self, suffix: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.keys().map(String::as_str).filter(move |path| path.ends_with(suffix))
    }
}

fn collect(dir: &Dir<'_>, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in dir.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec());
    }
    for dir in dir.dirs() {
        collect(dir, files);
    }
}

fn read(root: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), RenderError> {
    let failed = |error: std::io::Error| Problem::Unreadable(error.to_string()).in_file(prefix);
    for entry in fs::read_dir(root).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type().map_err(failed)?.is_dir() {
            read(&entry.path(), &path, files)?;
        } else {
            files.insert(path, fs::read(entry.path()).map_err(failed)?);
        }
    }
    Ok(())
}
