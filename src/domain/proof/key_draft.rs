//! A security key before it is registered: it counts for nothing until it has signed once.

use std::fmt;

use super::signature::{BadSignature, Wanted, sound};
use crate::domain::id::{AccountId, SecurityKeyId, VisitId};
use crate::domain::secret::Secret;
use crate::domain::security_key::SecurityKey;

/// A key for one account, in one visit, and what it is to sign. Not `Clone`: it leaves its page with the signature, and
/// comes back with the reply.
pub struct KeyDraft {
    /// What it will be called: so nobody registers it twice.
    id: SecurityKeyId,
    account: AccountId,
    visit: VisitId,
    key: SecurityKey,
    name: String,
    text: Secret,
}

impl fmt::Debug for KeyDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyDraft(..)")
    }
}

impl PartialEq for KeyDraft {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for KeyDraft {}

impl KeyDraft {
    /// Only `service::register` calls this, for somebody who may register one.
    pub(crate) fn new(
        id: SecurityKeyId,
        (account, visit): (AccountId, VisitId),
        (key, name): (SecurityKey, String),
        text: Secret,
    ) -> Self {
        Self { id, account, visit, key, name, text }
    }

    pub(crate) const fn id(&self) -> &SecurityKeyId {
        &self.id
    }

    pub(crate) fn is_of(&self, account: &AccountId, visit: &VisitId) -> bool {
        self.account == *account && self.visit == *visit
    }

    pub const fn key(&self) -> &SecurityKey {
        &self.key
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is to sign.
    pub const fn text(&self) -> &Secret {
        &self.text
    }

    /// The counter of the signature in `armour`, when this key made it, and over that text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn counter_of(&self, armour: &Secret, namespace: &str) -> Result<u32, BadSignature> {
        let sound = sound(Wanted { text: &self.text, namespace }, armour)?;
        if sound.key == self.key { Ok(sound.counter) } else { Err(BadSignature::OtherKey) }
    }
}
