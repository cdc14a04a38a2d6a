//! A whole reset, repeated with each request to the database going wrong in turn, in every way that a
//! line can break: whatever the visitor is told is true, and they come to their new password.
//!
//! `KIOSK_ROUNDS=1000` breaks at every request; otherwise the ends of transactions and a few more are taken.

mod disk;
mod settings;
mod visitor;

use std::sync::Arc;
use std::time::Duration;

use kiosk::domain::outcome::Identified;
use kiosk::domain::time::Span;
use kiosk::store::{Close, Store};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::line::{Fault, Line, Protocol, Request};
use crate::rounds::{rounds, spread};
use crate::servers;
use crate::store_contract::ground::{Engine, Ground, keys};
use crate::support::{Kiosk, Making, Person, START};
use disk::Disk;
use visitor::{NOTHING, Told, Visitor};

/// What is over at once.
const QUICK: [Fault; 7] =
    [Fault::Refused, Fault::Contended, Fault::CutBefore, Fault::CutAfter, Fault::CutBehind, Fault::GoneBefore, Fault::GoneAfter];

/// What lasts until the program's patience ends: 10 s that cannot be shortened, so many wait at once.
const SLOW: [Fault; 2] = [Fault::Silent, Fault::Mute];
const AT_ONCE: usize = 10;

/// The commits of which it is found out at once what became of them, when their answer is lost: of the
/// second code, of both proofs, and of the password.
const SETTLED: [usize; 4] = [2, 6, 9, 10];

/// A visitor who was told nothing for so long is not served any more.
const PATIENCE: Duration = Duration::from_secs(90);

/// The numbers of the databases that freeze and whose lines are forgotten: no other has them.
const FROZEN: usize = 10_000;
const FORGOTTEN: usize = 10_001;

/// As many connections as a kiosk keeps, and for how long one is used again without a question.
const CONNECTIONS: usize = 8;
const TRUSTED_FOR: Duration = Duration::from_secs(1);

#[test]
fn on_postgresql() {
    if let Some(server) = servers::postgres() {
        run(Engine::Postgres(server), Protocol::Postgres);
    }
}

#[test]
fn on_mariadb() {
    if let Some(server) = servers::mariadb() {
        run(Engine::MariaDb(server), Protocol::MariaDb);
    }
}

/// Does `work` with threads enough for a kiosk, its line and what waits behind both.
fn on_threads(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
    runtime.expect("a runtime").block_on(work);
}

fn run(engine: Engine, protocol: Protocol) {
    on_threads(async {
        let engine = Arc::new(engine);
        let asked = quick(&engine, protocol).await;
        frozen(&engine, protocol).await;
        forgotten(&engine, protocol).await;
        slow(&engine, protocol, &asked).await;
    });
}

/// A database, what breaks between it and a kiosk, and a kiosk beside that.
pub struct World {
    ground: Ground,
    weak: Weak,
    pub near: Kiosk,
}

/// What breaks.
enum Weak {
    Line(Line),
    Disk(Box<Disk>),
}

impl World {
    async fn new(ground: Ground, weak: Weak) -> Self {
        let near = Kiosk::on(ground.settings(), Making::default()).await;
        Self { ground, weak, near }
    }

    /// A new database, and a line to it. Somebody was there before: what the whole fleet shares is made.
    async fn at_a_line(engine: &Arc<Engine>, protocol: Protocol, number: usize) -> Self {
        let ground = Ground::new(Arc::clone(engine), number).await;
        let line = Line::to(ground.port(), protocol).await;
        let world = Self::new(ground, Weak::Line(line)).await;
        assert_eq!(world.reset_by(None).await, NOTHING);
        world
    }

    fn line(&self) -> &Line {
        let Weak::Line(line) = &self.weak else { panic!("no line") };
        line
    }

    /// Somebody new resets their password, and `fault` falls on the way.
    async fn reset_by(&self, fault: Option<(Request, Fault)>) -> Told {
        // What nobody noticed the last time, and what did not fall.
        self.line().mend();
        self.line().arm(None);
        let (far, login) = self.somebody(self.line().port).await;
        self.line().arm(fault);
        Visitor::new(self, &far, login).until_the_end().await
    }

    /// A day later: a kiosk of its own behind `port`, and somebody new.
    async fn somebody(&self, port: u16) -> (Kiosk, &'static str) {
        self.near.ambient.advance(Span::hours(24));
        let now = self.near.service.now();
        let login: &'static str = format!("person{}", now.millis()).leak();
        let address: &'static str = format!("{login}@example.org").leak();
        self.near.add(Person::named(login).email(address).totp().group("two")).await;
        let far = Kiosk::on(self.ground.settings_at(port), Making::default()).await;
        far.ambient.advance(START.until(now));
        (far, login)
    }

    /// Waits until nothing is held up that will still be done.
    pub async fn quiet(&self) {
        if let Weak::Line(line) = &self.weak {
            line.quiet().await;
        }
    }

    /// What broke for longer is whole again.
    pub async fn mend(&self) {
        match &self.weak {
            Weak::Line(line) => line.mend(),
            Weak::Disk(disk) => disk.mend().await,
        }
    }

    /// What fell, for the report when something is wrong.
    pub fn fault(&self) -> String {
        match &self.weak {
            Weak::Line(line) => line.fault(),
            Weak::Disk(disk) => disk.fault(),
        }
    }

    /// How many rows of the audit say that the password of `login` was reset.
    pub async fn resets_of(&self, login: &str) -> usize {
        let id = self.near.account(login).await.id;
        let rows = format!("SELECT seq FROM audit WHERE fact = 'password-reset' AND account_id = '{}'", id.as_str());
        self.ground.look(&rows).await.len()
    }

    async fn is_sound(&self) -> bool {
        let findings = Store::check(&self.ground.settings(), &keys()).await.expect("looked at");
        findings.iter().all(|finding| finding.sound)
    }
}

/// Every quick fault at every request of a reset; what a sound reset asks.
async fn quick(engine: &Arc<Engine>, protocol: Protocol) -> Vec<Request> {
    let world = World::at_a_line(engine, protocol, 0).await;
    assert_eq!(world.reset_by(None).await, NOTHING);
    let asked = world.line().asked();
    let spread = spread(asked.len(), rounds(8));
    let chosen = asked.iter().enumerate().filter(|(place, request)| is_end(request) || spread.contains(place));
    let chosen: Vec<&Request> = chosen.map(|(_, request)| request).collect();
    for fault in QUICK {
        let (mut fell, mut troubles) = (0, 0);
        for request in &chosen {
            let told = world.reset_by(Some(((*request).clone(), fault))).await;
            // How many connections are made depends on who is quicker, and each prepares its own.
            assert!(world.line().fell() || is_of_a_connection(request), "{}", world.fault());
            let repeated = fault == Fault::Contended && is_in_transaction(&world.line().asked(), request);
            assert!(!repeated || told.troubles == 0, "what only was in somebody's way is repeated: {}", world.fault());
            // Where nobody can be asked, another code is needed once: for mail by asking for it, for an app by
            // choosing it again and waiting for its next one.
            let again = if fault == Fault::GoneAfter { 2 } else { 0 };
            assert!(told.again <= again, "asked again {} times: {}", told.again, world.fault());
            let settled = fault == Fault::CutAfter && is_end(request) && SETTLED.contains(&request.nth);
            assert!(!settled || told.troubles == 0, "nobody asked what became of it: {}", world.fault());
            fell += usize::from(world.line().fell());
            troubles += told.troubles;
        }
        println!("{protocol:?}: {fault:?} fell {fell} times on {} requests; {troubles} pages said so", asked.len());
        assert!(world.is_sound().await, "{fault:?}");
    }
    let ends = asked.iter().filter(|request| is_end(request)).count();
    world.reset_by(Some((Request { text: "COMMIT".to_owned(), nth: ends }, Fault::CutBefore))).await;
    assert!(!world.line().fell(), "there is no further commit to break");
    asked
}

fn is_end(request: &Request) -> bool {
    request.text == "COMMIT"
}

/// Whether how often it is asked depends on how many connections there are.
fn is_of_a_connection(request: &Request) -> bool {
    request.text.starts_with("prepare ") || request.text.starts_with("SET ")
}

/// Whether `request` is one of a transaction's. No other can be in somebody's way.
fn is_in_transaction(asked: &[Request], request: &Request) -> bool {
    let before: Vec<&str> = asked.iter().take_while(|other| *other != request).map(|other| other.text.as_str()).collect();
    let last = |end: &str| before.iter().rposition(|text| *text == end);
    request.text == "BEGIN" || last("BEGIN") > last("COMMIT").max(last("ROLLBACK"))
}

/// Silence at each distinct statement, and at every end of a transaction; and each end done too late.
async fn slow(engine: &Arc<Engine>, protocol: Protocol, asked: &[Request]) {
    let distinct: Vec<&Request> = asked.iter().filter(|request| is_end(request) || request.nth == 0).collect();
    let some = spread(distinct.len(), rounds(4)).into_iter().map(|place| distinct[place]);
    let some = some.flat_map(|request| SLOW.map(|fault| (request.clone(), fault)));
    let ends = asked.iter().rev().filter(|request| is_end(request)).take(rounds(2));
    let faults = some.chain(ends.map(|request| (request.clone(), Fault::Late)));
    let (mut waiting, mut said) = (JoinSet::new(), Vec::new());
    for (place, fault) in faults.enumerate() {
        if waiting.len() >= AT_ONCE {
            said.push(waiting.join_next().await.expect("one of them").expect("joined"));
        }
        let engine = Arc::clone(engine);
        waiting.spawn(async move {
            let world = World::at_a_line(&engine, protocol, 1 + place).await;
            let told = tokio::time::timeout(PATIENCE, world.reset_by(Some(fault.clone()))).await;
            let told = told.unwrap_or_else(|_| panic!("nothing went on: {}", world.fault()));
            assert!(world.line().fell() || is_of_a_connection(&fault.0), "{fault:?}");
            assert!(world.is_sound().await, "{fault:?}");
            told
        });
    }
    said.extend(waiting.join_all().await);
    let troubles: usize = said.iter().map(|told| told.troubles).sum();
    let unknown = said.iter().filter(|told| told.unknown).count();
    println!("{protocol:?}: {} silent, mute or late; {troubles} pages said so, {unknown} that nobody knows", said.len());
}

/// A database that freezes under more visitors than there are connections, and comes back: whoever comes
/// then is served, though what was under way is never answered.
async fn frozen(engine: &Arc<Engine>, protocol: Protocol) {
    let world = World::at_a_line(engine, protocol, FROZEN).await;
    let (far, login) = world.somebody(world.line().port).await;
    let served = async || {
        let mut asking = JoinSet::new();
        for _ in 0..12 {
            let (service, seat) = (Arc::clone(&far.service), far.visit().seat);
            asking.spawn(async move { service.identify(&seat, login).await.is_ok() });
        }
        asking.join_all().await.into_iter().filter(|served| *served).count()
    };
    assert_eq!(served().await, 12);
    world.line().arm(Some((Request { text: "BEGIN".to_owned(), nth: 0 }, Fault::Frozen)));
    assert_eq!(served().await, 0, "nobody was told anything");
    world.line().mend();
    let identified = far.service.identify(&far.visit().seat, login).await;
    assert!(matches!(identified, Ok(Identified::Welcome(_))), "{identified:?}");
}

/// A firewall forgot all idle lines overnight, without a word to either side: the first visitor of the day is served,
/// who cannot wait until each was asked.
async fn forgotten(engine: &Arc<Engine>, protocol: Protocol) {
    let world = World::at_a_line(engine, protocol, FORGOTTEN).await;
    let (far, login) = world.somebody(world.line().port).await;
    let mut busy = Vec::new();
    for _ in 0..CONNECTIONS {
        busy.push(far.store.begin().await.expect("a connection"));
    }
    let begun = Instant::now();
    while begun.elapsed() <= TRUSTED_FOR {
        world.near.account(login).await;
    }
    for tx in busy {
        tx.close(Ok(Close::Undo(()))).await.expect("given back");
    }
    world.line().forget();
    let identified = far.service.identify(&far.visit().seat, login).await;
    assert!(matches!(identified, Ok(Identified::Welcome(_))), "{identified:?}");
}
