//! Security keys as people hand them over: the public line of an OpenSSH key file. Knows nothing of signatures.

use std::fmt;

use ssh_key::public::KeyData;
use ssh_key::{Algorithm, PublicKey};

use super::id::SecurityKeyId;
use super::visible::visible;

/// Code points that a pasted line may have: several times what the longest key that is taken has.
pub const LONGEST_LINE: usize = 1_024;
/// Code points of a key's name that are kept.
const LONGEST_NAME: usize = 40;
/// What an OpenSSH key file that must stay secret begins with, and its last line: a paste may come line by line.
const SECRET_FILE: &str = "-----";

/// The public half of a FIDO2 key.
#[derive(Clone, PartialEq, Eq)]
pub struct SecurityKey(KeyData);

/// A key that is registered, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedKey {
    pub id: SecurityKeyId,
    /// Its comment; empty where it had none.
    pub name: String,
}

/// Why a line is not the public line of a key that is taken.
#[derive(Debug, PartialEq, Eq)]
pub enum BadLine {
    Empty,
    /// The file that has to stay on its owner's machine.
    SecretFile,
    /// A key that lies in a file: whoever copies the file has it. With the name of its algorithm.
    Ordinary(String),
    NoKey,
}

impl SecurityKey {
    /// The key in `line`, and its name.
    ///
    /// # Errors
    /// Why it is none that is taken.
    pub fn read(line: &str) -> Result<(Self, String), BadLine> {
        let line = line.trim();
        if line.is_empty() {
            return Err(BadLine::Empty);
        }
        if line.starts_with(SECRET_FILE) {
            return Err(BadLine::SecretFile);
        }
        if line.chars().count() > LONGEST_LINE {
            return Err(BadLine::NoKey);
        }
        let key = PublicKey::from_openssh(line).map_err(|_| ordinary(line).unwrap_or(BadLine::NoKey))?;
        let name = visible(&String::from_utf8_lossy(key.comment().as_bytes()), LONGEST_NAME).trim().to_owned();
        match Self::of(key.key_data().clone()) {
            Some(key) => Ok((key, name)),
            None => Err(BadLine::Ordinary(visible(key.algorithm().as_str(), LONGEST_NAME))),
        }
    }

    /// `data`, where it is a key that asks for a touch.
    pub(super) fn of(data: KeyData) -> Option<Self> {
        let asks_for_touch = matches!(data, KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_));
        asks_for_touch.then_some(Self(data))
    }

    /// The line that the store keeps: without a comment.
    pub fn to_line(&self) -> String {
        PublicKey::from(self.0.clone()).to_openssh().unwrap_or_default().trim_end().to_owned()
    }

    /// Where `ssh-keygen` puts a key of this kind unless it is told otherwise.
    pub const fn usual_file(&self) -> &'static str {
        match self.0 {
            KeyData::SkEcdsaSha2NistP256(_) => ECDSA_FILE,
            _ => USUAL_FILE,
        }
    }
}

/// Where `ssh-keygen -t ed25519-sk` puts its key.
pub const USUAL_FILE: &str = "~/.ssh/id_ed25519_sk";
const ECDSA_FILE: &str = "~/.ssh/id_ecdsa_sk";

/// Whether `line` begins as the line of a key does that is not taken here: one of a kind that this program cannot even
/// read is told from something else all the same.
fn ordinary(line: &str) -> Option<BadLine> {
    let named = line.split_whitespace().next().filter(|name| !name.starts_with("sk-"))?;
    let algorithm = Algorithm::new(named).ok()?;
    let is_known = !matches!(algorithm, Algorithm::Other(_));
    is_known.then(|| BadLine::Ordinary(algorithm.as_str().to_owned()))
}

impl fmt::Debug for SecurityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecurityKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::proof::signature::soft_key::{Kind, SoftKey};

    #[test]
    fn a_line_is_read_with_its_name_and_kept_without() {
        for (kind, file) in [(Kind::Ed25519, "~/.ssh/id_ed25519_sk"), (Kind::P256, "~/.ssh/id_ecdsa_sk")] {
            let soft = SoftKey::new(kind, 1);
            let (key, name) = SecurityKey::read(&format!("  {}\r\n", soft.line("ada@laptop"))).expect("a key");
            assert_eq!((name.as_str(), key.usual_file()), ("ada@laptop", file));
            assert_eq!(key.to_line(), soft.line(""));
            assert_eq!(SecurityKey::read(&key.to_line()), Ok((key, String::new())));
        }
    }

    #[test]
    fn a_name_shows_only_what_can_be_seen_and_not_too_much_of_it() {
        let soft = SoftKey::new(Kind::Ed25519, 1);
        let named = |comment: &str| SecurityKey::read(&soft.line(comment)).expect("a key").1;
        assert_eq!(named("my \u{202e}key\u{1b}[2J of me"), "my key[2J of me");
        assert_eq!(named(&"x".repeat(300)).len(), LONGEST_NAME);
        assert_eq!(named("  "), "");
    }

    #[test]
    fn what_is_refused_is_refused_for_its_own_reason() {
        let (ed25519, p256) = (SoftKey::new(Kind::Ed25519, 1), SoftKey::new(Kind::P256, 1));
        let ordinary = |algorithm: &str| BadLine::Ordinary(algorithm.to_owned());
        let line = ed25519.line("");
        for (line, why) in [
            ("", BadLine::Empty),
            ("-----BEGIN OPENSSH PRIVATE KEY-----", BadLine::SecretFile),
            ("-----END OPENSSH PRIVATE KEY-----", BadLine::SecretFile),
            (&*ed25519.ordinary_line(), ordinary("ssh-ed25519")),
            (&*p256.ordinary_line(), ordinary("ecdsa-sha2-nistp256")),
            ("ssh-rsa AAAA", ordinary("ssh-rsa")),
            ("ssh-dss AAAAB3NzaC1kc3M= me", ordinary("ssh-dss")),
            ("sk-ssh-ed25519@openssh.com AAAA", BadLine::NoKey),
            (&line[..60], BadLine::NoKey),
            ("hello", BadLine::NoKey),
            (&format!("{line} {}", "x".repeat(LONGEST_LINE)), BadLine::NoKey),
        ] {
            assert_eq!(SecurityKey::read(line), Err(why), "{line}");
        }
    }
}
