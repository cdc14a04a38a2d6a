//! Two servers on one store, each a host of one fleet, on each database: what was counted at one counts at the other, and
//! what was proved at one proves nothing there; of what both could do at once, one does it; and neither needs the other.

use kiosk::domain::account::Language;
use kiosk::page::PageId;
use rustix::process::{Signal, kill_process};

use crate::binary::pick;
use crate::binary::story::{code_in, newest};
use crate::each_database::on_each_database;
use crate::installation::{Installation, NEW, OLD, Person, title, wait};
use crate::mail_server::{MailServer, Offers, can_run};
use crate::served::{PLAIN, Served, free_address, listen, until};
use crate::store_contract::ground::{Engine, Ground};
use crate::terminal::Terminal;

/// Few enough wrong answers that both servers together come to them, and a server that ends at once when it is asked to.
const SETTINGS: &str =
    "limits.failures_per_account = \"4 in 24h\"\nlimits.failures_per_method = \"10 in 1h\"\nssh.grace = \"0s\"\n";

const APP: &str = "authenticator app";
const MAIL: &str = "Email my alternate email";

/// What becomes of an answer: it is wrong, or it was too late to be looked at.
const WRONG: &str = "That is not the code.";
const CLOSED: &str = "Take another way for now";

struct Fleet {
    here: Served,
    there: Served,
    mail: MailServer,
    ground: Ground,
}

on_each_database!(on);

fn on(engine: Engine) {
    if !can_run() {
        return;
    }
    let fleet = Fleet::on(engine);
    a_reset_stays_where_it_began(&fleet);
    tries_at_one_count_at_the_other(&fleet);
    a_code_counts_in_its_own_visit(&fleet);
    as_many_wrong_answers_as_the_limit_are_looked_at(&fleet);
    one_code_proves_once(&fleet);
    one_that_ends_leaves_the_other_as_it_is(&fleet);
    each_letter_goes_out_once(fleet);
}

impl Fleet {
    fn on(engine: Engine) -> Self {
        let ground = wait(Ground::new(std::sync::Arc::new(engine), 51));
        let mail = MailServer::start(Offers::Plain, "localhost", false);
        let address = free_address();
        let here = Served::of(Installation::on(&ground, &settings(&mail, address)), address);
        let there = another(&here, &mail, &ground);
        Self { here, there, mail, ground }
    }

    fn add(&self, login: &str) -> Person {
        self.here.kiosk.add_known(login)
    }

    fn audited(&self, fact: &str) -> usize {
        self.here.kiosk.audited(fact)
    }

    /// A page on which `login` is asked for their app's code, at each server in turn, so many in all.
    fn at_the_app(&self, login: &str, visits: usize) -> Vec<Terminal> {
        [&self.here, &self.there].into_iter().cycle().take(visits).map(|server| at(server, login, PageId::EnterTotp)).collect()
    }

    /// The code of the letter that comes when `visit` asks for one.
    fn mailed_code(&self, visit: &mut Terminal) -> String {
        let before = letters(&self.mail);
        pick(visit, MAIL);
        see(visit, PageId::EnterCode);
        code_in(&newest(&self.mail.wait_for_letters(before + 1)))
    }
}

fn settings(mail: &MailServer, address: std::net::SocketAddr) -> String {
    let email = format!("email.server = \"127.0.0.1\"\nemail.port = {}\nemail.tls = \"none\"\n", mail.port());
    format!("{}{PLAIN}{SETTINGS}{email}email.from = \"kiosk@contoso.com\"\n", listen(address))
}

/// Another server on the store of `first`.
fn another(first: &Served, mail: &MailServer, ground: &Ground) -> Served {
    let address = free_address();
    Served::of(first.kiosk.beside(ground, &settings(mail, address)), address)
}

fn letters(mail: &MailServer) -> usize {
    mail.mailbox().matches("\nMessage-ID:").count()
}

fn see(terminal: &mut Terminal, page: PageId) {
    terminal.wait_for(&title(page, Language::English));
}

/// Somebody who says at `server` that they are `login`, and comes to `page`.
fn at(server: &Served, login: &str, page: PageId) -> Terminal {
    let mut terminal = server.visit(80, 24);
    see(&mut terminal, PageId::Start);
    terminal.press("1");
    see(&mut terminal, PageId::Identify);
    terminal.press(&format!("{login}\r"));
    see(&mut terminal, PageId::ChooseMethod);
    if page == PageId::EnterTotp {
        pick(&mut terminal, APP);
        see(&mut terminal, page);
    }
    terminal
}

/// What became of the answer that `terminal` was given.
fn outcome(terminal: &mut Terminal, outcomes: &[&'static str]) -> &'static str {
    terminal.wait_until("an outcome", |terminal| outcomes.iter().any(|outcome| terminal.shown().contains(outcome)));
    outcomes.iter().find(|outcome| terminal.shown().contains(**outcome)).unwrap()
}

fn finish(terminal: &mut Terminal) {
    terminal.press(&format!("{NEW}\r{NEW}\r"));
    see(terminal, PageId::DoneReset);
}

fn a_reset_stays_where_it_began(fleet: &Fleet) {
    let ada = fleet.add("ada");
    let mut here = at(&fleet.here, "ada", PageId::EnterTotp);
    let code = ada.code();
    here.press(&format!("{code}\r"));
    see(&mut here, PageId::NewPassword);
    // There nothing is proved, nor does what proved it here prove it again.
    let mut there = at(&fleet.there, "ada", PageId::EnterTotp);
    there.press(&format!("{code}\r"));
    there.wait_for(WRONG);
    finish(&mut here);
    assert!(fleet.there.kiosk.accepts("ada", NEW) && !fleet.there.kiosk.accepts("ada", OLD));
    assert_eq!(fleet.audited("gate-passed"), 1);
}

fn tries_at_one_count_at_the_other(fleet: &Fleet) {
    let bob = fleet.add("bob");
    let mut here = at(&fleet.here, "bob", PageId::EnterTotp);
    for left in ["try 3 more times.", "try 2 more times."] {
        here.press("000000\r");
        here.wait_for(left);
    }
    let mut there = at(&fleet.there, "bob", PageId::EnterTotp);
    there.press("000000\r");
    there.wait_for("try once more.");
    there.press("000000\r");
    there.wait_for(CLOSED);
    // Here it was still open, and the right code comes too late.
    here.press(&format!("{}\r", bob.code()));
    here.wait_for(CLOSED);
    let mut anew = at(&fleet.here, "bob", PageId::ChooseMethod);
    anew.wait_for("(closed until");
    assert!(fleet.here.kiosk.accepts("bob", OLD));
}

fn a_code_counts_in_its_own_visit(fleet: &Fleet) {
    fleet.add("cleo");
    let mut here = at(&fleet.here, "cleo", PageId::ChooseMethod);
    let mut there = at(&fleet.there, "cleo", PageId::ChooseMethod);
    let codes = [fleet.mailed_code(&mut here), fleet.mailed_code(&mut there)];
    for (visit, other) in [(&mut here, &codes[1]), (&mut there, &codes[0])] {
        visit.press(&format!("{other}\r"));
        visit.wait_for("Error:");
        visit.press("\x15");
    }
    for (visit, own) in [(&mut here, &codes[0]), (&mut there, &codes[1])] {
        visit.press(&format!("{own}\r"));
        see(visit, PageId::NewPassword);
    }
}

fn as_many_wrong_answers_as_the_limit_are_looked_at(fleet: &Fleet) {
    fleet.add("dora");
    let mut visits = fleet.at_the_app("dora", 6);
    let before = fleet.audited("answer-wrong");
    for visit in &mut visits {
        visit.press("000000\r");
    }
    let outcomes: Vec<_> = visits.iter_mut().map(|visit| outcome(visit, &[WRONG, CLOSED])).collect();
    assert_eq!(fleet.audited("answer-wrong") - before, 4, "{outcomes:?}");
}

fn one_code_proves_once(fleet: &Fleet) {
    let emil = fleet.add("emil");
    let mut visits = fleet.at_the_app("emil", 4);
    let before = fleet.audited("gate-passed");
    let code = emil.code();
    for visit in &mut visits {
        visit.press(&format!("{code}\r"));
    }
    let outcomes = visits.iter_mut().map(|visit| outcome(visit, &["Choose a new password", WRONG]));
    assert_eq!(outcomes.filter(|outcome| *outcome == "Choose a new password").count(), 1);
    assert_eq!(fleet.audited("gate-passed") - before, 1);
}

fn one_that_ends_leaves_the_other_as_it_is(fleet: &Fleet) {
    for (signal, stays, comes_again) in [(Signal::TERM, "fay", "gil"), (Signal::KILL, "hal", "ida")] {
        let (staying, coming_again) = (fleet.add(stays), fleet.add(comes_again));
        let mut doomed = another(&fleet.here, &fleet.mail, &fleet.ground);
        let mut inside = at(&fleet.there, stays, PageId::EnterTotp);
        let mut left = at(&doomed, comes_again, PageId::EnterTotp);
        kill_process(doomed.process(), signal).unwrap();
        left.read_to_end();
        assert!(until(|| !doomed.is_running()));
        inside.press(&format!("{}\r", staying.code()));
        see(&mut inside, PageId::NewPassword);
        finish(&mut inside);
        // Whoever was put out goes where there is a server, and begins again.
        let mut again = at(&fleet.there, comes_again, PageId::EnterTotp);
        again.press(&format!("{}\r", coming_again.code()));
        see(&mut again, PageId::NewPassword);
        finish(&mut again);
        assert!(fleet.here.kiosk.is_sound());
    }
}

/// Asks for a code by mail in each of `visits`, at once.
fn ask_for_mail(visits: &mut [Terminal]) {
    for visit in &mut *visits {
        pick(visit, MAIL);
    }
    for visit in visits {
        see(visit, PageId::EnterCode);
    }
}

/// While the mail server takes no letters they pile up; when both couriers are rung at once, both find all of them.
fn each_letter_goes_out_once(mut fleet: Fleet) {
    let people = (0..6).map(|number| fleet.add(&format!("person{number}")).login);
    let people: Vec<String> = people.collect();
    let servers = [&fleet.here, &fleet.there].into_iter().cycle();
    let mut visits: Vec<_> = servers.zip(&people).map(|(server, login)| at(server, login, PageId::ChooseMethod)).collect();
    let (waiting, ringing) = visits.split_at_mut(4);
    let open = |more: &str| wait(fleet.ground.look(&format!("SELECT id FROM letter WHERE state = 'open'{more}"))).len();
    assert!(until(|| open("") == 0), "letters of before are still on their way");
    let before = letters(&fleet.mail);
    fleet.mail.set_down(true);
    ask_for_mail(waiting);
    assert!(until(|| open(" AND holder IS NULL AND attempts > 0") == 4), "all were tried in vain");
    fleet.mail.set_down(false);
    wait(fleet.ground.tamper("UPDATE letter SET due_at = 0 WHERE state = 'open' AND holder IS NULL"));
    ask_for_mail(ringing);
    assert!(until(|| open("") == 0), "all are sent");
    for server in [&mut fleet.here, &mut fleet.there] {
        server.terminate();
        assert_eq!(server.wait_for_end(), 0);
    }
    let mailbox = fleet.mail.mailbox();
    let mut ids: Vec<_> = mailbox.lines().filter(|line| line.starts_with("Message-ID:")).collect();
    assert_eq!(ids.len(), before + 6);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), before + 6, "no letter twice");
}
