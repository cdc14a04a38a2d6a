//! `confirm-remove`: one thing that is registered, to be taken away; if it is an address, to be the one that
//! codes go to first, and if it is a sheet, to be followed by another.

use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions};
use super::{Keeper, Settings, ask_change, ask_draft, methods, replies};
use crate::domain::account::Origin;
use crate::domain::id::{ContactId, SecurityKeyId, TotpId};
use crate::domain::mask::Mask;
use crate::domain::registration::{Change, Item, Registration, Unfit, Wish};
use crate::page::{Action, Arg, Page, PageId, Text};

pub struct ConfirmRemove {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    item: Item,
}

/// What can be chosen, in its order: what harms nothing first.
enum Line {
    Keep,
    Prefer(ContactId),
    Replace,
    Remove,
}

fn lines(keeper: &Keeper, item: &Item) -> Vec<Line> {
    let remove = keeper.registration.why_kept(item).is_none().then_some(Line::Remove);
    let replace = is_replaceable(keeper, item).then_some(Line::Replace);
    [Line::Keep].into_iter().chain(preferable(keeper, item).map(Line::Prefer)).chain(replace).chain(remove).collect()
}

/// Asks what is to become of `item`; where nothing can be done about it the list stays, and says why.
pub fn page_of(keeper: Keeper, item: Item, context: Context<'_>) -> Step {
    let choices = lines(&keeper, &item).len();
    if let (1, Some(why)) = (choices, keeper.registration.why_kept(&item)) {
        return methods::refusing(keeper, &item, why, context);
    }
    // One key too many, or one that bounces, takes nothing away: digits choose nothing, Enter what harms nothing.
    let form = Form::new(vec![], choices, actions(&[Action::Back], context.house)).without_digits();
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
    pub(super) fn page(&self, context: Context<'_>) -> Page {
        let registration = &self.keeper.registration;
        let lead = match &self.item {
            Item::Contact(id) => Text::new("remove-address-lead").with("mask", &mask(registration, id)),
            Item::App(id) => app(registration, id),
            Item::Key(id) => key(registration, id, ["remove-key-lead", "remove-key-numbered-lead", "remove-only-key-lead"]),
            Item::Questions => Text::new("remove-answers-lead"),
            Item::Sheet => Text::new("remove-sheet-lead").with("count", self.codes()),
        };
        let told = (registration.told > 0).then(|| Text::new("remove-told"));
        let is_removable = registration.why_kept(&self.item).is_none();
        let is_last = is_removable && registration.told == 1 && matches!(self.item, Item::Contact(_));
        let untold = is_last.then(|| Text::new("remove-last-address"));
        let kept = registration.why_kept(&self.item).map(|why| replies::unfit(why, context));
        let lines = lines(&self.keeper, &self.item);
        let is_all = lines.iter().all(|line| matches!(line, Line::Keep | Line::Remove));
        let is_replaced_only = self.item == Item::Sheet && !is_removable;
        self.form.dress(Page {
            title: Text::new(if is_all { "confirm-remove-only-title" } else { PageId::ConfirmRemove.title() }),
            lead: [Some(lead), kept, untold, told].into_iter().flatten().collect(),
            choices: lines.iter().map(label).collect(),
            help: if is_replaced_only { "replace-sheet" } else { PageId::ConfirmRemove.name() },
            ..Page::new(PageId::ConfirmRemove)
        })
    }

    /// How many codes are left.
    const fn codes(&self) -> usize {
        self.keeper.registration.codes
    }

    pub(super) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        let place = match heard {
            Heard::Chosen(place) => place,
            Heard::Pressed(Action::Back) => return self.back(context),
            Heard::Pressed(_) | Heard::Edited | Heard::Nothing => {
                return Next::to(Step::Settings(Settings::ConfirmRemove(self)));
            }
        };
        match lines(&self.keeper, &self.item).into_iter().nth(place) {
            Some(Line::Keep) => self.back(context),
            Some(Line::Remove) => {
                let change = Change::Remove(self.item.clone());
                ask_change(Settings::ConfirmRemove(self), change, context)
            }
            Some(Line::Prefer(contact)) => ask_change(Settings::ConfirmRemove(self), Change::Prefer(contact), context),
            Some(Line::Replace) => ask_draft(Settings::ConfirmRemove(self), Wish::Sheet, context),
            None => Next::to(Step::Settings(Settings::ConfirmRemove(self))),
        }
    }

    /// To the list, on what nothing can be done about after all.
    pub(super) fn refused(self, why: Unfit, context: Context<'_>) -> Step {
        methods::refusing(self.keeper, &self.item, why, context)
    }

    /// To the list, where nothing has changed.
    fn back(self, context: Context<'_>) -> Next {
        Next::to(methods::page_of(self.keeper, Vec::new(), context))
    }

    /// What is said once it is gone.
    pub(super) fn gone(&self) -> Text {
        let registration = &self.keeper.registration;
        match &self.item {
            Item::Contact(id) => Text::new("changed-address-removed").with("mask", &mask(registration, id)),
            Item::App(_) if registration.apps.len() < 2 => Text::new("changed-app-removed"),
            Item::App(id) => Text::new(app_gone(registration, id)).with("number", number(registration, id)),
            Item::Key(id) => {
                key(registration, id, ["changed-key-removed-named", "changed-key-removed-numbered", "changed-key-removed"])
            }
            Item::Questions => Text::new("changed-answers-removed"),
            Item::Sheet => Text::new("changed-sheet-removed"),
        }
    }
}

fn label(line: &Line) -> Text {
    Text::new(match line {
        Line::Keep => "remove-keep",
        Line::Prefer(_) => "remove-prefer",
        Line::Replace => "remove-or-replace-sheet",
        Line::Remove => "remove-yes",
    })
}

/// How one of several apps is said to be gone: others have new numbers where they came after it, and keep having any.
fn app_gone(registration: &Registration, id: &TotpId) -> &'static str {
    let renumbers = registration.apps.len() > 2 && registration.apps.last() != Some(id);
    if renumbers { "changed-app-removed-of-several" } else { "changed-app-removed-numbered" }
}

/// What is said of a key, by one of `texts`.
fn key(registration: &Registration, id: &SecurityKeyId, texts: [&'static str; 3]) -> Text {
    let place = registration.keys.iter().position(|key| key.id == *id).unwrap_or_default();
    methods::key_named(registration, place, texts)
}

/// The place of an app among its like.
fn number(registration: &Registration, id: &TotpId) -> usize {
    registration.apps.iter().position(|app| app == id).unwrap_or_default() + 1
}

fn mask(registration: &Registration, id: &ContactId) -> Mask {
    registration.contacts.iter().find(|contact| contact.id == *id).map(|contact| contact.mask.clone()).unwrap_or_default()
}

fn app(registration: &Registration, id: &TotpId) -> Text {
    let place = registration.apps.iter().position(|app| app == id).unwrap_or_default();
    let number = number(registration, id);
    match registration.app_since(place) {
        _ if registration.apps.len() < 2 => Text::new("remove-only-app-lead"),
        None => Text::new("remove-app-lead").with("number", number),
        Some(since) => Text::new("remove-app-since-lead").with("number", number).with("since", Arg::Date(since)),
    }
}
