//! The phone: the codes that the apps of the cast show now, and the latest text.

use std::sync::Arc;

use ratatui::text::{Line, Span};

use super::card::Card;
use crate::domain::code::grouped;
use crate::domain::proof::totp::code_at;
use crate::frontend::demo::apps::{App, Apps};
use crate::frontend::demo::inbox::Inbox;
use crate::page::{Arg, Text};
use crate::render::Ink;
use crate::render::fullscreen::wrap::{width, wrap};
use crate::render::look::Role;
use crate::service::ambient::Ambient;

pub struct Phone {
    pub apps: Arc<Apps>,
    pub inbox: Arc<Inbox>,
    pub ambient: Arc<Ambient>,
}

impl Phone {
    /// A line for each app: whose it is, and its code.
    pub fn card(&self, ink: Ink<'_>, columns: u16) -> Card {
        let texts = self.text(ink).into_iter().flat_map(|text| wrap(&text, usize::from(columns)));
        let texts = texts.map(|line| Line::styled(line, ink.look.style(Role::Accent)));
        let lines = texts.chain(self.apps.all().iter().map(|app| self.line(app, ink, columns))).collect();
        Card { title: ink.say(&Text::new("demo-phone-title")), hint: String::new(), lines }
    }

    /// The latest text, with its number and when it came.
    pub fn text(&self, ink: Ink<'_>) -> Option<String> {
        let latest = self.inbox.texts().into_iter().next()?;
        let head = Text::new("demo-text-to").with("number", latest.text.to.as_str()).with("time", Arg::Clock(latest.at));
        Some(format!("{} {}", ink.say(&head), ink.look.glyphs.spell(latest.text.body.expose().to_owned())))
    }

    fn line(&self, app: &App, ink: Ink<'_>, columns: u16) -> Line<'static> {
        let code = grouped(code_at(&app.seed, self.ambient.now()).expose());
        let blank = usize::from(columns.min(40)).saturating_sub(width(app.login) + width(&code));
        Line::from(vec![
            Span::styled(format!("{}{}", app.login, " ".repeat(blank)), ink.look.style(Role::Plain)),
            Span::styled(code, ink.look.style(Role::Strong)),
        ])
    }
}
