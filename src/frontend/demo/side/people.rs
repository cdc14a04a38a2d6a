//! The card with the people: what to type, and what each of them shows.

use ratatui::text::{Line, Span};

use super::card::Card;
use crate::domain::question::Topic;
use crate::frontend::demo::cast::{self, CAST, Member};
use crate::page::Text;
use crate::render::Ink;
use crate::render::fullscreen::wrap::wrap;
use crate::render::look::Role;

/// Columns for the user IDs.
const LOGINS: usize = 10;

/// Everybody, in `columns`.
pub fn card(ink: Ink<'_>, columns: u16) -> Card {
    let lead = ink.say(&Text::new("demo-people-lead").with("password", cast::PASSWORD));
    let lead = wrap(&lead, usize::from(columns)).into_iter().map(|line| Line::styled(line, ink.look.style(Role::Plain)));
    let people = CAST.iter().flat_map(|member| entry(member, ink, columns));
    let organisation = cast::organisation().name;
    Card {
        title: ink.say(&Text::new("demo-people-title").with("organisation", organisation)),
        hint: ink.say(&Text::new("demo-close-people")),
        lines: lead.chain([Line::default()]).chain(people).collect(),
    }
}

/// The user ID, and beside it what the member shows, with the answers they registered.
fn entry(member: &Member, ink: Ink<'_>, columns: u16) -> Vec<Line<'static>> {
    let room = usize::from(columns).saturating_sub(LOGINS);
    let answers = member.answers.iter().flat_map(|registered| wrap(&answer(registered, ink), room));
    let shows = wrap(&ink.say(&shows(member)), room).into_iter().chain(answers);
    let logins = [member.login].into_iter().chain(std::iter::repeat(""));
    let rows = logins.zip(shows).map(|(login, shows)| {
        Line::from(vec![
            Span::styled(format!("{login:<LOGINS$}"), ink.look.style(Role::Accent)),
            Span::styled(shows, ink.look.style(Role::Plain)),
        ])
    });
    rows.collect()
}

/// What the member is there to show, with what a visitor needs for it.
pub fn shows(member: &Member) -> Text {
    let text = member.codes.iter().fold(Text::new(member.shows), |text, code| text.with("code", *code));
    member.mobile.iter().fold(text, |text, number| text.with("number", *number))
}

/// A question with the answer that was registered.
pub fn answer((topic, answer): &(Topic, &str), ink: Ink<'_>) -> String {
    let question = ink.say(&Text::new(topic.message()));
    ink.say(&Text::new("demo-answer").with("question", question).with("answer", *answer))
}
