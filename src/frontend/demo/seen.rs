//! What of a page tells whoever plays a visitor where they are, and what can be done there.

use crate::page::{Action, Focus, Page, PageId};

/// A page as the player sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub page: PageId,
    /// What can be chosen on it, by the names of its texts.
    choices: Vec<&'static str>,
    actions: Vec<Action>,
    fields: usize,
    focus: Focus,
    /// Whether there is something for a camera.
    pub scans: bool,
    /// Whether it takes keys: until an answer is there, none but Stop counts.
    pub is_ready: bool,
}

impl Seen {
    pub fn of(page: &Page) -> Self {
        Self {
            page: page.id,
            choices: page.choices.iter().map(|choice| choice.id).collect(),
            actions: page.actions.clone(),
            fields: page.fields.len(),
            focus: page.focus,
            scans: page.qr.is_some(),
            is_ready: !page.unsettled,
        }
    }

    /// The number of the first choice that is called so.
    pub fn number(&self, choice: &str) -> Option<usize> {
        self.choices.iter().position(|known| *known == choice).map(|place| place + 1)
    }

    /// How often Tab is pressed to go to `action`.
    pub fn tabs_to(&self, action: Action) -> Option<usize> {
        let before = self.fields + self.choices.len();
        let from = match self.focus {
            Focus::Field(place) => place,
            Focus::Choice(place) => self.fields + place,
            Focus::Action(place) => before + place,
        };
        let to = before + self.actions.iter().position(|known| *known == action)?;
        let items = before + self.actions.len();
        Some((to + items).saturating_sub(from) % items)
    }
}
