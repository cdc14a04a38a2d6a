//! Ways to prove who one is, what they have in common, and the gates they pass.

/// A way to prove who one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// A code mailed to a stored address.
    Email,
    /// A code from an authenticator app (RFC 6238).
    Totp,
    /// Answers to questions that the person chose.
    Questions,
    /// A code from a sheet that the person keeps.
    RecoveryCode,
    /// A code sent as a text to a stored mobile number, once its whole number was typed.
    Sms,
    /// A signature by a FIDO2 key that the person keeps, made on a machine of their own.
    SecurityKey,
}

/// What two methods must not share to count as two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    Mail,
    App,
    Knowledge,
    Paper,
    Phone,
    Key,
}

impl Method {
    pub const ALL: [Self; 6] = [Self::Email, Self::Totp, Self::Questions, Self::RecoveryCode, Self::Sms, Self::SecurityKey];

    pub const fn class(self) -> Class {
        match self {
            Self::Email => Class::Mail,
            Self::Totp => Class::App,
            Self::Questions => Class::Knowledge,
            Self::RecoveryCode => Class::Paper,
            Self::Sms => Class::Phone,
            Self::SecurityKey => Class::Key,
        }
    }

    /// Whether we choose its codes for each attempt, so that they can be made too long to be guessed.
    pub const fn has_our_codes(self) -> bool {
        match self {
            Self::Email | Self::Sms => true,
            Self::Totp | Self::Questions | Self::RecoveryCode | Self::SecurityKey => false,
        }
    }

    /// Whether somebody could guess it. What nobody can is never blocked: failures of it count where they come
    /// from, and not against the person.
    pub const fn can_be_guessed(self) -> bool {
        match self {
            Self::Email | Self::Totp | Self::Questions | Self::Sms => true,
            Self::RecoveryCode | Self::SecurityKey => false,
        }
    }

    /// The name in kiosk.toml, in the store and in the audit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Totp => "totp",
            Self::Questions => "questions",
            Self::RecoveryCode => "recovery_code",
            Self::Sms => "sms",
            Self::SecurityKey => "security_key",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// What a proof is required for: the first or the second of a flow, or what somebody has registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gate {
    First,
    Second,
    /// Before somebody who signed in may change what they registered.
    Settings,
    /// What is being registered is proved to be theirs.
    Registration,
}

impl Gate {
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Settings, Self::Registration];

    pub const fn number(self) -> i64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Settings => 3,
            Self::Registration => 4,
        }
    }

    /// Whether it stands before somebody who signed in first.
    pub const fn is_of_member(self) -> bool {
        match self {
            Self::Settings | Self::Registration => true,
            Self::First | Self::Second => false,
        }
    }
}

/// How many proofs the rules ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gates {
    One,
    Two,
}

impl Gates {
    pub const fn count(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }

    /// The gate that stands next after `passed` proofs; none when all are passed.
    pub const fn next(self, passed: usize) -> Option<Gate> {
        match (self, passed) {
            (_, 0) => Some(Gate::First),
            (Self::Two, 1) => Some(Gate::Second),
            _ => None,
        }
    }
}

/// Where a visitor sits, as far as trust goes. Each standing has its own counters, so what fails
/// over SSH never blocks the hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// A terminal in the hall.
    Trusted,
    /// Anybody who can reach us.
    Open,
}

impl Standing {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Open => "open",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Trusted, Self::Open].into_iter().find(|standing| standing.name() == name)
    }
}
