//! Everything that got somebody past a forced command or a login shell somewhere: whatever is asked for, the kiosk is
//! what comes, or a refusal, and nothing is run.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::server::{Way, can_run};
use super::{FIRST_PAGE, open_kiosk};
use crate::installation::{Ran, ran};
use crate::terminal::Terminal;

const WAYS: [Way; 3] = [Way::Forced, Way::Shell, Way::Both];

/// What a command of a stranger would leave, in a folder where anybody may.
struct Trap {
    folder: tempfile::TempDir,
}

impl Trap {
    fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
        Self { folder }
    }

    fn canary(&self) -> PathBuf {
        self.folder.path().join("canary")
    }

    fn is_untouched(&self) -> bool {
        !self.canary().exists()
    }
}

/// Whether all that came was the first page, and the end of the input.
fn is_the_kiosk(told: &Ran) -> bool {
    told.code == 0 && told.err.is_empty() && told.out.contains(FIRST_PAGE) && !told.out.contains("uid=")
}

#[test]
fn a_trap_is_sprung_by_whoever_runs_a_command() {
    let trap = Trap::set();
    assert!(trap.is_untouched());
    ran(Command::new("sh").arg("-c").arg(format!("touch {}", trap.canary().display())), "");
    assert!(!trap.is_untouched());
}

#[test]
fn a_command_is_never_run() {
    if !can_run() {
        return;
    }
    let trap = Trap::set();
    let touch = format!("touch {}", trap.canary().display());
    let commands = [
        "id".to_owned(),
        touch.clone(),
        format!("; {touch}"),
        format!("$({touch})"),
        format!("`{touch}`"),
        format!("'; {touch}; '"),
        format!("\"; {touch}; \""),
        format!("() {{ :; }}; {touch}"),
        format!("run --once; {touch}"),
        format!("x\n{touch}\n"),
        format!("|{touch}"),
        format!("&& {touch} &"),
        format!("-c '{touch}'"),
        "--help".to_owned(),
        "--config /dev/stdin".to_owned(),
        "admin user list".to_owned(),
        "store check".to_owned(),
        "demo".to_owned(),
        "/bin/sh -i".to_owned(),
        "\u{1b}[2J\u{202e}".to_owned(),
        "x".repeat(100_000),
    ];
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        for command in &commands {
            let told = sshd.visited(&["-T"], &[command], &format!("{touch}\n"));
            assert!(is_the_kiosk(&told) && trap.is_untouched(), "{way:?} {command:?}: {told:?}");
        }
    }
}

/// What a client may send of its environment, and what it does where an operator lets all of it in.
#[test]
fn nothing_of_the_clients_environment_counts() {
    if !can_run() {
        return;
    }
    let trap = Trap::set();
    let script = trap.folder.path().join("script");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\n", trap.canary().display())).unwrap();
    fs::set_permissions(&script, Permissions::from_mode(0o755)).unwrap();
    let script = script.display();
    let harmless = [
        "LANG=nl_NL.UTF-8".to_owned(),
        "LANGUAGE=nl".to_owned(),
        "LC_ALL=C".to_owned(),
        "LC_PAPER=() { :; }; id".to_owned(),
        "COLORTERM=truecolor".to_owned(),
        "NO_COLOR=1".to_owned(),
        format!("BASH_ENV={script}"),
        format!("ENV={script}"),
        format!("PROMPT_COMMAND={script}"),
        format!("BASH_FUNC_kiosk%%=() {{ {script}; }}"),
        "SHELLOPTS=xtrace".to_owned(),
        "PATH=/tmp".to_owned(),
        "HOME=/tmp".to_owned(),
        "USER=root".to_owned(),
        "IFS=/".to_owned(),
        "KIOSK_CONFIG=/dev/null".to_owned(),
        "SSH_CONNECTION=".to_owned(),
    ];
    let steering =
        ["LD_PRELOAD=/tmp/none.so", "LD_LIBRARY_PATH=/tmp", "PGHOST=192.0.2.1", "TZ=/dev/zero", "TOKIO_WORKER_THREADS=0"];
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        for variable in harmless.iter().map(String::as_str).chain(steering) {
            let told = sshd.visited(&["-T", &format!("-oSetEnv=\"{variable}\"")], &[], "");
            assert!(is_the_kiosk(&told) && trap.is_untouched(), "{way:?} {variable}: {told:?}");
        }
    }
    // An operator let everything in. A shell before the kiosk would run what it is told to, so there is none.
    let (sshd, _) = open_kiosk(Way::Both, "", "AcceptEnv *\n");
    for variable in &harmless {
        let told = sshd.visited(&["-T", &format!("-oSetEnv=\"{variable}\"")], &[], "");
        assert!(is_the_kiosk(&told) && trap.is_untouched(), "{variable}: {told:?}");
    }
    for variable in steering {
        let told = sshd.visited(&["-T", &format!("-oSetEnv=\"{variable}\"")], &[], "");
        assert!(told.code == 1 && !told.out.contains(FIRST_PAGE) && trap.is_untouched(), "{variable}: {told:?}");
    }
}

/// `TERM` chooses from a table; what is not in it is an unknown terminal, and is repeated nowhere.
#[test]
fn the_terminals_name_is_looked_up_and_no_more() {
    if !can_run() {
        return;
    }
    let (sshd, _) = open_kiosk(Way::Both, "", "");
    for term in [
        "../../etc/passwd",
        "xterm\u{1b}]0;evil\u{7}",
        "canary\r\ncanary",
        "$(id)",
        &"canary".repeat(1_000),
        "",
        "\u{202e}canary",
    ] {
        let mut terminal = sshd.terminal(term, &[], 80, 24);
        terminal.wait_until(FIRST_PAGE, |terminal| terminal.shown().contains(FIRST_PAGE));
        let sent = String::from_utf8_lossy(terminal.sent()).into_owned();
        for part in ["canary", "evil", "etc/passwd", "$(id)"] {
            assert!(!sent.contains(part), "{term:?}: {sent:?}");
        }
    }
}

#[test]
fn files_cannot_be_had_or_left() {
    if !can_run() {
        return;
    }
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        let mine = tempfile::tempdir().unwrap();
        let (here, there) = (mine.path().join("passwd"), "reset@127.0.0.1:/etc/passwd");
        let port = format!("-oPort={}", sshd.port);
        let run = |program: &str, arguments: &[&str]| {
            let mut command = Command::new(program);
            command
                .args(["-F", "none", "-B", "32768"].iter().filter(|_| program.ends_with("sftp")))
                .args(["-F", "none"].iter().filter(|_| program.ends_with("scp")));
            command
                .args(["-oUserKnownHostsFile=/dev/null", "-oStrictHostKeyChecking=no", "-oBatchMode=yes", &port])
                .args(arguments);
            ran(&mut command, "")
        };
        let had = here.to_str().unwrap();
        for told in [
            run("/usr/bin/scp", &["-s", there, had]),
            run("/usr/bin/scp", &["-O", there, had]),
            run("/usr/bin/scp", &["-O", "-r", "reset@127.0.0.1:/etc", had]),
            run("/usr/bin/scp", &["-O", "/etc/hostname", "reset@127.0.0.1:/tmp/canary-of-scp"]),
            run("/usr/bin/scp", &["-s", "/etc/hostname", "reset@127.0.0.1:/tmp/canary-of-scp"]),
            run("/usr/bin/sftp", &["reset@127.0.0.1:/etc/passwd", had]),
            sshd.visited(&["-s"], &["sftp"], ""),
        ] {
            assert_ne!(told.code, 0, "{way:?}: {told:?}");
        }
        assert!(fs::read_dir(mine.path()).unwrap().next().is_none() && !Path::new("/tmp/canary-of-scp").exists(), "{way:?}");
    }
}

#[test]
fn no_tunnel_is_dug() {
    if !can_run() {
        return;
    }
    let behind = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    behind.set_nonblocking(true).unwrap();
    let target = behind.local_addr().unwrap().to_string();
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        for arguments in [
            &["-W", &target][..],
            &["-oExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"],
            &["-oExitOnForwardFailure=yes", "-R", "/tmp/canary-of-ssh:127.0.0.1:1"],
            &["-oExitOnForwardFailure=yes", "-N", "-R", "0"],
        ] {
            let told = sshd.visited(arguments, &[], "");
            assert!(told.code == 255 && !told.out.contains(FIRST_PAGE), "{way:?} {arguments:?}: {told:?}");
        }
        // Agent and X11 are asked for beside the visit, which goes on without them.
        for flags in [&["-T", "-A"][..], &["-T", "-X"], &["-T", "-Y"]] {
            let mut command = sshd.ssh(flags, &[]);
            command.env("SSH_AUTH_SOCK", "/dev/null").env("DISPLAY", "127.0.0.1:99");
            let told = ran(&mut command, "");
            assert!(told.code == 0 && told.out.contains(FIRST_PAGE), "{way:?} {flags:?}: {told:?}");
        }
    }
    assert!(behind.accept().is_err(), "somebody came through");
    assert!(!Path::new("/tmp/canary-of-ssh").exists());
}

/// What lies in a home, whoever put it there, is neither run nor read.
#[test]
fn files_of_a_home_do_nothing() {
    if !can_run() {
        return;
    }
    let trap = Trap::set();
    let touch = format!("touch {}\n", trap.canary().display());
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        let home = sshd.home();
        fs::create_dir(home.join(".ssh")).unwrap();
        for file in [".ssh/rc", ".profile", ".bash_profile", ".bash_login", ".bash_logout", ".forward", ".xinitrc"] {
            fs::write(home.join(file), format!("#!/bin/sh\n{touch}")).unwrap();
            fs::set_permissions(home.join(file), Permissions::from_mode(0o755)).unwrap();
        }
        fs::write(home.join(".ssh/environment"), "LD_PRELOAD=/tmp/none.so\nPGHOST=192.0.2.1\nTZ=Canary/Land\n").unwrap();
        fs::write(home.join("kiosk.toml"), "organisation.name = \"Canary\"\n").unwrap();
        let told = sshd.visited(&["-T"], &["id"], "");
        assert!(is_the_kiosk(&told) && !told.out.contains("Canary") && trap.is_untouched(), "{way:?}: {told:?}");
        let mut terminal = sshd.terminal("xterm", &[], 80, 24);
        terminal.wait_for(FIRST_PAGE);
        assert!(!terminal.shown().contains("Canary") && trap.is_untouched(), "{way:?}: {}", terminal.shown());
    }
}

/// A second visit over a shared connection is none: the client has to connect anew.
#[test]
fn a_connection_is_not_shared() {
    if !can_run() {
        return;
    }
    let trap = Trap::set();
    let socket = trap.folder.path().join("master");
    let socket = socket.to_str().unwrap();
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        let mut first = sshd.terminal("xterm", &["-M", "-S", socket], 80, 24);
        first.wait_for(FIRST_PAGE);
        sshd.wait_for("Accepted none for reset");
        let told = sshd.visited(&["-T", "-S", socket], &["id"], "");
        assert!(told.err.contains("Session open refused by peer"), "{way:?}: {told:?}");
        // What came after that came over a connection of its own, or not at all.
        assert!(!told.out.contains("uid="), "{told:?}");
        assert!(told.out.is_empty() || sshd.wait_for("Accepted none for reset").contains("127.0.0.1"), "{told:?}");
        first.press("1");
        first.wait_for("Who are you?");
    }
}

/// Keys that stop or end a program elsewhere, and the client's own way to a command line.
#[test]
fn keys_lead_nowhere_else() {
    if !can_run() {
        return;
    }
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        let mut terminal: Terminal = sshd.terminal("xterm", &["-e", "none"], 80, 24);
        terminal.wait_for(FIRST_PAGE);
        // Ctrl-Z, Ctrl-\, Ctrl-S, Ctrl-Q, Ctrl-V, Ctrl-O, Ctrl-U, and a tilde behind an Enter that chooses nothing.
        terminal.press("\u{1a}\u{1c}\u{13}\u{11}\u{16}\u{f}\u{15}~.~C~B~#");
        terminal.press("1");
        terminal.wait_for("Who are you?");
    }
}
