//! What is told, as text: in lines as wide as the window lets them be, and behind them the question with what was begun
//! of its answer.

use super::Talk;
use crate::input::line::Echo;
use crate::page::{Command, Page, PageId, Text};
use crate::render::Ink;
use crate::render::fullscreen::wrap::wrap;
use crate::render::linear::Prompt;
use crate::session::manner::Medium;

/// Longer lines are hard to follow with an eye or a finger, however wide the window.
const WIDEST: usize = 76;

impl Talk {
    /// `lines`, and behind them what `page` asks for, with what is typed of the answer already.
    pub(super) fn text(
        &mut self,
        lines: &[String],
        is_new_page: bool,
        asking: Option<&Page>,
        columns: u16,
        ink: Ink<'_>,
    ) -> String {
        let end = self.medium.line_end();
        let mut text = String::new();
        if self.asking.is_some() {
            text.push_str(end);
        }
        if is_new_page {
            text.push_str(end);
        }
        let command = asking.and_then(|page| page.command.as_ref()).map(Command::in_one_line);
        // A command is copied: where the window breaks it, it stays one line to whoever marks it.
        let broken = |line: &String| if command.as_ref() == Some(line) { vec![line.clone()] } else { self.broken(line, columns) };
        for line in lines.iter().flat_map(broken) {
            text.push_str(&line);
            text.push_str(end);
        }
        self.asking = asking.map(Prompt::of);
        if let (Some(page), Some(prompt)) = (asking, self.asking) {
            let question = if self.must_agree(prompt) {
                format!("{}: ", ink.say(&Text::new("linear-agree")))
            } else {
                prompt.line(page, self.kept(page, prompt), !self.medium.is_terminal(), ink)
            };
            text.push_str(&self.question(&question, columns));
            let is_seen = prompt.echo == Echo::Shown && self.medium.is_terminal() && page.id != PageId::IdleWarning;
            if is_seen {
                text.push_str(self.draft.text());
            }
        }
        text
    }

    /// Between words, as wide as the window is; a pipe has no window.
    fn broken(&self, line: &str, columns: u16) -> Vec<String> {
        match self.medium {
            Medium::Screen | Medium::Typewriter => wrap(line, usize::from(columns.max(1)).min(WIDEST)),
            Medium::Pipe | Medium::Echoing => vec![line.to_owned()],
        }
    }

    /// What is asked, broken like all the rest, with room for the cursor behind it.
    fn question(&self, line: &str, columns: u16) -> String {
        let lines = self.broken(line.trim_end(), columns.saturating_sub(1));
        format!("{} ", lines.join(self.medium.line_end()))
    }
}
