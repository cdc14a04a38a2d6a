//! From `kiosk run` to its first page on a real pseudo-terminal, on a migrated SQLite store; what it
//! holds in memory then; and what it does while nobody comes.
//!
//! Aims: the page within 50 ms, below 25 MB of memory, and no waking up beyond the courier's look at
//! the outbox every 30 s. Memory and idling are read from /proc, so this runs on Linux only.
//! Run it with `cargo bench --bench start`; it takes some two minutes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement that cannot be made ends there, and tells what it found"
)]

use std::fs;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use criterion::measurement::{Measurement, WallTime};
use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use kiosk::domain::account::Language;
use kiosk::page::Text;
use kiosk::texts::{Zone, say};
use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use figures::Figures;
use terminal::Terminal;

#[path = "shared/figures.rs"]
mod figures;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/it/terminal.rs"]
mod terminal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kiosk");
/// Long enough for two looks of the courier.
const IDLE: Duration = Duration::from_secs(65);
const SHORT_IDLE: Duration = Duration::from_secs(5);

/// A folder with what `kiosk init` makes.
struct Installation(TempDir);

impl Installation {
    fn new() -> Self {
        let installation = Self(tempfile::tempdir().expect("a folder"));
        let mut init = Command::new(PROGRAM);
        let made = init.arg("--config").arg(installation.configuration()).arg("init").output().expect("it runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        installation
    }

    fn configuration(&self) -> std::path::PathBuf {
        self.0.path().join("kiosk.toml")
    }

    /// The kiosk as it shows its first page.
    fn run(&self) -> Terminal {
        let mut command = CommandBuilder::new(PROGRAM);
        command.arg("--config");
        command.arg(self.configuration());
        command.arg("run");
        command.env("TERM", "xterm-256color");
        let mut terminal = Terminal::running(command, 80, 24);
        // The last line of the page.
        terminal.wait_for(&say(&Text::new("start-language"), Language::English, &Zone::utc()));
        terminal
    }
}

/// Ends it as an operator would, so that the next one finds the store in order.
fn end(mut terminal: Terminal) {
    let process = Pid::from_raw(terminal.process().try_into().expect("a process")).expect("a process");
    kill_process(process, Signal::TERM).expect("a signal");
    assert_eq!(terminal.wait_for_end(), 0);
}

/// The number after `name` in a file below /proc, such as `VmRSS: 1234 kB`.
fn number(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name} in {file}"));
    line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or_else(|| panic!("{line}"))
}

/// What a process has done so far.
#[derive(Clone, Copy)]
struct Deeds {
    /// Of the processor, in hundredths of a second.
    ticks: u64,
    /// How often one of its threads went to sleep, which it does after each waking.
    sleeps: u64,
}

impl Deeds {
    fn of(process: u32) -> Self {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
        // The name before it may hold anything, brackets too.
        let (_, after) = stat.rsplit_once(") ").expect("a name");
        let fields: Vec<&str> = after.split(' ').collect();
        let ticks = fields[11..13].iter().map(|field| field.parse::<u64>().expect("ticks")).sum();
        let threads = fs::read_dir(format!("/proc/{process}/task")).expect("a process");
        let files = threads.flatten().map(|thread| thread.path().join("status"));
        let sleeps = files.map(|file| number(&file.to_string_lossy(), "voluntary_ctxt_switches")).sum();
        Self { ticks, sleeps }
    }

    fn during(process: u32, span: Duration) -> Self {
        let before = Self::of(process);
        sleep(span);
        let after = Self::of(process);
        Self { ticks: after.ticks - before.ticks, sleeps: after.sleeps - before.sleeps }
    }
}

fn tell_memory(process: u32) {
    let resident = number(&format!("/proc/{process}/status"), "VmRSS:");
    let proportional = number(&format!("/proc/{process}/smaps_rollup"), "Pss:");
    let private = number(&format!("/proc/{process}/smaps_rollup"), "Private_Dirty:");
    let threads = number(&format!("/proc/{process}/status"), "Threads:");
    println!("memory: VmRSS {resident} kB, PSS {proportional} kB, of its own {private} kB; {threads} threads");
}

fn tell_idling(process: u32) {
    for span in [SHORT_IDLE, IDLE] {
        let Deeds { ticks, sleeps } = Deeds::during(process, span);
        println!("idle for {} s: {ticks} ticks of the processor, {sleeps} wakings of its threads", span.as_secs());
    }
}

fn start(criterion: &mut Criterion) {
    let installation = Installation::new();
    let mut starts = Figures::default();
    let mut group = criterion.benchmark_group("start");
    group.sampling_mode(SamplingMode::Flat).sample_size(30);
    group.bench_function("first page", |bencher| {
        bencher.iter_custom(|times| {
            let mut total = Duration::ZERO;
            for _ in 0..times {
                let begun = WallTime.start();
                let terminal = installation.run();
                let took = WallTime.end(begun);
                starts.add_time(took);
                total += took;
                end(terminal);
            }
            total
        });
    });
    group.finish();
    println!("start to first page: {} starts, in ms: {starts}", starts.count());
    // Once is a trial that the measurement works; nobody waits for a minute then.
    if starts.count() > 1 {
        let terminal = installation.run();
        tell_memory(terminal.process());
        tell_idling(terminal.process());
        end(terminal);
    }
}

criterion_group!(benches, start);
criterion_main!(benches);
