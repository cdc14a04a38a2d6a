//! What can be done on a page beside filling it in, with the key that does it and its label.

use crate::input::Key;

/// What can be done on a page beside filling it in. The row that is drawn, the hints beside it and
/// the handler of keys all read this one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Next,
    /// Sends the new password.
    Finish,
    /// Keeps the password after all.
    OnlyUnlock,
    SignOut,
    /// A new password after all.
    NewPassword,
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
    /// The same where nobody else follows: the visit was all there is.
    Leave,
    Reveal,
    /// A password that is shown is hidden again.
    Conceal,
    Back,
    /// To an administrator, from wherever one is.
    AskHelp,
    SendRequest,
    ForgotUserId,
    Language,
    People,
    Inbox,
    Stop,
    Help,
    /// A visit that is about to end goes on.
    MoreTime,
    /// A password that is made up for the visitor.
    Suggest,
    /// The page as plain text, or as a full screen again.
    Linear,
}

impl Action {
    /// The key that does it from anywhere on the page, beside Tab and Enter.
    pub const fn key(self) -> Option<Key> {
        match self {
            Self::Back | Self::AnotherWay | Self::KeepGoing | Self::SignOut => Some(Key::Esc),
            Self::Help => Some(Key::F(1)),
            Self::Language => Some(Key::F(2)),
            Self::AskHelp => Some(Key::F(3)),
            Self::People => Some(Key::F(4)),
            Self::Inbox => Some(Key::F(5)),
            Self::Suggest => Some(Key::F(7)),
            Self::Reveal | Self::Conceal => Some(Key::F(8)),
            Self::Stop => Some(Key::F(10)),
            Self::Linear => Some(Key::F(9)),
            Self::Next
            | Self::Finish
            | Self::OnlyUnlock
            | Self::NewPassword
            | Self::Resend
            | Self::Another
            | Self::AskQuestion
            | Self::ShowPicture
            | Self::TryAgain
            | Self::YesStop
            | Self::StartOver
            | Self::Leave
            | Self::MoreTime
            | Self::SendRequest
            | Self::ForgotUserId => None,
        }
    }

    /// The message id of its label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Next => "action-next",
            Self::Finish => "action-finish",
            Self::OnlyUnlock => "action-only-unlock",
            Self::NewPassword => "action-new-password",
            Self::SignOut => "action-sign-out",
            Self::Resend => "action-resend",
            Self::Another => "action-another",
            Self::AskQuestion => "action-ask-question",
            Self::ShowPicture => "action-show-picture",
            Self::AnotherWay => "action-another-way",
            Self::TryAgain => "action-try-again",
            Self::KeepGoing => "action-keep-going",
            Self::YesStop => "action-yes-stop",
            Self::StartOver => "action-start-over",
            Self::Leave => "action-leave",
            Self::Reveal => "action-reveal",
            Self::Conceal => "action-conceal",
            Self::Back => "action-back",
            Self::AskHelp => "action-ask-help",
            Self::SendRequest => "action-send-request",
            Self::ForgotUserId => "action-forgot-user-id",
            Self::Language => "action-language",
            Self::People => "action-people",
            Self::Inbox => "action-inbox",
            Self::Stop => "action-stop",
            Self::Help => "action-help",
            Self::MoreTime => "action-more-time",
            Self::Suggest => "action-suggest",
            Self::Linear => "action-linear",
        }
    }

    /// The message id of a shorter label, for where there is little room.
    pub const fn short_label(self) -> &'static str {
        match self {
            Self::AskHelp => "action-ask-help-short",
            Self::Reveal => "action-reveal-short",
            Self::Conceal => "action-conceal-short",
            other => other.label(),
        }
    }
}
