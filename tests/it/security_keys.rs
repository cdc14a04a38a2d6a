//! Security keys: registered and used with the real `ssh-keygen`, against an agent of these tests' own.

pub mod agent;
#[path = "../../src/domain/proof/signature/soft_key.rs"]
#[expect(dead_code, reason = "the tests of the verifier have a use for the rest")]
pub mod soft_key;
mod spoken;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use kiosk::domain::account::{Account, Origin};
use kiosk::domain::id::SecurityKeyId;
use kiosk::domain::limit::Scope;
use kiosk::domain::method::{Gate, Gates, Method, Standing};
use kiosk::domain::outcome::{Answered, Challenge, Opened, StopReason, ToSign, Way, WrongAnswer};
use kiosk::domain::proof::signature::BadSignature;
use kiosk::domain::registration::{Change, ChangeOutcome, Changed, Drafted, Entered, Unfit, Wish};
use kiosk::domain::security_key::SecurityKey;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::input::{Input, Key};
use kiosk::page::{Page, PageId};
use kiosk::service::Seat;
use kiosk::store::{Close, NewSecurityKey, StoreError};
use kiosk::transact;

use self::agent::Agent;
use self::soft_key::{Kind, SoftKey, TOUCHED};
use crate::limits::{offers, opened, twin};
use crate::registering::{change, draft, pick, secret, signed_in};
use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting};

const NEW: &str = "zebra copper lantern";
const NAMESPACE: &str = "kiosk@contoso";

/// Somebody who came over a line, where pages explain.
fn visit(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.seat.may_paste = true;
    visit
}

fn seat(kiosk: &Kiosk) -> Seat {
    visit(kiosk).seat
}

/// The same where they do not.
fn stranger(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = visit(kiosk);
    visit.seat.standing = Standing::Open;
    visit
}

/// Pastes `text` and sends it.
async fn paste(visit: &mut Sitting<'_>, text: &str) {
    visit.event(Event::Input(Input::Paste(text.to_owned().into()))).await;
    visit.press("⏎").await;
}

/// The text that the page asks to sign.
fn text_on(page: &Page) -> String {
    let command = page.command.as_ref().expect("a command").in_one_line();
    command.split(' ').nth(1).expect("a text").to_owned()
}

/// Registers `key` for `login` past the pages.
pub async fn registered(kiosk: &Kiosk, login: &str, key: &SoftKey, counter: u32) -> SecurityKeyId {
    let owner = kiosk.account(login).await.id;
    let id = SecurityKeyId::new(kiosk.service.now(), kiosk.ambient.entropy().expect("bytes"));
    let (read, name) = SecurityKey::read(&key.line("ada@laptop")).expect("a key");
    let new = NewSecurityKey { id: &id, key: &read, name: &name, counter };
    let added: Result<(), StoreError> = transact!(kiosk.store, |tx| async {
        tx.add_security_key(&owner, &new, kiosk.service.now()).await?;
        Ok(Close::Commit(()))
    });
    added.expect("a key");
    id
}

async fn kiosk_with(person: Person, key: &SoftKey) -> Kiosk {
    let (kiosk, login) = (Kiosk::new().await, person.login);
    kiosk.add(person).await;
    registered(&kiosk, login, key, 7).await;
    kiosk
}

fn to_sign(challenge: &Challenge) -> &str {
    let Some(ToSign(text)) = &challenge.to_sign else { panic!("nothing to sign") };
    text.expose()
}

async fn challenged(kiosk: &Kiosk, seat: &Seat) -> Challenge {
    opened(kiosk, seat, "ada", Gate::First, Method::SecurityKey).await
}

async fn answered(kiosk: &Kiosk, seat: &Seat, challenge: Challenge, armour: &str) -> Answered {
    kiosk.service.answer(seat, challenge, &secret(armour)).await.expect("an answer")
}

fn why(answered: &Answered) -> BadSignature {
    match answered {
        Answered::Wrong { why: WrongAnswer::Signature(bad), .. } => *bad,
        other => panic!("{other:?}"),
    }
}

async fn counter(kiosk: &Kiosk) -> Vec<u32> {
    let owner = kiosk.account("ada").await.id;
    let found: Result<_, StoreError> = transact!(kiosk.store, |tx| async { Ok(Close::Undo(tx.security_keys(&owner).await?)) });
    found.expect("the store").iter().map(|key| key.counter).collect()
}

/// From no key to a new password with it, by `ssh-keygen`.
pub async fn a_key_is_registered_and_resets(kiosk: &Kiosk, kind: Kind) {
    let agent = Agent::holding(SoftKey::new(kind, 1));
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let mut member = visit(kiosk);
    member.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    pick(&mut member, "Add a security key").await;
    paste(&mut member, &format!("{}\n", agent.key.line("ada@laptop"))).await;
    assert_eq!(member.id(), PageId::AddMethod, "{}", member.words());
    let text = text_on(&member.page());
    assert!(text.starts_with("register-"), "{text}");
    assert_eq!(kiosk.account("ada").await.security_keys.len(), 0, "it counts for nothing before it has signed");
    paste(&mut member, &agent.sign(&text, NAMESPACE)).await;
    assert_eq!(member.id(), PageId::Methods, "{}", member.words());
    assert!(member.words().contains("your security key counts from now on"), "{}", member.words());
    assert!(member.words().contains("Security key ada@laptop (new password, these settings)"), "{}", member.words());
    let letters = kiosk.mailbox().await;
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "desk@example.org"));
    assert!(letters[0].body.expose().contains("A security key was added."), "{}", letters[0].body.expose());
    assert_eq!((kiosk.audited("registration-changed").await, counter(kiosk).await), (1, vec![1]));
    let mut visit = visit(kiosk);
    visit.press("1ada⏎").await;
    pick(&mut visit, "Sign with my security key").await;
    assert_eq!(visit.id(), PageId::SignKey, "{}", visit.words());
    let armour = agent.sign(&text_on(&visit.page()), NAMESPACE);
    paste(&mut visit, &armour).await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
    choose(&mut visit, NEW).await;
    assert!(kiosk.accepts("ada", NEW).await);
    assert_eq!((kiosk.audited("gate-passed").await, counter(kiosk).await), (1, vec![2]));
}

#[tokio::test]
async fn an_ed25519_key_is_registered_and_opens_the_account() {
    a_key_is_registered_and_resets(&Kiosk::new().await, Kind::Ed25519).await;
}

#[tokio::test]
async fn an_ecdsa_key_is_registered_and_opens_the_account() {
    a_key_is_registered_and_resets(&Kiosk::new().await, Kind::P256).await;
}

#[tokio::test]
async fn what_ssh_keygen_made_wrong_is_refused_for_what_is_wrong() {
    let agent = Agent::holding(SoftKey::new(Kind::Ed25519, 1));
    let kiosk = kiosk_with(Person::named("ada"), &agent.key).await;
    agent.counter.store(20, Ordering::SeqCst);
    let mut visit = visit(&kiosk);
    visit.press("1ada⏎1").await;
    let text = text_on(&visit.page());
    let mut refused = async |armour: String, said: &str| {
        paste(&mut visit, &armour).await;
        assert!(visit.words().contains(said), "{said}: {}", visit.words());
        text_on(&visit.page())
    };
    let again = refused(agent.sign(&text, "kiosk@fabrikam"), "Leave -n kiosk@contoso in the command").await;
    assert_eq!(again, text, "a wrong one costs no other text");
    refused(agent.sign("reset-AAAAAAAAAAAAAAAA", NAMESPACE), "a signature of something else").await;
    agent.flags.store(0, Ordering::SeqCst);
    refused(agent.sign(&text, NAMESPACE), "Nobody touched the key").await;
    agent.flags.store(TOUCHED, Ordering::SeqCst);
    agent.counter.store(7, Ordering::SeqCst);
    refused(agent.sign(&text, NAMESPACE), "there may be a copy of it").await;
    let other = Agent::holding(SoftKey::new(Kind::P256, 2));
    refused(other.sign(&text, NAMESPACE), "That key is not registered here").await;
    assert_eq!(kiosk.audited("key-may-be-copied").await, 1);
    assert_eq!((kiosk.audited("answer-wrong").await, kiosk.failures("ada").await), (4, 0), "nobody guesses one");
    agent.counter.store(8, Ordering::SeqCst);
    let armour = agent.sign(&text, NAMESPACE);
    paste(&mut visit, &armour).await;
    assert_eq!(visit.id(), PageId::NewPassword, "{}", visit.words());
    assert_eq!(counter(&kiosk).await, [8]);
}

/// Where nobody may be spoken of, a copy shows in the audit only, and everybody is told the same.
#[tokio::test]
async fn where_pages_are_uniform_a_key_and_no_key_are_told_alike() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let kiosk = kiosk_with(Person::named("ada"), &key).await;
    kiosk.add(Person::named("bob").totp()).await;
    kiosk.add(Person { enabled: false, ..Person::named("off") }).await;
    registered(&kiosk, "off", &key, 7).await;
    // The first whoever fails makes the row of the fleet.
    tried(&kiosk, "first", &key, 8).await;
    let mut told = Vec::new();
    for login in ["bob", "off", "nobody"] {
        told.push(tried(&kiosk, login, &key, 8).await);
    }
    told.push(tried(&kiosk, "ada", &SoftKey::new(Kind::Ed25519, 2), 8).await);
    told.push(tried(&kiosk, "ada", &key, 7).await);
    assert!(told.iter().all(|pages| *pages == told[0]), "{told:#?}");
    assert_eq!(kiosk.audited("key-may-be-copied").await, 1);
    let mut right = stranger(&kiosk);
    right.press("1ada⏎").await;
    pick(&mut right, "Sign with my security key").await;
    let armour = key.armour(&text_on(&right.page()), NAMESPACE, TOUCHED, 8);
    paste(&mut right, &armour).await;
    assert_eq!(right.id(), PageId::NewPassword, "{}", right.words());
}

/// Every word that a stranger sees who tries `key` as `login`, without what was drawn.
async fn tried(kiosk: &Kiosk, login: &str, key: &SoftKey, counter: u32) -> Vec<String> {
    let before = kiosk.traces().await;
    let mut visit = stranger(kiosk);
    visit.press("1").await.press(login).await.press("⏎").await;
    let mut pages = vec![visit.words()];
    pick(&mut visit, "Sign with my security key").await;
    let text = text_on(&visit.page());
    pages.push(visit.words());
    for (namespace, flags, counter) in [("kiosk@fabrikam", TOUCHED, 20), (NAMESPACE, 0, 20), (NAMESPACE, TOUCHED, counter)] {
        paste(&mut visit, &key.armour(&text, namespace, flags, counter)).await;
        pages.push(visit.words());
    }
    let after = kiosk.traces().await;
    pages.push(format!("{:?}", [0, 1, 2, 3].map(|kind| after[kind] - before[kind])));
    pages
}

#[tokio::test]
async fn a_signature_proves_one_gate_of_one_visit_once() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let kiosk = kiosk_with(Person::named("ada").totp().group("two"), &key).await;
    let (here, there) = (seat(&kiosk), seat(&kiosk));
    let (mine, other) = (challenged(&kiosk, &here).await, challenged(&kiosk, &there).await);
    let armour = key.armour(to_sign(&mine), NAMESPACE, TOUCHED, 8);
    assert_eq!(why(&answered(&kiosk, &there, other, &armour).await), BadSignature::OtherText, "of another visit");
    let stolen = kiosk.service.answer(&there, twin(&mine), &secret(&armour)).await.expect("an answer");
    assert!(matches!(stolen, Answered::Wrong { why: WrongAnswer::Dead, .. }), "{stolen:?}");
    let again = twin(&mine);
    assert!(matches!(answered(&kiosk, &here, mine, &armour).await, Answered::Proved { .. }));
    let replayed = answered(&kiosk, &here, again, &armour).await;
    assert!(matches!(replayed, Answered::Wrong { why: WrongAnswer::Dead, .. }), "{replayed:?}");
    let (login, _) = offers(&kiosk, &there, "ada").await;
    let second = kiosk.service.open(&here, &login, Gate::Second, &Way::SecurityKey).await.expect("an answer");
    if let Opened::Challenge(second) = second {
        assert_eq!(why(&answered(&kiosk, &here, second, &armour).await), BadSignature::OtherText, "of another gate");
    }
}

/// A page that says what it wants signed is not believed.
#[tokio::test]
async fn no_page_chooses_what_is_signed() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let kiosk = kiosk_with(Person::named("ada"), &key).await;
    let seat = seat(&kiosk);
    let old = challenged(&kiosk, &seat).await;
    let armour = key.armour(to_sign(&old), NAMESPACE, TOUCHED, 8);
    for forged in [old.to_sign, Some(ToSign(secret("x"))), None] {
        let challenge = Challenge { to_sign: forged, ..challenged(&kiosk, &seat).await };
        assert_eq!(why(&answered(&kiosk, &seat, challenge, &armour).await), BadSignature::OtherText);
    }
    assert_eq!(counter(&kiosk).await, [7]);
}

#[tokio::test]
async fn in_the_hall_a_key_is_offered_nowhere_and_taken_nowhere() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let kiosk = kiosk_with(Person::named("ada").totp(), &key).await;
    kiosk.add(Person::named("bob").email("bob@example.org").group("two")).await;
    registered(&kiosk, "bob", &key, 0).await;
    kiosk.add(Person::named("eve")).await;
    let mut hall = kiosk.visit();
    hall.press("1ada⏎").await;
    let offered: Vec<&str> = hall.page().choices.iter().map(|choice| choice.id).collect();
    assert_eq!(offered, ["choose-totp"]);
    let opened = kiosk.service.open(&hall.seat, &offers(&kiosk, &hall.seat, "ada").await.0, Gate::First, &Way::SecurityKey).await;
    assert!(matches!(opened, Ok(Opened::Changed(_))), "{opened:?}");
    let far = seat(&kiosk);
    let challenge = challenged(&kiosk, &far).await;
    let armour = key.armour(to_sign(&challenge), NAMESPACE, TOUCHED, 8);
    let carried = Seat { may_paste: false, ..far };
    let answer = answered(&kiosk, &carried, challenge, &armour).await;
    assert!(matches!(answer, Answered::Wrong { why: WrongAnswer::Dead, .. }), "{answer:?}");
    let mut short = kiosk.visit();
    short.press("1bob⏎").await;
    assert_eq!(short.id(), PageId::StopUnregistered, "{}", short.words());
    assert!(short.words().contains("Come over SSH from your own computer"), "{}", short.words());
    let mut member = kiosk.visit();
    member.press("3eve⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    assert_eq!(member.id(), PageId::Methods);
    assert!(!member.words().contains("ecurity key"), "{}", member.words());
    let mut uniform = kiosk.visit();
    uniform.seat.standing = Standing::Open;
    uniform.press("1nobody⏎").await;
    assert!(!uniform.words().contains("ecurity key"), "{}", uniform.words());
}

/// Where one way of two must be a key, nobody is sent to look for it in a list where it is not, nor to an administrator.
#[tokio::test]
async fn in_the_hall_it_is_said_where_the_key_is_added_that_is_missing() {
    let mut making = Making::default();
    making.policy.base.methods = vec![Method::Totp, Method::SecurityKey];
    making.policy.base.gates = Gates::Two;
    let kiosk = Kiosk::made(making).await;
    kiosk.add(Person::named("ada")).await;
    for (may_paste, is_said) in [(false, true), (true, false)] {
        let mut member = kiosk.visit();
        member.seat.may_paste = may_paste;
        member.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
        assert_eq!(member.id(), PageId::Methods);
        assert_eq!(member.words().contains("Nobody can add one here: come over SSH"), is_said, "{}", member.words());
    }
}

/// Whoever could choose the front end would else choose the one where less is asked.
#[tokio::test]
async fn in_the_hall_the_settings_of_whoever_has_a_key_stay_shut() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let kiosk = kiosk_with(Person::named("ada").totp(), &key).await;
    let mut hall = kiosk.visit();
    hall.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    assert_eq!(hall.id(), PageId::MyAccount, "{}", hall.words());
    assert!(hall.words().contains("nobody can use one at this terminal"), "{}", hall.words());
    let hall = kiosk.visit().seat;
    let here = signed_in(&kiosk, &hall).await;
    let entered = kiosk.service.enter_settings(&hall, here, None).await.expect("an answer");
    assert!(matches!(entered, Entered::Shut { by: Method::SecurityKey, .. }), "{entered:?}");
    let wish = Wish::Key(secret(&SoftKey::new(Kind::P256, 9).line("")));
    let Drafted::SignedOut = draft(&kiosk, &hall, signed_in(&kiosk, &hall).await, wish).await else { panic!("a draft") };
    let mut far = visit(&kiosk);
    far.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    assert_eq!(far.id(), PageId::ChooseMethod, "{}", far.words());
    far.press("1").await;
    let text = text_on(&far.page());
    assert!(text.starts_with("settings-"), "{text}");
    paste(&mut far, &key.armour(&text, NAMESPACE, TOUCHED, 8)).await;
    assert_eq!(far.id(), PageId::Methods, "{}", far.words());
}

#[tokio::test]
async fn a_key_is_removed_with_what_other_visits_began_with_it() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let emails = vec![(Origin::Authentication, "ada@example.org")];
    let kiosk = kiosk_with(Person { emails, ..Person::named("ada").totp() }, &key).await;
    let elsewhere = seat(&kiosk);
    let begun = challenged(&kiosk, &elsewhere).await;
    let armour = key.armour(to_sign(&begun), NAMESPACE, TOUCHED, 9);
    let mut far = visit(&kiosk);
    far.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎21").await;
    let text = text_on(&far.page());
    paste(&mut far, &key.armour(&text, NAMESPACE, TOUCHED, 8)).await;
    pick(&mut far, "Security key ada@laptop").await;
    assert_eq!(far.id(), PageId::ConfirmRemove, "{}", far.words());
    pick(&mut far, "Remove it").await;
    assert!(far.words().contains("the security key ada@laptop was removed"), "{}", far.words());
    assert!(kiosk.account("ada").await.security_keys.is_empty());
    let letter = kiosk.mailbox().await.pop().expect("a letter");
    assert!(letter.body.expose().contains("A security key was removed."), "{}", letter.body.expose());
    let late = answered(&kiosk, &elsewhere, begun, &armour).await;
    assert!(matches!(late, Answered::Wrong { why: WrongAnswer::Dead, .. }), "{late:?}");
}

#[tokio::test]
async fn a_key_is_there_once_and_there_are_five_at_most() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    for seed in 1..=4 {
        registered(&kiosk, "ada", &SoftKey::new(Kind::Ed25519, seed), 0).await;
    }
    let seat = seat(&kiosk);
    let signed = signed_in(&kiosk, &seat).await;
    let first = SoftKey::new(Kind::Ed25519, 1);
    let challenge = opened_at(&kiosk, &seat, Gate::Settings).await;
    let armour = first.armour(to_sign(&challenge), NAMESPACE, TOUCHED, 1);
    let Answered::Proved { proof, .. } = answered(&kiosk, &seat, challenge, &armour).await else { panic!("no proof") };
    let entered = kiosk.service.enter_settings(&seat, signed, Some(proof)).await.expect("an answer");
    let Entered::Open { signed_in, .. } = entered else { panic!("{entered:?}") };
    let known = draft(&kiosk, &seat, signed_in, Wish::Key(secret(&first.line("again")))).await;
    let Drafted::Refused { signed_in, why: Unfit::KnownKey } = known else { panic!("{known:?}") };
    let ordinary = draft(&kiosk, &seat, signed_in, Wish::Key(secret(&first.ordinary_line()))).await;
    let Drafted::Refused { signed_in, why: Unfit::Line } = ordinary else { panic!("{ordinary:?}") };
    let fifth = SoftKey::new(Kind::P256, 5);
    let drafted = draft(&kiosk, &seat, signed_in, Wish::Key(secret(&fifth.line("fifth")))).await;
    let Drafted::Key { signed_in, draft: key } = drafted else { panic!("{drafted:?}") };
    let text = key.text().expose().to_owned();
    let other = Change::Key { draft: key, typed: secret(&first.armour(&text, NAMESPACE, TOUCHED, 9)) };
    let refused = change(&kiosk, &seat, signed_in, other).await;
    let ChangeOutcome::Refused { signed_in, change: Change::Key { draft: key, .. }, why } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(why, Unfit::Signature(BadSignature::OtherKey));
    let right = Change::Key { draft: key, typed: secret(&fifth.armour(&text, NAMESPACE, TOUCHED, 0)) };
    let done = change(&kiosk, &seat, signed_in, right).await;
    let ChangeOutcome::Done { signed_in, what: Changed::KeyAdded, .. } = done else { panic!("{done:?}") };
    let sixth = draft(&kiosk, &seat, signed_in, Wish::Key(secret(&SoftKey::new(Kind::P256, 6).line("")))).await;
    assert!(matches!(sixth, Drafted::Refused { why: Unfit::TooMany, .. }), "{sixth:?}");
    let Account { security_keys, .. } = kiosk.account("ada").await;
    assert_eq!((security_keys.len(), security_keys[4].name.as_str()), (5, "fifth"));
}

async fn opened_at(kiosk: &Kiosk, seat: &Seat, gate: Gate) -> Challenge {
    let (login, _) = offers(kiosk, &self::seat(kiosk), "ada").await;
    match kiosk.service.open(seat, &login, gate, &Way::SecurityKey).await.expect("an answer") {
        Opened::Challenge(challenge) => challenge,
        other => panic!("{other:?}"),
    }
}

/// Of one signature that many bring at once, one is taken; of many with counters of their own, each visit proves what is
/// above all before it.
pub async fn of_sixty_four_one_wins(kiosk: Arc<Kiosk>) {
    let key = SoftKey::new(Kind::Ed25519, 1);
    kiosk.add(Person::named("ada")).await;
    registered(&kiosk, "ada", &key, 7).await;
    let seat = seat(&kiosk);
    let challenge = challenged(&kiosk, &seat).await;
    kiosk.sql("UPDATE challenge SET max_tries = 64").await;
    let armour = key.armour(to_sign(&challenge), NAMESPACE, TOUCHED, 8);
    let mut answering = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let (service, seat, copy, armour) = (Arc::clone(&kiosk.service), seat.clone(), twin(&challenge), secret(&armour));
        answering.spawn(async move { service.answer(&seat, copy, &armour).await.ok() });
    }
    assert_eq!(proofs(&answering.join_all().await), 1);
    let mut answering = tokio::task::JoinSet::new();
    for _ in 0..16 {
        // A copy of the key counts as the key does: both sign at 9.
        let seat = self::seat(&kiosk);
        let challenge = challenged(&kiosk, &seat).await;
        let armour = secret(&key.armour(to_sign(&challenge), NAMESPACE, TOUCHED, 9));
        let service = Arc::clone(&kiosk.service);
        answering.spawn(async move { service.answer(&seat, challenge, &armour).await.ok() });
    }
    assert_eq!(proofs(&answering.join_all().await), 1);
    assert_eq!((counter(&kiosk).await, kiosk.audited("gate-passed").await), (vec![9], 2));
}

fn proofs(answers: &[Option<Answered>]) -> usize {
    answers.iter().filter(|answer| matches!(answer, Some(Answered::Proved { .. }))).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixty_four_at_once_one_wins() {
    of_sixty_four_one_wins(Arc::new(Kiosk::new().await)).await;
}

/// A key is never blocked for its owner, whatever strangers do; where they sit, they are stopped.
#[tokio::test]
async fn wrong_signatures_close_nothing_but_the_place_they_come_from() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let kiosk = kiosk_with(Person::named("ada").totp(), &key).await;
    let source = kiosk::service::source::Source::Terminal("line".to_owned());
    let there = |kiosk: &Kiosk| Seat { source: source.clone(), ..seat(kiosk) };
    let mut stopped = None;
    for _ in 0..40 {
        let (login, way) = (kiosk::domain::login::LoginKey::of("ada"), Way::SecurityKey);
        let seat = there(&kiosk);
        match kiosk.service.open(&seat, &login, Gate::First, &way).await.expect("an answer") {
            Opened::Challenge(challenge) => {
                let armour = key.armour("something else", NAMESPACE, TOUCHED, 99);
                if let Answered::Stop(stop) = answered(&kiosk, &seat, challenge, &armour).await {
                    stopped = Some(stop.reason);
                    break;
                }
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(matches!(stopped, Some(StopReason::Blocked { scope: Scope::SourceFailures, .. })), "{stopped:?}");
    assert_eq!(kiosk.failures("ada").await, 0);
    let seat = seat(&kiosk);
    let challenge = challenged(&kiosk, &seat).await;
    let armour = key.armour(to_sign(&challenge), NAMESPACE, TOUCHED, 8);
    assert!(matches!(answered(&kiosk, &seat, challenge, &armour).await, Answered::Proved { .. }));
}

#[tokio::test]
async fn whoever_signs_has_three_minutes_between_two_keys() {
    let kiosk = kiosk_with(Person::named("ada"), &SoftKey::new(Kind::Ed25519, 1)).await;
    let mut visit = visit(&kiosk);
    visit.press("1ada⏎1").await.wait(Span::seconds(179)).await;
    assert_eq!(visit.id(), PageId::SignKey);
    visit.wait(Span::seconds(2)).await;
    assert_eq!(visit.id(), PageId::IdleWarning);
}

/// What is kept of a key opens nothing under another account.
#[tokio::test]
async fn a_row_that_was_moved_to_another_account_does_not_open() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let kiosk = kiosk_with(Person::named("eve"), &key).await;
    kiosk.add(Person::named("ada").totp()).await;
    kiosk.sql("UPDATE security_key SET account_id = (SELECT id FROM account WHERE login = 'ada')").await;
    assert!(kiosk.service.identify(&seat(&kiosk), "ada").await.is_err());
}

/// The pages of keys, for the galleries.
pub async fn pages() -> Vec<(&'static str, Page)> {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let mut pages = member_pages(&key).await;
    let kiosk = kiosk_with(Person::named("ada").totp().group("two"), &key).await;
    let mut visit = visit(&kiosk);
    visit.press("1ada⏎").await;
    pages.push(("choose-method, a key", visit.page()));
    pick(&mut visit, "Sign with my security key").await;
    pages.push(("sign-key", visit.page()));
    visit.press("-----BEGIN SSH SIGNATURE-----⏎U1NIU0lH").await;
    pages.push(("sign-key, half pasted", visit.page()));
    visit.event(Event::Input(Input::Key(Key::Ctrl('u')))).await;
    let text = text_on(&visit.page());
    paste(&mut visit, &key.armour(&text, NAMESPACE, TOUCHED, 7)).await;
    pages.push(("sign-key, counter", visit.page()));
    paste(&mut visit, &key.armour(&text, "file", TOUCHED, 8)).await;
    pages.push(("sign-key, namespace", visit.page()));
    let mut stranger = stranger(&kiosk);
    stranger.press("1nobody⏎").await;
    pick(&mut stranger, "Sign with my security key").await;
    pages.push(("sign-key, uniform", stranger.page()));
    let mut hall = kiosk.visit();
    hall.press("1ada⏎").await;
    pages.push(("stop-unregistered, a key", hall.page()));
    hall = kiosk.visit();
    hall.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    pages.push(("my-account, a key", hall.page()));
    pages
}

async fn member_pages(key: &SoftKey) -> Vec<(&'static str, Page)> {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@example.org").group("two")).await;
    let mut visit = visit(&kiosk);
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    let mut pages = vec![];
    pick(&mut visit, "Add a security key").await;
    pages.push(("add-method, key", visit.page()));
    paste(&mut visit, &key.ordinary_line()).await;
    pages.push(("add-method, ordinary key", visit.page()));
    visit.press("⎋").await;
    paste(&mut visit, &key.line("ada@laptop")).await;
    pages.push(("add-method, key that signs", visit.page()));
    let text = text_on(&visit.page());
    paste(&mut visit, &key.armour(&text, NAMESPACE, 0, 1)).await;
    pages.push(("add-method, key untouched", visit.page()));
    paste(&mut visit, &key.armour(&text, NAMESPACE, TOUCHED, 1)).await;
    pages.push(("methods, a key", visit.page()));
    pick(&mut visit, "Security key ada@laptop").await;
    pages.push(("confirm-remove, a key", visit.page()));
    pages
}
