//! Help lies over a page and changes nothing of it.

use proptest::prelude::*;

use super::authority::receipt;
use super::wrong_order::{make, moves, stages};
use super::*;
use crate::domain::outcome::{Done, Identified, Person};

#[test]
fn help_comes_and_goes_and_leaves_every_page_as_it_was() {
    for mut stage in stages() {
        let before = stage.page();
        for (open, close) in [(Key::F(1), Key::Esc), (Key::F(1), Key::F(1)), (Key::F(1), Key::Enter)] {
            stage.key(open);
            let help = stage.page();
            assert_eq!(help.id, PageId::Help, "{:?}", before.id);
            assert!(help.actions.contains(&Action::Back) && !help.actions.contains(&Action::Help), "{:?}", before.id);
            assert!(help.lead.iter().any(|text| text.id == format!("help-{}", before.help)), "{help:?}");
            stage.key(Key::Char('1')).key(Key::Char('x')).key(Key::Down).key(Key::Tab).key(Key::F(2)).key(Key::F(2));
            stage.key(Key::BackTab).key(close);
            assert_eq!(stage.page(), before);
        }
    }
}

/// Where no page may say why every code of an app is refused, a letter may.
#[test]
fn whoever_is_refused_is_led_to_the_letter_that_says_why() {
    let helped = |change: fn(&mut Person), way| {
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('1')).type_in("ada");
        stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        let mut person = stage.authority.person();
        change(&mut person);
        stage.event(Event::Reply(event::Reply::Identified(Ok(Identified::Welcome(person)))));
        stage.key(Key::Char(way));
        assert_eq!(stage.id(), PageId::EnterTotp);
        stage.page().help
    };
    assert_eq!(helped(|person| person.precise = false, '2'), "enter-totp-by-mail");
    assert_eq!(helped(|_| (), '2'), "enter-totp", "they would have been told");
    let without_mail = |person: &mut Person| {
        person.precise = false;
        person.offers.remove(0);
    };
    assert_eq!(helped(without_mail, '1'), "enter-totp-alone", "there is no such way");
    let closed_mail = |person: &mut Person| {
        person.precise = false;
        person.offers[0].blocked = Some(START + Span::hours(1));
    };
    assert_eq!(helped(closed_mail, '2'), "enter-totp", "it is closed");
}

/// A button that does nothing looks like a broken one.
#[test]
fn help_at_the_start_offers_to_stop_only_where_that_ends_something() {
    for may_quit in [true, false] {
        let mut stage = Stage::new(Authority::two_gates());
        stage.visit = Some(Visit::new(Arc::new(House { may_quit, ..house() }), START));
        stage.key(Key::F(1));
        assert_eq!(stage.page().actions.contains(&Action::Stop), may_quit);
        stage.key(Key::F(10));
        assert_eq!(stage.seen.iter().any(|effect| matches!(effect, Effect::Quit)), may_quit);
    }
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::F(1));
    assert!(stage.page().actions.contains(&Action::Stop), "elsewhere there is something to stop");
}

#[test]
fn help_is_reached_without_function_keys() {
    for mut stage in stages() {
        let id = stage.id();
        let place = stage.page().actions.iter().position(|action| *action == Action::Help);
        let place = place.unwrap_or_else(|| panic!("{id:?} has no help in its row"));
        for _ in 0..stage.page().fields.len() + stage.page().choices.len() + stage.page().actions.len() {
            if stage.page().focus != Focus::Action(place) {
                stage.key(Key::Tab);
            }
        }
        stage.key(Key::Enter);
        assert_eq!(stage.id(), PageId::Help, "{id:?}");
    }
}

#[test]
fn what_runs_below_goes_on_and_what_comes_up_takes_the_place_of_help() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).key(Key::F(1)).wait(Span::seconds(31)).key(Key::Esc);
    assert!(stage.page().lead.iter().any(|text| text.id == "enter-code-resend-now"), "the countdown stood still");
    let mut stage = Stage::proved();
    for _ in 0..14 {
        stage.wait(Span::seconds(59)).key(Key::F(1)).key(Key::F(1));
    }
    stage.key(Key::F(1)).wait(Span::seconds(90));
    assert_eq!(stage.id(), PageId::ChooseMethod, "a proof that ran out is told of");
    assert_eq!(stage.page().notices[0].text.id, "choose-gate-expired");
}

/// Its reply is not lost, and what it asked for is not asked again.
#[test]
fn a_reply_that_arrives_under_help_is_taken() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("ada");
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    stage.key(Key::F(1));
    assert_eq!(stage.id(), PageId::Help);
    let Some(effect) = asked.into_iter().next() else { panic!("nothing was asked") };
    let reply = stage.authority.answer(effect, stage.now).expect("a reply");
    stage.event(Event::Reply(reply));
    assert_eq!(stage.id(), PageId::ChooseMethod);
}

#[test]
fn readers_have_longer_and_are_warned_all_the_same() {
    for mut stage in [Stage::new(Authority::two_gates()), Stage::identified(Authority::two_gates())] {
        let id = stage.id();
        stage.key(Key::F(1)).wait(Span::seconds(179));
        assert_eq!(stage.id(), PageId::Help);
        stage.wait(Span::seconds(1));
        assert_eq!(stage.id(), PageId::IdleWarning, "{id:?}");
        stage.key(Key::F(1));
        assert_eq!(stage.id(), PageId::Help, "the key that answers the warning does nothing else");
        stage.wait(Span::seconds(240));
        assert!(stage.seen.iter().any(|effect| matches!(effect, Effect::Over)), "{id:?}");
    }
}

#[test]
fn stop_works_in_help_too() {
    let mut stage = Stage::proved();
    stage.key(Key::F(1)).key(Key::Ctrl('c'));
    assert_eq!(stage.id(), PageId::EndVisit);
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::NewPassword);
}

proptest! {
    /// Wherever anything led, opening and closing help is as if nothing had been pressed.
    #[test]
    fn help_is_never_felt(steps in proptest::collection::vec(moves(), 1..40)) {
        let mut stage = Stage::new(Authority::two_gates());
        for step in &steps {
            make(&mut stage, step);
            let before = stage.page();
            let is_over = stage.seen.iter().any(|effect| matches!(effect, Effect::Over));
            if !is_over && !matches!(before.id, PageId::IdleWarning | PageId::Help) {
                stage.key(Key::F(1));
                prop_assert_eq!(stage.id(), PageId::Help);
                let effects = stage.event_unanswered(Event::Input(Input::Key(Key::Esc)));
                prop_assert!(effects.is_empty());
                prop_assert_eq!(stage.page(), before);
            }
        }
    }
}

#[test]
fn help_has_the_title_of_its_page_and_no_button_that_does_nothing() {
    let mut stage = Stage::asked_why(Authority::one_gate());
    stage.authority.unlock = Some(Lock::Open);
    stage.key(Key::Char('2')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
    let title = stage.page().title.id;
    assert_ne!(title, stage.id().title(), "a page with another title than its like");
    stage.key(Key::F(1));
    assert_eq!(stage.page().title.args, [("page", crate::page::Arg::Word(title))]);
    assert!(stage.page().actions.contains(&Action::AskHelp));
    let mut asking = Stage::identified(Authority::two_gates());
    asking.key(Key::F(3)).key(Key::F(1));
    assert_eq!(asking.id(), PageId::Help);
    assert!(!asking.page().actions.contains(&Action::AskHelp));
}

/// A page that has another form than its like is helped with in words of its own.
#[test]
fn each_form_of_a_page_has_its_own_help() {
    let helped = |stage: &mut Stage| stage.key(Key::F(1)).page().lead[0].id;
    let mut not_locked = Stage::asked_why(Authority::one_gate());
    not_locked.authority.unlock = Some(Lock::Open);
    not_locked.key(Key::Char('2')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert_eq!(helped(&mut not_locked), "help-not-locked");
    let mut text = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
    text.key(Key::Char('4')).type_in("+31612345642").key(Key::Enter);
    assert_eq!(helped(&mut text), "help-enter-text");
    for (done, wanted) in
        [(Done::FirstPassword, "help-done-first"), (Done::Reset, "help-done-reset"), (Done::Unlock, "help-done-unlock")]
    {
        let mut stage = Stage::proved();
        stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper");
        stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
        let receipt = receipt(done, stage.now);
        stage.event(Event::Reply(Reply::Reset(Ok(ResetAnswer::Done(receipt, None)))));
        assert_eq!(helped(&mut stage), wanted);
    }
}

#[test]
fn help_does_not_keep_a_page_that_goes_by_itself() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).key(Key::F(10));
    assert_eq!(stage.id(), PageId::Farewell);
    stage.key(Key::F(1)).wait(Span::seconds(31));
    assert!(stage.seen.iter().any(|effect| matches!(effect, Effect::Over)), "{:?}", stage.seen);
}

/// From the code for an address that was typed one goes back to that, not to another way.
#[test]
fn help_with_the_code_for_a_typed_address_sends_nobody_to_another_way() {
    let mut typed = super::settings::at_list();
    typed.key(Key::Char('6')).type_in("new@example.net").key(Key::Enter);
    assert_eq!((typed.id(), typed.page().help), (PageId::EnterCode, "enter-code-address"));
    typed.key(Key::F(1));
    assert_eq!(typed.page().lead[1].id, "help-enter-code-address-stuck");
}

#[test]
fn help_asks_for_a_user_id_only_where_the_page_does() {
    let asking = |mut stage: Stage| {
        let page = stage.page();
        let place = page.actions.iter().position(|action| *action == Action::AskHelp).expect("offered");
        stage.event(Event::Point { page: page.id, item: Focus::Action(place) });
        (stage.id(), stage.page().fields.len(), stage.page().help)
    };
    let mut unknown = Stage::new(Authority::two_gates());
    unknown.key(Key::Char('1'));
    assert_eq!(asking(unknown), (PageId::HelpRequest, 2, "help-request"));
    assert_eq!(asking(Stage::identified(Authority::two_gates())), (PageId::HelpRequest, 1, "help-request-known"));
}

/// Who would type an address, and wait for a letter that cannot go out?
#[test]
fn a_letter_with_the_user_id_is_offered_only_where_letters_go_out() {
    for mails in [true, false] {
        let mut stage = Stage::new(Authority::two_gates());
        stage.visit = Some(Visit::new(Arc::new(House { mails, ..house() }), START));
        stage.key(Key::Char('1'));
        let offers = |stage: &Stage| stage.page().actions.contains(&Action::ForgotUserId);
        assert_eq!((stage.id(), offers(&stage)), (PageId::Identify, mails));
        stage.type_in("ada").key(Key::Backspace);
        assert_eq!(offers(&stage), mails, "while somebody types");
    }
}
