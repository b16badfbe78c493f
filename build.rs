//! The binary carries these folders; without being told, cargo does not see a file added to one of them.

fn main() {
    for folder in ["migrations", "workflows", "policies", "templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
