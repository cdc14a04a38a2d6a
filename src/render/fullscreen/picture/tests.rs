//! A riddle is seen whole, or nobody could solve it.

use super::*;
use crate::domain::account::Language;
use crate::input::Size;
use crate::page::{Action, Page, Text};
use crate::render::look::{Colours, GlyphSet, Look};
use crate::render::sample::{self, house, shown, terminal};
use crate::render::screen::Screen;
use crate::texts::say;

/// As it comes up, and after an error; with what only a demo has in its row of buttons, and without.
fn riddles() -> Vec<Page> {
    let mut pages = Vec::new();
    for error in [None, Some("captcha-missed"), Some("captcha-empty")] {
        for is_demo in [true, false] {
            let mut page = Page { lead: vec![Text::new("captcha-lead"), Text::new("captcha-calm")], ..sample::captcha() };
            page.fields.iter_mut().for_each(|field| field.error = error.map(Text::new));
            page.actions.retain(|action| is_demo || !matches!(action, Action::People | Action::Inbox));
            pages.push(page);
        }
    }
    pages
}

#[test]
fn all_rows_of_a_picture_are_on_the_screen_with_its_field_and_what_is_wrong() {
    let look = Look::of(GlyphSet::Vt, Colours::Ansi16);
    for (columns, rows) in [(40, 12), (40, 13), (40, 14), (47, 12), (59, 17), (60, 18), (80, 18), (80, 24)] {
        let size = Size { columns, rows };
        for (language, page) in
            Language::ALL.into_iter().flat_map(|language| riddles().into_iter().map(move |page| (language, page)))
        {
            let screen = shown(&terminal(size, &Screen::new(size, look.clone()).draw(&page, language, &house())));
            let picture = page.picture.as_ref().expect("a picture");
            let is_whole = [36, 74].into_iter().any(|width| {
                let wanted: Vec<String> = drawn(picture, width, &look.glyphs).iter().map(|row| row.trim().to_owned()).collect();
                screen.windows(wanted.len()).any(|seen| seen.iter().zip(&wanted).all(|(row, wanted)| row.contains(wanted)))
            });
            let text = screen.join("\n");
            assert!(is_whole, "{size:?}\n{text}");
            assert!(text.contains("w 3x"), "{size:?}\n{text}");
            for error in page.fields.iter().filter_map(|field| field.error.as_ref()) {
                assert!(text.contains(&say(error, language, &house().zone)), "{size:?}\n{text}");
            }
        }
    }
}
