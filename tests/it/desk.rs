//! What a page gives somebody to tell the desk. Read off the page by the words that the page has for it.

use kiosk::domain::account::Language;
use kiosk::page::Text;
use kiosk::texts::{Zone, say};

/// The code by which an operator finds a visit.
pub fn support_code(words: &str) -> String {
    // Where there is no desk, nobody is sent to one.
    let id = if words.contains(&before("support-code", "code")) { "support-code" } else { "support-code-alone" };
    behind(words, id, "code", 9)
}

/// The number of a request for help.
pub fn request_number(words: &str) -> String {
    behind(words, "help-sent-number", "number", 7)
}

/// So many letters where the argument of that name stands in a message, on a page that shows `words`.
fn behind(words: &str, id: &'static str, name: &'static str, length: usize) -> String {
    let label = before(id, name);
    let (_, rest) = words.split_once(&*label).unwrap_or_else(|| panic!("{label:?} in {words}"));
    rest.chars().take(length).collect()
}

/// What a message says before the argument of that name.
fn before(id: &'static str, name: &'static str) -> String {
    let said = say(&Text::new(id).with(name, "?"), Language::English, &Zone::utc());
    said.split_once('?').expect("a place for it").0.to_owned()
}
