//! The guide for visitors, held against the program: its pages are those that visitors see, and what it names in
//! bold is on them.

use std::fs;
use std::path::PathBuf;

use kiosk::domain::account::Language;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key, Size};
use kiosk::page::{Page, PageId};
use kiosk::render::look::{Colours, GlyphSet, Look};

use crate::pages::{self, drawn};
use crate::support::{Kiosk, Person};

/// Narrow enough to be printed beside nothing, wide enough for a frame.
const PRINTED: Size = Size { columns: 72, rows: 24 };
/// Lines on a printed page, in a small type.
const PAGE: usize = 80;

fn file(language: Language, name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/guide").join(language.code()).join(name)
}

fn read(language: Language, name: &str) -> String {
    fs::read_to_string(file(language, name)).unwrap()
}

/// The pages that a guide can show: those of the gallery, and a password that is offered.
async fn gallery(language: Language) -> Vec<(&'static str, Page)> {
    let mut pages = pages::pages().await;
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let mut visit = kiosk.visit();
    // The fifth choice of the start page is the other language.
    visit.press(if language == Language::English { "1" } else { "51" }).await;
    visit.press("ada⏎1").await.press(&kiosk.totp()).await.press("⏎").await;
    visit.event(Event::Input(Input::Key(Key::F(7)))).await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
    pages.push(("new-password, offered", visit.page()));
    pages
}

/// `guide` with its pages as they are now.
fn redrawn(guide: &str, language: Language, gallery: &[(&str, Page)]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut inside = false;
    for line in guide.lines() {
        match line.strip_prefix("```text ") {
            Some(name) => {
                lines.push(line.to_owned());
                let (_, page) = gallery.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no page {name:?}"));
                lines.extend(printed(page, language));
                inside = true;
            }
            None if line == "```" => {
                lines.push(line.to_owned());
                inside = false;
            }
            None if inside => {}
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

/// A page without its blank rows.
fn printed(page: &Page, language: Language) -> Vec<String> {
    let drawing = drawn(page, language, PRINTED, Look::of(GlyphSet::Vt, Colours::Mono));
    let rows = drawing.lines().take_while(|line| !line.starts_with("(cursor")).map(str::to_owned);
    rows.filter(|row| row.chars().any(|c| !matches!(c, ' ' | '│'))).collect()
}

#[tokio::test]
async fn the_pages_of_the_guide_are_those_of_the_program() {
    for language in Language::ALL {
        let guide = read(language, "guide.md");
        let redrawn = redrawn(&guide, language, &Box::pin(gallery(language)).await);
        if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
            fs::write(file(language, "guide.md"), &redrawn).unwrap();
        } else {
            assert_eq!(guide, redrawn, "draw them again with INSTA_UPDATE=always");
        }
        assert!(redrawn.matches("```text ").count() >= 5);
        assert!(redrawn.lines().count() <= 2 * PAGE, "{} lines are more than two pages", redrawn.lines().count());
        // Nobody's letter is printed for everybody.
        assert!(!redrawn.contains("Lovelace"));
    }
}

/// What is in bold and stands on a page: a label, or the beginning of a sentence.
#[test]
fn what_the_guide_names_is_on_the_pages() {
    for language in Language::ALL {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(language.code());
        let texts: String = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
        let texts = texts.replace("{ $tag }", "B");
        let guide = read(language, "guide.md");
        let prose: String = guide.split("```").step_by(2).collect();
        assert!(prose.matches("**").count() >= 20);
        for name in prose.split("**").skip(1).step_by(2) {
            assert!(texts.contains(name), "{name:?} is on no page in {language:?}");
        }
    }
}

#[test]
fn the_line_for_where_signing_in_fails_is_one_line_of_a_terminal() {
    for language in Language::ALL {
        let line = read(language, "sign-in.txt");
        assert_eq!(line.lines().count(), 1);
        assert!(line.trim_end().len() <= 79 && line.is_ascii() && line.contains("PLACE"), "{line}");
        assert!(!line.contains("http"), "nobody learns to follow links here");
    }
}

/// Both languages say the same things: as many headings, steps and rows.
#[test]
fn guide_and_poster_are_alike_in_both_languages() {
    for name in ["guide.md", "poster.md"] {
        let shape = |language| {
            let text = read(language, name);
            let begins = |mark: &str| text.lines().filter(|line| line.starts_with(mark)).count();
            (
                begins("#"),
                begins("|"),
                begins("```"),
                text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count(),
            )
        };
        assert_eq!(shape(Language::English), shape(Language::Dutch), "{name}");
    }
}
