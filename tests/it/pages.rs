//! Every page as visitors see it, reached as visitors reach it: both languages, both sizes, and the
//! symbols of consoles, of terminal programs and of old terminals.

mod bounds;
mod hindered;
mod members;
mod restricted;
mod ways_in;

use kiosk::domain::account::{Address, Language, Managed};
use kiosk::domain::captcha::{CaptchaPolicy, When};
use kiosk::domain::method::Standing;
use kiosk::domain::organisation::CustomHelp;
use kiosk::domain::outcome::Trouble;
use kiosk::domain::time::Span;
use kiosk::flow::event::{Effect, Event, Reply};
use kiosk::input::{Input, Key, Size};
use kiosk::page::{Page, PageId};
use kiosk::render::House as Sign;
use kiosk::render::look::{Colours, GlyphSet, Look};
use kiosk::render::screen::{Screen, Surface};
use kiosk::session::too_small;
use kiosk::texts::Zone;

use crate::support::{Kiosk, Making, Person};

/// A person for every page, and the pages in the order of a visit.
pub async fn pages() -> Vec<(&'static str, Page)> {
    // It is larger than a stack should hold once for each of its callers.
    Box::pin(all()).await
}

async fn all() -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk
        .add(
            Person::named("ada")
                .email("ada@example.org")
                .email("a.very.long.address@mail.some-university.example.org")
                .totp()
                .group("two"),
        )
        .await;
    kiosk.add(Person::named("quiz").email("quiz@example.org").questions().group("two")).await;
    kiosk.add(Person { managed: Managed::Elsewhere, ..Person::named("else") }).await;
    kiosk.add(Person { enabled: false, ..Person::named("off") }).await;
    kiosk.add(Person::named("new")).await;
    kiosk.add(Person::named("clumsy").totp()).await;
    let mut pages = ways_in::a_reset(&kiosk).await;
    pages.extend(ways_in::questions(&kiosk).await);
    pages.extend(ways_in::stops(&kiosk).await);
    pages.extend(ways_in::in_a_hurry(&kiosk).await);
    pages.extend(ways_in::strangers(&kiosk).await);
    pages.extend(others(&kiosk).await);
    pages.extend(riddles().await);
    pages.extend(ways_in::unlocks().await);
    pages.extend(members::members().await);
    pages.extend(members::settings().await);
    pages.extend(help(&kiosk).await);
    pages.extend(elsewhere().await);
    pages.extend(ways_in::papers().await);
    pages.extend(ways_in::texts().await);
    pages.extend(crate::reminding::pages().await);
    pages.extend(restricted::pages().await);
    pages.extend(hindered::pages().await);
    pages.extend(members::sheets().await);
    pages.extend(Box::pin(crate::listed::pages()).await);
    pages.extend(Box::pin(crate::promises::pages()).await);
    pages.extend(Box::pin(crate::masks::pages()).await);
    pages.extend(Box::pin(crate::security_keys::pages()).await);
    pages
}

async fn others(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut pages = vec![("too-small", too_small(Size { columns: 30, rows: 9 }))];
    let mut visit = kiosk.visit();
    visit.press("1x").await.event(Event::Input(Input::Key(Key::F(10)))).await;
    pages.push(("end-visit", visit.page()));
    visit.press("⇥⏎").await;
    pages.push(("farewell", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.wait(Span::seconds(60)).await;
    pages.push(("idle-warning", visit.page()));
    visit.press(" ").await.event(Event::Closing(kiosk.ambient.now() + Span::seconds(60))).await;
    pages.push(("idle-warning of a house that closes", visit.page()));
    for (name, trouble) in [("busy", Trouble::Busy), ("unavailable", Trouble::Unavailable)] {
        let mut visit = kiosk.visit();
        visit.press("1ada").await;
        let asked = visit.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        assert!(matches!(asked.as_slice(), [Effect::Identify { .. }]));
        visit.event(Event::Reply(Reply::Identified(Err(trouble)))).await;
        pages.push((name, visit.page()));
    }
    pages
}

/// Asking an administrator, with and without a user ID, and a user ID that was forgotten.
async fn help(kiosk: &Kiosk) -> Vec<(&'static str, Page)> {
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await.event(Event::Input(Input::Key(Key::F(3)))).await;
    let mut pages = vec![("help-request", visit.page())];
    visit.press("I lost my phone ⏎").await;
    pages.push(("help-sent", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1").await.event(Event::Input(Input::Key(Key::F(3)))).await;
    visit.press("⏎⏎").await;
    pages.push(("help-request, empty", visit.page()));
    for _ in 0..4 {
        visit.press("Grace from the second floor⏎⏎").await;
        if visit.id() == PageId::HelpSent {
            visit.press("⎋").await.event(Event::Input(Input::Key(Key::F(3)))).await;
        }
    }
    pages.push(("help-request, enough", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1⇥⇥⇥⏎").await;
    pages.push(("forgot-user-id", visit.page()));
    visit.press("ada⏎").await;
    pages.push(("forgot-user-id, no address", visit.page()));
    visit.press("⎋a.very.long.address@mail.some-university.example.org⏎").await;
    pages.push(("user-id-sent", visit.page()));
    for _ in 0..3 {
        visit.press("⎋ada@example.org⏎").await;
    }
    visit.press("⎋ada@example.org⏎").await;
    pages.push(("forgot-user-id, enough", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.wait(Span::seconds(10)).await;
    pages.push(("enter-code, slow", visit.page()));
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1quiz⏎1").await.wait(Span::seconds(10)).await;
    pages.push(("enter-code, slow and uniform", visit.page()));
    pages
}

/// Where the organisation has its own way of helping.
async fn elsewhere() -> Vec<(&'static str, Page)> {
    let mail = CustomHelp::Mail(Address::parse("servicedesk@some-university.example.org").expect("an address"));
    let web = CustomHelp::Web("https://servicedesk.some-university.example.org/help".to_owned());
    let mut pages = Vec::new();
    for (name, custom) in [("help-request, by mail", mail), ("help-request, on the web", web)] {
        let mut making = Making::default();
        making.organisation.desk.custom = Some(custom);
        let kiosk = Kiosk::made(making).await;
        let mut visit = kiosk.visit();
        visit.press("2").await;
        pages.push((name, visit.page()));
    }
    pages
}

/// Where riddles are asked: to be seen, missed, left empty, to be read.
async fn riddles() -> Vec<(&'static str, Page)> {
    let captcha = CaptchaPolicy { trusted: When::Always, open: When::Always };
    let kiosk = Kiosk::made(Making { captcha, ..Making::default() }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    let mut pages = vec![("captcha", visit.page())];
    visit.press("w 3x9⏎").await;
    pages.push(("captcha, missed", visit.page()));
    visit.press("⏎").await;
    pages.push(("captcha, empty", visit.page()));
    visit.press("⇥⇥⇥⏎").await;
    pages.push(("captcha, question", visit.page()));
    visit.press("nothing⏎").await;
    pages.push(("captcha, question missed", visit.page()));
    pages
}

pub fn drawn(page: &Page, language: Language, size: Size, look: Look) -> String {
    let sign = Sign { name: "Contoso".to_owned(), zone: Zone::named("Europe/Amsterdam").expect("a zone") };
    let mut screen = Screen::new(size, look);
    let mut terminal = vt100::Parser::new(size.rows.try_into().expect("rows"), size.columns.try_into().expect("columns"), 0);
    terminal.process(&screen.open(Surface::Drawn));
    terminal.process(&screen.draw(page, language, &sign));
    let (row, column) = terminal.screen().cursor_position();
    let lines: Vec<String> = terminal.screen().rows(0, size.columns).map(|line| line.trim_end().to_owned()).collect();
    format!("{}\n(cursor at {column},{row})\n", lines.join("\n").trim_end())
}

async fn gallery(language: Language, size: Size, look: Look) -> String {
    let drawn = |page: &Page| drawn(page, language, size, look.clone());
    let drawings = Box::pin(pages()).await.into_iter().map(|(name, page)| format!("== {name} ==\n{}", drawn(&page)));
    drawings.collect::<Vec<_>>().join("\n")
}

/// The same, shorter: rows that repeat the one above are left out. The console's gallery has them all.
async fn brief_gallery(language: Language, size: Size, look: Look) -> String {
    let gallery = gallery(language, size, look).await;
    let mut rows: Vec<&str> = gallery.lines().collect();
    rows.dedup();
    rows.join("\n")
}

pub const FULL: Size = Size { columns: 80, rows: 24 };
pub const COMPACT: Size = Size { columns: 40, rows: 12 };

/// A console; without colours, which change no word.
pub fn console() -> Look {
    Look::of(GlyphSet::Vt, Colours::Mono)
}

/// The best that there is. Buttons have surfaces there instead of brackets.
fn program() -> Look {
    Look::of(GlyphSet::Unicode, Colours::Rgb)
}

/// The least that there is.
pub fn typewriter() -> Look {
    Look::of(GlyphSet::Ascii, Colours::Mono)
}

#[tokio::test]
async fn every_page_in_english_at_full_size() {
    insta::assert_snapshot!(gallery(Language::English, FULL, console()).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_full_size() {
    insta::assert_snapshot!(gallery(Language::Dutch, FULL, console()).await);
}

#[tokio::test]
async fn every_page_in_english_at_compact_size() {
    insta::assert_snapshot!(gallery(Language::English, COMPACT, console()).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_compact_size() {
    insta::assert_snapshot!(gallery(Language::Dutch, COMPACT, console()).await);
}

#[tokio::test]
async fn every_page_in_english_at_full_size_in_unicode() {
    insta::assert_snapshot!(Box::pin(brief_gallery(Language::English, FULL, program())).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_full_size_in_unicode() {
    insta::assert_snapshot!(Box::pin(brief_gallery(Language::Dutch, FULL, program())).await);
}

#[tokio::test]
async fn every_page_in_english_at_compact_size_in_unicode() {
    insta::assert_snapshot!(Box::pin(brief_gallery(Language::English, COMPACT, program())).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_compact_size_in_unicode() {
    insta::assert_snapshot!(Box::pin(brief_gallery(Language::Dutch, COMPACT, program())).await);
}

#[tokio::test]
async fn every_page_in_dutch_at_full_size_in_ascii() {
    insta::assert_snapshot!(Box::pin(brief_gallery(Language::Dutch, FULL, typewriter())).await);
}

#[tokio::test]
async fn every_page_in_english_at_compact_size_in_ascii() {
    insta::assert_snapshot!(Box::pin(brief_gallery(Language::English, COMPACT, typewriter())).await);
}
