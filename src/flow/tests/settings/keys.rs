//! A security key that is registered: its line, and then what it signs.

use super::*;
use crate::domain::proof::signature::BadSignature;
use crate::domain::registration::Unfit;

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
