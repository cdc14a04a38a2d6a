//! What a window shows, in a twentieth of the room that its cells would take: letters, and how they look. A password
//! that is shown is among them, so they are wiped.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use zeroize::Zeroizing;

/// Cells in their order, from the first row to the last. One without any is a window that was just cleared.
#[derive(Default)]
pub struct Still {
    runs: Vec<Run>,
    letters: Zeroizing<String>,
}

/// Neighbours that look alike.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Run {
    foreground: Color,
    background: Color,
    attributes: Modifier,
    /// Bytes of each cell's letter. What several cells show in as many bytes stands in one run.
    width: u8,
    cells: u16,
}

impl Still {
    pub fn of(buffer: &Buffer) -> Self {
        let room = buffer.content.iter().map(|cell| cell.symbol().len()).sum();
        let mut still = Self { runs: Vec::new(), letters: Zeroizing::new(String::with_capacity(room)) };
        for cell in &buffer.content {
            still.put(cell);
        }
        still.runs.shrink_to_fit();
        still
    }

    fn put(&mut self, cell: &Cell) {
        let mut run = Run {
            foreground: cell.fg,
            background: cell.bg,
            attributes: cell.modifier,
            // A letter with so many signs upon it that it is longer is drawn anew each time.
            width: u8::try_from(cell.symbol().len()).unwrap_or(0),
            cells: 1,
        };
        if run.width > 0 {
            self.letters.push_str(cell.symbol());
        }
        match self.runs.last_mut() {
            Some(last) if (Run { cells: 1, ..*last }) == run && last.cells < u16::MAX => last.cells += 1,
            _ => {
                run.cells = 1;
                self.runs.push(run);
            }
        }
    }

    /// Puts the cells where they were. Those of a window of another size are none.
    pub fn lay_on(&self, buffer: &mut Buffer) {
        let mut cells = buffer.content.iter_mut();
        let mut letters = self.letters.as_str();
        for run in &self.runs {
            for cell in cells.by_ref().take(usize::from(run.cells)) {
                let (letter, rest) = letters.split_at_checked(usize::from(run.width)).unwrap_or((" ", ""));
                letters = rest;
                cell.set_symbol(letter);
                (cell.fg, cell.bg, cell.modifier) = (run.foreground, run.background, run.attributes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    proptest! {
        #[test]
        fn what_was_shown_is_shown_again(
            words in prop::collection::vec(("[a-z ё漢é]{0,9}", 0..4_u16, 0..30_u16, any::<bool>()), 0..9),
        ) {
            let area = Rect::new(0, 0, 40, 4);
            let mut drawn = Buffer::empty(area);
            for (word, row, column, bold) in words {
                let style = if bold { Style::new().bold().red() } else { Style::new() };
                drawn.set_string(column, row, word, style);
            }
            let mut again = Buffer::empty(area);
            Still::of(&drawn).lay_on(&mut again);
            prop_assert_eq!(again, drawn);
        }
    }

    #[test]
    fn it_takes_a_fraction_of_the_room() {
        let mut page = Buffer::empty(Rect::new(0, 0, 80, 24));
        for row in 0..12 {
            page.set_string(3, row * 2, "Here you choose a new password for your account.", Style::new());
        }
        let still = Still::of(&page);
        let room = still.letters.capacity() + still.runs.capacity() * size_of::<Run>();
        assert!(room * 20 < page.content.len() * size_of::<Cell>(), "{room} bytes");
    }
}
