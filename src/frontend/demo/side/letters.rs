//! The inbox: the letter that is read, whole, and below it what else arrived.

use std::sync::Arc;

use ratatui::text::Line;

use super::card::Card;
use crate::frontend::demo::inbox::{Received, code_in};
use crate::page::{Arg, Text};
use crate::render::Ink;
use crate::render::fullscreen::wrap::wrap;
use crate::render::look::Role;

/// How much of a letter's head is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Whole,
    /// The subject: in a small window the code is to be in sight at once.
    Short,
}

/// The card with the letter at `chosen`, the latest being the first.
pub fn card(letters: &[Arc<Received>], chosen: usize, head: Head, ink: Ink<'_>, columns: u16) -> Card {
    let lines = match letters.get(chosen) {
        Some(letter) => {
            [addresses(letter, head, ink, columns), content(letter, ink, columns), list(letters, chosen, ink)].concat()
        }
        None => wrapped(&ink.say(&Text::new("demo-inbox-empty")), Role::Plain, ink, columns),
    };
    Card { title: ink.say(&Text::new("demo-inbox-title")), hint: ink.say(&Text::new("demo-close-inbox")), lines }
}

/// Who wrote to whom, and when.
fn addresses(letter: &Received, head: Head, ink: Ink<'_>, columns: u16) -> Vec<Line<'static>> {
    if head == Head::Short {
        return Vec::new();
    }
    let mail = &letter.mail;
    let from = Text::new("demo-letter-from").with("name", mail.from_name.as_str());
    let to = Text::new("demo-letter-to").with("address", mail.to.as_str()).with("time", Arg::Clock(letter.at));
    [from, to].iter().flat_map(|text| wrapped(&ink.say(text), Role::Plain, ink, columns)).collect()
}

/// The letter itself, its code standing out.
fn content(letter: &Received, ink: Ink<'_>, columns: u16) -> Vec<Line<'static>> {
    let subject = wrapped(&letter.mail.subject, Role::Strong, ink, columns);
    let body = letter.mail.body.expose().trim_end().lines().flat_map(|line| {
        let role = if code_in(line).is_some() { Role::Accent } else { Role::Plain };
        wrapped(line, role, ink, columns)
    });
    subject.into_iter().chain([Line::default()]).chain(body).collect()
}

/// What arrived, when it is more than one; the marker stands before the one that is read.
fn list(letters: &[Arc<Received>], chosen: usize, ink: Ink<'_>) -> Vec<Line<'static>> {
    if letters.len() < 2 {
        return Vec::new();
    }
    let heading = Line::styled(ink.say(&Text::new("demo-letters")), ink.look.style(Role::Strong));
    let rows = letters.iter().enumerate().map(|(place, letter)| {
        let marker = if place == chosen { ink.look.glyphs.marker } else { " " };
        let subject = ink.look.glyphs.spell(letter.mail.subject.clone());
        let text = format!("{marker} {} {subject}", ink.zone.clock(letter.at));
        Line::styled(text, ink.look.style(Role::Plain))
    });
    [Line::default(), heading].into_iter().chain(rows).collect()
}

fn wrapped(text: &str, role: Role, ink: Ink<'_>, columns: u16) -> Vec<Line<'static>> {
    wrap(&ink.look.glyphs.spell(text.to_owned()), usize::from(columns))
        .into_iter()
        .map(|line| Line::styled(line, ink.look.style(role)))
        .collect()
}
