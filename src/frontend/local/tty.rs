//! The terminal that the program was started on: its bytes, its size, and the signals that belong
//! to it. It opens the terminal anew, so that nothing it changes on the way reaches whoever shares
//! standard input, and gives it back as it was, whatever ends the program.

#[cfg(test)]
mod tests;

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::termios::{OptionalActions, QueueSelector, Termios};
use tokio::io::unix::AsyncFd;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, JoinSet};

use super::ending::Ending;
use super::packet::Packet;
use crate::input::{Incoming, Outgoing, Size};
use crate::render::screen::WayBack;
use crate::session::Line;

/// Packets that wait to be understood, and drawings that wait to be sent.
const WAITING: usize = 16;

/// How long the last drawing may take to be sent to a terminal that does not read.
const PATIENCE: Duration = Duration::from_millis(500);

/// Why there is no terminal.
#[derive(Debug, thiserror::Error)]
pub enum TtyError {
    #[error("this needs a terminal: {0}")]
    NoTerminal(#[source] io::Error),
    #[error("the terminal cannot be set up: {0}")]
    Unsettable(#[source] io::Error),
}

/// The terminal, in raw mode until it is closed or dropped.
pub struct Tty {
    device: Arc<Device>,
    listeners: JoinSet<()>,
    writer: JoinHandle<()>,
}

impl Tty {
    /// The terminal that controls this process, or the one on standard input.
    ///
    /// Called within a tokio runtime.
    pub fn open() -> Result<(Self, Line), TtyError> {
        match Self::at(Path::new("/dev/tty")) {
            Err(TtyError::NoTerminal(_)) => Self::at(Path::new("/dev/stdin")),
            opened => opened,
        }
    }

    /// The terminal at `path`.
    pub fn at(path: &Path) -> Result<(Self, Line), TtyError> {
        let signals = Signals::new().map_err(TtyError::Unsettable)?;
        let device = Arc::new(Device::open(path)?);
        restore_on_panic(&device);
        let size = device.size();
        let (sender, incoming) = channel(WAITING);
        let (outgoing, receiver) = channel(WAITING);
        let mut listeners = JoinSet::new();
        listeners.spawn(watch(Arc::clone(&device), signals, sender.clone()));
        listeners.spawn(read(Arc::clone(&device), sender));
        let writer = tokio::spawn(write(Arc::clone(&device), receiver));
        Ok((Self { device, listeners, writer }, Line { incoming, outgoing, size }))
    }

    /// Sends what is still waiting, as far as the terminal takes it, and gives it back. The `Line`
    /// is dropped before.
    pub async fn close(mut self) {
        // When time is up the rest is lost, which is better than a program that does not end.
        let _ = tokio::time::timeout(PATIENCE, &mut self.writer).await;
        self.listeners.shutdown().await;
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        self.writer.abort();
        self.device.restore();
    }
}

/// The open terminal, and how it was found.
struct Device {
    file: AsyncFd<OwnedFd>,
    found: Termios,
    /// What it takes to give it back as it was found.
    way_back: Mutex<WayBack>,
}

impl Device {
    fn open(path: &Path) -> Result<Self, TtyError> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = rustix::fs::open(path, flags, Mode::empty()).map_err(|error| TtyError::NoTerminal(error.into()))?;
        let found = rustix::termios::tcgetattr(&file).map_err(|error| TtyError::NoTerminal(error.into()))?;
        let file = awaitable(file).map_err(TtyError::Unsettable)?;
        let mut raw = found.clone();
        // Ctrl-C, Ctrl-Z and Ctrl-\ become keys, Ctrl-S no longer stops the screen, and nothing is echoed.
        raw.make_raw();
        rustix::termios::tcsetattr(&file, OptionalActions::Now, &raw).map_err(|error| TtyError::Unsettable(error.into()))?;
        Ok(Self { file, found, way_back: Mutex::default() })
    }

    /// A terminal that does not say how large it is, as on a serial line, is taken for a common one.
    fn size(&self) -> Size {
        match rustix::termios::tcgetwinsize(&self.file) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size { columns: size.ws_col, rows: size.ws_row },
            Ok(_) | Err(_) => Size { columns: 80, rows: 24 },
        }
    }

    async fn read(&self, packet: &mut [u8]) -> io::Result<usize> {
        self.file.async_io(tokio::io::Interest::READABLE, |file| Ok(rustix::io::read(file, &mut *packet)?)).await
    }

    async fn write(&self, mut bytes: &[u8]) -> io::Result<()> {
        let before = self.way_back();
        let after = before.after(bytes);
        // Until the last byte is out, nobody knows which of the two it takes: the longer one does no harm.
        self.keep(before.max(after));
        while !bytes.is_empty() {
            let written = self.file.async_io(tokio::io::Interest::WRITABLE, |file| Ok(rustix::io::write(file, bytes)?)).await?;
            bytes = bytes.get(written..).unwrap_or_default();
        }
        self.keep(after);
        Ok(())
    }

    fn way_back(&self) -> WayBack {
        *self.way_back.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, way_back: WayBack) {
        *self.way_back.lock().unwrap_or_else(PoisonError::into_inner) = way_back;
    }

    /// What was typed and not read is no command for a shell, nor the next visitor's.
    fn forget_typed(&self) {
        let _ = rustix::termios::tcflush(&self.file, QueueSelector::IFlush);
    }

    /// Best effort, without waiting: it is also the last thing that a failing program does.
    fn restore(&self) {
        let way_back = std::mem::take(&mut *self.way_back.lock().unwrap_or_else(PoisonError::into_inner));
        if way_back != WayBack::None {
            let _ = rustix::termios::tcflush(&self.file, QueueSelector::OFlush);
            let _ = rustix::io::write(&self.file, way_back.bytes());
        }
        self.forget_typed();
        let _ = rustix::termios::tcsetattr(&self.file, OptionalActions::Now, &self.found);
    }
}

#[expect(
    deprecated,
    reason = "unsound for owners that lie about their descriptor, which `OwnedFd` does not; the new form is unsafe"
)]
fn awaitable(file: OwnedFd) -> io::Result<AsyncFd<OwnedFd>> {
    AsyncFd::new(file)
}

/// A panic that ends the program is reported on a terminal that can show it. One in a task ends only
/// that: the terminal stays ours, or what is typed next would be echoed. The hook keeps no terminal
/// alive.
fn restore_on_panic(device: &Arc<Device>) {
    let device = Arc::downgrade(device);
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match device.upgrade() {
        Some(_) if tokio::task::try_id().is_some() => tracing::error!(%panic, "a task failed"),
        Some(device) => {
            device.restore();
            report(panic);
        }
        None => report(panic),
    }));
}

async fn read(device: Arc<Device>, sender: Sender<Incoming>) {
    let mut packet = Packet::new();
    loop {
        let incoming = match device.read(packet.room()).await {
            Ok(length @ 1..) => packet.take(length),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(_) | Err(_) => Incoming::HangUp,
        };
        let over = incoming == Incoming::HangUp;
        if sender.send(incoming).await.is_err() || over {
            return;
        }
    }
}

async fn write(device: Arc<Device>, mut receiver: Receiver<Outgoing>) {
    while let Some(outgoing) = receiver.recv().await {
        match outgoing {
            // A terminal that is gone is noticed by the reader.
            Outgoing::Bytes(bytes) => drop(device.write(&bytes).await),
            Outgoing::ForgetTyped => device.forget_typed(),
        }
    }
}

/// The signals of a terminal. Those that would end or stop the program by a key are caught and do
/// nothing: at a kiosk nobody gets past the program that way.
struct Signals {
    resized: Signal,
    ending: Ending,
    interrupted: Signal,
    quit: Signal,
    stopped: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            resized: signal(SignalKind::window_change())?,
            ending: Ending::awaited()?,
            interrupted: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            stopped: signal(SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw()))?,
        })
    }
}

async fn watch(device: Arc<Device>, mut signals: Signals, sender: Sender<Incoming>) {
    loop {
        let incoming = tokio::select! {
            _ = signals.resized.recv() => Incoming::Resize(device.size()),
            () = signals.ending.asked() => Incoming::HangUp,
            _ = signals.interrupted.recv() => continue,
            _ = signals.quit.recv() => continue,
            _ = signals.stopped.recv() => continue,
        };
        if sender.send(incoming).await.is_err() {
            return;
        }
    }
}
