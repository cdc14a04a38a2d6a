//! More time, time left, tries left, and the language that a person prefers.

use super::*;
use crate::page::Arg;

fn texts(stage: &Stage) -> Vec<&'static str> {
    let page = stage.page();
    page.lead.iter().map(|text| text.id).chain(page.notices.iter().map(|notice| notice.text.id)).collect()
}

/// Presses a key now and then, until the end of the visit is announced.
fn until_time_is_up(stage: &mut Stage) {
    for _ in 0..1_000 {
        stage.wait(Span::seconds(10));
        if stage.id() == PageId::IdleWarning {
            return;
        }
        stage.key(Key::Backspace);
    }
    panic!("no end is announced");
}

#[test]
fn who_may_have_more_time_is_told_so_in_words() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1'));
    stage.wait(Span::seconds(60));
    assert_eq!(stage.page().actions, [Action::MoreTime], "an idle warning");
    stage.key(Key::Enter);
    for round in 0..4 {
        until_time_is_up(&mut stage);
        let page = stage.page();
        if round < 3 {
            assert_eq!((texts(&stage), page.actions), (vec!["time-up-lead", "time-up-more"], vec![Action::MoreTime]));
            assert_eq!(page.title.id, "time-up-title", "whoever types is there");
            assert!(page.lead[1].args.contains(&("minutes", Arg::Number(10))), "as much as the operator gives");
        } else {
            assert_eq!((texts(&stage), page.actions), (vec!["time-up-last"], vec![Action::KeepGoing]));
        }
        stage.key(Key::Enter);
        assert_eq!(stage.id(), PageId::Identify, "round {round}");
    }
}

#[test]
fn where_the_house_closes_nobody_is_told_that_they_can_begin_again() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.key(Key::Char('1'));
    stage.event(Event::Closing(stage.now + Span::seconds(30)));
    let page = stage.page();
    assert_eq!((page.title.id, texts(&stage)), ("closing-title", vec!["closing-lead", "closing-finish"]));
    assert_eq!(page.actions, [Action::KeepGoing]);
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::Identify);
    stage.wait(Span::seconds(30));
    assert!(stage.seen.iter().any(|effect| matches!(effect, Effect::Over)));
}

#[test]
fn the_tries_left_are_on_the_page_of_every_code() {
    for (choice, wrong) in [('1', 2), ('2', 2)] {
        let mut stage = Stage::identified(Authority::two_gates());
        stage.key(Key::Char(choice));
        let said = |stage: &Stage| {
            let page = stage.page();
            let fields = page.fields.iter().flat_map(|field| [field.hint.clone(), field.error.clone()]).flatten();
            let told = |text: &Text| text.args.iter().find(|(name, _)| *name == "tries").map(|(_, tries)| tries.clone());
            fields.chain(page.lead.clone()).filter_map(|text| told(&text)).collect::<Vec<_>>()
        };
        assert_eq!(said(&stage), [Arg::Number(3)], "{:?}", stage.id());
        stage.type_in("000000").key(Key::Enter);
        assert!(said(&stage).iter().all(|tries| *tries == Arg::Number(wrong)), "{:?}", stage.id());
        assert!(!said(&stage).is_empty());
    }
}

/// A proof lives for a quarter of an hour; a page that takes long says when that is over.
#[test]
fn a_new_password_is_hurried_before_the_proofs_run_out() {
    let mut stage = Stage::proved();
    for _ in 0..14 {
        stage.wait(Span::seconds(51)).key(Key::Backspace);
    }
    assert_eq!(texts(&stage), ["new-password-lead"]);
    assert_eq!(stage.visit().wake(stage.now), Some(stage.now + Span::seconds(6)), "it wakes to say so");
    stage.wait(Span::seconds(6));
    assert_eq!(texts(&stage), ["new-password-lead", "new-password-minutes"]);
    stage.key(Key::Backspace).wait(Span::seconds(55)).key(Key::Backspace).wait(Span::seconds(55)).key(Key::Backspace);
    stage.wait(Span::seconds(15));
    assert_eq!(texts(&stage), ["new-password-lead", "new-password-seconds"]);
}

#[test]
fn a_person_s_own_language_is_offered_where_it_is_known_and_not_forced() {
    let mut stage = Stage::identified(Authority::preferring(Some(Language::Dutch)));
    assert_eq!(texts(&stage), ["choose-first-lead", "language-offer"]);
    assert_eq!(stage.visit().language(), Language::English);
    stage.key(Key::Char('1')).type_in("111111").key(Key::Enter);
    assert_eq!(texts(&stage), ["choose-second-lead", "language-offer"]);
    stage.key(Key::F(2));
    assert_eq!(texts(&stage), ["choose-second-lead"]);
    stage.key(Key::F(2));
    assert_eq!(texts(&stage), ["choose-second-lead"], "whoever chose is not asked again");
}

#[test]
fn nobody_is_offered_what_they_have_or_never_asked_for() {
    for language in [None, Some(Language::English)] {
        let stage = Stage::identified(Authority::preferring(language));
        assert_eq!(texts(&stage), ["choose-first-lead"]);
    }
    let mut stage = Stage::new(Authority::preferring(Some(Language::Dutch)));
    stage.key(Key::Char('5')).key(Key::Char('1')).type_in("ada").key(Key::Enter);
    assert_eq!((stage.visit().language(), texts(&stage)), (Language::Dutch, vec!["choose-first-lead"]));
}

/// What is said of `typed`, which is no code and so is asked of nobody.
fn slip(stage: &mut Stage, typed: &str) -> Option<&'static str> {
    stage.type_in(typed);
    let asked = stage.event_unanswered(Event::Input(Input::Key(Key::Enter)));
    assert!(asked.is_empty(), "{typed}: {asked:?}");
    stage.page().fields[0].error.as_ref().map(|error| error.id)
}

/// Whoever typed too much is not told to type more.
#[test]
fn too_many_characters_are_called_so_on_every_page_with_a_code() {
    for (choice, length, [short, long]) in
        [('2', 6, ["code-empty", "code-too-long"]), ('3', 25, ["recovery-empty", "recovery-too-long"])]
    {
        let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
        stage.key(Key::Char(choice));
        assert_eq!(slip(&mut stage, &"1".repeat(length - 1)), Some(short));
        stage.key(Key::Esc);
        assert_eq!(slip(&mut stage, &"1".repeat(length + 1)), Some(long));
    }
    let mut stage = Stage::signed_in('3');
    stage.key(Key::Char('2')).key(Key::Char('5'));
    assert_eq!(stage.id(), PageId::AddMethod);
    assert_eq!(slip(&mut stage, "11111"), Some("code-empty"));
    stage.key(Key::Esc);
    assert_eq!(slip(&mut stage, "1111I"), Some("code-one"));
    stage.key(Key::Esc).type_in("11111");
    assert_eq!(slip(&mut stage, "11"), Some("code-too-long"));
}

/// Whatever could not be a code is a slip: nothing is asked, and no try is lost.
#[test]
fn what_has_not_the_shape_of_a_code_is_no_try() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1'));
    for (typed, told) in [
        ("11", "code-empty"),
        ("1111111", "code-too-long"),
        ("terug", "code-digits-only"),
        ("11111a", "code-digits-only"),
        ("O11111", "code-zero"),
        ("1l1o1", "code-one"),
    ] {
        assert_eq!(slip(&mut stage, typed), Some(told), "{typed}");
        stage.key(Key::Esc);
    }
    stage.type_in("１１１-111").key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod, "however it is written");
}

#[test]
fn a_dead_code_stays_called_so_and_is_not_asked_about() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1'));
    for _ in 0..3 {
        stage.type_in("000000").key(Key::Enter);
    }
    stage.type_in("111111");
    let told: Vec<_> = stage.page().lead.iter().map(|text| text.id).collect();
    assert!(told.contains(&"code-dead-wait") && !told.contains(&"enter-code-lives"), "{told:?}");
    assert!(stage.event_unanswered(Event::Input(Input::Key(Key::Enter))).is_empty(), "nothing is left to be looked at");
}

#[test]
fn whoever_types_sees_what_they_type() {
    for input in [Key::Char('1'), Key::Esc, Key::Enter] {
        let mut stage = Stage::identified(Authority::two_gates());
        stage.key(Key::Char('1')).type_in("1");
        stage.see(Sight { above: 2, rows: 6, below: 3, lacks_code: false }).key(Key::PageDown);
        assert_eq!(stage.page().scroll, Some(5));
        stage.key(input);
        assert_eq!(stage.page().scroll, None, "{input:?}");
    }
}

#[test]
fn nobody_scrolls_past_an_end_nor_out_of_what_a_warning_covers() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.see(Sight { above: 0, rows: 3, below: 5, lacks_code: false }).key(Key::PageUp);
    assert_eq!(stage.page().scroll, None, "there is nothing above");
    stage.key(Key::PageDown);
    assert_eq!(stage.page().scroll, Some(3), "no row is passed over");
    stage.key(Key::PageDown).key(Key::PageDown).key(Key::PageDown).key(Key::PageUp);
    assert_eq!(stage.page().scroll, Some(2), "one press back is one press");
    stage.wait(Span::seconds(60));
    assert_eq!(stage.id(), PageId::IdleWarning);
    stage.see(Sight::default()).key(Key::Other).key(Key::PageDown);
    assert_eq!(stage.page().scroll, Some(5), "the page below the warning is as it was");
    stage.visit.as_mut().expect("a visit").see(PageId::TooSmall, Sight::default());
    stage.key(Key::PageUp);
    assert_eq!(stage.page().scroll, Some(2), "and so it is in a window that is too small for it");
}

#[test]
fn whoever_has_to_change_a_password_is_told_why() {
    let mut stage = Stage::new(Authority { must_change: true, ..Authority::two_gates() });
    stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
    assert_eq!((stage.id(), stage.page().lead[0].id), (PageId::NewPassword, "new-password-must"));
}

/// The language of their letters, as they chose it a moment ago.
#[test]
fn whoever_just_chose_a_language_is_not_offered_the_one_before() {
    let offers = |stage: &Stage| stage.page().notices.iter().any(|notice| notice.text.id == "language-offer");
    let mut stage = Stage::new(Authority::preferring(Some(Language::Dutch)));
    stage.authority.ledger.has_own = true;
    stage.key(Key::Char('3')).type_in("ada").key(Key::Enter).type_in("violet").key(Key::Enter);
    assert!(stage.id() == PageId::MyAccount && offers(&stage), "{:?}", stage.page());
    stage.key(Key::Char('3'));
    assert_eq!((stage.page().notices[0].text.id, offers(&stage)), ("my-account-language-set", false));
    for (key, page) in
        [(Key::Char('2'), PageId::ChooseMethod), (Key::Esc, PageId::MyAccount), (Key::Char('1'), PageId::NewPassword)]
    {
        stage.key(key);
        assert_eq!((stage.id(), offers(&stage)), (page, false));
    }
}
