//! One visit after another on one screen: input -> flow -> page -> renderer, effects -> service ->
//! replies. Knows neither what a key means nor how a page is drawn, and not whether the visitor sits
//! at a terminal in the hall or somewhere else.

pub mod beside;
mod drawing;
mod errands;
mod hearing;
mod line;
pub mod manner;
mod parting;
pub mod perform;
mod pointer;
pub mod setback;
pub mod talk;

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::domain::account::Language;
use crate::domain::method::Standing;
use crate::domain::outcome::Ending;
use crate::domain::place::Place;
use crate::domain::policy::Reveal;
use crate::flow::event::{Effect, Reply};
use crate::flow::{House, Visit};
use crate::input::Size;
use crate::input::decoder::Decoder;
use crate::page::{Page, PageId, Text};
use crate::render::House as Sign;
use crate::render::look::Look;
use crate::render::screen::{Easel, Screen};
use crate::service::source::Source;
use crate::service::{Seat, Service};
use beside::{Beside, Panel};
use errands::{Errands, REPLIES, courtesy};
use hearing::Heard;
pub use line::Line;
use manner::{Drawing, Manner};
use pointer::Pointer;
use setback::Setback;
use talk::Talk;

/// The smallest window that shows every page.
const SMALLEST: Size = Size { columns: 40, rows: 12 };

/// What a front end is, beside its line to the visitor.
pub struct Front {
    pub service: Arc<Service>,
    pub house: Arc<House>,
    pub standing: Standing,
    /// Whether its visitors have a screen of their own to paste from.
    pub may_paste: bool,
    /// Where its visitors come from, for the limits of a place.
    pub source: Source,
    /// Where they are, as letters and the audit say it.
    pub place: Place,
    /// How much pages tell, where that is not as everywhere of that standing.
    pub reveal: Option<Reveal>,
    pub look: Look,
    /// What its pages are drawn on.
    pub easel: Easel,
    /// Whether its terminal is asked to tell of its mouse.
    pub mouse: bool,
    pub manner: Manner,
    /// The name above every page, and the zone of its clocks.
    pub sign: Sign,
    pub beside: Option<Box<dyn Beside>>,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The line is gone, or the program is asked to end.
    HungUp,
    /// A visitor stopped it, where that is allowed.
    Quit,
    /// The one visit is over.
    Once,
    /// A part of the program failed; nothing it was asked will be answered any more.
    Broken,
}

/// What follows an event.
enum After {
    /// The visit goes on.
    Stay,
    NextVisit,
    End(Ended),
}

/// Serves visits on `line` until it ends. What was asked of the service is finished before this returns.
pub async fn run(front: Front, line: Line) -> Ended {
    let mut session = Session::new(front, line);
    let ended = session.serve().await;
    session.errands.finish().await;
    ended
}

struct Session {
    front: Front,
    line: Line,
    screen: Screen,
    talk: Talk,
    /// What the visitor has now, and what they asked for.
    drawing: Drawing,
    wanted: Drawing,
    /// The tone of this visit has sounded.
    toned: bool,
    decoder: Decoder,
    errands: Errands,
    /// Nobody takes what is sent any more.
    gone: bool,
    /// What the screen shows, so that nothing is drawn twice.
    shown: Option<(Page, Language)>,
    /// For how many packets of keys nothing was drawn, as more were waiting.
    undrawn: u8,
    /// The house lets nobody in any more.
    is_closing: bool,
    /// What is said at the very end, in which language.
    parting: Option<(&'static str, Language)>,
    pointer: Pointer,
}

impl Session {
    fn new(front: Front, line: Line) -> Self {
        let drawing = front.manner.drawing;
        Self {
            screen: Screen::new(line.size, front.look.clone()).on(front.easel.clone()).with_mouse(front.mouse),
            talk: Talk::new(front.manner.medium),
            drawing,
            wanted: drawing,
            toned: false,
            decoder: Decoder::default(),
            errands: Errands::default(),
            gone: false,
            shown: None,
            undrawn: 0,
            is_closing: false,
            parting: None,
            pointer: Pointer::new(front.service.now()),
            front,
            line,
        }
    }

    async fn serve(&mut self) -> Ended {
        self.open().await;
        let ended = loop {
            let ended = self.visit().await;
            let is_last = !self.front.house.start_waits || self.is_closing;
            match (ended, self.wipe().await) {
                (Ended::Once, None) if !is_last => {}
                (Ended::Once, Some(gone)) if !is_last => break gone,
                _ => break ended,
            }
        };
        self.close().await;
        self.part().await;
        ended
    }

    /// One visit, from the start page until it is over.
    async fn visit(&mut self) -> Ended {
        let Ok(id) = self.front.service.begin() else { return Ended::HungUp };
        let Front { standing, source, place, reveal, house, may_paste, .. } = &self.front;
        let (standing, reveal, may_paste, language) = (*standing, *reveal, *may_paste, house.language);
        let (source, place) = (source.clone(), place.clone());
        let mut seat = Seat { visit: id, standing, source, place, reveal, language, may_paste };
        let (answer, mut replies) = mpsc::channel(REPLIES);
        self.errands.forget_courtesies();
        let ambient = self.front.service.ambient();
        let mut setback = Setback::of(&ambient);
        let mut visit = Visit::new(Arc::clone(&self.front.house), self.front.service.now());
        loop {
            visit.take_time(self.is_linear());
            self.draw(&visit).await;
            // What was not drawn was not seen.
            if let Some((page, _)) = self.shown.as_ref().filter(|_| self.undrawn == 0) {
                visit.see(page.id, self.pointer.sight());
                // What there is room for now is offered at once, and what there is none for no more.
                self.draw(&visit).await;
            }
            let event = self.next(&visit, &mut replies).await;
            let mut events = match event {
                Heard::HangUp => {
                    self.tell_end(visit.language()).await;
                    self.hang_up(&visit, &seat).await;
                    return Ended::HungUp;
                }
                Heard::Dismissed => {
                    self.cut_off(visit.language());
                    self.hang_up(&visit, &seat).await;
                    return Ended::HungUp;
                }
                Heard::Failure => return Ended::Broken,
                Heard::Events(events) => events,
            };
            for event in setback.news(&ambient).into_iter().chain(events.drain(..)) {
                let (next, effects) = visit.update(event, self.front.service.now());
                visit = next;
                seat.language = visit.language();
                match self.perform(effects, &seat, &answer).await {
                    After::Stay => {}
                    After::NextVisit => return Ended::Once,
                    After::End(ended) => return ended,
                }
            }
        }
    }

    async fn perform(&mut self, effects: Vec<Effect>, seat: &Seat, answer: &mpsc::Sender<Reply>) -> After {
        for effect in effects {
            match effect {
                Effect::TimeUp => self.cut_off(seat.language),
                Effect::Over => return After::NextVisit,
                Effect::Quit => return After::End(Ended::Quit),
                Effect::ShowPeople => self.show(Panel::People, seat.language),
                Effect::ShowInbox => self.show(Panel::Inbox, seat.language),
                Effect::OtherDrawing => self.switch(),
                effect => {
                    let kind = courtesy(&effect);
                    let service = Arc::clone(&self.front.service);
                    let errand = Box::pin(perform::perform(service, seat.clone(), effect, answer.clone()));
                    if self.errands.begin(kind, errand).await.is_err() {
                        return After::End(Ended::Broken);
                    }
                }
            }
        }
        After::Stay
    }

    /// The visitor is gone: what they asked for is finished, and then what they proved is void.
    async fn hang_up(&mut self, visit: &Visit, seat: &Seat) {
        self.errands.finish().await;
        if visit.is_known() {
            perform::leave(&self.front.service, seat, Ending::HungUp).await;
        }
    }

    fn show(&mut self, panel: Panel, language: Language) {
        let is_linear = self.is_linear();
        let Some(beside) = self.front.beside.as_mut() else { return };
        if is_linear {
            let lines = beside.told(panel, language);
            for line in lines {
                self.talk.remark(line);
            }
        } else {
            beside.show(panel);
            self.shown = None;
        }
    }

    fn resize(&mut self, size: Size) {
        self.line.size = size;
        self.screen.resize(size);
        self.shown = None;
    }
}

/// What a window shows that has no room for a page.
pub fn too_small(size: Size) -> Page {
    let lead = Text::new("too-small-lead")
        .with("columns", i64::from(size.columns))
        .with("rows", i64::from(size.rows))
        .with("needed-columns", i64::from(SMALLEST.columns))
        .with("needed-rows", i64::from(SMALLEST.rows));
    Page { lead: vec![lead], ..Page::new(PageId::TooSmall) }
}
