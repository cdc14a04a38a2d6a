//! The inbox: the letter that is read, whole, and below it what else arrived.

use std::sync::Arc;

use ratatui::text::Line;

use super::card::Card;
use crate::frontend::demo::inbox::{Received, code_in};
use crate::page::{Arg, Text};
use crate::render::Ink;
use crate::render::fullscreen::wrap::wrap;
use crate::render::look::Role;

/// The card with the letter at `chosen`, the latest being the first.
pub fn card(letters: &[Arc<Received>], chosen: usize, ink: Ink<'_>, columns: u16) -> Card {
    let lines = match letters.get(chosen) {
        Some(letter) => [whole(letter, ink, columns), list(letters, chosen, ink)].concat(),
        None => wrapped(&ink.say(&Text::new("demo-inbox-empty")), Role::Plain, ink, columns),
    };
    Card { title: ink.say(&Text::new("demo-inbox-title")), hint: ink.say(&Text::new("demo-close-inbox")), lines }
}

/// The letter, its code standing out.
fn whole(letter: &Received, ink: Ink<'_>, columns: u16) -> Vec<Line<'static>> {
    let mail = &letter.mail;
    let from = Text::new("demo-letter-from").with("name", mail.from_name.as_str());
    let to = Text::new("demo-letter-to").with("address", mail.to.as_str()).with("time", Arg::Clock(letter.at));
    let head = [(ink.say(&from), Role::Plain), (ink.say(&to), Role::Plain), (mail.subject.clone(), Role::Strong)];
    let head = head.into_iter().flat_map(|(text, role)| wrapped(&text, role, ink, columns));
    let body = mail.body.expose().trim_end().lines().flat_map(|line| {
        let role = if code_in(line).is_some() { Role::Accent } else { Role::Plain };
        wrapped(line, role, ink, columns)
    });
    head.chain([Line::default()]).chain(body).collect()
}

/// What arrived, when it is more than one; the marker stands before the one that is read.
fn list(letters: &[Arc<Received>], chosen: usize, ink: Ink<'_>) -> Vec<Line<'static>> {
    if letters.len() < 2 {
        return Vec::new();
    }
    let heading = Line::styled(ink.say(&Text::new("demo-letters")), ink.look.style(Role::Strong));
    let rows = letters.iter().enumerate().map(|(place, letter)| {
        let marker = if place == chosen { ink.look.glyphs.marker } else { " " };
        let text = format!("{marker} {} {}", ink.zone.clock(letter.at), letter.mail.subject);
        Line::styled(text, ink.look.style(Role::Plain))
    });
    [Line::default(), heading].into_iter().chain(rows).collect()
}

fn wrapped(text: &str, role: Role, ink: Ink<'_>, columns: u16) -> Vec<Line<'static>> {
    wrap(text, usize::from(columns)).into_iter().map(|line| Line::styled(line, ink.look.style(role))).collect()
}
