//! Visits in plain text: what is said of every page, once; what lines and words come to; what is never
//! echoed. The talk is driven here as a session drives it, with a clock that is moved by hand.

mod echoed;
mod lines;
mod once;
pub mod pages;
mod pastes;
mod remedies;
mod said;
mod turns;
mod warned;

use kiosk::domain::account::Language;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::Size;
use kiosk::input::decoder::Decoder;
use kiosk::input::inputs::Inputs;
use kiosk::page::Page;
use kiosk::render::look::{Colours, GlyphSet, Look};
use kiosk::render::{House as Sign, Ink};
use kiosk::session::manner::Medium;
use kiosk::session::talk::Talk;
use kiosk::texts::Zone;

use crate::support::{Kiosk, Sitting};

/// After the last key of a password, until something is known of it.
const LOOK: Span = Span::from_millis(150);
pub const WINDOW: Size = Size { columns: 80, rows: 24 };

pub fn sign() -> Sign {
    Sign { name: "Contoso".to_owned(), zone: Zone::named("Europe/Amsterdam").expect("a zone") }
}

pub fn look() -> Look {
    Look::of(GlyphSet::Unicode, Colours::Mono)
}

/// What stands after one another in `said`.
pub fn follow(said: &str, texts: &[&str]) -> bool {
    let mut rest = said;
    texts.iter().all(|text| match rest.split_once(text) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

/// Somebody at a kiosk who has plain text.
pub struct Talker<'k> {
    pub sitting: Sitting<'k>,
    talk: Talk,
    decoder: Decoder,
    sign: Sign,
    look: Look,
    /// Everything that was said and echoed.
    pub text: String,
    /// Cells of a row of the window.
    pub columns: u16,
    /// How often it was about time that runs out.
    pub calls: usize,
}

impl<'k> Talker<'k> {
    pub async fn at(kiosk: &'k Kiosk, medium: Medium) -> Self {
        let mut sitting = kiosk.visit();
        sitting.flow.as_mut().expect("a visit").take_time(true);
        let (talk, decoder) = (Talk::new(medium), Decoder::default());
        let (text, columns) = (String::new(), WINDOW.columns);
        let mut talker = Self { sitting, talk, decoder, sign: sign(), look: look(), text, columns, calls: 0 };
        talker.settle().await;
        talker
    }

    pub fn page(&self) -> Page {
        self.sitting.page()
    }

    pub fn language(&self) -> Language {
        self.sitting.flow.as_ref().expect("a visit").language()
    }

    /// What was said since the last time somebody asked.
    pub fn news(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Types a whole line.
    pub async fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r").as_bytes()).await
    }

    /// Sends bytes as they are; what is said then.
    pub async fn send(&mut self, bytes: &[u8]) -> String {
        self.text.clear();
        let inputs = self.decoder.feed(bytes);
        self.hear(inputs).await;
        self.text.clone()
    }

    /// Nothing comes for a while, so that what has begun is finished.
    pub async fn pause(&mut self) -> String {
        self.text.clear();
        let inputs = self.decoder.flush();
        self.hear(inputs).await;
        self.text.clone()
    }

    async fn hear(&mut self, inputs: Inputs) {
        let page = self.page();
        let now = self.sitting.now();
        for event in self.talk.accept(inputs, &page, now) {
            self.sitting.event(event).await;
        }
        self.settle().await;
    }

    /// Lets time pass, second by second.
    pub async fn wait(&mut self, seconds: u32) -> String {
        self.text.clear();
        for _ in 0..seconds {
            self.sitting.wait(Span::seconds(1)).await;
            self.settle().await;
        }
        self.text.clone()
    }

    /// Until nothing follows by itself any more.
    async fn settle(&mut self) {
        while !self.sitting.over {
            self.tell();
            let page = self.page();
            if let Some(event) = Talk::by_itself(&page) {
                self.sitting.event(event).await;
            } else if page.unsettled {
                self.sitting.wait(LOOK).await;
            } else if self.talk.has_waiting() {
                for event in self.listen(&page) {
                    self.sitting.event(event).await;
                }
            } else {
                return;
            }
        }
    }

    fn tell(&mut self) {
        let (page, language) = (self.page(), self.language());
        if Talk::by_itself(&page).is_some() {
            return;
        }
        let ink = Ink { language, zone: &self.sign.zone, look: &self.look };
        let Some(told) = self.talk.tell(&page, vec![], self.columns, &self.sign, ink) else { return };
        self.text.push_str(&told.text);
        self.calls += usize::from(told.urgent);
    }

    fn listen(&mut self, page: &Page) -> Vec<Event> {
        let ink = Ink { language: self.language(), zone: &self.sign.zone, look: &self.look };
        let heard = self.talk.listen(page, ink);
        self.text.push_str(&heard.shown);
        heard.events
    }
}
