//! Questions as a gate: which are put to whom and when, and what the authority makes of the answers.

mod put;

use std::sync::Arc;

use kiosk::domain::account::Language;
use kiosk::domain::id::AnswerId;
use kiosk::domain::limit::Scope;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{
    Answered, Identified, Offer, Opened, QuestionSet, QuestionsAnswered, StopReason, Trouble, Way, WrongAnswer,
};
use kiosk::domain::policy::Policy;
use kiosk::domain::proof::answers::GivenAnswer;
use kiosk::domain::question::Question;
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::hashing::HashingCost;
use kiosk::texts::{Zone, say};

use crate::limits::{opened, seat, twin};
use crate::story::choose;
use crate::support::{ANSWERS, Kiosk, LOWEST_COST, Making, Person, Sitting, policy};

const NEW: &str = "zebra copper lantern";
const LATER: Way = Way::Questions { first: false };

async fn with(change: impl FnOnce(&mut Policy)) -> Kiosk {
    let mut policy = policy();
    change(&mut policy);
    Kiosk::made(Making { policy, ..Making::default() }).await
}

fn quiz() -> Person {
    Person::named("ada").totp().questions().group("two")
}

/// The ways that `login` is offered.
async fn offered(kiosk: &Kiosk, seat: &Seat) -> (LoginKey, Vec<Offer>) {
    match kiosk.service.identify(seat, "ada").await.expect("an answer") {
        Identified::Welcome(person) => (person.login, person.offers),
        other => panic!("{other:?}"),
    }
}

/// A visit whose first gate is passed by the app; each with the app's next code.
async fn proved(kiosk: &Kiosk) -> Seat {
    kiosk.ambient.advance(Span::seconds(60));
    let seat = seat(kiosk);
    let challenge = opened(kiosk, &seat, "ada", Gate::First, Method::Totp).await;
    let code = Secret::new(kiosk.totp());
    assert!(matches!(kiosk.service.answer(&seat, challenge, &code).await, Ok(Answered::Proved { .. })));
    seat
}

async fn try_put(kiosk: &Kiosk, seat: &Seat, way: &Way) -> Result<Opened, Trouble> {
    let (account, _) = offered(kiosk, seat).await;
    kiosk.service.open(seat, &account, Gate::Second, way).await
}

async fn put(kiosk: &Kiosk, seat: &Seat) -> QuestionSet {
    match try_put(kiosk, seat, &LATER).await.expect("an answer") {
        Opened::Questions(asked) => asked,
        other => panic!("{other:?}"),
    }
}

fn right(question: &Question) -> &'static str {
    let Question::Topic(topic) = question else { panic!("{question:?}") };
    ANSWERS.iter().find(|(of, _)| of == topic).expect("an answer").1
}

/// Right answers to a set, but for those at `wrong`.
fn answers(asked: &QuestionSet, wrong: &[usize]) -> Vec<GivenAnswer> {
    let answer = |(place, asked): (usize, &kiosk::domain::outcome::AskedQuestion)| {
        let text = if wrong.contains(&place) { "something else" } else { right(&asked.question) };
        GivenAnswer { to: asked.answer.clone(), typed: Secret::new(text.to_uppercase()) }
    };
    asked.questions.iter().enumerate().map(answer).collect()
}

async fn guess(kiosk: &Kiosk, seat: &Seat, asked: QuestionSet, wrong: &[usize]) -> QuestionsAnswered {
    let given = answers(&asked, wrong);
    kiosk.service.answer_questions(seat, asked, given).await.expect("an answer")
}

fn ids(asked: &QuestionSet) -> Vec<AnswerId> {
    asked.questions.iter().map(|asked| asked.answer.clone()).collect()
}

/// The failures in the counters of `ada`.
async fn failures(kiosk: &Kiosk) -> Vec<(Scope, u32)> {
    let subject = kiosk.store.subject(&LoginKey::of("ada"));
    let mut tx = kiosk.store.begin().await.expect("a transaction");
    let counters = tx.counters(&subject, Standing::Trusted).await.expect("counters");
    counters.into_iter().map(|(scope, counter)| (scope, counter.failures)).filter(|(_, failures)| *failures > 0).collect()
}

/// Types an answer to each question that the page asks.
pub async fn answer_the_page(visit: &mut Sitting<'_>) {
    for field in visit.page().fields {
        let (_, answer) = ANSWERS.iter().find(|(topic, _)| topic.message() == field.label.id).expect("an answer");
        visit.press(answer).await.press("⏎").await;
    }
}

#[tokio::test]
async fn a_password_is_reset_by_app_and_questions() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz()).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.page().choices.len(), 1, "no questions at the first gate: {}", visit.words());
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎1").await;
    assert_eq!(visit.id(), PageId::AnswerQuestions);
    assert!(visit.words().contains("You can try 6 times."), "{}", visit.words());
    answer_the_page(&mut visit).await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await);
    assert!(kiosk.audit_holds("totp,questions").await, "the audit names what proved it");
}

#[tokio::test]
async fn the_audit_holds_neither_questions_nor_answers() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { answers: own_questions(), ..quiz() }).await;
    let seat = proved(&kiosk).await;
    let asked = put(&kiosk, &seat).await;
    let given =
        asked.questions.iter().map(|asked| GivenAnswer { to: asked.answer.clone(), typed: Secret::new("canary".to_owned()) });
    let given = given.collect();
    assert!(matches!(kiosk.service.answer_questions(&seat, asked, given).await, Ok(QuestionsAnswered::Wrong(_))));
    assert_eq!(kiosk.audited("answer-wrong").await, 1);
    for text in ["canary", "secret building", "first-", "Ghent"] {
        assert!(!kiosk.audit_holds(text).await, "{text}");
    }
}

fn own_questions() -> Vec<(Question, &'static str)> {
    let own = |number: usize| Question::Own(format!("Which secret building did you work in, {number}?"));
    (0..5).map(own).zip(ANSWERS.map(|(_, answer)| answer)).collect()
}

#[tokio::test]
async fn an_own_question_is_asked_in_its_own_words() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { answers: own_questions(), ..quiz() }).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.totp()).await.press("⏎1").await;
    let label = &visit.page().fields[0].label;
    for language in Language::ALL {
        assert!(say(label, language, &Zone::utc()).starts_with("Which secret building did you work in, "));
    }
}

#[tokio::test]
async fn one_wrong_answer_fails_the_set_as_one_try_and_looks_like_any_other() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz()).await;
    let seat = proved(&kiosk).await;
    let mut asked = put(&kiosk, &seat).await;
    for (tries_left, wrong) in [(5, vec![0]), (4, vec![1]), (3, vec![2]), (2, vec![0, 1, 2])] {
        let before = ids(&asked);
        let QuestionsAnswered::Wrong(back) = guess(&kiosk, &seat, asked, &wrong).await else { panic!("not wrong") };
        assert_eq!((back.challenge.tries_left, ids(&back)), (tries_left, before), "{wrong:?}");
        asked = back;
    }
    assert_eq!(failures(&kiosk).await, [(Scope::Account, 4), (Scope::Method(Method::Questions), 4)]);
    assert!(matches!(guess(&kiosk, &seat, asked, &[]).await, QuestionsAnswered::Proved { .. }));
    let stay = [(Scope::Account, 4), (Scope::Method(Method::Questions), 4)];
    assert_eq!(failures(&kiosk).await, stay, "a right set gives back its own try and no other");
}

#[tokio::test]
async fn six_misses_block_the_questions_and_no_other_way() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz().email("ada@example.org")).await;
    let seat = proved(&kiosk).await;
    let mut asked = put(&kiosk, &seat).await;
    for _ in 0..5 {
        let QuestionsAnswered::Wrong(back) = guess(&kiosk, &seat, asked, &[1]).await else { panic!("not wrong") };
        asked = back;
    }
    let copy = QuestionSet { challenge: twin(&asked.challenge), questions: asked.questions.clone() };
    let QuestionsAnswered::Stop(stop) = guess(&kiosk, &seat, asked, &[1]).await else { panic!("not blocked") };
    assert!(matches!(stop.reason, StopReason::Blocked { scope: Scope::Method(Method::Questions), .. }), "{stop:?}");
    let late = guess(&kiosk, &seat, copy, &[]).await;
    assert!(stop.missed, "the last set was looked at, and wrong");
    assert!(matches!(late, QuestionsAnswered::Dead(_)), "a right set comes too late: {late:?}");
    let (_, offers) = offered(&kiosk, &seat).await;
    let blocked: Vec<_> = offers.iter().filter(|offer| offer.blocked.is_some()).map(|offer| offer.way.method()).collect();
    assert_eq!(blocked, [Method::Questions]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_wrong_sets_at_once_never_exceed_the_limit() {
    let making = Making { hashing: HashingCost { queue: 64, ..LOWEST_COST }, ..Making::default() };
    let kiosk = Arc::new(Kiosk::made(making).await);
    kiosk.add(quiz()).await;
    let seat = proved(&kiosk).await;
    let mut sets = Vec::new();
    for _ in 0..64 {
        sets.push(put(&kiosk, &seat).await);
    }
    let mut guesses = tokio::task::JoinSet::new();
    for asked in sets {
        let (service, seat, given) = (Arc::clone(&kiosk.service), seat.clone(), answers(&asked, &[2]));
        guesses.spawn(async move { service.answer_questions(&seat, asked, given).await });
    }
    let answers = guesses.join_all().await;
    assert!(!answers.iter().any(|answer| matches!(answer, Ok(QuestionsAnswered::Proved { .. }))));
    assert!(answers.iter().filter(|answer| matches!(answer, Err((_, Trouble::Busy)))).count() == 0, "the queue has room");
    assert_eq!(kiosk.audited("answer-wrong").await, 6, "exactly as many sets as the limit were looked at");
    assert_eq!(failures(&kiosk).await, [(Scope::Account, 6), (Scope::Method(Method::Questions), 6)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_right_sets_at_once_one_wins() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz()).await;
    let seat = proved(&kiosk).await;
    let asked = put(&kiosk, &seat).await;
    let copy = QuestionSet { challenge: twin(&asked.challenge), questions: asked.questions.clone() };
    let (one, two) = tokio::join!(guess(&kiosk, &seat, asked, &[]), guess(&kiosk, &seat, copy, &[]));
    let proved = [one, two].into_iter().filter(|answer| matches!(answer, QuestionsAnswered::Proved { .. })).count();
    assert_eq!(proved, 1);
}

#[tokio::test]
async fn who_comes_when_the_queue_is_full_loses_no_try() {
    let making = Making { hashing: HashingCost { at_once: 1, queue: 1, ..LOWEST_COST }, ..Making::default() };
    let kiosk = Kiosk::made(making).await;
    kiosk.add(quiz()).await;
    let seat = proved(&kiosk).await;
    let (one, two) = (put(&kiosk, &seat).await, put(&kiosk, &seat).await);
    let (given, wrong) = (answers(&one, &[]), answers(&two, &[0]));
    // The second asks while the first has the only place: it has not let go of it before its debit.
    let (first, second) =
        tokio::join!(kiosk.service.answer_questions(&seat, one, given), kiosk.service.answer_questions(&seat, two, wrong));
    assert!(matches!(first, Ok(QuestionsAnswered::Proved { .. })), "{first:?}");
    assert!(matches!(second, Err((_, Trouble::Busy))), "{second:?}");
    assert_eq!(failures(&kiosk).await, []);
    assert_eq!(kiosk.audited("answer-wrong").await, 0);
}

#[tokio::test]
async fn answers_to_other_questions_are_worth_nothing() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz()).await;
    let seat = proved(&kiosk).await;
    let asked = put(&kiosk, &seat).await;
    let account = kiosk.account("ada").await.id;
    let mut tx = kiosk.store.begin().await.expect("a transaction");
    let all = tx.questions(&account).await.expect("questions");
    drop(tx);
    let put_now = ids(&asked);
    let others: Vec<_> = all.into_iter().filter(|question| !put_now.contains(&question.answer)).collect();
    assert_eq!(others.len(), 2);
    let known = QuestionSet { challenge: twin(&asked.challenge), questions: [others, asked.questions[..1].to_vec()].concat() };
    let given = answers(&known, &[]);
    let QuestionsAnswered::Wrong(_) = kiosk.service.answer_questions(&seat, known, given).await.expect("an answer") else {
        panic!("the page chose its own questions")
    };
    let mut more = answers(&asked, &[]);
    more.push(GivenAnswer { to: more[0].to.clone(), typed: Secret::new("Ghent".to_owned()) });
    let answer = kiosk.service.answer_questions(&seat, asked, more).await;
    assert!(matches!(answer, Ok(QuestionsAnswered::Wrong(_))), "{answer:?}");
}

#[tokio::test]
async fn answers_are_worth_nothing_in_another_visit_or_to_another_challenge() {
    let kiosk = Kiosk::new().await;
    kiosk.add(quiz()).await;
    let mine = proved(&kiosk).await;
    let asked = put(&kiosk, &mine).await;
    let stranger = seat(&kiosk);
    let copy = QuestionSet { challenge: twin(&asked.challenge), questions: asked.questions.clone() };
    let QuestionsAnswered::Dead(back) = guess(&kiosk, &stranger, copy, &[]).await else { panic!("another visit's") };
    assert_eq!(back.challenge.tries_left, 0);
    // The app's challenge, answered with right answers; and the questions', with the app's right code.
    kiosk.ambient.advance(Span::seconds(60));
    let app = opened(&kiosk, &mine, "ada", Gate::Second, Method::Totp).await;
    let crossed = QuestionSet { challenge: app, questions: asked.questions.clone() };
    let answer = guess(&kiosk, &mine, crossed, &[]).await;
    assert!(matches!(answer, QuestionsAnswered::Dead(_)), "{answer:?}");
    let code = Secret::new(kiosk.totp());
    let answer = kiosk.service.answer(&mine, asked.challenge, &code).await;
    assert!(matches!(answer, Ok(Answered::Wrong { why: WrongAnswer::Dead, .. })), "{answer:?}");
}
