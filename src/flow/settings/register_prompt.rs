//! `register-prompt`: something is missing before its owner could get back in by themselves. The most secure way is
//! suggested, others can be had, and it may be put off as long as the policy lets it.

use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions, done};
use super::{Keeper, Settings, add, settle, sign_out};
use crate::domain::method::Method;
use crate::domain::policy::Skips;
use crate::domain::reminder::{Settling, Why};
use crate::page::{Action, Arg, Notice, Page, PageId, Text};

pub struct RegisterPrompt {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    skips: Skips,
    notices: Vec<Notice>,
}

/// What can be chosen, in its order.
#[derive(Clone, Copy)]
enum Line {
    Add(Method),
    Others,
    NotNow,
}

pub fn page_of(keeper: Keeper, skips: Skips, notices: Vec<Notice>, context: Context<'_>) -> Step {
    let own: &[Action] = if keeper.member.sees_all || is_offered(&keeper) { &[Action::Back] } else { &[Action::SignOut] };
    let count = lines(&keeper, skips).len();
    let form = Form::new(vec![], count, actions(own, context.house));
    Step::Settings(Settings::RegisterPrompt(RegisterPrompt { form, keeper, skips, notices }))
}

/// Every way that there is, or only the most secure.
fn lines(keeper: &Keeper, skips: Skips) -> Vec<Line> {
    let (can_add, all) = (&keeper.registration.can_add, keeper.member.sees_all);
    let shown = if all { can_add.len() } else { 1 };
    let ways = can_add.iter().take(shown).copied().map(Line::Add);
    let others = (!all && can_add.len() > 1).then_some(Line::Others);
    let may_skip = is_offered(keeper) || !matches!(skips, Skips::None | Skips::UsedUp);
    ways.chain(others).chain(may_skip.then_some(Line::NotNow)).collect()
}

/// Whether nobody stopped them here: what they came for is done, and they asked to see this.
const fn is_offered(keeper: &Keeper) -> bool {
    keeper.member.offered.is_some()
}

impl RegisterPrompt {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let lead = Text::new("register-prompt-lead").with("count", self.keeper.registration.missing());
        let put_off = match self.skips {
            _ if is_offered(&self.keeper) => None,
            Skips::None => Some(Text::new("register-prompt-no-skip")),
            Skips::UsedUp => Some(Text::new("register-prompt-used-up")),
            Skips::Unlimited => None,
            Skips::Left { times, until } => {
                let until = Arg::end(until, context.now);
                Some(Text::new("register-prompt-skips").with("times", i64::from(times)).with("until", until))
            }
        };
        self.form.dress(Page {
            lead: [Some(lead), put_off].into_iter().flatten().collect(),
            notices: self.notices.clone(),
            choices: lines(&self.keeper, self.skips).into_iter().map(label).collect(),
            ..Page::new(PageId::RegisterPrompt)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Chosen(place) => self.choose(place, context),
            Heard::Pressed(Action::Back) if self.keeper.member.sees_all => self.show(false, context),
            Heard::Pressed(Action::Back) => Next::to(self.leave(context)),
            Heard::Pressed(Action::SignOut) => sign_out(Settings::RegisterPrompt(self)),
            Heard::Pressed(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Settings(Settings::RegisterPrompt(self))),
        }
    }

    /// The same with every way, or only the most secure.
    fn show(mut self, all: bool, context: Context<'_>) -> Next {
        self.keeper.member.sees_all = all;
        Next::to(page_of(self.keeper, self.skips, self.notices, context))
    }

    fn choose(self, place: usize, context: Context<'_>) -> Next {
        match lines(&self.keeper, self.skips).get(place) {
            Some(Line::Add(method)) => {
                let (page, method) = (self.page(context), *method);
                add(self.keeper.reminded(Why::Missing { skips: self.skips }), method, page, context)
            }
            Some(Line::Others) => self.show(true, context),
            Some(Line::NotNow) if is_offered(&self.keeper) => Next::to(self.leave(context)),
            Some(Line::NotNow) => settle(Settings::RegisterPrompt(self), Settling::PutOff, context),
            None => Next::to(Step::Settings(Settings::RegisterPrompt(self))),
        }
    }

    /// Back to where it was offered, with nothing put off.
    fn leave(mut self, context: Context<'_>) -> Step {
        match self.keeper.member.offered.take() {
            Some(receipt) => done::offering(*receipt, self.keeper.reminded(Why::Missing { skips: self.skips }), context),
            None => Step::Settings(Settings::RegisterPrompt(self)),
        }
    }
}

const fn label(line: Line) -> Text {
    Text::new(match line {
        Line::Add(Method::Totp) => "methods-add-app",
        Line::Add(Method::Email) => "methods-add-address",
        Line::Add(Method::Questions) => "methods-add-answers",
        Line::Add(Method::RecoveryCode) => "methods-add-sheet",
        Line::Add(Method::SecurityKey) => "methods-add-key",
        // Nobody adds one by themselves.
        Line::Add(Method::Sms) => "my-account-methods",
        Line::Others => "register-prompt-others",
        Line::NotNow => "register-prompt-not-now",
    })
}
