//! What time does to a visit: nobody is there, a proof runs out, a quarter of an hour begins.

use super::*;

#[test]
fn a_proof_that_ran_out_is_asked_again_and_the_page_says_so() {
    let mut stage = Stage::proved();
    for _ in 0..14 {
        stage.wait(Span::seconds(50)).key(Key::Tab);
    }
    stage.wait(Span::seconds(59)).key(Key::Tab);
    assert_eq!(stage.id(), PageId::NewPassword);
    while stage.id() != PageId::ChooseMethod {
        assert!(stage.now.millis() < START.millis() + 1_000_000, "the proofs are 15 minutes old");
        stage.wait(Span::seconds(29)).key(Key::Tab);
    }
    assert_eq!(stage.page().notices[0].text.id, "choose-gate-expired");
    assert_eq!(stage.page().choices.len(), 2);
}

#[test]
fn nobody_there_means_a_warning_and_then_nothing_left() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.wait(Span::seconds(60));
    assert_eq!(stage.id(), PageId::IdleWarning);
    stage.key(Key::Char('1'));
    assert_eq!(stage.id(), PageId::ChooseMethod, "the key that answers the warning does nothing else");
    stage.wait(Span::seconds(60)).wait(Span::seconds(30));
    assert!(matches!(stage.seen.as_slice(), [Effect::Leave(Ending::Abandoned), Effect::Over]));
}

/// Half of an answer would be another one, and a counted try.
#[test]
fn what_goes_on_behind_a_warning_is_not_half_an_answer() {
    let lost = |stage: &Stage| stage.page().notices.iter().any(|notice| notice.text.id == "idle-not-taken");
    for between in [0, 1, 2] {
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('1')).type_in("ad").wait(Span::seconds(60));
        assert_eq!(stage.id(), PageId::IdleWarning);
        for key in ['a', ' ', 'p'].map(Key::Char).into_iter().chain([Key::Enter]) {
            assert!(!lost(&stage) || key != Key::Char(' '), "one key alone answers, and nobody misses it");
            stage.key(key).wait(Span::seconds(between));
        }
        assert!(stage.id() == PageId::Identify && lost(&stage), "{between} s");
        assert!(matches!(&stage.page().fields[0].value, Value::Plain { text, .. } if text == "ad"), "{between} s");
        stage.key(Key::F(1)).key(Key::Esc);
        assert!(lost(&stage), "help is as if nothing had been pressed");
        stage.key(Key::Char('a'));
        assert!(!lost(&stage), "whoever goes on has read it");
        stage.key(Key::Enter);
        assert_eq!(stage.id(), PageId::ChooseMethod, "what comes behind Enter is an answer again");
    }
}

#[test]
fn what_is_begun_anew_behind_a_warning_is_an_answer() {
    // Somebody who waited, or pressed a key that writes nothing, and somebody who chooses.
    for (answer, pause) in [(Key::Char('x'), 3), (Key::Char(' '), 0), (Key::Left, 0), (Key::Enter, 0)] {
        let mut stage = Stage::new(Authority::two_gates());
        stage.key(Key::Char('1')).wait(Span::seconds(60)).key(answer).wait(Span::seconds(pause));
        stage.type_in("ada").key(Key::Enter);
        assert_eq!(stage.id(), PageId::ChooseMethod, "{answer:?}");
        stage.wait(Span::seconds(60)).key(Key::Char('1')).key(Key::Char('1'));
        assert_eq!(stage.id(), PageId::EnterCode, "a choice is not half of another");
    }
}

/// Whoever is startled presses whatever is nearest: a key that no page knows, one with Alt, a paste of nothing.
#[test]
fn any_key_answers_a_warning() {
    let mut decoder = crate::input::decoder::Decoder::default();
    for bytes in ["\x1b[99~", "\x1bx", "\x1c", "\0", "\x1b[1;3A", "\x1b[29~", "\x1b[200~\x1b[201~", "\x1b\u{e9}", "\x1b[15;5~"] {
        let mut stage = Stage::identified(Authority::two_gates());
        stage.wait(Span::seconds(60));
        assert_eq!(stage.id(), PageId::IdleWarning);
        let inputs = decoder.feed(bytes.as_bytes());
        assert_eq!(inputs.len(), 1, "{bytes:?} is {inputs:?}");
        for input in inputs {
            stage.event(Event::Input(input));
        }
        assert_eq!(stage.id(), PageId::ChooseMethod, "{bytes:?} goes unheard");
        stage.wait(Span::seconds(59));
        assert_eq!(stage.id(), PageId::ChooseMethod, "and the time runs anew");
    }
}

#[test]
fn the_warning_shows_nothing_of_the_visit() {
    let mut stage = Stage::identified(Authority::two_gates());
    stage.key(Key::Char('1')).wait(Span::seconds(180));
    let page = format!("{:?}", stage.page());
    assert_eq!(stage.id(), PageId::IdleWarning);
    assert!(!page.contains("example.org") && !page.contains("ada"), "{page}");
}

#[test]
fn a_language_left_on_the_start_page_goes_back_to_the_house_s() {
    let mut stage = Stage::new(Authority::two_gates());
    assert_eq!(stage.visit().wake(stage.now), None, "an idle start page wakes nobody");
    stage.key(Key::Char('5'));
    assert_eq!(stage.visit().language(), Language::Dutch);
    stage.wait(Span::seconds(60)).wait(Span::seconds(30));
    assert!(matches!(stage.seen.as_slice(), [Effect::Over]));
}

#[test]
fn the_time_of_a_visit_begins_when_somebody_comes() {
    let mut stage = Stage::new(Authority::two_gates());
    stage.wait(Span::hours(9)).key(Key::Char('1')).wait(Span::seconds(1));
    assert_eq!(stage.id(), PageId::Identify);
    assert!(stage.seen.is_empty(), "the visit was ended by the time that nobody was there");
    stage.key(Key::Esc).wait(Span::hours(9)).type_in("1ada").key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod, "the start page that somebody went back to is the next one's");
}

#[test]
fn a_shown_password_hides_itself() {
    let mut stage = Stage::proved();
    let is_shown =
        |stage: &Stage| matches!(&stage.page().fields[0].value, Value::Secret { shown: Some(text), .. } if **text == "zebra");
    stage.type_in("zebra");
    assert!(!is_shown(&stage));
    stage.key(Key::F(8));
    assert!(is_shown(&stage));
    stage.wait(Span::seconds(10));
    assert!(!is_shown(&stage));
    stage.key(Key::F(8)).key(Key::Tab).key(Key::Tab);
    assert!(!is_shown(&stage), "leaving the fields hides it");
}
