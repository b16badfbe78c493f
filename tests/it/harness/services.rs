//! The addresses of what `scripts/with-services.sh` started for this run of the tests.

/// What the script exported under `name`.
///
/// # Panics
/// With what to run, when the tests were started without it.
#[expect(clippy::disallowed_methods, reason = "the script hands over its addresses by the environment")]
pub(super) fn address(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run `make test`, or `scripts/with-services.sh cargo test --test it`")
    })
}
