//! The local front end on a real pseudo-terminal.

use std::fs::File;
use std::io::Read;
use std::time::Duration;

use kiosk::frontend::local::tty::Tty;
use kiosk::input::{Incoming, Outgoing, Size};
use kiosk::render::screen::{CLOSE, CLOSE_WRITTEN};
use kiosk::session::Line;
use portable_pty::{PtySize, native_pty_system};
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, Termios, tcgetattr};
use tokio::sync::Mutex;

use crate::terminal::Terminal;

const PATIENCE: Duration = Duration::from_secs(20);

/// Signals and the panic hook belong to the whole process, so these tests go one by one even when
/// they share one.
static ALONE: Mutex<()> = Mutex::const_new(());

fn modes(device: &File) -> Termios {
    tcgetattr(device).unwrap()
}

/// What makes two settings the same; `Termios` itself cannot be compared.
fn described(termios: &Termios) -> String {
    format!("{termios:?}")
}

async fn next(line: &mut Line) -> Incoming {
    tokio::time::timeout(PATIENCE, line.incoming.recv()).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_arrive_raw_and_drawings_go_out() {
    let _alone = ALONE.lock().await;
    let mut terminal = Terminal::empty(80, 24);
    let (tty, mut line) = Tty::at(&terminal.path()).unwrap();
    assert_eq!(line.size, Size { columns: 80, rows: 24 });
    terminal.press("\u{3}\u{1a}\u{1c}\u{13}a\r");
    let mut typed = Vec::new();
    while !typed.ends_with(b"\r") {
        match next(&mut line).await {
            Incoming::Bytes(bytes) => typed.extend_from_slice(&bytes),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(typed, b"\x03\x1a\x1c\x13a\r");
    line.outgoing.send(Outgoing::Bytes(b"one\ntwo".to_vec().into())).await.unwrap();
    terminal.wait_for("two");
    assert_eq!(terminal.shown().trim_end(), "one\n   two", "nothing is echoed or translated");
    drop(line);
    tty.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_terminal_is_given_back_as_it_was_found() {
    let _alone = ALONE.lock().await;
    let drawn: (&[u8], &[u8]) = (b"\x1b[?1049h", CLOSE);
    let written: (&[u8], &[u8]) = (b"\x1b[?2004h", CLOSE_WRITTEN);
    for (is_closed, (sent, way_back)) in [(true, drawn), (false, drawn), (true, written), (false, written)] {
        let mut terminal = Terminal::empty(80, 24);
        let device = File::open(terminal.path()).unwrap();
        let found = described(&modes(&device));
        let (tty, line) = Tty::at(&terminal.path()).unwrap();
        assert!(!modes(&device).local_modes.intersects(LocalModes::ECHO | LocalModes::ISIG | LocalModes::ICANON));
        line.outgoing.send(Outgoing::Bytes([sent, b"secret"].concat().into())).await.unwrap();
        terminal.wait_for("secret");
        drop(line);
        if is_closed {
            tty.close().await;
        } else {
            drop(tty);
        }
        assert_eq!(described(&modes(&device)), found);
        terminal.wait_until("the way back", |terminal| terminal.sent().ends_with(&[b"secret", way_back].concat()));
        assert_eq!(terminal.shown().trim(), "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_was_closed_is_not_wiped_again() {
    let _alone = ALONE.lock().await;
    let mut terminal = Terminal::empty(80, 24);
    let (tty, line) = Tty::at(&terminal.path()).unwrap();
    let sent = [b"\x1b[?1049h", CLOSE].concat();
    line.outgoing.send(Outgoing::Bytes(sent.clone().into())).await.unwrap();
    drop(line);
    tty.close().await;
    terminal.read_to_end();
    assert_eq!(terminal.sent(), sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_gives_the_terminal_back_first() {
    let _alone = ALONE.lock().await;
    let mut terminal = Terminal::empty(80, 24);
    let device = File::open(terminal.path()).unwrap();
    let found = described(&modes(&device));
    let (_tty, line) = Tty::at(&terminal.path()).unwrap();
    line.outgoing.send(Outgoing::Bytes(b"\x1b[?1049hpage".to_vec().into())).await.unwrap();
    terminal.wait_for("page");
    assert!(std::panic::catch_unwind(|| panic!("a bug")).is_err());
    assert_eq!(described(&modes(&device)), found);
    terminal.wait_until("the way back", |terminal| terminal.sent().ends_with(CLOSE));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_that_fails_echoes_nothing_that_is_typed_next() {
    let _alone = ALONE.lock().await;
    let mut terminal = Terminal::empty(80, 24);
    let device = File::open(terminal.path()).unwrap();
    let (_tty, line) = Tty::at(&terminal.path()).unwrap();
    line.outgoing.send(Outgoing::Bytes(b"page".to_vec().into())).await.unwrap();
    terminal.wait_for("page");
    let raw = described(&modes(&device));
    assert!(tokio::spawn(async { panic!("a bug") }).await.is_err());
    assert!(tokio::task::spawn_blocking(|| panic!("another")).await.is_err());
    assert_eq!(described(&modes(&device)), raw);
    line.outgoing.send(Outgoing::Bytes(b" goes on".to_vec().into())).await.unwrap();
    terminal.wait_for("page goes on");
    assert!(!terminal.sent().ends_with(CLOSE));
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_are_news_and_never_the_end() {
    let _alone = ALONE.lock().await;
    let mut terminal = Terminal::empty(80, 24);
    let (_tty, mut line) = Tty::at(&terminal.path()).unwrap();
    for ignored in [Signal::INT, Signal::QUIT, Signal::TSTP] {
        kill_process(getpid(), ignored).unwrap();
    }
    terminal.resize(100, 30);
    kill_process(getpid(), Signal::WINCH).unwrap();
    assert_eq!(next(&mut line).await, Incoming::Resize(Size { columns: 100, rows: 30 }));
    kill_process(getpid(), Signal::TERM).unwrap();
    assert_eq!(next(&mut line).await, Incoming::HangUp);
    kill_process(getpid(), Signal::HUP).unwrap();
    assert_eq!(next(&mut line).await, Incoming::HangUp);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_that_goes_away_hangs_up() {
    let _alone = ALONE.lock().await;
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let (_tty, mut line) = Tty::at(&pair.master.tty_name().unwrap()).unwrap();
    drop(pair);
    assert_eq!(next(&mut line).await, Incoming::HangUp);
}

/// Nobody reads the other end: the kernel's buffer fills, and the writer waits for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_that_does_not_read_cannot_hold_the_program() {
    let _alone = ALONE.lock().await;
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let device = File::open(pair.master.tty_name().unwrap()).unwrap();
    let found = described(&modes(&device));
    let (tty, line) = Tty::at(&pair.master.tty_name().unwrap()).unwrap();
    line.outgoing.send(Outgoing::Bytes(vec![b'x'; 1 << 20].into())).await.unwrap();
    drop(line);
    tokio::time::timeout(PATIENCE, tty.close()).await.unwrap();
    assert_eq!(described(&modes(&device)), found);
}

/// The bytes that leave our screen are among those that nobody took.
#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_that_takes_nothing_more_is_given_back_from_where_it_is() {
    let _alone = ALONE.lock().await;
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let (tty, line) = Tty::at(&pair.master.tty_name().unwrap()).unwrap();
    let mut taken = pair.master.try_clone_reader().unwrap();
    line.outgoing.send(Outgoing::Bytes(b"\x1b[?1049h".to_vec().into())).await.unwrap();
    taken.read_exact(&mut [0; 8]).unwrap();
    line.outgoing.send(Outgoing::Bytes([vec![b'x'; 1 << 20], b"\x1b[?1049l".to_vec()].concat().into())).await.unwrap();
    // From here on nobody reads: the writer is in the middle of it.
    taken.read_exact(&mut [0; 8]).unwrap();
    drop(line);
    tty.close().await;
    drop(pair.slave);
    let mut rest = Vec::new();
    taken.read_to_end(&mut rest).unwrap();
    assert!(rest.ends_with(CLOSE), "{:?}", String::from_utf8_lossy(&rest[rest.len().saturating_sub(80)..]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_no_terminal() {
    let _alone = ALONE.lock().await;
    assert!(Tty::at(std::path::Path::new("/dev/null")).is_err());
}
