//! A letter as a text on a phone: one message, which shows on locked screens, so it says no more than it has to.

use super::{Letter, of};
use crate::domain::code::grouped;
use crate::domain::organisation::Organisation;
use crate::domain::secret::Secret;
use crate::page::Text;
use crate::page::whom::whom;
use crate::texts::{Zone, say};

impl Letter {
    /// The text in the name of `house`; none of a letter that is too long for one.
    pub fn texted(&self, house: &Organisation, zone: &Zone) -> Option<Secret> {
        let (text, language) = match self {
            Self::Code(letter) => {
                let text = of(house, "text-code")
                    .with("code", grouped(letter.code.expose()))
                    .with("tag", letter.tag.letter().to_string())
                    .with("minutes", letter.minutes);
                (text, letter.language)
            }
            Self::Explain(letter) => (of(house, "text-explain").with("whom", whom(&house.desk)), letter.language),
            Self::Notice(_) | Self::Help(_) | Self::UserId(_) | Self::Registration(_) => return None,
        };
        let text: Text = text;
        Some(Secret::new(say(&text, language, zone)))
    }
}
