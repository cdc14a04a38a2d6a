//! The user ID somebody types, and the key it is matched on.
//!
//! Two logins are the same exactly when their keys are: NFKC, case-folded, trimmed. The key is
//! compared byte by byte, so no database's collation has a say (Django CVE-2019-19844 is what
//! happens otherwise).

use std::fmt;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_security::MixedScript;

use super::visible::draws_nothing;

/// The longest login, in code points.
pub const LONGEST: usize = 113;

/// The longest key that the store has room for.
const LONGEST_KEY: usize = 512;

/// A login as its owner writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login(String);

/// What a login is matched on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LoginKey(String);

/// Why a text cannot become an account's login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLogin {
    #[error("a login cannot be empty")]
    Empty,
    #[error("a login has at most {LONGEST} characters")]
    TooLong,
    #[error("a login has no blanks, control or invisible characters")]
    Unprintable,
    #[error("a login has letters of one script only, so that none can pass for another")]
    MixedScripts,
}

impl Login {
    /// A login fit to be enrolled.
    ///
    /// # Errors
    /// When it is empty, too long, has blanks or invisible characters, or mixes scripts.
    pub fn enrol(text: &str) -> Result<Self, BadLogin> {
        let login: String = text.trim().nfc().collect();
        match login {
            l if l.is_empty() => Err(BadLogin::Empty),
            // A ligature of one character may fold into many.
            l if l.chars().count() > LONGEST || LoginKey::of(&l).0.chars().count() > LONGEST_KEY => Err(BadLogin::TooLong),
            l if l.chars().any(|c| c.is_whitespace() || draws_nothing(c)) => Err(BadLogin::Unprintable),
            l if !l.as_str().is_single_script() => Err(BadLogin::MixedScripts),
            l => Ok(Self(l)),
        }
    }

    /// From a column that this program wrote.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn key(&self) -> LoginKey {
        LoginKey::of(&self.0)
    }
}

impl LoginKey {
    /// The key of whatever was typed.
    pub fn of(typed: &str) -> Self {
        let folded: String = typed.trim().nfkc().default_case_fold().nfkc().collect();
        Self(folded.trim().to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_composition_and_blanks_do_not_matter() {
        let key = LoginKey::of("zoë@contoso.com");
        for typed in ["ZOË@contoso.com", " zoe\u{308}@contoso.com ", "ｚｏë@contoso.com"] {
            assert_eq!(LoginKey::of(typed), key, "{typed}");
        }
    }

    #[test]
    fn a_look_alike_is_another_login() {
        for (one, other) in [("mike", "mıke"), ("admin", "аdmin"), ("zoe", "zoë")] {
            assert_ne!(LoginKey::of(one), LoginKey::of(other));
        }
    }

    /// It would look exactly like somebody else's.
    #[test]
    fn nothing_invisible_can_be_enrolled() {
        for hidden in [
            '\0',
            '\u{7f}',
            '\u{9b}',
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{17b4}',
            '\u{180b}',
            '\u{200b}',
            '\u{200d}',
            '\u{200f}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2800}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff0}',
            '\u{1bca0}',
            '\u{1d173}',
            '\u{e0001}',
            '\u{e0100}',
        ] {
            assert_eq!(Login::enrol(&format!("ad{hidden}a")), Err(BadLogin::Unprintable), "{hidden:?}");
        }
    }

    #[test]
    fn a_mixed_script_cannot_be_enrolled() {
        assert_eq!(Login::enrol("аdmin"), Err(BadLogin::MixedScripts));
        assert_eq!(Login::enrol(" "), Err(BadLogin::Empty));
        assert_eq!(Login::enrol("a b"), Err(BadLogin::Unprintable));
        assert_eq!(Login::enrol(&"a".repeat(LONGEST + 1)), Err(BadLogin::TooLong));
        assert!(Login::enrol(&"a".repeat(LONGEST)).is_ok());
        assert_eq!(Login::enrol(&"\u{fdfa}".repeat(LONGEST)), Err(BadLogin::TooLong));
    }
}
