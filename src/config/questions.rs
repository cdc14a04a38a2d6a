//! The questions that people may be asked, how they are put, and what a kept answer costs to guess.

use toml::de::DeValue;

use super::kind::{Refusal, Taken, because, flag, list, one_of, shown, text, whole};
use super::reading::Section;
use super::standard::Standard;
use crate::domain::proof::answers::AnswerCost;
use crate::domain::question::{MOST_IN_USE, QuestionPolicy, QuestionPool, Topic};

/// What answers are enrolled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionSettings {
    pub pool: QuestionPool,
    pub cost: AnswerCost,
}

const LONGEST: usize = 200;
const SHORTEST: usize = 3;

pub fn read(mut section: Section<'_, '_>, standard: &Standard) -> (QuestionPolicy, QuestionSettings) {
    let usual = standard.questions;
    let alone = standard.within(|reach| flag_among(reach.questions_alone), "a family or a former partner knows the answers");
    let policy = QuestionPolicy {
        ask: section.key("ask", because(whole(3..=5), "fewer are found out")).unwrap_or(usual.ask),
        register: section.key("register", whole(3..=5)).unwrap_or(usual.register),
        sticky: section.key("sticky", flag).unwrap_or(usual.sticky),
        alone: section.key("alone", alone).unwrap_or(usual.alone),
        ignore_punctuation: section.key("ignore_punctuation", flag).unwrap_or(usual.ignore_punctuation),
    };
    let pool = QuestionPool {
        topics: section.key("topics", topics).unwrap_or_else(|| Topic::USUAL.to_vec()),
        own: section.key("own", list(own)).unwrap_or_default(),
    };
    check(&section, policy, &pool);
    let cost = cost(section.section("argon2"));
    section.finish();
    (policy, QuestionSettings { pool, cost })
}

fn check(section: &Section<'_, '_>, policy: QuestionPolicy, pool: &QuestionPool) {
    let in_use = pool.topics.len() + pool.own.len();
    if policy.ask > policy.register {
        section.complain("ask", format!("is {}", policy.ask), format!("at most questions.register, {}", policy.register));
    }
    if in_use > MOST_IN_USE {
        section.complain("own", format!("makes {in_use} with questions.topics"), format!("at most {MOST_IN_USE} in all"));
    } else if in_use < policy.register {
        let wrong = format!("makes {in_use} with questions.own");
        section.complain("topics", wrong, format!("at least questions.register, {}", policy.register));
    }
}

fn cost(mut argon2: Section<'_, '_>) -> AnswerCost {
    let least = AnswerCost::LEAST;
    let mib = least.memory_kib / 1_024;
    let cost = AnswerCost {
        memory_kib: argon2.key("memory_mib", because(whole(mib..=1_024), "OWASP's least")).unwrap_or(mib) * 1_024,
        passes: argon2.key("time", because(whole(least.passes..=10), "OWASP's least")).unwrap_or(least.passes),
    };
    argon2.finish();
    cost
}

/// `true` or `false`, as far as `allowed`.
fn flag_among(allowed: &'static [bool]) -> impl Fn(&DeValue<'_>) -> Taken<bool> {
    move |value| match flag(value)? {
        flag if allowed.contains(&flag) => Ok(flag),
        flag => Err(Refusal::new(shown(value), (!flag).to_string())),
    }
}

fn topics(value: &DeValue<'_>) -> Taken<Vec<Topic>> {
    list(one_of(&Topic::ALL.map(|topic| (topic.id(), topic))))(value)
}

fn own(value: &DeValue<'_>) -> Taken<String> {
    match text(LONGEST)(value)? {
        own if own.chars().count() < SHORTEST => {
            Err(Refusal::new("is too short", format!("a question of {SHORTEST} to {LONGEST} characters")))
        }
        own => Ok(own),
    }
}
