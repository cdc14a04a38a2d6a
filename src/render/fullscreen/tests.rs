//! Drawings of hand-made pages: snapshots, the cursor, windows of every size.

mod keys;
mod offered;

use std::fmt::Write as _;

use super::*;
use crate::input::Size;
use crate::page::{Action, Check, CheckState, Field, Value};
use crate::render::look::{Colours, GlyphSet};
use crate::render::sample::{self, house, shown, terminal};
use crate::render::screen::{Screen, Surface};
use crate::texts::say;

const FULL: Size = Size { columns: 80, rows: 24 };
const SMALL: Size = Size { columns: 40, rows: 12 };

fn look() -> Look {
    Look::of(GlyphSet::Vt, Colours::Ansi16)
}

fn drawn(page: &Page, language: Language, size: Size) -> vt100::Parser {
    let mut screen = Screen::new(size, look());
    let bytes = [screen.open(Surface::Drawn), screen.draw(page, language, &house())].concat();
    terminal(size, &bytes)
}

/// All pages as text, each with the place of its cursor.
fn gallery(language: Language, size: Size) -> String {
    let mut gallery = String::new();
    for page in sample::all() {
        let terminal = drawn(&page, language, size);
        let (row, column) = terminal.screen().cursor_position();
        writeln!(gallery, "{} (cursor at {column},{row})", page.id.name()).unwrap();
        for line in shown(&terminal) {
            writeln!(gallery, "|{line:<width$}|", width = usize::from(size.columns)).unwrap();
        }
    }
    gallery
}

#[test]
fn pages_in_english_at_full_size() {
    insta::assert_snapshot!(gallery(Language::English, FULL));
}

#[test]
fn pages_in_dutch_at_full_size() {
    insta::assert_snapshot!(gallery(Language::Dutch, FULL));
}

#[test]
fn pages_in_english_in_a_small_window() {
    insta::assert_snapshot!(gallery(Language::English, SMALL));
}

#[test]
fn pages_in_dutch_in_a_small_window() {
    insta::assert_snapshot!(gallery(Language::Dutch, SMALL));
}

#[test]
fn at_full_size_nothing_has_to_be_scrolled() {
    for language in Language::ALL {
        for page in sample::all() {
            let screen = shown(&drawn(&page, language, FULL)).join("\n");
            assert!(!screen.contains("Page Down") && !screen.contains("Page Up"), "{screen}");
        }
    }
}

/// The cell under the cursor is drawn in reverse, after a marker: wherever the focus is, whatever
/// the size.
#[test]
fn the_cursor_stands_on_the_focused_item() {
    for size in [FULL, SMALL] {
        for language in Language::ALL {
            for mut page in sample::all() {
                let places = (0..page.fields.len()).map(Focus::Field);
                let places = places.chain((0..page.choices.len()).map(Focus::Choice));
                for focus in places.chain((0..page.actions.len()).map(Focus::Action)).collect::<Vec<_>>() {
                    page.focus = focus;
                    let terminal = drawn(&page, language, size);
                    let (row, column) = terminal.screen().cursor_position();
                    let cell = terminal.screen().cell(row, column).unwrap();
                    let before = terminal.screen().contents_between(row, 0, row, column);
                    assert!(cell.inverse(), "{} {focus:?} {size:?}", page.id.name());
                    assert!(before.contains('>'), "{} {focus:?} {size:?}: {before}", page.id.name());
                    if let Focus::Action(place) = focus {
                        let action = page.actions[place];
                        let labels = [action.label(), action.short_label()];
                        let labels = labels.map(|label| say(&Text::new(label), language, &house().zone));
                        let starts = labels.iter().any(|label| label.starts_with(cell.contents()));
                        assert!(starts, "{labels:?}: {}", cell.contents());
                    }
                }
            }
        }
    }
}

fn with_field(value: Value) -> Page {
    let label = Text::new("identify-field");
    Page {
        fields: vec![Field { label, hint: None, error: None, value }],
        actions: vec![Action::Next],
        focus: Focus::Field(0),
        ..Page::new(PageId::Identify)
    }
}

fn field_row(value: Value) -> (String, u16) {
    let terminal = drawn(&with_field(value), Language::English, FULL);
    let (row, column) = terminal.screen().cursor_position();
    let line = shown(&terminal)[usize::from(row)].clone();
    let from = line.find('[').unwrap();
    let before = line[..from].chars().count();
    (line[from..].trim_end_matches(['│', ' ']).to_owned(), column - u16::try_from(before).unwrap())
}

#[test]
fn a_long_text_keeps_its_cursor_in_sight() {
    let text: String = ('a'..='z').cycle().take(100).collect();
    let (row, column) = field_row(Value::Plain { text: text.clone(), cursor: 100 });
    assert_eq!((row.as_str(), column), (format!("[{} ]", &text[57..]).as_str(), 44));
    let (row, column) = field_row(Value::Plain { text: text.clone(), cursor: 0 });
    assert_eq!((row.as_str(), column), (format!("[{}]", &text[..44]).as_str(), 1));
}

#[test]
fn wide_letters_move_the_cursor_two_cells() {
    let (row, column) = field_row(Value::Plain { text: "漢字e\u{301}".to_owned(), cursor: 3 });
    assert!(row.starts_with("[漢字e\u{301}"), "{row}");
    assert_eq!(column, 6);
}

#[test]
fn a_code_has_a_tile_for_each_digit_however_it_is_typed() {
    let code = |text: &str, cursor| field_row(Value::Code { text: text.to_owned(), cursor, length: 6 });
    assert_eq!(code("", 0), ("[ ] [ ] [ ]   [ ] [ ] [ ]".to_owned(), 1));
    assert_eq!(code("123 4", 5), ("[1] [2] [3]   [4] [ ] [ ]".to_owned(), 19));
    assert_eq!(code("12-3456", 3).1, 9);
    assert_eq!(code("１23-456", 7), ("[1] [2] [3]   [4] [5] [6]".to_owned(), 23));
    assert_eq!(code("1234567", 0).0, "[1] [2] [3]   [4] [5] [6] [7]");
}

#[test]
fn a_password_is_seen_only_when_it_is_shown() {
    let secret = |shown: Option<&str>| Value::Secret { length: 5, cursor: 5, shown: shown.map(|text| text.to_owned().into()) };
    assert!(field_row(secret(None)).0.starts_with("[***** "));
    assert!(field_row(secret(Some("zebra"))).0.starts_with("[zebra "));
}

#[test]
fn a_small_window_scrolls_to_the_end_and_back() {
    let mut page = sample::stop_elsewhere();
    let first = shown(&drawn(&page, Language::Dutch, SMALL)).join("\n");
    assert!(first.contains("Wij kunnen") && first.contains("hieronder") && !first.contains("7QXK"), "{first}");
    page.scroll = Some(60);
    let last = shown(&drawn(&page, Language::Dutch, SMALL)).join("\n");
    assert!(last.contains("7QXK-2M9D") && last.contains("hierboven"), "{last}");
}

#[test]
fn a_window_that_is_too_small_says_so_and_never_breaks() {
    let draw = |columns, rows| shown(&drawn(&sample::new_password(), Language::English, Size { columns, rows })).join("\n");
    assert!(draw(39, 12).contains("39 x 12"), "{}", draw(39, 12));
    assert!(draw(20, 8).contains("needed"), "{}", draw(20, 8));
    assert_eq!(draw(10, 5).trim_end(), "This windo");
}

#[test]
fn a_window_that_is_too_small_shows_all_of_its_title() {
    for language in Language::ALL {
        let rows = shown(&drawn(&sample::new_password(), language, Size { columns: 20, rows: 8 }));
        let text = rows.iter().map(|row| row.trim_end()).collect::<Vec<_>>().join(" ");
        assert!(text.contains(&say(&Text::new("too-small-title"), language, &house().zone)), "{text}");
        assert!(text.contains("40 x 12"), "{text}");
    }
}

#[test]
fn no_window_is_too_odd_to_be_drawn() {
    for columns in [1, 2, 3, 10, 19, 20, 21, 39, 40, 41, 59, 60, 61, 79, 81, 300] {
        for rows in [1, 2, 7, 8, 9, 11, 12, 13, 17, 18, 19, 25, 100] {
            let mut screen = Screen::new(Size { columns, rows }, look());
            for page in sample::all() {
                screen.draw(&page, Language::Dutch, &house());
            }
        }
    }
}

#[test]
fn a_larger_window_gets_air_around_the_same_page() {
    let large = shown(&drawn(&sample::identify(), Language::English, Size { columns: 100, rows: 30 }));
    let full = shown(&drawn(&sample::identify(), Language::English, FULL));
    assert_eq!(large[4], format!("{:10}{}", "", full[1]));
}

/// A page with rules in every state, the one to mend last.
fn with_rules() -> Page {
    let check = |state, text| Check { state, text: Text::new(text) };
    Page {
        checklist: vec![
            check(CheckState::Kept, "check-personal"),
            check(CheckState::Open, "check-repeat"),
            check(CheckState::Kept, "check-common"),
            check(CheckState::Broken, "check-strong"),
        ],
        ..sample::new_password()
    }
}

fn marks(size: Size) -> Vec<String> {
    let marks = shown(&drawn(&with_rules(), Language::English, size)).join(" ");
    marks.split('[').skip(1).filter(|mark| mark.chars().nth(1) == Some(']')).map(|mark| mark[..1].to_owned()).collect()
}

#[test]
fn in_a_small_window_the_rules_to_mend_come_first() {
    assert_eq!(marks(FULL), ["x", " ", "x", "!"]);
    let tall = Size { columns: 40, rows: 30 };
    assert_eq!(marks(tall), ["!", " ", "x", "x"]);
}

#[test]
fn what_lies_over_a_page_takes_nothing_from_it() {
    for colours in Colours::ALL {
        let look = Look::of(GlyphSet::Unicode, colours);
        let mut screen = Screen::new(FULL, look.clone());
        let paint = |frame: &mut Frame<'_>| {
            let area = frame.area();
            frame.buffer_mut().set_style(area, look.style(Role::Strong));
            frame.buffer_mut().set_style(area, look.style(Role::Focus));
            frame.buffer_mut().set_style(area, look.style(Role::Quiet));
        };
        let terminal = terminal(FULL, &screen.draw_with(paint));
        let cell = terminal.screen().cell(0, 0).unwrap();
        assert!(!cell.bold() && !cell.inverse(), "{colours:?}");
    }
}

/// Colour may be missing, or not be seen: then a screen still says all that it says.
#[test]
fn the_colours_change_no_word_and_no_mark() {
    let bare = |look: Look, page: &Page| {
        let mut screen = Screen::new(FULL, look);
        let drawn = shown(&terminal(FULL, &screen.draw(page, Language::Dutch, &house()))).join("\n");
        // The ends of buttons and fields may be blank where they have a surface.
        drawn.replace(['[', ']'], " ").lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
    };
    for set in GlyphSet::ALL {
        for page in sample::all() {
            let plain = bare(Look::of(set, Colours::Mono), &page);
            for colours in Colours::ALL {
                assert_eq!(bare(Look::of(set, colours), &page), plain, "{} {colours:?}", page.id.name());
            }
        }
    }
}

#[test]
fn wherever_there_are_colours_no_terminal_shines_through() {
    for colours in [Colours::Ansi8, Colours::Ansi16, Colours::Rgb] {
        for page in sample::all() {
            for (columns, rows) in [(80, 24), (40, 12), (120, 50), (39, 11), (10, 2)] {
                let mut screen = Screen::new(Size { columns, rows }, Look::of(GlyphSet::Unicode, colours));
                let terminal = terminal(Size { columns, rows }, &screen.draw(&page, Language::English, &house()));
                let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
                let mut backgrounds = places.map(|(row, column)| terminal.screen().cell(row, column).unwrap().bgcolor());
                assert!(backgrounds.all(|colour| colour != vt100::Color::Default), "{colours:?} {columns}x{rows}");
            }
        }
    }
}

#[test]
fn in_every_look_the_focus_is_marked_and_reversed_and_nothing_else_is() {
    for (set, colours) in looks() {
        let look = Look::of(set, colours);
        let mut page = sample::identify();
        for focus in [Focus::Field(0), Focus::Action(0), Focus::Action(3)] {
            page.focus = focus;
            let mut screen = Screen::new(FULL, look.clone());
            let terminal = terminal(FULL, &screen.draw(&page, Language::English, &house()));
            let (row, column) = terminal.screen().cursor_position();
            let before = terminal.screen().contents_between(row, 0, row, column);
            assert!(before.contains(look.glyphs.marker), "{set:?} {colours:?} {focus:?}: {before}");
            assert!(terminal.screen().cell(row, column).unwrap().inverse(), "{set:?} {colours:?} {focus:?}");
            let is_reversed = |row| (0..80).any(|column| terminal.screen().cell(row, column).unwrap().inverse());
            let reversed: Vec<u16> = (0..24).filter(|row| is_reversed(*row)).collect();
            assert_eq!(reversed, [row], "{set:?} {colours:?} {focus:?}");
        }
    }
}

fn looks() -> impl Iterator<Item = (GlyphSet, Colours)> {
    GlyphSet::ALL.into_iter().flat_map(|set| Colours::ALL.map(|colours| (set, colours)))
}

#[test]
fn seven_bits_are_enough_for_whatever_is_typed() {
    let row = |value| {
        let mut screen = Screen::new(FULL, Look::of(GlyphSet::Ascii, Colours::Mono));
        let bytes = screen.draw(&with_field(value), Language::Dutch, &house());
        assert!(bytes.is_ascii());
        let terminal = terminal(FULL, &bytes);
        let (row, column) = terminal.screen().cursor_position();
        (shown(&terminal)[usize::from(row)].clone(), column)
    };
    let plain = |text: &str, cursor| row(Value::Plain { text: text.to_owned(), cursor });
    let (zoe, column) = plain("Zoë 漢字!", 7);
    assert!(zoe.contains("[Zoe ??! "), "{zoe}");
    assert_eq!(column, plain("Zoe ab!", 7).1);
    // A letter that is not the one that was typed must not be shown in a password.
    let (secret, column) = row(Value::Secret { length: 8, cursor: 8, shown: Some("café 漢字!".to_owned().into()) });
    assert!(secret.contains("[caf? ? ? ! "), "{secret}");
    assert_eq!(column, plain("caf? ? ? !", 10).1);
}

/// A long one too: what is cut off is not written down.
#[test]
fn an_offered_password_is_whole_and_broken_behind_dashes_only() {
    let text = "abcdefg-bcdefgh-cdefghi-defghij-efghijk-fghijkl-ghijklm-hijklmn-";
    for size in [FULL, SMALL] {
        for cursor in [0, 30, 64] {
            let page = with_field(Value::Offered { text: text.to_owned().into(), cursor });
            let terminal = drawn(&page, Language::English, size);
            let rows = shown(&terminal);
            let boxes = rows.iter().filter_map(|row| Some(row.split_once("[ ")?.1.split_once(" ]")?.0));
            let boxes: Vec<&str> = boxes.filter(|piece| piece.ends_with('-')).collect();
            assert_eq!(boxes.concat(), text, "{rows:#?}");
            let (row, column) = terminal.screen().cursor_position();
            let under = terminal.screen().cell(row, column).unwrap().contents().to_owned();
            let expected = text.get(cursor..=cursor).unwrap_or(" ");
            assert_eq!(under, expected, "at {cursor}: {rows:#?}");
        }
    }
}

/// Wherever the cursor can stand, a click means the item that it stands on; and every cell of a button its action.
#[test]
fn a_click_means_what_is_drawn_there() {
    for size in [FULL, SMALL, Size { columns: 132, rows: 50 }] {
        for language in Language::ALL {
            for mut page in sample::all() {
                let places = (0..page.fields.len()).map(Focus::Field);
                let places = places.chain((0..page.choices.len()).map(Focus::Choice));
                for focus in places.chain((0..page.actions.len()).map(Focus::Action)).collect::<Vec<_>>() {
                    page.focus = focus;
                    let mut screen = Screen::new(size, look());
                    let mut spots = Spots::default();
                    let area = ratatui::layout::Rect::new(0, 0, size.columns, size.rows);
                    let bytes = screen.draw_with(|frame| spots = draw(&page, language, &house(), &look(), frame, area));
                    let terminal = terminal(size, &bytes);
                    let (row, column) = terminal.screen().cursor_position();
                    assert_eq!(spots.at(column, row), Some(focus), "{} {size:?}", page.id.name());
                    assert_eq!(spots.at(size.columns, size.rows), None);
                    if let Focus::Action(place) = focus {
                        assert_eq!(said_by(&terminal, &spots, focus), buttons(&terminal, &spots, place), "{}", page.id.name());
                    }
                }
            }
        }
    }
}

/// The text of all cells that mean `item`.
fn said_by(terminal: &vt100::Parser, spots: &Spots, item: Focus) -> String {
    let (rows, columns) = terminal.screen().size();
    let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    let mine = cells.filter(|(row, column)| spots.at(*column, *row) == Some(item));
    mine.map(|(row, column)| terminal.screen().cell(row, column).unwrap().contents().to_owned()).collect()
}

/// The `place`th text in brackets below everything that is no action.
fn buttons(terminal: &vt100::Parser, spots: &Spots, place: usize) -> String {
    let (rows, columns) = terminal.screen().size();
    let is_row = |row: &u16| (0..columns.get()).any(|column| matches!(spots.at(column, *row), Some(Focus::Action(_))));
    let lines: Vec<String> = shown(terminal).into_iter().collect();
    let text: String = (0..rows.get()).filter(is_row).map(|row| lines[usize::from(row)].clone()).collect();
    let found = text.split_inclusive(']').nth(place).unwrap();
    found[found.find('[').unwrap()..].to_owned()
}
