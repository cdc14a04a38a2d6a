//! What the environment and kiosk.toml say of a terminal, and what it is sent then.

use kiosk::page::PageId;

use super::see;
use crate::installation::Installation;

/// What a terminal is sent of which `environment` says what it is.
fn sent(kiosk: &Installation, environment: &[&str]) -> String {
    let mut terminal = kiosk.run_where(environment, 80, 24);
    see(&mut terminal, PageId::Start);
    // The first page is there as a whole when the second begins.
    terminal.press("1");
    see(&mut terminal, PageId::Identify);
    String::from_utf8_lossy(terminal.sent()).into_owned()
}

const WITHOUT: &str = "";
const IN_SIXTEEN: &str = ";40m";
const IN_ANY: &str = "48;2;";

/// Whether frames have this corner, and screens these colours.
fn holds(sent: &str, corner: &str, colours: &str) -> bool {
    let corners = ["\u{256d}", "\u{250c}", "+-"];
    let is_framed = sent.contains(corner) && corners.iter().all(|other| sent.contains(other) == (*other == corner));
    let is_coloured = match colours {
        WITHOUT => !sent.contains(IN_SIXTEEN) && !sent.contains(IN_ANY),
        colours => sent.contains(colours),
    };
    is_framed && is_coloured
}

#[test]
fn a_terminal_is_served_as_the_environment_says() {
    let kiosk = Installation::new("");
    for (environment, corner, colours) in [
        (&["TERM=linux"][..], "\u{250c}", IN_SIXTEEN),
        (&["TERM=xterm-256color", "LANG=nl_NL.UTF-8"], "\u{256d}", IN_SIXTEEN),
        (&["TERM=xterm-256color", "COLORTERM=truecolor"], "\u{256d}", IN_ANY),
        (&["TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=1"], "\u{256d}", WITHOUT),
        (&["TERM=xterm-256color", "NO_COLOR="], "\u{256d}", IN_SIXTEEN),
        (&["TERM=xterm-256color", "LANG=nl_NL@euro"], "+-", IN_SIXTEEN),
        (&["TERM=xterm-256color", "LC_ALL=C", "LANG=nl_NL.UTF-8"], "+-", IN_SIXTEEN),
        (&["TERM=xterm-256color", "LC_ALL=", "LC_CTYPE=C.UTF-8", "LANG=C"], "\u{256d}", IN_SIXTEEN),
        (&["TERM=vt100"], "+-", WITHOUT),
        (&["-u", "TERM"], "+-", WITHOUT),
    ] {
        let sent = sent(&kiosk, environment);
        assert!(holds(&sent, corner, colours), "{environment:?}: {sent:?}");
    }
}

#[test]
fn a_terminal_that_lies_is_served_as_kiosk_toml_says() {
    let serial = Installation::new("ui.glyphs = \"ascii\"\nui.colours = \"mono\"\n");
    let sent_there = sent(&serial, &["TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"]);
    assert!(holds(&sent_there, "+-", WITHOUT) && sent_there.is_ascii(), "{sent_there:?}");
    let modest = Installation::new("ui.glyphs = \"unicode\"\nui.colours = \"rgb\"\n");
    let sent_there = sent(&modest, &["TERM=vt220", "LANG=C", "NO_COLOR=1"]);
    assert!(holds(&sent_there, "\u{256d}", IN_ANY), "{sent_there:?}");
}
