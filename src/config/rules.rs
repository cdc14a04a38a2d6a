//! What the operator allows: who may reset, by which proofs, with how many tries, to what password.

use toml::de::DeValue;

use super::kind::{Taken, because, flag, list, one_of, text, whole};
use super::limits::{limits, reveal};
use super::reading::Section;
use super::registration;
use super::standard::Standard;
use crate::domain::method::{Gates, Method};
use crate::domain::password::PasswordRules;
use crate::domain::policy::{BasePolicy, Enabled, GroupPolicy, Policy, Reveal, Reveals};
use crate::domain::question::QuestionPolicy;

/// What a password hash costs, and how many are made at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    pub memory_mib: u32,
    pub time: u32,
    pub parallelism: u32,
    pub at_once: usize,
    /// How many wait for their turn; whoever comes then sees `busy`.
    pub queue: usize,
}

/// OWASP's least: 46 MiB once, or 19 MiB twice.
const LEAST_MIB_ONCE: u32 = 46;
const LEAST_MIB: u32 = 19;

pub fn read(file: &mut Section<'_, '_>, standard: &Standard, over_ssh: Reveal, questions: QuestionPolicy) -> (Policy, Hashing) {
    let (reset, reveal, unlock) = reset(file.section("reset"), standard, questions);
    let (password, hashing) = password(file.section("password"), standard);
    let (code, limits) = limits(file.section("limits"), standard);
    let reveal = Reveals { trusted: reveal, open: over_ssh };
    let base = BasePolicy { password, ..reset };
    let groups = groups(file.sections("group"), &base, questions);
    let reminders = registration::read(file.section("registration"), standard);
    (Policy { base, groups, code, limits, questions, reveal, unlock, reminders }, hashing)
}

/// What holds for a reset, with the usual rules for its password; how much pages tell; whether unlocking is enough.
fn reset(mut section: Section<'_, '_>, standard: &Standard, questions: QuestionPolicy) -> (BasePolicy, Reveal, bool) {
    let enabled = enabled(&mut section);
    let gates = section.key("gates", gates).unwrap_or(standard.gates);
    let methods = section.key("methods", methods).unwrap_or_else(|| standard.methods.to_vec());
    let directory_contacts = section.key("directory_contacts", flag).unwrap_or(true);
    let unlock = section.key("unlock", flag).unwrap_or(true);
    let reveal = section.key("reveal", reveal()).unwrap_or(Reveal::Explain);
    check_classes(&section, gates, &methods, questions);
    section.finish();
    let password = standard.password.clone();
    (BasePolicy { enabled, gates, methods, directory_contacts, password }, reveal, unlock)
}

fn enabled(section: &mut Section<'_, '_>) -> Enabled {
    let words = [("all", Enabled::All), ("groups", Enabled::Groups(Vec::new())), ("none", Enabled::None)];
    let enabled = section.key("enabled", one_of(&words)).unwrap_or(Enabled::All);
    let groups = section.key("groups", list(text(64))).unwrap_or_default();
    match (enabled, groups.is_empty()) {
        (Enabled::Groups(_), true) => {
            section.complain("groups", "is empty", "the groups that may reset, as reset.enabled is \"groups\"");
            Enabled::None
        }
        (Enabled::Groups(_), false) => Enabled::Groups(groups),
        (enabled @ (Enabled::All | Enabled::None), true) => enabled,
        (enabled @ (Enabled::All | Enabled::None), false) => {
            section.complain("groups", "has no effect", "reset.enabled = \"groups\", or no groups");
            enabled
        }
    }
}

fn password(mut section: Section<'_, '_>, standard: &Standard) -> (PasswordRules, Hashing) {
    let usual = &standard.password;
    let classes = standard.within(|reach| whole(reach.password_classes.clone()), "they make passwords worse");
    let score = standard.within(|reach| whole(reach.password_score.clone()), "below 2 the passwords guessed first are taken");
    let rules = PasswordRules {
        min: section.key("min", shortest).unwrap_or(usual.min),
        max: section.key("max", because(whole(64..=256), "a passphrase must fit")).unwrap_or(usual.max),
        classes: section.key("classes", classes).unwrap_or(usual.classes),
        score: section.key("score", score).unwrap_or(usual.score),
        history: section.key("history", whole(0..=24)).unwrap_or(usual.history),
        organisation_words: section.key("organisation_words", list(text(64))).unwrap_or_default(),
    };
    let hashing = hashing(&mut section);
    section.finish();
    (rules, hashing)
}

fn hashing(section: &mut Section<'_, '_>) -> Hashing {
    let mut argon2 = section.section("argon2");
    let hashing = Hashing {
        memory_mib: argon2.key("memory_mib", whole(LEAST_MIB..=1_024)).unwrap_or(LEAST_MIB_ONCE),
        time: argon2.key("time", whole(1..=10)).unwrap_or(1),
        parallelism: argon2.key("parallelism", whole(1..=8)).unwrap_or(1),
        at_once: section.key("at_once", whole(1..=64)).unwrap_or(2),
        queue: section.key("queue", whole(1..=1_000)).unwrap_or(32),
    };
    if hashing.time == 1 && hashing.memory_mib < LEAST_MIB_ONCE {
        let expected =
            format!("at least {LEAST_MIB_ONCE} with time = 1, or {LEAST_MIB} with time = 2 (OWASP's least for Argon2id)");
        argon2.complain("memory_mib", format!("is {} with time = 1", hashing.memory_mib), expected);
    }
    argon2.finish();
    hashing
}

fn groups(sections: Vec<Section<'_, '_>>, base: &BasePolicy, questions: QuestionPolicy) -> Vec<GroupPolicy> {
    let mut groups: Vec<GroupPolicy> = Vec::new();
    for mut section in sections {
        let group = GroupPolicy {
            name: section.key("name", text(64)).unwrap_or_default(),
            gates: section.key("gates", gates),
            methods: section.key("methods", methods),
            directory_contacts: section.key("directory_contacts", flag),
            password_min: section.key("password_min", shortest),
            password_history: section.key("password_history", whole(0..=24)),
        };
        check_group(&section, &group, &groups, base, questions);
        section.finish();
        groups.push(group);
    }
    groups
}

fn check_group(
    section: &Section<'_, '_>,
    group: &GroupPolicy,
    earlier: &[GroupPolicy],
    base: &BasePolicy,
    questions: QuestionPolicy,
) {
    if group.name.is_empty() {
        section.complain("name", "is missing", "the name of a group");
    } else if earlier.iter().any(|other| other.name == group.name) {
        section.complain("name", format!("is {:?} a second time", group.name), "one [[group]] for each group");
    }
    if group.gates.is_some() || group.methods.is_some() {
        let (gates, methods) = (group.gates.unwrap_or(base.gates), group.methods.as_ref().unwrap_or(&base.methods));
        check_classes(section, gates, methods, questions);
    }
}

/// Two gates are never passed by two methods of one class, nor the only one by questions that may not be alone.
fn check_classes(section: &Section<'_, '_>, gates: Gates, methods: &[Method], questions: QuestionPolicy) {
    let counts = |method: &&Method| **method != Method::Questions || questions.alone || gates == Gates::Two;
    let mut classes: Vec<_> = methods.iter().filter(counts).map(|method| method.class()).collect();
    classes.dedup();
    if classes.len() < gates.count() {
        let wrong = format!("are of {} classes for {} gates", classes.len(), gates.count());
        section.complain("methods", wrong, "a class for each gate: \"email\" and \"totp\" are of two");
    }
}

fn gates(value: &DeValue<'_>) -> Taken<Gates> {
    whole(1..=2_u8)(value).map(|count| if count == 1 { Gates::One } else { Gates::Two })
}

fn methods(value: &DeValue<'_>) -> Taken<Vec<Method>> {
    list(one_of(&Method::ALL.map(|method| (method.name(), method))))(value)
}

fn shortest(value: &DeValue<'_>) -> Taken<usize> {
    because(whole(8..=64), "below 8 a password is guessed in hours")(value)
}
