//! Proofs of a challenge by every method, each made as the service makes it: by its verifier, of the right answer.

use zeroize::Zeroizing;

use crate::domain::code::Tag;
use crate::domain::id::{AccountId, AnswerId, VisitId};
use crate::domain::method::Method;
use crate::domain::outcome::{Challenge, ToSign};
use crate::domain::proof::answers::{self, AnswerCost, AnswerKey, GivenAnswer, Pretence, StoredAnswer};
use crate::domain::proof::code::{CodeKey, verify};
use crate::domain::proof::{OpenChallenge, Proof};
use crate::domain::secret::Secret;
use crate::domain::time::{Moment, Span};

/// A proof of `challenge`, made as the service makes it: by the verifier.
pub fn proof(challenge: &Challenge, now: Moment) -> Proof {
    match challenge.way.method() {
        Method::Email | Method::Sms => code_proof(challenge, now),
        Method::Totp => totp_proof(challenge, now),
        Method::Questions => answers_proof(challenge, now),
        Method::RecoveryCode => recovery_proof(challenge, now),
        Method::SecurityKey => signature_proof(challenge, now),
    }
}

fn open(challenge: &Challenge, now: Moment) -> OpenChallenge {
    OpenChallenge {
        id: challenge.id.clone(),
        account: Some(AccountId::from_stored("A".to_owned())),
        visit: VisitId::from_stored("V".to_owned()),
        gate: challenge.gate,
        method: challenge.way.method(),
        opened: now,
        expires: now + Span::minutes(1),
    }
}

fn code_proof(challenge: &Challenge, now: Moment) -> Proof {
    let (key, code) = (CodeKey::new([7; 32]), Secret::new("111111".to_owned()));
    let mac = key.mac(&challenge.id, &code);
    verify(&open(challenge, now), (&mac, Tag::FIRST), &[], &code, &key, now).expect("the right code")
}

fn answers_proof(challenge: &Challenge, now: Moment) -> Proof {
    let (id, form, key) = (AnswerId::from_stored("A".to_owned()), answers::Form::V1, AnswerKey::new([7; 32]));
    let typed = Secret::new("rex".to_owned());
    let cost = AnswerCost { memory_kib: 8, passes: 1 };
    let hash = answers::hashed(&typed, form, &key, cost, &[0; 16]).expect("a hash");
    let stored = StoredAnswer { id: id.clone(), form, hash };
    let given = GivenAnswer { to: id.clone(), typed };
    answers::verify(&open(challenge, now), &[id], &[stored], &[given], (&key, Pretence { form, cost }), now)
        .expect("the right answer")
}

/// What stands in an armour that the authority takes for the right one.
pub const RIGHT: &str = "UklHSFQ=";

/// What a key is asked to sign here.
pub fn to_sign() -> ToSign {
    ToSign(Secret::new("reset-ACDEFGHJKMNPQRTV".to_owned()))
}

fn signature_proof(challenge: &Challenge, now: Moment) -> Proof {
    use crate::domain::id::SecurityKeyId;
    use crate::domain::proof::signature::soft_key::{Kind, SoftKey, TOUCHED};
    use crate::domain::proof::signature::{RegisteredKey, Wanted, verify};
    use crate::domain::security_key::SecurityKey;
    let (soft, ToSign(text)) = (SoftKey::new(Kind::Ed25519, 1), to_sign());
    let (key, _) = SecurityKey::read(&soft.line("")).expect("a key");
    let keys = [RegisteredKey { id: SecurityKeyId::from_stored("K".to_owned()), key, counter: 0 }];
    let armour = Secret::new(soft.armour(text.expose(), "kiosk@contoso", TOUCHED, 1));
    let code_key = CodeKey::new([7; 32]);
    let mac = code_key.mac(&challenge.id, &text);
    let wanted = Wanted { text: &text, namespace: "kiosk@contoso" };
    verify(&open(challenge, now), (&mac, &code_key), wanted, &keys, &armour, now).expect("the right signature").proof
}

fn recovery_proof(challenge: &Challenge, now: Moment) -> Proof {
    use crate::domain::proof::recovery::{RecoveryKey, SheetCode, verify};
    let (open, key, code) = (open(challenge, now), RecoveryKey::new([7; 32]), Secret::new("222222".to_owned()));
    let owner = open.account.clone().expect("an account");
    let sheet = [SheetCode { mac: key.mac(&owner, &code), used: false }];
    verify(&open, &sheet, &code, &key, now).expect("the right code").proof
}

fn totp_proof(challenge: &Challenge, now: Moment) -> Proof {
    use crate::domain::proof::totp::{Authenticator, code_at, verify};
    let seed = b"12345678901234567890".to_vec();
    let code = code_at(&seed, now);
    let id = crate::domain::id::TotpId::from_stored("T".to_owned());
    let app = Authenticator { id, seed: Zeroizing::new(seed), last_step: 0 };
    verify(&open(challenge, now), &[app], &code, now).expect("the right code").proof
}
