//! What happens to a visit, and what it asks for. Data only.

use std::sync::Arc;

use zeroize::Zeroize;

use super::settings::{SettingsReply, SettingsWish};
use crate::domain::account::Address;
use crate::domain::account::Language;
use crate::domain::captcha::Kind;
use crate::domain::help::{HelpAnswer, HelpWish, UserIdAnswer};
use crate::domain::id::ChallengeId;
use crate::domain::login::LoginKey;
use crate::domain::method::Gate;
use crate::domain::outcome::{
    Answered, Asked, Challenge, ChangeAnswer, Ending, Identified, LanguageSet, Opened, PhoneAnswer, QuestionSet,
    QuestionsAnswered, Resent, ResetAnswer, SignInAnswer, Trouble, UnlockAnswer, Way,
};
use crate::domain::password::{Assessment, PasswordRules, Words};
use crate::domain::phone::Phone;
use crate::domain::proof::Proof;
use crate::domain::proof::answers::GivenAnswer;
use crate::domain::proof::sign_in::SignedIn;
use crate::domain::secret::Secret;
use crate::domain::time::{Moment, Span};
use crate::input::Input;
use crate::page::{Focus, PageId};

/// What happens to a visit.
#[derive(Debug)]
pub enum Event {
    Input(Input),
    /// Somebody pointed at an item of the page that is shown, or named it, instead of going there and pressing Enter.
    Point {
        page: PageId,
        item: Focus,
    },
    /// The visitor said what is to stand in the field at this place, whatever stood there.
    Fill(usize, Secret),
    /// The visitor is about to say this in the field that is asked for: whether it will do, before they say it again.
    Judge(Secret),
    /// The moment that [`super::Visit::wake`] named has come.
    Tick,
    Reply(Reply),
    /// The clock went back by so much.
    SetBack(Span),
    /// The house closes at this moment.
    Closing(Moment),
}

/// A row of events is as good as the row of keys that it was made of.
impl Zeroize for Event {
    fn zeroize(&mut self) {
        *self = Self::Tick;
    }
}

/// What a visit asks of the world. What a step needs leaves with it and comes back in the [`Reply`],
/// so nothing can be sent twice.
#[derive(Debug)]
pub enum Effect {
    Identify {
        typed: String,
    },
    /// Another riddle instead of the one that is shown.
    Riddle {
        kind: Kind,
    },
    /// The answer to a riddle; when it is right, who `login` is is the next question.
    Solve {
        login: String,
        typed: Secret,
    },
    Open {
        login: LoginKey,
        gate: Gate,
        way: Way,
    },
    Resend {
        challenge: Challenge,
    },
    Answer {
        challenge: Challenge,
        typed: Secret,
    },
    AnswerQuestions {
        set: QuestionSet,
        given: Vec<GivenAnswer>,
    },
    /// A look at a half-typed password; `edition` tells a late answer from the present one.
    Measure {
        rules: PasswordRules,
        words: Arc<Words>,
        candidate: Secret,
        edition: u64,
    },
    Reset {
        login: LoginKey,
        proofs: Vec<Proof>,
        password: Secret,
    },
    /// The right password lets somebody in; `solution` answers the riddle that came before it.
    SignIn {
        login: String,
        password: Secret,
        solution: Option<Secret>,
    },
    Change {
        login: LoginKey,
        signed_in: SignedIn,
        password: Secret,
    },
    SetLanguage {
        signed_in: SignedIn,
        language: Language,
    },
    Unlock {
        login: LoginKey,
        proofs: Vec<Proof>,
    },
    /// An administrator's help; `solution` answers the riddle that came before it.
    AskHelp {
        wish: HelpWish,
        solution: Option<Secret>,
    },
    /// The user ID of whoever has this address, to that address.
    SendUserId {
        address: Address,
        solution: Option<Secret>,
    },
    /// A password is to be made up; `edition` tells whether the field is still as it was.
    Suggest {
        login: LoginKey,
        rules: PasswordRules,
        words: Arc<Words>,
        edition: u64,
    },
    /// What somebody who signed in asks about what they registered.
    Settings(SettingsWish),
    /// The whole number of the telephone that a text is to go to.
    ConfirmPhone {
        challenge: Challenge,
        number: Phone,
    },
    /// Whether the code of a challenge can still come, where that may be told.
    AskDelivery {
        challenge: ChallengeId,
    },
    /// The visit is over for the authority: what it proved is void.
    Leave(Ending),
    /// The time of the visit is up, which whoever comes back to their own line has to be told.
    TimeUp,
    /// The visit is over for the screen too: wipe it and begin another.
    Over,
    /// The program may end.
    Quit,
    ShowPeople,
    ShowInbox,
    /// The page as plain text, or as a full screen again.
    OtherDrawing,
}

/// The world's answer.
#[derive(Debug)]
pub enum Reply {
    Identified(Result<Identified, Trouble>),
    Riddle(Result<Asked, Trouble>),
    Opened(Result<Opened, Trouble>),
    Resent(Result<Resent, (Challenge, Trouble)>),
    Answered(Result<Answered, (Challenge, Trouble)>),
    QuestionsAnswered(Result<QuestionsAnswered, (QuestionSet, Trouble)>),
    Measured {
        edition: u64,
        assessment: Assessment,
    },
    Reset(Result<ResetAnswer, (Vec<Proof>, Trouble)>),
    Unlocked(Result<UnlockAnswer, (Vec<Proof>, Trouble)>),
    SignedIn(Result<SignInAnswer, Trouble>),
    Changed(Result<ChangeAnswer, (SignedIn, Trouble)>),
    LanguageSet(Result<LanguageSet, (SignedIn, Trouble)>),
    HelpAsked(Result<HelpAnswer, Trouble>),
    UserIdSent(Result<UserIdAnswer, Trouble>),
    Settings(Box<SettingsReply>),
    PhoneConfirmed(Result<PhoneAnswer, (Challenge, Trouble)>),
    /// Whether the code of this challenge cannot come any more.
    Delivery {
        challenge: ChallengeId,
        failed: bool,
    },
    /// None where nothing could be made up.
    Suggested {
        edition: u64,
        suggestion: Option<Secret>,
    },
}
