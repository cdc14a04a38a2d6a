//! How many mistakes, and how many letters, are borne.

use toml::de::DeValue;

use super::kind::{Refusal, Taken, because, ceiling, list, one_of, shown, span, whole};
use super::reading::Section;
use super::standard::Standard;
use crate::domain::policy::{CodePolicy, Limits, Reveal};
use crate::domain::time::Span;

const SHORT: Span = Span::minutes(10);
const HOUR: Span = Span::hours(1);
const DAY: Span = Span::hours(24);
const WEEK: Span = Span::days(7);

/// What holds for visitors who come over SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshSettings {
    pub reveal: Reveal,
    /// Networks whose visitors are not counted, as they are written: `10.0.0.0/8`.
    pub uncapped: Vec<String>,
    pub without_pty: WithoutPty,
}

/// What becomes of visitors whose own terminal shows what they type (`ssh -T`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutPty {
    /// They are told before their first secret, and asked whether to go on.
    Warn,
    Refuse,
}

pub fn limits(mut section: Section<'_, '_>, standard: &Standard) -> (CodePolicy, Limits) {
    let (code, usual) = (standard.code, standard.limits);
    let code = CodePolicy {
        digits: section.key("code_digits", because(whole(6..=10), "fewer than 6 are guessed")).unwrap_or(code.digits),
        mail_life: section.key("mail_code_life", span(Span::minutes(1)..=SHORT)).unwrap_or(code.mail_life),
        text_life: section.key("text_code_life", span(Span::minutes(1)..=SHORT)).unwrap_or(code.text_life),
        tries: section.key("code_tries", whole(1..=5)).unwrap_or(code.tries),
        resend_after: section.key("resend_after", span(Span::seconds(10)..=SHORT)).unwrap_or(code.resend_after),
    };
    let daily = standard.within(|reach| ceiling(reach.letters_daily.clone(), DAY..=DAY), "a mailbox can be flooded");
    let letters_long = section.key("letters_per_contact_daily", daily).unwrap_or(usual.letters_long);
    let mut borne = |key, failures, window, default| section.key(key, ceiling(failures, window)).unwrap_or(default);
    let limits = Limits {
        method: borne("failures_per_method", 1..=10, HOUR..=DAY, usual.method),
        account: borne("failures_per_account", 1..=20, DAY..=WEEK, usual.account),
        sign_in: borne("wrong_passwords", 3..=20, DAY..=DAY, usual.sign_in),
        letters_short: borne("letters_per_contact", 1..=10, SHORT..=HOUR, usual.letters_short),
        letters_long,
        source_identifies: borne("identifies_per_source", 20..=10_000, HOUR..=HOUR, usual.source_identifies),
        source_failures: borne("failures_per_source", 10..=1_000, HOUR..=HOUR, usual.source_failures),
        fleet_failures: borne("failures_of_the_fleet", 30..=100_000, SHORT..=SHORT, usual.fleet_failures),
        fleet_letters: borne("letters_of_the_fleet", 100..=1_000_000, HOUR..=HOUR, usual.fleet_letters),
        changes: borne("changes_per_account", 5..=100, DAY..=DAY, usual.changes),
        help_account: borne("requests_per_account", 1..=20, DAY..=DAY, usual.help_account),
        help_source: borne("requests_per_source", 3..=1_000, HOUR..=HOUR, usual.help_source),
        ..usual
    };
    let kept = span(Span::days(7)..=Span::days(400));
    let limits = Limits { help_kept: section.key("keep_requests", kept).unwrap_or(usual.help_kept), ..limits };
    section.finish();
    (code, limits)
}

pub fn ssh(mut section: Section<'_, '_>) -> SshSettings {
    let without_pty = [("warn", WithoutPty::Warn), ("refuse", WithoutPty::Refuse)];
    let ssh = SshSettings {
        reveal: section.key("reveal", reveal()).unwrap_or(Reveal::Uniform),
        uncapped: section.key("uncapped", list(network)).unwrap_or_default(),
        without_pty: section.key("without_pty", one_of(&without_pty)).unwrap_or(WithoutPty::Warn),
    };
    section.finish();
    ssh
}

/// How much pages tell before a first gate is passed.
pub fn reveal() -> impl Fn(&DeValue<'_>) -> Taken<Reveal> {
    one_of(&[("explain", Reveal::Explain), ("uniform", Reveal::Uniform)])
}

/// A network such as `10.0.0.0/8`, or one address.
fn network(value: &DeValue<'_>) -> Taken<String> {
    let expected = || "a network such as \"10.0.0.0/8\" or \"2001:db8::/32\", or an address";
    let text = value.as_str().ok_or_else(|| Refusal::new(shown(value), expected()))?;
    let (address, bits) = text.split_once('/').unwrap_or((text, "0"));
    let most = match address.parse::<std::net::IpAddr>() {
        Ok(address) if address.is_ipv4() => 32,
        Ok(_) => 128,
        Err(_) => return Err(Refusal::new(shown(value), expected())),
    };
    match bits.parse::<u8>() {
        Ok(bits) if bits <= most => Ok(text.to_owned()),
        Ok(_) | Err(_) => Err(Refusal::new(shown(value), expected())),
    }
}
