//! Where nothing more can come of a page, it is left: what is dead is not answered again, and whoever is signed
//! out signs in.

use super::super::event::Reply;
use super::super::settings::{SettingsReply, SettingsWish};
use super::closed_ways::closed_choices;
use super::*;
use crate::domain::limit::Scope;
use crate::domain::method::Gates;
use crate::domain::outcome::{Answered, Identified, Opened, PhoneAnswer, Stop, StopReason, WrongAnswer};
use crate::domain::registration::{ChangeOutcome, Drafted, Entered};
use crate::domain::reminder::Settled;
use crate::domain::support::SupportCode;
use crate::page::Arg;

/// Sends what is typed; the one effect of it.
fn sent(stage: &mut Stage, key: Key) -> Effect {
    stage.event_unanswered(Event::Input(Input::Key(key))).pop().expect("an effect")
}

#[test]
fn a_dead_code_of_ones_own_leads_back_to_the_choice() {
    for why in [WrongAnswer::Dead, WrongAnswer::NeedsLong] {
        for (choice, code) in [('2', "0".repeat(6)), ('3', "A".repeat(25))] {
            let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
            stage.key(Key::Char(choice)).type_in(&code);
            let Effect::Answer { challenge, .. } = sent(&mut stage, Key::Enter) else { panic!("no answer") };
            stage.event(Event::Reply(Reply::Answered(Ok(Answered::Wrong { challenge, why }))));
            assert_eq!(stage.id(), PageId::ChooseMethod, "{why:?}");
            assert_eq!(stage.page().notices[0].text.id, "choose-own-code-dead", "{why:?}");
        }
    }
}

#[test]
fn a_dead_number_leads_back_to_the_choice() {
    for why in [WrongAnswer::Dead, WrongAnswer::NeedsLong] {
        let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
        stage.key(Key::Char('4')).type_in("+31612345678");
        let Effect::ConfirmPhone { challenge, .. } = sent(&mut stage, Key::Enter) else { panic!("no number") };
        stage.event(Event::Reply(Reply::PhoneConfirmed(Ok(PhoneAnswer::Wrong { challenge, why }))));
        assert_eq!(stage.id(), PageId::ChooseMethod, "{why:?}");
        assert_eq!(stage.page().notices[0].text.id, "choose-phone-dead", "{why:?}");
    }
}

/// What stays in its field after a refusal costs nothing when it is sent again as it stands.
#[test]
fn a_refused_code_or_number_is_not_sent_again_as_it_stands() {
    let (code, number) = ("A".repeat(25), "+31612345678".to_owned());
    for (choice, typed, why, told) in [
        ('3', &code, WrongAnswer::Code, "recovery-unchanged"),
        ('3', &code, WrongAnswer::Spent, "recovery-spent"),
        ('4', &number, WrongAnswer::Code, "phone-unchanged"),
    ] {
        let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
        stage.key(Key::Char(choice)).type_in(typed);
        let reply = match sent(&mut stage, Key::Enter) {
            Effect::Answer { challenge, .. } => Reply::Answered(Ok(Answered::Wrong { challenge, why })),
            Effect::ConfirmPhone { challenge, .. } => Reply::PhoneConfirmed(Ok(PhoneAnswer::Wrong { challenge, why })),
            other => panic!("{other:?}"),
        };
        stage.event(Event::Reply(reply));
        assert!(stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).is_empty(), "{told}");
        assert_eq!(stage.page().fields[0].error.as_ref().map(|error| error.id), Some(told));
        stage.key(Key::Backspace).key(Key::Char('9'));
        assert_eq!(stage.page().fields[0].error, None);
        assert!(matches!(sent(&mut stage, Key::Enter), Effect::Answer { .. } | Effect::ConfirmPhone { .. }), "{told}");
    }
}

/// "You can try 0 more times" is nothing that anybody could do.
#[test]
fn a_code_or_number_without_a_try_left_leads_back_to_the_choice() {
    for (why, own) in [(WrongAnswer::Code, "choose-own-code-wrong"), (WrongAnswer::Spent, "choose-own-code-dead")] {
        for (choice, typed) in [('2', "0".repeat(6)), ('3', "A".repeat(25)), ('4', "+31612345678".to_owned())] {
            let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
            stage.key(Key::Char(choice)).type_in(&typed);
            let (reply, told) = match sent(&mut stage, Key::Enter) {
                Effect::Answer { mut challenge, .. } => {
                    challenge.tries_left = 0;
                    (Reply::Answered(Ok(Answered::Wrong { challenge, why })), own)
                }
                Effect::ConfirmPhone { mut challenge, .. } => {
                    challenge.tries_left = 0;
                    (Reply::PhoneConfirmed(Ok(PhoneAnswer::Wrong { challenge, why })), "choose-phone-wrong")
                }
                other => panic!("{other:?}"),
            };
            stage.event(Event::Reply(reply));
            assert_eq!((stage.id(), stage.page().notices[0].text.id), (PageId::ChooseMethod, told), "{why:?}");
        }
    }
}

/// Whoever is stopped by their last try is told what became of it; whoever was stopped before it is not.
#[test]
fn whoever_is_stopped_by_a_miss_is_told_of_it() {
    for missed in [true, false] {
        let mut stage = Stage::identified(Authority::two_gates());
        stage.key(Key::Char('2')).type_in("000000");
        assert!(matches!(sent(&mut stage, Key::Enter), Effect::Answer { .. }));
        let reason = StopReason::Blocked { scope: Scope::Method(Method::Totp), until: stage.now + Span::hours(1) };
        let stop = Stop { reason, support: SupportCode::new([0; 16]), missed, spent: false };
        stage.event(Event::Reply(Reply::Answered(Ok(Answered::Stop(stop)))));
        let told: Vec<&str> = stage.page().notices.iter().map(|notice| notice.text.id).collect();
        assert_eq!((stage.id(), told == ["blocked-missed"]), (PageId::Blocked, missed), "{told:?}");
    }
}

/// Where nothing can be sent, half of the way is not walked in vain.
#[test]
fn where_nothing_can_be_sent_another_way_is_offered_only_where_it_is_enough() {
    for (gates, is_enough) in [(Gates::One, true), (Gates::Two, false)] {
        let more = vec![authority::more().remove(1)];
        let mut stage = Stage::new(Authority { gates, more, ..Authority::one_gate() });
        stage.key(Key::Char('1')).type_in("ada");
        assert!(matches!(sent(&mut stage, Key::Enter), Effect::Identify { .. }));
        let mut person = stage.authority.person();
        person.offers.retain(|offer| offer.way.method() != Method::Questions);
        stage.event(Event::Reply(Reply::Identified(Ok(Identified::Welcome(person)))));
        assert!(matches!(sent(&mut stage, Key::Char('1')), Effect::Open { .. }));
        let reason = StopReason::Blocked { scope: Scope::FleetLetters, until: stage.now + Span::hours(1) };
        let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false };
        stage.event(Event::Reply(Reply::Opened(Ok(Opened::Stop(stop)))));
        assert_eq!((stage.id(), stage.page().lead[0].id), (PageId::Blocked, "blocked-lead-fleet"));
        assert_eq!(stage.page().actions.contains(&Action::AnotherWay), is_enough, "{gates:?}");
        if is_enough {
            stage.key(Key::Enter);
            assert_eq!(closed_choices(&stage.page()), ["choose-email", "choose-sms"]);
        }
    }
}

/// Whoever has another way is told so in words, finds it under the cursor, and is not sent back a minute too early.
#[test]
fn a_way_that_is_closed_leads_to_the_open_one() {
    let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::one_gate() });
    assert!(matches!(sent(&mut stage, Key::Char('1')), Effect::Open { .. }));
    let reason = StopReason::Blocked { scope: Scope::Method(Method::Email), until: stage.now + Span::seconds(61) };
    let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false };
    stage.event(Event::Reply(Reply::Opened(Ok(Opened::Stop(stop)))));
    let lead = stage.page().lead;
    assert!(lead[0].args.contains(&("until", Arg::Clock(START + Span::minutes(2)))), "{lead:?}");
    assert_eq!(lead[2].id, "blocked-remedy-other");
    stage.key(Key::Enter);
    assert_eq!((stage.id(), stage.page().focus), (PageId::ChooseMethod, Focus::Choice(1)));
}

/// An address that gets no more letters stays on the list, and is not what somebody comes back to.
#[test]
fn whoever_is_sent_away_from_an_address_finds_another_way_under_the_cursor() {
    let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::one_gate() });
    assert!(matches!(sent(&mut stage, Key::Char('1')), Effect::Open { .. }));
    let reason = StopReason::Blocked { scope: Scope::LettersShort, until: stage.now + Span::minutes(9) };
    let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false };
    stage.event(Event::Reply(Reply::Opened(Ok(Opened::Stop(stop)))));
    assert_eq!(stage.page().lead[0].id, "blocked-letters");
    stage.key(Key::Enter);
    assert_eq!((stage.id(), stage.page().focus), (PageId::ChooseMethod, Focus::Choice(1)));
}

/// What never ends has no time at which it does.
#[test]
fn a_way_that_is_closed_for_good_is_told_without_a_time() {
    let mut stage = Stage::new(Authority { gates: Gates::One, ..Authority::two_gates() });
    stage.key(Key::Char('1')).type_in("ada");
    assert!(matches!(sent(&mut stage, Key::Enter), Effect::Identify { .. }));
    let mut person = stage.authority.person();
    person.offers.retain(|offer| offer.way.method() == Method::Totp);
    stage.event(Event::Reply(Reply::Identified(Ok(Identified::Welcome(person)))));
    assert!(matches!(sent(&mut stage, Key::Char('1')), Effect::Open { .. }));
    let reason = StopReason::Blocked { scope: Scope::Method(Method::Totp), until: Moment::NEVER };
    let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false };
    stage.event(Event::Reply(Reply::Opened(Ok(Opened::Stop(stop)))));
    assert_eq!((stage.id(), stage.page().lead[0].id), (PageId::Blocked, "blocked-lead-for-good"));
}

#[test]
fn whoever_is_signed_out_meanwhile_signs_in_again() {
    let [two, four, five] = ['2', '4', '5'].map(Key::Char);
    for keys in [&[two][..], &[two, five], &[two, four, Key::Down, Key::Enter]] {
        let mut stage = Stage::signed_in('3');
        let (last, before) = keys.split_last().expect("a key");
        for key in before {
            stage.key(*key);
        }
        let Effect::Settings(wish) = sent(&mut stage, *last) else { panic!("{keys:?}") };
        let reply = match wish {
            SettingsWish::Enter { .. } => SettingsReply::Entered(Ok(Entered::SignedOut)),
            SettingsWish::Draft { .. } => SettingsReply::Drafted(Ok(Drafted::SignedOut)),
            SettingsWish::Change { .. } => SettingsReply::Changed(Ok(ChangeOutcome::SignedOut)),
            SettingsWish::Settle { .. } => SettingsReply::Settled(Ok(Settled::SignedOut)),
        };
        stage.event(Event::Reply(Reply::Settings(Box::new(reply))));
        assert_eq!(stage.id(), PageId::SignIn, "{keys:?}");
        assert_eq!(stage.page().notices[0].text.id, "sign-in-again", "{keys:?}");
        assert!(matches!(stage.page().fields[1].value, Value::Secret { length: 0, .. }), "{keys:?}");
    }
}

/// Nobody who asked for many codes has guessed anything.
#[test]
fn a_block_says_what_it_is_good_for() {
    for (scope, why) in [
        (Scope::LettersShort, "blocked-why-letters"),
        (Scope::LettersLong, "blocked-why-letters"),
        (Scope::FleetLetters, "blocked-why-fleet"),
        (Scope::SignIn, "blocked-why-sign-in"),
        (Scope::Changes, "blocked-why-changes"),
        (Scope::Method(Method::Email), "blocked-why"),
        (Scope::Account, "blocked-why"),
        (Scope::SourceFailures, "blocked-why"),
    ] {
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('1')).type_in("ada");
        sent(&mut stage, Key::Enter);
        let reason = StopReason::Blocked { scope, until: START + Span::hours(1) };
        let stop = Stop { reason, support: SupportCode::new([9; 16]), missed: false, spent: false };
        stage.event(Event::Reply(Reply::Identified(Ok(Identified::Stop(stop)))));
        assert_eq!((stage.id(), stage.page().lead[1].id), (PageId::Blocked, why), "{scope:?}");
    }
}
