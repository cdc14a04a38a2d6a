//! An SSH agent that holds a security key in software: what `ssh-keygen -Y sign` asks of a real one, over a socket of
//! its own. Whoever holds it says whether the key is touched, and what it counts.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use data_encoding::BASE64;
use ssh_key::encoding::Encode as _;

use super::soft_key::{SoftKey, TOUCHED};

// The messages of draft-miller-ssh-agent.
const REQUEST_IDENTITIES: u8 = 11;
const IDENTITIES_ANSWER: u8 = 12;
const SIGN_REQUEST: u8 = 13;
const SIGN_RESPONSE: u8 = 14;
const FAILURE: u8 = 5;

pub struct Agent {
    pub key: SoftKey,
    pub flags: AtomicU8,
    /// Of the next signature; it rises by itself.
    pub counter: AtomicU32,
    folder: tempfile::TempDir,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
}

impl Agent {
    pub fn holding(key: SoftKey) -> Arc<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = UnixListener::bind(folder.path().join("agent")).expect("a socket");
        std::fs::write(folder.path().join("id_sk.pub"), key.line("ada@laptop")).expect("a key file");
        let (flags, counter) = (AtomicU8::new(TOUCHED), AtomicU32::new(1));
        let agent = Arc::new(Self { key, flags, counter, folder, thread: Mutex::default() });
        let served = Arc::downgrade(&agent);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                // Its owner is gone: this was to say so.
                let Some(agent) = served.upgrade() else { return };
                agent.serve(stream.expect("a client"));
            }
        });
        *agent.thread.lock().expect("the thread") = Some(thread);
        agent
    }

    /// What `ssh-keygen -Y sign` prints for `message`, as `echo` writes that.
    pub fn sign(&self, message: &str, namespace: &str) -> String {
        let mut keygen = Command::new("ssh-keygen")
            .args(["-Y", "sign", "-n", namespace, "-f"])
            .arg(self.folder.path().join("id_sk.pub"))
            .env("SSH_AUTH_SOCK", self.folder.path().join("agent"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("ssh-keygen, of openssh-client");
        keygen.stdin.take().expect("its input").write_all(format!("{message}\n").as_bytes()).expect("a message");
        let done = keygen.wait_with_output().expect("its end");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("armour")
    }

    fn serve(&self, mut client: UnixStream) {
        while let Some(request) = read(&mut client) {
            let answer = match request.split_first() {
                Some((&REQUEST_IDENTITIES, _)) => {
                    let count = 1_u32.to_be_bytes();
                    [&[IDENTITIES_ANSWER], &count[..], &string(&blob(&self.key)), &string(b"ada@laptop")].concat()
                }
                Some((&SIGN_REQUEST, rest)) => {
                    let (_, rest) = next(rest);
                    let (data, _) = next(rest);
                    let counter = self.counter.fetch_add(1, Ordering::SeqCst);
                    let signature = self.key.sign(data, self.flags.load(Ordering::SeqCst), counter);
                    [&[SIGN_RESPONSE], &string(&signature.encode_vec().expect("bytes"))[..]].concat()
                }
                _ => vec![FAILURE],
            };
            client.write_all(&string(&answer)).expect("an answer");
        }
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // Whoever waits for a client gets one, and finds nobody.
        drop(UnixStream::connect(self.folder.path().join("agent")));
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if let Some(thread) = thread {
            drop(thread.join());
        }
    }
}

/// The public key, which its line has in base64.
fn blob(key: &SoftKey) -> Vec<u8> {
    let line = key.line("");
    BASE64.decode(line.split(' ').nth(1).expect("a key").as_bytes()).expect("base 64")
}

/// A message; none at the end.
fn read(client: &mut UnixStream) -> Option<Vec<u8>> {
    let mut length = [0; 4];
    client.read_exact(&mut length).ok()?;
    let mut message = vec![0; u32::from_be_bytes(length) as usize];
    client.read_exact(&mut message).ok()?;
    Some(message)
}

fn string(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).expect("not long").to_be_bytes()[..], bytes].concat()
}

/// The first string of `bytes`, and what follows it.
fn next(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (length, rest) = bytes.split_at(4);
    rest.split_at(u32::from_be_bytes(length.try_into().expect("four bytes")) as usize)
}
