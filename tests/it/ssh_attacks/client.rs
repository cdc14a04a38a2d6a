//! An SSH client of our own that says whatever it is told to: every byte before the key exchange, and every packet
//! after it, sealed as it must be. It looks at nobody's host key, for it has nothing to lose.
// Found from fuzz/, too.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use ring::aead::chacha20_poly1305_openssh::{KEY_LEN, OpeningKey, SealingKey, TAG_LEN};
use ring::agreement::{EphemeralPrivateKey, UnparsedPublicKey, X25519, agree_ephemeral};
use ring::error::Unspecified;
use ring::rand::SystemRandom;
use sha2::{Digest as _, Sha256};

/// Whoever waits longer for a packet waits for nothing.
const PATIENCE: Duration = Duration::from_secs(20);
const BANNER: &[u8] = b"SSH-2.0-attacker";

pub const STRICT: &str = "kex-strict-c-v00@openssh.com";
pub const CURVE: &str = "curve25519-sha256";
const CIPHER: &str = "chacha20-poly1305@openssh.com";

pub const DISCONNECT: u8 = 1;
pub const IGNORE: u8 = 2;
pub const SERVICE_REQUEST: u8 = 5;
pub const KEXINIT: u8 = 20;
pub const NEWKEYS: u8 = 21;
pub const ECDH_INIT: u8 = 30;
pub const AUTH_REQUEST: u8 = 50;
pub const AUTH_FAILURE: u8 = 51;
pub const AUTH_SUCCESS: u8 = 52;
pub const AUTH_KEY_OK: u8 = 60;
pub const GLOBAL_REQUEST: u8 = 80;
pub const OPEN: u8 = 90;
pub const OPENED: u8 = 91;
pub const NOT_OPENED: u8 = 92;
pub const ADJUST: u8 = 93;
pub const DATA: u8 = 94;
pub const EXTENDED_DATA: u8 = 95;
pub const EOF: u8 = 96;
pub const CLOSE: u8 = 97;
pub const REQUEST: u8 = 98;

/// A packet's payload, field by field.
#[derive(Clone)]
pub struct Packet(Vec<u8>);

impl Packet {
    pub fn new(kind: u8) -> Self {
        Self(vec![kind])
    }

    pub fn number(mut self, number: u32) -> Self {
        self.0.extend(number.to_be_bytes());
        self
    }

    pub fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }

    pub fn text(self, text: impl AsRef<[u8]>) -> Self {
        let text = text.as_ref();
        let mut with_length = self.number(u32::try_from(text.len()).unwrap());
        with_length.0.extend(text);
        with_length
    }

    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The fields of a payload, read one after another.
pub struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    pub fn number(&mut self) -> u32 {
        let (four, rest) = self.0.split_first_chunk::<4>().unwrap();
        self.0 = rest;
        u32::from_be_bytes(*four)
    }

    pub fn text(&mut self) -> &'a [u8] {
        let length = self.number() as usize;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        text
    }
}

/// `payload` as a packet that is not encrypted; `block` is what its length is a multiple of.
pub fn in_clear(payload: &[u8]) -> Vec<u8> {
    framed(payload, 4)
}

/// `payload` with its lengths and padding; `counted` is how much of the length field counts for the padding.
fn framed(payload: &[u8], counted: usize) -> Vec<u8> {
    let padding = 8 - (counted + 1 + payload.len()) % 8;
    let padding = if padding < 4 { padding + 8 } else { padding };
    let mut packet = u32::try_from(1 + payload.len() + padding).unwrap().to_be_bytes().to_vec();
    packet.push(u8::try_from(padding).unwrap());
    packet.extend(payload);
    packet.resize(packet.len() + padding, 0);
    packet
}

/// A KEXINIT that offers `kex` and otherwise what we speak.
pub fn kexinit(kex: &str) -> Packet {
    let lists = [
        kex,
        "ssh-ed25519",
        CIPHER,
        CIPHER,
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-256-etm@openssh.com",
        "none",
        "none",
        "",
        "",
    ];
    let begun = Packet::new(KEXINIT).raw(&[7; 16]);
    lists.iter().fold(begun, Packet::text).byte(0).number(0)
}

/// Both ends' keys.
struct Keys {
    sealing: SealingKey,
    opening: OpeningKey,
}

/// What was agreed in clear, as far as keys are made of it.
#[derive(Default)]
struct Greeting {
    server_banner: Vec<u8>,
    server_kexinit: Vec<u8>,
}

pub struct Client {
    pub stream: TcpStream,
    greeting: Greeting,
    keys: Option<Keys>,
    /// Numbers of the next packets.
    sent: u32,
    received: u32,
    session: Vec<u8>,
    /// Bytes of pages that were read.
    pub seen: Vec<u8>,
}

impl Client {
    pub fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            greeting: Greeting::default(),
            keys: None,
            sent: 0,
            received: 0,
            session: Vec::new(),
            seen: Vec::new(),
        })
    }

    /// Past the key exchange.
    pub fn in_private(address: SocketAddr) -> io::Result<Self> {
        let mut client = Self::connect(address)?;
        client.greet()?;
        client.exchange_keys()?;
        Ok(client)
    }

    /// Let in as `name`.
    pub fn authenticated(address: SocketAddr, name: &str) -> io::Result<Self> {
        let mut client = Self::in_private(address)?;
        client.ask_to_authenticate()?;
        client.send(&Self::none(name))?;
        expect(&client.receive()?, AUTH_SUCCESS)?;
        Ok(client)
    }

    /// With a channel open; its number at the server.
    pub fn with_channel(address: SocketAddr) -> io::Result<(Self, u32)> {
        let mut client = Self::authenticated(address, "reset")?;
        let channel = client.open("session", u32::MAX, 32 * 1024)?;
        Ok((client, channel))
    }

    /// On the first page.
    pub fn visiting(address: SocketAddr) -> io::Result<(Self, u32)> {
        let (mut client, channel) = Self::with_channel(address)?;
        client.send(&pty(channel, b"xterm-256color", 80, 24, &[]))?;
        client.send(&request(channel, "shell", true))?;
        client.see(FIRST_PAGE)?;
        Ok((client, channel))
    }

    /// Banners.
    pub fn greet(&mut self) -> io::Result<()> {
        self.stream.write_all(&[BANNER, b"\r\n"].concat())?;
        self.hear_greeting()
    }

    /// What the server says of itself, and what it offers.
    pub fn hear_greeting(&mut self) -> io::Result<()> {
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            let mut byte = [0];
            self.stream.read_exact(&mut byte)?;
            line.extend(byte);
        }
        self.greeting.server_banner = line.trim_ascii_end().to_vec();
        self.greeting.server_kexinit = self.receive()?;
        expect(&self.greeting.server_kexinit, KEXINIT)
    }

    pub fn server_banner(&self) -> &[u8] {
        &self.greeting.server_banner
    }

    /// What the server offers, list by list.
    pub fn offers(&self) -> Vec<String> {
        let mut fields = Fields(self.greeting.server_kexinit.get(17..).unwrap());
        (0..10).map(|_| String::from_utf8(fields.text().to_vec()).unwrap()).collect()
    }

    /// The first key exchange.
    pub fn exchange_keys(&mut self) -> io::Result<()> {
        let ours = kexinit(&format!("{CURVE},{STRICT}"));
        self.send(&ours)?;
        let theirs = std::mem::take(&mut self.greeting.server_kexinit);
        self.agree(ours.bytes(), &theirs)
    }

    /// Another one, begun by us.
    pub fn exchange_keys_again(&mut self) -> io::Result<()> {
        let ours = kexinit(CURVE);
        self.send(&ours)?;
        let theirs = loop {
            let packet = self.receive()?;
            if packet.first() == Some(&KEXINIT) {
                break packet;
            }
            self.note(&packet);
        };
        self.agree(ours.bytes(), &theirs)
    }

    fn agree(&mut self, ours: &[u8], theirs: &[u8]) -> io::Result<()> {
        let secret = EphemeralPrivateKey::generate(&X25519, &SystemRandom::new()).map_err(broken)?;
        let public = secret.compute_public_key().map_err(broken)?;
        self.send(&Packet::new(ECDH_INIT).text(&public))?;
        let reply = self.receive()?;
        expect(&reply, 31)?;
        let mut fields = Fields(reply.get(1..).unwrap());
        let (host_key, their_public) = (fields.text(), fields.text());
        let shared = agree_ephemeral(secret, &UnparsedPublicKey::new(&X25519, their_public), mpint).map_err(broken)?;
        let hashed = [BANNER, &self.greeting.server_banner, ours, theirs, host_key, public.as_ref(), their_public];
        let hashed = hashed.into_iter().fold(Packet(Vec::new()), Packet::text).raw(&shared);
        let hash = Sha256::digest(hashed.bytes()).to_vec();
        if self.session.is_empty() {
            self.session.clone_from(&hash);
        }
        self.send(&Packet::new(NEWKEYS))?;
        expect(&self.receive()?, NEWKEYS)?;
        let key = |letter: u8| {
            let first = Sha256::digest([&shared[..], &hash, &[letter], &self.session].concat());
            let second = Sha256::digest([&shared[..], &hash, &first].concat());
            let mut key = [0; KEY_LEN];
            key.copy_from_slice(&[first, second].concat());
            key
        };
        self.keys = Some(Keys { sealing: SealingKey::new(&key(b'C')), opening: OpeningKey::new(&key(b'D')) });
        (self.sent, self.received) = (0, 0);
        Ok(())
    }

    pub fn ask_to_authenticate(&mut self) -> io::Result<()> {
        self.send(&Packet::new(SERVICE_REQUEST).text("ssh-userauth"))?;
        loop {
            // The server's extensions may come first.
            match self.receive()?.first() {
                Some(7) => {}
                Some(6) => return Ok(()),
                other => return Err(io::Error::other(format!("{other:?} instead of the service"))),
            }
        }
    }

    /// The request to be let in without anything.
    pub fn none(name: &str) -> Packet {
        Packet::new(AUTH_REQUEST).text(name).text("ssh-connection").text("none")
    }

    /// What a signature over this session begins with.
    pub fn session(&self) -> &[u8] {
        &self.session
    }

    /// Opens a channel; its number at the server.
    pub fn open(&mut self, kind: &str, window: u32, packet: u32) -> io::Result<u32> {
        self.send(&Packet::new(OPEN).text(kind).number(0).number(window).number(packet))?;
        let reply = self.receive()?;
        expect(&reply, OPENED)?;
        Ok(Fields(reply.get(5..).unwrap()).number())
    }

    pub fn press(&mut self, channel: u32, keys: impl AsRef<[u8]>) -> io::Result<()> {
        self.send(&Packet::new(DATA).number(channel).text(keys))
    }

    /// Reads until a page holds `text`, which is one word: blanks that are there already are not sent again.
    pub fn see(&mut self, text: &str) -> io::Result<()> {
        let mut from = self.seen.len();
        loop {
            let packet = self.receive()?;
            self.note(&packet);
            if self.seen.get(from..).unwrap().windows(text.len()).any(|part| part == text.as_bytes()) {
                return Ok(());
            }
            // It may be cut in two.
            from = from.max((self.seen.len() + 1).saturating_sub(text.len()));
        }
    }

    /// Reads until the server ends this.
    pub fn see_end(&mut self) -> Vec<Vec<u8>> {
        let mut packets = Vec::new();
        while let Ok(packet) = self.receive() {
            self.note(&packet);
            packets.push(packet);
        }
        packets
    }

    fn note(&mut self, packet: &[u8]) {
        if packet.first() == Some(&DATA) {
            self.seen.extend(Fields(packet.get(5..).unwrap()).text());
        }
    }

    pub fn send(&mut self, packet: &Packet) -> io::Result<()> {
        let sealed = self.sealed(packet.bytes());
        self.stream.write_all(&sealed)
    }

    /// What goes over the wire for `payload`.
    pub fn sealed(&mut self, payload: &[u8]) -> Vec<u8> {
        let framed = framed(payload, if self.keys.is_some() { 0 } else { 4 });
        self.seal(framed)
    }

    /// Seals `packet` as it is, whatever its lengths say.
    pub fn seal(&mut self, mut packet: Vec<u8>) -> Vec<u8> {
        let number = self.sent;
        self.sent = self.sent.wrapping_add(1);
        let Some(keys) = &self.keys else { return packet };
        let mut tag = [0; TAG_LEN];
        keys.sealing.seal_in_place(number, &mut packet, &mut tag);
        packet.extend(tag);
        packet
    }

    /// The payload of the next packet.
    pub fn receive(&mut self) -> io::Result<Vec<u8>> {
        let mut length = [0; 4];
        self.stream.read_exact(&mut length)?;
        let number = self.received;
        self.received = self.received.wrapping_add(1);
        let Some(keys) = &self.keys else {
            let mut packet = vec![0; u32::from_be_bytes(length) as usize];
            self.stream.read_exact(&mut packet)?;
            return Ok(payload(&packet));
        };
        let clear = keys.opening.decrypt_packet_length(number, length);
        let mut packet = length.to_vec();
        packet.resize(4 + u32::from_be_bytes(clear) as usize, 0);
        self.stream.read_exact(packet.get_mut(4..).unwrap())?;
        let mut tag = [0; TAG_LEN];
        self.stream.read_exact(&mut tag)?;
        let opened = keys.opening.open_in_place(number, &mut packet, &tag).map_err(broken)?;
        Ok(payload(opened))
    }

    /// Whether the server has ended this, or does within `span`.
    pub fn is_ended_within(&mut self, span: Duration) -> bool {
        self.stream.set_read_timeout(Some(span)).unwrap();
        let mut rest = [0; 4096];
        loop {
            match self.stream.read(&mut rest) {
                Ok(0) => return true,
                Ok(_) => {}
                Err(error) => return !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut),
            }
        }
    }

    /// Goes away in the middle of whatever it is.
    pub fn vanish(self) {
        // It may be gone already.
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

/// The last words of the first page.
pub const FIRST_PAGE: &str = "F9";
/// The same of the page where one types who one is.
pub const SECOND_PAGE: &str = "Next";

/// A request on `channel` without particulars.
pub fn request(channel: u32, kind: &str, is_answered: bool) -> Packet {
    Packet::new(REQUEST).number(channel).text(kind).byte(u8::from(is_answered))
}

pub fn pty(channel: u32, term: &[u8], columns: u32, rows: u32, modes: &[u8]) -> Packet {
    request(channel, "pty-req", true).text(term).number(columns).number(rows).number(0).number(0).text(modes)
}

pub fn resize(channel: u32, columns: u32, rows: u32) -> Packet {
    request(channel, "window-change", false).number(columns).number(rows).number(0).number(0)
}

fn expect(packet: &[u8], kind: u8) -> io::Result<()> {
    if packet.first() == Some(&kind) { Ok(()) } else { Err(io::Error::other(format!("{packet:?} instead of {kind}"))) }
}

/// A packet without its length, without its padding.
fn payload(packet: &[u8]) -> Vec<u8> {
    let (padding, rest) = packet.split_first().unwrap();
    rest.get(..rest.len() - usize::from(*padding)).unwrap().to_vec()
}

/// A shared secret as RFC 4251 writes large numbers.
fn mpint(secret: &[u8]) -> Vec<u8> {
    let first = secret.iter().position(|byte| *byte != 0).unwrap_or(secret.len());
    let digits = secret.get(first..).unwrap();
    let sign: &[u8] = if digits.first().is_some_and(|byte| *byte >= 0x80) { &[0] } else { &[] };
    Packet(Vec::new()).text([sign, digits].concat()).bytes().to_vec()
}

fn broken(_: Unspecified) -> io::Error {
    io::Error::other("the keys do not fit")
}
