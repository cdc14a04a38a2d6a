//! `kiosk init`: makes what is missing, keeps what is there, and says which is which.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::Context;

use super::host_key::{self, HostKeyError};
use super::{Out, Outcome};
use crate::config::{self, Config};
use crate::domain::policy::PolicyName;
use crate::domain::time::Moment;
use crate::store::{KeyFileError, Keys, SetupError, Store, StoreError};

/// Makes the configuration at `path`, that of `policy` or else the modern one, and the key file and the
/// store that it names, and the host key of `kiosk serve`. The two `seeds` become the keys where there are none.
///
/// # Errors
/// When one of them cannot be made or used. What was there before is as it was.
pub async fn init(
    path: &Path,
    policy: Option<PolicyName>,
    [entropy, seed]: [[u8; 32]; 2],
    now: Moment,
    out: Out<'_>,
) -> anyhow::Result<Outcome> {
    let made = make_configuration(path, policy.unwrap_or(PolicyName::Modern))?;
    say(out, made, "the configuration", &path.display())?;
    let config = config::load(path)?;
    if let Some(wanted) = policy.filter(|wanted| *wanted != config.standard) {
        let (found, wanted) = (config.standard.name(), wanted.name());
        writeln!(out, "its policy is {found:?}: for {wanted:?} move it away, and run `kiosk init --policy {wanted}` again")?;
    }
    let (keys, made_key) = match Keys::read_file(&config.key_file) {
        Err(KeyFileError::Missing(_)) => (make_key(&config.key_file, entropy)?, true),
        read => (read?, false),
    };
    let migrated = Store::migrate(&config.store, keys, now).await;
    if made_key && is_sealed_with_another(&migrated) {
        // The key that was just made opens nothing; the right one has to be copied to its place.
        fs::remove_file(&config.key_file).with_context(|| format!("the key file {}", config.key_file.display()))?;
    }
    let migrated = migrated?;
    say(out, made_key, "the key file", &config.key_file.display())?;
    say(out, migrated.from.is_none(), "the store", &config.store.url)?;
    make_host_key(&config, seed, out)?;
    writeln!(out, "next: `kiosk config check`, `kiosk admin user add`, `kiosk run`")?;
    Ok(Outcome::Done)
}

fn make_configuration(path: &Path, policy: PolicyName) -> anyhow::Result<bool> {
    let failed = || format!("the configuration {}", path.display());
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(config::shipped(policy).as_bytes()).map(|()| true).with_context(failed),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error).with_context(failed),
    }
}

fn make_key(path: &Path, entropy: [u8; 32]) -> anyhow::Result<Keys> {
    let keys = Keys::generate(entropy);
    keys.create_file(path)?;
    Ok(keys)
}

/// The key by which SSH clients know this host, and what to tell visitors of it.
fn make_host_key(config: &Config, seed: [u8; 32], out: Out<'_>) -> anyhow::Result<()> {
    let path = &config.ssh.host_key;
    let (key, made) = match host_key::read(path) {
        Err(HostKeyError::Missing(_)) => (host_key::create(path, seed)?, true),
        read => (read?, false),
    };
    say(out, made, "the host key", &path.display())?;
    let host = config::host_name();
    writeln!(out, "for `kiosk serve`: what visitors compare when they come to {host} for the first time, and what DNS may say")?;
    for line in host_key::poster(key.public_key(), &host).iter().flat_map(|form| form.lines()) {
        writeln!(out, "    {line}")?;
    }
    Ok(())
}

fn is_sealed_with_another<T>(migrated: &Result<T, StoreError>) -> bool {
    matches!(migrated, Err(StoreError::Setup(SetupError::WrongKey { .. })))
}

fn say(out: Out<'_>, made: bool, what: &str, place: &dyn std::fmt::Display) -> std::io::Result<()> {
    writeln!(out, "{} {what} {place}", if made { "made" } else { "kept" })
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    const NOW: Moment = Moment::from_millis(1_795_183_500_000);

    async fn run(folder: &TempDir, entropy: u8) -> (anyhow::Result<Outcome>, String) {
        run_as(folder, None, entropy).await
    }

    async fn run_as(folder: &TempDir, policy: Option<PolicyName>, entropy: u8) -> (anyhow::Result<Outcome>, String) {
        let mut out = Vec::new();
        let outcome = init(&folder.path().join("kiosk.toml"), policy, [[entropy; 32]; 2], NOW, &mut out).await;
        (outcome, String::from_utf8(out).expect("a text"))
    }

    /// What each line that tells of a thing begins with.
    fn verbs(said: &str) -> Vec<&str> {
        said.lines().filter(|line| !line.starts_with([' ', 'f'])).filter_map(|line| line.split(' ').next()).collect()
    }

    #[tokio::test]
    async fn what_is_missing_is_made_and_what_is_there_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let (outcome, said) = run(&folder, 1).await;
        assert_eq!(outcome.expect("made"), Outcome::Done);
        assert_eq!(verbs(&said), ["made", "made", "made", "made", "next:"], "{said}");
        let key = fs::read(folder.path().join("kiosk.key")).expect("a key");

        let (outcome, said) = run(&folder, 2).await;
        assert_eq!(outcome.expect("kept"), Outcome::Done);
        assert_eq!(verbs(&said), ["kept", "kept", "kept", "kept", "next:"], "{said}");
        assert_eq!(fs::read(folder.path().join("kiosk.key")).expect("a key"), key);
        assert_eq!(fs::read_to_string(folder.path().join("kiosk.toml")).expect("a file"), config::shipped(PolicyName::Modern));
    }

    #[tokio::test]
    async fn the_configuration_of_another_policy_is_kept_and_told() {
        for [one, other] in [[PolicyName::Modern, PolicyName::Classic], [PolicyName::Classic, PolicyName::Modern]] {
            let folder = tempfile::tempdir().expect("a folder");
            let (made, said) = run_as(&folder, Some(one), 1).await;
            assert_eq!(made.expect("made"), Outcome::Done);
            assert_eq!(verbs(&said), ["made", "made", "made", "made", "next:"], "{said}");
            let written = || fs::read_to_string(folder.path().join("kiosk.toml")).expect("a file");
            assert_eq!(written(), config::shipped(one));

            let (kept, said) = run_as(&folder, Some(other), 2).await;
            assert_eq!(kept.expect("kept"), Outcome::Done);
            assert!(said.contains(&format!("its policy is {:?}: for {:?} ", one.name(), other.name())), "{said}");
            assert_eq!(written(), config::shipped(one));
            for same in [Some(one), None] {
                let (_, said) = run_as(&folder, same, 3).await;
                assert_eq!(
                    verbs(&said),
                    ["kept", "kept", "kept", "kept", "next:"],
                    "nothing is said of what was asked for: {said}"
                );
            }
        }
    }

    #[tokio::test]
    async fn a_store_with_a_key_is_given_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        run(&folder, 1).await.0.expect("made");
        let key = folder.path().join("kiosk.key");
        let id = Keys::read_file(&key).expect("a key").id().to_owned();
        fs::rename(&key, folder.path().join("elsewhere")).expect("moved");

        let error = run(&folder, 2).await.0.expect_err("refused").to_string();
        assert!(error.contains(&id), "names the key to copy: {error}");
        assert!(!key.exists(), "no useless key is left behind");

        fs::rename(folder.path().join("elsewhere"), &key).expect("moved back");
        run(&folder, 3).await.0.expect("as before");
    }

    #[tokio::test]
    async fn a_faulty_configuration_stops_it_before_anything_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("kiosk.toml"), "[keyz]\n").expect("written");
        assert!(run(&folder, 1).await.0.is_err());
        assert!(!folder.path().join("kiosk.key").exists() && !folder.path().join("kiosk.db").exists());
    }
}
