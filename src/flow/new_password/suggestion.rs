//! A password that is made up for the visitor: asked for, and put where theirs would stand.

use std::sync::Arc;

use super::super::event::Effect;
use super::super::{Next, Step};
use super::{FIRST, LONGEST_LOOK, LONGEST_MAKING, NewPassword, REPEAT};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::page::{Focus, Text};

impl NewPassword {
    pub(super) fn ask_for_suggestion(&mut self, now: Moment) -> Effect {
        self.look_until = Some(now + LONGEST_MAKING);
        let person = &self.journey.person;
        Effect::Suggest { rules: person.password.clone(), words: Arc::clone(&person.words), edition: self.edition }
    }

    /// A made-up password arrived. It is typed once more all the same: whoever did so has it on paper, and has
    /// begun to know it. Late ones do not take the place of what was typed meanwhile.
    pub(in crate::flow) fn suggested(mut self, edition: u64, suggestion: Option<Secret>, now: Moment) -> Next {
        if edition != self.edition {
            return Next::to(Step::NewPassword(self));
        }
        let Some(suggestion) = suggestion else {
            self.look_until = None;
            return self.refuse(vec![Text::new("suggest-none")]);
        };
        self.form.offer_field(FIRST, &suggestion);
        self.form.clear_field(REPEAT);
        self.form.focus_on(Focus::Field(REPEAT));
        self.forgive();
        self.offered = true;
        self.edition += 1;
        (self.assessment, self.look_at, self.look_until) = (None, None, Some(now + LONGEST_LOOK));
        let effect = self.look();
        Next { step: Step::NewPassword(self), effects: effect.into_iter().collect() }
    }
}
