//! How a visit over SSH ends: by its visitor, from whatever page, or by the house, which says so on their own line.

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use crate::installation::title;
use crate::served::{PLAIN, Served};
use crate::terminal::Terminal;

const F10: &str = "\x1b[21~";
const CLOSED: &str = "This kiosk closes for now, so this visit has ended. Please come back later.";

fn at(terminal: &mut Terminal, page: PageId) {
    terminal.wait_for(&title(page, Language::English));
}

#[test]
fn a_visitor_who_only_looked_can_leave() {
    let served = Served::new(PLAIN);
    for key in [F10, "\x03"] {
        let mut terminal = served.visit(80, 24);
        at(&mut terminal, PageId::Start);
        terminal.press(key);
        assert_eq!(terminal.wait_for_end(), 0, "{key:?}");
    }
    let mut terminal = served.visit_as("reset", "dumb", &[], 80, 24);
    terminal.wait_for("Your choice:");
    terminal.press("stop\r");
    assert_eq!(terminal.wait_for_end(), 0);
}

#[test]
fn whoever_has_not_begun_when_it_closes_is_told_and_leaves() {
    let mut served = Served::new(&format!("{PLAIN}ssh.grace = \"20min\"\n"));
    let mut drawn = served.visit(80, 24);
    at(&mut drawn, PageId::Start);
    let mut printed = served.visit_as("reset", "dumb", &[], 80, 24);
    printed.wait_for("Your choice:");
    served.terminate();
    for terminal in [&mut drawn, &mut printed] {
        assert_eq!(terminal.wait_for_end(), 0);
        assert!(terminal.shown().contains(CLOSED), "{}", terminal.shown());
    }
    assert_eq!(served.wait_for_end(), 0);
}

#[test]
fn whoever_is_inside_when_it_closes_sees_their_time_running_out() {
    let mut served = Served::new(&format!("{PLAIN}ssh.grace = \"4s\"\n"));
    let mut terminal = served.visit(80, 24);
    at(&mut terminal, PageId::Start);
    terminal.press("1");
    at(&mut terminal, PageId::Identify);
    served.terminate();
    terminal.wait_for("This kiosk is about to close");
    terminal.press(" ");
    at(&mut terminal, PageId::Identify);
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(!terminal.screen().alternate_screen() && terminal.shown().contains(CLOSED), "{}", terminal.shown());
    assert_eq!(served.wait_for_end(), 0);
}
