//! Somebody points at what they mean: the same follows as from keys.

use proptest::prelude::*;

use super::wrong_order::{make, moves, stages};
use super::*;

fn point(stage: &mut Stage, item: Focus) {
    let page = stage.id();
    stage.event(Event::Point { page, item });
}

fn point_at(stage: &mut Stage, action: Action) {
    let place = stage.page().actions.iter().position(|other| *other == action).expect("the action");
    point(stage, Focus::Action(place));
}

#[test]
fn a_whole_reset_goes_without_function_keys_tab_and_enter() {
    let mut stage = Stage::new(Authority::two_gates());
    point(&mut stage, Focus::Choice(0));
    stage.type_in("ada");
    point_at(&mut stage, Action::Next);
    point(&mut stage, Focus::Choice(0));
    stage.type_in("111111");
    point_at(&mut stage, Action::Next);
    point(&mut stage, Focus::Choice(0));
    stage.type_in("222222");
    point_at(&mut stage, Action::Next);
    stage.type_in("zebra copper");
    point_at(&mut stage, Action::Reveal);
    assert_eq!(stage.page().focus, Focus::Field(0), "a button takes no focus");
    assert!(matches!(stage.page().fields[0].value, Value::Secret { shown: Some(_), .. }));
    point(&mut stage, Focus::Field(1));
    stage.type_in("zebra copper");
    point_at(&mut stage, Action::Finish);
    assert_eq!(stage.id(), PageId::DoneReset);
}

#[test]
fn what_is_not_there_or_not_any_more_does_nothing() {
    for mut stage in stages() {
        let before = stage.page();
        for item in [Focus::Field(9), Focus::Choice(30), Focus::Action(99), Focus::Action(usize::MAX), Focus::Choice(usize::MAX)]
        {
            point(&mut stage, item);
            assert_eq!(stage.page(), before);
        }
        let elsewhere = if before.id == PageId::Blocked { PageId::Captcha } else { PageId::Blocked };
        for item in [Focus::Field(0), Focus::Choice(0), Focus::Action(0)] {
            stage.event(Event::Point { page: elsewhere, item });
            assert_eq!(stage.page(), before, "meant for another page");
        }
    }
}

#[test]
fn pointing_answers_a_warning_and_does_nothing_else() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.wait(Span::seconds(60));
    point(&mut stage, Focus::Action(0));
    assert_eq!(stage.id(), PageId::ChooseMethod);
    stage.wait(Span::seconds(59));
    assert_eq!(stage.id(), PageId::ChooseMethod, "and the time runs anew");
}

/// As a key that goes elsewhere does.
#[test]
fn pointing_ends_what_is_said_of_letters_that_were_not_taken() {
    let mut stage = Stage::new(Authority::two_gates());
    point(&mut stage, Focus::Choice(0));
    stage.wait(Span::seconds(60)).type_in("ada");
    assert_eq!(stage.page().notices.iter().map(|notice| notice.text.id).collect::<Vec<_>>(), ["idle-not-taken"]);
    point_at(&mut stage, Action::Next);
    assert_eq!((stage.id(), stage.page().notices), (PageId::Identify, vec![]));
}

#[test]
fn nothing_is_sent_twice_by_pointing_either() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1')).type_in("ada");
    let next = || Event::Point { page: PageId::Identify, item: Focus::Action(0) };
    assert_eq!(stage.event_unanswered(next()).len(), 1);
    assert!(stage.event_unanswered(next()).is_empty());
    point_at(&mut stage, Action::Help);
    assert_eq!(stage.id(), PageId::Help);
    point_at(&mut stage, Action::Back);
    assert_eq!(stage.id(), PageId::Identify);
    point_at(&mut stage, Action::Stop);
    assert_eq!(stage.id(), PageId::Farewell, "stop works while something is looked up");
}

/// What pressing it with keys would do: Tab to it, and Enter.
fn by_keys(stage: &mut Stage, item: Focus) {
    let page = stage.page();
    for _ in 0..page.fields.len() + page.choices.len() + page.actions.len() {
        if stage.page().focus != item {
            stage.key(Key::Tab);
        }
    }
    if !matches!(item, Focus::Field(_)) {
        stage.key(Key::Enter);
    }
}

proptest! {
    /// Two visits that do the same: one points, the other presses. They see the same pages, but for the focus.
    #[test]
    fn pointing_is_the_same_as_pressing(steps in proptest::collection::vec(moves(), 1..30), kind in 0..3, place in 0_usize..8) {
        let [mut pointing, mut pressing] = [(); 2].map(|()| Stage::new(Authority::two_gates()));
        for step in &steps {
            make(&mut pointing, step);
            make(&mut pressing, step);
        }
        let page = pointing.page();
        let (item, there) = match kind {
            0 => (Focus::Field(place), page.fields.len()),
            1 => (Focus::Choice(place), page.choices.len()),
            _ => (Focus::Action(place), page.actions.len()),
        };
        let is_over = pointing.seen.iter().any(|effect| matches!(effect, Effect::Over));
        if place < there && !is_over && page.id != PageId::IdleWarning {
            point(&mut pointing, item);
            by_keys(&mut pressing, item);
            let [one, other] = [pointing.page(), pressing.page()].map(|page| (page.id, page.choices, page.notices));
            prop_assert_eq!(one, other);
        }
    }
}

/// A key that two actions claimed would do what the other one says.
#[test]
fn no_key_is_claimed_by_two_actions_of_a_page() {
    for stage in stages() {
        let mut keys: Vec<Key> = stage.page().actions.iter().filter_map(|action| action.key()).collect();
        let count = keys.len();
        keys.sort_unstable_by_key(|key| format!("{key:?}"));
        keys.dedup();
        assert_eq!(keys.len(), count, "{:?}: {:?}", stage.id(), stage.page().actions);
    }
}
