//! Hashes that another system made, and that an import brought along: whether a password is behind one.
//! Makes none: whoever gets a new password gets Argon2.

use pbkdf2::pbkdf2_hmac;
use sha_crypt::{PasswordVerifier, ShaCrypt};
use sha1::{Digest as _, Sha1};
use sha2::{Sha256, Sha512};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::domain::password_hash::{Digest, Scheme, read};
use crate::domain::secret::Secret;

/// Whether `password` is behind `hash`. One that is not taken, or costs too much, is nobody's.
pub(super) fn is_behind(password: &Secret, hash: &str) -> bool {
    let password = password.expose().as_bytes();
    match read(hash) {
        // Those are verified where they are made.
        Err(_) | Ok(Scheme::Argon2) => false,
        Ok(Scheme::Bcrypt) => bcrypt::verify(password, hash).unwrap_or(false),
        Ok(Scheme::ShaCrypt) => ShaCrypt::default().verify_password(password, hash).is_ok(),
        Ok(Scheme::Scrypt { log_n, r, p, salt, hash }) => {
            let mut derived = Zeroizing::new(vec![0; hash.len()]);
            let params = scrypt::Params::new(log_n, r, p);
            params.is_ok_and(|params| scrypt::scrypt(password, &salt, &params, &mut derived).is_ok()) && is_same(&derived, &hash)
        }
        Ok(Scheme::Pbkdf2 { digest, rounds, salt, hash }) => {
            let mut derived = Zeroizing::new(vec![0; hash.len()]);
            match digest {
                Digest::Sha256 => pbkdf2_hmac::<Sha256>(password, &salt, rounds, &mut derived),
                Digest::Sha512 => pbkdf2_hmac::<Sha512>(password, &salt, rounds, &mut derived),
            }
            is_same(&derived, &hash)
        }
        Ok(Scheme::SaltedSha1 { salt, hash }) => {
            is_same(Sha1::new().chain_update(password).chain_update(salt).finalize().as_slice(), &hash)
        }
    }
}

fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One password, as Python's hashlib, OpenSSL and libcrypt hash it.
    const MADE_ELSEWHERE: [&str; 9] = [
        "$scrypt$ln=10,r=8,p=1$c2FsdHNhbHRzYWx0MTIzNA$mQbuijo4dugpyU/WLHCb/IzRREwHqt6UU5nb4Br71KU",
        "$pbkdf2-sha256$i=1000,l=32$c2FsdHNhbHRzYWx0MTIzNA$b4XtvHCkrycqvdHXGOso96D2+b4aVLS98COLbmWIIMw",
        "$pbkdf2-sha512$1000$c2FsdHNhbHRzYWx0MTIzNA$FwDsPv2FWf2ix1CGS6FJrb..Voxon9k6J5eIjaV619FK5dB/6jXHWAcVSly1wrNHLMgf8abA9jAMJiMajEh9dw",
        "{SSHA}HfTT478lhg93Lldou+gVthGngKZzYWx0c2FsdHNhbHQxMjM0",
        "$5$saltstring$yk1FPwU35wF4KzO2RKc0RRZWOOtqyUvw1guCYHi4hr7",
        "$6$saltstring$qB14DZXixV5uT8tCiFmIZqnjdEvS06e2V8K9gzS2AePfJGI4wcQrjwC43MOuksTIry6nI9jq2AltTu7090Vod/",
        "$6$rounds=2000$salt$e1VFZfPmSSjatzdrVqH7rNJ.PQTmlmU15ufqqjpymegUwpSyQWsU0lk2NTFTNV1ntwE42b4LjukVbirp.Rsrj1",
        "$2b$05$abcdefghijklmnopqrstuuyd/FaPAgvzll/G0jsdPxXAVcIDYpZFW",
        "$2y$05$abcdefghijklmnopqrstuuyd/FaPAgvzll/G0jsdPxXAVcIDYpZFW",
    ];

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[test]
    fn the_password_is_known_behind_the_hashes_of_other_systems() {
        for hash in MADE_ELSEWHERE {
            assert!(is_behind(&secret("violet harbour 1999"), hash), "{hash}");
            assert!(!is_behind(&secret("violet harbour 1998"), hash), "{hash}");
        }
    }

    #[test]
    fn what_is_not_taken_is_nobodys() {
        for hash in ["", "violet harbour 1999", "{SSHA}", "$6$x", "$2b$31$abcdefghijklmnopqrstuuyd/FaPAgvzll/G0jsdPxXAVcIDYpZFW"]
        {
            assert!(!is_behind(&secret("violet harbour 1999"), hash), "{hash}");
        }
    }
}
