//! How a session speaks to its visitor: which of the two drawings, and what the line takes.

use crate::render::screen::Surface;

/// How a session begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    pub drawing: Drawing,
    pub medium: Medium,
    /// Whether a tone may sound.
    pub tone: bool,
}

/// The two drawings of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    FullScreen,
    /// Plain text that is only ever added to.
    Linear,
}

/// What is at the other end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A terminal that can be drawn on.
    Screen,
    /// A terminal that prints one line after another and can be steered in no way: `TERM=dumb`.
    Typewriter,
    /// A pipe or a file: it has no echo, no width and no tone, and waits as long as it must.
    Pipe,
    /// A pipe with somebody's own terminal at its other end, which shows them whatever they type: `ssh -T`.
    Echoing,
}

impl Manner {
    /// The full screen of a terminal that can be drawn on.
    pub const FULL_SCREEN: Self = Self { drawing: Drawing::FullScreen, medium: Medium::Screen, tone: true };

    /// The full screen where it was not asked to be plain text and there can be one.
    #[must_use]
    pub fn choose(wanted: bool, medium: Medium, tone: bool) -> Self {
        let drawing = if wanted || medium != Medium::Screen { Drawing::Linear } else { Drawing::FullScreen };
        Self { drawing, medium, tone: tone && medium.is_terminal() }
    }
}

impl Drawing {
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::FullScreen => Self::Linear,
            Self::Linear => Self::FullScreen,
        }
    }

    /// What it makes of a terminal's window.
    #[must_use]
    pub const fn surface(self) -> Surface {
        match self {
            Self::FullScreen => Surface::Drawn,
            Self::Linear => Surface::Written,
        }
    }
}

impl Medium {
    /// Whether it shows what we send and nothing else, and has a window.
    pub const fn is_terminal(self) -> bool {
        match self {
            Self::Screen | Self::Typewriter => true,
            Self::Pipe | Self::Echoing => false,
        }
    }

    /// Where a line ends: a terminal in raw mode has to be told to go back to its beginning.
    pub const fn line_end(self) -> &'static str {
        match self {
            Self::Screen | Self::Typewriter => "\r\n",
            Self::Pipe | Self::Echoing => "\n",
        }
    }
}
