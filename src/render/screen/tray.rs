//! Bytes that are written one piece after another and then taken away whole. A password that is shown is among them,
//! so none are left where they had no more room.

use std::io;

use zeroize::Zeroizing;

/// Room of a tray that had none: more than a page takes.
const ROOM: usize = 8192;

pub struct Tray(Zeroizing<Vec<u8>>);

impl Tray {
    pub fn empty() -> Self {
        Self(Zeroizing::new(Vec::new()))
    }

    /// What lies on it; whoever takes it wipes it.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut *self.0)
    }

    pub fn put(&mut self, bytes: &[u8]) {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            let mut wider = Zeroizing::new(Vec::with_capacity(needed.max(self.0.capacity() * 2).max(ROOM)));
            wider.extend_from_slice(&self.0);
            self.0 = wider;
        }
        self.0.extend_from_slice(bytes);
    }
}

impl io::Write for Tray {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_down_is_taken_whole() {
        let mut tray = Tray::empty();
        let pieces: Vec<Vec<u8>> = (1..200_u8).map(|piece| vec![piece; usize::from(piece)]).collect();
        for piece in &pieces {
            tray.put(piece);
        }
        assert_eq!(tray.take(), pieces.concat());
        assert_eq!(tray.take(), b"");
    }
}
