//! A security key in software, for tests: it makes the signatures that `ssh-keygen -Y sign` makes with a real one, and
//! whoever holds it says whether it was touched and what it counts. Found from the integration tests, too.

use std::convert::Infallible;

use sha2::{Digest, Sha256};
use ssh_key::private::{EcdsaKeypair, Ed25519Keypair, KeypairData};
use ssh_key::public::{KeyData, SkEcdsaSha2NistP256, SkEd25519};
use ssh_key::rand_core::{TryCryptoRng, TryRng};
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, LineEnding, PrivateKey, PublicKey, Signature, SigningKey, SshSig};

pub const TOUCHED: u8 = 1;
/// What OpenSSH's keys are made for.
const APPLICATION: &str = "ssh:";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ed25519,
    P256,
}

impl Kind {
    pub const BOTH: [Self; 2] = [Self::Ed25519, Self::P256];
}

pub struct SoftKey {
    inner: PrivateKey,
    public: KeyData,
}

impl SoftKey {
    /// The same for the same `seed`.
    pub fn new(kind: Kind, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let (inner, public) = match kind {
            Kind::Ed25519 => {
                let pair = Ed25519Keypair::random(&mut chance);
                let public = KeyData::SkEd25519(SkEd25519::from(pair.public));
                (KeypairData::Ed25519(pair), public)
            }
            Kind::P256 => {
                let pair = EcdsaKeypair::random(&mut chance, EcdsaCurve::NistP256).expect("a key");
                let EcdsaKeypair::NistP256 { public, .. } = &pair else { panic!("another curve") };
                let public = KeyData::SkEcdsaSha2NistP256(SkEcdsaSha2NistP256::from(*public));
                (KeypairData::Ecdsa(pair), public)
            }
        };
        Self { inner: PrivateKey::new(inner, "").expect("a key"), public }
    }

    /// The line of its `.pub` file.
    pub fn line(&self, comment: &str) -> String {
        PublicKey::new(self.public.clone(), comment).to_openssh().expect("a line").trim_end().to_owned()
    }

    /// The line of the ordinary key that lies within.
    pub fn ordinary_line(&self) -> String {
        self.inner.public_key().to_openssh().expect("a line")
    }

    /// What it signs of `data`, as the agent protocol has it: PROTOCOL.u2f, "SSH U2F Signatures".
    pub fn sign(&self, data: &[u8], flags: u8, counter: u32) -> Signature {
        let trailer = [&[flags][..], &counter.to_be_bytes()].concat();
        let message = [&Sha256::digest(APPLICATION)[..], &trailer, &Sha256::digest(data)[..]].concat();
        let bare = signed(&self.inner, &message);
        let algorithm = match self.public {
            KeyData::SkEd25519(_) => Algorithm::SkEd25519,
            _ => Algorithm::SkEcdsaSha2NistP256,
        };
        Signature::new(algorithm, [bare.as_bytes(), &trailer].concat()).expect("a signature")
    }

    /// What `echo message | ssh-keygen -Y sign -n namespace` prints, with this `message` to the byte.
    pub fn armour(&self, message: &str, namespace: &str, flags: u8, counter: u32) -> String {
        let data = SshSig::signed_data(namespace, HashAlg::Sha512, message.as_bytes()).expect("data");
        let signature = self.sign(&data, flags, counter);
        armoured(self.public.clone(), namespace, signature)
    }

    /// The same by the ordinary key within.
    pub fn ordinary_armour(&self, message: &str, namespace: &str) -> String {
        let signed = self.inner.sign(namespace, HashAlg::Sha512, message.as_bytes()).expect("a signature");
        signed.to_pem(LineEnding::LF).expect("armour")
    }

    /// A signature by this key that says to be of `other`.
    pub fn armour_as(&self, other: &Self, message: &str, namespace: &str, counter: u32) -> String {
        let data = SshSig::signed_data(namespace, HashAlg::Sha512, message.as_bytes()).expect("data");
        armoured(other.public.clone(), namespace, self.sign(&data, TOUCHED, counter))
    }
}

fn armoured(public: KeyData, namespace: &str, signature: Signature) -> String {
    let signed = SshSig::new(public, namespace, HashAlg::Sha512, signature).expect("a signature");
    signed.to_pem(LineEnding::LF).expect("armour")
}

/// Signs through the bound: the trait itself is not ours to name.
fn signed<K: SigningKey>(key: &K, message: &[u8]) -> Signature {
    key.try_sign(message).expect("a signature")
}

/// Chance that is the same in every run.
struct Chance(u64);

impl TryRng for Chance {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.try_next_u64()? >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(mixed ^ (mixed >> 31))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let random = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&random[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Chance {}
