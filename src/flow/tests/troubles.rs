//! What is said to be as it was when nothing can be answered: what they registered, or their password.

use super::*;

/// What stands second on the page for `trouble` that `keys` ran into on `stage`.
fn kept(stage: &mut Stage, trouble: Trouble, keys: &str, last: Key) -> (PageId, &'static str) {
    stage.type_in(keys);
    stage.authority.trouble = Some(trouble);
    stage.key(last);
    let page = stage.page();
    (page.id, page.lead[1].id)
}

fn at_gate_of_settings() -> Stage {
    let mut stage = Stage::signed_in('3');
    stage.authority.ledger.has_own = true;
    stage.key(Key::Char('2'));
    assert_eq!(stage.id(), PageId::ChooseMethod);
    stage
}

fn at_code_of_an_address() -> Stage {
    let mut stage = Stage::signed_in('3');
    stage.key(Key::Char('2')).key(Key::Char('6')).type_in("new@example.net").key(Key::Enter);
    assert_eq!(stage.id(), PageId::EnterCode);
    stage
}

#[test]
fn whoever_sets_something_up_is_told_of_that_and_not_of_a_password() {
    let (choice, enter) = (Key::Char, Key::Enter);
    for (trouble, page, told) in [
        (Trouble::Busy, PageId::Busy, "busy-kept-settings"),
        (Trouble::Unavailable, PageId::Unavailable, "unavailable-kept-settings"),
    ] {
        let mut from_account = Stage::signed_in('3');
        assert_eq!(kept(&mut from_account, trouble, "", choice('2')), (page, told), "on the way to the settings");
        assert_eq!(kept(&mut at_gate_of_settings(), trouble, "", choice('1')), (page, told), "at their gate");
        assert_eq!(kept(&mut at_code_of_an_address(), trouble, "111111", enter), (page, told), "with an address");
        let mut at_code = at_gate_of_settings();
        at_code.key(choice('1'));
        assert_eq!(kept(&mut at_code, trouble, "222222", enter), (page, told), "with a code at their gate");
    }
}

#[test]
fn whoever_is_on_the_way_to_a_password_is_told_of_that() {
    for (trouble, page, told) in
        [(Trouble::Busy, PageId::Busy, "busy-kept"), (Trouble::Unavailable, PageId::Unavailable, "unavailable-kept")]
    {
        let mut stage = Stage::identified(Authority::two_gates());
        assert_eq!(kept(&mut stage, trouble, "", Key::Char('1')), (page, told));
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('1'));
        let of_nobody = format!("{told}-settings");
        assert_eq!(kept(&mut stage, trouble, "ada", Key::Enter), (page, of_nobody.as_str()), "nobody is known yet");
    }
}
