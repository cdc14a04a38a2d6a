//! What plain text says in the place of messages that speak of something only a drawn page has. Few need it: most
//! are written so that they are true in both drawings, and a test looks for words that are not.

use crate::page::{Action, Text};

/// Messages, and what is said instead of each; nothing where there is nothing to be said.
pub const OWN: &[(&str, Option<&str>)] = &[
    // It names a key, where a word is wanted.
    ("language-offer", Some("language-offer-word")),
    // Who cannot see a picture types the key.
    ("add-app-lead", Some("add-app-lead-key")),
    ("add-app-no-picture", None),
    ("help-add-app", Some("help-add-app-key")),
    ("help-add-app-stuck", Some("help-add-app-key-stuck")),
    // Nothing is marked with a mouse, and a line is a line.
    ("help-sign-key-stuck", Some("help-sign-key-plain")),
    ("help-add-key-sign-stuck", Some("help-add-key-sign-plain")),
    // Nobody sees a field to go back to: there is a word for it.
    ("complaint-repeat", Some("linear-complaint-repeat")),
    ("suggest-repeat", Some("linear-suggest-repeat")),
    // That there is a new one, and where it went, is told beside it.
    ("code-sent-again", Some("linear-sent-again")),
    // The way back has a word here, as the way to a forgotten user ID has.
    ("sheet-paper-hint", Some("linear-sheet-paper-hint")),
    ("identify-unknown-forgot", Some("linear-identify-unknown-forgot")),
    // What Enter does is said of every page where nothing is asked.
    ("help-sent-back", None),
    // The way back has a word, and what is typed at the first prompt takes the place of what is suggested there.
    ("suggest-repeat-hint", Some("linear-suggest-repeat-hint")),
];

/// Whether `text` as it is said here names the word for the answer before.
pub fn leads_back(text: &Text) -> bool {
    matches!(text.id, "complaint-repeat" | "suggest-repeat" | "suggest-repeat-hint")
}

/// The action that `text` names by its button; here it has a word.
pub fn names(text: &Text) -> Option<Action> {
    match text.id {
        "complaint-current-known" => Some(Action::OnlyUnlock),
        _ => None,
    }
}

/// `text` as it is said here.
pub fn worded(text: &Text) -> Option<Text> {
    match OWN.iter().find(|(id, _)| *id == text.id) {
        Some((_, own)) => own.map(|id| Text { id, args: text.args.clone() }),
        None => Some(text.clone()),
    }
}
