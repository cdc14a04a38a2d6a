//! Messages in the words of a language. The texts stand in `assets/locales`, one folder per
//! language, and are built into the program. Which language is spoken is said with every call:
//! several visitors may be served at once.

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
mod zone;

use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid, static_loader};

pub use self::zone::Zone;
use crate::domain::account::Language;
use crate::domain::mask::Mask;
use crate::domain::time::Moment;
use crate::domain::visible::visible;
use crate::page::{Arg, Text};

static_loader! {
    static MESSAGES = {
        locales: "./assets/locales",
        fallback_language: "en",
        // The marks that isolate arguments of another writing direction print as junk in a terminal.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static ENGLISH: LanguageIdentifier = langid!("en");
static DUTCH: LanguageIdentifier = langid!("nl");

/// Code points that an argument from outside may have.
const LONGEST: usize = 256;

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9", "month-10", "month-11",
    "month-12",
];

/// `text` in `language`, its times in `zone`. A message that does not exist, or lacks an argument,
/// is its own id: a page with one odd line still serves.
pub fn say(text: &Text, language: Language, zone: &Zone) -> String {
    let args = text.args.iter().map(|(name, arg)| (*name, spoken(arg, language, zone))).collect();
    compose(text.id, &args, language)
}

/// The same for somebody who hears it: what is short to see and noise to hear is said in words.
pub fn say_aloud(text: &Text, language: Language, zone: &Zone) -> String {
    let args = text.args.iter().map(|(name, arg)| (*name, heard(arg, language, zone))).collect();
    compose(text.id, &args, language)
}

/// The word or line that `id` names, in `language`.
pub fn word(id: &str, language: Language) -> String {
    compose(id, &HashMap::new(), language)
}

fn spoken(arg: &Arg, language: Language, zone: &Zone) -> FluentValue<'static> {
    match arg {
        Arg::Text(text) => visible(text, LONGEST).into(),
        Arg::Secret(text) => visible(text, LONGEST).into(),
        Arg::Number(number) => (*number).into(),
        Arg::Word(id) => word(id, language).into(),
        Arg::Words(ids) => ids.iter().map(|id| word(id, language)).collect::<Vec<_>>().join(", ").into(),
        Arg::Masks(masks) => visible(&listed(masks, language), LONGEST).into(),
        Arg::Clock(moment) => zone.clock(*moment).into(),
        Arg::Date(moment) => date(*moment, language, zone).into(),
        Arg::Message(text) => say(text, language, zone).into(),
    }
}

fn heard(arg: &Arg, language: Language, zone: &Zone) -> FluentValue<'static> {
    match arg {
        Arg::Masks(masks) => {
            let and = word("mask-and", language);
            masks.iter().map(|mask| in_words(mask, language)).collect::<Vec<_>>().join(&format!(", {and} ")).into()
        }
        Arg::Message(text) => say_aloud(text, language, zone).into(),
        Arg::Text(_) | Arg::Secret(_) | Arg::Number(_) | Arg::Word(_) | Arg::Words(_) | Arg::Clock(_) | Arg::Date(_) => {
            spoken(arg, language, zone)
        }
    }
}

/// "a***@example.org, b***@example.org and c***@example.org".
fn listed(masks: &[Mask], language: Language) -> String {
    let masks: Vec<String> = masks.iter().map(Mask::to_string).collect();
    match masks.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{} {} {last}", before.join(", "), word("mask-and", language))
        }
        Some(_) | None => masks.concat(),
    }
}

/// "an address beginning with b, at example.org".
fn in_words(mask: &Mask, language: Language) -> String {
    let named = |text: &str| FluentValue::from(visible(text, LONGEST));
    match mask {
        Mask::Address { first, domain, number } => {
            let mut args = HashMap::from([("first", named(first)), ("domain", named(domain))]);
            args.extend(number.map(|number| ("number", number.into())));
            compose(if number.is_some() { "mask-address-numbered" } else { "mask-address" }, &args, language)
        }
        Mask::Whole(text) => visible(text, LONGEST),
        Mask::Number { last, number } => {
            let mut args = HashMap::from([("last", named(last))]);
            args.extend(number.map(|number| ("number", number.into())));
            compose(if number.is_some() { "mask-number-numbered" } else { "mask-number" }, &args, language)
        }
        Mask::Veiled => word("mask-veiled", language),
    }
}

/// "20 November 2026, 14:05".
fn date(moment: Moment, language: Language, zone: &Zone) -> String {
    let date = zone.date(moment);
    let month = MONTHS.get(date.month - 1).map_or_else(String::new, |id| word(id, language));
    let args =
        [("day", date.day.into()), ("month", month.into()), ("year", date.year.into()), ("time", zone.clock(moment).into())];
    compose("date-and-time", &HashMap::from(args), language)
}

fn compose(id: &str, args: &HashMap<&str, FluentValue<'_>>, language: Language) -> String {
    let language = match language {
        Language::English => &ENGLISH,
        Language::Dutch => &DUTCH,
    };
    MESSAGES.lookup_single_language(language, id, Some(args)).unwrap_or_else(|_| id.to_owned())
}
