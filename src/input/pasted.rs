//! What a paste with several lines comes to in one line: nothing of it submits, and no two words become one.

use zeroize::Zeroizing;

use crate::domain::visible::is_steering;

/// What becomes of the line breaks in a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// The first line is what was meant: a name, an address, a code.
    End,
    /// Words go on in the next line.
    Blank,
    /// Every sign counts, and nobody sees them: what cannot be typed is left out.
    Gone,
}

/// Whether `c` separates what was pasted.
pub fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\t')
}

/// `pasted` in one line, without anything that steers. It may be a secret, so no copy of it is left behind.
pub fn in_one_line(pasted: &str, breaks: Breaks) -> Zeroizing<String> {
    let mut line = Zeroizing::new(String::with_capacity(pasted.len()));
    let mut write = |text: &str| line.extend(text.chars().filter(|c| !is_steering(*c)));
    match breaks {
        Breaks::End => join(first_line(pasted).split('\t'), &mut write),
        Breaks::Blank if pasted.contains(is_break) => {
            join(pasted.split(is_break).map(str::trim).filter(|piece| !piece.is_empty()), &mut write);
        }
        Breaks::Blank | Breaks::Gone => write(pasted),
    }
    line
}

/// Writes `pieces` with a blank between two of them.
fn join<'p>(pieces: impl Iterator<Item = &'p str>, write: &mut impl FnMut(&str)) {
    for (place, piece) in pieces.enumerate() {
        if place > 0 {
            write(" ");
        }
        write(piece);
    }
}

/// The first line that holds anything.
fn first_line(pasted: &str) -> &str {
    let line = pasted.split(['\r', '\n']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.trim_matches('\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_words_become_one() {
        for (pasted, end, blank, gone) in [
            ("anna\nbram", "anna", "anna bram", "annabram"),
            ("een\r\n\r\ntwee\r\n", "een", "een twee", "eentwee"),
            ("\n123 456\n", "123 456", "123 456", "123 456"),
            ("a\tb", "a b", "a b", "ab"),
            (" as it is ", " as it is ", " as it is ", " as it is "),
            ("\u{1b}[2J\u{202e}x", "[2Jx", "[2Jx", "[2Jx"),
            ("\n", "", "", ""),
        ] {
            let cleaned = [Breaks::End, Breaks::Blank, Breaks::Gone].map(|breaks| in_one_line(pasted, breaks));
            assert_eq!(cleaned.each_ref().map(|text| text.as_str()), [end, blank, gone], "{pasted:?}");
        }
    }
}
