//! Debian's sshd with the configuration that is shipped, for the length of a test. It sees an /etc of its own, with
//! users that this machine does not have, and its processes see no others: so nothing of it stays outside a temporary
//! folder, several run at once, and all that it started ends with it, even when the test is killed.

use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::installation::{Installation, PROGRAM, Ran, ran};
use crate::servers::free_port;
use crate::terminal::Terminal;

pub const SSHD: &str = "/usr/sbin/sshd";
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/deploy/sshd_config.d/kiosk.conf");
const PATIENCE: Duration = Duration::from_secs(30);

/// Users of nobody, by numbers that no distribution gives.
const VISITOR: u32 = 64_999;
const SEPARATED: u32 = 64_998;

/// What stands between a visitor and a shell. The shipped configuration with the shipped user has both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `ForceCommand`; the visitor's login shell is a real one.
    Forced,
    /// The kiosk is the login shell, and nothing is forced.
    Shell,
    Both,
}

/// A running server, and the kiosk behind it.
pub struct Sshd {
    pub kiosk: Installation,
    pub port: u16,
    folder: TempDir,
    child: Child,
    said: Receiver<String>,
}

/// Whether sshd can run here. Where not, a test is skipped, unless all have to run.
pub fn can_run() -> bool {
    let installed = Path::new(SSHD).exists() && Path::new("/usr/bin/ssh").exists();
    let alone = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "true"];
    let can = installed
        && rustix::process::geteuid().is_root()
        && Command::new(alone[0]).args(&alone[1..]).status().is_ok_and(|status| status.success());
    let all = std::env::var_os("KIOSK_TESTS").is_some_and(|which| which == "all");
    assert!(can || !all, "sshd needs root, mounts of its own and the Debian packages openssh-server and openssh-client");
    if !can {
        println!("skipped: sshd needs root, mounts of its own, openssh-server and openssh-client");
    }
    can
}

impl Sshd {
    /// What `configured` makes of the shipped configuration, in front of `kiosk`.
    pub fn start(kiosk: Installation, way: Way, configured: impl FnOnce(String) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let (etc, port) = (folder.path().join("etc"), free_port());
        fs::create_dir_all(folder.path().join("home")).unwrap();
        make_users(&etc, folder.path(), way);
        fs::write(folder.path().join("kiosk"), "").unwrap();
        std::os::unix::fs::symlink(kiosk.path(""), etc.join("kiosk")).unwrap();
        make_key(&folder.path().join("hostkey"));
        fs::write(etc.join("kiosk.conf"), configured(adapted(folder.path(), port, way))).unwrap();
        let mut command = alone(folder.path(), &format!("exec {SSHD} -D -e -f /etc/kiosk.conf"));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (tell, said) = channel();
        let log = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || log.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
        let sshd = Self { kiosk, port, folder, child, said };
        sshd.wait_for("Server listening on 127.0.0.1");
        sshd
    }

    /// Lets the visitor's processes read what was installed or added by then.
    pub fn hand_over(&self) {
        for path in fs::read_dir(self.kiosk.path("")).unwrap().map(|entry| entry.unwrap().path()).chain([self.kiosk.path("")]) {
            chown(path, Some(VISITOR), Some(VISITOR)).unwrap();
        }
    }

    /// The home in which sshd puts the visitor; it is not theirs to write.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// From now on the visitor's account has this in the place of its password's hash.
    pub fn set_password(&self, hash: &str) {
        write_passwords(&self.folder.path().join("etc"), hash);
    }

    /// Waits until the server has said `words`; the line.
    pub fn wait_for(&self, words: &str) -> String {
        let mut log = Vec::new();
        loop {
            match self.said.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => log.push(line),
                Err(error) => panic!("sshd did not say {words:?} ({error}): {log:#?}"),
            }
        }
    }

    /// What every client of this server is told beside its own arguments.
    pub fn options(&self) -> Vec<String> {
        let port = format!("Port={}", self.port);
        let known = "UserKnownHostsFile=/dev/null";
        let options = [&port, known, "StrictHostKeyChecking=no", "LogLevel=ERROR", "BatchMode=yes", "ConnectTimeout=20"];
        ["-F", "none"].into_iter().map(str::to_owned).chain(options.into_iter().map(|option| format!("-o{option}"))).collect()
    }

    /// `ssh` to the kiosk, with `before` and behind the host `after`.
    pub fn ssh(&self, before: &[&str], after: &[&str]) -> Command {
        // A way that is open where it should not be may lead to somebody who never answers.
        let mut command = Command::new("timeout");
        command.args(["60", "/usr/bin/ssh"]).args(self.options()).args(before).args(["--", "reset@127.0.0.1"]).args(after);
        command.env_clear().env("TERM", "xterm").env("HOME", "/");
        command
    }

    /// The same to its end, with `input`.
    pub fn visited(&self, before: &[&str], after: &[&str], input: &str) -> Ran {
        ran(&mut self.ssh(before, after), input)
    }

    /// Somebody's terminal with `ssh` in it, whose terminal says that it is a `term`.
    pub fn terminal(&self, term: &str, before: &[&str], columns: u16, rows: u16) -> Terminal {
        let mut command = CommandBuilder::new("/usr/bin/ssh");
        command.args(self.options());
        command.args(["-t"]);
        command.args(before);
        command.arg("reset@127.0.0.1");
        command.env_clear();
        command.env("TERM", term);
        Terminal::running(command, columns, rows)
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        // With it ends whatever it started.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What `sshd -T` says of the shipped configuration for the visitor's account.
pub fn effective() -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    let etc = folder.path().join("etc");
    make_users(&etc, folder.path(), Way::Both);
    fs::write(folder.path().join("kiosk"), "").unwrap();
    make_key(&folder.path().join("hostkey"));
    fs::write(etc.join("kiosk.conf"), adapted(folder.path(), 2222, Way::Both)).unwrap();
    let asked = format!("exec {SSHD} -T -f /etc/kiosk.conf -C user=reset,host=example.org,addr=192.0.2.7");
    let told = ran(&mut alone(folder.path(), &asked), "");
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{told:?}");
    told.out.replace(&folder.path().display().to_string(), "FOLDER")
}

/// The shipped configuration, with the port, the paths and the login shell of this test.
fn adapted(folder: &Path, port: u16, way: Way) -> String {
    let shipped = fs::read_to_string(SHIPPED).unwrap();
    let folder = folder.display();
    let change = |line: &str| match line.split(' ').next().unwrap_or_default() {
        "Port" => format!("Port {port}\nListenAddress 127.0.0.1"),
        "PidFile" => format!("PidFile {folder}/pid"),
        "HostKey" => format!("HostKey {folder}/hostkey"),
        "ForceCommand" if way == Way::Shell => String::new(),
        "ForceCommand" => line.replace("/usr/bin/kiosk", &format!("{folder}/kiosk")),
        _ => line.to_owned(),
    };
    shipped.lines().map(|line| change(line) + "\n").collect()
}

fn make_users(etc: &Path, folder: &Path, way: Way) {
    fs::create_dir_all(etc).unwrap();
    let shell = if way == Way::Forced { "/bin/bash".to_owned() } else { format!("{}/kiosk", folder.display()) };
    let home = folder.join("home");
    let users = format!(
        "root:x:0:0::/root:/bin/sh\nsshd:x:{SEPARATED}:{SEPARATED}::/:/usr/sbin/nologin\n\
         reset:x:{VISITOR}:{VISITOR}::{}:{shell}\n",
        home.display(),
    );
    fs::write(etc.join("passwd"), users).unwrap();
    fs::write(etc.join("group"), format!("root:x:0:\ntty:x:5:\nsshd:x:{SEPARATED}:\nreset:x:{VISITOR}:\n")).unwrap();
    write_passwords(etc, "");
}

fn write_passwords(etc: &Path, visitors: &str) {
    let passwords = format!("root:*:19000::::::\nsshd:*:19000::::::\nreset:{visitors}:19000::::::\n");
    fs::write(etc.join("shadow"), passwords).unwrap();
    fs::set_permissions(etc.join("shadow"), Permissions::from_mode(0o600)).unwrap();
}

pub fn make_key(path: &Path) {
    let mut keygen = Command::new("ssh-keygen");
    let made = ran(keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path), "");
    assert_eq!(made.code, 0, "{made:?}");
}

/// `command` in a world of its own: with the /etc of `folder`, an empty /run and /var/log, the program under a path
/// that anybody may walk, and process numbers of its own.
fn alone(folder: &Path, command: &str) -> Command {
    let path = folder.display();
    let script = format!(
        "set -e; mount --bind {PROGRAM} {path}/kiosk; mount --bind {path}/etc /etc; mount -t tmpfs none /run; \
         mkdir /run/sshd; mount -t tmpfs none /var/log; {command}"
    );
    let mut alone = Command::new("setpriv");
    alone.args(["--pdeathsig", "KILL", "--", "unshare", "--mount", "--propagation", "private", "--pid", "--fork"]);
    alone.args(["--kill-child", "--mount-proc", "sh", "-c"]).arg(script).current_dir("/");
    alone
}
