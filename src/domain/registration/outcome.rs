//! What becomes of what somebody asks for about their registration.

use super::{Change, Registration};
use crate::domain::method::Method;
use crate::domain::outcome::{Challenge, Offer};
use crate::domain::proof::app_draft::AppDraft;
use crate::domain::proof::key_draft::KeyDraft;
use crate::domain::proof::sheet_draft::SheetDraft;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::proof::signature::BadSignature;
use crate::domain::question::BadAnswer;
use crate::domain::time::Moment;

/// What was changed, for notices, the audit and the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    AddressAdded,
    AppAdded,
    AnswersSet,
    AddressRemoved,
    AppRemoved,
    AnswersRemoved,
    AddressPreferred,
    SheetMade,
    SheetReplaced,
    SheetRemoved,
    KeyAdded,
    KeyRemoved,
}

impl Changed {
    pub const ALL: [Self; 12] = [
        Self::AddressAdded,
        Self::AppAdded,
        Self::AnswersSet,
        Self::AddressRemoved,
        Self::AppRemoved,
        Self::AnswersRemoved,
        Self::AddressPreferred,
        Self::SheetMade,
        Self::SheetReplaced,
        Self::SheetRemoved,
        Self::KeyAdded,
        Self::KeyRemoved,
    ];

    /// The name in the audit, and in a letter that waits to be sent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AddressAdded => "address-added",
            Self::AppAdded => "app-added",
            Self::AnswersSet => "answers-set",
            Self::AddressRemoved => "address-removed",
            Self::AppRemoved => "app-removed",
            Self::AnswersRemoved => "answers-removed",
            Self::AddressPreferred => "address-preferred",
            Self::SheetMade => "sheet-made",
            Self::SheetReplaced => "sheet-replaced",
            Self::SheetRemoved => "sheet-removed",
            Self::KeyAdded => "key-added",
            Self::KeyRemoved => "key-removed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|changed| changed.name() == name)
    }
}

/// Why something cannot be registered, or removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// This address is there already.
    Known,
    /// An address of the organisation itself cannot be read without the password that was lost.
    OwnDomain,
    TooMany,
    /// Enough letters were asked for.
    Letters {
        until: Moment,
    },
    /// The app shows another code, or another one stands on the sheet.
    Code,
    /// Without it too little would be left.
    Needed,
    /// It is all that keeps others out of these settings who know the password.
    LastOwn,
    /// It is not there any more, or what proved it ran out.
    Gone,
    /// The answer at this place.
    Answer {
        place: usize,
        why: BadAnswer,
    },
    /// Nothing here sends the code that would prove it.
    NoMail,
    /// Another question, or another number of them, was to be answered.
    Questions,
    /// What was pasted is not the line of a key that is taken.
    Line,
    /// This key is there already.
    KnownKey,
    /// What the key signed, or seems to have.
    Signature(BadSignature),
    /// Enough was tried from this place.
    Tried {
        until: Moment,
    },
}

/// The answer to "let me see what I have registered".
#[derive(Debug, PartialEq, Eq)]
pub enum Entered {
    Open {
        signed_in: SignedIn,
        registration: Registration,
    },
    /// First one of these is to be proved. Where that takes a code of their sheet, so many are on it.
    Prove {
        signed_in: SignedIn,
        offers: Vec<Offer>,
        codes: usize,
    },
    /// What guards it cannot be proved from here.
    Shut {
        signed_in: SignedIn,
        by: Method,
    },
    SignedOut,
}

/// The answer to a [`Wish`].
#[derive(Debug, PartialEq, Eq)]
pub enum Drafted {
    Code { signed_in: SignedIn, challenge: Challenge },
    App { signed_in: SignedIn, draft: AppDraft },
    Sheet { signed_in: SignedIn, draft: SheetDraft },
    Key { signed_in: SignedIn, draft: KeyDraft },
    Refused { signed_in: SignedIn, why: Unfit },
    SignedOut,
}

/// The answer to a [`Change`].
#[derive(Debug)]
pub enum ChangeOutcome {
    Done {
        signed_in: SignedIn,
        registration: Registration,
        what: Changed,
        notified: usize,
    },
    /// With what came back of the change.
    Refused {
        signed_in: SignedIn,
        change: Change,
        why: Unfit,
    },
    /// The store did not say whether it was made; this is what is there now.
    Unsure {
        signed_in: SignedIn,
        registration: Registration,
    },
    SignedOut,
}
