//! Who a client says it is: a label, but for `terminal`, which takes a key that is known here.

use std::io;

use data_encoding::BASE64;
use ring::signature::{Ed25519KeyPair, KeyPair as _};

use super::client::{AUTH_FAILURE, AUTH_KEY_OK, AUTH_REQUEST, AUTH_SUCCESS, Client, DISCONNECT, Fields, Packet, SERVICE_REQUEST};
use super::witness::{LASTING, Witness};
use crate::served::Served;

/// A key pair, as a file of OpenSSH's holds it.
pub struct Pair(Ed25519KeyPair);

impl Pair {
    pub fn of(seed: u8) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap())
    }

    fn public(&self) -> Vec<u8> {
        Packet::new(0).text("ssh-ed25519").text(self.0.public_key()).bytes()[1..].to_vec()
    }

    pub fn line(&self) -> String {
        format!("ssh-ed25519 {}", BASE64.encode(&self.public()))
    }

    /// A request of `name` with this key; signed as a request of `signed_as`.
    pub fn request(&self, client: &Client, name: &str, signed_as: Option<&str>) -> Packet {
        let request = |name: &str, signed: bool| {
            let begun = Packet::new(AUTH_REQUEST).text(name).text("ssh-connection").text("publickey");
            begun.byte(u8::from(signed)).text("ssh-ed25519").text(self.public())
        };
        let Some(signed_as) = signed_as else { return request(name, false) };
        let signed = Packet::new(0).text(client.session()).raw(request(signed_as, true).bytes());
        let signature = self.0.sign(&signed.bytes()[1..]);
        let signature = Packet::new(0).text("ssh-ed25519").text(signature);
        request(name, true).text(&signature.bytes()[1..])
    }
}

fn hall() -> Served {
    Served::new(&format!("{LASTING}[[ssh.terminal]]\nkey = \"{}\"\nplace = \"Hall B\"\n", Pair::of(3).line()))
}

fn asking(served: &Served) -> Client {
    let mut client = Client::in_private(served.address).unwrap();
    client.ask_to_authenticate().unwrap();
    client
}

pub fn answer(client: &mut Client, packet: &Packet) -> Option<u8> {
    client.send(packet).unwrap();
    client.receive().ok()?.first().copied()
}

#[test]
fn only_a_known_key_that_signs_for_it_opens_terminal() {
    let served = hall();
    let (known, unknown) = (Pair::of(3), Pair::of(4));
    let asked = |key: &Pair, signed_as| {
        let mut client = asking(&served);
        let packet = key.request(&client, "terminal", signed_as);
        answer(&mut client, &packet)
    };
    assert_eq!(answer(&mut asking(&served), &Client::none("terminal")), Some(AUTH_FAILURE));
    assert_eq!(asked(&known, None), Some(AUTH_KEY_OK), "an offer lets nobody in");
    assert_eq!(asked(&unknown, None), Some(AUTH_FAILURE));
    assert_eq!(asked(&unknown, Some("terminal")), Some(AUTH_FAILURE));
    assert_eq!(asked(&known, Some("reset")), Some(AUTH_FAILURE), "signed for another name");
    assert_eq!(asked(&known, Some("terminal")), Some(AUTH_SUCCESS));
}

#[test]
fn a_signature_of_another_connection_opens_nothing() {
    let served = hall();
    let known = Pair::of(3);
    let (first, mut second) = (asking(&served), asking(&served));
    let overheard = known.request(&first, "terminal", Some("terminal"));
    assert_eq!(answer(&mut second, &overheard), Some(AUTH_FAILURE));
}

/// GHSA-hpv4-5h6f-wqr3: what was found out about one name was kept for the next.
#[test]
fn a_client_that_changes_its_name_ten_times_gets_nothing_by_it() {
    let mut served = hall();
    let mut witness = Witness::of(&served);
    let (known, unknown) = (Pair::of(3), Pair::of(4));
    let mut client = asking(&served);
    let others = ["ada", "", "root", "\u{202e}\x1b]0;x\x07", "TERMINAL"];
    for name in others {
        let offer = unknown.request(&client, name, None);
        assert_eq!(answer(&mut client, &offer), Some(AUTH_KEY_OK), "{name:?}");
        let as_terminal = known.request(&client, "terminal", Some(name));
        assert_eq!(answer(&mut client, &as_terminal), Some(AUTH_FAILURE), "what {name:?} signed");
    }
    // The offer of one name, taken up by another.
    let offer = known.request(&client, "ada", None);
    assert_eq!(answer(&mut client, &offer), Some(AUTH_KEY_OK));
    assert_eq!(answer(&mut client, &Client::none("terminal")), Some(AUTH_FAILURE));
    // Six refusals are enough.
    assert_eq!(answer(&mut client, &Client::none("terminal")), Some(DISCONNECT));
    witness.finds_unharmed(&mut served, "a client of ten names");

    let mut client = asking(&served);
    assert_eq!(answer(&mut client, &Client::none("terminal")), Some(AUTH_FAILURE));
    assert_eq!(answer(&mut client, &Client::none("ada")), Some(AUTH_SUCCESS), "as somebody from the street");
    client.send(&known.request(&client, "terminal", Some("terminal"))).unwrap();
    let channel = client.open("session", u32::MAX, 32 * 1024).unwrap();
    assert!(channel > 0, "asking again is no answer");
}

#[test]
fn other_ways_to_be_let_in_are_closed() {
    let mut served = hall();
    let mut witness = Witness::of(&served);
    let asks = |name: &str, method: &str| Packet::new(AUTH_REQUEST).text(name).text("ssh-connection").text(method);
    let requests: [(&str, Packet); 6] = [
        ("a password", asks("terminal", "password").byte(0).text("secret")),
        ("a new password", asks("terminal", "password").byte(1).text("secret").text("other")),
        ("questions", asks("terminal", "keyboard-interactive").text("").text("")),
        ("its host", asks("terminal", "hostbased").text("ssh-ed25519").text("").text("").text("")),
        ("something else", asks("terminal", "\u{202e}")),
        ("a name of many pages", asks(&"x".repeat(60_000), "password").byte(0).text("")),
    ];
    for (what, request) in requests {
        assert_eq!(answer(&mut asking(&served), &request), Some(AUTH_FAILURE), "{what}");
    }
    let is_let_in = |packets: &[Packet]| -> io::Result<bool> {
        let mut client = Client::in_private(served.address)?;
        for packet in packets {
            client.send(packet)?;
        }
        Ok(client.see_end().iter().any(|packet| packet.first() == Some(&AUTH_SUCCESS)))
    };
    let last = Packet::new(DISCONNECT).number(11).text("").text("");
    for early in [
        vec![Client::none("reset"), last.clone()],
        vec![Packet::new(SERVICE_REQUEST).text("ssh-connection"), Client::none("reset"), last.clone()],
        vec![Packet::new(AUTH_SUCCESS), last],
    ] {
        assert!(!is_let_in(&early).unwrap());
    }
    witness.finds_unharmed(&mut served, "other ways in");
}

/// What is refused to `terminal` names the way that there is.
#[test]
fn a_terminal_without_its_key_is_told_to_bring_one() {
    let served = hall();
    let mut client = asking(&served);
    client.send(&Client::none("terminal")).unwrap();
    let refusal = client.receive().unwrap();
    assert_eq!(Fields(&refusal[1..]).text(), b"publickey");
}
