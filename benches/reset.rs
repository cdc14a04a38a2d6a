//! What a reset costs beside Argon2: the wall time of the service's work in a whole two-gate reset, divided by
//! the Argon2 work in it, at the cost of the shipped kiosk.toml.
//!
//! Aim: below 1.10 on each database. Two hashes may be worked on at once, so it can be below 1; what the reset takes
//! while none is worked on is told too. Two people are measured: whoever resets for the first time, so that only the
//! present password is compared and Argon2 has the least to do, and whoever did before, whose earlier password is
//! compared as well, as the shipped kiosk.toml has it. Everything durable is as it is in production: each commit waits
//! for its disk. PostgreSQL and MariaDB are reached by their sockets, as on one machine: each question
//! costs less than by a port of the loopback, and far less than by a network. They are skipped where
//! their Debian packages are not installed.
//! Run it with `cargo bench --bench reset`, for one database with `cargo bench --bench reset sqlite`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that cannot be made ends there, and tells what it found"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, WallTime};
use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use kiosk::config;
use kiosk::domain::account::Language;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Answered, Identified, Opened, ResetAnswer};
use kiosk::domain::place::Place;
use kiosk::domain::secret::Secret;
use kiosk::service::Seat;
use kiosk::service::hashing::HashingCost;
use kiosk::service::measure;
use kiosk::service::source::Source;
use kiosk::store::{Close, StoreError};
use kiosk::transact;
use tokio::runtime::Runtime;

use figures::Figures;
use ground::{Engine, Ground};
use support::{Kiosk, Making, Person, START};

#[path = "shared/clock.rs"]
mod clock;
#[path = "shared/figures.rs"]
mod figures;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/it/store_contract/ground.rs"]
mod ground;
#[path = "../tests/it/servers.rs"]
mod servers;
#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/it/support.rs"]
mod support;

const NEW_PASSWORD: &str = "zebra copper lantern";
const EARLIER_PASSWORD: &str = "velvet anchor meadow";

/// The questions of a visit to the authority, in their order.
const STEPS: [&str; 7] =
    ["identify", "open by mail", "answer by mail", "open by app", "answer by app", "look at the password", "reset"];

/// A kiosk whose people reset their passwords one after another.
struct Hall {
    kiosk: Kiosk,
    /// The hash of everybody's earlier password, where they had one.
    earlier: Option<String>,
    people: u32,
    /// Lives as long as the kiosk on it.
    _ground: Ground,
}

impl Hall {
    async fn on(engine: Arc<Engine>, did_before: bool) -> Self {
        let ground = Ground::new(engine, 1 + usize::from(did_before)).await;
        let shipped = config::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("kiosk.toml")).expect("the shipped kiosk.toml");
        let making = Making { hashing: HashingCost::from(shipped.hashing), ..Making::default() };
        let kiosk = Kiosk::on(ground.settings_by_socket(), making).await;
        let hash = kiosk.hashing.hash(secret(EARLIER_PASSWORD), [9; 16]).await.expect("a hash");
        Self { earlier: did_before.then_some(hash), people: 0, kiosk, _ground: ground }
    }

    async fn somebody(&mut self) -> &'static str {
        self.people += 1;
        let login: &'static str = format!("person{}", self.people).leak();
        let key = self.kiosk.add(Person::named(login).email("somebody@example.org").totp().group("two")).await;
        if let Some(earlier) = &self.earlier {
            let kept: Result<(), StoreError> = transact!(self.kiosk.store, |tx| async {
                let account = tx.account_by_key(&key).await?.expect("an account");
                tx.remember_password(&account.id, earlier, START).await?;
                Ok(Close::Commit(()))
            });
            kept.expect("an earlier password");
        }
        login
    }

    /// Everything that is asked of the service in one reset, with the time that each answer took.
    async fn reset(&self, login: &str) -> [Duration; STEPS.len()] {
        let service = &self.kiosk.service;
        let seat = Seat {
            may_paste: false,
            visit: service.begin().expect("a name"),
            reveal: None,
            standing: Standing::Trusted,
            // A terminal has to pause after a hundred user IDs in an hour.
            source: Source::Terminal(format!("Hall {}", self.people / 50)),
            place: Place::Terminal("Hall B".to_owned()),
            language: Language::English,
        };
        let mut watch = Stopwatch::default();
        let identified = watch.time(service.identify(&seat, login)).await;
        let Ok(Identified::Welcome(person)) = identified else { panic!("{identified:?}") };
        let mut proofs = Vec::new();
        for (gate, method) in [(Gate::First, Method::Email), (Gate::Second, Method::Totp)] {
            let offer = person.offers.iter().find(|offer| offer.way.method() == method).expect("a way");
            let opened = watch.time(service.open(&seat, &person.login, gate, &offer.way)).await;
            let Ok(Opened::Challenge(challenge)) = opened else { panic!("{opened:?}") };
            let code = match method {
                Method::Email => self.kiosk.code().await,
                Method::Totp => self.kiosk.totp(),
                Method::Questions | Method::RecoveryCode | Method::Sms | Method::SecurityKey => {
                    unreachable!("neither gate asks for them")
                }
            };
            let answered = watch.time(service.answer(&seat, challenge, &secret(&code))).await;
            let Ok(Answered::Proved { proof, .. }) = answered else { panic!("{answered:?}") };
            proofs.push(proof);
        }
        watch
            .time(measure::look(secret(NEW_PASSWORD), person.password.clone(), Arc::clone(&person.words)))
            .await
            .expect("an assessment");
        let reset = watch.time(service.reset(&seat, &person.login, proofs, secret(NEW_PASSWORD))).await;
        assert!(matches!(reset, Ok(ResetAnswer::Done(..))), "{reset:?}");
        self.kiosk.mailbox().await;
        watch.laps.try_into().expect("a lap for each step")
    }
}

/// Takes the time of one piece of work after another.
#[derive(Default)]
struct Stopwatch {
    laps: Vec<Duration>,
}

impl Stopwatch {
    async fn time<T>(&mut self, work: impl Future<Output = T>) -> T {
        let begun: Instant = WallTime.start();
        let done = work.await;
        self.laps.push(WallTime.end(begun));
        done
    }
}

/// What was found out about one database.
#[derive(Default)]
struct Findings {
    resets: Figures,
    argon2: Figures,
    ratios: Figures,
    /// What a reset takes while no hash is worked on.
    beside: Figures,
    steps: [Figures; STEPS.len()],
}

impl Findings {
    /// One reset, and the Argon2 work in it.
    async fn add(&mut self, hall: &mut Hall) -> Duration {
        let login = hall.somebody().await;
        clock::take();
        let laps = hall.reset(login).await;
        let argon2 = clock::take();
        let reset: Duration = laps.iter().sum();
        self.resets.add_time(reset);
        self.argon2.add_time(argon2.work);
        self.ratios.add(reset.div_duration_f64(argon2.work));
        self.beside.add_time(reset.saturating_sub(argon2.busy));
        for (figures, lap) in self.steps.iter_mut().zip(laps) {
            figures.add_time(lap);
        }
        reset
    }

    fn tell(&self, database: &str) {
        println!("{database}: {} resets, in ms: {}; Argon2 in them: {}", self.resets.count(), self.resets, self.argon2);
        println!("{database}: ratio {}", self.ratios);
        println!("{database}: in ms, while no hash is worked on: {}", self.beside);
        for (step, figures) in STEPS.iter().zip(&self.steps) {
            println!("  {step}: {figures}");
        }
    }
}

fn measure(criterion: &mut Criterion, runtime: &Runtime, database: &str, engine: Option<Engine>) {
    let Some(engine) = engine.map(Arc::new) else { return };
    for (who, did_before) in [("first", false), ("again", true)] {
        let mut work = Some((runtime.block_on(Hall::on(Arc::clone(&engine), did_before)), Findings::default()));
        let mut group = criterion.benchmark_group("reset");
        group.sampling_mode(SamplingMode::Flat).sample_size(30).measurement_time(Duration::from_secs(15));
        group.bench_function(format!("{database}/{who}"), |bencher| {
            bencher.iter_custom(|resets| {
                let (hall, findings) = work.take().expect("what the last round gave back");
                let (took, hall, findings) = runtime.block_on(runtime.spawn(round(hall, findings, resets))).expect("a round");
                work = Some((hall, findings));
                took
            });
        });
        group.finish();
        if let Some((_, findings)) = work.filter(|(_, findings)| findings.resets.count() > 0) {
            findings.tell(&format!("{database}/{who}"));
        }
    }
}

/// Some resets, one after another. A task of its own, as everything that a session asks of the service is.
async fn round(mut hall: Hall, mut findings: Findings, resets: u64) -> (Duration, Hall, Findings) {
    let mut took = Duration::ZERO;
    for _ in 0..resets {
        took += findings.add(&mut hall).await;
    }
    (took, hall, findings)
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn reset(criterion: &mut Criterion) {
    clock::start("hashing");
    let runtime = Runtime::new().expect("a runtime");
    measure(criterion, &runtime, "sqlite", Some(Engine::Sqlite));
    measure(criterion, &runtime, "postgresql", servers::postgres().map(Engine::Postgres));
    measure(criterion, &runtime, "mariadb", servers::mariadb().map(Engine::MariaDb));
}

criterion_group!(benches, reset);
criterion_main!(benches);
