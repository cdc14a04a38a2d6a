//! The bytes of a screen, read back by a terminal: what changed and nothing else.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::*;
use crate::page::{PageId, Value};
use crate::render::look::{Colours, GlyphSet};
use crate::render::sample::{self, house, shown, terminal};

const SIZE: Size = Size { columns: 80, rows: 24 };

fn screen(colours: Colours) -> Screen {
    Screen::new(SIZE, Look::of(GlyphSet::Vt, colours))
}

/// Every cell of a terminal, with its style; one that was never drawn is as blank as a drawn blank.
fn cells(terminal: &vt100::Parser) -> Vec<String> {
    let seen = |cell: &vt100::Cell| {
        let symbol = if cell.has_contents() { cell.contents() } else { " " };
        format!("{symbol} {:?} {:?} {} {}", cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.inverse())
    };
    let (rows, columns) = terminal.screen().size();
    (0..rows.get())
        .flat_map(|row| (0..columns.get()).map(move |column| (row, column)))
        .map(|(row, column)| seen(terminal.screen().cell(row, column).unwrap()))
        .collect()
}

#[test]
fn a_keystroke_costs_less_than_two_hundred_bytes() {
    let type_into = |mut page: Page, value: &dyn Fn(usize) -> Value| {
        let mut screen = screen(Colours::Ansi16);
        let mut most = 0;
        for typed in 0..60 {
            page.fields[0].value = value(typed);
            let bytes = screen.draw(&page, Language::Dutch, &house());
            most = if typed == 0 { 0 } else { most.max(bytes.len()) };
        }
        most
    };
    let plain = |typed| Value::Plain { text: "alain@contoso.com ".chars().cycle().take(typed).collect(), cursor: typed };
    let secret = |typed| Value::Secret { length: typed, cursor: typed, shown: None };
    let code = |typed: usize| Value::Code { text: "1234567890".chars().take(typed).collect(), cursor: typed.min(10), length: 6 };
    let focused = |mut page: Page| {
        page.focus = crate::page::Focus::Field(0);
        page
    };
    let costs = [
        type_into(sample::identify(), &plain),
        type_into(focused(sample::new_password()), &secret),
        type_into(sample::enter_code(), &code),
    ];
    assert!(costs.iter().all(|cost| (1..200).contains(cost)), "{costs:?}");
}

#[test]
fn nothing_new_costs_nothing() {
    let mut screen = screen(Colours::Ansi16);
    screen.draw(&sample::start(), Language::English, &house());
    let again = screen.draw(&sample::start(), Language::English, &house());
    assert_eq!(String::from_utf8(again), Ok(String::new()));
}

/// The parameters of everything that sets a colour or an attribute.
fn painted_with(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    sequences.collect()
}

/// Whether a number may be sent.
type Codes = fn(u8) -> bool;

/// Cells of every colour that there is, before and behind letters.
fn rainbow(frame: &mut Frame<'_>) {
    let classic = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    let others = [Color::Rgb(1, 2, 3), Color::Indexed(5), Color::Reset];
    for (x, colour) in (0..).zip(classic.into_iter().chain(others)) {
        frame.buffer_mut().set_string(x, 0, "x", Style::new().fg(colour));
        frame.buffer_mut().set_string(x, 1, "x", Style::new().bg(colour));
    }
}

#[test]
fn no_colour_is_sent_that_the_session_does_not_have() {
    let allowed: [(Colours, Codes); 4] = [
        (Colours::Mono, |_| false),
        (Colours::Ansi8, |code| matches!(code, 30..=37 | 39 | 40..=47 | 49)),
        (Colours::Ansi16, |code| matches!(code, 30..=37 | 39 | 40..=47 | 49 | 90..=97 | 100..=107)),
        (Colours::Rgb, |code| matches!(code, 30..=37 | 39 | 40..=47 | 49 | 90..=97 | 100..=107)),
    ];
    for (colours, allows) in allowed {
        let mut screen = screen(colours);
        let mut sent = painted_with(&screen.draw_with(rainbow));
        for page in sample::all() {
            sent.extend(painted_with(&screen.draw(&page, Language::Dutch, &house())));
        }
        assert_eq!(sent.iter().any(|codes| codes.contains("38;2;1;2;3")), colours == Colours::Rgb);
        for codes in sent {
            let mut codes = codes.split(';').map(|code| code.parse::<u8>().unwrap());
            while let Some(code) = codes.next() {
                match code {
                    38 | 48 if colours == Colours::Rgb => assert_eq!(codes.by_ref().take(4).count(), 4),
                    0 | 1 | 7 => {}
                    code => assert!(allows(code), "{colours:?}: {code}"),
                }
            }
        }
    }
}

#[test]
fn a_bright_colour_falls_back_on_its_sister_where_there_are_eight() {
    let sent = |colours| painted_with(&screen(colours).draw_with(rainbow));
    assert_eq!(sent(Colours::Ansi16)[10], "92");
    assert_eq!(sent(Colours::Ansi8).iter().filter(|codes| *codes == "32").count(), 2);
}

#[test]
fn what_stands_for_a_wide_letter_is_as_wide() {
    let mut screen = Screen::new(SIZE, Look::of(GlyphSet::Ascii, Colours::Mono));
    let mut write = |text: &str| screen.draw_with(|frame| frame.buffer_mut().set_string(0, 0, text, Style::new()));
    let bytes = [write("xyz"), write("\u{6f22}z")].concat();
    assert_eq!(shown(&terminal(SIZE, &bytes))[0], "? z");
}

#[test]
fn a_wiped_screen_shows_and_keeps_nothing() {
    let mut screen = screen(Colours::Ansi16);
    let mut page = sample::new_password();
    page.fields[0].value = Value::Secret { length: 5, cursor: 5, shown: Some("zebra".to_owned().into()) };
    let mut bytes = [screen.open(Surface::Drawn), screen.draw(&page, Language::English, &house())].concat();
    assert!(shown(&terminal(SIZE, &bytes)).join("").contains("zebra"));

    let wipe = screen.wipe(Surface::Drawn);
    assert!(wipe.windows(4).any(|four| four == b"\x1b[3J"), "what was scrolled away goes too");
    bytes.extend(wipe);
    assert_eq!(shown(&terminal(SIZE, &bytes)).join(""), "");
    let mut kept = Buffer::empty(Rect::new(0, 0, SIZE.columns, SIZE.rows));
    screen.still.lay_on(&mut kept);
    assert!(kept.content.iter().all(|cell| cell.symbol() == " "));
}

#[test]
fn after_a_wipe_and_a_resize_a_page_is_drawn_whole() {
    let mut screen = screen(Colours::Ansi16);
    let first = screen.draw(&sample::start(), Language::English, &house());
    screen.wipe(Surface::Drawn);
    let again = screen.draw(&sample::start(), Language::English, &house());
    assert_eq!(shown(&terminal(SIZE, &first)), shown(&terminal(SIZE, &again)));

    let wide = Size { columns: 100, rows: 30 };
    screen.resize(wide);
    let resized = screen.draw(&sample::start(), Language::English, &house());
    let fresh = Screen::new(wide, screen.look().clone()).draw(&sample::start(), Language::English, &house());
    assert_eq!(shown(&terminal(wide, &resized)), shown(&terminal(wide, &fresh)));
}

#[test]
fn sizes_from_outside_are_bounded() {
    let mut screen = Screen::new(Size { columns: u16::MAX, rows: u16::MAX }, Look::of(GlyphSet::Vt, Colours::Ansi16));
    assert!(screen.draw(&sample::start(), Language::English, &house()).len() < 35_000);
    screen.resize(Size { columns: 0, rows: 0 });
    screen.draw(&Page::new(PageId::Start), Language::English, &house());
    screen.resize(Size { columns: u16::MAX, rows: 1 });
    screen.draw(&sample::start(), Language::English, &house());
}

#[test]
fn opening_and_closing_leave_the_terminal_as_it_was() {
    let mut screen = screen(Colours::Ansi16);
    let open = screen.open(Surface::Drawn);
    let opened = terminal(SIZE, &open);
    assert!(opened.screen().alternate_screen() && opened.screen().bracketed_paste());
    let bytes = [open, screen.draw(&sample::start(), Language::English, &house()), screen.close()].concat();
    let closed = terminal(SIZE, &bytes);
    assert!(!closed.screen().alternate_screen() && !closed.screen().bracketed_paste() && !closed.screen().hide_cursor());
    assert_eq!(shown(&closed).join(""), "");
}

/// Whether a terminal shows a screen of ours, and tells of its mouse.
fn is_taken(terminal: &vt100::Parser) -> (bool, bool) {
    (terminal.screen().alternate_screen(), terminal.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None)
}

#[test]
fn what_stood_on_the_window_before_is_not_shown_to_whoever_comes_to_plain_text() {
    for first in [Surface::Drawn, Surface::Written] {
        let mut screen = screen(Colours::Ansi16).with_mouse(true);
        let mut window = terminal(SIZE, b"$ kiosk admin user add ada --totp\r\notpauth://totp/ada\r\n$ kiosk\r\n");
        window.process(&screen.open(first));
        window.process(&screen.wipe(Surface::Written));
        assert_eq!(shown(&window).join("\n").trim_end(), "", "{first:?}");
    }
}

#[test]
fn a_window_that_is_written_on_stays_the_one_that_was_found() {
    let mut screen = screen(Colours::Ansi16).with_mouse(true);
    let mut window = terminal(SIZE, b"$ kiosk\r\n");
    let mut send = |bytes: &[u8]| {
        window.process(bytes);
        (is_taken(&window), shown(&window).join("\n").trim_end().to_owned())
    };
    send(&screen.open(Surface::Written));
    assert_eq!(send(b"Who are you?"), ((false, false), "Who are you?".to_owned()));
    let drawn = [screen.wipe(Surface::Drawn), screen.draw(&sample::start(), Language::English, &house())].concat();
    assert_eq!(send(&drawn).0, (true, true));
    // Nothing of what was told before lies below the pages that were drawn meanwhile.
    assert_eq!(send(&screen.wipe(Surface::Written)), ((false, false), String::new()));
    assert_eq!(send(b"Show that it is you").1, "Show that it is you");
    assert_eq!(send(&screen.close()), ((false, false), String::new()));
}

proptest! {
    /// Whatever stood there before, the bytes turn it into the page: letters, colours and cursor.
    #[test]
    fn changes_add_up_to_the_page(
        order in prop::collection::vec((0..8_usize, any::<bool>(), any::<bool>()), 1..8),
        set in prop::sample::select(GlyphSet::ALL.to_vec()),
        colours in prop::sample::select(Colours::ALL.to_vec()),
    ) {
        let pages = sample::all();
        let blank = || Screen::new(SIZE, Look::of(set, colours));
        let mut changed = blank();
        let mut terminal_so_far = terminal(SIZE, &changed.open(Surface::Drawn));
        for (place, dutch, resized) in order {
            let language = if dutch { Language::Dutch } else { Language::English };
            if resized {
                changed.resize(SIZE);
            }
            terminal_so_far.process(&changed.draw(&pages[place], language, &house()));
            let mut whole = blank();
            let fresh = terminal(SIZE, &[whole.open(Surface::Drawn), whole.draw(&pages[place], language, &house())].concat());
            let differing = cells(&terminal_so_far).into_iter().zip(cells(&fresh)).find(|(changed, fresh)| changed != fresh);
            prop_assert_eq!(differing, None);
            prop_assert_eq!(terminal_so_far.screen().cursor_position(), fresh.screen().cursor_position());
        }
    }
}
