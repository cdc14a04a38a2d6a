//! The visit as a state machine: an event goes in, the next state and the effects it asks for come
//! out. Pure: no clock, no randomness, no await, no drawing; the time arrives with each event.
//!
//! [`Visit::update`] handles what is alike on every page (language, stopping, idling) and hands the
//! rest to the step that the visitor stands in. Each step lives in its own file with its page, its
//! keys and its replies, and owns exactly what exists in it: to reach `NewPassword` a value of it must
//! be made, and that takes a journey whose gates are all passed.

pub mod answer_questions;
pub mod ask_help;
pub mod captcha;
pub mod choose_method;
pub mod confirm_phone;
mod delivery;
mod desk;
mod digits;
pub mod done;
pub mod end_visit;
pub mod enter_code;
pub mod enter_own_code;
pub mod entry;
pub mod event;
pub mod farewell;
pub mod forgot_user_id;
pub mod form;
pub mod goal;
mod hearing;
mod help;
mod help_desk;
pub mod identify;
pub mod journey;
pub mod my_account;
pub mod new_password;
pub mod not_locked;
pub mod pace;
mod remains;
mod secret_field;
pub mod settings;
pub mod sign_in;
pub mod sign_key;
mod signing;
pub mod start;
mod step;
pub mod stopped;
mod told;
pub mod troubled;
pub mod unlock;
pub mod waiting;
mod warning;

use std::sync::Arc;

use crate::domain::account::Language;
use crate::domain::organisation::Organisation;
use crate::domain::time::{Moment, Span};
use crate::domain::times::VisitTimes;
use crate::input::{Input, Key};
use crate::page::{Action, Focus, Notice, Page, Text};
use event::{Effect, Event, Reply};
use help::Help;
use help_desk::{desk_lines, support_line};
use pace::{Pace, Patience, Verdict};
use remains::Remains;
pub use step::{Next, Step};
use step::{actions, actions_without_help};
use told::Told;
use warning::Answer;

/// What is the same for every visit of a front end.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says of itself what there is in this house")]
pub struct House {
    pub organisation: Organisation,
    pub language: Language,
    /// None where a visit waits for ever: in the demo.
    pub times: Option<VisitTimes>,
    /// Whether Stop on the start page ends the program.
    pub may_quit: bool,
    /// Whether people and inbox can be shown.
    pub demo: bool,
    /// Whether anybody who cannot sign in is let in here.
    pub resets: bool,
    /// How many digits a mailed code has.
    pub code_digits: usize,
    /// Whether a letter can be sent from here.
    pub mails: bool,
    /// Whether the start page comes back after each visit, and waits for ever for whoever comes next: not at the end of a
    /// line, which serves one visit, in a place that others may want.
    pub start_waits: bool,
}

/// What a step is told beside its event.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub house: &'a House,
    /// Of the page.
    pub language: Language,
    pub now: Moment,
}

/// One stay of one person, until it is wiped.
pub struct Visit {
    house: Arc<House>,
    language: Language,
    pace: Pace,
    told: Told,
    /// The clock went back while something was under way: nothing follows that.
    doomed: bool,
    step: Step,
    /// The visitor chose their language after theirs was known: they are not asked again.
    settled: bool,
    /// What is read about the step, over it.
    help: Option<Help>,
    answer: Answer,
    /// What outlives the visit.
    remains: Remains,
}

impl Visit {
    pub fn new(house: Arc<House>, now: Moment) -> Self {
        let (language, pace) = (house.language, Pace::new(house.times, now));
        let step = Step::Start(start::Start::new(&house));
        let (told, answer) = (Told::Nothing, Answer::default());
        Self { house, language, pace, told, doomed: false, step, settled: false, help: None, answer, remains: Remains::default() }
    }

    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether the authority waits for the end of this visit.
    pub const fn is_known(&self) -> bool {
        matches!(self.told, Told::Begun)
    }

    /// Whether the visitor is given the longer time everywhere: who listens or feels is slower than who looks.
    pub const fn take_time(&mut self, longer: bool) {
        self.pace.take_time(longer);
    }

    /// Takes an event; the visit as it is then, and what it asks for.
    #[must_use]
    pub fn update(mut self, event: Event, now: Moment) -> (Self, Vec<Effect>) {
        match event {
            Event::Input(input) if self.only_answers(&input, now) => self.attend(now, |visit| (visit, vec![])),
            Event::Input(input) => self.attend(now, |visit| visit.hear(&input, now)),
            Event::Point { page, item } => self.obeyed().attend(now, |visit| visit.point(page, item, now)),
            Event::Fill(field, text) => self.obeyed().attend(now, |visit| visit.fill(field, &text, now)),
            Event::Judge(text) => self.attend(now, |visit| (visit.judge(&text), vec![])),
            Event::Tick => self.tick(now),
            Event::Reply(reply) => self.reply(reply, now),
            Event::SetBack(span) => self.set_back(span),
            Event::Closing(moment) => {
                self.pace.close_at(moment);
                (self, vec![])
            }
        }
    }

    /// The page at `now`.
    pub fn page(&self, now: Moment) -> Page {
        match self.pace.verdict(self.patience(), now) {
            Verdict::Idle { until } => warning::idle(now, until),
            Verdict::TimeUp { until, behind } => warning::time_up(now, until, behind),
            Verdict::Fine | Verdict::Over => match &self.help {
                Some(help) => help.page(&self.house),
                None => self.over_a_line(self.noticed(self.step.page(self.context(now)))),
            },
        }
    }

    /// The page as it is at the end of a line, which has no start to go back to.
    fn over_a_line(&self, mut page: Page) -> Page {
        let starts = page.actions.iter_mut().filter(|action| **action == Action::StartOver && !self.house.start_waits);
        starts.for_each(|action| *action = Action::Leave);
        page
    }

    /// Whether `input` is the rest of what answered a warning.
    fn only_answers(&mut self, input: &Input, now: Moment) -> bool {
        let is_warned = matches!(self.pace.verdict(self.patience(), now), Verdict::Idle { .. } | Verdict::TimeUp { .. });
        if self.help.is_some() || *input == Input::Key(Key::F(1)) {
            // Help is as if nothing had been pressed.
            return false;
        }
        let focus = self.step.form_mut().map(|form| form.focus());
        self.answer.hear(input, is_warned, matches!(focus, Some(Focus::Field(_))), now)
    }

    /// The visit where whoever is there did something else than go on behind a warning: nothing is said of that any more.
    fn obeyed(self) -> Self {
        Self { answer: Answer::default(), ..self }
    }

    /// `page`, with what was not taken behind a warning, and with the language offered that the person prefers, when the
    /// visit has another.
    fn noticed(&self, mut page: Page) -> Page {
        if !self.settled && self.step.preferred().is_some_and(|preferred| preferred != self.language) {
            page.notices.push(Notice::plain(Text::new("language-offer")));
        }
        page.notices.extend(self.answer.lost());
        page
    }

    /// When the page changes by itself, or the visit does; none while only a key or a reply can.
    pub fn wake(&self, now: Moment) -> Option<Moment> {
        let pace = self.pace.wake(self.patience(), now);
        [pace, self.step.wake(now)].into_iter().flatten().min()
    }

    /// A start page in another language than the house's is somebody's: it goes back to its own. Reading
    /// takes time, and whoever reads is there.
    fn patience(&self) -> Patience {
        match &self.step {
            Step::Waiting(_) => Patience::Endless,
            step if self.help.is_some() && step.patience() != Patience::Closing => Patience::Waiting,
            Step::Start(_) if self.language != self.house.language || !self.house.start_waits => Patience::Typing,
            step => step.patience(),
        }
    }

    fn context(&self, now: Moment) -> Context<'_> {
        Context { house: &self.house, language: self.language, now }
    }

    /// Somebody is there: they answer a warning, or do what they `act`.
    fn attend(mut self, now: Moment, act: impl FnOnce(Self) -> (Self, Vec<Effect>)) -> (Self, Vec<Effect>) {
        let patience = self.patience();
        let asked = self.pace.verdict(patience, now);
        if matches!(self.step, Step::Start(_)) {
            // Until now nobody was there whose time could run.
            self.pace.begin_again(self.house.times, now);
        } else {
            self.pace.key(patience, now);
        }
        match asked {
            Verdict::Fine => act(self),
            // The key answered the warning and does nothing else.
            Verdict::Idle { .. } | Verdict::TimeUp { .. } => (self, vec![]),
            Verdict::Over => self.end(),
        }
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
        self.remains.hear(&reply);
        let (visit, effects) = self.go(|step, context| step.reply(reply, context), now);
        let visit = visit.showing_errors(now);
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
        let leave = self.is_known().then_some(Effect::Leave(self.step.ending()));
        let is_cut_off = !self.house.start_waits && self.patience() != Patience::Closing;
        let effects = leave.into_iter().chain(is_cut_off.then_some(Effect::TimeUp)).chain([Effect::Over]).collect();
        (self, effects)
    }

    fn go(self, advance: impl FnOnce(Step, Context<'_>) -> Next, now: Moment) -> (Self, Vec<Effect>) {
        let Self { house, language, pace, told, doomed, step, settled, help, answer, mut remains } = self;
        let context = Context { house: &house, language, now };
        let Next { mut step, mut effects } = advance(step, context);
        remains.reach(&mut step);
        // Whatever came up meanwhile is more urgent than help with what is gone.
        let help = help.filter(|help| help.is_about(step.page(context).id));
        let told = told.after(&mut effects);
        (Self { house, language, pace, told, doomed, step, settled, help, answer, remains }, effects)
    }
}

#[cfg(test)]
mod tests;
