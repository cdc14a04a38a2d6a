//! The verifier against right signatures, wrong ones, and what is none at all. It must not know who asks for them.

use proptest::prelude::*;

use super::soft_key::{Kind, SoftKey, TOUCHED};
use super::*;
use crate::domain::id::{AccountId, ChallengeId, VisitId};
use crate::domain::method::Gate;
use crate::domain::time::Span;

const NOW: Moment = Moment::from_millis(1_800_000_000_000);
const NAMESPACE: &str = "kiosk@contoso";
const TEXT: &str = "reset-ACDEFGHJKMNPQRTV";

fn challenge(id: &str) -> OpenChallenge {
    OpenChallenge {
        id: ChallengeId::from_stored(id.to_owned()),
        account: Some(AccountId::from_stored("A".to_owned())),
        visit: VisitId::from_stored("V".to_owned()),
        gate: Gate::First,
        method: Method::SecurityKey,
        opened: NOW,
        expires: NOW + Span::minutes(10),
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn registered(key: &SoftKey, counter: u32) -> RegisteredKey {
    let (key, _) = SecurityKey::read(&key.line("")).expect("a key");
    RegisteredKey { id: SecurityKeyId::from_stored("K".to_owned()), key, counter }
}

/// What becomes of `armour`, where `key` is registered and has counted to 7.
fn looked_at(key: &SoftKey, armour: &str) -> Result<Accepted, Refusal> {
    looked_at_by(&challenge("C"), &[registered(key, 7)], armour, NOW)
}

fn looked_at_by(open: &OpenChallenge, keys: &[RegisteredKey], armour: &str, now: Moment) -> Result<Accepted, Refusal> {
    let (key, text) = (CodeKey::new([7; 32]), secret(TEXT));
    let mac = key.mac(&ChallengeId::from_stored("C".to_owned()), &text);
    verify(open, (&mac, &key), Wanted { text: &text, namespace: NAMESPACE }, keys, &secret(armour), now)
}

fn bad(why: BadSignature) -> Result<Accepted, Refusal> {
    Err(Refusal::Bad(why))
}

#[test]
fn only_the_right_signature_makes_a_proof() {
    for kind in Kind::BOTH {
        let (key, other) = (SoftKey::new(kind, 1), SoftKey::new(kind, 2));
        for end in LINE_ENDS {
            let accepted = looked_at(&key, &key.armour(&format!("{TEXT}{end}"), NAMESPACE, TOUCHED, 8)).expect("a proof");
            assert_eq!((accepted.counter, accepted.key.as_str()), (8, "K"), "{kind:?} {end:?}");
        }
        let armour = |message: &str, namespace: &str, flags| key.armour(message, namespace, flags, 8);
        for (why, armour) in [
            (BadSignature::OtherText, armour("reset-ACDEFGHJKMNPQRTX\n", NAMESPACE, TOUCHED)),
            (BadSignature::OtherText, armour(&format!("{TEXT}\n\n"), NAMESPACE, TOUCHED)),
            (BadSignature::OtherText, armour(&format!(" {TEXT}\n"), NAMESPACE, TOUCHED)),
            (BadSignature::OtherText, other.armour_as(&key, TEXT, NAMESPACE, 8)),
            (BadSignature::OtherNamespace, armour(TEXT, "kiosk@fabrikam", TOUCHED)),
            (BadSignature::OtherNamespace, armour(TEXT, "file", TOUCHED)),
            (BadSignature::Untouched, armour(TEXT, NAMESPACE, 0)),
            (BadSignature::Untouched, armour(TEXT, NAMESPACE, 4)),
            (BadSignature::OtherKey, other.armour(TEXT, NAMESPACE, TOUCHED, 8)),
            (BadSignature::OtherKey, key.ordinary_armour(TEXT, NAMESPACE)),
            (BadSignature::Unreadable, String::new()),
            (BadSignature::Unreadable, "-----BEGIN SSH SIGNATURE----- AAAA -----END SSH SIGNATURE-----".to_owned()),
        ] {
            assert_eq!(looked_at(&key, &armour), bad(why), "{kind:?} {armour}");
        }
        assert!(looked_at(&key, &armour(TEXT, NAMESPACE, TOUCHED | 4)).is_ok(), "who also typed a PIN touched it too");
    }
}

#[test]
fn the_flags_and_the_counter_are_signed_too() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let armour = key.armour(TEXT, NAMESPACE, 0, 8);
    let body: String = armour.lines().filter(|line| !line.starts_with('-')).collect();
    let mut bytes = data_encoding::BASE64.decode(body.as_bytes()).expect("bytes");
    let flags = bytes.len() - 5;
    bytes[flags] = TOUCHED;
    let forged = data_encoding::BASE64.encode(&bytes);
    let forged = format!("-----BEGIN SSH SIGNATURE-----\n{forged}\n-----END SSH SIGNATURE-----\n");
    assert_eq!(looked_at(&key, &forged), bad(BadSignature::OtherText));
}

#[test]
fn a_counter_rises_or_stays_at_zero_for_good() {
    let key = SoftKey::new(Kind::P256, 1);
    let at = |last, counter| {
        let armour = key.armour(TEXT, NAMESPACE, TOUCHED, counter);
        looked_at_by(&challenge("C"), &[registered(&key, last)], &armour, NOW).map(|accepted| accepted.counter)
    };
    for (last, counter) in [(0, 0), (0, 1), (7, 8), (7, u32::MAX)] {
        assert_eq!(at(last, counter), Ok(counter));
    }
    for (last, counter) in [(7, 7), (7, 6), (7, 0), (u32::MAX, 0), (u32::MAX, u32::MAX)] {
        assert_eq!(at(last, counter), Err(Refusal::Bad(BadSignature::CounterFell)), "{counter} after {last}");
    }
}

#[test]
fn a_signature_is_worth_nothing_for_another_challenge_nor_too_late_nor_for_nobody() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let (armour, keys) = (key.armour(TEXT, NAMESPACE, TOUCHED, 8), [registered(&key, 7)]);
    assert_eq!(looked_at_by(&challenge("D"), &keys, &armour, NOW), bad(BadSignature::OtherText), "its text has another MAC");
    assert_eq!(looked_at_by(&challenge("C"), &keys, &armour, NOW + Span::minutes(10)), Err(Refusal::Expired));
    assert_eq!(looked_at_by(&challenge("C"), &keys, &armour, NOW - Span::minutes(1)), Err(Refusal::Expired));
    let of_app = OpenChallenge { method: Method::Totp, ..challenge("C") };
    assert_eq!(looked_at_by(&of_app, &keys, &armour, NOW), Err(Refusal::Expired));
    let nobodys = OpenChallenge { account: None, ..challenge("C") };
    assert_eq!(looked_at_by(&nobodys, &keys, &armour, NOW), bad(BadSignature::OtherKey));
    assert_eq!(looked_at_by(&challenge("C"), &[], &armour, NOW), bad(BadSignature::OtherKey));
}

#[test]
fn pasted_with_whatever_stood_around_it_a_signature_is_found() {
    let key = SoftKey::new(Kind::Ed25519, 1);
    let armour = key.armour(TEXT, NAMESPACE, TOUCHED, 8);
    for pasted in [
        armour.replace('\n', "\r\n"),
        armour.replace('\n', " "),
        armour.replace('\n', ""),
        format!("$ echo {TEXT} | ssh-keygen -Y sign\nConfirm user presence for key ED25519-SK\n{armour}$ "),
        format!("-----BEGIN SSH SIGNATURE-----\nU1NI\n{armour}"),
    ] {
        assert_eq!(slip(&pasted), None, "{pasted}");
        assert!(looked_at(&key, &pasted).is_ok(), "{pasted}");
    }
    let long = format!("{}{armour}", " ".repeat(LONGEST));
    assert_eq!(looked_at(&key, &long), bad(BadSignature::Unreadable), "nobody sends so much");
}

#[test]
fn what_cannot_be_a_signature_is_a_slip() {
    let armour = SoftKey::new(Kind::P256, 1).armour(TEXT, NAMESPACE, TOUCHED, 8);
    let half = &armour[..100];
    for (text, expected) in [
        ("", Some(Slip::Empty)),
        (" \n", Some(Slip::Empty)),
        ("echo reset-ACDEFGHJKMNPQRTV | ssh-keygen", Some(Slip::NoSignature)),
        (half, Some(Slip::Half)),
        (&armour[100..], Some(Slip::Half)),
        (&armour, None),
    ] {
        assert_eq!(slip(text), expected, "{text}");
    }
    assert!(is_open(half) && is_open(&format!("{armour}{half}")));
    assert!(!is_open(&armour) && !is_open("") && !is_open("BEGIN"));
}

proptest! {
    /// Cut, changed in one place, or doubled: it is refused or, where the change was of nothing that counts, taken; and
    /// nothing else is.
    #[test]
    fn no_armour_breaks_the_verifier(cut in 0_usize..700, at in 0_usize..700, byte in any::<char>(), p256 in any::<bool>()) {
        let key = SoftKey::new(if p256 { Kind::P256 } else { Kind::Ed25519 }, 1);
        let armour = key.armour(TEXT, NAMESPACE, TOUCHED, 8);
        let mut changed: Vec<char> = armour.chars().collect();
        let place = at % changed.len();
        changed[place] = byte;
        let changed: String = changed.into_iter().collect();
        let whole = looked_at(&key, &changed).is_ok();
        // What stands before and behind the marks does not matter, nor what line ends are made of.
        let counts = armour.trim_end().chars().nth(place).is_some_and(|c| !c.is_whitespace());
        prop_assert!(!whole || !counts || armour.chars().nth(place) == Some(byte), "{changed}");
        let short: String = armour.chars().take(cut % armour.len().saturating_sub(2)).collect();
        prop_assert!(looked_at(&key, &short).is_err());
        let _ = (slip(&changed), is_open(&short), SecurityKey::read(&changed));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,400}") {
        prop_assert!(armour::read(&text).is_none());
        let marked = format!("-----BEGIN SSH SIGNATURE-----{text}-----END SSH SIGNATURE-----");
        prop_assert!(armour::read(&marked).is_none());
        let _ = (slip(&text), is_open(&text));
        prop_assert!(SecurityKey::read(&text).is_err());
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let with_magic = [b"SSHSIG\0\0\0\x01", bytes.as_slice()].concat();
        for bytes in [bytes, with_magic] {
            let body = data_encoding::BASE64.encode(&bytes);
            let _ = armour::read(&format!("-----BEGIN SSH SIGNATURE-----{body}-----END SSH SIGNATURE-----"));
        }
    }
}
