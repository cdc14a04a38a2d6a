//! Words: which there are, and what they mean on a page.

mod screen_words;

use super::words::{Standing, Word, goes_on, meant, offered, plain};
use crate::domain::account::Language;
use crate::page::{Action, Page, PageId};
use crate::render::sample;
use crate::texts::sample::messages;

fn page(actions: &[Action]) -> Page {
    Page { actions: actions.to_vec(), ..Page::new(PageId::EnterCode) }
}

fn standing(said: &str) -> Option<Standing> {
    match meant(said, &page(&[]), Language::English) {
        Some(Word::Standing(standing)) => Some(standing),
        Some(Word::Action(_)) | None => None,
    }
}

#[test]
fn words_of_both_languages_work_in_both_in_any_case() {
    let page = page(&[Action::Next, Action::Resend, Action::AnotherWay]);
    for language in Language::ALL {
        for said in ["resend", "Send a new code", " NIEUWE  code ", "new code."] {
            assert_eq!(meant(said, &page, language), Some(Word::Action(1)), "{said}");
        }
        for said in ["back", "terug", "other", "andere manier"] {
            assert_eq!(meant(said, &page, language), Some(Word::Action(2)), "{said}");
        }
        assert_eq!(meant("zebra", &page, language), None);
        assert_eq!(meant("", &page, language), None);
    }
}

#[test]
fn the_word_for_a_language_leads_there_and_never_away() {
    let page = page(&[Action::Language]);
    assert_eq!(meant("nederlands", &page, Language::English), Some(Word::Action(0)));
    assert_eq!(meant("nederlands", &page, Language::Dutch), None);
    assert_eq!(meant("English", &page, Language::Dutch), Some(Word::Action(0)));
    for language in Language::ALL {
        assert_eq!(meant("taal", &page, language), Some(Word::Action(0)));
    }
}

#[test]
fn what_is_no_item_of_the_page_can_be_asked_for_everywhere() {
    for (said, wanted) in [
        ("help", Standing::Help),
        ("hulp", Standing::Help),
        ("repeat", Standing::Repeat),
        ("herhaal", Standing::Repeat),
        ("more time", Standing::MoreTime),
        ("meer tijd", Standing::MoreTime),
        ("language", Standing::Language),
        ("full screen", Standing::Drawing),
        ("previous", Standing::Previous),
        ("back", Standing::Back),
        ("quit", Standing::Stop),
        ("stop", Standing::Stop),
    ] {
        assert_eq!(standing(said), Some(wanted), "{said}");
    }
    assert!(goes_on("More time") && goes_on("doorgaan") && !goes_on("123456"));
}

/// What the drawing cannot keep, it does not offer: neither by a word that is told nor by one that works.
#[test]
fn pictures_and_shown_passwords_are_not_to_be_had() {
    let page = page(&[Action::ShowPicture, Action::Reveal, Action::Linear, Action::Stop]);
    assert_eq!(offered(&page), [Action::Stop]);
    for said in ["Picture", "Show password", "Plaatje"] {
        assert_eq!(meant(said, &page, Language::English), None, "{said}");
    }
}

#[test]
fn every_action_has_words_in_both_languages() {
    let unspoken = ["action-linear", "action-reveal", "action-conceal", "action-show-picture"];
    for language in Language::ALL {
        let messages = messages(language);
        let is_spoken = |id: &str| id.starts_with("action-") && !id.ends_with("-short") && !unspoken.contains(&id);
        for label in messages.keys().filter(|id| is_spoken(id)) {
            let words = label.replacen("action-", "command-", 1);
            assert!(messages.contains_key(&words), "{language:?} lacks {words}");
        }
    }
}

/// What a riddle asks for is never a word for something else, or its answer would be remarked upon.
#[test]
fn no_answer_to_a_riddle_is_a_word() {
    let page = Page { actions: sample::all().into_iter().flat_map(|page| page.actions).collect(), ..Page::new(PageId::Captcha) };
    for language in Language::ALL {
        let messages = messages(language);
        let answers: Vec<&String> = messages.iter().filter(|(id, _)| id.starts_with("word-")).map(|(_, word)| word).collect();
        assert!(answers.len() > 100, "{}", answers.len());
        for answer in answers {
            assert_eq!(meant(answer, &page, language), None, "{answer}");
        }
    }
}

/// A word that is told for one action must not mean another on the same page.
#[test]
fn every_word_that_is_told_means_its_own_action() {
    for page in sample::all() {
        for (language, action) in Language::ALL.into_iter().flat_map(|l| offered(&page).into_iter().map(move |a| (l, a))) {
            let list = crate::texts::word(&action.label().replacen("action-", "command-", 1), language);
            let told = list.split(',').next().unwrap();
            let place = page.actions.iter().position(|other| *other == action).unwrap();
            assert_eq!(meant(told, &page, language), Some(Word::Action(place)), "{told} on {}", page.id.name());
        }
    }
}

/// A buffer that has to grow leaves what it held behind, and what is looked at may be a password.
#[test]
fn a_word_that_is_compared_never_outgrows_its_room() {
    assert_eq!(*plain("  Zebra,\tCOPPER  -  lantern. "), "zebra copper lantern");
    for letter in (char::MIN..=char::MAX).filter(|c| !c.to_lowercase().eq([*c])) {
        let said = letter.to_string().repeat(64);
        assert_eq!(plain(&said).capacity(), plain(&"x".repeat(said.len())).capacity(), "{letter}");
    }
}
