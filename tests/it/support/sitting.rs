//! Somebody at the kiosk of a test: presses keys, waits, and reads.

use kiosk::domain::time::{Moment, Span};
use kiosk::flow::Visit;
use kiosk::flow::event::{Effect, Event};
use kiosk::input::{Input, Key};
use kiosk::page::{Focus, Page, PageId, Text};
use kiosk::service::Seat;
use kiosk::session::perform::reply_to;
use kiosk::session::setback::Setback;
use kiosk::texts::{Zone, say, say_aloud};

use super::Kiosk;

/// Somebody at the kiosk.
pub struct Sitting<'k> {
    pub(super) kiosk: &'k Kiosk,
    pub flow: Option<Visit>,
    pub seat: Seat,
    pub(super) setback: Setback,
    /// The visit was wiped.
    pub over: bool,
    /// Keys that were pressed until now, but for the characters typed into fields.
    pub keys: usize,
}

impl Sitting<'_> {
    /// Presses keys: characters, and `⏎ ⇥ ⎋` for Enter, Tab and Esc.
    pub async fn press(&mut self, keys: &str) -> &mut Self {
        for c in keys.chars() {
            let key = match c {
                '⏎' => Key::Enter,
                '⇥' => Key::Tab,
                '⎋' => Key::Esc,
                c => Key::Char(c),
            };
            self.event(Event::Input(Input::Key(key))).await;
        }
        self
    }

    /// Presses a key that has no character.
    pub async fn presses(&mut self, key: Key) -> &mut Self {
        self.event(Event::Input(Input::Key(key))).await;
        self
    }

    /// Lets time pass.
    pub async fn wait(&mut self, span: Span) -> &mut Self {
        self.kiosk.ambient.advance(span);
        self.event(Event::Tick).await;
        self
    }

    pub async fn event(&mut self, event: Event) {
        if let Event::Input(Input::Key(key)) = &event {
            let is_typed = matches!((key, self.page().focus), (Key::Char(_), Focus::Field(_)));
            self.keys += usize::from(!is_typed);
        }
        let news = self.setback.news(&self.kiosk.ambient);
        let mut events: Vec<Event> = [event].into_iter().chain(news).collect();
        while let Some(event) = events.pop() {
            let flow = self.flow.take().expect("a visit");
            let (flow, effects) = flow.update(event, self.kiosk.service.now());
            self.seat.language = flow.language();
            self.flow = Some(flow);
            for effect in effects {
                self.over |= matches!(effect, Effect::Over);
                if let Some(reply) = reply_to(&self.kiosk.service, &self.seat, effect).await {
                    events.push(Event::Reply(reply));
                }
            }
        }
    }

    /// An event whose effects nobody performs.
    pub fn event_unanswered(&mut self, event: Event) -> Vec<Effect> {
        let (flow, effects) = self.flow.take().expect("a visit").update(event, self.kiosk.service.now());
        self.flow = Some(flow);
        effects
    }

    pub fn page(&self) -> Page {
        self.flow.as_ref().expect("a visit").page(self.kiosk.service.now())
    }

    pub fn now(&self) -> Moment {
        self.kiosk.service.now()
    }

    pub fn id(&self) -> PageId {
        self.page().id
    }

    /// `text` in the language of the page.
    pub fn said(&self, text: &Text) -> String {
        let zone = Zone::named("Europe/Amsterdam").expect("a zone");
        say(text, self.flow.as_ref().expect("a visit").language(), &zone)
    }

    /// The same to whoever listens.
    pub fn said_aloud(&self, text: &Text) -> String {
        let zone = Zone::named("Europe/Amsterdam").expect("a zone");
        say_aloud(text, self.flow.as_ref().expect("a visit").language(), &zone)
    }

    /// Every word of the page, in its language.
    pub fn words(&self) -> String {
        let page = self.page();
        let language = self.flow.as_ref().expect("a visit").language();
        let zone = Zone::named("Europe/Amsterdam").expect("a zone");
        let fields =
            page.fields.iter().flat_map(|field| [Some(&field.label), field.hint.as_ref(), field.error.as_ref()]).flatten();
        let texts =
            [&page.title].into_iter().chain(&page.step).chain(&page.lead).chain(page.notices.iter().map(|notice| &notice.text));
        let texts = texts.chain(fields).chain(&page.choices);
        texts.map(|text| say(text, language, &zone)).collect::<Vec<_>>().join("\n")
    }
}
