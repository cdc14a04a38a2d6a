//! What people register to prove who they are: a first way, more of them, one less; and who may do that.

mod answers;
mod rights;

use data_encoding::BASE32_NOPAD;
use kiosk::config::StoreSettings;
use kiosk::domain::account::{Address, Origin};
use kiosk::domain::outcome::SignInAnswer;
use kiosk::domain::proof::app_draft::AppDraft;
use kiosk::domain::proof::sign_in::SignedIn;
use kiosk::domain::proof::totp::code_at;
use kiosk::domain::registration::{Advice, Change, ChangeOutcome, Drafted, Entered, Unfit, Wish};
use kiosk::domain::secret::Secret;
use kiosk::domain::time::Span;
use kiosk::flow::event::Event;
use kiosk::page::{Arg, Focus, PageId};
use kiosk::service::Seat;

use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting, code_in};

pub fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn address(text: &str) -> Address {
    Address::parse(text).expect("an address")
}

fn own(address: &'static str) -> Person {
    Person { emails: vec![(Origin::Authentication, address)], ..Person::named("ada") }
}

pub async fn kiosk_on(settings: StoreSettings) -> Kiosk {
    Kiosk::on(settings, Making::default()).await
}

/// Signed in, and at the list or at what comes before it.
pub async fn at_settings(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    visit
}

/// Presses the choice that holds `words`.
pub async fn pick(visit: &mut Sitting<'_>, words: &str) {
    let page = visit.page();
    let texts: Vec<String> = page.choices.iter().map(|text| visit.said(text)).collect();
    let place = texts.iter().position(|text| text.contains(words)).unwrap_or_else(|| panic!("{words} in {texts:?}"));
    visit.event(Event::Point { page: page.id, item: Focus::Choice(place) }).await;
}

pub async fn signed_in(kiosk: &Kiosk, seat: &Seat) -> SignedIn {
    match kiosk.service.sign_in(seat, "ada", &secret(OLD_PASSWORD), None).await {
        Ok(SignInAnswer::Welcome { signed_in, .. }) => signed_in,
        other => panic!("{other:?}"),
    }
}

pub async fn draft(kiosk: &Kiosk, seat: &Seat, signed_in: SignedIn, wish: Wish) -> Drafted {
    kiosk.service.draft(seat, signed_in, wish).await.expect("an answer")
}

pub async fn change(kiosk: &Kiosk, seat: &Seat, signed_in: SignedIn, change: Change) -> ChangeOutcome {
    kiosk.service.change_registration(seat, signed_in, change).await.expect("an answer")
}

fn shown_now(kiosk: &Kiosk, draft: &AppDraft) -> Secret {
    let seed = BASE32_NOPAD.decode(draft.spelled().replace(' ', "").as_bytes()).expect("base 32");
    code_at(&seed, kiosk.service.now())
}

/// What the account has, for comparing before and after.
async fn held(kiosk: &Kiosk) -> (Vec<(Origin, String)>, usize, usize) {
    let account = kiosk.account("ada").await;
    let contacts = account.contacts.iter().map(|contact| (contact.origin, contact.address.as_str().to_owned())).collect();
    (contacts, account.totps.len(), account.questions)
}

pub async fn a_first_address_is_registered(kiosk: &Kiosk) {
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let mut visit = at_settings(kiosk).await;
    assert_eq!(visit.id(), PageId::Methods, "the password alone: {}", visit.words());
    pick(&mut visit, "Add an email").await;
    visit.press("ada.private@example.net⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
    assert_eq!(held(kiosk).await.0.len(), 1, "it counts for nothing before its code is typed");
    let letters = kiosk.mailbox().await;
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "ada.private@example.net"));
    assert!(letters[0].body.expose().contains("add this address"), "{}", letters[0].body.expose());
    visit.press(&code_in(&letters[0])).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert!(visit.words().contains("from now on this address counts"), "{}", visit.words());
    let (contacts, ..) = held(kiosk).await;
    assert_eq!(contacts[0], (Origin::Authentication, "ada.private@example.net".to_owned()));
    let notices = kiosk.mailbox().await;
    let told: Vec<&str> = notices.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(told, ["desk@example.org"], "those who were known before, and nobody else");
    assert!(notices[0].body.expose().contains("a***@example.net was added"), "{}", notices[0].body.expose());
    assert_eq!(kiosk.audited("registration-changed").await, 1);
}

#[tokio::test]
async fn a_first_way_takes_the_password_alone() {
    a_first_address_is_registered(&Kiosk::new().await).await;
}

#[tokio::test]
async fn whoever_has_a_way_proves_the_most_secure_one_before() {
    let kiosk = Kiosk::new().await;
    kiosk
        .add(Person { emails: vec![(Origin::Authentication, "a@example.org")], ..Person::named("ada").totp().questions() })
        .await;
    let mut visit = at_settings(&kiosk).await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    assert_eq!(visit.page().choices.len(), 1, "{}", visit.words());
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::EnterTotp, "{}", visit.words());
    visit.press("000000⏎").await;
    assert_eq!(visit.id(), PageId::EnterTotp);
    assert_eq!(kiosk.failures("ada").await, 2, "a miss counts as at any gate");
    visit.press(&kiosk.totp()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert_eq!((kiosk.audited("settings-opened").await, kiosk.audited("gate-passed").await), (1, 1));
    visit.press("⎋2").await;
    assert_eq!(visit.id(), PageId::Methods, "once in a visit is enough");
}

#[tokio::test]
async fn a_letter_before_the_settings_says_what_its_code_is_for() {
    let kiosk = Kiosk::new().await;
    kiosk.add(own("a@example.org")).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await;
    let letters = kiosk.mailbox().await;
    assert!(letters[0].body.expose().contains("change your ways"), "{}", letters[0].body.expose());
    visit.press(&code_in(&letters[0])).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
}

#[tokio::test]
async fn questions_open_the_settings_of_whoever_has_nothing_better() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").questions()).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await;
    assert_eq!(visit.id(), PageId::AnswerQuestions, "{}", visit.words());
}

#[tokio::test]
async fn an_address_is_refused_that_could_not_help() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("Desk@example.org")).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "Add an email").await;
    for (typed, why) in [
        ("", "Type an email address first"),
        ("ada", "looks like name@example.org"),
        ("ada@contoso.com", "your organisation"),
        ("ada@mail.CONTOSO.com", "your organisation"),
    ] {
        visit.press(typed).await.press("⏎").await;
        assert_eq!(visit.id(), PageId::AddMethod, "{typed}");
        assert!(visit.words().contains(why), "{typed}: {}", visit.words());
        visit.press("⎋").await;
        if visit.id() == PageId::Methods {
            pick(&mut visit, "Add an email").await;
        }
    }
    assert!(kiosk.mailbox().await.is_empty());
    visit.press("ada@notcontoso.com⏎").await;
    assert_eq!(visit.id(), PageId::EnterCode, "{}", visit.words());
}

/// Nobody is pestered through the kiosk: not one address by many visits, nor many addresses by one account.
#[tokio::test]
async fn letters_to_typed_addresses_run_out() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let mut letters = 0;
    for _ in 0..5 {
        let seat = kiosk.visit().seat;
        let wish = Wish::Address(address("victim@example.net"));
        let signed_in = signed_in(&kiosk, &seat).await;
        match draft(&kiosk, &seat, signed_in, wish).await {
            Drafted::Code { .. } => letters += 1,
            other => assert!(matches!(other, Drafted::Refused { why: Unfit::Letters { .. }, .. }), "{other:?}"),
        }
    }
    assert_eq!(letters, 3);
    for number in 0..20 {
        let seat = kiosk.visit().seat;
        let wish = Wish::Address(address(&format!("victim{number}@example.net")));
        let signed_in = signed_in(&kiosk, &seat).await;
        letters += usize::from(matches!(draft(&kiosk, &seat, signed_in, wish).await, Drafted::Code { .. }));
    }
    assert_eq!(letters, 10, "ten a day for one account");
}

#[tokio::test]
async fn an_address_of_the_directory_is_adopted_by_proving_it() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let mut visit = at_settings(&kiosk).await;
    pick(&mut visit, "from your organisation").await;
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert_eq!(held(&kiosk).await.0, [(Origin::Authentication, "desk@example.org".to_owned())]);
}

pub async fn an_app_is_registered(kiosk: &Kiosk) {
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let mut visit = at_settings(kiosk).await;
    pick(&mut visit, "Add an authenticator").await;
    let page = visit.page();
    assert_eq!(page.id, PageId::AddMethod, "{}", visit.words());
    let Some((_, Arg::Secret(spelled))) = page.lead[1].args.first() else { panic!("{:?}", page.lead) };
    let uri = page.qr.as_ref().expect("for a camera").text.to_string();
    assert!(uri.contains(&spelled.replace(' ', "")) && uri.contains("Contoso:ada") && uri.len() <= 106, "{uri}");
    assert!(!format!("{page:?}").contains(&**spelled));
    let seed = BASE32_NOPAD.decode(spelled.replace(' ', "").as_bytes()).expect("base 32");
    assert_eq!(seed.len(), 20);
    visit.press("000000⏎").await;
    assert!(visit.words().contains("not the code"), "{}", visit.words());
    assert_eq!(visit.page().qr.expect("still there").text.to_string(), uri, "the same secret");
    assert_eq!(held(kiosk).await.1, 0);
    let code = code_at(&seed, kiosk.service.now());
    visit.press(code.expose()).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert_eq!(held(kiosk).await.1, 1);
    assert_eq!(kiosk.mailbox().await.len(), 1);
    // The step that proved it is spent.
    let mut other = kiosk.visit();
    other.press("1ada⏎").await;
    pick(&mut other, "authenticator").await;
    other.press(code.expose()).await.press("⏎").await;
    assert_eq!(other.id(), PageId::EnterTotp, "{}", other.words());
    kiosk.ambient.advance(Span::seconds(30));
    other.press(code_at(&seed, kiosk.service.now()).expose()).await.press("⏎").await;
    assert_eq!(other.id(), PageId::NewPassword, "it counts at once: {}", other.words());
}

#[tokio::test]
async fn an_app_is_registered_with_its_first_code() {
    an_app_is_registered(&Kiosk::new().await).await;
}

#[tokio::test]
async fn five_apps_are_enough() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada")).await;
    let seat = kiosk.visit().seat;
    let mut signed_in = signed_in(&kiosk, &seat).await;
    let mut last = None;
    for number in 1..=5 {
        let Drafted::App { signed_in: back, draft: app } = draft(&kiosk, &seat, signed_in, Wish::App).await else {
            panic!("{number}")
        };
        let (typed, spare) = (shown_now(&kiosk, &app), draft(&kiosk, &seat, back, Wish::App).await);
        let Drafted::App { signed_in: back, draft: spare } = spare else { panic!("{number}") };
        let ChangeOutcome::Done { signed_in: back, .. } = change(&kiosk, &seat, back, Change::App { draft: app, typed }).await
        else {
            panic!("{number}")
        };
        (signed_in, last) = (back, Some(spare));
    }
    let app = last.expect("one that was begun before the last");
    let typed = shown_now(&kiosk, &app);
    let outcome = change(&kiosk, &seat, signed_in, Change::App { draft: app, typed }).await;
    assert!(matches!(outcome, ChangeOutcome::Refused { why: Unfit::TooMany, .. }), "{outcome:?}");
    assert_eq!(kiosk.rows("totp").await, 5);
}

#[tokio::test]
async fn what_the_policy_needs_is_not_removed_and_what_is_to_spare_is() {
    let kiosk = Kiosk::new().await;
    kiosk
        .add(Person { emails: vec![(Origin::Authentication, "a@example.org")], ..Person::named("ada").totp().group("two") })
        .await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    pick(&mut visit, "Authenticator app (new").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    assert!(visit.words().contains("That way is needed"), "{}", visit.words());
    assert_eq!(held(&kiosk).await.1, 1);
    pick(&mut visit, "Add an email").await;
    visit.press("b@example.org⏎").await.press(&kiosk.code().await).await.press("⏎").await;
    kiosk.mailbox().await;
    pick(&mut visit, "a***@example.org (new").await;
    pick(&mut visit, "Remove it").await;
    assert_eq!(held(&kiosk).await.0, [(Origin::Authentication, "b@example.org".to_owned())], "{}", visit.words());
    let told: Vec<String> = kiosk.mailbox().await.iter().map(|mail| mail.to.as_str().to_owned()).collect();
    assert_eq!(told, ["a@example.org", "b@example.org"], "the one that was removed is told too");
}

/// The policy could do without it, but then the password alone would open the settings.
#[tokio::test]
async fn the_last_way_of_one_s_own_is_not_removed() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org").totp()).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    pick(&mut visit, "Authenticator app (new").await;
    assert_eq!(visit.id(), PageId::Methods);
    assert!(visit.words().contains("your only way here that is your own"), "{}", visit.words());
    assert_eq!(held(&kiosk).await.1, 1);
    pick(&mut visit, "d***@example.org").await;
    visit.press(&kiosk.code().await).await.press("⏎").await;
    pick(&mut visit, "Authenticator app (new").await;
    pick(&mut visit, "Remove it").await;
    assert_eq!(held(&kiosk).await.1, 0, "now there is another: {}", visit.words());
}

#[tokio::test]
async fn codes_go_first_to_the_address_that_was_chosen() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "one@example.org"), (Origin::Authentication, "two@example.org")];
    kiosk.add(Person { emails, ..Person::named("ada") }).await;
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
    pick(&mut visit, "t***").await;
    pick(&mut visit, "Send codes").await;
    assert!(visit.words().contains("codes go to t***@example.org first"), "{}", visit.words());
    assert_eq!(held(&kiosk).await.0[0].1, "two@example.org");
}

#[tokio::test]
async fn the_end_says_whether_it_is_enough() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org").group("two")).await;
    let mut visit = at_settings(&kiosk).await;
    assert!(visit.words().contains("you need one more way"), "{}", visit.words());
    let place = visit.page().choices.len();
    visit.press(&"⇥".repeat(place)).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::DoneRegister, "{}", visit.words());
    assert!(visit.words().contains("come back for the rest"), "{}", visit.words());
    visit.press("⏎").await;
    assert!(visit.over);
    assert_eq!(kiosk.rows("sign_in").await, 0);
}

/// A mailbox that nobody reads without the password lets them reset it while they still read it elsewhere, but is
/// no way to count on.
#[tokio::test]
async fn a_mailbox_of_the_organisation_does_not_count() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("ada@mail.contoso.com").totp()).await;
    kiosk.add(Person::named("bea").email("bea@contoso.com")).await;
    let mut visit = kiosk.visit();
    visit.press("3bea⏎").await.press(OLD_PASSWORD).await.press("⏎2").await;
    assert_eq!(visit.id(), PageId::Methods, "{}", visit.words());
    for words in
        ["b***@contoso.com (may get codes; does not count)", "You have added nothing yet", "you need one way", "Add an email"]
    {
        assert!(visit.words().contains(words), "{words}: {}", visit.words());
    }
    pick(&mut visit, "Add an email").await;
    assert_eq!(visit.press("bea@example.net⏎").await.id(), PageId::EnterCode, "{}", visit.words());
    visit.press(&kiosk.code().await).await.press("⏎").await;
    assert!(visit.words().contains("That is enough"), "{}", visit.words());
    let mut visit = at_settings(&kiosk).await;
    visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
    assert!(visit.words().contains("That is enough. One more"), "{}", visit.words());
    pick(&mut visit, "Authenticator app").await;
    assert!(visit.words().contains("needed to choose a new password"), "{}", visit.words());
    let mut reset = kiosk.visit();
    reset.press("1ada⏎").await;
    assert!(reset.words().contains("a***@mail.contoso.com"), "{}", reset.words());
}

#[tokio::test]
async fn the_list_counts_kinds_against_what_the_policy_wants() {
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").email("desk@example.org")).await;
    let seat = kiosk.visit().seat;
    let here = signed_in(&kiosk, &seat).await;
    let entered = kiosk.service.enter_settings(&seat, here, None).await;
    let Ok(Entered::Open { registration: found, .. }) = entered else { panic!("{entered:?}") };
    assert_eq!((found.has, found.needs, found.missing(), found.advice()), (1, 1, 0, Advice::AnotherKind));
    assert_eq!(found.contacts[0].mask.to_string(), "d***@example.org");
}
