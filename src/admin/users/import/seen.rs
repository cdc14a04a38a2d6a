//! What the rows of a file were about so far, so that two about the same are found however far apart they
//! stand. Keeps a fingerprint of each and the line, not the text: a file may have very many rows.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::domain::id::AccountId;
use crate::domain::login::LoginKey;
use crate::domain::person::ExternalId;

/// Long enough that no two of any number of people have the same.
type Fingerprint = [u8; 16];

#[derive(Default)]
pub struct Seen(HashMap<Fingerprint, u64>);

impl Seen {
    /// Takes a row's login down; the line of an earlier row with the same.
    pub fn login(&mut self, key: &LoginKey, line: u64) -> Option<u64> {
        self.take(b"login", key.as_str(), line)
    }

    pub fn external_id(&mut self, id: &ExternalId, line: u64) -> Option<u64> {
        self.take(b"external", id.as_str(), line)
    }

    pub fn account(&mut self, id: &AccountId, line: u64) -> Option<u64> {
        self.take(b"account", id.as_str(), line)
    }

    pub fn has_account(&self, id: &AccountId) -> bool {
        self.0.contains_key(&fingerprint(b"account", id.as_str()))
    }

    fn take(&mut self, kind: &[u8], text: &str, line: u64) -> Option<u64> {
        let mut earlier = None;
        self.0.entry(fingerprint(kind, text)).and_modify(|known| earlier = Some(*known)).or_insert(line);
        earlier
    }
}

fn fingerprint(kind: &[u8], text: &str) -> Fingerprint {
    let digest = Sha256::new().chain_update(kind).chain_update([0]).chain_update(text).finalize();
    std::array::from_fn(|place| digest.get(place).copied().unwrap_or_default())
}
