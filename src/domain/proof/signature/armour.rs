//! A signature as text: between two marks, in base64. It is pasted, so line ends, blanks and what a terminal showed
//! before and behind it do not matter.

use data_encoding::BASE64;
use ssh_key::SshSig;
use ssh_key::encoding::Decode as _;

/// Code points that are taken at most: several times what the longest signature has.
pub const LONGEST: usize = 4_096;

/// The marks, without their blanks: those may be line ends by now.
const BEGIN: &str = "-----BEGINSSHSIGNATURE-----";
const END: &str = "-----ENDSSHSIGNATURE-----";

/// Why a text is not looked at: it cannot be a signature, and costs no try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    Empty,
    /// The command itself was pasted, or what is to be signed.
    NoSignature,
    /// It has a beginning and no end, or the other way round.
    Half,
}

/// What keeps `text` from being a signature, where that is plain to see.
pub fn slip(text: &str) -> Option<Slip> {
    let packed = packed(text);
    match (packed.is_empty(), packed.contains(BEGIN), packed.contains(END)) {
        (true, ..) => Some(Slip::Empty),
        (false, false, false) => Some(Slip::NoSignature),
        (false, true, true) if between(&packed).is_some() => None,
        (false, ..) => Some(Slip::Half),
    }
}

/// Whether `text` has begun and goes on in the next line.
pub fn is_open(text: &str) -> bool {
    let packed = packed(text);
    packed.rfind(BEGIN).is_some_and(|begin| !packed.get(begin..).unwrap_or_default().contains(END))
}

/// The signature in `text`.
pub(super) fn read(text: &str) -> Option<SshSig> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let bytes = BASE64.decode(between(&packed(text))?.as_bytes()).ok()?;
    let mut rest = bytes.as_slice();
    let signed = SshSig::decode(&mut rest).ok()?;
    rest.is_empty().then_some(signed)
}

fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What stands between the last beginning and the end that follows: whoever pasted twice means the second.
fn between(packed: &str) -> Option<&str> {
    let (_, begun) = packed.rsplit_once(BEGIN)?;
    begun.split_once(END).map(|(body, _)| body)
}
