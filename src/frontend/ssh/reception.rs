//! What all visits over SSH share: the service, the house they come to, the protocol they come by.

use std::borrow::Cow;
use std::io::ErrorKind;
use std::net::IpAddr;
use std::sync::Arc;

use russh::keys::ssh_key::EcdsaCurve;
use russh::keys::{Algorithm, PrivateKey};
use russh::server::Config as Protocol;
use russh::{MethodKind, MethodSet, Preferred, SshId, cipher, compression, kex, mac};

use super::admission::{Offence, Pass};
use super::counts;
use super::deadlines::Deadlines;
use super::terminals::Terminals;
use super::visitor::{VisitorError, Window};
use crate::config::{Config, ThinTerminal, WithoutPty};
use crate::domain::method::Standing;
use crate::domain::place::Place;
use crate::domain::time::Span;
use crate::flow::House;
use crate::frontend::house;
use crate::input::Size;
use crate::render::House as Sign;
use crate::render::look::{Look, Terminal, Wish};
use crate::render::screen::Easel;
use crate::service::Service;
use crate::service::source::{Network, Source};
use crate::session::Front;
use crate::session::manner::{Manner, Medium};
use crate::texts::word;

/// What we say we are. A version would tell whoever looks for an old one.
const NAME: &str = "SSH-2.0-kiosk";
/// Bytes that a client may send ahead; its keys are few.
const WINDOW: u32 = 64 * 1024;
const LARGEST_PACKET: u32 = 32 * 1024;

/// Where visitors over SSH are received.
pub struct Reception {
    service: Arc<Service>,
    house: Arc<House>,
    sign: Sign,
    wish: Wish,
    mouse: bool,
    linear: bool,
    tone: bool,
    without_pty: WithoutPty,
    uncapped: Vec<Network>,
    terminals: Terminals,
    easel: Easel,
    protocol: Arc<Protocol>,
    deadlines: Deadlines,
    grace: Span,
}

impl Reception {
    pub fn new(config: &Config, service: Arc<Service>, key: PrivateKey) -> Self {
        // A visitor's way out of the start page, which is their own end of a line, and not the next one's.
        let house = House { start_waits: false, may_quit: true, ..house::house(config) };
        Self {
            service,
            sign: house::sign(&house),
            house: Arc::new(house),
            wish: house::wish(config.ui),
            mouse: config.ui.mouse,
            linear: config.ui.linear,
            tone: config.ui.tone,
            without_pty: config.ssh.without_pty,
            uncapped: super::uncapped(config),
            terminals: Terminals::new(&config.ssh.terminals),
            easel: Easel::default(),
            protocol: Arc::new(protocol(key)),
            deadlines: Deadlines::USUAL,
            grace: config.ssh.grace,
        }
    }

    /// The same with other deadlines.
    #[must_use]
    pub fn with_deadlines(self, deadlines: Deadlines) -> Self {
        Self { deadlines, ..self }
    }

    pub fn service(&self) -> &Service {
        &self.service
    }

    pub const fn deadlines(&self) -> Deadlines {
        self.deadlines
    }

    /// How long whoever is inside may finish when the house closes.
    pub const fn grace(&self) -> Span {
        self.grace
    }

    pub fn protocol(&self) -> Arc<Protocol> {
        Arc::clone(&self.protocol)
    }

    pub fn terminals(&self) -> Terminals {
        self.terminals.clone()
    }

    /// What a visit is, and the size of its window; none for whoever has no terminal, where that is refused.
    pub fn front(&self, from: IpAddr, window: Option<Window>, terminal: Option<&ThinTerminal>) -> Option<(Front, Size)> {
        let medium = match &window {
            None if self.without_pty == WithoutPty::Refuse => return None,
            None => Medium::Echoing,
            Some(window) if window.term == "dumb" => Medium::Typewriter,
            Some(_) => Medium::Screen,
        };
        let Window { term, size } = window.unwrap_or(Window { term: String::new(), size: Size { columns: 80, rows: 24 } });
        let front = Front {
            service: Arc::clone(&self.service),
            house: self.house_of(terminal),
            standing: terminal.map_or(Standing::Open, |terminal| terminal.standing),
            source: terminal.map_or_else(|| Source::of(from, &self.uncapped), |it| Source::Terminal(it.place.clone())),
            place: terminal.map_or_else(|| self.outside(from), |terminal| Place::Terminal(terminal.place.clone())),
            reveal: terminal.map(|terminal| terminal.reveal),
            // In the hall nobody can paste, whatever the terminal is.
            may_paste: terminal.is_none(),
            look: Look::choose(self.wish, &Terminal { term: &term, ..Terminal::default() }),
            easel: self.easel.clone(),
            mouse: self.mouse,
            manner: Manner::choose(self.linear, medium, self.tone),
            sign: self.sign.clone(),
            beside: None,
        };
        Some((front, size))
    }

    /// What is told to whoever is refused for having no terminal.
    pub fn no_terminal(&self) -> String {
        word("linear-no-terminal", self.house.language)
    }

    /// Where somebody is who comes from `address`.
    fn outside(&self, address: IpAddr) -> Place {
        let host = self.house.organisation.place.clone();
        Place::Ssh { host, from: Some(address.to_canonical().to_string()) }
    }

    /// The house, seen from where the terminal stands: its start page waits for one visitor after another, and nobody
    /// ends it.
    fn house_of(&self, terminal: Option<&ThinTerminal>) -> Arc<House> {
        let Some(terminal) = terminal else { return Arc::clone(&self.house) };
        let mut house = House { start_waits: true, may_quit: false, ..House::clone(&self.house) };
        house.organisation.place.clone_from(&terminal.place);
        Arc::new(house)
    }

    /// Remembers what whoever holds `pass` did.
    pub fn blame(&self, pass: &Pass, offence: Offence) {
        counts::blamed(offence);
        pass.blame(offence, self.service.now());
    }

    /// Remembers how a connection ended that came to no visit, where that was its client's fault.
    pub fn note(&self, pass: &Pass, error: &VisitorError) {
        tracing::debug!(%error, "a connection came to no visit");
        if let Some(offence) = offence(error) {
            self.blame(pass, offence);
        }
    }
}

/// What a client did that made its connection fail. One that went away did nothing.
fn offence(error: &VisitorError) -> Option<Offence> {
    match error {
        // What the wire calls no client.
        VisitorError::Ssh(russh::Error::IO(error)) if error.kind() == ErrorKind::InvalidData => Some(Offence::Misbehaved),
        VisitorError::Ssh(russh::Error::Join(_)) => Some(Offence::Crashed),
        VisitorError::Insistent
        | VisitorError::Stuck
        | VisitorError::Ssh(
            russh::Error::Version
            | russh::Error::PacketSize(_)
            | russh::Error::Inconsistent
            | russh::Error::IndexOutOfBounds
            | russh::Error::PacketAuth
            | russh::Error::DecryptionError
            | russh::Error::SshEncoding(_)
            | russh::Error::StrictKeyExchangeViolation { .. },
        ) => Some(Offence::Misbehaved),
        VisitorError::Ssh(_) => None,
    }
}

/// Only what nobody has to regret: no compression, ciphers that seal, one kind of host key.
fn protocol(key: PrivateKey) -> Protocol {
    Protocol {
        server_id: SshId::Standard(Cow::Borrowed(NAME)),
        methods: MethodSet::from(&[MethodKind::None, MethodKind::PublicKey][..]),
        keys: vec![key],
        preferred: Preferred {
            kex: Cow::Borrowed(&[
                kex::MLKEM768X25519_SHA256,
                kex::CURVE25519,
                kex::CURVE25519_PRE_RFC_8731,
                kex::EXTENSION_SUPPORT_AS_SERVER,
                kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
            ]),
            // Of hosts, and of the terminals in the hall.
            key: Cow::Borrowed(&[
                Algorithm::Ed25519,
                Algorithm::Ecdsa { curve: EcdsaCurve::NistP256 },
                Algorithm::Ecdsa { curve: EcdsaCurve::NistP384 },
                Algorithm::Ecdsa { curve: EcdsaCurve::NistP521 },
            ]),
            host_key_certificates: Cow::Borrowed(&[]),
            cipher: Cow::Borrowed(&[cipher::CHACHA20_POLY1305, cipher::AES_256_GCM, cipher::AES_128_GCM]),
            // Named for clients that want one named; the ciphers above seal by themselves.
            mac: Cow::Borrowed(&[mac::HMAC_SHA512_ETM, mac::HMAC_SHA256_ETM]),
            compression: Cow::Borrowed(&[compression::NONE]),
        },
        window_size: WINDOW,
        maximum_packet_size: LARGEST_PACKET,
        channel_buffer_size: 1,
        event_buffer_size: 2,
        max_auth_attempts: 6,
        auth_rejection_time: std::time::Duration::ZERO,
        // Deadlines are our own, or a clock on a page would keep a dead visit alive.
        inactivity_timeout: None,
        keepalive_interval: None,
        ..Protocol::default()
    }
}
