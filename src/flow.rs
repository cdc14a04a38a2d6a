//! The visit as a state machine: an event goes in, the next state and the effects it asks for come
//! out. Pure: no clock, no randomness, no await, no drawing; the time arrives with each event.
//!
//! [`Visit::update`] handles what is alike on every page (language, stopping, idling) and hands the
//! rest to the step that the visitor stands in. Each step lives in its own file with its page, its
//! keys and its replies, and owns exactly what exists in it: to reach `NewPassword` a value of it must
//! be made, and that takes a journey whose gates are all passed.

pub mod answer_questions;
pub mod captcha;
pub mod choose_method;
mod desk;
pub mod done;
pub mod end_visit;
pub mod enter_code;
pub mod enter_totp;
pub mod entry;
pub mod event;
pub mod farewell;
pub mod form;
pub mod identify;
pub mod journey;
pub mod new_password;
pub mod pace;
pub mod start;
mod step;
pub mod stopped;
pub mod troubled;
pub mod waiting;

use std::sync::Arc;

use crate::domain::account::Language;
use crate::domain::organisation::Organisation;
use crate::domain::outcome::Ending;
use crate::domain::time::{Moment, Span};
use crate::domain::times::VisitTimes;
use crate::input::{Input, Key};
use crate::page::{Action, Page, PageId, Text};
use event::{Effect, Event, Reply};
use form::{Form, Heard};
use pace::{Pace, Patience, Verdict};
pub use step::{Next, Step};
use step::{actions, desk_lines};

/// What is the same for every visit of a front end.
#[derive(Clone, Debug)]
pub struct House {
    pub organisation: Organisation,
    pub language: Language,
    /// None where a visit waits for ever: in the demo.
    pub times: Option<VisitTimes>,
    /// Whether Stop on the start page ends the program.
    pub may_quit: bool,
    /// Whether people and inbox can be shown.
    pub demo: bool,
    /// How many digits a mailed code has.
    pub code_digits: usize,
}

/// What a step is told beside its event.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub house: &'a House,
    pub now: Moment,
}

/// One stay of one person, until it is wiped.
pub struct Visit {
    house: Arc<House>,
    language: Language,
    pace: Pace,
    /// Whether the authority knows of this visit, so that its end must be told.
    known: bool,
    /// The clock went back while something was under way: nothing follows that.
    doomed: bool,
    step: Step,
}

impl Visit {
    pub fn new(house: Arc<House>, now: Moment) -> Self {
        let (language, pace) = (house.language, Pace::new(house.times, now));
        let step = Step::Start(start::Start::new(&house));
        Self { house, language, pace, known: false, doomed: false, step }
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether the authority waits for the end of this visit.
    pub const fn is_known(&self) -> bool {
        self.known
    }

    /// Whether the visitor is given the longer time everywhere: who listens or feels is slower than who looks.
    pub const fn take_time(&mut self, longer: bool) {
        self.pace.take_time(longer);
    }

    /// Takes an event; the visit as it is then, and what it asks for.
    #[must_use]
    pub fn update(self, event: Event, now: Moment) -> (Self, Vec<Effect>) {
        match event {
            Event::Input(input) => self.press(now, |visit| visit.hear(&input, now)),
            Event::Pick(item) => self.press(now, |visit| visit.with_form(now, |form| form.pick(item))),
            Event::Fill(field, text) => self.press(now, |visit| visit.with_form(now, |form| form.fill(field, text.expose()))),
            Event::Tick => self.tick(now),
            Event::Reply(reply) => self.reply(reply, now),
            Event::SetBack(span) => self.set_back(span),
        }
    }

    /// The page at `now`.
    pub fn page(&self, now: Moment) -> Page {
        match self.pace.verdict(self.patience(), now) {
            Verdict::Idle { until } => idle_page(now, until),
            Verdict::TimeUp { until, more } => time_up_page(now, until, more),
            Verdict::Fine | Verdict::Over => self.step.page(self.context(now)),
        }
    }

    /// When the page changes by itself, or the visit does; none while only a key or a reply can.
    pub fn wake(&self, now: Moment) -> Option<Moment> {
        let pace = self.pace.wake(self.patience(), now);
        [pace, self.step.wake(now)].into_iter().flatten().min()
    }

    /// A start page in another language than the house's is somebody's: it goes back to its own.
    fn patience(&self) -> Patience {
        match &self.step {
            Step::Start(_) if self.language != self.house.language => Patience::Typing,
            step => step.patience(),
        }
    }

    fn context(&self, now: Moment) -> Context<'_> {
        Context { house: &self.house, now }
    }

    /// Somebody is there: what they did counts for the pace, and then for what `hear` makes of it.
    fn press(mut self, now: Moment, hear: impl FnOnce(Self) -> (Self, Vec<Effect>)) -> (Self, Vec<Effect>) {
        let patience = self.patience();
        let asked = self.pace.verdict(patience, now);
        if matches!(self.step, Step::Start(_)) {
            // Until now nobody was there whose time could run.
            self.pace.begin_again(self.house.times, now);
        } else {
            self.pace.key(patience, now);
        }
        match asked {
            Verdict::Fine => hear(self),
            // The key answered the warning and does nothing else.
            Verdict::Idle { .. } | Verdict::TimeUp { .. } => (self, vec![]),
            Verdict::Over => self.end(),
        }
    }

    fn hear(mut self, input: &Input, now: Moment) -> (Self, Vec<Effect>) {
        match input {
            Input::Key(Key::F(2)) => return self.switch_language(),
            Input::Key(Key::F(9)) => return (self, vec![Effect::OtherDrawing]),
            Input::Key(_) | Input::Paste(_) => {}
        }
        let heard = self.step.form_mut().map_or_else(|| waiting::heard(input), |form| form.press(input));
        self.act(heard, now)
    }

    fn with_form(mut self, now: Moment, change: impl FnOnce(&mut Form) -> Heard) -> (Self, Vec<Effect>) {
        let heard = self.step.form_mut().map_or(Heard::Nothing, change);
        self.act(heard, now)
    }

    fn act(self, heard: Heard, now: Moment) -> (Self, Vec<Effect>) {
        match heard {
            Heard::Pressed(Action::Language) => self.switch_language(),
            Heard::Chosen(start::LANGUAGE) if matches!(self.step, Step::Start(_)) => self.switch_language(),
            Heard::Pressed(Action::People) => (self, vec![Effect::ShowPeople]),
            Heard::Pressed(Action::Inbox) => (self, vec![Effect::ShowInbox]),
            Heard::Pressed(Action::Linear) => (self, vec![Effect::OtherDrawing]),
            Heard::Pressed(Action::Stop) => self.go(Step::stop, now),
            heard => self.go(|step, context| step.on(heard, context), now),
        }
    }

    fn switch_language(mut self) -> (Self, Vec<Effect>) {
        self.language = self.language.other();
        (self, vec![])
    }

    fn tick(self, now: Moment) -> (Self, Vec<Effect>) {
        match self.pace.verdict(self.patience(), now) {
            Verdict::Over => self.end(),
            Verdict::Fine | Verdict::Idle { .. } | Verdict::TimeUp { .. } => self.go(Step::tick, now),
        }
    }

    fn reply(mut self, reply: Reply, now: Moment) -> (Self, Vec<Effect>) {
        if matches!(self.step, Step::Waiting(_)) {
            // The visitor was not idle, the program was slow.
            self.pace.resume(now);
        }
        let (visit, effects) = self.go(|step, context| step.reply(reply, context), now);
        if visit.doomed && !matches!(visit.step, Step::Waiting(_) | Step::Done(_) | Step::Stopped(_) | Step::Farewell(_)) {
            return visit.end();
        }
        (visit, effects)
    }

    /// The clock went back: nobody can say how old this visit is, nor what was proved in it, and a jump can
    /// only shorten a life. What was asked for is finished first, and its outcome told.
    fn set_back(mut self, span: Span) -> (Self, Vec<Effect>) {
        if self.house.times.is_none() || matches!(self.step, Step::Start(_)) {
            return (self, vec![]);
        }
        if matches!(self.step, Step::Waiting(_)) {
            self.pace.go_back(span);
            return (Self { doomed: true, ..self }, vec![]);
        }
        self.end()
    }

    /// Time is over: the visit is wiped, whatever it was doing.
    fn end(self) -> (Self, Vec<Effect>) {
        let leave = self.is_known().then_some(Effect::Leave(Ending::Abandoned));
        let effects = leave.into_iter().chain([Effect::Over]).collect();
        (self, effects)
    }

    fn go(self, advance: impl FnOnce(Step, Context<'_>) -> Next, now: Moment) -> (Self, Vec<Effect>) {
        let Self { house, language, pace, known, doomed, step } = self;
        let Next { step, mut effects } = advance(step, Context { house: &house, now });
        let is_end = |effect: &Effect| matches!(effect, Effect::Leave(_));
        effects.retain(|effect| known || !is_end(effect));
        let begins = effects.iter().any(|effect| matches!(effect, Effect::Identify { .. }));
        let known = (known || begins) && !effects.iter().any(is_end);
        (Self { house, language, pace, known, doomed, step }, effects)
    }
}

fn idle_page(now: Moment, until: Moment) -> Page {
    let lead = Text::new("idle-lead").with("seconds", now.until(until).whole_seconds());
    warning(lead, now, until)
}

fn warning(lead: Text, now: Moment, until: Moment) -> Page {
    let left = Some(now.until(until).whole_seconds());
    Page { lead: vec![lead], actions: vec![Action::KeepGoing], left, ..Page::new(PageId::IdleWarning) }
}

fn time_up_page(now: Moment, until: Moment, more: bool) -> Page {
    let id = if more { "time-up-lead" } else { "time-up-last" };
    let lead = Text::new(id).with("seconds", now.until(until).whole_seconds());
    warning(lead, now, until)
}

#[cfg(test)]
mod tests;
