//! What a terminal is known for by the names it goes by. Names lie; whoever can look says so in
//! kiosk.toml.

use super::{Colours, GlyphSet};

/// What is said of a terminal, beside what it is sent and sends.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal<'a> {
    /// `TERM`.
    pub term: &'a str,
    /// `COLORTERM`.
    pub color_term: &'a str,
    /// The locale whose letters it shows; empty when nothing is said. Then letters are taken to be
    /// UTF-8: a service or a container that sets no locale is no word about its terminal.
    pub locale: &'a str,
    /// `NO_COLOR` is set to something.
    pub no_color: bool,
}

/// Families of terminals that are served alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// Without colours, and nobody knows what letters: `dumb`, `vt100`, `vt220`.
    Typewriter,
    /// Eight colours and a letter set of its own: `ansi`.
    Early,
    /// The Linux console.
    Console,
    /// Colours like a program's, but Windows' fonts, which have little more symbols than a console's.
    Putty,
    /// One that shows what other terminals are sent. It may not pass all colours on.
    Screen,
    /// A program in a window.
    Program,
    /// Not heard of.
    Unknown,
}

const PROGRAMS: [&str; 19] = [
    "xterm",
    "tmux",
    "alacritty",
    "foot",
    "wezterm",
    "kitty",
    "ghostty",
    "konsole",
    "gnome",
    "vte",
    "st",
    "contour",
    "mintty",
    "iterm",
    "iterm2",
    "nsterm",
    "rio",
    "ms",
    "stterm",
];
const EARLY: [&str; 4] = ["ansi", "cons25", "pcansi", "scoansi"];

impl Terminal<'_> {
    pub fn glyphs(&self) -> GlyphSet {
        if is_other_than_utf8(self.locale) {
            return GlyphSet::Ascii;
        }
        match self.family() {
            Family::Typewriter | Family::Early => GlyphSet::Ascii,
            Family::Console | Family::Putty | Family::Unknown => GlyphSet::Vt,
            Family::Screen | Family::Program => GlyphSet::Unicode,
        }
    }

    /// `NO_COLOR` goes before everything that a terminal is known for.
    pub fn colours(&self) -> Colours {
        if self.no_color || self.term.ends_with("-m") || self.term.ends_with("-mono") {
            return Colours::Mono;
        }
        match self.family() {
            Family::Typewriter => Colours::Mono,
            Family::Early => Colours::Ansi8,
            Family::Console | Family::Screen => Colours::Ansi16,
            Family::Putty | Family::Program | Family::Unknown => self.of_a_program(),
        }
    }

    fn of_a_program(&self) -> Colours {
        let says_any = matches!(self.color_term, "truecolor" | "24bit") || self.term.ends_with("-direct");
        let has_few = self.term.ends_with("-color") || self.term.ends_with("-8color");
        match () {
            () if says_any => Colours::Rgb,
            () if has_few => Colours::Ansi8,
            () => Colours::Ansi16,
        }
    }

    fn family(&self) -> Family {
        let term = self.term;
        let stem = term.split(['-', '.']).next().unwrap_or(term);
        match stem {
            "" | "dumb" => Family::Typewriter,
            // Behind `vte` is a program.
            stem if stem.strip_prefix("vt").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) => {
                Family::Typewriter
            }
            stem if EARLY.contains(&stem) => Family::Early,
            "linux" => Family::Console,
            "screen" if term.starts_with("screen.linux") => Family::Console,
            "screen" => Family::Screen,
            "putty" => Family::Putty,
            stem if PROGRAMS.contains(&stem) => Family::Program,
            _ if term.starts_with("rxvt-unicode") => Family::Program,
            _ if term.ends_with("-256color") || term.ends_with("-direct") => Family::Program,
            _ => Family::Unknown,
        }
    }
}

fn is_other_than_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    !locale.is_empty() && !locale.contains("utf-8") && !locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(term: &str) -> Terminal<'_> {
        Terminal { term, ..Terminal::default() }
    }

    fn guess(terminal: Terminal<'_>) -> (GlyphSet, Colours) {
        (terminal.glyphs(), terminal.colours())
    }

    #[test]
    fn terminals_are_served_by_their_families() {
        let table = [
            (GlyphSet::Ascii, Colours::Mono, ["", "dumb", "vt100", "vt220", "vt220-8bit", "vt52", "dumb-m"].as_slice()),
            (GlyphSet::Ascii, Colours::Ansi8, &["ansi", "cons25", "pcansi", "ansi-generic"]),
            (
                GlyphSet::Vt,
                Colours::Ansi16,
                &["linux", "linux-16color", "linux-direct", "screen.linux", "putty-256color", "putty"],
            ),
            (GlyphSet::Vt, Colours::Mono, &["linux-m"]),
            (GlyphSet::Vt, Colours::Ansi16, &["wy60", "xtermite", "vt", "rxvt"]),
            (GlyphSet::Unicode, Colours::Ansi16, &["xterm", "xterm-256color", "xterm-kitty", "xterm-ghostty", "vte-256color"]),
            (GlyphSet::Unicode, Colours::Ansi16, &["tmux-256color", "screen", "screen.xterm-256color", "screen-256color"]),
            (GlyphSet::Unicode, Colours::Ansi16, &["alacritty", "foot", "st-256color", "rxvt-unicode-256color", "new-256color"]),
            (GlyphSet::Unicode, Colours::Ansi8, &["xterm-color", "xterm-8color"]),
            (GlyphSet::Unicode, Colours::Rgb, &["xterm-direct", "tmux-direct", "foot-direct", "new-direct"]),
            (GlyphSet::Unicode, Colours::Mono, &["xterm-mono", "xterm-m"]),
        ];
        for (glyphs, colours, terms) in table {
            for term in terms {
                assert_eq!(guess(terminal(term)), (glyphs, colours), "{term:?}");
            }
        }
    }

    #[test]
    fn colorterm_counts_where_its_word_can_be_kept() {
        for color_term in ["truecolor", "24bit"] {
            let colours = |term| Terminal { color_term, ..terminal(term) }.colours();
            for term in ["xterm-256color", "tmux-256color", "alacritty", "putty", "wy60"] {
                assert_eq!(colours(term), Colours::Rgb, "{term}");
            }
            // It is inherited from a terminal around them, or before them.
            for term in ["linux", "screen", "screen.xterm-256color"] {
                assert_eq!(colours(term), Colours::Ansi16, "{term}");
            }
            assert_eq!(colours("vt220"), Colours::Mono);
            assert_eq!(colours("xterm-mono"), Colours::Mono);
        }
        assert_eq!(Terminal { color_term: "yes", ..terminal("xterm") }.colours(), Colours::Ansi16);
    }

    #[test]
    fn no_color_takes_the_colours_and_leaves_the_symbols() {
        for term in ["linux", "xterm-256color", "xterm-direct", "ansi"] {
            let without = Terminal { no_color: true, color_term: "truecolor", ..terminal(term) };
            assert_eq!(guess(without), (terminal(term).glyphs(), Colours::Mono), "{term}");
        }
    }

    #[test]
    fn a_locale_of_another_letter_set_has_seven_bits() {
        let glyphs = |locale| Terminal { locale, ..terminal("xterm-256color") }.glyphs();
        for locale in ["C", "POSIX", "nl_NL", "nl_NL@euro", "en_US.ISO-8859-1"] {
            assert_eq!(glyphs(locale), GlyphSet::Ascii, "{locale}");
        }
        for locale in ["", "C.UTF-8", "nl_NL.utf8", "en_US.UTF-8"] {
            assert_eq!(glyphs(locale), GlyphSet::Unicode, "{locale}");
        }
    }
}
