//! What operators see of visitors who asked for help: requests by number, the audit by support code, and the
//! rules of one account with who decided each.

use kiosk::page::PageId;
use serde_json::Value;

use super::story::{mailing, newest};
use super::{F10, see};
use crate::desk::{request_number, support_code};
use crate::installation::{Installation, ONE_GATE};
use crate::mail_server::{MailServer, Offers, can_run};
use crate::terminal::Terminal;

/// Asks for help on a real terminal; the terminal, on which the kiosk goes on, and the number.
fn asked(kiosk: &Installation, who: &str, words: &str) -> (Terminal, String) {
    let mut terminal = kiosk.run(&[], 80, 24);
    see(&mut terminal, PageId::Start);
    terminal.press("4");
    see(&mut terminal, PageId::HelpRequest);
    terminal.press(&format!("{who}\r{words}\r"));
    see(&mut terminal, PageId::HelpSent);
    let number = request_number(&terminal.shown());
    terminal.press(F10);
    see(&mut terminal, PageId::EndVisit);
    (terminal, number)
}

fn parsed(kiosk: &Installation, arguments: &[&str]) -> Value {
    let ran = kiosk.kiosk(arguments);
    assert_eq!(ran.code, 0, "{ran:?}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_request_is_listed_shown_and_closed_by_its_number() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add_known("ada");
    let (_terminal, number) = asked(&kiosk, "ada", "my phone is \x1b[200~gone\x1b[201~");
    let listed = kiosk.kiosk(&["admin", "request", "list"]);
    assert!(listed.out.lines().count() == 1 && listed.out.starts_with(&number), "{listed:?}");
    for part in ["ada (ada)", "from start", "my phone is gone"] {
        assert!(listed.out.contains(part), "{part} in {listed:?}");
    }
    let record = &parsed(&kiosk, &["admin", "request", "list", "--json"])[0];
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(
        (record["number"].to_string(), &record["login"], &record["typed"]),
        (digits.clone(), &"ada".into(), &"ada".into())
    );
    assert_eq!(
        (&record["state"], &record["words"], &record["language"]),
        (&"open".into(), &"my phone is gone".into(), &"en".into())
    );
    for spelled in [number.as_str(), &digits, &number.replace(' ', "-")] {
        let shown = kiosk.kiosk(&["admin", "request", "show", spelled]);
        assert!(shown.code == 0 && shown.out.contains("words        my phone is gone"), "{shown:?}");
    }
    assert_eq!(parsed(&kiosk, &["admin", "request", "show", &digits, "--json"]), *record);
    assert_eq!(kiosk.kiosk(&["admin", "request", "close", &number]).out, format!("closed request {number}\n"));
    let again = kiosk.kiosk(&["admin", "request", "close", &number]);
    assert!(again.code == 4 && again.err.contains("was closed already"), "{again:?}");
    assert_eq!(kiosk.kiosk(&["admin", "request", "list"]).out, "");
    assert_eq!(parsed(&kiosk, &["admin", "request", "list", "--json"]), Value::Array(vec![]));
    let all = kiosk.kiosk(&["admin", "request", "list", "--all"]);
    assert!(all.out.contains(", closed"), "{all:?}");
    assert_eq!((kiosk.audited("help-requested"), kiosk.audited("help-closed")), (1, 1));
}

/// From a terminal to the desk's mailbox, over a real mail server.
#[test]
fn the_desk_is_written_to_and_nobody_writes_through_it() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let kiosk = mailing(&server, "captcha.trusted = \"never\"\n");
    let settings = std::fs::read_to_string(kiosk.path("kiosk.toml")).unwrap();
    std::fs::write(kiosk.path("kiosk.toml"), settings + "[organisation.desk]\nemail = \"desk@contoso.com\"\n").unwrap();
    kiosk.add_known("ada");
    let (_terminal, number) = asked(&kiosk, "ada", "see https://evil.example");
    let mailbox = server.wait_for_letters(1);
    assert!(mailbox.contains("To: desk@contoso.com"), "{mailbox}");
    let letter = newest(&mailbox);
    for part in [number.as_str(), "ada, user ID ada", "Hall B, at a terminal", "wrote a line"] {
        assert!(letter.contains(part), "{part} in {letter}");
    }
    assert!(!letter.contains("evil") && !letter.contains("://"), "{letter}");
}

#[test]
fn a_number_that_nobody_has_is_not_found() {
    let kiosk = Installation::new("");
    for number in ["100000", "nonsense", "48192", "\u{1b}[2J"] {
        for command in ["show", "close"] {
            let ran = kiosk.kiosk(&["admin", "request", command, number]);
            assert_eq!((ran.code, ran.err.lines().count()), (3, 1), "{ran:?}");
            assert!(ran.err.contains("no request has the number") && !ran.err.contains('\u{1b}'), "{ran:?}");
        }
    }
}

/// Whatever lies in the store: a name that another system brought, too.
#[test]
fn nothing_in_a_request_steers_an_operator_s_terminal() {
    let kiosk = Installation::new("");
    kiosk.add_known("ada");
    kiosk.sql("UPDATE account SET name = 'evil' || char(27) || '[2J' || char(8238) || char(155) || '31m' || char(8203)");
    let (_terminal, number) = asked(&kiosk, "ada", "\u{202e}\u{200b}https://evil.example \u{2028}here");
    for arguments in [&["list"][..], &["list", "--json"], &["show", &number], &["show", &number, "--json"]] {
        let ran = kiosk.kiosk(&[&["admin", "request"], arguments].concat());
        let steers = |c: char| c != '\n' && kiosk::domain::visible::is_steering(c);
        assert!(ran.out.contains("evil") && !ran.out.chars().any(steers), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn a_support_code_finds_the_visit_that_showed_it() {
    let kiosk = Installation::new(ONE_GATE);
    kiosk.add("off", &["--disabled"], "");
    let mut terminal = kiosk.run(&[], 80, 24);
    see(&mut terminal, PageId::Start);
    terminal.press("1");
    see(&mut terminal, PageId::Identify);
    terminal.press("off\r");
    see(&mut terminal, PageId::StopDisabled);
    let code = support_code(&terminal.shown());
    terminal.press("\x1bOR");
    see(&mut terminal, PageId::HelpRequest);
    terminal.press("\r");
    see(&mut terminal, PageId::HelpSent);
    assert_eq!(support_code(&terminal.shown()), code);
    for spelled in [code.clone(), code.to_lowercase(), code.replace('-', " ")] {
        let found = kiosk.kiosk(&["admin", "audit", "list", "--support", &spelled]);
        let facts: Vec<&str> = found.out.lines().filter_map(|line| line.split("  ").nth(3)).collect();
        assert_eq!((found.code, facts), (0, vec!["stopped", "help-requested"]), "{found:?}");
        assert!(found.out.contains("reason=account-off") && found.out.contains("  off  "), "{found:?}");
    }
    let records = parsed(&kiosk, &["admin", "audit", "list", "--support", &code, "--json"]);
    assert_eq!((&records[0]["login"], &records[0]["details"]["support"]), (&"off".into(), &code.as_str().into()));
    assert_eq!(records[0]["visit"], records[1]["visit"]);
    let of_login = kiosk.kiosk(&["admin", "audit", "list", "--login", "OFF", "--since", "1h"]);
    assert!(of_login.out.contains("account-added") && of_login.out.contains("stopped"), "{of_login:?}");
    assert_eq!(kiosk.kiosk(&["admin", "audit", "list", "--most", "1"]).out.lines().count(), 1);
    for (arguments, exit, why) in [
        (["--support", "00000000"], 3, "0000-0000"),
        (["--login", "nobody"], 3, "no account has the login nobody"),
        (["--support", "12345"], 2, "no support code"),
        (["--since", "yesterday"], 2, "no time such as"),
        (["--most", "0"], 2, "1..=100000"),
    ] {
        let ran = kiosk.kiosk(&[&["admin", "audit", "list"][..], &arguments].concat());
        assert!(ran.code == exit && ran.err.contains(why) && ran.out.is_empty(), "{arguments:?}: {ran:?}");
    }
}

#[test]
fn the_rules_of_one_account_are_told_with_who_decided_them() {
    let settings = "[reset]\nmethods = [\"email\", \"totp\", \"questions\"]\n[[group]]\nname = \"finance\"\npassword_min = 16\n[registration]\nreconfirm_days = 90\n";
    let kiosk = Installation::new(settings);
    kiosk.add("ada", &["--group", "finance", "--email", "ada@example.org"], "");
    kiosk.add("boss", &["--role", "administrator"], "");
    let shown = kiosk.kiosk(&["admin", "policy", "show", "ADA"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    let line = |out: &str, name: &str| {
        let line = out.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name} in {out}"));
        line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    for (name, told) in [
        ("reset", "allowed default of policy \"modern\" (reset.enabled)"),
        ("gates", "2 default of policy \"modern\" (reset.gates)"),
        ("methods", "email, totp, questions kiosk.toml: reset.methods"),
        ("questions", "3 asked, after another proof default of policy \"modern\" (questions)"),
        ("password_min", "16 kiosk.toml: [[group]] \"finance\""),
        ("registration", "reminded default of policy \"modern\" (registration.required)"),
        ("skip", "may be put off 3 times in 14 days default of policy \"modern\" (registration.skip)"),
        ("reconfirm", "after 90 days kiosk.toml: registration.reconfirm_days"),
        ("usable_now", "totp"),
        ("registered", "too little for its gates"),
    ] {
        assert_eq!(line(&shown.out, name), told);
    }
    let columns: Vec<_> = shown.out.lines().filter_map(|line| line.find("default of policy")).collect();
    assert!(columns.iter().all(|column| column == &columns[0]), "{}", shown.out);
    let mail = "[email]\nserver = \"127.0.0.1\"\nport = 25\ntls = \"none\"\nfrom = \"kiosk@contoso.com\"\n";
    let mailing = Installation::new(&format!("{settings}{mail}"));
    mailing.add("ada", &["--email", "ada@example.org"], "");
    let shown = mailing.kiosk(&["admin", "policy", "show", "ada"]).out;
    assert_eq!([line(&shown, "usable_now"), line(&shown, "registered")], ["email, totp", "enough for its gates"]);
    let boss = kiosk.kiosk(&["admin", "policy", "show", "boss"]).out;
    assert_eq!(line(&boss, "gates"), "2 always so for administrators");
    assert_eq!(line(&boss, "questions"), "not a proof here always so for administrators");
    assert_eq!(line(&boss, "registered"), "too little for its gates");
    let json = parsed(&kiosk, &["admin", "policy", "show", "ada", "--json"]);
    assert_eq!(json["rules"]["password_min"], serde_json::json!({ "value": 16, "origin": "kiosk.toml: [[group]] \"finance\"" }));
    let nobody = kiosk.kiosk(&["admin", "policy", "show", "nobody"]);
    assert!(nobody.code == 3 && nobody.err.contains("no account has the login nobody"), "{nobody:?}");
}
