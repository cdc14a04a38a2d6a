//! What pages are drawn on until they have become bytes: sheets of cells, which are large. Many visits share a few of
//! them; in between nothing of any page is left there.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};

use super::pen::Pen;
use super::still::Still;

/// Sheets that are kept: as many as draw at once. One more is made when it is needed.
const KEPT: usize = 4;

/// Some sheets. Clones share them.
#[derive(Clone, Default)]
pub struct Easel(Arc<Mutex<Vec<Terminal<Pen>>>>);

impl Easel {
    /// Lets `pen` write what turns a window that shows `before` into what `paint` draws, and gives what it shows then.
    pub(super) fn draw(&self, pen: &mut Pen, before: &Still, paint: impl FnOnce(&mut Frame<'_>)) -> Still {
        let mut sheets = self.take(pen);
        // The pen is at the sheets for this drawing only: what it knows of the cursor belongs to the visit.
        std::mem::swap(sheets.backend_mut(), pen);
        before.lay_on(sheets.current_buffer_mut());
        sheets.swap_buffers();
        let Ok(drawn) = sheets.draw(paint);
        let after = Still::of(drawn.buffer);
        std::mem::swap(sheets.backend_mut(), pen);
        self.give_back(sheets);
        after
    }

    /// Clean sheets of the size of the window.
    fn take(&self, pen: &Pen) -> Terminal<Pen> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let size = pen.size();
        let mut sheets = kept.unwrap_or_else(|| {
            let Ok(sheets) = Terminal::new(pen.fresh());
            sheets
        });
        if sheets.backend().size() != size {
            *sheets.backend_mut() = pen.fresh();
            let done: Result<(), Infallible> = sheets.resize(Rect::new(0, 0, size.columns, size.rows));
            let Ok(()) = done;
        }
        sheets
    }

    fn give_back(&self, mut sheets: Terminal<Pen>) {
        for _ in 0..2 {
            let sheet = sheets.current_buffer_mut();
            sheet.reset();
            for cell in &mut sheet.content {
                // A cell that is reset says that it holds nothing and may still have its letter; one with a blank has not.
                cell.set_symbol(" ");
            }
            sheets.swap_buffers();
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < KEPT {
            kept.push(sheets);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Size;
    use crate::render::look::{Colours, GlyphSet, Look};

    #[test]
    fn nothing_of_a_page_is_left_on_it() {
        let easel = Easel::default();
        let mut pen = Pen::new(Size { columns: 20, rows: 3 }, &Look::of(GlyphSet::Vt, Colours::Ansi16));
        let secret = |frame: &mut Frame<'_>| frame.render_widget("zebra copper", frame.area());
        let shown = easel.draw(&mut pen, &Still::default(), secret);
        easel.draw(&mut pen, &shown, secret);
        let mut kept = easel.0.lock().expect("nobody failed");
        assert_eq!(kept.len(), 1, "the same sheets serve again");
        for _ in 0..2 {
            let sheets = kept.first_mut().expect("some");
            assert!(sheets.current_buffer_mut().content.iter().all(|cell| cell.symbol() == " "));
            sheets.swap_buffers();
        }
    }
}
