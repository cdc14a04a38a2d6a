//! The two servers that are compared: `kiosk serve`, and OpenSSH's with the same program as its forced command.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use russh::keys::PrivateKey;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_kiosk");
/// Debian's, which is not on everybody's path.
const SSHD: &str = "/usr/sbin/sshd";

/// A server that runs until this is dropped.
pub struct Server {
    pub name: &'static str,
    pub address: SocketAddr,
    process: Child,
    folder: TempDir,
}

impl Server {
    pub fn ours() -> Self {
        let (folder, address) = installation();
        let mut serve = kiosk(&folder);
        serve.arg("serve");
        Self::started("kiosk serve", serve, folder, address)
    }

    /// None where this machine has no OpenSSH server, or it may not be started.
    pub fn openssh() -> Option<Self> {
        let (folder, address) = installation();
        let at = folder.path().display();
        let key =
            Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(folder.path().join("host")).status();
        fs::create_dir_all("/run/sshd").ok()?;
        key.is_ok_and(|key| key.success()).then_some(())?;
        let command = format!("{PROGRAM} --config {at}/kiosk.toml run");
        let configuration = format!(
            "Port {}\nListenAddress 127.0.0.1\nHostKey {at}/host\nPidFile none\nAllowUsers root\nPermitRootLogin yes\n\
             AuthorizedKeysFile {at}/host.pub\nUsePAM no\nForceCommand {command}\nMaxStartups 1000\nStrictModes no\nUseDNS no\n",
            address.port()
        );
        fs::write(folder.path().join("sshd_config"), configuration).ok()?;
        let mut sshd = Command::new(SSHD);
        sshd.args(["-D", "-e", "-f"]).arg(folder.path().join("sshd_config"));
        Some(Self::started("sshd + ForceCommand", sshd, folder, address))
    }

    fn started(name: &'static str, mut command: Command, folder: TempDir, address: SocketAddr) -> Self {
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().expect("it starts");
        let waited = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            TcpStream::connect(address).is_ok()
        });
        let said = || fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        assert!(waited, "{name} does not listen: {}", said());
        Self { name, address, process, folder }
    }

    /// The key by which a client is let in where one needs one.
    pub fn key(&self) -> Arc<PrivateKey> {
        let name = self.folder.path().join("host");
        let path = if name.exists() { name } else { self.folder.path().join("ssh_host_ed25519_key") };
        Arc::new(PrivateKey::from_openssh(fs::read(path).expect("a key")).expect("a key"))
    }

    /// Proportional memory of the server and of every process it started, in bytes.
    pub fn memory(&self) -> u64 {
        family(self.process.id()).into_iter().filter_map(pss).sum()
    }

    /// Processor time that they all used, in seconds.
    pub fn processor_time(&self) -> f64 {
        family(self.process.id()).into_iter().filter_map(ticks).sum::<f64>() / 100.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// A folder with what `kiosk init` makes, and a port that nobody has.
fn installation() -> (TempDir, SocketAddr) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
    let configuration = format!(
        "[ssh]\nlisten = \"{address}\"\nuncapped = [\"127.0.0.0/8\"]\nvisits = 20000\n[log]\nlevel = \"error\"\n\
         [session]\nidle = \"10min\"\nidle_waiting = \"10min\"\ntotal = \"60min\"\n"
    );
    fs::write(folder.path().join("kiosk.toml"), configuration).expect("written");
    let made = kiosk(&folder).arg("init").output().expect("it runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (folder, address)
}

fn kiosk(folder: &TempDir) -> Command {
    let mut kiosk = Command::new(PROGRAM);
    kiosk.arg("--config").arg(folder.path().join("kiosk.toml"));
    kiosk
}

/// `parent` and all that descend from it.
fn family(parent: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .expect("Linux")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process: u32| Some((process, stat(process)?.get(1)?.parse().ok()?)))
        .collect();
    let mut family = vec![parent];
    let mut next = 0;
    while let Some(member) = family.get(next).copied() {
        family.extend(parents.iter().filter(|(_, parent)| *parent == member).map(|(process, _)| *process));
        next += 1;
    }
    family
}

/// The fields of `/proc/PID/stat` behind the name.
fn stat(process: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(stat.rsplit_once(") ")?.1.split(' ').map(str::to_owned).collect())
}

fn ticks(process: u32) -> Option<f64> {
    let stat = stat(process)?;
    Some(stat.get(11)?.parse::<f64>().ok()? + stat.get(12)?.parse::<f64>().ok()?)
}

fn pss(process: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}
