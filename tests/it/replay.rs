//! What was right once, brought again: to another visit, for somebody else, at another gate, after the end
//! of its visit or of its reset, to another kiosk of the fleet and after a restart. Nothing of it proves
//! anything, and what was looked at stays counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kiosk::domain::id::AnswerId;
use kiosk::domain::limit::Ceiling;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{
    Answered, AskedQuestion, Challenge, Ending, Opened, QuestionSet, QuestionsAnswered, ResetAnswer, Way, WrongAnswer,
};
use kiosk::domain::policy::{Limits, Policy};
use kiosk::domain::proof::Proof;
use kiosk::domain::proof::answers::GivenAnswer;
use kiosk::domain::proof::totp::{STEP_SECONDS, code_at};
use kiosk::domain::question::Question;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::{Moment, Span};
use kiosk::service::Seat;

use crate::limits::{opened, seat, twin};
use crate::store_contract::ground::Ground;
use crate::support::{ANSWERS, Kiosk, Making, OLD_PASSWORD, Person, SEED, policy};

/// Eve's app is another than Ada's.
const EVES_SEED: &[u8] = b"09876543210987654321";
const NEW: &str = "zebra copper lantern";
const LATER: Way = Way::Questions { first: false };

/// Two kiosks on one store, and as many more as are started.
struct Fleet<'g> {
    ground: &'g Ground,
    here: Arc<Kiosk>,
    there: Arc<Kiosk>,
}

/// Everything above, on the database of `ground`.
pub async fn nothing_counts_twice_or_elsewhere(ground: &Ground) {
    let fleet = Fleet { ground, here: Arc::new(process(ground).await), there: Arc::new(process(ground).await) };
    for (login, address, seed) in [("ada", "ada@example.org", SEED), ("eve", "eve@example.org", EVES_SEED)] {
        fleet.here.add(Person { seed, ..Person::named(login).email(address).totp().questions().group("two") }).await;
    }
    mailed_codes(&fleet).await;
    gates(&fleet).await;
    app_codes(&fleet).await;
    answers(&fleet).await;
    proofs(&fleet).await;
}

/// A kiosk of its own process: its chance is not that of the others.
async fn process(ground: &Ground) -> Kiosk {
    static STARTED: AtomicUsize = AtomicUsize::new(0);
    let number = STARTED.fetch_add(1, Ordering::Relaxed);
    let kiosk = Kiosk::on(ground.settings(), Making { policy: patient(), ..Making::default() }).await;
    for _ in 0..number * 1_000 {
        kiosk.ambient.entropy().expect("bytes");
    }
    kiosk
}

/// The defaults, but so that no counter is full before all is tried.
fn patient() -> Policy {
    let plenty = |ceiling: Ceiling| Ceiling { failures: 1_000, ..ceiling };
    let modern = Limits::MODERN;
    let limits = Limits {
        method: plenty(modern.method),
        account: plenty(modern.account),
        letters_short: plenty(modern.letters_short),
        letters_long: plenty(modern.letters_long),
        ..modern
    };
    Policy { limits, ..policy() }
}

impl Fleet<'_> {
    /// Every kiosk of the fleet: those that run, and one that was started just now.
    async fn each(&self) -> Vec<Arc<Kiosk>> {
        let started = process(self.ground).await;
        started.ambient.set(self.here.service.now());
        vec![Arc::clone(&self.here), Arc::clone(&self.there), Arc::new(started)]
    }

    /// Time passes everywhere alike.
    fn wait(&self, span: Span) {
        self.here.ambient.advance(span);
        self.there.ambient.advance(span);
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

async fn answer(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str) -> Answered {
    kiosk.service.answer(seat, challenge, &secret(typed)).await.expect("an answer")
}

fn proof(answered: Answered) -> Proof {
    match answered {
        Answered::Proved { proof, .. } => proof,
        other => panic!("{other:?}"),
    }
}

/// How many failures stand in the counters of `login`.
async fn failures(kiosk: &Kiosk, login: &str) -> u32 {
    let subject = kiosk.store.subject(&LoginKey::of(login));
    let mut tx = kiosk.store.begin().await.expect("a transaction");
    let counters = tx.counters(&subject, seat(kiosk).standing).await.expect("counters");
    counters.iter().map(|(_, counter)| counter.failures).sum()
}

/// Asserts that `typed` is wrong for `challenge`, that it was looked at, and that it stays counted for `login`.
async fn looked_at_and_wrong(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str, login: &str, what: &str) {
    let (told, failed) = (kiosk.audited("answer-wrong").await, failures(kiosk, login).await);
    let answered = answer(kiosk, seat, challenge, typed).await;
    assert!(matches!(answered, Answered::Wrong { .. }), "{what}: {answered:?}");
    assert_eq!(kiosk.audited("answer-wrong").await, told + 1, "{what}: told");
    assert_eq!(failures(kiosk, login).await, failed + 2, "{what}: one of the method, one of the account");
}

/// Asserts that `challenge` takes no answers from `seat`, and that none is looked at.
async fn not_looked_at(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, typed: &str, what: &str) {
    let told = kiosk.audited("answer-wrong").await;
    let answered = answer(kiosk, seat, challenge, typed).await;
    assert!(matches!(answered, Answered::Wrong { why: WrongAnswer::Dead, .. }), "{what}: {answered:?}");
    assert_eq!(kiosk.audited("answer-wrong").await, told, "{what}: nothing was looked at");
}

async fn mailed_codes(fleet: &Fleet<'_>) {
    let here = &fleet.here;
    let [mine, other, ended, third] = [(); 4].map(|()| seat(here));
    let challenge = opened(here, &mine, "ada", Gate::First, Method::Email).await;
    let code = here.code().await;
    let elsewhere = opened(here, &other, "ada", Gate::First, Method::Email).await;
    looked_at_and_wrong(here, &other, elsewhere, &code, "ada", "the code of one visit in another").await;
    let eves = opened(here, &third, "eve", Gate::First, Method::Email).await;
    looked_at_and_wrong(here, &third, eves, &code, "eve", "Ada's code for Eve").await;
    for kiosk in [here, &fleet.there] {
        not_looked_at(kiosk, &other, twin(&challenge), &code, "the challenge of one visit in another").await;
    }
    let dropped = opened(here, &ended, "ada", Gate::First, Method::Email).await;
    let late = here.code().await;
    here.service.leave(&ended, Ending::Stopped).await.expect("an end");
    for kiosk in &fleet.each().await {
        not_looked_at(kiosk, &ended, twin(&dropped), &late, "the code of a visit that ended").await;
    }
    let copy = twin(&challenge);
    assert_eq!(proof(answer(&fleet.there, &mine, challenge, &code).await).gate(), Gate::First, "any kiosk takes it, once");
    for kiosk in &fleet.each().await {
        not_looked_at(kiosk, &mine, twin(&copy), &code, "a code that proved something").await;
    }
}

async fn gates(fleet: &Fleet<'_>) {
    let here = &fleet.here;
    let visit = seat(here);
    let first = opened(here, &visit, "ada", Gate::First, Method::Email).await;
    let code = here.code().await;
    let second = opened(here, &visit, "ada", Gate::Second, Method::Email).await;
    looked_at_and_wrong(here, &visit, second, &code, "ada", "the code of the first gate at the second").await;
    let pretended = Challenge { gate: Gate::Second, ..twin(&first) };
    assert_eq!(proof(answer(here, &visit, pretended, &code).await).gate(), Gate::First, "the row says which gate it is");
}

/// What the app with `seed` shows `steps` after now.
fn shown(kiosk: &Kiosk, seed: &[u8], steps: i64) -> String {
    let at = Moment::from_millis(kiosk.service.now().millis() + steps * STEP_SECONDS * 1_000);
    code_at(seed, at).expose().to_owned()
}

async fn app_codes(fleet: &Fleet<'_>) {
    fleet.wait(Span::minutes(5));
    let here = &fleet.here;
    let challenge = async |kiosk: &Kiosk, seat: &Seat, login: &str| opened(kiosk, seat, login, Gate::First, Method::Totp).await;
    let visit = seat(here);
    let code = shown(here, SEED, 0);
    looked_at_and_wrong(here, &visit, challenge(here, &visit, "eve").await, &code, "eve", "Ada's app for Eve").await;
    proof(answer(here, &visit, challenge(here, &visit, "ada").await, &code).await);
    // The step of the code that is brought, as the clock stands then: the same, the one before, the next.
    for (later, brought, what) in [(0, 0, "the same step"), (0, -1, "the step before"), (30, -1, "one step later")] {
        fleet.wait(Span::seconds(later));
        for kiosk in &fleet.each().await {
            let (visit, old) = (seat(kiosk), shown(kiosk, SEED, brought));
            looked_at_and_wrong(kiosk, &visit, challenge(kiosk, &visit, "ada").await, &old, "ada", what).await;
        }
    }
    fleet.wait(Span::seconds(30));
    proof(answer(here, &visit, challenge(here, &visit, "ada").await, &shown(here, SEED, 0)).await);
}

/// A visit whose first gate is passed by the app, with the questions that `login` is asked next.
async fn asked(fleet: &Fleet<'_>, login: &str, seed: &[u8]) -> (Seat, QuestionSet) {
    fleet.wait(Span::minutes(2));
    let here = &fleet.here;
    let visit = seat(here);
    let app = opened(here, &visit, login, Gate::First, Method::Totp).await;
    proof(answer(here, &visit, app, &shown(here, seed, 0)).await);
    match here.service.open(&visit, &LoginKey::of(login), Gate::Second, &LATER).await {
        Ok(Opened::Questions(asked)) => (visit, asked),
        other => panic!("{other:?}"),
    }
}

fn copied(asked: &QuestionSet) -> QuestionSet {
    QuestionSet { challenge: twin(&asked.challenge), questions: asked.questions.clone() }
}

fn right(asked: &QuestionSet) -> Vec<GivenAnswer> {
    let answer = |AskedQuestion { answer, question }: &AskedQuestion| {
        let Question::Topic(topic) = question else { panic!("{question:?}") };
        let text = ANSWERS.iter().find(|(of, _)| of == topic).expect("an answer").1;
        GivenAnswer { to: AnswerId::clone(answer), typed: secret(text) }
    };
    asked.questions.iter().map(answer).collect()
}

/// Asserts that `asked` takes no answers from `seat`, and that none are looked at.
async fn too_late(kiosk: &Kiosk, seat: &Seat, asked: QuestionSet, given: Vec<GivenAnswer>, what: &str) {
    let told = kiosk.audited("answer-wrong").await;
    let answered = kiosk.service.answer_questions(seat, asked, given).await;
    assert!(matches!(answered, Ok(QuestionsAnswered::Dead(_))), "{what}: {answered:?}");
    assert_eq!(kiosk.audited("answer-wrong").await, told, "{what}: nothing was looked at");
}

async fn answers(fleet: &Fleet<'_>) {
    let here = &fleet.here;
    let (visit, set) = asked(fleet, "ada", SEED).await;
    let (eves_visit, eves) = asked(fleet, "eve", EVES_SEED).await;
    let failed = failures(here, "eve").await;
    let crossed = QuestionSet { challenge: twin(&eves.challenge), questions: set.questions.clone() };
    let answered = here.service.answer_questions(&eves_visit, crossed, right(&set)).await;
    assert!(matches!(answered, Ok(QuestionsAnswered::Wrong(_))), "Ada's answers for Eve: {answered:?}");
    assert_eq!(failures(here, "eve").await, failed + 2, "and it counts for Eve");
    for kiosk in [here, &fleet.there] {
        too_late(kiosk, &eves_visit, copied(&set), right(&set), "the questions of one visit in another").await;
    }
    let given = here.service.answer_questions(&visit, copied(&set), right(&set)).await;
    assert!(matches!(given, Ok(QuestionsAnswered::Proved { .. })), "{given:?}");
    for kiosk in &fleet.each().await {
        too_late(kiosk, &visit, copied(&set), right(&set), "questions that were answered").await;
    }
    here.service.leave(&eves_visit, Ending::Stopped).await.expect("an end");
    too_late(&fleet.there, &eves_visit, copied(&eves), right(&eves), "the questions of a visit that ended").await;
}

/// The proofs of both gates, and the visit they were made in.
async fn proved(fleet: &Fleet<'_>, login: &str, seed: &[u8]) -> (Seat, Vec<Proof>) {
    let (visit, set) = asked(fleet, login, seed).await;
    let here = &fleet.here;
    let mail = opened(here, &visit, login, Gate::First, Method::Email).await;
    let first = proof(answer(here, &visit, mail, &here.code().await).await);
    let second = match here.service.answer_questions(&visit, copied(&set), right(&set)).await {
        Ok(QuestionsAnswered::Proved { proof, .. }) => proof,
        other => panic!("{other:?}"),
    };
    (visit, vec![first, second])
}

async fn reset(kiosk: &Kiosk, seat: &Seat, login: &str, proofs: Vec<Proof>) -> ResetAnswer {
    kiosk.service.reset(seat, &LoginKey::of(login), proofs, secret(NEW)).await.expect("an answer")
}

async fn proofs(fleet: &Fleet<'_>) {
    let kiosks = fleet.each().await;
    for kiosk in &kiosks {
        let (visit, proofs) = proved(fleet, "ada", SEED).await;
        kiosk.ambient.set(fleet.here.service.now());
        let answered = reset(kiosk, &seat(kiosk), "ada", proofs).await;
        assert!(matches!(answered, ResetAnswer::Again { ref proofs, .. } if proofs.is_empty()), "another visit: {answered:?}");
        let (other, proofs) = proved(fleet, "ada", SEED).await;
        let answered = reset(kiosk, &other, "eve", proofs).await;
        assert!(matches!(answered, ResetAnswer::Again { ref proofs, .. } if proofs.is_empty()), "somebody else: {answered:?}");
        let (ended, proofs) = proved(fleet, "ada", SEED).await;
        fleet.here.service.leave(&ended, Ending::HungUp).await.expect("an end");
        let answered = reset(kiosk, &ended, "ada", proofs).await;
        assert!(matches!(answered, ResetAnswer::Again { ref proofs, .. } if proofs.is_empty()), "an ended visit: {answered:?}");
        fleet.here.service.leave(&visit, Ending::HungUp).await.expect("an end");
    }
    assert!(fleet.here.accepts("ada", OLD_PASSWORD).await && fleet.here.accepts("eve", OLD_PASSWORD).await);
    assert_eq!(fleet.here.audited("password-reset").await, 0);
    let (visit, proofs) = proved(fleet, "ada", SEED).await;
    let restarted = &kiosks[2];
    restarted.ambient.set(fleet.here.service.now());
    assert!(matches!(reset(restarted, &visit, "ada", proofs).await, ResetAnswer::Done(..)), "a kiosk that was started again");
}
