//! Starts the program: reads the command line and hands it to `cli`. A failure is one sentence and exit code 1.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match pser::cli::main() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do when even this cannot be written.
            let _ = writeln!(std::io::stderr(), "pser: {error:#}");
            ExitCode::FAILURE
        }
    }
}
