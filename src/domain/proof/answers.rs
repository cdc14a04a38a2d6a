//! The verifier of answers to questions. The store keeps Argon2id over a keyed MAC of each answer's form,
//! never the answer.
//!
//! The answers to a set are one attempt: each is looked at, whatever the others are, so that neither the
//! verdict nor the time it takes says which was wrong. Argon2 takes its time: not for an async thread.

mod form;

use std::fmt;
use std::hint::black_box;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{OpenChallenge, Proof};
use crate::domain::id::{AnswerId, Entropy};
use crate::domain::method::Method;
use crate::domain::secret::Secret;
use crate::domain::time::Moment;
pub use form::{Form, normal};

/// The key of the MACs that are hashed: a copied store alone gives no answer away, however short it is.
pub struct AnswerKey(Zeroizing<[u8; 32]>);

/// What the hash of an answer costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerCost {
    pub memory_kib: u32,
    pub passes: u32,
}

/// What the store keeps of an answer.
pub struct StoredAnswer {
    pub id: AnswerId,
    pub form: Form,
    /// A PHC string.
    pub hash: String,
}

/// What was typed as the answer to one question.
#[derive(Debug)]
pub struct GivenAnswer {
    pub to: AnswerId,
    pub typed: Secret,
}

/// How an answer is looked at to which nothing is stored: it takes as long as any.
#[derive(Clone, Copy, Debug)]
pub struct Pretence {
    pub form: Form,
    pub cost: AnswerCost,
}

/// Why a set of answers does not prove anything. Never which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Wrong,
    Expired,
}

impl AnswerCost {
    /// OWASP's least with two passes: 19 MiB. No policy goes below it.
    pub const LEAST: Self = Self { memory_kib: 19 * 1_024, passes: 2 };
}

impl AnswerKey {
    pub fn new(bytes: impl Into<Zeroizing<[u8; 32]>>) -> Self {
        Self(bytes.into())
    }

    /// What is hashed: the MAC of the form's number and the answer in that form.
    fn mac(&self, form: Form, answer: &Secret) -> Zeroizing<[u8; 32]> {
        // HMAC takes keys of every length, so this cannot fail.
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).unwrap_or_else(|_| Hmac::new(&[0; 64].into()));
        mac.update(&form.number().to_be_bytes());
        mac.update(answer.expose().as_bytes());
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

/// The PHC string to keep of `answer`, which is in `form` already; none when Argon2 refuses the cost.
pub fn hashed(answer: &Secret, form: Form, key: &AnswerKey, cost: AnswerCost, salt: &Entropy) -> Option<String> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, None).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_with_salt(&*key.mac(form, answer), salt).ok().map(|hash| hash.to_string())
}

/// Verifies what was `given` to the questions that were `put`, against what is `stored`.
///
/// # Errors
/// Why it is refused. Every refusal counts, whatever its reason.
pub fn verify(
    challenge: &OpenChallenge,
    put: &[AnswerId],
    stored: &[StoredAnswer],
    given: &[GivenAnswer],
    (key, pretence): (&AnswerKey, Pretence),
    now: Moment,
) -> Result<Proof, Refusal> {
    let right = are_right(put, stored, given, |answer, typed| match answer {
        Some(answer) => is_behind(answer, typed, key),
        None => is_behind_nothing(typed, key, pretence),
    });
    match (challenge.method, challenge.is_alive(now)) {
        (Method::Questions, true) if right => Proof::of(challenge, now).ok_or(Refusal::Wrong),
        (Method::Questions, true) => Err(Refusal::Wrong),
        (Method::Email | Method::Totp | Method::RecoveryCode | Method::Sms | Method::SecurityKey, _)
        | (Method::Questions, false) => Err(Refusal::Expired),
    }
}

/// Whether exactly the questions that were put are answered, each of them right. All are looked at.
fn are_right(
    put: &[AnswerId],
    stored: &[StoredAnswer],
    given: &[GivenAnswer],
    mut is_right: impl FnMut(Option<&StoredAnswer>, &Secret) -> bool,
) -> bool {
    let nothing = Secret::new(String::new());
    let mut right = !put.is_empty() && given.len() == put.len();
    for id in put {
        let typed = given.iter().find(|answer| answer.to == *id).map(|answer| &answer.typed);
        let answer = stored.iter().find(|answer| answer.id == *id);
        let is_this = is_right(answer, typed.unwrap_or(&nothing));
        right = right & is_this & typed.is_some();
    }
    right
}

fn is_behind(answer: &StoredAnswer, typed: &Secret, key: &AnswerKey) -> bool {
    let Ok(hash) = PasswordHash::new(&answer.hash) else { return false };
    let mac = key.mac(answer.form, &normal(typed.expose(), answer.form));
    // What it cost stands in the hash.
    Argon2::default().verify_password(&*mac, &hash).is_ok()
}

/// Never true.
fn is_behind_nothing(typed: &Secret, key: &AnswerKey, Pretence { form, cost }: Pretence) -> bool {
    black_box(hashed(&normal(typed.expose(), form), form, key, cost, &Entropy::default()));
    false
}

impl fmt::Debug for StoredAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredAnswer({}, ..)", self.id)
    }
}

#[cfg(test)]
mod tests;
