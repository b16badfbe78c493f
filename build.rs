//! The binary carries these folders; without being told, cargo does not see a file added to one of them.

use std::path::Path;

fn main() {
    for folder in ["migrations", "workflows", "policies", "templates", "web/dist"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    if !Path::new("web/dist/manifest.json").exists() {
        println!("cargo::error=The pages' styles and script are not built yet: run `make assets`.");
    }
}
