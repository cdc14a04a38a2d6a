//! The real program as a server, somebody who was there before the attack, and what must hold after each.

use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::net::UnixDatagram;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::time::Instant;

use super::client::{Client, FIRST_PAGE};
use super::grammar;
use crate::installation::{Installation, PROGRAM};

const PATIENCE: Duration = Duration::from_secs(30);

/// Nothing ends a visit by itself while tests are busy with others, and nobody is counted per address.
const SETTINGS: &str = "log.file = \"kiosk.log\"\nlog.level = \"warn\"\n[session]\nidle = \"10min\"\nidle_waiting = \"10min\"\n\
                        total = \"60min\"\n[ssh]\nuncapped = [\"127.0.0.0/8\"]\ngrace = \"0s\"\n";

pub struct Served {
    pub address: SocketAddr,
    process: Child,
    kiosk: Installation,
}

impl Served {
    pub fn new() -> Self {
        Self::with("")
    }

    /// One with `more` in its kiosk.toml.
    pub fn with(more: &str) -> Self {
        Self::started(Command::new(PROGRAM), more)
    }

    /// One that may have no more than so many descriptors.
    pub fn with_descriptors(most: usize) -> Self {
        let mut command = Command::new("prlimit");
        command.arg(format!("--nofile={most}")).arg(PROGRAM);
        Self::started(command, "")
    }

    fn started(mut command: Command, more: &str) -> Self {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        let kiosk = Installation::new(&format!("{SETTINGS}listen = \"{address}\"\n{more}"));
        let ready = UnixDatagram::bind(kiosk.path("ready")).unwrap();
        ready.set_read_timeout(Some(PATIENCE)).unwrap();
        command.arg("serve").current_dir(kiosk.path("")).env("NOTIFY_SOCKET", kiosk.path("ready"));
        let last_words = File::create(kiosk.path("last words")).unwrap();
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(last_words).spawn().unwrap();
        let mut served = Self { address, process, kiosk };
        let mut word = [0; 64];
        let told = ready.recv(&mut word).unwrap_or_else(|error| panic!("not ready: {error}; {}", served.said()));
        assert!(word[..told].starts_with(b"READY=1"), "{:?}", served.is_alive());
        served
    }

    pub fn is_alive(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }

    /// What it wrote down, and what it said when a part of it failed.
    pub fn said(&self) -> String {
        ["kiosk.log", "last words"].map(|name| std::fs::read_to_string(self.kiosk.path(name)).unwrap_or_default()).concat()
    }

    /// Its share of memory, in bytes.
    pub fn memory(&self) -> u64 {
        let rollup = std::fs::read_to_string(format!("/proc/{}/smaps_rollup", self.process.id())).unwrap();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap();
        line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() * 1024
    }

    /// How many descriptors it holds.
    pub fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.process.id())).unwrap().count()
    }

    /// Leaves it `most` of them from now on.
    pub fn limit_descriptors(&self, most: usize) {
        let limited =
            Command::new("prlimit").arg(format!("--pid={}", self.process.id())).arg(format!("--nofile={most}")).status();
        assert!(limited.unwrap().success());
    }

    /// The processor time that it used.
    pub fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
        let ticks = |place: usize| fields[place].parse::<u64>().unwrap();
        Duration::from_millis((ticks(11) + ticks(12)) * 10)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Somebody who came before an attack, and goes on after it.
pub struct Witness {
    client: Client,
    channel: u32,
}

impl Witness {
    pub fn of(served: &Served) -> Self {
        Self::newcomer(served).unwrap()
    }

    /// Asserts that nothing happened to the program, nor to this visit, and that others can still come.
    pub fn finds_unharmed(&mut self, served: &mut Served, after: &str) {
        assert!(served.is_alive(), "{after}: the program ended: {}", served.said());
        let failed = |whose: &str, error: io::Error| panic!("{after}: {whose} does not go on: {error}; {}", served.said());
        self.goes_on().unwrap_or_else(|error| failed("a visit that began before", error));
        Self::newcomer(served).and_then(|mut newcomer| newcomer.goes_on()).unwrap_or_else(|error| failed("a new visit", error));
        assert!(!served.said().contains("panicked"), "{after}: {}", served.said());
    }

    /// The same as soon as there is room again for the newcomer.
    pub fn finds_unharmed_soon(&mut self, served: &mut Served, after: &str) {
        let has_room = until(|| Self::newcomer(served).is_ok());
        assert!(has_room, "{after}: nobody can come any more: {}", served.said());
        self.finds_unharmed(served, after);
    }

    fn newcomer(served: &Served) -> io::Result<Self> {
        let (client, channel) = Client::visiting(served.address)?;
        Ok(Self { client, channel })
    }

    /// To where one types who one is, and back.
    pub fn goes_on(&mut self) -> io::Result<()> {
        self.client.press(self.channel, "1")?;
        self.client.see("Stop")?;
        self.client.press(self.channel, "\x1b")?;
        self.client.see(FIRST_PAGE)
    }

    /// Asks what has to be looked up, sees the answer and leaves.
    pub fn asks(mut self) -> io::Result<()> {
        self.client.press(self.channel, "1nobody\r")?;
        self.client.see("small")
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            grammar::check(&self.client.seen);
        }
    }
}

/// Whether `holds` becomes true before patience ends.
pub fn until(mut holds: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while !holds() {
        if begun.elapsed() > PATIENCE {
            return false;
        }
        std::thread::yield_now();
    }
    true
}
