//! A programme's folder as one piece, known by the hash of its content. What was decided under a bundle can be read
//! again years later, word for word.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};
use serde_json::{Value, json};

use super::form;
use crate::canonical::{self, ContentHash};
use crate::error::Fault;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/workflows");

/// Version of the language in which bundles are written; raised when an old program could not read a new bundle.
/// Language 2 has `decides`.
pub const LANGUAGE: i32 = 2;
const EXTENSION: &str = "yaml";
/// The file of what is asked, and that of the few questions for whoever only wants to know.
pub(super) const FORM: &str = "form.yaml";
pub(super) const SCREENER: &str = "screener.yaml";

/// The declared files of one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    pub programme: String,
    /// Version of the language in which it is written.
    pub language: i32,
    pub hash: ContentHash,
    /// Texts by their path within the folder.
    files: BTreeMap<String, String>,
}

impl Bundle {
    /// A bundle of these files.
    ///
    /// # Errors
    /// Never for texts; the canonical form refuses only what JSON cannot say.
    pub fn new(programme: &str, files: BTreeMap<String, String>) -> Result<Self, Fault> {
        Self::written_in(LANGUAGE, programme, files)
    }

    fn written_in(language: i32, programme: &str, files: BTreeMap<String, String>) -> Result<Self, Fault> {
        let content = json!({ "programme": programme, "language": language, "files": &files });
        Ok(Self { programme: programme.to_owned(), language, hash: canonical::hash(&content)?, files })
    }

    /// The programmes that came with the program.
    ///
    /// # Errors
    /// When a file is not UTF-8.
    pub fn embedded() -> Result<Vec<Self>, Fault> {
        beside_each_other(&EMBEDDED.dirs().map(embedded_files).collect::<Result<_, Fault>>()?)
    }

    /// The programmes of a folder: one sub-folder each.
    ///
    /// # Errors
    /// When a file cannot be read or is not UTF-8.
    pub fn in_folder(folder: &Path) -> Result<Vec<Self>, Fault> {
        let mut folders = BTreeMap::new();
        for (name, path) in entries(folder)? {
            if path.is_dir() {
                let mut files = BTreeMap::new();
                collect(&path, "", &mut files)?;
                folders.insert(name, files);
            }
        }
        beside_each_other(&folders)
    }

    /// A bundle read back from the database.
    ///
    /// # Errors
    /// When the content is not what the hash says.
    pub(super) fn stored(
        (programme, language): (&str, i32),
        hash: &[u8],
        content: &Value,
    ) -> Result<Self, Fault> {
        let files = content.get("files").and_then(Value::as_object);
        let texts = files.map(|files| {
            let text = |value: &Value| value.as_str().map(str::to_owned);
            files.iter().map(|(path, value)| Some((path.clone(), text(value)?))).collect::<Option<_>>()
        });
        let files = texts.flatten().ok_or_else(|| Fault::broken("a stored bundle is not a list of files"))?;
        let bundle = Self::written_in(language, programme, files)?;
        if bundle.hash != hash {
            return Err(Fault::broken(format!("the stored bundle of {programme} does not have its hash")));
        }
        Ok(bundle)
    }

    /// The text of a file.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The paths and texts of all files below a folder of the bundle, such as `scenarios`.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{folder}/");
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(&prefix))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    pub(super) fn content(&self) -> Value {
        json!({ "files": self.files })
    }
}

/// The files of programmes by their path within the folder, by programme.
type Folders = BTreeMap<String, BTreeMap<String, String>>;

/// The bundles of folders that lie beside each other. What is taken over comes along word for word, so that a bundle
/// stays whole when the other programme changes.
fn beside_each_other(folders: &Folders) -> Result<Vec<Bundle>, Fault> {
    let mut bundles = Vec::with_capacity(folders.len());
    for (name, files) in folders {
        let mut files = files.clone();
        if let Some(taken) = files.get(FORM).and_then(|yaml| form::takes(FORM, yaml))
            && let Some(others) = folders.get(&taken)
        {
            let copy = |file: &&str| Some((taken_file(&taken, file), others.get(*file)?.clone()));
            files.extend([FORM, SCREENER].iter().filter_map(copy));
        }
        bundles.push(Bundle::new(name, files)?);
    }
    Ok(bundles)
}

/// Where in a bundle a file of another programme lies whose form its own takes over.
pub(super) fn taken_file(programme: &str, file: &str) -> String {
    format!("taken/{programme}/{file}")
}

fn embedded_files(folder: &Dir<'_>) -> Result<(String, BTreeMap<String, String>), Fault> {
    fn walk(root: &Dir<'_>, folder: &Dir<'_>, files: &mut BTreeMap<String, String>) -> Result<(), Fault> {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => walk(root, inner, files)?,
                DirEntry::File(file) if is_declaration(file.path()) => {
                    let path = file.path().strip_prefix(root.path()).unwrap_or(file.path());
                    let text = file
                        .contents_utf8()
                        .ok_or_else(|| Fault::broken(format!("{} is not UTF-8", file.path().display())))?;
                    files.insert(path.to_string_lossy().into_owned(), text.to_owned());
                }
                DirEntry::File(_) => {}
            }
        }
        Ok(())
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files)?;
    Ok((folder.path().to_string_lossy().into_owned(), files))
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), Fault> {
    for (name, path) in entries(folder)? {
        let below = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{below}/"), files)?;
        } else if is_declaration(&path) {
            let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            files.insert(below, text);
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<BTreeMap<String, std::path::PathBuf>, Fault> {
    let listed = fs::read_dir(folder).map_err(|error| unreadable(folder, error))?;
    listed
        .map(|entry| {
            let entry = entry.map_err(|error| unreadable(folder, error))?;
            Ok((entry.file_name().to_string_lossy().into_owned(), entry.path()))
        })
        .collect()
}

fn is_declaration(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == EXTENSION)
}

fn unreadable(path: &Path, error: std::io::Error) -> Fault {
    Fault::caused(format!("{} cannot be read", path.display()), error)
}
