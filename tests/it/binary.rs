//! The real program in a real terminal, from outside: what visitors see, what ends it, what is left
//! behind, and what operators are told.

mod commands;
mod endings;
mod idle;
mod input;
mod kills;
mod outages;
mod story;

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use crate::installation::{NEW, Person, title};
use crate::terminal::Terminal;

const F2: &str = "\x1bOQ";
const F10: &str = "\x1b[21~";

/// The pages that a person with an address and an app can come to, and whether the authority knows of
/// the visit there.
const PAGES: [(PageId, bool); 9] = [
    (PageId::Start, false),
    (PageId::Identify, false),
    (PageId::ChooseMethod, true),
    (PageId::EnterCode, true),
    (PageId::EnterTotp, true),
    (PageId::NewPassword, true),
    (PageId::EndVisit, true),
    (PageId::DoneReset, false),
    (PageId::Farewell, false),
];

/// Waits for `page` in English.
fn see(terminal: &mut Terminal, page: PageId) {
    terminal.wait_for(&title(page, Language::English));
}

/// Goes from the start page to `page`, as `person`.
fn lead_to(terminal: &mut Terminal, page: PageId, person: &Person) {
    let step = |terminal: &mut Terminal, before: PageId, keys: &str| {
        lead_to(terminal, before, person);
        terminal.press(keys);
    };
    match page {
        PageId::Identify => step(terminal, PageId::Start, "1"),
        PageId::ChooseMethod => step(terminal, PageId::Identify, &format!("{}\r", person.login)),
        PageId::EnterCode => step(terminal, PageId::ChooseMethod, "1"),
        PageId::EnterTotp => step(terminal, PageId::ChooseMethod, "2"),
        PageId::NewPassword => step(terminal, PageId::EnterTotp, &format!("{}\r", person.code())),
        PageId::DoneReset => step(terminal, PageId::NewPassword, &format!("{NEW}\r{NEW}\r")),
        PageId::EndVisit => step(terminal, PageId::ChooseMethod, F10),
        PageId::Farewell => step(terminal, PageId::EndVisit, "\t\r"),
        _ => {}
    }
    see(terminal, page);
}
