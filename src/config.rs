//! kiosk.toml: read once into one value, then checked as a whole. Everything else in the program gets
//! what it needs from that value and never sees the file.
//!
//! Each key is read in one place, with its kind, its range and its default side by side. An empty file
//! is valid and safe.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::captcha::CaptchaPolicy;
use crate::domain::organisation::Organisation;
use crate::domain::policy::{Policy, PolicyName};
use crate::domain::times::VisitTimes;

mod captcha;
mod email;
mod fault;
mod house;
mod kind;
mod limits;
mod questions;
mod reading;
mod reference;
mod registration;
mod rules;
mod ssh;
mod standard;
mod store;
mod weakness;

pub use email::{EmailSettings, MailLogin, MailTls};
pub use fault::ConfigFaults;
pub use house::{Colours, Glyphs, Level, LocalSettings, LogSettings, UiSettings};
pub use kind::parse_span;
pub use questions::QuestionSettings;
pub use rules::Hashing;
pub use ssh::{Caps, SshSettings, ThinTerminal, WithoutPty};
pub use store::{StoreSettings, host_name};
pub use weakness::weaknesses;

use fault::Fault;
use kind::one_of;
use reading::{Reading, Section};
use reference::{Environment, process_environment};
use standard::Standard;

/// The file of the repository for each policy: what `kiosk init` writes, and the operator's manual.
pub const fn shipped(policy: PolicyName) -> &'static str {
    match policy {
        PolicyName::Modern => include_str!("../kiosk.toml"),
        PolicyName::Classic => include_str!("../assets/policies/classic.toml"),
    }
}

/// What the operator decided.
#[derive(Debug)]
pub struct Config {
    pub organisation: Organisation,
    pub store: StoreSettings,
    /// The file with the key that seals addresses, seeds and codes.
    pub key_file: PathBuf,
    pub session: VisitTimes,
    /// Whose defaults and ranges the file keeps to.
    pub standard: PolicyName,
    pub policy: Policy,
    pub ssh: SshSettings,
    pub hashing: Hashing,
    pub questions: QuestionSettings,
    /// When visitors have to show that they are people.
    pub captcha: CaptchaPolicy,
    /// Whether a finished reset is told to every address of the account.
    pub notify_reset: bool,
    /// None when no mail server is named: then nothing is mailed.
    pub email: Option<EmailSettings>,
    pub ui: UiSettings,
    pub local: LocalSettings,
    pub log: LogSettings,
    /// Where what is counted can be read; nowhere unless it is said.
    pub metrics: Option<SocketAddr>,
    /// The keys that stand in the file, with their sections.
    said: BTreeSet<String>,
}

impl Config {
    /// Whether the file says something of `key`, such as `reset.gates`, or of anything in that section.
    pub fn says(&self, key: &str) -> bool {
        let section = format!("{key}.");
        self.said.iter().any(|said| said == key || said.starts_with(&section))
    }
}

/// What the file is read against: the folder it lies in, and the environment.
#[derive(Clone, Copy)]
struct Surroundings<'e> {
    folder: &'e Path,
    environment: Environment<'e>,
}

/// The file to read: the one that was asked for, else ./kiosk.toml, else /etc/kiosk/kiosk.toml.
///
/// # Errors
/// When none of them is there.
pub fn find(asked: Option<PathBuf>) -> Result<PathBuf, ConfigFaults> {
    let places = [PathBuf::from("kiosk.toml"), PathBuf::from("/etc/kiosk/kiosk.toml")];
    let found = asked.or_else(|| places.iter().find(|place| place.is_file()).cloned());
    found.ok_or_else(|| ConfigFaults::missing(&places))
}

/// Reads and checks the file at `path`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn load(path: &Path) -> Result<Config, ConfigFaults> {
    let text = fs::read_to_string(path).map_err(|error| ConfigFaults::unreadable(path, &error))?;
    let absolute = std::path::absolute(path).map_err(|error| ConfigFaults::unreadable(path, &error))?;
    let folder = absolute.parent().unwrap_or(&absolute);
    parse(path, &text, Surroundings { folder, environment: &process_environment })
}

fn parse(path: &Path, text: &str, around: Surroundings<'_>) -> Result<Config, ConfigFaults> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        // What the parser makes up to go on with would only add faults that nobody wrote.
        return Err(ConfigFaults::located(path, text, errors.iter().map(unparsed).collect()));
    }
    let reading = Reading::default();
    let said = said(table.get_ref(), "");
    let config = Config { said, ..read(Section::root(&reading, table.get_ref()), around) };
    let faults = reading.into_faults();
    if faults.is_empty() { Ok(config) } else { Err(ConfigFaults::located(path, text, faults)) }
}

/// The names of all values in `table`, with their sections.
fn said(table: &DeTable<'_>, section: &str) -> BTreeSet<String> {
    let named = |(key, value): (&Spanned<Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        let name = format!("{section}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => said(inner, &format!("{name}.")),
            _ => BTreeSet::from([name]),
        }
    };
    table.iter().flat_map(named).collect()
}

fn unparsed(error: &toml::de::Error) -> Fault {
    let at = error.span().map_or(0, |span| span.start);
    Fault { at, key: "not TOML".to_owned(), message: error.message().to_owned() }
}

fn read(mut file: Section<'_, '_>, around: Surroundings<'_>) -> Config {
    let policies = PolicyName::ALL.map(|policy| (policy.name(), policy));
    let standard = Standard::of(file.key("policy", one_of(&policies)).unwrap_or(PolicyName::Modern));
    let ssh = ssh::ssh(file.section("ssh"), around);
    let (asked, questions) = questions::read(file.section("questions"), &standard);
    let (policy, hashing) = rules::read(&mut file, &standard, ssh.reveal, asked);
    let ui = house::ui(file.section("ui"));
    let mut organisation = house::organisation(file.section("organisation"));
    organisation.desk.language = Some(ui.language);
    let config = Config {
        organisation,
        store: store::store(file.section("store"), around),
        key_file: store::key_file(file.section("keys"), around),
        session: house::session(file.section("session")),
        standard: standard.name,
        policy,
        ssh,
        hashing,
        questions,
        captcha: captcha::captcha(file.section("captcha"), &standard),
        notify_reset: house::notify_reset(file.section("notify")),
        email: email::email(file.section("email"), around),
        ui,
        local: house::local(file.section("local")),
        log: house::log(file.section("log"), around),
        metrics: ssh::metrics(file.section("metrics")),
        said: BTreeSet::new(),
    };
    file.finish();
    config
}

#[cfg(test)]
mod tests;
