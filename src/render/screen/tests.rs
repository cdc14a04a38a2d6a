//! The bytes of a screen, read back by a terminal: what changed and nothing else.

use proptest::prelude::*;

use super::*;
use crate::page::{PageId, Value};
use crate::render::look::Colours;
use crate::render::sample::{self, house, shown, terminal};

const SIZE: Size = Size { columns: 80, rows: 24 };

fn screen(colours: Colours) -> Screen {
    Screen::new(SIZE, Look::choose(Some(colours), false, "linux"))
}

/// Every cell of a terminal, with its style.
fn cells(terminal: &vt100::Parser) -> Vec<vt100::Cell> {
    let (rows, columns) = terminal.screen().size();
    (0..rows.get())
        .flat_map(|row| (0..columns.get()).map(move |column| (row, column)))
        .map(|(row, column)| terminal.screen().cell(row, column).unwrap().clone())
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

#[test]
fn without_colours_none_are_sent() {
    let mut screen = screen(Colours::Mono);
    for page in sample::all() {
        let bytes = String::from_utf8(screen.draw(&page, Language::Dutch, &house())).unwrap();
        for sequence in bytes.split("\x1b[").skip(1) {
            let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            let colours = sequence[..end].split(';').filter(|code| code.len() > 1 && sequence[end..].starts_with('m'));
            assert_eq!(colours.collect::<Vec<_>>(), Vec::<&str>::new());
        }
    }
}

#[test]
fn colours_are_the_classic_sixteen() {
    let mut screen = screen(Colours::Ansi16);
    for page in sample::all() {
        let bytes = String::from_utf8(screen.draw(&page, Language::English, &house())).unwrap();
        assert!(!bytes.contains("38;5") && !bytes.contains("48;5") && !bytes.contains("38;2"));
    }
}

#[test]
fn a_wiped_screen_shows_and_keeps_nothing() {
    let mut screen = screen(Colours::Ansi16);
    let mut page = sample::new_password();
    page.fields[0].value = Value::Secret { length: 5, cursor: 5, shown: Some("zebra".to_owned().into()) };
    let mut bytes = [screen.open(), screen.draw(&page, Language::English, &house())].concat();
    assert!(shown(&terminal(SIZE, &bytes)).join("").contains("zebra"));

    let wipe = screen.wipe();
    assert!(wipe.windows(4).any(|four| four == b"\x1b[3J"), "what was scrolled away goes too");
    bytes.extend(wipe);
    assert_eq!(shown(&terminal(SIZE, &bytes)).join(""), "");
    for _ in 0..2 {
        let kept = screen.terminal.current_buffer_mut();
        assert!(kept.content.iter().all(|cell| cell.symbol() == " "));
        screen.terminal.swap_buffers();
    }
}

#[test]
fn after_a_wipe_and_a_resize_a_page_is_drawn_whole() {
    let mut screen = screen(Colours::Ansi16);
    let first = screen.draw(&sample::start(), Language::English, &house());
    screen.wipe();
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
    let mut screen = Screen::new(Size { columns: u16::MAX, rows: u16::MAX }, Look::choose(None, false, "linux"));
    assert!(screen.draw(&sample::start(), Language::English, &house()).len() < 35_000);
    screen.resize(Size { columns: 0, rows: 0 });
    screen.draw(&Page::new(PageId::Start), Language::English, &house());
    screen.resize(Size { columns: u16::MAX, rows: 1 });
    screen.draw(&sample::start(), Language::English, &house());
}

#[test]
fn opening_and_closing_leave_the_terminal_as_it_was() {
    let mut screen = screen(Colours::Ansi16);
    let open = screen.open();
    let opened = terminal(SIZE, &open);
    assert!(opened.screen().alternate_screen() && opened.screen().bracketed_paste());
    let bytes = [open, screen.draw(&sample::start(), Language::English, &house()), screen.close()].concat();
    let closed = terminal(SIZE, &bytes);
    assert!(!closed.screen().alternate_screen() && !closed.screen().bracketed_paste() && !closed.screen().hide_cursor());
    assert_eq!(shown(&closed).join(""), "");
}

proptest! {
    /// Whatever stood there before, the bytes turn it into the page: letters, colours and cursor.
    #[test]
    fn changes_add_up_to_the_page(order in prop::collection::vec((0..8_usize, any::<bool>(), any::<bool>()), 1..8)) {
        let pages = sample::all();
        let mut changed = screen(Colours::Ansi16);
        let mut terminal_so_far = terminal(SIZE, &changed.open());
        for (place, dutch, resized) in order {
            let language = if dutch { Language::Dutch } else { Language::English };
            if resized {
                changed.resize(SIZE);
            }
            terminal_so_far.process(&changed.draw(&pages[place], language, &house()));
            let mut whole = screen(Colours::Ansi16);
            let fresh = terminal(SIZE, &[whole.open(), whole.draw(&pages[place], language, &house())].concat());
            prop_assert_eq!(cells(&terminal_so_far), cells(&fresh));
            prop_assert_eq!(terminal_so_far.screen().cursor_position(), fresh.screen().cursor_position());
        }
    }
}
