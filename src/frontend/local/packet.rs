//! What is read at once of what somebody types. Passwords are among it, so nothing of a packet stays once it
//! has been passed on: the next one may be shorter, and what it does not cover would be the last visitor's.

use zeroize::{Zeroize as _, Zeroizing};

use crate::input::Incoming;

/// Bytes read at once.
const ROOM: usize = 4096;

/// Room for the bytes that are read next; empty in between.
pub struct Packet(Zeroizing<[u8; ROOM]>);

impl Packet {
    pub fn new() -> Self {
        Self(Zeroizing::new([0; ROOM]))
    }

    pub fn room(&mut self) -> &mut [u8] {
        &mut *self.0
    }

    /// The first `length` bytes of what was read, which are here no more.
    pub fn take(&mut self, length: usize) -> Incoming {
        let read = self.0.get_mut(..length).unwrap_or_default();
        let taken = Zeroizing::new(read.to_vec());
        read.zeroize();
        Incoming::Bytes(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_what_was_taken_stays() {
        let mut packet = Packet::new();
        packet.room()[..12].copy_from_slice(b"zebra copper");
        assert_eq!(packet.take(12), Incoming::Bytes(b"zebra copper".to_vec().into()));
        assert!(packet.room().iter().all(|byte| *byte == 0));
    }
}
