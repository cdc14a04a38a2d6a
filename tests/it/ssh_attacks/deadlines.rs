//! Those who take their time: every part of the way in has a deadline, and bytes that trickle in do not move it.

use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use kiosk::admin::host_key;
use kiosk::frontend::ssh::{Deadlines, Reception, receive};
use kiosk::service::Service;
use kiosk::service::ambient::Ambient;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::time::Instant;

use super::client::{AUTH_SUCCESS, CURVE, Client, FIRST_PAGE, Packet, SERVICE_REQUEST, STRICT, kexinit, pty, request};
use super::names::{Pair, answer};
use crate::installation::Installation;

const SHORT: Duration = Duration::from_millis(400);
/// Whoever is still there after this was not sent away: the last words take two seconds.
const STAYS: Duration = Duration::from_secs(4);
const LONG: Duration = Duration::from_mins(10);
const NONE: Deadlines = Deadlines { greeting: LONG, hand_shake: LONG, first_key: LONG };

/// A reception in this process, with deadlines of its own; it ends with this.
struct Received {
    address: SocketAddr,
    _runtime: Runtime,
    _kiosk: Installation,
}

fn received(deadlines: Deadlines) -> Received {
    let hall = format!("[[ssh.terminal]]\nkey = \"{}\"\nplace = \"Hall B\"\n", Pair::of(3).line());
    let kiosk = Installation::new(&format!("[ssh]\nuncapped = [\"127.0.0.0/8\"]\ngrace = \"0s\"\n{hall}"));
    let config = kiosk.config();
    let runtime = Runtime::new().unwrap();
    let key = host_key::read(&config.ssh.host_key).unwrap();
    let (listener, service) = runtime.block_on(async {
        let service = Service::assemble(&config, Arc::new(Ambient::real())).await.unwrap();
        (TcpListener::bind("127.0.0.1:0").await.unwrap(), Arc::new(service))
    });
    let address = listener.local_addr().unwrap();
    let reception = Reception::new(&config, service, key).with_deadlines(deadlines);
    runtime.spawn(async move { receive(&config, reception, listener, std::future::pending()).await });
    Received { address, _runtime: runtime, _kiosk: kiosk }
}

/// Asserts that the connection of `client` ends, and not before `deadline`.
fn ends_at(what: &str, deadline: Duration, mut client: Client) {
    let begun = Instant::now();
    assert!(client.is_ended_within(Duration::from_secs(20)), "{what}: it is still there");
    assert!(begun.elapsed() >= deadline / 2, "{what}: ended after {:?}", begun.elapsed());
}

#[test]
fn whoever_does_not_finish_the_greeting_is_sent_away() {
    let received = received(Deadlines { greeting: SHORT, ..NONE });
    let begun: [(&str, &[u8]); 4] = [
        ("nothing at all", b""),
        ("half a banner", b"SSH-2.0-ha"),
        ("no key exchange", b"SSH-2.0-slow\r\n"),
        ("half a key exchange", b"SSH-2.0-slow\r\n\0\0\x03\0\x08\x14"),
    ];
    for (what, bytes) in begun {
        let mut client = Client::connect(received.address).unwrap();
        client.stream.write_all(bytes).unwrap();
        ends_at(what, SHORT, client);
    }
}

#[test]
fn bytes_that_trickle_in_move_no_deadline() {
    let received = received(Deadlines { greeting: SHORT, ..NONE });
    let mut client = Client::connect(received.address).unwrap();
    client.stream.set_read_timeout(Some(SHORT / 16)).unwrap();
    let begun = Instant::now();
    let whole = [b"SSH-2.0-slow\r\n".as_slice(), kexinit(&format!("{CURVE},{STRICT}")).bytes()].concat();
    let mut answer = [0; 4096];
    let mut trickle = whole.iter().cycle();
    // Each wait for an answer is the pause between two bytes.
    let ended = (0..10_000).any(|_| {
        let sent = client.stream.write_all(&[*trickle.next().unwrap()]);
        sent.is_err() || matches!(client.stream.read(&mut answer), Ok(0))
    });
    assert!(ended && begun.elapsed() >= SHORT / 2, "{:?}", begun.elapsed());
    assert!(begun.elapsed() < SHORT * 20, "{:?}", begun.elapsed());
}

#[test]
fn whoever_does_not_come_in_is_sent_away() {
    let received = received(Deadlines { hand_shake: SHORT, ..NONE });
    let address = received.address;
    ends_at("keys, and nothing more", SHORT, Client::in_private(address).unwrap());
    let mut asking = Client::in_private(address).unwrap();
    asking.ask_to_authenticate().unwrap();
    ends_at("a name that does not come", SHORT, asking);
    ends_at("no channel", SHORT, Client::authenticated(address, "reset").unwrap());
    ends_at("no shell", SHORT, Client::with_channel(address).unwrap().0);
    let mut turning = Client::in_private(address).unwrap();
    let begun = Instant::now();
    while turning.exchange_keys_again().is_ok() && turning.send(&Packet::new(SERVICE_REQUEST).text("x")).is_ok() {
        assert!(begun.elapsed() < SHORT * 20, "new keys again and again move the deadline");
    }
}

#[test]
fn whoever_presses_no_key_is_sent_away() {
    let received = received(Deadlines { first_key: SHORT, ..NONE });
    let (client, _) = Client::visiting(received.address).unwrap();
    ends_at("no key", SHORT, client);
    let (mut client, channel) = Client::with_channel(received.address).unwrap();
    client.send(&pty(channel, b"xterm", 80, 24, &[])).unwrap();
    client.send(&request(channel, "shell", true)).unwrap();
    client.see(FIRST_PAGE).unwrap();
    client.press(channel, "1").unwrap();
    assert!(!client.is_ended_within(STAYS), "somebody is there");
}

/// Hours may pass until somebody comes to it.
#[test]
fn a_terminal_in_the_hall_waits_for_whoever_comes() {
    let received = received(Deadlines { first_key: SHORT, ..NONE });
    let mut client = Client::in_private(received.address).unwrap();
    client.ask_to_authenticate().unwrap();
    let signed = Pair::of(3).request(&client, "terminal", Some("terminal"));
    assert_eq!(answer(&mut client, &signed), Some(AUTH_SUCCESS));
    let channel = client.open("session", 1 << 20, 32 << 10).unwrap();
    client.send(&pty(channel, b"xterm", 80, 24, &[])).unwrap();
    client.send(&request(channel, "shell", true)).unwrap();
    client.see(FIRST_PAGE).unwrap();
    assert!(!client.is_ended_within(STAYS), "it is sent away");
}
