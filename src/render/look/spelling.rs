//! Letters for a screen that has seven bits only: a name must still be readable there. Accents go,
//! ligatures and the letters of neighbouring languages become the nearest of the alphabet, signs their
//! likeness; what has none is a question mark. It knows nothing of languages.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// What stands for something that seven bits have nothing like.
pub const UNKNOWN: &str = "?";

/// `text` to be read.
pub fn words(text: String) -> String {
    if text.is_ascii() { text } else { text.graphemes(true).map(spelled).collect() }
}

/// `text` with one letter for each grapheme.
pub fn evenly(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let first = |grapheme| spelled(grapheme).chars().next().unwrap_or(' ');
    Cow::Owned(text.graphemes(true).map(first).collect())
}

fn spelled(grapheme: &str) -> String {
    let mut spelled = String::new();
    for c in grapheme.chars() {
        spell(c, &mut spelled);
    }
    if spelled.is_empty() { UNKNOWN.to_owned() } else { spelled }
}

/// What a letter comes apart into may have a likeness where itself has none: Ǿ is Ø with an accent.
fn spell(c: char, spelled: &mut String) {
    if let Some(likeness) = likeness(c) {
        spelled.push_str(likeness);
        return;
    }
    for part in std::iter::once(c).nfkd() {
        match part {
            part if part.is_ascii() => spelled.push(part),
            part => spelled.push_str(likeness(part).unwrap_or_default()),
        }
    }
}

/// Letters and signs that do not come apart into ones of seven bits.
const fn likeness(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' => "AE",
        'æ' => "ae",
        'Œ' => "OE",
        'œ' => "oe",
        'ß' => "ss",
        'ẞ' => "SS",
        'Ø' => "O",
        'ø' | '°' => "o",
        'Ł' => "L",
        'ł' => "l",
        'Đ' | 'Ð' => "D",
        'đ' | 'ð' => "d",
        'Þ' => "Th",
        'þ' => "th",
        'Ħ' => "H",
        'ħ' => "h",
        'ı' => "i",
        'Ŧ' => "T",
        'ŧ' => "t",
        'Ŋ' => "N",
        'ŋ' => "n",
        'Ə' => "E",
        'ə' => "e",
        'ĸ' => "k",
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʹ' | 'ʼ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‹' => "<",
        '›' => ">",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '•' | '·' | '∙' | '‧' => "*",
        '×' => "x",
        '÷' => ":",
        '€' => "EUR",
        '£' => "GBP",
        '¥' => "JPY",
        '©' => "(c)",
        '®' => "(R)",
        '§' => "par.",
        '¿' => "?",
        '¡' => "!",
        '⁄' => "/",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> String {
        words(text.to_owned())
    }

    #[test]
    fn names_stay_readable() {
        for (name, readable) in [
            ("Zoë van 't Veld", "Zoe van 't Veld"),
            ("Łukasz Wójcik", "Lukasz Wojcik"),
            ("Søren Ærø", "Soren AEro"),
            ("Jürgen Weiß", "Jurgen Weiss"),
            ("Đặng Thị Hường", "Dang Thi Huong"),
            ("Þórður Ingi", "Thordur Ingi"),
            ("Şükrü Yıldız", "Sukru Yildiz"),
            ("Siân O’Neill", "Sian O'Neill"),
            ("Ĳsbrand", "IJsbrand"),
            ("Zoe\u{308}", "Zoe"),
            ("Ǿre", "Ore"),
        ] {
            assert_eq!(spelled(name), readable);
        }
    }

    #[test]
    fn signs_become_their_likeness_and_the_rest_a_question_mark() {
        assert_eq!(spelled("“nog één keer” – €5…"), "\"nog een keer\" - EUR5...");
        assert_eq!(spelled("½ ² ﬁ ™"), "1/2 2 fi TM");
        assert_eq!(spelled("漢字 Иван 👩‍🚀"), "?? ???? ?");
    }

    #[test]
    fn a_cursor_in_evenly_spelled_text_stays_true() {
        let text = "Weißé\u{301} 漢👩‍🚀z";
        let even = evenly(text);
        assert_eq!(even, "Weise ??z");
        assert_eq!(even.len(), text.graphemes(true).count());
        assert!(matches!(evenly("plain"), Cow::Borrowed("plain")));
    }
}
