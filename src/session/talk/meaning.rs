//! What a finished line or a key means on the page that is there.

use zeroize::Zeroizing;

use super::warned::{is_rest_of, room_for_a_word};
use super::{Remark, Talk};
use crate::domain::account::Language;
use crate::domain::code::narrow;
use crate::domain::secret::Secret;
use crate::flow::event::Event;
use crate::input::line::Echo;
use crate::input::{Input, Key};
use crate::page::{Action, Focus, Notice, Page, PageId, Text};
use crate::render::linear::words::{self, Standing, Word};
use crate::render::linear::{Prompt, holds_refused_password};
use crate::session::manner::Medium;

impl Talk {
    pub(super) fn meant(&mut self, line: &str, prompt: Prompt, page: &Page, language: Language) -> Vec<Event> {
        let begun = std::mem::replace(&mut self.answer, room_for_a_word());
        if !begun.is_empty() && words::goes_on(&joined(&begun, line)) {
            return vec![];
        }
        if matches!(prompt.asks, Focus::Field(_)) && is_rest_of(&begun, line) {
            self.tell_not_taken();
            return vec![];
        }
        match prompt.asks {
            Focus::Field(place) => self.answered(place, line, prompt, page, language),
            Focus::Choice(_) => self.chosen(line, page, language),
            Focus::Action(_) if line.trim().is_empty() => {
                self.tried(vec![Event::Point { page: page.id, item: Focus::Action(0) }])
            }
            Focus::Action(_) => match words::meant(line, page, language) {
                Some(word) => self.asked_for(word, page),
                None => self.misunderstood(line, Text::new("linear-no-action"), language),
            },
        }
    }

    /// Whether what was typed behind a warning answers that; what stood on the line before stays there.
    pub(super) fn goes_on(&mut self, line: &str) -> bool {
        let Some((begun, answer)) = self.before_warning.take().and_then(|place| line.split_at_checked(place)) else {
            return false;
        };
        let goes_on = words::goes_on(answer);
        if goes_on {
            // The prompt shows it again.
            drop(self.draft.put(begun, Echo::Hidden));
        }
        goes_on
    }

    fn answered(&mut self, place: usize, line: &str, prompt: Prompt, page: &Page, language: Language) -> Vec<Event> {
        let enter = Event::Input(Input::Key(Key::Enter));
        let is_kept = prompt.echo == Echo::Shown && self.kept(page, prompt).is_some();
        self.is_brought = false;
        match line.strip_prefix('/') {
            Some(said) if !said.starts_with('/') => {
                if let Some(choice) = number(said).filter(|number| *number <= page.choices.len()) {
                    return vec![Event::Point { page: page.id, item: Focus::Choice(choice - 1) }];
                }
                match words::meant(said, page, language) {
                    Some(word) => self.asked_for(word, page),
                    None => self.misunderstood(said, Text::new("linear-no-word"), language),
                }
            }
            // What was refused is not kept, so nothing was given: the page says what that comes to.
            None if line.is_empty() && holds_refused_password(page, place) => {
                self.tried(vec![Event::Fill(place, Secret::new(String::new())), enter])
            }
            // Unseen, nobody can tell an empty field from a filled one: what stands there stays.
            None if line.is_empty() && (is_kept || (prompt.echo == Echo::Hidden && self.once.is_none())) => {
                self.entered(place, page, vec![Event::Point { page: page.id, item: Focus::Field(place) }, enter])
            }
            doubled => {
                let text = doubled.unwrap_or(line);
                self.tell_unseen(place, text, page);
                let is_word = doubled.is_none() && self.once.is_none() && words::meant(text, page, language).is_some();
                if is_word && self.asks_which(text, place, page) {
                    return vec![];
                }
                if is_word {
                    self.tell_taken(text, place, page);
                }
                self.first_of_two(place, text, page)
                    .unwrap_or_else(|| self.entered(place, page, vec![Event::Fill(place, Secret::new(text.to_owned())), enter]))
            }
        }
    }

    fn chosen(&mut self, line: &str, page: &Page, language: Language) -> Vec<Event> {
        let said = line.trim().trim_start_matches('/');
        if let Some(number) = number(said).filter(|number| *number <= page.choices.len()) {
            return self.tried(vec![Event::Point { page: page.id, item: Focus::Choice(number - 1) }]);
        }
        if let Some(word) = words::meant(said, page, language) {
            return self.asked_for(word, page);
        }
        let count = page.choices.len();
        let why = match over(page) {
            // Most have nothing to choose any more, and only want to go.
            Some((_, over)) => Text::new("linear-no-choice-over").with("word", words::first(over, language)),
            None => Text::new("linear-no-choice"),
        };
        self.misunderstood(said, why.with("count", count), language)
    }

    /// `said` is no word here: `why`, unless it names the language that is spoken already.
    fn misunderstood(&mut self, said: &str, why: Text, language: Language) -> Vec<Event> {
        if words::names_spoken(said, language) {
            self.remarks.push(Remark::Notice(Notice::plain(Text::new("linear-spoken"))));
            return vec![];
        }
        self.complain(why)
    }

    pub(super) fn asked_for(&mut self, word: Word, page: &Page) -> Vec<Event> {
        match word {
            Word::Action(place) => vec![Event::Point { page: page.id, item: Focus::Action(place) }],
            Word::Standing(Standing::Help) => match keyed(page, Key::F(1)) {
                Some(event) => vec![event],
                None => self.again(true),
            },
            Word::Standing(Standing::Repeat) => self.again(false),
            Word::Standing(Standing::MoreTime) => {
                self.remarks.push(Remark::Notice(Notice::plain(Text::new("linear-more-time"))));
                vec![]
            }
            Word::Standing(Standing::Language) => vec![Event::Input(Input::Key(Key::F(2)))],
            Word::Standing(Standing::Drawing) if self.medium == Medium::Screen => vec![Event::Input(Input::Key(Key::F(9)))],
            Word::Standing(Standing::Previous) => self.previous(page),
            Word::Standing(Standing::Back) => {
                let out = keyed(page, Key::Esc).or_else(|| over(page).map(|(event, _)| event));
                out.map_or_else(|| self.refuse("linear-not-here"), |event| vec![event])
            }
            // Where there is nothing to stop any more, it means what ends the page.
            Word::Standing(Standing::Stop) => over(page).map_or_else(|| self.refuse(unstopped(page)), |(event, _)| vec![event]),
            Word::Standing(Standing::Drawing) => self.tell_no_drawing(),
        }
    }

    /// The field at `place` has its answer. Behind the last of them all are looked at; before that nothing is new.
    fn entered(&mut self, place: usize, page: &Page, events: Vec<Event>) -> Vec<Event> {
        if place + 1 < page.fields.len() { events } else { self.tried(events) }
    }

    /// An answer: whatever is wrong with it has not been said yet.
    pub(super) fn tried(&mut self, events: Vec<Event>) -> Vec<Event> {
        self.telling.forget_refusals();
        events
    }

    /// To the answer before, where there are several on a page.
    fn previous(&mut self, page: &Page) -> Vec<Event> {
        match Prompt::of(page).asks {
            Focus::Field(place) if place > 0 => vec![Event::Point { page: page.id, item: Focus::Field(place - 1) }],
            Focus::Field(_) | Focus::Choice(_) | Focus::Action(_) => self.refuse("linear-not-here"),
        }
    }

    fn again(&mut self, how: bool) -> Vec<Event> {
        self.telling.begin_again(how);
        vec![]
    }

    /// What a key means that edits no line; nothing when it means nothing here.
    pub(super) fn pressed(&mut self, key: Key, prompt: Prompt, page: &Page, shown: &mut String) -> Option<Vec<Event>> {
        let word = match key {
            Key::Esc if !self.draft.is_empty() => {
                let echo = if self.medium.is_terminal() { prompt.echo } else { Echo::Hidden };
                self.draft.rub_out(echo, shown);
                return None;
            }
            Key::Ctrl('d') if !self.draft.is_empty() => return None,
            Key::Esc => Word::Standing(Standing::Back),
            Key::BackTab | Key::Up => Word::Standing(Standing::Previous),
            Key::F(1) => Word::Standing(Standing::Help),
            Key::F(2) => Word::Standing(Standing::Language),
            Key::F(9) => return Some(self.leave(prompt, page, shown)),
            Key::F(10) | Key::Ctrl('c' | 'd') => {
                self.draft.clear();
                page.actions
                    .iter()
                    .position(|action| *action == Action::Stop)
                    .map_or(Word::Standing(Standing::Stop), Word::Action)
            }
            key => Word::Action(page.actions.iter().position(|action| is_keyed(*action, key))?),
        };
        self.end_line(shown);
        Some(self.asked_for(word, page))
    }

    /// To the full screen, where what was typed stands in its field.
    fn leave(&mut self, prompt: Prompt, page: &Page, shown: &mut String) -> Vec<Event> {
        if self.medium != Medium::Screen {
            self.end_line(shown);
            return self.tell_no_drawing();
        }
        let typed = Secret::new(self.draft.text().to_owned());
        let fill = match prompt.asks {
            // What came over from there and was taken away here is gone there, too.
            Focus::Field(place) if (self.is_brought || !typed.is_empty()) && !page.unsettled => Some(Event::Fill(place, typed)),
            Focus::Field(_) | Focus::Choice(_) | Focus::Action(_) => None,
        };
        fill.into_iter().chain([Event::Input(Input::Key(Key::F(9)))]).collect()
    }

    fn tell_no_drawing(&mut self) -> Vec<Event> {
        self.remarks.push(Remark::Notice(Notice::plain(Text::new("linear-no-drawing"))));
        vec![]
    }

    pub(super) fn refuse(&mut self, id: &'static str) -> Vec<Event> {
        self.complain(Text::new(id))
    }

    fn complain(&mut self, text: Text) -> Vec<Event> {
        self.remarks.push(Remark::Notice(Notice::error(text)));
        vec![]
    }
}

/// What ends `page`, where a visit is over or cannot go on.
fn over(page: &Page) -> Option<(Event, Action)> {
    if page.actions.contains(&Action::NewPassword) {
        return None;
    }
    let over = |action: &Action| matches!(action, Action::StartOver | Action::Leave);
    let (place, action) = page.actions.iter().enumerate().find(|(_, action)| over(action))?;
    Some((Event::Point { page: page.id, item: Focus::Action(place) }, *action))
}

/// What is said where a key stops nothing: on the page that asks about it, it is asked already.
fn unstopped(page: &Page) -> &'static str {
    if page.id == PageId::EndVisit { "linear-stop-asked" } else { "linear-not-here" }
}

/// The action that `key` stands for on `page`.
fn keyed(page: &Page, key: Key) -> Option<Event> {
    let place = page.actions.iter().position(|action| is_keyed(*action, key))?;
    if page.actions.get(place) == Some(&Action::SignOut) {
        // Whoever says "back" goes a page back; where there is none, the key asks before a visit ends.
        return Some(Event::Input(Input::Key(key)));
    }
    Some(Event::Point { page: page.id, item: Focus::Action(place) })
}

fn is_keyed(action: Action, key: Key) -> bool {
    action.key() == Some(key) && words::is_offered(action)
}

/// A number from 1 on, in digits of any width. What is looked at may be a secret behind a slash: nothing is copied.
fn number(said: &str) -> Option<usize> {
    let mut digits = said.trim().trim_end_matches('.').chars().map(|c| narrow(c).to_digit(10));
    let number = digits.try_fold(0_usize, |number, digit| number.checked_mul(10)?.checked_add(usize::try_from(digit?).ok()?));
    number.filter(|number| *number > 0)
}

/// `begun` and behind it `line`: what both are may be a secret.
fn joined(begun: &str, line: &str) -> Zeroizing<String> {
    let mut joined = Zeroizing::new(String::with_capacity(begun.len() + line.len()));
    joined.push_str(begun);
    joined.push_str(line);
    joined
}
