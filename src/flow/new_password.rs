//! `new-password`: chosen with its rules in sight, typed twice, refused with the exact reason.
//!
//! What is shown while typing is a courtesy; the service assesses again when the password is sent.

use std::sync::Arc;

use super::entry::Entry;
use super::event::Effect;
use super::form::{Form, Heard};
use super::journey::Journey;
use super::pace::next_minute;
use super::waiting::{Errand, Waiting};
use super::{Context, Next, Step, actions, choose_method, end_visit, my_account, unlock};
use crate::domain::password::Assessment;
use crate::domain::secret::Secret;
use crate::domain::time::{Moment, Span};
use crate::page::{Action, Focus, Notice, Page, Text};
use suggestion::Asked;

mod page;
mod reply;
mod suggestion;

const FIRST: usize = 0;
const REPEAT: usize = 1;
/// After the last key: zxcvbn's first look takes some 14 ms, too long for every key of a fast typist.
const PAUSE: Span = Span::from_millis(150);
/// From the last key: a look that takes longer is not waited for.
const LONGEST_LOOK: Span = Span::seconds(2);
/// Whoever asked for a password is asked nothing before it is there, however busy the house is.
const LONGEST_MAKING: Span = Span::seconds(20);
const REVEALED_FOR: Span = Span::seconds(10);
/// Before the proofs run out: long enough to finish, short enough not to hurry anybody who has time.
const HURRIED_FOR: Span = Span::minutes(3);

pub struct NewPassword {
    pub(super) form: Form,
    pub(super) journey: Journey,
    assessment: Option<Assessment>,
    /// The edition that it was made of.
    assessed: u64,
    /// What stands in the first field was made up for the visitor, who is to write it down.
    offered: bool,
    /// Counts the texts that stood in the first field, so that a late look can be told from the present.
    edition: u64,
    /// When the present text is to be looked at.
    look_at: Option<Moment>,
    /// Until when what a look finds, or what is made up, is worth waiting for; nothing when there is none to come.
    look_until: Option<Moment>,
    revealed_until: Option<Moment>,
    /// What is being made up for the visitor.
    asked: Option<Asked>,
    refusals: Vec<Text>,
    /// Whether the password that they have was typed here, and known for it.
    knows: bool,
    /// What is wrong with what stands in one of the fields.
    slip: Option<(usize, Text)>,
}

/// The page as one comes to it. Takes the journey whole: only one whose gates are all passed leads here.
pub fn blank(journey: Journey, context: Context<'_>) -> Step {
    let own = [Action::Finish, Action::Suggest, Action::Reveal, Action::OnlyUnlock, Action::Back];
    let own = own.into_iter().filter(|action| *action != Action::OnlyUnlock || journey.person.may_unlock);
    let row = actions(&own.collect::<Vec<_>>(), context.house);
    // Room for one more than is allowed: a password is refused as too long, never cut.
    let room = journey.person.password.max + 1;
    let form = Form::new(vec![Entry::of_password(room), Entry::of_password(room)], 0, row).demanding();
    Step::NewPassword(NewPassword {
        form,
        journey,
        assessment: None,
        assessed: 0,
        offered: false,
        edition: 0,
        look_at: None,
        look_until: None,
        revealed_until: None,
        asked: None,
        refusals: Vec::new(),
        knows: false,
        slip: None,
    })
}

impl NewPassword {
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        page::of(self, context.now)
    }

    pub(super) fn wake(&self, now: Moment) -> Option<Moment> {
        let expires = self.journey.expires();
        let hurry = expires.map(|expires| {
            let from = expires - HURRIED_FOR;
            if now < from { from } else { next_minute(now, expires) }
        });
        [self.look_at, self.look_until, self.revealed_until, expires, hurry].into_iter().flatten().min()
    }

    /// How long the proofs still hold, once that is not for long.
    fn hurry(&self, now: Moment) -> Option<Notice> {
        let left = now.until(self.journey.expires()?);
        (left <= HURRIED_FOR).then(|| {
            Notice::plain(match left.whole_minutes() {
                0 | 1 => Text::new("new-password-seconds").with("seconds", left.whole_seconds()),
                minutes => Text::new("new-password-minutes").with("minutes", minutes),
            })
        })
    }

    pub(super) fn tick(mut self, context: Context<'_>) -> Next {
        let due = |moment: Option<Moment>| moment.is_some_and(|moment| moment <= context.now);
        if due(self.journey.expires()) {
            return choose_method::again_after_expiry(self.journey, context);
        }
        if due(self.revealed_until) {
            self.revealed_until = None;
        }
        if due(self.look_until) {
            self.look_until = None;
        }
        if due(self.look_at) {
            self.look_at = None;
            let effect = self.look();
            return Next { step: Step::NewPassword(self), effects: effect.into_iter().collect() };
        }
        Next::to(Step::NewPassword(self))
    }

    fn look(&self) -> Option<Effect> {
        let candidate = self.form.entry(FIRST).filter(|entry| !entry.is_empty())?.secret();
        let person = &self.journey.person;
        Some(Effect::Measure {
            rules: person.password.clone(),
            words: Arc::clone(&person.words),
            candidate,
            edition: self.edition,
        })
    }

    /// A look at the first field arrived; a late one is dropped.
    pub(super) fn measured(mut self, edition: u64, assessment: Assessment) -> Next {
        if edition == self.edition {
            (self.assessment, self.assessed, self.look_until) = (Some(assessment), edition, None);
        }
        Next::to(Step::NewPassword(self))
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        if !matches!(self.form.focus(), Focus::Field(_)) && heard == Heard::Nothing {
            self.revealed_until = None;
        }
        match heard {
            Heard::Edited => self.edited(context.now),
            Heard::Pressed(Action::Finish) => return self.finish(context),
            Heard::Pressed(Action::Suggest) => {
                let effect = self.ask_for_suggestion(context.now);
                return Next { step: Step::NewPassword(self), effects: effect.into_iter().collect() };
            }
            Heard::Pressed(Action::Reveal | Action::Conceal) => self.reveal(context.now),
            Heard::Pressed(Action::OnlyUnlock) => return unlock::ask(self.journey, self.knows, context),
            Heard::Pressed(Action::Back) => return self.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => {}
        }
        Next::to(Step::NewPassword(self))
    }

    /// Back to what else somebody who signed in can do; anybody else would lose what they proved. What stands in the
    /// first field is lost there: from the second, one step back leads to the first.
    fn back(mut self, context: Context<'_>) -> Next {
        if self.form.focus() == Focus::Field(REPEAT) && !self.form.text(FIRST).is_empty() {
            self.form.focus_on(Focus::Field(FIRST));
            return Next::to(Step::NewPassword(self));
        }
        // With a password that somebody else chose, nothing else is done: they know it too.
        match self.journey.member.take_if(|member| !member.home.must_change) {
            Some(member) => Next::to(my_account::page_of(member, None, context)),
            None => end_visit::ask(Step::NewPassword(self)),
        }
    }

    fn edited(&mut self, now: Moment) {
        self.forgive();
        if self.form.focus() != Focus::Field(FIRST) {
            return;
        }
        self.edition += 1;
        self.offered = false;
        (self.look_at, self.look_until) = (Some(now + PAUSE), Some(now + LONGEST_LOOK));
        if self.form.text(FIRST).is_empty() {
            (self.assessment, self.look_at, self.look_until) = (None, None, None);
        }
    }

    fn reveal(&mut self, now: Moment) {
        self.form.follow();
        self.revealed_until = match self.revealed_until {
            Some(_) => None,
            None => Some(now + REVEALED_FOR),
        };
    }

    fn finish(mut self, context: Context<'_>) -> Next {
        // What comes meanwhile, comes to nobody.
        (self.revealed_until, self.asked) = (None, None);
        let (Some(first), Some(repeat)) = (self.secret(FIRST), self.secret(REPEAT)) else {
            return Next::to(Step::NewPassword(self));
        };
        if first.is_empty() {
            return self.point_out(FIRST, Text::new("complaint-empty"));
        }
        if !first.matches(&repeat) {
            // A copy of what is refused anyway helps nobody.
            let complaints = page::broken(&self);
            if self.assessed == self.edition && !complaints.is_empty() {
                return self.refuse(complaints);
            }
            let slip = self.unlike(&repeat);
            return self.point_out(REPEAT, slip);
        }
        self.forgive();
        let page = self.page(context);
        let login = self.journey.person.login.clone();
        if let Some(signed_in) = self.journey.member.as_mut().and_then(|member| member.signed_in.take()) {
            let effect = Effect::Change { login, signed_in, password: first };
            return Next::asking(Waiting::over(page, Errand::Change(self), context), effect);
        }
        let proofs = std::mem::take(&mut self.journey.proofs);
        Next::asking(Waiting::over(page, Errand::Reset(self), context), Effect::Reset { login, proofs, password: first })
    }

    /// What is said of a second one that is not the first.
    fn unlike(&self, repeat: &Secret) -> Text {
        Text::new(match () {
            () if repeat.is_empty() => "complaint-repeat-empty",
            () if self.offered => "suggest-repeat",
            () => "complaint-repeat",
        })
    }

    fn secret(&self, place: usize) -> Option<Secret> {
        self.form.entry(place).map(Entry::secret)
    }

    /// Says what is wrong with the password. What stands in the first field stays, to be mended; the second is typed again in
    /// any case.
    fn refuse(mut self, refusals: Vec<Text>) -> Next {
        self.forgive();
        self.refusals = refusals;
        self.begin_again_at(FIRST)
    }

    /// Says what is wrong with what stands in `field`.
    fn point_out(mut self, field: usize, slip: Text) -> Next {
        self.forgive();
        self.slip = Some((field, slip));
        self.begin_again_at(field)
    }

    fn begin_again_at(mut self, field: usize) -> Next {
        self.form.clear_field(REPEAT);
        self.form.focus_on(Focus::Field(field));
        Next::to(Step::NewPassword(self))
    }

    /// What was wrong is not said any more.
    fn forgive(&mut self) {
        self.refusals.clear();
        self.slip = None;
    }
}
