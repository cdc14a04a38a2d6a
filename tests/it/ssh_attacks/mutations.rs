//! Packets that were real once: bytes of them changed, moved, doubled and left out, from a seed that is printed. A few
//! seconds of it, or a minute where everything is tested; `KIOSK_SEED=n` begins from another seed.

use std::io::{self, Write as _};
use std::time::Duration;

use kiosk::input::Input;
use kiosk::input::decoder::Decoder;
use tokio::time::Instant;

use super::client::{
    ADJUST, CLOSE, CURVE, Client, DATA, ECDH_INIT, EOF, GLOBAL_REQUEST, IGNORE, NEWKEYS, OPEN, OPENED, Packet, REQUEST,
    SERVICE_REQUEST, STRICT, in_clear, kexinit, pty, request, resize,
};
use super::witness::{LASTING, Witness};
use crate::rounds::seed;
use crate::served::{Served, until};

/// What mutations may leave behind in memory.
const LEFT: u64 = 64 << 20;

fn span() -> Duration {
    let all = std::env::var_os("KIOSK_TESTS").is_some_and(|which| which == "all");
    Duration::from_secs(if all { 30 } else { 3 })
}

/// Numbers that are the same for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.roll().to_be_bytes()[0]
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Changes `bytes` in one to four ways.
    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(7) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 if !bytes.is_empty() => bytes[at] = *self.pick(&[0, 1, 0x7f, 0x80, 0xff, 0x1b, b'[', b'~']),
                2 => bytes.insert(at, self.byte()),
                3 => bytes.truncate(at),
                4 => drop(bytes.drain(at..(at + self.below(8)).min(bytes.len()))),
                5 => {
                    let again = bytes[at..(at + self.below(32)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, again);
                }
                // A length that lies.
                _ => {
                    let lies = [0, 1, 0x7fff_ffff, 0xffff_ffff, u32::from(self.byte())];
                    let lie = self.pick(&lies).to_be_bytes();
                    let end = (at + 4).min(bytes.len());
                    bytes.splice(at..end, lie);
                }
            }
        }
    }
}

/// Keys as terminals send them, and what no keyboard would.
const KEYS: [&[u8]; 18] = [
    b"ada",
    b"\r",
    b"\x1b",
    b"\x1b[A",
    b"\x1bOP",
    b"\x1b[[A",
    b"\x1b[21~",
    b"\x1b[1;5S",
    b"\x1b[Z",
    b"\x1b[<0;10;5M",
    b"\x1b[M !!",
    b"\x1b[200~pasted\ntext\x1b[201~",
    b"\x1b[200~\x1b[20",
    b"\x1b]11;rgb:00/00/00\x1b\\",
    b"\x1bP1$r\x1b\\",
    b"\x1b(B",
    "Zo\u{eb} \u{20ac}\u{1f600}".as_bytes(),
    b"\xf0\x9f",
];

/// Feeds `bytes` in pieces, with silences between; what comes out is bounded by what went in.
fn decode(dice: &mut Dice, bytes: &[u8]) {
    let mut decoder = Decoder::default();
    let (mut rest, mut taken, mut given) = (bytes, 0, 0);
    while !rest.is_empty() {
        let (piece, later) = rest.split_at(1 + dice.below(rest.len()));
        rest = later;
        taken += piece.len();
        let mut inputs: Vec<Input> = decoder.feed(piece).collect();
        if dice.below(4) == 0 {
            inputs.extend(decoder.flush());
        }
        for input in inputs {
            given += match input {
                Input::Key(_) | Input::Click { .. } => 1,
                Input::Paste(text) => {
                    assert!(text.capacity() <= 4 * text.len() + 64, "{} bytes take {}", text.len(), text.capacity());
                    text.chars().count()
                }
            };
        }
        assert!(given <= taken, "{given} inputs of {taken} bytes");
    }
    // A broken-off paste is given up in the end.
    let silences = (0..100).take_while(|_| {
        let waits = decoder.is_waiting();
        decoder.flush();
        waits
    });
    assert!(silences.count() < 100, "it waits for ever");
}

#[test]
fn the_decoder_takes_whatever_is_typed() {
    let (begun, mut dice) = (Instant::now(), Dice(seed()));
    let mut streams = 0;
    while begun.elapsed() < span() {
        let mut bytes = Vec::new();
        for _ in 0..=dice.below(12) {
            bytes.extend_from_slice(dice.pick::<&[u8]>(&KEYS));
        }
        dice.mutate(&mut bytes);
        decode(&mut dice, &bytes);
        streams += 1;
    }
    println!("{streams} streams of keys");
}

/// A million bytes of pastes that hold nothing take no more room than they are worth.
#[test]
fn a_megabyte_takes_no_more_than_its_room() {
    let mut dice = Dice(1);
    for piece in [b"\x1b[200~\x1b[201~".as_slice(), b"\x1b[200~z", b"z", b"\x1b]z", b"\x1b[1;", b"\xf0"] {
        decode(&mut dice, &piece.repeat((1 << 20) / piece.len()));
    }
}

/// What a client says until its keys are agreed on.
fn greeting() -> Vec<Vec<u8>> {
    vec![
        b"SSH-2.0-mutant\r\n".to_vec(),
        in_clear(kexinit(&format!("{CURVE},{STRICT}")).bytes()),
        in_clear(Packet::new(ECDH_INIT).text([9; 32]).bytes()),
        in_clear(Packet::new(NEWKEYS).bytes()),
        in_clear(Packet::new(IGNORE).text("").bytes()),
    ]
}

/// What a client says afterwards.
fn conversation(channel: u32) -> Vec<Packet> {
    let address = |packet: Packet| packet.text("localhost").number(22).text("localhost").number(1);
    let open = |kind: &str| Packet::new(OPEN).text(kind).number(0).number(1 << 20).number(32 << 10);
    vec![
        Packet::new(SERVICE_REQUEST).text("ssh-userauth"),
        Client::none("reset"),
        Packet::new(50).text("ada").text("ssh-connection").text("publickey").byte(0).text("ssh-ed25519").text([0; 51]),
        open("session"),
        address(open("direct-tcpip")),
        address(open("forwarded-tcpip")),
        open("x11").text("localhost").number(1),
        pty(channel, b"xterm", 80, 24, &[53, 0, 0, 0, 1, 0]),
        request(channel, "shell", true),
        request(channel, "env", true).text("LANG").text("nl"),
        request(channel, "exec", true).text("help"),
        request(channel, "x11-req", true).byte(0).text("MIT").text("00").number(0),
        request(channel, "signal", true).text("INT"),
        resize(channel, 100, 30),
        Packet::new(REQUEST).number(channel).text("break").byte(1).number(500),
        Packet::new(DATA).number(channel).text("1ada\r"),
        Packet::new(95).number(channel).number(1).text("1"),
        Packet::new(ADJUST).number(channel).number(1 << 20),
        Packet::new(OPENED).number(channel).number(0).number(1 << 20).number(32 << 10),
        Packet::new(GLOBAL_REQUEST).text("tcpip-forward").byte(1).text("0.0.0.0").number(22),
        Packet::new(GLOBAL_REQUEST).text("keepalive@openssh.com").byte(1),
        Packet::new(EOF).number(channel),
        Packet::new(CLOSE).number(channel),
        kexinit(CURVE),
        Packet::new(ECDH_INIT).text([9; 32]),
    ]
}

/// Somebody who says something like what clients say before they have keys.
fn stutter(served: &Served, dice: &mut Dice) -> io::Result<()> {
    let mut client = Client::connect(served.address)?;
    let words = greeting();
    let (mut said, changed) = (Vec::new(), dice.below(words.len()));
    for (place, word) in words.iter().enumerate() {
        let mut word = word.clone();
        if place == changed || dice.below(8) == 0 {
            dice.mutate(&mut word);
        }
        said.extend(word);
    }
    client.stream.write_all(&said)
}

/// Somebody who has keys, and uses them to say something like what clients say.
fn babble(served: &Served, dice: &mut Dice) -> io::Result<()> {
    let (mut client, channel) = match dice.below(4) {
        0 => (Client::in_private(served.address)?, 2),
        1 => Client::with_channel(served.address)?,
        _ => Client::visiting(served.address)?,
    };
    let words = conversation(channel);
    for _ in 0..=dice.below(24) {
        let mut word = dice.pick(&words).bytes().to_vec();
        if dice.below(3) > 0 {
            dice.mutate(&mut word);
        }
        let sealed = client.sealed(&word);
        client.stream.write_all(&sealed)?;
    }
    // So that all of it is looked at before this is gone.
    client.stream.set_read_timeout(Some(Duration::from_millis(20)))?;
    client.see_end();
    Ok(())
}

#[test]
fn the_server_takes_whatever_is_sent() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let (begun, mut dice) = (Instant::now(), Dice(seed()));
    let (memory, descriptors) = (served.memory(), served.descriptors());
    let mut streams = 0;
    while begun.elapsed() < span() {
        // Whoever is sent away in the midst of it has said enough.
        let _ = if dice.below(2) == 0 { stutter(&served, &mut dice) } else { babble(&served, &mut dice) };
        streams += 1;
        if streams % 64 == 0 {
            witness.finds_unharmed(&mut served, &format!("{streams} streams"));
        }
    }
    println!("{streams} streams of packets");
    witness.finds_unharmed(&mut served, "all streams");
    assert!(until(|| served.descriptors() <= descriptors + 4), "{} are open, {descriptors} were", served.descriptors());
    let left = served.memory().saturating_sub(memory);
    assert!(left < LEFT, "{} KiB are left", left >> 10);
}
