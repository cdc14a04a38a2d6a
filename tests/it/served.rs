//! `kiosk serve` in an installation, started as systemd starts it, and OpenSSH's client as its visitors have it. What
//! they see is nothing to it.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use tokio::time::Instant;

use crate::installation::{Installation, PROGRAM, Ran, ran};
use crate::terminal::Terminal;

/// Whatever does not come for so long does not come.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(20);

/// What lets somebody walk by hand: no riddles, and one gate.
pub const PLAIN: &str = "reset.gates = 1\nreset.unlock = false\ncaptcha.open = \"never\"\nlimits.resend_after = \"10min\"\nlog.file = \"kiosk.log\"\n";

/// A server that runs until this is dropped.
pub struct Served {
    pub kiosk: Installation,
    pub address: SocketAddr,
    process: Child,
    /// Where systemd hears of it.
    systemd: UnixDatagram,
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

/// Whether `holds` becomes true before patience ends.
pub fn until(mut holds: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while !holds() {
        if begun.elapsed() > PATIENCE {
            return false;
        }
        thread::sleep(LOOK);
    }
    true
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
        command.arg("serve");
        Self::started(kiosk, address, command)
    }

    /// The same by a command of the caller's.
    pub fn started(kiosk: Installation, address: SocketAddr, command: Command) -> Self {
        let served = Self::begun(kiosk, address, command);
        while served.hear() != "READY=1" {}
        served
    }

    /// The same, and whoever called waits until it is ready.
    pub fn begun(kiosk: Installation, address: SocketAddr, mut command: Command) -> Self {
        let systemd = UnixDatagram::bind(kiosk.path("systemd")).unwrap();
        systemd.set_read_timeout(Some(PATIENCE)).unwrap();
        command.current_dir(kiosk.path("")).env("NOTIFY_SOCKET", kiosk.path("systemd"));
        let last_words = File::create(kiosk.path("last words")).unwrap();
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(last_words).spawn().unwrap();
        // The key of the host, as a visitor has it from a poster.
        let public = ran(Command::new("ssh-keygen").arg("-yf").arg(kiosk.path("ssh_host_ed25519_key")), "");
        let known = format!("[{}]:{} {}", address.ip(), address.port(), public.out);
        fs::write(kiosk.path("known_hosts"), known).unwrap();
        Self { kiosk, address, process, systemd }
    }

    /// The next word that systemd hears.
    pub fn hear(&self) -> String {
        let mut word = [0; 256];
        let told = self.systemd.recv(&mut word).unwrap_or_else(|error| panic!("no word: {error}; {}", self.said()));
        String::from_utf8_lossy(&word[..told]).trim().to_owned()
    }

    pub fn process(&self) -> Pid {
        Pid::from_raw(self.process.id().try_into().unwrap()).unwrap()
    }

    pub fn is_running(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }

    /// What it wrote down, and what it said when a part of it failed.
    pub fn said(&self) -> String {
        ["kiosk.log", "last words"].map(|name| fs::read_to_string(self.kiosk.path(name)).unwrap_or_default()).concat()
    }

    /// Its share of memory, in bytes.
    pub fn memory(&self) -> u64 {
        let rollup = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.process.id())).unwrap();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap();
        line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() * 1024
    }

    /// How many descriptors it holds.
    pub fn descriptors(&self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.process.id())).unwrap().count()
    }

    /// The processor time that it used.
    pub fn processor_time(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
        let ticks = |place: usize| fields[place].parse::<u64>().unwrap();
        Duration::from_millis((ticks(11) + ticks(12)) * 10)
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        kill_process(self.process(), Signal::TERM).unwrap();
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
