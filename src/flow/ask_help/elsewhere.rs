//! `help-request` where the organisation has a way of its own: an address to write to, or a web page, with a
//! code for the phone. Nothing is asked and nothing is sent here.

use super::super::form::{Form, Heard};
use super::super::help_desk::particulars;
use super::super::{Context, Next, Step, actions_without_help};
use super::Origin;
use crate::domain::organisation::CustomHelp;
use crate::page::{Action, Page, PageId, Qr, Text};

pub struct HelpElsewhere {
    pub(in crate::flow) form: Form,
    origin: Origin,
    custom: CustomHelp,
}

pub(super) fn page_of(origin: Origin, custom: CustomHelp, context: Context<'_>) -> Step {
    let form = Form::of_actions(actions_without_help(&[Action::Back], context.house));
    Step::HelpElsewhere(HelpElsewhere { form, origin, custom })
}

impl HelpElsewhere {
    pub(in crate::flow) fn page(&self, context: Context<'_>) -> Page {
        let (lead, place, qr) = match &self.custom {
            CustomHelp::Mail(address) => ("help-request-mail", address.as_str(), None),
            CustomHelp::Web(page) => ("help-request-web", page.as_str(), Some(Qr::of(page.as_str()))),
        };
        let lead = [Text::new(lead), Text::new("help-request-place").with("place", place)].into_iter();
        self.form.dress(Page { lead: lead.chain(particulars(context.house)).collect(), qr, ..Page::new(PageId::HelpRequest) })
    }

    pub(in crate::flow) fn on(self, heard: Heard, context: Context<'_>) -> Next {
        match heard {
            Heard::Pressed(Action::Back) => self.origin.back(context),
            Heard::Pressed(_) | Heard::Chosen(_) | Heard::Edited | Heard::Nothing => Next::to(Step::HelpElsewhere(self)),
        }
    }
}
