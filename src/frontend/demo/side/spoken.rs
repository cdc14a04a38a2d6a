//! The panels as lines of plain text: one thing in each line, the most important one first.

use std::sync::Arc;

use super::{Phone, people};
use crate::domain::code::grouped;
use crate::domain::proof::totp::code_at;
use crate::frontend::demo::cast::{self, CAST, Member};
use crate::frontend::demo::inbox::Received;
use crate::page::{Arg, Text};
use crate::render::Ink;

/// Everybody, each with what they show and answer.
pub fn people(ink: Ink<'_>) -> Vec<String> {
    let title = Text::new("demo-people-title").with("organisation", cast::organisation().name);
    let lead = Text::new("demo-people-lead").with("password", cast::PASSWORD);
    [title, lead].iter().map(|text| ink.say(text)).chain(CAST.iter().flat_map(|member| person(member, ink))).collect()
}

fn person(member: &Member, ink: Ink<'_>) -> Vec<String> {
    let shows = format!("{}: {}", member.login, ink.say(&people::shows(member)));
    let answers = member.answers.iter().map(|registered| people::answer(registered, ink));
    std::iter::once(shows).chain(answers).collect()
}

/// The letters that nobody heard yet, or else the latest, whole; and what the apps of the phone show.
pub fn inbox(letters: &[Arc<Received>], unheard: usize, phone: &Phone, ink: Ink<'_>) -> Vec<String> {
    let mut letter: Vec<String> = letters.iter().take(unheard.max(1)).rev().flat_map(|letter| whole(letter, ink)).collect();
    if letter.is_empty() {
        letter.push(ink.say(&Text::new("demo-inbox-empty")));
    }
    let title = ink.say(&Text::new("demo-phone-title"));
    let codes = phone.apps.all().into_iter().map(|app| {
        let code = code_at(&app.seed, phone.ambient.now());
        format!("{}: {}", app.login, grouped(code.expose()))
    });
    letter.into_iter().chain(phone.text(ink)).chain([title]).chain(codes).collect()
}

fn whole(letter: &Received, ink: Ink<'_>) -> Vec<String> {
    let mail = &letter.mail;
    let from = Text::new("demo-letter-from").with("name", mail.from_name.as_str());
    let to = Text::new("demo-letter-to").with("address", mail.to.as_str()).with("time", Arg::Clock(letter.at));
    let body = mail.body.expose().lines().filter(|line| !line.is_empty()).map(str::to_owned);
    [ink.say(&from), ink.say(&to), mail.subject.clone()].into_iter().chain(body).collect()
}
