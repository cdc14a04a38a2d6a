//! The key file: one line, for its owner's eyes only. Never overwritten, because whoever loses the key
//! loses every sealed value in the store.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{BadKeyText, Keys};

/// Longer than any key file; a device or a log named by mistake is not read to its end.
const LONGEST: u64 = 1_024;

/// Why a key file cannot be read or made.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("the key file {0} is not there: run `kiosk init`, or copy it from a kiosk that has it")]
    Missing(PathBuf),
    #[error("the key file {path} can be read by others (mode {mode:03o}): run `chmod 600 {path}`")]
    Exposed { path: PathBuf, mode: u32 },
    #[error("the file {path} is no key file: {why}")]
    NotAKey { path: PathBuf, why: BadKeyText },
    #[error("the key file {0} exists already, and is not overwritten")]
    Exists(PathBuf),
    #[error("the key file {path}: {why}")]
    Io { path: PathBuf, why: std::io::Error },
}

impl Keys {
    /// The keys in the file at `path`.
    ///
    /// # Errors
    /// When it is missing, can be read by its group or by everybody, or holds no key.
    pub fn read_file(path: &Path) -> Result<Self, KeyFileError> {
        let mut text = Zeroizing::new(String::new());
        let file = File::open(path).map_err(|why| failed(path, why))?;
        let mode = file.metadata().map_err(|why| failed(path, why))?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyFileError::Exposed { path: path.to_owned(), mode });
        }
        file.take(LONGEST).read_to_string(&mut text).map_err(|why| failed(path, why))?;
        Self::from_file_text(&text).map_err(|why| KeyFileError::NotAKey { path: path.to_owned(), why })
    }

    /// Writes the keys to a new file at `path` that only its owner can read.
    ///
    /// # Errors
    /// When something is there already, or it cannot be written. Then no part of it is left.
    pub fn create_file(&self, path: &Path) -> Result<(), KeyFileError> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|why| failed(path, why))?;
        let written = file.write_all(self.to_file_text().as_bytes()).and_then(|()| file.sync_all());
        written.map_err(|why| {
            // Only what this call made is taken away again; the first failure is the one to tell.
            std::fs::remove_file(path).ok();
            failed(path, why)
        })
    }
}

fn failed(path: &Path, why: std::io::Error) -> KeyFileError {
    let path = path.to_owned();
    match why.kind() {
        ErrorKind::NotFound => KeyFileError::Missing(path),
        ErrorKind::AlreadyExists => KeyFileError::Exists(path),
        ErrorKind::InvalidData => KeyFileError::NotAKey { path, why: BadKeyText::Form },
        _ => KeyFileError::Io { path, why },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("chmod");
    }

    #[test]
    fn it_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kiosk.key");
        Keys::generate([1; 32]).create_file(&path).expect("made");
        assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);

        let again = Keys::generate([2; 32]).create_file(&path);
        assert!(matches!(again, Err(KeyFileError::Exists(_))), "{again:?}");
        assert_eq!(Keys::read_file(&path).expect("read").id(), Keys::generate([1; 32]).id());
    }

    #[test]
    fn one_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kiosk.key");
        Keys::generate([1; 32]).create_file(&path).expect("made");
        for exposed in [0o640, 0o604, 0o620, 0o601] {
            mode(&path, exposed);
            let read = Keys::read_file(&path);
            assert!(matches!(read, Err(KeyFileError::Exposed { mode, .. }) if mode == exposed), "{read:?}");
        }
        mode(&path, 0o400);
        assert!(Keys::read_file(&path).is_ok());
    }

    #[test]
    fn what_is_no_key_file_is_told_from_what_is_not_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("kiosk.key");
        assert!(matches!(Keys::read_file(&path), Err(KeyFileError::Missing(_))));
        for content in [b"secret = 1\n".as_slice(), b"\xff\xfe", b""] {
            std::fs::write(&path, content).expect("written");
            mode(&path, 0o600);
            let read = Keys::read_file(&path);
            assert!(matches!(read, Err(KeyFileError::NotAKey { .. })), "{read:?}");
            assert!(!format!("{read:?}").contains("secret"));
        }
    }
}
