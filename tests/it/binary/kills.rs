//! `kill -9` around the commit of a reset, on three databases: the password is old or new, never none,
//! and the audit says which. `KIOSK_ROUNDS=300` kills so many times on each.

use std::sync::Arc;
use std::time::Duration;

use kiosk::page::PageId;
use kiosk::service::ambient::Ambient;
use rustix::process::{Pid, Signal, kill_process};

use super::{lead_to, see};
use crate::installation::{Installation, NEW, OLD, ONE_GATE, wait};
use crate::rounds::rounds;
use crate::servers;
use crate::store_contract::ground::{Engine, Ground};
use crate::terminal::Terminal;

/// The whole store is looked at in each of so many rounds, and after the last.
const LOOKED_AT: usize = 8;

#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new_password() {
    kill_again_and_again(&Installation::new(ONE_GATE), None);
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new_password_on_postgresql() {
    if let Some(server) = servers::postgres() {
        kill_on(Engine::Postgres(server));
    }
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new_password_on_mariadb() {
    if let Some(server) = servers::mariadb() {
        kill_on(Engine::MariaDb(server));
    }
}

/// The same, on a database of this server.
fn kill_on(engine: Engine) {
    let ground = wait(Ground::new(Arc::new(engine), 0));
    kill_again_and_again(&Installation::on(&ground, ONE_GATE), Some(&ground));
}

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

/// A part of a reset that is another in each round, the same in every run: from 40 % to 220 %, for the
/// commit is near the end and a machine is not always as quick.
fn part(round: usize) -> u32 {
    let seed = u32::try_from(round).unwrap().wrapping_mul(2_654_435_761);
    40 + (seed >> 16) % 180
}

fn kill_again_and_again(kiosk: &Installation, ground: Option<&Ground>) {
    let (rounds, whole) = (rounds(16), measured(kiosk));
    let (mut resets, mut changed) = (kiosk.audited("password-reset"), 0);
    for round in 0..rounds {
        // A terminal bears a hundred people an hour, and here they come faster.
        kiosk.sql("DELETE FROM counter");
        let person = kiosk.add_known(&format!("person{round}"));
        // A new kiosk starts on what the last one left.
        let mut terminal = kiosk.run(&[], 80, 24);
        lead_to(&mut terminal, PageId::NewPassword, &person);
        terminal.press(&format!("{NEW}\r{NEW}\r"));
        // One with surely nothing done, one surely done, and the others in between.
        match round {
            0 => {}
            1 => see(&mut terminal, PageId::DoneReset),
            round => let_go_on(&mut terminal, whole * part(round) / 100),
        }
        kill(&mut terminal);
        if let Some(ground) = ground {
            wait(ground.left_alone());
        }
        let (old, new) = (kiosk.accepts(&person.login, OLD), kiosk.accepts(&person.login, NEW));
        assert!(old != new, "round {round}: old {old}, new {new}");
        let told = kiosk.audited("password-reset") - resets;
        assert_eq!(told, usize::from(new), "round {round}");
        let looks = round % LOOKED_AT == 0 || round + 1 == rounds;
        assert!(!looks || kiosk.is_sound(), "round {round}: {:?}", kiosk.kiosk(&["store", "check"]));
        (resets, changed) = (resets + told, changed + usize::from(new));
    }
    println!("killed {rounds} times within {whole:?}: {} before the commit, {changed} after it", rounds - changed);
    assert!((1..rounds).contains(&changed), "{changed} of {rounds} changed: no kill came before, or none after, the commit");
}
