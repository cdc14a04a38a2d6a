//! The verifier of mailed codes. The store keeps a keyed MAC of each code, never the code.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{OpenChallenge, Proof};
use crate::domain::code::{Tag, normalise};
use crate::domain::id::ChallengeId;
use crate::domain::method::Method;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

/// The key that codes are MACed with.
pub struct CodeKey(Zeroizing<[u8; 32]>);

/// What the store keeps of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeMac([u8; 32]);

/// An earlier code of the same gate, replaced by a resend.
#[derive(Debug)]
pub struct OlderCode {
    pub id: ChallengeId,
    pub mac: CodeMac,
}

/// Why a code does not prove anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Wrong,
    /// It was right once, but a newer one was sent: use that.
    Older {
        current: Tag,
    },
    Expired,
}

impl CodeKey {
    pub fn new(bytes: impl Into<Zeroizing<[u8; 32]>>) -> Self {
        Self(bytes.into())
    }

    /// The MAC of `code` for one challenge; the same code for another challenge has another MAC.
    pub fn mac(&self, challenge: &ChallengeId, code: &Secret) -> CodeMac {
        CodeMac(self.over(challenge, code).finalize().into_bytes().into())
    }

    pub(super) fn accepts(&self, challenge: &ChallengeId, code: &Secret, mac: &CodeMac) -> bool {
        self.over(challenge, code).verify_slice(&mac.0).is_ok()
    }

    fn over(&self, challenge: &ChallengeId, code: &Secret) -> Hmac<Sha256> {
        // HMAC takes keys of every length, so this cannot fail; an all-zero key would accept nothing.
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).unwrap_or_else(|_| Hmac::new(&[0; 64].into()));
        mac.update(challenge.as_str().as_bytes());
        mac.update(&[0]);
        mac.update(code.expose().as_bytes());
        mac
    }
}

impl CodeMac {
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Verifies what was `typed` against the current code of `challenge`, in constant time.
///
/// # Errors
/// Why it is refused. Every refusal counts, whatever its reason.
pub fn verify(
    challenge: &OpenChallenge,
    (mac, tag): (&CodeMac, Tag),
    older: &[OlderCode],
    typed: &Secret,
    key: &CodeKey,
    now: Moment,
) -> Result<Proof, Refusal> {
    let code = normalise(typed.expose());
    let right = key.accepts(&challenge.id, &code, mac);
    let once_right = older.iter().any(|old| key.accepts(&old.id, &code, &old.mac));
    match (challenge.method, challenge.is_alive(now)) {
        (Method::Email | Method::Sms, true) if right => Proof::of(challenge, now).ok_or(Refusal::Wrong),
        (Method::Email | Method::Sms, true) if once_right => Err(Refusal::Older { current: tag }),
        (Method::Email | Method::Sms, true)
        | (Method::Totp | Method::Questions | Method::RecoveryCode | Method::SecurityKey, _) => Err(Refusal::Wrong),
        (Method::Email | Method::Sms, false) => Err(Refusal::Expired),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AccountId, VisitId};
    use crate::domain::method::Gate;

    const OPENED: Moment = Moment::from_millis(1_000_000);
    const EXPIRES: Moment = Moment::from_millis(1_600_000);

    fn challenge(id: &str) -> OpenChallenge {
        OpenChallenge {
            id: ChallengeId::from_stored(id.to_owned()),
            account: Some(AccountId::from_stored("A".to_owned())),
            visit: VisitId::from_stored("V".to_owned()),
            gate: Gate::First,
            method: Method::Email,
            opened: OPENED,
            expires: EXPIRES,
        }
    }

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    fn try_code(typed: &str, now: Moment) -> Result<Proof, Refusal> {
        let (key, challenge) = (CodeKey::new([7; 32]), challenge("C2"));
        let old = ChallengeId::from_stored("C1".to_owned());
        let older = [OlderCode { mac: key.mac(&old, &secret("111111")), id: old }];
        let mac = key.mac(&challenge.id, &secret("042042"));
        verify(&challenge, (&mac, Tag::FIRST.next()), &older, &secret(typed), &key, now)
    }

    #[test]
    fn only_the_right_code_makes_a_proof() {
        let proof = try_code("042 042", OPENED).expect("the right code");
        assert_eq!(proof.challenge().as_str(), "C2");
        assert_eq!(proof.until(), OPENED + super::super::PROOF_LIFE);
        for wrong in ["", "042043", "42042", "0420420", "042042x"] {
            assert_eq!(try_code(wrong, OPENED), Err(Refusal::Wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_replaced_code_is_told_from_a_wrong_one() {
        assert_eq!(try_code("111111", OPENED), Err(Refusal::Older { current: Tag::FIRST.next() }));
    }

    #[test]
    fn a_code_dies_with_its_time_and_with_a_clock_that_jumps_back() {
        let last = Moment::from_millis(EXPIRES.millis() - 1);
        assert!(try_code("042042", last).is_ok());
        assert_eq!(try_code("042042", EXPIRES), Err(Refusal::Expired));
        assert_eq!(try_code("042042", Moment::from_millis(OPENED.millis() - 1)), Err(Refusal::Expired));
    }

    #[test]
    fn a_code_is_worth_nothing_for_another_challenge() {
        let key = CodeKey::new([7; 32]);
        let mac = key.mac(&challenge("C1").id, &secret("042042"));
        let verdict = verify(&challenge("C2"), (&mac, Tag::FIRST), &[], &secret("042042"), &key, OPENED);
        assert_eq!(verdict, Err(Refusal::Wrong));
    }
}
