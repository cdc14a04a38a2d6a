//! `kiosk serve` in an installation, and OpenSSH's client as its visitors have it.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};

use crate::installation::{Installation, PROGRAM, Ran, ran};
use crate::terminal::Terminal;

/// A server that listens at once, and one that is asked to end.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(20);

/// What lets somebody walk by hand: no riddles, and one gate.
pub const PLAIN: &str = "reset.gates = 1\nreset.unlock = false\ncaptcha.open = \"never\"\nlimits.resend_after = \"10min\"\nlog.file = \"kiosk.log\"\n";

/// A server that runs until this is dropped.
pub struct Served {
    pub kiosk: Installation,
    pub address: SocketAddr,
    process: Child,
}

/// Whether `program` is here; where everything is to be tested it has to be.
pub fn is_there(program: &str) -> bool {
    let there = Path::new(program).exists();
    let all = std::env::var_os("KIOSK_TESTS").is_some_and(|which| which == "all");
    assert!(there || !all, "{program} is missing: tests/run installs it");
    if !there {
        println!("skipped: {program} is not here");
    }
    there
}

/// An address that nobody listens on.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The line of kiosk.toml that says where to listen.
pub fn listen(address: SocketAddr) -> String {
    format!("ssh.listen = \"{address}\"\n")
}

impl Served {
    /// A server with `settings`.
    pub fn new(settings: &str) -> Self {
        let address = free_address();
        Self::of(Installation::new(&format!("{}{settings}", listen(address))), address)
    }

    /// The server of `kiosk`, which says that it listens at `address`.
    pub fn of(kiosk: Installation, address: SocketAddr) -> Self {
        let mut command = Command::new(PROGRAM);
        command.arg("serve").current_dir(kiosk.path(""));
        Self::started(kiosk, address, command)
    }

    /// The same by a command of the caller's.
    pub fn started(kiosk: Installation, address: SocketAddr, mut command: Command) -> Self {
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let served = Self { kiosk, address, process };
        served.wait_until("it listens", || TcpStream::connect(address).is_ok());
        // The key of the host, as a visitor has it from a poster.
        let public = ran(Command::new("ssh-keygen").arg("-yf").arg(served.kiosk.path("ssh_host_ed25519_key")), "");
        let known = format!("[{}]:{} {}", address.ip(), address.port(), public.out);
        fs::write(served.kiosk.path("known_hosts"), known).unwrap();
        served
    }

    pub fn process(&self) -> u32 {
        self.process.id()
    }

    pub fn is_running(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }

    #[expect(clippy::unused_self, reason = "one waits for something of this server")]
    pub fn wait_until(&self, what: &str, holds: impl Fn() -> bool) {
        let looks = PATIENCE.as_millis() / LOOK.as_millis();
        assert!(
            (0..looks).any(|_| holds() || {
                thread::sleep(LOOK);
                false
            }),
            "{what} did not come"
        );
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        kill_process(Pid::from_raw(self.process.id().try_into().unwrap()).unwrap(), Signal::TERM).unwrap();
    }

    /// Waits until it has ended, and gives its exit code.
    pub fn wait_for_end(&mut self) -> i32 {
        self.process.wait().unwrap().code().unwrap()
    }

    /// What `ssh` is told before `more`: this server, its key, and nothing of this machine's own settings.
    pub fn arguments(&self) -> Vec<String> {
        let known = self.kiosk.path("known_hosts").display().to_string();
        let options =
            ["StrictHostKeyChecking=yes".to_owned(), format!("UserKnownHostsFile={known}"), "LogLevel=ERROR".to_owned()];
        let options = options.into_iter().flat_map(|option| ["-o".to_owned(), option]);
        ["-F".to_owned(), "none".to_owned(), "-p".to_owned(), self.address.port().to_string()]
            .into_iter()
            .chain(options)
            .collect()
    }

    /// A terminal in which somebody typed `ssh reset@host`.
    pub fn visit(&self, columns: u16, rows: u16) -> Terminal {
        self.visit_as("reset", "xterm", &[], columns, rows)
    }

    pub fn visit_as(&self, user: &str, term: &str, more: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new("ssh");
        command.args(self.arguments());
        command.args(more);
        command.arg(format!("{user}@{}", self.address.ip()));
        command.env("TERM", term);
        command.env_remove("SSH_AUTH_SOCK");
        Terminal::running(command, columns, rows)
    }

    /// `ssh` with `options`, and `words` behind the host, and `input` on its standard input, to its end.
    pub fn ssh(&self, options: &[&str], words: &[&str], input: &str) -> Ran {
        let host = format!("reset@{}", self.address.ip());
        let mut command = Command::new("ssh");
        command.args(self.arguments()).args(options).arg(host).args(words).env_remove("SSH_AUTH_SOCK");
        ran(&mut command, input)
    }

    /// A key pair of somebody's own: the path of the private one, and the line of the public one.
    pub fn key(&self, name: &str) -> (PathBuf, String) {
        let path = self.kiosk.path(name);
        let made = ran(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&path), "");
        assert_eq!(made.code, 0, "{made:?}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let public = fs::read_to_string(path.with_extension("pub")).unwrap();
        (path, public.trim().to_owned())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
