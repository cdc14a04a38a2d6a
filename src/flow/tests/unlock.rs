//! Being let in with the password that one has.

use super::authority::Lock;
use super::*;
use crate::domain::outcome::{Done, UnlockAnswer};

fn proved_for_unlock(authority: Authority) -> Stage {
    let mut stage = Stage::asked_why(authority);
    stage.key(Key::Char('2')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
    stage
}

#[test]
fn both_gates_are_asked_and_nothing_more() {
    let mut stage = proved_for_unlock(Authority::two_gates());
    assert_eq!(stage.page().lead[0].id, "choose-second-lead");
    assert!(stage.authority.unlocks.is_empty(), "one of two proofs is not enough");
    stage.key(Key::Char('1')).type_in("222222").key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneUnlock);
    assert_eq!(stage.authority.unlocks, [[Method::Email, Method::Totp]]);
    assert_eq!(stage.authority.password, None);
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Completed)]));
}

#[test]
fn the_way_back_leads_by_the_question() {
    let mut stage = Stage::asked_why(Authority::two_gates());
    assert_eq!(stage.id(), PageId::Goal);
    stage.key(Key::Char('2'));
    assert_eq!(stage.page().lead[0].id, "choose-first-lead-unlock");
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::Goal);
    stage.key(Key::Char('1'));
    assert_eq!(stage.page().lead[0].id, "choose-first-lead");
    stage.key(Key::Esc).key(Key::Esc);
    assert_eq!(stage.id(), PageId::Identify);
}

fn user_id(stage: &Stage) -> String {
    match &stage.page().fields[0].value {
        Value::Plain { text, .. } => text.clone(),
        other => panic!("{other:?}"),
    }
}

/// Where pages tell nothing, a slip in the user ID shows nowhere: whoever finds it mends it, and nothing else.
#[test]
fn whoever_goes_back_to_their_user_id_finds_it_as_they_typed_it() {
    for (unlock, back) in [(Some(Lock::Shut), 1), (Some(Lock::Shut), 2), (None, 1)] {
        let mut stage = Stage::new(Authority { unlock, ..Authority::two_gates() });
        stage.key(Key::Char('1')).type_in("Ada").key(Key::Enter);
        if back == 2 {
            stage.key(Key::Char('1'));
        }
        for _ in 0..back {
            stage.key(Key::Esc);
        }
        assert_eq!((stage.id(), user_id(&stage).as_str()), (PageId::Identify, "Ada"), "{unlock:?} {back}");
        stage.key(Key::Left).key(Key::Char('d')).key(Key::Enter);
        assert_eq!((stage.id(), user_id(&stage).as_str()), (PageId::Identify, "Adda"), "it is mended where it was wrong");
        stage.key(Key::Esc);
        assert_eq!((stage.id(), user_id(&stage).as_str()), (PageId::Identify, ""), "what is filled is cleared first");
        stage.key(Key::Esc).key(Key::Char('1'));
        assert_eq!((stage.id(), user_id(&stage).as_str()), (PageId::Identify, ""), "who comes from the start begins anew");
    }
}

#[test]
fn an_account_that_was_not_locked_can_still_get_a_new_password() {
    let mut stage = Stage::asked_why(Authority::one_gate());
    stage.authority.unlock = Some(Lock::Open);
    stage.key(Key::Char('2')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert_eq!(stage.page().title.id, "not-locked-title");
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::NewPassword);
    stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
    assert_eq!(stage.authority.resets, [[Method::Email]], "on the proofs that were given before");
}

#[test]
fn whoever_remembers_at_last_keeps_their_password() {
    let mut stage = Stage::asked_why(Authority::one_gate());
    stage.key(Key::Char('1')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert!(stage.page().actions.contains(&Action::OnlyUnlock));
    let place = stage.page().actions.iter().position(|action| *action == Action::OnlyUnlock).expect("the offer");
    for _ in 0..stage.page().fields.len() + place {
        stage.key(Key::Tab);
    }
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneUnlock);
    assert_eq!(stage.authority.unlocks, [[Method::Email]]);
}

/// Whoever typed their password and keeps it is not sent to look for what else may be wrong.
#[test]
fn whoever_knows_their_password_and_is_not_locked_is_told_just_that() {
    for (refuses, lead, help, focus) in [
        (true, &["not-locked-known"][..], "not-locked-known", Action::StartOver),
        (false, &["not-locked-lead", "not-locked-keys", "not-locked-other"], "not-locked", Action::NewPassword),
    ] {
        let mut stage = Stage::asked_why(Authority::one_gate());
        stage.authority.unlock = Some(Lock::Open);
        stage.key(Key::Char('1')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
        if refuses {
            stage.authority.refuses = true;
            stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
        }
        let place = stage.page().actions.iter().position(|action| *action == Action::OnlyUnlock).expect("the offer");
        stage.event(Event::Point { page: PageId::NewPassword, item: Focus::Action(place) });
        let page = stage.page();
        assert_eq!(page.lead.iter().map(|text| text.id).collect::<Vec<_>>(), lead);
        assert!(page.lead[0].args.iter().any(|(name, _)| *name == "login"), "{page:?}");
        let Focus::Action(place) = page.focus else { panic!("{:?}", page.focus) };
        assert_eq!((page.actions[place], page.help), (focus, help));
    }
}

/// Who may keep the password that they have is told so when they choose it again, by the words of the button.
#[test]
fn the_password_that_one_has_may_be_kept_where_that_is_offered() {
    for (mut stage, complaint) in [
        (Stage::asked_why(Authority::one_gate()), "complaint-current-known"),
        (Stage::identified(Authority::one_gate()), "complaint-current"),
    ] {
        if stage.id() == PageId::Goal {
            stage.key(Key::Char('1'));
        }
        stage.key(Key::Char('1')).type_in("111111").key(Key::Enter);
        stage.authority.refuses = true;
        stage.type_in("zebra copper").key(Key::Enter).type_in("zebra copper").key(Key::Enter);
        assert_eq!(stage.page().notices[0].text.id, complaint);
    }
    for language in Language::ALL {
        let zone = crate::texts::Zone::utc();
        let said = |id| crate::texts::say(&Text::new(id), language, &zone);
        assert!(said("complaint-current-known").contains(&format!("\"{}\"", said("action-only-unlock"))));
    }
}

#[test]
fn where_unlocking_is_off_nobody_is_asked() {
    let mut stage = Stage::identified(Authority::one_gate());
    assert_eq!(stage.id(), PageId::ChooseMethod);
    stage.key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert!(!stage.page().actions.contains(&Action::OnlyUnlock));
}

#[test]
fn trouble_loses_no_proof_and_is_tried_again() {
    let mut stage = Stage::asked_why(Authority::one_gate());
    stage.key(Key::Char('2')).key(Key::Char('1')).type_in("111111");
    let proof = stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).pop().expect("an answer");
    let reply = stage.authority.answer(proof, stage.now).expect("a proof");
    stage.authority.trouble = Some(Trouble::Unavailable);
    stage.event(Event::Reply(reply));
    assert_eq!(stage.id(), PageId::Unavailable);
    stage.authority.trouble = None;
    stage.key(Key::Enter);
    assert_eq!(stage.page().lead[0].id, "unlock-ready");
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::DoneUnlock);
    assert_eq!(stage.authority.unlocks, [[Method::Email], [Method::Email]]);
}

#[test]
fn an_unlock_under_way_cannot_be_stopped_into_a_lie() {
    let mut stage = Stage::asked_why(Authority::one_gate());
    stage.key(Key::Char('2')).key(Key::Char('1')).type_in("111111");
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).pop().expect("an answer");
    let reply = stage.authority.answer(asked, stage.now).expect("a proof");
    let unlock = stage.event_unanswered(Event::Reply(reply));
    assert!(matches!(unlock.as_slice(), [Effect::Unlock { .. }]));
    stage.key(Key::F(10));
    stage.event(Event::Reply(event::Reply::Unlocked(Ok(UnlockAnswer::Done(authority::receipt(Done::Unlock, stage.now))))));
    assert_eq!(stage.id(), PageId::DoneUnlock);
}

/// Waits, pressing a key now and then, until another page comes up; how long that took.
fn until_it_is_over(stage: &mut Stage) -> Span {
    let page = stage.id();
    while stage.id() == page || stage.id() == PageId::IdleWarning {
        assert!(stage.now < START + Span::minutes(17), "{page:?} outlives its proofs");
        stage.wait(Span::seconds(25)).key(Key::Tab);
    }
    START.until(stage.now)
}

/// Whatever page stands behind a passed gate: when its proof runs out, the gate is asked again.
#[test]
fn no_page_outlives_the_proof_that_it_stands_on() {
    let more = || Authority { more: authority::more(), ..Authority::two_gates() };
    let behind_mail = |choice: char| {
        let mut stage = Stage::identified(more());
        stage.key(Key::Char('1')).type_in("111111").key(Key::Enter).key(Key::Char(choice));
        stage
    };
    let mut not_locked = Stage::asked_why(Authority::one_gate());
    not_locked.authority.unlock = Some(Lock::Open);
    not_locked.key(Key::Char('2')).key(Key::Char('1')).type_in("111111").key(Key::Enter);
    let mut unlock = Stage::asked_why(Authority::one_gate());
    unlock.key(Key::Char('2')).key(Key::Char('1')).type_in("111111");
    let asked = unlock.event_unanswered(Event::Input(Input::Key(Key::Enter))).pop().expect("an answer");
    let reply = unlock.authority.answer(asked, unlock.now).expect("a proof");
    unlock.authority.trouble = Some(Trouble::Unavailable);
    unlock.event(Event::Reply(reply));
    unlock.authority.trouble = None;
    unlock.key(Key::Enter);
    assert_eq!(unlock.page().lead[0].id, "unlock-ready");
    let pages = [PageId::DoneUnlock, PageId::Goal, PageId::EnterTotp, PageId::EnterRecoveryCode, PageId::ConfirmPhone];
    let stages = [not_locked, unlock].into_iter().chain(['1', '3', '4'].map(behind_mail));
    for (page, mut stage) in pages.into_iter().zip(stages) {
        assert_eq!(stage.id(), page);
        assert!(until_it_is_over(&mut stage) >= Span::minutes(15), "{page:?} ends too soon");
        assert_eq!(stage.id(), PageId::ChooseMethod, "after {page:?}");
        assert_eq!(stage.page().notices[0].text.id, "choose-gate-expired", "after {page:?}");
    }
}
