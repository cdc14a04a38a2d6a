//! What a visit says when it goes no further: of the ways that are left, of the password that there may not be, and of
//! what outlives it.

use super::closed_ways::closed_choices;
use super::*;
use crate::domain::limit::Scope;
use crate::domain::method::Gates;
use crate::domain::outcome::{Identified, Opened, ResetAnswer, Stop, StopReason, Trouble};
use crate::domain::proof::Proof;
use crate::domain::support::SupportCode;
use crate::texts::{Zone, say};

/// At the choice of a way, as somebody that `change` makes of ada.
fn choosing(change: impl FnOnce(&mut crate::domain::outcome::Person)) -> Stage {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("ada");
    stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let mut person = stage.authority.person();
    change(&mut person);
    stage.event(Event::Reply(Reply::Identified(Ok(Identified::Welcome(person)))));
    assert_eq!(stage.id(), PageId::ChooseMethod);
    stage
}

/// Takes the first way, which `scope` closes.
fn closed(stage: &mut Stage, scope: Scope) {
    stage.event_unanswered(Event::Input(Input::Key(Key::Char('1'))));
    let reason = StopReason::Blocked { scope, until: stage.now + Span::hours(1) };
    let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false };
    stage.event(Event::Reply(Reply::Opened(Ok(Opened::Stop(stop)))));
    assert_eq!(stage.id(), PageId::Blocked);
}

fn lead(stage: &Stage) -> Vec<&'static str> {
    stage.page().lead.iter().map(|text| text.id).collect()
}

/// Stops here, whether that is asked first or not.
fn stop(stage: &mut Stage) {
    stage.key(Key::F(10));
    if stage.id() == PageId::EndVisit {
        stage.key(Key::Tab).key(Key::Enter);
    }
    assert_eq!(stage.id(), PageId::Farewell);
}

#[test]
fn whoever_has_another_way_is_not_told_to_come_back() {
    let mut open = choosing(|_| ());
    closed(&mut open, Scope::Method(Method::Email));
    let mut shut = choosing(|person| person.offers.truncate(1));
    closed(&mut shut, Scope::Method(Method::Email));
    for (stage, title, is_open) in [(open, "blocked-way-title", true), (shut, "blocked-title", false)] {
        let page = stage.page();
        assert_eq!((page.title.id, page.actions.contains(&Action::AnotherWay)), (title, is_open));
    }
}

/// Too much was guessed: what nobody guesses stays open, where that is enough.
#[test]
fn whoever_guessed_too_often_is_led_to_what_is_not_guessed() {
    let mut enough = choosing(|person| person.gates = Gates::One);
    closed(&mut enough, Scope::Account);
    assert_eq!((enough.page().title.id, lead(&enough)[0]), ("blocked-way-title", "blocked-lead-account-some"));
    enough.key(Key::Enter);
    assert_eq!(enough.id(), PageId::ChooseMethod);
    assert_eq!(closed_choices(&enough.page()), ["choose-totp"], "the app is guessed, too");
    let mut short = choosing(|_| ());
    closed(&mut short, Scope::Account);
    assert_eq!((short.page().title.id, lead(&short)[0]), ("blocked-title", "blocked-lead-account"));
    assert!(!short.page().actions.contains(&Action::AnotherWay), "one of two is not enough");
}

/// Of two blocks the longer one holds.
#[test]
fn a_block_of_the_account_shortens_none() {
    use crate::page::Arg;

    let mut stage = choosing(|person| {
        person.gates = crate::domain::method::Gates::One;
        person.offers[1].blocked = Some(START + Span::hours(4));
    });
    closed(&mut stage, Scope::Account);
    stage.key(Key::Enter);
    let app = stage.page().choices[1].clone();
    assert!(app.args.contains(&("until", Arg::end(START + Span::hours(4), stage.now))), "{app:?}");
}

#[test]
fn help_after_wrong_passwords_is_about_those() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('2')).type_in("ada").key(Key::Enter).type_in("violet");
    stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    let reason = StopReason::Blocked { scope: Scope::SignIn, until: stage.now + Span::seconds(60) };
    let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false };
    stage.event(Event::Reply(Reply::SignedIn(Ok(crate::domain::outcome::SignInAnswer::Stop(stop)))));
    assert_eq!((stage.id(), stage.page().help), (PageId::Blocked, "blocked-sign-in"));
    let mut other = choosing(|_| ());
    closed(&mut other, Scope::Account);
    assert_eq!(other.page().help, "blocked");
}

/// Whoever signs in did not ask for another password.
#[test]
fn a_stop_at_sign_in_speaks_of_the_account() {
    for (reason, title, told, help) in [
        (
            StopReason::Elsewhere,
            "stop-elsewhere-title",
            &["stop-elsewhere-lead-account", "stop-elsewhere-why", "stop-elsewhere-remedy-account"][..],
            "stop-elsewhere-account",
        ),
        (
            StopReason::AccountOff,
            "stop-disabled-title-account",
            &["stop-disabled-why-off-account", "stop-disabled-remedy"],
            "stop-disabled-account",
        ),
    ] {
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('2')).type_in("ada").key(Key::Enter).type_in("violet");
        stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        let stop = Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false };
        stage.event(Event::Reply(Reply::SignedIn(Ok(crate::domain::outcome::SignInAnswer::Stop(stop)))));
        let whole = [told, &["desk-phone", "desk-address", "desk-hours", "support-code"]].concat();
        assert_eq!((stage.page().title.id, lead(&stage), stage.page().help), (title, whole, help));
    }
}

/// The address gets no more letters for now, and without it the rest is too little: that is told before the rest is
/// proved in vain.
#[test]
fn nobody_proves_the_half_of_it_while_no_letter_goes_out() {
    for scope in [Scope::LettersShort, Scope::LettersLong] {
        let mut short = choosing(|person| person.offers.truncate(2));
        closed(&mut short, scope);
        assert_eq!(lead(&short)[..2], ["blocked-letters", "blocked-letters-needed"]);
        assert!(!short.page().actions.contains(&Action::AnotherWay), "it would lead back here");
        let mut enough = choosing(|_| ());
        closed(&mut enough, scope);
        assert!(!lead(&enough).contains(&"blocked-letters-needed"), "{:?}", lead(&enough));
        assert!(enough.page().actions.contains(&Action::AnotherWay), "an app and questions are two");
        let mut alone = choosing(|person| {
            person.gates = Gates::One;
            person.offers.truncate(1);
        });
        closed(&mut alone, scope);
        assert!(!lead(&alone).contains(&"blocked-letters-needed"), "one is all it takes");
    }
}

/// Whoever has one way to prove who they are is not told to take another.
#[test]
fn help_with_the_code_of_the_only_way_speaks_of_no_other() {
    for (ways, help) in [(1, "enter-code-alone"), (2, "enter-code")] {
        let mut stage = choosing(|person| {
            person.gates = Gates::One;
            person.offers.truncate(ways);
        });
        stage.key(Key::Char('1'));
        assert_eq!((stage.id(), stage.page().help), (PageId::EnterCode, help));
        assert_eq!(stage.page().actions.contains(&Action::AnotherWay), ways == 2);
    }
}

/// Two addresses that had their letters are no ways out of each other.
#[test]
fn nobody_goes_round_between_addresses_that_had_their_letters() {
    let mut stage = choosing(|person| {
        person.gates = crate::domain::method::Gates::One;
        let to = Some((crate::domain::id::ContactId::from_stored("N".to_owned()), masked("n@example.org")));
        person.offers.truncate(1);
        person
            .offers
            .push(crate::domain::outcome::Offer { way: crate::domain::outcome::Way::Email { to }, ..person.offers[0].clone() });
    });
    closed(&mut stage, Scope::LettersShort);
    stage.key(Key::Enter);
    assert_eq!((stage.id(), closed_choices(&stage.page())), (PageId::ChooseMethod, vec!["choose-email"]));
    stage.event_unanswered(Event::Input(Input::Key(Key::Char('2'))));
    let reason = StopReason::Blocked { scope: Scope::LettersShort, until: stage.now + Span::hours(2) };
    stage.event(Event::Reply(Reply::Opened(Ok(Opened::Stop(Stop {
        reason,
        support: SupportCode::new([0; 16]),
        missed: false,
        spent: false,
    })))));
    let page = stage.page();
    assert_eq!((page.title.id, page.actions.contains(&Action::AnotherWay)), ("blocked-title", false));
    let first = crate::page::Arg::end(stage.now + Span::hours(1), stage.now);
    assert_eq!(page.lead[0].args[0].1, first, "the first of them will do");
}

#[test]
fn what_is_made_up_for_somebody_without_a_password_is_not_called_new() {
    for (has_password, label) in [(true, "suggest-field"), (false, "suggest-field-first")] {
        let mut stage = choosing(|person| (person.gates, person.has_password) = (Gates::One, has_password));
        stage.key(Key::Char('1')).type_in("111111").key(Key::Enter).key(Key::F(7));
        assert_eq!((stage.id(), stage.page().fields[0].label.id), (PageId::NewPassword, label));
    }
}

#[test]
fn whoever_has_no_password_is_not_told_of_one() {
    let first = || choosing(|person| person.has_password = false);
    let [mut choosing, mut waiting, mut blocked, mut troubled] = std::array::from_fn(|_| first());
    waiting.event_unanswered(Event::Input(Input::Key(Key::Char('1'))));
    closed(&mut blocked, Scope::Method(Method::Email));
    troubled.authority.trouble = Some(Trouble::Unavailable);
    troubled.key(Key::Char('1'));
    assert_eq!(lead(&troubled)[..2], ["unavailable-lead", "unavailable-kept-settings"]);
    choosing.key(Key::F(10));
    assert_eq!(lead(&choosing), ["end-visit-lead", "end-visit-no-password"]);
    choosing.key(Key::Enter);
    for mut stage in [choosing, waiting, blocked, troubled] {
        stop(&mut stage);
        assert_eq!(lead(&stage), ["farewell-stopped", "farewell-no-password"]);
    }
    let mut known = Stage::identified(Authority::two_gates());
    stop(&mut known);
    assert_eq!(lead(&known), ["farewell-stopped", "farewell-nothing-changed"]);
}

/// Ends the reset with `reply` and the visit after it; what the last page says.
fn stopped_at_reset(mut stage: Stage, reply: Result<ResetAnswer, (Vec<Proof>, Trouble)>) -> Vec<&'static str> {
    stage.key(Key::Char('2')).type_in("222222").key(Key::Enter);
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper");
    stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    stage.event(Event::Reply(Reply::Reset(reply)));
    stop(&mut stage);
    lead(&stage)
}

#[test]
fn what_ends_a_reset_speaks_of_the_password_that_there_is() {
    let blocked = || {
        let reason = StopReason::Blocked { scope: Scope::Account, until: Moment::NEVER };
        Ok(ResetAnswer::Stop(Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false }))
    };
    for (has_password, said) in [(true, "farewell-nothing-changed"), (false, "farewell-no-password")] {
        let stage = choosing(|person| (person.gates, person.has_password) = (Gates::One, has_password));
        assert_eq!(stopped_at_reset(stage, blocked()), ["farewell-stopped", said]);
    }
    let stage = choosing(|person| person.gates = Gates::One);
    assert_eq!(stopped_at_reset(stage, Err((vec![], Trouble::Unknown))), ["farewell-stopped"], "nobody knows what it is now");
}

/// Before anybody is known, and where nobody may be spoken of, there may be no password that could have changed.
#[test]
fn who_is_not_known_is_told_of_no_password() {
    let at_identify = |reply| {
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('1')).type_in("ada");
        stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        stage.event(Event::Reply(Reply::Identified(reply)));
        stage
    };
    let stop_for =
        |reason| Ok(Identified::Stop(Stop { reason, support: SupportCode::new([0; 16]), missed: false, spent: false }));
    for (reason, said) in [
        (StopReason::Blocked { scope: Scope::Account, until: Moment::NEVER }, None),
        (StopReason::UnregisteredFirst, Some("farewell-no-password")),
        (StopReason::Unregistered, Some("farewell-nothing-changed")),
    ] {
        let mut stage = at_identify(stop_for(reason));
        stop(&mut stage);
        assert_eq!(lead(&stage).get(1).copied(), said, "{reason:?}");
    }
    for (trouble, told) in [
        (Trouble::Busy, vec!["busy-lead", "busy-kept-settings"]),
        (Trouble::Unavailable, vec!["unavailable-lead", "unavailable-kept-settings"]),
    ] {
        let mut stage = at_identify(Err(trouble));
        assert_eq!(lead(&stage)[..2], told);
        stop(&mut stage);
        assert_eq!(lead(&stage), ["farewell-stopped"]);
    }
    let mut stage = choosing(|person| person.precise = false);
    stage.key(Key::F(10));
    assert_eq!(lead(&stage), ["end-visit-lead"]);
    stage.key(Key::Tab).key(Key::Enter);
    assert_eq!(lead(&stage), ["farewell-stopped"]);
}

/// A block comes up before there is a first password, and after a new one was chosen, too.
#[test]
fn no_block_speaks_of_the_password() {
    for id in ["blocked-why", "blocked-why-letters", "blocked-why-fleet", "help-blocked", "help-blocked-stuck"] {
        for (language, password) in [(Language::English, "password"), (Language::Dutch, "wachtwoord")] {
            let said = say(&Text::new(id), language, &Zone::utc());
            assert!(!said.contains(password), "{said}");
        }
    }
}

#[test]
fn a_request_for_help_outlives_the_visit_and_says_so() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::F(3)).key(Key::Enter);
    assert_eq!(stage.id(), PageId::HelpSent);
    let number = stage.page().notices[0].text.args.clone();
    stage.key(Key::Esc);
    stop(&mut stage);
    let last = stage.page().lead.last().cloned().expect("a lead");
    assert_eq!((last.id, last.args), ("farewell-request", number));
}
