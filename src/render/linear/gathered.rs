//! What there is to be said of a page, piece by piece and in its order.

use zeroize::Zeroizing;

use super::held::{Held, held};
use super::item::Item;
use super::own;
use super::refused::{broken, has_failed};
use super::words::{self, Asked};
use crate::page::{Action, Field, Focus, Page, Strength, Text, Tone, Value};

/// Everything that is to be said of `page`; as long as it is unsettled, only that one has to wait.
pub fn of(page: &Page) -> Vec<Item> {
    let notices = |wanted: fn(Tone) -> bool| {
        page.notices.iter().filter(move |notice| wanted(notice.tone)).cloned().map(Item::Notice).collect::<Vec<_>>()
    };
    if page.unsettled {
        return notices(|tone| tone == Tone::Plain);
    }
    let mut items = vec![Item::Title(page.title.clone())];
    items.extend(page.step.clone().map(Item::Step));
    items.extend(notices(|tone| tone != Tone::Plain));
    items.extend(page.lead.iter().cloned().map(Item::Lead));
    items.extend(page.command.clone().map(Item::Command));
    items.extend(notices(|tone| tone == Tone::Plain));
    items.extend(rules(page));
    if !offers(page) {
        items.extend(judged(page));
    }
    if !page.choices.is_empty() {
        items.push(Item::Choices(page.choices.clone()));
    }
    items.extend(actions(page));
    items.extend(before(page));
    items.extend(page.fields.iter().enumerate().flat_map(|(place, field)| about(place, field, page)));
    items.extend(remedy(page));
    items
}

fn rules(page: &Page) -> Option<Item> {
    let rules: Vec<Text> = page.checklist.iter().map(|check| check.text.clone()).collect();
    (!rules.is_empty()).then_some(Item::Rules(rules))
}

/// A score from which on the word for it is praise.
const PRAISE: u8 = 3;

/// How good what was typed is. What it lacks comes first, and without all that it needs it is not praised.
fn judged(page: &Page) -> Vec<Item> {
    let missing = missing(page);
    let is_refused = missing.is_some() || has_failed(page);
    let strength = page.strength.as_ref().filter(|strength| !is_refused || strength.score < PRAISE);
    missing
        .into_iter()
        .chain(strength.map(|Strength { word, advice, .. }| Item::Strength(word.clone(), advice.clone())))
        .collect()
}

/// The rules that are broken; nothing where the page says so itself.
fn missing(page: &Page) -> Option<Item> {
    let rules: Vec<Text> = broken(page).cloned().collect();
    (!rules.is_empty() && !has_failed(page)).then_some(Item::Missing(rules))
}

fn actions(page: &Page) -> Option<Item> {
    let offered = words::offered(page);
    let enter = page.actions.first().copied().filter(|_| !page.fields.is_empty() || page.choices.is_empty());
    let asked = Asked { fields: page.fields.len(), choices: page.choices.len(), enter };
    (!offered.is_empty()).then_some(Item::Words(offered, asked))
}

/// What the page points at, where nothing that is typed will do any more, or what an error names by its button.
fn remedy(page: &Page) -> Option<Item> {
    let errors = || page.fields.iter().filter_map(|field| field.error.as_ref());
    let pointed = match page.focus {
        Focus::Action(place) if errors().next().is_some() => page.actions.get(place).filter(|action| **action == Action::Resend),
        Focus::Action(_) | Focus::Field(_) | Focus::Choice(_) => None,
    };
    let named = errors().chain(page.notices.iter().map(|notice| &notice.text)).find_map(own::names);
    pointed.copied().or(named).filter(|action| page.actions.contains(action)).map(Item::Remedy)
}

/// What was answered before what is asked for now, and the way back to it.
fn before(page: &Page) -> Vec<Item> {
    let Focus::Field(asked) = page.focus else { return vec![] };
    let stands = page.fields.iter().enumerate().take(asked).filter_map(|(place, field)| match held(page, place)? {
        Held::Seen(text) => Some(Item::Stands(field.label.clone(), Zeroizing::new(text.trim_end().to_owned()).into())),
        Held::Unsaid => None,
    });
    let is_named =
        page.fields.get(asked).is_some_and(|field| [&field.error, &field.hint].into_iter().flatten().any(own::leads_back));
    stands.chain((asked > 0 && !is_named).then_some(Item::Previous)).collect()
}

/// What is to be said of a field before its prompt. What is wrong is said wherever it is, the rest when the
/// field is asked for.
fn about(place: usize, field: &Field, page: &Page) -> Vec<Item> {
    let error = field.error.clone().map(|error| Item::FieldError(place, error));
    let is_asked = page.focus == Focus::Field(place) || (place == 0 && !matches!(page.focus, Focus::Field(_)));
    let is_offered = matches!(field.value, Value::Offered { .. });
    // What is wrong says how to go on: nobody is told twice how one begins again.
    let is_told = |hint: &Text| own::leads_back(hint) && field.error.as_ref().is_some_and(own::leads_back);
    let hint = field.hint.clone().filter(|hint| (is_asked || is_offered) && !is_told(hint)).map(|hint| Item::Hint(place, hint));
    let kept = match held(page, place) {
        Some(_) => Some(Item::Kept(place)),
        None => is_offered.then_some(Item::KeptOffered),
    };
    let offered = match &field.value {
        Value::Offered { text, .. } => Some(Item::Offered(field.label.clone(), text.clone().into())),
        Value::Plain { .. }
        | Value::Words { .. }
        | Value::Armour { .. }
        | Value::Code { .. }
        | Value::Answer { .. }
        | Value::Secret { .. } => None,
    };
    // How good something is, is said of what was heard.
    let judged = if is_offered { judged(page) } else { vec![] };
    [error, offered].into_iter().flatten().chain(judged).chain(hint).chain(kept.filter(|_| is_asked)).collect()
}

/// Whether a field of `page` was filled for the visitor.
pub fn offers(page: &Page) -> bool {
    page.fields.iter().any(|field| matches!(field.value, Value::Offered { .. }))
}
