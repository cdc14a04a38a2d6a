//! A card: lines in a border, as many as fit, from where somebody scrolled to.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear};

use crate::page::Text;
use crate::render::Ink;
use crate::render::look::Role;

/// Columns and rows that the border and the air within it take.
pub const EDGES: (u16, u16) = (4, 2);

pub struct Card {
    pub title: String,
    /// How it is closed, or what else is worth knowing about it.
    pub hint: String,
    pub lines: Vec<Line<'static>>,
}

impl Card {
    /// The rows that all of it takes.
    pub fn height(&self) -> u16 {
        rows(self.lines.len()).saturating_add(EDGES.1)
    }

    /// Draws the card over what is in `area`; gives the lines that it can be scrolled. With a
    /// `scroll` it has the keys: then it shows so, and the cursor stands on it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, scroll: Option<u16>, ink: Ink<'_>) -> u16 {
        let inside = Rect { x: area.x + 2, y: area.y + 1, width: area.width - EDGES.0, height: area.height - EDGES.1 };
        let reach = rows(self.lines.len()).saturating_sub(inside.height);
        let from = scroll.unwrap_or(0).min(reach);
        frame.render_widget(Clear, area);
        frame.buffer_mut().set_style(area, ink.look.style(Role::Plain));
        frame.render_widget(self.border(from, reach - from, scroll.is_some(), ink), area);
        for (y, line) in (inside.y..inside.bottom()).zip(self.lines.iter().skip(usize::from(from))) {
            frame.buffer_mut().set_line(inside.x, y, line, inside.width);
        }
        if scroll.is_some() {
            frame.set_cursor_position(inside.as_position());
        }
        reach
    }

    fn border(&self, above: u16, below: u16, is_held: bool, ink: Ink<'_>) -> Block<'static> {
        let on_border = |text: String, role| Line::styled(format!(" {text} "), ink.look.style(role));
        let title = if is_held { Role::Focus } else { Role::Strong };
        let mut block = Block::bordered()
            .border_set(ink.look.glyphs.frame)
            .border_style(ink.look.style(Role::Quiet))
            .title_top(on_border(self.title.clone(), title));
        if is_held {
            block = block.title_top(on_border(self.hint.clone(), Role::Quiet).right_aligned());
        }
        let more = [("more-above", above), ("more-below", below)].into_iter().rfind(|(_, lines)| *lines > 0);
        let Some((id, lines)) = more else { return block };
        let more = if is_held { Text::new(id).with("lines", i64::from(lines)) } else { Text::new("demo-more") };
        block.title_bottom(on_border(ink.say(&more), Role::Accent).right_aligned())
    }
}

fn rows(lines: usize) -> u16 {
    u16::try_from(lines).unwrap_or(u16::MAX)
}
