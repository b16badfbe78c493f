//! The binary carries these folders; without being told, cargo does not see a file added to one of them.

use std::path::Path;

fn main() {
    for folder in ["migrations", "workflows", "policies", "templates", "web/dist", "web/fonts"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    if !Path::new("web/dist/manifest.json").exists() || !Path::new("web/fonts/nastaliq.ttf").exists() {
        println!("cargo::error=The pages' styles, script and fonts are not built yet: run `make assets`.");
    }
}
