//! The command line: what can be typed, and nothing of what it does.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::config::parse_span;
use crate::domain::account::{Address, Language, Managed, Role};
use crate::domain::login::Login;
use crate::domain::person::{Column, SEPARATOR};
use crate::domain::phone::CallingCode;
use crate::domain::policy::PolicyName;
use crate::domain::support::SupportCode;
use crate::domain::time::Span;
use crate::domain::visible::is_steering;

/// Self-service password reset in a terminal.
#[derive(Debug, Parser)]
#[command(name = "kiosk", version, about, disable_help_subcommand = true)]
pub struct Arguments {
    /// The configuration; otherwise ./kiosk.toml, then /etc/kiosk/kiosk.toml
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

#[derive(Debug, Subcommand)]
pub enum Command {
    /// The kiosk on this terminal, visit after visit (the default)
    Run(Run),
    /// An imaginary organisation to try the kiosk with; needs no configuration
    Demo(Demo),
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

#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Accounts
    #[command(subcommand)]
    User(UserCommand),
    /// What visitors asked administrators for
    #[command(subcommand)]
    Request(RequestCommand),
    /// What happened
    #[command(subcommand)]
    Audit(AuditCommand),
    /// The rules
    #[command(subcommand)]
    Policy(PolicyCommand),
}

#[derive(Debug, Subcommand)]
pub enum RequestCommand {
    /// The requests that are open, the latest first
    List(ListRequests),
    /// One request, with what the visitor wrote
    Show(ShowRequest),
    /// Mark a request as dealt with
    Close(CloseRequest),
}

#[derive(Debug, Args)]
pub struct ListRequests {
    /// Closed ones too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub printed: Printed,
}

#[derive(Debug, Args)]
pub struct ShowRequest {
    /// As it was read out: 481927 or "481 927"
    pub number: String,
    #[command(flatten)]
    pub printed: Printed,
}

#[derive(Debug, Args)]
pub struct CloseRequest {
    /// As it was read out: 481927 or "481 927"
    pub number: String,
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// The latest rows of the audit, the earliest of them first
    List(ListAudit),
}

#[derive(Debug, Args)]
pub struct ListAudit {
    /// Only visits in which this support code was shown
    #[arg(long, value_name = "CODE", value_parser = support_code)]
    pub support: Option<SupportCode>,
    /// Only what is about this account
    #[arg(long, value_name = "LOGIN")]
    pub login: Option<String>,
    /// Only the last 90min, 24h, 7d ...
    #[arg(long, value_name = "TIME", value_parser = span)]
    pub since: Option<Span>,
    /// How many rows at most (1 to 100000)
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub most: u32,
    #[command(flatten)]
    pub printed: Printed,
}

#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// The rules of one account, and who decided each
    Show(ShowUser),
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add an account
    Add(Box<AddUser>),
    /// Every account
    List(Printed),
    /// One account
    Show(ShowUser),
    /// Forget somebody's wrong attempts, and end the blocks that followed
    Unblock(UnblockUser),
    /// Add and change accounts as a CSV or LDIF file says, all or nothing
    Import(Box<ImportUsers>),
    /// Write every account as CSV that can be imported again
    Export(ExportUsers),
}

#[derive(Debug, Args)]
pub struct ImportUsers {
    /// The file; - reads standard input
    pub file: PathBuf,
    /// The file's own name for a column (emails=Mail), once for each, or `ad` for PowerShell's Get-ADUser; other columns are
    /// ignored then
    #[arg(long, value_name = "COLUMN=THEIRS", value_parser = mapped, action = ArgAction::Append)]
    pub map: Vec<String>,
    /// What becomes of accounts whose `external_id` is not in the file
    #[arg(long, value_enum)]
    pub leavers: Option<Leavers>,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Import the rows that are right, and write the others to a file
    #[arg(long)]
    pub partial: bool,
    /// Where --partial writes; otherwise FILE.refused.csv
    #[arg(long, value_name = "FILE", requires = "partial")]
    pub refused: Option<PathBuf>,
    /// The calling code of telephone numbers written without one, like 31
    #[arg(long, value_name = "CODE", value_parser = calling_code)]
    pub country: Option<CallingCode>,
    #[command(flatten)]
    pub printed: Printed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Leavers {
    /// Switch them off
    Disable,
    /// Name them
    Report,
}

#[derive(Debug, Args)]
pub struct ExportUsers {
    /// With the hashes of their passwords
    #[arg(long)]
    pub with_hashes: bool,
    #[command(flatten)]
    pub printed: Printed,
}

/// How records are printed.
#[derive(Debug, Args)]
pub struct Printed {
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ShowUser {
    pub login: String,
    #[command(flatten)]
    pub printed: Printed,
}

#[derive(Debug, Args)]
pub struct UnblockUser {
    pub login: String,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that can be typed")]
pub struct AddUser {
    /// The user ID, as the person types it
    #[arg(value_parser = Login::enrol)]
    pub login: Login,
    /// The person's name; otherwise the login
    #[arg(long)]
    pub name: Option<String>,
    /// An address of the person, as you know it
    #[arg(long, value_name = "ADDRESS", value_parser = address, action = ArgAction::Append)]
    pub email: Vec<Address>,
    /// An address of which the person proved to you that it is theirs
    #[arg(long, value_name = "ADDRESS", value_parser = address, action = ArgAction::Append)]
    pub proved_email: Vec<Address>,
    /// A group the person belongs to
    #[arg(long, value_name = "NAME", value_parser = group, action = ArgAction::Append)]
    pub group: Vec<String>,
    #[arg(long, default_value = Role::User.name(), value_parser = role())]
    pub role: Role,
    /// The language the person is written to in
    #[arg(long, value_name = "LANG", value_parser = language())]
    pub language: Option<Language>,
    /// Where the password is kept
    #[arg(long, default_value = Managed::Here.name(), value_parser = managed())]
    pub managed: Managed,
    /// Switched off: no reset until you switch it on
    #[arg(long)]
    pub disabled: bool,
    /// Read a first password from standard input; it must be changed
    #[arg(long)]
    pub password_stdin: bool,
    /// Read answers to security questions from standard input, for trials; they must be replaced. One line
    /// each: the id of a topic or the text of your own question, a tab, the answer
    #[arg(long)]
    pub questions: bool,
    /// Register an authenticator app and print its otpauth URI, this once
    #[arg(long)]
    pub totp: bool,
    #[command(flatten)]
    pub printed: Printed,
}

fn policy() -> impl TypedValueParser<Value = PolicyName> {
    named(PolicyName::ALL.map(PolicyName::name), PolicyName::from_name)
}

fn language() -> impl TypedValueParser<Value = Language> {
    named(Language::ALL.map(Language::code), Language::from_code)
}

fn role() -> impl TypedValueParser<Value = Role> {
    named([Role::User.name(), Role::Administrator.name()], Role::from_name)
}

fn managed() -> impl TypedValueParser<Value = Managed> {
    named([Managed::Here.name(), Managed::Elsewhere.name()], Managed::from_name)
}

/// One of a few words, each of which means something.
fn named<T: Clone + Send + Sync + 'static>(
    names: [&'static str; 2],
    meaning: impl Fn(&str) -> Option<T> + Clone + Send + Sync + 'static,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(names).try_map(move |name| meaning(&name).ok_or("it means nothing"))
}

fn address(text: &str) -> Result<Address, &'static str> {
    Address::parse(text).ok_or("it is no e-mail address")
}

/// A name that an export can write beside others, and that no list of groups is steered by.
fn group(text: &str) -> Result<String, String> {
    match text {
        _ if text.contains(SEPARATOR) => Err(format!("{SEPARATOR} separates groups in files")),
        _ if text.chars().any(is_steering) => Err("a group has no control or invisible characters".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

/// `ad`, or one of our columns with the name it has in a file.
fn mapped(text: &str) -> Result<String, String> {
    let is_known = text == "ad" || text.split_once('=').is_some_and(|(column, _)| Column::from_name(column).is_some());
    let columns = || Column::ALL.map(Column::name).join(", ");
    if is_known { Ok(text.to_owned()) } else { Err(format!("expected ad, or COLUMN=THEIRS with one of {}", columns())) }
}

fn calling_code(text: &str) -> Result<CallingCode, &'static str> {
    CallingCode::parse(text).ok_or("it is no calling code: 31, for one")
}

fn support_code(text: &str) -> Result<SupportCode, &'static str> {
    SupportCode::parse(text).ok_or("it is no support code: 7QXK-2M9D, for one")
}

fn span(text: &str) -> Result<Span, &'static str> {
    parse_span(text).ok_or("it is no time such as 90min, 24h or 7d")
}

fn speed(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|speed| (0.1..=100.0).contains(speed)).ok_or("it is no number from 0.1 to 100")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::try_parse_from(line.split(' ')).map_err(|error| error.to_string())
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_kiosk_runs() {
        assert!(parse("kiosk --config a.toml --lang nl").expect("taken").command.is_none());
        assert!(matches!(parse("kiosk run --once").expect("taken").command, Some(Command::Run(Run { once: true }))));
    }

    #[test]
    fn what_an_account_cannot_be_is_refused_before_anything_is_read() {
        for line in [
            "kiosk admin user add аdmin",
            "kiosk admin user add ada --email nonsense",
            "kiosk admin user add ada --role king",
            "kiosk admin user add ada --language fr",
            "kiosk admin user add ada --group staff|hall",
            "kiosk admin user add ada --group staff\u{1b}[2J",
            "kiosk --lang fr",
            "kiosk demo --autoplay --speed 0",
            "kiosk demo --loop",
            "kiosk admin user import x --map mail=Mail",
            "kiosk admin user import x --map ldap",
            "kiosk admin user import x --country 0",
            "kiosk admin user import x --refused y",
            "kiosk admin user import x --leavers delete",
            "kiosk init --policy lax",
            "kiosk admin audit list --support 7QXK-2M9",
            "kiosk admin audit list --since yesterday",
            "kiosk admin audit list --most 0",
            "kiosk admin request show",
            "kiosk nonsense",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
        let all = "kiosk admin user add ada --name Ada --email a@example.org --email b@example.org --proved-email c@example.org \
                   --group staff --group hall --role administrator --language nl --managed elsewhere --disabled --password-stdin --totp --json";
        let Some(Command::Admin(AdminCommand::User(UserCommand::Add(user)))) = parse(all).expect("taken").command else {
            panic!("another command")
        };
        assert_eq!((user.email.len(), user.proved_email.len(), user.group.len()), (2, 1, 2));
        assert_eq!((user.role, user.language, user.managed), (Role::Administrator, Some(Language::Dutch), Managed::Elsewhere));
    }
}
