//! What pages say is true: nobody is promised a letter that cannot go out, or given a reason that is none.

use kiosk::domain::account::Origin;
use kiosk::domain::limit::Ceiling;
use kiosk::domain::policy::{Policy, ReminderPolicy, Skip};
use kiosk::domain::time::Span;
use kiosk::input::Key;
use kiosk::page::{Action, Page, PageId};

use crate::installation::{Installation, ONE_GATE};
use crate::registering::{at_settings, pick};
use crate::story::choose;
use crate::support::{Kiosk, Making, OLD_PASSWORD, Person, Sitting, policy};

const NEW: &str = "zebra copper lantern";

async fn without_mail() -> Kiosk {
    Kiosk::made(Making { mails: false, ..Making::default() }).await
}

/// Pages that are as they are only where something is missing.
pub async fn pages() -> Vec<(&'static str, Page)> {
    let kiosk = without_mail().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    kiosk.add(Person::named("bob").email("bob@example.org")).await;
    let mut pages = Vec::new();
    let mut visit = kiosk.visit();
    visit.press("1").await;
    pages.push(("identify, no mail", visit.page()));
    visit.press("bob⏎").await.presses(Key::F(1)).await;
    pages.push(("help, stop-no-channel", visit.page()));
    let reset = reset_by_app(&kiosk).await;
    pages.push(("done-reset, no mail", reset.page()));
    pages.push(("blocked, the letters were lost", lost_letters().await.page()));
    let used_up = prompted(Skip::Limited { within: Span::days(14), times: 0 }).await;
    pages.push(("register-prompt, used up", used_up.0));
    pages
}

/// Somebody with an app and an address, who chose a new password.
async fn reset_by_app(kiosk: &Kiosk) -> Sitting<'_> {
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.totp()).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    visit
}

#[tokio::test]
async fn a_user_id_is_told_by_mail_only_where_mail_goes_out() {
    for (mails, is_offered) in [(true, true), (false, false)] {
        let kiosk = Kiosk::made(Making { mails, ..Making::default() }).await;
        let mut visit = kiosk.visit();
        visit.press("1").await;
        assert_eq!(visit.id(), PageId::Identify);
        assert_eq!(visit.page().actions.contains(&Action::ForgotUserId), is_offered, "mails: {mails}");
    }
}

#[test]
fn a_kiosk_that_was_told_of_no_mail_server_offers_no_letter() {
    let kiosk = Installation::new(ONE_GATE);
    let told = kiosk.fed(&["--linear", "run", "--once"], "1\n/help\n\n");
    assert!(told.out.contains("Who are you?") && !told.out.contains("Forgot your user ID?"), "{}", told.out);
}

#[tokio::test]
async fn whoever_is_not_written_to_reads_why() {
    let kiosk = without_mail().await;
    kiosk.add(Person::named("ada").email("ada@example.org").totp()).await;
    let words = reset_by_app(&kiosk).await.words();
    assert!(words.contains("no mail can be sent from here") && !words.contains("no address of yours"), "{words}");
    let kiosk = Kiosk::new().await;
    kiosk.add(Person::named("ada").totp()).await;
    let words = reset_by_app(&kiosk).await.words();
    assert!(words.contains("no address of yours") && !words.contains("no mail can be sent"), "{words}");
}

/// An operator may have no notices sent: that is no lack of an address.
#[tokio::test]
async fn where_no_notices_are_wanted_none_is_missed() {
    let kiosk = Kiosk::made(Making { notices: false, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org").mobile("+31612345678")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await.press(&kiosk.code().await).await.press("⏎").await;
    choose(&mut visit, NEW).await;
    assert_eq!(visit.id(), PageId::DoneReset, "{}", visit.words());
    assert!(!visit.words().contains("message about this"), "{}", visit.words());
    assert!(kiosk.mailbox().await.is_empty());
}

#[tokio::test]
async fn help_where_nothing_sends_a_code_blames_nobody_for_registering_too_little() {
    let kiosk = without_mail().await;
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    kiosk.add(Person::named("new")).await;
    for (login, said, unsaid) in
        [("ada", "Nothing here can send one", "too few of them"), ("new", "too few of them", "can send one")]
    {
        let mut visit = kiosk.visit();
        visit.press("1").await.press(login).await.press("⏎").await.presses(Key::F(1)).await;
        assert_eq!(visit.id(), PageId::Help);
        let words = visit.words();
        assert!(words.contains(said) && !words.contains(unsaid), "{login}: {words}");
    }
}

/// Somebody whose letters were all refused by the mail server, and who may be sent no other.
async fn lost_letters() -> Sitting<'static> {
    let mut making = Making::default();
    making.policy.limits.letters_short = Ceiling { failures: 2, window: Span::minutes(10) };
    // The page outlives this function, and so does its kiosk.
    let kiosk: &'static Kiosk = Box::leak(Box::new(Kiosk::made(making).await));
    kiosk.add(Person::named("ada").email("ada@example.org")).await;
    let mut visit = kiosk.visit();
    visit.press("1ada⏎1").await;
    for _ in 0..2 {
        kiosk.sql("UPDATE letter SET state = 'given-up'").await;
        visit.wait(Span::seconds(31)).await;
        assert!(visit.words().contains("could not be delivered"), "{}", visit.words());
        pick_action(&mut visit, Action::Resend).await;
    }
    visit.press("⎋").await;
    assert_eq!(visit.id(), PageId::ChooseMethod, "{}", visit.words());
    kiosk.sql("UPDATE challenge SET expires_at = 1 WHERE state = 'open'").await;
    visit.press("1").await;
    visit
}

async fn pick_action(visit: &mut Sitting<'_>, action: Action) {
    let page = visit.page();
    if let Some(place) = page.actions.iter().position(|known| *known == action) {
        let item = kiosk::page::Focus::Action(place);
        visit.event(kiosk::flow::event::Event::Point { page: page.id, item }).await;
    }
}

#[tokio::test]
async fn whose_letters_were_lost_is_not_told_that_they_were_sent() {
    let visit = lost_letters().await;
    assert_eq!(visit.id(), PageId::Blocked, "{}", visit.words());
    let words = visit.words();
    assert!(words.contains("A code for you could not be delivered") && !words.contains("We sent you as many codes"), "{words}");
}

/// What somebody is shown who has registered too little, under a policy that lets them put it off so.
async fn prompted(skip: Skip) -> (Page, String) {
    let reminders = ReminderPolicy { skip, ..ReminderPolicy::MODERN };
    let kiosk = Kiosk::made(Making { policy: Policy { reminders, ..policy() }, ..Making::default() }).await;
    kiosk.add(Person::named("ada").email("ada@example.org").group("two")).await;
    let mut visit = kiosk.visit();
    visit.press("3ada⏎").await.press(OLD_PASSWORD).await.press("⏎").await;
    assert_eq!(visit.id(), PageId::RegisterPrompt, "{}", visit.words());
    (visit.page(), visit.words())
}

#[tokio::test]
async fn whoever_put_it_off_as_often_as_they_may_reads_that_it_is_over() {
    let within = Span::days(14);
    for (skip, said) in [
        (Skip::Never, "This cannot be put off."),
        (Skip::Limited { within, times: 0 }, "This cannot be put off any more."),
        (Skip::Limited { within, times: 1 }, "You can put this off once more"),
    ] {
        let (_, words) = prompted(skip).await;
        assert!(words.contains(said), "{skip:?}: {words}");
        assert_eq!(words.contains("Not now"), said.starts_with("You can"), "{skip:?}: {words}");
    }
}

#[tokio::test]
async fn the_end_of_a_registration_speaks_of_no_list() {
    for (person, said) in [
        (Person::named("ada").totp(), "Having one more way"),
        (Person::named("ada").totp().email("ada@example.org"), "You also have something to fall back on"),
    ] {
        let kiosk = Kiosk::new().await;
        kiosk.add(person).await;
        let mut visit = at_settings(&kiosk).await;
        visit.press("1").await.press(&kiosk.totp()).await.press("⏎").await;
        pick_action(&mut visit, Action::Finish).await;
        assert_eq!(visit.id(), PageId::DoneRegister, "{}", visit.words());
        let words = visit.words();
        assert!(words.contains(said) && !words.contains("That is enough"), "{words}");
    }
}

#[tokio::test]
async fn where_something_can_only_be_removed_its_page_is_called_so() {
    let kiosk = Kiosk::new().await;
    let emails = vec![(Origin::Authentication, "a@example.org"), (Origin::Authentication, "b@example.org")];
    kiosk.add(Person { emails, ..Person::named("ada") }).await;
    for (words, title) in [("a***@example.org", "Remove it?"), ("b***@example.org", "Change or remove it")] {
        let mut visit = at_settings(&kiosk).await;
        visit.press("1").await.press(&kiosk.code().await).await.press("⏎").await;
        pick(&mut visit, words).await;
        assert_eq!(visit.said(&visit.page().title), title, "{}", visit.words());
        kiosk.ambient.advance(Span::minutes(20));
    }
}
