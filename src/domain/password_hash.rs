//! Password hashes of other systems: which are taken, and what verifying one may cost. Knows how they are
//! written, and must not compute any.
//!
//! Whoever imports a hash decides what every later "is it this password?" costs, so each scheme has a
//! bound: about two seconds and 256 MiB on a small machine.

use data_encoding::{BASE64, BASE64_NOPAD};

/// A hash as it is written, taken apart as far as whoever verifies it needs it.
#[derive(Clone, PartialEq, Eq)]
pub enum Scheme {
    /// Verified as it stands.
    Argon2,
    Bcrypt,
    /// `$5$` and `$6$` of crypt(3).
    ShaCrypt,
    Scrypt {
        log_n: u8,
        r: u32,
        p: u32,
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
    Pbkdf2 {
        digest: Digest,
        rounds: u32,
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
    /// SHA-1 over password and salt, of LDAP servers.
    SaltedSha1 {
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    Sha256,
    Sha512,
}

/// Why a hash is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadHash {
    #[error("not a hash that is taken: argon2, bcrypt, scrypt, PBKDF2, $5$, $6$ or {{SSHA}}")]
    Unknown,
    #[error("a {0} hash that is not well-formed")]
    Malformed(&'static str),
    #[error("a {0} hash that costs too much to verify: at most {1}")]
    TooCostly(&'static str, &'static str),
}

const MIB: u64 = 1_024 * 1_024;
/// Kibibytes that one Argon2 hash may fill, and fill in all its passes.
const ARGON2_MEMORY: u64 = 256 * 1_024;
const ARGON2_FILLED: u64 = 1_024 * 1_024;
const ARGON2_BOUND: &str = "256 MiB, 1 GiB over all passes, 16 lanes";
const SCRYPT_MEMORY: u64 = 256 * MIB;
const SCRYPT_FILLED: u64 = 1_024 * MIB;
const SCRYPT_BOUND: &str = "256 MiB, 1 GiB over all lanes";
const BCRYPT_COST: u32 = 14;
const PBKDF2_ROUNDS: u32 = 2_000_000;
const CRYPT_ROUNDS: u32 = 500_000;
/// No salt or hash of any of these is longer.
const LONGEST_PART: usize = 128;

/// What `text` is a hash of, if it is one that is taken.
///
/// # Errors
/// When it is not, or costs too much.
pub fn read(text: &str) -> Result<Scheme, BadHash> {
    if let Some(rest) = text.strip_prefix("{SSHA}") {
        return salted_sha1(rest);
    }
    let parts: Vec<&str> = text.split('$').collect();
    match parts.as_slice() {
        ["", "argon2id" | "argon2i" | "argon2d", rest @ ..] => argon2(rest),
        ["", "2a" | "2b" | "2y", cost, digest] => bcrypt(cost, digest),
        ["", "scrypt", params, salt, hash] => scrypt(params, salt, hash),
        ["", "pbkdf2-sha256", params, salt, hash] => pbkdf2(Digest::Sha256, params, salt, hash),
        ["", "pbkdf2-sha512", params, salt, hash] => pbkdf2(Digest::Sha512, params, salt, hash),
        ["", "5", rest @ ..] => sha_crypt(rest, 43),
        ["", "6", rest @ ..] => sha_crypt(rest, 86),
        _ => Err(BadHash::Unknown),
    }
}

fn argon2(parts: &[&str]) -> Result<Scheme, BadHash> {
    let malformed = BadHash::Malformed("argon2");
    let ([_, params, salt, hash] | [params, salt, hash]) = parts else { return Err(malformed) };
    let version_fits = parts.len() == 3 || matches!(parts.first(), Some(&("v=16" | "v=19")));
    let number = |name| param(params, name).map(u64::from).ok_or(malformed);
    let (memory, passes, lanes) = (number("m")?, number("t")?, number("p")?);
    let salted = part(salt).is_some_and(|salt| (8..=64).contains(&salt.len()));
    let hashed = part(hash).is_some_and(|hash| (10..=64).contains(&hash.len()));
    if !version_fits || !salted || !hashed || passes == 0 || lanes == 0 || memory < 8 * lanes {
        return Err(malformed);
    }
    let fits = memory <= ARGON2_MEMORY && memory.saturating_mul(passes) <= ARGON2_FILLED && lanes <= 16;
    if fits { Ok(Scheme::Argon2) } else { Err(BadHash::TooCostly("argon2", ARGON2_BOUND)) }
}

fn bcrypt(cost: &str, digest: &str) -> Result<Scheme, BadHash> {
    let malformed = BadHash::Malformed("bcrypt");
    let number = (cost.len() == 2).then(|| whole(cost)).flatten().filter(|cost| *cost >= 4).ok_or(malformed)?;
    match is_crypt_text(digest, 53) {
        false => Err(malformed),
        true if number > BCRYPT_COST => Err(BadHash::TooCostly("bcrypt", "cost 14")),
        true => Ok(Scheme::Bcrypt),
    }
}

fn scrypt(params: &str, salt: &str, hash: &str) -> Result<Scheme, BadHash> {
    let malformed = BadHash::Malformed("scrypt");
    let number = |name| param(params, name).filter(|number| *number > 0).ok_or(malformed);
    let (log_n, r, p) = (number("ln")?, number("r")?, number("p")?);
    let (salt, hash) = part(salt).zip(part(hash)).filter(|(_, hash)| (10..=64).contains(&hash.len())).ok_or(malformed)?;
    let memory = 1_u64.checked_shl(log_n).unwrap_or(u64::MAX).saturating_mul(128 * u64::from(r));
    if log_n > 22 || memory > SCRYPT_MEMORY || memory.saturating_mul(p.into()) > SCRYPT_FILLED {
        return Err(BadHash::TooCostly("scrypt", SCRYPT_BOUND));
    }
    Ok(Scheme::Scrypt { log_n: u8::try_from(log_n).map_err(|_| malformed)?, r, p, salt, hash })
}

/// As a PHC string (`i=600000`), or as Python's passlib writes it: the rounds alone, and `.` for `+`.
fn pbkdf2(digest: Digest, params: &str, salt: &str, hash: &str) -> Result<Scheme, BadHash> {
    let malformed = BadHash::Malformed("PBKDF2");
    let rounds = param(params, "i").or_else(|| whole(params)).filter(|rounds| *rounds > 0).ok_or(malformed)?;
    let (salt, hash) = part(&salt.replace('.', "+")).zip(part(&hash.replace('.', "+"))).ok_or(malformed)?;
    if !(10..=64).contains(&hash.len()) {
        return Err(malformed);
    }
    if rounds > PBKDF2_ROUNDS {
        return Err(BadHash::TooCostly("PBKDF2", "2,000,000 rounds"));
    }
    Ok(Scheme::Pbkdf2 { digest, rounds, salt, hash })
}

fn sha_crypt(parts: &[&str], length: usize) -> Result<Scheme, BadHash> {
    let malformed = BadHash::Malformed("crypt");
    let (rounds, salt, hash) = match parts {
        [salt, hash] => (5_000, salt, hash),
        [rounds, salt, hash] => (rounds.strip_prefix("rounds=").and_then(whole).ok_or(malformed)?, salt, hash),
        _ => return Err(malformed),
    };
    let salted = (1..=16).contains(&salt.len()) && is_crypt_text(salt, salt.len());
    if rounds < 1_000 || !salted || !is_crypt_text(hash, length) {
        return Err(malformed);
    }
    if rounds > CRYPT_ROUNDS { Err(BadHash::TooCostly("crypt", "500,000 rounds")) } else { Ok(Scheme::ShaCrypt) }
}

fn salted_sha1(text: &str) -> Result<Scheme, BadHash> {
    let bytes = (text.len() <= LONGEST_PART).then(|| BASE64.decode(text.as_bytes()).ok()).flatten();
    let (hash, salt) = bytes.as_deref().and_then(|bytes| bytes.split_at_checked(20)).ok_or(BadHash::Malformed("{SSHA}"))?;
    if salt.is_empty() {
        return Err(BadHash::Malformed("{SSHA}"));
    }
    Ok(Scheme::SaltedSha1 { salt: salt.to_vec(), hash: hash.to_vec() })
}

/// The number called `name` among `m=65536,t=3,p=4`.
fn param(params: &str, name: &str) -> Option<u32> {
    params.split(',').filter_map(|param| param.split_once('=')).find(|(key, _)| *key == name).and_then(|(_, value)| whole(value))
}

fn whole(text: &str) -> Option<u32> {
    text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn part(text: &str) -> Option<Vec<u8>> {
    (1..=LONGEST_PART).contains(&text.len()).then(|| BASE64_NOPAD.decode(text.as_bytes()).ok()).flatten()
}

fn is_crypt_text(text: &str, length: usize) -> bool {
    text.len() == length && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALTED: &str = "c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGg";

    fn refused(text: &str) -> BadHash {
        read(text).err().unwrap_or_else(|| panic!("{text} is taken"))
    }

    fn digest(length: usize) -> String {
        "a".repeat(length)
    }

    #[test]
    fn well_formed_hashes_of_every_scheme_are_taken() {
        for text in [
            format!("$argon2id$v=19$m=47104,t=1,p=1${SALTED}"),
            format!("$argon2d$m=65536,t=3,p=4${SALTED}"),
            format!("$2y$14${}", digest(53)),
            format!("$scrypt$ln=17,r=8,p=1${SALTED}"),
            format!("$pbkdf2-sha256$i=600000,l=32${SALTED}"),
            format!("$pbkdf2-sha512$25000${SALTED}"),
            format!("$5$saltstring${}", digest(43)),
            format!("$6$rounds=500000$salt./${}", digest(86)),
            "{SSHA}MTIzNDU2Nzg5MDEyMzQ1Njc4OTBzYWx0".to_owned(),
        ] {
            assert!(read(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_would_take_minutes_or_gigabytes_is_refused() {
        for text in [
            format!("$argon2id$v=19$m=262145,t=1,p=1${SALTED}"),
            format!("$argon2id$v=19$m=262144,t=5,p=1${SALTED}"),
            format!("$argon2id$v=19$m=4294967295,t=4294967295,p=1${SALTED}"),
            format!("$argon2i$m=65536,t=1,p=17${SALTED}"),
            format!("$2b$15${}", digest(53)),
            format!("$2b$31${}", digest(53)),
            format!("$scrypt$ln=19,r=8,p=1${SALTED}"),
            format!("$scrypt$ln=63,r=4294967295,p=4294967295${SALTED}"),
            format!("$scrypt$ln=17,r=8,p=9${SALTED}"),
            format!("$pbkdf2-sha512$i=2000001${SALTED}"),
            format!("$6$rounds=500001$salt${}", digest(86)),
        ] {
            assert!(matches!(refused(&text), BadHash::TooCostly(..)), "{text}");
        }
    }

    #[test]
    fn what_is_cut_off_or_made_up_is_malformed() {
        for text in [
            "$argon2id$v=19$m=47104,t=1,p=1$c2FsdHNhbHQ".to_owned(),
            format!("$argon2id$v=20$m=47104,t=1,p=1${SALTED}"),
            format!("$argon2id$v=19$m=47104,t=0,p=1${SALTED}"),
            format!("$argon2id$v=19$t=1,p=1${SALTED}"),
            format!("$argon2id$m=-1,t=1,p=1${SALTED}"),
            format!("$2y$14${}", digest(52)),
            format!("$2y$3${}", digest(53)),
            format!("$scrypt$ln=0,r=8,p=1${SALTED}"),
            format!("$pbkdf2-sha256$i=0${SALTED}"),
            format!("$5$saltstring${}", digest(42)),
            format!("$6$rounds=999$salt${}", digest(86)),
            format!("$6$with blank${}", digest(86)),
            "{SSHA}MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=".to_owned(),
            "{SSHA}nonsense!".to_owned(),
        ] {
            assert!(matches!(refused(&text), BadHash::Malformed(_)), "{text}");
        }
        for text in ["", "secret", "$1$salt$abc", "{SHA}abc", "{CLEARTEXT}secret", "$2x$10$abc", "$argon2$x"] {
            assert_eq!(refused(text), BadHash::Unknown, "{text}");
        }
    }

    #[test]
    fn a_reason_does_not_repeat_the_hash() {
        assert!(!refused("hunter2").to_string().contains("hunter2"));
    }
}
