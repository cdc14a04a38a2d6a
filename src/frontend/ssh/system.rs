//! What the system gives a server and wants to know of it: sockets, descriptors, signs of life for systemd.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use listenfd::ListenFd;
use rustix::process::{Resource, Rlimit};
use sd_notify::NotifyState;
use tokio::net::{TcpListener, TcpSocket};

/// Connections that may wait at the door while others come in.
const QUEUE: u32 = 4_096;

/// Descriptors for everything but visits: the store, the courier, the log, the door.
const KEPT: usize = 64;

/// The socket that systemd passes on, or else one of our own at `address`.
pub fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    if let Some(passed) = ListenFd::from_env().take_tcp_listener(0)? {
        passed.set_nonblocking(true)?;
        return TcpListener::from_std(passed);
    }
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Every visit takes a descriptor: as many as the system allows, not as many as it gives unasked.
pub fn raise_descriptor_limit() {
    let Rlimit { maximum, .. } = rustix::process::getrlimit(Resource::Nofile);
    if let Err(error) = rustix::process::setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// How many of `wanted` visits there are descriptors for.
pub fn room_for(wanted: usize) -> usize {
    let descriptors = rustix::process::getrlimit(Resource::Nofile).current;
    let room = descriptors.map_or(wanted, |number| usize::try_from(number).unwrap_or(wanted).saturating_sub(KEPT).max(1));
    if room < wanted {
        tracing::warn!(room, wanted, "the limit of open files leaves room for fewer visits than ssh.visits");
    }
    room.min(wanted)
}

pub fn tell_ready() {
    tell(&NotifyState::Ready);
}

pub fn tell_stopping() {
    tell(&NotifyState::Stopping);
}

/// Says again and again that this task still runs, where systemd wants to hear it; it never returns.
pub async fn tell_alive() {
    let Some(patience) = sd_notify::watchdog_enabled() else { return std::future::pending().await };
    let mut beat = tokio::time::interval((patience / 2).max(Duration::from_millis(100)));
    loop {
        beat.tick().await;
        tell(&NotifyState::Watchdog);
    }
}

fn tell(state: &NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(std::slice::from_ref(state)) {
        tracing::warn!(%error, "systemd does not hear us");
    }
}
