//! `add-method`, for an address: a code goes to it, and once that is typed it counts.

use super::super::entry::Entry;
use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions};
use super::{Keeper, Settings, ask_draft, given_up};
use crate::domain::account::Address;
use crate::domain::registration::Wish;
use crate::domain::secret::Secret;
use crate::page::{Action, Field, Page, PageId, Text, Value};

/// No address is longer.
const LONGEST: usize = 254;

pub struct AddAddress {
    pub(in crate::flow) form: Form,
    pub(super) keeper: Keeper,
    error: Option<Text>,
}

/// The page, with the address in it whose code was given up.
pub fn page_of(keeper: Keeper, context: Context<'_>) -> Step {
    let mut form = Form::new(vec![Entry::new(LONGEST)], 0, actions(&[Action::Next, Action::Back], context.house));
    if let Some(typed) = &keeper.member.typed {
        form.fill_field(0, &typed.text);
    }
    Step::Settings(Settings::AddAddress(AddAddress { form, keeper, error: None }))
}

impl AddAddress {
    pub(super) fn page(&self) -> Page {
        let (text, cursor) = self.form.entry(0).map_or((String::new(), 0), |entry| (entry.text().to_owned(), entry.cursor()));
        self.form.dress(Page {
            lead: vec![Text::new("add-address-lead"), Text::new("add-address-private")],
            fields: vec![Field {
                label: Text::new("add-address-field"),
                hint: None,
                error: self.error.clone(),
                value: Value::Plain { text, cursor },
            }],
            help: "add-address",
            ..Page::new(PageId::AddMethod)
        })
    }

    pub(super) fn on(mut self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Next) => self.ask(context),
            Heard::Pressed(Action::Back) => Next::to(given_up(self.keeper, context)),
            Heard::Edited => {
                self.error = None;
                Next::to(Step::Settings(Settings::AddAddress(self)))
            }
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Nothing => Next::to(Step::Settings(Settings::AddAddress(self))),
        }
    }

    /// What was typed.
    pub(super) fn typed(&self) -> Option<Secret> {
        self.form.entry(0).map(Entry::secret)
    }

    fn ask(self, context: Context<'_>) -> Next {
        if let Some(address) = Address::parse(self.form.text(0)) {
            return ask_draft(Settings::AddAddress(self), Wish::Address(address), context);
        }
        let is_empty = self.form.text(0).trim().is_empty();
        Next::to(self.refused(Text::new(if is_empty { "add-address-empty" } else { "add-address-odd" })))
    }

    /// What was typed stays, for a slip is sooner mended than typed again.
    pub(super) fn refused(mut self, error: Text) -> Step {
        self.form.mend(0);
        Step::Settings(Settings::AddAddress(Self { error: Some(error), ..self }))
    }
}
