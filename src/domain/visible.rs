//! Text from outside, made safe to show: no control characters, no bidirectional overrides, nothing
//! invisible that could make one text look like another.

/// `text` without what could steer a terminal, a log or a reader's eye; at most `limit` code points.
pub fn visible(text: &str, limit: usize) -> String {
    text.chars().map(|c| if c == '\t' || c == '\n' { ' ' } else { c }).filter(|c| !is_steering(*c)).take(limit).collect()
}

/// Whether `c` steers rather than shows: C0, C1, DEL, bidi marks and embeddings, zero-width
/// characters, variation selectors, line separators, tags and the byte-order mark.
pub fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether nothing is seen of `c`, so that a text with it looks like one without: what steers, whatever else
/// Unicode may leave out of sight (`Default_Ignorable_Code_Point`: joiners, fillers, Mongolian, shorthand and
/// musical marks), and the Braille cell without a dot.
pub fn draws_nothing(c: char) -> bool {
    is_steering(c)
        || matches!(c,
            '\u{034f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2800}'
            | '\u{3164}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_overrides_do_not_survive() {
        assert_eq!(visible("a\u{1b}[2Jb\u{9b}c\u{202e}d\r\u{7f}", 99), "a[2Jbcd");
    }

    #[test]
    fn names_with_accents_do() {
        assert_eq!(visible("Zoë Ångström\tvan 't Veld", 99), "Zoë Ångström van 't Veld");
        assert_eq!(visible("abcdef", 3), "abc");
    }
}
