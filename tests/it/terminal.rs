//! A terminal with a program in it: a real pseudo-terminal, what the program drew on it, and
//! somebody's fingers. It waits for what is shown, never for time to pass.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// A program that says nothing for this long, when something is awaited, has failed. Longer than an idle
/// visit is silent before its warning.
const PATIENCE: Duration = Duration::from_secs(30);

/// A pseudo-terminal, seen from outside.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Typed by a thread of its own: a program that does not read holds nobody up.
    keys: Sender<Vec<u8>>,
    output: Receiver<Vec<u8>>,
    window: vt100::Parser,
    /// Every byte that the program sent.
    sent: Vec<u8>,
    child: Option<Box<dyn Child + Send + Sync>>,
    device: Option<Box<dyn SlavePty + Send>>,
}

impl Terminal {
    /// An empty terminal; its device can be opened by whoever wants.
    pub fn empty(columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut terminal = Self::around(pair.master, columns, rows);
        // While nobody else has opened it, it would count as gone.
        terminal.device = Some(pair.slave);
        terminal
    }

    /// A terminal with `command` running in it, controlled by it.
    pub fn running(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut terminal = Self::around(pair.master, columns, rows);
        terminal.child = Some(child);
        terminal
    }

    fn around(master: Box<dyn MasterPty + Send>, columns: u16, rows: u16) -> Self {
        let mut reader = master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut packet = [0; 4096];
            // The read fails when nobody holds the other end any more.
            while let Ok(length @ 1..) = reader.read(&mut packet) {
                if sender.send(packet[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        let mut writer = master.take_writer().unwrap();
        let (keys, pressed) = channel::<Vec<u8>>();
        // The write fails when nobody reads at the other end any more.
        thread::spawn(move || pressed.iter().try_for_each(|keys| writer.write_all(&keys)));
        Self {
            keys,
            master,
            output,
            window: vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
            sent: Vec::new(),
            child: None,
            device: None,
        }
    }

    /// The path of its device.
    pub fn path(&self) -> PathBuf {
        self.master.tty_name().unwrap()
    }

    pub fn press(&mut self, keys: &str) {
        self.send(keys.as_bytes());
    }

    /// Sends what no keyboard would.
    pub fn send(&mut self, bytes: &[u8]) {
        self.keys.send(bytes.to_vec()).unwrap();
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
        self.window.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
    }

    /// Waits until the window shows `text`.
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |terminal| terminal.shown().contains(text));
    }

    /// Waits until `holds`; `what` is for the report when it does not come.
    pub fn wait_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        while !holds(self) {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("{what:?} did not come; the window shows\n{}", self.shown()),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended before {what:?}; it left\n{}", self.shown()),
            }
        }
    }

    /// Waits until the program has ended, and gives its exit code.
    pub fn wait_for_end(&mut self) -> u32 {
        self.read_to_end();
        self.child.as_mut().unwrap().wait().unwrap().exit_code()
    }

    /// Takes everything that is sent until nobody holds the device any more.
    pub fn read_to_end(&mut self) {
        self.device = None;
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => panic!("the program did not end; the window shows\n{}", self.shown()),
            }
        }
    }

    /// Whether the program sends nothing for the whole of `span`.
    pub fn is_silent_for(&mut self, span: Duration) -> bool {
        match self.output.recv_timeout(span) {
            Ok(bytes) => {
                self.take(&bytes);
                false
            }
            Err(error) => error == RecvTimeoutError::Timeout,
        }
    }

    /// What the window shows, row by row, without the blanks at the ends.
    pub fn shown(&self) -> String {
        let (_, columns) = self.window.screen().size();
        let rows = self.window.screen().rows(0, columns.get());
        rows.map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    pub fn screen(&self) -> &vt100::Screen {
        self.window.screen()
    }

    /// Every byte that the program sent until now.
    pub fn sent(&self) -> &[u8] {
        &self.sent
    }

    /// The process id of the program.
    pub fn process(&self) -> u32 {
        self.child.as_ref().unwrap().process_id().unwrap()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.window.process(bytes);
        self.sent.extend_from_slice(bytes);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It may have ended already.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

#[test]
fn a_program_is_seen_and_typed_to() {
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", "printf 'who? '; read name; printf \"hello $name\\n\"; exit 3"]);
    let mut terminal = Terminal::running(command, 40, 12);
    terminal.wait_for("who?");
    assert!(terminal.process() > 0);
    assert_eq!(terminal.screen().cursor_position(), (0, 5));
    terminal.press("ada\r");
    terminal.wait_for("hello ada");
    assert_eq!(terminal.wait_for_end(), 3);
    assert!(terminal.sent().ends_with(b"hello ada\r\n"));
}
