//! What somebody who signed in is reminded of: set up, put off or confirmed, and that nothing they do there passes by
//! what guards their settings.

use super::super::settings::{SettingsReply, SettingsWish};
use super::authority::signed_in;
use super::settings::ledger::registration;
use super::*;
use crate::domain::mask::Mask;
use crate::domain::policy::Skips;
use crate::domain::registration::Registration;
use crate::domain::reminder::{Reminder, Settled, Settling, Why};

const SOON: Moment = Moment::from_millis(START.millis() + 86_400_000);
const LEFT: Why = Why::Missing { skips: Skips::Left { times: 2, until: SOON } };
const LAST: Why = Why::Missing { skips: Skips::None };

fn due(why: Why) -> Reminder {
    let missing = usize::from(why != Why::Unconfirmed);
    let can_add = vec![Method::Totp, Method::Email, Method::Questions];
    Reminder { registration: Registration { has: 2 - missing, can_add, ..registration() }, why }
}

/// Signed in from the start page, with something to be reminded of.
fn reminded(why: Why) -> Stage {
    let mut stage = Stage::new(Authority::two_gates());
    stage.authority.ledger.due = Some(due(why));
    stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
    stage
}

/// At the end of a reset, with something to be reminded of.
fn reset(why: Why) -> Stage {
    let mut stage = Stage::proved();
    stage.authority.ledger.due = Some(due(why));
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    stage
}

/// A stage on every page about a reminder.
pub fn stages() -> Vec<Stage> {
    let mut others = reminded(LEFT);
    others.key(Key::Char('2'));
    let stages = vec![reminded(LEFT), reminded(LAST), others, reminded(Why::Unconfirmed), reset(LEFT)];
    let ids: Vec<_> = stages.iter().map(Stage::id).collect();
    assert_eq!(ids[..3], [PageId::RegisterPrompt; 3]);
    assert_eq!(ids[3..], [PageId::Reconfirm, PageId::DoneReset]);
    stages
}

fn choices(stage: &Stage) -> Vec<&'static str> {
    stage.page().choices.iter().map(|choice| choice.id).collect()
}

#[test]
fn a_mailbox_that_does_not_count_is_not_passed_off_as_a_way_back_in() {
    let mut stage = Stage::new(Authority::two_gates());
    let mut due = due(Why::Unconfirmed);
    due.registration.contacts[2].of_house = true;
    stage.authority.ledger.due = Some(due);
    stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
    let told: Vec<_> = stage.page().lead.iter().map(|text| text.id).collect();
    assert_eq!(told[1..4], ["reconfirm-address-first", "reconfirm-address", "reconfirm-address-of-house"]);
}

/// Where no code goes none is promised, and whoever may not see an address learns nothing else of it.
#[test]
fn what_gets_no_codes_is_not_passed_off_as_a_way_back_in() {
    let told = |change: fn(&mut Registration)| {
        let mut stage = Stage::new(Authority::two_gates());
        let mut due = due(Why::Unconfirmed);
        change(&mut due.registration);
        stage.authority.ledger.due = Some(due);
        stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
        stage.page().lead.iter().map(|text| text.id).filter(|id| id.starts_with("reconfirm-address")).collect::<Vec<_>>()
    };
    let only = "reconfirm-address-only";
    assert_eq!(told(|all| all.mails = false), [only; 3]);
    assert_eq!(told(|all| all.contacts[2].takes_codes = false), ["reconfirm-address-first", "reconfirm-address", only]);
    assert_eq!(
        told(|all| {
            for (place, contact) in all.contacts.iter_mut().enumerate() {
                (contact.mask, contact.of_house, contact.takes_codes) = (Mask::Veiled, place == 1, place == 0);
            }
        }),
        ["reconfirm-address"; 3]
    );
}

#[test]
fn the_most_secure_way_is_suggested_and_the_others_can_be_had() {
    let mut stage = reminded(LEFT);
    assert_eq!(choices(&stage), ["methods-add-app", "register-prompt-others", "register-prompt-not-now"]);
    stage.key(Key::Char('2'));
    let all = ["methods-add-app", "methods-add-address", "methods-add-answers", "register-prompt-not-now"];
    assert_eq!(choices(&stage), all);
    stage.key(Key::Esc);
    assert_eq!(choices(&stage).len(), 3);
}

#[test]
fn what_is_added_ends_the_reminder() {
    let mut stage = reminded(LAST);
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::AddMethod);
    stage.type_in("111111").key(Key::Enter);
    assert_eq!(stage.id(), PageId::Methods);
    assert_eq!(stage.authority.ledger.changes, ["app-added"]);
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::MyAccount);
}

/// One step back is the page before: what they were reminded of, with as many ways as they saw.
#[test]
fn what_is_left_half_way_is_asked_again() {
    for (keys, listed) in [(&['1'][..], 2), (&['2', '1'], 3), (&['2', '2'], 3), (&['2', '3'], 3)] {
        let mut stage = reminded(LAST);
        for key in keys {
            stage.key(Key::Char(*key));
        }
        assert_eq!(stage.id(), PageId::AddMethod);
        stage.key(Key::Esc);
        assert_eq!((stage.id(), choices(&stage).len()), (PageId::RegisterPrompt, listed), "{keys:?}");
        assert!(stage.authority.ledger.changes.is_empty());
    }
}

#[test]
fn whoever_finishes_with_too_little_is_told_so() {
    let mut stage = reminded(LAST);
    stage.authority.ledger.why = Some(crate::domain::registration::Unfit::TooMany);
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::Methods);
    let place = stage.page().actions.iter().position(|action| *action == Action::Finish).expect("offered");
    stage.event(Event::Point { page: PageId::Methods, item: Focus::Action(place) });
    assert_eq!(stage.id(), PageId::RegisterPrompt, "the list is no way around it");
    assert_eq!(stage.page().notices.iter().map(|notice| notice.text.id).collect::<Vec<_>>(), ["register-prompt-still"]);
}

/// For whoever comes by the end of a reset it may be the first page in a language of theirs.
#[test]
fn ones_own_language_is_offered_on_a_reminder() {
    for why in [LEFT, Why::Unconfirmed] {
        for (language, offers) in [(Some(Language::Dutch), true), (Some(Language::English), false), (None, false)] {
            let mut stage = Stage::new(Authority::preferring(language));
            stage.authority.ledger.due = Some(due(why));
            stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
            assert!(matches!(stage.id(), PageId::RegisterPrompt | PageId::Reconfirm), "{:?}", stage.id());
            let is_offered = |stage: &Stage| stage.page().notices.iter().any(|notice| notice.text.id == "language-offer");
            assert_eq!(is_offered(&stage), offers, "{why:?} {language:?}");
            stage.key(Key::F(2)).key(Key::F(2));
            assert!(!is_offered(&stage), "whoever chose is asked no more");
        }
    }
}

#[test]
fn the_way_back_from_what_is_to_be_proved_leads_to_the_reminder() {
    for why in [LAST, Why::Unconfirmed] {
        let mut stage = reminded(why);
        stage.authority.ledger.has_own = true;
        let before = stage.id();
        stage.key(Key::Char(if why == LAST { '1' } else { '2' }));
        assert_eq!(stage.id(), PageId::ChooseMethod);
        stage.key(Key::Esc);
        assert_eq!(stage.id(), before, "no way around it");
    }
}

#[test]
fn whoever_chose_a_password_is_not_told_that_it_is_the_old_one() {
    let mut stage = reset(Why::Unconfirmed);
    stage.key(Key::Char('1')).key(Key::F(10));
    assert_eq!(stage.page().lead[0].id, "end-visit-account");
    stage.key(Key::Tab).key(Key::Enter);
    assert_eq!((stage.id(), stage.page().lead[1].id), (PageId::Farewell, "farewell-settings"));
}

#[test]
fn it_is_put_off_only_where_that_is_offered() {
    let mut stage = reminded(LEFT);
    assert_eq!(stage.page().lead[1].id, "register-prompt-skips");
    stage.key(Key::Char('3'));
    assert_eq!((stage.id(), stage.authority.ledger.settled.as_slice()), (PageId::MyAccount, [Settling::PutOff].as_slice()));
    let mut stage = reminded(LAST);
    assert_eq!(stage.page().lead[1].id, "register-prompt-no-skip");
    stage.key(Key::Char('3'));
    assert_eq!(stage.id(), PageId::RegisterPrompt);
    assert!(stage.authority.ledger.settled.is_empty());
}

#[test]
fn a_method_of_ones_own_is_proved_before_another_is_added() {
    let mut stage = reminded(LAST);
    stage.authority.ledger.has_own = true;
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::ChooseMethod);
    stage.key(Key::Char('1')).type_in("222222").key(Key::Enter);
    assert_eq!(stage.id(), PageId::AddMethod, "on the way to what was chosen");
    assert_eq!(stage.authority.opened, [(Gate::Settings, Method::Totp)]);
    assert_eq!(stage.authority.ledger.unproved, 0);
}

#[test]
fn what_is_registered_is_said_to_be_right_or_changed() {
    let mut stage = reminded(Why::Unconfirmed);
    assert_eq!(stage.id(), PageId::Reconfirm);
    assert_eq!(stage.page().lead.len(), 5, "three addresses and an app: {:?}", stage.page().lead);
    stage.key(Key::Char('1'));
    assert_eq!((stage.id(), stage.authority.ledger.settled.as_slice()), (PageId::MyAccount, [Settling::Confirm].as_slice()));
    let mut stage = reminded(Why::Unconfirmed);
    stage.key(Key::Char('2'));
    assert_eq!(stage.id(), PageId::Methods);
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::Reconfirm);
    stage.key(Key::Char('2')).key(Key::BackTab);
    for _ in 0..20 {
        if stage.page().focus != Focus::Action(0) {
            stage.key(Key::BackTab);
        }
    }
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::MyAccount, "whoever has seen it all and finishes is not asked again");
    assert_eq!(stage.authority.ledger.settled, [Settling::Confirm]);
}

#[test]
fn whoever_changed_something_is_not_asked_whether_it_is_right() {
    let mut stage = reminded(Why::Unconfirmed);
    stage.key(Key::Char('2')).key(Key::Char('4')).key(Key::Down).key(Key::Enter);
    assert_eq!((stage.id(), stage.authority.ledger.changes.as_slice()), (PageId::Methods, &["app-removed"][..]));
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::MyAccount);
    assert!(stage.authority.ledger.settled.is_empty(), "the change itself did that");
}

#[test]
fn trouble_loses_no_reminder() {
    let mut stage = reminded(LEFT);
    stage.authority.trouble = Some(Trouble::Unavailable);
    stage.key(Key::Char('3'));
    assert_eq!(stage.id(), PageId::Unavailable);
    stage.authority.trouble = None;
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::RegisterPrompt);
    stage.key(Key::Char('3'));
    assert_eq!(stage.id(), PageId::MyAccount);
}

#[test]
fn whoever_is_signed_out_meanwhile_signs_in_again() {
    let mut stage = reminded(LEFT);
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Char('3'))));
    assert!(matches!(asked.as_slice(), [Effect::Settings(SettingsWish::Settle { .. })]), "{asked:?}");
    stage.event(Event::Reply(Reply::Settings(Box::new(SettingsReply::Settled(Ok(Settled::SignedOut))))));
    assert_eq!(stage.id(), PageId::SignIn);
    assert_eq!(stage.page().notices[0].text.id, "sign-in-again");
}

#[test]
fn a_reminder_that_cannot_be_settled_so_is_shown_as_it_is_now() {
    let mut stage = reminded(LEFT);
    let _: Vec<Effect> = stage.event_unanswered(Event::Input(Input::Key(Key::Char('3'))));
    let refused = Settled::Refused { signed_in: signed_in(stage.now), due: Some(Box::new(due(LAST))) };
    stage.event(Event::Reply(Reply::Settings(Box::new(SettingsReply::Settled(Ok(refused))))));
    assert_eq!((stage.id(), stage.page().lead[1].id), (PageId::RegisterPrompt, "register-prompt-no-skip"));
}

#[test]
fn the_end_of_a_reset_offers_what_is_missing_and_waits_for_an_answer() {
    let mut stage = reset(LEFT);
    assert_eq!((stage.id(), choices(&stage)), (PageId::DoneReset, vec!["done-offer-set-up"]));
    assert!(stage.seen.is_empty(), "the visit is not over: {:?}", stage.seen);
    stage.wait(Span::seconds(40));
    assert_eq!(stage.id(), PageId::DoneReset, "a page with an offer does not go by itself");
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::RegisterPrompt);
}

/// Nobody was stopped: the new password is there, and what was looked at is put off by nothing.
#[test]
fn what_was_only_offered_is_left_as_it_was_and_nothing_is_put_off() {
    for why in [LEFT, LAST, Why::Missing { skips: Skips::UsedUp }] {
        for leave in [Key::Char('3'), Key::Esc] {
            let mut stage = reset(why);
            let before = stage.page();
            stage.key(Key::Char('1'));
            assert_eq!((stage.id(), stage.page().lead.len()), (PageId::RegisterPrompt, 1), "{:?}", stage.page().lead);
            stage.key(Key::Char('2')).key(Key::Esc);
            assert_eq!(stage.id(), PageId::RegisterPrompt, "the other ways come first");
            stage.key(leave);
            assert_eq!(stage.page(), before, "{why:?} {leave:?}");
            assert!(stage.authority.ledger.settled.is_empty());
            stage.key(Key::Char('1')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
            assert_eq!(stage.authority.ledger.changes, ["app-added"], "what was left can be had again");
        }
    }
}

#[test]
fn whoever_leaves_the_offer_has_completed_their_reset() {
    let mut stage = reset(LEFT);
    stage.key(Key::F(10));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Completed), Effect::Over]), "{:?}", stage.seen);
    let mut stage = reset(LEFT);
    stage.wait(Span::seconds(61)).wait(Span::seconds(31));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Completed), Effect::Over]), "{:?}", stage.seen);
}

#[test]
fn an_offer_ends_with_the_sign_in() {
    let mut stage = reset(LEFT);
    for _ in 0..17 {
        stage.wait(Span::seconds(50)).key(Key::Tab);
    }
    assert_eq!(stage.id(), PageId::DoneReset);
    stage.wait(Span::seconds(51));
    assert!(choices(&stage).is_empty(), "{:?}", stage.page());
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Completed)]));
}
