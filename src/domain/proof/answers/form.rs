//! The form in which answers are compared: what people do not mean when they type does not count. Each
//! answer keeps the number of its form, so that a later one does not lock out who answered before.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::domain::secret::Secret;
use crate::domain::visible::is_steering;

/// NFKC of one code point has at most 18, folding makes at most 3 of one, each of at most 4 bytes.
const GROWTH: usize = 18 * 4;

/// A way of normalising. Never changed once answers are kept in it: a change is a new variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// NFKC, full case folding, NFKC, no invisible characters, blanks as one and none at the ends.
    V1,
    /// The same without `.`, `,`, `'`, `’` and `-`.
    V1Unpunctuated,
}

impl Form {
    /// The form of new answers.
    pub const fn current(ignore_punctuation: bool) -> Self {
        if ignore_punctuation { Self::V1Unpunctuated } else { Self::V1 }
    }

    /// The number in the store.
    pub const fn number(self) -> i64 {
        match self {
            Self::V1 => 1,
            Self::V1Unpunctuated => 2,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        [Self::V1, Self::V1Unpunctuated].into_iter().find(|form| form.number() == number)
    }

    const fn keeps(self, c: char) -> bool {
        match self {
            Self::V1 => true,
            Self::V1Unpunctuated => !matches!(c, '.' | ',' | '\'' | '\u{2019}' | '-'),
        }
    }
}

/// `text` in `form`. No invisible character counts, joiners included: a visitor's field takes none, so
/// an answer that needed one could never be given.
pub fn normal(text: &str, form: Form) -> Secret {
    let visible = text.nfkc().filter(|c| c.is_whitespace() || !is_invisible(*c));
    let folded = visible.default_case_fold().nfkc().filter(|c| form.keeps(*c));
    // Room for all of it at once, so that no copy is left behind by a grown buffer.
    let mut normal = Zeroizing::new(String::with_capacity(text.len().saturating_mul(GROWTH)));
    for c in folded {
        match c.is_whitespace() {
            true if normal.is_empty() || normal.ends_with(' ') => {}
            true => normal.push(' '),
            false => normal.push(c),
        }
    }
    let end = normal.trim_end().len();
    normal.truncate(end);
    Secret::new(std::mem::take(&mut *normal))
}

/// What steers, and what is drawn as nothing: the grapheme joiner, Hangul fillers, Khmer inherent vowels.
fn is_invisible(c: char) -> bool {
    is_steering(c) || matches!(c, '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(text: &str) -> String {
        normal(text, Form::V1).expose().to_owned()
    }

    /// What is typed, and what it becomes: these never change while answers of version 1 are kept.
    const VECTORS: [(&str, &str, &str); 35] = [
        ("latin", "  Ghent \t\u{a0} City ", "ghent city"),
        ("latin, combining", "Zoe\u{308} A\u{30a}ngstro\u{308}m", "zoë ångström"),
        ("latin, composed", "ZOË ÅNGSTRÖM", "zoë ångström"),
        ("latin, marks in another order", "a\u{301}\u{323}", "ạ\u{301}"),
        ("latin, sharp s", "Straße", "strasse"),
        ("latin, capital sharp s", "STRAẞE", "strasse"),
        ("latin, ligatures", "ﬁn de sièﬄe", "fin de sièffle"),
        ("latin, soft hyphen", "Rot\u{ad}ter\u{ad}dam", "rotterdam"),
        ("turkish, dotted capital", "İstanbul", "i\u{307}stanbul"),
        ("turkish, dot typed by itself", "I\u{307}STANBUL", "i\u{307}stanbul"),
        ("turkish, dotless", "ISPARTA", "isparta"),
        ("turkish, dotless is another letter", "ısparta", "ısparta"),
        ("full-width", "Ｇｈｅｎｔ　１２", "ghent 12"),
        ("hangul, syllables", "서울", "서울"),
        ("hangul, jamo", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}", "서울"),
        ("hangul, filler", "서\u{3164}울", "서울"),
        ("arabic, presentation forms", "\u{fefb}\u{fee9}", "لاه"),
        ("arabic, right-to-left marks", "\u{200f}القاهرة\u{200f}\u{061c}", "القاهرة"),
        ("arabic, embedded", "\u{202b}دبي\u{202c}", "دبي"),
        ("persian, non-joiner", "نی\u{200c}نی", "نینی"),
        ("devanagari", "दिल्ली", "दिल्ली"),
        ("devanagari, nukta apart", "\u{0915}\u{093c}", "\u{0915}\u{093c}"),
        ("devanagari, nukta composed", "\u{0958}", "\u{0915}\u{093c}"),
        ("devanagari, joiner", "क्\u{200d}ष", "क्ष"),
        ("greek, final sigma", "Οδυσσεύς", "οδυσσεύσ"),
        ("greek, capitals", "ΟΔΥΣΣΕΎΣ", "οδυσσεύσ"),
        ("cyrillic", "Чайко\u{0301}вский", "чайко\u{0301}вский"),
        ("cyrillic, short i apart", "ЧАИ\u{306}КА", "чайка"),
        ("hebrew, presentation form", "\u{fb2a}\u{5dc}\u{5d5}\u{5dd}", "\u{5e9}\u{5c1}לום"),
        ("hebrew, left-to-right mark", "\u{5e9}\u{5c1}\u{200e}לום", "\u{5e9}\u{5c1}לום"),
        ("han, compatibility ideograph", "\u{f9dc}", "隆"),
        ("han, ideographic blank", "北京\u{3000}市", "北京 市"),
        ("thai, sara am", "น\u{0e33}", "น\u{0e4d}\u{0e32}"),
        ("armenian, ligature", "Եր\u{0587}ան", "երեւան"),
        ("georgian, capitals", "ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
    ];

    #[test]
    fn each_script_has_its_form() {
        for (what, typed, becomes) in VECTORS {
            assert_eq!(form(typed), becomes, "{what}");
            assert_eq!(form(becomes), becomes, "{what}, once more");
        }
    }

    #[test]
    fn different_answers_stay_different() {
        for (one, other) in [("zoë", "zoe"), ("isparta", "ısparta"), ("сосо", "coco"), ("ab", "a b"), ("o'brien", "obrien")]
        {
            assert_ne!(form(one), form(other));
        }
    }

    #[test]
    fn punctuation_counts_unless_the_policy_says_otherwise() {
        let loose = |text: &str| normal(text, Form::V1Unpunctuated).expose().to_owned();
        assert_eq!(form("St. John's - Wood"), "st. john's - wood");
        assert_eq!(loose("St. John’s - Wood,"), "st johns wood");
        assert_eq!(loose("Jean－Paul．"), "jeanpaul", "full-width signs are signs");
        assert_eq!(loose("what? (that)"), "what? (that)", "no other sign is dropped");
    }

    #[test]
    fn a_form_is_known_by_its_number() {
        for form in [Form::V1, Form::V1Unpunctuated] {
            assert_eq!(Form::from_number(form.number()), Some(form));
        }
        assert_eq!(Form::from_number(0), None);
    }

    proptest! {
        #[test]
        fn blanks_and_marks_around_it_never_matter(text in "\\PC{0,12}") {
            prop_assert_eq!(form(&format!(" \u{200f}{text}\u{200e}\u{a0}")), form(&text));
        }

        #[test]
        fn no_buffer_grows(text in any::<String>()) {
            prop_assert!(normal(&text, Form::V1).expose().len() <= text.len() * GROWTH);
        }
    }
}
