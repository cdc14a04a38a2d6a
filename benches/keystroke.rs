//! From a key to the frame that answers it, at 80x24, without terminal or network: bytes -> decoder ->
//! visit -> page -> bytes of the drawing.
//!
//! Aims: 99 of 100 keys take less than 2 ms, and no key sends 200 bytes or more.
//! Run it with `cargo bench --bench keystroke`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that cannot be made ends there, and tells what it found"
)]

use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::{Measurement, WallTime};
use criterion::{Criterion, criterion_group, criterion_main};
use kiosk::domain::account::Language;
use kiosk::domain::password::{Words, assess};
use kiosk::domain::time::Span;
use kiosk::flow::Visit;
use kiosk::flow::event::{Effect, Event, Reply};
use kiosk::input::Size;
use kiosk::input::decoder::Decoder;
use kiosk::page::PageId;
use kiosk::render::House as Sign;
use kiosk::render::look::{Colours, GlyphSet, Look};
use kiosk::render::screen::Screen;
use kiosk::texts::Zone;

use figures::Figures;
use support::{Kiosk, Person, START, policy};

#[path = "shared/figures.rs"]
mod figures;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/it/support.rs"]
mod support;

const WINDOW: Size = Size { columns: 80, rows: 24 };
const BACKSPACE: &str = "\u{7f}";
/// After the pause that a look at a half-typed password waits for.
const PAUSE_OVER: Span = Span::from_millis(200);

/// A visitor's window: keys go in, what is sent to them comes out.
struct Window {
    decoder: Decoder,
    visit: Option<Visit>,
    screen: Screen,
    sign: Sign,
}

impl Window {
    /// A window that shows the page of `visit`.
    fn on(visit: Visit) -> Self {
        let screen = Screen::new(WINDOW, Look::of(GlyphSet::Vt, Colours::Ansi16));
        let sign = Sign { name: "Contoso".to_owned(), zone: Zone::utc() };
        let mut window = Self { decoder: Decoder::default(), visit: Some(visit), screen, sign };
        window.draw();
        window
    }

    fn press(&mut self, bytes: &str) -> Vec<u8> {
        for input in self.decoder.feed(bytes.as_bytes()) {
            self.happen(Event::Input(input), Span::from_millis(0));
        }
        self.draw()
    }

    /// One event, `later` than everything else.
    fn happen(&mut self, event: Event, later: Span) -> Vec<Effect> {
        let (visit, effects) = self.visit.take().expect("a visit").update(event, START + later);
        self.visit = Some(visit);
        effects
    }

    fn draw(&mut self) -> Vec<u8> {
        let page = self.visit.as_ref().expect("a visit").page(START);
        self.screen.draw(&page, Language::English, &self.sign)
    }

    fn id(&self) -> PageId {
        self.visit.as_ref().expect("a visit").page(START).id
    }

    /// The look at a half-typed password that follows a pause, taken beforehand.
    fn look(&mut self) -> Event {
        let effects = self.happen(Event::Tick, PAUSE_OVER);
        let looked = effects.into_iter().find_map(|effect| match effect {
            Effect::Measure { candidate, edition, .. } => {
                let assessment = assess(candidate.expose(), &policy().base.password, &Words::default());
                Some(Reply::Measured { edition, assessment })
            }
            _ => None,
        });
        Event::Reply(looked.expect("a look"))
    }
}

/// Whoever sits at each of the pages on which one types.
struct Visitors {
    identify: Window,
    enter_code: Window,
    new_password: Window,
}

impl Visitors {
    async fn seated() -> Self {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person::named("ada").email("ada@example.org")).await;
        let (mut naming, mut proving, mut choosing) = (kiosk.visit(), kiosk.visit(), kiosk.visit());
        naming.press("1").await;
        proving.press("1ada⏎1").await;
        kiosk.mailbox().await;
        choosing.press("1ada⏎1").await.press(&kiosk.code().await).await.press("⏎").await;
        let [identify, enter_code, new_password] =
            [naming, proving, choosing].map(|sitting| Window::on(sitting.flow.expect("a visit")));
        Self { identify, enter_code, new_password }
    }
}

/// `text`, key by key, and then taken back key by key, for ever.
fn back_and_forth(text: &str) -> impl Iterator<Item = String> {
    let there = text.chars().map(String::from);
    let back = text.chars().map(|_| BACKSPACE.to_owned());
    there.chain(back).collect::<Vec<_>>().into_iter().cycle()
}

/// Measures `answer`, which makes a frame in the time it tells.
fn measure(criterion: &mut Criterion, name: &str, mut answer: impl FnMut() -> (Duration, Vec<u8>)) {
    let (mut times, mut bytes) = (Figures::default(), Figures::default());
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|rounds| {
            let mut total = Duration::ZERO;
            for _ in 0..rounds {
                let (took, frame) = answer();
                total += took;
                times.add_time(took);
                bytes.add(u32::try_from(frame.len()).expect("a frame"));
            }
            total
        });
    });
    println!("{name}: {} frames, in ms: {times}; in bytes: {bytes}", times.count());
}

fn typing(criterion: &mut Criterion, mut window: Window, text: &str) {
    let mut keys = back_and_forth(text);
    let name = format!("key to frame: {}", window.id().name());
    measure(criterion, &name, || {
        let key = keys.next().expect("a key");
        let begun = WallTime.start();
        let frame = black_box(window.press(black_box(&key)));
        (WallTime.end(begun), frame)
    });
}

/// What follows a pause on `new-password`: checklist, strength and advice change.
fn looks(criterion: &mut Criterion, mut window: Window) {
    let mut keys = back_and_forth(" copper lantern");
    measure(criterion, "look to frame: new-password", || {
        window.press(&keys.next().expect("a key"));
        let look = window.look();
        let begun = WallTime.start();
        window.happen(look, PAUSE_OVER);
        let frame = black_box(window.draw());
        (WallTime.end(begun), frame)
    });
}

fn keystroke(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let seated = || runtime.block_on(Visitors::seated());
    let Visitors { identify, enter_code, mut new_password } = seated();
    typing(criterion, identify, "alain@contoso.com");
    typing(criterion, enter_code, "123456");
    new_password.press("zebra");
    let look = new_password.look();
    new_password.happen(look, PAUSE_OVER);
    new_password.draw();
    typing(criterion, new_password, " copper lantern");
    let mut watching = seated().new_password;
    watching.press("zebra");
    looks(criterion, watching);
}

criterion_group!(benches, keystroke);
criterion_main!(benches);
