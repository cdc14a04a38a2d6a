//! The command line: what can be typed, and nothing of what it does.

mod admin;
mod value;

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use admin::{
    AddUser, AdminCommand, AuditCommand, CloseRequest, ExportUsers, ImportUsers, Leavers, ListAudit, ListRequests, PolicyCommand,
    RequestCommand, ShowRequest, ShowUser, UnblockUser, UserCommand,
};
use value::{language, policy, speed};

use crate::domain::account::Language;
use crate::domain::policy::PolicyName;

/// Self-service password reset in a terminal.
#[derive(Debug, Parser)]
#[command(name = "kiosk", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    /// The configuration; otherwise ./kiosk.toml, then /etc/kiosk/kiosk.toml (over SSH only the latter)
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// The language of the first page
    #[arg(long, value_name = "LANG", global = true, value_parser = language())]
    pub lang: Option<Language>,
    /// Plain text for screen readers and scripts, instead of drawn pages; F9 changes it
    #[arg(long, global = true)]
    pub linear: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Where the kiosk of a machine is configured, whoever starts it and from which folder.
pub const MACHINE_CONFIG: &str = "/etc/kiosk/kiosk.toml";

impl Arguments {
    /// What the `words` mean that the program was started with, its own name the first of them. To somebody whose login
    /// shell it is they mean nothing: they are what sshd or `su` was asked to run, by whoever stands outside.
    ///
    /// # Errors
    /// When they mean nothing to anybody, or ask for help.
    pub fn of(words: &[OsString]) -> Result<Self, clap::Error> {
        if is_login_shell(words) { Ok(Self::of_login_shell()) } else { Self::try_parse_from(words) }
    }

    /// One visit. A login shell starts in a home, where somebody else may have put a kiosk.toml.
    fn of_login_shell() -> Self {
        let command = Some(Command::Run(Run { once: true }));
        Self { config: Some(MACHINE_CONFIG.into()), lang: None, linear: false, command }
    }
}

/// Shells are told to be a login's by a hyphen before their name, and what to run by `-c`.
fn is_login_shell(words: &[OsString]) -> bool {
    let is_logins = words.first().is_some_and(|name| name.as_bytes().starts_with(b"-"));
    is_logins || words.get(1).is_some_and(|word| word == "-c")
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The kiosk on this terminal, visit after visit (the default)
    Run(Run),
    /// An imaginary organisation to try the kiosk with; needs no configuration
    Demo(Demo),
    /// The kiosk for visitors over SSH
    Serve,
    /// Only the worker that sends letters
    Courier,
    /// Make what is missing here: kiosk.toml, key file, store
    Init(Init),
    /// The configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// The store
    #[command(subcommand)]
    Store(StoreCommand),
    /// Accounts
    #[command(subcommand)]
    Admin(AdminCommand),
}

#[derive(Debug, Default, Args)]
pub struct Run {
    /// End after one visit
    #[arg(long)]
    pub once: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    /// Which kiosk.toml, where there is none: the safe one, or the one with Microsoft's numbers [default: modern]
    #[arg(long, value_name = "POLICY", value_parser = policy())]
    pub policy: Option<PolicyName>,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// Play what people do at a kiosk (a reset, when FLOW is not given); any key takes over, space pauses
    #[arg(long, value_name = "FLOW", num_args = 0..=1, default_missing_value = "reset")]
    pub autoplay: Option<Played>,
    /// Divide the pauses of --autoplay by N (0.1 to 100)
    #[arg(long, value_name = "N", default_value = "1", value_parser = speed, requires = "autoplay")]
    pub speed: f64,
    /// Play again and again
    #[arg(long = "loop", requires = "autoplay")]
    pub again: bool,
    /// Write what is seen to FILE, as asciicast v2
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
}

/// What the demo plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Played {
    Reset,
    Unlock,
    Change,
    Register,
    Help,
    All,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Say what is wrong with the configuration, and which protections are off
    Check,
}

#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Bring the store up to this program's schema
    Migrate,
    /// Look at schema, key, durability and audit
    Check(Printed),
}

/// How records are printed.
#[derive(Debug, Args)]
pub struct Printed {
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests;
