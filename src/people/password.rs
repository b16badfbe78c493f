//! Passwords: which are taken, and how they are kept (argon2id; OWASP ASVS 5.0.0, 6.2 and 11.4.2). Hashing is slow on
//! purpose, so it runs apart from the threads that answer and on no more of them than there are cores.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use sha1::{Digest as _, Sha1};
use tokio::sync::Semaphore;

use super::common_passwords;
use super::typed::Typed;
use crate::entropy;
use crate::error::Fault;
use crate::refusal::FieldError;

/// The shortest and longest password taken, in characters.
pub const SHORTEST: usize = 12;
pub const LONGEST: usize = 128;

/// 46 MiB in one pass on one lane: OWASP's first choice for argon2id.
const PASSWORD_KIB: u32 = 46 * 1024;
/// A code has six digits and lives ten minutes: trying all million at this cost takes longer than that on fifty cores.
const CODE_KIB: u32 = 32 * 1024;

/// A hash of nothing, against which a password is verified where no account is: the same work, never a match.
const DECOY: &str =
    "$argon2id$v=19$m=47104,t=1,p=1$c2FsdCBvZiBub2JvZHkh$gq0dDu1Lm5bn1BqsP4wzJQpXO0Q1yqVn1z3Y3j2s5tE";

/// As `DECOY`, at the cost of a code.
const DECOY_CODE: &str =
    "$argon2id$v=19$m=32768,t=1,p=1$c2FsdCBvZiBub2JvZHkh$gq0dDu1Lm5bn1BqsP4wzJQpXO0Q1yqVn1z3Y3j2s5tE";

/// What hashes and judges passwords and codes.
#[derive(Debug, Clone)]
pub struct Passwords {
    slots: Arc<Semaphore>,
    breached: Option<Arc<Path>>,
}

impl Passwords {
    /// `cores` is how many hashes are computed at once; `breached` names a file of SHA-1 digests in hexadecimal, one a
    /// line and sorted, as published for that purpose (a colon and a count may follow).
    pub fn new(cores: usize, breached: Option<PathBuf>) -> Self {
        Self { slots: Arc::new(Semaphore::new(cores.max(1))), breached: breached.map(Arc::from) }
    }

    /// Refuses passwords that are too short, too long, common, known from breaches, or that hold something of `own`: the
    /// name, CNIC, mobile or e-mail of the person.
    ///
    /// # Errors
    /// The wrong field, in the outer or inner result: inner for what the person can mend.
    pub async fn check(
        &self,
        field: &str,
        password: &Typed,
        own: &[&str],
    ) -> Result<Result<(), FieldError>, Fault> {
        if let Err(code) = judge(password.reveal(), own) {
            let error = FieldError::new(field, code).with("least", SHORTEST).with("most", LONGEST);
            return Ok(Err(error));
        }
        if self.is_breached(password).await? {
            return Ok(Err(FieldError::new(field, "password-breached")));
        }
        Ok(Ok(()))
    }

    /// The hash to keep, in the PHC string format.
    pub async fn hash(&self, password: &Typed) -> Result<String, Fault> {
        self.hash_at(PASSWORD_KIB, password).await
    }

    /// Whether this is the password of the hash; without a hash the same work is done and the answer is no.
    pub async fn verify(&self, password: &Typed, hash: Option<&str>) -> Result<bool, Fault> {
        let found = hash.is_some();
        let matches = self.verify_hash(password, hash.unwrap_or(DECOY)).await?;
        Ok(found && matches)
    }

    /// As `hash`, for a one-time code.
    pub async fn hash_code(&self, code: &Typed) -> Result<String, Fault> {
        self.hash_at(CODE_KIB, code).await
    }

    /// Whether this is the code of the hash; without a hash the same work is done and the answer is no.
    pub async fn verify_code(&self, code: &Typed, hash: Option<&str>) -> Result<bool, Fault> {
        let found = hash.is_some();
        let matches = self.verify_hash(code, hash.unwrap_or(DECOY_CODE)).await?;
        Ok(found && matches)
    }

    async fn hash_at(&self, kib: u32, secret: &Typed) -> Result<String, Fault> {
        let secret = secret.clone();
        self.apart(move || {
            let salt = entropy::bytes::<16>();
            hasher(kib)
                .hash_password_with_salt(secret.reveal().as_bytes(), &salt)
                .map(|hash| hash.to_string())
        })
        .await?
        .map_err(|error| Fault::caused("a password could not be hashed", error))
    }

    async fn verify_hash(&self, secret: &Typed, hash: &str) -> Result<bool, Fault> {
        let (secret, hash) = (secret.clone(), hash.to_owned());
        // The cost is that of the hash, not of the hasher.
        self.apart(move || {
            hasher(PASSWORD_KIB).verify_password(secret.reveal().as_bytes(), hash.as_str()).is_ok()
        })
        .await
    }

    async fn is_breached(&self, password: &Typed) -> Result<bool, Fault> {
        let Some(path) = self.breached.clone() else { return Ok(false) };
        let digest = hex::encode_upper(Sha1::digest(password.reveal().as_bytes()));
        self.apart(move || contains_line(&path, &digest))
            .await?
            .map_err(|error| Fault::caused("the list of breached passwords cannot be read", error))
    }

    async fn apart<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
        let slot = self.slots.clone().acquire_owned().await.expect("the slots are never closed");
        let work = move || {
            let _slot = slot;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| Fault::caused("a hash was given up", error))
    }
}

fn hasher(kib: u32) -> Argon2<'static> {
    let params = Params::new(kib, 1, 1, None).expect("the cost is within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn judge(password: &str, own: &[&str]) -> Result<(), &'static str> {
    match password.chars().count() {
        0..SHORTEST => return Err("password-too-short"),
        SHORTEST..=LONGEST => {}
        _ => return Err("password-too-long"),
    }
    let folded = common_passwords::fold(password);
    let own_words = own.iter().flat_map(|text| text.split([' ', '@'])).map(common_passwords::fold);
    if own_words.chain(["pser".to_owned()]).any(|word| word.chars().count() >= 4 && folded.contains(&word)) {
        return Err("password-holds-own-details");
    }
    if common_passwords::is_common(password) {
        return Err("password-common");
    }
    Ok(())
}

/// Looks for a line that is `digest` or begins with it and a colon, by halving the sorted file: it may be larger than
/// memory.
fn contains_line(path: &Path, digest: &str) -> io::Result<bool> {
    let mut file = BufReader::with_capacity(256, File::open(path)?);
    let (mut from, mut upto) = (0, file.get_ref().metadata()?.len());
    let mut line = String::new();
    while from < upto {
        let middle = from + (upto - from) / 2;
        file.seek(SeekFrom::Start(middle.saturating_sub(1)))?;
        // The line that begins at or after the middle: what stands before it belongs to the one before.
        let skipped = if middle > 0 { file.skip_until(b'\n')? as u64 } else { 0 };
        line.clear();
        let length = file.read_line(&mut line)? as u64;
        let begin = middle.saturating_sub(1) + skipped;
        let found = line.trim_end().split(':').next().unwrap_or_default().to_ascii_uppercase();
        match found.as_str().cmp(digest) {
            std::cmp::Ordering::Equal => return Ok(true),
            std::cmp::Ordering::Less if length > 0 => from = begin + length,
            _ => upto = middle,
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(2, None)
    }

    #[test]
    fn length_and_own_details_are_judged_and_composition_is_not() {
        let own = ["Ghulam Fatima", "3520212345671", "3001234567", "fatima@example.pk"];
        for (password, verdict) in [
            ("short-one-1", Err("password-too-short")),
            ("آٹھ حروف تک", Err("password-too-short")),
            ("my PSER password", Err("password-holds-own-details")),
            ("gh-Fatima-rose-garden", Err("password-holds-own-details")),
            ("x35202-1234567-1x", Err("password-holds-own-details")),
            ("0300 1234567 0300", Err("password-holds-own-details")),
            ("password12345", Err("password-common")),
            ("lowercase only words here", Ok(())),
        ] {
            assert_eq!(judge(password, &own), verdict, "{password}");
        }
        assert_eq!(judge(&"tamarind ".repeat(15), &[]), Err("password-too-long"));
    }

    #[tokio::test]
    async fn a_hash_has_the_agreed_cost_and_verifies_its_own_password_only() {
        let hash = passwords().hash(&Typed::new("tamarind-lantern-84")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{hash}");
        assert!(passwords().verify(&Typed::new("tamarind-lantern-84"), Some(&hash)).await.unwrap());
        assert!(!passwords().verify(&Typed::new("tamarind-lantern-85"), Some(&hash)).await.unwrap());
    }

    #[tokio::test]
    async fn the_decoy_costs_as_much_and_never_matches() {
        let decoy = argon2::PasswordHash::new(DECOY).unwrap();
        let params = Params::try_from(&decoy).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (PASSWORD_KIB, 1, 1));
        assert!(!passwords().verify(&Typed::new(""), None).await.unwrap());
        let decoy = argon2::PasswordHash::new(DECOY_CODE).unwrap();
        assert_eq!(Params::try_from(&decoy).unwrap().m_cost(), CODE_KIB);
        assert!(!passwords().verify_code(&Typed::new(""), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_breached_password_is_found_at_every_place_of_the_list() {
        let known: Vec<String> = (0..50).map(|number| format!("lantern-garden-{number}")).collect();
        let mut lines: Vec<String> = known
            .iter()
            .map(|known| format!("{}:3", hex::encode_upper(Sha1::digest(known.as_bytes()))))
            .collect();
        lines.sort();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(lines.join("\n").as_bytes()).unwrap();
        let passwords = Passwords::new(1, Some(file.path().to_owned()));
        for password in &known {
            let verdict = passwords.check("password", &Typed::new(password.as_str()), &[]).await.unwrap();
            assert_eq!(verdict.unwrap_err().code, "password-breached", "{password}");
        }
        for number in 50..100 {
            let password = Typed::new(format!("lantern-garden-{number}"));
            assert!(passwords.check("password", &password, &[]).await.unwrap().is_ok());
        }
    }
}
