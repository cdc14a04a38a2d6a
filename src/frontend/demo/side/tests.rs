//! How the side looks, and which keys it takes.

mod keys;
mod told;

use std::fmt::Write as _;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use zeroize::Zeroizing;

use super::*;
use crate::delivery::letter::{CodeErrand, CodeLetter, Letter, NoticeLetter};
use crate::domain::code::Tag;
use crate::domain::id::LetterId;
use crate::domain::outcome::Done;
use crate::domain::place::Place;
use crate::domain::secret::Secret;
use crate::domain::time::{Moment, Span};
use crate::flow::{House, Visit};
use crate::frontend::demo::apps::{App, Apps};
use crate::frontend::demo::cast::{self, CAST};
use crate::page::{Action, Field, Focus, Page, Value};
use crate::render::fullscreen;
use crate::render::look::{Colours, GlyphSet};
use crate::service::ambient::Ambient;

const NOW: Moment = Moment::from_millis(1_795_179_900_000);

const NARROW: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);
const ROOMY: (u16, u16) = (130, 30);

fn zone() -> Zone {
    Zone::named("Europe/Amsterdam").unwrap()
}

fn side() -> Side {
    let changes = Arc::new(Notify::new());
    let inbox = Arc::new(Inbox::new(Arc::clone(&changes)));
    let seeds = CAST.iter().filter(|member| member.has_app).zip(1_u8..);
    let apps = seeds.map(|(member, byte)| App { login: member.login, seed: Zeroizing::new(vec![byte; 20]) });
    Side {
        phone: Phone {
            apps: Arc::new(Apps::new(apps.collect())),
            inbox: Arc::clone(&inbox),
            ambient: Arc::new(Ambient::fixed(NOW)),
        },
        inbox,
        paper: Arc::default(),
        captions: Arc::new(Captions::new(Arc::clone(&changes))),
        changes,
        pages: watch::Sender::new(None),
        look: Look::of(GlyphSet::Vt, Colours::Ansi16),
        zone: zone(),
        view: View::default(),
    }
}

fn code_letter(language: Language, code: &str, tag: Tag) -> Letter {
    let place = Place::Terminal(cast::organisation().place);
    let code = Secret::new(code.to_owned());
    Letter::Code(CodeLetter {
        language,
        name: "Bram de Wit".to_owned(),
        place,
        code,
        tag,
        minutes: 10,
        errand: CodeErrand::Account,
        at: Some(NOW),
    })
}

fn reset_letter(language: Language) -> Letter {
    let (name, login, place) = ("Bram de Wit".to_owned(), "bram".to_owned(), Place::Terminal(cast::organisation().place));
    Letter::Notice(NoticeLetter { done: Done::Reset, language, name, place, login, at: NOW })
}

fn receive(side: &Side, letter: &Letter, at: Moment) {
    let to = crate::domain::account::Address::parse("bram@example.org").unwrap();
    let id = LetterId::from_stored("L".to_owned());
    side.inbox.put([letter.written(&cast::organisation(), &zone(), &id, &to)], at);
}

/// A side to which two codes and a notice were delivered.
fn busy_side(language: Language) -> Side {
    let side = side();
    receive(&side, &code_letter(language, "123456", Tag::FIRST), NOW);
    receive(&side, &reset_letter(language), NOW + Span::minutes(1));
    receive(&side, &code_letter(language, "654321", Tag::FIRST.next()), NOW + Span::minutes(2));
    side
}

/// In whichever language it is told, and however many wait.
#[test]
fn a_letter_is_known_again_in_the_other_language() {
    let side = busy_side(Language::English);
    let about = |language| side.aside(language).into_iter().map(|aside| aside.about).collect::<Vec<_>>();
    let known = about(Language::English);
    assert_eq!((known.len(), about(Language::Dutch)), (1, known.clone()));
    receive(&side, &reset_letter(Language::English), NOW + Span::minutes(3));
    assert_ne!(about(Language::English), known, "another letter");
}

fn start_page(language: Language) -> Page {
    let house = House {
        organisation: cast::organisation(),
        language,
        times: None,
        may_quit: true,
        demo: true,
        resets: true,
        code_digits: 6,
        mails: true,
        start_waits: true,
    };
    Visit::new(Arc::new(house), NOW).page(NOW)
}

fn code_page() -> Page {
    let label = Text::new("enter-code-field").with("tag", "B");
    Page {
        step: Some(Text::new("step-of").with("step", 1).with("steps", 2)),
        lead: vec![Text::new("enter-code-lead").with("tag", "B").with("mask", "b***@example.org")],
        fields: vec![Field { label, hint: None, error: None, value: Value::Code { text: String::new(), cursor: 0, length: 6 } }],
        actions: vec![Action::Next, Action::Resend, Action::Back, Action::Language, Action::People, Action::Inbox, Action::Stop],
        focus: Focus::Field(0),
        ..Page::new(PageId::EnterCode)
    }
}

fn painted(side: &mut Side, page: &Page, language: Language, (columns, rows): (u16, u16)) -> Buffer {
    side.shown(page);
    let sign = crate::render::House { name: "Zilverduin".to_owned(), zone: zone() };
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let paint = |frame: &mut Frame<'_>| {
        let room = side.room(frame.area());
        fullscreen::draw(page, language, &sign, &side.look, frame, room);
        side.draw(frame, language);
    };
    terminal.draw(paint).unwrap();
    terminal.backend().buffer().clone()
}

fn drawn(side: &mut Side, page: &Page, language: Language, window: (u16, u16)) -> String {
    let buffer = painted(side, page, language, window);
    let mut text = String::new();
    for row in buffer.content.chunks(usize::from(window.0)) {
        let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        writeln!(text, "|{line}|").unwrap();
    }
    text
}

fn press(side: &mut Side, key: Key) -> bool {
    side.hear(&Input::Key(key))
}

/// Everything that the side can be in a window of this size, one below the other.
fn gallery(language: Language, window: (u16, u16)) -> String {
    let mut side = busy_side(language);
    let mut all = vec![drawn(&mut side, &code_page(), language, window)];
    side.show(Panel::Inbox);
    all.push(drawn(&mut side, &code_page(), language, window));
    side.close();
    side.show(Panel::People);
    all.push(drawn(&mut side, &start_page(language), language, window));
    side.close();
    side.captions.say(Text::new("demo-play-password"));
    all.push(drawn(&mut side, &start_page(language), language, window));
    all.join("\n")
}

#[test]
fn panels_over_the_page_in_english() {
    insta::assert_snapshot!(gallery(Language::English, NARROW));
}

#[test]
fn panels_over_the_page_in_dutch() {
    insta::assert_snapshot!(gallery(Language::Dutch, NARROW));
}

#[test]
fn panels_beside_the_page_in_english() {
    insta::assert_snapshot!(gallery(Language::English, ROOMY));
}

#[test]
fn panels_beside_the_page_in_dutch() {
    insta::assert_snapshot!(gallery(Language::Dutch, ROOMY));
}

#[test]
fn panels_over_a_small_page_in_dutch() {
    insta::assert_snapshot!(gallery(Language::Dutch, SMALL));
}

#[test]
fn a_letter_is_told_of_until_it_was_in_sight() {
    let mut side = busy_side(Language::English);
    assert!(drawn(&mut side, &code_page(), Language::English, NARROW).contains("3 new letters: F5"));
    side.show(Panel::Inbox);
    assert!(!drawn(&mut side, &code_page(), Language::English, NARROW).contains("new letter"));
    side.close();
    assert!(!drawn(&mut side, &code_page(), Language::English, NARROW).contains("new letter"));
    receive(&side, &reset_letter(Language::English), NOW);
    assert!(drawn(&mut side, &code_page(), Language::English, NARROW).contains("1 new letter: F5"));
    assert!(!drawn(&mut side, &code_page(), Language::English, ROOMY).contains("new letter"));
}

/// In a window of any size, whatever the page says there.
#[test]
fn what_is_told_of_a_letter_covers_nothing_of_the_page() {
    for language in Language::ALL {
        for colours in [Colours::Mono, Colours::Ansi16, Colours::Rgb] {
            for window in [SMALL, (44, 14), NARROW] {
                let mut side = busy_side(language);
                side.look = Look::of(GlyphSet::Unicode, colours);
                for page in [code_page(), start_page(language)] {
                    let told = drawn(&mut side, &page, language, window);
                    let text = crate::texts::say(&Text::new("demo-new-letters").with("count", 3), language, &zone());
                    side.inbox.mark_seen();
                    let alone = drawn(&mut side, &page, language, window);
                    let covered = alone.lines().zip(told.lines()).filter(|(alone, told)| alone != told);
                    let covered: Vec<_> = covered.map(|(alone, _)| alone.trim_end_matches('|')).collect();
                    let free = format!("{} ", " ".repeat(width(&text)));
                    // Amid running text it would be read as a part of it.
                    let blanks = alone.lines().filter(|line| line.trim_matches(['|', ' ']).is_empty()).count();
                    let is_free = |row: &str| row.trim_matches(['|', ' ']).is_empty() || alone.starts_with(row);
                    let title = alone.lines().next().unwrap_or_default().trim_end_matches('|');
                    let has_room = blanks > 0 || title.ends_with(&format!("{free} "));
                    assert_eq!(told.contains(&text), has_room, "{told}");
                    assert_eq!(covered.len(), usize::from(has_room), "{told}");
                    assert!(covered.iter().all(|row| row.ends_with(&free) && is_free(row)), "{covered:?} in\n{told}");
                    receive(&side, &reset_letter(language), NOW);
                    receive(&side, &reset_letter(language), NOW);
                    receive(&side, &reset_letter(language), NOW);
                }
            }
        }
    }
}

#[test]
fn older_letters_can_be_read() {
    let mut side = busy_side(Language::English);
    side.show(Panel::Inbox);
    assert!(drawn(&mut side, &code_page(), Language::English, NARROW).contains("654 321"));
    press(&mut side, Key::Down);
    assert!(drawn(&mut side, &code_page(), Language::English, NARROW).contains("was reset"));
    press(&mut side, Key::Down);
    press(&mut side, Key::Down);
    assert!(drawn(&mut side, &code_page(), Language::English, NARROW).contains("123 456"));
    for _ in 0..3 {
        press(&mut side, Key::Up);
    }
    assert!(drawn(&mut side, &code_page(), Language::English, NARROW).contains("654 321"));
}

#[test]
fn a_letter_that_arrives_is_shown_unless_another_is_being_read() {
    let mut side = busy_side(Language::English);
    side.show(Panel::Inbox);
    press(&mut side, Key::Down);
    receive(&side, &code_letter(Language::English, "111222", Tag::FIRST), NOW);
    assert!(drawn(&mut side, &code_page(), Language::English, NARROW).contains("was reset"));
    side.close();
    assert!(drawn(&mut side, &code_page(), Language::English, ROOMY).contains("111 222"));
}

#[test]
fn the_phone_shows_the_codes_of_the_moment() {
    let mut side = side();
    side.show(Panel::Inbox);
    let before = drawn(&mut side, &code_page(), Language::English, ROOMY);
    let code = crate::domain::proof::totp::code_at(&[1; 20], NOW);
    assert!(before.contains(&crate::domain::code::grouped(code.expose())));
    side.phone.ambient.advance(Span::seconds(30));
    assert_ne!(drawn(&mut side, &code_page(), Language::English, ROOMY), before);
}

#[test]
fn no_window_is_too_odd_to_draw_on() {
    for language in Language::ALL {
        for panel in [None, Some(Panel::People), Some(Panel::Inbox)] {
            let mut side = busy_side(language);
            side.captions.say(Text::new("demo-play-welcome"));
            if let Some(panel) = panel {
                side.show(panel);
            }
            for columns in [1, 20, 39, 40, 59, 60, 79, 80, 119, 120, 121, 300] {
                for rows in [1, 11, 12, 17, 18, 24, 100] {
                    drawn(&mut side, &code_page(), language, (columns, rows));
                }
            }
        }
    }
}

#[test]
fn every_caption_and_every_person_fits_in_a_line() {
    let captions = include_str!("../../../../assets/locales/en/demo.ftl").lines().filter_map(|line| line.split_once(" = "));
    let ids: Vec<String> = captions.map(|(id, _)| id.to_owned()).collect();
    for language in Language::ALL {
        for id in ids.iter().filter(|id| id.starts_with("demo-play-") || *id == "demo-paused") {
            let said = crate::texts::say(&Text::new(id.clone().leak()).with("login", "bram"), language, &zone());
            assert!(width(&said) <= 78 && said != *id, "{said}");
        }
        for member in CAST {
            let said = crate::texts::say(&people::shows(&member), language, &zone());
            assert!(width(&said) <= 62 && said != member.shows, "{said}");
        }
    }
}

#[test]
fn no_terminal_shines_through() {
    for window in [NARROW, SMALL, ROOMY, (160, 40), (300, 100)] {
        let mut side = busy_side(Language::Dutch);
        for panel in [None, Some(Panel::Inbox), Some(Panel::People)] {
            side.close();
            if let Some(panel) = panel {
                side.show(panel);
            }
            let buffer = painted(&mut side, &code_page(), Language::Dutch, window);
            assert!(buffer.content.iter().all(|cell| cell.bg != Color::Reset), "{window:?} {panel:?}");
        }
    }
}

#[test]
fn seven_bits_are_enough_for_everything_beside_a_page() {
    for window in [NARROW, SMALL, ROOMY] {
        let mut side = busy_side(Language::Dutch);
        side.look = Look::of(GlyphSet::Ascii, Colours::Mono);
        let mut all = vec![drawn(&mut side, &code_page(), Language::Dutch, window)];
        for panel in [Panel::Inbox, Panel::People] {
            side.show(panel);
            all.push(drawn(&mut side, &code_page(), Language::Dutch, window));
            side.close();
        }
        for drawing in all {
            assert!(drawing.is_ascii(), "{drawing}");
        }
    }
}
