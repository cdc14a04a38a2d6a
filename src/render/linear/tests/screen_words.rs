//! Whoever listens is told of nothing that only a drawn page has: no message that plain text says speaks of it.

use std::collections::BTreeSet;

use crate::domain::account::Language;
use crate::page::Text;
use crate::render::linear::own::{OWN, worded};
use crate::texts::sample::{arguments, messages};

/// What is on a screen, or done to one.
const WORDS: [&str; 32] = [
    "press",
    "pressed",
    "click",
    "key",
    "keys",
    "f1",
    "f2",
    "f3",
    "f5",
    "f7",
    "f8",
    "f9",
    "f10",
    "picture",
    "button",
    "screen",
    "window",
    "below",
    "above",
    "druk",
    "drukken",
    "klik",
    "toets",
    "toetsen",
    "plaatje",
    "afbeelding",
    "knop",
    "scherm",
    "venster",
    "hieronder",
    "hierboven",
    "boven",
];

/// Messages that are never said: drawn where they stand, or sent.
const UNSAID: [(&str, &str); 9] = [
    ("letter-", "is read in a mailbox"),
    ("demo-", "stands beside the page"),
    ("command-", "is what the visitor says"),
    ("more-", "is about lines that do not fit"),
    ("too-small-", "is about a window, and plain text needs none"),
    ("action-show-picture", "is no word here"),
    ("action-linear", "is no word here"),
    ("help-captcha", "is about a picture, and another question's help is not"),
    ("add-app-picture", "stands below a picture that is alone"),
];

/// What may be said all the same.
const TRUE_IN_BOTH: [(&str, &str); 25] = [
    ("press enter", "each line ends with it"),
    ("druk op enter", "each line ends with it"),
    ("druk dan op enter", "each line ends with it"),
    ("press any key", "a warning is answered by any key, and by any line of a pipe"),
    ("druk op een toets", "a warning is answered by any key, and by any line of a pipe"),
    ("full screen or press f9", "told only where that key works"),
    ("volledig scherm of druk op f9", "told only where that key works"),
    ("het is druk", "many people are there"),
    ("this key", "that of an app"),
    ("a key", "that of an app"),
    ("the key", "that of an app"),
    ("key: ", "that of an app"),
    ("security key", "a device"),
    ("your key", "a device"),
    ("that key", "a device"),
    ("another key", "a device"),
    ("ordinary key", "a file"),
    ("security keys", "devices"),
    ("only keys", "devices"),
    ("keys in a row", "how a password was made up"),
    ("patterns of keys", "how a password was made up"),
    ("pattern of keys", "how a password was made up"),
    ("toetsen op een rij", "how a password was made up"),
    ("patroon van toetsen", "how a password was made up"),
    ("patronen van toetsen", "how a password was made up"),
];

fn is_said(id: &str) -> bool {
    let starts = |(begin, _): &(&str, &str)| id.starts_with(begin) && !id.starts_with("help-captcha-question");
    !UNSAID.iter().any(starts) && !OWN.iter().any(|(drawn, _)| *drawn == id)
}

/// The words of a screen in `message`, without what is true anywhere.
fn shown(message: &str) -> Vec<String> {
    let allowed = TRUE_IN_BOTH.iter().map(|(phrase, _)| *phrase);
    let rest = allowed.fold(message.to_lowercase(), |rest, phrase| rest.replace(phrase, " "));
    let words = rest.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
    words.filter(|word| WORDS.contains(&word.as_str())).collect()
}

#[test]
fn no_message_that_is_said_speaks_of_a_screen() {
    let mut found = Vec::new();
    for language in Language::ALL {
        let messages = messages(language);
        assert!(messages.keys().filter(|id| is_said(id)).count() > 300);
        let said = messages.iter().filter(|(id, _)| is_said(id));
        found.extend(
            said.flat_map(|(id, message)| shown(message).into_iter().map(move |word| format!("{language:?} {id}: {word}"))),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

/// An exception that nothing needs any more hides the next slip.
#[test]
fn every_exception_is_needed() {
    let all: Vec<(String, String)> = Language::ALL.into_iter().flat_map(messages).collect();
    let texts: BTreeSet<String> = all.iter().map(|(_, text)| text.to_lowercase()).collect();
    for (phrase, why) in TRUE_IN_BOTH {
        assert!(texts.iter().any(|text| text.contains(phrase)), "{phrase} {why}, and nobody says it");
    }
    for (begin, why) in UNSAID {
        assert!(all.iter().any(|(id, _)| id.starts_with(begin)), "{begin} {why}, and there is none");
    }
}

/// Of these the rest stands in a line of the same page, which a screen shows anyway and nobody wants to hear twice.
const TOLD_BESIDE: [&str; 2] = ["code-sent-again", "help-sent-back"];

/// A text of its own is about the same things, and is one because the other would not do.
#[test]
fn own_texts_take_the_arguments_of_those_they_stand_for() {
    for language in Language::ALL {
        let messages = messages(language);
        for (drawn, own) in OWN {
            let own = own.map(|id| worded(&Text::new(drawn)).filter(|text| text.id == id).expect("its own text").id);
            let says_less = TOLD_BESIDE.contains(drawn);
            let tells = |id: &&str| arguments(&messages[*id]) == arguments(&messages[*drawn]);
            assert!(says_less || own.as_ref().is_none_or(tells), "{drawn}");
            assert_eq!(own, worded(&Text::new(drawn)).map(|text| text.id));
            let names_word = own.is_some_and(|id| messages[id].contains(" /"));
            assert!(says_less || names_word || !shown(&messages[*drawn]).is_empty(), "{drawn} would do in both");
        }
    }
}
