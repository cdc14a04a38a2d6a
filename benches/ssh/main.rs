//! Visits over SSH: `kiosk serve` against OpenSSH's server with the same program as its forced command, in one run.
//!
//! Aims: 10,000 visits in one process at 100 KB each or less; the first page at least 4 times sooner and 30 times less
//! memory a visit than sshd; from a key to its frame below 2 ms (p99) at 1,000 visits of which 100 type; no processor
//! time between frames. Memory and processor time are read from /proc, so this runs on Linux only; sshd is measured
//! where Debian's openssh-server is installed and this runs as root. Run it with `cargo bench --bench ssh`; the clients
//! share the machine's cores with the servers. It takes some four minutes.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made ends there, and tells what it found"
)]

mod client;
#[expect(dead_code, reason = "others count")]
#[path = "../shared/figures.rs"]
mod figures;
mod server;

use std::time::Duration;

use criterion::measurement::{Measurement, WallTime};
use tokio::task::JoinSet;

use client::Visitor;
use figures::Figures;
use server::Server;

/// Visits that are opened one after another.
const ALONE: usize = 30;
/// Clients that come in at the same time.
const AT_ONCE: usize = 32;
/// Of how many visits it is measured how long a key takes, and how many of them type at most.
const CROWDS: [usize; 3] = [1, 100, 1_000];
const TYPISTS: usize = 100;
/// What each of them presses, and how often.
const KEYS: &[u8] = b"alain.dupont";
const PAUSE: Duration = Duration::from_millis(200);
/// As many as sshd is asked to bear: each is three processes.
const OF_SSHD: usize = 100;
const MOST: usize = 10_000;
const STILL: Duration = Duration::from_secs(10);

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    rustix::process::setrlimit(rustix::process::Resource::Nofile, {
        let rustix::process::Rlimit { maximum, .. } = rustix::process::getrlimit(rustix::process::Resource::Nofile);
        rustix::process::Rlimit { current: maximum, maximum }
    })
    .expect("so many descriptors");
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    runtime.block_on(async {
        if only.as_deref() != Some("sshd") {
            measure(Server::ours(), &CROWDS, MOST).await;
        }
        match Server::openssh() {
            Some(server) if only.as_deref() != Some("ours") => measure(server, &CROWDS[..2], OF_SSHD).await,
            Some(_) => {}
            None => println!("sshd: not measured, for it cannot be started here"),
        }
    });
}

async fn measure(server: Server, crowds: &[usize], most: usize) {
    println!("\n{}", server.name);
    let mut first_page = Figures::default();
    for _ in 0..ALONE {
        let (visitor, took) = Visitor::come(server.address, server.key()).await.expect("the first page");
        first_page.add_time(took);
        visitor.leave().await;
    }
    println!("  first page: {first_page} ms");
    let empty = server.memory();
    let mut visitors = Vec::new();
    for crowd in crowds.iter().copied().filter(|crowd| *crowd < most).chain([most]) {
        fill(&server, &mut visitors, crowd).await;
        let each = (server.memory() - empty) / u64::try_from(crowd).expect("a number");
        println!("  {crowd} visits: {} KB each", each / 1024);
        type_on(&mut visitors, crowd).await;
        stand_still(&server).await;
    }
}

/// Lets visitors come in until there are `crowd`, each at a field to type in.
async fn fill(server: &Server, visitors: &mut Vec<Visitor>, crowd: usize) {
    let (begun, missing) = (WallTime.start(), crowd - visitors.len());
    let mut coming = JoinSet::new();
    let mut left = missing;
    while left > 0 || !coming.is_empty() {
        while left > 0 && coming.len() < AT_ONCE {
            let (address, key) = (server.address, server.key());
            coming.spawn(async move {
                let (mut visitor, _) = Visitor::come(address, key).await?;
                visitor.go_to_a_field().await.map(|()| visitor)
            });
            left -= 1;
        }
        visitors.extend(coming.join_next().await.map(|came| came.expect("no panic").expect("a visit")));
    }
    let took = WallTime.end(begun).as_secs_f64();
    println!("  {missing} more come in: {:.0} a second", f64::from(u32::try_from(missing).expect("a number")) / took);
}

/// Some of the visitors type their names, each at a person's pace.
async fn type_on(visitors: &mut Vec<Visitor>, crowd: usize) {
    let mut typing = JoinSet::new();
    let typists = visitors.drain(..TYPISTS.min(crowd));
    for (place, mut visitor) in typists.enumerate() {
        typing.spawn(async move {
            // They did not all begin at the same moment.
            tokio::time::sleep(PAUSE / 100 * u32::try_from(place % 100).expect("a number")).await;
            let mut pressed = Vec::new();
            for key in KEYS.iter().copied().chain(std::iter::repeat_n(0x7f, KEYS.len())) {
                pressed.push(visitor.press(key).await.expect("a frame"));
                tokio::time::sleep(PAUSE).await;
            }
            (visitor, pressed)
        });
    }
    let (mut latency, mut bytes) = (Figures::default(), Figures::default());
    while let Some(typed) = typing.join_next().await {
        let (visitor, pressed) = typed.expect("no panic");
        for (took, length) in pressed {
            latency.add_time(took);
            bytes.add(f64::from(u32::try_from(length).expect("a number")));
        }
        visitors.push(visitor);
    }
    println!("  {crowd} visits, {} typing: key to frame {latency} ms; {bytes} bytes a key", TYPISTS.min(crowd));
}

async fn stand_still(server: &Server) {
    let before = server.processor_time();
    tokio::time::sleep(STILL).await;
    println!("  while nobody types: {:.2} s of processor time in {} s", server.processor_time() - before, STILL.as_secs());
}
