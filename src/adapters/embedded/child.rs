//! Ties a child process to this one, so that a program that is killed leaves no server behind.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use nix::sys::prctl;
use nix::sys::signal::Signal;
use nix::unistd;

/// Makes the child get SIGINT (to PostgreSQL: disconnect everybody and stop; to pser: drain and stop) when the thread that starts it ends. Start it
/// from the main thread, therefore: any other may end before the program does.
#[expect(unsafe_code, reason = "the only way to run code between fork and exec")]
pub fn ends_with_us(command: &mut Command) {
    let us = unistd::getpid();
    // SAFETY: the closure calls prctl and getppid only, which are async-signal-safe; it takes no lock and allocates nothing.
    unsafe {
        command.pre_exec(move || {
            prctl::set_pdeathsig(Signal::SIGINT)?;
            // We may have ended before the line above: then nobody would ever send the signal.
            if unistd::getppid() == us { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
        });
    }
}
