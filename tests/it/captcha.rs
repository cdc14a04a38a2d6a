//! Riddles before anybody is looked up: when they are asked, who may solve them, and what is said in
//! both languages.

use std::collections::BTreeMap;

use kiosk::domain::account::Language;
use kiosk::domain::captcha::question::Question;
use kiosk::domain::captcha::words::{Family, Word};
use kiosk::domain::captcha::{CaptchaPolicy, Kind, Riddle, When};
use kiosk::domain::limit::Ceiling;
use kiosk::domain::method::{Gate, Method, Standing};
use kiosk::domain::outcome::{Asked, Ending, Identified};
use kiosk::domain::policy::{Limits, Policy};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::PageId;
use kiosk::service::Seat;
use kiosk::service::source::Source;
use kiosk::texts::word;

use crate::support::{Kiosk, Making, Person, policy};

const ALWAYS: CaptchaPolicy = CaptchaPolicy { trusted: When::Always, open: When::Always };
const DEFAULT: CaptchaPolicy = CaptchaPolicy { trusted: When::Suspicious, open: When::Always };

/// A kiosk with ada, who has an app.
async fn kiosk(captcha: CaptchaPolicy) -> Kiosk {
    let kiosk = Kiosk::made(Making { captcha, ..Making::default() }).await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk
}

fn seat(kiosk: &Kiosk, standing: Standing) -> Seat {
    Seat { standing, ..kiosk.visit().seat }
}

async fn identify(kiosk: &Kiosk, seat: &Seat, login: &str) -> Identified {
    kiosk.service.identify(seat, login).await.expect("an answer")
}

async fn solve(kiosk: &Kiosk, seat: &Seat, typed: &str) -> Identified {
    kiosk.service.solve(seat, "ada", &Secret::new(typed.to_owned())).await.expect("an answer")
}

fn is_asked(answer: &Identified) -> bool {
    matches!(answer, Identified::Captcha(Asked { missed: false, .. }))
}

fn is_missed(answer: &Identified) -> bool {
    matches!(answer, Identified::Captcha(Asked { missed: true, .. }))
}

fn is_welcome(answer: &Identified) -> bool {
    matches!(answer, Identified::Welcome(_))
}

#[tokio::test]
async fn a_visit_solves_one_riddle_and_is_not_asked_again() {
    let kiosk = kiosk(ALWAYS).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎").await;
    assert_eq!(visit.id(), PageId::Captcha);
    visit.press(&kiosk.riddle().to_lowercase()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    visit.press("⎋bob⏎").await;
    assert_eq!(visit.id(), PageId::Identify, "bob is unknown, and no riddle stood before that");
    for (fact, times) in [("captcha-asked", 1), ("captcha-solved", 1), ("captcha-missed", 0), ("identified", 1)] {
        assert_eq!(kiosk.audited(fact).await, times, "{fact}");
    }
}

#[tokio::test]
async fn nobody_is_looked_up_before_the_riddle_is_solved() {
    let kiosk = kiosk(ALWAYS).await;
    let seat = seat(&kiosk, Standing::Trusted);
    for login in ["ada", "nobody", "ada"] {
        assert!(is_asked(&identify(&kiosk, &seat, login).await), "{login}");
    }
    assert_eq!((kiosk.audited("identified").await, kiosk.audited("unknown-login").await), (0, 0));
    kiosk.sql("DROP TABLE counter").await;
    assert!(is_missed(&solve(&kiosk, &seat, "wrong").await), "a missed riddle touches no counter");
}

#[tokio::test]
async fn a_missed_riddle_is_gone_and_another_one_is_there() {
    let kiosk = kiosk(ALWAYS).await;
    let seat = seat(&kiosk, Standing::Trusted);
    identify(&kiosk, &seat, "ada").await;
    let first = kiosk.riddle();
    assert!(is_missed(&solve(&kiosk, &seat, "wrong").await));
    assert_ne!(kiosk.riddle(), first);
    assert!(is_missed(&solve(&kiosk, &seat, &first).await), "the answer to the one before is none");
    assert!(is_welcome(&solve(&kiosk, &seat, &kiosk.riddle()).await));
    assert_eq!(kiosk.audited("captcha-missed").await, 2);
}

#[tokio::test]
async fn one_wrong_answer_uses_a_riddle_up() {
    let kiosk = kiosk(ALWAYS).await;
    let seat = seat(&kiosk, Standing::Trusted);
    identify(&kiosk, &seat, "ada").await;
    let riddle = kiosk.riddle();
    let at_once = tokio::join!(solve(&kiosk, &seat, "wrong"), solve(&kiosk, &seat, "wrong"), solve(&kiosk, &seat, "wrong"));
    assert!([at_once.0, at_once.1, at_once.2].iter().all(|answer| !is_welcome(answer)));
    assert!(is_missed(&solve(&kiosk, &seat, &riddle).await));
    assert!(is_welcome(&solve(&kiosk, &seat, &kiosk.riddle()).await));
}

#[tokio::test]
async fn a_riddle_of_another_visit_is_no_riddle_of_this_one() {
    let kiosk = kiosk(ALWAYS).await;
    let [mine, theirs] = [(); 2].map(|()| seat(&kiosk, Standing::Trusted));
    identify(&kiosk, &mine, "ada").await;
    let answer = kiosk.riddle();
    assert!(is_asked(&solve(&kiosk, &theirs, &answer).await), "who was asked nothing cannot have solved it");
    assert!(is_missed(&solve(&kiosk, &theirs, &answer).await));
    assert!(is_welcome(&solve(&kiosk, &mine, &answer).await));
    assert!(!is_welcome(&identify(&kiosk, &theirs, "ada").await), "what one visit solved is no other's");
}

#[tokio::test]
async fn another_riddle_replaces_the_one_before_and_its_kind_is_kept() {
    let kiosk = kiosk(ALWAYS).await;
    let seat = seat(&kiosk, Standing::Trusted);
    identify(&kiosk, &seat, "ada").await;
    let first = kiosk.riddle();
    let asked = kiosk.service.riddle(&seat, Kind::Question).expect("a riddle");
    assert_eq!(asked.riddle.kind(), Kind::Question);
    let Identified::Captcha(again) = identify(&kiosk, &seat, "ada").await else { panic!("a riddle") };
    assert_eq!(again.riddle.kind(), Kind::Question, "whoever wants to read is not shown a picture again");
    assert!(is_missed(&solve(&kiosk, &seat, &first).await));
    assert!(is_welcome(&solve(&kiosk, &seat, &kiosk.riddle()).await));
    kiosk.service.riddle(&seat, Kind::Picture).expect("a riddle");
    assert!(is_welcome(&identify(&kiosk, &seat, "ada").await), "asking for one more takes nothing back");
}

#[tokio::test]
async fn a_visit_that_is_over_leaves_nothing_solved() {
    let kiosk = kiosk(ALWAYS).await;
    let seat = seat(&kiosk, Standing::Trusted);
    identify(&kiosk, &seat, "ada").await;
    assert!(is_welcome(&solve(&kiosk, &seat, &kiosk.riddle()).await));
    kiosk.service.leave(&seat, Ending::Stopped).await.expect("an answer");
    assert!(is_asked(&identify(&kiosk, &seat, "ada").await));
}

#[tokio::test]
async fn a_crowd_is_asked_where_it_comes_from_and_until_it_is_gone() {
    let kiosk = kiosk(DEFAULT).await;
    let [hall, open] = [Standing::Trusted, Standing::Open].map(|standing| {
        let source = Source::Terminal("Hall B".to_owned());
        Seat { source, ..seat(&kiosk, standing) }
    });
    assert!(is_asked(&identify(&kiosk, &open, "ada").await), "whoever comes from outside is always asked");
    for number in 0..20 {
        assert!(is_welcome(&identify(&kiosk, &hall, "ada").await), "{number}");
    }
    assert!(is_asked(&identify(&kiosk, &hall, "ada").await));
    assert!(is_asked(&identify(&kiosk, &hall, "nobody").await), "whoever is named");
    let elsewhere = Seat { source: Source::Terminal("Hall C".to_owned()), ..seat(&kiosk, Standing::Trusted) };
    assert!(is_welcome(&identify(&kiosk, &elsewhere, "ada").await), "another place is another crowd");
    kiosk.ambient.advance(Span::minutes(10));
    assert!(is_welcome(&identify(&kiosk, &hall, "ada").await));
}

#[tokio::test]
async fn a_store_that_is_gone_lets_nobody_past() {
    let kiosk = kiosk(ALWAYS).await;
    let seat = seat(&kiosk, Standing::Trusted);
    identify(&kiosk, &seat, "ada").await;
    kiosk.sql("ALTER TABLE audit RENAME TO lost").await;
    let solved = kiosk.service.solve(&seat, "ada", &Secret::new(kiosk.riddle())).await;
    assert!(solved.is_err());
    kiosk.sql("ALTER TABLE lost RENAME TO audit").await;
    assert!(is_asked(&identify(&kiosk, &seat, "ada").await), "what was not recorded was not solved");
}

#[tokio::test]
async fn the_audit_holds_neither_answers_nor_what_was_typed() {
    let kiosk = kiosk(ALWAYS).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎hunter2⏎").await;
    let answer = kiosk.riddle();
    visit.press(&answer).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::ChooseMethod);
    assert!(!kiosk.audit_holds(&answer).await && !kiosk.audit_holds("hunter2").await);
    assert!(kiosk.audit_holds("picture").await);
}

#[tokio::test]
async fn a_question_is_answered_in_the_language_that_is_read() {
    let kiosk = kiosk(ALWAYS).await;
    for language in Language::ALL {
        for _ in 0..30 {
            let mut visit = kiosk.visit();
            if language == Language::Dutch {
                visit.event(Event::Input(Input::Key(Key::F(2)))).await;
            }
            visit.press("1ada⏎⇥⇥⇥⏎").await;
            assert_eq!(visit.page().picture, None, "a question");
            let (asked, answer) = (visit.words(), kiosk.riddle());
            if !WITHOUT_ANSWER.contains(&visit.page().fields[0].label.id) {
                assert!(asked.contains(&answer), "{asked}: {answer}");
            }
            visit.press(&answer).await.press("⏎").await;
            assert_eq!(visit.id(), PageId::ChooseMethod, "{asked}: {answer}");
        }
    }
}

/// Questions whose answer is none of the words that are said.
const WITHOUT_ANSWER: [&str; 4] = ["riddle-sum", "riddle-difference", "riddle-first-letter", "riddle-last-letter"];

fn said(language: Language) -> impl Fn(Word) -> String {
    move |named| word(named.id(), language)
}

fn words() -> Vec<Word> {
    let families = Family::ALL.iter().flat_map(|family| family.words()).copied();
    families.chain((0..=20).map(Word::number)).collect()
}

#[test]
fn every_word_is_one_plain_word_of_its_own() {
    for language in Language::ALL {
        let mut seen: BTreeMap<String, Word> = BTreeMap::new();
        for named in words() {
            let text = said(language)(named);
            assert!(!text.contains("word-") && text.chars().all(char::is_alphabetic) && text.chars().count() > 1, "{text}");
            assert_eq!(text, text.to_lowercase());
            // In Dutch that is one letter to some and two to others.
            assert!(!text.ends_with("ij") && !text.starts_with("ij"), "{text}");
            assert_eq!(seen.insert(text.clone(), named), None, "{text}");
        }
        assert!(seen.len() > 150);
    }
}

/// How many of `words` are the first of an alphabet: the Dutch ij is two letters in one, and a y in the other.
fn firsts(mut words: [String; 4]) -> usize {
    words.sort();
    let first = words[0].clone();
    words.sort_by_key(|word| word.replace("ij", "y"));
    if words[0] == first { 1 } else { 2 }
}

#[test]
fn every_question_has_one_answer_in_every_language() {
    for number in 0..5_000_u128 {
        let riddle = Riddle::draw(Kind::Question, number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_le_bytes());
        let Riddle::Question(question) = &riddle else { panic!("a question") };
        for language in Language::ALL {
            let say = said(language);
            let answer = riddle.answer(&say);
            assert!(riddle.is_solved_by(&format!(" {}! ", answer.expose().to_uppercase()), &say), "{question:?}");
            let (Question::Which { words, .. } | Question::Alphabet { words }) = question else { continue };
            let solving = words.iter().filter(|named| riddle.is_solved_by(&say(**named), &say)).count();
            let expected = if matches!(question, Question::Alphabet { .. }) { firsts(words.map(&say)) } else { 1 };
            assert_eq!(solving, expected, "{question:?}");
        }
    }
}

#[tokio::test]
async fn three_failures_in_ten_minutes_at_one_place_ask_for_a_person() {
    let kiosk = kiosk(DEFAULT).await;
    let hall = Seat { source: Source::Terminal("Hall B".to_owned()), ..seat(&kiosk, Standing::Trusted) };
    for failure in 0..3 {
        assert!(is_welcome(&identify(&kiosk, &hall, "ada").await), "{failure}");
        let challenge = crate::limits::opened(&kiosk, &hall, "ada", Gate::First, Method::Totp).await;
        kiosk.service.answer(&hall, challenge, &Secret::new("x".to_owned())).await.expect("an answer");
    }
    let next = Seat { visit: kiosk.service.begin().expect("a name"), ..hall };
    assert!(is_asked(&identify(&kiosk, &next, "nobody").await));
}

#[tokio::test]
async fn while_the_fleet_is_attacked_everybody_is_asked() {
    let limits = Limits { fleet_failures: Ceiling { failures: 4, window: Span::minutes(10) }, ..Limits::MODERN };
    let making = Making { captcha: DEFAULT, policy: Policy { limits, ..policy() }, ..Making::default() };
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada").totp()).await;
    for failure in 0..4 {
        let somewhere = Seat { source: Source::Terminal(format!("Hall {failure}")), ..seat(&kiosk, Standing::Trusted) };
        assert!(is_welcome(&identify(&kiosk, &somewhere, "ada").await), "{failure}");
        let challenge = crate::limits::opened(&kiosk, &somewhere, "ada", Gate::First, Method::Totp).await;
        kiosk.service.answer(&somewhere, challenge, &Secret::new("x".to_owned())).await.expect("an answer");
    }
    let elsewhere = Seat { source: Source::Terminal("Hall Z".to_owned()), ..seat(&kiosk, Standing::Trusted) };
    assert!(is_asked(&identify(&kiosk, &elsewhere, "ada").await));
    kiosk.ambient.advance(Span::minutes(10));
    let later = seat(&kiosk, Standing::Trusted);
    assert!(is_welcome(&identify(&kiosk, &later, "ada").await), "until it is over");
}
