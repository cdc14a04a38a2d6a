//! The colours that a terminal is trusted with, and the style of each role in them.
//!
//! The background is painted wherever there are colours, on light terminals too: nobody could
//! promise a contrast to a background they do not know.

use ratatui::style::{Color, Modifier, Style};

/// A set of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None at all: bold and reverse only.
    Mono,
    /// The first eight. There are no bright ones, and bold may show nothing.
    Ansi8,
    /// The sixteen that even a console has.
    Ansi16,
    /// Any.
    Rgb,
}

/// What a piece of a drawing is for; the style follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Plain,
    /// Titles, labels, what is looked for first.
    Strong,
    /// What may stay behind: frames, hints, where one is on the way.
    Quiet,
    /// What stands out: numbers, keys, bars.
    Accent,
    /// Whose kiosk it is.
    House,
    /// What points at the focus from beside it.
    Marker,
    Error,
    Good,
    /// A field's edges, and a button that does not have the focus.
    Surface,
    /// A key's name on a button.
    SurfaceKey,
    /// What stands in a field that does not have the focus.
    Input,
    /// What has the focus.
    Focus,
}

/// All that a style may have beside colours.
const ATTRIBUTES: Modifier = Modifier::BOLD.union(Modifier::REVERSED);

impl Colours {
    #[cfg(test)]
    pub const ALL: [Self; 4] = [Self::Mono, Self::Ansi8, Self::Ansi16, Self::Rgb];

    /// What has the focus is the one thing in reverse, whatever the colours.
    pub fn style(self, role: Role) -> Style {
        let style = match self {
            Self::Mono => Style::new(),
            Self::Ansi8 => painted(ansi8(role)),
            Self::Ansi16 => painted(ansi16(role)),
            Self::Rgb => painted(rgb(role)),
        };
        let attributes = if role == Role::Focus {
            Modifier::REVERSED
        } else if self.bold().contains(&role) {
            Modifier::BOLD
        } else {
            Modifier::empty()
        };
        // What lies over something else must not take its boldness on.
        style.remove_modifier(ATTRIBUTES).add_modifier(attributes)
    }

    /// Bold makes some consoles change the colour, so where there are sixteen it is done without.
    const fn bold(self) -> &'static [Role] {
        match self {
            Self::Mono => &[Role::Strong, Role::Error, Role::Good, Role::Input],
            Self::Ansi8 => &[Role::Strong, Role::Input],
            Self::Ansi16 => &[],
            Self::Rgb => &[Role::Strong, Role::House, Role::Marker, Role::Error, Role::Good],
        }
    }
}

#[cfg(test)]
impl Role {
    pub const ALL: [Self; 12] = [
        Self::Plain,
        Self::Strong,
        Self::Quiet,
        Self::Accent,
        Self::House,
        Self::Marker,
        Self::Error,
        Self::Good,
        Self::Surface,
        Self::SurfaceKey,
        Self::Input,
        Self::Focus,
    ];
}

/// A colour of letters and one of what is behind them.
type Pair = (Color, Color);

const fn painted((letters, behind): Pair) -> Style {
    Style::new().fg(letters).bg(behind)
}

/// Red on black has a contrast of 2.7 in the palette of a console: an error is told by a blue strip.
const fn ansi8(role: Role) -> Pair {
    match role {
        Role::Plain | Role::Strong | Role::Quiet | Role::Surface | Role::Input => (Color::Gray, Color::Black),
        Role::Accent | Role::House | Role::Marker | Role::SurfaceKey | Role::Focus => (Color::Cyan, Color::Black),
        Role::Error => (Color::Gray, Color::Blue),
        Role::Good => (Color::Green, Color::Black),
    }
}

const fn ansi16(role: Role) -> Pair {
    match role {
        Role::Plain | Role::Quiet | Role::Surface => (Color::Gray, Color::Black),
        Role::Strong | Role::Input => (Color::White, Color::Black),
        Role::Accent | Role::House | Role::Marker | Role::SurfaceKey | Role::Focus => (Color::Cyan, Color::Black),
        Role::Error => (Color::LightRed, Color::Black),
        Role::Good => (Color::LightGreen, Color::Black),
    }
}

const NIGHT: Color = Color::Rgb(0x17, 0x16, 0x1f);
/// What fields and buttons are made of.
const SLATE: Color = Color::Rgb(0x2b, 0x29, 0x40);
const INDIGO: Color = Color::Rgb(0x5a, 0x56, 0xe0);
const CREAM: Color = Color::Rgb(0xff, 0xfd, 0xf5);
const SILVER: Color = Color::Rgb(0xd6, 0xd3, 0xe6);
const HAZE: Color = Color::Rgb(0x9a, 0x95, 0xb8);
const IRIS: Color = Color::Rgb(0xa8, 0xa2, 0xff);
const PINK: Color = Color::Rgb(0xf7, 0x80, 0xe2);
const CORAL: Color = Color::Rgb(0xff, 0x7a, 0x90);
const MINT: Color = Color::Rgb(0x3d, 0xdc, 0x97);

const fn rgb(role: Role) -> Pair {
    match role {
        Role::Plain => (SILVER, NIGHT),
        Role::Strong => (CREAM, NIGHT),
        Role::Quiet => (HAZE, NIGHT),
        Role::Accent | Role::Focus => (IRIS, NIGHT),
        Role::House => (CREAM, INDIGO),
        Role::Marker => (PINK, NIGHT),
        Role::Error => (CORAL, NIGHT),
        Role::Good => (MINT, NIGHT),
        Role::Surface => (SILVER, SLATE),
        Role::SurfaceKey => (IRIS, SLATE),
        Role::Input => (CREAM, SLATE),
    }
}
