//! Everything that a visitor's terminal may be sent: letters, and a handful of sequences that move, colour and wipe.
//! Never anything that names a window, reaches a clipboard or asks the terminal for something.

use std::time::Duration;

use kiosk::domain::account::Language;
use kiosk::domain::visible::is_steering;
use kiosk::input::Size;
use kiosk::render::House as Sign;
use kiosk::render::look::{Colours, GlyphSet, Look};
use kiosk::render::screen::{Screen, Surface};
use kiosk::texts::Zone;

use super::client::{Client, pty, request};
use super::witness::LASTING;
use crate::pages::pages;
use crate::served::Served;

/// Modes that are switched on and off.
const MODES: [&str; 6] = ["?25", "?2004", "?1000", "?1006", "?1049", "?1"];

/// What stands between `ESC [` and the letter that ends it, and that letter.
fn is_known(parameters: &str, last: char) -> bool {
    let numbers = || parameters.split(';').all(|number| number.len() <= 3 && number.chars().all(|digit| digit.is_ascii_digit()));
    match last {
        'm' | 'H' | 'C' => numbers(),
        'J' => matches!(parameters, "2" | "3"),
        'h' | 'l' => MODES.contains(&parameters),
        _ => false,
    }
}

/// The first thing in `text` that no terminal of ours is sent, with what follows.
fn first_unknown(text: &str) -> Option<String> {
    let mut rest = text.chars();
    loop {
        let here = rest.clone();
        let found = || Some(here.clone().take(16).collect());
        match rest.next()? {
            '\x1b' => match rest.next() {
                Some('[') => {
                    let parameters: String = rest.clone().take_while(|c| !c.is_ascii_alphabetic()).collect();
                    let last = rest.nth(parameters.chars().count());
                    if !last.is_some_and(|last| is_known(&parameters, last)) {
                        return found();
                    }
                }
                // Keys of the number pad are numbers.
                Some('>') => {}
                _ => return found(),
            },
            // A tone, one back, and a new line.
            '\x07' | '\x08' | '\r' | '\n' => {}
            c if c.is_control() || is_steering(c) => return found(),
            _ => {}
        }
    }
}

/// Asserts that a terminal may be sent `bytes`.
pub fn check(bytes: &[u8]) {
    let text = str::from_utf8(bytes).expect("text");
    assert_eq!(first_unknown(text), None);
}

#[test]
fn what_would_do_something_to_a_terminal_is_found() {
    for harmless in
        ["Zo\u{eb} \u{2500}", "\x1b[0m\x1b[2J\x1b[H\x1b[3;7Hx\x1b[38;2;1;2;3m", "\x1b[?1049h\x1b[?1l\x1b>", "\r\n\x07\x08"]
    {
        assert_eq!(first_unknown(harmless), None, "{harmless:?}");
    }
    for harmful in [
        "\x1b]0;title\x07",
        "\x1b]52;c;c2VjcmV0\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x1bPq\x1b\\",
        "\x1b[6n",
        "\x1b[c",
        "\x1b[21t",
        "\x1b[?1003h",
        "\x1b[20t",
        "\x1b[5i",
        "\x1bc",
        "\x1b",
        "\x1b[",
        "\x1b_x\x1b\\",
        "\u{9b}2J",
        "\u{9d}0;x",
        "\x0e",
        "\x05",
        "\0",
        "\u{202e}",
        "\u{200b}",
        "\x1b[1;1r",
        "\x1b[J",
        "\x1b[4h",
    ] {
        assert!(first_unknown(&format!("ok{harmful}")).is_some(), "{harmful:?}");
    }
}

#[tokio::test]
async fn no_page_does_more_to_a_terminal_than_draw() {
    let sign = Sign { name: "Contoso".to_owned(), zone: Zone::utc() };
    let pages = pages().await;
    let looks = [
        (GlyphSet::Ascii, Colours::Mono),
        (GlyphSet::Vt, Colours::Ansi8),
        (GlyphSet::Vt, Colours::Ansi16),
        (GlyphSet::Unicode, Colours::Rgb),
    ];
    for (glyphs, colours) in looks {
        for size in [Size { columns: 80, rows: 24 }, Size { columns: 40, rows: 12 }] {
            let mut screen = Screen::new(size, Look::of(glyphs, colours)).with_mouse(true);
            check(&screen.open(Surface::Drawn));
            for (_, page) in &pages {
                for language in Language::ALL {
                    check(&screen.draw(page, language, &sign));
                }
            }
            for bytes in [screen.wipe(Surface::Written), screen.wipe(Surface::Drawn), screen.close()] {
                check(&bytes);
            }
        }
    }
}

#[tokio::test]
async fn no_page_in_plain_text_does_more_to_a_terminal_than_print() {
    for (_, page) in crate::linear::pages::tellable().await {
        for language in Language::ALL {
            check(crate::linear::pages::told(&page, language).join("\r\n").as_bytes());
        }
    }
}

/// A walk is over when so long nothing was drawn.
const QUIET: Duration = Duration::from_millis(500);

/// What a visitor could try to have sent back: to their own terminal, or by a name in a letter or log to another.
const TYPED: [&str; 7] = [
    "\x1b]0;owned\x07",
    "\x1b]52;c;b3duZWQ=\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\u{9b}6n\u{9d}0;owned\u{9c}",
    "\x1b[200~\x1b]0;owned\x07\u{202e}\u{9b}6n\x05\x1b[201~",
    "\u{202e}\u{2066}\u{200b}ada\u{feff}",
    "\x1b[6n\x1b[c\x1b[21t\x05",
];

/// Walks through pages and types the worst into each field that is met, in both languages and both drawings.
fn walk(client: &mut Client, channel: u32) -> std::io::Result<()> {
    let (help, language, linear, stop) = ("\x1bOP", "\x1bOQ", "\x1b[20~", "\x1b[21~");
    for way in ["1", "2", "3", "4"] {
        client.press(channel, way)?;
        for typed in TYPED {
            client.press(channel, typed)?;
            client.press(channel, "\t\r")?;
        }
        for key in [help, "\x1b", language, linear, "x\r", linear, "\x1b", "\x1b", "\x1b"] {
            client.press(channel, key)?;
        }
    }
    client.press(channel, stop)?;
    client.press(channel, "\t\r\r")
}

#[test]
fn nothing_else_comes_over_the_wire_whatever_is_typed() {
    let served = Served::new(LASTING);
    let terms: [&[u8]; 6] = [b"xterm-256color", b"linux", b"vt100", b"dumb", b"", b"\x1b]0;owned\x07\xe2\x80\xae"];
    for term in terms {
        let (mut client, channel) = Client::with_channel(served.address).unwrap();
        client.send(&pty(channel, term, 80, 24, &[])).unwrap();
        client.send(&request(channel, "shell", true)).unwrap();
        walk(&mut client, channel).unwrap();
        // Until nothing more comes.
        client.stream.set_read_timeout(Some(QUIET)).unwrap();
        client.see_end();
        assert!(client.seen.len() > 4_000, "{term:?}: {}", String::from_utf8_lossy(&client.seen));
        check(&client.seen);
        assert!(!String::from_utf8_lossy(&client.seen).contains("owned\x07"), "{term:?}");
    }
    let (mut client, channel) = Client::with_channel(served.address).unwrap();
    client.send(&request(channel, "shell", true)).unwrap();
    walk(&mut client, channel).unwrap();
    client.stream.set_read_timeout(Some(QUIET)).unwrap();
    client.see_end();
    assert!(client.seen.len() > 1_000, "without a terminal: {}", String::from_utf8_lossy(&client.seen));
    check(&client.seen);
}
