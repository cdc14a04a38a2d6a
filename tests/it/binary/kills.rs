//! `kill -9` around the commit of a reset: the password is old or new, never none, and the audit says
//! which.

use std::time::Duration;

use kiosk::page::PageId;
use kiosk::service::ambient::Ambient;
use rustix::process::{Pid, Signal, kill_process};

use super::{lead_to, see};
use crate::installation::{Installation, NEW, OLD, ONE_GATE};
use crate::terminal::Terminal;

const ROUNDS: u32 = 24;

fn kill(terminal: &mut Terminal) {
    let process = Pid::from_raw(terminal.process().try_into().unwrap()).unwrap();
    kill_process(process, Signal::KILL).unwrap();
    assert_ne!(terminal.wait_for_end(), 0);
}

/// Lets the program go on for about `span`, whatever it sends meanwhile.
fn let_go_on(terminal: &mut Terminal, span: Duration) {
    let clock = Ambient::real();
    let end = clock.now().millis() + i64::try_from(span.as_millis()).unwrap();
    while let Ok(left @ 1..) = u64::try_from(end - clock.now().millis()) {
        terminal.is_silent_for(Duration::from_millis(left));
    }
}

/// How long a whole reset takes here, from the last key to the page that says so.
fn measured(kiosk: &Installation) -> Duration {
    let person = kiosk.add_known("measured");
    let mut terminal = kiosk.run(&[], 80, 24);
    lead_to(&mut terminal, PageId::NewPassword, &person);
    terminal.press(&format!("{NEW}\r{NEW}"));
    let clock = Ambient::real();
    let begun = clock.now();
    terminal.press("\r");
    see(&mut terminal, PageId::DoneReset);
    Duration::from_millis(begun.until(clock.now()).millis().try_into().unwrap())
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new_password() {
    let kiosk = Installation::new(ONE_GATE);
    let whole = measured(&kiosk);
    let mut resets = kiosk.audited("password-reset");
    let mut changed = 0;
    for round in 0..ROUNDS {
        let person = kiosk.add_known(&format!("person{round}"));
        // A new kiosk starts on what the last one left.
        let mut terminal = kiosk.run(&[], 80, 24);
        lead_to(&mut terminal, PageId::NewPassword, &person);
        terminal.press(&format!("{NEW}\r{NEW}\r"));
        // From nothing done to surely done, closest together around the commit, near the end.
        match round {
            0 => {}
            1 => see(&mut terminal, PageId::DoneReset),
            round => let_go_on(&mut terminal, whole * (40 + 4 * round) / 100),
        }
        kill(&mut terminal);
        let (old, new) = (kiosk.accepts(&person.login, OLD), kiosk.accepts(&person.login, NEW));
        assert!(old != new, "round {round}: old {old}, new {new}");
        let told = kiosk.audited("password-reset") - resets;
        assert_eq!(told, usize::from(new), "round {round}");
        assert!(kiosk.is_sound(), "round {round}: {:?}", kiosk.kiosk(&["store", "check"]));
        (resets, changed) = (resets + told, changed + u32::from(new));
    }
    assert!((1..ROUNDS).contains(&changed), "{changed} of {ROUNDS} changed: no kill came before, or none after, the commit");
}
