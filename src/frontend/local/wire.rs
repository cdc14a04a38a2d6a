//! What a visitor on this machine sits at: a terminal, or whoever feeds standard input.

use super::pipe::Pipe;
use super::tty::{Tty, TtyError};
use crate::session::Line;
use crate::session::manner::Medium;

/// The terminal or the pipe, until it is closed or dropped.
pub enum Wire {
    Tty(Tty),
    Pipe(Pipe),
}

impl Wire {
    /// Called within a tokio runtime.
    pub fn open(medium: Medium) -> Result<(Self, Line), TtyError> {
        match medium {
            Medium::Screen | Medium::Typewriter => Tty::open().map(|(tty, line)| (Self::Tty(tty), line)),
            Medium::Pipe | Medium::Echoing => {
                Pipe::open().map(|(pipe, line)| (Self::Pipe(pipe), line)).map_err(TtyError::Unsettable)
            }
        }
    }

    /// The same for what plays by itself: only at a terminal is there somebody who can take it over.
    pub fn open_to_show(medium: Medium) -> Result<(Self, Line), TtyError> {
        match medium {
            Medium::Screen | Medium::Typewriter => Self::open(medium),
            Medium::Pipe | Medium::Echoing => {
                Pipe::open_to_show().map(|(pipe, line)| (Self::Pipe(pipe), line)).map_err(TtyError::Unsettable)
            }
        }
    }

    /// Sends what is still waiting, and gives it back. The `Line` is dropped before.
    pub async fn close(self) {
        match self {
            Self::Tty(tty) => tty.close().await,
            Self::Pipe(pipe) => pipe.close().await,
        }
    }
}
