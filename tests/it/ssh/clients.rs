//! Other programs than OpenSSH's that visitors come with: each sees the first page and comes further.

use std::process::Command;

use kiosk::domain::account::Language;
use kiosk::page::PageId;
use portable_pty::CommandBuilder;

use crate::installation::{Ran, ran, title};
use crate::served::{PLAIN, Served, is_there};
use crate::terminal::Terminal;

/// Comes in by `command` and goes to the second page.
fn walk(mut command: CommandBuilder) {
    command.env("TERM", "xterm");
    let mut terminal = Terminal::running(command, 80, 24);
    terminal.wait_for(&title(PageId::Start, Language::English));
    terminal.press("1");
    terminal.wait_for(&title(PageId::Identify, Language::English));
    terminal.press("\x03");
    terminal.wait_for(&title(PageId::Farewell, Language::English));
    terminal.press("\r");
    terminal.wait_for_end();
}

#[test]
fn plink_of_putty() {
    let served = Served::new(PLAIN);
    if !is_there("/usr/bin/plink") {
        return;
    }
    let key = ran(Command::new("ssh-keygen").arg("-lf").arg(served.kiosk.path("ssh_host_ed25519_key")), "");
    let fingerprint = key.out.split(' ').nth(1).unwrap().to_owned();
    let mut command = CommandBuilder::new("/usr/bin/plink");
    command.args(["-ssh", "-t", "-noagent", "-no-antispoof", "-P", &served.address.port().to_string(), "-hostkey", &fingerprint]);
    command.arg("reset@127.0.0.1");
    command.env("HOME", served.kiosk.path(""));
    walk(command);
}

#[test]
fn dbclient_of_dropbear() {
    let served = Served::new(PLAIN);
    if !is_there("/usr/bin/dbclient") {
        return;
    }
    let mut command = CommandBuilder::new("/usr/bin/dbclient");
    command.args(["-y", "-y", "-t", "-p", &served.address.port().to_string(), "reset@127.0.0.1"]);
    command.env("HOME", served.kiosk.path(""));
    walk(command);
}

/// What a program of a Python library comes to, which is given the port; none where the library is not here.
fn python(served: &Served, module: &str, program: &str) -> Option<Ran> {
    is_there(&format!("/usr/lib/python3/dist-packages/{module}")).then(|| {
        let mut command = Command::new("/usr/bin/python3");
        command.args(["-c", program, &served.address.port().to_string()]);
        ran(&mut command, "")
    })
}

#[test]
fn asyncssh() {
    let program = "\
import asyncio, asyncssh, sys
async def visit():
    port = int(sys.argv[1])
    async with asyncssh.connect('127.0.0.1', port, username='reset', known_hosts=None, config=None, client_keys=[]) as line:
        into, out, _ = await line.open_session(term_type='dumb', term_size=(80, 24))
        print(await out.readuntil('Your choice:'))
        into.write('1\\r')
        print(await out.readuntil('Who are you'))
asyncio.run(visit())
";
    let served = Served::new(PLAIN);
    let Some(ran) = python(&served, "asyncssh", program) else { return };
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Get back into your account") && ran.out.contains("Who are you"), "{}", ran.out);
}

/// Debian 12's knows neither a cipher that seals nor the strict key exchange; newer ones do.
#[test]
fn an_old_paramiko_is_turned_away_and_nobody_notices() {
    let program = "\
import paramiko, socket, sys
line = paramiko.Transport(socket.create_connection(('127.0.0.1', int(sys.argv[1]))))
line.start_client()
";
    let mut served = Served::new(PLAIN);
    let mut before = served.visit(80, 24);
    before.wait_for(&title(PageId::Start, Language::English));
    let Some(ran) = python(&served, "paramiko", program) else { return };
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("Incompatible"), "{ran:?}");
    before.press("1");
    before.wait_for(&title(PageId::Identify, Language::English));
    assert!(served.is_running());
}
