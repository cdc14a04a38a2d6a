//! `kiosk admin policy show`: the rules of one account, and who decided each. They come from the very lines
//! that decide what its visits may do.

use serde_json::{Map, Value, json};

use super::{Out, Outcome, open_store};
use crate::config::Config;
use crate::domain::account::Account;
use crate::domain::login::LoginKey;
use crate::domain::method::Method;
use crate::domain::policy::{ReminderPolicy, Reset, RuleOrigin, Ruled, RuledRules, Rules, Skip, trace};
use crate::domain::time::Span;
use crate::domain::visible::visible;
use crate::store::{Close, StoreError};
use crate::transact;

/// A rule as it is printed.
struct Told {
    name: &'static str,
    text: String,
    value: Value,
    origin: Option<String>,
}

/// The rules of the account of `login`.
pub async fn show(config: &Config, login: &str, as_json: bool, out: Out<'_>) -> anyhow::Result<Outcome> {
    let store = open_store(config).await?;
    let key = LoginKey::of(login);
    let found: Result<Option<Account>, StoreError> =
        transact!(store, |tx| async { Ok(Close::Undo(tx.account_by_key(&key).await?)) });
    let Some(account) = found? else {
        return Ok(Outcome::NotFound(format!("no account has the login {}", visible(login, 120))));
    };
    let told = told(config, &account);
    if as_json {
        let rules: Map<String, Value> =
            told.iter().map(|told| (told.name.to_owned(), json!({ "value": told.value, "origin": told.origin }))).collect();
        writeln!(out, "{}", json!({ "login": account.login.as_str(), "rules": rules }))?;
    } else {
        told.iter().try_for_each(|told| {
            let origin = told.origin.as_deref().unwrap_or_default();
            writeln!(out, "{}", visible(format!("{:<20} {:<36} {origin}", told.name, told.text).trim_end(), 2_000))
        })?;
    }
    Ok(Outcome::Done)
}

type Spell<'s> = &'s dyn Fn(&RuleOrigin) -> String;

fn told(config: &Config, account: &Account) -> Vec<Told> {
    let ruled = trace(&config.policy, account);
    let spell = |origin: &RuleOrigin| spelled(origin, config);
    let mut told = gates(&ruled, &spell);
    told.extend(passwords(&ruled, &spell));
    told.extend(reminders(config.policy.reminders, &spell));
    told.extend(state(ruled.into_rules(), config, account));
    told
}

fn gates(ruled: &RuledRules, spell: Spell<'_>) -> Vec<Told> {
    let (open, methods) = (reset(ruled.reset.value), &ruled.methods.value);
    let directory = if ruled.directory_contacts.value { "count" } else { "do not count" };
    let mut told = vec![
        Told::of("reset", open, json!(open), spell(&ruled.reset.origin)),
        Told::number("gates", ruled.gates.value.count(), spell(&ruled.gates.origin)),
        Told::of("methods", &names(methods), named(methods), spell(&ruled.methods.origin)),
    ];
    let refused = |why| Told::of("questions", "not a proof here", json!(false), spell(why));
    told.extend(ruled.without_questions.as_ref().map(refused));
    told.extend(asked(ruled, spell));
    told.push(Told::of(
        "directory_contacts",
        directory,
        json!(ruled.directory_contacts.value),
        spell(&ruled.directory_contacts.origin),
    ));
    told
}

fn passwords(ruled: &RuledRules, spell: Spell<'_>) -> Vec<Told> {
    let number = |name, ruled: &Ruled<usize>| Told::number(name, ruled.value, spell(&ruled.origin));
    vec![
        number("password_min", &ruled.password_min),
        number("password_max", &ruled.password_max()),
        number("password_classes", &ruled.password_classes()),
        number("password_score", &ruled.password_score()),
        number("password_history", &ruled.password_history),
    ]
}

/// Of what somebody is reminded who signs in.
fn reminders(policy: ReminderPolicy, spell: Spell<'_>) -> [Told; 3] {
    let told = |name, text: &str, value, key| Told::of(name, text, value, spell(&RuleOrigin::Base(key)));
    let (skip, within) = match policy.skip {
        Skip::Never => ("not to be put off".to_owned(), json!("never")),
        Skip::Always => ("may be put off".to_owned(), json!("always")),
        Skip::Limited { within, times } => {
            (format!("may be put off {times} times in {}", spelled_out(within)), json!({ "days": days(within), "times": times }))
        }
    };
    let again = policy.reconfirm.map_or_else(|| "never".to_owned(), |span| format!("after {}", spelled_out(span)));
    let required = if policy.required { "reminded" } else { "not reminded" };
    [
        told("registration", required, json!(policy.required), "registration.required"),
        told("skip", &skip, within, "registration.skip"),
        told("reconfirm", &again, json!(policy.reconfirm.map(days)), "registration.reconfirm_days"),
    ]
}

fn days(span: Span) -> i64 {
    span.millis() / Span::days(1).millis()
}

fn spelled_out(span: Span) -> String {
    format!("{} days", days(span))
}

/// What these rules come to now; nobody decided that.
fn state(mut rules: Rules, config: &Config, account: &Account) -> [Told; 2] {
    // As it is to visits: what nothing here can send is no method.
    rules.methods.retain(|method| match method {
        Method::Email => config.email.is_some(),
        Method::Sms => false,
        // Over SSH it is one, wherever else it is none.
        Method::Totp | Method::Questions | Method::RecoveryCode | Method::SecurityKey => true,
    });
    let (usable, enough) = (rules.usable_methods(account), rules.is_registered(account, &[]));
    let registered = if enough { "enough for its gates" } else { "too little for its gates" };
    [
        Told { origin: None, ..Told::of("usable_now", &names(&usable), named(&usable), String::new()) },
        Told { origin: None, ..Told::of("registered", registered, json!(enough), String::new()) },
    ]
}

impl Told {
    fn of(name: &'static str, text: &str, value: Value, origin: String) -> Self {
        Self { name, text: text.to_owned(), value, origin: Some(origin) }
    }

    fn number(name: &'static str, number: usize, origin: String) -> Self {
        Self::of(name, &number.to_string(), json!(number), origin)
    }
}

/// What is asked, where questions are a proof.
fn asked(ruled: &RuledRules, spell: Spell<'_>) -> Option<Told> {
    let policy = ruled.questions.value;
    let when = if policy.alone { "alone or first too" } else { "after another proof" };
    let value = json!({ "ask": policy.ask, "alone": policy.alone, "sticky": policy.sticky });
    let told = || Told::of("questions", &format!("{} asked, {when}", policy.ask), value, spell(&ruled.questions.origin));
    ruled.methods.value.contains(&Method::Questions).then(told)
}

fn named(methods: &[Method]) -> Value {
    methods.iter().map(|method| method.name()).collect()
}

fn names(methods: &[Method]) -> String {
    if methods.is_empty() {
        return "none".to_owned();
    }
    methods.iter().map(|method| method.name()).collect::<Vec<_>>().join(", ")
}

const fn reset(reset: Reset) -> &'static str {
    match reset {
        Reset::Allowed => "allowed",
        Reset::Elsewhere => "no: another system keeps the password",
        Reset::AccountOff => "no: the account is switched off",
        Reset::NotForThisPerson => "no: not open to this person",
    }
}

/// Who decided, in words for an operator.
fn spelled(origin: &RuleOrigin, config: &Config) -> String {
    match origin {
        RuleOrigin::Base(key) if config.says(key) => format!("kiosk.toml: {key}"),
        RuleOrigin::Base(key) => format!("default of policy \"{}\" ({key})", config.standard.name()),
        RuleOrigin::Group(name) => format!("kiosk.toml: [[group]] \"{name}\""),
        RuleOrigin::Administrators => "always so for administrators".to_owned(),
        RuleOrigin::Account => "the account itself".to_owned(),
    }
}
