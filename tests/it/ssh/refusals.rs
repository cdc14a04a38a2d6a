//! What nobody gets over SSH: a command, a file, a tunnel, a second session, another window.

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use crate::installation::title;
use crate::served::{PLAIN, Served};
use crate::terminal::Terminal;

fn at_the_first_page(terminal: &mut Terminal) {
    terminal.wait_for(&title(PageId::Start, Language::English));
}

#[test]
fn a_command_is_answered_with_one_polite_line_in_each_language() {
    let served = Served::new(PLAIN);
    for command in [&["help"][..], &["id"], &["sh", "-c", "id"], &["bash"], &["() { :; }; id"]] {
        let ran = served.ssh(&[], command, "");
        assert_eq!(ran.code, 1, "{command:?}: {ran:?}");
        assert!(
            ran.out.contains("takes no commands") && ran.out.contains("zonder opdracht") && ran.out.lines().count() == 2,
            "{ran:?}"
        );
        assert!(!ran.out.contains("uid="), "{ran:?}");
    }
}

#[test]
fn there_is_no_subsystem() {
    let served = Served::new(PLAIN);
    let ran = served.ssh(&["-s"], &["sftp"], "");
    assert_ne!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.out, "", "{ran:?}");
}

#[test]
fn nothing_is_forwarded() {
    let served = Served::new(PLAIN);
    let ran = served.ssh(&["-W", "127.0.0.1:22"], &[], "");
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("stdio forwarding failed"), "{ran:?}");
    let ran = served.ssh(&["-N", "-oExitOnForwardFailure=yes", "-R0:127.0.0.1:22"], &[], "");
    assert_ne!(ran.code, 0, "{ran:?}");
    let ran = served.ssh(&["-N", "-oTunnel=yes"], &[], "");
    assert!(ran.code != 0 && ran.err.contains("Tunnel forwarding failed"), "{ran:?}");
    // What is asked for beside a page is refused, and the page comes all the same.
    for more in [&["-A"][..], &["-X"], &["-R", "0:127.0.0.1:22"]] {
        let mut terminal = served.visit_as("reset", "xterm", more, 80, 24);
        at_the_first_page(&mut terminal);
    }
}

#[test]
fn one_connection_has_one_session() {
    let served = Served::new(PLAIN);
    let control = served.kiosk.path("control").display().to_string();
    let shared = ["-o", &format!("ControlPath={control}")].map(str::to_owned);
    let master = [&["-M".to_owned()][..], &shared].concat();
    let master: Vec<&str> = master.iter().map(String::as_str).collect();
    let mut terminal = served.visit_as("reset", "xterm", &master, 80, 24);
    at_the_first_page(&mut terminal);
    let mut second = served.visit_as("reset", "xterm", &[&shared[0], &shared[1], "-o", "ControlMaster=no"], 80, 24);
    // It is refused, and ssh then opens a connection of its own, which is another visit.
    second.wait_for("refused");
    at_the_first_page(&mut second);
    terminal.press("1");
    terminal.wait_for(&title(PageId::Identify, Language::English));
}

#[test]
fn any_name_will_do_but_that_of_a_terminal() {
    let served = Served::new(PLAIN);
    for name in ["reset", "root", "nobody", "x y"] {
        let mut terminal = served.visit_as("reset", "xterm", &["-l", name], 80, 24);
        at_the_first_page(&mut terminal);
    }
    let ran = served.ssh(&["-l", "terminal", "-oBatchMode=yes"], &[], "");
    assert_eq!(ran.code, 255, "{ran:?}");
    assert!(ran.err.contains("Permission denied (publickey)"), "{ran:?}");
}
