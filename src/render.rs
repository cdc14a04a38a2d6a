//! Drawings of a page. It decides nothing: what can be done and what is said stands in the page. It
//! knows neither where the visitor sits nor what happens next.

pub mod fullscreen;
pub mod linear;
pub mod look;
#[cfg(test)]
mod sample;
pub mod screen;

use crate::domain::account::Language;
use crate::page::Text;
use crate::render::look::Look;
use crate::texts::{Zone, say, say_aloud};

/// Whose kiosk is drawn.
#[derive(Clone, Debug)]
pub struct House {
    /// Stands above every page.
    pub name: String,
    /// Where its clocks hang.
    pub zone: Zone,
}

/// What every part of a drawing needs: how texts are said and how things look.
#[derive(Clone, Copy)]
pub struct Ink<'a> {
    pub language: Language,
    pub zone: &'a Zone,
    pub look: &'a Look,
}

impl Ink<'_> {
    /// In letters that this screen has.
    pub fn say(&self, text: &Text) -> String {
        self.look.glyphs.spell(say(text, self.language, self.zone))
    }

    /// The same for whoever listens.
    fn say_aloud(&self, text: &Text) -> String {
        self.look.glyphs.spell(say_aloud(text, self.language, self.zone))
    }

    fn word(&self, id: &'static str) -> String {
        self.say(&Text::new(id))
    }
}
