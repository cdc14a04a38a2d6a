//! The thin terminals in the hall: known by a key, and by nothing else.

use kiosk::domain::account::Language;
use kiosk::page::PageId;
use rustix::process::{Signal, kill_process};

use crate::installation::{Installation, OLD, ran, title};
use crate::served::{PLAIN, Served, free_address, listen};
use crate::terminal::Terminal;

/// A server with a terminal in Hall B, and the options by which `ssh` there has its key.
fn with_a_terminal(more: &str) -> (Served, Vec<String>) {
    let address = free_address();
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("hall-b");
    let made = ran(std::process::Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key), "");
    assert_eq!(made.code, 0, "{made:?}");
    let public = std::fs::read_to_string(key.with_extension("pub")).unwrap();
    let section = format!("[[ssh.terminal]]\nkey = \"{}\"\nplace = \"Hall B\"\n{more}", public.trim());
    let served = Served::of(Installation::new(&format!("{}{PLAIN}{section}", listen(address))), address);
    let kept = served.kiosk.path("hall-b");
    std::fs::copy(&key, &kept).unwrap();
    (served, vec!["-i".to_owned(), kept.display().to_string(), "-o".to_owned(), "IdentitiesOnly=yes".to_owned()])
}

fn visit(served: &Served, user: &str, options: &[String]) -> Terminal {
    served.visit_as(user, "linux", &options.iter().map(String::as_str).collect::<Vec<_>>(), 80, 24)
}

fn see(terminal: &mut Terminal, keys: &str, page: PageId) {
    terminal.press(keys);
    terminal.wait_for(&title(page, Language::English));
}

#[test]
fn a_terminal_in_the_hall_is_trusted_and_its_place_stands_in_the_audit() {
    let (served, key) = with_a_terminal("");
    served.kiosk.add("ada", &["--email", "ada@example.org", "--password-stdin"], &format!("{OLD}\n"));
    let mut terminal = visit(&served, "terminal", &key);
    see(&mut terminal, "", PageId::Start);
    see(&mut terminal, "1", PageId::Identify);
    see(&mut terminal, "nobody-here\r", PageId::Identify);
    // It explains: a stranger's name is told to be unknown, which nobody learns from outside.
    terminal.wait_until("a word on the name", |terminal| terminal.shown().contains("Error:"));
    assert_eq!(served.kiosk.places().last().map(String::as_str), Some("Hall B"));
}

#[test]
fn one_after_another_comes_to_it_and_nobody_ends_it() {
    let (served, key) = with_a_terminal("");
    let mut terminal = visit(&served, "terminal", &key);
    see(&mut terminal, "", PageId::Start);
    for _ in 0..2 {
        terminal.press("\x03");
        see(&mut terminal, "1", PageId::Identify);
        see(&mut terminal, "\x03", PageId::Farewell);
        see(&mut terminal, "\r", PageId::Start);
    }
}

#[test]
fn its_own_settings_hold_for_it() {
    let (served, key) = with_a_terminal("reveal = \"uniform\"\nstanding = \"open\"\n");
    let mut terminal = visit(&served, "terminal", &key);
    see(&mut terminal, "", PageId::Start);
    see(&mut terminal, "1", PageId::Identify);
    see(&mut terminal, "nobody-here\r", PageId::ChooseMethod);
}

#[test]
fn nobody_else_is_a_terminal() {
    let (served, key) = with_a_terminal("");
    let (stranger, _) = served.key("stranger");
    let options = ["-i", stranger.to_str().unwrap(), "-oIdentitiesOnly=yes", "-oBatchMode=yes", "-l", "terminal"];
    let refused = served.ssh(&options, &[], "");
    assert_eq!(refused.code, 255, "{refused:?}");
    assert!(refused.err.contains("Permission denied (publickey)"), "{refused:?}");
    // Its key under another name is anybody's, from outside.
    let mut other = visit(&served, "reset", &key);
    see(&mut other, "", PageId::Start);
    see(&mut other, "1", PageId::Identify);
    see(&mut other, "nobody-here\r", PageId::ChooseMethod);
}

#[test]
fn what_is_wrong_with_a_terminal_in_the_file_is_told_with_its_line() {
    for (section, wrong) in [
        ("place = \"Hall B\"\n", "ssh.terminal.key: is missing"),
        ("key = \"ssh-ed25519 nonsense\"\nplace = \"Hall B\"\n", "ssh.terminal.key"),
        ("key = \"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAQQC7\"\nplace = \"Hall B\"\n", "ssh.terminal.key"),
        ("standing = \"high\"\n", "ssh.terminal.standing"),
    ] {
        let kiosk = Installation::new(PLAIN);
        std::fs::write(kiosk.path("kiosk.toml"), format!("[[ssh.terminal]]\n{section}")).unwrap();
        let checked = kiosk.kiosk(&["config", "check"]);
        assert_eq!(checked.code, 2, "{section}: {checked:?}");
        assert!(checked.err.contains(wrong) && checked.err.contains("kiosk.toml:"), "{section}: {checked:?}");
    }
}

#[test]
fn a_server_that_dies_takes_no_window_with_it() {
    let (served, key) = with_a_terminal("");
    let mut terminal = visit(&served, "terminal", &key);
    see(&mut terminal, "", PageId::Start);
    kill_process(served.process(), Signal::KILL).unwrap();
    assert_eq!(terminal.wait_for_end(), 255);
}
