//! Whether time tells strangers apart what pages do not: how long the answers of uniform pages take for a
//! user ID that exists and for one that does not, and Welch's t of the two. Below 4.5 nobody can tell.
//!
//! Many visits ask at once, on the real clock, so that there are queues to be hidden too. Run it with
//! `cargo bench --bench timing`.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that cannot be made ends there, and tells what it found"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::measurement::{Measurement, WallTime};
use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use kiosk::domain::account::Language;
use kiosk::domain::method::{Gate, Standing};
use kiosk::domain::outcome::{AskedQuestion, Identified, Opened, Way};
use kiosk::domain::place::Place;
use kiosk::domain::proof::answers::GivenAnswer;
use kiosk::domain::secret::Secret;
use kiosk::service::Seat;
use kiosk::service::source::Source;
use tokio::runtime::Runtime;

use support::{Kiosk, Making, Person, policy};

#[expect(dead_code, reason = "the tests need more of it")]
#[path = "../tests/it/support.rs"]
mod support;

/// Visits that ask at the same time.
const AT_ONCE: usize = 16;
const STEPS: [&str; 6] = ["identify", "open by mail", "open by app", "a wrong code", "ask questions", "wrong answers"];

/// The times of one class of user IDs, step by step, in milliseconds.
type Times = [Vec<f64>; STEPS.len()];

/// One visit of a stranger who types `login`; how long each answer took.
async fn visit(kiosk: Arc<Kiosk>, login: String) -> [Duration; STEPS.len()] {
    let service = &kiosk.service;
    let seat = Seat {
        may_paste: false,
        visit: service.begin().expect("a name"),
        reveal: None,
        standing: Standing::Open,
        source: Source::Exempt,
        place: Place::Terminal("Hall B".to_owned()),
        language: Language::English,
    };
    let begun: Instant = WallTime.start();
    let identified = service.identify(&seat, &login).await;
    let identify = WallTime.end(begun);
    let Ok(Identified::Welcome(person)) = identified else { panic!("{identified:?}") };
    let begun = WallTime.start();
    let mailed = service.open(&seat, &person.login, Gate::First, &Way::Email { to: None }).await;
    let mail = WallTime.end(begun);
    assert!(matches!(mailed, Ok(Opened::Challenge(_))), "{mailed:?}");
    let begun = WallTime.start();
    let opened = service.open(&seat, &person.login, Gate::First, &Way::Totp).await;
    let app = WallTime.end(begun);
    let Ok(Opened::Challenge(challenge)) = opened else { panic!("{opened:?}") };
    let begun = WallTime.start();
    service.answer(&seat, challenge, &Secret::new("x".to_owned())).await.expect("an answer");
    let code = WallTime.end(begun);
    let begun = WallTime.start();
    let asked = service.open(&seat, &person.login, Gate::First, &Way::Questions { first: true }).await;
    let questions = WallTime.end(begun);
    let Ok(Opened::Questions(sheet)) = asked else { panic!("{asked:?}") };
    let given = |asked: &AskedQuestion| GivenAnswer { to: asked.answer.clone(), typed: Secret::new("x".to_owned()) };
    let given = sheet.questions.iter().map(given).collect();
    let begun = WallTime.start();
    service.answer_questions(&seat, sheet, given).await.expect("an answer");
    [identify, mail, app, code, questions, WallTime.end(begun)]
}

/// As many visits of each class as are at once, mixed, by people who never came before.
async fn round(kiosk: &Arc<Kiosk>, number: u64, known: &mut Times, unknown: &mut Times) -> Duration {
    let mut visits = tokio::task::JoinSet::new();
    for place in 0..AT_ONCE {
        let exists = place % 2 == 0;
        let login = format!("{}{number}x{place}", if exists { "known" } else { "unknown" });
        if exists {
            kiosk.add(Person::named(login.clone().leak()).email("somebody@example.org").totp().questions()).await;
        }
        let kiosk = Arc::clone(kiosk);
        visits.spawn(async move { (exists, visit(kiosk, login).await) });
    }
    let mut whole = Duration::ZERO;
    for (exists, laps) in visits.join_all().await {
        let times = if exists { &mut *known } else { &mut *unknown };
        for (all, lap) in times.iter_mut().zip(laps) {
            all.push(lap.as_secs_f64() * 1_000.0);
            whole += lap;
        }
    }
    whole / u32::try_from(AT_ONCE).unwrap_or(1)
}

#[expect(clippy::cast_precision_loss, reason = "there are some hundreds")]
fn mean_and_variance(times: &[f64]) -> (f64, f64) {
    let count = times.len() as f64;
    let mean = times.iter().sum::<f64>() / count;
    (mean, times.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (count - 1.0))
}

/// Welch's t of two samples.
#[expect(clippy::cast_precision_loss, reason = "there are some hundreds")]
fn t_value(here: &[f64], there: &[f64]) -> f64 {
    let ((here_mean, here_variance), (there_mean, there_variance)) = (mean_and_variance(here), mean_and_variance(there));
    (here_mean - there_mean) / (here_variance / here.len() as f64 + there_variance / there.len() as f64).sqrt()
}

fn timing(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let mut policy = policy();
    policy.questions.alone = true;
    let making = Making { policy, real_clock: true, ..Making::default() };
    let kiosk = Arc::new(runtime.block_on(Kiosk::made(making)));
    let (mut known, mut unknown, mut number) = (Times::default(), Times::default(), 0);
    let mut group = criterion.benchmark_group("timing");
    group.sampling_mode(SamplingMode::Flat).sample_size(20).measurement_time(Duration::from_secs(80));
    group.bench_function("a visit of a stranger", |bencher| {
        bencher.iter_custom(|rounds| {
            let mut whole = Duration::ZERO;
            for _ in 0..rounds {
                number += 1;
                whole += runtime.block_on(round(&kiosk, number, &mut known, &mut unknown));
            }
            whole
        });
    });
    group.finish();
    for ((step, here), there) in STEPS.iter().zip(&known).zip(&unknown) {
        let ((known_mean, _), (unknown_mean, _)) = (mean_and_variance(here), mean_and_variance(there));
        let (count, t) = (here.len(), t_value(here, there));
        println!("{step}: known {known_mean:.2} ms, unknown {unknown_mean:.2} ms, {count} each, t = {t:.2}");
    }
}

criterion_group!(benches, timing);
criterion_main!(benches);
