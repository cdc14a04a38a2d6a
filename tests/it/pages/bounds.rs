//! What holds of every page: that it is in the gallery, fits, is short, and says all that it has to say.

use kiosk::domain::account::Language;
use kiosk::domain::question::{Question, Topic};
use kiosk::page::{Action, Arg, CheckState, Page, PageId, Text};
use kiosk::render::House as Sign;
use kiosk::render::screen::{Screen, Surface};
use kiosk::texts::{Zone, say, word};

use super::{COMPACT, FULL, console, drawn, pages, program, typewriter};
use crate::support::{Kiosk, Making, Person, policy};

/// The questions with the longest texts, five of them, after a miss.
async fn most_questions() -> Page {
    let mut policy = policy();
    policy.questions.ask = 5;
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    let mut topics = Topic::ALL;
    let length = |topic: &Topic| {
        Language::ALL.map(|language| say(&Text::new(topic.message()), language, &Zone::utc()).len()).into_iter().max()
    };
    topics.sort_by_key(|topic| std::cmp::Reverse(length(topic)));
    let answers = topics[..5].iter().map(|topic| (Question::Topic(*topic), "right")).collect();
    kiosk.add(Person { answers, ..Person::named("ada").totp().group("two") }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.totp()).await.press("⏎1").await.press("a⏎b⏎c⏎d⏎e⏎").await;
    visit.page()
}

#[tokio::test]
async fn as_many_questions_as_can_be_asked_fit_at_full_size() {
    let page = most_questions().await;
    assert_eq!((page.fields.len(), page.notices.len()), (5, 1));
    for language in Language::ALL {
        let drawing = drawn(&page, language, FULL, console());
        assert!(!drawing.contains("Page Down"), "{drawing}");
    }
}

#[tokio::test]
async fn every_page_id_is_in_the_gallery() {
    let seen: Vec<PageId> = pages().await.into_iter().map(|(_, page)| page.id).collect();
    for id in PageId::ALL {
        assert!(seen.contains(&id), "{} is not looked at", id.name());
    }
}

#[tokio::test]
async fn at_full_size_no_page_has_lines_out_of_sight() {
    let pages = pages().await;
    for (language, (name, page)) in Language::ALL.into_iter().flat_map(|language| pages.iter().map(move |page| (language, page)))
    {
        for look in [console(), program(), typewriter()] {
            let drawing = drawn(page, language, FULL, look);
            assert!(!drawing.contains("Page Down"), "{name} does not fit:\n{drawing}");
        }
    }
}

/// Every text of a page: title, step, running text, news, fields, rules, choices and actions.
fn texts_of(page: &Page) -> Vec<Text> {
    let fields = page.fields.iter().flat_map(|field| [Some(&field.label), field.hint.as_ref(), field.error.as_ref()]).flatten();
    let strength = page.strength.iter().flat_map(|strength| [&strength.word].into_iter().chain(&strength.advice));
    let checks = page.checklist.iter().map(|check| &check.text);
    let actions = page.actions.iter().map(|action| Text::new(action.label()));
    let all = [&page.title].into_iter().chain(&page.step).chain(&page.choices).chain(fields).chain(checks).chain(strength);
    all.chain(running(page)).cloned().chain(actions).collect()
}

/// What is to be read before anything can be done.
fn running(page: &Page) -> impl Iterator<Item = &Text> {
    page.lead.iter().chain(page.notices.iter().map(|notice| &notice.text))
}

/// A message that lacks an argument is shown by its id.
#[tokio::test]
async fn every_text_of_every_page_is_said_with_all_its_arguments() {
    let mut said = 0;
    for (name, page) in pages().await {
        for (language, text) in
            Language::ALL.into_iter().flat_map(|language| texts_of(&page).into_iter().map(move |text| (language, text)))
        {
            let words = say(&text, language, &Zone::utc());
            assert!(words != text.id && !words.contains(['{', '}', '$']), "{name}: {words}");
            said += 1;
        }
    }
    assert!(said > 800, "{said}");
}

/// Nobody reads more in a hurry; whoever asks for help has more time.
#[tokio::test]
async fn no_page_has_more_than_sixty_words_of_running_text() {
    for (name, page) in pages().await {
        let most = if page.id == PageId::Help { 120 } else { 60 };
        for language in Language::ALL {
            // What is to be copied is no text that anybody reads.
            let is_text = |text: &&Text| !text.args.iter().any(|(_, arg)| matches!(arg, Arg::Secret(_)));
            let said = running(&page).filter(is_text).map(|text| say(text, language, &Zone::utc())).collect::<Vec<_>>().join(" ");
            let words = said.split_whitespace().count();
            assert!(words <= most, "{name}: {words} words in {language:?}: {said}");
        }
    }
}

#[tokio::test]
async fn no_two_buttons_of_a_page_read_alike() {
    for (name, page) in pages().await {
        for language in Language::ALL {
            for label in [Action::label, Action::short_label] {
                let mut labels: Vec<String> = page.actions.iter().map(|action| word(label(*action), language)).collect();
                let count = labels.len();
                labels.sort_unstable();
                labels.dedup();
                assert_eq!(labels.len(), count, "{name} in {language:?}: {labels:?}");
            }
        }
    }
}

#[tokio::test]
async fn old_terminals_are_sent_seven_bits_and_no_colours() {
    let sign = Sign { name: "Café Zoë".to_owned(), zone: Zone::utc() };
    for (name, page) in pages().await {
        let mut screen = Screen::new(FULL, typewriter());
        let bytes = [screen.open(Surface::Drawn), screen.draw(&page, Language::Dutch, &sign), screen.close()].concat();
        assert!(bytes.is_ascii(), "{name}");
    }
}

/// Nobody is to guess which of six rules it is that a password breaks.
#[tokio::test]
async fn in_a_small_window_a_broken_rule_is_in_sight() {
    let pages = pages().await;
    for language in Language::ALL {
        let (_, weak) = pages.iter().find(|(name, _)| *name == "new-password, weak").expect("the page");
        let drawing = drawn(weak, language, COMPACT, console());
        let broken = weak.checklist.iter().filter(|check| check.state == CheckState::Broken).count();
        assert!(broken > 0 && drawing.matches("[!]").count() == broken, "{drawing}");
    }
}
