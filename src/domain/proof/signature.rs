//! The verifier of signatures by security keys: SSHSIG, as `ssh-keygen -Y sign` makes them, with what FIDO2 adds:
//! whether the key was touched, and how often it signed before.

mod armour;
#[cfg(test)]
pub(crate) mod soft_key;
#[cfg(test)]
mod tests;

use ssh_key::{HashAlg, PublicKey, SshSig};

use super::code::{CodeKey, CodeMac};
use super::{OpenChallenge, Proof};
use crate::domain::id::SecurityKeyId;
use crate::domain::method::Method;
use crate::domain::secret::Secret;
use crate::domain::security_key::SecurityKey;
use crate::domain::time::Moment;
pub use armour::{LONGEST, Slip, is_open, slip};

/// What follows a text that was signed: nothing, or what `echo` adds to it on one system or another.
const LINE_ENDS: [&str; 4] = ["\n", "", "\r\n", " \r\n"];
/// The flag that a key was touched (PROTOCOL.u2f).
const TOUCHED: u8 = 1;
/// The only version of SSHSIG.
const VERSION: u32 = 1;

/// What is to be signed.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub text: &'a Secret,
    pub namespace: &'a str,
}

/// A registered key, with the last counter that was accepted.
#[derive(Clone, Debug)]
pub struct RegisteredKey {
    pub id: SecurityKeyId,
    pub key: SecurityKey,
    pub counter: u32,
}

/// A right signature: the proof, and the counter that is now spent.
#[derive(Debug, PartialEq, Eq)]
pub struct Accepted {
    pub proof: Proof,
    pub key: SecurityKeyId,
    pub counter: u32,
}

/// Why a signature does not prove anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Bad(BadSignature),
    Expired,
}

/// What is wrong with a signature. The first four are told without knowing whose key it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadSignature {
    /// It is none, or only a part of one.
    Unreadable,
    /// It was made for another organisation, or for something else altogether.
    OtherNamespace,
    /// Something else was signed, or the signature was changed since.
    OtherText,
    /// Nobody touched the key.
    Untouched,
    /// Another key made it.
    OtherKey,
    /// The key's counter has not risen: there may be a copy of it.
    CounterFell,
}

/// A signature that is right in itself; whose key made it remains to be seen.
pub(super) struct Sound {
    pub key: SecurityKey,
    pub counter: u32,
}

/// Verifies the signature in `armour` against every one of `keys`. `mac` is of the text that the challenge asks to
/// sign: so no page can choose another.
///
/// # Errors
/// Why it is refused. Every refusal counts, whatever its reason.
pub fn verify(
    challenge: &OpenChallenge,
    (mac, code_key): (&CodeMac, &CodeKey),
    wanted: Wanted<'_>,
    keys: &[RegisteredKey],
    armour: &Secret,
    now: Moment,
) -> Result<Accepted, Refusal> {
    if challenge.method != Method::SecurityKey || !challenge.is_alive(now) {
        return Err(Refusal::Expired);
    }
    if !code_key.accepts(&challenge.id, wanted.text, mac) {
        return Err(Refusal::Bad(BadSignature::OtherText));
    }
    let sound = sound(wanted, armour).map_err(Refusal::Bad)?;
    let known = keys.iter().find(|known| known.key == sound.key).ok_or(Refusal::Bad(BadSignature::OtherKey))?;
    if !rises(known.counter, sound.counter) {
        return Err(Refusal::Bad(BadSignature::CounterFell));
    }
    let proof = Proof::of(challenge, now).ok_or(Refusal::Bad(BadSignature::OtherKey))?;
    Ok(Accepted { proof, key: known.id.clone(), counter: sound.counter })
}

/// Whether a key that signed at `last` may sign at `counter`. One that does not count is always at zero
/// (Web Authentication, 6.1.1).
pub const fn rises(last: u32, counter: u32) -> bool {
    counter > last || (counter == 0 && last == 0)
}

/// The signature in `armour`, where it is one of what is `wanted`, by a key that was touched, whichever that is.
pub(super) fn sound(wanted: Wanted<'_>, armour: &Secret) -> Result<Sound, BadSignature> {
    let signed = armour::read(armour.expose()).filter(|signed| signed.version() == VERSION).ok_or(BadSignature::Unreadable)?;
    if signed.namespace() != wanted.namespace {
        return Err(BadSignature::OtherNamespace);
    }
    let key = SecurityKey::of(signed.public_key().clone()).ok_or(BadSignature::OtherKey)?;
    if !is_of_text(&signed, wanted) {
        return Err(BadSignature::OtherText);
    }
    let (flags, counter) = flags_and_counter(signed.signature_bytes()).ok_or(BadSignature::Unreadable)?;
    if flags & TOUCHED == 0 {
        return Err(BadSignature::Untouched);
    }
    Ok(Sound { key, counter })
}

/// Whether its own key made it over the text, as some `echo` wrote that.
fn is_of_text(signed: &SshSig, wanted: Wanted<'_>) -> bool {
    let is_of_its_key = signed.algorithm() == signed.public_key().algorithm();
    let is_hashed_well = matches!(signed.hash_alg(), HashAlg::Sha512 | HashAlg::Sha256);
    let key = PublicKey::from(signed.public_key().clone());
    let is_over = |end: &str| {
        let message = [wanted.text.expose(), end].concat();
        key.verify(wanted.namespace, message.as_bytes(), signed).is_ok()
    };
    is_of_its_key && is_hashed_well && LINE_ENDS.into_iter().any(is_over)
}

/// What a key adds to its signature, at its end: both are signed too.
fn flags_and_counter(signature: &[u8]) -> Option<(u8, u32)> {
    let (_, [flags, counter @ ..]) = signature.split_last_chunk::<5>()?;
    Some((*flags, u32::from_be_bytes(*counter)))
}
