//! Answers to questions from standard input, for trials: whoever typed them here knows them, so their owner
//! is to replace them. No fault repeats an answer.

use std::io::BufRead;

use anyhow::{anyhow, ensure};

use super::super::read_line;
use crate::cli::AddUser;
use crate::config::Config;
use crate::domain::account::{Language, Role};
use crate::domain::id::AnswerId;
use crate::domain::proof::answers::{self, Form};
use crate::domain::question::{Known, MOST_IN_USE, Question, fit};
use crate::domain::secret::Secret;
use crate::page::Text;
use crate::service::ambient::Ambient;
use crate::store::{Keys, NewAnswer};
use crate::texts::{Zone, say};

/// An answer that may be kept, in its form.
struct Taken {
    question: Question,
    answer: Secret,
}

/// The answers that stand in `input`, hashed.
///
/// # Errors
/// What is wrong with which line; or there are too few.
pub fn read(wanted: &AddUser, config: &Config, ambient: &Ambient, input: &mut dyn BufRead) -> anyhow::Result<Vec<NewAnswer>> {
    ensure!(wanted.role == Role::User, "--questions: an administrator is never asked questions");
    let form = Form::current(config.policy.questions.ignore_punctuation);
    let first = if wanted.password_stdin { 2 } else { 1 };
    let taken = lines(wanted, config, form, (first, input))?;
    let least = config.policy.questions.register;
    ensure!(
        (least..=MOST_IN_USE).contains(&taken.len()),
        "standard input: {} answers are there; expected {least} to {MOST_IN_USE}, one on each line",
        taken.len()
    );
    let keys = Keys::read_file(&config.key_file)?;
    let hashed = |Taken { question, answer }| {
        let hash = answers::hashed(&answer, form, &keys.answer_key(), config.questions.cost, &ambient.entropy()?);
        let hash = hash.ok_or_else(|| anyhow!("questions.argon2: Argon2 refuses this cost"))?;
        let id = AnswerId::new(ambient.now(), ambient.entropy()?);
        Ok(NewAnswer { id, question, form, hash, must_replace: true })
    };
    taken.into_iter().map(hashed).collect()
}

fn lines(wanted: &AddUser, config: &Config, form: Form, (first, input): (usize, &mut dyn BufRead)) -> anyhow::Result<Vec<Taken>> {
    let mut taken: Vec<Taken> = Vec::new();
    for number in first..=first + MOST_IN_USE {
        let line = Secret::new(read_line(input)?);
        if line.is_empty() {
            break;
        }
        let took = take(&line, wanted, config, form, &taken);
        taken.push(took.map_err(|fault| anyhow!("standard input, line {number}: {fault}"))?);
    }
    Ok(taken)
}

/// One line: a question, a tab, its answer.
fn take(line: &Secret, wanted: &AddUser, config: &Config, form: Form, earlier: &[Taken]) -> Result<Taken, String> {
    let (named, answer) = line.expose().split_once('\t').ok_or("there is no tab between a question and its answer")?;
    // What stands before the tab may be an answer in the wrong place: it is not repeated.
    let unknown = "its question is neither among questions.topics nor among questions.own";
    let question = config.questions.pool.find(named.trim()).ok_or(unknown)?;
    if earlier.iter().any(|other| other.question == question) {
        return Err("this question stands on an earlier line too".to_owned());
    }
    let answers: Vec<Secret> = earlier.iter().map(|other| other.answer.duplicate()).collect();
    let answer = Secret::new(answer.to_owned());
    let answer = fit(&answer, form, (&wanted.login, &known(wanted, config)), &spelled(&question), &answers)
        .map_err(|bad| bad.to_string())?;
    Ok(Taken { question, answer })
}

/// What others know of whom the account is for.
fn known(wanted: &AddUser, config: &Config) -> Known {
    let names = [wanted.login.as_str(), &config.organisation.name].into_iter().chain(wanted.name.as_deref());
    let words = config.policy.base.password.organisation_words.iter().map(String::as_str);
    Known {
        names: names.chain(words).map(str::to_owned).collect(),
        addresses: wanted.email.iter().chain(&wanted.proved_email).cloned().collect(),
        phones: Vec::new(),
    }
}

/// How the question reads in every language.
fn spelled(question: &Question) -> Vec<String> {
    match question {
        Question::Topic(topic) => {
            Language::ALL.iter().map(|language| say(&Text::new(topic.message()), *language, &Zone::utc())).collect()
        }
        Question::Own(text) => vec![text.clone()],
    }
}
