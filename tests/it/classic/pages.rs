//! The pages that classic rules change, as visitors see them: both languages, both sizes.

use kiosk::domain::account::Language;
use kiosk::domain::time::Span;
use kiosk::input::Size;
use kiosk::page::Page;

use super::kiosk;
use super::passwords::chooser;
use crate::pages::{COMPACT, FULL, console, drawn, typewriter};
use crate::story::choose;
use crate::support::Person;

async fn pages() -> Vec<(&'static str, Page)> {
    let kiosk = kiosk().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let mut visit = chooser(&kiosk).await;
    let mut pages = vec![("new-password", visit.page())];
    visit.press("hunter2").await.wait(Span::from_millis(150)).await;
    pages.push(("new-password, weak", visit.page()));
    visit.press("⎋").await;
    choose(&mut visit, "zebraq92").await;
    visit.wait(Span::from_millis(150)).await;
    pages.push(("new-password, refused", visit.page()));
    visit.press("⎋").await.press("zebraQ92").await.wait(Span::from_millis(150)).await;
    pages.push(("new-password, good enough", visit.page()));
    kiosk.ambient.advance(Span::seconds(30));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    pages.push(("enter-code", visit.page()));
    let mut visit = kiosk.visit();
    visit.press("1ada⏎2").await;
    for _ in 0..5 {
        visit.press("000000⏎").await;
    }
    pages.push(("blocked", visit.page()));
    pages
}

async fn gallery(language: Language, size: Size) -> String {
    let drawings =
        pages().await.into_iter().map(|(name, page)| format!("== {name} ==\n{}", drawn(&page, language, size, console())));
    drawings.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn in_english_at_full_size() {
    insta::assert_snapshot!(gallery(Language::English, FULL).await);
}

#[tokio::test]
async fn in_dutch_at_full_size() {
    insta::assert_snapshot!(gallery(Language::Dutch, FULL).await);
}

#[tokio::test]
async fn in_english_at_compact_size() {
    insta::assert_snapshot!(gallery(Language::English, COMPACT).await);
}

#[tokio::test]
async fn in_dutch_at_compact_size() {
    insta::assert_snapshot!(gallery(Language::Dutch, COMPACT).await);
}

#[tokio::test]
async fn at_full_size_no_page_has_lines_out_of_sight() {
    for (name, page) in pages().await {
        for (language, look) in Language::ALL.into_iter().flat_map(|language| [(language, console()), (language, typewriter())]) {
            let drawing = drawn(&page, language, FULL, look);
            assert!(!drawing.contains("Page Down"), "{name} does not fit:\n{drawing}");
        }
    }
}

/// The seeds' advice, word for word, where the least length is the seeds' own.
#[tokio::test]
async fn the_advice_is_that_of_the_user_guides() {
    let [(_, page), ..] = &pages().await[..] else { panic!("no page") };
    let shown = |language| {
        let drawing = drawn(page, language, FULL, console());
        drawing.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
    };
    assert!(shown(Language::English).contains("8-16 characters with upper and lower case, numbers and special characters"));
    assert!(shown(Language::Dutch).contains("8-16 tekens met hoofdletters en kleine letters, cijfers en speciale tekens"));
}

#[tokio::test]
async fn in_a_small_window_broken_rules_are_in_sight() {
    let pages = pages().await;
    let (_, weak) = pages.iter().find(|(name, _)| name.ends_with("weak")).expect("the page");
    for language in Language::ALL {
        let drawing = drawn(weak, language, COMPACT, console());
        assert_eq!(drawing.matches("[!]").count(), 2, "{drawing}");
        assert!(drawing.contains("4: ABC abc 123 #?!"), "{drawing}");
    }
}
