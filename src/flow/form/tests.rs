//! What keys, pastes and clicks do to a form, whatever page it belongs to.

use super::*;
use crate::input::{Input, Key};
use crate::page::{Field, PageId, Value};

fn form() -> Form {
    Form::new(vec![Entry::new(8), Entry::new(8)], 2, vec![Action::Next, Action::Back, Action::Stop])
}

fn press(form: &mut Form, keys: &[Key]) -> Heard {
    keys.iter().fold(Heard::Nothing, |_, key| form.press(&Input::Key(*key)))
}

#[test]
fn tab_goes_round_all_items_and_back() {
    let mut form = form();
    press(&mut form, &[Key::Tab; 4]);
    assert_eq!(form.focus(), Focus::Action(0));
    press(&mut form, &[Key::Tab; 3]);
    assert_eq!(form.focus(), Focus::Field(0));
    press(&mut form, &[Key::BackTab]);
    assert_eq!(form.focus(), Focus::Action(2));
}

#[test]
fn enter_goes_to_the_next_field_and_then_on() {
    let mut form = form();
    assert_eq!(press(&mut form, &[Key::Enter]), Heard::Nothing);
    assert_eq!(form.focus(), Focus::Field(1));
    assert_eq!(press(&mut form, &[Key::Enter]), Heard::Pressed(Action::Next));
}

#[test]
fn escape_clears_before_it_goes_back() {
    let mut form = form();
    assert_eq!(press(&mut form, &[Key::Char('a'), Key::Esc]), Heard::Edited);
    assert!(form.is_blank());
    assert_eq!(press(&mut form, &[Key::Esc]), Heard::Pressed(Action::Back));
}

#[test]
fn digits_choose_except_in_a_field() {
    let mut form = form();
    assert_eq!(press(&mut form, &[Key::Char('2')]), Heard::Edited);
    form.focus_on(Focus::Choice(0));
    assert_eq!(press(&mut form, &[Key::Char('2')]), Heard::Chosen(1));
    assert_eq!(form.focus(), Focus::Choice(1), "the focus goes along");
    assert_eq!(press(&mut form, &[Key::Char('3')]), Heard::Nothing);
}

/// A number of two digits is two keys, and a key that bounces is two as well.
#[test]
fn a_digit_picks_one_of_the_first_nine_and_none_where_that_is_not_wanted() {
    let press =
        |mut form: Form, digit| (form.press(&Input::Key(Key::Char(digit))), form.dress(Page::new(PageId::Methods)).digits);
    let many = || Form::new(vec![], 11, vec![Action::Back]);
    assert_eq!(press(many(), '9'), (Heard::Chosen(8), 9), "the tenth has no number");
    for digit in '0'..='9' {
        assert_eq!(press(many().without_digits(), digit), (Heard::Nothing, 0));
    }
    let mut form = many().without_digits();
    assert_eq!((form.press(&Input::Key(Key::Enter)), form.point(Focus::Choice(10))), (Heard::Chosen(0), Heard::Chosen(10)));
}

#[test]
fn what_is_said_of_a_field_takes_the_place_of_what_stood_there() {
    let mut form = form();
    press(&mut form, &[Key::Char('a'), Key::Char('b'), Key::Home]);
    assert_eq!(form.fill(0, "twelve"), Heard::Edited);
    assert_eq!((form.text(0), form.text(1)), ("twelve", ""));
    assert_eq!(form.fill(1, "x"), Heard::Edited);
    assert_eq!(form.focus(), Focus::Field(1));
    assert_eq!(form.fill(2, "x"), Heard::Nothing);
}

#[test]
fn a_paste_never_submits() {
    let mut form = form();
    assert_eq!(form.press(&Input::Paste("12\n34\r".to_owned().into())), Heard::Edited);
    assert_eq!(form.text(0), "12");
}

/// What the two fields of `form` are said to have wrong with them.
fn errors(form: &Form) -> Vec<Option<&'static str>> {
    let field =
        || Field { label: Text::new("x"), hint: None, error: None, value: Value::Plain { text: String::new(), cursor: 0 } };
    let page = form.dress(Page { fields: vec![field(), field()], ..Page::new(PageId::SignIn) });
    page.fields.iter().map(|field| field.error.as_ref().map(|error| error.id)).collect()
}

fn too_much() -> Input {
    Input::Paste("b".repeat(9).into())
}

#[test]
fn what_is_too_long_is_refused_whole_and_said_at_its_field() {
    let mut form = form();
    press(&mut form, &[Key::Char('a')]);
    assert_eq!(form.press(&Input::Paste("b".repeat(8).into())), Heard::Nothing);
    assert_eq!((form.text(0), errors(&form)), ("a", vec![Some("field-too-long"), None]));
    assert_eq!(press(&mut form, &[Key::Enter]), Heard::Nothing);
    assert_eq!(form.focus(), Focus::Field(0), "what is left is not taken for it");
    assert_eq!(form.press(&Input::Paste("b".repeat(7).into())), Heard::Edited);
    assert_eq!(errors(&form), [None, None]);
    form.clear();
    form.press(&Input::Paste("b".repeat(9).into()));
    assert_eq!((press(&mut form, &[Key::Esc]), errors(&form)), (Heard::Edited, vec![None, None]));
    assert_eq!(press(&mut form, &[Key::Esc]), Heard::Pressed(Action::Back));
    form.focus_on(Focus::Field(0));
    assert_eq!(form.fill(1, &"c".repeat(9)), Heard::Edited);
    assert_eq!((form.text(1), errors(&form)), ("", vec![None, Some("field-too-long")]));
    assert_eq!(press(&mut form, &[Key::Enter]), Heard::Nothing);
    form.fill(1, "c");
    assert_eq!(press(&mut form, &[Key::Enter]), Heard::Pressed(Action::Next));
}

/// How somebody sends what stands in the fields.
type Way = fn(&mut Form) -> Heard;

/// Half of what was meant, or nothing, would be sent as the answer.
#[test]
fn nothing_is_sent_while_something_was_too_long() {
    for place in [0, 1] {
        let overfull = || {
            let mut form = form();
            form.fill(0, "ada");
            form.fill(1, "violet");
            form.focus_on(Focus::Field(place));
            form.press(&too_much());
            form
        };
        let ways: [(&str, Way); 3] = [
            ("Enter in the last field", |form| {
                form.focus_on(Focus::Field(1));
                press(form, &[Key::Enter])
            }),
            ("Enter in the row", |form| {
                form.focus_on_action(Action::Next);
                press(form, &[Key::Enter])
            }),
            ("a click", |form| form.point(Focus::Action(0))),
        ];
        for (name, send) in ways {
            let mut form = overfull();
            assert_eq!((send(&mut form), form.focus()), (Heard::Nothing, Focus::Field(place)), "{name}");
            assert_eq!(errors(&form)[place], Some("field-too-long"), "{name}");
            assert_eq!(form.point(Focus::Action(1)), Heard::Pressed(Action::Back), "the way out is open");
            press(&mut form, &[Key::Char('c')]);
            assert_eq!(send(&mut form), Heard::Pressed(Action::Next), "{name}: the visitor mended it");
        }
    }
}

#[test]
fn what_was_too_long_for_one_field_is_not_forgiven_in_another() {
    for mend in [Key::Char('c'), Key::Esc] {
        let mut form = form();
        for place in [0, 1] {
            form.focus_on(Focus::Field(place));
            form.press(&too_much());
        }
        assert_eq!(errors(&form), [Some("field-too-long"); 2]);
        press(&mut form, &[mend]);
        assert_eq!(errors(&form), [Some("field-too-long"), None]);
        assert_eq!((form.point(Focus::Action(0)), form.focus()), (Heard::Nothing, Focus::Field(0)));
    }
}

/// Nothing is said of what does not stand there any more.
#[test]
fn a_field_that_is_emptied_or_filled_for_the_visitor_is_not_too_full() {
    let anew: [fn(&mut Form); 3] = [
        |form| form.clear_field(1),
        |form| form.fill_field(1, &Secret::new("c".to_owned())),
        |form| assert_eq!(form.fill(1, "c"), Heard::Edited),
    ];
    for anew in anew {
        let mut form = form();
        form.focus_on(Focus::Field(1));
        form.press(&too_much());
        anew(&mut form);
        assert_eq!(errors(&form), [None, None]);
        assert_eq!(press(&mut form, &[Key::Enter]), Heard::Pressed(Action::Next));
    }
}

#[test]
fn control_c_stops_like_f10() {
    assert_eq!(press(&mut form(), &[Key::Ctrl('c')]), Heard::Pressed(Action::Stop));
    assert_eq!(press(&mut form(), &[Key::F(10)]), Heard::Pressed(Action::Stop));
}
