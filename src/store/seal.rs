//! Sealed columns: text that only the holder of the key reads, and only where it was written.
//!
//! XChaCha20-Poly1305 binds each value to its place: table, column, owner and key id. A sealed address
//! copied to another account does not open there. The nonce is a MAC of the place and the value, so no
//! randomness is needed and a bad source of it cannot repeat a nonce for two values; that the same value
//! in the same place seals to the same text says nothing that the unchanged row would not.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use zeroize::Zeroizing;

use super::error::StoreError;
use super::keys::Keys;

const NONCE: usize = 24;

/// Where a sealed value stands.
#[derive(Clone, Copy)]
pub(super) struct SealedAt<'a> {
    pub table: &'static str,
    pub column: &'static str,
    /// The account it belongs to, or what stands for one.
    pub owner: &'a str,
}

impl Keys {
    pub(super) fn seal(&self, at: SealedAt<'_>, value: &[u8]) -> Result<String, StoreError> {
        let place = self.place(at);
        let mac = self.nonce_key().bytes_over([place.as_slice(), value].into_iter());
        let nonce: [u8; NONCE] = std::array::from_fn(|place| mac.get(place).copied().unwrap_or_default());
        let sealed = self
            .cipher()
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: value, aad: &place })
            .map_err(|_| StoreError::Damaged(format!("a value too long to seal for {}.{}", at.table, at.column)))?;
        Ok(BASE64.encode(&[nonce.as_slice(), &sealed].concat()))
    }

    pub(super) fn unseal(&self, at: SealedAt<'_>, text: &str) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let broken = || StoreError::Damaged(format!("a sealed value in {}.{} that does not open", at.table, at.column));
        let bytes = BASE64.decode(text.as_bytes()).map_err(|_| broken())?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(broken)?;
        let payload = Payload { msg: sealed, aad: &self.place(at) };
        self.cipher().decrypt(XNonce::from_slice(nonce), payload).map(Zeroizing::new).map_err(|_| broken())
    }

    /// [`Keys::unseal`] for values that are text.
    pub(super) fn unseal_text(&self, at: SealedAt<'_>, text: &str) -> Result<Zeroizing<String>, StoreError> {
        let bytes = self.unseal(at, text)?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| StoreError::Damaged(format!("a sealed value in {}.{} that is no text", at.table, at.column)))?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    fn place(&self, at: SealedAt<'_>) -> Vec<u8> {
        [at.table, at.column, at.owner, self.id()].join("\0").into_bytes()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.seal_key()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: SealedAt<'_> = SealedAt { table: "contact", column: "address", owner: "ADA" };

    #[test]
    fn it_opens_where_it_was_written_and_nowhere_else() {
        let keys = Keys::generate([7; 32]);
        let sealed = keys.seal(ADA, b"ada@example.org").expect("sealed");
        assert_eq!(**keys.unseal_text(ADA, &sealed).expect("opened"), *"ada@example.org");
        for elsewhere in
            [SealedAt { table: "letter", ..ADA }, SealedAt { column: "seed", ..ADA }, SealedAt { owner: "BOB", ..ADA }]
        {
            assert!(keys.unseal(elsewhere, &sealed).is_err());
        }
        assert!(Keys::generate([8; 32]).unseal(ADA, &sealed).is_err());
    }

    #[test]
    fn a_changed_or_cut_value_does_not_open() {
        let keys = Keys::generate([7; 32]);
        let sealed = keys.seal(ADA, b"ada@example.org").expect("sealed");
        let bytes = BASE64.decode(sealed.as_bytes()).expect("base64");
        for place in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            assert!(keys.unseal(ADA, &BASE64.encode(&changed)).is_err(), "{place}");
            assert!(keys.unseal(ADA, &BASE64.encode(&bytes[..place])).is_err(), "{place}");
        }
        assert!(keys.unseal(ADA, "not base64").is_err());
    }

    #[test]
    fn no_two_values_share_a_nonce() {
        let keys = Keys::generate([7; 32]);
        let nonce = |at, value: &[u8]| keys.seal(at, value).expect("sealed")[..32].to_owned();
        assert_ne!(nonce(ADA, b"one"), nonce(ADA, b"two"));
        assert_ne!(nonce(ADA, b"one"), nonce(SealedAt { owner: "BOB", ..ADA }, b"one"));
    }
}
