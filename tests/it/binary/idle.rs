//! What a kiosk costs while nobody is there.

use std::fs;
use std::time::Duration;

use kiosk::page::PageId;

use super::see;
use crate::installation::{Installation, ONE_GATE};
use crate::terminal::Terminal;

/// Long enough for a wake-up every second to show.
const WHILE: Duration = Duration::from_secs(3);

/// The processor time of `process`, in ticks of a hundredth of a second.
fn ticks(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum()
}

/// How often the threads of `process` were given the processor.
fn turns(process: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).unwrap();
    let statuses = threads.map(|thread| fs::read_to_string(thread.unwrap().path().join("status")).unwrap());
    let turns = |status: String| {
        let counts = status.lines().filter(|line| line.contains("ctxt_switches")).map(|line| line.split('\t').nth(1).unwrap());
        counts.map(|count| count.parse::<u64>().unwrap()).sum::<u64>()
    };
    statuses.map(turns).sum()
}

#[test]
fn an_idle_kiosk_sends_nothing_and_uses_no_processor() {
    for drawing in [&[][..], &["--linear"]] {
        is_quiet(&mut Installation::new(ONE_GATE).run(drawing, 80, 24));
    }
}

fn is_quiet(terminal: &mut Terminal) {
    see(terminal, PageId::Start);
    // The courier's first look, and whatever else belongs to the start.
    while !terminal.is_silent_for(Duration::from_millis(500)) {}
    let process = terminal.process();
    let before = (ticks(process), turns(process));
    assert!(terminal.is_silent_for(WHILE), "{:?}", terminal.shown());
    let (used, woken) = (ticks(process) - before.0, turns(process) - before.1);
    assert_eq!(used, 0);
    assert!(woken <= 3, "{woken} turns in 3 s: something wakes up again and again");
}
