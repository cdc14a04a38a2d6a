//! `identify`: who is this? Only the store's answer leads on.

use super::entry::Entry;
use super::event::Effect;
use super::form::{Form, Heard};
use super::start::Start;
use super::stopped::Stopped;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, House, Next, Step, actions, captcha, forgot_user_id, goal};
use crate::domain::outcome::{Identified, Trouble};
use crate::domain::secret::Secret;
use crate::domain::visible::visible;
use crate::page::{Action, Field, Page, PageId, Text, Value};

/// Longer than any login, short enough to be harmless.
const LONGEST: usize = 256;

pub struct Identify {
    pub(super) form: Form,
    error: Option<Text>,
}

/// The page as one comes to it.
pub fn blank(house: &House) -> Step {
    Step::Identify(Identify { form: form(house), error: None })
}

fn form(house: &House) -> Form {
    // A user ID is told in a letter: where none goes out, nobody is promised one.
    let own: &[Action] =
        if house.mails { &[Action::Next, Action::Back, Action::ForgotUserId] } else { &[Action::Next, Action::Back] };
    Form::new(vec![Entry::new(LONGEST)], 0, actions(own, house))
}

/// The page with what was `typed` there before: who finds that it was somebody else mends it, or takes it away.
pub fn again(typed: &Secret, house: &House) -> Step {
    let mut form = form(house);
    form.fill_field(0, typed);
    Step::Identify(Identify { form, error: None })
}

impl Identify {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let example = context.house.organisation.example_login.as_str();
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        self.form.dress(Page {
            lead: vec![Text::new("identify-lead"), Text::new("identify-private")],
            fields: vec![Field {
                label: Text::new("identify-field"),
                hint: Some(Text::new("identify-example").with("example", example)),
                error: self.error.clone(),
                value: Value::Plain { text, cursor },
            }],
            help: if self.form.offers(Action::ForgotUserId) { "identify-forgot" } else { PageId::Identify.name() },
            ..Page::new(PageId::Identify)
        })
    }

    fn complaining(mut self, error: Text) -> Self {
        self.form.mend(0);
        Self { error: Some(error), ..self }
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) if self.form.text(0).trim().is_empty() => {
                Next::to(Step::Identify(self.complaining(Text::new("identify-empty"))))
            }
            Heard::Pressed(Action::Next) => self.ask(context),
            Heard::Pressed(Action::Back) => Next::to(Step::Start(Start::new(context.house))),
            Heard::Pressed(Action::ForgotUserId) => Next::to(forgot_user_id::blank(self, context)),
            Heard::Edited => {
                self.error = None;
                Next::to(Step::Identify(self))
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => Next::to(Step::Identify(self)),
        }
    }

    /// The same for whoever was just written which user ID it is: what was wrong is not held against them.
    pub(super) fn forgiven(mut self) -> Self {
        if self.error.take().is_some() {
            self.form.clear_field(0);
        }
        self
    }

    /// What was typed.
    pub(super) fn login(&self) -> &str {
        self.form.text(0)
    }

    fn ask(self, context: Context<'_>) -> Next {
        let typed = self.form.text(0).to_owned();
        let page = self.page(context);
        Next::asking(Waiting::over(page, Errand::Identify(self), context), Effect::Identify { typed })
    }

    pub(super) fn answered(self, reply: Result<Identified, Trouble>, context: Context<'_>) -> Next {
        match reply {
            Ok(Identified::Welcome(person)) => goal::of(person, Secret::new(self.form.text(0).to_owned()), context),
            Ok(Identified::Captcha(asked)) => Next::to(captcha::ask(captcha::Behind::Identify(self), asked, context)),
            Ok(Identified::Unknown) => {
                let typed = visible(self.form.text(0).trim(), 40);
                let unknown = if self.form.offers(Action::ForgotUserId) { "identify-unknown-forgot" } else { "identify-unknown" };
                Next::to(Step::Identify(self.complaining(Text::new(unknown).with("typed", typed))))
            }
            Ok(Identified::Stop(stop)) => Next::to(Stopped::of_typed(stop, self.form.text(0), context)),
            Err(trouble) => Next::to(Troubled::over(trouble, Step::Identify(self), context)),
        }
    }
}
