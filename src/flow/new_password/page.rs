//! How `new-password` looks: two fields, the checklist, the strength.

use zeroize::Zeroizing;

use super::super::secret_field;
use super::{FIRST, NewPassword, REPEAT};
use crate::domain::password::{Complaint, PasswordRules, count_classes};
use crate::domain::time::Moment;
use crate::page::advice::{suggestion_id, warning_id};
use crate::page::{Action, Check, CheckState, Field, Notice, Page, PageId, Strength, Text, Value};

/// From this score on the word for it is praise, which nobody understands beside a rule that is broken.
const PRAISE: u8 = 3;

pub fn of(step: &NewPassword, now: Moment) -> Page {
    let title = if step.journey.person.has_password { PageId::NewPassword.title() } else { "new-password-title-first" };
    let mut page = step.form.dress(Page {
        title: Text::new(title),
        lead: match &step.journey.member {
            _ if step.offered => Vec::new(),
            Some(member) if member.home.must_change => vec![Text::new("new-password-must")],
            Some(_) | None => lead(&step.journey.person.password),
        },
        notices: step.refusals.iter().cloned().map(Notice::error).chain(step.hurry(now)).collect(),
        fields: fields(step, now),
        checklist: checklist(step),
        strength: strength(step),
        unsettled: step.look_until.is_some(),
        ..Page::new(PageId::NewPassword)
    });
    for action in page.actions.iter_mut().filter(|action| is_shown(step, now) && **action == Action::Reveal) {
        *action = Action::Conceal;
    }
    page
}

/// What makes a good one: words, or, where characters of several classes are asked for, a mixture of them.
/// Who mixes a short one is told before anything else not to use it twice.
fn lead(rules: &PasswordRules) -> Vec<Text> {
    if rules.classes == 0 {
        return vec![Text::new("new-password-lead")];
    }
    let (min, most) = (rules.min, (2 * rules.min).min(rules.max));
    let advice = Text::new("new-password-lead-classes").with("min", min).with("max", most);
    vec![Text::new("new-password-lead-once"), advice]
}

fn fields(step: &NewPassword, now: Moment) -> Vec<Field> {
    let is_shown = is_shown(step, now);
    let secret = |place, label| step.form.entry(place).map(|entry| secret_field::field(entry, Text::new(label), is_shown));
    let label = if step.journey.person.has_password { "new-password-field" } else { "new-password-field-first" };
    let first = if step.offered { offered(step) } else { secret(FIRST, label) };
    let mut fields: Vec<Field> = [first, secret(REPEAT, "new-password-repeat")].into_iter().flatten().collect();
    if let Some(repeat) = fields.get_mut(REPEAT).filter(|_| step.offered) {
        // Another hint, about Caps Lock, is more urgent.
        repeat.hint.get_or_insert(Text::new("suggest-repeat-hint"));
    }
    if let Some((place, slip)) = &step.slip
        && let Some(field) = fields.get_mut(*place)
    {
        field.error = Some(slip.clone());
    }
    fields
}

fn is_shown(step: &NewPassword, now: Moment) -> bool {
    step.revealed_until.is_some_and(|until| now < until)
}

fn offered(step: &NewPassword) -> Option<Field> {
    let entry = step.form.entry(FIRST)?;
    let value = Value::Offered { text: Zeroizing::new(entry.text().to_owned()), cursor: entry.cursor() };
    // Beside it, in every window: what is not written down is lost.
    let label = if step.journey.person.has_password { "suggest-field" } else { "suggest-field-first" };
    Some(Field { label: Text::new(label), hint: Some(Text::new("suggest-hint")), error: None, value })
}

fn checklist(step: &NewPassword) -> Vec<Check> {
    let rules = &step.journey.person.password;
    let length = Text::new("check-length").with("min", rules.min).with("max", rules.max);
    let classes = Text::new("check-classes").with("classes", rules.classes);
    let fits = |text: &str| (rules.min..=rules.max).contains(&text.chars().count());
    let checks = [
        Some((typed(step, fits), length)),
        (rules.classes > 0).then(|| (typed(step, |text| count_classes(text) >= rules.classes), classes)),
        Some((assessed(step, Complaint::HoldsPersonalWord), Text::new("check-personal"))),
        Some((assessed(step, Complaint::HoldsOrganisationWord), Text::new("check-organisation"))),
        Some((assessed(step, Complaint::Common), Text::new("check-common"))),
        (rules.score > 0).then(|| (assessed(step, Complaint::Weak), Text::new("check-strong"))),
        Some((repeat_state(step), Text::new("check-repeat"))),
    ];
    checks.into_iter().flatten().map(|(state, text)| Check { state, text }).collect()
}

/// What can be told of the first field without a look at it by the service.
fn typed(step: &NewPassword, keeps: impl Fn(&str) -> bool) -> CheckState {
    match step.form.text(FIRST) {
        "" => CheckState::Open,
        text if keeps(text) => CheckState::Kept,
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
    if assessment.score >= PRAISE && !broken(step).is_empty() {
        return None;
    }
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

/// What is known to be wrong with what stands in the first field, whatever stands in the second.
pub fn broken(step: &NewPassword) -> Vec<Text> {
    let assessment = step.assessment.as_ref();
    let rules = &step.journey.person.password;
    assessment.into_iter().flat_map(|found| &found.complaints).map(|found| complaint(*found, rules)).collect()
}

/// What is wrong with a password, by the rules that it was held against.
pub fn complaint(complaint: Complaint, rules: &PasswordRules) -> Text {
    match complaint {
        Complaint::TooShort => Text::new("complaint-too-short").with("min", rules.min),
        Complaint::TooLong => Text::new("complaint-too-long").with("max", rules.max),
        Complaint::TooFewClasses => Text::new("complaint-classes").with("classes", rules.classes),
        Complaint::HoldsPersonalWord => Text::new("complaint-personal"),
        Complaint::HoldsOrganisationWord => Text::new("complaint-organisation"),
        Complaint::Common => Text::new("complaint-common"),
        Complaint::Weak => Text::new("complaint-weak"),
        Complaint::Current => Text::new("complaint-current"),
        Complaint::UsedBefore => Text::new("complaint-used-before"),
    }
}
