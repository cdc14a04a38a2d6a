//! `help-sent`: the number of a request, and whom to name it to.

use super::super::form::{Form, Heard};
use super::super::{Context, Next, Step, actions_without_help, desk_lines, support_line};
use super::Origin;
use crate::domain::help::{HelpNumber, HelpReceipt};
use crate::page::{Action, Notice, Page, PageId, Text};

pub struct HelpSent {
    pub(in crate::flow) form: Form,
    origin: Origin,
    receipt: HelpReceipt,
}

pub(super) fn page_of(origin: Origin, receipt: HelpReceipt, context: Context<'_>) -> Step {
    let form = Form::of_actions(actions_without_help(&[Action::Back], context.house));
    Step::HelpSent(HelpSent { form, origin, receipt })
}

impl HelpSent {
    pub(in crate::flow) const fn number(&self) -> HelpNumber {
        self.receipt.number
    }

    pub(in crate::flow) fn page(&self, context: Context<'_>) -> Page {
        let number = Text::new("help-sent-number").with("number", self.receipt.number.to_string());
        let support = support_line(context.house, &self.receipt.support);
        // Nobody is sent to call, or to come by, where they are not told where.
        let next = if context.house.organisation.desk.is_told() { "help-sent-next" } else { "help-sent-next-alone" };
        let lead = [Text::new(next), Text::new("help-sent-back")].into_iter();
        self.form.dress(Page {
            notices: vec![Notice::good(number)],
            lead: lead.chain(desk_lines(context.house)).chain([support]).collect(),
            ..Page::new(PageId::HelpSent)
        })
    }

    pub(in crate::flow) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Back) => self.origin.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::HelpSent(self)),
        }
    }
}
