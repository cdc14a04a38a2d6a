//! `reconfirm`: nobody has looked for long at what is registered. An address that is not theirs any more lets
//! somebody else in.

use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions};
use super::{Keeper, Settings, enter, settle, sign_out};
use crate::domain::mask::Mask;
use crate::domain::registration::{RegisteredContact, Registration};
use crate::domain::reminder::{Settling, Why};
use crate::page::{Action, Notice, Page, PageId, Text};

const RIGHT: usize = 0;
const CHANGE: usize = 1;

pub struct Reconfirm {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    notices: Vec<Notice>,
}

pub fn page_of(keeper: Keeper, notices: Vec<Notice>, context: Context<'_>) -> Step {
    let form = Form::new(vec![], CHANGE + 1, actions(&[Action::SignOut], context.house));
    Step::Settings(Settings::Reconfirm(Reconfirm { form, keeper, notices }))
}

impl Reconfirm {
    pub(super) fn page(&self) -> Page {
        self.form.dress(Page {
            lead: [Text::new("reconfirm-lead")].into_iter().chain(registered(&self.keeper.registration)).collect(),
            notices: self.notices.clone(),
            choices: vec![Text::new("reconfirm-right"), Text::new("reconfirm-change")],
            ..Page::new(PageId::Reconfirm)
        })
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Chosen(RIGHT) => settle(Settings::Reconfirm(self), Settling::Confirm, context),
            Heard::Chosen(CHANGE) => {
                let page = self.page();
                enter(self.keeper.reminded(Why::Unconfirmed), None, page, context)
            }
            Heard::Pressed(Action::SignOut) => sign_out(Settings::Reconfirm(self)),
            Heard::Chosen(_) | Heard::Pressed(_) | Heard::Edited | Heard::Nothing => {
                Next::to(Step::Settings(Settings::Reconfirm(self)))
            }
        }
    }
}

/// What is registered, a line each.
fn registered(registration: &Registration) -> Vec<Text> {
    let addresses = registration.contacts_as_they_came().into_iter().map(|contact| address(contact, registration));
    let apps = (!registration.apps.is_empty()).then(|| Text::new("reconfirm-apps").with("count", registration.apps.len()));
    let answers = (registration.questions > 0).then(|| Text::new("reconfirm-answers").with("count", registration.questions));
    let codes = (registration.codes > 0).then(|| Text::new("reconfirm-sheet").with("count", registration.codes));
    let keys = (!registration.keys.is_empty()).then(|| Text::new("reconfirm-keys").with("count", registration.keys.len()));
    let phones = registration.phones.iter().map(|phone| Text::new("reconfirm-phone").with("mask", &phone.mask));
    addresses.chain(phones).chain(apps).chain(keys).chain(answers).chain(codes).collect()
}

/// An address, and what holds of it.
fn address(contact: &RegisteredContact, registration: &Registration) -> Text {
    let is_first = registration.prefers(contact);
    let id = match (contact.of_house, registration.sends_codes_to(contact)) {
        // Whoever may not see which it is learns no more of it.
        _ if contact.mask == Mask::Veiled => "reconfirm-address",
        (true, true) if is_first => "reconfirm-address-of-house-first",
        (true, true) => "reconfirm-address-of-house",
        (true, false) => "reconfirm-address-of-house-only",
        (false, true) if is_first => "reconfirm-address-first",
        (false, true) => "reconfirm-address",
        (false, false) => "reconfirm-address-only",
    };
    Text::new(id).with("mask", &contact.mask)
}
