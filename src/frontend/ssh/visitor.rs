//! What an SSH client may ask for: one session, a window, a shell - which is the kiosk - and nothing else. It carries
//! what is typed to the visit and knows nothing of what it means. The user name is a label, but for `terminal`.

use std::sync::Arc;

use russh::server::{Auth, ChannelOpenHandle, Handle, Handler, Msg, PublicKeyOffer, Session, VerifiedPublicKey};
use russh::{Channel, ChannelId, ChannelOpenFailure, MethodKind, MethodSet, Pty};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use zeroize::Zeroizing;

use super::allowance::Allowance;
use super::terminals::{TERMINAL, Terminals};
use crate::config::ThinTerminal;
use crate::input::{Incoming, Size};
use crate::render::screen::LARGEST;

/// Keys and sizes, packet by packet, that are taken at once from whoever was quiet before: a name that a program types,
/// a window that is drawn larger by hand.
const BURST: usize = 512;
/// The same a second, for long. A key that is held down is some thirty; each may have a page drawn.
const PACE: usize = 50;
/// Packets that wait to be understood. A visit that leaves more of them lying is stuck.
const WAITING: usize = 2 * BURST;
/// Refused requests that a client may try: real ones ask for a handful of things that a kiosk has not.
const BORNE: u32 = 64;
/// A window before its size is known, or of one that claims to have none.
const COMMON: Size = Size { columns: 80, rows: 24 };

/// What is told to whoever brings a command along.
const NO_COMMANDS: &str = "This is a kiosk: it takes no commands. Please connect without one.\r\n\
                           Dit is een kiosk: opdrachten zijn niet mogelijk. Maak verbinding zonder opdracht.\r\n";

/// Somebody who came as far as the first page.
pub struct Arrival {
    pub channel: ChannelId,
    pub handle: Handle,
    /// None: they have no terminal.
    pub window: Option<Window>,
    pub typed: mpsc::Receiver<Incoming>,
    /// For what is said to the visit in the client's place.
    pub line: mpsc::WeakSender<Incoming>,
    pub first_key: oneshot::Receiver<()>,
    /// Which of the known terminals this is.
    pub terminal: Option<Arc<ThinTerminal>>,
}

/// What a client says of its terminal.
pub struct Window {
    pub term: String,
    pub size: Size,
}

/// Why a connection ends.
#[derive(Debug, thiserror::Error)]
pub enum VisitorError {
    #[error(transparent)]
    Ssh(#[from] russh::Error),
    #[error("the client asks for one refused thing after another")]
    Insistent,
    #[error("the visit does not take what the client sends")]
    Stuck,
}

/// One client, as the SSH library asks about it.
pub struct Visitor {
    terminals: Terminals,
    terminal: Option<Arc<ThinTerminal>>,
    channel: Option<ChannelId>,
    window: Option<Window>,
    arrival: Option<oneshot::Sender<Arrival>>,
    typed: Option<mpsc::Sender<Incoming>>,
    first_key: Option<oneshot::Sender<()>>,
    allowance: Allowance,
    refused: u32,
}

impl Visitor {
    pub fn new(terminals: Terminals) -> (Self, oneshot::Receiver<Arrival>) {
        let (arrival, arrives) = oneshot::channel();
        let visitor = Self {
            terminals,
            terminal: None,
            channel: None,
            window: None,
            arrival: Some(arrival),
            typed: None,
            first_key: None,
            allowance: Allowance::new(BURST, PACE, Instant::now()),
            refused: 0,
        };
        (visitor, arrives)
    }

    /// Says no to a request on `channel`, so many times.
    fn refuse(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), VisitorError> {
        self.count_refusal()?;
        Ok(session.channel_failure(channel)?)
    }

    const fn count_refusal(&mut self) -> Result<(), VisitorError> {
        self.refused += 1;
        if self.refused > BORNE { Err(VisitorError::Insistent) } else { Ok(()) }
    }

    /// Hands `incoming` to the visit without waiting for it: what waits here keeps the visit's own pages from leaving.
    fn pass_on(&self, incoming: Incoming) -> Result<(), VisitorError> {
        match self.typed.as_ref().map(|typed| typed.try_send(incoming)) {
            Some(Err(mpsc::error::TrySendError::Full(_))) => Err(VisitorError::Stuck),
            // A visit that is over needs no more keys.
            None | Some(Ok(()) | Err(mpsc::error::TrySendError::Closed(_))) => Ok(()),
        }
    }

    /// The visit begins. A second shell on the same channel is refused like anything else.
    fn arrive(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), VisitorError> {
        let Some(arrival) = self.arrival.take() else { return self.refuse(channel, session) };
        let (typed, receiver) = mpsc::channel(WAITING);
        let (first_key, key) = oneshot::channel();
        let line = typed.downgrade();
        (self.typed, self.first_key) = (Some(typed), Some(first_key));
        session.channel_success(channel)?;
        let arrived = Arrival {
            channel,
            handle: session.handle(),
            window: self.window.take(),
            typed: receiver,
            line,
            first_key: key,
            terminal: self.terminal.clone(),
        };
        // Where nobody waits for it any more, time was up and the connection is being cut.
        drop(arrival.send(arrived));
        Ok(())
    }

    async fn refuse_channel(&mut self, reply: ChannelOpenHandle) -> Result<(), VisitorError> {
        reply.reject(ChannelOpenFailure::AdministrativelyProhibited).await;
        self.count_refusal()
    }
}

fn keys_only() -> Auth {
    Auth::Reject { proceed_with_methods: Some(MethodSet::from(&[MethodKind::PublicKey][..])), partial_success: false }
}

/// A window as large as it may be; one that says nothing of its size is taken for a common one.
fn clamped(columns: u32, rows: u32) -> Size {
    let within = |number: u32, most: u16, common: u16| match number {
        0 => common,
        number => u16::try_from(number).unwrap_or(most).min(most),
    };
    Size { columns: within(columns, LARGEST.columns, COMMON.columns), rows: within(rows, LARGEST.rows, COMMON.rows) }
}

impl Handler for Visitor {
    type Error = VisitorError;

    async fn auth_none(&mut self, user: &str) -> Result<Auth, VisitorError> {
        self.terminal = None;
        Ok(if user == TERMINAL { keys_only() } else { Auth::Accept })
    }

    async fn auth_publickey_offered(&mut self, user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, VisitorError> {
        let known = user == TERMINAL && self.terminals.find(offer.public_key).is_some();
        Ok(if known || user != TERMINAL { Auth::Accept } else { keys_only() })
    }

    async fn auth_publickey(&mut self, user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, VisitorError> {
        self.terminal = if user == TERMINAL { self.terminals.find(key.public_key) } else { None };
        Ok(if user == TERMINAL && self.terminal.is_none() { keys_only() } else { Auth::Accept })
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), VisitorError> {
        if self.channel.is_some() {
            return self.refuse_channel(reply).await;
        }
        self.channel = Some(channel.id());
        reply.accept().await;
        Ok(())
    }

    async fn channel_open_x11(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), VisitorError> {
        self.refuse_channel(reply).await
    }

    async fn channel_open_direct_tcpip(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: &str,
        _: u32,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), VisitorError> {
        self.refuse_channel(reply).await
    }

    async fn channel_open_forwarded_tcpip(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        _: u32,
        _: &str,
        _: u32,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), VisitorError> {
        self.refuse_channel(reply).await
    }

    async fn channel_open_direct_streamlocal(
        &mut self,
        _: Channel<Msg>,
        _: &str,
        reply: ChannelOpenHandle,
        _: &mut Session,
    ) -> Result<(), VisitorError> {
        self.refuse_channel(reply).await
    }

    async fn channel_close(&mut self, _: ChannelId, _: &mut Session) -> Result<(), VisitorError> {
        self.typed = None;
        Ok(())
    }

    async fn channel_eof(&mut self, _: ChannelId, _: &mut Session) -> Result<(), VisitorError> {
        self.typed = None;
        Ok(())
    }

    async fn data(&mut self, _: ChannelId, data: &[u8], _: &mut Session) -> Result<(), VisitorError> {
        self.allowance.take().await;
        self.first_key.take().map(|first| first.send(()));
        self.pass_on(Incoming::Bytes(Zeroizing::new(data.to_vec())))
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), VisitorError> {
        if self.window.is_some() || self.typed.is_some() {
            return self.refuse(channel, session);
        }
        // It only chooses from a table; no name in it is longer.
        self.window = Some(Window { term: term.chars().take(64).collect(), size: clamped(columns, rows) });
        Ok(session.channel_success(channel)?)
    }

    async fn window_change_request(
        &mut self,
        _: ChannelId,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &mut Session,
    ) -> Result<(), VisitorError> {
        self.allowance.take().await;
        let size = clamped(columns, rows);
        match &mut self.window {
            Some(window) => {
                window.size = size;
                Ok(())
            }
            None => self.pass_on(Incoming::Resize(size)),
        }
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), VisitorError> {
        self.arrive(channel, session)
    }

    async fn exec_request(&mut self, channel: ChannelId, _: &[u8], session: &mut Session) -> Result<(), VisitorError> {
        if self.typed.is_some() {
            return self.refuse(channel, session);
        }
        self.count_refusal()?;
        session.channel_success(channel)?;
        session.data(channel, NO_COMMANDS)?;
        session.exit_status_request(channel, 1)?;
        session.eof(channel)?;
        Ok(session.close(channel)?)
    }

    async fn subsystem_request(&mut self, channel: ChannelId, _: &str, session: &mut Session) -> Result<(), VisitorError> {
        self.refuse(channel, session)
    }

    async fn env_request(&mut self, channel: ChannelId, _: &str, _: &str, session: &mut Session) -> Result<(), VisitorError> {
        self.refuse(channel, session)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), VisitorError> {
        self.refuse(channel, session)
    }

    async fn agent_request(&mut self, _: ChannelId, _: &mut Session) -> Result<bool, VisitorError> {
        self.count_refusal().map(|()| false)
    }

    async fn tcpip_forward(&mut self, _: &str, _: &mut u32, _: &mut Session) -> Result<bool, VisitorError> {
        self.count_refusal().map(|()| false)
    }

    async fn streamlocal_forward(&mut self, _: &str, _: &mut Session) -> Result<bool, VisitorError> {
        self.count_refusal().map(|()| false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_a_size_that_can_be_drawn() {
        let size = |columns, rows| {
            let Size { columns, rows } = clamped(columns, rows);
            (columns, rows)
        };
        assert_eq!(size(80, 24), (80, 24));
        assert_eq!(size(0, 0), (80, 24));
        assert_eq!(size(u32::MAX, u32::MAX), (300, 100));
        assert_eq!(size(1, 65_536), (1, 100));
    }
}
