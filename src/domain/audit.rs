//! Every fact worth keeping, as an enum. What stands in a row is made here and nowhere else, so it is
//! plain that no secret and no text typed by a visitor can be among it.

use super::account::Language;
use super::captcha::Kind;
use super::help::HelpNumber;
use super::id::{AccountId, ContactId, LetterId, VisitId};
use super::limit::Scope;
use super::method::{Gate, Method};
use super::outcome::{Ending, StopReason};
use super::password::Complaint;
use super::registration::Changed;
use super::support::SupportCode;
use super::time::Moment;

/// A fact with when, whose and where.
#[derive(Debug)]
pub struct Entry {
    pub at: Moment,
    pub account: Option<AccountId>,
    pub visit: Option<VisitId>,
    /// The place of the front end, or `admin`.
    pub place: String,
    pub fact: Fact,
}

#[derive(Debug)]
pub enum Fact {
    UnknownLogin,
    Identified,
    CaptchaAsked {
        kind: Kind,
    },
    CaptchaSolved {
        kind: Kind,
    },
    CaptchaMissed {
        kind: Kind,
    },
    Stopped {
        reason: StopReason,
        /// How many ways the page said are needed, where the reason does not tell.
        needed: Option<usize>,
        support: SupportCode,
    },
    ChallengeOpened {
        gate: Gate,
        method: Method,
        contact: Option<ContactId>,
    },
    CodeSentAgain {
        gate: Gate,
        contact: ContactId,
    },
    AnswerWrong {
        gate: Gate,
        method: Method,
    },
    /// A wrong answer by a security key whose counter has not risen: there may be a copy of it.
    KeyMayBeCopied {
        gate: Gate,
    },
    GatePassed {
        gate: Gate,
        method: Method,
    },
    PasswordRefused {
        complaints: Vec<Complaint>,
    },
    PasswordReset {
        methods: Vec<Method>,
        was_locked: bool,
    },
    AccountUnlocked {
        methods: Vec<Method>,
    },
    NothingToUnlock,
    SignedIn,
    SignInWrong,
    PasswordChanged,
    LanguageSet {
        language: Language,
    },
    VisitEnded {
        how: Ending,
    },
    LetterGivenUp {
        letter: LetterId,
        attempts: i64,
    },
    AccountAdded,
    AccountUnblocked,
    PeopleImported(ImportCounts),
    StoreMigrated {
        version: i64,
    },
    HelpRequested {
        number: HelpNumber,
        page: &'static str,
        support: SupportCode,
    },
    HelpClosed {
        number: HelpNumber,
    },
    /// Somebody who signed in proved a method of their own, to change what they registered.
    SettingsOpened {
        method: Method,
    },
    RegistrationChanged {
        what: Changed,
    },
    /// Somebody looked at what they registered, and found it right.
    RegistrationConfirmed,
    /// Somebody was told that something is missing, and put it off.
    RegistrationPutOff,
    /// The number of a telephone was typed before a text; `known` says whether it is on file.
    PhoneTyped {
        gate: Gate,
        known: bool,
    },
    /// Somebody asked which user ID belongs to an address; `found` accounts had it.
    UserIdAsked {
        found: usize,
    },
}

/// What an import came to, in accounts and rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub added: u64,
    /// Renamed ones among them.
    pub changed: u64,
    pub renamed: u64,
    pub unchanged: u64,
    /// Accounts of the other system that its file does not have any more, and that were switched on.
    pub leavers: u64,
    /// Leavers that were switched off.
    pub disabled: u64,
    /// Rows that could not be taken.
    pub refused: u64,
}

impl Fact {
    /// The name by which operators search.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::UnknownLogin => "unknown-login",
            Self::Identified => "identified",
            Self::CaptchaAsked { .. } => "captcha-asked",
            Self::CaptchaSolved { .. } => "captcha-solved",
            Self::CaptchaMissed { .. } => "captcha-missed",
            Self::Stopped { .. } => "stopped",
            Self::ChallengeOpened { .. } => "challenge-opened",
            Self::CodeSentAgain { .. } => "code-sent-again",
            Self::PhoneTyped { .. } => "phone-typed",
            Self::AnswerWrong { .. } => "answer-wrong",
            Self::GatePassed { .. } => "gate-passed",
            Self::KeyMayBeCopied { .. } => "key-may-be-copied",
            Self::PasswordRefused { .. } => "password-refused",
            Self::PasswordReset { .. } => "password-reset",
            Self::AccountUnlocked { .. } => "account-unlocked",
            Self::NothingToUnlock => "nothing-to-unlock",
            Self::SignedIn => "signed-in",
            Self::RegistrationConfirmed => "registration-confirmed",
            Self::RegistrationPutOff => "registration-put-off",
            Self::SignInWrong => "sign-in-wrong",
            Self::PasswordChanged => "password-changed",
            Self::LanguageSet { .. } => "language-set",
            Self::VisitEnded { .. } => "visit-ended",
            Self::LetterGivenUp { .. } => "letter-given-up",
            Self::AccountAdded => "account-added",
            Self::AccountUnblocked => "account-unblocked",
            Self::PeopleImported(_) => "people-imported",
            Self::StoreMigrated { .. } => "store-migrated",
            Self::HelpRequested { .. } => "help-requested",
            Self::HelpClosed { .. } => "help-closed",
            Self::UserIdAsked { .. } => "user-id-asked",
            Self::SettingsOpened { .. } => "settings-opened",
            Self::RegistrationChanged { .. } => "registration-changed",
        }
    }

    /// The particulars, in a fixed order.
    pub fn details(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownLogin
            | Self::Identified
            | Self::NothingToUnlock
            | Self::SignedIn
            | Self::RegistrationConfirmed
            | Self::RegistrationPutOff
            | Self::SignInWrong
            | Self::PasswordChanged
            | Self::AccountAdded
            | Self::AccountUnblocked => vec![],
            Self::CaptchaAsked { kind } | Self::CaptchaSolved { kind } | Self::CaptchaMissed { kind } => {
                vec![("kind", kind.name().to_owned())]
            }
            Self::Stopped { reason, needed, support } => {
                let mut details = stopped(*reason, support);
                details.extend(needed.map(|needed| ("needed", needed.to_string())));
                details
            }
            Self::ChallengeOpened { gate, method, contact } => {
                let mut details = at_gate(*gate, *method);
                details.extend(contact.iter().map(|contact| ("contact", contact.to_string())));
                details
            }
            Self::CodeSentAgain { gate, contact } => vec![("gate", gate.number().to_string()), ("contact", contact.to_string())],
            Self::AnswerWrong { gate, method } | Self::GatePassed { gate, method } => at_gate(*gate, *method),
            Self::PasswordRefused { complaints } => vec![("because", list(complaints.iter().map(|c| complaint_name(*c))))],
            Self::PasswordReset { methods, was_locked } => {
                vec![("methods", list(methods.iter().map(|m| m.name()))), ("unlocked", was_locked.to_string())]
            }
            Self::LanguageSet { language } => vec![("language", language.code().to_owned())],
            Self::AccountUnlocked { methods } => vec![("methods", list(methods.iter().map(|m| m.name())))],
            Self::VisitEnded { how } => vec![("how", how.name().to_owned())],
            Self::LetterGivenUp { letter, attempts } => vec![("letter", letter.to_string()), ("attempts", attempts.to_string())],
            Self::PeopleImported(counts) => imported(counts),
            Self::StoreMigrated { version } => vec![("version", version.to_string())],
            Self::HelpRequested { number, page, support } => {
                vec![("number", number.number().to_string()), ("page", (*page).to_owned()), ("support", support.to_string())]
            }
            Self::HelpClosed { number } => vec![("number", number.number().to_string())],
            Self::PhoneTyped { gate, known } => vec![("gate", gate.number().to_string()), ("known", known.to_string())],
            Self::KeyMayBeCopied { gate } => vec![("gate", gate.number().to_string())],
            Self::UserIdAsked { found } => vec![("found", found.to_string())],
            Self::SettingsOpened { method } => vec![("method", method.name().to_owned())],
            Self::RegistrationChanged { what } => vec![("what", what.name().to_owned())],
        }
    }
}

fn at_gate(gate: Gate, method: Method) -> Vec<(&'static str, String)> {
    vec![("gate", gate.number().to_string()), ("method", method.name().to_owned())]
}

fn imported(counts: &ImportCounts) -> Vec<(&'static str, String)> {
    let ImportCounts { added, changed, renamed, unchanged, leavers, disabled, refused } = counts;
    let told = [
        ("added", added),
        ("changed", changed),
        ("renamed", renamed),
        ("unchanged", unchanged),
        ("leavers", leavers),
        ("disabled", disabled),
        ("refused", refused),
    ];
    told.into_iter().map(|(name, count)| (name, count.to_string())).collect()
}

fn stopped(reason: StopReason, support: &SupportCode) -> Vec<(&'static str, String)> {
    let mut details = vec![("reason", reason.name().to_owned()), ("support", support.to_string())];
    match reason {
        StopReason::Blocked { scope, until } => {
            details.push(("scope", Scope::name(scope).to_owned()));
            details.push(("until", until.to_string()));
        }
        StopReason::TooFewLeft(shortage) => {
            details.push(("scope", list(shortage.closed().map(|method| Scope::Method(method).name()))));
            details.push(("needed", shortage.needed.to_string()));
            details.push(("until", shortage.until.to_string()));
        }
        StopReason::Elsewhere
        | StopReason::NotForThisPerson
        | StopReason::AccountOff
        | StopReason::Unregistered
        | StopReason::UnregisteredFirst
        | StopReason::NoChannel
        | StopReason::KeyNotHere => {}
    }
    details
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(",")
}

const fn complaint_name(complaint: Complaint) -> &'static str {
    match complaint {
        Complaint::TooShort => "too-short",
        Complaint::TooLong => "too-long",
        Complaint::TooFewClasses => "too-few-classes",
        Complaint::HoldsPersonalWord => "personal-word",
        Complaint::HoldsOrganisationWord => "organisation-word",
        Complaint::Common => "common",
        Complaint::Weak => "weak",
        Complaint::Current => "current",
        Complaint::UsedBefore => "used-before",
    }
}
