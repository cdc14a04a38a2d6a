//! A visitor whom sshd let in, by `ForceCommand` or because the kiosk is their login shell: one visit, to which nothing
//! counts of what a client can say but `TERM`. Whatever fails, they see a line that tells them nothing of this machine.

use std::ffi::OsString;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::local::{self, Options, Said};
use super::log;
use crate::admin::Outcome;
use crate::config::{self, WithoutPty};
use crate::domain::account::Language;
use crate::texts::word;

/// Names, or their beginnings, by which the environment steers a library that the program is made of: where the
/// database is and whether to use TLS, whose certificates to trust, which zone it is, how names are looked up. sshd sets
/// none of them by itself, and lets none in that it was not told to. A process cannot forget what it was handed, so
/// whoever hands one over is not served.
const STEERING: [&[u8]; 14] = [
    b"CREDENTIALS_DIRECTORY",
    b"GLIBC_TUNABLES",
    b"HOSTALIASES",
    b"LD_",
    b"LOCALDOMAIN",
    b"PG",
    b"RESOLV_",
    b"RES_OPTIONS",
    b"SQLITE_",
    b"SSLKEYLOGFILE",
    b"SSL_CERT_",
    b"TMPDIR",
    b"TOKIO_",
    b"TZ",
];

/// Whether a visit may begin in this `environment`; where not, the visitor is told that it is not their fault. Asked
/// before anything else is done, for the first file that is read may be one that it names. Nothing is logged: where to
/// stands in such a file.
pub fn admits(environment: impl Iterator<Item = (OsString, OsString)>) -> bool {
    let is_admitted = !environment.filter(|(_, value)| !value.is_empty()).any(|(name, _)| steers(name.as_bytes()));
    if !is_admitted {
        apologise();
    }
    is_admitted
}

/// Serves one visit, as the file at `path` says.
pub async fn run(path: &Path, options: Options) -> Outcome {
    // A panic is told to the log alone.
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "a part of the program failed")));
    visit(path, options).await.unwrap_or_else(|error| {
        tracing::error!(error = format!("{error:#}"), "a visitor over SSH could not be served");
        apologise();
        Outcome::Unsound
    })
}

async fn visit(path: &Path, options: Options) -> anyhow::Result<Outcome> {
    let config = config::load(path)?;
    log::start_unseen(&config.log)?;
    if options.said.piped && config.ssh.without_pty == WithoutPty::Refuse {
        return Ok(Outcome::Refused(word("linear-no-terminal", options.language.unwrap_or(config.ui.language))));
    }
    let Options { said: Said { term, piped, .. }, .. } = options;
    let said = Said { term, piped, ..Said::default() };
    local::run(&config, Options { once: true, said, ..options }).await.map(|()| Outcome::Done)
}

fn steers(name: &[u8]) -> bool {
    STEERING.iter().any(|beginning| name.starts_with(beginning))
}

/// In every language: which one the visitor speaks, nobody has asked yet.
fn apologise() {
    for language in Language::ALL {
        // Whoever is gone needs no word.
        writeln!(io::stdout(), "{}", word("linear-out-of-order", language)).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sshd_sets_steers_nothing_and_what_libraries_heed_does() {
        let sshds = "USER LOGNAME HOME PATH MAIL SHELL TERM SSH_CLIENT SSH_CONNECTION SSH_TTY SSH_ORIGINAL_COMMAND LANG \
                     LC_ALL LC_PAPER XDG_SESSION_ID XDG_RUNTIME_DIR PWD SHLVL _ OLDPWD";
        for name in sshds.split_whitespace() {
            assert!(!steers(name.as_bytes()), "{name}");
        }
        for name in "PGHOST PGSSLMODE LD_PRELOAD SSL_CERT_FILE TZ TZDIR RES_OPTIONS TOKIO_WORKER_THREADS".split_whitespace() {
            assert!(steers(name.as_bytes()), "{name}");
            assert!(!admits([(name.into(), "x".into())].into_iter()), "{name}");
            assert!(admits([(name.into(), OsString::new())].into_iter()), "an empty one says nothing");
        }
    }
}
