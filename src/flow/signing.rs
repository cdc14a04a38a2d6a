//! What the pages have in common that ask for a signature: the command that makes it, the field it is pasted into, and
//! what can be wrong with it.

use super::entry::Entry;
use super::form::Form;
use crate::domain::proof::signature::{BadSignature, LONGEST, Slip, is_open, slip};
use crate::input::{Input, Key};
use crate::page::{Field, Text, Value};

/// An entry for a signature.
pub fn entry() -> Entry {
    Entry::of_words(LONGEST)
}

/// The field for it, the first of `form`, with a hint about the file that the command names.
pub fn field(form: &Form, error: Option<Text>, file: &'static str) -> Field {
    let (text, cursor) = form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
    let hint = match is_open(&text) && error.is_none() {
        // Enter went to the next line already.
        true if text.ends_with(' ') => "sign-key-open-still",
        true => "sign-key-open",
        false => file,
    };
    Field { label: Text::new("sign-key-field"), hint: Some(Text::new(hint)), error, value: Value::Armour { text, cursor } }
}

/// Whether Enter only ended a line of what is being pasted: then the next goes behind it.
pub fn went_on(form: &mut Form) -> bool {
    // Nothing follows where there is no room for it, nor behind a line that holds nothing.
    let is_next = is_open(form.text(0)) && !form.text(0).ends_with(' ') && form.text(0).chars().count() < LONGEST;
    if is_next {
        form.press(&Input::Key(Key::Char(' ')));
    }
    is_next
}

/// What is wrong with what stands in the field, where it cannot be a signature.
pub fn stumble(form: &Form) -> Option<Text> {
    slip(form.text(0)).map(|slip| {
        Text::new(match slip {
            Slip::Empty => "signature-empty",
            Slip::NoSignature => "signature-none",
            Slip::Half => "signature-half",
        })
    })
}

/// What is wrong with a signature that was looked at.
pub fn bad(why: BadSignature, namespace: &str) -> Text {
    match why {
        BadSignature::Unreadable => Text::new("signature-unreadable"),
        BadSignature::OtherNamespace => Text::new("signature-other-namespace").with("namespace", namespace),
        BadSignature::OtherText => Text::new("signature-other-text"),
        BadSignature::Untouched => Text::new("signature-untouched"),
        BadSignature::OtherKey => Text::new("signature-other-key"),
        BadSignature::CounterFell => Text::new("signature-counter"),
    }
}
