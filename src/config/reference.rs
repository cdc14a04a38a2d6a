//! Where a secret is: `file:PATH`, `env:NAME` or systemd's `cred:NAME`. kiosk.toml is read by many and
//! copied about, so a secret itself never stands in it.
//!
//! No refusal here repeats what was written: it may be the secret.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use toml::de::DeValue;
use zeroize::Zeroize;

use super::kind::{Refusal, Taken};
use crate::domain::secret::Secret;

/// What the environment says of a name.
pub type Environment<'e> = &'e dyn Fn(&str) -> Option<String>;

/// No password is longer; a larger file is a mistaken path.
const LARGEST: u64 = 4_096;

/// The environment of this process.
#[expect(clippy::disallowed_methods, reason = "the one home of references to the environment")]
pub fn process_environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// A reference, followed; an empty text is no secret. Relative paths start at `folder`.
pub fn secret<'e>(folder: &'e Path, environment: Environment<'e>) -> impl Fn(&DeValue<'_>) -> Taken<Option<Secret>> + 'e {
    move |value| match value.as_str() {
        Some("") => Ok(None),
        Some(reference) => follow(reference, folder, environment).map(Some),
        None => Err(not_a_reference()),
    }
}

fn follow(reference: &str, folder: &Path, environment: Environment<'_>) -> Taken<Secret> {
    match reference.split_once(':') {
        Some(("file", path)) => from_file(&folder.join(path)),
        Some(("env", name)) => {
            let found = environment(name).map(trimmed);
            found.ok_or_else(|| Refusal::new(format!("names the variable {name}, which is not set"), "a variable that is set"))
        }
        Some(("cred", name)) => from_file(&credential(name, environment)?),
        _ => Err(not_a_reference()),
    }
}

fn not_a_reference() -> Refusal {
    Refusal::new(
        "is not a reference",
        "\"file:PATH\", \"env:NAME\" or \"cred:NAME\": the secret itself does not belong in this file",
    )
}

fn credential(name: &str, environment: Environment<'_>) -> Taken<PathBuf> {
    if name.is_empty() || name.contains('/') {
        return Err(Refusal::new("names no credential", "\"cred:NAME\", NAME as in LoadCredential="));
    }
    let folder = environment("CREDENTIALS_DIRECTORY");
    let without = || Refusal::new("is a credential, and systemd passed none", "LoadCredential= in the unit of the kiosk");
    folder.map(|folder| Path::new(&folder).join(name)).ok_or_else(without)
}

fn from_file(path: &Path) -> Taken<Secret> {
    let unreadable =
        |error: std::io::Error| Refusal::new(format!("names {}: {error}", path.display()), "a file that can be read");
    let mode = fs::metadata(path).map_err(unreadable)?.permissions().mode();
    if mode & 0o007 != 0 {
        let wrong = format!("names {}, which everybody on this machine can open (mode {:o})", path.display(), mode & 0o777);
        return Err(Refusal::new(wrong, "a file with mode 600 or 640"));
    }
    let mut text = String::new();
    File::open(path).and_then(|file| file.take(LARGEST).read_to_string(&mut text)).map_err(unreadable)?;
    let secret = trimmed(text);
    if secret.is_empty() {
        return Err(Refusal::new(format!("names {}, which is empty", path.display()), "a file that holds the secret"));
    }
    Ok(secret)
}

/// Without the line end that editors and `echo` add.
fn trimmed(mut text: String) -> Secret {
    let secret = Secret::new(text.trim_end_matches(['\r', '\n']).to_owned());
    text.zeroize();
    secret
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow_in(folder: &Path, reference: &str) -> Taken<Secret> {
        let credentials = folder.join("credentials").display().to_string();
        follow(reference, folder, &|name| match name {
            "MAIL" => Some("from the environment".to_owned()),
            "CREDENTIALS_DIRECTORY" => Some(credentials.clone()),
            _ => None,
        })
    }

    fn file(folder: &Path, name: &str, mode: u32, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, text).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
    }

    #[test]
    fn the_three_kinds_are_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        file(folder.path(), "secret", 0o640, "from a file\n");
        file(folder.path(), "credentials/mail", 0o400, "from systemd");
        for (reference, secret) in
            [("file:secret", "from a file"), ("env:MAIL", "from the environment"), ("cred:mail", "from systemd")]
        {
            assert_eq!(follow_in(folder.path(), reference).expect(reference).expose(), secret);
        }
    }

    #[test]
    fn what_everybody_can_open_is_no_secret() {
        let folder = tempfile::tempdir().expect("a folder");
        for mode in [0o644, 0o604, 0o602] {
            file(folder.path(), "open", mode, "hunter2");
            let refusal = follow_in(folder.path(), "file:open").expect_err("refused");
            assert!(refusal.wrong.contains("everybody"), "{refusal:?}");
        }
    }

    #[test]
    fn a_plain_secret_is_refused_and_not_repeated() {
        let folder = tempfile::tempdir().expect("a folder");
        file(folder.path(), "empty", 0o600, "\n");
        file(folder.path(), "hunter2", 0o600, "outside the credentials");
        fs::create_dir(folder.path().join("credentials")).expect("made");
        for reference in ["hunter2", "http:hunter2", "env:hunter2x", "cred:../hunter2", "file:missing", "file:empty"] {
            let refusal = follow_in(folder.path(), reference).expect_err(reference);
            let said = format!("{refusal:?}");
            assert!(!said.contains("hunter2\"") && !said.contains("http"), "{said}");
        }
    }
}
