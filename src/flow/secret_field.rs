//! The one way to make a field for a password, so that whoever types one is warned of Caps Lock on every page.

use zeroize::Zeroizing;

use super::entry::Entry;
use crate::page::{Field, Text, Value};

/// Capitals in a row that are hardly meant: many words begin with one.
const SUSPICIOUS: usize = 3;

/// A field with the dots of `entry`; its text while it is `shown`.
pub fn field(entry: &Entry, label: Text, shown: bool) -> Field {
    let shown = shown.then(|| Zeroizing::new(entry.text().to_owned()));
    let hint = is_all_capitals(entry.text()).then(|| Text::new("caps-lock"));
    Field { label, hint, error: None, value: Value::Secret { length: entry.length(), cursor: entry.cursor(), shown } }
}

/// Whether every letter that has a small form is a capital, and there are several.
fn is_all_capitals(text: &str) -> bool {
    let is_small = |c: char| c.is_lowercase();
    text.chars().filter(|c| c.is_uppercase()).count() >= SUSPICIOUS && !text.chars().any(is_small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_only_are_suspicious_and_a_few_are_not() {
        for text in ["ZEBRA", "ÉÉÉ", "ZEB", "12 ZEBRA-9", "ЗЕБРА"] {
            assert!(is_all_capitals(text), "{text}");
        }
        for text in ["", "Z", "ZE", "Zebra", "ZEBRa", "zebra", "123456", "密码密码", "1Z2E"] {
            assert!(!is_all_capitals(text), "{text}");
        }
    }
}
