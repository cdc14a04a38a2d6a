//! `forgot-user-id` and `user-id-sent`: an address, to which the user ID goes if it is known. Both pages are
//! the same whether it is or not.

use super::entry::Entry;
use super::event::Effect;
use super::form::{Form, Heard};
use super::identify::Identify;
use super::stopped::Stopped;
use super::troubled::Troubled;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, actions, captcha};
use crate::domain::account::Address;
use crate::domain::help::UserIdAnswer;
use crate::domain::outcome::Trouble;
use crate::domain::secret::Secret;
use crate::domain::visible::visible;
use crate::page::{Action, Arg, Field, Focus, Page, PageId, Text, Value};

/// No address is longer.
const LONGEST: usize = 254;

pub struct ForgotUserId {
    pub(super) form: Form,
    /// The page that was left, with what was typed there.
    identify: Identify,
    error: Option<Text>,
}

pub struct UserIdSent {
    pub(super) form: Form,
    identify: Identify,
    address: Address,
}

/// The page as one comes to it from `identify`.
pub fn blank(mut identify: Identify, context: Context<'_>) -> Step {
    // Whoever comes back has a user ID to type.
    identify.form.focus_on(Focus::Field(0));
    let form = Form::new(vec![Entry::new(LONGEST)], 0, actions(&[Action::Next, Action::Back], context.house));
    Step::ForgotUserId(ForgotUserId { form, identify, error: None })
}

impl ForgotUserId {
    pub(super) fn page(&self) -> Page {
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        self.form.dress(Page {
            lead: vec![Text::new("forgot-user-id-lead")],
            fields: vec![Field {
                label: Text::new("forgot-user-id-field"),
                hint: None,
                error: self.error.clone(),
                value: Value::Plain { text, cursor },
            }],
            ..Page::new(PageId::ForgotUserId)
        })
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) => self.ask(context),
            Heard::Pressed(Action::Back) => Next::to(Step::Identify(self.identify)),
            Heard::Edited => {
                self.error = None;
                Next::to(Step::ForgotUserId(self))
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => Next::to(Step::ForgotUserId(self)),
        }
    }

    fn ask(mut self, context: Context<'_>) -> Next {
        let Some(address) = self.address() else {
            let empty = self.form.text(0).trim().is_empty();
            self.form.mend(0);
            self.error = Some(Text::new(if empty { "forgot-user-id-empty" } else { "forgot-user-id-odd" }));
            return Next::to(Step::ForgotUserId(self));
        };
        let page = self.page();
        let effect = Effect::SendUserId { address, solution: None };
        Next::asking(Waiting::over(page, Errand::SendUserId(self), context), effect)
    }

    /// Once more, with the answer to the riddle that came first; nothing where there is no address any more.
    pub(super) fn with_solution(&self, solution: Secret) -> Option<Effect> {
        self.address().map(|address| Effect::SendUserId { address, solution: Some(solution) })
    }

    fn address(&self) -> Option<Address> {
        Address::parse(self.form.text(0))
    }

    pub(super) fn answered(mut self, reply: Result<UserIdAnswer, Trouble>, context: Context<'_>) -> Next {
        Next::to(match (reply, self.address()) {
            (Ok(UserIdAnswer::Sent), Some(address)) => {
                let form = Form::of_actions(actions(&[Action::Next, Action::Back], context.house));
                Step::UserIdSent(UserIdSent { form, identify: self.identify, address })
            }
            // What was typed stays as it was while the answer is awaited.
            (Ok(UserIdAnswer::Sent), None) => Step::ForgotUserId(self),
            (Ok(UserIdAnswer::Captcha(asked)), _) => captcha::ask(captcha::Behind::UserId(Box::new(self)), asked, context),
            (Ok(UserIdAnswer::Enough { until }), _) => {
                self.form.mend(0);
                self.error = Some(Text::new("forgot-user-id-enough").with("until", Arg::end(until, context.now)));
                Step::ForgotUserId(self)
            }
            (Ok(UserIdAnswer::Stop(stop)), _) => Stopped::page_of(stop, None, context),
            (Err(trouble), _) => Troubled::over(trouble, Step::ForgotUserId(self), context),
        })
    }
}

impl UserIdSent {
    pub(super) fn page(&self) -> Page {
        let address = visible(self.address.as_str(), 254);
        self.form.dress(Page {
            lead: vec![Text::new("user-id-sent-lead").with("address", address), Text::new("user-id-sent-wait")],
            ..Page::new(PageId::UserIdSent)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) => Next::to(Step::Identify(self.identify.forgiven())),
            Heard::Pressed(Action::Back) => Next::to(blank(self.identify, context)),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::UserIdSent(self)),
        }
    }
}
