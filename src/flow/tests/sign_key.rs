//! A signature that is pasted: whole, line by line, and what is said of what is none.

use super::authority::proofs::RIGHT;
use super::*;
use crate::domain::proof::signature::BadSignature;
use crate::page::Value;

fn at_key() -> Stage {
    let mut stage = Stage::identified(Authority { more: authority::more(), ..Authority::two_gates() });
    stage.key(Key::Char('5'));
    assert_eq!(stage.id(), PageId::SignKey);
    stage
}

fn armour(body: &str) -> String {
    format!("-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n")
}

fn paste(stage: &mut Stage, text: &str) {
    stage.event(Event::Input(Input::Paste(text.to_owned().into())));
}

fn error(stage: &Stage) -> Option<&'static str> {
    stage.page().fields[0].error.as_ref().map(|error| error.id)
}

#[test]
fn a_pasted_signature_passes_the_gate() {
    let mut stage = at_key();
    let command = stage.page().command.expect("a command").in_one_line();
    assert!(command.starts_with("echo reset-ACDEFGHJKMNPQRTV | ssh-keygen -Y sign -n kiosk@"), "{command}");
    paste(&mut stage, &armour(RIGHT));
    assert_eq!(stage.id(), PageId::SignKey, "a paste sends nothing");
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod, "the second gate");
    assert!(!stage.page().choices.iter().any(|choice| choice.id == "choose-security-key"), "not the same class twice");
}

/// A terminal without the marks of a paste sends it as keys, each line with its Enter.
#[test]
fn a_signature_that_comes_as_keys_is_sent_at_its_end() {
    let mut stage = at_key();
    for line in armour(RIGHT).lines() {
        assert_eq!((stage.id(), error(&stage)), (PageId::SignKey, None), "before {line}");
        stage.type_in(line).key(Key::Enter);
    }
    assert_eq!(stage.id(), PageId::ChooseMethod);
}

#[test]
fn what_is_no_signature_costs_no_try() {
    let mut stage = at_key();
    stage.key(Key::Enter);
    assert_eq!(error(&stage), Some("signature-empty"));
    stage.type_in("ssh-keygen").key(Key::Enter);
    assert_eq!(error(&stage), Some("signature-none"));
    stage.key(Key::Esc).type_in("-----BEGIN SSH SIGNATURE-----").key(Key::Enter);
    assert_eq!(error(&stage), None);
    let hint = |stage: &Stage| stage.page().fields[0].hint.as_ref().map(|hint| hint.id);
    assert_eq!(hint(&stage), Some("sign-key-open-still"), "one Enter was pressed");
    stage.type_in("U1NIU0lH");
    assert_eq!(hint(&stage), Some("sign-key-open"), "of the next line none");
    stage.key(Key::Enter).key(Key::Enter);
    assert_eq!(error(&stage), Some("signature-half"), "an empty line ends it");
    assert_eq!(stage.authority.answered, 0, "nothing was asked");
}

#[test]
fn each_thing_that_can_be_wrong_is_said_in_its_own_words() {
    for (bad, said) in [
        (BadSignature::Unreadable, "signature-unreadable"),
        (BadSignature::OtherNamespace, "signature-other-namespace"),
        (BadSignature::OtherText, "signature-other-text"),
        (BadSignature::Untouched, "signature-untouched"),
        (BadSignature::OtherKey, "signature-other-key"),
        (BadSignature::CounterFell, "signature-counter"),
    ] {
        let mut stage = at_key();
        stage.authority.bad = bad;
        let before = stage.page().command;
        paste(&mut stage, &armour("AAAA"));
        stage.key(Key::Enter);
        assert_eq!((stage.id(), error(&stage)), (PageId::SignKey, Some(said)));
        assert_eq!(stage.page().command, before, "the same text can be signed once more");
        assert!(matches!(&stage.page().fields[0].value, Value::Armour { text, .. } if text.is_empty()));
        paste(&mut stage, &armour(RIGHT));
        stage.key(Key::Enter);
        assert_eq!(stage.id(), PageId::ChooseMethod);
    }
}

#[test]
fn after_the_last_try_there_is_another_text() {
    let mut stage = at_key();
    for _ in 0..3 {
        paste(&mut stage, &armour("AAAA"));
        stage.key(Key::Enter);
    }
    assert_eq!((stage.id(), stage.page().notices[0].text.id), (PageId::ChooseMethod, "choose-signature-dead"));
}

#[test]
fn trouble_brings_the_text_back() {
    let mut stage = at_key();
    let before = stage.page().command;
    stage.authority.trouble = Some(Trouble::Unavailable);
    paste(&mut stage, &armour(RIGHT));
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::Unavailable);
    stage.authority.trouble = None;
    stage.key(Key::Enter);
    assert_eq!((stage.id(), stage.page().command), (PageId::SignKey, before));
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::ChooseMethod);
}
