//! The key by which this host is known to SSH clients: made by `kiosk init`, never overwritten, because whoever has come
//! here before is warned of another. What of it belongs on a poster: its fingerprint in three forms.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey};
use zeroize::Zeroizing;

/// Longer than any key file.
const LONGEST: u64 = 16 * 1024;

/// Why there is no host key.
#[derive(Debug, thiserror::Error)]
pub enum HostKeyError {
    #[error("the host key {0} is not there: run `kiosk init`, or copy it from the host that it belonged to")]
    Missing(PathBuf),
    #[error("the host key {path} can be read by others (mode {mode:03o}): run `chmod 600 {path}`")]
    Exposed { path: PathBuf, mode: u32 },
    #[error("the file {path} is no private key in OpenSSH's form without a passphrase: {why}")]
    NotAKey { path: PathBuf, why: String },
    #[error("the host key {path} is of the kind {kind}; expected ssh-ed25519")]
    OtherKind { path: PathBuf, kind: String },
    #[error("the host key {path}: {why}")]
    Io { path: PathBuf, why: io::Error },
}

/// The key in the file at `path`.
pub fn read(path: &Path) -> Result<PrivateKey, HostKeyError> {
    let mut text = Zeroizing::new(Vec::new());
    let file = File::open(path).map_err(|why| failed(path, why))?;
    let mode = file.metadata().map_err(|why| failed(path, why))?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(HostKeyError::Exposed { path: path.to_owned(), mode });
    }
    file.take(LONGEST).read_to_end(&mut text).map_err(|why| failed(path, why))?;
    let not_a_key = |why: String| HostKeyError::NotAKey { path: path.to_owned(), why };
    let key = PrivateKey::from_openssh(&*text).map_err(|why| not_a_key(why.to_string()))?;
    if key.is_encrypted() {
        return Err(not_a_key("it has a passphrase".to_owned()));
    }
    if key.algorithm() != ssh_key::Algorithm::Ed25519 {
        return Err(HostKeyError::OtherKind { path: path.to_owned(), kind: key.algorithm().as_str().to_owned() });
    }
    Ok(key)
}

/// A new key out of `seed`, in a new file at `path` that only its owner can read.
pub fn create(path: &Path, seed: [u8; 32]) -> Result<PrivateKey, HostKeyError> {
    let not_a_key = |why: ssh_key::Error| HostKeyError::NotAKey { path: path.to_owned(), why: why.to_string() };
    let key = PrivateKey::new(Ed25519Keypair::from_seed(&seed).into(), "kiosk").map_err(not_a_key)?;
    let text = key.to_openssh(LineEnding::LF).map_err(not_a_key)?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|why| failed(path, why))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|why| {
        // Only what this call made is taken away again; the first failure is the one to tell.
        std::fs::remove_file(path).ok();
        failed(path, why)
    })?;
    Ok(key)
}

/// What tells visitors that they reached `host` and nobody else: for the poster, for DNS, and for the eye.
pub fn poster(key: &PublicKey, host: &str) -> [String; 3] {
    let fingerprint = key.fingerprint(HashAlg::Sha256);
    // RFC 7479: 4 is Ed25519; RFC 6594: 2 is SHA-256.
    let record = format!("{host}. IN SSHFP 4 2 {}", HEXLOWER.encode(fingerprint.as_bytes()));
    [fingerprint.to_string(), record, fingerprint.to_randomart("[ED25519 256]")]
}

fn failed(path: &Path, why: io::Error) -> HostKeyError {
    let path = path.to_owned();
    if why.kind() == ErrorKind::NotFound { HostKeyError::Missing(path) } else { HostKeyError::Io { path, why } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("host_key");
        let made = create(&path, [1; 32]).expect("made");
        assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        assert_eq!(read(&path).expect("read").public_key().key_data(), made.public_key().key_data());
        assert!(matches!(create(&path, [2; 32]), Err(HostKeyError::Io { .. })), "it is never overwritten");
        assert_eq!(read(&path).expect("read").public_key().key_data(), made.public_key().key_data());
    }

    #[test]
    fn what_is_no_host_key_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("host_key");
        assert!(matches!(read(&path), Err(HostKeyError::Missing(_))));
        std::fs::write(&path, "-----BEGIN nothing-----\n").expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("chmod");
        assert!(matches!(read(&path), Err(HostKeyError::Exposed { mode: 0o640, .. })));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("chmod");
        assert!(matches!(read(&path), Err(HostKeyError::NotAKey { .. })));
    }

    #[test]
    fn a_poster_has_what_openssh_shows() {
        let key = PrivateKey::new(Ed25519Keypair::from_seed(&[7; 32]).into(), "").expect("a key");
        let [fingerprint, record, art] = poster(key.public_key(), "reset.example.org");
        assert!(fingerprint.starts_with("SHA256:") && fingerprint.len() == 50, "{fingerprint}");
        assert!(record.starts_with("reset.example.org. IN SSHFP 4 2 ") && record.len() == 32 + 64, "{record}");
        assert!(art.starts_with("+--[ED25519 256]--+") && art.lines().count() == 11, "{art}");
    }
}
