//! Every look keeps its promises: contrast, the focus, and no sign that its screens lack.

use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::domain::account::Language;
use crate::input::Size;
use crate::page::{Tone, Value};
use crate::render::sample::{self, house};
use crate::render::screen::Screen;
use crate::texts;

const SIZES: [Size; 2] = [Size { columns: 80, rows: 24 }, Size { columns: 40, rows: 12 }];

/// Red, green and blue of a colour in one of the palettes that a terminal may have.
type Palette = fn(Color) -> [u8; 3];

/// What a console shows.
fn vga(colour: Color) -> [u8; 3] {
    match colour {
        Color::Black => [0, 0, 0],
        Color::Red => [170, 0, 0],
        Color::Green => [0, 170, 0],
        Color::Yellow => [170, 85, 0],
        Color::Blue => [0, 0, 170],
        Color::Magenta => [170, 0, 170],
        Color::Cyan => [0, 170, 170],
        Color::Gray => [170, 170, 170],
        Color::DarkGray => [85, 85, 85],
        Color::LightRed => [255, 85, 85],
        Color::LightGreen => [85, 255, 85],
        Color::LightYellow => [255, 255, 85],
        Color::LightBlue => [85, 85, 255],
        Color::LightMagenta => [255, 85, 255],
        Color::LightCyan => [85, 255, 255],
        Color::White => [255, 255, 255],
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Reset | Color::Indexed(_) => panic!("nobody knows how {colour} looks"),
    }
}

/// What xterm shows unless it is told otherwise.
fn xterm(colour: Color) -> [u8; 3] {
    match colour {
        Color::Red => [205, 0, 0],
        Color::Green => [0, 205, 0],
        Color::Yellow => [205, 205, 0],
        Color::Blue => [0, 0, 238],
        Color::Magenta => [205, 0, 205],
        Color::Cyan => [0, 205, 205],
        Color::Gray => [229, 229, 229],
        Color::DarkGray => [127, 127, 127],
        Color::LightRed => [255, 0, 0],
        Color::LightGreen => [0, 255, 0],
        Color::LightYellow => [255, 255, 0],
        Color::LightBlue => [92, 92, 255],
        Color::LightMagenta => [255, 0, 255],
        Color::LightCyan => [0, 255, 255],
        other => vga(other),
    }
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(style: Style, palette: Palette) -> f64 {
    let (one, other) = (luminance(palette(style.fg.unwrap())), luminance(palette(style.bg.unwrap())));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn everything_stands_out_from_its_background() {
    for colours in [Colours::Ansi8, Colours::Ansi16, Colours::Rgb] {
        for palette in [vga as Palette, xterm] {
            for role in Role::ALL {
                let contrast = contrast(colours.style(role), palette);
                assert!(contrast >= 4.5, "{colours:?} {role:?}: {contrast:.1}");
            }
        }
    }
}

#[test]
fn each_set_of_colours_keeps_to_itself() {
    let is_bright = |colour| vga(colour).iter().any(|part| *part > 170) || colour == Color::DarkGray;
    for role in Role::ALL {
        let colours = |set: Colours| [set.style(role).fg, set.style(role).bg];
        assert_eq!(colours(Colours::Mono), [None, None]);
        assert!(colours(Colours::Ansi8).into_iter().flatten().all(|colour| !is_bright(colour)), "{role:?}");
        // Many consoles have eight only for what is behind letters.
        assert!(colours(Colours::Ansi16)[1].is_some_and(|colour| !is_bright(colour)), "{role:?}");
        assert!(colours(Colours::Ansi16).into_iter().flatten().all(|colour| !matches!(colour, Color::Rgb(..))), "{role:?}");
        assert!(colours(Colours::Rgb).into_iter().flatten().all(|colour| matches!(colour, Color::Rgb(..))), "{role:?}");
    }
}

#[test]
fn what_has_the_focus_and_nothing_else_is_reversed() {
    for colours in Colours::ALL {
        for role in Role::ALL {
            let is_reversed = colours.style(role).add_modifier.contains(Modifier::REVERSED);
            assert_eq!(is_reversed, role == Role::Focus, "{colours:?} {role:?}");
        }
    }
}

/// What colours tell is told without them too: the focus by its marker, the state of a rule by its
/// mark, good and bad news by their word.
#[test]
fn nothing_is_told_by_colour_alone() {
    for glyphs in GlyphSet::ALL.map(GlyphSet::glyphs) {
        assert_eq!(glyphs.marker.trim(), glyphs.marker);
        assert_ne!(glyphs.bar_full, glyphs.bar_empty);
        assert_ne!(glyphs.cell, glyphs.dust);
        let marks = [glyphs.open, glyphs.kept, glyphs.broken];
        assert!(marks[0] != marks[1] && marks[1] != marks[2] && marks[0] != marks[2]);
    }
    for page in sample::all() {
        for notice in page.notices.iter().filter(|notice| notice.tone != Tone::Plain) {
            let word = if notice.tone == Tone::Error { "Fout:" } else { "Gelukt:" };
            assert!(drawn(&page, Look::of(GlyphSet::Vt, Colours::Mono), Language::Dutch, SIZES[0]).contains(word), "{word}");
        }
    }
}

fn drawn(page: &crate::page::Page, look: Look, language: Language, size: Size) -> String {
    let mut screen = Screen::new(size, look);
    sample::shown(&sample::terminal(size, &screen.draw(page, language, &house()))).join("\n")
}

fn symbols(glyphs: &Glyphs) -> Vec<&'static str> {
    let frame = glyphs.frame;
    let corners = [frame.top_left, frame.top_right, frame.bottom_left, frame.bottom_right];
    let lines = [frame.vertical_left, frame.vertical_right, frame.horizontal_top, frame.horizontal_bottom];
    let Glyphs { marker, mask, bullet, bar_full, bar_empty, cell, dust, .. } = *glyphs;
    let signs = [marker, mask, bullet, bar_full, bar_empty, cell, dust];
    [corners.as_slice(), &lines, &signs].concat()
}

/// Whether a screen has a letter.
type Letters = fn(char) -> bool;

/// Debian's console fonts: what the Western and the Unicode ones have in common.
fn is_on_every_console(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{ff}')
        || "€ŠšŽžŒœŸ".contains(c)
        || "─│┌┐└┘├┤┬┴┼█░▒■▲▼◀▶←↑→↓•–—".contains(c)
}

/// What the fonts of terminal programs have beyond that; all of it as wide as a letter.
fn is_in_every_program(c: char) -> bool {
    is_on_every_console(c) || "╭╮╰╯❯○✓✗▄▁".contains(c)
}

#[test]
fn every_text_and_symbol_can_be_shown() {
    let sets: [(GlyphSet, Letters); 3] = [
        (GlyphSet::Ascii, |c| matches!(c, ' '..='~')),
        (GlyphSet::Vt, is_on_every_console),
        (GlyphSet::Unicode, is_in_every_program),
    ];
    for (set, has) in sets {
        let glyphs = set.glyphs();
        let lacks = |text: &str| text.chars().find(|c| *c != '\n' && !has(*c));
        for symbol in symbols(&glyphs).into_iter().chain([glyphs.open, glyphs.kept, glyphs.broken]) {
            assert_eq!(lacks(symbol), None, "{set:?}");
        }
        for language in Language::ALL {
            let said = texts::sample::texts(language);
            assert!(said.len() > 200);
            for text in said {
                let said = glyphs.spell(texts::say(&text, language, &house().zone));
                assert_eq!(lacks(&said), None, "{set:?}: {said}");
            }
            for (page, size) in sample::all().iter().flat_map(|page| SIZES.map(|size| (page, size))) {
                let drawn = drawn(page, Look::of(set, Colours::Mono), language, size);
                assert_eq!(lacks(&drawn), None, "{set:?}: {drawn}");
            }
        }
    }
}

#[test]
fn no_word_of_ours_becomes_a_question_mark_in_seven_bits() {
    let glyphs = GlyphSet::Ascii.glyphs();
    for language in Language::ALL {
        for text in texts::sample::texts(language) {
            let said = texts::say(&text, language, &house().zone);
            let questions = |text: &str| text.matches('?').count();
            assert_eq!(questions(&glyphs.spell(said.clone())), questions(&said), "{said}");
        }
    }
}

#[test]
fn every_symbol_takes_one_cell_and_the_marks_of_a_set_are_alike() {
    for glyphs in GlyphSet::ALL.map(GlyphSet::glyphs) {
        for symbol in symbols(&glyphs) {
            assert_eq!((symbol.width(), symbol.chars().count()), (1, 1), "{symbol}");
        }
        assert_eq!([glyphs.kept.width(), glyphs.broken.width()], [glyphs.open.width(); 2]);
    }
}

#[test]
fn a_wish_goes_before_what_a_terminal_is_known_for() {
    let seen = Terminal { term: "vt220", color_term: "", locale: "C", no_color: true };
    let chosen = |glyphs, colours| {
        let look = Look::choose(Wish { glyphs, colours }, &seen);
        (look.glyphs.set, look.colours)
    };
    assert_eq!(chosen(None, None), (GlyphSet::Ascii, Colours::Mono));
    assert_eq!(chosen(Some(GlyphSet::Unicode), None), (GlyphSet::Unicode, Colours::Mono));
    assert_eq!(chosen(None, Some(Colours::Rgb)), (GlyphSet::Ascii, Colours::Rgb));
}

#[test]
fn a_name_from_outside_is_readable_in_seven_bits_wherever_it_stands() {
    let look = || Look::of(GlyphSet::Ascii, Colours::Rgb);
    let mut page = sample::identify();
    page.fields[0].value = Value::Plain { text: "zoë".to_owned(), cursor: 3 };
    page.fields[0].error = Some(crate::page::Text::new("identify-unknown").with("typed", "zoë"));
    let mut screen = Screen::new(SIZES[0], look());
    let sign = crate::render::House { name: "Café Łódź".to_owned(), ..house() };
    let bytes = screen.draw(&page, Language::English, &sign);
    assert!(bytes.is_ascii());
    let drawn = sample::shown(&sample::terminal(SIZES[0], &bytes)).join("\n");
    for readable in ["Cafe Lodz", "\"zoe\"", " zoe  "] {
        assert!(drawn.contains(readable), "{drawn}");
    }
}
