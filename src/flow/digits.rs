//! What is wrong with something that cannot be a code of digits: a slip, which costs no try.

use crate::domain::code::{Stray, is_too_long, stray};
use crate::page::Text;

/// What to say of `typed` where a code of `length` digits is expected.
pub fn slip(typed: &str, length: usize) -> Text {
    match stray(typed) {
        _ if is_too_long(typed, length) => Text::new("code-too-long").with("digits", length),
        None => Text::new("code-empty").with("digits", length),
        Some(Stray::LookAlike(letter @ ('O' | 'o'))) => Text::new("code-zero").with("letter", letter.to_string()),
        Some(Stray::LookAlike(letter)) => Text::new("code-one").with("letter", letter.to_string()),
        Some(Stray::Letter) => Text::new("code-digits-only"),
    }
}
