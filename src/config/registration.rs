//! Who is reminded of what they have registered, and when.

use super::kind::{flag, one_of, whole};
use super::reading::Section;
use super::standard::Standard;
use crate::domain::policy::{ReminderPolicy, Skip};
use crate::domain::time::Span;

/// The word for a [`Skip`] in kiosk.toml.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Never,
    Limited,
    Always,
}

pub fn read(mut section: Section<'_, '_>, standard: &Standard) -> ReminderPolicy {
    let usual = standard.reminders;
    let words = [("never", Word::Never), ("limited", Word::Limited), ("always", Word::Always)];
    let within = section.key("skip_days", whole(1..=365_u32)).unwrap_or(14);
    let times = section.key("skip_times", whole(1..=100_u32)).unwrap_or(3);
    let limited = Skip::Limited { within: Span::days(within), times };
    let reconfirm = section.key("reconfirm_days", whole(0..=730_u32));
    let reminders = ReminderPolicy {
        required: section.key("required", flag).unwrap_or(usual.required),
        reconfirm: reconfirm.map_or(usual.reconfirm, |days| (days > 0).then(|| Span::days(days))),
        skip: match section.key("skip", one_of(&words)) {
            None if usual.skip == Skip::Always => Skip::Always,
            None | Some(Word::Limited) => limited,
            Some(Word::Never) => Skip::Never,
            Some(Word::Always) => Skip::Always,
        },
    };
    section.finish();
    reminders
}
