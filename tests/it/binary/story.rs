//! A forgotten password is reset: from `kiosk init` to a notice in the mailbox.

use kiosk::domain::account::Language;
use kiosk::page::PageId;
use mail_parser::MessageParser;

use crate::installation::{Installation, NEW, OLD, title};
use crate::mail_server::{MailServer, Offers, can_run};

/// A kiosk whose letters go to `server`.
pub fn mailing(server: &MailServer, more: &str) -> Installation {
    let email =
        format!("[email]\nserver = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nfrom = \"kiosk@contoso.com\"\n", server.port());
    Installation::new(&format!("{more}\n[organisation]\nname = \"Contoso\"\nplace = \"Hall B\"\n{email}"))
}

/// The text of the newest letter in `mailbox`.
pub fn newest(mailbox: &str) -> String {
    let start = mailbox.rmatch_indices("Received: from").next().unwrap().0;
    let message = MessageParser::default().parse(&mailbox[start..]).unwrap();
    message.body_text(0).unwrap().into_owned()
}

/// The code in a letter: `123 456`.
pub fn code_in(letter: &str) -> String {
    let digits = |word: &&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    letter.split_whitespace().filter(digits).take(2).collect()
}

fn walk(language: Language, columns: u16, rows: u16) {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    let kiosk = mailing(&server, "");
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&["--lang", language.code()], columns, rows);
    let mut see = |keys: &str, page: PageId| {
        terminal.press(keys);
        terminal.wait_for(&title(page, language));
    };
    see("", PageId::Start);
    see("1", PageId::Identify);
    see("ada\r", PageId::Goal);
    see("1", PageId::ChooseMethod);
    see("1", PageId::EnterCode);
    let code = code_in(&newest(&server.wait_for_letters(1)));
    see(&format!("{code}\r"), PageId::ChooseMethod);
    see("1", PageId::EnterTotp);
    see(&format!("{}\r", person.code()), PageId::NewPassword);
    see(&format!("{NEW}\r{NEW}\r"), PageId::DoneReset);
    see("\r", PageId::Start);
    assert!(kiosk.accepts("ada", NEW) && !kiosk.accepts("ada", OLD));
    let notice = newest(&server.wait_for_letters(2));
    assert!(notice.contains("ada") && notice.contains("Hall B") && !notice.contains(NEW), "{notice}");
    let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
    assert!(!sent.contains("zebra"), "a password is never drawn unasked");
    assert!(kiosk.is_sound());
}

#[test]
fn a_password_is_reset_by_mail_and_app_at_full_size() {
    walk(Language::English, 80, 24);
}

#[test]
fn a_password_is_reset_by_mail_and_app_in_a_small_dutch_window() {
    walk(Language::Dutch, 40, 12);
}
