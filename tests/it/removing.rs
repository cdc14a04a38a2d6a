//! What is offered to be removed is what the service removes, and what it would refuse says why beforehand.

use kiosk::domain::account::Origin;
use kiosk::domain::outcome::Identified;
use kiosk::domain::policy::Enabled;
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::registration::{Change, ChangeOutcome, Entered, Item, Registration, Unfit};
use kiosk::service::Seat;

use crate::registering::{at_settings, change, pick, signed_in};
use crate::support::{Kiosk, Making, Person};

const MAIL: (Origin, &str) = (Origin::Authentication, "a@example.org");
const OTHER_MAIL: (Origin, &str) = (Origin::Authentication, "b@example.org");
const DESKS: (Origin, &str) = (Origin::Directory, "desk@example.org");

/// People with much and with little, where one proof is enough and where it takes two; the last has a sheet, too.
fn people() -> Vec<(Person, bool)> {
    let with = |emails: &[_]| Person { emails: emails.to_vec(), ..Person::named("ada") };
    let mut people = Vec::new();
    for emails in [&[][..], &[MAIL], &[MAIL, OTHER_MAIL], &[DESKS], &[MAIL, DESKS]] {
        for group in ["one", "two"] {
            people.push((with(emails).group(group), false));
            people.push((with(emails).totp().group(group), false));
            people.push((with(emails).totp().questions().group(group), true));
            people.push((with(emails).group(group), true));
        }
    }
    people
}

/// A kiosk with `person`, who proved what they had to.
async fn entered(person: &dyn Fn() -> Person, has_sheet: bool) -> (Kiosk, Seat, SignedIn, Registration) {
    entered_at(Kiosk::new().await, person, has_sheet).await
}

async fn entered_at(kiosk: Kiosk, person: &dyn Fn() -> Person, has_sheet: bool) -> (Kiosk, Seat, SignedIn, Registration) {
    kiosk.add(person()).await;
    if has_sheet {
        crate::recovery::sheet(&kiosk, "ada").await;
    }
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    kiosk.sql("UPDATE sign_in SET proved = 1").await;
    match kiosk.service.enter_settings(&seat, here, None).await {
        Ok(Entered::Open { signed_in, registration }) => (kiosk, seat, signed_in, registration),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_offered_to_be_removed_is_removed_and_nothing_else_is() {
    let mut outcomes = [0; 3];
    for (number, (_, has_sheet)) in people().into_iter().enumerate() {
        let person = || people().swap_remove(number).0;
        let items: Vec<Item> = entered(&person, has_sheet).await.3.items();
        for place in 0..items.len() {
            let (kiosk, seat, here, registration) = entered(&person, has_sheet).await;
            let item = registration.items().swap_remove(place);
            let kept = registration.why_kept(&item);
            let outcome = change(&kiosk, &seat, here, Change::Remove(item.clone())).await;
            let refused = match &outcome {
                ChangeOutcome::Done { .. } => None,
                ChangeOutcome::Refused { why, .. } => Some(*why),
                ChangeOutcome::Unsure { .. } | ChangeOutcome::SignedOut => panic!("{outcome:?}"),
            };
            assert_eq!(kept, refused, "{item:?} of person {number}");
            match refused {
                None => outcomes[0] += 1,
                Some(Unfit::Needed) => outcomes[1] += 1,
                Some(Unfit::LastOwn) => outcomes[2] += 1,
                Some(other) => panic!("{other:?}"),
            }
        }
    }
    assert!(outcomes.iter().all(|count| *count > 3), "removed, needed, the last of one's own: {outcomes:?}");
}

/// What nobody may use is needed for nothing. The last that keeps others out of the settings stays all the same.
#[tokio::test]
async fn nothing_is_needed_for_a_password_that_is_not_open() {
    let person = || Person { emails: vec![MAIL], ..Person::named("ada") }.totp().group("two");
    let alone = || Person { emails: vec![MAIL], ..Person::named("ada") }.group("two");
    for (enabled, is_open) in [(Enabled::All, true), (Enabled::Groups(vec!["staff".to_owned()]), false)] {
        let making = || {
            let mut making = Making::default();
            making.policy.base.enabled = enabled.clone();
            making
        };
        let registration = entered_at(Kiosk::made(making()).await, &person, false).await.3;
        let expected = registration.items().into_iter().map(|item| (item, Unfit::Needed)).filter(|_| is_open);
        assert_eq!(registration.kept, expected.collect::<Vec<_>>(), "{is_open}");
        let kept = entered_at(Kiosk::made(making()).await, &alone, false).await.3.kept;
        assert_eq!(kept.iter().map(|(_, why)| *why == Unfit::Needed).collect::<Vec<_>>(), [is_open], "{kept:?}");
    }
}

/// Whatever a page offers: what was to spare when it was drawn may be all there is now.
#[tokio::test]
async fn the_service_has_the_last_word() {
    let person = || Person { emails: vec![MAIL, OTHER_MAIL], ..Person::named("ada") };
    let (kiosk, seat, here, registration) = entered(&person, false).await;
    assert_eq!(registration.kept, []);
    kiosk.sql("UPDATE contact SET origin = 'directory' WHERE position > (SELECT MIN(position) FROM contact)").await;
    let outcome = change(&kiosk, &seat, here, Change::Remove(registration.items().swap_remove(0))).await;
    assert!(matches!(outcome, ChangeOutcome::Refused { why: Unfit::LastOwn, .. }), "{outcome:?}");
}

#[tokio::test]
async fn the_news_of_a_removal_and_of_an_addition_name_the_thing() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person { emails: vec![MAIL, OTHER_MAIL], ..Person::named("ada") }).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    pick(&mut visit, "a***@example.org").await;
    pick(&mut visit, "Remove it").await;
    assert!(visit.words().contains("this address was removed: a***@example.org"), "{}", visit.words());
    kiosk.mailbox().await;
    pick(&mut visit, "Add an email").await;
    visit.press("new@example.net⏎").await.press(&kiosk.code().await).await.press("⏎").await;
    assert!(visit.words().contains("this address counts: n***@example.net"), "{}", visit.words());
}

/// A mailbox of the organisation is nothing to come back by, yet a way to a new password as long as somebody reads it.
#[tokio::test]
async fn what_a_reset_takes_is_not_removed_though_it_does_not_last() {
    const HOUSE: (Origin, &str) = (Origin::Authentication, "ada@contoso.com");
    let person = || Person { emails: vec![HOUSE], ..Person::named("ada").totp().group("two") };
    let (kiosk, seat, here, registration) = entered(&person, false).await;
    let mailbox = registration.items().swap_remove(0);
    assert_eq!(registration.why_kept(&mailbox), Some(Unfit::Needed));
    let outcome = change(&kiosk, &seat, here, Change::Remove(mailbox)).await;
    assert!(matches!(outcome, ChangeOutcome::Refused { why: Unfit::Needed, .. }), "{outcome:?}");
    let welcome = kiosk.service.identify(&kiosk.visit().seat, "ada").await;
    assert!(matches!(welcome, Ok(Identified::Welcome(_))), "{welcome:?}");
}

/// What counts for less than it seems to is said to.
#[tokio::test]
async fn the_list_says_what_a_mailbox_of_the_organisation_is_good_for() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "ada@contoso.com")];
    kiosk.add(Person { emails, ..Person::named("ada").group("two") }).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    assert!(
        visit.words().contains("a***@contoso.com (new password while you can read it, but does not count; these settings)"),
        "{}",
        visit.words()
    );
}
