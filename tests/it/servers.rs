//! Real database servers, each in a temporary folder on a free port, gone with the test that started
//! them even when that is killed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// The name and password under which the tests enter every server.
pub const USER: &str = "kiosk";
pub const PASSWORD: &str = "p@ss/w:rd?";

/// A running server.
pub struct Server {
    pub port: u16,
    child: Child,
    folder: TempDir,
}

/// PostgreSQL, or none where it is not installed and need not be.
pub fn postgres() -> Option<Server> {
    let Some(bin) = postgres_bin() else { return missing("postgresql") };
    let folder = folder_of("postgres");
    let (data, port) = (folder.path().join("data"), free_port());
    fs::write(folder.path().join("password"), PASSWORD).expect("a password file");
    let mut initdb = as_user("postgres", &bin.join("initdb"));
    initdb.args(["--username", USER, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]);
    finish(initdb.arg("--pwfile").arg(folder.path().join("password")).arg("-D").arg(&data));
    let mut server = as_user("postgres", &bin.join("postgres"));
    server.arg("-D").arg(&data).args(["-h", "127.0.0.1", "-N", "200", "-p"]).arg(port.to_string());
    server.arg("-k").arg(folder.path());
    Some(Server { port, child: started(server, "ready to accept connections"), folder })
}

/// MariaDB, or none where it is not installed and need not be.
pub fn mariadb() -> Option<Server> {
    let programs = (PathBuf::from("/usr/sbin/mariadbd"), PathBuf::from("/usr/bin/mariadb-install-db"));
    if !programs.0.exists() || !programs.1.exists() {
        return missing("mariadb-server");
    }
    let folder = folder_of("mysql");
    let (data, port) = (folder.path().join("data"), free_port());
    let first = folder.path().join("first.sql");
    // By its port, and by its socket.
    let user =
        |host| format!("CREATE USER '{USER}'@'{host}' IDENTIFIED BY '{PASSWORD}';\nGRANT ALL ON *.* TO '{USER}'@'{host}';\n");
    fs::write(&first, user("127.0.0.1") + &user("localhost")).expect("a first script");
    let mut install = as_user("mysql", &programs.1);
    install.args(["--no-defaults", "--skip-test-db", "--auth-root-authentication-method=normal"]);
    // In the common folder the temporary tables of two servers would bear the same names.
    finish(install.arg(option("--datadir", &data)).env("TMPDIR", folder.path()));
    let mut server = as_user("mysql", &programs.0);
    server.args(["--no-defaults", "--bind-address=127.0.0.1", "--skip-name-resolve", "--max-connections=200"]);
    server.args([option("--datadir", &data), option("--init-file", &first), format!("--port={port}")]);
    server.arg(option("--socket", &folder.path().join("socket"))).env("TMPDIR", folder.path());
    Some(Server { port, child: started(server, "ready for connections"), folder })
}

impl Server {
    /// Everything that the server keeps stands below.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn postgres_bin() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let bins = versions.flatten().map(|version| version.path().join("bin"));
    bins.filter(|bin| bin.join("initdb").exists()).max()
}

fn missing(package: &str) -> Option<Server> {
    let all = std::env::var_os("KIOSK_TESTS").is_some_and(|which| which == "all");
    assert!(!all, "the Debian package {package} is not installed");
    println!("skipped: the Debian package {package} is not installed");
    None
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// A folder that `user` owns, where we may give it away.
fn folder_of(user: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    if is_root() {
        finish(Command::new("chown").arg(user).arg(folder.path()));
    }
    folder
}

/// `program`, not run as root, and killed when this thread ends: whatever ends the test ends it too.
fn as_user(user: &str, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args([format!("--reuid={user}"), format!("--regid={user}"), "--clear-groups".to_owned()]);
    }
    command.args(["--pdeathsig", "KILL", "--"]).arg(program).current_dir("/");
    command
}

fn option(name: &str, path: &Path) -> String {
    format!("{name}={}", path.display())
}

fn finish(command: &mut Command) {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Starts a server and waits until it says `ready`. What it says later is read and dropped, so that it
/// never waits for us.
fn started(mut server: Command, ready: &'static str) -> Child {
    let mut child = server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    let said = BufReader::new(child.stderr.take().expect("piped"));
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut log = String::new();
        for line in said.lines().map_while(Result::ok) {
            log = log + &line + "\n";
            if line.contains(ready) {
                tell.send(Ok(())).ok();
            }
        }
        tell.send(Err(log)).ok();
    });
    let outcome = told.recv_timeout(Duration::from_mins(1)).expect("ready within a minute");
    outcome.unwrap_or_else(|log| panic!("the server ended at once: {log}"));
    child
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
