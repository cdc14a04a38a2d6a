//! `sign-in`: for whoever knows their password and wants to change it, or to see what is registered.

use super::entry::Entry;
use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::{Journey, Member};
use super::start::Start;
use super::stopped::Stopped;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, House, Next, Step, actions, captcha, new_password, secret_field, settings};
use crate::domain::outcome::{SignInAnswer, Trouble};
use crate::domain::secret::Secret;
use crate::page::{Action, Field, Focus, Notice, Page, PageId, Text, Value};

/// Longer than any login or password that is taken, short enough to be harmless.
const LONGEST: usize = 256;
const LOGIN: usize = 0;
const PASSWORD: usize = 1;
/// How few tries are left when that is said.
const FEW: u32 = 3;

/// What somebody signs in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Change,
    Account,
}

pub struct SignIn {
    pub(super) form: Form,
    purpose: Purpose,
    notice: Option<Notice>,
    error: Option<(usize, Text)>,
    /// They look at the user ID again, after a refusal.
    reviews: bool,
}

/// The page as one comes to it.
pub fn blank(purpose: Purpose, house: &House) -> Step {
    let row = actions(&[Action::Next, Action::Back], house);
    let form = Form::new(vec![Entry::new(LONGEST), Entry::of_password(LONGEST)], 0, row).demanding();
    Step::SignIn(SignIn { form, purpose, notice: None, error: None, reviews: false })
}

/// The page for somebody who was signed in, and is not any more.
pub fn again(house: &House) -> Step {
    let step = blank(Purpose::Account, house);
    let Step::SignIn(page) = step else { return step };
    Step::SignIn(SignIn { notice: Some(Notice::error(Text::new("sign-in-again"))), ..page })
}

impl SignIn {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let lead = match self.purpose {
            Purpose::Change => "sign-in-lead-change",
            Purpose::Account => "sign-in-lead-account",
        };
        let example = context.house.organisation.example_login.as_str();
        let hint = Text::new("identify-example").with("example", example);
        let login = self.form.entry(LOGIN);
        let plain = Value::Plain { text: self.login().to_owned(), cursor: login.map_or(0, Entry::cursor) };
        self.form.dress(Page {
            lead: vec![Text::new(lead)],
            notices: self.notice.iter().cloned().collect(),
            fields: [Some(self.login_field(hint, plain)), self.password_field()].into_iter().flatten().collect(),
            ..Page::new(PageId::SignIn)
        })
    }

    fn login_field(&self, hint: Text, value: Value) -> Field {
        Field { label: Text::new("identify-field"), hint: Some(hint), error: self.error_at(LOGIN), value }
    }

    fn password_field(&self) -> Option<Field> {
        let field = secret_field::field(self.form.entry(PASSWORD)?, Text::new("sign-in-password"), false);
        Some(Field { error: self.error_at(PASSWORD), ..field })
    }

    fn error_at(&self, place: usize) -> Option<Text> {
        self.error.as_ref().filter(|(at, _)| *at == place).map(|(_, text)| text.clone())
    }

    /// The user ID that was typed.
    pub(super) fn login(&self) -> &str {
        self.form.text(LOGIN)
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) if self.login().trim().is_empty() => self.complain(LOGIN, "identify-empty"),
            Heard::Pressed(Action::Next) if self.form.text(PASSWORD).is_empty() => self.complain(PASSWORD, "sign-in-empty"),
            Heard::Pressed(Action::Next) => self.ask(context),
            Heard::Pressed(Action::Back) => Next::to(Step::Start(Start::new(context.house))),
            Heard::Edited => {
                (self.error, self.notice) = (None, None);
                Next::to(Step::SignIn(self))
            }
            Heard::Nothing => {
                self.review();
                Next::to(Step::SignIn(self))
            }
            Heard::Pressed(_) | Heard::Chosen(_) => Next::to(Step::SignIn(self)),
        }
    }

    /// Whoever went back to the user ID and comes on from it has looked at what was refused.
    fn review(&mut self) {
        match self.form.focus() {
            Focus::Field(LOGIN) => self.reviews = true,
            Focus::Field(_) if self.reviews => (self.error, self.notice, self.reviews) = (None, None, false),
            Focus::Field(_) | Focus::Choice(_) | Focus::Action(_) => {}
        }
    }

    fn complain(mut self, place: usize, id: &'static str) -> Next {
        self.form.focus_on(Focus::Field(place));
        // One thing is wrong at a time.
        (self.error, self.notice) = (Some((place, Text::new(id))), None);
        Next::to(Step::SignIn(self))
    }

    fn ask(self, context: Context<'_>) -> Next {
        let page = self.page(context);
        let Some(effect) = self.effect(None) else { return Next::to(Step::SignIn(self)) };
        Next::asking(Waiting::over(page, Errand::SignIn(self), context), effect)
    }

    /// What was asked, once more, with the answer to the riddle that came first.
    pub(super) fn with_solution(&self, solution: Secret) -> Option<Effect> {
        self.effect(Some(solution))
    }

    fn effect(&self, solution: Option<Secret>) -> Option<Effect> {
        let password = self.form.entry(PASSWORD).map(Entry::secret)?;
        Some(Effect::SignIn { login: self.login().to_owned(), password, solution })
    }

    pub(super) fn answered(mut self, reply: Result<SignInAnswer, Trouble>, context: Context<'_>) -> Next {
        match reply {
            Ok(SignInAnswer::Welcome { signed_in, home }) => {
                let must_change = home.must_change;
                let member = Member::new(signed_in, home);
                match self.purpose {
                    Purpose::Account if !must_change => Next::to(settings::home(member, Vec::new(), context)),
                    Purpose::Account | Purpose::Change => Next::to(new_password::blank(Journey::of_member(member), context)),
                }
            }
            Ok(SignInAnswer::Captcha(asked)) => Next::to(captcha::ask(captcha::Behind::SignIn(Box::new(self)), asked, context)),
            Ok(SignInAnswer::Wrong { left }) => {
                self.form.clear_field(PASSWORD);
                self.form.focus_on(Focus::Field(PASSWORD));
                // It may be the one or the other.
                (self.notice, self.reviews) = (Some(Notice::error(wrong(left))), false);
                Next::to(Step::SignIn(self))
            }
            Ok(SignInAnswer::Stop(stop)) => Next::to(Stopped::at_sign_in(stop, context)),
            Err(trouble) => Next::to(Troubled::over(trouble, Step::SignIn(self), context)),
        }
    }
}

fn wrong(left: u32) -> Text {
    if left > FEW { Text::new("sign-in-wrong") } else { Text::new("sign-in-wrong-few").with("tries", i64::from(left)) }
}
