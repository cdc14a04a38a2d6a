//! How much one terminal can have under way at once, however fast somebody presses its keys.

use std::fs;
use std::sync::Arc;

use kiosk::domain::account::Language;
use kiosk::page::PageId;
use sqlx::Connection as _;

use super::{F2, F10, at_own_password, see};
use crate::installation::{Installation, OLD, ONE_GATE, connect, title, wait};
use crate::servers;
use crate::store_contract::ground::{Engine, Ground};
use crate::support::with_password;

const F7: &str = "\x1b[18~";
/// More than any hand presses before the first is answered.
const PRESSES: usize = 200;
/// What may come to the threads of a kiosk that has just let somebody in.
const FEW: usize = 4;

/// Visits whose questions the database leaves unanswered; it has connections for each of them.
const VISITS: usize = 7;
/// What one terminal may have under way.
const AT_ONCE: usize = 4;

fn threads(process: u32) -> usize {
    fs::read_dir(format!("/proc/{process}/task")).unwrap().count()
}

/// A thread that has nothing more to do is kept for ten seconds, so those that there were are still there at the end.
#[test]
fn no_key_has_more_under_way_the_oftener_it_is_pressed() {
    let kiosk = Installation::new(ONE_GATE);
    let person = kiosk.add("ada", &["--password-stdin"], &format!("{OLD}\n"));
    // Behind a letter, it asks for a password in the place of another text each time.
    for key in [F7.to_owned(), format!("a{F7}")] {
        let mut terminal = at_own_password(&kiosk, &person);
        let before = threads(terminal.process());
        terminal.press(&format!("{}{F2}", key.repeat(PRESSES)));
        terminal.wait_for(&title(PageId::NewPassword, Language::Dutch));
        let most = threads(terminal.process());
        assert!(most <= before + FEW, "{key:?}: {before} threads became {most}");
    }
}

/// Whoever stops waiting for an answer is at the start page at once, and asks the next question.
#[test]
fn no_terminal_has_more_waiting_at_a_database_the_oftener_its_visitors_leave() {
    let Some(server) = servers::postgres() else { return };
    let ground = wait(Ground::new(Arc::new(Engine::Postgres(server)), 0));
    let kiosk = Installation::on(&ground, ONE_GATE);
    let mut terminal = kiosk.run(&[], 80, 24);
    let url = with_password(&kiosk.config().store);
    let mut most = 0;
    wait(async {
        let mut thief = connect(&url).await;
        sqlx::raw_sql("BEGIN; LOCK TABLE account IN ACCESS EXCLUSIVE MODE").execute(&mut thief).await.unwrap();
        for _ in 0..VISITS {
            see(&mut terminal, PageId::Start);
            terminal.press("1");
            see(&mut terminal, PageId::Identify);
            terminal.press(&format!("ada\r{F10}"));
            see(&mut terminal, PageId::Farewell);
            terminal.press("\r");
            most = most.max(ground.look("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'").await.len());
        }
        thief.close().await.unwrap();
    });
    assert!((2..=AT_ONCE).contains(&most), "{most} wait at once");
    see(&mut terminal, PageId::Start);
    terminal.press("1");
    see(&mut terminal, PageId::Identify);
    terminal.press("nobody\r");
    terminal.wait_for("\"nobody\"");
}
