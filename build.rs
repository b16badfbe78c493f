//! The binary carries these folders; without being told, cargo does not see a file added to one of them.

#[expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
fn main() {
    for folder in ["migrations", "workflows", "policies", "templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
