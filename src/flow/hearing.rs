//! What was typed, pointed at or said, and what it means on the page that is shown: most of it is the step's,
//! and what is alike on every page (help, language, plain text, stopping) is done here.

use super::event::Effect;
use super::form::{Form, Heard};
use super::help::Help;
use super::settings::Settings;
use super::step::Step;
use super::{Visit, ask_help, start, waiting};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::input::{Input, Key};
use crate::page::{Action, Focus, PageId, Sight, Tone};

impl Visit {
    pub(super) fn hear(mut self, input: &Input, now: Moment) -> (Self, Vec<Effect>) {
        if self.help.is_none() && !matches!(input, Input::Paste(_)) && self.step.close_picture() {
            return (self, vec![]);
        }
        match input {
            Input::Key(Key::F(2)) => return self.switch_language(),
            Input::Key(Key::F(9)) => return (self, vec![Effect::OtherDrawing]),
            Input::Key(_) | Input::Paste(_) | Input::Click { .. } => {}
        }
        if *input == Input::Key(Key::F(1)) {
            return (self.toggle_help(now), vec![]);
        }
        if let Some(help) = &mut self.help {
            let heard = help.press(input);
            return self.heard_in_help(heard, now);
        }
        let heard = self.step.form_mut().map_or_else(|| waiting::heard(input), |form| form.press(input));
        let heard = match heard {
            // Esc comes twice where once was meant, or out of a sequence that a slow line tore: a visit does not end
            // by it before that was asked.
            Heard::Pressed(Action::SignOut) if *input == Input::Key(Key::Esc) => Heard::Pressed(Action::Stop),
            heard => heard,
        };
        self.take(heard, now)
    }

    /// Somebody pointed at an item of `page`; what they meant may be gone.
    pub(super) fn point(mut self, page: PageId, item: Focus, now: Moment) -> (Self, Vec<Effect>) {
        let shown = self.page(now);
        if shown.id != page {
            return (self, vec![]);
        }
        if let Some(help) = &mut self.help {
            let heard = help.point(item);
            return self.heard_in_help(heard, now);
        }
        let heard = match (self.step.form_mut(), item) {
            (Some(form), item) => form.point(item),
            (None, Focus::Action(place)) => shown.actions.get(place).map_or(Heard::Nothing, |action| waiting::pointed(*action)),
            (None, Focus::Field(_) | Focus::Choice(_)) => Heard::Nothing,
        };
        self.take(heard, now)
    }

    /// So much of `page` was drawn. A warning lies over a page, and tells nothing of it.
    pub fn see(&mut self, page: PageId, sight: Sight) {
        if matches!(page, PageId::IdleWarning | PageId::TooSmall) {
            return;
        }
        match &mut self.help {
            Some(help) => help.see(sight),
            None => self.step.form_mut().into_iter().for_each(|form| form.see(sight)),
        }
    }

    /// Somebody said what is to stand in a field; help has none.
    pub(super) fn fill(mut self, field: usize, text: &Secret, now: Moment) -> (Self, Vec<Effect>) {
        let form = if self.help.is_some() { None } else { self.step.form_mut() };
        let heard = form.map_or(Heard::Nothing, |form| form.fill(field, text.expose()));
        self.take(heard, now)
    }

    /// Somebody wants to know what is wrong with `text` before they type it twice, which only new answers are. It
    /// stands in no field, and nothing is sent.
    pub(super) fn judge(mut self, text: &Secret) -> Self {
        if let (Step::Settings(Settings::AddAnswers(answers)), None) = (&mut self.step, &self.help) {
            answers.judge(text);
        }
        self
    }

    /// Whether the choice at `place` of the start page is the other language.
    fn is_language(&self, place: usize) -> bool {
        matches!(self.step, Step::Start(_)) && start::Start::is_language(&self.house, place)
    }

    fn take(self, heard: Heard, now: Moment) -> (Self, Vec<Effect>) {
        match heard {
            Heard::Pressed(Action::Help) => (self.toggle_help(now), vec![]),
            Heard::Pressed(Action::Language) => self.switch_language(),
            Heard::Chosen(place) if self.is_language(place) => self.switch_language(),
            Heard::Pressed(Action::People) => (self, vec![Effect::ShowPeople]),
            Heard::Pressed(Action::Inbox) => (self, vec![Effect::ShowInbox]),
            Heard::Pressed(Action::Linear) => (self, vec![Effect::OtherDrawing]),
            Heard::Pressed(Action::Stop) => self.go(Step::stop, now),
            Heard::Pressed(Action::AskHelp) => self.go(ask_help::ask, now),
            heard @ (Heard::Pressed(_) | Heard::Chosen(_)) => {
                let (visit, effects) = self.go(|step, context| step.on(heard, context), now);
                (visit.showing_errors(now), effects)
            }
            heard @ (Heard::Edited | Heard::Nothing) => self.go(|step, context| step.on(heard, context), now),
        }
    }

    /// The visit with what was just refused in sight, wherever the focus stands: it is said at the top, and nobody who
    /// chose sees why nothing came of it otherwise. Whoever types sees that, and what is wrong with it stands there.
    pub(super) fn showing_errors(mut self, now: Moment) -> Self {
        let page = self.step.page(self.context(now));
        let is_refused = page.notices.iter().any(|notice| notice.tone == Tone::Error);
        if is_refused && !matches!(page.focus, Focus::Field(_)) {
            self.step.form_mut().into_iter().for_each(Form::show_top);
        }
        self
    }

    /// What was pressed while help is read. It changes nothing below.
    fn heard_in_help(mut self, heard: Heard, now: Moment) -> (Self, Vec<Effect>) {
        match heard {
            Heard::Pressed(Action::Back) => self.help = None,
            Heard::Pressed(Action::Language) => return self.switch_language(),
            Heard::Pressed(Action::People) => return (self, vec![Effect::ShowPeople]),
            Heard::Pressed(Action::Inbox) => return (self, vec![Effect::ShowInbox]),
            Heard::Pressed(Action::Linear) => return (self, vec![Effect::OtherDrawing]),
            Heard::Pressed(Action::Stop) => {
                self.help = None;
                return self.go(Step::stop, now);
            }
            Heard::Pressed(Action::AskHelp) => {
                self.help = None;
                return self.go(ask_help::ask, now);
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => {}
        }
        (self, vec![])
    }

    fn toggle_help(mut self, now: Moment) -> Self {
        self.help = match self.help {
            Some(_) => None,
            None => Help::with(&self.step.page(self.context(now)), ask_help::may_ask(&self.step), &self.house),
        };
        self
    }

    fn switch_language(mut self) -> (Self, Vec<Effect>) {
        self.language = self.language.other();
        self.settled |= self.step.preferred().is_some();
        (self, vec![])
    }
}

impl Step {
    /// Closes what covers the whole page; whether anything did. Whoever pressed a key for that wants nothing else of it.
    const fn close_picture(&mut self) -> bool {
        if let Self::Settings(Settings::AddApp(page)) = self { page.close_picture() } else { false }
    }
}
