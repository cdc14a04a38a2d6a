//! Sets of answers: which one proves, and that every answer of every other is looked at too.

use super::*;
use crate::domain::id::{AccountId, ChallengeId, VisitId};
use crate::domain::method::Gate;

const OPENED: Moment = Moment::from_millis(1_000_000);
const EXPIRES: Moment = Moment::from_millis(1_600_000);
/// As little as Argon2 takes.
const LOWEST: AnswerCost = AnswerCost { memory_kib: 8, passes: 1 };

fn challenge(method: Method) -> OpenChallenge {
    OpenChallenge {
        id: ChallengeId::from_stored("C".to_owned()),
        account: Some(AccountId::from_stored("A".to_owned())),
        visit: VisitId::from_stored("V".to_owned()),
        gate: Gate::Second,
        method,
        opened: OPENED,
        expires: EXPIRES,
    }
}

fn key() -> AnswerKey {
    AnswerKey::new([7; 32])
}

fn id(name: &str) -> AnswerId {
    AnswerId::from_stored(name.to_owned())
}

fn stored(name: &str, answer: &str) -> StoredAnswer {
    let form = Form::V1;
    let hash = hashed(&normal(answer, form), form, &key(), LOWEST, &[3; 16]).expect("a hash");
    StoredAnswer { id: id(name), form, hash }
}

fn given(answers: &[(&str, &str)]) -> Vec<GivenAnswer> {
    let typed = |text: &str| Secret::new(text.to_owned());
    answers.iter().map(|(to, text)| GivenAnswer { to: id(to), typed: typed(text) }).collect()
}

const PRETENCE: Pretence = Pretence { form: Form::V1, cost: AnswerCost { memory_kib: 8, passes: 1 } };

const RIGHT: [(&str, &str); 3] = [("one", " GHENT "), ("two", "Zoe\u{308}"), ("three", "red")];

fn try_answers(put: &[&str], answers: &[(&str, &str)], now: Moment) -> Result<Proof, Refusal> {
    let kept = [stored("one", "Ghent"), stored("two", "zoë"), stored("three", "Red"), stored("four", "Rex")];
    let put: Vec<_> = put.iter().map(|name| id(name)).collect();
    verify(&challenge(Method::Questions), &put, &kept, &given(answers), (&key(), PRETENCE), now)
}

#[test]
fn all_right_answers_prove_whatever_their_order() {
    let proof = try_answers(&["one", "two", "three"], &RIGHT, OPENED).expect("three right answers");
    assert_eq!((proof.method(), proof.gate()), (Method::Questions, Gate::Second));
    let [one, two, three] = RIGHT;
    assert!(try_answers(&["one", "two", "three"], &[three, one, two], OPENED).is_ok());
}

#[test]
fn one_wrong_or_missing_or_strange_answer_spoils_the_set() {
    let [one, two, three] = RIGHT;
    let put = ["one", "two", "three"];
    for answers in [
        vec![("one", "Gent"), two, three],
        vec![one, two, ("three", "blue")],
        vec![one, two, ("three", "")],
        vec![one, two],
        vec![one, two, three, ("four", "rex")],
        vec![one, two, ("four", "rex")],
        vec![one, one, one],
        vec![("one", "zoë"), ("two", "Ghent"), three],
        vec![],
    ] {
        assert_eq!(try_answers(&put, &answers, OPENED), Err(Refusal::Wrong), "{answers:?}");
    }
}

#[test]
fn a_challenge_without_questions_proves_nothing() {
    assert_eq!(try_answers(&[], &[], OPENED), Err(Refusal::Wrong));
    let gone = try_answers(&["one", "gone"], &[RIGHT[0], ("gone", "")], OPENED);
    assert_eq!(gone, Err(Refusal::Wrong), "an answer that is not kept any more is nobody's");
}

#[test]
fn every_answer_is_looked_at_whatever_the_others_are() {
    let put = [id("one"), id("two"), id("three")];
    let kept = [stored("one", "Ghent"), stored("two", "zoë"), stored("three", "Red")];
    for wrong in [vec![], vec![0], vec![1], vec![2], vec![0, 1], vec![0, 1, 2]] {
        let answers: Vec<_> = RIGHT.iter().map(|(to, _)| (*to, "x")).collect();
        let mut looked_at = Vec::new();
        let right = are_right(&put, &kept, &given(&answers), |answer, _| {
            looked_at.push(answer.expect("it is kept").id.clone());
            !wrong.contains(&(looked_at.len() - 1))
        });
        assert_eq!((looked_at.as_slice(), right), (put.as_slice(), wrong.is_empty()), "{wrong:?}");
    }
    let mut looked_at = 0;
    are_right(&put, &kept, &given(&[("four", "x")]), |_, _| {
        looked_at += 1;
        true
    });
    assert_eq!(looked_at, 3, "answers to other questions save nobody any work");
    are_right(&put, &[], &given(&RIGHT), |_, _| {
        looked_at += 1;
        true
    });
    assert_eq!(looked_at, 6, "nor do questions that nobody registered answers to");
}

#[test]
fn answers_die_with_their_challenge_and_prove_no_other_method() {
    let put = ["one", "two", "three"];
    assert!(try_answers(&put, &RIGHT, Moment::from_millis(EXPIRES.millis() - 1)).is_ok());
    for dead in [EXPIRES, Moment::from_millis(OPENED.millis() - 1)] {
        assert_eq!(try_answers(&put, &RIGHT, dead), Err(Refusal::Expired));
    }
    for method in [Method::Email, Method::Totp] {
        let verdict =
            verify(&challenge(method), &[id("one")], &[stored("one", "Ghent")], &given(&RIGHT[..1]), (&key(), PRETENCE), OPENED);
        assert_eq!(verdict, Err(Refusal::Expired));
    }
}

#[test]
fn a_hash_is_a_standard_phc_string_that_another_key_or_form_does_not_open() {
    let answer = stored("one", "Ghent");
    assert!(answer.hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{}", answer.hash);
    let typed = Secret::new("ghent".to_owned());
    assert!(is_behind(&answer, &typed, &key()));
    assert!(!is_behind(&answer, &typed, &AnswerKey::new([8; 32])));
    let other = StoredAnswer { form: Form::V1Unpunctuated, ..stored("one", "Ghent") };
    assert!(!is_behind(&other, &typed, &key()), "the form's number is hashed with it");
    assert!(!is_behind(&StoredAnswer { hash: "x".to_owned(), ..answer }, &typed, &key()));
}

#[test]
fn debug_shows_neither_an_answer_nor_its_hash() {
    let shown = format!("{:?} {:?}", stored("one", "Ghent"), given(&RIGHT));
    assert!(!shown.contains("argon2") && !shown.contains("GHENT"), "{shown}");
}
