//! A security key that is registered: its line, and then what it signs.

use super::*;
use crate::domain::proof::signature::BadSignature;
use crate::domain::registration::Unfit;
use crate::page::Value;

const ARMOUR: &str = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n";

fn error(stage: &Stage) -> Option<&'static str> {
    stage.page().fields[0].error.as_ref().map(|error| error.id)
}

fn paste(stage: &mut Stage, text: &str) {
    stage.event(Event::Input(Input::Paste(text.to_owned().into())));
}

#[test]
fn a_key_is_added_once_it_has_signed() {
    let mut stage = at_list();
    stage.key(Key::Char('9'));
    paste(&mut stage, &format!("{}\n", key_line()));
    stage.key(Key::Enter);
    let command = stage.page().command.expect("a command").in_one_line();
    assert!(command.starts_with("echo register-ACDEFGHJKMNPQRTV |"), "{command}");
    assert!(stage.authority.ledger.changes.is_empty());
    paste(&mut stage, ARMOUR);
    stage.key(Key::Enter);
    assert_eq!((stage.id(), stage.authority.ledger.changes.as_slice()), (PageId::Methods, &["key-added"][..]));
}

#[test]
fn a_line_that_is_none_is_refused_for_its_reason_and_asks_nobody() {
    let soft = SoftKey::new(Kind::Ed25519, 1);
    for (line, said) in [
        (String::new(), "key-line-empty"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----".to_owned(), "key-line-secret"),
        (soft.ordinary_line(), "key-line-ordinary"),
        ("AAAA".to_owned(), "key-line-none"),
    ] {
        let mut stage = at_list();
        stage.key(Key::Char('9'));
        paste(&mut stage, &line);
        stage.key(Key::Enter);
        assert_eq!((error(&stage), stage.page().command), (Some(said), None));
    }
}

/// What was refused is in sight until the next line comes, as a paste or as keys; nobody has to take it away first.
#[test]
fn the_next_line_takes_the_place_of_one_that_was_refused() {
    let soft = SoftKey::new(Kind::Ed25519, 1);
    for (as_keys, refused, said) in [
        (false, soft.ordinary_line(), "key-line-ordinary"),
        (true, soft.ordinary_line(), "key-line-ordinary"),
        (false, "x".repeat(1_024), "key-line-none"),
    ] {
        let mut stage = at_list();
        stage.key(Key::Char('9'));
        paste(&mut stage, &refused);
        stage.key(Key::Enter);
        let field = &stage.page().fields[0];
        assert!(matches!(&field.value, Value::Plain { text, .. } if *text == refused), "{:?}", field.value);
        assert_eq!(error(&stage), Some(said));
        if as_keys {
            stage.type_in(&key_line());
        } else {
            stage.key(Key::Tab);
            paste(&mut stage, &key_line());
        }
        assert_eq!(error(&stage), None);
        stage.key(Key::Enter);
        assert_eq!((error(&stage), stage.page().command.is_some()), (None, true), "{as_keys} {said}");
    }
}

#[test]
fn a_refused_line_may_be_mended_all_the_same() {
    let mut stage = at_list();
    stage.key(Key::Char('9'));
    paste(&mut stage, &format!("ssh-{}", key_line()));
    stage.key(Key::Enter).key(Key::Home);
    for _ in 0..4 {
        stage.key(Key::Delete);
    }
    stage.key(Key::Enter);
    assert!(stage.page().command.is_some(), "{:?}", error(&stage));
}

#[test]
fn a_draft_comes_back_with_what_was_wrong_and_with_trouble() {
    let mut stage = at_list();
    stage.key(Key::Char('9'));
    paste(&mut stage, &key_line());
    stage.authority.ledger.why = Some(Unfit::KnownKey);
    stage.key(Key::Enter);
    assert_eq!(error(&stage), Some("unfit-known-key"));
    stage.authority.ledger.why = None;
    stage.key(Key::Enter);
    let command = stage.page().command;
    for (bad, said) in [(BadSignature::OtherKey, "add-key-other"), (BadSignature::Untouched, "signature-untouched")] {
        stage.authority.ledger.why = Some(Unfit::Signature(bad));
        paste(&mut stage, ARMOUR);
        stage.key(Key::Enter);
        assert_eq!((error(&stage), stage.page().command.as_ref()), (Some(said), command.as_ref()));
    }
    stage.authority.ledger.why = None;
    stage.authority.trouble = Some(Trouble::Unavailable);
    paste(&mut stage, ARMOUR);
    stage.key(Key::Enter);
    assert_eq!(stage.id(), PageId::Unavailable);
    stage.authority.trouble = None;
    stage.key(Key::Enter);
    assert_eq!(stage.page().command, command, "the same text");
    stage.authority.ledger.why = Some(Unfit::TooMany);
    stage.key(Key::Enter);
    assert_eq!((error(&stage), stage.page().command), (Some("unfit-too-many"), None), "no signature mends that");
    stage.key(Key::Esc);
    assert_eq!(stage.id(), PageId::Methods);
}
