//! `help-request`: who asks, and a line about what. It is sent only by the visitor, and once.

use super::super::entry::Entry;
use super::super::event::Effect;
use super::super::form::{Form, Heard};
use super::super::troubled::Troubled;
use super::super::waiting::{Errand, Waiting};
use super::super::{Context, Next, Step, actions_without_help, captcha, desk_lines};
use super::{Origin, sent};
use crate::domain::help::{HelpAnswer, HelpWish, LONGEST_WORDS};
use crate::domain::outcome::Trouble;
use crate::domain::secret::Secret;
use crate::domain::visible::visible;
use crate::page::{Action, Arg, Field, Focus, Page, PageId, Text, Value};

/// Longer than any login.
const LONGEST_LOGIN: usize = 256;

pub struct HelpRequest {
    pub(in crate::flow) form: Form,
    origin: Origin,
    error: Option<Text>,
}

/// The page as one comes to it: the user ID is asked for where none was given.
pub fn blank(origin: Origin, context: Context<'_>) -> Step {
    let login = origin.login.is_none().then(|| Entry::new(LONGEST_LOGIN));
    let entries = login.into_iter().chain([Entry::of_words(LONGEST_WORDS)]).collect();
    let form = Form::new(entries, 0, actions_without_help(&[Action::SendRequest, Action::Back], context.house));
    let form = if origin.login.is_none() { form.demanding() } else { form };
    Step::HelpRequest(HelpRequest { form, origin, error: None })
}

impl HelpRequest {
    pub(in crate::flow) fn page(&self, context: Context<'_>) -> Page {
        let known = self.origin.login.as_deref().map(|login| Text::new("help-request-for").with("login", visible(login, 60)));
        let asked = self.origin.login.is_none().then(|| self.login_field());
        let words = self.words_field();
        let mut fields: Vec<Field> = asked.into_iter().chain([words]).collect();
        if let Some(first) = fields.first_mut() {
            first.error.clone_from(&self.error);
        }
        let lead = [Some(Text::new("help-request-lead")), known].into_iter().flatten().chain(desk_lines(context.house));
        let help = if self.origin.login.is_some() { "help-request-known" } else { PageId::HelpRequest.name() };
        self.form.dress(Page { lead: lead.collect(), fields, help, ..Page::new(PageId::HelpRequest) })
    }

    fn login_field(&self) -> Field {
        let (text, cursor) = self.typed(0);
        Field { label: Text::new("help-request-login"), hint: None, error: None, value: Value::Plain { text, cursor } }
    }

    fn words_field(&self) -> Field {
        let (text, cursor) = self.typed(self.words_at());
        let hint = Some(Text::new("help-request-care"));
        Field { label: Text::new("help-request-words"), hint, error: None, value: Value::Words { text, cursor } }
    }

    fn typed(&self, place: usize) -> (String, usize) {
        self.form.entry(place).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()))
    }

    fn words_at(&self) -> usize {
        usize::from(self.origin.login.is_none())
    }

    pub(in crate::flow) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::SendRequest) if self.origin.login.is_none() && self.form.text(0).trim().is_empty() => {
                self.form.focus_on(Focus::Field(0));
                self.error = Some(Text::new("help-request-empty"));
                Next::to(Step::HelpRequest(self))
            }
            Heard::Pressed(Action::SendRequest) => self.send(context),
            Heard::Pressed(Action::Back) => self.origin.back(context),
            Heard::Edited => {
                self.error = None;
                Next::to(Step::HelpRequest(self))
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => Next::to(Step::HelpRequest(self)),
        }
    }

    fn send(self, context: Context<'_>) -> Next {
        let (page, wish) = (self.page(context), self.wish());
        Next::asking(Waiting::over(page, Errand::AskHelp(self), context), Effect::AskHelp { wish, solution: None })
    }

    /// Once more, with the answer to the riddle that came first.
    pub(in crate::flow) fn with_solution(&self, solution: Secret) -> Effect {
        Effect::AskHelp { wish: self.wish(), solution: Some(solution) }
    }

    /// The user ID, where one was given before or here.
    pub(in crate::flow) fn login(&self) -> &str {
        self.origin.login.as_deref().unwrap_or_else(|| self.form.text(0))
    }

    fn wish(&self) -> HelpWish {
        HelpWish {
            login: self.login().trim().to_owned(),
            words: self.form.text(self.words_at()).trim().to_owned(),
            page: self.origin.page.name(),
            support: self.origin.support.clone(),
        }
    }

    pub(in crate::flow) fn answered(mut self, reply: Result<HelpAnswer, Trouble>, context: Context<'_>) -> Next {
        Next::to(match reply {
            Ok(HelpAnswer::Sent(receipt)) => sent::page_of(self.origin, receipt, context),
            Ok(HelpAnswer::Captcha(asked)) => captcha::ask(captcha::Behind::Help(Box::new(self)), asked, context),
            Ok(HelpAnswer::Enough { until }) => {
                self.form.focus_on(Focus::Field(0));
                self.error = Some(Text::new("help-request-enough").with("until", Arg::end(until, context.now)));
                Step::HelpRequest(self)
            }
            Err(trouble) => Troubled::over(trouble, Step::HelpRequest(self), context),
        })
    }
}
