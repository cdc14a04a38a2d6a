//! What an operator can type after `kiosk admin`.

use std::path::PathBuf;

use clap::{ArgAction, Args, Subcommand, ValueEnum};

use super::Printed;
use super::value::{address, calling_code, group, language, managed, mapped, role, span, support_code};
use crate::domain::account::{Address, Language, Managed, Role};
use crate::domain::login::Login;
use crate::domain::phone::CallingCode;
use crate::domain::support::SupportCode;
use crate::domain::time::Span;

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
