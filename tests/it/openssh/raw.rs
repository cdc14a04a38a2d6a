//! What a client can ask for that `ssh` never would: each is refused, or changes nothing.

use std::sync::Arc;
use std::time::Duration;

use russh::client::{self, Handle};
use russh::keys::PublicKeyOrCertificate;
use russh::{Channel, ChannelMsg, Sig};

use super::server::{Sshd, Way, can_run};
use super::{FIRST_PAGE, open_kiosk};

const PATIENCE: Duration = Duration::from_secs(30);
const WAYS: [Way; 2] = [Way::Forced, Way::Shell];

struct Anybody;

impl client::Handler for Anybody {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

async fn connected(sshd: &Sshd) -> Handle<Anybody> {
    let mut handle = client::connect(Arc::default(), ("127.0.0.1", sshd.port), Anybody).await.unwrap();
    assert!(handle.authenticate_none("reset").await.unwrap().success());
    handle
}

/// What came of a request that wants an answer. Text of the kiosk may come before it.
async fn is_granted(channel: &mut Channel<client::Msg>) -> bool {
    loop {
        match tokio::time::timeout(PATIENCE, channel.wait()).await.expect("an answer") {
            Some(ChannelMsg::Success) => return true,
            Some(ChannelMsg::Failure | ChannelMsg::Close) | None => return false,
            Some(_) => {}
        }
    }
}

/// Everything that comes until `text` has, or the channel is closed.
async fn until(channel: &mut Channel<client::Msg>, text: &str) -> String {
    let mut said = Vec::new();
    loop {
        match tokio::time::timeout(PATIENCE, channel.wait()).await.expect("words") {
            Some(ChannelMsg::Data { data } | ChannelMsg::ExtendedData { data, .. }) => said.extend_from_slice(&data),
            Some(ChannelMsg::Close) | None => return String::from_utf8_lossy(&said).into_owned(),
            Some(_) => {}
        }
        let shown = String::from_utf8_lossy(&said).into_owned();
        if shown.contains(text) {
            return shown;
        }
    }
}

/// A visit on a terminal, at its first page.
async fn visit(handle: &Handle<Anybody>) -> Channel<client::Msg> {
    let mut channel = handle.channel_open_session().await.unwrap();
    channel.request_pty(true, "dumb", 80, 24, 0, 0, &[]).await.unwrap();
    assert!(is_granted(&mut channel).await);
    channel.request_shell(true).await.unwrap();
    assert!(is_granted(&mut channel).await);
    assert!(until(&mut channel, "Your choice: ").await.contains(FIRST_PAGE));
    channel
}

/// The visit answers.
async fn goes_on(channel: &mut Channel<client::Msg>) -> bool {
    channel.data_bytes(b"1\r".to_vec()).await.is_ok() && until(channel, "User ID: ").await.ends_with("User ID: ")
}

#[tokio::test]
async fn there_is_one_channel_and_it_is_a_session() {
    if !can_run() {
        return;
    }
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        let behind = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = u32::from(behind.local_addr().unwrap().port());
        let handle = connected(&sshd).await;
        for visited in [false, true] {
            let visit = if visited { Some(visit(&handle).await) } else { None };
            assert!(handle.channel_open_direct_tcpip("127.0.0.1", port, "127.0.0.1", 1).await.is_err());
            assert!(handle.channel_open_direct_streamlocal("/run/dbus/system_bus_socket").await.is_err());
            assert!(handle.channel_open_x11("127.0.0.1", 1).await.is_err());
            assert!(handle.tcpip_forward("127.0.0.1", 0).await.is_err());
            assert!(handle.streamlocal_forward("/tmp/canary-of-russh").await.is_err());
            if let Some(mut visit) = visit {
                assert!(handle.channel_open_session().await.is_err(), "{way:?}: a second session");
                assert!(goes_on(&mut visit).await, "{way:?}");
            }
        }
        let none = tokio::time::timeout(Duration::ZERO, behind.accept()).await;
        assert!(none.is_err(), "{way:?}: somebody came through");
    }
}

#[tokio::test]
async fn what_a_session_may_not_have_is_refused_before_its_page_and_behind_it() {
    if !can_run() {
        return;
    }
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        for is_before in [true, false] {
            let handle = connected(&sshd).await;
            let mut channel = if is_before { handle.channel_open_session().await.unwrap() } else { visit(&handle).await };
            for name in ["LD_PRELOAD", "LANG", "LC_ALL", "PATH", "BASH_ENV", "SSH_CONNECTION", "TERM", "", "A=B", "\u{1b}[2J"] {
                channel.set_env(true, name, "() { :; }; id").await.unwrap();
                assert!(!is_granted(&mut channel).await, "{way:?} {name:?}");
            }
            channel.agent_forward(true).await.unwrap();
            assert!(!is_granted(&mut channel).await, "{way:?}: an agent");
            channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0).await.unwrap();
            assert!(!is_granted(&mut channel).await, "{way:?}: X11");
            for subsystem in ["sftp", "internal-sftp", "netconf", "", "../../bin/sh", "/bin/sh"] {
                channel.request_subsystem(true, subsystem).await.unwrap();
                assert!(!is_granted(&mut channel).await, "{way:?} {subsystem:?}");
            }
            if !is_before {
                channel.exec(true, "id").await.unwrap();
                assert!(!is_granted(&mut channel).await, "{way:?}: a second program");
                channel.request_shell(true).await.unwrap();
                assert!(!is_granted(&mut channel).await, "{way:?}: a second shell");
                assert!(goes_on(&mut channel).await, "{way:?}");
            }
        }
    }
}

/// Of what is asked with the session itself, what no shell would survive is nothing to the kiosk.
#[tokio::test]
async fn a_command_of_any_bytes_is_the_kiosk() {
    if !can_run() {
        return;
    }
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        for command in [b"id\xff\xfe".to_vec(), b"\0id".to_vec(), vec![], b"\x1b]0;evil\x07".to_vec(), b"'\"`$(id)\n;|&".to_vec()]
        {
            let handle = connected(&sshd).await;
            let mut channel = handle.channel_open_session().await.unwrap();
            channel.exec(false, command.clone()).await.unwrap();
            let said = until(&mut channel, "Your choice: ").await;
            // A name with a zero in it is not even looked at by sshd.
            assert!(said.contains(FIRST_PAGE) || said.is_empty(), "{way:?} {command:?}: {said}");
            assert!(!said.contains("uid=") && !said.contains("evil"), "{way:?} {command:?}: {said}");
        }
    }
}

/// Signals that a client sends end a visit, or do nothing: there is nothing behind it.
#[tokio::test]
async fn a_signal_brings_nobody_behind_the_page() {
    if !can_run() {
        return;
    }
    for way in WAYS {
        let (sshd, _) = open_kiosk(way, "", "");
        let custom = |name: &str| Sig::Custom(name.to_owned());
        for signal in
            [Sig::INT, Sig::QUIT, Sig::HUP, Sig::TERM, Sig::USR1, Sig::ABRT, Sig::SEGV, Sig::KILL, custom("TSTP"), custom("STOP")]
        {
            let handle = connected(&sshd).await;
            let mut visit = visit(&handle).await;
            let name = format!("{signal:?}");
            visit.signal(signal).await.unwrap();
            visit.data_bytes(b"1\r".to_vec()).await.ok();
            let said = until(&mut visit, "User ID: ").await;
            assert!(!said.contains("$ ") && !said.contains("# "), "{way:?} {name}: {said}");
            let is_end = !said.contains("User ID: ");
            let is_harmless = ["INT", "QUIT", "Custom"].iter().any(|harmless| name.starts_with(harmless));
            assert!(!is_end || (way == Way::Shell && !is_harmless), "{way:?} {name}: {said}");
        }
    }
}

#[tokio::test]
async fn new_keys_and_new_windows_leave_the_visit_as_it_is() {
    if !can_run() {
        return;
    }
    let (sshd, _) = open_kiosk(Way::Both, "", "");
    let handle = connected(&sshd).await;
    let mut visit = visit(&handle).await;
    for (columns, rows) in [(0, 0), (1, 1), (u32::MAX, u32::MAX), (300, 100), (80, 24)] {
        visit.window_change(columns, rows, 0, 0).await.unwrap();
        handle.rekey_soon().await.unwrap();
        handle.send_ping().await.unwrap();
    }
    assert!(goes_on(&mut visit).await);
}
