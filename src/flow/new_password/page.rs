//! How `new-password` looks: two fields, the checklist, the strength.

use zeroize::Zeroizing;

use super::{FIRST, NewPassword, REPEAT};
use crate::domain::password::Complaint;
use crate::domain::time::Moment;
use crate::page::advice::{suggestion_id, warning_id};
use crate::page::{Check, CheckState, Field, Notice, Page, PageId, Strength, Text, Value};

pub fn of(step: &NewPassword, now: Moment) -> Page {
    step.form.dress(Page {
        lead: vec![Text::new("new-password-lead")],
        notices: step.refusals.iter().cloned().map(Notice::error).collect(),
        fields: vec![field(step, FIRST, "new-password-field", now), field(step, REPEAT, "new-password-repeat", now)],
        checklist: checklist(step),
        strength: strength(step),
        ..Page::new(PageId::NewPassword)
    })
}

fn field(step: &NewPassword, place: usize, label: &'static str, now: Moment) -> Field {
    let (length, cursor) = step.form.entry(place).map_or((0, 0), |entry| (entry.length(), entry.cursor()));
    let shown = step.revealed_until.filter(|until| now < *until).map(|_| Zeroizing::new(step.form.text(place).to_owned()));
    Field { label: Text::new(label), hint: None, error: None, value: Value::Secret { length, cursor, shown } }
}

fn checklist(step: &NewPassword) -> Vec<Check> {
    let rules = &step.journey.person.password;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let length = Text::new("check-length").with("min", count(rules.min)).with("max", count(rules.max));
    vec![
        Check { state: length_state(step), text: length },
        Check { state: assessed(step, Complaint::HoldsPersonalWord), text: Text::new("check-personal") },
        Check { state: assessed(step, Complaint::HoldsOrganisationWord), text: Text::new("check-organisation") },
        Check { state: assessed(step, Complaint::Common), text: Text::new("check-common") },
        Check { state: assessed(step, Complaint::Weak), text: Text::new("check-strong") },
        Check { state: repeat_state(step), text: Text::new("check-repeat") },
    ]
}

fn length_state(step: &NewPassword) -> CheckState {
    let rules = &step.journey.person.password;
    match step.form.text(FIRST).chars().count() {
        0 => CheckState::Open,
        length if (rules.min..=rules.max).contains(&length) => CheckState::Kept,
        _ => CheckState::Broken,
    }
}

fn assessed(step: &NewPassword, complaint: Complaint) -> CheckState {
    match &step.assessment {
        None => CheckState::Open,
        Some(assessment) if assessment.complaints.contains(&complaint) => CheckState::Broken,
        Some(_) => CheckState::Kept,
    }
}

/// Open as long as the second could still become the first.
fn repeat_state(step: &NewPassword) -> CheckState {
    let (first, repeat) = (step.form.text(FIRST), step.form.text(REPEAT));
    match () {
        () if !repeat.is_empty() && first == repeat => CheckState::Kept,
        () if first.starts_with(repeat) => CheckState::Open,
        () => CheckState::Broken,
    }
}

fn strength(step: &NewPassword) -> Option<Strength> {
    let assessment = step.assessment.as_ref()?;
    let word = match assessment.score {
        0 => "strength-0",
        1 => "strength-1",
        2 => "strength-2",
        3 => "strength-3",
        _ => "strength-4",
    };
    let warning = assessment.warning.map(|warning| Text::new(warning_id(warning)));
    let suggestion = assessment.suggestions.first().map(|suggestion| Text::new(suggestion_id(*suggestion)));
    Some(Strength { score: assessment.score, word: Text::new(word), advice: warning.or(suggestion).into_iter().collect() })
}
