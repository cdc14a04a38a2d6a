//! A security key over SSH, as its owner has it: the public line and real signatures of `ssh-keygen` are pasted into a
//! terminal in which `ssh` runs, drawn and in plain text.

use std::sync::Arc;

use kiosk::domain::account::Language;
use kiosk::page::PageId;

use crate::binary::pick;
use crate::installation::{NEW, OLD, Person, title};
use crate::security_keys::agent::Agent;
use crate::security_keys::soft_key::{Kind, SoftKey};
use crate::served::{PLAIN, Served};
use crate::terminal::Terminal;

const WAY: &str = "Sign with my security key";
const NAMESPACE: &str = "kiosk@contoso";
const OF_ANOTHER_VISIT: &str = "That is a signature of something else.";
const LAST_MARK: &str = "-----END SSH SIGNATURE-----";

/// A server, and Ada, who has an app and is going to have a key.
fn begun() -> (Served, Person, Arc<Agent>) {
    let served = Served::new(&format!("{PLAIN}organisation.name = \"Contoso\"\n"));
    let ada = served.kiosk.add_known("ada");
    served.kiosk.sql("UPDATE account SET must_change = 0");
    (served, ada, Agent::holding(SoftKey::new(Kind::Ed25519, 1)))
}

fn see(terminal: &mut Terminal, keys: &str, page: PageId) {
    terminal.press(keys);
    terminal.wait_for(&title(page, Language::English));
}

/// What a terminal sends when somebody pastes, where a program asked to have pastes marked.
fn paste(terminal: &mut Terminal, text: &str) {
    assert!(terminal.screen().bracketed_paste(), "nobody asked for marked pastes");
    terminal.press(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
}

/// The command of a drawn page, as it is copied: from `echo` to the name of the key's file.
fn command(shown: &str) -> String {
    let rows = shown.lines().map(|row| row.trim_matches(['│', ' ']));
    let mut command = String::new();
    for row in rows.skip_while(|row| !row.starts_with("echo ")) {
        let Some(part) = row.strip_suffix(" \\") else { return command + row };
        command = command + part + " ";
    }
    panic!("no command in\n{shown}")
}

/// What `agent` signs of `command`, which is run in the folder of its key.
fn signed(agent: &Agent, command: &str) -> String {
    let words: Vec<&str> = command.split(' ').collect();
    let ["echo", text, "|", "ssh-keygen", "-Y", "sign", "-n", namespace, "-f", "~/.ssh/id_ed25519_sk"] = words[..] else {
        panic!("{command:?}")
    };
    assert_eq!(namespace, NAMESPACE);
    agent.sign(text, namespace)
}

/// Registers the key of `agent` in "my account".
fn register(served: &Served, ada: &Person, agent: &Agent) {
    let mut terminal = served.visit(80, 24);
    see(&mut terminal, "", PageId::Start);
    see(&mut terminal, "3", PageId::SignIn);
    terminal.press(&format!("ada\r{OLD}\r"));
    terminal.wait_for("What would you like to do?");
    see(&mut terminal, "2", PageId::ChooseMethod);
    see(&mut terminal, "1", PageId::EnterTotp);
    terminal.press(&format!("{}\r", ada.code()));
    pick(&mut terminal, "Add a security key");
    terminal.wait_for("Paste the public line");
    paste(&mut terminal, &format!("{}\n", agent.key.line("ada@laptop")));
    terminal.press("\r");
    terminal.wait_for("echo register-");
    assert_eq!(served.kiosk.count("security_key"), 0, "it counts for nothing before it has signed");
    let signature = signed(agent, &command(&terminal.shown()));
    paste(&mut terminal, &signature);
    terminal.wait_for(LAST_MARK);
    terminal.press("\r");
    terminal.wait_for("your security key counts from now on");
    assert_eq!(served.kiosk.count("security_key"), 1);
}

/// Somebody who is asked for Ada's signature.
fn at_the_key(served: &Served) -> Terminal {
    let mut terminal = served.visit(80, 24);
    see(&mut terminal, "", PageId::Start);
    see(&mut terminal, "1", PageId::Identify);
    see(&mut terminal, "ada\r", PageId::ChooseMethod);
    pick(&mut terminal, WAY);
    see(&mut terminal, "", PageId::SignKey);
    terminal
}

#[test]
fn a_key_is_registered_and_signs_for_a_new_password() {
    let (served, ada, agent) = begun();
    register(&served, &ada, &agent);
    let (mut terminal, other) = (at_the_key(&served), at_the_key(&served));
    let (own, of_another) = (command(&terminal.shown()), command(&other.shown()));
    assert!(own.starts_with("echo reset-") && own != of_another, "{own}");
    paste(&mut terminal, &signed(&agent, &of_another));
    terminal.wait_for(LAST_MARK);
    terminal.press("\r");
    terminal.wait_for(OF_ANOTHER_VISIT);
    assert_eq!(served.kiosk.audited("gate-passed"), 1, "the app's, before the key was registered");
    terminal.press("\x15");
    paste(&mut terminal, &signed(&agent, &own));
    terminal.press("\r");
    see(&mut terminal, "", PageId::NewPassword);
    see(&mut terminal, &format!("{NEW}\r{NEW}\r"), PageId::DoneReset);
    assert!(served.kiosk.accepts("ada", NEW) && !served.kiosk.accepts("ada", OLD));
    assert!(served.kiosk.is_sound());
}

/// In plain text nothing marks a paste: its lines come as if they were typed.
#[test]
fn a_key_signs_in_plain_text_too() {
    let (served, ada, agent) = begun();
    register(&served, &ada, &agent);
    let of_another = command(&at_the_key(&served).shown());
    let mut terminal = served.visit_as("reset", "dumb", &[], 80, 24);
    terminal.wait_for("Type a number");
    terminal.press("1\r");
    terminal.wait_for("User ID:");
    terminal.press("ada\r");
    terminal.wait_for(&format!("3. {WAY}"));
    terminal.press("3\r");
    terminal.wait_for("Paste what it prints");
    let said = String::from_utf8_lossy(terminal.sent()).into_owned();
    let own = said.lines().find(|line| line.starts_with("echo reset-")).unwrap().to_owned();
    terminal.press(&signed(&agent, &of_another).replace('\n', "\r"));
    terminal.wait_for(OF_ANOTHER_VISIT);
    terminal.press(&signed(&agent, &own).replace('\n', "\r"));
    terminal.wait_for("(1 of 2");
    terminal.press(&format!("{NEW}\r"));
    terminal.wait_for("(2 of 2");
    terminal.press(&format!("{NEW}\r"));
    terminal.wait_for("ada has a new password.");
    assert!(!terminal.sent().contains(&0x1b), "{:?}", String::from_utf8_lossy(terminal.sent()));
    assert!(served.kiosk.accepts("ada", NEW) && !served.kiosk.accepts("ada", OLD));
}
