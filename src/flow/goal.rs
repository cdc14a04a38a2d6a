//! `goal`: whether somebody who can't sign in wants a new password, or only to be let in with theirs.

use super::form::{Form, Heard};
use super::journey::Journey;
use super::{Context, Next, Step, actions, choose_method, identify};
use crate::domain::outcome::{Goal as Wish, Person};
use crate::domain::secret::Secret;
use crate::page::{Action, Page, PageId, Text};

const WISHES: [(&str, Wish); 2] = [("goal-forgot", Wish::NewPassword), ("goal-locked", Wish::Unlock)];

pub struct Goal {
    pub(super) form: Form,
    pub(super) person: Person,
    /// The user ID as they typed it: they find it again where they go back to mend it.
    typed: Secret,
}

/// What follows `identify`: the question, unless there is only one answer.
pub fn of(person: Person, typed: Secret, context: Context<'_>) -> Next {
    if !person.may_unlock {
        return choose_method::next(Journey::of_typed(person, Wish::NewPassword, typed), None, context);
    }
    Next::to(ask(person, typed, context))
}

/// The question.
pub fn ask(person: Person, typed: Secret, context: Context<'_>) -> Step {
    let form = Form::new(vec![], WISHES.len(), actions(&[Action::Back], context.house));
    Step::Goal(Goal { form, person, typed })
}

impl Goal {
    pub(super) fn page(&self) -> Page {
        self.form.dress(Page {
            lead: vec![Text::new("goal-lead")],
            choices: WISHES.into_iter().map(|(id, _)| Text::new(id)).collect(),
            ..Page::new(PageId::Goal)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Chosen(place) => match WISHES.get(place) {
                Some((_, wish)) => choose_method::next(Journey::of_typed(self.person, *wish, self.typed), None, context),
                None => Next::to(Step::Goal(self)),
            },
            Heard::Pressed(Action::Back) => Next::to(identify::again(&self.typed, context.house)),
            Heard::Pressed(_) | Heard::Edited | Heard::Nothing => Next::to(Step::Goal(self)),
        }
    }
}
