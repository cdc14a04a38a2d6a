//! `done-reset`, `done-change`, `done-unlock`: what changed, and what to do next. Where something is missing of what
//! lets them back in, whoever chose a new password is offered to set it up with what they just proved.

use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::Member;
use super::pace::Patience;
use super::{Context, Next, Step, actions, settings};
use crate::domain::outcome::{Done as What, Ending, Notified, Onward, Receipt};
use crate::domain::reminder::Why;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::page::{Action, Arg, Notice, Page, PageId, Text};

pub struct Done {
    pub(super) form: Form,
    receipt: Receipt,
    /// Who may set something up, until they leave or their sign-in is over.
    member: Option<Member>,
}

/// The page of what was done. The visit is over for the authority as soon as it is shown, unless there is more to do.
pub fn page_of(receipt: Receipt, onward: Option<Box<Onward>>, context: Context<'_>) -> Next {
    let Some(Onward { signed_in, home }) = onward.map(|onward| *onward) else {
        let form = Form::of_actions(actions(&[Action::StartOver], context.house));
        let step = Step::Done(Done { form, receipt, member: None });
        return Next::asking(step, Effect::Leave(Ending::Completed));
    };
    Next::to(offering(receipt, Member::new(signed_in, home), context))
}

/// The page of what was done, with its offer to `member`.
pub fn offering(receipt: Receipt, member: Member, context: Context<'_>) -> Step {
    let form = Form::new(vec![], 1, actions(&[Action::StartOver], context.house));
    Step::Done(Done { form, receipt, member: Some(member) })
}

impl Done {
    pub(super) fn page(&self) -> Page {
        let login = visible(&self.receipt.login, 60);
        let Words { id, title, lead, next, help } = words(self.receipt.done);
        let unlocked = self.receipt.was_locked && self.receipt.done == What::Reset;
        let notified = match &self.receipt.notified {
            Notified::Addresses(masks) => Some(Text::new("done-notified").with("masks", Arg::Masks(masks.clone()))),
            Notified::Unnamed(count) => Some(Text::new("done-notified-unnamed").with("count", *count)),
            Notified::NoAddress => Some(Text::new("done-nobody")),
            Notified::NoMail => Some(Text::new("done-no-mail")),
            Notified::Off => None,
        };
        let offer = self.member.as_ref().map(offer);
        let codes_left = self.receipt.codes_left.map(|left| Text::new("done-codes-left").with("count", left));
        let lines = [Some(Text::new(next)), unlocked.then(|| Text::new("done-reset-unlocked")), codes_left, notified];
        self.form.dress(Page {
            title: Text::new(title),
            notices: vec![Notice::good(Text::new(lead).with("login", login))],
            lead: lines.into_iter().flatten().chain(offer.clone().map(|(lead, _)| lead)).collect(),
            choices: offer.map(|(_, choice)| choice).into_iter().collect(),
            help,
            ..Page::new(id)
        })
    }

    pub(super) fn login(&self) -> &str {
        &self.receipt.login
    }

    pub(super) const fn patience(&self) -> Patience {
        if self.member.is_none() { Patience::Closing } else { Patience::Typing }
    }

    pub(super) fn until(&self) -> Option<Moment> {
        self.member.as_ref().and_then(Member::until)
    }

    /// What was offered is gone with the sign-in; what was done stays said.
    pub(super) fn tick(self, context: Context<'_>) -> Next {
        match self.until() {
            Some(until) if until <= context.now => page_of(self.receipt, None, context),
            _ => Next::to(Step::Done(self)),
        }
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::StartOver) => self.leave(),
            Heard::Chosen(0) => match self.member.take().map(|member| Member { confirmed: true, ..member }) {
                Some(member) if member.home.due.is_none() => {
                    let page = self.page();
                    settings::enter(member, None, page, context)
                }
                Some(member) => {
                    let member = Member { offered: Some(Box::new(self.receipt)), ..member };
                    Next::to(settings::home(member, Vec::new(), context))
                }
                None => Next::to(Step::Done(self)),
            },
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Done(self)),
        }
    }

    /// Ends the visit, for the authority too where it is not over yet.
    pub(super) fn leave(self) -> Next {
        Next { step: Step::Done(self), effects: vec![Effect::Leave(Ending::Completed), Effect::Over] }
    }
}

/// What is offered, and the choice that takes it.
fn offer(member: &Member) -> (Text, Text) {
    match &member.home.due {
        Some(due) => match due.why {
            Why::Missing { .. } => {
                let missing = due.registration.missing();
                (Text::new("done-offer-missing").with("count", missing), Text::new("done-offer-set-up"))
            }
            Why::Unconfirmed => (Text::new("done-offer-unconfirmed"), Text::new("done-offer-look")),
        },
        None => (Text::new("done-offer-first"), Text::new("done-offer-add")),
    }
}

/// What is said of what was done.
struct Words {
    id: PageId,
    title: &'static str,
    lead: &'static str,
    next: &'static str,
    help: &'static str,
}

const fn words(done: What) -> Words {
    match done {
        What::Reset => plain(PageId::DoneReset, "done-reset-lead", "done-reset-next"),
        What::FirstPassword => Words {
            title: "done-first-title",
            help: "done-first",
            ..plain(PageId::DoneReset, "done-first-lead", "done-first-next")
        },
        What::Change => plain(PageId::DoneChange, "done-change-lead", "done-change-next"),
        What::Unlock => plain(PageId::DoneUnlock, "done-unlock-lead", "done-unlock-next"),
    }
}

/// What is said on a page in its usual form.
const fn plain(id: PageId, lead: &'static str, next: &'static str) -> Words {
    Words { id, title: id.title(), lead, next, help: id.name() }
}
