//! What a talk does by itself, before anything is said of a page.

use super::Talk;
use crate::flow::event::Event;
use crate::page::{Action, Focus, Page, PageId};
use crate::render::linear::breaks_a_rule;

impl Talk {
    /// What follows on `page` before anything is said of it.
    pub fn by_itself(page: &Page) -> Option<Event> {
        Self::instead_of_picture(page).or_else(|| Self::back_to_what_lacks(page)).or_else(|| Self::back_to_user_id(page))
    }

    /// The place of the action that asks for a question instead of a picture, which cannot be said.
    fn instead_of_picture(page: &Page) -> Option<Event> {
        page.picture.as_ref().filter(|_| !page.unsettled)?;
        let place = page.actions.iter().position(|action| *action == Action::AskQuestion)?;
        Some(Event::Point { page: page.id, item: Focus::Action(place) })
    }

    /// To a password that will be refused as it is: nobody types it once more for nothing.
    fn back_to_what_lacks(page: &Page) -> Option<Event> {
        let is_behind = matches!(page.focus, Focus::Field(place) if place > 0);
        let lacks = is_behind && !page.unsettled && breaks_a_rule(page);
        lacks.then_some(Event::Point { page: page.id, item: Focus::Field(0) })
    }

    /// To the user ID, where it or the password is not right: whoever cannot see it hears what stands there.
    fn back_to_user_id(page: &Page) -> Option<Event> {
        let is_at_password = page.id == PageId::SignIn && page.focus == Focus::Field(1) && !page.unsettled;
        let is_either = page.notices.iter().any(|notice| matches!(notice.text.id, "sign-in-wrong" | "sign-in-wrong-few"));
        (is_at_password && is_either).then_some(Event::Point { page: page.id, item: Focus::Field(0) })
    }
}
