//! `captcha`: a riddle between what was typed and its look-up. Keeps the page with what was typed; shows
//! the riddle and sends the answer away. Whether it is right is not known here.

use super::ask_help::request::HelpRequest;
use super::entry::Entry;
use super::event::Effect;
use super::forgot_user_id::ForgotUserId;
use super::form::{Form, Heard};
use super::identify::Identify;
use super::sign_in::SignIn;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, actions, actions_without_help};
use crate::domain::captcha::question::{End, Extreme, Place, Question};
use crate::domain::captcha::words::{Family, Word};
use crate::domain::captcha::{CHARACTERS, Kind, Shown};
use crate::domain::help::{HelpAnswer, UserIdAnswer};
use crate::domain::outcome::{Asked, Identified, SignInAnswer, Trouble};
use crate::domain::secret::Secret;
use crate::page::{Action, Arg, Field, Page, PageId, Text, Value};

/// Longer than any answer with blanks and an article.
const LONGEST: usize = 64;

pub struct Captcha {
    pub(super) form: Form,
    behind: Behind,
    asked: Asked,
    error: Option<Text>,
}

/// The page that a riddle stands before.
pub enum Behind {
    Identify(Identify),
    UserId(Box<ForgotUserId>),
    Help(Box<HelpRequest>),
    SignIn(Box<SignIn>),
}

impl Behind {
    fn step(self) -> Step {
        match self {
            Self::Identify(step) => Step::Identify(step),
            Self::UserId(step) => Step::ForgotUserId(*step),
            Self::Help(step) => Step::HelpRequest(*step),
            Self::SignIn(step) => Step::SignIn(*step),
        }
    }

    /// What was asked, once more, with the answer to the riddle.
    fn with_solution(&self, typed: Secret) -> Option<Effect> {
        match self {
            Self::Identify(step) => Some(Effect::Solve { login: step.login().to_owned(), typed }),
            Self::UserId(step) => step.with_solution(typed),
            Self::Help(step) => Some(step.with_solution(typed)),
            Self::SignIn(step) => step.with_solution(typed),
        }
    }
}

/// The page for a riddle that stands between `behind` and its answer.
pub fn ask(behind: Behind, asked: Asked, context: Context<'_>) -> Step {
    let switch = match asked.riddle.kind() {
        Kind::Picture => Action::AskQuestion,
        Kind::Question => Action::ShowPicture,
    };
    let own = [Action::Next, Action::Another, switch, Action::Back];
    let row = if matches!(behind, Behind::Help(_)) { actions_without_help } else { actions };
    let form = Form::new(vec![Entry::new(LONGEST)], 0, row(&own, context.house));
    let error = asked.missed.then(|| Text::new("captcha-missed"));
    Step::Captcha(Captcha { form, behind, asked, error })
}

impl Captcha {
    pub(super) fn page(&self) -> Page {
        let (label, picture) = match &self.asked.riddle {
            Shown::Picture(picture) => (picture_label(), Some(picture.clone())),
            Shown::Question(question) => (words(question), None),
        };
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        self.form.dress(Page {
            lead: vec![Text::new("captcha-lead"), Text::new("captcha-calm")],
            picture,
            fields: vec![Field { label, hint: None, error: self.error.clone(), value: Value::Plain { text, cursor } }],
            help: match self.asked.riddle.kind() {
                Kind::Picture => PageId::Captcha.name(),
                Kind::Question => "captcha-question",
            },
            ..Page::new(PageId::Captcha)
        })
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) if self.form.text(0).trim().is_empty() => {
                self.form.mend(0);
                self.error = Some(Text::new("captcha-empty"));
                Next::to(Step::Captcha(self))
            }
            Heard::Pressed(Action::Next) => self.solve(context),
            Heard::Pressed(Action::Another) => {
                let kind = self.asked.riddle.kind();
                self.want(kind, context)
            }
            Heard::Pressed(Action::AskQuestion) => self.want(Kind::Question, context),
            Heard::Pressed(Action::ShowPicture) => self.want(Kind::Picture, context),
            Heard::Pressed(Action::Back) => Next::to(self.behind.step()),
            Heard::Edited => {
                self.error = None;
                Next::to(Step::Captcha(self))
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => Next::to(Step::Captcha(self)),
        }
    }

    fn solve(self, context: Context<'_>) -> Next {
        let typed = self.form.entry(0).map(Entry::secret);
        let Some(effect) = typed.and_then(|typed| self.behind.with_solution(typed)) else {
            return Next::to(Step::Captcha(self));
        };
        Next::asking(Waiting::over(self.page(), Errand::Solve(self), context), effect)
    }

    fn want(self, kind: Kind, context: Context<'_>) -> Next {
        Next::asking(Waiting::over(self.page(), Errand::Riddle(self), context), Effect::Riddle { kind })
    }

    /// Another riddle is there.
    pub(super) fn asked(self, reply: Result<Asked, Trouble>, context: Context<'_>) -> Next {
        Next::to(match reply {
            Ok(asked) => ask(self.behind, asked, context),
            Err(trouble) => Troubled::over(trouble, Step::Captcha(self), context),
        })
    }

    /// The riddle was missed, or it is known now who this is.
    pub(super) fn answered(self, reply: Result<Identified, Trouble>, context: Context<'_>) -> Next {
        // With trouble too the way leads by the user ID: a riddle that was answered is gone.
        match self.behind {
            Behind::Identify(step) => step.answered(reply, context),
            behind @ (Behind::UserId(_) | Behind::Help(_) | Behind::SignIn(_)) => {
                Next::to(Step::Captcha(Self { behind, ..self }))
            }
        }
    }

    pub(super) fn help_asked(self, reply: Result<HelpAnswer, Trouble>, context: Context<'_>) -> Next {
        match self.behind {
            Behind::Help(step) => step.answered(reply, context),
            behind @ (Behind::UserId(_) | Behind::Identify(_) | Behind::SignIn(_)) => {
                Next::to(Step::Captcha(Self { behind, ..self }))
            }
        }
    }

    pub(super) fn user_id_sent(self, reply: Result<UserIdAnswer, Trouble>, context: Context<'_>) -> Next {
        match self.behind {
            Behind::UserId(step) => step.answered(reply, context),
            behind @ (Behind::Help(_) | Behind::Identify(_) | Behind::SignIn(_)) => {
                Next::to(Step::Captcha(Self { behind, ..self }))
            }
        }
    }

    pub(super) fn signed_in(self, reply: Result<SignInAnswer, Trouble>, context: Context<'_>) -> Next {
        match self.behind {
            Behind::SignIn(step) => step.answered(reply, context),
            behind @ (Behind::Identify(_) | Behind::UserId(_) | Behind::Help(_)) => {
                Next::to(Step::Captcha(Self { behind, ..self }))
            }
        }
    }

    pub(super) const fn is_before_help(&self) -> bool {
        matches!(self.behind, Behind::Help(_))
    }

    /// The user ID that was typed, where one was.
    pub(super) fn login(&self) -> &str {
        match &self.behind {
            Behind::Identify(step) => step.login(),
            Behind::Help(step) => step.login(),
            Behind::SignIn(step) => step.login(),
            Behind::UserId(_) => "",
        }
    }
}

fn picture_label() -> Text {
    Text::new("captcha-picture-field").with("count", i64::try_from(CHARACTERS).unwrap_or(0))
}

/// A question as a message, its words by name.
fn words(question: &Question) -> Text {
    match question {
        Question::Which { family, words } => four(which(*family), words),
        Question::Sum { one, other } => two("riddle-sum", *one, *other),
        Question::Difference { one, other } => two("riddle-difference", *one, *other),
        Question::Number { extreme: Extreme::Largest, numbers } => four("riddle-largest", &numbers.map(Word::number)),
        Question::Number { extreme: Extreme::Smallest, numbers } => four("riddle-smallest", &numbers.map(Word::number)),
        Question::Letter { end: End::First, word } => Text::new("riddle-first-letter").with("word", named(*word)),
        Question::Letter { end: End::Last, word } => Text::new("riddle-last-letter").with("word", named(*word)),
        Question::Alphabet { words } => four("riddle-alphabet", words),
        Question::Place { place: Place::Second, words } => four("riddle-second-word", words),
        Question::Place { place: Place::Last, words } => four("riddle-last-word", words),
    }
}

fn four(id: &'static str, [first, second, third, fourth]: &[Word; 4]) -> Text {
    let text = Text::new(id).with("first", named(*first)).with("second", named(*second));
    text.with("third", named(*third)).with("fourth", named(*fourth))
}

fn two(id: &'static str, one: usize, other: usize) -> Text {
    Text::new(id).with("one", named(Word::number(one))).with("other", named(Word::number(other)))
}

const fn named(word: Word) -> Arg {
    Arg::Word(word.id())
}

const fn which(family: Family) -> &'static str {
    match family {
        Family::Animal => "riddle-which-animal",
        Family::Fruit => "riddle-which-fruit",
        Family::Colour => "riddle-which-colour",
        Family::Clothing => "riddle-which-clothing",
        Family::Furniture => "riddle-which-furniture",
        Family::Body => "riddle-which-body",
        Family::Vehicle => "riddle-which-vehicle",
        Family::Tool => "riddle-which-tool",
        Family::Building => "riddle-which-building",
        Family::Instrument => "riddle-which-instrument",
        Family::Vegetable => "riddle-which-vegetable",
        Family::Drink => "riddle-which-drink",
    }
}
