//! A real mail server, exim, for the length of a test: one process for each connection, so that
//! nothing has to be waited for and nothing is left behind.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tempfile::TempDir;

const EXIM: &str = "/usr/sbin/exim4";

/// The login that the server takes.
pub const USER: &str = "kiosk";
pub const PASSWORD: &str = "correct horse";

/// How long a conversation is waited for: longer than the first pause after one that failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the server encrypts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Offers {
    Plain,
    Starttls,
    Implicit,
}

pub struct MailServer {
    address: SocketAddr,
    folder: TempDir,
    stopped: Arc<AtomicBool>,
    down: Arc<AtomicBool>,
    /// One word for each conversation that is over.
    conversations: Receiver<()>,
    accepting: Option<JoinHandle<()>>,
}

/// Whether a mail server can run here. Where not, a test is skipped, unless all have to run.
pub fn can_run() -> bool {
    let installed = Path::new(EXIM).exists() && Command::new("openssl").arg("version").output().is_ok();
    // Exim hands its spool to a user of its own, which takes root.
    let can = installed && rustix::process::geteuid().is_root();
    let all = std::env::var_os("KIOSK_TESTS").is_some_and(|which| which == "all");
    assert!(can || !all, "mail needs root and the Debian packages exim4-daemon-light and openssl");
    if !can {
        println!("skipped: mail needs root, exim4-daemon-light and openssl");
    }
    can
}

impl MailServer {
    /// A server whose certificate is for `host`, and which asks for a login when `login` says so.
    pub fn start(offers: Offers, host: &str, login: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        // Exim delivers as a user of its own, who must get through.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("opened");
        certify(folder.path(), host);
        configure(folder.path(), offers, login);
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stopped, down) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (over, conversations) = channel();
        let configuration = folder.path().join("exim.conf");
        let accepting = {
            let door = Door { stopped: Arc::clone(&stopped), down: Arc::clone(&down), over };
            std::thread::spawn(move || accept(&listener, &configuration, offers, &door))
        };
        Self { address, folder, stopped, down, conversations, accepting: Some(accepting) }
    }

    /// From now on whoever calls is hung up on, or served again.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// Waits until a conversation is over, as soon as one is.
    pub fn wait_for_a_conversation(&self) {
        self.conversations.recv_timeout(PATIENCE).expect("somebody who posts a letter");
    }

    /// Waits until the mailbox holds `count` letters; the mailbox.
    pub fn wait_for_letters(&self, count: usize) -> String {
        loop {
            let mailbox = self.mailbox();
            if mailbox.matches("\nMessage-ID:").count() >= count {
                return mailbox;
            }
            self.wait_for_a_conversation();
        }
    }

    /// What was delivered until now, as it lies in the mailbox.
    pub fn mailbox(&self) -> String {
        fs::read_to_string(self.folder.path().join("inbox")).unwrap_or_default()
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The certificate that the server's own is signed with.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// Ends the server; what it delivered, as it would lie in the mailbox.
    pub fn delivered(mut self) -> String {
        self.stop();
        self.mailbox()
    }

    fn stop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address));
        if let Some(accepting) = self.accepting.take() {
            accepting.join().expect("the server ended by itself");
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// How whoever calls is received.
struct Door {
    stopped: Arc<AtomicBool>,
    down: Arc<AtomicBool>,
    over: Sender<()>,
}

fn accept(listener: &TcpListener, configuration: &Path, offers: Offers, door: &Door) {
    while let Ok((connection, _)) = listener.accept() {
        if door.stopped.load(Ordering::SeqCst) {
            return;
        }
        if door.down.load(Ordering::SeqCst) {
            drop(connection);
            let _ = door.over.send(());
            continue;
        }
        let other_half = OwnedFd::from(connection.try_clone().expect("two halves"));
        let mut exim = Command::new(EXIM);
        exim.arg("-C").arg(configuration).args(["-bs", "-odi"]);
        if offers == Offers::Implicit {
            exim.arg("-tls-on-connect");
        }
        let status = exim.stdin(OwnedFd::from(connection)).stdout(other_half).stderr(Stdio::null()).status();
        status.expect("exim runs");
        let _ = door.over.send(());
    }
}

fn configure(folder: &Path, offers: Offers, login: bool) {
    let tls = if offers == Offers::Plain { "" } else { "*" };
    let (asks, accepts) = if login { ("*", "authenticated = *") } else { ("", "") };
    let path = folder.display();
    let text = format!(
        r"
primary_hostname = mail.test
spool_directory = {path}/spool
log_file_path = {path}/%slog
host_lookup =
tls_advertise_hosts = {tls}
tls_certificate = {path}/server.pem
tls_privatekey = {path}/server.key
auth_advertise_hosts = {asks}
acl_smtp_rcpt = recipient
begin acl
recipient:
  deny  local_parts = gone
        message = 550 no such person
  defer local_parts = later
        message = 451 come back later
  accept {accepts}
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{USER}}}}}{{eq{{$auth3}}{{{PASSWORD}}}}}}}}}
begin routers
everybody:
  driver = accept
  transport = inbox
begin transports
inbox:
  driver = appendfile
  file = {path}/inbox
  create_file = anywhere
  mode = 0666
  message_prefix =
  message_suffix =
  user = Debian-exim
",
    );
    fs::write(folder.join("exim.conf"), text).expect("written");
}

/// A certificate of its own, and one for `host` that it signs.
fn certify(folder: &Path, host: &str) {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    openssl(folder, &key, &["-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=a test", "-addext", "keyUsage=keyCertSign"]);
    let name = format!("subjectAltName=DNS:{host}");
    let usage = ["-addext", "basicConstraints=CA:FALSE", "-addext", &name];
    let signed = ["-keyout", "server.key", "-out", "server.pem", "-subj", "/CN=a server", "-CA", "ca.pem", "-CAkey", "ca.key"];
    openssl(folder, &key, &[signed.as_slice(), usage.as_slice()].concat());
    fs::set_permissions(folder.join("server.key"), fs::Permissions::from_mode(0o644)).expect("opened");
}

fn openssl(folder: &Path, key: &[&str], rest: &[&str]) {
    let made =
        Command::new("openssl").args(["req", "-x509"]).args(key).args(rest).current_dir(folder).output().expect("openssl runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}
