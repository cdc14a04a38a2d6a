//! The master key of a store and the keys derived from it, one for each purpose. Knows no database.
//!
//! Nothing here is ever written to the store but the key's id and its check value, and neither says
//! anything about the key: both are derived from it one way.

pub mod file;

use std::fmt;

use data_encoding::{BASE64, HEXLOWER};
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::domain::account::Address;
use crate::domain::id::ContactId;
use crate::domain::login::LoginKey;
use crate::domain::proof::answers::AnswerKey;
use crate::domain::proof::code::CodeKey;
use crate::domain::proof::recovery::RecoveryKey;

/// The first word of a key file: what it is, and in which form.
const FORM: &str = "kiosk-key-1";

/// The keys of a store. All hosts of a fleet hold the same.
pub struct Keys {
    id: String,
    master: Zeroizing<[u8; 32]>,
}

/// Whose failures a counter counts: a MAC of the canonical login, so that a login which does not exist
/// is counted like one that does, and the counters tell nobody who tried what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

/// A key for MACs over a list of texts.
pub(super) struct MacKey(Zeroizing<[u8; 64]>);

/// Why a key file's text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKeyText {
    #[error("it is not one line of `{FORM} <key id> <base64>`")]
    Form,
    #[error("its key is damaged: it does not belong to the key id beside it")]
    Damaged,
}

impl Keys {
    /// A new key from 32 random bytes. Its id follows from it, so a damaged key cannot pass for itself.
    pub fn generate(entropy: [u8; 32]) -> Self {
        let master = Zeroizing::new(entropy);
        let id = HEXLOWER.encode(&*derived::<8>(&master, "id"));
        Self { id, master }
    }

    /// The name under which the store knows this key: 16 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The one line of a key file.
    pub fn to_file_text(&self) -> Zeroizing<String> {
        let key = Zeroizing::new(BASE64.encode(&*self.master));
        Zeroizing::new(format!("{FORM} {} {}\n", self.id, *key))
    }

    /// The keys in the text of a key file.
    ///
    /// # Errors
    /// When it is not in the form of a key file, or the key does not belong to its id.
    pub fn from_file_text(text: &str) -> Result<Self, BadKeyText> {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        let [FORM, id, key] = *words.as_slice() else { return Err(BadKeyText::Form) };
        let bytes = Zeroizing::new(BASE64.decode(key.as_bytes()).map_err(|_| BadKeyText::Form)?);
        let keys = Self::generate(<[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| BadKeyText::Form)?);
        if keys.id == id { Ok(keys) } else { Err(BadKeyText::Damaged) }
    }

    /// The key for the MACs of codes.
    pub fn code_key(&self) -> CodeKey {
        CodeKey::new(derived(&self.master, "code"))
    }

    /// The key for the MACs of codes on sheets.
    pub fn recovery_key(&self) -> RecoveryKey {
        RecoveryKey::new(derived(&self.master, "recovery"))
    }

    /// The key for the MACs of answers.
    pub fn answer_key(&self) -> AnswerKey {
        AnswerKey::new(derived(&self.master, "answer"))
    }

    pub fn subject(&self, login: &LoginKey) -> Subject {
        Subject(self.mac_key("subject").over(&[login.as_str()]))
    }

    /// Whose failures are counted for `login` from one `place`.
    pub fn subject_from(&self, login: &LoginKey, place: &Subject) -> Subject {
        Subject(self.mac_key("subject from").over(&[login.as_str(), place.as_str()]))
    }

    /// Whose letters are counted for `contact`.
    pub fn recipient(&self, contact: &ContactId) -> Subject {
        Subject(self.mac_key("recipient").over(&[contact.as_str()]))
    }

    /// Whose letters are counted for whoever typed `login`, where no contact may be told apart.
    pub fn recipient_by_login(&self, login: &LoginKey) -> Subject {
        Subject(self.mac_key("recipient by login").over(&[login.as_str()]))
    }

    /// The same for texts, which use up nothing of what mail has.
    pub fn recipient_of_texts(&self, login: &LoginKey) -> Subject {
        Subject(self.mac_key("recipient of texts").over(&[login.as_str()]))
    }

    /// By which a contact is found without opening any: the store holds it beside the sealed address.
    pub(super) fn blind(&self, address: &Address) -> String {
        self.mac_key("contact blind").over(&[&address.key()])
    }

    /// Whose letters are counted for `address`, whether it is anybody's or not.
    pub fn recipient_by_address(&self, address: &Address) -> Subject {
        Subject(self.mac_key("recipient by address").over(&[&address.key()]))
    }

    /// Whose letters are counted for somebody who signed in as `login`, to addresses that they typed.
    pub fn recipient_of_drafts(&self, login: &LoginKey) -> Subject {
        Subject(self.mac_key("recipient of drafts").over(&[login.as_str()]))
    }

    /// A mark of `text` for whoever typed `login`, by which the questions of nobody are drawn.
    pub fn mark(&self, login: &LoginKey, text: &str) -> [u8; 32] {
        self.mac_key("question of nobody").bytes_over([login.as_str().as_bytes(), text.as_bytes()].into_iter())
    }

    /// Whose failures are counted for a place that visitors come from.
    pub fn source(&self, place: &str) -> Subject {
        Subject(self.mac_key("source").over(&[place]))
    }

    /// What is counted for all kiosks together.
    pub fn fleet(&self) -> Subject {
        Subject(self.mac_key("fleet").over(&[]))
    }

    /// What the store keeps to tell the right key from a wrong one.
    pub(super) fn check_value(&self) -> String {
        HEXLOWER.encode(&*derived::<32>(&self.master, "check"))
    }

    pub(super) fn audit_key(&self) -> MacKey {
        self.mac_key("audit")
    }

    pub(super) fn seal_key(&self) -> Zeroizing<[u8; 32]> {
        derived(&self.master, "seal")
    }

    pub(super) fn nonce_key(&self) -> MacKey {
        self.mac_key("nonce")
    }

    fn mac_key(&self, purpose: &str) -> MacKey {
        MacKey(derived(&self.master, purpose))
    }
}

impl MacKey {
    /// The MAC of `parts`, as 64 hexadecimal digits.
    pub(super) fn over(&self, parts: &[&str]) -> String {
        HEXLOWER.encode(&self.bytes_over(parts.iter().map(|part| part.as_bytes())))
    }

    /// Each part is preceded by its length, so that no two lists give the same bytes.
    pub(super) fn bytes_over<'a>(&self, parts: impl Iterator<Item = &'a [u8]>) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new((&*self.0).into());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl Subject {
    pub(super) const fn from_stored(text: String) -> Self {
        Self(text)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({})", self.id)
    }
}

#[expect(clippy::expect_used, reason = "HKDF-SHA256 gives up to 8160 bytes, and nobody asks for more than 64")]
fn derived<const N: usize>(master: &[u8; 32], purpose: &str) -> Zeroizing<[u8; N]> {
    let mut bytes = Zeroizing::new([0; N]);
    Hkdf::<Sha256>::new(None, master)
        .expand_multi_info(&[b"kiosk 1 ", purpose.as_bytes()], &mut *bytes)
        .expect("at most 8160 bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_holds_the_key_whole() {
        let keys = Keys::generate([7; 32]);
        let again = Keys::from_file_text(&keys.to_file_text()).expect("its own text");
        assert_eq!(*again.master, *keys.master);
        assert_eq!(again.id(), keys.id());
        assert_ne!(Keys::generate([8; 32]).id(), keys.id());
    }

    #[test]
    fn what_is_no_key_file_is_refused() {
        let text = Keys::generate([7; 32]).to_file_text();
        for bad in ["", "kiosk-key-1", "hunter2", &text.replace("key-1", "key-2"), &format!("{} more", *text)] {
            assert_eq!(Keys::from_file_text(bad).err(), Some(BadKeyText::Form), "{bad:?}");
        }
        let flipped = text.replace("BwcHBwcH", "BwcHBwcI");
        assert_ne!(flipped, *text);
        assert_eq!(Keys::from_file_text(&flipped).err(), Some(BadKeyText::Damaged));
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let keys = Keys::generate([7; 32]);
        let all = [
            HEXLOWER.encode(&*keys.seal_key()),
            keys.check_value(),
            keys.subject(&LoginKey::of("ada")).0,
            keys.audit_key().over(&["ada"]),
            keys.nonce_key().over(&["ada"]),
        ];
        for (place, one) in all.iter().enumerate() {
            assert!(!all[..place].contains(one), "{place}");
        }
    }

    #[test]
    fn a_mac_tells_lists_apart_that_read_alike() {
        let key = Keys::generate([7; 32]).audit_key();
        assert_ne!(key.over(&["ab", "c"]), key.over(&["a", "bc"]));
        assert_ne!(key.over(&["ab"]), key.over(&["ab", ""]));
    }

    #[test]
    fn the_subject_of_a_login_is_the_same_however_it_is_typed() {
        let keys = Keys::generate([7; 32]);
        assert_eq!(keys.subject(&LoginKey::of(" ADA ")), keys.subject(&LoginKey::of("ada")));
        assert_ne!(keys.subject(&LoginKey::of("ada")), keys.subject(&LoginKey::of("bob")));
    }

    #[test]
    fn debug_shows_the_id_only() {
        let keys = Keys::generate([7; 32]);
        assert_eq!(format!("{keys:?}"), format!("Keys({})", keys.id()));
    }
}
