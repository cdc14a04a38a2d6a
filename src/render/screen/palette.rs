//! The numbers by which a terminal is told a colour, in the forms that it knows.

use ratatui::style::Color;

use crate::render::look::Colours;

/// What is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Letters.
    Front,
    /// What is behind them.
    Back,
}

/// The number of a classic colour; 9 is the terminal's own.
const OWN: u8 = 9;
/// From a colour to its bright sister.
const BRIGHT: u8 = 60;

/// The parameter that turns `colour` on; nothing where there are no colours. A colour beyond what is
/// known becomes its nearest known sister, or the terminal's own.
pub fn code(colour: Color, side: Side, known: Colours) -> Option<String> {
    let base = match side {
        Side::Front => 30,
        Side::Back => 40,
    };
    match (known, colour) {
        (Colours::Mono, _) => None,
        (Colours::Rgb, Color::Rgb(red, green, blue)) => Some(format!("{};2;{red};{green};{blue}", base + 8)),
        (Colours::Ansi8, colour) => Some((base + classic(colour) % BRIGHT).to_string()),
        (Colours::Ansi16 | Colours::Rgb, colour) => Some((base + classic(colour)).to_string()),
    }
}

const fn classic(colour: Color) -> u8 {
    match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => BRIGHT,
        Color::LightRed => BRIGHT + 1,
        Color::LightGreen => BRIGHT + 2,
        Color::LightYellow => BRIGHT + 3,
        Color::LightBlue => BRIGHT + 4,
        Color::LightMagenta => BRIGHT + 5,
        Color::LightCyan => BRIGHT + 6,
        Color::White => BRIGHT + 7,
        // Also what stands for colours that no look of ours has.
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => OWN,
    }
}
