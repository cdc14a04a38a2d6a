//! What a page gives somebody to tell the desk. Read off the page by the words that the page has for it.

use kiosk::domain::account::Language;
use kiosk::page::Text;
use kiosk::texts::{Zone, say};

/// The code by which an operator finds a visit.
pub fn support_code(words: &str) -> String {
    behind(words, "support-code", "code", 9)
}

/// The number of a request for help.
pub fn request_number(words: &str) -> String {
    behind(words, "help-sent-number", "number", 7)
}

/// So many letters where the argument of that name stands in a message, on a page that shows `words`.
fn behind(words: &str, id: &'static str, name: &'static str, length: usize) -> String {
    let said = say(&Text::new(id).with(name, "?"), Language::English, &Zone::utc());
    let (label, _) = said.split_once('?').expect("a place for it");
    let (_, rest) = words.split_once(label).unwrap_or_else(|| panic!("{label:?} in {words}"));
    rest.chars().take(length).collect()
}
