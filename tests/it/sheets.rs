//! Sheets of recovery codes that people make themselves: none counts before it is on paper, and none is seen
//! twice.

use std::collections::BTreeSet;

use data_encoding::BASE32_NOPAD;
use kiosk::domain::account::Origin;
use kiosk::domain::code::{grouped, normalise};
use kiosk::domain::method::{Gate, Method};
use kiosk::domain::outcome::{Answered, WrongAnswer};
use kiosk::domain::phone::ContactKind::{Mobile, Office};
use kiosk::domain::proof::recovery::SheetCode;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::registration::{Change, ChangeOutcome, Changed, Drafted, Entered, Item, Unfit, Wish};
use kiosk::page::{Arg, PageId};
use kiosk::store::{Close, StoreError};
use kiosk::transact;

use crate::limits::{opened, seat};
use crate::recovery::sheet;
use crate::registering::{at_settings, change, draft, pick, secret, signed_in};
use crate::secrets::Log;
use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting, policy};

const NEW: &str = "zebra copper lantern";

/// Somebody with an address of the directory: a first sheet takes the password alone.
fn ada() -> Person {
    Person::named("ada").email("desk@example.org")
}

/// The codes on the page, without their blanks.
fn codes_on(visit: &Sitting<'_>) -> Vec<String> {
    let texts = visit.page().lead.into_iter().filter(|text| text.id == "sheet-code");
    let secrets =
        texts.flat_map(|text| text.args).filter_map(|(_, arg)| if let Arg::Secret(code) = arg { Some(code) } else { None });
    secrets.map(|code| code.replace(' ', "")).collect()
}

/// From the list to a sheet that counts.
async fn make(visit: &mut Sitting<'_>) -> Vec<String> {
    pick(visit, if visit.id() == PageId::Methods { "Write recovery" } else { "Make a new sheet" }).await;
    let codes = codes_on(visit);
    let end = codes.last().expect("a code")[20..].to_owned();
    visit.press("⏎").await.press(&end).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    codes
}

/// What a visitor with `code` in their hand is told.
async fn said_to(kiosk: &Kiosk, code: &str) -> Answered {
    let seat = seat(kiosk);
    let challenge = opened(kiosk, &seat, "ada", Gate::First, Method::RecoveryCode).await;
    kiosk.service.answer(&seat, challenge, &secret(code)).await.expect("an answer")
}

async fn kept(kiosk: &Kiosk) -> Vec<SheetCode> {
    let owner = kiosk.account("ada").await.id;
    let found: Result<_, StoreError> = transact!(kiosk.store, |tx| async { Ok(Close::Undo(tx.recovery_codes(&owner).await?)) });
    found.expect("the store")
}

pub async fn a_sheet_is_made(kiosk: &Kiosk) {
    kiosk.add(ada()).await;
    let before = kiosk.account("ada").await.revision;
    let mut visit = at_settings(kiosk).await;
    pick(&mut visit, "Write recovery").await;
    let (codes, page) = (codes_on(&visit), visit.page());
    assert_eq!((page.id, codes.iter().collect::<BTreeSet<_>>().len()), (PageId::AddMethod, 10));
    assert!(codes.iter().all(|code| code.len() == 25 && !format!("{page:?}").contains(&grouped(code))), "{page:?}");
    visit.press("⏎").await;
    assert!(codes_on(&visit).is_empty(), "what is to be typed stands nowhere: {}", visit.words());
    visit.press("⏎").await;
    assert!(visit.words().contains("Type the last five"), "{}", visit.words());
    visit.press(&codes[8][20..]).await.press("⏎").await;
    assert!(visit.words().contains("not what stands there"), "{}", visit.words());
    assert_eq!((kept(kiosk).await.len(), kiosk.account("ada").await.revision), (0, before), "it counts for nothing");
    visit.press("⎋").await;
    assert_eq!(codes_on(&visit), codes, "the same sheet, once more");
    visit.press("⏎").await.press(&codes[9][20..].to_lowercase()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert!(visit.words().contains("count from now on") && visit.words().contains("10 left"), "{}", visit.words());
    assert!(codes_on(&visit).is_empty());
    let letters = kiosk.mailbox().await;
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "desk@example.org"));
    assert!(letters[0].body.expose().contains("A sheet of recovery codes was made"), "{}", letters[0].body.expose());
    assert_eq!(kiosk.audited("registration-changed").await, 1);
    assert!(kiosk.account("ada").await.revision > before);
    assert!(matches!(said_to(kiosk, &codes[3]).await, Answered::Proved { .. }));
}

#[tokio::test]
async fn a_sheet_counts_when_its_end_was_typed_off_paper() {
    a_sheet_is_made(&Kiosk::new().await).await;
}

#[tokio::test]
async fn no_code_is_written_down_but_on_paper() {
    let (log, _guard) = Log::heard();
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut visit = at_settings(&kiosk).await;
    let codes = make(&mut visit).await;
    let letters = kiosk.mailbox().await;
    let mut places = vec![log.text().into_bytes(), letters[0].body.expose().as_bytes().to_vec()];
    for entry in std::fs::read_dir(kiosk.folder()).expect("the folder") {
        places.push(std::fs::read(entry.expect("a file").path()).expect("its bytes"));
    }
    let holds = |place: &[u8], text: &str| place.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(places.iter().any(|place| holds(place, "sheet-made")), "the audit was looked at");
    for code in codes.iter().flat_map(|code| [code.clone(), grouped(code), code[20..].to_owned() + "\n"]) {
        assert!(!places.iter().any(|place| holds(place, &code)), "{code} is written down");
    }
}

#[tokio::test]
async fn a_sheet_that_is_left_half_way_counts_for_nothing_and_the_old_one_goes_on() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut visit = at_settings(&kiosk).await;
    let old = make(&mut visit).await;
    kiosk.mailbox().await;
    pick(&mut visit, "10 left").await;
    assert_eq!(visit.id(), PageId::ConfirmRemove, "{}", visit.words());
    pick(&mut visit, "Make a new sheet").await;
    assert!(visit.words().contains("Your old sheet works until then."), "{}", visit.words());
    let new = codes_on(&visit);
    visit.press("⎋").await;
    assert!(visit.words().contains("do not work yet"), "a slip loses nothing: {}", visit.words());
    for keys in ["⎋", "⎋⏎"] {
        visit.press(keys).await;
        assert_eq!(codes_on(&visit), new, "{}", visit.words());
    }
    visit.press("⎋2").await;
    assert_eq!((visit.id(), codes_on(&visit).len()), (PageId::Methods, 0));
    assert!(kiosk.mailbox().await.is_empty());
    assert!(matches!(said_to(&kiosk, &new[0]).await, Answered::Wrong { why: WrongAnswer::Code, .. }));
    assert!(matches!(said_to(&kiosk, &old[0]).await, Answered::Proved { .. }));
}

#[tokio::test]
async fn a_new_sheet_makes_the_old_one_and_what_it_proved_elsewhere_worthless() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let mut visit = at_settings(&kiosk).await;
    let old = make(&mut visit).await;
    let mut thief = kiosk.visit();
    thief.press("1ada⏎").await;
    pick(&mut thief, "recovery codes").await;
    thief.press(&old[5]).await.press("⏎").await;
    assert_eq!(thief.id(), PageId::NewPassword, "{}", thief.words());
    kiosk.mailbox().await;
    pick(&mut visit, "left").await;
    let new = make(&mut visit).await;
    assert!(visit.words().contains("Tear up the old sheet"), "{}", visit.words());
    assert!(kiosk.mailbox().await[0].body.expose().contains("the old one does not work any more"));
    assert!(matches!(said_to(&kiosk, &old[6]).await, Answered::Wrong { why: WrongAnswer::Code, .. }));
    assert!(matches!(said_to(&kiosk, &new[6]).await, Answered::Proved { .. }));
    choose(&mut thief, NEW).await;
    assert!(!kiosk.accepts("ada", NEW).await, "{}", thief.words());
}

/// The last way of one's own stays: here is another.
async fn has_another_way(kiosk: &Kiosk) {
    kiosk.sql("UPDATE contact SET origin = 'authentication'").await;
}

#[tokio::test]
async fn a_sheet_is_removed_unless_the_policy_needs_it() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada().group("two")).await;
    let mut visit = at_settings(&kiosk).await;
    make(&mut visit).await;
    kiosk.mailbox().await;
    pick(&mut visit, "10 left").await;
    assert!(visit.words().contains("That way is needed"), "{}", visit.words());
    assert_eq!(visit.page().choices.len(), 2, "another can be made in its place: {}", visit.words());
    assert_eq!(kept(&kiosk).await.len(), 10);
    kiosk.sql("DELETE FROM account_group").await;
    has_another_way(&kiosk).await;
    visit.press("⎋⎋2").await;
    pick(&mut visit, "10 left").await;
    pick(&mut visit, "Remove it").await;
    assert!(visit.words().contains("your recovery codes were removed"), "{}", visit.words());
    assert_eq!(kept(&kiosk).await.len(), 0);
    assert!(kiosk.mailbox().await[0].body.expose().contains("The sheet of recovery codes was removed"));
}

/// A sheet of somebody for whom the policy does not take codes any more is shown, and can go.
#[tokio::test]
async fn where_the_policy_takes_no_codes_nobody_makes_a_sheet() {
    let policy = policy().without(Method::RecoveryCode);
    let kiosk = Kiosk::made(Making { policy, ..Making::default() }).await;
    kiosk.add(ada()).await;
    let visit = at_settings(&kiosk).await;
    assert!(!visit.words().contains("recovery codes"), "{}", visit.words());
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    let drafted = draft(&kiosk, &seat, here, Wish::Sheet).await;
    assert!(matches!(drafted, Drafted::Refused { why: Unfit::Gone, .. }), "{drafted:?}");
    let codes = sheet(&kiosk, "ada").await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&codes[0]).await.press("⏎").await;
    pick(&mut visit, "9 left (these settings only)").await;
    assert!(visit.words().contains("your only way here"), "{}", visit.words());
    has_another_way(&kiosk).await;
    visit.press("⎋2").await;
    pick(&mut visit, "9 left").await;
    assert_eq!(visit.page().choices.len(), 2, "{}", visit.words());
    pick(&mut visit, "Remove it").await;
    assert_eq!(kept(&kiosk).await.len(), 0, "{}", visit.words());
}

/// Another visit, another person, another word for it than what stands on the paper.
#[tokio::test]
async fn the_service_takes_no_sheet_that_its_pages_would_not_bring() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let (one, two) = (kiosk.visit().seat, kiosk.visit().seat);
    let (first, second) = (signed_in(&kiosk, &one).await, signed_in(&kiosk, &two).await);
    let Drafted::Sheet { draft: elsewhere, .. } = draft(&kiosk, &two, second, Wish::Sheet).await else { panic!() };
    let typed = secret(&elsewhere.spelled()[9]);
    let outcome = change(&kiosk, &one, first, Change::Sheet { draft: elsewhere, typed }).await;
    let ChangeOutcome::Refused { signed_in: first, why: Unfit::Gone, .. } = outcome else { panic!("{outcome:?}") };
    let Drafted::Sheet { signed_in: first, draft: own } = draft(&kiosk, &one, first, Wish::Sheet).await else { panic!() };
    let (wrong, right) = (secret(&own.spelled()[0]), secret(&own.spelled()[9]));
    let outcome = change(&kiosk, &one, first, Change::Sheet { draft: own, typed: wrong }).await;
    let ChangeOutcome::Refused { signed_in: first, change: Change::Sheet { draft: own, .. }, why: Unfit::Code } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(kept(&kiosk).await.len(), 0);
    let outcome = change(&kiosk, &one, first, Change::Sheet { draft: own, typed: right }).await;
    assert!(matches!(outcome, ChangeOutcome::Done { what: Changed::SheetMade, .. }), "{outcome:?}");
}

/// Whoever spends their last code to see their settings has proved who they are, though nothing, or something
/// less secure, is left of it.
#[tokio::test]
async fn the_last_code_opens_the_settings_whatever_is_left() {
    for (emails, asked) in [(vec![], false), (vec![(Origin::Authentication, "a@example.org")], true)] {
        let kiosk = Kiosk::new().await;
        kiosk.add(Person { emails, ..Person::named("ada") }).await;
        let codes = sheet(&kiosk, "ada").await;
        kiosk.sql("DELETE FROM recovery_code WHERE mac NOT IN (SELECT MIN(mac) FROM recovery_code)").await;
        let left = &kept(&kiosk).await[0].mac;
        let (key, owner) = (kiosk.store.keys().recovery_key(), kiosk.account("ada").await.id);
        let last = codes.iter().find(|code| key.mac(&owner, &normalise(code)) == *left).expect("one is left");
        let mut visit = at_settings(&kiosk).await;
        assert_eq!(visit.page().choices[0].id, "choose-recovery-code", "{}", visit.words());
        visit.press("1").await.press(last).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
        assert_eq!((kiosk.account("ada").await.recovery_codes, kiosk.audited("settings-opened").await), (0, 1));
        make(&mut visit).await;
        let mut next = at_settings(&kiosk).await;
        assert_eq!(next.id(), PageId::ChooseMethod, "{}", next.words());
        kiosk.sql("DELETE FROM recovery_code").await;
        next = at_settings(&kiosk).await;
        assert_eq!(next.id() == PageId::ChooseMethod, asked, "{}", next.words());
    }
}

/// What was enough when it was proved, and is the weaker way by the time it is shown.
/// A look at one's settings is dear, so its price is told before.
#[tokio::test]
async fn before_the_settings_it_is_said_what_a_look_costs_and_who_helps() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    kiosk.add(Person::named("bob").totp()).await;
    let codes = sheet(&kiosk, "ada").await;
    for (code, left) in codes.iter().zip((1..=codes.len()).rev()) {
        let mut visit = at_settings(&kiosk).await;
        let words = visit.words();
        let price = if left == 1 { "the last code of your sheet".to_owned() } else { format!("{left} are left") };
        assert!(words.contains(&price) && words.contains("Help desk: 555 0100"), "{words}");
        visit.press("1").await.press(code).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    }
    let mut visit = kiosk.visit();
    visit.press("3bob⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    let words = visit.words();
    assert!(words.contains("The help desk will help you") && words.contains("Room 12") && !words.contains("sheet"), "{words}");
}

#[tokio::test]
async fn a_code_does_not_stand_in_for_an_app_that_came_meanwhile() {
    let kiosk = Kiosk::new().await;
    kiosk.add(ada()).await;
    let codes = sheet(&kiosk, "ada").await;
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    let challenge = opened(&kiosk, &seat, "ada", Gate::Settings, Method::RecoveryCode).await;
    let answered = kiosk.service.answer(&seat, challenge, &secret(&codes[0])).await.expect("an answer");
    let Answered::Proved { proof, .. } = answered else { panic!("{answered:?}") };
    let mut other = at_settings(&kiosk).await;
    other.press("1").await.press(&codes[1]).await.press("⏎").await;
    pick(&mut other, "Add an authenticator").await;
    let Some((_, Arg::Secret(seed))) = other.page().lead[1].args.first().cloned() else { panic!("{}", other.words()) };
    let seed = BASE32_NOPAD.decode(seed.replace(' ', "").as_bytes()).expect("base 32");
    other.press(code_at(&seed, kiosk.service.now()).expose()).await.press("⏎").await;
    assert_eq!(kiosk.account("ada").await.totps.len(), 1, "{}", other.words());
    let entered = kiosk.service.enter_settings(&seat, here, Some(proof)).await;
    assert!(matches!(entered, Ok(Entered::Prove { .. })), "{entered:?}");
}

#[tokio::test]
async fn telephones_are_shown_and_nobody_can_change_them() {
    let kiosk = Kiosk::new().await;
    let phones = vec![
        (Origin::Directory, Mobile, "+31612345642"),
        (Origin::Directory, Mobile, "+32470123456"),
        (Origin::Directory, Office, "+31201234599"),
    ];
    kiosk.add(Person { phones, ..ada() }).await;
    let visit = at_settings(&kiosk).await;
    let words = visit.words();
    assert!(words.contains("Texts to *** 42 and *** 56 (from your organisation)"), "{words}");
    assert!(words.contains("Phone: *** 99 (from your organisation; does not count)"), "{words}");
    let choices: Vec<String> = visit.page().choices.iter().map(|text| visit.said(text)).collect();
    assert!(choices.iter().all(|choice| !choice.contains("***") || choice.contains("Email")), "{choices:?}");
    assert!(words.contains("something to fall back on"), "mail and texts are two kinds: {words}");
    let phone = kiosk.account("ada").await.phones[0].id.clone();
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    let drafted = draft(&kiosk, &seat, here, Wish::Adopt(phone.clone())).await;
    let Drafted::Refused { signed_in: here, why: Unfit::Gone } = drafted else { panic!("{drafted:?}") };
    let outcome = change(&kiosk, &seat, here, Change::Remove(Item::Contact(phone.clone()))).await;
    let ChangeOutcome::Refused { signed_in: here, why: Unfit::Gone, .. } = outcome else { panic!("{outcome:?}") };
    let outcome = change(&kiosk, &seat, here, Change::Prefer(phone)).await;
    assert!(matches!(outcome, ChangeOutcome::Refused { why: Unfit::Gone, .. }), "{outcome:?}");
    assert_eq!(kiosk.account("ada").await.phones.len(), 3);
}
