//! Text broken into lines of a width, counted in cells as a terminal shows them.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The cells that `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` in lines of at most `width` cells, broken between words; a word that is longer is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for piece in pieces(word, width.max(1)) {
            let Some(last) = lines.last_mut() else { break };
            if last.is_empty() {
                last.push_str(piece);
            } else if last.width() + 1 + piece.width() <= width {
                last.push(' ');
                last.push_str(piece);
            } else {
                lines.push(piece.to_owned());
            }
        }
    }
    lines
}

/// `word` cut into pieces of at most `width` cells.
fn pieces(word: &str, width: usize) -> Vec<&str> {
    let (mut pieces, mut from, mut taken) = (Vec::new(), 0, 0);
    for (at, grapheme) in word.grapheme_indices(true) {
        if taken + grapheme.width() > width && at > from {
            pieces.extend(word.get(from..at));
            (from, taken) = (at, 0);
        }
        taken += grapheme.width();
    }
    pieces.extend(word.get(from..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one two three", 13), ["one two three"]);
        assert_eq!(wrap("", 5), [""]);
    }

    #[test]
    fn a_long_word_is_cut_and_wide_letters_count_double() {
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(wrap("漢", 1), ["漢"]);
    }
}
