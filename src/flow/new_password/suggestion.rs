//! A password that is made up for the visitor: asked for, and put where theirs would stand.

use std::sync::Arc;

use super::super::event::Effect;
use super::super::{Next, Step};
use super::{FIRST, LONGEST_LOOK, LONGEST_MAKING, NewPassword, REPEAT};
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
use crate::page::{Focus, Text};

/// A password that is being made up.
pub(super) struct Asked {
    /// The edition whose place it is to take.
    edition: u64,
    /// After that it is not waited for.
    until: Moment,
}

impl NewPassword {
    /// Asks for one, unless one is on its way already: whoever leans on the key wants no more than that.
    pub(super) fn ask_for_suggestion(&mut self, now: Moment) -> Option<Effect> {
        let edition = self.edition;
        if self.asked.as_ref().is_some_and(|asked| asked.edition == edition && now < asked.until) {
            return None;
        }
        let until = now + LONGEST_MAKING;
        (self.asked, self.look_until) = (Some(Asked { edition, until }), Some(until));
        let person = &self.journey.person;
        let (login, rules, words) = (person.login.clone(), person.password.clone(), Arc::clone(&person.words));
        Some(Effect::Suggest { login, rules, words, edition })
    }

    /// A made-up password arrived. It is typed once more all the same: whoever did so has it on paper, and has
    /// begun to know it. Late ones do not take the place of what was typed meanwhile.
    pub(in crate::flow) fn suggested(mut self, edition: u64, suggestion: Option<Secret>, now: Moment) -> Next {
        if edition != self.edition {
            return Next::to(Step::NewPassword(self));
        }
        self.asked = None;
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
