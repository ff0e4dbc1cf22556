//! The kinds there are: their folders read, their templates compiled, their words and fonts ready.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::drawing::Drawings;
use crate::error::{Problem, RenderError};
use crate::files::Files;
use crate::fonts::Fonts;
use crate::kind::Kind;
use crate::labels::Labels;
use crate::template::Templates;

const FOLDER_OF_SHARED: &str = "_shared/";

/// One kind with its words.
#[derive(Debug)]
pub struct Entry {
    pub kind: Kind,
    pub labels: Labels,
    /// Path of its folder.
    pub folder: String,
}

/// All kinds, ready to render. Reading them checks everything that can be checked without a record.
pub struct Kinds {
    pub(crate) entries: BTreeMap<String, Entry>,
    pub(crate) templates: Templates,
    pub(crate) drawings: Drawings,
    pub(crate) fonts: Arc<Fonts>,
    pub(crate) files: Files,
}

impl Kinds {
    /// The kinds the binary was built with.
    ///
    /// # Errors
    /// When a folder is not in order; a test makes sure that the embedded ones are.
    pub fn embedded() -> Result<Self, RenderError> {
        Self::read(Files::embedded())
    }

    /// The kinds of a folder on disk, laid out like `pdf-templates/`.
    pub fn from_dir(path: impl AsRef<Path>) -> Result<Self, RenderError> {
        Self::read(Files::from_dir(path.as_ref())?)
    }

    pub(crate) fn read(files: Files) -> Result<Self, RenderError> {
        let mut entries = BTreeMap::new();
        let folders: Vec<String> =
            files.ending("/kind.toml").filter_map(|path| path.strip_suffix("/kind.toml")).map(str::to_owned).collect();
        for folder in folders {
            let path = format!("{folder}/kind.toml");
            let kind = Kind::parse(files.text(&path)?, &path)?;
            if folder.rsplit('/').next() != Some(kind.code.as_str()) {
                return Err(Problem::Unreadable("the code is not the name of the folder".to_owned()).in_file(path));
            }
            let labels = Labels::read(&files, &folder)?;
            entries.insert(kind.code.clone(), Entry { kind, labels, folder });
        }
        Ok(Self {
            entries,
            templates: Templates::read(&files)?,
            drawings: Drawings::read(&files)?,
            fonts: Arc::new(Fonts::read(&files)?),
            files,
        })
    }

    /// The kinds that can be ordered, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.entries.values().filter(|entry| !entry.folder.starts_with(FOLDER_OF_SHARED)).map(|entry| &entry.kind)
    }

    /// A kind by its code, the cover sheet too.
    pub fn get(&self, code: &str) -> Option<&Kind> {
        self.entries.get(code).map(|entry| &entry.kind)
    }

    /// The sample record of a kind, for previews and tests.
    pub fn sample(&self, code: &str) -> Result<serde_json::Value, RenderError> {
        let entry = self.entry(code)?;
        let path = format!("{}/sample.json", entry.folder);
        serde_json::from_str(self.files.text(&path)?)
            .map_err(|error| Problem::Unreadable(error.to_string()).in_file(path))
    }

    pub(crate) fn entry(&self, code: &str) -> Result<&Entry, RenderError> {
        self.entries.get(code).ok_or_else(|| Problem::UnknownKind(code.to_owned()).in_file(""))
    }
}
