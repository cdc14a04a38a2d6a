//! What is wrong with what was typed, as the page tells it.

use crate::page::{Check, CheckState, Page, Text, Tone};

/// The rule about the second field.
const REPEATED: &str = "check-repeat";

/// Whether what was typed first on `page` will be refused as it is.
pub fn breaks_a_rule(page: &Page) -> bool {
    broken(page).next().is_some()
}

/// The rules that are broken. That both are the same is told by the second field.
pub fn broken(page: &Page) -> impl Iterator<Item = &Text> {
    let is_broken = |check: &&Check| check.state == CheckState::Broken && check.text.id != REPEATED;
    page.checklist.iter().filter(is_broken).map(|check| &check.text)
}

/// Whether the page says that what was sent is refused.
pub fn has_failed(page: &Page) -> bool {
    page.notices.iter().any(|notice| notice.tone == Tone::Error)
}
