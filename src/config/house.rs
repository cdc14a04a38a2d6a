//! Whose kiosk it is, how it looks, how long it waits for somebody, and where it logs.

use std::path::PathBuf;

use jiff::tz::TimeZone;
use toml::de::DeValue;

use super::Surroundings;
use super::kind::{Refusal, Taken, address, because, flag, list, one_of, shown, span, text, whole};
use super::reading::Section;
use super::store::host_name;
use crate::domain::account::{Address, Language};
use crate::domain::organisation::{CustomHelp, Desk, Organisation};
use crate::domain::phone::Country;
use crate::domain::time::Span;
use crate::domain::times::VisitTimes;

/// What an organisation is called that was not named.
pub const UNNAMED: &str = "Your organisation";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UiSettings {
    /// The language of the start page, and of letters to people of whom none is known.
    pub language: Language,
    pub colours: Colours,
    pub glyphs: Glyphs,
    /// Whether clicks are asked for.
    pub mouse: bool,
    /// Plain text instead of the full screen.
    pub linear: bool,
    /// A tone where one helps whoever cannot see.
    pub tone: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// As `NO_COLOR`, `TERM` and `COLORTERM` say.
    Auto,
    Mono,
    Ansi8,
    Ansi16,
    Rgb,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// As `TERM` and the locale say.
    Auto,
    /// Seven bits.
    Ascii,
    /// What every console font has.
    Vt,
    /// What terminal programs have.
    Unicode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalSettings {
    /// Whether Stop on the start page ends the program.
    pub quit: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// None: standard error, unless that is the terminal in use.
    pub file: Option<PathBuf>,
    pub level: Level,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Error,
    Warn,
    Info,
    Debug,
}

const NAME: usize = 64;
const LINE: usize = 100;

pub fn organisation(mut section: Section<'_, '_>) -> Organisation {
    let organisation = Organisation {
        name: section.key("name", filled(NAME)).unwrap_or_else(|| UNNAMED.to_owned()),
        example_login: section.key("example_login", filled(NAME)).unwrap_or_else(|| "alain@contoso.com".to_owned()),
        mail_domains: section.key("mail_domains", list(mail_domain)).unwrap_or_default(),
        timezone: section.key("timezone", zone).unwrap_or_else(machine_zone),
        place: section.key("place", text(NAME)).filter(|place| !place.is_empty()).unwrap_or_else(host_name),
        country: section.key("country", maybe(country)).flatten(),
        desk: desk(section.section("desk")),
    };
    section.finish();
    organisation
}

fn desk(mut section: Section<'_, '_>) -> Desk {
    let desk = Desk {
        phone: section.key("phone", text(LINE)).unwrap_or_default(),
        address: section.key("address", text(LINE)).unwrap_or_default(),
        hours: section.key("hours", text(LINE)).unwrap_or_default(),
        email: section.key("email", maybe(address)).flatten(),
        language: None,
        custom: section.key("custom", maybe(custom_help)).flatten(),
    };
    if desk.email.is_some() && desk.custom.is_some() {
        section.complain("email", "has no effect", "\"\", as organisation.desk.custom takes the place of requests");
    }
    section.finish();
    desk
}

fn country(value: &DeValue<'_>) -> Taken<Country> {
    let found = value.as_str().and_then(Country::from_code);
    found.ok_or_else(|| Refusal::new(shown(value), "the two capitals of a country, \"NL\", or \"\" for none"))
}

/// Nothing where the text is empty.
fn maybe<T>(kind: impl Fn(&DeValue<'_>) -> Taken<T>) -> impl Fn(&DeValue<'_>) -> Taken<Option<T>> {
    move |value| if value.as_str() == Some("") { Ok(None) } else { kind(value).map(Some) }
}

/// What stands behind the @ of the organisation's own addresses, as it is compared.
fn mail_domain(value: &DeValue<'_>) -> Taken<String> {
    let named = value.as_str().and_then(|text| Address::parse(&format!("x@{}", text.trim())));
    let refused = || Refusal::new(shown(value), "what stands behind the @, such as \"contoso.com\"");
    named.as_ref().map(Address::domain_key).ok_or_else(refused)
}

/// An address, or a web page that a camera can read off a usual window. Nothing but plain signs: nobody shall be
/// led to a page whose name only looks like ours.
fn custom_help(value: &DeValue<'_>) -> Taken<CustomHelp> {
    let refused = || Refusal::new(shown(value), "an e-mail address, or \"https://...\" of at most 100 plain characters");
    let text = value.as_str().map(str::trim).ok_or_else(refused)?;
    let host = text.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    match host {
        Some(host) if !host.is_empty() && text.len() <= LINE && text.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Ok(CustomHelp::Web(text.to_owned()))
        }
        Some(_) => Err(refused()),
        None => Address::parse(text).map(CustomHelp::Mail).ok_or_else(refused),
    }
}

pub fn session(mut section: Section<'_, '_>) -> VisitTimes {
    let patience = |longest| because(span(Span::seconds(20)..=longest), "less than 20 s is too short to react");
    let usual = VisitTimes::USUAL;
    let times = VisitTimes {
        idle: section.key("idle", patience(Span::minutes(10))).unwrap_or(usual.idle),
        idle_waiting: section.key("idle_waiting", patience(Span::minutes(10))).unwrap_or(usual.idle_waiting),
        warning: section.key("warning", patience(Span::minutes(2))).unwrap_or(usual.warning),
        warning_waiting: section.key("warning_waiting", patience(Span::minutes(2))).unwrap_or(usual.warning_waiting),
        total: section.key("total", span(Span::minutes(5)..=Span::minutes(60))).unwrap_or(usual.total),
        extension: section.key("extension", span(Span::minutes(1)..=Span::minutes(30))).unwrap_or(usual.extension),
        extensions: section.key("extensions", whole(0..=10)).unwrap_or(usual.extensions),
        farewell: section.key("farewell", patience(Span::minutes(5))).unwrap_or(usual.farewell),
    };
    for (name, idle) in [("idle", times.idle), ("idle_waiting", times.idle_waiting)] {
        if idle >= times.total {
            section.complain(name, "is as long as a whole visit", "less than session.total");
        }
    }
    section.finish();
    times
}

pub fn notify_reset(mut section: Section<'_, '_>) -> bool {
    let reset = section.key("reset", flag).unwrap_or(true);
    section.finish();
    reset
}

pub fn ui(mut section: Section<'_, '_>) -> UiSettings {
    let languages = Language::ALL.map(|language| (language.code(), language));
    let colours = [
        ("auto", Colours::Auto),
        ("mono", Colours::Mono),
        ("ansi8", Colours::Ansi8),
        ("ansi16", Colours::Ansi16),
        ("rgb", Colours::Rgb),
    ];
    let glyphs = [("auto", Glyphs::Auto), ("ascii", Glyphs::Ascii), ("vt", Glyphs::Vt), ("unicode", Glyphs::Unicode)];
    let ui = UiSettings {
        language: section.key("language", one_of(&languages)).unwrap_or(Language::English),
        colours: section.key("colours", one_of(&colours)).unwrap_or(Colours::Auto),
        glyphs: section.key("glyphs", one_of(&glyphs)).unwrap_or(Glyphs::Auto),
        mouse: section.key("mouse", flag).unwrap_or(true),
        linear: section.key("linear", flag).unwrap_or(false),
        tone: section.key("tone", flag).unwrap_or(true),
    };
    section.finish();
    ui
}

pub fn local(mut section: Section<'_, '_>) -> LocalSettings {
    let local = LocalSettings { quit: section.key("quit", flag).unwrap_or(false) };
    section.finish();
    local
}

pub fn log(mut section: Section<'_, '_>, around: Surroundings<'_>) -> LogSettings {
    let levels = [("error", Level::Error), ("warn", Level::Warn), ("info", Level::Info), ("debug", Level::Debug)];
    let log = LogSettings {
        file: section.key("file", text(4_096)).filter(|file| !file.is_empty()).map(|file| around.folder.join(file)),
        level: section.key("level", one_of(&levels)).unwrap_or(Level::Info),
    };
    section.finish();
    log
}

/// A text that cannot be left out by writing an empty one.
fn filled(longest: usize) -> impl Fn(&DeValue<'_>) -> Taken<String> {
    move |value| match text(longest)(value)? {
        empty if empty.is_empty() => Err(Refusal::new("is empty", format!("a text of 1 to {longest} characters"))),
        filled => Ok(filled),
    }
}

fn zone(value: &DeValue<'_>) -> Taken<String> {
    match value.as_str() {
        Some("") => Ok(machine_zone()),
        Some(name) if TimeZone::get(name).is_ok() => Ok(name.to_owned()),
        _ => Err(Refusal::new(shown(value), "an IANA time zone, \"Europe/Amsterdam\", or \"\" for this machine's")),
    }
}

fn machine_zone() -> String {
    TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}
