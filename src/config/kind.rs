//! What a value may be: a text, a number within a range, a length of time, one of a few words.
//!
//! A kind turns a TOML value into a typed one, or says what is wrong and what was expected. It knows
//! no key: whoever reads one names the kind, the range and the default beside it.

use std::fmt::Display;
use std::ops::RangeInclusive;

use toml::de::DeValue;

use crate::domain::account::Address;
use crate::domain::limit::Ceiling;
use crate::domain::time::Span;
use crate::domain::visible::is_steering;

/// Why a value cannot be taken.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    pub wrong: String,
    pub expected: String,
}

impl Refusal {
    pub fn new(wrong: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { wrong: wrong.into(), expected: expected.into() }
    }
}

pub type Taken<T> = Result<T, Refusal>;

/// A text of at most `longest` characters, without any that steer a terminal or a letter.
pub fn text(longest: usize) -> impl Fn(&DeValue<'_>) -> Taken<String> {
    move |value| {
        let expected = || format!("a text of at most {longest} characters");
        let text = value.as_str().ok_or_else(|| Refusal::new(shown(value), expected()))?;
        match text {
            t if t.chars().count() > longest => Err(Refusal::new(format!("has {} characters", t.chars().count()), expected())),
            t if t.chars().any(is_steering) => Err(Refusal::new("has invisible characters", "a text that shows as it is")),
            t => Ok(t.trim().to_owned()),
        }
    }
}

/// `true` or `false`.
pub fn flag(value: &DeValue<'_>) -> Taken<bool> {
    value.as_bool().ok_or_else(|| Refusal::new(shown(value), "true or false"))
}

/// A whole number in `range`, which may be one number.
pub fn whole<N: TryFrom<i64> + Copy + PartialOrd + Display>(range: RangeInclusive<N>) -> impl Fn(&DeValue<'_>) -> Taken<N> {
    move |value| {
        let expected = || match (range.start(), range.end()) {
            (only, other) if only == other => only.to_string(),
            (least, most) => format!("a whole number from {least} to {most}"),
        };
        integer(value)
            .and_then(|number| N::try_from(number).ok())
            .filter(|number| range.contains(number))
            .ok_or_else(|| Refusal::new(shown(value), expected()))
    }
}

/// A length of time such as `"90s"` in `range`.
pub fn span(range: RangeInclusive<Span>) -> impl Fn(&DeValue<'_>) -> Taken<Span> {
    move |value| {
        let expected =
            || format!("a time from \"{}\" to \"{}\", in s, min, h or d", spelled(*range.start()), spelled(*range.end()));
        let span = value.as_str().and_then(parse_span).ok_or_else(|| Refusal::new(shown(value), expected()))?;
        if range.contains(&span) { Ok(span) } else { Err(Refusal::new(shown(value), expected())) }
    }
}

/// So many in so long, `"6 in 1h"`.
pub fn ceiling(failures: RangeInclusive<u32>, window: RangeInclusive<Span>) -> impl Fn(&DeValue<'_>) -> Taken<Ceiling> {
    move |value| {
        let parsed = value.as_str().and_then(parse_ceiling);
        let fits = |it: &Ceiling| failures.contains(&it.failures) && window.contains(&it.window);
        parsed.filter(fits).ok_or_else(|| {
            let (few, many) = (failures.start(), failures.end());
            let (short, long) = (spelled(*window.start()), spelled(*window.end()));
            Refusal::new(shown(value), format!("\"NUMBER in TIME\", {few} to {many} in a time from \"{short}\" to \"{long}\""))
        })
    }
}

/// One of a few words.
pub fn one_of<T: Clone>(words: &[(&'static str, T)]) -> impl Fn(&DeValue<'_>) -> Taken<T> {
    move |value| {
        let found = value.as_str().and_then(|word| words.iter().find(|(name, _)| *name == word));
        found.map(|(_, meaning)| meaning.clone()).ok_or_else(|| {
            let names: Vec<String> = words.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            Refusal::new(shown(value), names.join(" or "))
        })
    }
}

/// A list of what `item` takes, none of it twice.
pub fn list<T: PartialEq>(item: impl Fn(&DeValue<'_>) -> Taken<T>) -> impl Fn(&DeValue<'_>) -> Taken<Vec<T>> {
    move |value| {
        let array = value.as_array().ok_or_else(|| Refusal::new(shown(value), "a list, [\"...\", \"...\"]"))?;
        let mut items = Vec::new();
        for entry in array {
            let taken = item(entry.get_ref())?;
            if items.contains(&taken) {
                return Err(Refusal::new(format!("names {} twice", plain(entry.get_ref())), "each once"));
            }
            items.push(taken);
        }
        Ok(items)
    }
}

/// An e-mail address.
pub fn address(value: &DeValue<'_>) -> Taken<Address> {
    value.as_str().and_then(Address::parse).ok_or_else(|| Refusal::new(shown(value), "an e-mail address, \"kiosk@example.org\""))
}

/// `kind`, and why its range ends where it does.
pub fn because<T>(kind: impl Fn(&DeValue<'_>) -> Taken<T>, why: &'static str) -> impl Fn(&DeValue<'_>) -> Taken<T> {
    move |value| kind(value).map_err(|refusal| Refusal { expected: format!("{} ({why})", refusal.expected), ..refusal })
}

/// "is 12", for a refusal.
pub fn shown(value: &DeValue<'_>) -> String {
    format!("is {}", plain(value))
}

fn plain(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{:?}", crate::domain::visible::visible(text, 60)),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        other => format!("of the type {}", other.type_str()),
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn parse_ceiling(text: &str) -> Option<Ceiling> {
    let (failures, window) = text.split_once(" in ")?;
    Some(Ceiling { failures: failures.trim().parse().ok()?, window: parse_span(window)? })
}

/// A length of time such as `90s` or `7d`.
pub fn parse_span(text: &str) -> Option<Span> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let seconds: u32 = match unit.trim_start() {
        "s" => 1,
        "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u32>().ok()?.checked_mul(seconds).map(Span::seconds)
}

/// A length of time in the largest unit that divides it.
pub fn spelled(span: Span) -> String {
    let seconds = span.whole_seconds();
    [(86_400, "d"), (3_600, "h"), (60, "min")]
        .into_iter()
        .find(|(length, _)| seconds > 0 && seconds % length == 0)
        .map_or_else(|| format!("{seconds}s"), |(length, unit)| format!("{}{unit}", seconds / length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take<T>(kind: impl Fn(&DeValue<'_>) -> Taken<T>, text: &str) -> Taken<T> {
        kind(DeValue::parse(text).expect("a value").get_ref())
    }

    #[test]
    fn a_time_has_a_unit_and_a_range() {
        let kind = || span(Span::seconds(20)..=Span::minutes(10));
        assert_eq!(take(kind(), "\"90s\""), Ok(Span::seconds(90)));
        assert_eq!(take(kind(), "\"10 min\""), Ok(Span::minutes(10)));
        for wrong in
            ["\"90\"", "90", "\"\"", "\"s\"", "\"19s\"", "\"11min\"", "\"1m\"", "\"-5s\"", "\"99999999999s\"", "\"5000000d\""]
        {
            let refusal = take(kind(), wrong).expect_err(wrong);
            assert_eq!(refusal.expected, "a time from \"20s\" to \"10min\", in s, min, h or d");
        }
    }

    #[test]
    fn a_ceiling_reads_as_one_says_it() {
        let kind = || ceiling(1..=10, Span::hours(1)..=Span::days(1));
        assert_eq!(take(kind(), "\"6 in 1h\""), Ok(Ceiling { failures: 6, window: Span::hours(1) }));
        for wrong in ["\"0 in 1h\"", "\"11 in 1h\"", "\"6 in 59min\"", "\"6 in 2d\"", "\"6\"", "6", "\"6 per 1h\""] {
            assert!(take(kind(), wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_outside_its_range_is_told_the_range() {
        let refusal = take(whole(6..=10_u32), "12").expect_err("too large");
        assert_eq!(refusal, Refusal::new("is 12", "a whole number from 6 to 10"));
        assert_eq!(take(whole(6..=10_u32), "0x8"), Ok(8));
        for wrong in ["-1", "6.0", "\"6\"", "99999999999999999999"] {
            assert!(take(whole(6..=10_u32), wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_text_cannot_steer_what_shows_it() {
        assert_eq!(take(text(9), "\" Hall B \""), Ok("Hall B".to_owned()));
        assert!(take(text(9), "\"a\\u001b[2J\"").is_err());
        assert!(take(text(9), "\"a\\r\\nBcc\"").is_err());
        assert!(take(text(9), "\"0123456789\"").is_err());
    }

    #[test]
    fn a_list_names_nothing_twice() {
        assert_eq!(take(list(text(9)), "[\"a\", \"b\"]"), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(take(list(text(9)), "[\"a\", \"a\"]"), Err(Refusal::new("names \"a\" twice", "each once")));
        assert!(take(list(text(9)), "\"a\"").is_err());
    }

    #[test]
    fn times_are_spelled_in_their_largest_unit() {
        let spans = [Span::seconds(90), Span::minutes(10), Span::hours(24), Span::NONE];
        assert_eq!(spans.map(spelled), ["90s", "10min", "1d", "0s"]);
    }
}
