//! What happens to a visit, and what it asks for. Data only.

use std::sync::Arc;

use crate::domain::captcha::Kind;
use crate::domain::login::LoginKey;
use crate::domain::method::Gate;
use crate::domain::outcome::{
    Answered, Asked, Challenge, Ending, Identified, Opened, QuestionSet, QuestionsAnswered, Resent, ResetAnswer, Trouble, Way,
};
use crate::domain::password::{Assessment, PasswordRules, Words};
use crate::domain::proof::Proof;
use crate::domain::proof::answers::GivenAnswer;
use crate::domain::secret::Secret;
use crate::domain::time::Span;
use crate::input::Input;
use crate::page::Focus;

/// What happens to a visit.
#[derive(Debug)]
pub enum Event {
    Input(Input),
    /// The visitor named an item of the page, instead of going there and pressing Enter.
    Pick(Focus),
    /// The visitor said what is to stand in the field at this place, whatever stood there.
    Fill(usize, Secret),
    /// The moment that [`super::Visit::wake`] named has come.
    Tick,
    Reply(Reply),
    /// The clock went back by so much.
    SetBack(Span),
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
    /// The visit is over for the authority: what it proved is void.
    Leave(Ending),
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
    Measured { edition: u64, assessment: Assessment },
    Reset(Result<ResetAnswer, (Vec<Proof>, Trouble)>),
}
