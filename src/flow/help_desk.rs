//! Whom people turn to, as lines under a page's text. A part of the desk that is not known is not told.

use super::House;
use crate::domain::organisation::CustomHelp;
use crate::domain::support::SupportCode;
use crate::page::Text;

/// The desk's particulars, and the organisation's own way of helping.
pub(super) fn desk_lines(house: &House) -> Vec<Text> {
    let own = house.organisation.desk.custom.as_ref().map(|custom| match custom {
        CustomHelp::Mail(address) => Text::new("desk-mail").with("address", address.as_str()),
        CustomHelp::Web(page) => Text::new("desk-web").with("page", page.as_str()),
    });
    particulars(house).into_iter().chain(own).collect()
}

/// The code by which an operator finds what happened; whom to tell it to, where there is a desk.
pub(super) fn support_line(house: &House, code: &SupportCode) -> Text {
    let id = if house.organisation.desk.is_told() { "support-code" } else { "support-code-alone" };
    Text::new(id).with("code", code.as_str())
}

/// What is left to say of the desk where its own way of helping stands on the page already.
pub(super) fn particulars(house: &House) -> Vec<Text> {
    let desk = &house.organisation.desk;
    let lines =
        [("desk-phone", "phone", &desk.phone), ("desk-address", "address", &desk.address), ("desk-hours", "hours", &desk.hours)];
    let told = lines.into_iter().filter(|(_, _, value)| !value.is_empty());
    told.map(|(id, name, value)| Text::new(id).with(name, value.as_str())).collect()
}
