//! The verifier of codes on sheets. The store keeps a keyed MAC of each code, bound to its account, never the
//! code: 25 characters of 24 are over 114 bits, so nobody finds one by trying, even with the MACs in hand.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{OpenChallenge, Proof};
use crate::domain::code::normalise;
use crate::domain::id::AccountId;
use crate::domain::method::Method;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;

/// How many codes a sheet has.
pub const ON_A_SHEET: usize = 10;

/// The key that codes on sheets are MACed with.
pub struct RecoveryKey(Zeroizing<[u8; 32]>);

/// What the store keeps of a code.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryMac([u8; 32]);

/// A code of a sheet, as the store knows it.
#[derive(Clone)]
pub struct SheetCode {
    pub mac: RecoveryMac,
    /// Whether it proved something before.
    pub used: bool,
}

/// A code that was right: the proof, and which code is used up by it.
#[derive(Debug)]
pub struct Accepted {
    pub proof: Proof,
    pub owner: AccountId,
    pub mac: RecoveryMac,
}

/// Why a code does not prove anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Wrong,
    /// It was right once, and each is good once.
    Spent,
    Expired,
}

impl RecoveryKey {
    pub fn new(bytes: impl Into<Zeroizing<[u8; 32]>>) -> Self {
        Self(bytes.into())
    }

    /// The MAC of `code` for one account; the same code on the sheet of another has another MAC.
    pub fn mac(&self, owner: &AccountId, code: &Secret) -> RecoveryMac {
        RecoveryMac(self.over(owner, code).finalize().into_bytes().into())
    }

    fn accepts(&self, owner: &AccountId, code: &Secret, mac: &RecoveryMac) -> bool {
        self.over(owner, code).verify_slice(&mac.0).is_ok()
    }

    fn over(&self, owner: &AccountId, code: &Secret) -> Hmac<Sha256> {
        // HMAC takes keys of every length, so this cannot fail; an all-zero key would accept nothing.
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).unwrap_or_else(|_| Hmac::new(&[0; 64].into()));
        mac.update(owner.as_str().as_bytes());
        mac.update(&[0]);
        mac.update(code.expose().as_bytes());
        mac
    }
}

impl RecoveryMac {
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for RecoveryMac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryMac(..)")
    }
}

/// Verifies what was `typed` against every code of the `sheet`, each in constant time.
///
/// # Errors
/// Why it is refused. Every refusal counts, whatever its reason.
pub fn verify(
    challenge: &OpenChallenge,
    sheet: &[SheetCode],
    typed: &Secret,
    key: &RecoveryKey,
    now: Moment,
) -> Result<Accepted, Refusal> {
    if challenge.method != Method::RecoveryCode || !challenge.is_alive(now) {
        return Err(Refusal::Expired);
    }
    let code = normalise(typed.expose());
    let owner = challenge.account.as_ref().ok_or(Refusal::Wrong)?;
    let mut found = None;
    for one in sheet {
        if key.accepts(owner, &code, &one.mac) {
            found = Some(one);
        }
    }
    match found {
        Some(one) if one.used => Err(Refusal::Spent),
        Some(one) => {
            let proof = Proof::of(challenge, now).ok_or(Refusal::Wrong)?;
            Ok(Accepted { proof, owner: owner.clone(), mac: one.mac.clone() })
        }
        None => Err(Refusal::Wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{ChallengeId, VisitId};
    use crate::domain::method::Gate;
    use crate::domain::time::Span;

    const CODE: &str = "AC3D4EF6G7HJ9KMNPQRTVWXYA";
    const NOW: Moment = Moment::from_millis(1_000_000);

    fn key() -> RecoveryKey {
        RecoveryKey::new([7; 32])
    }

    fn ada() -> AccountId {
        AccountId::from_stored("ada".to_owned())
    }

    fn challenge(method: Method, account: Option<AccountId>) -> OpenChallenge {
        OpenChallenge {
            id: ChallengeId::from_stored("C".to_owned()),
            account,
            visit: VisitId::from_stored("V".to_owned()),
            gate: Gate::Second,
            method,
            opened: NOW - Span::minutes(1),
            expires: NOW + Span::minutes(1),
        }
    }

    fn sheet(owner: &AccountId, used: bool) -> Vec<SheetCode> {
        let mac = |code: &str| key().mac(owner, &Secret::new(code.to_owned()));
        vec![SheetCode { mac: mac("another"), used: false }, SheetCode { mac: mac(CODE), used }]
    }

    fn verified(typed: &str, sheet: &[SheetCode], challenge: &OpenChallenge) -> Result<Accepted, Refusal> {
        verify(challenge, sheet, &Secret::new(typed.to_owned()), &key(), NOW)
    }

    #[test]
    fn a_code_is_taken_as_people_type_it() {
        let of_ada = challenge(Method::RecoveryCode, Some(ada()));
        let full_width: String =
            CODE.chars().map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c }).collect();
        let grouped = crate::domain::code::grouped(CODE);
        let typed = [
            CODE.to_owned(),
            CODE.to_lowercase(),
            grouped.clone(),
            grouped.replace(' ', "-"),
            format!("  {grouped}. "),
            full_width,
        ];
        for typed in typed {
            let accepted =
                verified(&typed, &sheet(&ada(), false), &of_ada).unwrap_or_else(|refusal| panic!("{typed}: {refusal:?}"));
            assert_eq!((accepted.proof.method(), accepted.proof.gate()), (Method::RecoveryCode, Gate::Second));
            assert_eq!(accepted.mac, key().mac(&ada(), &Secret::new(CODE.to_owned())));
        }
    }

    #[test]
    fn what_is_not_on_the_sheet_proves_nothing() {
        let of_ada = challenge(Method::RecoveryCode, Some(ada()));
        let bob = AccountId::from_stored("bob".to_owned());
        for typed in ["", " ", "AC3D4", &CODE[1..], &format!("{CODE}A"), "AC3D4EF6G7HJ9KMNPQRTVWXYC"] {
            assert_eq!(verified(typed, &sheet(&ada(), false), &of_ada).err(), Some(Refusal::Wrong), "{typed}");
        }
        assert_eq!(verified(CODE, &sheet(&bob, false), &of_ada).err(), Some(Refusal::Wrong), "the sheet of another");
        assert_eq!(verified(CODE, &[], &of_ada).err(), Some(Refusal::Wrong), "no sheet");
        let nobodys = challenge(Method::RecoveryCode, None);
        assert_eq!(verified(CODE, &sheet(&ada(), false), &nobodys).err(), Some(Refusal::Wrong));
    }

    #[test]
    fn a_used_code_and_a_late_one_are_told_apart() {
        let of_ada = challenge(Method::RecoveryCode, Some(ada()));
        assert_eq!(verified(CODE, &sheet(&ada(), true), &of_ada).err(), Some(Refusal::Spent));
        for method in [Method::Email, Method::Totp, Method::Questions] {
            assert_eq!(verified(CODE, &sheet(&ada(), false), &challenge(method, Some(ada()))).err(), Some(Refusal::Expired));
        }
        let late = OpenChallenge { expires: NOW, ..of_ada };
        assert_eq!(verified(CODE, &sheet(&ada(), false), &late).err(), Some(Refusal::Expired));
    }
}
