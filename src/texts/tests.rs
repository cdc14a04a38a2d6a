//! Both languages say the same, with the same arguments, in characters that every screen has. What stands on whole
//! pages is measured in `tests/it/pages.rs`.

mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::sample::{arguments, files, messages};
use super::*;
use crate::domain::account::Address;
use crate::domain::phone::Phone;
use crate::domain::question::Topic;
use crate::page::PageId;

fn plain(id: &'static str) -> String {
    say(&Text::new(id), Language::English, &Zone::utc())
}

#[test]
fn both_languages_say_the_same_things_with_the_same_arguments() {
    let [english, dutch] = Language::ALL.map(messages);
    let described = |messages: &BTreeMap<String, String>| -> BTreeMap<String, BTreeSet<String>> {
        messages.iter().map(|(id, message)| (id.clone(), arguments(message))).collect()
    };
    assert!(english.len() > 100);
    assert_eq!(described(&english), described(&dutch));
}

/// Stars are noise to the ear. No more is told in words: not how long it is either.
#[test]
fn what_is_covered_with_stars_is_said_in_words_to_whoever_listens() {
    let mask = |text| Address::parse(text).unwrap().mask();
    let number = Phone::parse("+31612345642", None).unwrap().mask();
    let mail = Text::new("enter-code-lead").with("tag", "B").with("mask", &mask("bram@example.org"));
    let text = Text::new("confirm-phone-lead").with("mask", &number);
    let masks = vec![mask("b@example.org"), mask("carolina@example.net"), number, Mask::Veiled];
    let several = Text::new("done-notified").with("masks", Arg::Masks(masks));
    let said = |text: &Text| Language::ALL.map(|language| [say, say_aloud].map(|say| say(text, language, &Zone::utc())));
    let holds = [
        (&mail, ["to b***@example.org.", "to an address beginning with b, at example.org."]),
        (&text, ["to *** 42.", "to the number ending in 42."]),
        (
            &several,
            [
                "to b***@example.org, c***@example.net, *** 42 and ***.",
                "to an address beginning with b, at example.org, and an address beginning with c, at example.net, and the \
                 number ending in 42, and not told here.",
            ],
        ),
    ];
    for (text, wanted) in holds {
        let [english, dutch] = said(text);
        assert!(english.iter().zip(wanted).all(|(said, wanted)| said.contains(wanted)), "{english:?}");
        assert!(dutch[0].contains("***") && !dutch[1].contains('*'), "{dutch:?}");
    }
    let [_, [_, mail]] = said(&mail);
    assert!(mail.contains("naar een adres dat begint met b, bij example.org."), "{mail}");
    let [_, [_, text]] = said(&text);
    assert!(text.contains("naar het nummer dat eindigt op 42."), "{text}");
}

#[test]
fn every_message_can_be_said() {
    for language in Language::ALL {
        for (id, message) in messages(language) {
            let names: Vec<String> = arguments(&message).into_iter().collect();
            for number in [1, 2] {
                let args = names.iter().map(|name| (name.as_str(), FluentValue::from(number))).collect();
                let said = compose(&id, &args, language);
                assert!(said != id && !said.contains(['$', '{', '}']), "{id}: {said}");
            }
        }
    }
}

#[test]
fn every_message_that_the_code_names_exists() {
    let known = messages(Language::English);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut missing = BTreeSet::new();
    for file in files(&source).iter().filter(|file| !file.ends_with("tests.rs") && !file.ends_with("walk.rs")) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        missing.extend(named(code).filter(|id| !known.contains_key(*id)).map(|id| format!("{}: {id}", file.display())));
    }
    assert_eq!(missing, BTreeSet::new());
    assert!(PageId::ALL.iter().all(|page| known.contains_key(page.title())));
    assert!(Topic::ALL.iter().all(|topic| known.contains_key(topic.message())));
}

/// Literals of `code` that must be message ids.
fn named(code: &str) -> impl Iterator<Item = &str> {
    let pieces: Vec<&str> = code.split('"').collect();
    let literals = pieces.windows(2).filter_map(|pair| match pair {
        [before, literal] => Some((*before, *literal)),
        _ => None,
    });
    literals
        .filter(|(before, literal)| before.ends_with("Text::new(") || names_a_message(literal))
        .map(|(_, literal)| literal)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Ids also stand in tables; these are their families.
fn names_a_message(literal: &str) -> bool {
    const BEGIN: [&str; 11] = [
        "riddle-",
        "word-",
        "action-",
        "warning-",
        "suggestion-",
        "complaint-",
        "check-",
        "strength-",
        "tone-",
        "month-",
        "desk-",
    ];
    const END: [&str; 6] = ["-title", "-lead", "-why", "-remedy", "-kept", "-field"];
    literal.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && (BEGIN.iter().any(|begin| literal.starts_with(begin) && literal.len() > begin.len())
            || END.iter().any(|end| literal.ends_with(end) && literal.len() > end.len()))
}

#[test]
fn no_message_is_longer_than_a_page_may_be() {
    for language in Language::ALL {
        for (id, message) in messages(language).iter().filter(|(id, _)| !id.starts_with("letter-")) {
            let longest = message.split("[one]").map(|variant| variant.split_whitespace().count()).max();
            assert!(longest <= Some(60), "{id}");
        }
    }
}

#[test]
fn no_letter_holds_a_link() {
    for language in Language::ALL {
        for (id, message) in messages(language).iter().filter(|(id, _)| id.starts_with("letter-")) {
            assert!(!message.contains("http") && !message.contains("www."), "{id}");
        }
    }
}

#[test]
fn rules_stand_side_by_side() {
    for language in Language::ALL {
        for (id, message) in messages(language).iter().filter(|(id, _)| id.starts_with("check-")) {
            let arguments = [("{ $min }", "12"), ("{ $max }", "128"), ("{ $classes }", "3")];
            let said = arguments.iter().fold(message.trim().to_owned(), |said, (name, value)| said.replace(name, value));
            assert!(said.chars().count() <= 31, "{id}: {said}");
        }
    }
}

#[test]
fn times_are_those_of_the_organisation() {
    let amsterdam = Zone::named("Europe/Amsterdam").unwrap();
    let winter = Moment::from_millis(1_795_179_900_000);
    let text = Text::new("blocked-lead-method").with("until", Arg::Clock(winter));
    let said = say(&text, Language::English, &amsterdam);
    assert!(said.ends_with("You can use it again from 14:05."), "{said}");
    assert_eq!(date(winter, Language::English, &amsterdam), "20 November 2026, 14:05");
    assert_eq!(date(winter, Language::Dutch, &amsterdam), "20 november 2026, 14:05");
    assert_eq!(date(winter, Language::English, &Zone::utc()), "20 November 2026, 13:05");
    assert_eq!(date(Moment::from_millis(i64::MAX), Language::English, &Zone::utc()), "1 January 1970, 00:00");
    assert!(Zone::named("Europe/Atlantis").is_none());
}

#[test]
fn several_words_are_said_one_after_another() {
    let text = Text::new("blocked-ways").with("ways", Arg::Words(vec!["way-totp", "way-questions"]));
    for (language, end) in [
        (Language::English, ": the authenticator app, the security questions."),
        (Language::Dutch, ": de authenticator-app, de beveiligingsvragen."),
    ] {
        let said = say(&text, language, &Zone::utc());
        assert!(said.ends_with(end), "{said}");
    }
}

/// A message within a message is said in the same language, and to whoever listens in words too.
#[test]
fn a_message_within_a_message_is_said_like_it() {
    let mask = Address::parse("ada@example.org").unwrap().mask();
    let way = Text::new("choose-email").with("mask", &mask);
    let text = Text::new("choose-closed-until").with("way", way).with("until", Arg::Clock(Moment::from_millis(0)));
    let said = |say: fn(&Text, Language, &Zone) -> String, language| say(&text, language, &Zone::utc());
    assert_eq!(said(say, Language::English), "Email my alternate email (a***@example.org) (closed until 00:00)");
    assert_eq!(
        said(say_aloud, Language::Dutch),
        "Stuur e-mail naar mijn alternatieve e-mailadres (een adres dat begint met a, bij example.org) (gesloten tot 00:00)"
    );
}

#[test]
fn an_argument_cannot_steer_and_is_not_isolated() {
    let text = Text::new("identify-unknown").with("typed", "a\u{1b}[2J\u{202e}b");
    let said = say(&text, Language::English, &Zone::utc());
    assert_eq!(said, "We don't know the user ID \"a[2Jb\". Check the spelling and try again.");
}

#[test]
fn numbers_agree_with_their_words() {
    let tries = |tries: i64, language| say(&Text::new("enter-code-tries").with("tries", tries), language, &Zone::utc());
    assert_eq!(tries(1, Language::English), "You can try once more.");
    assert_eq!(tries(3, Language::English), "You can try 3 times.");
    assert_eq!(tries(1, Language::Dutch), "U kunt het nog één keer proberen.");
}

#[test]
fn what_is_missing_is_shown_by_its_id() {
    assert_eq!(plain("no-such-message"), "no-such-message");
    assert_eq!(plain("enter-code-tries"), "enter-code-tries");
}
