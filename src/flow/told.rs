//! What the authority was told of a visit: that somebody is there, and once that they left.

use super::event::Effect;

/// What it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Nothing,
    /// Its end must be told, too.
    Begun,
    /// Nothing begins it again.
    Ended,
}

impl Told {
    /// The same once `effects` are told, from which an end is taken that nobody waits for.
    pub fn after(self, effects: &mut Vec<Effect>) -> Self {
        effects.retain(|effect| self == Self::Begun || !is_end(effect));
        match self {
            _ if effects.iter().any(is_end) => Self::Ended,
            Self::Nothing if effects.iter().any(begins) => Self::Begun,
            told @ (Self::Nothing | Self::Begun | Self::Ended) => told,
        }
    }
}

const fn is_end(effect: &Effect) -> bool {
    matches!(effect, Effect::Leave(_))
}

const fn begins(effect: &Effect) -> bool {
    matches!(effect, Effect::Identify { .. } | Effect::SignIn { .. } | Effect::AskHelp { .. } | Effect::SendUserId { .. })
}
