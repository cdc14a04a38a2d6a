//! The line between a kiosk and its database: a proxy before a real server that counts what is asked,
//! request by request, and breaks at the one that it is told. Nothing of the server is played, but for
//! a refusal that it never gave.

mod talk;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt as _;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

pub use talk::Protocol;
use talk::{Heard, Talk};

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server is said to refuse it, and never saw it.
    Refused,
    /// It is said to stand in another transaction's way.
    Contended,
    /// The line is cut before it is sent.
    CutBefore,
    /// It is done, and the line is cut before the answer.
    CutAfter,
    /// The line is cut behind the answer.
    CutBehind,
    /// As `CutBefore`, and nobody gets through until the line is mended.
    GoneBefore,
    /// As `CutAfter`, and nobody gets through until the line is mended.
    GoneAfter,
    /// It is never sent, and the line stays up.
    Silent,
    /// It is done, and no answer comes.
    Mute,
    /// It is never sent, nor is anything after it on any connection, until the line is mended; and what was
    /// under way then is never answered.
    Frozen,
    /// It is held up until something else was asked and answered, and only then done.
    Late,
}

/// A request, by what it asks and how often that was asked before: so it is the same one in every run,
/// though no two runs make as many connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub text: String,
    pub nth: usize,
}

/// A line to a server, and how it stands.
pub struct Line {
    pub port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    server: u16,
    protocol: Protocol,
    stand: Mutex<Stand>,
    gone: watch::Sender<bool>,
    frozen: watch::Sender<bool>,
    /// How many requests were answered since the fault fell.
    answered: watch::Sender<usize>,
    /// Whether a request is held up that will still be done.
    pending: watch::Sender<bool>,
    /// How often all connections were forgotten.
    forgotten: AtomicUsize,
}

#[derive(Default)]
struct Stand {
    /// What was asked since the line was armed.
    asked: Vec<Request>,
    armed: Option<(Request, Fault)>,
    fell: bool,
}

impl Line {
    /// A sound line to the server at `port`.
    pub async fn to(port: u16, protocol: Protocol) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let line = listener.local_addr().expect("an address").port();
        let flag = || watch::channel(false).0;
        let (gone, frozen, pending, answered) = (flag(), flag(), flag(), watch::channel(0).0);
        let stand = Mutex::default();
        let forgotten = AtomicUsize::new(0);
        let shared = Arc::new(Shared { server: port, protocol, stand, gone, frozen, answered, pending, forgotten });
        let taken = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(Carrier::carry(client, Arc::clone(&taken)));
            }
        });
        Self { port: line, shared }
    }

    /// From now on requests are counted, and `fault` falls on the one that it names.
    pub fn arm(&self, fault: Option<(Request, Fault)>) {
        *self.shared.stand.lock().expect("the stand") = Stand { armed: fault, ..Stand::default() };
        self.shared.answered.send_replace(0);
    }

    /// Whether the fault fell.
    pub fn fell(&self) -> bool {
        self.shared.stand.lock().expect("the stand").fell
    }

    /// What fell on what, for the report when something is wrong.
    pub fn fault(&self) -> String {
        format!("{:?}", self.shared.stand.lock().expect("the stand").armed)
    }

    /// What was asked since the line was armed, in order.
    pub fn asked(&self) -> Vec<Request> {
        self.shared.stand.lock().expect("the stand").asked.clone()
    }

    /// Waits until nothing is held up that will still be done; it is done by now at the latest.
    pub async fn quiet(&self) {
        self.shared.answered.send_modify(|answered| *answered += LATER);
        self.shared.pending.subscribe().wait_for(|pending| !pending).await.expect("a line");
    }

    /// From now on nothing is sent on any connection that there is, and none of them ends; others are sound.
    pub fn forget(&self) {
        self.shared.forgotten.fetch_add(1, Ordering::SeqCst);
    }

    /// The database is back.
    pub fn mend(&self) {
        self.shared.gone.send_replace(false);
        self.shared.frozen.send_replace(false);
    }
}

impl Shared {
    /// Counts a request; what goes wrong with it.
    fn count(&self, text: String) -> Option<Fault> {
        let mut stand = self.stand.lock().expect("the stand");
        let nth = stand.asked.iter().filter(|request| request.text == text).count();
        let request = Request { text, nth };
        stand.asked.push(request.clone());
        let fault = stand.armed.as_ref().filter(|(at, _)| *at == request)?.1;
        stand.fell = true;
        Some(fault)
    }

    fn note_answer(&self) {
        if self.stand.lock().expect("the stand").fell {
            self.answered.send_modify(|answered| *answered += 1);
        }
    }
}

/// One connection through the line.
struct Carrier {
    from_client: OwnedReadHalf,
    to_client: OwnedWriteHalf,
    from_server: OwnedReadHalf,
    to_server: OwnedWriteHalf,
    talk: Talk,
    shared: Arc<Shared>,
    /// Cut at the end of the answer that is under way.
    cut_behind: bool,
    /// How often others were forgotten before it.
    forgotten: usize,
}

impl Carrier {
    async fn carry(client: TcpStream, shared: Arc<Shared>) {
        if *shared.gone.borrow() {
            return;
        }
        let Ok(server) = TcpStream::connect(("127.0.0.1", shared.server)).await else { return };
        client.set_nodelay(true).ok();
        server.set_nodelay(true).ok();
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        let talk = Talk::new(shared.protocol);
        let forgotten = shared.forgotten.load(Ordering::SeqCst);
        let carrier = Self { from_client, to_client, from_server, to_server, talk, shared, cut_behind: false, forgotten };
        // An error is the end of the line too.
        carrier.run().await.ok();
    }

    /// Carries both ways until one side ends, the line breaks, or the fault falls here.
    async fn run(mut self) -> std::io::Result<()> {
        let mut gone = self.shared.gone.subscribe();
        let (mut asked, mut told) = (Vec::new(), Vec::new());
        loop {
            tokio::select! {
                () = broken(&mut gone) => return Ok(()),
                length = read(&self.from_client, &mut asked) => {
                    if length? == 0 {
                        return Ok(());
                    }
                    while let Some(heard) = self.talk.ask(&mut asked) {
                        if !self.forward(heard).await? {
                            return Ok(());
                        }
                    }
                }
                length = read(&self.from_server, &mut told) => {
                    if length? == 0 {
                        return Ok(());
                    }
                    let done = self.talk.tell(&told);
                    self.to_client.write_all(&std::mem::take(&mut told)).await?;
                    if done {
                        self.shared.note_answer();
                        if self.cut_behind {
                            return Ok(());
                        }
                    }
                }
            }
        }
    }

    /// Sends a piece on, unless a fault falls on it. False when the line is to end.
    async fn forward(&mut self, heard: Heard) -> std::io::Result<bool> {
        if *self.shared.frozen.borrow() || self.forgotten != self.shared.forgotten.load(Ordering::SeqCst) {
            return self.hold().await;
        }
        match heard.request.and_then(|text| self.shared.count(text)) {
            None => self.to_server.write_all(&heard.bytes).await.map(|()| true),
            Some(fault) => self.fall(fault, &heard.bytes).await,
        }
    }

    /// Has `fault` fall on a request. False when the line is to end.
    async fn fall(&mut self, fault: Fault, bytes: &[u8]) -> std::io::Result<bool> {
        match fault {
            Fault::Refused => self.to_client.write_all(&self.talk.refusal(false)).await?,
            Fault::Contended => self.to_client.write_all(&self.talk.refusal(true)).await?,
            Fault::CutBefore => return Ok(false),
            Fault::GoneBefore => {
                self.shared.gone.send_replace(true);
                return Ok(false);
            }
            Fault::CutBehind => {
                self.cut_behind = true;
                self.to_server.write_all(bytes).await?;
            }
            Fault::CutAfter => {
                self.done(bytes).await?;
                return Ok(false);
            }
            Fault::GoneAfter => {
                self.done(bytes).await?;
                self.shared.gone.send_replace(true);
                return Ok(false);
            }
            Fault::Silent => return self.hold().await,
            Fault::Frozen => {
                self.shared.frozen.send_replace(true);
                return self.hold().await;
            }
            Fault::Mute => {
                self.done(bytes).await?;
                return self.hold().await;
            }
            Fault::Late => {
                self.shared.pending.send_replace(true);
                let mut answered = self.shared.answered.subscribe();
                answered.wait_for(|answered| *answered >= LATER).await.ok();
                self.done(bytes).await?;
                self.shared.pending.send_replace(false);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Has the server do it, and takes the beginning of its answer.
    async fn done(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.to_server.write_all(bytes).await?;
        read(&self.from_server, &mut Vec::new()).await.map(|_| ())
    }

    /// Lets the client wait until it gives up.
    async fn hold(&mut self) -> std::io::Result<bool> {
        while read(&self.from_client, &mut Vec::new()).await? > 0 {}
        Ok(false)
    }
}

/// Waits until the line is gone.
async fn broken(gone: &mut watch::Receiver<bool>) {
    gone.wait_for(|gone| *gone).await.ok();
}

/// How many other requests are answered before a late one is done: whoever asks what became of it
/// opens a transaction, asks, and ends it.
const LATER: usize = 3;

/// Appends what comes next. Nothing is lost when it is given up in between.
async fn read(from: &OwnedReadHalf, into: &mut Vec<u8>) -> std::io::Result<usize> {
    loop {
        from.readable().await?;
        match from.try_read_buf(into) {
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            other => return other,
        }
    }
}
