//! How things look: which symbols a screen has, and which colours. Chosen per session, from values:
//! nothing here reads the environment.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

/// Symbols and colours of one session.
#[derive(Clone, Debug)]
pub struct Look {
    pub glyphs: Glyphs,
    pub colours: Colours,
}

/// The symbols that are drawn beside letters.
#[derive(Clone, Debug)]
pub struct Glyphs {
    /// Stands before what has the focus.
    pub marker: &'static str,
    /// Stands for a character of a hidden password.
    pub mask: &'static str,
    /// Leads a notice that has no word of its own.
    pub bullet: &'static str,
    pub bar_full: &'static str,
    pub bar_empty: &'static str,
    pub frame: border::Set<'static>,
}

impl Glyphs {
    /// What both a Linux console with Debian's fonts and every terminal program can show: Latin
    /// letters, light lines, and the few blocks and bullets that all those fonts share.
    pub const VT: Self =
        Self { marker: ">", mask: "*", bullet: "\u{2022}", bar_full: "\u{2588}", bar_empty: "\u{2591}", frame: border::PLAIN };
}

/// The colours that a terminal is trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The sixteen that even a console has, on black.
    Ansi16,
    /// None at all: bold and reverse only.
    Mono,
}

impl Colours {
    /// The name in kiosk.toml.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ansi16 => "ansi16",
            Self::Mono => "mono",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Ansi16, Self::Mono].into_iter().find(|colours| colours.name() == name)
    }
}

/// What a piece of a drawing is for; the style follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Plain,
    /// Titles, labels, what is looked for first.
    Strong,
    /// The one colour that stands out: numbers, keys, bars.
    Accent,
    Error,
    Good,
    /// What has the focus.
    Focus,
}

impl Role {
    pub const ALL: [Self; 6] = [Self::Plain, Self::Strong, Self::Accent, Self::Error, Self::Good, Self::Focus];
}

impl Look {
    /// The wish of kiosk.toml goes before `NO_COLOR`, and that before what `TERM` is known for.
    pub fn choose(wish: Option<Colours>, no_color: bool, term: &str) -> Self {
        let guess = if no_color || has_no_colours(term) { Colours::Mono } else { Colours::Ansi16 };
        Self { glyphs: Glyphs::VT, colours: wish.unwrap_or(guess) }
    }

    pub fn style(&self, role: Role) -> Style {
        match self.colours {
            Colours::Ansi16 => ansi16(role),
            Colours::Mono => mono(role),
        }
    }
}

fn has_no_colours(term: &str) -> bool {
    term.is_empty() || term == "dumb" || term.starts_with("vt") || term.ends_with("-m") || term.ends_with("-mono")
}

/// The background is painted too, or nobody could promise a contrast.
const fn ansi16(role: Role) -> Style {
    let colour = match role {
        Role::Plain => Color::Gray,
        Role::Strong => Color::White,
        Role::Accent | Role::Focus => Color::Cyan,
        Role::Error => Color::LightRed,
        Role::Good => Color::LightGreen,
    };
    let style = Style::new().fg(colour).bg(Color::Black);
    match role {
        Role::Focus => style.add_modifier(Modifier::REVERSED),
        Role::Plain | Role::Strong | Role::Accent | Role::Error | Role::Good => style,
    }
}

const fn mono(role: Role) -> Style {
    match role {
        Role::Plain | Role::Accent => Style::new(),
        Role::Strong | Role::Error | Role::Good => Style::new().add_modifier(Modifier::BOLD),
        Role::Focus => Style::new().add_modifier(Modifier::REVERSED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue of the VGA palette, which is what a console shows.
    fn vga(colour: Color) -> [u8; 3] {
        match colour {
            Color::Black => [0, 0, 0],
            Color::Cyan => [0, 170, 170],
            Color::Gray => [170, 170, 170],
            Color::White => [255, 255, 255],
            Color::LightRed => [255, 85, 85],
            Color::LightGreen => [85, 255, 85],
            other => panic!("{other} is no colour of ours"),
        }
    }

    /// WCAG 2.2, relative luminance.
    fn luminance(colour: Color) -> f64 {
        let [red, green, blue] = vga(colour).map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(style: Style) -> f64 {
        let (one, other) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn everything_stands_out_from_its_background() {
        let look = Look::choose(Some(Colours::Ansi16), false, "linux");
        for role in Role::ALL {
            let contrast = contrast(look.style(role));
            assert!(contrast >= 4.5, "{role:?}: {contrast:.1}");
        }
    }

    #[test]
    fn without_colours_the_focus_is_still_reversed() {
        let look = Look::choose(None, true, "xterm-256color");
        for role in Role::ALL {
            let style = look.style(role);
            assert_eq!((style.fg, style.bg), (None, None));
            assert_eq!(style.add_modifier.contains(Modifier::REVERSED), role == Role::Focus);
        }
    }

    #[test]
    fn a_wish_goes_before_no_color_and_that_before_the_terminal() {
        assert_eq!(Look::choose(None, false, "linux").colours, Colours::Ansi16);
        assert_eq!(Look::choose(None, false, "xterm-kitty").colours, Colours::Ansi16);
        assert_eq!(Look::choose(None, true, "linux").colours, Colours::Mono);
        assert_eq!(Look::choose(Some(Colours::Ansi16), true, "vt220").colours, Colours::Ansi16);
        for term in ["vt100", "vt220", "dumb", "xterm-mono", "linux-m", ""] {
            assert_eq!(Look::choose(None, false, term).colours, Colours::Mono, "{term}");
        }
        assert_eq!(Colours::from_name("mono"), Some(Colours::Mono));
        assert_eq!(Colours::from_name("pink"), None);
    }
}
