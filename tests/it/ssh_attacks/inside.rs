//! Packets that are sealed as they must be and hold what no client says. Each is either borne, and the visit that sent
//! it goes on, or it ends that visit; never another.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::time::Duration;

use super::client::{
    ADJUST, CLOSE, CURVE, Client, DATA, DISCONNECT, ECDH_INIT, EOF, EXTENDED_DATA, FIRST_PAGE, GLOBAL_REQUEST, IGNORE, NEWKEYS,
    NOT_OPENED, OPEN, OPENED, Packet, REQUEST, SECOND_PAGE, kexinit, pty, request, resize,
};
use super::witness::{LASTING, Witness};
use crate::served::{Served, until};

/// The longest that a client has who takes nothing: five seconds, and then the last words.
const SOON: Duration = Duration::from_secs(15);
/// What a flood may take before it waits for its turn.
const FLOOD: Duration = Duration::from_millis(300);
/// What attacks may leave behind in memory, all together: room that the allocator keeps.
pub const LEFT: u64 = 32 << 20;

/// `packet` again and again, for as long as it is taken.
pub fn flood(client: &mut Client, count: usize, packet: impl Fn(u32) -> Packet) -> io::Result<()> {
    client.stream.set_write_timeout(Some(FLOOD))?;
    (0..u32::try_from(count).unwrap()).try_for_each(|number| client.send(&packet(number)))
}

pub fn opening(kind: &str, more: &[u8]) -> Packet {
    Packet::new(OPEN).text(kind).number(1).number(1 << 20).number(32 << 10).raw(more)
}

/// So many modes of a terminal.
fn modes(count: usize) -> Vec<u8> {
    let mut modes: Vec<u8> = (0..count).flat_map(|_| [53, 0, 0, 0, 1]).collect();
    modes.push(0);
    modes
}

pub fn goes_on(client: &mut Client, channel: u32) -> io::Result<()> {
    client.press(channel, "1")?;
    client.see(SECOND_PAGE)?;
    client.press(channel, "\x1b")?;
    client.see(FIRST_PAGE)
}

type Borne = (&'static str, fn(&mut Client, u32) -> io::Result<()>);

/// From somebody on the first page, who can go on from there afterwards.
const BORNE: [Borne; 18] = [
    ("packets to be ignored", |client, _| {
        (0..100).try_for_each(|_| {
            client.send(&Packet::new(IGNORE).text([0; 100]))?;
            client.send(&Packet::new(3).number(7))?;
            client.send(&Packet::new(4).byte(1).text("hello").text(""))
        })
    }),
    ("kinds of packets that nobody knows", |client, _| {
        (8..20).chain(60..80).chain(101..=255).try_for_each(|kind| client.send(&Packet::new(kind).raw(&[255; 40])))
    }),
    ("requests on channels that were never opened", |client, channel| {
        let kinds =
            ["pty-req", "shell", "exec", "env", "subsystem", "window-change", "x11-req", "auth-agent-req@openssh.com", "signal"];
        let channels = [0, 1, channel + 1, u32::MAX];
        channels.into_iter().try_for_each(|other| kinds.iter().try_for_each(|kind| client.send(&request(other, kind, true))))
    }),
    ("data and ends of channels that were never opened", |client, channel| {
        [0, channel + 1, u32::MAX].into_iter().try_for_each(|other| {
            client.send(&Packet::new(DATA).number(other).text("1"))?;
            client.send(&Packet::new(EXTENDED_DATA).number(other).number(1).text("1"))?;
            client.send(&Packet::new(ADJUST).number(other).number(u32::MAX))?;
            client.send(&Packet::new(NOT_OPENED).number(other).number(1).text("").text(""))?;
            client.send(&Packet::new(EOF).number(other))?;
            client.send(&Packet::new(CLOSE).number(other))
        })
    }),
    ("an environment", |client, channel| {
        (0..20).try_for_each(|_| client.send(&request(channel, "env", true).text("LD_PRELOAD").text("/tmp/evil.so")))
    }),
    ("a second window, and a second kiosk", |client, channel| {
        client.send(&pty(channel, b"dumb", 20, 5, &[]))?;
        client.send(&request(channel, "shell", true))
    }),
    ("everything that a kiosk has not", |client, channel| {
        for kind in ["exec", "subsystem"] {
            client.send(&request(channel, kind, true).text("sftp"))?;
        }
        client.send(&request(channel, "x11-req", true).byte(0).text("MIT-MAGIC-COOKIE-1").text("00").number(0))?;
        client.send(&request(channel, "auth-agent-req@openssh.com", true))?;
        client.send(&request(channel, "signal", false).text("KILL"))?;
        client.send(&request(channel, "break", true).number(500))?;
        client.send(&request(channel, "\u{202e}", true))
    }),
    ("channels of every kind", |client, _| {
        let address = Packet::new(0).text("localhost").number(22).text("localhost").number(1);
        let address = address.bytes().get(1..).unwrap().to_vec();
        for kind in ["direct-tcpip", "forwarded-tcpip"] {
            client.send(&opening(kind, &address))?;
        }
        client.send(&opening("x11", Packet::new(0).text("localhost").number(1).bytes().get(1..).unwrap()))?;
        client.send(&opening("auth-agent@openssh.com", &[]))?;
        client.send(&opening("tun@openssh.com", &[0; 8]))?;
        client.send(&opening("session", &[]))
    }),
    ("requests to forward", |client, _| {
        let asks = |kind: &str| Packet::new(GLOBAL_REQUEST).text(kind).byte(1);
        client.send(&asks("tcpip-forward").text("0.0.0.0").number(22))?;
        client.send(&asks("cancel-tcpip-forward").text("0.0.0.0").number(22))?;
        client.send(&asks("streamlocal-forward@openssh.com").text("/run/x"))?;
        client.send(&asks("no-more-sessions@openssh.com"))?;
        client.send(&asks("keepalive@openssh.com"))
    }),
    ("a window that overflows", |client, channel| {
        (0..3).try_for_each(|_| client.send(&Packet::new(ADJUST).number(channel).number(u32::MAX)))
    }),
    ("windows of no and of every size", |client, channel| {
        for (columns, rows) in [(0, 0), (u32::MAX, u32::MAX), (0, u32::MAX), (1, 1), (65_536, 65_536), (80, 24)] {
            client.send(&resize(channel, columns, rows))?;
        }
        Ok(())
    }),
    ("three hundred sizes as fast as they come", |client, channel| {
        (0..300_u32).try_for_each(|turn| client.send(&resize(channel, 40 + turn % 80, 12 + turn % 30)))?;
        client.send(&resize(channel, 80, 24))
    }),
    ("three hundred keys at once", |client, channel| {
        let keys: Vec<u8> = (0..300).flat_map(|_| client.sealed(Packet::new(DATA).number(channel).text("\t").bytes())).collect();
        client.stream.write_all(&keys)
    }),
    ("sequences that never end", |client, channel| {
        for begun in ["\x1b]0;", "\x1bP", "\x1b_", "\x1b[1;", "\x1b[M", "\x1b[<0;", "\x1bO", "\x1b( ", "\x1b\x1b"] {
            client.press(channel, begun)?;
            client.press(channel, "z".repeat(5_000))?;
        }
        client.press(channel, "\x18")
    }),
    ("a paste that is far too long", |client, channel| {
        client.press(channel, "\x1b[200~")?;
        (0..20).try_for_each(|_| client.press(channel, "z".repeat(2_000)))?;
        client.press(channel, "\x1b[201~")
    }),
    ("twenty key exchanges in a row", |client, _| (0..20).try_for_each(|_| client.exchange_keys_again())),
    ("new keys that nobody agreed on", |client, _| {
        client.send(&Packet::new(NEWKEYS))?;
        client.send(&Packet::new(ECDH_INIT).text([9; 32]))?;
        client.exchange_keys_again()
    }),
    ("data of another kind", |client, channel| {
        client.send(&Packet::new(EXTENDED_DATA).number(channel).number(1).text("4"))?;
        client.send(&Packet::new(EXTENDED_DATA).number(channel).number(u32::MAX).text("4"))?;
        client.send(&Packet::new(DATA).number(channel).text(""))
    }),
];

#[test]
fn what_is_borne_ends_no_visit() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    for (what, attack) in BORNE {
        let (mut client, channel) = Client::visiting(served.address).unwrap();
        attack(&mut client, channel)
            .and_then(|()| goes_on(&mut client, channel))
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        super::grammar::check(&client.seen);
        witness.finds_unharmed(&mut served, what);
    }
}

type Early = (&'static str, fn(&mut Client, u32) -> io::Result<()>);

/// On a channel where nothing has begun; whoever did that can still become a visitor.
const EARLY: [Early; 9] = [
    ("keys before there is a window", |client, channel| client.press(channel, "1ada\r")),
    ("a size before there is a window", |client, channel| client.send(&resize(channel, 10, 10))),
    ("an overflowing window", |client, channel| client.send(&Packet::new(ADJUST).number(channel).number(u32::MAX))),
    ("a name of a terminal that is a page long", |client, channel| client.send(&pty(channel, &b"x".repeat(60_000), 80, 24, &[]))),
    ("a name of a terminal that steers one", |client, channel| {
        client.send(&pty(channel, "\x1b]0;owned\x07\u{202e}\0\u{9b}".as_bytes(), 80, 24, &[]))
    }),
    ("a window without a size", |client, channel| client.send(&pty(channel, b"xterm", 0, 0, &[]))),
    ("a window of four milliards", |client, channel| client.send(&pty(channel, b"xterm", u32::MAX, u32::MAX, &[]))),
    ("as many modes as there can be", |client, channel| client.send(&pty(channel, b"xterm", 80, 24, &modes(130)))),
    ("two windows", |client, channel| {
        client.send(&pty(channel, b"xterm", 80, 24, &[]))?;
        client.send(&pty(channel, b"dumb", 20, 5, &[]))
    }),
];

#[test]
fn what_comes_before_a_visit_does_not_prevent_it() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    for (what, attack) in EARLY {
        let (mut client, channel) = Client::with_channel(served.address).unwrap();
        let begins = |client: &mut Client| {
            attack(client, channel)?;
            client.send(&pty(channel, b"xterm", 80, 24, &[]))?;
            client.send(&request(channel, "shell", true))?;
            client.see(FIRST_PAGE)?;
            goes_on(client, channel)
        };
        begins(&mut client).unwrap_or_else(|error| panic!("{what}: {error}"));
        super::grammar::check(&client.seen);
        witness.finds_unharmed(&mut served, what);
    }
}

type Ended = (&'static str, fn(SocketAddr) -> io::Result<Client>);

/// A packet as it is, lengths and all, sealed.
fn misshapen(address: SocketAddr, packet: Vec<u8>) -> io::Result<Client> {
    let (mut client, _) = Client::visiting(address)?;
    let sealed = client.seal(packet);
    client.stream.write_all(&sealed)?;
    // Where more is waited for, it comes.
    client.stream.write_all(&[7; 64])?;
    Ok(client)
}

/// Whoever sits on the first page and sends `packets`.
fn sent(address: SocketAddr, packets: impl Fn(u32) -> Vec<Packet>) -> io::Result<Client> {
    let (mut client, channel) = Client::visiting(address)?;
    packets(channel).iter().try_for_each(|packet| client.send(packet))?;
    Ok(client)
}

fn flooded(address: SocketAddr, packet: impl Fn(u32) -> Packet) -> io::Result<Client> {
    let (mut client, channel) = Client::visiting(address)?;
    // It is sent away in the midst of it.
    let _ = flood(&mut client, 10_000, |_| packet(channel));
    Ok(client)
}

const ENDED: [Ended; 24] = [
    ("131 modes", |address| sent(address, |channel| vec![pty(channel, b"xterm", 80, 24, &modes(131))])),
    ("half a mode", |address| sent(address, |channel| vec![pty(channel, b"xterm", 80, 24, &[53, 0])])),
    ("modes behind their end", |address| sent(address, |channel| vec![pty(channel, b"xterm", 80, 24, &[0, 53, 0, 0, 0, 1])])),
    ("a name of a terminal that is no text", |address| sent(address, |channel| vec![pty(channel, &[0xff, 0xfe], 80, 24, &[])])),
    ("a name of a terminal of a megabyte", |address| {
        sent(address, |channel| vec![pty(channel, &b"x".repeat(1 << 20), 80, 24, &[])])
    }),
    ("ten thousand channels", |address| flooded(address, |_| opening("session", &[]))),
    ("ten thousand channels of a screen", |address| {
        flooded(address, |_| opening("x11", Packet::new(0).text("localhost").number(1).bytes().get(1..).unwrap()))
    }),
    ("ten thousand variables", |address| flooded(address, |channel| request(channel, "env", false).text("LANG").text("nl"))),
    ("ten thousand kiosks", |address| flooded(address, |channel| request(channel, "shell", true))),
    ("ten thousand windows", |address| flooded(address, |channel| pty(channel, b"xterm", 80, 24, &[]))),
    ("ten thousand agents", |address| flooded(address, |channel| request(channel, "auth-agent-req@openssh.com", true))),
    ("a channel of packets of no size", |address| {
        let mut client = Client::authenticated(address, "reset")?;
        client.send(&Packet::new(OPEN).text("session").number(0).number(1 << 20).number(0))?;
        Ok(client)
    }),
    ("our own channel, confirmed anew with packets of no size", |address| {
        sent(address, |channel| {
            let confirmed = Packet::new(OPENED).number(channel).number(0).number(1 << 20).number(0);
            vec![confirmed, Packet::new(DATA).number(channel).text("1")]
        })
    }),
    ("a channel confirmed that we never asked for", |address| {
        sent(address, |channel| vec![Packet::new(OPENED).number(channel + 1).number(0).number(1).number(1)])
    }),
    ("bytes behind the end of a packet", |address| {
        sent(address, |channel| vec![Packet::new(DATA).number(channel).text("z").raw(b"more")])
    }),
    ("data longer than its packet", |address| {
        sent(address, |channel| vec![Packet::new(DATA).number(channel).number(u32::MAX).raw(b"z")])
    }),
    ("half a request", |address| sent(address, |channel| vec![Packet::new(REQUEST).number(channel).number(100).raw(b"pty")])),
    ("a packet of no bytes", |address| misshapen(address, vec![0; 4])),
    ("a packet of nothing but its padding", |address| misshapen(address, [&[0, 0, 0, 8, 8][..], &[0; 7]].concat())),
    ("more padding than packet", |address| misshapen(address, [&[0, 0, 0, 8, 255][..], &[0; 7]].concat())),
    ("a packet of four gigabytes", |address| misshapen(address, [&[255, 255, 255, 255, 4][..], &[0; 7]].concat())),
    ("a packet that was changed on its way", |address| {
        let (mut client, channel) = Client::visiting(address)?;
        let mut sealed = client.sealed(Packet::new(DATA).number(channel).text("1").bytes());
        *sealed.last_mut().unwrap() ^= 1;
        client.stream.write_all(&sealed)?;
        Ok(client)
    }),
    ("a channel in the midst of new keys", |address| sent(address, |_| vec![kexinit(CURVE), opening("session", &[])])),
    ("a bad point for new keys", |address| sent(address, |_| vec![kexinit(CURVE), Packet::new(ECDH_INIT).text([0; 32])])),
];

#[test]
fn what_is_not_borne_ends_one_visit_and_no_other() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let (memory, descriptors) = (served.memory(), served.descriptors());
    for (what, attack) in ENDED {
        match attack(served.address) {
            Ok(mut client) => assert!(client.is_ended_within(SOON), "{what}: it is still there"),
            // It was sent away before it had said all of it.
            Err(error) => assert!(error.kind() != io::ErrorKind::Other, "{what}: {error}"),
        }
        witness.finds_unharmed(&mut served, what);
    }
    assert!(until(|| served.descriptors() <= descriptors + 4), "{} are open, {descriptors} were", served.descriptors());
    let left = served.memory().saturating_sub(memory);
    assert!(left < LEFT, "{} KiB are left", left >> 10);
}

/// Keys that lead to pages, and on some of them to work that is under way when somebody goes.
const WAYS: [&str; 9] = ["", "1", "1ada", "1ada\r", "2ada\tviolet harbour 1999\r", "3", "4", "\x1bOP", "\x1b[20~1\r"];

#[test]
fn whoever_goes_in_mid_visit_is_gone() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let descriptors = served.descriptors();
    let goings: [fn(Client, u32) -> io::Result<()>; 5] = [
        |client, _| {
            client.vanish();
            Ok(())
        },
        |client, _| client.stream.shutdown(std::net::Shutdown::Write),
        |mut client, _| client.send(&Packet::new(DISCONNECT).number(11).text("").text("")),
        |mut client, channel| client.send(&Packet::new(CLOSE).number(channel)),
        |mut client, channel| {
            let sealed = client.sealed(Packet::new(DATA).number(channel).text("1").bytes());
            client.stream.write_all(sealed.get(..sealed.len() / 2).unwrap())
        },
    ];
    for keys in WAYS {
        for go in goings {
            let (mut client, channel) = Client::visiting(served.address).unwrap();
            client.press(channel, keys).unwrap();
            go(client, channel).unwrap();
        }
        witness.finds_unharmed(&mut served, keys);
    }
    assert!(until(|| served.descriptors() <= descriptors + 4), "{} are open, {descriptors} were", served.descriptors());
}

/// As above, where it is not even a visit.
#[test]
fn whoever_is_refused_and_takes_no_word_of_it_is_sent_away() {
    let served = Served::new(&format!("{LASTING}ssh.without_pty = \"refuse\"\n"));
    let mut client = Client::authenticated(served.address, "reset").unwrap();
    let channel = client.open("session", 0, 32 << 10).unwrap();
    client.send(&request(channel, "shell", true)).unwrap();
    assert!(client.is_ended_within(SOON), "it is still there");
}

/// Somebody who is there and takes nothing of what they are sent: by a window that stays shut, or by not reading.
#[test]
fn whoever_stops_reading_is_sent_away() {
    let mut served = Served::new(LASTING);
    let mut witness = Witness::of(&served);
    let (memory, descriptors) = (served.memory(), served.descriptors());
    let mut shut = Client::authenticated(served.address, "reset").unwrap();
    let channel = shut.open("session", 0, 32 << 10).unwrap();
    shut.send(&pty(channel, b"xterm", 80, 24, &[])).unwrap();
    shut.send(&request(channel, "shell", true)).unwrap();
    // A few pages wait for whoever may still take them; each is drawn for some sizes at most.
    (0..500_u32).for_each(|turn| shut.send(&resize(channel, 40 + turn % 200, 12 + turn % 80)).unwrap());

    let (mut deaf, channel) = Client::visiting(served.address).unwrap();
    deaf.stream.set_write_timeout(Some(FLOOD)).unwrap();
    // Each is a page, and no page is read.
    let _ = (0..100_000).try_for_each(|turn: u32| deaf.send(&resize(channel, 40 + turn % 200, 12 + turn % 80)));
    witness.finds_unharmed(&mut served, "people who do not read");
    assert!(until(|| served.descriptors() <= descriptors), "{} are open, {descriptors} were", served.descriptors());
    witness.finds_unharmed(&mut served, "people who do not read, gone");
    let left = served.memory().saturating_sub(memory);
    assert!(left < LEFT, "{} KiB are left", left >> 10);
    drop((shut, deaf));
}
