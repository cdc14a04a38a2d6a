//! What stands in a field already when it is asked for. Who cannot see the field is told so, and Enter alone keeps
//! it. What was refused is not kept: it is simply asked for again.

use super::refused::{breaks_a_rule, has_failed};
use crate::page::{Field, Page, Value};

/// What Enter alone keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held<'a> {
    /// It is typed unseen, and so it is not said.
    Unsaid,
    Seen(&'a str),
}

/// What stands in the field at `place` of `page`, unless it was refused.
pub fn held(page: &Page, place: usize) -> Option<Held<'_>> {
    let field = page.fields.get(place).filter(|field| !is_refused(field, page))?;
    match &field.value {
        Value::Plain { text, .. } | Value::Words { text, .. } | Value::Code { text, .. } => {
            (!text.trim().is_empty()).then_some(Held::Seen(text))
        }
        Value::Answer { text, .. } => (!text.is_empty()).then_some(Held::Unsaid),
        Value::Secret { length, .. } => (*length > 0).then_some(Held::Unsaid),
        // What is pasted once more takes its place.
        Value::Armour { .. } | Value::Offered { .. } => None,
    }
}

/// Whether a password stands in the field at `place` of `page` that will not do, and has to be typed anew.
pub fn holds_refused_password(page: &Page, place: usize) -> bool {
    page.fields.get(place).is_some_and(|field| {
        let is_password = matches!(field.value, Value::Secret { length, .. } if length > 0);
        is_password && is_refused(field, page)
    })
}

/// A password is refused by its field, by the page, or by a rule that it breaks.
fn is_refused(field: &Field, page: &Page) -> bool {
    let is_password = matches!(field.value, Value::Secret { .. });
    field.error.is_some() || (is_password && (has_failed(page) || breaks_a_rule(page)))
}
