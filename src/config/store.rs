//! Where accounts are kept, and the file with the key that seals what is private in there.

use std::fs;
use std::path::PathBuf;

use toml::de::DeValue;

use super::Surroundings;
use super::kind::{Refusal, Taken, flag, text};
use super::reading::Section;
use super::reference::secret;
use crate::domain::secret::Secret;
use crate::domain::visible::visible;

/// How the store is reached.
#[derive(Debug)]
pub struct StoreSettings {
    /// `sqlite:PATH` with an absolute path, `postgres://..` or `mysql://..`, without a password.
    pub url: String,
    pub password: Option<Secret>,
    /// Whether a database beyond this machine may be reached without TLS.
    pub plain: bool,
    /// The name of this machine's audit chain.
    pub node: String,
}

const SCHEMES: [&str; 4] = ["postgres://", "postgresql://", "mysql://", "mariadb://"];

pub fn store(mut section: Section<'_, '_>, around: Surroundings<'_>) -> StoreSettings {
    let settings = StoreSettings {
        url: section.key("url", url(around)).unwrap_or_else(|| sqlite("kiosk.db", around)),
        password: section.key("password", secret(around.folder, around.environment)).flatten(),
        plain: section.key("plain", flag).unwrap_or(false),
        node: section.key("node", text(64)).filter(|node| !node.is_empty()).unwrap_or_else(host_name),
    };
    if settings.url.starts_with("sqlite:") && settings.password.is_some() {
        section.complain("password", "is set, and a SQLite file has none", "no password, or the URL of a database server");
    }
    section.finish();
    settings
}

pub fn key_file(mut section: Section<'_, '_>, around: Surroundings<'_>) -> PathBuf {
    let file = section.key("file", text(4_096)).filter(|file| !file.is_empty());
    section.finish();
    around.folder.join(file.as_deref().unwrap_or("kiosk.key"))
}

/// This machine's name.
pub fn host_name() -> String {
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    match visible(name.trim(), 64) {
        name if name.is_empty() => "kiosk".to_owned(),
        name => name,
    }
}

fn url(around: Surroundings<'_>) -> impl Fn(&DeValue<'_>) -> Taken<String> {
    move |value| {
        let url = value.as_str().unwrap_or_default();
        match url.strip_prefix("sqlite:") {
            Some(path) if is_a_path(path) => Ok(sqlite(path, around)),
            None if holds_password(url) => {
                Err(Refusal::new("has a password in it", "a URL without one, and store.password = \"file:PATH\""))
            }
            None if SCHEMES.iter().any(|scheme| url.starts_with(scheme)) => Ok(url.to_owned()),
            // What was written is not repeated: a mistyped URL may hold a password too.
            _ => Err(Refusal::new("is no store", "\"sqlite:PATH\", \"postgres://USER@HOST/NAME\" or \"mysql://USER@HOST/NAME\"")),
        }
    }
}

/// A file that outlives the program; `?` and a leading `//` or `:` mean something else to `SQLite`.
fn is_a_path(path: &str) -> bool {
    !path.is_empty() && !path.starts_with("//") && !path.contains(['?', '#', '%']) && !path.starts_with(':')
}

fn sqlite(path: &str, around: Surroundings<'_>) -> String {
    format!("sqlite:{}", around.folder.join(path).display())
}

fn holds_password(url: &str) -> bool {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?']).next().unwrap_or(""));
    let in_front = authority.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
    in_front || url.contains("password=")
}
