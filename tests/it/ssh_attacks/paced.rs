//! What a client may do, and is slowed down at: it waits on its own side, and costs nobody else anything.

use std::time::Duration;

use super::client::{ADJUST, Client, DATA, GLOBAL_REQUEST, Packet, SECOND_PAGE, request, resize};
use super::inside::{LEFT, flood, goes_on, opening};
use super::witness::{LASTING, Witness};
use crate::served::{Served, until};

/// A key that makes another page of every page.
const OTHER_LANGUAGE: &str = "\x1bOQ";

type Flood = (&'static str, fn(u32, u32) -> Packet);

/// What nobody counts, because the library answers it by itself: it is only slowed down.
const FLOODS: [Flood; 6] = [
    ("channels of kinds that nobody knows", |_, _| opening("flood@example.org", &[])),
    ("requests that nobody knows", |channel, _| request(channel, "flood@example.org", true)),
    ("questions whether we are there", |_, _| Packet::new(GLOBAL_REQUEST).text("keepalive@openssh.com").byte(1)),
    ("wider and wider windows", |channel, _| Packet::new(ADJUST).number(channel).number(1)),
    ("keys", |channel, _| Packet::new(DATA).number(channel).text("\t")),
    ("packets of as much as they hold", |channel, _| Packet::new(DATA).number(channel).text([b'z'; 32_000])),
];

#[test]
fn floods_wait_on_their_own_side() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let (memory, descriptors) = (served.memory(), served.descriptors());
    for (what, packet) in FLOODS {
        let (mut client, channel) = Client::visiting(served.address).unwrap();
        let all = flood(&mut client, 1_000_000, |number| packet(channel, number));
        assert!(all.is_err(), "{what}: a million were taken");
        witness.finds_unharmed(&mut served, what);
        client.vanish();
    }
    assert!(until(|| served.descriptors() <= descriptors + 4), "{} are open, {descriptors} were", served.descriptors());
    let left = served.memory().saturating_sub(memory);
    assert!(left < LEFT, "{} KiB are left", left >> 10);
}

/// Every exchange costs us a signature. What the wire lets through is what that can come to.
#[test]
fn a_storm_of_new_keys_is_slowed_down() {
    const STORM: Duration = Duration::from_secs(2);
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let (mut client, channel) = Client::visiting(served.address).unwrap();
    let (before, begun) = (served.processor_time(), tokio::time::Instant::now());
    let mut exchanges = 0;
    while begun.elapsed() < STORM {
        client.exchange_keys_again().unwrap();
        exchanges += 1;
    }
    let spent = served.processor_time().saturating_sub(before);
    println!("{exchanges} key exchanges in {:?}, {spent:?} of the processor", begun.elapsed());
    // 64 KiB at once and 16 a second, about 400 bytes each.
    assert!(exchanges < 300, "{exchanges}");
    goes_on(&mut client, channel).unwrap();
    witness.finds_unharmed(&mut served, "a storm of new keys");
}

/// Keys and sizes that are taken at once, and a second from then on.
const AT_ONCE: u32 = 512;
const EACH_SECOND: u32 = 50;

#[test]
fn keys_and_sizes_one_by_one_are_taken_no_faster_than_somebody_makes_them() {
    const MORE: u32 = 2 * EACH_SECOND;
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let (mut client, channel) = Client::visiting(served.address).unwrap();
    let begun = tokio::time::Instant::now();
    for turn in 0..u32::midpoint(AT_ONCE, MORE) {
        client.press(channel, "\t").unwrap();
        client.send(&resize(channel, 80, 24 + turn % 2)).unwrap();
    }
    goes_on(&mut client, channel).unwrap();
    let least = Duration::from_secs((MORE / EACH_SECOND).into());
    assert!(begun.elapsed() >= least, "{} in {:?}", AT_ONCE + MORE, begun.elapsed());
    witness.finds_unharmed(&mut served, "keys one by one");
}

/// What no field holds is dropped, as fast as it is read; whoever pasted it by mistake has their visit back then.
#[test]
fn a_megabyte_that_is_pasted_ends_no_visit() {
    const PACKET: usize = 16 << 10;
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let memory = served.memory();
    let (mut client, channel) = Client::visiting(served.address).unwrap();
    client.stream.set_write_timeout(None).unwrap();
    client.press(channel, "1").unwrap();
    client.see(SECOND_PAGE).unwrap();
    client.press(channel, "\x1b[200~").unwrap();
    (0..(1 << 20) / PACKET).for_each(|_| client.press(channel, "z".repeat(PACKET)).unwrap());
    client.press(channel, "\x1b[201~").unwrap();
    witness.finds_unharmed(&mut served, "most of a megabyte");
    client.press(channel, OTHER_LANGUAGE).unwrap();
    client.see("Stoppen").unwrap();
    let left = served.memory().saturating_sub(memory);
    assert!(left < LEFT, "{} KiB are left", left >> 10);
    witness.finds_unharmed(&mut served, "a megabyte");
}
