//! A visit in plain text: what is said, what is typed, and what a line means on the page that asked for it.
//! What it comes to are the same events that keys on a full screen come to.

mod agreed;
mod meaning;
mod unasked;
mod unseen;
mod warned;
mod worded;

use zeroize::{Zeroize as _, Zeroizing};

use self::agreed::Agreed;
use self::unseen::Once;
use self::warned::room_for_a_word;
use super::beside::Aside;
use super::manner::Medium;
use crate::domain::account::Language;
use crate::domain::time::Moment;
use crate::flow::event::Event;
use crate::input::inputs::Inputs;
use crate::input::line::{Draft, Echo, Typed};
use crate::input::{Input, Key};
use crate::page::{Focus, Notice, Page, PageId, Text, Value};
use crate::render::linear::{Held, Prompt, Telling, holds_refused_password, notice};
use crate::render::{House, Ink};

/// Keys that are kept while a reply is awaited.
const TYPED_AHEAD: usize = 512;

/// One visit's talk.
pub struct Talk {
    medium: Medium,
    telling: Telling,
    draft: Draft,
    /// What stands in the field came over from the full screen onto the line: it is there to be changed.
    is_brought: bool,
    /// What came and was not looked at yet.
    waiting: Inputs,
    /// What the line where the cursor stands asks for.
    asking: Option<Prompt>,
    /// What was asked for last, warnings apart.
    asked: Option<Prompt>,
    /// What is to be said before anything else.
    remarks: Vec<Remark>,
    /// What was typed unseen the first time, of something that is typed twice.
    once: Option<Once>,
    /// A word that may have been meant as the answer.
    doubted: Option<String>,
    /// What was typed in answer to a warning. It does nothing else.
    answer: Zeroizing<String>,
    /// When the last key of an answer to a warning came that is not finished: what follows soon belongs to it.
    answering: Option<Moment>,
    /// More was typed ahead than is kept.
    overran: bool,
    /// How much of the line stood there when a warning came: what is typed behind that may answer it.
    before_warning: Option<usize>,
    /// What stands beside the page and was told.
    asides: Vec<String>,
    /// Whether the visitor knows that their secrets are seen where they type them.
    agreed: Agreed,
}

/// Something that is said once and stands on no page.
enum Remark {
    Notice(Notice),
    Line(String),
}

/// What typed keys came to.
#[derive(Default)]
pub struct Heard {
    /// What the terminal shows of them.
    pub shown: String,
    pub events: Vec<Event>,
}

/// What is to be said of a page, in a form that can be sent.
pub struct Told {
    pub text: Zeroizing<String>,
    /// It is about time that runs out.
    pub urgent: bool,
}

impl Talk {
    pub fn new(medium: Medium) -> Self {
        Self {
            medium,
            telling: Telling::new(medium == Medium::Screen),
            draft: Draft::default(),
            is_brought: false,
            waiting: Inputs::default(),
            asking: None,
            asked: None,
            remarks: Vec::new(),
            once: None,
            doubted: None,
            answer: room_for_a_word(),
            answering: None,
            overran: false,
            before_warning: None,
            asides: Vec::new(),
            agreed: Agreed::default(),
        }
    }

    /// Another visit begins. Who feeds a pipe is the same as before, whose lines go on.
    pub fn begin(&mut self) {
        let (waiting, asides) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.asides));
        // What stands beside the pages is no visit's.
        *self = Self { asides, ..Self::new(self.medium) };
        if !self.medium.is_terminal() {
            self.waiting = waiting;
        }
    }

    /// The visitor comes over from the full screen: what they typed there stands on the line, as far as a page
    /// tells it.
    pub fn take_over(&mut self, page: &Page) {
        self.begin();
        self.telling.begin_again(true);
        let prompt = Prompt::of(page);
        self.asked = Some(prompt);
        let Focus::Field(place) = prompt.asks else { return };
        match page.fields.get(place).filter(|field| field.error.is_none()).map(|field| &field.value) {
            Some(Value::Plain { text, .. } | Value::Words { text, .. } | Value::Code { text, .. }) => {
                drop(self.draft.put(text, Echo::Hidden));
                self.is_brought = !text.is_empty();
            }
            Some(Value::Secret { .. }) if holds_refused_password(page, place) => {
                self.telling.leave_unjudged();
                self.remarks.push(Remark::Notice(Notice::plain(Text::new("linear-begun-drawn"))));
            }
            Some(Value::Armour { .. } | Value::Answer { .. } | Value::Secret { .. } | Value::Offered { .. }) | None => {}
        }
    }

    /// Whether something came that was not looked at yet.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether nothing more is to be read before what is under way is finished: then the end of a pipe comes
    /// after everything that was in it.
    pub fn holds(&self, page: &Page) -> bool {
        !self.medium.is_terminal() && page.unsettled
    }

    /// Takes what came `now`, while `page` was there. It shows that somebody is; all the rest waits for `listen`.
    pub fn accept(&mut self, mut inputs: Inputs, page: &Page, now: Moment) -> Vec<Event> {
        if inputs.is_empty() {
            return vec![];
        }
        let somebody = vec![Event::Input(Input::Key(Key::Other))];
        if page.id == PageId::IdleWarning {
            if self.draft.is_empty() {
                self.answer_warning(inputs.as_slice(), now);
                return somebody;
            }
            self.before_warning = Some(self.draft.text().len());
        }
        self.finish_answer(&mut inputs, now);
        if page.unsettled {
            if inputs.as_slice().iter().any(is_stop) {
                self.waiting.clear();
                return vec![Event::Input(Input::Key(Key::F(10)))];
            }
            self.keep_for_later(inputs);
            return somebody;
        }
        self.overran = false;
        self.waiting.extend(inputs);
        somebody
    }

    /// Keeps what is typed ahead. Where that is too much, nothing of it is kept and it is said: half of it, cut anywhere,
    /// would be other lines than those that were meant.
    fn keep_for_later(&mut self, inputs: Inputs) {
        if self.waiting.len() + inputs.len() > TYPED_AHEAD && !self.overran {
            self.overran = true;
            drop(self.refuse("linear-typed-ahead"));
        }
        if self.overran {
            self.waiting.clear();
        } else {
            self.waiting.extend(inputs);
        }
    }

    /// Looks at what came, until something of it asks for something.
    pub fn listen(&mut self, page: &Page, ink: Ink<'_>) -> Heard {
        let mut heard = Heard::default();
        let prompt = Prompt::of(page);
        let echo = if self.medium.is_terminal() { prompt.echo } else { Echo::Hidden };
        while let Some(input) = self.waiting.next() {
            if input == Input::Key(Key::Enter) && !self.draft.is_too_long() && prompt.goes_on(self.draft.text()) {
                self.next_line(echo, &mut heard.shown);
                continue;
            }
            let events = match self.draft.press(&prompt.cleaned(input), echo, &mut heard.shown) {
                Typed::Nothing => continue,
                Typed::Line(line) => {
                    self.end_line(&mut heard.shown);
                    self.line_ended(&line, prompt, page, ink.language)
                }
                Typed::TooLong => {
                    self.end_line(&mut heard.shown);
                    self.refuse("linear-too-long")
                }
                Typed::Key(key) => match self.pressed(key, prompt, page, &mut heard.shown) {
                    Some(events) => events,
                    None => continue,
                },
            };
            heard.events = events;
            break;
        }
        heard
    }

    fn line_ended(&mut self, line: &str, prompt: Prompt, page: &Page, language: Language) -> Vec<Event> {
        if self.goes_on(line) {
            vec![]
        } else if self.must_agree(prompt) {
            self.agree(line, page, language)
        } else {
            self.meant(line, prompt, page, language)
        }
    }

    /// The line where the cursor stands is finished, but not what is asked for.
    fn next_line(&mut self, echo: Echo, shown: &mut String) {
        drop(self.draft.put(" ", Echo::Hidden));
        if echo == Echo::Shown && self.medium != Medium::Echoing {
            shown.push_str(self.medium.line_end());
        }
    }

    /// The line where the cursor stands is finished. A terminal that shows what is typed has shown that, too.
    fn end_line(&mut self, shown: &mut String) {
        if self.medium != Medium::Echoing {
            shown.push_str(self.medium.line_end());
        }
        self.asking = None;
        self.telling.hear();
    }

    /// What is to be said now of `page`, and of what stands `beside` it; nothing when there is no news, or
    /// none that cannot wait until a line that somebody types is finished.
    pub fn tell(&mut self, page: &Page, beside: Vec<Aside>, columns: u16, house: &House, ink: Ink<'_>) -> Option<Told> {
        let prompt = Prompt::of(page);
        self.ask_once_more(page, prompt);
        // Another question is an answer too.
        let is_led_on = !page.unsettled && self.asked.is_some_and(|asked| asked != prompt);
        if is_led_on || !self.remarks.is_empty() {
            self.telling.answered();
        }
        self.telling.bring(self.is_brought);
        let speech = self.telling.news(page, house, ink);
        if !speech.urgent && !self.draft.is_empty() && self.asking == Some(prompt) {
            return None;
        }
        let asks = (!page.unsettled).then_some(prompt);
        let new = beside.iter().filter(|aside| !self.asides.contains(&aside.about));
        let asides: Vec<String> = new.map(|aside| aside.line.clone()).collect();
        let remarks: Vec<String> = self.remarks.drain(..).map(|remark| remark.said(ink)).collect();
        let is_new_page = !speech.urgent && !page.unsettled && !self.telling.is_fresh() && self.telling.is_elsewhere(page);
        self.asides = beside.into_iter().map(|aside| aside.about).collect();
        if asks.is_some() || !speech.lines.is_empty() {
            self.telling.said(page, ink.language);
        }
        if let Some(prompt) = asks.filter(|_| page.id != PageId::IdleWarning) {
            self.begin_line_for(prompt);
        }
        let is_said = !speech.lines.is_empty();
        let mut lines = [remarks, asides, speech.lines].concat();
        if lines.is_empty() && (asks.is_none() || asks == self.asking) {
            return None;
        }
        let urgent = speech.urgent && !lines.is_empty();
        lines.extend(self.begun_unseen(page, prompt, ink));
        lines.extend(asks.and_then(|prompt| self.warning_of_echo(prompt, is_said, ink)));
        Some(Told { text: Zeroizing::new(self.text(&lines, is_new_page, asks.map(|_| page), columns, ink)), urgent })
    }

    /// What was begun for one question is no answer to another.
    fn begin_line_for(&mut self, prompt: Prompt) {
        if self.asked != Some(prompt) {
            self.draft = Draft::with_room(prompt.longest());
            self.answer.zeroize();
            (self.once, self.before_warning, self.is_brought) = (None, None, false);
        }
        self.asked = Some(prompt);
    }

    /// What an empty line keeps of what stands in the field that is asked for.
    fn kept<'p>(&self, page: &'p Page, prompt: Prompt) -> Option<Held<'p>> {
        prompt.held(page).filter(|_| !self.is_brought)
    }

    /// Something that stands on no page is to be said.
    pub fn remark(&mut self, line: String) {
        self.remarks.push(Remark::Line(line));
    }
}

impl Remark {
    fn said(self, ink: Ink<'_>) -> String {
        match self {
            Self::Notice(said) => notice(&said, ink),
            Self::Line(line) => ink.look.glyphs.spell(line),
        }
    }
}

fn is_stop(input: &Input) -> bool {
    matches!(input, Input::Key(Key::F(10) | Key::Ctrl('c')))
}
