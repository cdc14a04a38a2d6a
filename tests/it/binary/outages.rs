//! What the program stands on goes away in mid-visit and comes back: nobody waits for a mail server,
//! nothing is half-written, and the visit goes on where it was.

use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use kiosk::page::PageId;
use kiosk::render::screen::CLOSE;
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use sqlx::Connection as _;

use super::story::{mailing, newest};
use super::{lead_to, see};
use crate::installation::{Installation, NEW, OLD, ONE_GATE, PROGRAM, connect, wait};
use crate::mail_server::{MailServer, Offers, can_run};

/// What does not happen within this time does not happen.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_store_that_is_locked_by_somebody_else_is_waited_for_in_vain_and_then_used() {
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::NewPassword, &person);
    let url = kiosk.config().store.url;
    let mut thief = wait(async {
        let mut thief = connect(&url).await;
        sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut thief).await.unwrap();
        thief
    });
    terminal.press(&format!("{NEW}\r{NEW}\r"));
    terminal.wait_for("One moment");
    see(&mut terminal, PageId::Unavailable);
    assert_eq!(kiosk.audited("password-reset"), 0);
    wait(async {
        sqlx::raw_sql("ROLLBACK").execute(&mut thief).await.unwrap();
        thief.close().await.unwrap();
    });
    terminal.press("\r");
    see(&mut terminal, PageId::NewPassword);
    terminal.press("\r\r");
    see(&mut terminal, PageId::DoneReset);
    assert!(kiosk.accepts("ada", NEW) && kiosk.is_sound());
}

/// The pages from which the store is asked something, the keys that ask it again, and the page that comes.
const ASKING: [(PageId, &str, PageId); 4] = [
    (PageId::Identify, "\r", PageId::Goal),
    (PageId::ChooseMethod, "1", PageId::EnterTotp),
    (PageId::EnterTotp, "\r", PageId::NewPassword),
    (PageId::NewPassword, "\r\r", PageId::DoneReset),
];

#[test]
fn a_store_that_fails_in_any_page_is_said_and_the_visit_goes_on_when_it_is_mended() {
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::Identify, &person);
    for (page, again, next) in ASKING {
        kiosk.sql("ALTER TABLE counter RENAME TO counter_away");
        terminal.press(&match page {
            PageId::Identify => "ada\r".to_owned(),
            PageId::EnterTotp => format!("{}\r", person.code()),
            PageId::NewPassword => format!("{NEW}\r{NEW}\r"),
            _ => again.to_owned(),
        });
        see(&mut terminal, PageId::Unavailable);
        kiosk.sql("ALTER TABLE counter_away RENAME TO counter");
        assert!(kiosk.accepts("ada", OLD));
        terminal.press("\r");
        see(&mut terminal, page);
        terminal.press(again);
        see(&mut terminal, next);
        if next == PageId::Goal {
            terminal.press("1");
            see(&mut terminal, PageId::ChooseMethod);
        }
    }
    assert!(kiosk.accepts("ada", NEW) && kiosk.is_sound());
    assert_eq!(kiosk.audited("password-reset"), 1);
}

#[test]
fn no_page_waits_for_a_mail_server_and_the_letter_arrives_when_it_is_back() {
    if !can_run() {
        return;
    }
    let server = MailServer::start(Offers::Plain, "localhost", false);
    server.set_down(true);
    let kiosk = mailing(&server, ONE_GATE);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::DoneReset, &person);
    server.wait_for_a_conversation();
    server.set_down(false);
    assert!(newest(&server.wait_for_letters(1)).contains("was reset"));
}

/// A mail server that takes calls and never says a word; its calls, and the settings that name it.
fn silent() -> (Receiver<TcpStream>, String) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let (sender, calls) = channel();
    std::thread::spawn(move || server.incoming().try_for_each(|call| sender.send(call.unwrap())));
    let email = format!("[email]\nserver = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"kiosk@contoso.com\"\n");
    (calls, format!("{ONE_GATE}{email}"))
}

/// The next call, held as long as it is kept.
fn call(calls: &Receiver<TcpStream>) -> TcpStream {
    calls.recv_timeout(PATIENCE).expect("somebody who posts a letter")
}

fn terminate(process: u32) {
    kill_process(Pid::from_raw(process.try_into().unwrap()).unwrap(), Signal::TERM).unwrap();
}

#[test]
fn a_mail_server_that_is_silent_holds_neither_a_page_nor_the_end() {
    let (calls, settings) = silent();
    let kiosk = Installation::new(&settings);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::EnterCode, &person);
    let _held = call(&calls);
    terminate(terminal.process());
    terminal.wait_until("the shell's screen", |terminal| terminal.sent().ends_with(CLOSE));
    assert_eq!(terminal.wait_for_end(), 0);
    assert!(kiosk.is_sound());
}

#[test]
fn a_courier_ends_though_its_mail_server_is_silent() {
    let (calls, settings) = silent();
    let kiosk = Installation::new(&settings);
    let person = kiosk.add_known("ada");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::DoneReset, &person);
    drop(call(&calls));
    terminate(terminal.process());
    assert_eq!(terminal.wait_for_end(), 0);
    kiosk.sql("UPDATE letter SET due_at = 0");
    let mut courier = CommandBuilder::new(PROGRAM);
    courier.arg("courier");
    let mut courier = kiosk.start(courier, 80, 24);
    let _held = call(&calls);
    terminate(courier.process());
    assert_eq!(courier.wait_for_end(), 0);
}
