//! The ways that can be taken at a gate, as values.

use super::super::id::ContactId;
use super::super::mask::Mask;
use super::super::method::{Class, Method};

/// A method, with the contact it goes to where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// To this contact with its mask; without one, to the address on file, if there is one.
    Email {
        to: Option<(ContactId, Mask)>,
    },
    Totp,
    /// `first` says whether they may be asked before anything else was proved.
    Questions {
        first: bool,
    },
    RecoveryCode,
    SecurityKey,
    /// To this telephone with its mask; without one, to whichever on file has the number that is typed.
    Sms {
        to: Option<(ContactId, Mask)>,
    },
}

impl Way {
    pub const fn method(&self) -> Method {
        match self {
            Self::Email { .. } => Method::Email,
            Self::Totp => Method::Totp,
            Self::Questions { .. } => Method::Questions,
            Self::RecoveryCode => Method::RecoveryCode,
            Self::SecurityKey => Method::SecurityKey,
            Self::Sms { .. } => Method::Sms,
        }
    }

    pub const fn class(&self) -> Class {
        self.method().class()
    }

    /// The mask of where a code goes, where that may be told.
    pub const fn mask(&self) -> Option<&Mask> {
        match self {
            Self::Email { to: Some((_, Mask::Veiled)) | None }
            | Self::Sms { to: Some((_, Mask::Veiled)) | None }
            | Self::Totp
            | Self::Questions { .. }
            | Self::RecoveryCode
            | Self::SecurityKey => None,
            Self::Email { to: Some((_, mask)) } | Self::Sms { to: Some((_, mask)) } => Some(mask),
        }
    }
}
