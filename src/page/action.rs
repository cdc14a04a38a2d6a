//! What can be done on a page beside filling it in, with the key that does it and its label.

use crate::input::Key;

/// What can be done on a page beside filling it in. The row that is drawn, the hints beside it and
/// the handler of keys all read this one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Next,
    /// Sends the new password.
    Finish,
    Resend,
    /// Another riddle of the same kind.
    Another,
    /// A riddle that can be read aloud.
    AskQuestion,
    ShowPicture,
    /// One step back, where that step offers other methods.
    AnotherWay,
    TryAgain,
    KeepGoing,
    YesStop,
    StartOver,
    Reveal,
    Back,
    Language,
    People,
    Inbox,
    Stop,
    /// The page as plain text, or as a full screen again.
    Linear,
}

impl Action {
    /// The key that does it from anywhere on the page, beside Tab and Enter.
    pub const fn key(self) -> Option<Key> {
        match self {
            Self::Back | Self::AnotherWay | Self::KeepGoing => Some(Key::Esc),
            Self::Language => Some(Key::F(2)),
            Self::People => Some(Key::F(4)),
            Self::Inbox => Some(Key::F(5)),
            Self::Reveal => Some(Key::F(8)),
            Self::Stop => Some(Key::F(10)),
            Self::Linear => Some(Key::F(9)),
            Self::Next
            | Self::Finish
            | Self::Resend
            | Self::Another
            | Self::AskQuestion
            | Self::ShowPicture
            | Self::TryAgain
            | Self::YesStop
            | Self::StartOver => None,
        }
    }

    /// The message id of its label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Next => "action-next",
            Self::Finish => "action-finish",
            Self::Resend => "action-resend",
            Self::Another => "action-another",
            Self::AskQuestion => "action-ask-question",
            Self::ShowPicture => "action-show-picture",
            Self::AnotherWay => "action-another-way",
            Self::TryAgain => "action-try-again",
            Self::KeepGoing => "action-keep-going",
            Self::YesStop => "action-yes-stop",
            Self::StartOver => "action-start-over",
            Self::Reveal => "action-reveal",
            Self::Back => "action-back",
            Self::Language => "action-language",
            Self::People => "action-people",
            Self::Inbox => "action-inbox",
            Self::Stop => "action-stop",
            Self::Linear => "action-linear",
        }
    }
}
