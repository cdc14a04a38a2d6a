//! The four classes of characters that Microsoft's classic rules count: capitals, small letters, digits,
//! and all the rest.

use unicode_normalization::char::is_combining_mark;

/// How many classes there are.
pub const CLASSES: usize = 4;

/// The class of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Upper,
    Lower,
    Digit,
    Special,
}

/// How many classes the characters of `text` belong to.
pub fn count_classes(text: &str) -> usize {
    [Class::Upper, Class::Lower, Class::Digit, Class::Special]
        .into_iter()
        .filter(|class| text.chars().filter_map(class_of).any(|found| found == *class))
        .count()
}

/// The class of `c`. Microsoft's cloud takes ASCII only, where a symbol is whatever is neither a letter nor
/// a digit, a blank too. We take all of Unicode, in the same way: capitals, small letters and numbers of any
/// script are what they are, and what is none of these is special. So are letters without case, such as
/// Arabic or Chinese ones: Active Directory gives them a class of their own beside the symbols, but counts
/// three of five then, and with four classes they can only be the rest. An accent that is written as a
/// character of its own belongs to its letter: a password has the classes that it is seen to have.
fn class_of(c: char) -> Option<Class> {
    match c {
        c if is_combining_mark(c) => None,
        c if c.is_uppercase() => Some(Class::Upper),
        c if c.is_lowercase() => Some(Class::Lower),
        c if c.is_numeric() => Some(Class::Digit),
        _ => Some(Class::Special),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_counts_once_however_often_it_comes() {
        for (text, classes) in [
            ("", 0),
            ("password", 1),
            ("PASSWORD", 1),
            ("12345678", 1),
            ("????????", 1),
            ("Password", 2),
            ("password1", 2),
            ("Passw0rd", 3),
            ("pass w0rd", 3),
            ("P@ssw0rd", 4),
        ] {
            assert_eq!(count_classes(text), classes, "{text}");
        }
    }

    #[test]
    fn every_sign_of_microsoft_s_own_set_is_special_and_a_blank_too() {
        for c in "@#$%^&*-_!+=[]{}|\\:',.?/~\"();<>` €".chars() {
            assert_eq!(class_of(c), Some(Class::Special), "{c:?}");
        }
    }

    #[test]
    fn letters_and_digits_of_any_script_are_what_they_are() {
        // With a question mark each: what is taken for a sign counts no class of its own.
        for (text, classes) in
            [("éÉ?", 3), ("дД?", 3), ("ß?", 2), ("ΣςΣ?", 3), ("٣३?", 2), ("½?", 2), ("密码?", 1), ("كلمة?", 1), ("密a?", 2)]
        {
            assert_eq!(count_classes(text), classes, "{text}");
        }
    }

    #[test]
    fn an_accent_is_no_sign_however_it_is_written() {
        assert_eq!(count_classes("caf\u{e9}"), count_classes("cafe\u{301}"));
        assert_eq!(count_classes("\u{301}"), 0);
    }
}
