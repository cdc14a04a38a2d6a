//! Questions at a uniform first gate: whoever types a user ID is asked some, and cannot tell by them whether
//! it exists, is switched off, is managed elsewhere or has registered none.

use std::collections::BTreeSet;

use kiosk::domain::account::Managed;
use kiosk::domain::limit::Scope;
use kiosk::domain::login::LoginKey;
use kiosk::domain::method::Standing;
use kiosk::domain::question::{Question, Topic};
use kiosk::domain::time::Span;
use kiosk::page::PageId;

use crate::story::choose;
use crate::support::{ANSWERS, Kiosk, Making, Person, Sitting, policy};

const NEW: &str = "zebra copper lantern";

/// What can stand behind a user ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum World {
    Known,
    Unknown,
    Disabled,
    Elsewhere,
    WithoutAnswers,
    WithOldQuestions,
}

const WORLDS: [World; 6] =
    [World::Known, World::Unknown, World::Disabled, World::Elsewhere, World::WithoutAnswers, World::WithOldQuestions];

/// More than are borne.
const MISSES: usize = 7;

/// A kiosk whose policy takes questions as a first gate, and as the only one. After a miss the same ones are
/// asked, or others.
async fn kiosk(sticky: bool) -> Kiosk {
    let mut policy = policy();
    (policy.questions.alone, policy.questions.sticky) = (true, sticky);
    policy.base.methods.sort_by_key(|method| method.name() != "questions");
    Kiosk::made(Making { policy, ..Making::default() }).await
}

async fn settle(kiosk: &Kiosk, world: World) {
    let ada = Person::named("ada").questions();
    // Two that are in use here, and one that is not any more.
    let old = [(Question::Topic(Topic::FatherMiddleName), "Jan"), (Question::Own("Which room?".to_owned()), "12")];
    match world {
        World::Unknown => return,
        World::Known => kiosk.add(ada).await,
        World::Disabled => kiosk.add(Person { enabled: false, ..ada }).await,
        World::Elsewhere => kiosk.add(Person { managed: Managed::Elsewhere, ..ada }).await,
        World::WithoutAnswers => kiosk.add(Person::named("ada").totp()).await,
        World::WithOldQuestions => {
            let two = ada.answers.into_iter().take(2);
            kiosk.add(Person { answers: two.chain(old).collect(), ..Person::named("ada") }).await
        }
    };
}

/// A stranger at the page that asks the questions of `login`.
async fn asked<'k>(kiosk: &'k Kiosk, login: &str) -> Sitting<'k> {
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1").await.press(login).await.press("⏎1").await;
    assert_eq!(visit.id(), PageId::AnswerQuestions, "{}", visit.words());
    visit
}

/// The message ids of the questions on the page.
fn labels(visit: &Sitting<'_>) -> Vec<&'static str> {
    visit.page().fields.iter().map(|field| field.label.id).collect()
}

/// The page as it stands, but for which questions it asks and for support codes.
fn seen(visit: &Sitting<'_>) -> String {
    let mut page = visit.page();
    page.lead.retain(|text| text.id != "support-code");
    for field in page.fields.iter_mut().filter(|_| page.id == PageId::AnswerQuestions) {
        assert!(Topic::USUAL.iter().any(|topic| topic.message() == field.label.id), "not in use: {}", field.label.id);
        field.label.id = "a question";
    }
    format!("{page:?}")
}

async fn transcript(world: World, sticky: bool) -> Vec<String> {
    let kiosk = kiosk(sticky).await;
    settle(&kiosk, world).await;
    let mut told = Vec::new();
    let mut visit = asked(&kiosk, "ada").await;
    told.push(seen(&visit));
    visit.press("⏎").await;
    for _ in 0..MISSES {
        told.push(seen(&visit));
        visit.press("x⏎y⏎z⏎").await;
    }
    told.push(seen(&visit));
    // By now there were too many misses, and whoever comes next meets the block.
    let mut visit = kiosk.visit();
    visit.seat.standing = Standing::Open;
    visit.press("1ada⏎").await;
    told.push(seen(&visit));
    visit.press("1").await;
    told.push(seen(&visit));
    told
}

#[tokio::test]
async fn questions_tell_nobody_what_stands_behind_a_user_id() {
    for sticky in [true, false] {
        let known = transcript(World::Known, sticky).await;
        assert!(known.iter().any(|page| page.contains("choose-closed-until")), "the misses do not lead to a block");
        for world in WORLDS {
            for (step, (known, other)) in known.iter().zip(transcript(world, sticky).await).enumerate() {
                assert_eq!(*known, other, "step {step} tells {world:?} apart (sticky: {sticky})");
            }
        }
    }
}

/// The different sets and the different questions that `login` is asked in thirty days.
async fn asked_in_a_month(kiosk: &Kiosk, login: &str) -> (BTreeSet<Vec<&'static str>>, BTreeSet<&'static str>) {
    let (mut sets, mut questions) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..30 {
        let first = labels(&asked(kiosk, login).await);
        assert_eq!(first, labels(&asked(kiosk, login).await), "the same all day");
        assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 3, "no question twice");
        questions.extend(first.iter().copied());
        sets.insert(first);
        kiosk.ambient.advance(Span::hours(25));
    }
    (sets, questions)
}

#[tokio::test]
async fn nobody_has_questions_of_their_own_like_anybody() {
    let kiosk = kiosk(true).await;
    settle(&kiosk, World::Known).await;
    let (sets, known) = asked_in_a_month(&kiosk, "ada").await;
    assert!(sets.len() > 3 && known.len() == 5, "{known:?}");
    let mut all = Vec::new();
    for login in ["bob", "cas", "dee", "eva"] {
        let (sets, questions) = asked_in_a_month(&kiosk, login).await;
        assert!(sets.len() > 3 && (3..=5).contains(&questions.len()), "{login}: {questions:?}");
        all.push(questions);
    }
    assert!(all.windows(2).all(|two| two[0] != two[1]), "each has others: {all:?}");
}

#[tokio::test]
async fn a_miss_brings_nobody_other_questions_where_it_does_so_for_anybody() {
    let kiosk = kiosk(false).await;
    let mut sets = BTreeSet::new();
    for _ in 0..6 {
        // An attempt a day fills no counter.
        kiosk.ambient.advance(Span::hours(3));
        let mut visit = asked(&kiosk, "nobody").await;
        sets.insert(labels(&visit));
        visit.press("x⏎y⏎z⏎").await;
        assert_eq!(visit.id(), PageId::AnswerQuestions, "{}", visit.words());
        sets.insert(labels(&visit));
    }
    assert!(sets.len() > 2, "{sets:?}");
}

/// Types the right answers to what the page asks.
async fn answer(visit: &mut Sitting<'_>) {
    for label in labels(visit) {
        let (_, answer) = ANSWERS.iter().find(|(topic, _)| topic.message() == label).expect("an answer");
        visit.press(answer).await.press("⏎").await;
    }
}

#[tokio::test]
async fn right_answers_open_the_account_of_their_owner() {
    let kiosk = kiosk(true).await;
    settle(&kiosk, World::Known).await;
    let mut visit = asked(&kiosk, "ada").await;
    answer(&mut visit).await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(kiosk.accepts("ada", NEW).await);
}

#[tokio::test]
async fn right_answers_to_an_account_that_cannot_be_reset_are_as_wrong_as_any() {
    for world in [World::Disabled, World::Elsewhere] {
        let kiosk = kiosk(true).await;
        settle(&kiosk, world).await;
        let mut visit = asked(&kiosk, "ada").await;
        answer(&mut visit).await;
        assert_eq!(visit.id(), PageId::AnswerQuestions, "{world:?}");
        assert_eq!(failures(&kiosk, "ada").await, 1, "{world:?}");
    }
}

/// The failures of questions that are counted for `login`.
async fn failures(kiosk: &Kiosk, login: &str) -> u32 {
    let subject = kiosk.store.subject(&LoginKey::of(login));
    let counters = kiosk.store.counters_of(&[&subject], Standing::Open).await.expect("counters");
    let of_method = counters.iter().find(|(_, scope, _)| matches!(scope, Scope::Method(_)));
    of_method.map_or(0, |(_, _, counter)| counter.failures)
}

#[tokio::test]
async fn the_draws_of_a_day_are_swept_when_it_is_over() {
    let kiosk = kiosk(true).await;
    asked(&kiosk, "nobody").await;
    kiosk.ambient.advance(Span::hours(25));
    let now = kiosk.service.now();
    let swept = kiosk.store.sweep(now, [now - Span::days(30); 3]).await.expect("swept");
    assert!(swept >= 1, "{swept}");
    let again = kiosk.store.sweep(now, [now - Span::days(30); 3]).await.expect("swept");
    assert_eq!(again, 0);
}
