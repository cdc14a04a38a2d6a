//! Codes as a camera sees them: read back from the cells of a terminal that was sent a page.

use rqrr::PreparedImage;

use crate::domain::account::Language;
use crate::input::Size;
use crate::page::{Action, Field, Focus, Page, PageId, Qr, Text, Value};
use crate::render::look::{Colours, GlyphSet, Look};
use crate::render::sample::{house, shown, terminal};
use crate::render::screen::{Screen, Surface};

const FULL: Size = Size { columns: 80, rows: 24 };
/// Dots of a picture for each half of a cell, so that a reader has something to look at.
const DOTS: usize = 3;

/// As long as it may be: 106 bytes.
fn app() -> String {
    let uri = "otpauth://totp/Contoso:alain@contoso.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Contoso";
    format!("{uri:x<106}")
}

fn page(text: &str) -> Page {
    Page {
        lead: vec![
            Text::new("enter-totp-lead"),
            Text::new("desk-phone").with("phone", "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"),
        ],
        qr: Some(Qr::of(text)),
        fields: vec![Field {
            label: Text::new("enter-totp-field"),
            hint: Some(Text::new("enter-totp-hint")),
            error: None,
            value: Value::Code { text: String::new(), cursor: 0, length: 6 },
        }],
        actions: vec![Action::Next, Action::Back, Action::Language, Action::People, Action::Inbox, Action::Stop],
        focus: Focus::Field(0),
        ..Page::new(PageId::EnterTotp)
    }
}

fn drawn(page: &Page, look: Look, size: Size) -> vt100::Parser {
    let mut screen = Screen::new(size, look);
    terminal(size, &[screen.open(Surface::Drawn), screen.draw(page, Language::Dutch, &house())].concat())
}

/// The upper and the lower half of a cell: whether each is black, where the cell has the colours of a code.
fn halves(screen: &vt100::Screen, row: u16, column: u16) -> Option<[bool; 2]> {
    let cell = screen.cell(row, column)?;
    let (black, white) = match (cell.fgcolor(), cell.bgcolor()) {
        (vt100::Color::Idx(0), behind) => (behind == vt100::Color::Idx(0), behind == vt100::Color::Idx(7)),
        (vt100::Color::Rgb(0, 0, 0), behind) => {
            (behind == vt100::Color::Rgb(0, 0, 0), behind == vt100::Color::Rgb(255, 255, 255))
        }
        _ => return None,
    };
    match (cell.contents(), black, white) {
        ("" | " ", true, false) => Some([true, true]),
        ("" | " ", false, true) => Some([false, false]),
        ("▀", false, true) => Some([true, false]),
        ("▄", false, true) => Some([false, true]),
        _ => None,
    }
}

/// What a camera reads off `terminal`, and the cells that the code takes.
fn read(terminal: &vt100::Parser, size: Size) -> Option<(String, (usize, usize))> {
    let screen = terminal.screen();
    let places: Vec<(u16, u16)> = (0..size.rows).flat_map(|row| (0..size.columns).map(move |column| (row, column))).collect();
    let inked: Vec<&(u16, u16)> = places.iter().filter(|(row, column)| halves(screen, *row, *column).is_some()).collect();
    let (top, bottom) = (inked.iter().map(|place| place.0).min()?, inked.iter().map(|place| place.0).max()?);
    let (left, right) = (inked.iter().map(|place| place.1).min()?, inked.iter().map(|place| place.1).max()?);
    let (wide, high) = (usize::from(right - left) + 1, usize::from(bottom - top) + 1);
    assert_eq!(inked.len(), wide * high, "the code is whole, and nothing lies over it");
    let is_black = |x: usize, y: usize| {
        let (row, column) = (top + u16::try_from(y / 2).unwrap(), left + u16::try_from(x).unwrap());
        halves(screen, row, column).unwrap()[y % 2]
    };
    let edge = (0..wide).flat_map(|x| (0..2 * high).map(move |y| (x, y)));
    let quiet = |at: usize, end: usize| at < 4 || at + 4 >= end;
    assert!(!edge.filter(|(x, y)| quiet(*x, wide) || quiet(*y, 2 * high)).any(|(x, y)| is_black(x, y)), "a white edge of four");
    let mut picture = PreparedImage::prepare_from_bitmap(wide * DOTS, 2 * high * DOTS, |x, y| is_black(x / DOTS, y / DOTS));
    let (_, text) = picture.detect_grids().first()?.decode().expect("a code that can be read");
    Some((text, (wide, high)))
}

#[test]
fn an_app_s_address_is_read_off_a_usual_window_beside_its_words() {
    for colours in [Colours::Ansi8, Colours::Ansi16, Colours::Rgb] {
        let terminal = drawn(&page(&app()), Look::of(GlyphSet::Unicode, colours), FULL);
        assert_eq!(read(&terminal, FULL), Some((app(), (45, 23))), "{colours:?}");
        let words = shown(&terminal).join("\n");
        for part in ["Typ de code uit uw app", "GEZD GNBV", "Volgende", "Stoppen"] {
            assert!(words.contains(part), "{part}: {words}");
        }
        assert!(!words.contains("Page Down"), "{words}");
        assert!(terminal.screen().cursor_position().1 < 34, "the cursor stays among the words");
    }
}

#[test]
fn a_screen_without_half_blocks_takes_blanks_where_there_is_room() {
    for set in [GlyphSet::Ascii, GlyphSet::Vt] {
        let look = || Look::of(set, Colours::Ansi8);
        for (columns, rows) in [(125, 45), (90, 57)] {
            let size = Size { columns, rows };
            assert_eq!(read(&drawn(&page(&app()), look(), size), size), Some((app(), (90, 45))), "{columns}x{rows}");
        }
        let mut screen = Screen::new(Size { columns: 125, rows: 45 }, look());
        let bytes = screen.draw(&page(&app()), Language::Dutch, &house());
        assert!(set != GlyphSet::Ascii || bytes.is_ascii());
        assert_eq!(read(&drawn(&page(&app()), look(), FULL), FULL), None);
    }
}

/// The window of a console: full of it, from edge to edge.
#[test]
fn a_screen_without_half_blocks_shows_it_alone_where_it_just_fits() {
    let alone = || {
        let page = page(&app());
        Page { qr: page.qr.clone().map(|qr| qr.alone(Text::new("add-app-picture"))), ..page }
    };
    for (set, (columns, rows)) in [GlyphSet::Ascii, GlyphSet::Vt].into_iter().flat_map(|set| [(set, (90, 45)), (set, (91, 46))]) {
        let size = Size { columns, rows };
        let look = || Look::of(set, Colours::Ansi8);
        assert_eq!(read(&drawn(&page(&app()), look(), size), size), None, "no room for the words beside it");
        let terminal = drawn(&alone(), look(), size);
        assert_eq!(read(&terminal, size), Some((app(), (90, 45))), "{columns}x{rows}");
        let words = shown(&terminal).join("\n");
        assert_eq!(words.contains("Met elke toets gaat u terug."), rows > 45, "{words}");
        assert!(!words.contains("Volgende"), "{words}");
    }
    // A smaller one leaves a row that says how to go back.
    let size = Size { columns: 90, rows: 45 };
    let terminal = drawn(&alone(), Look::of(GlyphSet::Unicode, Colours::Rgb), size);
    assert_eq!(read(&terminal, size), Some((app(), (45, 23))));
    assert!(shown(&terminal).join("\n").contains("Met elke toets gaat u terug."));
    let look = Look::of(GlyphSet::Unicode, Colours::Rgb);
    assert_eq!(read(&drawn(&alone(), look, FULL), FULL), Some((app(), (45, 23))), "and half blocks where there is no more room");
    let small = Size { columns: 89, rows: 45 };
    let terminal = drawn(&alone(), Look::of(GlyphSet::Vt, Colours::Ansi8), small);
    assert!(shown(&terminal).join("\n").contains("GEZD GNBV"), "where there is none the words stay");
}

/// A box of each digit has no room for those that are too many: they are seen in one.
#[test]
fn too_many_digits_beside_a_code_stay_in_a_whole_box() {
    for digits in ["12345678", "123456789", "1234567890123456789012345678901234567890"] {
        let mut page = page(&app());
        page.fields[0].value = Value::Code { text: digits.to_owned(), cursor: digits.len(), length: 6 };
        let terminal = drawn(&page, Look::of(GlyphSet::Unicode, Colours::Mono), FULL);
        assert!(shown(&terminal).join("").contains(']'));
        let terminal = drawn(&page, Look::of(GlyphSet::Vt, Colours::Ansi16), FULL);
        let (row, column) = terminal.screen().cursor_position();
        assert!(shown(&terminal)[usize::from(row)].contains(']'), "{digits} at {column}");
        let terminal = drawn(&page, Look::of(GlyphSet::Unicode, Colours::Ansi16), FULL);
        assert!(read(&terminal, FULL).is_some());
        let (row, column) = terminal.screen().cursor_position();
        assert!(column < 34, "{digits} at {column}");
        let words = terminal.screen().contents_between(row, 0, row, 34);
        assert!(words.contains(&digits[digits.len() - 8..]) || words.contains("1] ["), "{words}");
        assert!(words.trim_end().ends_with(']'), "{words}");
    }
}

/// Where it cannot be drawn, or would be upside down for all we know, the page is as it is without one.
#[test]
fn elsewhere_the_words_stand_alone() {
    let large = Size { columns: 200, rows: 100 };
    for (set, colours, size) in [
        (GlyphSet::Unicode, Colours::Mono, large),
        (GlyphSet::Ascii, Colours::Mono, large),
        (GlyphSet::Vt, Colours::Ansi16, FULL),
        (GlyphSet::Unicode, Colours::Rgb, Size { columns: 40, rows: 12 }),
        (GlyphSet::Unicode, Colours::Rgb, Size { columns: 79, rows: 24 }),
        (GlyphSet::Unicode, Colours::Rgb, Size { columns: 80, rows: 22 }),
    ] {
        let (with, without) = (page(&app()), Page { qr: None, ..page(&app()) });
        let seen = |page: &Page| drawn(page, Look::of(set, colours), size).screen().contents_formatted();
        assert_eq!(seen(&with), seen(&without), "{set:?} {colours:?} {size:?}");
    }
    let longer = page(&format!("{}x", app()));
    assert_eq!(read(&drawn(&longer, Look::of(GlyphSet::Unicode, Colours::Rgb), FULL), FULL), None, "107 bytes take more rows");
    let endless = page(&"x".repeat(10_000));
    assert_eq!(read(&drawn(&endless, Look::of(GlyphSet::Unicode, Colours::Rgb), large), large), None, "no code holds so much");
}

/// Neither drawn nor, once the visit knows, offered by a key.
#[test]
fn the_way_to_see_a_code_alone_is_drawn_where_there_is_room_for_that() {
    let page = Page { actions: vec![Action::Next, Action::ShowPicture, Action::Stop], ..page(&app()) };
    let compact = Size { columns: 40, rows: 12 };
    for (set, colours, size, has_room) in [
        (GlyphSet::Unicode, Colours::Rgb, FULL, true),
        (GlyphSet::Unicode, Colours::Mono, FULL, false),
        (GlyphSet::Vt, Colours::Ansi16, FULL, false),
        (GlyphSet::Unicode, Colours::Rgb, compact, false),
    ] {
        let look = Look::of(set, colours);
        let text = shown(&drawn(&page, look.clone(), size)).join("\n");
        assert_eq!(text.contains("Plaatje"), has_room, "{text}");
        let area = ratatui::layout::Rect::new(0, 0, size.columns, size.rows);
        assert_eq!(super::super::beside::lacks_code(&page, &look, area), !has_room, "{size:?}");
    }
}

#[test]
fn a_short_address_makes_a_small_code() {
    let terminal = drawn(&page("https://help.contoso.com"), Look::of(GlyphSet::Unicode, Colours::Rgb), FULL);
    assert_eq!(read(&terminal, FULL), Some(("https://help.contoso.com".to_owned(), (33, 17))));
}

#[test]
fn no_window_is_too_odd_for_a_code() {
    for columns in [1, 19, 20, 39, 40, 44, 45, 46, 79, 80, 89, 90, 91, 124, 125, 300] {
        for rows in [1, 7, 8, 11, 12, 13, 22, 23, 24, 34, 35, 44, 45, 46, 56, 57, 100] {
            for set in GlyphSet::ALL {
                let size = Size { columns, rows };
                let terminal = drawn(&page(&app()), Look::of(set, Colours::Ansi16), size);
                assert!(read(&terminal, size).is_none_or(|(text, _)| text == app()), "{columns}x{rows}");
            }
        }
    }
}

#[test]
fn debug_does_not_show_what_may_be_a_secret() {
    assert!(!format!("{:?}", page(&app())).contains("otpauth"));
}
