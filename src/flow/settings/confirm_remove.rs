//! `confirm-remove`: one thing that is registered, to be taken away; if it is an address, to be the one that
//! codes go to first, and if it is a sheet, to be followed by another.

use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions};
use super::{Keeper, Settings, ask_change, ask_draft, methods};
use crate::domain::account::Origin;
use crate::domain::id::{ContactId, TotpId};
use crate::domain::registration::{Change, Item, Registration, Wish};
use crate::page::{Action, Arg, Focus, Page, PageId, Text};

pub struct ConfirmRemove {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    item: Item,
}

pub fn page_of(keeper: Keeper, item: Item, context: Context<'_>) -> Step {
    let choices = 1 + usize::from(preferable(&keeper, &item).is_some() || is_replaceable(&keeper, &item));
    let mut form = Form::new(vec![], choices, actions(&[Action::Back], context.house));
    // Enter too many takes nothing away.
    form.focus_on(Focus::Action(0));
    Step::Settings(Settings::ConfirmRemove(ConfirmRemove { form, keeper, item }))
}

/// The address, where codes do not go to it first already.
fn preferable(keeper: &Keeper, item: &Item) -> Option<ContactId> {
    let Item::Contact(id) = item else { return None };
    let first = keeper.registration.contacts.iter().find(|contact| contact.origin == Origin::Authentication)?;
    (first.id != *id).then(|| id.clone())
}

/// Whether it is a sheet, and another can be made.
fn is_replaceable(keeper: &Keeper, item: &Item) -> bool {
    *item == Item::Sheet && keeper.registration.takes_sheets()
}

impl ConfirmRemove {
    pub(super) fn page(&self) -> Page {
        let registration = &self.keeper.registration;
        let lead = match &self.item {
            Item::Contact(id) => address(registration, id),
            Item::App(id) => app(registration, id),
            Item::Questions => Text::new("remove-answers-lead"),
            Item::Sheet => Text::new("remove-sheet-lead").with("count", self.codes()),
        };
        let told = (registration.told > 0).then(|| Text::new("remove-told"));
        let is_last = registration.told == 1 && matches!(self.item, Item::Contact(_));
        let untold = is_last.then(|| Text::new("remove-last-address"));
        let prefer = preferable(&self.keeper, &self.item).map(|_| Text::new("remove-prefer"));
        let another = is_replaceable(&self.keeper, &self.item).then(|| Text::new("remove-or-replace-sheet"));
        self.form.dress(Page {
            lead: [Some(lead), told, untold].into_iter().flatten().collect(),
            choices: [Some(Text::new("remove-yes")), prefer, another].into_iter().flatten().collect(),
            ..Page::new(PageId::ConfirmRemove)
        })
    }

    /// How many codes are left.
    fn codes(&self) -> i64 {
        i64::try_from(self.keeper.registration.codes).unwrap_or(i64::MAX)
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match (heard, preferable(&self.keeper, &self.item)) {
            (Heard::Chosen(0), _) => {
                let change = Change::Remove(self.item.clone());
                ask_change(Settings::ConfirmRemove(self), change, context)
            }
            (Heard::Chosen(_), Some(contact)) => ask_change(Settings::ConfirmRemove(self), Change::Prefer(contact), context),
            (Heard::Chosen(_), None) if is_replaceable(&self.keeper, &self.item) => {
                ask_draft(Settings::ConfirmRemove(self), Wish::Sheet, context)
            }
            (Heard::Pressed(Action::Back), _) => Next::to(methods::page_of(self.keeper, Vec::new(), context)),
            (Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing, _) => {
                Next::to(Step::Settings(Settings::ConfirmRemove(self)))
            }
        }
    }
}

fn address(registration: &Registration, id: &ContactId) -> Text {
    let contact = registration.contacts.iter().find(|contact| contact.id == *id);
    let mask = contact.map_or("", |contact| contact.mask.as_str());
    match contact.and_then(|contact| contact.since) {
        None => Text::new("remove-address-lead").with("mask", mask),
        Some(since) => Text::new("remove-address-since-lead").with("mask", mask).with("since", Arg::Date(since)),
    }
}

fn app(registration: &Registration, id: &TotpId) -> Text {
    let place = registration.apps.iter().position(|app| app == id).unwrap_or_default();
    let number = i64::try_from(place + 1).unwrap_or(i64::MAX);
    match registration.app_since(place) {
        None => Text::new("remove-app-lead").with("number", number),
        Some(since) => Text::new("remove-app-since-lead").with("number", number).with("since", Arg::Date(since)),
    }
}
