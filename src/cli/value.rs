//! What the values on a command line may be. Each refusal says what was expected.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::config::parse_span;
use crate::domain::account::{Address, Language, Managed, Role};
use crate::domain::person::{Column, SEPARATOR};
use crate::domain::phone::CallingCode;
use crate::domain::policy::PolicyName;
use crate::domain::support::SupportCode;
use crate::domain::time::Span;
use crate::domain::visible::is_steering;

pub(super) fn policy() -> impl TypedValueParser<Value = PolicyName> {
    named(PolicyName::ALL.map(PolicyName::name), PolicyName::from_name)
}

pub(super) fn language() -> impl TypedValueParser<Value = Language> {
    named(Language::ALL.map(Language::code), Language::from_code)
}

pub(super) fn role() -> impl TypedValueParser<Value = Role> {
    named([Role::User.name(), Role::Administrator.name()], Role::from_name)
}

pub(super) fn managed() -> impl TypedValueParser<Value = Managed> {
    named([Managed::Here.name(), Managed::Elsewhere.name()], Managed::from_name)
}

/// One of a few words, each of which means something.
fn named<T: Clone + Send + Sync + 'static>(
    names: [&'static str; 2],
    meaning: impl Fn(&str) -> Option<T> + Clone + Send + Sync + 'static,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(names).try_map(move |name| meaning(&name).ok_or("it means nothing"))
}

pub(super) fn address(text: &str) -> Result<Address, &'static str> {
    Address::parse(text).ok_or("it is no e-mail address")
}

/// A name that an export can write beside others, and that no list of groups is steered by.
pub(super) fn group(text: &str) -> Result<String, String> {
    match text {
        _ if text.contains(SEPARATOR) => Err(format!("{SEPARATOR} separates groups in files")),
        _ if text.chars().any(is_steering) => Err("a group has no control or invisible characters".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

/// `ad`, or one of our columns with the name it has in a file.
pub(super) fn mapped(text: &str) -> Result<String, String> {
    let is_known = text == "ad" || text.split_once('=').is_some_and(|(column, _)| Column::from_name(column).is_some());
    let columns = || Column::ALL.map(Column::name).join(", ");
    if is_known { Ok(text.to_owned()) } else { Err(format!("expected ad, or COLUMN=THEIRS with one of {}", columns())) }
}

pub(super) fn calling_code(text: &str) -> Result<CallingCode, &'static str> {
    CallingCode::parse(text).ok_or("it is no calling code: 31, for one")
}

pub(super) fn support_code(text: &str) -> Result<SupportCode, &'static str> {
    SupportCode::parse(text).ok_or("it is no support code: 7QXK-2M9D, for one")
}

pub(super) fn span(text: &str) -> Result<Span, &'static str> {
    parse_span(text).ok_or("it is no time such as 90min, 24h or 7d")
}

pub(super) fn speed(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|speed| (0.1..=100.0).contains(speed)).ok_or("it is no number from 0.1 to 100")
}
